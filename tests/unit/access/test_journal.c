/* SPDX-License-Identifier: EUPL-1.2 */
/* No line of the journal is taken out, changed, moved or cut off unseen. */
#include "unit/testing.h"

#include "access/journal.h"
#include "access/journal_show.h"
#include "base/list.h"
#include "base/random.h"
#include "unit/access/staff_site.h"

enum { LINES = 40, MUTATIONS = 1000 };

static int open_site(void **state)
{
    static StaffSite site;
    staff_site_open(&site, NULL, 0);
    *state = &site;
    return 0;
}

static int close_site(void **state)
{
    staff_site_close(*state);
    return 0;
}

/* ------------------------------------------------------------------------------- changing */

static const Query change_at = {
    .name = "test_change_at",
    .sqlite = "UPDATE journal SET at = at + ?2 WHERE number = ?1",
    .postgres = "UPDATE journal SET at = at + $2::bigint WHERE number = $1",
    .parameters = {"number", "value"},
    .parameter_count = 2,
};
static const Query change_act = {
    .name = "test_change_act",
    .sqlite = "UPDATE journal SET act = act || 's' WHERE number = ?1",
    .postgres = "UPDATE journal SET act = act || 's' WHERE number = $1",
    .parameters = {"number"},
    .parameter_count = 1,
};
static const Query change_because = {
    .name = "test_change_because",
    .sqlite = "UPDATE journal SET because = 'house' WHERE number = ?1",
    .postgres = "UPDATE journal SET because = 'house' WHERE number = $1",
    .parameters = {"number"},
    .parameter_count = 1,
};
static const Query swap_person_and_subject = {
    .name = "test_swap",
    .sqlite = "UPDATE journal SET person = subject, subject = person WHERE number = ?1",
    .postgres = "UPDATE journal SET person = subject, subject = person WHERE number = $1",
    .parameters = {"number"},
    .parameter_count = 1,
};
static const Query forget_account = {
    .name = "test_forget_account",
    .sqlite = "UPDATE journal SET account = x'' WHERE number = ?1",
    .postgres = "UPDATE journal SET account = ''::bytea WHERE number = $1",
    .parameters = {"number"},
    .parameter_count = 1,
};
static const Query change_digest = {
    .name = "test_change_digest",
    .sqlite = "UPDATE journal SET digest = (SELECT digest FROM journal WHERE number = ?2) "
              "WHERE number = ?1",
    .postgres = "UPDATE journal SET digest = (SELECT digest FROM journal WHERE number = $2) "
                "WHERE number = $1",
    .parameters = {"number", "value"},
    .parameter_count = 2,
};
static const Query move_line = {
    .name = "test_move",
    .sqlite = "UPDATE journal SET number = ?2 WHERE number = ?1",
    .postgres = "UPDATE journal SET number = $2::bigint WHERE number = $1",
    .parameters = {"number", "value"},
    .parameter_count = 2,
};
static const Query remove_line = {
    .name = "test_remove",
    .sqlite = "DELETE FROM journal WHERE number = ?1",
    .postgres = "DELETE FROM journal WHERE number = $1",
    .parameters = {"number"},
    .parameter_count = 1,
};
static const Query cut_after = {
    .name = "test_cut",
    .sqlite = "DELETE FROM journal WHERE number >= ?1",
    .postgres = "DELETE FROM journal WHERE number >= $1",
    .parameters = {"number"},
    .parameter_count = 1,
};
static const Query remove_head = {
    .name = "test_remove_head",
    .sqlite = "DELETE FROM journal_head",
    .postgres = "DELETE FROM journal_head",
};

typedef struct Mutation {
    const Query *query;
    int64_t number;
    int64_t value;
    bool swaps; /* two neighbours change places */
    JournalVerdict verdict;
    int64_t changed;
} Mutation;

static Outcome run(Session *session, const Query *query, int64_t number, int64_t value,
                   int64_t *changed, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    if (query->parameter_count > 0) {
        bind_integer(statement, "number", number);
    }
    if (query->parameter_count > 1) {
        bind_integer(statement, "value", value);
    }
    return statement_run(statement, changed, problem);
}

static Outcome change(Session *session, Mutation *mutation, Problem *problem)
{
    enum { ASIDE = 1000000 };
    if (!mutation->swaps) {
        return run(session, mutation->query, mutation->number, mutation->value,
                   &mutation->changed, problem);
    }
    const int64_t other = mutation->value;
    TRY(run(session, &move_line, mutation->number, ASIDE, NULL, problem));
    TRY(run(session, &move_line, other, mutation->number, NULL, problem));
    return run(session, &move_line, ASIDE, other, &mutation->changed, problem);
}

/* Changes, verifies, and takes the change back. */
static Outcome change_and_verify(Session *session, void *context, Problem *problem)
{
    Mutation *mutation = context;
    TRY(change(session, mutation, problem));
    TRY(journal_verify(session, session_territory(session), &mutation->verdict, problem));
    return REFUSED;
}

static Outcome add_lines(Session *session, void *context, Problem *problem)
{
    Random *random = context;
    static const char *const codes[] = {"person.read", "case.read", "note.write"};
    for (int i = 0; i < LINES; i++) {
        const uint64_t drawn = random_next(random);
        const JournalNote note = {
            .act = text_from(codes[drawn % LENGTH_OF(codes)]),
            .person = id_from_name(TEXT("person"), text_of((const char *)&drawn, 1)),
            .subject = id_from_name(TEXT("case"), text_of((const char *)&drawn, 2)),
            .because = TEXT("team"),
        };
        const Id account = id_from_name(TEXT("account"), text_of((const char *)&drawn, 1));
        TRY(journal_append(session, account, 1796000000 + i, &note, 1, problem));
    }
    return OK;
}

static void fill(StaffSite *site, Random *random)
{
    Problem problem = {.arena = site->arena};
    assert_int_equal(store_write(site->store, add_lines, random, &problem), OK);
}

static void read_verdict(StaffSite *site, JournalVerdict *verdict)
{
    Problem problem = {.arena = site->arena};
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_read(site->store, &session, &problem), OK);
    assert_int_equal(journal_verify(session, session_territory(session), verdict, &problem),
                     OK);
}

static Mutation draw(Random *random)
{
    static const Query *const queries[] = {
        &change_at,      &change_act,    &change_because, &swap_person_and_subject,
        &forget_account, &change_digest, &move_line,      &remove_line,
        &cut_after,      &remove_head};
    const int64_t number = 1 + (int64_t)random_below(random, LINES);
    const int64_t step = 1 + (int64_t)random_below(random, LINES - 1);
    const int64_t other = 1 + (number - 1 + step) % LINES;
    const size_t kind = random_below(random, LENGTH_OF(queries) + 1);
    if (kind == LENGTH_OF(queries)) {
        return (Mutation){.swaps = true, .number = number, .value = other};
    }
    const bool is_move = queries[kind] == &move_line;
    return (Mutation){
        .query = queries[kind], .number = number, .value = is_move ? LINES + other : other};
}

static void test_every_single_change_of_a_thousand_is_found(void **state)
{
    StaffSite *site = *state;
    Random random = random_seeded(20261129);
    JournalVerdict whole = {0};
    fill(site, &random);
    for (int i = 0; i < MUTATIONS; i++) {
        Problem problem = {.arena = site->arena};
        Mutation mutation = draw(&random);
        assert_int_equal(store_write(site->store, change_and_verify, &mutation, &problem),
                         REFUSED);
        assert_true(mutation.changed > 0);
        if (mutation.verdict.is_whole) {
            fail_msg("mutation %d (%s of line %lld) was not found", i,
                     mutation.swaps ? "swap" : mutation.query->name,
                     (long long)mutation.number);
        }
    }
    read_verdict(site, &whole);
    assert_true(whole.is_whole);
    assert_int_equal(whole.lines, LINES);
}

static void test_a_verdict_names_the_first_line_that_is_wrong(void **state)
{
    StaffSite *site = *state;
    Random random = random_seeded(7);
    Problem problem = {.arena = site->arena};
    Mutation mutation = {.query = &change_at, .number = 17, .value = 1};
    fill(site, &random);
    assert_int_equal(store_write(site->store, change_and_verify, &mutation, &problem), REFUSED);
    assert_int_equal(mutation.verdict.wrong_at, 17);
    assert_int_equal(mutation.verdict.lines, 16);
}

/* Who holds the store can compute all digests anew; what was noted elsewhere stays true. */
static void test_a_mark_kept_elsewhere_tells_a_chain_written_anew(void **state)
{
    StaffSite *site = *state;
    StaffSite other;
    Random random = random_seeded(1);
    Random another = random_seeded(2);
    JournalVerdict verdict = {0};
    Problem problem = {.arena = site->arena};
    int64_t number = 0;
    Digest digest = {{0}};
    bool has = false;
    fill(site, &random);
    read_verdict(site, &verdict);
    assert_true(journal_mark_parse(journal_mark(site->arena, &verdict), &number, &digest));
    staff_site_open(&other, NULL, 0);
    fill(&other, &another);
    SCOPED(session_end) Session *here = NULL;
    Session *there = NULL;
    assert_int_equal(store_read(site->store, &here, &problem), OK);
    assert_int_equal(store_read(other.store, &there, &problem), OK);
    assert_int_equal(journal_still_has(here, number, digest, &has, &problem), OK);
    assert_true(has);
    assert_int_equal(journal_still_has(there, number, digest, &has, &problem), OK);
    assert_false(has);
    session_end(&there);
    staff_site_close(&other);
}

static void test_a_mark_is_read_whole_or_not_at_all(void **state)
{
    static const char *const marks[] = {"", "12", "12:", "12:ab", "x:00", "-1:00", ":"};
    int64_t number = 0;
    Digest digest = {{0}};
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        assert_false(journal_mark_parse(text_from(marks[i]), &number, &digest));
    }
}

/* --------------------------------------------------------------------------------- shown */

static Outcome add_each_permission(Session *session, void *context, Problem *problem)
{
    StaffSite *site = context;
    for (Permission each = FIRST_PERMISSION_OF_DOMAINS; each < PERMISSION_END; each++) {
        const JournalNote note = {
            .act = text_format(site->arena, "%.*s refused", TEXT_ARG(permission_name(each))),
            .because = TEXT("social_worker")};
        TRY(journal_append(session, (Id){0}, site->now, &note, 1, problem));
    }
    return OK;
}

static void test_what_a_role_was_refused_is_told_in_words_in_each_language(void **state)
{
    StaffSite *site = *state;
    Problem problem = {.arena = site->arena};
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_write(site->store, add_each_permission, site, &problem), OK);
    assert_int_equal(store_read(site->store, &session, &problem), OK);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        Access access = {.arena = site->arena, .session = session, .problem = &problem};
        const JournalQuestion question = {.language = (Language)i};
        ShownJournal shown = {0};
        assert_int_equal(journal_show(&access, &question, &shown), OK);
        assert_int_equal(shown.count, PERMISSION_END - FIRST_PERMISSION_OF_DOMAINS);
        for (size_t j = 0; j < shown.count; j++) {
            assert_true(shown.items[j].is_refused);
            assert_false(text_equal(shown.items[j].what, shown.items[j].act));
            assert_text_equal(shown.items[j].why, role_find(TEXT("social_worker"))->name[i]);
        }
    }
}

#define ON_A_SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_SITE(test_every_single_change_of_a_thousand_is_found),
        ON_A_SITE(test_a_verdict_names_the_first_line_that_is_wrong),
        ON_A_SITE(test_a_mark_kept_elsewhere_tells_a_chain_written_anew),
        cmocka_unit_test(test_a_mark_is_read_whole_or_not_at_all),
        ON_A_SITE(test_what_a_role_was_refused_is_told_in_words_in_each_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
