/* SPDX-License-Identifier: EUPL-1.2 */
/* The way to a provider and back, and who tries it in another's place. */
#include "unit/testing.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "access/journal.h"
#include "access/link.h"
#include "access/login_web.h"
#include "access/manage.h"
#include "access/passkey.h"
#include "base/list.h"
#include "unit/access/provider_door.h"

/* ----------------------------------------------------------------------------------- tests */

static void who_comes_back_as_they_left_is_in(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door_prepare(door, &departure, "");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DONE);
    assert_true(id_equal(back.account.id, door->nadia));
    assert_text_equal(back.way, TEXT("/taches"));
    assert_int_equal(back.language, ENGLISH);
    assert_true(text_starts_with(departure.address, TEXT(HOUSE_ISSUER "/authorize?")));
    assert_text_equal(door_asked(&departure, "&code_challenge_method="), TEXT("S256"));
    assert_true(text_contains(door->house.form, TEXT("code_verifier=")));
    assert_false(text_contains(departure.address, departure.secret));
    assert_true(text_starts_with(door->house.authorization, TEXT("Basic ")));
}

static void an_answer_serves_once(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door_prepare(door, &departure, "");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DONE);
    back = door_back_of(&departure);
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_LATE);
}

/* Who gives another their own answer to open would have them work in an account not theirs. */
static void an_answer_serves_in_the_browser_that_asked(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    const Departure other = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door_prepare(door, &departure, "");
    back.secret = other.secret;
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_LATE);
    back = door_back_of(&departure);
    back.secret = TEXT("");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_LATE);
    back = door_back_of(&departure);
    back.state = TEXT("another");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_LATE);
}

static void who_takes_longer_than_ten_minutes_starts_again(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door->site.now += ELSEWHERE_SECONDS + 1;
    door_prepare(door, &departure, "");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_LATE);
}

/* The code of an honest provider must not reach one that lies. */
static void another_provider_does_not_answer_for_the_one_that_was_asked(void **state)
{
    Door *door = *state;
    Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door_prepare(door, &departure, "");
    door->house.form = TEXT("");
    back.key = TEXT("other");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DOUBTED);
    assert_int_equal(door->house.form.length, 0);
    departure = door_depart(door);
    back = door_back_of(&departure);
    back.issuer = TEXT("https://other.example");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DOUBTED);
    assert_int_equal(door->house.form.length, 0);
}

static void a_statement_of_another_question_opens_nothing(void **state)
{
    Door *door = *state;
    const Departure first = door_depart(door);
    const Departure second = door_depart(door);
    ElsewhereReturn back = door_back_of(&second);
    door_prepare(door, &first, "");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DOUBTED);
}

static void who_declines_or_brings_no_code_is_not_in(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    back.code = TEXT("");
    back.error = TEXT("access_denied");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DECLINED);
}

static void a_code_the_provider_refuses_opens_nothing(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door->house.token = TEXT("{\"error\":\"invalid_grant\"}");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DOUBTED);
    assert_true(text_ends_with(door->problem.detail, TEXT("invalid_grant")));
}

static void a_provider_that_is_silent_opens_nothing(void **state)
{
    Door *door = *state;
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door->house.token = TEXT("");
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_SILENT);
}

static void a_subject_nobody_linked_opens_nothing_whatever_its_mail(void **state)
{
    Door *door = *state;
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-marc\",\"email\":\"nadia\","
                                                 "\"preferred_username\":\"nadia\""),
                     ELSEWHERE_UNKNOWN);
}

static void new_keys_are_asked_for_at_most_twice_a_minute(void **state)
{
    Door *door = *state;
    const Text keys = door->house.keys;
    door->site.now += PROVIDER_ASKS_SECONDS;
    assert_int_equal(door_go_and_come_back(door, ""), ELSEWHERE_DONE);
    const int before = door->house.keys_asked;
    Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    const Text claims =
        house_claims(&door->house, door_asked(&departure, "&nonce="), door->site.now, "");
    door->house.token =
        house_answer(&door->house, house_sign(&door->house, HOUSE_CURVE, "new", claims));
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DOUBTED);
    assert_int_equal(door->house.keys_asked, before + 1);
    departure = door_depart(door);
    back = door_back_of(&departure);
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DOUBTED);
    assert_int_equal(door->house.keys_asked, before + 1);
    door->site.now += PROVIDER_ASKS_SECONDS;
    const size_t kid = text_find(door->house.jwk[HOUSE_CURVE], TEXT("curve"), 0);
    const Text jwk = door->house.jwk[HOUSE_CURVE];
    door->house.keys = text_format(door->site.arena, "{\"keys\":[%.*snew%.*s]}",
                                   TEXT_ARG(text_slice(jwk, 0, kid)),
                                   TEXT_ARG(text_slice(jwk, kid + 5, jwk.length)));
    departure = door_depart(door);
    back = door_back_of(&departure);
    door->house.token = house_answer(
        &door->house, house_sign(&door->house, HOUSE_CURVE, "new",
                                 house_claims(&door->house, door_asked(&departure, "&nonce="),
                                              door->site.now, "")));
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DONE);
    door->house.keys = keys;
    door->site.now += PROVIDER_KEEPS_SECONDS;
}

static void what_a_provider_says_of_itself_is_kept_for_an_hour(void **state)
{
    Door *door = *state;
    (void)door_depart(door);
    const int before = door->house.words_asked;
    (void)door_depart(door);
    assert_int_equal(door->house.words_asked, before);
    door->site.now += PROVIDER_KEEPS_SECONDS;
    (void)door_depart(door);
    assert_int_equal(door->house.words_asked, before + 1);
}

static void a_provider_is_waited_for_by_two_at_most(void **state)
{
    Door *door = *state;
    const Provider *provider = provider_find(&door->house.providers, TEXT("house"));
    const Elsewhere elsewhere = door_elsewhere(door);
    Departure departure = {.key = TEXT("house"), .way = TEXT("")};
    assert_true(provider_enter(provider) && provider_enter(provider));
    assert_int_equal(elsewhere_leave(&elsewhere, &departure), CONFLICT);
    provider_leave(provider);
    assert_int_equal(elsewhere_leave(&elsewhere, &departure), OK);
    provider_leave(provider);
}

static void the_second_step_is_the_providers_where_it_says_so_and_else_ours(void **state)
{
    Door *door = *state;
    const Id vera =
        staff_site_account(&door->site, "vera", "desk_worker", "relais-social-liege");
    assert_int_equal(door_link(door, vera, "sub-vera"), OK);
    staff_site_give_second(&door->site, "vera");
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-vera\""), ELSEWHERE_CODE);
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-vera\",\"amr\":[\"mfa\"]"),
                     ELSEWHERE_DONE);
}

static Outcome forget_password(Session *session, void *context, Problem *problem)
{
    return account_change_hash(session, *(const Id *)context, TEXT(""), problem);
}

static Outcome give_passkey(Session *session, void *context, Problem *problem)
{
    const Passkey passkey = {
        .id = id_new(1),
        .account = *(const Id *)context,
        .credential = TEXT("a device"),
        .name = TEXT("Mon téléphone"),
        .added = 1,
        .key = {.algorithm = PASSKEY_EDDSA, .bytes = TEXT("a key")},
    };
    return passkey_add(session, &passkey, problem);
}

static void a_passkey_is_asked_for_where_a_role_asks_for_two_steps(void **state)
{
    Door *door = *state;
    Id ines = staff_site_account(&door->site, "ines", "administrator", "relais-social-liege");
    assert_int_equal(door_link(door, ines, "sub-ines"), OK);
    assert_int_equal(store_write(door->site.store, forget_password, &ines, &door->problem), OK);
    assert_int_equal(store_write(door->site.store, give_passkey, &ines, &door->problem), OK);
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-ines\""), ELSEWHERE_CODE);
}

static void a_role_that_asks_for_two_steps_is_not_opened_by_one(void **state)
{
    Door *door = *state;
    Id zoe = staff_site_account(&door->site, "zoe", "administrator", "relais-social-liege");
    assert_int_equal(door_link(door, zoe, "sub-zoe"), OK);
    assert_int_equal(store_write(door->site.store, forget_password, &zoe, &door->problem), OK);
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-zoe\""), ELSEWHERE_WEAK);
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-zoe\",\"amr\":[\"mfa\"]"),
                     ELSEWHERE_DONE);
}

static Outcome close_account(Session *session, void *context, Problem *problem)
{
    return account_close(session, *(const Id *)context, 1, problem);
}

static void a_closed_account_is_not_opened(void **state)
{
    Door *door = *state;
    Id omar = staff_site_account(&door->site, "omar", "desk_worker", "relais-social-liege");
    assert_int_equal(door_link(door, omar, "sub-omar"), OK);
    assert_int_equal(store_write(door->site.store, close_account, &omar, &door->problem), OK);
    assert_int_equal(door_go_and_come_back(door, "\"sub\":\"sub-omar\""), ELSEWHERE_UNKNOWN);
    assert_int_equal(door_link(door, omar, "sub-omar-2"), CONFLICT);
}

static void a_subject_is_one_account(void **state)
{
    Door *door = *state;
    const Id lea = staff_site_account(&door->site, "lea", "desk_worker", "relais-social-liege");
    assert_int_equal(door_link(door, lea, "sub-nadia"), CONFLICT);
    assert_int_equal(door_link(door, lea, ""), INVALID);
    assert_int_equal(door_link(door, lea, "a\nb"), INVALID);
}

/* ---------------------------------------------------------------------------------- network */

/* Somebody who could name a provider must not have this machine called. */
static void a_provider_on_this_machine_is_called_when_the_file_says_so_alone(void **state)
{
    Door *door = *state;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    Provider *provider = &door->house.providers.items[1];
    provider->issuer = text_format(door->site.arena, "https://127.0.0.1:%u",
                                   (unsigned)ntohs(address.sin_port));
    const Answered answered =
        staff_site_post(&door->site, TEXT(""), "/entrer/chez/other", TEXT("to="));
    assert_int_equal(answered.status, 503);
    assert_true(text_contains(answered.body, TEXT("ne répond pas")));
    assert_int_equal(accept(listener, NULL, NULL), -1);
    provider->issuer = TEXT("https://169.254.169.254");
    provider->is_private = true;
    assert_int_equal(
        staff_site_post(&door->site, TEXT(""), "/entrer/chez/other", TEXT("to=")).status, 503);
    (void)close(listener);
}

static void what_is_no_file_of_providers_is_refused_by_field(void **state)
{
    static const char *const wrong[][2] = {
        {"providers:",                                                           "providers"  },
        {"providers: []",                                                        "providers"  },
        {"providers:\n  - key: A\n",                                             "key"        },
        {"providers:\n  - key: a\n    name: A\n    issuer: http://a.example\n",  "issuer"     },
        {"providers:\n  - key: a\n    name: A\n    issuer: https://a.example\n", "client_id"  },
        {"providers:\n  - key: a\n    name: A\n    issuer: https://a.example\n"
         "    client_id: b\n",                                          "secret_file"},
        {"providers:\n  - key: a\n    colour: red\n",                            "colour"     },
        {"providers:\n  - key: a\n    name: A\n    issuer: https://a.example\n"
         "    client_id: b\n    secret_file: s\n    max_age: soon\n",   "max_age"    },
    };
    Door *door = *state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Providers providers = {0};
        Problem problem = {.arena = door->site.arena};
        assert_int_equal(providers_read(door->site.arena, TEXT("p.yaml"),
                                        text_from(wrong[i][0]), &providers, &problem),
                         INVALID);
        assert_text_equal(problem.field, text_from(wrong[i][1]));
    }
}

static int open_door(void **state)
{
    static Door door;
    static RouteTable tables[2];
    tables[0] = LOGIN_ROUTES;
    tables[1] = ELSEWHERE_ROUTES;
    provider_door_open(&door, tables, LENGTH_OF(tables));
    *state = &door;
    return 0;
}

static int close_door(void **state)
{
    provider_door_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_back_as_they_left_is_in),
        cmocka_unit_test(an_answer_serves_once),
        cmocka_unit_test(an_answer_serves_in_the_browser_that_asked),
        cmocka_unit_test(who_takes_longer_than_ten_minutes_starts_again),
        cmocka_unit_test(another_provider_does_not_answer_for_the_one_that_was_asked),
        cmocka_unit_test(a_statement_of_another_question_opens_nothing),
        cmocka_unit_test(who_declines_or_brings_no_code_is_not_in),
        cmocka_unit_test(a_code_the_provider_refuses_opens_nothing),
        cmocka_unit_test(a_provider_that_is_silent_opens_nothing),
        cmocka_unit_test(a_subject_nobody_linked_opens_nothing_whatever_its_mail),
        cmocka_unit_test(new_keys_are_asked_for_at_most_twice_a_minute),
        cmocka_unit_test(what_a_provider_says_of_itself_is_kept_for_an_hour),
        cmocka_unit_test(a_provider_is_waited_for_by_two_at_most),
        cmocka_unit_test(the_second_step_is_the_providers_where_it_says_so_and_else_ours),
        cmocka_unit_test(a_passkey_is_asked_for_where_a_role_asks_for_two_steps),
        cmocka_unit_test(a_role_that_asks_for_two_steps_is_not_opened_by_one),
        cmocka_unit_test(a_closed_account_is_not_opened),
        cmocka_unit_test(a_subject_is_one_account),
        cmocka_unit_test(a_provider_on_this_machine_is_called_when_the_file_says_so_alone),
        cmocka_unit_test(what_is_no_file_of_providers_is_refused_by_field),
    };
    return cmocka_run_group_tests(tests, open_door, close_door);
}
