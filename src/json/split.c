/* SPDX-License-Identifier: EUPL-1.2 */
#include "json/split.h"

#include <errno.h>
#include <string.h>

#include "base/list.h"

enum { DEEPEST = 64, SHOW_EVERY = 1 << 20 };

typedef struct RootList {
    Text name;
    off_t offset; /* of its bracket */
    size_t line;
} RootList;

struct JsonSplit {
    Arena *arena;
    FILE *file;
    JsonRoot root;
    json_t *outline;
    LIST_OF(RootList) lists;
    off_t first; /* of the root value, and its line */
    size_t first_line;
    size_t total;

    /* of the pass under way */
    size_t at;
    size_t line;
    size_t value_line;
    bool in_list; /* values stand between brackets, not one after the other */
    bool is_first;
    bool is_done;
    Buffer value;
    JsonSplitShow show;
    void *show_context;
};

static Outcome refuse(const JsonSplit *split, Problem *problem, const char *reason)
{
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    return problem_set(problem, INVALID, text_format(scratch, "line %zu", split->line), "",
                       "%s", reason);
}

/* -------------------------------------------------------------------------------- bytes */

static int take(JsonSplit *split)
{
    const int byte = getc_unlocked(split->file);
    split->at += byte == EOF ? 0 : 1;
    split->line += byte == '\n' ? 1 : 0;
    if (split->show != NULL && split->at % SHOW_EVERY == 0) {
        split->show(split->show_context, split->at, split->total);
    }
    return byte;
}

static void give_back(JsonSplit *split, int byte)
{
    if (byte != EOF) {
        (void)ungetc(byte, split->file);
        split->at--;
        split->line -= byte == '\n' ? 1 : 0;
    }
}

static int take_past_blanks(JsonSplit *split)
{
    int byte = take(split);
    while (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
        byte = take(split);
    }
    return byte;
}

static void go_to(JsonSplit *split, off_t offset, size_t line)
{
    (void)fseeko(split->file, offset, SEEK_SET);
    clearerr(split->file);
    split->at = (size_t)offset;
    split->line = line;
    split->is_first = true;
    split->is_done = false;
}

/* ------------------------------------------------------------------------------- outline */

typedef struct Scan {
    JsonSplit *split;
    Buffer outline;
    size_t depth;
    size_t roots;    /* values at the top so far */
    bool in_scalar;  /* a number or a word at the top */
    bool is_emptied; /* within a list of the root */
    size_t key_from; /* of the last string at depth 1, in the outline */
    size_t key_to;
} Scan;

static bool is_blank(int byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void keep(Scan *scan, int byte)
{
    if (!scan->is_emptied) {
        buffer_append_byte(&scan->outline, (char)byte);
    }
}

static Outcome scan_string(Scan *scan, Problem *problem)
{
    scan->key_from = scan->outline.length;
    int byte = take(scan->split);
    while (byte != '"') {
        if (byte == EOF) {
            return refuse(scan->split, problem, "not JSON: a text does not close");
        }
        keep(scan, byte);
        if (byte == '\\') {
            byte = take(scan->split);
            keep(scan, byte);
        }
        byte = byte == EOF ? EOF : take(scan->split);
    }
    scan->key_to = scan->outline.length;
    keep(scan, '"');
    return OK;
}

static void note_root(Scan *scan)
{
    JsonSplit *split = scan->split;
    scan->roots++;
    if (scan->roots == 1) {
        split->first = (off_t)split->at - 1;
        split->first_line = split->line;
    }
}

/* A list that is a member of the root object, or the root itself. */
static void note_list(Scan *scan)
{
    JsonSplit *split = scan->split;
    if (scan->depth == 1 && split->root == JSON_ROOT_ONE) {
        const Text name =
            text_of(scan->outline.bytes + scan->key_from, scan->key_to - scan->key_from);
        const RootList list = {text_copy(split->arena, name), (off_t)split->at - 1,
                               split->line};
        LIST_APPEND(split->arena, &split->lists, list);
    }
}

static Outcome scan_open(Scan *scan, int byte, Problem *problem)
{
    const bool is_list = byte == '[';
    if (scan->depth == 0) {
        note_root(scan);
        scan->split->root = is_list && scan->roots == 1 ? JSON_ROOT_LIST : scan->split->root;
    }
    const bool starts_emptied =
        is_list && !scan->is_emptied &&
        (scan->depth == 0 || (scan->depth == 1 && scan->split->root == JSON_ROOT_ONE));
    keep(scan, byte);
    if (starts_emptied && scan->depth == 1) {
        note_list(scan);
    }
    scan->is_emptied = scan->is_emptied || starts_emptied;
    scan->depth++;
    return scan->depth > DEEPEST
               ? refuse(scan->split, problem, "JSON nested deeper than 64 levels")
               : OK;
}

static Outcome scan_close(Scan *scan, int byte, Problem *problem)
{
    const size_t emptied_below = scan->split->root == JSON_ROOT_LIST ? 0 : 1;
    if (scan->depth == 0) {
        return refuse(scan->split, problem, "not JSON: a bracket closes nothing");
    }
    scan->depth--;
    if (scan->is_emptied && scan->depth <= emptied_below) {
        scan->is_emptied = false;
    }
    keep(scan, byte);
    return OK;
}

static Outcome scan_byte(Scan *scan, int byte, Problem *problem)
{
    const bool is_scalar = scan->depth == 0 && !is_blank(byte) && byte != '{' && byte != '[' &&
                           byte != '}' && byte != ']';
    if (is_scalar && !scan->in_scalar) {
        note_root(scan);
    }
    scan->in_scalar = is_scalar;
    if (byte == '{' || byte == '[') {
        return scan_open(scan, byte, problem);
    }
    if (byte == '}' || byte == ']') {
        return scan_close(scan, byte, problem);
    }
    keep(scan, byte);
    return byte == '"' ? scan_string(scan, problem) : OK;
}

static Outcome scan_document(Scan *scan, Problem *problem)
{
    for (int byte = take(scan->split); byte != EOF; byte = take(scan->split)) {
        TRY(scan_byte(scan, byte, problem));
        if (scan->roots > 1) {
            scan->split->root = JSON_ROOT_LINES;
            return OK; /* each value is read whole later: nothing more to see */
        }
        if (scan->outline.overflowed) {
            return refuse(scan->split, problem,
                          "more than 1 MiB beside the lists of the document");
        }
    }
    if (ferror(scan->split->file) != 0) {
        return problem_set(problem, FAILED, TEXT(""), "", "cannot be read: %s",
                           strerror(errno));
    }
    return scan->depth == 0 && scan->roots == 1
               ? OK
               : refuse(scan->split, problem, "not JSON: the document ends too early");
}

static Outcome read_outline(JsonSplit *split, Problem *problem)
{
    Scan scan = {.split = split, .outline = buffer_new(split->arena, JSON_SPLIT_OUTLINE_BYTES)};
    TRY(scan_document(&scan, problem));
    return split->root == JSON_ROOT_ONE ? json_read(buffer_text(&scan.outline),
                                                    JSON_FILE_LIMITS, &split->outline, problem)
                                        : OK;
}

/* Past the mark of the byte order, which some editors put first. */
static off_t start_of(FILE *file)
{
    char first[3];
    rewind(file);
    return fread(first, 1, sizeof first, file) == sizeof first &&
                   memcmp(first, "\xEF\xBB\xBF", sizeof first) == 0
               ? (off_t)sizeof first
               : 0;
}

Outcome json_split_open(Arena *arena, FILE *file, JsonSplit **split, Problem *problem)
{
    JsonSplit *made = ARENA_NEW(arena, JsonSplit);
    *made = (JsonSplit){.arena = arena, .file = file, .first_line = 1};
    if (fseeko(file, 0, SEEK_END) != 0) {
        return problem_set(problem, FAILED, TEXT(""), "", "cannot be read: %s",
                           strerror(errno));
    }
    made->total = (size_t)ftello(file);
    made->value = buffer_new(arena, JSON_SPLIT_VALUE_BYTES);
    go_to(made, start_of(file), 1);
    TRY(read_outline(made, problem));
    json_split_values(made);
    *split = made;
    return OK;
}

void json_split_close(JsonSplit **split)
{
    if (*split != NULL) {
        json_close(&(*split)->outline);
    }
    *split = NULL;
}

void json_split_show(JsonSplit *split, JsonSplitShow show, void *context)
{
    split->show = show;
    split->show_context = context;
}

JsonRoot json_split_root(const JsonSplit *split)
{
    return split->root;
}

const json_t *json_split_outline(const JsonSplit *split)
{
    return split->outline;
}

/* -------------------------------------------------------------------------------- values */

void json_split_values(JsonSplit *split)
{
    split->in_list = split->root == JSON_ROOT_LIST;
    go_to(split, split->first + (split->in_list ? 1 : 0), split->first_line);
}

bool json_split_list(JsonSplit *split, const char *name)
{
    for (size_t i = 0; i < split->lists.count; i++) {
        if (text_equal(split->lists.items[i].name, text_from(name))) {
            split->in_list = true;
            go_to(split, split->lists.items[i].offset + 1, split->lists.items[i].line);
            return true;
        }
    }
    return false;
}

/* The first byte of the next value; EOF past the last. */
static Outcome find_value(JsonSplit *split, int *first, Problem *problem)
{
    int byte = take_past_blanks(split);
    *first = EOF;
    if (split->in_list && byte == ']') {
        return OK;
    }
    if (split->in_list && !split->is_first) {
        if (byte != ',') {
            return refuse(split, problem,
                          "not JSON: a comma or the end of the list is "
                          "expected");
        }
        byte = take_past_blanks(split);
    }
    if (split->in_list && byte == EOF) {
        return refuse(split, problem, "not JSON: a list does not close");
    }
    split->is_first = false;
    split->value_line = split->line;
    *first = byte;
    return OK;
}

static void append(JsonSplit *split, int byte)
{
    buffer_append_byte(&split->value, (char)byte);
}

static void take_string(JsonSplit *split)
{
    int byte = take(split);
    while (byte != EOF && byte != '"') {
        append(split, byte);
        if (byte == '\\' && (byte = take(split)) != EOF) {
            append(split, byte);
        }
        byte = byte == EOF ? EOF : take(split);
    }
    if (byte != EOF) {
        append(split, byte);
    }
}

/* The bytes of one value: to the bracket that closes it, or to what ends a word. Whether they
 * are JSON is for json_read() to say. */
static void take_value(JsonSplit *split, int byte)
{
    size_t depth = 0;
    buffer_clear(&split->value);
    while (byte != EOF && !split->value.overflowed) {
        const bool ends_word = is_blank(byte) || byte == ',' || byte == ']' || byte == '}';
        if (depth == 0 && split->value.length > 0 && ends_word) {
            give_back(split, byte);
            return;
        }
        append(split, byte);
        if (byte == '"') {
            take_string(split);
        }
        depth += byte == '{' || byte == '[' ? 1 : 0;
        depth -= depth > 0 && (byte == '}' || byte == ']') ? 1 : 0;
        if (depth == 0 && (byte == '}' || byte == ']' || byte == '"')) {
            return;
        }
        byte = take(split);
    }
}

/* json_read() counts lines from the value's first. */
static Outcome read_value(const JsonSplit *split, json_t **value, Problem *problem)
{
    Arena *scratch SCOPED(arena_close) = arena_new(1024);
    Problem inner = {.arena = scratch};
    const Outcome outcome =
        json_read(buffer_text(&split->value), JSON_FILE_LIMITS, value, &inner);
    if (outcome == OK) {
        return OK;
    }
    const Text where =
        text_format(scratch, "value of line %zu%s%.*s", split->value_line,
                    text_is_empty(inner.where) ? "" : ", ", TEXT_ARG(inner.where));
    return problem_set(problem, outcome, where, "", "%.*s", TEXT_ARG(inner.detail));
}

Outcome json_split_next(JsonSplit *split, json_t **value, bool *found, Problem *problem)
{
    int first = EOF;
    *found = false;
    if (split->is_done) {
        return OK;
    }
    TRY(find_value(split, &first, problem));
    split->is_done = first == EOF;
    if (split->is_done) {
        return OK;
    }
    take_value(split, first);
    if (split->value.overflowed) {
        return refuse(split, problem, "a value of more than 64 MiB");
    }
    TRY(read_value(split, value, problem));
    *found = true;
    return OK;
}

size_t json_split_line(const JsonSplit *split)
{
    return split->value_line;
}
