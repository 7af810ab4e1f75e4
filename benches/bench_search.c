/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Search measured beside SQLite FTS5 on the same generated directory and the same questions:
 *     bench_search [SERVICES] [QUESTIONS]
 * FTS5 is given each word with its relatives already found (stems, compounds, beginnings) and
 * the codes of the needs as words, so both engines must find the same doors; the totals are
 * compared, question by question. Both rank the first 20 and count the doors of each need.
 */
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "benches/generate.h"
#include "directory/search_parts.h"

typedef struct Question {
    SearchRequest request;
    Text fts; /* the same for FTS5 */
} Question;

typedef struct Bench {
    Arena *arena;
    const Catalogue *catalogue;
    const SearchIndex *index;
    sqlite3 *database;
    sqlite3_stmt *select;
    Question *questions;
    size_t question_count;
    size_t *need_counts;
} Bench;

typedef struct Timing {
    double *microseconds;
    size_t *totals;
    double all;
} Timing;

static const Moment TUESDAY_MORNING = 1795510800; /* 2026-11-24T10:00+01:00 */

static void must(bool is_right, const char *what)
{
    if (!is_right) {
        (void)fprintf(stderr, "bench_search: %s\n", what);
        exit(1);
    }
}

/* --------------------------------------------------------------------------------- SQLite */

static void append_folded(Buffer *buffer, Arena *arena, Text text)
{
    buffer_append(buffer, fold_key(arena, text));
    buffer_append(buffer, TEXT(" "));
}

static void append_phrase(Buffer *buffer, Arena *arena, const Phrase *phrase)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        append_folded(buffer, arena, phrase->in[language]);
    }
}

static void bind(sqlite3_stmt *statement, int at, Text text)
{
    must(sqlite3_bind_text(statement, at, text.bytes, (int)text.length, SQLITE_TRANSIENT) == 0,
         "a text was not bound");
}

/* The words of the index itself, door by door, so that umlauts are spelled both ways. */
static Text words_of_door(Bench *bench, Arena *arena, uint32_t door, MatchField field)
{
    const Door *found = &bench->catalogue->doors[door];
    const Service *service = &bench->catalogue->services[found->service];
    const Organization *organization = &bench->catalogue->organizations[service->organization];
    Buffer buffer = buffer_new(arena, (size_t)1 << 16);
    if (field == MATCH_NAME) {
        append_phrase(&buffer, arena, &service->name);
    } else if (field == MATCH_ORGANIZATION) {
        append_phrase(&buffer, arena, &organization->name);
    } else if (field == MATCH_DESCRIPTION) {
        append_phrase(&buffer, arena, &service->description);
    } else if (field == MATCH_ORGANIZATION_DESCRIPTION) {
        append_phrase(&buffer, arena, &organization->description);
    } else if (found->location != NONE) {
        const Location *location = &bench->catalogue->locations[found->location];
        if (!location->is_confidential) {
            append_folded(&buffer, arena, location->street);
            append_folded(&buffer, arena, location->city);
        }
    }
    return buffer_text(&buffer);
}

static Text need_words(Bench *bench, Arena *arena, uint32_t door)
{
    const Labels *labels = &bench->index->labels;
    Buffer buffer = buffer_new(arena, 4096);
    for (uint32_t i = labels->starts[door]; i < labels->starts[door + 1]; i++) {
        buffer_append_format(&buffer, "need%u ", labels->numbers[i]);
    }
    return buffer_text(&buffer);
}

static void insert_door(Bench *bench, sqlite3_stmt *text, sqlite3_stmt *fact, uint32_t door)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const DoorTable *doors = &bench->index->doors;
    sqlite3_bind_int64(text, 1, door);
    bind(text, 2, words_of_door(bench, arena, door, MATCH_NAME));
    bind(text, 3, need_words(bench, arena, door));
    bind(text, 4, words_of_door(bench, arena, door, MATCH_ORGANIZATION));
    bind(text, 5, words_of_door(bench, arena, door, MATCH_DESCRIPTION));
    bind(text, 6, words_of_door(bench, arena, door, MATCH_PLACE));
    bind(text, 7, words_of_door(bench, arena, door, MATCH_ORGANIZATION_DESCRIPTION));
    must(sqlite3_step(text) == SQLITE_DONE && sqlite3_reset(text) == 0, "no row");
    const bool is_dated = doors->valid_to[door] != DATE_NONE;
    sqlite3_bind_int64(fact, 1, door);
    sqlite3_bind_int(fact, 2, set_has(doors->flags[FLAG_FREE], door));
    sqlite3_bind_int(fact, 3, is_dated ? doors->valid_to[door] : INT32_MAX);
    sqlite3_bind_int(fact, 4, doors->has_direction[door]);
    sqlite3_bind_double(fact, 5, doors->directions[door].x);
    sqlite3_bind_double(fact, 6, doors->directions[door].y);
    sqlite3_bind_double(fact, 7, doors->directions[door].z);
    sqlite3_bind_int(fact, 8,
                     set_has(doors->flags[FLAG_REMOTE], door) ||
                         set_has(doors->flags[FLAG_CONFIDENTIAL], door));
    must(sqlite3_step(fact) == SQLITE_DONE && sqlite3_reset(fact) == 0, "no row");
}

static void open_sqlite(Bench *bench)
{
    static const char schema[] =
        "PRAGMA journal_mode=OFF; PRAGMA cache_size=-200000;"
        "CREATE VIRTUAL TABLE words USING fts5(name,needs,organization,description,place,"
        " organization_description, tokenize='unicode61 remove_diacritics 2', prefix='3 4',"
        " content='');"
        "CREATE TABLE facts(door INTEGER PRIMARY KEY, free INT, last_day INT, has_point INT,"
        " x REAL, y REAL, z REAL, anywhere INT);BEGIN;";
    static const char select[] =
        "SELECT words.rowid, bm25(words,8,6,4,2,1.5,1), f.has_point, f.x, f.y, f.z, f.anywhere"
        " FROM words JOIN facts f ON f.door = words.rowid"
        " WHERE words MATCH ?1 AND f.free >= ?2 AND f.last_day >= ?3";
    sqlite3_stmt *text = NULL;
    sqlite3_stmt *fact = NULL;
    must(sqlite3_open(":memory:", &bench->database) == 0, "SQLite does not open");
    must(sqlite3_exec(bench->database, schema, NULL, NULL, NULL) == 0, "no schema");
    must(sqlite3_prepare_v2(bench->database,
                            "INSERT INTO words(rowid,name,needs,organization,description,place,"
                            "organization_description) VALUES(?,?,?,?,?,?,?)",
                            -1, &text, NULL) == 0 &&
             sqlite3_prepare_v2(bench->database, "INSERT INTO facts VALUES(?,?,?,?,?,?,?,?)",
                                -1, &fact, NULL) == 0,
         "no insert");
    for (uint32_t i = 0; i < bench->catalogue->door_count; i++) {
        insert_door(bench, text, fact, i);
    }
    sqlite3_finalize(text);
    sqlite3_finalize(fact);
    must(sqlite3_exec(bench->database,
                      "INSERT INTO words(words) VALUES('optimize'); COMMIT; ANALYZE;", NULL,
                      NULL, NULL) == 0,
         "no commit");
    must(sqlite3_prepare_v2(bench->database, select, -1, &bench->select, NULL) == 0,
         "no select");
}

static int compare_scores(const void *a, const void *b)
{
    const Found *first = a;
    const Found *second = b;
    return (first->score < second->score) - (first->score > second->score);
}

/* One row of SQLite: its score, or a negative number when it is too far. */
static double score_row(sqlite3_stmt *select, const SearchRequest *request, Direction origin)
{
    const double relevance = -sqlite3_column_double(select, 1);
    if (!request->has_origin) {
        return relevance;
    }
    if (sqlite3_column_int(select, 2) == 0) {
        return sqlite3_column_int(select, 6) != 0 ? relevance * 0.6 : -1;
    }
    const double x = sqlite3_column_double(select, 3) - origin.x;
    const double y = sqlite3_column_double(select, 4) - origin.y;
    const double z = sqlite3_column_double(select, 5) - origin.z;
    const double distance = 2 * 6371008.8 * asin(sqrt(x * x + y * y + z * z) / 2);
    return distance <= request->radius ? relevance * (0.25 + 0.75 / (1 + distance / 5000)) : -1;
}

static size_t ask_sqlite(Bench *bench, Arena *arena, const Question *question)
{
    const SearchRequest *request = &question->request;
    const Direction origin = direction_of(request->origin);
    const DoorClock clock = door_clock(request->at);
    LIST_OF(Found) found = {0};
    bind(bench->select, 1, question->fts);
    sqlite3_bind_int(bench->select, 2, request->only_free);
    sqlite3_bind_int(bench->select, 3, moment_to_local(request->at).date);
    memset(bench->need_counts, 0, bench->index->labels.count * sizeof *bench->need_counts);
    while (sqlite3_step(bench->select) == SQLITE_ROW) {
        const uint32_t door = (uint32_t)sqlite3_column_int64(bench->select, 0);
        const double score = score_row(bench->select, request, origin);
        const bool is_shut =
            request->only_open && door_state(bench->index, door, &clock) != HOURS_OPEN;
        if (score < 0 || is_shut) {
            continue;
        }
        LIST_APPEND(arena, &found, (Found){.score = score, .door = door});
        const Labels *labels = &bench->index->labels;
        for (uint32_t i = labels->starts[door]; i < labels->starts[door + 1]; i++) {
            bench->need_counts[labels->numbers[i]]++;
        }
    }
    sqlite3_reset(bench->select);
    if (found.count > 1) {
        qsort(found.items, found.count, sizeof *found.items, compare_scores);
    }
    return found.count;
}

/* ------------------------------------------------------------------------------ questions */

static void append_group(Buffer *fts, const Query *query, size_t number)
{
    const Group *group = &query->groups[number];
    bool is_first = true;
    buffer_append(fts, TEXT("("));
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Text word = query->index->dictionary.words[group->expansions.items[i].word];
        buffer_append_format(fts, "%s\"%.*s\"", is_first ? "" : " OR ", TEXT_ARG(word));
        is_first = false;
    }
    for (size_t i = 0; i < query->needs.count; i++) {
        if ((query->needs.items[i].groups >> number & 1) != 0) {
            buffer_append_format(fts, "%sneed%u", is_first ? "" : " OR ",
                                 query->needs.items[i].need);
            is_first = false;
        }
    }
    buffer_append(fts, TEXT(")"));
}

static Text fts_of(Bench *bench, const SearchRequest *request)
{
    Query *query = ARENA_NEW(bench->arena, Query);
    *query = (Query){.index = bench->index, .arena = bench->arena, .request = request};
    must(query_read(query, request->text, NULL) == OK, "a question was refused");
    query_expand(query);
    query_understand(query);
    Buffer fts = buffer_new(bench->arena, (size_t)1 << 20);
    for (size_t i = 0; i < query->group_count; i++) {
        buffer_append(&fts, i == 0 ? TEXT("") : TEXT(" AND "));
        append_group(&fts, query, i);
    }
    must(query->place == NULL && !fts.overflowed, "a question names a place");
    return buffer_text(&fts);
}

static SearchRequest draw_request(Bench *bench, Random *random, size_t vocabulary)
{
    Text words[3];
    const size_t count = 1 + random_below(random, 3);
    for (size_t i = 0; i < count; i++) {
        const Language language = random_below(random, 4) == 0 ? DUTCH : FRENCH;
        words[i] = generate_word(bench->arena, random, language, vocabulary);
    }
    return (SearchRequest){
        .text = text_join(bench->arena, words, count, TEXT(" ")),
        .has_origin = random_below(random, 4) != 0,
        .origin = generate_commune(random)->centre,
        .radius = 25000,
        .only_free = random_below(random, 5) == 0,
        .only_open = random_below(random, 3) == 0,
        .at = TUESDAY_MORNING,
    };
}

/* Only questions with an answer: a question without one would make our engine ask again and
 * again, more widely, which FTS5 does not do. */
static void draw_questions(Bench *bench, size_t wanted, size_t vocabulary)
{
    Random random = random_seeded(20261124);
    bench->questions = ARENA_ARRAY(bench->arena, Question, wanted);
    for (size_t tries = 0; bench->question_count < wanted && tries < wanted * 50; tries++) {
        const SearchRequest request = draw_request(bench, &random, vocabulary);
        Arena *scratch SCOPED(arena_close) = arena_new(0);
        SearchResult result = {0};
        if (search(bench->index, scratch, &request, &result, NULL) == OK && !result.is_gap) {
            Question *question = &bench->questions[bench->question_count++];
            question->request = request;
            question->fts = fts_of(bench, &question->request);
        }
    }
}

/* -------------------------------------------------------------------------------- measures */

static size_t ask_seuil(Bench *bench, Arena *arena, const Question *question)
{
    SearchResult result = {0};
    must(search(bench->index, arena, &question->request, &result, NULL) == OK, "search failed");
    return result.total;
}

static Timing run(Bench *bench, size_t (*ask)(Bench *, Arena *, const Question *))
{
    Timing timing = {.microseconds = ARENA_ARRAY(bench->arena, double, bench->question_count),
                     .totals = ARENA_ARRAY(bench->arena, size_t, bench->question_count)};
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const ArenaMark empty = (arena_allocate(arena, 1), arena_mark(arena));
    for (int pass = 0; pass < 2; pass++) {
        timing.all = 0;
        for (size_t i = 0; i < bench->question_count; i++) {
            const int64_t before = monotonic_nanoseconds();
            timing.totals[i] = ask(bench, arena, &bench->questions[i]);
            arena_rewind(arena, empty);
            timing.microseconds[i] = (double)(monotonic_nanoseconds() - before) / 1000;
            timing.all += timing.microseconds[i];
        }
    }
    return timing;
}

static int compare_numbers(const void *a, const void *b)
{
    const double first = *(const double *)a;
    const double second = *(const double *)b;
    return (first > second) - (first < second);
}

static double percentile(const Timing *timing, size_t count, double part)
{
    return timing->microseconds[(size_t)((double)(count - 1) * part)];
}

static void print_engine(const char *name, Timing *timing, size_t count)
{
    qsort(timing->microseconds, count, sizeof(double), compare_numbers);
    printf("%-12s p50 %9.1f us   p99 %9.1f us   %8.0f questions/s\n", name,
           percentile(timing, count, 0.5), percentile(timing, count, 0.99),
           (double)count * 1e6 / timing->all);
}

static void report(Bench *bench)
{
    const size_t count = bench->question_count;
    Timing ours = run(bench, ask_seuil);
    Timing theirs = run(bench, ask_sqlite);
    size_t same = 0;
    for (size_t i = 0; i < count; i++) {
        same += ours.totals[i] == theirs.totals[i];
    }
    print_engine("seuil", &ours, count);
    print_engine("SQLite FTS5", &theirs, count);
    printf("ratio        p50 %9.1f      p99 %9.1f      rate %.1f\n",
           percentile(&theirs, count, 0.5) / percentile(&ours, count, 0.5),
           percentile(&theirs, count, 0.99) / percentile(&ours, count, 0.99),
           theirs.all / ours.all);
    printf("same total in %zu of %zu questions\n", same, count);
}

static size_t argument(int count, char **values, int at, size_t otherwise)
{
    int64_t value = 0;
    const bool is_given = at < count && text_to_integer(text_from(values[at]), &value);
    return is_given && value > 0 ? (size_t)value : otherwise;
}

int main(int count, char **values)
{
    const size_t services = argument(count, values, 1, 10000);
    const GeneratedSize size = {services, 110, 6000, 40};
    Bench bench = {.arena = arena_new((size_t)4 << 20)};
    bench.catalogue = generate_catalogue(bench.arena, size, 1);
    int64_t start = monotonic_nanoseconds();
    bench.index = index_build(bench.arena, bench.catalogue);
    const double built = (double)(monotonic_nanoseconds() - start) / 1e6;
    bench.need_counts = ARENA_ARRAY(bench.arena, size_t, bench.index->labels.count);
    const IndexReport size_report = index_report(bench.index);
    printf("%zu doors, %zu words, %zu postings\n", size_report.doors, size_report.words,
           size_report.postings);
    printf("seuil        built in %.0f ms, %.1f MB\n", built, (double)size_report.bytes / 1e6);
    start = monotonic_nanoseconds();
    open_sqlite(&bench);
    printf("SQLite FTS5  built in %.0f ms, %.1f MB\n",
           (double)(monotonic_nanoseconds() - start) / 1e6,
           (double)sqlite3_memory_used() / 1e6);
    draw_questions(&bench, argument(count, values, 2, 500), size.vocabulary);
    report(&bench);
    sqlite3_finalize(bench.select);
    sqlite3_close(bench.database);
    arena_free(bench.arena);
    return 0;
}
