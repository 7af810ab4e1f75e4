/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "unit/access/provider_door.h"

#include <string.h>

#include "access/link.h"
#include "access/manage.h"

Elsewhere door_elsewhere(Door *door)
{
    door->problem = (Problem){.arena = door->site.arena};
    return (Elsewhere){
        .store = door->site.store,
        .arena = door->site.arena,
        .providers = &door->house.providers,
        .ask = house_ask,
        .keyring = &door->keyring,
        .site = TEXT("https://seuil.example"),
        .now = door->site.now,
        .problem = &door->problem,
    };
}

Departure door_depart(Door *door)
{
    const Elsewhere elsewhere = door_elsewhere(door);
    Departure departure = {.key = TEXT("house"), .way = TEXT("/taches"), .language = ENGLISH};
    assert_int_equal(elsewhere_leave(&elsewhere, &departure), OK);
    return departure;
}

/* A value of the question that the browser takes along. */
Text door_asked(const Departure *departure, const char *name)
{
    const size_t at = text_find(departure->address, text_from(name), 0) + strlen(name);
    return text_slice(departure->address, at, text_find_byte(departure->address, '&', at));
}

ElsewhereReturn door_back_of(const Departure *departure)
{
    return (ElsewhereReturn){
        .key = TEXT("house"),
        .secret = departure->secret,
        .state = door_asked(departure, "&state="),
        .code = TEXT("a code"),
    };
}

ElsewhereState door_come_back(Door *door, ElsewhereReturn *back)
{
    const Elsewhere elsewhere = door_elsewhere(door);
    assert_int_equal(elsewhere_return(&elsewhere, back), OK);
    return back->said;
}

/* The provider says this of who left. */
void door_prepare(Door *door, const Departure *departure, const char *more)
{
    const Text nonce = door_asked(departure, "&nonce=");
    door->house.token = house_answer(
        &door->house, house_sign(&door->house, HOUSE_RSA, "rsa",
                                 house_claims(&door->house, nonce, door->site.now, more)));
}

ElsewhereState door_go_and_come_back(Door *door, const char *more)
{
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door_prepare(door, &departure, more);
    return door_come_back(door, &back);
}

Outcome door_link(Door *door, Id account, const char *subject)
{
    LinkOrder order = {account, TEXT(HOUSE_ISSUER), text_from(subject)};
    Access access = {
        .arena = door->site.arena, .now = door->site.now, .problem = &door->problem};
    door->problem = (Problem){.arena = door->site.arena};
    access.caller.permissions = ~(PermissionSet)0;
    return manage_run(door->site.store, &access, manage_link, &order);
}

void provider_door_open(Door *door, const RouteTable *tables, size_t count)
{
    static const uint8_t key[KEYRING_KEY_BYTES] = {7};
    staff_site_open(&door->site, tables, count);
    house_open(&door->house);
    keyring_of_key(key, &door->keyring);
    door->site.keyring = &door->keyring;
    door->site.providers = &door->house.providers;
    door->nadia =
        staff_site_account(&door->site, "nadia", "desk_worker", "relais-social-liege");
    assert_int_equal(door_link(door, door->nadia, "sub-nadia"), OK);
}

void provider_door_close(Door *door)
{
    house_close(&door->house);
    staff_site_close(&door->site);
}
