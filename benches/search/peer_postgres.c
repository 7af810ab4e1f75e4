/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PostgreSQL 15 with PostGIS, tuned:
 *     search_postgres FOLDER URL
 * One row a door: a tsvector of words (weights A to D by field), labels and cells of the map,
 * under one GIN index, so that a single index scan meets words, filters and circle. A GiST
 * index on the points of the sphere, in three dimensions, gives the nearest by <<->> where most
 * doors answer: the order is exact. Statements are prepared and planned with their values,
 * answers binary, the socket local, the table unlogged, nothing compressed or out of line. Rows
 * that match come to the client as facts, which judges and counts as for every engine: grouping
 * by SQL reads the same rows and sorts them too. Relevance is ts_rank with our weights of
 * fields, another formula than ours: the first 20 of a circle overlap, and are not the same.
 */
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "benches/search/peer_answer.h"

enum { MOST_CELLS = 4096, QUERY_BYTES = 1 << 20, NEAREST = 200 };

static const double FEW = 3000; /* doors that are read and sorted at once */

typedef struct Engine {
    const PeerShape *shape;
    PGconn *connection;
    char *query;
    size_t length;
    PeerAnswer *answer;
    const PeerQuestion *question;
    double radius;
} Engine;

static PGresult *finished(Engine *engine, PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    peer_must(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
                  status == PGRES_COPY_IN,
              PQerrorMessage(engine->connection));
    return result;
}

static void run(Engine *engine, const char *sql)
{
    PQclear(finished(engine, PQexec(engine->connection, sql)));
}

/* -------------------------------------------------------------------------------- building */

typedef struct Row {
    char text[1 << 16];
    size_t length;
} Row;

__attribute__((format(printf, 2, 3))) static void add(Row *row, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length =
        vsnprintf(row->text + row->length, sizeof row->text - row->length, format, arguments);
    va_end(arguments);
    peer_must(length >= 0 && (size_t)length < sizeof row->text - row->length, "a long row");
    row->length += (size_t)length;
}

static const char field_letters[PEER_FIELDS] = {'A', 'B', 'C', 'D', 'D'};

/* 'word':1A,4C: positions as in the text. */
static void add_words(Row *row, const PeerRecord *record)
{
    unsigned position = 1;
    for (size_t field = 0; field < PEER_FIELDS; field++) {
        char *rest = record->fields[field];
        for (char *word = NULL; (word = strsep(&rest, " ")) != NULL;) {
            if (*word != '\0') {
                add(row, "w%s:%u%c ", word, position++, field_letters[field]);
            }
        }
    }
}

static void add_filters(Row *row, const PeerRecord *record)
{
    const Facts *facts = &record->facts;
    for (size_t i = 0; i < facts->label_count; i++) {
        add(row, "l%u:1A ", facts->labels[i]);
    }
    add(row, "%s%s%s", (facts->flags & PEER_FREE) != 0 ? "ffree " : "",
        (facts->flags & PEER_ACCESSIBLE) != 0 ? "faccessible " : "",
        (facts->flags & (PEER_REMOTE | PEER_CONFIDENTIAL)) != 0 ? "fanywhere " : "");
    for (int level = 0; level < PEER_LEVELS && facts->has_point != 0; level++) {
        char cell[32];
        peer_cell(level, record->latitude, record->longitude, cell);
        add(row, "%s ", cell);
    }
}

static void add_row(Row *row, PeerRecord *record)
{
    const unsigned char *bytes = (const unsigned char *)&record->facts;
    row->length = 0;
    add(row, "%u\t", record->number);
    add_words(row, record);
    add_filters(row, record);
    if (record->facts.has_point != 0) {
        add(row, "\tPOINT Z(%.17g %.17g %.17g)\t\\\\x", record->facts.x, record->facts.y,
            record->facts.z);
    } else {
        add(row, "\t\\N\t\\\\x");
    }
    for (size_t i = 0; i < sizeof record->facts; i++) {
        add(row, "%02x", bytes[i]);
    }
    add(row, "\n");
}

static void fill(Engine *engine)
{
    static Row row;
    FILE *file = peer_file(engine->shape, "records.tsv", "r");
    PeerRecord record;
    run(engine, "COPY doors FROM STDIN");
    while (peer_next(file, &record)) {
        add_row(&row, &record);
        peer_must(PQputCopyData(engine->connection, row.text, (int)row.length) == 1,
                  PQerrorMessage(engine->connection));
    }
    peer_must(PQputCopyEnd(engine->connection, NULL) == 1, PQerrorMessage(engine->connection));
    PQclear(finished(engine, PQgetResult(engine->connection)));
    while (PQgetResult(engine->connection) != NULL) {
    }
    (void)fclose(file);
}

static void prepare(Engine *engine, const char *name, const char *sql)
{
    PQclear(finished(engine, PQprepare(engine->connection, name, sql, 0, NULL)));
}

static void build(Engine *engine)
{
    run(engine, "CREATE EXTENSION IF NOT EXISTS postgis");
    run(engine, "CREATE UNLOGGED TABLE doors(door int, words tsvector, point geometry(pointz),"
                " facts bytea)");
    run(engine,
        "ALTER TABLE doors ALTER words SET STORAGE PLAIN, ALTER facts SET STORAGE PLAIN");
    fill(engine);
    run(engine, "CREATE INDEX doors_words ON doors USING gin(words) WITH (fastupdate = off)");
    run(engine, "CREATE INDEX doors_point ON doors USING gist(point gist_geometry_ops_nd)");
    run(engine, "ALTER TABLE doors ALTER words SET STATISTICS 1000");
    run(engine, "VACUUM ANALYZE doors");
    run(engine, "SET plan_cache_mode = force_custom_plan; SET client_min_messages = error");
    /* The words of the score are told apart from those that filter: ts_rank reads fewer. */
    prepare(engine, "found",
            "SELECT door, ts_rank('{0.125,0.25,0.5,1}', words, $2::tsquery)::float8, facts,"
            " $3::tsquery IS NOT NULL AND words @@ $3::tsquery"
            " FROM doors WHERE words @@ $1::tsquery");
    prepare(engine, "all", "SELECT door, 0::float8, facts, false FROM doors");
    prepare(engine, "nearest",
            "SELECT door, ts_rank('{0.125,0.25,0.5,1}', words, $2::tsquery)::float8, facts,"
            " false FROM doors WHERE words @@ $1::tsquery"
            " ORDER BY point <<->> ST_MakePoint($3::float8, $4::float8, $5::float8) LIMIT 200");
    prepare(engine, "nearest_all",
            "SELECT door, 0::float8, facts, false FROM doors"
            " ORDER BY point <<->> ST_MakePoint($1::float8, $2::float8, $3::float8) LIMIT 200");
}

/* --------------------------------------------------------------------------------- asking */

static void put(Engine *engine, const char *text)
{
    const size_t length = strlen(text);
    peer_must(engine->length + length < QUERY_BYTES, "too long a tsquery");
    memcpy(engine->query + engine->length, text, length + 1);
    engine->length += length;
}

static void put_group(Engine *engine, const PeerGroup *group)
{
    bool is_first = true;
    put(engine, "(");
    for (size_t i = 0; i < group->word_count; i++) {
        put(engine, is_first ? "w" : "|w");
        put(engine, group->words[i]);
        is_first = false;
    }
    for (size_t i = 0; i < group->need_count; i++) {
        char label[32];
        (void)snprintf(label, sizeof label, "%sl%u", is_first ? "" : "|", group->needs[i]);
        put(engine, label);
        is_first = false;
    }
    put(engine, ")");
}

static bool is_said(const PeerGroup *group)
{
    return group->word_count + group->need_count > 0;
}

/* The groups of a kind, joined; says whether there was one. */
static bool put_groups(Engine *engine, char kind, const char *joint)
{
    bool is_first = true;
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        if (group->kind == kind && is_said(group)) {
            put(engine, is_first ? "" : joint);
            put_group(engine, group);
            is_first = false;
        }
    }
    return !is_first;
}

static void put_and(Engine *engine)
{
    put(engine, engine->length > 0 ? "&" : "");
}

static void put_filters(Engine *engine)
{
    for (size_t i = 0; i < 3; i++) {
        if (engine->question->labels[i] >= 0) {
            char label[32];
            (void)snprintf(label, sizeof label, "l%d", engine->question->labels[i]);
            put_and(engine);
            put(engine, label);
        }
    }
    if ((engine->question->flags & PEER_FREE) != 0) {
        put_and(engine);
        put(engine, "ffree");
    }
    if ((engine->question->flags & PEER_ACCESSIBLE) != 0) {
        put_and(engine);
        put(engine, "faccessible");
    }
}

static void put_circle(Engine *engine)
{
    static char cells[MOST_CELLS][32];
    const size_t count = peer_cells(engine->question, peer_level(engine->radius),
                                    engine->radius, cells, MOST_CELLS);
    put_and(engine);
    put(engine, "(fanywhere");
    for (size_t i = 0; i < count; i++) {
        put(engine, "|");
        put(engine, cells[i]);
    }
    for (size_t i = 0; i < engine->question->group_count; i++) {
        if (engine->question->groups[i].kind == 'P' && is_said(&engine->question->groups[i])) {
            put(engine, "|(");
            (void)put_groups(engine, 'P', "&");
            put(engine, ")");
            break;
        }
    }
    put(engine, ")");
}

/* The three queries: what is met, what is scored, what names the place. */
typedef struct Queries {
    char *met;
    char *scored;
    char *place;
} Queries;

static char *taken(Engine *engine)
{
    char *text = strdup(engine->query);
    engine->length = 0;
    engine->query[0] = '\0';
    peer_must(text != NULL, "no memory");
    return text;
}

static Queries write_queries(Engine *engine)
{
    Queries queries = {0};
    engine->length = 0;
    engine->query[0] = '\0';
    (void)put_groups(engine, 'R', "&");
    put_filters(engine);
    if (engine->radius > 0) {
        put_circle(engine);
    }
    queries.met = taken(engine);
    (void)put_groups(engine, 'R', "|");
    queries.scored = taken(engine);
    queries.place = put_groups(engine, 'P', "&") ? taken(engine) : NULL;
    return queries;
}

static double real_of(const char *bytes)
{
    uint32_t halves[2];
    memcpy(halves, bytes, sizeof halves);
    const uint64_t bits = (uint64_t)ntohl(halves[0]) << 32 | ntohl(halves[1]);
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void take_row(Engine *engine, PGresult *result, int row)
{
    uint32_t door = 0;
    Facts facts;
    double distance = 0;
    memcpy(&door, PQgetvalue(result, row, 0), sizeof door);
    memcpy(&facts, PQgetvalue(result, row, 2), sizeof facts);
    const bool names_place = *PQgetvalue(result, row, 3) != 0;
    const double words = real_of(PQgetvalue(result, row, 1));
    if (peer_judge(engine->shape, engine->question, &facts, names_place, &distance)) {
        peer_take(engine->answer, ntohl(door), &facts, words, distance);
    }
}

static int ask_statement(Engine *engine, const char *name, int count, const char *const *values)
{
    PGresult *result = finished(
        engine, PQexecPrepared(engine->connection, name, count, values, NULL, NULL, 1));
    const int rows = PQntuples(result);
    for (int i = 0; i < rows; i++) {
        take_row(engine, result, i);
    }
    PQclear(result);
    return rows;
}

static double doors_expected(const Engine *engine)
{
    double doors = engine->shape->doors;
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        const double answering = peer_group_doors(engine->shape, group);
        doors = group->kind == 'R' && answering < doors ? answering : doors;
    }
    return doors;
}

/* By the GiST index, in order of distance; false when the clock left fewer than 20 of 200. */
static bool ask_gist(Engine *engine, const Queries *queries)
{
    char numbers[3][32];
    (void)snprintf(numbers[0], sizeof numbers[0], "%.17g", engine->question->x);
    (void)snprintf(numbers[1], sizeof numbers[1], "%.17g", engine->question->y);
    (void)snprintf(numbers[2], sizeof numbers[2], "%.17g", engine->question->z);
    const char *const values[] = {queries->met, queries->scored, numbers[0], numbers[1],
                                  numbers[2]};
    const bool is_empty = queries->met[0] == '\0';
    const int rows = ask_statement(engine, is_empty ? "nearest_all" : "nearest",
                                   is_empty ? 3 : 5, is_empty ? values + 2 : values);
    return rows < NEAREST || engine->answer->top_count == PEER_TOP;
}

static void ask_gin(Engine *engine, const Queries *queries)
{
    const char *const values[] = {queries->met, queries->scored, queries->place};
    const bool is_empty = queries->met[0] == '\0';
    (void)ask_statement(engine, is_empty ? "all" : "found", is_empty ? 0 : 3, values);
}

static void free_queries(Queries *queries)
{
    free(queries->met);
    free(queries->scored);
    free(queries->place);
}

/* With this radius; true when the first 20 are certainly among what was read. */
static bool ask_once(Engine *engine, double radius, bool by_gist)
{
    PeerAnswer *answer = engine->answer;
    engine->radius = radius;
    Queries queries = write_queries(engine);
    peer_start(answer, engine->shape, engine->question);
    bool is_enough = by_gist && ask_gist(engine, &queries);
    if (!by_gist) {
        ask_gin(engine, &queries);
        is_enough = radius <= 0 || (answer->top_count == PEER_TOP &&
                                    answer->top[PEER_TOP - 1].distance <= radius);
    }
    free_queries(&queries);
    return is_enough;
}

/* Nearest first: by GiST where most doors answer, by rings of cells where some do, whole where
 * few do. */
static void ask_nearest(Engine *engine)
{
    static const double rings[] = {4000, 16000, 60000};
    const double expected = doors_expected(engine);
    if (expected > engine->shape->doors / 30.0 && ask_once(engine, 0, true)) {
        return;
    }
    for (size_t i = 0; i < 3 && expected > FEW; i++) {
        if (ask_once(engine, rings[i], false)) {
            return;
        }
    }
    (void)ask_once(engine, 0, false);
}

static void ask(void *context, const PeerQuestion *question, PeerAnswer *answer)
{
    Engine *engine = context;
    engine->question = question;
    engine->answer = answer;
    if (question->radius > 0) {
        (void)ask_once(engine, question->radius, false);
    } else {
        ask_nearest(engine);
    }
}

static double relation_bytes(Engine *engine)
{
    PGresult *result =
        finished(engine, PQexec(engine->connection, "SELECT pg_total_relation_size('doors')"));
    const double bytes = strtod(PQgetvalue(result, 0, 0), NULL);
    PQclear(result);
    return bytes;
}

int main(int count, char **values)
{
    static PeerShape shape;
    static Engine engine;
    peer_must(count == 3, "search_postgres FOLDER URL");
    peer_open(&shape, values[1], true);
    engine = (Engine){.shape = &shape, .query = malloc(QUERY_BYTES)};
    engine.connection = PQconnectdb(values[2]);
    peer_must(engine.query != NULL && PQstatus(engine.connection) == CONNECTION_OK,
              PQerrorMessage(engine.connection));
    shape.server = PQbackendPID(engine.connection);
    const double start = peer_seconds();
    build(&engine);
    const double built = peer_seconds() - start;
    peer_run(&shape, "postgres", ask, &engine, built, relation_bytes(&engine));
    PQfinish(engine.connection);
    return 0;
}
