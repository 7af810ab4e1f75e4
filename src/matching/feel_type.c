/* SPDX-License-Identifier: EUPL-1.2 */
/* "instance of", and the properties of values: date.year, duration.hours. */
#include "matching/feel_functions.h"

static const struct {
    const char *name;
    FeelKind kind;
} SIMPLE_TYPES[] = {
    {"boolean",                   FEEL_BOOLEAN  },
    {"number",                    FEEL_NUMBER   },
    {"string",                    FEEL_STRING   },
    {"date",                      FEEL_DATE     },
    {"time",                      FEEL_TIME     },
    {"date and time",             FEEL_DATE_TIME},
    {"days and time duration",    FEEL_DURATION },
    {"years and months duration", FEEL_PERIOD   },
};

static bool conforms(const FeelValue *value, const FeelNode *type);

static bool list_conforms(const FeelList *list, const FeelNode *type)
{
    for (size_t i = 0; type->first != NULL && i < list->count; i++) {
        if (!conforms(&list->items[i], type->first)) {
            return false;
        }
    }
    return true;
}

static bool context_conforms(const FeelContext *context, const FeelNode *type)
{
    for (const FeelNode *part = type->first; part != NULL; part = part->next) {
        const FeelValue *value = feel_entry(context, part->name);
        if (value == NULL || !conforms(value, part->first)) {
            return false;
        }
    }
    return true;
}

static bool range_conforms(const FeelRange *range, const FeelNode *type)
{
    return type->first == NULL ||
           (conforms(&range->from, type->first) && conforms(&range->to, type->first));
}

/* The number of parameters decides, and their types where both sides name one. */
static bool function_conforms(const FeelFunction *function, const FeelNode *type)
{
    if (type->second == NULL) {
        return true;
    }
    size_t wanted = 0;
    for (const FeelNode *part = type->first; part != NULL; part = part->next) {
        wanted++;
    }
    if (function->builtin != NULL) {
        return wanted >= function->builtin->least && wanted <= function->builtin->most;
    }
    const FeelNode *part = type->first;
    for (const FeelNode *own = function->node->first; own != NULL; own = own->next) {
        if (part == NULL ||
            (own->first != NULL && !text_equal(own->first->name, part->first->name))) {
            return false;
        }
        part = part->next;
    }
    return part == NULL;
}

/* Inside a type, null conforms to everything. */
static bool conforms(const FeelValue *value, const FeelNode *type)
{
    return feel_is_null(value) || feel_is_instance(value, type);
}

bool feel_is_instance(const FeelValue *value, const FeelNode *type)
{
    if (feel_is_null(value)) {
        return text_equal(type->name, TEXT("Null"));
    }
    if (text_equal(type->name, TEXT("Any"))) {
        return true;
    }
    for (size_t i = 0; i < LENGTH_OF(SIMPLE_TYPES); i++) {
        if (text_equal(type->name, text_from(SIMPLE_TYPES[i].name))) {
            return value->kind == SIMPLE_TYPES[i].kind;
        }
    }
    if (text_equal(type->name, TEXT("list"))) {
        return value->kind == FEEL_LIST && list_conforms(value->list, type);
    }
    if (text_equal(type->name, TEXT("context"))) {
        return value->kind == FEEL_CONTEXT && context_conforms(value->context, type);
    }
    if (text_equal(type->name, TEXT("range"))) {
        return value->kind == FEEL_RANGE && range_conforms(value->range, type);
    }
    return text_equal(type->name, TEXT("function")) && value->kind == FEEL_FUNCTION &&
           function_conforms(value->function, type);
}

/* --------------------------------------------------------------------------- properties */

static bool date_property(const FeelMoment *moment, Text name, FeelValue *result)
{
    const FeelCivil civil = feel_day_to_civil(moment->day);
    if (text_equal(name, TEXT("year"))) {
        *result = feel_integer(civil.year);
    } else if (text_equal(name, TEXT("month"))) {
        *result = feel_integer(civil.month);
    } else if (text_equal(name, TEXT("day"))) {
        *result = feel_integer(civil.day);
    } else if (text_equal(name, TEXT("weekday"))) {
        *result = feel_integer((moment->day % 7 + 10) % 7 + 1); /* 1970-01-01: Thursday */
    } else {
        return false;
    }
    return true;
}

static bool zone_property(const FeelMoment *moment, Text name, FeelValue *result)
{
    int32_t offset = 0;
    if (text_equal(name, TEXT("time offset"))) {
        *result =
            feel_moment_offset(moment, &offset)
                ? (FeelValue){.kind = FEEL_DURATION, .seconds = decimal_from_integer(offset)}
                : (FeelValue){.kind = FEEL_NULL};
        return true;
    }
    if (text_equal(name, TEXT("timezone"))) {
        *result = moment->zone.kind == ZONE_NAMED ? feel_string(moment->zone.name)
                                                  : (FeelValue){.kind = FEEL_NULL};
        return true;
    }
    return false;
}

static bool clock_property(const FeelMoment *moment, Text name, FeelValue *result)
{
    const int64_t second = moment->nanosecond / NANOSECONDS_A_SECOND;
    if (text_equal(name, TEXT("hour"))) {
        *result = feel_integer(second / 3600);
    } else if (text_equal(name, TEXT("minute"))) {
        *result = feel_integer(second / 60 % 60);
    } else if (text_equal(name, TEXT("second"))) {
        *result = feel_integer(second % 60);
    } else {
        return zone_property(moment, name, result);
    }
    return true;
}

static bool duration_property(const FeelValue *value, Text name, FeelValue *result)
{
    static const struct {
        const char *name;
        int64_t unit;
        int64_t wrap;
    } parts[] = {
        {"days",    86400, INT64_MAX},
        {"hours",   3600,  24       },
        {"minutes", 60,    60       },
        {"seconds", 1,     60       }
    };
    int64_t seconds = 0;
    if (!decimal_to_integer(value->seconds, &seconds)) {
        return false;
    }
    for (size_t i = 0; i < LENGTH_OF(parts); i++) {
        if (text_equal(name, text_from(parts[i].name))) {
            *result = feel_integer(seconds / parts[i].unit % parts[i].wrap);
            return true;
        }
    }
    return false;
}

static bool period_property(const FeelValue *value, Text name, FeelValue *result)
{
    if (text_equal(name, TEXT("years"))) {
        *result = feel_integer(value->months / 12);
        return true;
    }
    if (text_equal(name, TEXT("months"))) {
        *result = feel_integer(value->months % 12);
        return true;
    }
    return false;
}

static bool range_property(const FeelRange *range, Text name, FeelValue *result)
{
    if (text_equal(name, TEXT("start"))) {
        *result = range->from;
    } else if (text_equal(name, TEXT("end"))) {
        *result = range->to;
    } else if (text_equal(name, TEXT("start included"))) {
        *result = feel_boolean(range->from_end == END_CLOSED);
    } else if (text_equal(name, TEXT("end included"))) {
        *result = feel_boolean(range->to_end == END_CLOSED);
    } else {
        return false;
    }
    return true;
}

static bool context_property(const FeelContext *context, Text name, FeelValue *result)
{
    const FeelValue *entry = feel_entry(context, name);
    *result = entry == NULL ? (FeelValue){.kind = FEEL_NULL} : *entry;
    return true;
}

/* A path into a list is the list of the paths into its items. */
static FeelValue list_property(FeelEvaluator *evaluator, const FeelList *list, Text name)
{
    FeelList results = {0};
    for (size_t i = 0; i < list->count; i++) {
        LIST_APPEND(evaluator->arena, &results,
                    feel_property(evaluator, &list->items[i], name));
    }
    return feel_list(evaluator, results);
}

static bool own_property(const FeelValue *value, Text name, FeelValue *result)
{
    switch (value->kind) {
    case FEEL_CONTEXT:
        return context_property(value->context, name, result);
    case FEEL_DATE:
        return date_property(&value->moment, name, result);
    case FEEL_TIME:
        return clock_property(&value->moment, name, result);
    case FEEL_DATE_TIME:
        return date_property(&value->moment, name, result) ||
               clock_property(&value->moment, name, result);
    case FEEL_DURATION:
        return duration_property(value, name, result);
    case FEEL_PERIOD:
        return period_property(value, name, result);
    case FEEL_RANGE:
        return range_property(value->range, name, result);
    case FEEL_NULL:
    case FEEL_ERROR:
    case FEEL_BOOLEAN:
    case FEEL_NUMBER:
    case FEEL_STRING:
    case FEEL_LIST:
    case FEEL_FUNCTION:
        break;
    }
    return false;
}

FeelValue feel_property(FeelEvaluator *evaluator, const FeelValue *value, Text name)
{
    FeelValue result = {.kind = FEEL_NULL};
    if (!feel_spend(evaluator, 1)) {
        return feel_error(evaluator, "too many steps");
    }
    if (value->kind == FEEL_LIST) {
        return list_property(evaluator, value->list, name);
    }
    if (feel_is_null(value) || own_property(value, name, &result)) {
        return feel_is_null(value) ? *value : result;
    }
    return feel_error(evaluator, "%.*s has no “%.*s”", TEXT_ARG(feel_kind_name(value->kind)),
                      TEXT_ARG(name));
}
