/* SPDX-License-Identifier: EUPL-1.2 */
/* The vocabulary of facts, and the facts of one person. */
#include "matching/facts.h"

#include <math.h>

#include "base/closest.h"
#include "base/list.h"
#include "territory/gazetteer.h"

static const Phrase IS_YEARS_OLD = {
    {TEXT_INIT("Vous avez {} ans"), TEXT_INIT("U bent {} jaar"),
     TEXT_INIT("Sie sind {} Jahre alt"), TEXT_INIT("You are {} years old")}
};

int fact_find(const FactVocabulary *vocabulary, Text key)
{
    size_t low = 0;
    size_t high = vocabulary->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = text_compare(vocabulary->facts[middle].key, key);
        if (order == 0) {
            return (int)middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return -1;
}

void fact_set_clear(FactSet *set, const FactVocabulary *vocabulary)
{
    *set = (FactSet){.vocabulary = vocabulary};
}

bool fact_is_given(const Fact *fact, const FactValue *value)
{
    switch (value->state) {
    case FACT_KNOWN:
        return true;
    case FACT_NOT_APPLICABLE:
        return fact->type == FACT_BOOLEAN || fact->may_not_apply;
    case FACT_UNKNOWN:
    case FACT_REFUSED:
        break;
    }
    return false;
}

/* ------------------------------------------------------------------------------ reading */

static Text fact_place(Arena *arena, const Fact *fact)
{
    return text_format(arena, "/facts/%.*s", TEXT_ARG(fact->key));
}

static Outcome refuse(Arena *arena, const Fact *fact, const char *expected, Problem *problem)
{
    return problem_set(problem, INVALID, fact_place(arena, fact), text_to_c(arena, fact->key),
                       "expected %s", expected);
}

static Outcome read_number(Arena *arena, const Fact *fact, const json_t *json, FactValue *value,
                           Problem *problem)
{
    if (!json_is_number(json)) {
        return refuse(arena, fact, "a number", problem);
    }
    const double number = json_number_value(json);
    if (fact->whole && number != floor(number)) {
        return refuse(arena, fact, "a whole number", problem);
    }
    if ((fact->has_minimum && number < fact->minimum) ||
        (fact->has_maximum && number > fact->maximum)) {
        return problem_set(problem, INVALID, fact_place(arena, fact),
                           text_to_c(arena, fact->key), "expected a number from %g to %g",
                           fact->has_minimum ? fact->minimum : -INFINITY,
                           fact->has_maximum ? fact->maximum : INFINITY);
    }
    value->number = number;
    return OK;
}

static Outcome read_choice(Arena *arena, const Fact *fact, const json_t *json, FactValue *value,
                           Problem *problem)
{
    const Text code = json_text(json);
    Text known = TEXT("");
    for (size_t i = 0; i < fact->choice_count; i++) {
        if (text_equal(fact->choices[i].code, code)) {
            value->text = fact->choices[i].code;
            return OK;
        }
        known = text_format(arena, "%.*s%s%.*s", TEXT_ARG(known), i > 0 ? ", " : "",
                            TEXT_ARG(fact->choices[i].code));
    }
    return problem_set(problem, INVALID, fact_place(arena, fact), text_to_c(arena, fact->key),
                       "expected one of %.*s", TEXT_ARG(known));
}

static Outcome read_value(Arena *arena, const Fact *fact, const json_t *json, FactValue *value,
                          Problem *problem)
{
    FactValue read = {.state = FACT_KNOWN};
    switch (fact->type) {
    case FACT_BOOLEAN:
        if (!json_is_boolean(json)) {
            return refuse(arena, fact, "true or false", problem);
        }
        read.boolean = json_is_true(json);
        break;
    case FACT_NUMBER:
        TRY(read_number(arena, fact, json, &read, problem));
        break;
    case FACT_DATE:
        if (!date_parse(json_text(json), &read.date)) {
            return refuse(arena, fact, "a date like \"2026-11-24\"", problem);
        }
        break;
    case FACT_TEXT:
        if (!json_is_string(json) || json_string_length(json) == 0) {
            return refuse(arena, fact, "a text", problem);
        }
        read.text = text_copy(arena, json_text(json));
        break;
    case FACT_CHOICE:
        TRY(read_choice(arena, fact, json, &read, problem));
        break;
    }
    *value = read;
    return OK;
}

/* {"refused": true} or {"notApplicable": true}. */
static Outcome read_state(Arena *arena, const Fact *fact, const json_t *json, FactValue *value,
                          Problem *problem)
{
    const bool single = json_object_size(json) == 1;
    if (single && json_is_true(json_object_get(json, "refused"))) {
        *value = (FactValue){.state = FACT_REFUSED};
        return OK;
    }
    if (single && json_is_true(json_object_get(json, "notApplicable"))) {
        const FactValue none = {.state = FACT_NOT_APPLICABLE};
        if (!fact_is_given(fact, &none)) {
            return refuse(arena, fact, "a value: this fact applies to everybody", problem);
        }
        *value = none;
        return OK;
    }
    return refuse(arena, fact, "a value, {\"refused\": true} or {\"notApplicable\": true}",
                  problem);
}

Outcome fact_set_read(Arena *arena, const FactVocabulary *vocabulary, const json_t *object,
                      FactSet *set, Problem *problem)
{
    const char *name = NULL;
    json_t *json = NULL;
    if (!json_is_object(object)) {
        return problem_set(problem, INVALID, TEXT("/facts"), "facts",
                           "expected an object of facts by name");
    }
    fact_set_clear(set, vocabulary);
    json_object_foreach((json_t *)(uintptr_t)object, name, json)
    {
        const int index = fact_find(vocabulary, text_from(name));
        if (index < 0) {
            const Text where = text_format(arena, "/facts/%s", name);
            const Text closest = fact_closest(vocabulary, text_from(name));
            return problem_set(problem, INVALID, where, name,
                               closest.length == 0 ? "unknown fact “%s”"
                                                   : "unknown fact “%s”; is it “%.*s”?",
                               name, TEXT_ARG(closest));
        }
        const Fact *fact = &vocabulary->facts[index];
        FactValue *value = &set->values[index];
        if (json_is_object(json)) {
            TRY(read_state(arena, fact, json, value, problem));
        } else if (!json_is_null(json)) {
            TRY(read_value(arena, fact, json, value, problem));
        }
    }
    return OK;
}

/* ---------------------------------------------------------------------------- closeness */

Text fact_closest(const FactVocabulary *vocabulary, Text name)
{
    Closest closest = closest_to(name);
    for (size_t i = 0; i < vocabulary->count; i++) {
        closest_consider(&closest, vocabulary->facts[i].key);
    }
    return closest.best;
}

/* ---------------------------------------------------------------------------- sentences */

static Text choice_name(const Fact *fact, Text code, Language language)
{
    for (size_t i = 0; i < fact->choice_count; i++) {
        if (text_equal(fact->choices[i].code, code)) {
            return phrase_in(&fact->choices[i].name, language, NULL);
        }
    }
    return code;
}

/* A text whose unit is NIS is the code of a commune, said by its name. */
static Text commune_name(const Fact *fact, Text text, Language language)
{
    const Commune *commune =
        text_equal(fact->unit, TEXT("NIS")) ? gazetteer_commune_by_nis(text) : NULL;
    return commune == NULL ? text : phrase_in(&commune->name, language, NULL);
}

static Text value_text(Arena *arena, const Fact *fact, const FactValue *value,
                       Language language)
{
    switch (fact->type) {
    case FACT_BOOLEAN:
        break;
    case FACT_NUMBER:
        return text_format(arena, "%.10g", value->number);
    case FACT_DATE:
        return date_format(arena, value->date);
    case FACT_TEXT:
        return commune_name(fact, value->text, language);
    case FACT_CHOICE:
        return choice_name(fact, value->text, language);
    }
    return value->boolean ? TEXT("true") : TEXT("false");
}

Text fact_sentence(Arena *arena, const FactVocabulary *vocabulary, int fact,
                   const FactValue *value, Language language)
{
    const Fact *told = &vocabulary->facts[fact];
    const bool known = value->state == FACT_KNOWN;
    if (told->type == FACT_BOOLEAN && fact_is_given(told, value)) {
        const bool yes = known && value->boolean;
        const Text said =
            phrase_in(yes ? &told->statement_yes : &told->statement_no, language, NULL);
        if (said.length > 0) {
            return said;
        }
    }
    const Text text = known ? value_text(arena, told, value, language) : TEXT("–");
    if (known && text_equal(told->key, TEXT("age"))) {
        const Text form = phrase_in(&IS_YEARS_OLD, language, NULL);
        const size_t at = text_find(form, TEXT("{}"), 0);
        const Text parts[] = {text_slice(form, 0, at), text,
                              text_slice(form, at + 2, form.length)};
        return text_join(arena, parts, LENGTH_OF(parts), TEXT(""));
    }
    /* "Vous vivez à {x}": a statement that takes the value in. */
    const Text form = phrase_in(&told->statement_yes, language, NULL);
    const size_t mark = text_find(form, TEXT("{x}"), 0);
    if (mark < form.length) {
        const Text parts[] = {text_slice(form, 0, mark), text,
                              text_slice(form, mark + 3, form.length)};
        return text_join(arena, parts, LENGTH_OF(parts), TEXT(""));
    }
    const Text question = phrase_in(&told->question, language, NULL);
    return text_format(arena, "%.*s %.*s", TEXT_ARG(question.length > 0 ? question : told->key),
                       TEXT_ARG(text));
}
