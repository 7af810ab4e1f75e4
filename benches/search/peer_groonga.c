/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Groonga, in this process, tuned:
 *     search_groonga FOLDER
 * Words and what filters (labels, cells of the map) are two lexicons without tokenizer; a door
 * refers to both as vectors, the words with their impacts as weights, so that an index of each
 * answers every condition and none is evaluated row by row: conditions as expressions over
 * columns read the whole country (they did not finish in earlier measures). The rarest group
 * comes first, since Groonga meets sets in the order of the expression. Facts are one column.
 * The score is the sum of the weights that matched: another relevance than ours.
 */
#include <groonga.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "benches/search/peer_answer.h"

enum { MOST_CELLS = 4096, SCRIPT_BYTES = 1 << 20 };

static const double FEW = 5000;

typedef struct Engine {
    const PeerShape *shape;
    grn_ctx *context;
    grn_obj *database;
    grn_obj *doors;
    grn_obj *facts;
    grn_obj value;
    grn_obj score;
    char *script;
    size_t length;
    PeerAnswer *answer;
    const PeerQuestion *question;
    double radius;
} Engine;

static void must(const Engine *engine, bool is_right)
{
    peer_must(is_right && engine->context->rc == GRN_SUCCESS, engine->context->errbuf);
}

static void command(const Engine *engine, const char *text, size_t length)
{
    char *answer = NULL;
    unsigned answer_length = 0;
    int flags = 0;
    (void)grn_ctx_send(engine->context, text, (unsigned)length, 0);
    (void)grn_ctx_recv(engine->context, &answer, &answer_length, &flags);
    must(engine, true);
}

static void put(Engine *engine, const char *text)
{
    const size_t length = strlen(text);
    peer_must(engine->length + length < SCRIPT_BYTES, "too long a script");
    memcpy(engine->script + engine->length, text, length + 1);
    engine->length += length;
}

static void put_number(Engine *engine, const char *before, unsigned number, const char *after)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%s%u%s", before, number, after);
    put(engine, text);
}

/* -------------------------------------------------------------------------------- building */

static void put_tags(Engine *engine, const PeerRecord *record)
{
    const Facts *facts = &record->facts;
    put(engine, "\"tags\":[\"all\"");
    for (size_t i = 0; i < facts->label_count; i++) {
        put_number(engine, ",\"l", facts->labels[i], "\"");
    }
    put(engine, (facts->flags & PEER_FREE) != 0 ? ",\"ffree\"" : "");
    put(engine, (facts->flags & PEER_ACCESSIBLE) != 0 ? ",\"faccessible\"" : "");
    put(engine,
        (facts->flags & (PEER_REMOTE | PEER_CONFIDENTIAL)) != 0 ? ",\"fanywhere\"" : "");
    for (int level = 0; level < PEER_LEVELS && facts->has_point != 0; level++) {
        char cell[32];
        peer_cell(level, record->latitude, record->longitude, cell);
        put(engine, ",\"");
        put(engine, cell);
        put(engine, "\"");
    }
    put(engine, "]");
}

/* One door a line, as the command "load" takes them. */
static void load_door(Engine *engine, PeerRecord *record)
{
    WordImpact words[PEER_WORDS];
    const size_t count = peer_weigh(engine->shape, record, words);
    engine->length = 0;
    put(engine, "{\"words\":{");
    for (size_t i = 0; i < count; i++) {
        put(engine, i == 0 ? "\"" : ",\"");
        put(engine, words[i].word);
        put_number(engine, "\":", words[i].impact, "");
    }
    put(engine, "},");
    put_tags(engine, record);
    put(engine, "},");
    command(engine, engine->script, engine->length);
    grn_obj_reinit(engine->context, &engine->value, GRN_DB_SHORT_TEXT, 0);
    GRN_TEXT_SET(engine->context, &engine->value, (const char *)&record->facts,
                 sizeof record->facts);
    must(engine, grn_obj_set_value(engine->context, engine->facts, record->number + 1,
                                   &engine->value, GRN_OBJ_SET) == GRN_SUCCESS);
}

static void build(Engine *engine)
{
    static const char *const schema[] = {
        "table_create Words TABLE_PAT_KEY ShortText",
        "table_create Tags TABLE_HASH_KEY ShortText",
        "table_create Doors TABLE_NO_KEY",
        "column_create Doors words COLUMN_VECTOR|WITH_WEIGHT Words",
        "column_create Doors tags COLUMN_VECTOR Tags",
        "column_create Doors facts COLUMN_SCALAR ShortText",
    };
    static const char *const indexes[] = {
        "column_create Words doors COLUMN_INDEX|WITH_WEIGHT Doors words",
        "column_create Tags doors COLUMN_INDEX Doors tags",
    };
    for (size_t i = 0; i < sizeof schema / sizeof *schema; i++) {
        command(engine, schema[i], strlen(schema[i]));
    }
    engine->doors = grn_ctx_get(engine->context, "Doors", -1);
    engine->facts = grn_ctx_get(engine->context, "Doors.facts", -1);
    FILE *file = peer_file(engine->shape, "records.tsv", "r");
    PeerRecord record;
    command(engine, "load --table Doors", strlen("load --table Doors"));
    command(engine, "[", 1);
    while (peer_next(file, &record)) {
        load_door(engine, &record);
    }
    command(engine, "]", 1);
    (void)fclose(file);
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) { /* all at once is faster */
        command(engine, indexes[i], strlen(indexes[i]));
    }
}

/* --------------------------------------------------------------------------------- asking */

static void put_and(Engine *engine)
{
    put(engine, engine->length > 0 ? " && " : "");
}

static void put_tag(Engine *engine, const char *tag)
{
    put(engine, "tags @ \"");
    put(engine, tag);
    put(engine, "\"");
}

static void put_group(Engine *engine, const PeerGroup *group)
{
    put(engine, "(");
    for (size_t i = 0; i < group->word_count; i++) {
        put(engine, i == 0 ? "words @ \"" : " || words @ \"");
        put(engine, group->words[i]);
        put(engine, "\"");
    }
    for (size_t i = 0; i < group->need_count; i++) {
        put_number(engine, i + group->word_count == 0 ? "tags @ \"l" : " || tags @ \"l",
                   group->needs[i], "\"");
    }
    put(engine, ")");
}

static bool is_said(const PeerGroup *group)
{
    return group->word_count + group->need_count > 0;
}

/* Rarest first: each next one, in order of weight. */
static const PeerGroup *next_group(const PeerQuestion *question, const PeerGroup *last)
{
    const PeerGroup *next = NULL;
    for (size_t i = 0; i < question->group_count; i++) {
        const PeerGroup *group = &question->groups[i];
        const bool is_after = last == NULL || group->weight < last->weight ||
                              (group->weight == last->weight && group > last);
        if (group->kind == 'R' && is_said(group) && is_after &&
            (next == NULL || group->weight > next->weight)) {
            next = group;
        }
    }
    return next;
}

static void put_place(Engine *engine)
{
    const char *joint = " || (";
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        if (group->kind == 'P' && is_said(group)) {
            put(engine, joint);
            put_group(engine, group);
            joint = " && ";
        }
    }
    put(engine, joint[1] == '&' ? ")" : "");
}

static void put_circle(Engine *engine)
{
    static char cells[MOST_CELLS][32];
    const size_t count = peer_cells(engine->question, peer_level(engine->radius),
                                    engine->radius, cells, MOST_CELLS);
    put_and(engine);
    put(engine, "(");
    put_tag(engine, "fanywhere");
    for (size_t i = 0; i < count; i++) {
        put(engine, " || ");
        put_tag(engine, cells[i]);
    }
    put_place(engine);
    put(engine, ")");
}

static void put_filters(Engine *engine)
{
    for (size_t i = 0; i < 3; i++) {
        if (engine->question->labels[i] >= 0) {
            put_and(engine);
            put_number(engine, "tags @ \"l", (unsigned)engine->question->labels[i], "\"");
        }
    }
    if ((engine->question->flags & PEER_FREE) != 0) {
        put_and(engine);
        put_tag(engine, "ffree");
    }
    if ((engine->question->flags & PEER_ACCESSIBLE) != 0) {
        put_and(engine);
        put_tag(engine, "faccessible");
    }
}

static void write_script(Engine *engine)
{
    engine->length = 0;
    engine->script[0] = '\0';
    for (const PeerGroup *group = next_group(engine->question, NULL); group != NULL;
         group = next_group(engine->question, group)) {
        put_and(engine);
        put_group(engine, group);
    }
    put_filters(engine);
    if (engine->radius > 0) {
        put_circle(engine);
    }
}

static bool has_word(const Engine *engine, grn_id door, const PeerGroup *group)
{
    grn_obj *column = grn_ctx_get(engine->context, "Doors.words", -1);
    grn_obj *lexicon = grn_ctx_get(engine->context, "Words", -1);
    grn_obj words;
    bool found = false;
    GRN_UINT32_INIT(&words, GRN_OBJ_VECTOR);
    (void)grn_obj_get_value(engine->context, column, door, &words);
    for (size_t i = 0; i < group->word_count && !found; i++) {
        const grn_id id = grn_table_get(engine->context, lexicon, group->words[i],
                                        (unsigned)strlen(group->words[i]));
        for (unsigned j = 0; j < grn_uvector_size(engine->context, &words) && !found; j++) {
            found = id != GRN_ID_NIL &&
                    grn_uvector_get_element(engine->context, &words, j, NULL) == id;
        }
    }
    GRN_OBJ_FIN(engine->context, &words);
    return found;
}

static bool names_place(const Engine *engine, grn_id door)
{
    bool has_place = false;
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        if (group->kind == 'P' && !has_word(engine, door, group)) {
            return false;
        }
        has_place = has_place || group->kind == 'P';
    }
    return has_place;
}

static void take(Engine *engine, grn_id door, double words)
{
    Facts facts;
    double distance = 0;
    GRN_BULK_REWIND(&engine->value);
    (void)grn_obj_get_value(engine->context, engine->facts, door, &engine->value);
    peer_must(GRN_TEXT_LEN(&engine->value) == sizeof facts, "a door without facts");
    memcpy(&facts, GRN_TEXT_VALUE(&engine->value), sizeof facts);
    if (peer_judge(engine->shape, engine->question, &facts, names_place(engine, door),
                   &distance)) {
        peer_take(engine->answer, door - 1, &facts, words, distance);
    }
}

static void take_found(Engine *engine, grn_obj *found)
{
    grn_obj *score = grn_obj_column(engine->context, found, "_score", 6);
    grn_table_cursor *cursor = grn_table_cursor_open(engine->context, found, NULL, 0, NULL, 0,
                                                     0, -1, GRN_CURSOR_ASCENDING);
    for (grn_id id = 0; (id = grn_table_cursor_next(engine->context, cursor)) != GRN_ID_NIL;) {
        void *key = NULL;
        grn_id door = 0;
        peer_must(grn_table_cursor_get_key(engine->context, cursor, &key) == sizeof door,
                  "a key of another size");
        memcpy(&door, key, sizeof door);
        GRN_BULK_REWIND(&engine->score);
        (void)grn_obj_get_value(engine->context, score, id, &engine->score);
        take(engine, door,
             engine->score.header.domain == GRN_DB_FLOAT ? GRN_FLOAT_VALUE(&engine->score)
                                                         : GRN_INT32_VALUE(&engine->score));
    }
    grn_table_cursor_close(engine->context, cursor);
    grn_obj_unlink(engine->context, score);
}

static void ask_once(Engine *engine)
{
    grn_obj *expression = NULL;
    grn_obj *variable = NULL;
    write_script(engine);
    if (engine->length == 0) {
        for (grn_id door = 1; door <= engine->shape->doors; door++) {
            take(engine, door, 0);
        }
        return;
    }
    GRN_EXPR_CREATE_FOR_QUERY(engine->context, engine->doors, expression, variable);
    must(engine,
         grn_expr_parse(engine->context, expression, engine->script, (unsigned)engine->length,
                        NULL, GRN_OP_MATCH, GRN_OP_AND, GRN_EXPR_SYNTAX_SCRIPT) == GRN_SUCCESS);
    grn_obj *found =
        grn_table_select(engine->context, engine->doors, expression, NULL, GRN_OP_OR);
    must(engine, found != NULL);
    take_found(engine, found);
    grn_obj_close(engine->context, found);
    grn_obj_close(engine->context, expression);
}

static double doors_expected(const Engine *engine)
{
    const PeerGroup *rarest = next_group(engine->question, NULL);
    return rarest == NULL ? engine->shape->doors : peer_group_doors(engine->shape, rarest);
}

static void ask_nearest(Engine *engine)
{
    static const double rings[] = {4000, 16000, 60000};
    for (size_t i = 0; i < 3 && doors_expected(engine) > FEW; i++) {
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
    if (question->radius > 0) {
        ask_once(engine);
    } else {
        ask_nearest(engine);
    }
}

int main(int count, char **values)
{
    static PeerShape shape;
    static Engine engine;
    static grn_ctx context;
    char path[4096];
    peer_must(count == 2, "search_groonga FOLDER");
    peer_open(&shape, values[1], true);
    peer_must(grn_init() == GRN_SUCCESS && grn_ctx_init(&context, 0) == GRN_SUCCESS,
              "Groonga does not start");
    engine = (Engine){.shape = &shape, .context = &context, .script = malloc(SCRIPT_BYTES)};
    peer_must(engine.script != NULL, "no memory");
    GRN_TEXT_INIT(&engine.value, 0);
    GRN_VOID_INIT(&engine.score);
    (void)snprintf(path, sizeof path, "%s/groonga", shape.folder);
    peer_must(mkdir(path, 0700) == 0, "the folder of Groonga is there already");
    (void)snprintf(path, sizeof path, "%s/groonga/db", shape.folder);
    const double start = peer_seconds();
    engine.database = grn_db_create(&context, path, NULL);
    must(&engine, engine.database != NULL);
    build(&engine);
    const double built = peer_seconds() - start;
    (void)snprintf(path, sizeof path, "%s/groonga", shape.folder);
    peer_run(&shape, "groonga", ask, &engine, built, peer_tree_bytes(path));
    grn_obj_close(&context, engine.database);
    return 0;
}
