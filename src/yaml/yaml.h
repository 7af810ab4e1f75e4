/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plain YAML people write the directory in: mappings, lists and scalars, through libyaml.
 * No anchors, aliases, tags or second document; every scalar is text. Each node knows its line,
 * so that every error can name it.
 */
#pragma once

#include "base/outcome.h"

typedef enum YamlKind { YAML_SCALAR, YAML_LIST, YAML_MAPPING } YamlKind;

typedef struct YamlNode YamlNode;

struct YamlNode {
    YamlKind kind;
    size_t line;           /* from 1 */
    Text key;              /* the key it stands under in a mapping; empty in a list */
    Text value;            /* of a scalar */
    const YamlNode *first; /* of a list or mapping */
    const YamlNode *next;  /* sibling */
    size_t count;          /* children */
};

/* Parses one document of at most 8 MiB, 16 levels, 200,000 nodes and 1,000 keys in a mapping.
 * INVALID names `file` and line, also for a key given twice. An empty document is an empty
 * mapping. */
MUST_USE Outcome yaml_read(Arena *arena, Text file, Text content, const YamlNode **root,
                           Problem *problem);

/* The member of a mapping, or NULL. */
const YamlNode *yaml_member(const YamlNode *mapping, const char *key);
Text yaml_member_text(const YamlNode *mapping, const char *key); /* empty when not a scalar */
