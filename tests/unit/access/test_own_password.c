/* SPDX-License-Identifier: EUPL-1.2 */
/* A password of one's own that was changed is said to be, whatever fails afterwards. */
#include "unit/testing.h"

#include <stdio.h>
#include <string.h>

#include "access/account_cli.h"
#include "access/login.h"
#include "access/login_web.h"
#include "cli/cli.h"
#include "staff_site.h"

#define NEW_PASSWORD "une autre porte"

static const Query take_passkeys_away = {
    .name = "take_passkeys_away",
    .sqlite = "ALTER TABLE passkey RENAME TO passkey_away",
    .postgres = "ALTER TABLE passkey RENAME TO passkey_away",
};

static Outcome take_away(Session *session, void *context, Problem *problem)
{
    (void)context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &take_passkeys_away, &statement, problem));
    return statement_run(statement, NULL, problem);
}

/* From here on no passkey can be read. */
static void lose_passkeys(StaffSite *site)
{
    Problem problem = {.arena = site->arena};
    assert_int_equal(store_write(site->store, take_away, NULL, &problem), OK);
}

static bool opens(StaffSite *site, const char *password)
{
    LoginResult result = {0};
    Problem problem = {.arena = site->arena};
    const LoginAttempt attempt = {.login = TEXT("nadia"), .password = text_from(password)};
    assert_int_equal(
        login_try(site->store, site->arena, &attempt, site->now, &result, &problem), OK);
    return result.state == LOGIN_DONE;
}

static const Command *own_password(void)
{
    for (size_t i = 0; i < ACCOUNT_COMMANDS.count; i++) {
        if (strcmp(ACCOUNT_COMMANDS.commands[i].name, "account own-password") == 0) {
            return &ACCOUNT_COMMANDS.commands[i];
        }
    }
    return NULL;
}

static void
a_command_that_changed_the_password_succeeds_when_passkeys_cannot_be_read(void **state)
{
    StaffSite *site = *state;
    char said[512] = "";
    Access access = {
        .caller = {.account = staff_site_account(site, "nadia", "desk_worker", "cass")}};
    const Text token = staff_site_sign_in(site, "nadia");
    lose_passkeys(site);
    FILE *error = fmemopen(said, sizeof said, "w");
    Invocation invocation = {.arena = site->arena,
                             .command = own_password(),
                             .store = site->store,
                             .session = token,
                             .secret = TEXT(STAFF_PASSWORD),
                             .answer = TEXT(NEW_PASSWORD),
                             .access = &access,
                             .quiet = true,
                             .error = error,
                             .problem = {.arena = site->arena}};
    const Outcome outcome = invocation.command->run(&invocation);
    assert_int_equal(fclose(error), 0);
    assert_true(opens(site, NEW_PASSWORD));
    assert_int_equal(outcome, OK);
    assert_non_null(strstr(said, "the password is changed"));
    assert_non_null(strstr(said, "seuil account passkeys own"));
}

static void a_page_that_changed_the_password_says_so_when_passkeys_cannot_be_read(void **state)
{
    StaffSite *site = *state;
    (void)staff_site_account(site, "nadia", "desk_worker", "cass");
    const Text token = staff_site_sign_in(site, "nadia");
    const Text form =
        staff_site_form(site, token, "present=une+porte+ouverte&wanted=une+autre+porte");
    lose_passkeys(site);
    const Answered answered = staff_site_post(site, token, "/compte/mot-de-passe", form);
    assert_true(opens(site, NEW_PASSWORD));
    assert_int_equal(answered.status, 303);
    assert_text_equal(answered.location, TEXT("/fr/compte/cles?fait=mot-de-passe"));
}

static int open_site(void **state)
{
    static StaffSite site;
    static RouteTable tables[1];
    tables[0] = OWN_ROUTES;
    staff_site_open(&site, tables, 1);
    site.now = moment_now(); /* a command reads the clock of the machine */
    *state = &site;
    return 0;
}

static int close_site(void **state)
{
    staff_site_close(*state);
    return 0;
}

#define ON_A_SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_SITE(a_command_that_changed_the_password_succeeds_when_passkeys_cannot_be_read),
        ON_A_SITE(a_page_that_changed_the_password_says_so_when_passkeys_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
