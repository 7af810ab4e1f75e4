/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything confidential of one person is a word found nowhere else. Every page and answer of
 * the route table, asked by everybody about everything, holds such a word for those of the
 * table below alone; logs, the bytes of the store and of its backup hold none that is sealed.
 */
#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "unit/operations/marked_site.h"
#include "unit/source_file.h"
#include "unit/store_place.h"

#define READERS  "desk_worker social_worker clinician street_worker head_of_service partner"
#define CASEWORK "social_worker clinician street_worker head_of_service partner"
#define AT_DESK  "desk_worker social_worker clinician head_of_service"
#define NOBODY   ""

/* Who may meet the word, by how they stand. */
typedef struct Mark {
    const char *word;
    const char *may[STAND_COUNT]; /* the roles, with a space between */
    bool is_sealed;
} Mark;

/* clang-format off */
static const Mark marks[] = {
    {MARK_NAME,            {READERS,                   READERS, READERS, NOBODY}, false},
    {MARK_MAIL,            {READERS,                   READERS, NOBODY,  NOBODY}, false},
    {MARK_ADDRESS,         {READERS,                   NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_NUMBER,          {CASEWORK,                  NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_NOTE_TEAM,       {CASEWORK,                  NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_NOTE_PROFESSION, {NOBODY,                    NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_NOTE_AUTHOR,     {"social_worker",           NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_GOAL,            {CASEWORK,                  NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_HAND_OVER,       {AT_DESK,                   AT_DESK, NOBODY,  NOBODY}, true },
    {MARK_LABEL,           {AT_DESK,                   AT_DESK, NOBODY,  NOBODY}, false},
    {MARK_DANGER,          {"data_protection_officer", NOBODY,  NOBODY,  NOBODY}, true },
    {MARK_SPOKEN,          {READERS,                   READERS, NOBODY,  NOBODY}, false},
};
/* clang-format on */

static bool seen[LENGTH_OF(marks)][STAND_COUNT];

/* Told once the log is no longer kept apart: a failure, too, is written to standard error. */
static Text leaks[50];
static size_t leak_count;

static bool may_meet(const Mark *mark, const MarkedCaller *caller)
{
    Text rest = text_from(mark->may[caller->stand]);
    Text role = {0};
    while (caller->role != NULL && rest.length > 0 && text_next(&rest, ' ', &role)) {
        if (text_equal(role, caller->role->key)) {
            return true;
        }
    }
    return false;
}

static void look_for_marks(Arena *arena, const MarkedCaller *caller, const char *address,
                           Answered answered)
{
    static const char *const stands[] = {"team", "house", "shared", "away"};
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        const Text word = text_from(marks[i].word);
        if (!text_contains(answered.body, word) && !text_contains(answered.location, word)) {
            continue;
        }
        seen[i][caller->stand] = true;
        if (!may_meet(&marks[i], caller) && leak_count < LENGTH_OF(leaks)) {
            leaks[leak_count++] =
                text_format(arena, "%s as %.*s (%s) holds %s", address,
                            TEXT_ARG(caller->role == NULL ? TEXT("nobody") : caller->role->key),
                            stands[caller->stand], marks[i].word);
        }
    }
}

/* ---------------------------------------------------------------------------- every route */

static Answered ask(MarkedSite *marked, const MarkedCaller *caller, const char *address)
{
    const Text path = text_from(address);
    const Answered answered =
        text_starts_with(path, TEXT("/api/")) || text_starts_with(path, TEXT("/hsds"))
            ? staff_site_api(&marked->site, caller->token, address, NULL)
            : staff_site_get(&marked->site, caller->token, address);
    look_for_marks(marked->site.arena, caller, address, answered);
    return answered;
}

static bool has_value(const Route *route)
{
    return text_find_byte(text_from(route->path), '{', 0) < text_from(route->path).length;
}

/* A role that does not open the route is refused before an id is looked at: one will do. */
static bool opens(const MarkedCaller *caller, const Route *route)
{
    return route->permission == EVERYONE ||
           (caller->role != NULL && route->permission >= FIRST_PERMISSION_OF_DOMAINS &&
            permission_holds(caller->role->permissions, route->permission));
}

static void walk_route(MarkedSite *marked, const MarkedCaller *caller, const Route *route)
{
    Id ids[MARKED_MOST_IDS];
    const size_t count = has_value(route) && opens(caller, route) ? marked_ids(marked, ids) : 1;
    ids[0] = marked->person;
    for (size_t i = 0; i < count; i++) {
        const Text id = id_format(marked->site.arena, ids[i]);
        (void)ask(marked, caller, marked_address(marked->site.arena, route, id));
    }
}

static void walk_table(MarkedSite *marked, const MarkedCaller *caller)
{
    for (size_t i = 0; i < marked->site.table_count; i++) {
        for (size_t j = 0; j < marked->site.tables[i].count; j++) {
            const Route *route = &marked->site.tables[i].routes[j];
            if (route->method == GET || route->method == PROBE) {
                walk_route(marked, caller, route);
            }
        }
    }
}

/* Pages that show more when their address asks for it. */
static void walk_more(MarkedSite *marked, const MarkedCaller *caller)
{
    Arena *arena = marked->site.arena;
    const Text person = id_format(arena, marked->person);
    const Text arrival = id_format(arena, marked->arrival);
    const Text pages[] = {
        text_format(arena, "/fr/p/%.*s?montrer=1", TEXT_ARG(person)),
        text_format(arena, "/fr/p/%.*s/fil?voir=faits", TEXT_ARG(person)),
        text_format(arena, "/fr/accueil?guichet=1&billet=%.*s", TEXT_ARG(arrival)),
        text_format(arena, "/fr/accueil/qui?guichet=1&billet=%.*s", TEXT_ARG(arrival)),
        text_format(arena, "/fr/r/%.*s", TEXT_ARG(marked->link)),
        TEXT("/fr/orientations?boite=in"),
        TEXT("/fr/orientations?boite=out"),
        TEXT("/fr/orientations?boite=work"),
        TEXT("/api/v1/referrals?box=in"),
        TEXT("/api/v1/referrals?box=out"),
    };
    for (size_t i = 0; i < LENGTH_OF(pages); i++) {
        (void)ask(marked, caller, text_to_c(arena, pages[i]));
    }
}

/* What is written to standard error meanwhile. */
static Text logged_during(MarkedSite *marked, void (*walk)(MarkedSite *, const MarkedCaller *))
{
    char path[] = "/tmp/seuil-log-XXXXXX";
    const int file = mkstemp(path);
    const int kept = dup(STDERR_FILENO);
    assert_true(file >= 0 && kept >= 0 && dup2(file, STDERR_FILENO) >= 0);
    log_set_level(LOG_DEBUG);
    for (size_t i = 0; i < marked->caller_count; i++) {
        walk(marked, &marked->callers[i]);
    }
    log_set_level(LOG_INFO);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    (void)close(kept);
    (void)close(file);
    const Text log = file_content(marked->site.arena, text_from(path));
    (void)unlink(path);
    return log;
}

static void test_every_route_shows_a_word_to_those_of_the_table_alone(void **state)
{
    MarkedSite *marked = *state;
    const Text log = logged_during(marked, walk_table);
    const Text more = logged_during(marked, walk_more);
    if (leak_count > 0) {
        const Text all = text_join(marked->site.arena, leaks, leak_count, TEXT("\n"));
        fail_msg("%.*s", TEXT_ARG(all));
    }
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        assert_false(text_contains(log, text_from(marks[i].word)));
        assert_false(text_contains(more, text_from(marks[i].word)));
    }
}

/* A walk that meets no word proves nothing of it. */
static void test_every_word_was_met_by_somebody_who_may(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        for (int stand = 0; stand < STAND_COUNT; stand++) {
            const bool is_for_somebody = marks[i].may[stand][0] != '\0';
            if (is_for_somebody && !seen[i][stand]) {
                fail_msg("%s was met by nobody (%d)", marks[i].word, stand);
            }
        }
    }
}

/* --------------------------------------------------------------------------------- bytes */

static void expect_no_sealed_word(MarkedSite *marked, const char *name)
{
    const Text path = text_format(marked->site.arena, "%s/%s", marked->site.folder, name);
    const Text bytes = file_content(marked->site.arena, path);
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        if (marks[i].is_sealed && text_contains(bytes, text_from(marks[i].word))) {
            fail_msg("%s holds %s", name, marks[i].word);
        }
    }
}

static void test_the_bytes_of_the_store_hold_no_sealed_word(void **state)
{
    MarkedSite *marked = *state;
    require_file_store();
    expect_no_sealed_word(marked, "a.db");
    expect_no_sealed_word(marked, "a.db-wal");
}

static void test_the_bytes_of_a_backup_hold_no_sealed_word(void **state)
{
    MarkedSite *marked = *state;
    Arena *arena = marked->site.arena;
    Problem problem = {.arena = arena};
    require_file_store();
    const Text store = text_format(arena, "%s/a.db", marked->site.folder);
    const Text backup = text_format(arena, "%s/b.db", marked->site.folder);
    assert_int_equal(store_backup(store, backup, &problem), OK);
    assert_true(file_content(arena, backup).length > 0);
    expect_no_sealed_word(marked, "b.db");
    (void)unlink(text_to_c(arena, backup));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_route_shows_a_word_to_those_of_the_table_alone),
        cmocka_unit_test(test_every_word_was_met_by_somebody_who_may),
        cmocka_unit_test(test_the_bytes_of_the_store_hold_no_sealed_word),
        cmocka_unit_test(test_the_bytes_of_a_backup_hold_no_sealed_word),
    };
    return cmocka_run_group_tests(tests, marked_site_open, marked_site_close);
}
