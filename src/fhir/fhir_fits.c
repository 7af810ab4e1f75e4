/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a thing fits what is looked for. */
#include "fhir/fhir_search.h"

/* ---------------------------------------------------------------------------------- tokens */

typedef struct Sought {
    bool has_system;
    Text system;
    Text code;
} Sought;

static Sought sought_of(Text value)
{
    const size_t bar = text_find_byte(value, '|', 0);
    const bool has_system = bar < value.length;
    return (Sought){has_system, has_system ? text_slice(value, 0, bar) : TEXT(""),
                    has_system ? text_slice(value, bar + 1, value.length) : value};
}

static bool one_is(const json_t *one, const char *code_member, const Sought *token)
{
    const bool is_system =
        !token->has_system || text_equal(json_member_text(one, "system"), token->system);
    return is_system && (token->code.length == 0 ||
                         text_equal(json_member_text(one, code_member), token->code));
}

/* A code, a flag, a Coding, a CodeableConcept, an Identifier, or several of them. */
static bool token_fits(const json_t *value, const Sought *token)
{
    const json_t *one = NULL;
    size_t i = 0;
    if (json_is_string(value)) {
        return text_equal(json_text(value), token->code);
    }
    if (json_is_boolean(value)) {
        return text_equal(token->code, json_is_true(value) ? TEXT("true") : TEXT("false"));
    }
    if (json_is_array(value)) {
        json_array_foreach(value, i, one)
        {
            if (token_fits(one, token)) {
                return true;
            }
        }
        return false;
    }
    if (json_object_get(value, "coding") != NULL) {
        return token_fits(json_object_get(value, "coding"), token);
    }
    return json_is_object(value) &&
           one_is(value, json_object_get(value, "code") != NULL ? "code" : "value", token);
}

/* ------------------------------------------------------------------------------ references */

/* "Patient/a", "a", or the whole address. */
static bool reference_is(Text reference, Text wanted)
{
    const Text tail =
        wanted.length > 0 && text_find_byte(wanted, '/', 0) < wanted.length
            ? reference
            : text_slice(reference, text_find_byte(reference, '/', 0) + 1, reference.length);
    return text_equal(tail, wanted) || (tail.length > 0 && text_contains(wanted, TEXT("://")) &&
                                        text_ends_with(wanted, tail));
}

static bool reference_fits(const json_t *value, Text wanted)
{
    const json_t *one = NULL;
    size_t i = 0;
    if (json_is_array(value)) {
        json_array_foreach(value, i, one)
        {
            if (reference_fits(one, wanted)) {
                return true;
            }
        }
        return false;
    }
    return reference_is(json_member_text(value, "reference"), wanted);
}

/* ----------------------------------------------------------------------------- text, dates */

static bool text_fits(const json_t *value, Text wanted)
{
    const Text text = json_text(value);
    return wanted.length > 0 &&
           text_equal_ignoring_case(text_slice(text, 0, wanted.length), wanted);
}

static bool date_fits(const json_t *value, Text wanted)
{
    Moment at = 0;
    Moment limit = 0;
    const bool has_prefix = wanted.length > 2 && wanted.bytes[0] >= 'a';
    const Text prefix = has_prefix ? text_slice(wanted, 0, 2) : TEXT("eq");
    const Text moment = has_prefix ? text_slice(wanted, 2, wanted.length) : wanted;
    if (!moment_parse(json_text(value), &at) || !moment_parse(moment, &limit)) {
        return false;
    }
    if (text_equal(prefix, TEXT("gt"))) {
        return at > limit;
    }
    if (text_equal(prefix, TEXT("ge"))) {
        return at >= limit;
    }
    if (text_equal(prefix, TEXT("lt"))) {
        return at < limit;
    }
    return text_equal(prefix, TEXT("le")) ? at <= limit
                                          : text_equal(prefix, TEXT("eq")) && at == limit;
}

bool fhir_fits(const json_t *body, const FhirParameter *parameter, Text value)
{
    const json_t *found = fhir_at(body, parameter->path);
    Text rest = value;
    Text wanted = {0};
    while (text_next(&rest, ',', &wanted)) {
        const Sought token = sought_of(wanted);
        bool fits = false;
        switch (parameter->type) {
        case SEARCH_TOKEN:
            fits = token_fits(found, &token);
            break;
        case SEARCH_REFERENCE:
            fits = reference_fits(found, wanted);
            break;
        case SEARCH_STRING:
            fits = text_fits(found, wanted);
            break;
        case SEARCH_DATE:
            fits = date_fits(found, wanted);
            break;
        }
        if (fits) {
            return true;
        }
    }
    return false;
}
