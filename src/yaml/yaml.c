/* SPDX-License-Identifier: EUPL-1.2 */
#include "yaml/yaml.h"

#include <yaml.h>

enum { MOST_BYTES = 8 << 20, MOST_DEPTH = 16, MOST_NODES = 200000, MOST_KEYS = 1000 };

typedef struct Reader {
    Arena *arena;
    Text file;
    yaml_parser_t parser;
    Problem *problem;
    size_t nodes;
} Reader;

static Outcome refuse(Reader *reader, size_t line, const char *field, const char *reason)
{
    const Text where = text_format(reader->arena, "%.*s:%zu", TEXT_ARG(reader->file), line + 1);
    return problem_set(reader->problem, INVALID, where, field, "%s", reason);
}

static Outcome next_event(Reader *reader, yaml_event_t *event)
{
    if (yaml_parser_parse(&reader->parser, event) == 0) {
        const char *reason =
            reader->parser.problem != NULL ? reader->parser.problem : "not YAML";
        return refuse(reader, reader->parser.problem_mark.line, "", reason);
    }
    return OK;
}

/* Anchors, aliases and tags would let a small file stand for a huge or typed tree. */
static Outcome check_plain(Reader *reader, const yaml_event_t *event)
{
    const size_t line = event->start_mark.line;
    bool special = event->type == YAML_ALIAS_EVENT;
    if (event->type == YAML_SCALAR_EVENT) {
        special = event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        special =
            event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        special =
            event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL;
    }
    if (special) {
        return refuse(reader, line, "", "anchors, aliases and tags are not read here");
    }
    return OK;
}

static Outcome read_node(Reader *reader, const yaml_event_t *event, int depth, YamlNode **node);

static Text scalar_text(Reader *reader, const yaml_event_t *event)
{
    return text_copy(reader->arena, text_of((const char *)event->data.scalar.value,
                                            event->data.scalar.length));
}

static Outcome read_list(Reader *reader, int depth, YamlNode *list)
{
    const YamlNode **link = &list->first;
    for (;;) {
        yaml_event_t event SCOPED(yaml_event_delete) = {0};
        TRY(next_event(reader, &event));
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            return OK;
        }
        YamlNode *item = NULL;
        TRY(read_node(reader, &event, depth, &item));
        *link = item;
        link = &item->next;
        list->count++;
    }
}

static Outcome read_key(Reader *reader, const yaml_event_t *event, const YamlNode *mapping,
                        Text *key)
{
    TRY(check_plain(reader, event));
    if (event->type != YAML_SCALAR_EVENT) {
        return refuse(reader, event->start_mark.line, "", "a key must be a plain word");
    }
    /* Each key is compared with those before it. */
    if (mapping->count == MOST_KEYS) {
        return refuse(reader, event->start_mark.line, "",
                      "more than 1,000 keys in one mapping");
    }
    *key = scalar_text(reader, event);
    for (const YamlNode *member = mapping->first; member != NULL; member = member->next) {
        if (text_equal(member->key, *key)) {
            return refuse(reader, event->start_mark.line, text_to_c(reader->arena, *key),
                          "this key is given twice");
        }
    }
    return OK;
}

static Outcome read_mapping(Reader *reader, int depth, YamlNode *mapping)
{
    const YamlNode **link = &mapping->first;
    for (;;) {
        yaml_event_t event SCOPED(yaml_event_delete) = {0};
        TRY(next_event(reader, &event));
        if (event.type == YAML_MAPPING_END_EVENT) {
            return OK;
        }
        Text key = {0};
        TRY(read_key(reader, &event, mapping, &key));
        yaml_event_t value_event SCOPED(yaml_event_delete) = {0};
        TRY(next_event(reader, &value_event));
        YamlNode *value = NULL;
        TRY(read_node(reader, &value_event, depth, &value));
        value->key = key;
        *link = value;
        link = &value->next;
        mapping->count++;
    }
}

static Outcome read_node(Reader *reader, const yaml_event_t *event, int depth, YamlNode **node)
{
    TRY(check_plain(reader, event));
    if (depth > MOST_DEPTH) {
        return refuse(reader, event->start_mark.line, "", "nested deeper than 16 levels");
    }
    if (++reader->nodes > MOST_NODES) {
        return refuse(reader, event->start_mark.line, "", "more than 200,000 values");
    }
    YamlNode *made = ARENA_NEW(reader->arena, YamlNode);
    made->line = event->start_mark.line + 1;
    *node = made;
    if (event->type == YAML_SCALAR_EVENT) {
        made->kind = YAML_SCALAR;
        made->value = scalar_text(reader, event);
        return OK;
    }
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        made->kind = YAML_LIST;
        return read_list(reader, depth + 1, made);
    }
    if (event->type == YAML_MAPPING_START_EVENT) {
        made->kind = YAML_MAPPING;
        return read_mapping(reader, depth + 1, made);
    }
    return refuse(reader, event->start_mark.line, "", "a value was expected here");
}

/* Passes the start of stream and document; `empty` when there is no document at all. */
static Outcome open_document(Reader *reader, bool *empty)
{
    yaml_event_t event SCOPED(yaml_event_delete) = {0};
    TRY(next_event(reader, &event));
    yaml_event_t second SCOPED(yaml_event_delete) = {0};
    TRY(next_event(reader, &second));
    *empty = second.type == YAML_STREAM_END_EVENT;
    return OK;
}

static Outcome close_document(Reader *reader)
{
    yaml_event_t end SCOPED(yaml_event_delete) = {0};
    TRY(next_event(reader, &end));
    yaml_event_t after SCOPED(yaml_event_delete) = {0};
    TRY(next_event(reader, &after));
    if (after.type != YAML_STREAM_END_EVENT) {
        return refuse(reader, after.start_mark.line, "", "a second document is not read");
    }
    return OK;
}

static Outcome read_document(Reader *reader, const YamlNode **root)
{
    bool empty = false;
    TRY(open_document(reader, &empty));
    YamlNode *node = ARENA_NEW(reader->arena, YamlNode);
    node->kind = YAML_MAPPING;
    node->line = 1;
    if (!empty) {
        yaml_event_t event SCOPED(yaml_event_delete) = {0};
        TRY(next_event(reader, &event));
        TRY(read_node(reader, &event, 0, &node));
        TRY(close_document(reader));
    }
    *root = node;
    return OK;
}

Outcome yaml_read(Arena *arena, Text file, Text content, const YamlNode **root,
                  Problem *problem)
{
    Reader reader = {.arena = arena, .file = file, .problem = problem};
    if (content.length > MOST_BYTES) {
        return refuse(&reader, 0, "", "larger than 8 MiB");
    }
    if (!text_is_utf8(content)) {
        return refuse(&reader, 0, "", "not UTF-8");
    }
    if (yaml_parser_initialize(&reader.parser) == 0) {
        return problem_set(problem, FAILED, file, "", "libyaml could not start");
    }
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)content.bytes,
                                 content.length);
    const Outcome outcome = read_document(&reader, root);
    yaml_parser_delete(&reader.parser);
    return outcome;
}

const YamlNode *yaml_member(const YamlNode *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != YAML_MAPPING) {
        return NULL;
    }
    for (const YamlNode *member = mapping->first; member != NULL; member = member->next) {
        if (text_equal(member->key, text_from(key))) {
            return member;
        }
    }
    return NULL;
}

Text yaml_member_text(const YamlNode *mapping, const char *key)
{
    const YamlNode *member = yaml_member(mapping, key);
    return member != NULL && member->kind == YAML_SCALAR ? member->value : (Text){"", 0};
}
