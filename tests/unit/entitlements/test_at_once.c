/* SPDX-License-Identifier: EUPL-1.2 */
/* Many terminals and desks at the same instant: a ticket is used once, a ceiling is never
 * passed, and the store itself refuses both. */
#include "unit/entitlements/ticket_fixture.h"

#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 64, SERVERS = 4, REDEMPTIONS = 10000 };

/* One of many who act at once; on a server of PostgreSQL, several processes' worth of stores.
 */
typedef struct Crowd {
    Fixture *fixture;
    Store *stores[SERVERS];
    size_t store_count;
    Outcome (*deed)(Access *access, struct Crowd *crowd, bool *done);
    Caller caller;
    Id person;
    Text code;
    int each; /* how often each of them tries */
    atomic_int turn;
    atomic_int tries;
    atomic_int done;
    atomic_int refused; /* CONFLICT */
    atomic_int failed;  /* anything else: never */
} Crowd;

typedef struct Turn {
    Crowd *crowd;
    Arena *arena;
    bool done;
} Turn;

static Outcome take_turn(Session *session, void *context, Problem *problem)
{
    Turn *turn = context;
    turn->done = false;
    Access access = {.arena = turn->arena,
                     .session = session,
                     .caller = turn->crowd->caller,
                     .now = NOON,
                     .keyring = people_keyring(),
                     .problem = problem};
    return turn->crowd->deed(&access, turn->crowd, &turn->done);
}

static void *try_all(void *context)
{
    Crowd *crowd = context;
    const size_t at = (size_t)atomic_fetch_add(&crowd->turn, 1) % crowd->store_count;
    for (int i = 0; i < crowd->each; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        Problem problem = {.arena = arena};
        Turn turn = {crowd, arena, false};
        const Outcome outcome = store_write(crowd->stores[at], take_turn, &turn, &problem);
        atomic_fetch_add(&crowd->tries, 1);
        atomic_fetch_add(&crowd->done, outcome == OK && turn.done);
        atomic_fetch_add(&crowd->refused, outcome == CONFLICT);
        atomic_fetch_add(&crowd->failed, outcome != OK && outcome != CONFLICT);
    }
    return NULL;
}

static void open_stores(Crowd *crowd, Store *store)
{
    crowd->stores[crowd->store_count++] = store;
    while (test_server() != NULL && crowd->store_count < SERVERS) {
        crowd->stores[crowd->store_count++] = open_store(crowd->fixture);
    }
}

static void all_at_once(Crowd *crowd, Store *store)
{
    pthread_t threads[THREADS];
    open_stores(crowd, store);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, try_all, crowd), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    for (size_t i = 1; i < crowd->store_count; i++) {
        store_close(&crowd->stores[i]);
    }
    assert_int_equal(crowd->failed, 0);
}

/* ------------------------------------------------------------------------------- one ticket */

static Outcome redeem_it(Access *access, Crowd *crowd, bool *done)
{
    Redeemed redeemed = {0};
    const RedeemOrder order = {.typed = crowd->code};
    TRY(ticket_redeem(access, &order, &redeemed));
    *done = redeemed.is_done;
    return OK;
}

static void ten_thousand_redemptions_at_once_of_one_ticket_give_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    const Holding holding = one_ticket(fixture, store);
    Crowd crowd = {.fixture = fixture,
                   .deed = redeem_it,
                   .caller = partner(),
                   .code = holding.paper.code,
                   .each = REDEMPTIONS / THREADS + 1};
    all_at_once(&crowd, store);
    (void)printf("%d redemptions of one ticket by %d terminals on %s: %d accepted\n",
                 crowd.tries, THREADS, test_server() != NULL ? "PostgreSQL" : "SQLite",
                 crowd.done);
    assert_true(crowd.tries >= REDEMPTIONS);
    assert_int_equal(crowd.done, 1);
    assert_int_equal(
        number_in_store(fixture, store, &REDEMPTION_LAST, "ticket", holding.ticket), 1);
}

/* -------------------------------------------------------------------------------- ceilings */

static Outcome grant_it(Access *access, Crowd *crowd, bool *done)
{
    Entitlement made = {0};
    const GrantOrder order = order_of(crowd->person, 1);
    TRY(entitlement_ask(access, &order, &made));
    *done = true;
    return OK;
}

static int granted_at_once(Fixture *fixture, Store *store, const char *what, Ceiling ceiling)
{
    Convention convention = meals();
    convention.ceilings[0] = ceiling;
    convention.ceiling_count = 1;
    agree_on(fixture, store, convention);
    Crowd crowd = {.fixture = fixture,
                   .deed = grant_it,
                   .caller = desk(),
                   .person = create_camille(fixture, store),
                   .each = 4};
    all_at_once(&crowd, store);
    (void)printf("%d grants at once by %d desks on %s under %lld %s: %d given, %d refused\n",
                 crowd.tries, THREADS, test_server() != NULL ? "PostgreSQL" : "SQLite",
                 (long long)ceiling.most, what, crowd.done, crowd.refused);
    assert_int_equal(crowd.done + crowd.refused, crowd.tries);
    return crowd.done;
}

static void sixty_four_desks_at_once_pass_no_ceiling(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Ceiling week = {CEILING_PERSON, CEILING_WEEK, CEILING_TICKETS, 5};
    const Ceiling budget = {CEILING_EVERYBODY, CEILING_YEAR, CEILING_CENTS, 10000};
    assert_int_equal(granted_at_once(fixture, store, "tickets a person and week", week), 5);
    assert_int_equal(granted_at_once(fixture, store, "cents a year, 450 each", budget), 22);
}

/* ---------------------------------------------------------------------- the store by itself */

static Outcome add_use(Access *access, int64_t number, int64_t reach)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REDEMPTION_ADD, &statement, access->problem));
    bind_id(statement, "ticket", (Id){{1}});
    bind_integer(statement, "number", number);
    bind_id(statement, "id", (Id){{(uint8_t)(10 * number + reach)}});
    bind_integer(statement, "amount", 1);
    bind_integer(statement, "reach", reach);
    bind_integer(statement, "worth", 1);
    bind_id(statement, "convention", (Id){{2}});
    bind_id(statement, "house", (Id){{3}});
    bind_id(statement, "account", (Id){{4}});
    bind_integer(statement, "at", NOON);
    bind_integer(statement, "now", NOON);
    bind_text(statement, "supplier", TEXT(""));
    return statement_run(statement, NULL, access->problem);
}

static Outcome use_first(Access *access, void *context)
{
    (void)context;
    return add_use(access, 1, 1);
}

static Outcome use_past_the_worth(Access *access, void *context)
{
    (void)context;
    return add_use(access, 2, 2);
}

static Outcome add_taken(Access *access, int64_t number, int64_t reach)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CEILING_ADD, &statement, access->problem));
    bind_id(statement, "convention", (Id){{1}});
    bind_text(statement, "scope", TEXT("person"));
    bind_text(statement, "unit", TEXT("ticket"));
    bind_id(statement, "whose", (Id){{2}});
    bind_text(statement, "period", TEXT("2026"));
    bind_integer(statement, "number", number);
    bind_integer(statement, "amount", 1);
    bind_integer(statement, "reach", reach);
    bind_integer(statement, "most", 1);
    bind_id(statement, "entitlement", (Id){{3}});
    bind_integer(statement, "now", NOON);
    return statement_run(statement, NULL, access->problem);
}

static Outcome take_first(Access *access, void *context)
{
    (void)context;
    return add_taken(access, 1, 1);
}

static Outcome take_past_the_most(Access *access, void *context)
{
    (void)context;
    return add_taken(access, 2, 2);
}

static void the_store_itself_refuses_a_second_use_and_a_line_past_the_ceiling(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(acts(fixture, store, desk(), use_first, NULL), OK);
    assert_int_not_equal(acts(fixture, store, desk(), use_first, NULL), OK);
    assert_int_not_equal(acts(fixture, store, desk(), use_past_the_worth, NULL), OK);
    assert_int_equal(acts(fixture, store, desk(), take_first, NULL), OK);
    assert_int_not_equal(acts(fixture, store, desk(), take_first, NULL), OK);
    assert_int_not_equal(acts(fixture, store, desk(), take_past_the_most, NULL), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(ten_thousand_redemptions_at_once_of_one_ticket_give_one),
        on_a_store(sixty_four_desks_at_once_pass_no_ceiling),
        on_a_store(the_store_itself_refuses_a_second_use_and_a_line_past_the_ceiling),
    };
    return cmocka_run_group_tests_name("entitlements at once", tests, NULL, NULL);
}
