/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/shape.h"

#include "base/list.h"
#include "base/moment.h"
#include "directory/hours.h"
#include "words/language.h"

#define OBJECT(members)  SHAPE_OBJECT, false, NULL, (members), LENGTH_OF(members)
#define OBJECTS(members) SHAPE_OBJECT, true, NULL, (members), LENGTH_OF(members)
#define ONE(type)        (type), false, NULL, NULL, 0
#define MANY(type)       (type), true, NULL, NULL, 0
#define CHOICE(choices)  SHAPE_CHOICE, false, (choices), NULL, 0

/* What every record may carry. */
static const Shape common_shapes[] = {
    {"key",          ONE(SHAPE_TEXT)        },
    {"source",       MANY(SHAPE_TEXT)       },
    {"inventory",    MANY(SHAPE_TEXT)       },
    {"doubt",        ONE(SHAPE_PHRASE)      },
    {"note",         ONE(SHAPE_PHRASE)      },
    {"verified_at",  ONE(SHAPE_DATE)        },
    {"verified_by",  ONE(SHAPE_TEXT)        },
    {"verified_how", ONE(SHAPE_TEXT)        },
    {"valid_from",   ONE(SHAPE_DATE)        },
    {"valid_to",     ONE(SHAPE_DATE)        },
    {"steward",      ONE(SHAPE_ORGANIZATION)},
};

static const Shape partner_shapes[] = {
    {"organization", ONE(SHAPE_ORGANIZATION)},
    {"text",         ONE(SHAPE_PHRASE)      },
    {"source",       MANY(SHAPE_TEXT)       },
};

static const Shape organization_shapes[] = {
    {"kind",     CHOICE("public_body|department|unit|association|network|local_authority|cpas|"
                    "hospital|authority|observatory|ngo|review|religious|cooperative|business|"
                    "insurer|other")},
    {"partners", OBJECTS(partner_shapes)        },
};

static const Shape condition_shapes[] = {
    {"key",        ONE(SHAPE_TEXT)     },
    {"expression", ONE(SHAPE_CONDITION)},
    {"text",       ONE(SHAPE_PHRASE)   },
    {"source",     MANY(SHAPE_TEXT)    },
    {"doubt",      ONE(SHAPE_PHRASE)   },
    {"valid_from", ONE(SHAPE_DATE)     },
    {"valid_to",   ONE(SHAPE_DATE)     },
};

static const Shape access_shapes[] = {
    {"kind",   CHOICE("walk_in|phone|appointment|prescriber|card|ticket|letter|enquiry|form")},
    {"text",   ONE(SHAPE_PHRASE)                                                             },
    {"by",     MANY(SHAPE_SERVICE)                                                           },
    {"unless", ONE(SHAPE_CONDITION)                                                          },
    {"phone",  ONE(SHAPE_TEXT)                                                               },
    {"source", MANY(SHAPE_TEXT)                                                              },
    {"doubt",  ONE(SHAPE_PHRASE)                                                             },
};

static const Shape convention_shapes[] = {
    {"parties",    MANY(SHAPE_TEXT) },
    {"text",       ONE(SHAPE_PHRASE)},
    {"valid_from", ONE(SHAPE_DATE)  },
    {"valid_to",   ONE(SHAPE_DATE)  },
    {"source",     MANY(SHAPE_TEXT) },
    {"doubt",      ONE(SHAPE_PHRASE)},
    {"inventory",  MANY(SHAPE_TEXT) },
};

static const Shape crisis_shapes[] = {
    {"cause",      ONE(SHAPE_PHRASE)},
    {"valid_from", ONE(SHAPE_DATE)  },
    {"valid_to",   ONE(SHAPE_DATE)  },
};

static const Shape capacity_shapes[] = {
    {"unit",        ONE(SHAPE_TEXT)   },
    {"maximum",     ONE(SHAPE_INTEGER)},
    {"available",   ONE(SHAPE_INTEGER)},
    {"updated",     ONE(SHAPE_TEXT)   },
    {"description", ONE(SHAPE_PHRASE) },
    {"source",      MANY(SHAPE_TEXT)  },
};

static const Shape service_shapes[] = {
    {"kind",        CHOICE("service|entitlement|resource|system|campaign|network")},
    {"conditions",  OBJECTS(condition_shapes)                                     },
    {"open_to_all", ONE(SHAPE_BOOL)                                               },
    {"access",      OBJECTS(access_shapes)                                        },
    {"duration",    ONE(SHAPE_INTEGER)                                            },
    {"free",        ONE(SHAPE_BOOL)                                               },
    {"capacities",  OBJECTS(capacity_shapes)                                      },
    {"conventions", OBJECTS(convention_shapes)                                    },
    {"crisis",      OBJECT(crisis_shapes)                                         },
    {"remote",      CHOICE("telephone|online")                                    },
    {"steps",       ONE(SHAPE_PHRASE)                                             },
};

static const Shape door_shapes[] = {
    {"hours",      ONE(SHAPE_HOURS)                       },
    {"hours_text", ONE(SHAPE_PHRASE)                      },
    {"presence",   CHOICE("resident|permanence|itinerant")},
    {"last_entry", ONE(SHAPE_INTEGER)                     },
};

static const Shape phone_shapes[] = {
    {"hours", ONE(SHAPE_HOURS)},
};

static const Shape contact_shapes[] = {
    {"private", ONE(SHAPE_BOOL)},
};

static const Shape location_shapes[] = {
    {"precision",       CHOICE("address|street|site|postal_code|commune|region")},
    {"accepts_animals", ONE(SHAPE_BOOL)                                         },
    {"confidential",    ONE(SHAPE_BOOL)                                         },
};

static const Shape program_shapes[] = {
    {"axis",    MANY(SHAPE_TEXT)},
    {"funders", MANY(SHAPE_TEXT)},
    {"rights",  MANY(SHAPE_TEXT)},
};

static const Shape term_shapes[] = {
    {"synonyms",       ONE(SHAPE_WORDS)       },
    {"acronyms",       ONE(SHAPE_WORDS)       },
    {"phrases",        ONE(SHAPE_WORDS)       },
    {"themes",         MANY(SHAPE_TEXT)       },
    {"rights",         MANY(SHAPE_TEXT)       },
    {"icon",           ONE(SHAPE_TEXT)        },
    {"vital",          ONE(SHAPE_BOOL)        },
    {"general",        ONE(SHAPE_BOOL)        },
    {"presumed_hours", ONE(SHAPE_HOURS)       },
    {"duration",       ONE(SHAPE_INTEGER)     },
    {"within",         CHOICE("today|tonight")},
    {"overnight",      ONE(SHAPE_BOOL)        },
    {"apart",          ONE(SHAPE_BOOL)        },
    {"rank",           ONE(SHAPE_INTEGER)     },
    {"verify_every",   ONE(SHAPE_INTEGER)     },
};

static const Shape taxonomy_shapes[] = {
    {"verify_every", ONE(SHAPE_INTEGER)},
};

static const Shape document_shapes[] = {
    {"title",     ONE(SHAPE_TEXT)},
    {"publisher", ONE(SHAPE_TEXT)},
    {"date",      ONE(SHAPE_TEXT)},
};

static const Shape place_shapes[] = {
    {"name",        ONE(SHAPE_PHRASE)},
    {"synonyms",    MANY(SHAPE_TEXT) },
    {"latitude",    ONE(SHAPE_NUMBER)},
    {"longitude",   ONE(SHAPE_NUMBER)},
    {"postal_code", ONE(SHAPE_TEXT)  },
};

static const Shape line_shapes[] = {
    {"name",   ONE(SHAPE_PHRASE)},
    {"number", ONE(SHAPE_TEXT)  },
    {"when",   ONE(SHAPE_PHRASE)},
    {"danger", ONE(SHAPE_BOOL)  },
};

typedef struct ShapeTable {
    const Shape *shapes;
    size_t count;
} ShapeTable;

#define TABLE(shapes)                                                                          \
    {                                                                                          \
        (shapes), LENGTH_OF(shapes)                                                            \
    }

static const ShapeTable tables[ENTITY_COUNT] = {
    [ENTITY_ORGANIZATION] = TABLE(organization_shapes),
    [ENTITY_SERVICE] = TABLE(service_shapes),
    [ENTITY_SERVICE_AT_LOCATION] = TABLE(door_shapes),
    [ENTITY_LOCATION] = TABLE(location_shapes),
    [ENTITY_PROGRAM] = TABLE(program_shapes),
    [ENTITY_PHONE] = TABLE(phone_shapes),
    [ENTITY_CONTACT] = TABLE(contact_shapes),
    [ENTITY_TAXONOMY] = TABLE(taxonomy_shapes),
    [ENTITY_TAXONOMY_TERM] = TABLE(term_shapes),
    [ENTITY_DOCUMENT] = TABLE(document_shapes),
    [ENTITY_PLACE] = TABLE(place_shapes),
    [ENTITY_LINE] = TABLE(line_shapes),
};

static const Shape *find_shape(const Shape *shapes, size_t count, Text name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, text_from(shapes[i].name))) {
            return &shapes[i];
        }
    }
    return NULL;
}

const Shape *shape_of(EntityKind kind, Text field)
{
    const Shape *found = find_shape(tables[kind].shapes, tables[kind].count, field);
    return found != NULL ? found : find_shape(common_shapes, LENGTH_OF(common_shapes), field);
}

Outcome shape_refuse(const ShapeReader *reader, const YamlNode *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Text reason = text_format_list(reader->arena, format, arguments);
    va_end(arguments);
    const Text where =
        text_format(reader->arena, "%.*s:%zu", TEXT_ARG(reader->file), node->line);
    return problem_set(reader->problem, INVALID, where,
                       text_copy(reader->arena, node->key).bytes, "%.*s", TEXT_ARG(reason));
}

static json_t *json_of(Text text)
{
    return json_stringn(text.bytes, text.length);
}

static Outcome want_scalar(const ShapeReader *reader, const YamlNode *node)
{
    return node->kind == YAML_SCALAR ? OK
                                     : shape_refuse(reader, node, "a single value is expected");
}

Outcome shape_read_phrase(const ShapeReader *reader, const YamlNode *node, json_t **phrase)
{
    json_t *made SCOPED(json_close) = json_object();
    if (node->kind == YAML_SCALAR) {
        (void)json_object_set_new(made, "fr", json_of(node->value));
    } else if (node->kind == YAML_LIST) {
        return shape_refuse(reader, node, "a text, or a text per language, is expected");
    }
    for (const YamlNode *member = node->first; member != NULL; member = member->next) {
        Language language = FRENCH;
        TRY(want_scalar(reader, member));
        if (!language_parse(member->key, &language)) {
            return shape_refuse(reader, member, "languages are fr, nl, de and en");
        }
        (void)json_object_set_new(made, language_code(language).bytes, json_of(member->value));
    }
    *phrase = json_incref(made);
    return OK;
}

static Outcome read_words(const ShapeReader *reader, const YamlNode *node, json_t **value)
{
    json_t *made SCOPED(json_close) = json_object();
    if (node->kind != YAML_MAPPING) {
        return shape_refuse(reader, node, "a list of words per language is expected");
    }
    for (const YamlNode *member = node->first; member != NULL; member = member->next) {
        Language language = FRENCH;
        if (!language_parse(member->key, &language) || member->kind != YAML_LIST) {
            return shape_refuse(reader, member, "a list under fr, nl, de or en is expected");
        }
        json_t *words = json_array();
        (void)json_object_set_new(made, language_code(language).bytes, words);
        for (const YamlNode *word = member->first; word != NULL; word = word->next) {
            TRY(want_scalar(reader, word));
            (void)json_array_append_new(words, json_of(word->value));
        }
    }
    *value = json_incref(made);
    return OK;
}

static Outcome read_object(const ShapeReader *reader, const Shape *shape, const YamlNode *node,
                           json_t **value)
{
    if (node->kind != YAML_MAPPING) {
        return shape_refuse(reader, node, "named values are expected here");
    }
    json_t *made SCOPED(json_close) = json_object();
    for (const YamlNode *member = node->first; member != NULL; member = member->next) {
        const Shape *inner = find_shape(shape->members, shape->member_count, member->key);
        if (inner == NULL) {
            return shape_refuse(reader, member, "unknown field under “%s”", shape->name);
        }
        json_t *inner_value = NULL;
        TRY(shape_read(reader, inner, member, &inner_value));
        (void)json_object_set_new(made, inner->name, inner_value);
    }
    *value = json_incref(made);
    return OK;
}

static Outcome read_condition(const ShapeReader *reader, const YamlNode *node, json_t **value)
{
    if (reader->checks->condition != NULL) {
        Problem inner = {.arena = reader->arena};
        if (reader->checks->condition(reader->checks->condition_context, node->value, &inner) !=
            OK) {
            return shape_refuse(reader, node, "%.*s%s%.*s", TEXT_ARG(inner.where),
                                inner.where.length > 0 ? ": " : "", TEXT_ARG(inner.detail));
        }
    }
    *value = json_of(node->value);
    return OK;
}

static Outcome read_hours(const ShapeReader *reader, const YamlNode *node, json_t **value)
{
    Problem inner = {.arena = reader->arena};
    Hours *hours = NULL;
    if (hours_parse_osm(reader->arena, node->value, &hours, &inner) != OK) {
        return shape_refuse(reader, node, "%.*s", TEXT_ARG(inner.detail));
    }
    *value = json_of(node->value);
    return OK;
}

static Outcome read_reference(const ShapeReader *reader, EntityKind kind, const YamlNode *node,
                              json_t **value)
{
    if (reader->checks->reference != NULL) {
        const Text where =
            text_format(reader->arena, "%.*s:%zu", TEXT_ARG(reader->file), node->line);
        reader->checks->reference(reader->checks->reference_context, kind, node->value, where);
    }
    *value = json_of(node->value);
    return OK;
}

static Outcome read_number(const ShapeReader *reader, const Shape *shape, const YamlNode *node,
                           json_t **value)
{
    int64_t whole = 0;
    double real = 0;
    if (text_to_integer(node->value, &whole)) {
        *value = json_integer(whole);
        return OK;
    }
    if (shape->type == SHAPE_NUMBER && text_to_real(node->value, &real)) {
        *value = json_real(real);
        return OK;
    }
    return shape_refuse(reader, node, "a number is expected, not “%.*s”",
                        TEXT_ARG(node->value));
}

static Outcome read_bool(const ShapeReader *reader, const YamlNode *node, json_t **value)
{
    const bool yes = text_equal(node->value, TEXT("true"));
    if (!yes && !text_equal(node->value, TEXT("false"))) {
        return shape_refuse(reader, node, "true or false is expected");
    }
    *value = json_boolean(yes);
    return OK;
}

static Outcome read_date(const ShapeReader *reader, const YamlNode *node, json_t **value)
{
    Date date = 0;
    if (!date_parse(node->value, &date)) {
        return shape_refuse(reader, node, "“%.*s” is not a date such as 2026-11-24",
                            TEXT_ARG(node->value));
    }
    *value = json_of(node->value);
    return OK;
}

static Outcome read_choice(const ShapeReader *reader, const Shape *shape, const YamlNode *node,
                           json_t **value)
{
    if (!choice_is_known(shape->choices, node->value)) {
        return shape_refuse(reader, node, "“%.*s” is not one of %s", TEXT_ARG(node->value),
                            shape->choices);
    }
    *value = json_of(node->value);
    return OK;
}

static Outcome read_one(const ShapeReader *reader, const Shape *shape, const YamlNode *node,
                        json_t **value)
{
    if (shape->type == SHAPE_PHRASE) {
        return shape_read_phrase(reader, node, value);
    }
    if (shape->type == SHAPE_WORDS) {
        return read_words(reader, node, value);
    }
    if (shape->type == SHAPE_OBJECT) {
        return read_object(reader, shape, node, value);
    }
    TRY(want_scalar(reader, node));
    switch (shape->type) {
    case SHAPE_BOOL:
        return read_bool(reader, node, value);
    case SHAPE_INTEGER:
    case SHAPE_NUMBER:
        return read_number(reader, shape, node, value);
    case SHAPE_DATE:
        return read_date(reader, node, value);
    case SHAPE_HOURS:
        return read_hours(reader, node, value);
    case SHAPE_CONDITION:
        return read_condition(reader, node, value);
    case SHAPE_SERVICE:
        return read_reference(reader, ENTITY_SERVICE, node, value);
    case SHAPE_ORGANIZATION:
        return read_reference(reader, ENTITY_ORGANIZATION, node, value);
    case SHAPE_CHOICE:
        return read_choice(reader, shape, node, value);
    case SHAPE_TEXT:
    case SHAPE_PHRASE:
    case SHAPE_WORDS:
    case SHAPE_OBJECT:
        break;
    }
    *value = json_of(node->value);
    return OK;
}

Outcome shape_read(const ShapeReader *reader, const Shape *shape, const YamlNode *node,
                   json_t **value)
{
    if (!shape->many) {
        return read_one(reader, shape, node, value);
    }
    json_t *list SCOPED(json_close) = json_array();
    const bool alone = node->kind != YAML_LIST;
    for (const YamlNode *item = alone ? node : node->first; item != NULL;
         item = alone ? NULL : item->next) {
        json_t *inner = NULL;
        TRY(read_one(reader, shape, item, &inner));
        (void)json_array_append_new(list, inner);
    }
    *value = json_incref(list);
    return OK;
}
