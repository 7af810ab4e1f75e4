/* SPDX-License-Identifier: EUPL-1.2 */
/* Three cells: routing, messages between their territories, and the replicas of a directory. */
#include <string.h>

#include "base/list.h"
#include "cells/message.h"
#include "crypto/crypto.h"
#include "directory/queries.h"
#include "directory/record.h"
#include "directory/replica.h"
#include "unit/store/store_fixture.h"

enum { NOON = 1700000000 };

typedef struct Desk {
    Fixture *fixture;
    Cells *cells;
    Text early_file; /* says that namur and liege live where they are still to go */
} Desk;

static int open_desk(void **state)
{
    Desk *desk = calloc(1, sizeof *desk);
    (void)set_up((void **)&desk->fixture);
    Arena *arena = desk->fixture->arena;
    const Text folder = desk->fixture->folder;
    const Text east = store_place(arena, folder, "e.db");
    const Text centre = store_place(arena, folder, "c.db");
    const Text west = store_place(arena, folder, "w.db");
    desk->early_file = text_format(arena,
                                   "directory: wallonie\ncells:\n"
                                   "  - name: east\n    store: \"%.*s\"\n    territories:\n"
                                   "      - name: wallonie\n      - name: namur\n"
                                   "  - name: centre\n    store: \"%.*s\"\n    territories:\n"
                                   "      - name: liege\n",
                                   TEXT_ARG(east), TEXT_ARG(centre));
    const Text content =
        text_format(arena,
                    "directory: wallonie\n"
                    "cells:\n"
                    "  - name: east\n    store: \"%.*s\"\n    territories:\n"
                    "      - name: wallonie\n      - name: liege\n        host: liege.example\n"
                    "  - name: centre\n    store: \"%.*s\"\n    territories:\n"
                    "      - name: namur\n        host: namur.example\n"
                    "  - name: west\n    store: \"%.*s\"\n    territories:\n"
                    "      - name: hainaut\n        host: hainaut.example\n",
                    TEXT_ARG(east), TEXT_ARG(centre), TEXT_ARG(west));
    assert_int_equal(
        cells_open(TEXT("cells.yaml"), content, folder, &desk->cells, &desk->fixture->problem),
        OK);
    *state = desk;
    return 0;
}

static int close_desk(void **state)
{
    Desk *desk = *state;
    cells_close(&desk->cells);
    const int result = tear_down((void **)&desk->fixture);
    free(desk);
    return result;
}

static Store *store_of(const Desk *desk, const char *territory)
{
    return home_store(cells_home(desk->cells, text_from(territory)));
}

static int64_t number_in(Store *store, const char *sql)
{
    /* It lives as long as the session may keep it prepared: to the end of the test. */
    static Query queries[64];
    static size_t count = 0;
    Query *query = &queries[count++ % LENGTH_OF(queries)];
    static char texts[64][2][512];
    char *sqlite = texts[(count - 1) % LENGTH_OF(queries)][0];
    char *postgres = texts[(count - 1) % LENGTH_OF(queries)][1];
    (void)snprintf(sqlite, 512, "%s?1", sql);
    (void)snprintf(postgres, 512, "SELECT CAST((%s$1) AS BIGINT)", sql);
    *query = (Query){.name = "number_in",
                     .sqlite = sqlite,
                     .postgres = postgres,
                     .parameters = {"territory"},
                     .parameter_count = 1};
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, query, &statement, NULL), OK);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    return column_integer(statement, 0);
}

/* --------------------------------------------------------------------------------- routing */

static void a_host_leads_to_its_territory_and_any_other_to_the_first_without(void **state)
{
    const Desk *desk = *state;
    assert_text_equal(cells_host(desk->cells, TEXT("namur.example:8080"))->territory,
                      TEXT("namur"));
    assert_text_equal(cells_host(desk->cells, TEXT("Liege.Example"))->territory, TEXT("liege"));
    assert_text_equal(cells_host(desk->cells, TEXT("127.0.0.1:8080"))->territory,
                      TEXT("wallonie"));
    assert_null(cells_home(desk->cells, TEXT("atlantis")));
}

/* Else its people would find an empty store, and what they write would be in neither. */
static void a_territory_that_the_file_moves_too_early_is_served_where_it_lives(void **state)
{
    Desk *desk = *state;
    int64_t number = 1;
    assert_int_equal(store_write(store_of(desk, "namur"), add_gap, &number, NULL), OK);
    cells_close(&desk->cells);
    assert_int_equal(cells_open(TEXT("cells.yaml"), desk->early_file, desk->fixture->folder,
                                &desk->cells, &desk->fixture->problem),
                     OK);
    assert_int_equal(count_gaps(store_of(desk, "namur")), 1);
    const Home *home = cells_home(desk->cells, TEXT("liege"));
    assert_int_equal(atomic_load(&home->cell), home->first_cell); /* it lives nowhere yet */
}

static void a_file_of_cells_that_is_wrong_is_refused_by_its_line(void **state)
{
    static const char *const wrong[] = {
        "directory: a\n",
        "directory: a\ncells: []\n",
        "directory: b\ncells:\n  - name: x\n    store: s.db\n    territories:\n      - name: "
        "a\n",
        "directory: a\ncells:\n  - name: x\n    store: s.db\n    territories:\n"
        "      - name: a\n      - name: a\n",
        "directory: a\ncells:\n  - name: x\n    territories:\n      - name: a\n",
        "directory: a\ncells:\n  - name: x\n    store: s.db\n    territories:\n"
        "      - name: \"A b\"\n",
        "directory: a\ncells:\n  - name: x\n    store: s.db\n    territories:\n"
        "      - name: a\n        host: h\n      - name: b\n        host: H\n",
    };
    const Desk *desk = *state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Cells *cells = NULL;
        Problem problem = {.arena = desk->fixture->arena};
        assert_int_equal(cells_open(TEXT("cells.yaml"), text_from(wrong[i]),
                                    desk->fixture->folder, &cells, &problem),
                         INVALID);
        assert_true(text_starts_with(problem.where, TEXT("cells.yaml:")));
    }
}

/* -------------------------------------------------------------------------------- messages */

static Outcome note_report(Session *session, const Message *message, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_REPORT_ADD, &statement, problem));
    bind_id(statement, "id", id_new((int64_t)NOON * 1000));
    bind_text(statement, "service", message->sender);
    bind_text(statement, "text", message->body);
    bind_integer(statement, "now", NOON);
    return statement_run(statement, NULL, problem);
}

static const MessageKind kinds[] = {
    {"report", note_report}
};

typedef struct Sending {
    Text recipient;
    int count;
} Sending;

static Outcome send_some(Session *session, void *context, Problem *problem)
{
    const Sending *sending = context;
    for (int i = 0; i < sending->count; i++) {
        TRY(message_send(session, id_new((int64_t)NOON * 1000), sending->recipient,
                         TEXT("report"), TEXT("La porte est fermée"), NOON + i % 3, problem));
    }
    return OK;
}

static void send_to(Store *store, const char *recipient, int count)
{
    Sending sending = {text_from(recipient), count};
    assert_int_equal(store_write(store, send_some, &sending, NULL), OK);
}

static size_t carry(const Desk *desk)
{
    size_t delivered = 0;
    assert_int_equal(messages_carry(desk->cells, kinds, LENGTH_OF(kinds), NOON, &delivered,
                                    &desk->fixture->problem),
                     OK);
    return delivered;
}

static Outcome forget_deliveries(Session *session, void *context, Problem *problem)
{
    static const Query query = {
        .name = "forget_deliveries",
        .sqlite = "UPDATE outbox SET delivered = 0 WHERE territory = ?1",
        .postgres = "UPDATE outbox SET delivered = 0 WHERE territory = $1",
        .parameters = {"territory"},
        .parameter_count = 1,
    };
    Statement *statement SCOPED(statement_close) = NULL;
    (void)context;
    TRY(statement_open(session, &query, &statement, problem));
    return statement_run(statement, NULL, problem);
}

static void a_message_has_its_effect_once_however_often_it_is_carried(void **state)
{
    Desk *desk = *state;
    send_to(store_of(desk, "liege"), "namur", 600);
    assert_int_equal(carry(desk), 600);
    assert_int_equal(carry(desk), 0);
    /* The courier dies before it notes the delivery, and carries all of it again. */
    assert_int_equal(store_write(store_of(desk, "liege"), forget_deliveries, NULL, NULL), OK);
    assert_int_equal(carry(desk), 600);
    assert_int_equal(number_in(store_of(desk, "namur"),
                               "SELECT count(*) FROM error_report WHERE territory = "),
                     600);
    assert_int_equal(
        number_in(store_of(desk, "namur"), "SELECT count(*) FROM inbox WHERE territory = "),
        600);
}

static void a_message_for_nowhere_waits_and_holds_up_no_other(void **state)
{
    Desk *desk = *state;
    send_to(store_of(desk, "liege"), "atlantis", 300);
    send_to(store_of(desk, "liege"), "hainaut", 2);
    assert_int_equal(carry(desk), 2);
    assert_int_equal(number_in(store_of(desk, "liege"), "SELECT count(*) FROM outbox WHERE "
                                                        "delivered = 0 AND territory = "),
                     300);
}

static void a_message_is_sent_with_its_cause_or_not_at_all(void **state)
{
    Desk *desk = *state;
    char *huge = calloc(1, MESSAGE_BODY_LIMIT + 2);
    memset(huge, 'x', MESSAGE_BODY_LIMIT + 1);
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store_of(desk, "liege"), &session, NULL), OK);
    assert_int_equal(message_send(session, id_new(1), TEXT("namur"), TEXT("report"),
                                  text_from(huge), NOON, NULL),
                     INVALID);
    free(huge);
}

/* -------------------------------------------------------------------------------- replicas */

typedef struct Loading {
    int first;
    int count;
    const char *body;
} Loading;

static Outcome load_units(Session *session, void *context, Problem *problem)
{
    const Loading *loading = context;
    const RecordPass pass = record_pass(TEXT("test"), NOON);
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    int64_t removed = 0;
    for (int i = loading->first; i < loading->first + loading->count; i++) {
        const Record record = {
            .kind = ENTITY_UNIT,
            .id = id_from_name(TEXT("unit"), text_format(arena, "%d", i)),
            .owner_kind = ENTITY_COUNT,
            .body = text_from(loading->body),
        };
        TRY(record_put(session, &pass, &record, problem));
    }
    return record_prune(session, &pass, &removed, problem);
}

static void load(Store *store, int first, int count, const char *body)
{
    Loading loading = {first, count, body};
    assert_int_equal(store_write(store, load_units, &loading, NULL), OK);
}

static int64_t follow(const Desk *desk, const char *cell_territory, Store **replica)
{
    int64_t moved = 0;
    const Home *home = cells_home(desk->cells, TEXT("wallonie"));
    *replica = store_view(store_of(desk, cell_territory), TEXT("wallonie"));
    assert_int_equal(replica_follow(home_store(home), *replica, NOON, &moved, NULL), OK);
    return moved;
}

#define SUM_OF_RECORDS                                                                         \
    "SELECT count(*) * 1000000 + coalesce(sum(length(body)), 0) * 1000 + max(change) FROM "    \
    "directory_record WHERE territory = "

static void assert_same_records(const Desk *desk, Store *replica)
{
    assert_int_equal(number_in(replica, SUM_OF_RECORDS),
                     number_in(store_of(desk, "wallonie"), SUM_OF_RECORDS));
}

static void a_replica_holds_what_its_home_holds_and_reads_only_what_changed(void **state)
{
    Desk *desk = *state;
    Store *home = store_of(desk, "wallonie");
    Store *replica = NULL;
    load(home, 0, 50, "{}");
    assert_int_equal(follow(desk, "namur", &replica), 50);
    assert_same_records(desk, replica);
    store_close(&replica);
    load(home, 0, 50, "{}"); /* nothing changed */
    assert_int_equal(follow(desk, "namur", &replica), 0);
    store_close(&replica);
    load(home, 10, 45, "{}"); /* ten removed, five added */
    assert_int_equal(follow(desk, "namur", &replica), 15);
    assert_same_records(desk, replica);
    store_close(&replica);
    load(home, 0, 12, "{\"name\":\"x\"}"); /* ten back, two changed, the others removed */
    assert_int_equal(follow(desk, "namur", &replica), 43 + 12);
    assert_same_records(desk, replica);
    store_close(&replica);
}

static void a_replica_reads_all_anew_after_its_home_was_restored(void **state)
{
    Desk *desk = *state;
    Store *home = store_of(desk, "wallonie");
    Store *replica = NULL;
    const Text backup =
        text_format(desk->fixture->arena, "%.*s/b.db", TEXT_ARG(desk->fixture->folder));
    load(home, 0, 20, "{}");
    assert_int_equal(store_backup(desk->cells->cells[0].place, backup, NULL), OK);
    load(home, 0, 30, "{}");
    (void)follow(desk, "hainaut", &replica);
    assert_same_records(desk, replica);
    store_close(&replica);
    assert_int_equal(store_restore(home, backup, record_restamp, &desk->fixture->problem), OK);
    (void)follow(desk, "hainaut", &replica);
    assert_same_records(desk, replica);
    store_close(&replica);
}

/* The network of a cell is built anew when the newest stamp of its records changes. */
static void a_cell_that_was_restored_goes_on_following_the_directory(void **state)
{
    Desk *desk = *state;
    Store *home = store_of(desk, "wallonie");
    Store *replica = NULL;
    const Text backup =
        text_format(desk->fixture->arena, "%.*s/b.db", TEXT_ARG(desk->fixture->folder));
    load(home, 0, 20, "{}");
    (void)follow(desk, "hainaut", &replica);
    const Cell *cell =
        &desk->cells->cells[atomic_load(&cells_home(desk->cells, TEXT("hainaut"))->cell)];
    assert_int_equal(store_backup(cell->place, backup, NULL), OK);
    for (int i = 0; i < 3; i++) { /* it counts further than the home by then */
        assert_int_equal(
            store_restore(replica, backup, record_restamp, &desk->fixture->problem), OK);
    }
    store_close(&replica);
    load(home, 0, 21, "{}");
    (void)follow(desk, "hainaut", &replica);
    assert_same_records(desk, replica);
    store_close(&replica);
}

static const Query back_in_time = {
    .name = "back_in_time",
    .sqlite = "UPDATE change_counter SET count = count - 2 WHERE territory = ?1",
    .postgres = "UPDATE change_counter SET count = count - 2 WHERE territory = $1",
    .parameters = {"territory"},
    .parameter_count = 1,
};

static const Query without_log = {
    .name = "without_log",
    .sqlite = "DELETE FROM change_log WHERE territory = ?1",
    .postgres = "DELETE FROM change_log WHERE territory = $1",
    .parameters = {"territory"},
    .parameter_count = 1,
};

static const Query older_words = {
    .name = "older_words",
    .sqlite = "UPDATE directory_record SET body = '{\"old\":1}', change = 1 WHERE territory = "
              "?1",
    .postgres = "UPDATE directory_record SET body = '{\"old\":1}', change = 1 WHERE territory "
                "= $1",
    .parameters = {"territory"},
    .parameter_count = 1,
};

static Outcome run_query(Session *session, const Query *query, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    return statement_run(statement, NULL, problem);
}

static Outcome go_back(Session *session, void *context, Problem *problem)
{
    (void)context;
    TRY(run_query(session, &older_words, problem));
    TRY(run_query(session, &without_log, problem));
    return run_query(session, &back_in_time, problem);
}

static void a_replica_whose_home_is_a_copy_of_its_past_reads_all_anew(void **state)
{
    Desk *desk = *state;
    Store *home = store_of(desk, "wallonie");
    Store *replica = NULL;
    load(home, 0, 20, "{}");
    load(home, 0, 20, "{\"name\":\"x\"}");
    (void)follow(desk, "hainaut", &replica);
    store_close(&replica);
    assert_int_equal(store_write(home, go_back, NULL, NULL), OK);
    (void)follow(desk, "hainaut", &replica);
    assert_same_records(desk, replica);
    store_close(&replica);
}

#define CELLS_TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CELLS_TEST(a_host_leads_to_its_territory_and_any_other_to_the_first_without),
        CELLS_TEST(a_territory_that_the_file_moves_too_early_is_served_where_it_lives),
        CELLS_TEST(a_file_of_cells_that_is_wrong_is_refused_by_its_line),
        CELLS_TEST(a_message_has_its_effect_once_however_often_it_is_carried),
        CELLS_TEST(a_message_for_nowhere_waits_and_holds_up_no_other),
        CELLS_TEST(a_message_is_sent_with_its_cause_or_not_at_all),
        CELLS_TEST(a_replica_holds_what_its_home_holds_and_reads_only_what_changed),
        CELLS_TEST(a_replica_reads_all_anew_after_its_home_was_restored),
        CELLS_TEST(a_cell_that_was_restored_goes_on_following_the_directory),
        CELLS_TEST(a_replica_whose_home_is_a_copy_of_its_past_reads_all_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
