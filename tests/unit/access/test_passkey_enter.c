/* SPDX-License-Identifier: EUPL-1.2 */
/* Adding a passkey and signing in with it, and who tries it in another's place. */
#include "unit/testing.h"

#include "access/gate_web.h"
#include "access/journal.h"
#include "access/login_web.h"
#include "access/manage.h"
#include "access/passkey_enter.h"
#include "access/passkey_own.h"
#include "crypto/base64.h"
#include "unit/access/authenticator.h"
#include "unit/access/staff_site.h"

typedef struct Door {
    StaffSite site;
    Keyring keyring;
    Problem problem;
    Id nadia;
    Id marc;
    Text session; /* of nadia */
    Device device;
    Text secret; /* of the attempt */
} Door;

/* ----------------------------------------------------------------------------------- steps */

static PasskeyAdding adding_of(Door *door, Text token)
{
    door->problem = (Problem){.arena = door->site.arena};
    return (PasskeyAdding){
        .store = door->site.store,
        .arena = door->site.arena,
        .keyring = &door->keyring,
        .site = {TEXT("https://seuil.example"), TEXT("seuil.example")},
        .now = door->site.now,
        .token = token,
        .password = TEXT(STAFF_PASSWORD),
        .name = TEXT("Mon téléphone"),
        .problem = &door->problem,
    };
}

static void take_challenge(Door *door, Text options)
{
    const Text before = TEXT("\"challenge\":\"");
    const size_t at = text_find(options, before, 0) + before.length;
    const Text value = text_slice(options, at, text_find_byte(options, '"', at));
    assert_true(base64url_read(door->site.arena, value, &door->device.challenge));
}

static Text ask_new(Door *door, Text token)
{
    PasskeyAsking asking = {0};
    const PasskeyAdding adding = adding_of(door, token);
    assert_int_equal(own_ask_passkey(&adding, &asking), OK);
    assert_int_equal(asking.state, PASSKEY_ASKED);
    take_challenge(door, asking.options);
    return asking.options;
}

static Outcome add(Door *door, Text token, Id *id)
{
    const PasskeyAdding adding = adding_of(door, token);
    return own_add_passkey(&adding, device_make(&door->device), id);
}

static Id enrol(Door *door)
{
    Id id = {0};
    (void)ask_new(door, door->session);
    assert_int_equal(add(door, door->session, &id), OK);
    return id;
}

static PasskeyEntry entry_of(Door *door, Text ticket)
{
    door->problem = (Problem){.arena = door->site.arena};
    return (PasskeyEntry){
        .store = door->site.store,
        .arena = door->site.arena,
        .keyring = &door->keyring,
        .site = {TEXT("https://seuil.example"), TEXT("seuil.example")},
        .now = door->site.now,
        .ticket = ticket,
        .secret = door->secret,
        .problem = &door->problem,
    };
}

static Text ask(Door *door, Text ticket)
{
    Text options = {0};
    PasskeyEntry entry = entry_of(door, ticket);
    assert_int_equal(passkey_enter_ask(&entry, &options), OK);
    door->secret = entry.secret;
    take_challenge(door, options);
    return options;
}

static LoginResult respond(Door *door, Text ticket)
{
    LoginResult result = {0};
    PasskeyEntry entry = entry_of(door, ticket);
    assert_int_equal(passkey_enter(&entry, device_sign(&door->device), &result), OK);
    return result;
}

/* From then on in the session that a passkey opened. */
static void show_passkey(Door *door)
{
    (void)ask(door, TEXT(""));
    const LoginResult result = respond(door, TEXT(""));
    assert_int_equal(result.state, LOGIN_DONE);
    door->session = result.token;
}

static LoginState enter(Door *door)
{
    (void)ask(door, TEXT(""));
    return respond(door, TEXT("")).state;
}

/* The last line of the journal. */
static JournalLine last_line(Door *door)
{
    JournalPage page = {0};
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_read(door->site.store, &session, &door->problem), OK);
    assert_int_equal(journal_list(session, door->site.arena, 0, &page, &door->problem), OK);
    return page.items[0];
}

static Outcome remove_run(Session *session, void *context, Problem *problem)
{
    return passkey_remove(session, context, problem);
}

static Outcome clear_password(Session *session, void *context, Problem *problem)
{
    const Id *account = context;
    return account_change_hash(session, *account, TEXT(""), problem);
}

/* ----------------------------------------------------------------------------------- tests */

static void who_holds_a_passkey_comes_in_by_it_alone_with_both_steps_made(void **state)
{
    Door *door = *state;
    LoginSession found = {0};
    (void)enrol(door);
    assert_text_equal(last_line(door).act, TEXT("passkey.add"));
    (void)ask(door, TEXT(""));
    const LoginResult result = respond(door, TEXT(""));
    assert_int_equal(result.state, LOGIN_DONE);
    assert_true(id_equal(result.account.id, door->nadia));
    const JournalLine line = last_line(door);
    assert_text_equal(line.act, TEXT("session.open"));
    assert_text_equal(line.because, TEXT("passkey"));
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_read(door->site.store, &session, &door->problem), OK);
    assert_int_equal(login_find(session, result.token, door->site.now, &found, &door->problem),
                     OK);
    assert_true(found.has_second);
}

static void an_answer_serves_once_in_its_own_browser_and_for_five_minutes(void **state)
{
    Door *door = *state;
    (void)enrol(door);
    (void)ask(door, TEXT(""));
    const Text own = door->secret;
    door->secret = login_token_new(door->site.arena);
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_LATE);
    door->secret = own;
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_DONE);
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_LATE);
    (void)ask(door, TEXT(""));
    door->site.now += PASSKEY_SECONDS + 1;
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_LATE);
}

static void a_wrong_answer_uses_the_question_up(void **state)
{
    Door *door = *state;
    (void)enrol(door);
    (void)ask(door, TEXT(""));
    door->device.origin = "https://evil.example";
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_WRONG);
    assert_text_equal(door->problem.field, TEXT("origin"));
    door->device.origin = "https://seuil.example";
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_LATE);
}

static void a_passkey_nobody_has_or_of_another_account_opens_nothing(void **state)
{
    Door *door = *state;
    assert_int_equal(enter(door), LOGIN_WRONG);
    (void)enrol(door);
    door->device.user = passkey_handle(&door->marc);
    assert_int_equal(enter(door), LOGIN_WRONG);
    assert_text_equal(door->problem.field, TEXT("userHandle"));
    door->device.user = TEXT("");
    assert_int_equal(enter(door), LOGIN_WRONG);
    assert_text_equal(door->problem.field, TEXT("userHandle"));
    door->device.user = passkey_handle(&door->nadia);
    assert_int_equal(enter(door), LOGIN_DONE);
}

static void a_copy_that_counts_less_is_refused_and_stands_in_the_journal(void **state)
{
    Door *door = *state;
    door->device.counter = 4;
    (void)enrol(door);
    door->device.counter = 9;
    assert_int_equal(enter(door), LOGIN_DONE);
    door->device.counter = 5;
    assert_int_equal(enter(door), LOGIN_WRONG);
    const JournalLine line = last_line(door);
    assert_text_equal(line.act, TEXT("session.refused"));
    assert_text_equal(line.because, TEXT("counter"));
    assert_true(id_equal(line.subject, door->nadia));
    door->device.counter = 10;
    assert_int_equal(enter(door), LOGIN_DONE);
}

static void failures_make_wait_as_those_of_a_password_do(void **state)
{
    Door *door = *state;
    LoginResult result = {0};
    (void)enrol(door);
    door->device.flags = PASSKEY_PRESENT;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(enter(door), LOGIN_WRONG);
        door->site.now += 1;
    }
    door->device.flags = PASSKEY_PRESENT | PASSKEY_VERIFIED;
    assert_int_equal(enter(door), LOGIN_WAIT);
    const LoginAttempt attempt = {.login = TEXT("nadia"), .password = TEXT(STAFF_PASSWORD)};
    assert_int_equal(login_try(door->site.store, door->site.arena, &attempt, door->site.now,
                               &result, &door->problem),
                     OK);
    assert_int_equal(result.state, LOGIN_WAIT);
    door->site.now += 2;
    assert_int_equal(enter(door), LOGIN_DONE);
}

static void adding_one_asks_the_password_and_the_question_is_of_that_session(void **state)
{
    Door *door = *state;
    Id id = {0};
    PasskeyAsking asking = {0};
    PasskeyAdding adding = adding_of(door, door->session);
    adding.password = TEXT("not this one");
    assert_int_equal(own_ask_passkey(&adding, &asking), OK);
    assert_int_equal(asking.state, PASSKEY_WRONG);
    assert_int_equal(add(door, door->session, &id), NOT_FOUND);
    adding.name = TEXT("\xe2\x80\xae"); /* nothing but an override of direction */
    assert_int_equal(own_ask_passkey(&adding, &asking), INVALID);
    assert_text_equal(door->problem.field, TEXT("name"));
    const Text options = ask_new(door, door->session);
    assert_true(text_contains(options, TEXT("\"userVerification\":\"required\"")));
    assert_true(text_contains(options, TEXT("\"attestation\":\"none\"")));
    const Text other = staff_site_sign_in(&door->site, "nadia");
    assert_int_equal(add(door, other, &id), NOT_FOUND);
    assert_int_equal(add(door, door->session, &id), OK);
    assert_int_equal(add(door, door->session, &id), NOT_FOUND);
}

static void who_has_passkeys_alone_adds_another_by_showing_one(void **state)
{
    Door *door = *state;
    PasskeyAsking asking = {0};
    (void)enrol(door);
    PasskeyAdding adding = adding_of(door, staff_site_sign_in(&door->site, "nadia"));
    assert_int_equal(own_ask_passkey(&adding, &asking), OK);
    assert_int_equal(asking.state, PASSKEY_STALE);
    show_passkey(door);
    (void)ask_new(door, door->session);
    door->site.now += PASSKEY_SECONDS + 1;
    adding = adding_of(door, door->session);
    assert_int_equal(own_ask_passkey(&adding, &asking), OK);
    assert_int_equal(asking.state, PASSKEY_STALE);
}

static void a_device_is_told_the_passkeys_there_are_and_one_is_kept_once(void **state)
{
    Door *door = *state;
    Id id = {0};
    (void)enrol(door);
    const Text shown = base64url_write(door->site.arena, door->device.credential);
    assert_true(text_contains(ask_new(door, door->session), shown));
    assert_int_equal(add(door, door->session, &id), CONFLICT);
}

static void an_account_has_at_most_ten(void **state)
{
    Door *door = *state;
    PasskeyAsking asking = {0};
    char names[PASSKEY_MOST] = "0123456789";
    for (size_t i = 0; i < PASSKEY_MOST; i++) {
        door->device.credential = text_of(&names[i], 1);
        (void)enrol(door);
    }
    const PasskeyAdding adding = adding_of(door, door->session);
    assert_int_equal(own_ask_passkey(&adding, &asking), CONFLICT);
}

static void the_last_one_stays_where_nothing_else_opens_the_account(void **state)
{
    Door *door = *state;
    Store *store = door->site.store;
    PasskeyRemoval removal = {door->marc, enrol(door)};
    assert_int_equal(store_write(store, remove_run, &removal, &door->problem), NOT_FOUND);
    removal.account = door->nadia;
    assert_int_equal(store_write(store, clear_password, &door->nadia, &door->problem), OK);
    assert_int_equal(store_write(store, remove_run, &removal, &door->problem), CONFLICT);
    assert_int_equal(enter(door), LOGIN_DONE);
}

static Outcome remove_own(Access *access, void *passkey)
{
    const Id *id = passkey;
    return own_remove_passkey(access, *id);
}

static void a_screen_left_open_takes_no_second_step_away_that_a_role_asks_for(void **state)
{
    Door *door = *state;
    Access access = {
        .arena = door->site.arena, .now = door->site.now, .problem = &door->problem};
    access.caller.account =
        staff_site_account(&door->site, "odile", "data_protection_officer", "La Maison");
    door->session = staff_site_sign_in(&door->site, "odile");
    door->device.user = passkey_handle(&access.caller.account);
    Id first = enrol(door);
    assert_int_equal(manage_run(door->site.store, &access, remove_own, &first), CONFLICT);
    assert_int_equal(enter(door), LOGIN_DONE);
    door->device.credential = TEXT("another");
    Id second = enrol(door);
    assert_int_equal(manage_run(door->site.store, &access, remove_own, &first), OK);
    assert_int_equal(manage_run(door->site.store, &access, remove_own, &second), CONFLICT);
}

static void who_manages_accounts_takes_one_away_and_its_sessions_end(void **state)
{
    Door *door = *state;
    PasskeyRemoval removal = {door->nadia, enrol(door)};
    Access access = {
        .arena = door->site.arena, .now = door->site.now, .problem = &door->problem};
    access.caller.account = door->nadia;
    access.caller.permissions = ~(PermissionSet)0;
    assert_int_equal(manage_run(door->site.store, &access, manage_passkey_remove, &removal),
                     REFUSED);
    access.caller.account = door->marc;
    assert_int_equal(manage_run(door->site.store, &access, manage_passkey_remove, &removal),
                     OK);
    assert_text_equal(last_line(door).act, TEXT("passkey.remove"));
    assert_int_equal(enter(door), LOGIN_WRONG);
    assert_int_equal(staff_site_get(&door->site, door->session, "/fr/compte/cles").status, 303);
}

static void
a_passkey_is_the_second_step_after_a_password_and_of_that_account_alone(void **state)
{
    Door *door = *state;
    LoginResult first = {0};
    Text options = {0};
    (void)enrol(door);
    staff_site_give_second(&door->site, "nadia");
    const LoginAttempt attempt = {
        .login = TEXT("nadia"), .password = TEXT(STAFF_PASSWORD), .keyring = &door->keyring};
    assert_int_equal(login_try(door->site.store, door->site.arena, &attempt, door->site.now,
                               &first, &door->problem),
                     OK);
    assert_int_equal(first.state, LOGIN_CODE);
    const Text shown = base64url_write(door->site.arena, door->device.credential);
    assert_true(text_contains(ask(door, first.ticket), shown));
    door->device.user = TEXT(""); /* a device need not say it, asked by name */
    assert_int_equal(respond(door, TEXT("")).state, LOGIN_LATE);
    (void)ask(door, first.ticket);
    assert_int_equal(respond(door, first.ticket).state, LOGIN_DONE);
    PasskeyEntry entry = entry_of(door, TEXT("a.1.b.c"));
    assert_int_equal(passkey_enter_ask(&entry, &options), NOT_FOUND);
}

static void who_lost_every_step_is_helped_by_who_manages_accounts(void **state)
{
    Door *door = *state;
    Access access = {
        .arena = door->site.arena, .now = door->site.now, .problem = &door->problem};
    (void)enrol(door);
    door->problem = (Problem){.arena = door->site.arena};
    access.caller = (Caller){.account = door->marc, .permissions = ~(PermissionSet)0};
    assert_int_equal(manage_run(door->site.store, &access, manage_second, &door->nadia), OK);
    assert_int_equal(enter(door), LOGIN_WRONG);
}

/* marc's role asks for two steps, and no telephone is enrolled. */
static void where_a_passkey_is_the_one_second_step_the_password_and_no_code_open(void **state)
{
    Door *door = *state;
    LoginResult first = {0};
    LoginResult second = {0};
    LoginAttempt attempt = {
        .login = TEXT("marc"), .password = TEXT(STAFF_PASSWORD), .keyring = &door->keyring};
    door->session = staff_site_sign_in(&door->site, "marc");
    door->device.user = passkey_handle(&door->marc);
    (void)enrol(door);
    assert_int_equal(login_try(door->site.store, door->site.arena, &attempt, door->site.now,
                               &first, &door->problem),
                     OK);
    assert_int_equal(first.state, LOGIN_CODE);
    attempt = (LoginAttempt){
        .ticket = first.ticket, .code = TEXT("123456"), .keyring = &door->keyring};
    assert_int_equal(login_try(door->site.store, door->site.arena, &attempt, door->site.now,
                               &second, &door->problem),
                     OK);
    assert_int_equal(second.state, LOGIN_WRONG);
    (void)ask(door, first.ticket);
    assert_int_equal(respond(door, first.ticket).state, LOGIN_DONE);
}

static void after_another_password_the_holder_is_asked_about_each_passkey(void **state)
{
    Door *door = *state;
    StaffSite *site = &door->site;
    (void)enrol(door);
    const Text elsewhere = staff_site_sign_in(site, "nadia");
    const Text form = staff_site_form(site, door->session,
                                      "present=une+porte+ouverte&wanted=une+autre+porte");
    const Answered changed = staff_site_post(site, door->session, "/compte/mot-de-passe", form);
    assert_text_equal(changed.location, TEXT("/fr/compte/cles?fait=mot-de-passe"));
    const Answered asked =
        staff_site_get(site, door->session, "/fr/compte/cles?fait=mot-de-passe");
    assert_true(text_contains(asked.body, TEXT("les reconnaissez-vous toutes")));
    assert_true(text_contains(asked.body, TEXT("Mon téléphone")));
    assert_int_equal(staff_site_get(site, elsewhere, "/compte").status, 303);
    const Answered later = staff_site_get(site, door->session, "/fr/compte/cles");
    assert_false(text_contains(later.body, TEXT("les reconnaissez-vous toutes")));
}

static int open_door(void **state)
{
    static const uint8_t key[KEYRING_KEY_BYTES] = {7};
    static Door door;
    static RouteTable tables[3];
    door = (Door){0};
    tables[0] = LOGIN_ROUTES;
    tables[1] = OWN_ROUTES;
    tables[2] = PASSKEY_ROUTES;
    staff_site_open(&door.site, tables, LENGTH_OF(tables));
    door.nadia = staff_site_account(&door.site, "nadia", "desk_worker", "maison");
    door.marc = staff_site_account(&door.site, "marc", "administrator", "maison");
    door.session = staff_site_sign_in(&door.site, "nadia");
    device_open(&door.device, door.site.arena, DEVICE_ED25519, passkey_handle(&door.nadia));
    keyring_of_key(key, &door.keyring);
    *state = &door;
    return 0;
}

static int close_door(void **state)
{
    Door *door = *state;
    device_close(&door->device);
    staff_site_close(&door->site);
    return 0;
}

#define AT_A_DOOR(test) cmocka_unit_test_setup_teardown(test, open_door, close_door)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_A_DOOR(who_holds_a_passkey_comes_in_by_it_alone_with_both_steps_made),
        AT_A_DOOR(an_answer_serves_once_in_its_own_browser_and_for_five_minutes),
        AT_A_DOOR(a_wrong_answer_uses_the_question_up),
        AT_A_DOOR(a_passkey_nobody_has_or_of_another_account_opens_nothing),
        AT_A_DOOR(a_copy_that_counts_less_is_refused_and_stands_in_the_journal),
        AT_A_DOOR(failures_make_wait_as_those_of_a_password_do),
        AT_A_DOOR(adding_one_asks_the_password_and_the_question_is_of_that_session),
        AT_A_DOOR(who_has_passkeys_alone_adds_another_by_showing_one),
        AT_A_DOOR(a_device_is_told_the_passkeys_there_are_and_one_is_kept_once),
        AT_A_DOOR(an_account_has_at_most_ten),
        AT_A_DOOR(the_last_one_stays_where_nothing_else_opens_the_account),
        AT_A_DOOR(a_screen_left_open_takes_no_second_step_away_that_a_role_asks_for),
        AT_A_DOOR(who_manages_accounts_takes_one_away_and_its_sessions_end),
        AT_A_DOOR(a_passkey_is_the_second_step_after_a_password_and_of_that_account_alone),
        AT_A_DOOR(where_a_passkey_is_the_one_second_step_the_password_and_no_code_open),
        AT_A_DOOR(who_lost_every_step_is_helped_by_who_manages_accounts),
        AT_A_DOOR(after_another_password_the_holder_is_asked_about_each_passkey),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
