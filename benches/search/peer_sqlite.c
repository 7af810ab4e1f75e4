/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SQLite FTS5 with an R*Tree, tuned:
 *     search_sqlite FOLDER [cells]
 * Two designs, both run. Plain: FTS5 meets the words and the labels, each door found is judged
 * by its facts, and the R*Tree answers questions without words. Cells: cells of the map are
 * words too, so that FTS5 meets the circle by itself. Left out after earlier measures: R*Tree
 * and MATCH in one statement (ten times slower: each row of the one is looked up in the other).
 * Left out by reasoning: bm25() (it counts every word over the whole country again, and is
 * another relevance), detail=none (a word's column decides its weight). Relevance is ours, by a
 * function of our own inside FTS5. No text is stored, and the sizes of columns stand in the
 * facts, which are read anyway.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "benches/search/peer_sqlite.h"

static fts5_api *fts_of(sqlite3 *database)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

/* ------------------------------------------------------------------------------- relevance */

typedef struct Scored {
    double word[64];
    double need[64];
} Scored;

static void score_word(const Engine *engine, const Fts5ExtensionApi *api, Fts5Context *context,
                       int phrase, const double *weights, Scored *scored)
{
    const PhraseUse *use = &engine->uses[phrase];
    Fts5PhraseIter iterator;
    int column = 0;
    int offset = 0;
    double sum = 0;
    if (api->xPhraseFirst(context, phrase, &iterator, &column, &offset) != SQLITE_OK) {
        return;
    }
    for (; column >= 0; api->xPhraseNext(context, &iterator, &column, &offset)) {
        sum += column < PEER_FIELDS ? weights[column] : 0;
    }
    if (sum > 0) {
        const double value = use->value * peer_impact(sum) / 255;
        double *best = &scored->word[use->group];
        *best = value > *best ? value : *best;
    }
}

static void score_need(const Engine *engine, const Facts *facts, const PhraseUse *use,
                       Scored *scored)
{
    const PeerGroup *group = &engine->question->groups[use->group];
    for (size_t i = 0; i < group->need_count; i++) {
        for (size_t j = 0; j < facts->label_count; j++) {
            const double value = 0.8 * group->strengths[i];
            if (facts->labels[j] == group->needs[i] && value > scored->need[use->group]) {
                scored->need[use->group] = value;
            }
        }
    }
}

static Scored score(const Engine *engine, const Fts5ExtensionApi *api, Fts5Context *context,
                    const Facts *facts)
{
    Scored scored;
    double weights[PEER_FIELDS];
    for (size_t i = 0; i < engine->question->group_count; i++) {
        scored.word[i] = -1;
        scored.need[i] = -1;
    }
    for (size_t i = 0; i < PEER_FIELDS; i++) {
        weights[i] = peer_field_weight(engine->shape, i, facts->lengths[i]);
    }
    for (size_t i = 0; i < engine->use_count; i++) {
        const PhraseUse *use = &engine->uses[i];
        if (use->group != UINT32_MAX && use->is_need) {
            score_need(engine, facts, use, &scored);
        } else if (use->group != UINT32_MAX) {
            score_word(engine, api, context, (int)i, weights, &scored);
        }
    }
    return scored;
}

static void take(Engine *engine, uint32_t door, const Facts *facts, const Scored *scored)
{
    const PeerQuestion *question = engine->question;
    bool names_place = false;
    double sum = 0;
    double distance = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        const PeerGroup *group = &question->groups[i];
        names_place = names_place || group->kind == 'P';
        sum += group->weight * ((scored->word[i] > 0 ? scored->word[i] : 0) +
                                (scored->need[i] > 0 ? scored->need[i] : 0));
    }
    for (size_t i = 0; i < question->group_count; i++) {
        names_place = names_place && (question->groups[i].kind != 'P' || scored->word[i] >= 0);
    }
    if (peer_judge(engine->shape, question, facts, names_place, &distance)) {
        peer_take(engine->answer, door, facts, sum, distance);
    }
}

/* door_found(words, facts): called by FTS5 for each row that matches. */
static void door_found(const Fts5ExtensionApi *api, Fts5Context *context,
                       sqlite3_context *result, int count, sqlite3_value **values)
{
    Engine *engine = api->xUserData(context);
    const Facts *facts = count == 1 ? sqlite3_value_blob(values[0]) : NULL;
    if (facts != NULL) {
        const Scored scored = score(engine, api, context, facts);
        take(engine, (uint32_t)api->xRowid(context), facts, &scored);
    }
    sqlite3_result_null(result);
}

/* -------------------------------------------------------------------------------- building */

static void run(Engine *engine, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(engine->database, sql, NULL, NULL, &message) != SQLITE_OK) {
        peer_must(false, message);
    }
}

static sqlite3_stmt *prepare(Engine *engine, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(engine->database, sql, -1, &statement, NULL) != SQLITE_OK) {
        peer_must(false, sqlite3_errmsg(engine->database));
    }
    return statement;
}

static void write_labels(const Engine *engine, const PeerRecord *record, char *to, size_t room)
{
    const Facts *facts = &record->facts;
    size_t length = 0;
    to[0] = '\0';
    for (size_t i = 0; i < facts->label_count; i++) {
        length += (size_t)snprintf(to + length, room - length, "l%u ", facts->labels[i]);
    }
    length += (size_t)snprintf(to + length, room - length, "%s%s",
                               (facts->flags & PEER_FREE) != 0 ? "all ffree " : "all ",
                               (facts->flags & PEER_ACCESSIBLE) != 0 ? "faccessible " : "");
    if ((facts->flags & (PEER_REMOTE | PEER_CONFIDENTIAL)) != 0) {
        length += (size_t)snprintf(to + length, room - length, "anywhere ");
    }
    const bool has_cells = facts->has_point != 0 && engine->variant == VARIANT_CELLS;
    for (int level = 0; has_cells && level < PEER_LEVELS; level++) {
        char cell[32];
        peer_cell(level, record->latitude, record->longitude, cell);
        length += (size_t)snprintf(to + length, room - length, "%s ", cell);
    }
}

static void insert(Engine *engine, PeerRecord *record, sqlite3_stmt *words, sqlite3_stmt *facts,
                   sqlite3_stmt *box)
{
    char labels[1024];
    write_labels(engine, record, labels, sizeof labels);
    sqlite3_bind_int64(words, 1, record->number);
    for (int i = 0; i < PEER_FIELDS; i++) {
        sqlite3_bind_text(words, 2 + i, record->fields[i], -1, SQLITE_STATIC);
    }
    sqlite3_bind_text(words, 2 + PEER_FIELDS, labels, -1, SQLITE_STATIC);
    peer_must(sqlite3_step(words) == SQLITE_DONE, "no row of words");
    sqlite3_reset(words);
    sqlite3_bind_int64(facts, 1, record->number);
    sqlite3_bind_blob(facts, 2, &record->facts, sizeof record->facts, SQLITE_STATIC);
    sqlite3_bind_int(facts, 3, (record->facts.flags & (PEER_REMOTE | PEER_CONFIDENTIAL)) != 0);
    peer_must(sqlite3_step(facts) == SQLITE_DONE, "no row of facts");
    sqlite3_reset(facts);
    if (box != NULL && record->facts.has_point != 0) {
        sqlite3_bind_int64(box, 1, record->number);
        for (int i = 0; i < 2; i++) {
            sqlite3_bind_double(box, 2 + i, record->latitude);
            sqlite3_bind_double(box, 4 + i, record->longitude);
        }
        peer_must(sqlite3_step(box) == SQLITE_DONE, "no row of the R*Tree");
        sqlite3_reset(box);
    }
}

static void fill(Engine *engine)
{
    FILE *file = peer_file(engine->shape, "records.tsv", "r");
    PeerRecord record;
    sqlite3_stmt *words =
        prepare(engine, "INSERT INTO words(rowid,name,organization,description,"
                        "place,other,labels) VALUES(?,?,?,?,?,?,?)");
    sqlite3_stmt *facts = prepare(engine, "INSERT INTO facts VALUES(?,?,?)");
    sqlite3_stmt *box = engine->variant == VARIANT_CELLS
                            ? NULL
                            : prepare(engine, "INSERT INTO boxes VALUES(?,?,?,?,?)");
    run(engine, "BEGIN");
    while (peer_next(file, &record)) {
        insert(engine, &record, words, facts, box);
    }
    sqlite3_finalize(words);
    sqlite3_finalize(facts);
    sqlite3_finalize(box);
    run(engine, "COMMIT; INSERT INTO words(words) VALUES('optimize'); ANALYZE");
    (void)fclose(file);
}

static void open_database(Engine *engine)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/sqlite.db", engine->shape->folder);
    (void)unlink(path);
    peer_must(sqlite3_open(path, &engine->database) == SQLITE_OK, "SQLite does not open");
    run(engine, "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "PRAGMA cache_size=-2000000; PRAGMA mmap_size=8589934592;"
                "PRAGMA temp_store=MEMORY");
    run(engine, "CREATE VIRTUAL TABLE words USING fts5(name,organization,description,place,"
                "other,labels, tokenize='ascii', content='', columnsize=0);"
                "INSERT INTO words(words,rank) VALUES('pgsz',4050);"
                "CREATE TABLE facts(door INTEGER PRIMARY KEY, facts BLOB, anywhere INT);"
                "CREATE INDEX anywhere ON facts(anywhere) WHERE anywhere");
    if (engine->variant != VARIANT_CELLS) {
        run(engine, "CREATE VIRTUAL TABLE boxes USING rtree(door,south,north,west,east)");
    }
    fts5_api *api = fts_of(engine->database);
    peer_must(api != NULL && api->xCreateFunction(api, "door_found", engine, door_found,
                                                  NULL) == SQLITE_OK,
              "FTS5 takes no function");
}

static void prepare_all(Engine *engine)
{
    engine->by_words = prepare(
        engine, "SELECT door_found(words, (SELECT facts FROM facts WHERE door = words.rowid))"
                " FROM words WHERE words MATCH ?1");
    engine->by_scan = prepare(engine, "SELECT door, facts FROM facts");
    if (engine->variant != VARIANT_CELLS) {
        engine->by_box = prepare(
            engine, "SELECT f.door, f.facts FROM boxes b JOIN facts f ON f.door = b.door"
                    " WHERE north >= ?1 AND south <= ?2 AND east >= ?3 AND west <= ?4");
        engine->by_anywhere = prepare(engine, "SELECT door, facts FROM facts WHERE anywhere");
    }
}

/* --------------------------------------------------------------------------------- asking */

static void step_all(sqlite3_stmt *statement)
{
    int code = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    }
    peer_must(code == SQLITE_DONE, sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
}

static void take_rows(Engine *engine, sqlite3_stmt *statement)
{
    Scored nothing;
    for (size_t i = 0; i < 64; i++) {
        nothing.word[i] = -1;
        nothing.need[i] = -1;
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        take(engine, (uint32_t)sqlite3_column_int64(statement, 0),
             sqlite3_column_blob(statement, 1), &nothing);
    }
    sqlite3_reset(statement);
}

/* Without words the R*Tree finds the circle's box by itself; the rest is judged. */
static void take_box(Engine *engine)
{
    const double high = engine->radius * 1.001 / 111194.9;
    const double wide = high / cos((fabs(engine->question->latitude) + high) / 57.29577951);
    sqlite3_bind_double(engine->by_box, 1, engine->question->latitude - high);
    sqlite3_bind_double(engine->by_box, 2, engine->question->latitude + high);
    sqlite3_bind_double(engine->by_box, 3, engine->question->longitude - wide);
    sqlite3_bind_double(engine->by_box, 4, engine->question->longitude + wide);
    take_rows(engine, engine->by_box);
    take_rows(engine, engine->by_anywhere);
}

static void ask_once(Engine *engine)
{
    sqlite_match(engine);
    const bool is_browsing = !engine->question->asks_words && engine->use_count < 2;
    if (is_browsing && engine->radius > 0 && engine->by_box != NULL) {
        take_box(engine);
        return;
    }
    if (engine->length == 0) {
        take_rows(engine, engine->by_scan);
        return;
    }
    sqlite3_bind_text(engine->by_words, 1, engine->match, (int)engine->length, SQLITE_STATIC);
    step_all(engine->by_words);
}

/* Of the words, how many doors the rarest leaves. */
static double doors_expected(const Engine *engine)
{
    double least = engine->shape->doors;
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        const double doors = peer_group_doors(engine->shape, group);
        least = group->kind == 'R' && doors < least ? doors : least;
    }
    return least;
}

/* Nearest first: rings that grow until one holds 20; few doors are read as a whole at once. */
static void ask_nearest(Engine *engine)
{
    static const double rings[] = {4000, 16000, 60000};
    const size_t count = doors_expected(engine) < 3000 ? 0 : sizeof rings / sizeof *rings;
    for (size_t i = 0; i < count && engine->variant == VARIANT_CELLS; i++) {
        engine->radius = rings[i];
        peer_start(engine->answer, engine->shape, engine->question);
        ask_once(engine);
        const PeerAnswer *answer = engine->answer;
        if (answer->top_count == PEER_TOP && answer->top[PEER_TOP - 1].distance <= rings[i]) {
            return;
        }
    }
    engine->radius = 0;
    peer_start(engine->answer, engine->shape, engine->question);
    ask_once(engine);
}

static void ask(void *context, const PeerQuestion *question, PeerAnswer *answer)
{
    Engine *engine = context;
    engine->question = question;
    engine->answer = answer;
    engine->radius = question->radius;
    if (question->radius <= 0) {
        ask_nearest(engine);
    } else {
        ask_once(engine);
    }
}

int main(int count, char **values)
{
    static PeerShape shape;
    static Engine engine;
    peer_must(count >= 2, "search_sqlite FOLDER [cells]");
    peer_open(&shape, values[1], true);
    engine = (Engine){.shape = &shape,
                      .match = malloc(MATCH_BYTES),
                      .uses = calloc(MOST_PHRASES, sizeof(PhraseUse))};
    peer_must(engine.match != NULL && engine.uses != NULL, "no memory");
    engine.variant = count > 2 ? VARIANT_CELLS : VARIANT_PLAIN;
    const double start = peer_seconds();
    open_database(&engine);
    fill(&engine);
    prepare_all(&engine);
    const double built = peer_seconds() - start;
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/sqlite.db", shape.folder);
    peer_run(&shape, count > 2 ? "sqlite-cells" : "sqlite", ask, &engine, built,
             peer_tree_bytes(path));
    return 0;
}
