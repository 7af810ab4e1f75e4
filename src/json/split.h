/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A JSON document too large to hold, one value of its lists at a time: a list, an object of
 * lists, or a value a line (ndjson). A first pass over the file sees its outline, with every
 * list of the root emptied, and refuses what is nested too deeply or never closes; then each
 * list is read value by value, each as strictly as json_read() does.
 */
#pragma once

#include <stdio.h>

#include "json/json.h"

enum {
    JSON_SPLIT_VALUE_BYTES = 64 << 20,  /* the largest value of a list */
    JSON_SPLIT_OUTLINE_BYTES = 1 << 20, /* the largest rest of the document */
};

typedef enum JsonRoot {
    JSON_ROOT_ONE,   /* an object, or anything else that is not a list */
    JSON_ROOT_LIST,  /* a list: its values are read by json_split_values() */
    JSON_ROOT_LINES, /* several values one after the other */
} JsonRoot;

typedef struct JsonSplit JsonSplit;

/* Called now and then with the bytes read so far of this pass; may be NULL. */
typedef void (*JsonSplitShow)(void *context, size_t done, size_t total);

/* The file must be seekable and outlive the split. INVALID with the line. Close with
 * json_split_close. */
MUST_USE Outcome json_split_open(Arena *arena, FILE *file, JsonSplit **split, Problem *problem);
void json_split_close(JsonSplit **split);
void json_split_show(JsonSplit *split, JsonSplitShow show, void *context);

JsonRoot json_split_root(const JsonSplit *split);

/* The document with the lists of its root emptied; NULL for a list or for lines. It lives as
 * long as the split. */
const json_t *json_split_outline(const JsonSplit *split);

/* Goes to the first value of the document: of the root's list, or the root values themselves.
 */
void json_split_values(JsonSplit *split);

/* Goes to the first value of a list of the root object; false when it has no such list. */
bool json_split_list(JsonSplit *split, const char *name);

/* The next value, a new reference; false in `found` past the last. */
MUST_USE Outcome json_split_next(JsonSplit *split, json_t **value, bool *found,
                                 Problem *problem);
size_t json_split_line(const JsonSplit *split); /* where the last value started, from 1 */
