/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_form_web.h"

#include <string.h>

#include "base/list.h"
#include "directory/search_need.h"
#include "http/fields.h"
#include "matching/page_web.h"
#include "matching/sentences.h"

Text field_first(const FieldList *fields, const char *name)
{
    size_t at = 0;
    Text value = {"", 0};
    return field_next(fields, name, &at, &value) ? value : (Text){"", 0};
}

static void add_need(Situation *situation, uint32_t need, Text asked)
{
    for (size_t i = 0; i < situation->need_count; i++) {
        if (situation->needs[i].need == need) {
            return;
        }
    }
    if (situation->need_count < PLAN_MAX_NEEDS) {
        situation->needs[situation->need_count++] = (SituationNeed){
            .need = need,
            .weight = 1,
            .within = PLAN_NO_DEADLINE,
            .is_limit_usual = true,
            .asked = asked,
        };
    }
}

static Outcome read_words(Request *request, Text words, Situation *situation, Text *sentence)
{
    NeedsAnswer answer = {0};
    const Network *network = network_of(request);
    if (search_needs(network->index, request->arena, words, &answer, &request->problem) == OK) {
        for (size_t i = 0; i < answer.count; i++) {
            add_need(situation, answer.needs[i], words);
        }
        return OK;
    }
    *sentence = say_with(request->arena, request->language, SAY_ERROR_UNKNOWN_NEED, "x", words);
    return INVALID;
}

static Outcome read_needs(Request *request, const FieldList *fields, Situation *situation,
                          Text *sentence)
{
    const Network *network = network_of(request);
    size_t at = 0;
    Text code = {0};
    while (field_next(fields, "need", &at, &code)) {
        const uint32_t need = catalogue_need(network->catalogue, code);
        if (need == NONE) {
            *sentence =
                say_with(request->arena, request->language, SAY_ERROR_UNKNOWN_NEED, "x", code);
            return INVALID;
        }
        add_need(situation, need, code);
    }
    const Text words = text_trim(field_first(fields, "words"));
    if (words.length > 0) {
        TRY(read_words(request, words, situation, sentence));
    }
    if (situation->need_count == 0) {
        *sentence = say(request->language, SAY_ERROR_NO_NEED);
        return INVALID;
    }
    /* What keeps a person alive comes first: it weighs more. */
    for (size_t i = 0; i < situation->need_count; i++) {
        const Term *term = &network->catalogue->needs->terms[situation->needs[i].need];
        situation->needs[i].weight = term->is_vital ? 3 : 1;
    }
    situation_set_start(network, situation, situation->at);
    return OK;
}

static bool read_fact(const Fact *fact, Text text, FactValue *value)
{
    if (text.length == 0) {
        return false;
    }
    if (text_equal(text, TEXT("refused"))) {
        *value = (FactValue){.state = FACT_REFUSED};
        return true;
    }
    *value = (FactValue){.state = FACT_KNOWN, .text = text};
    switch (fact->type) {
    case FACT_BOOLEAN:
        value->boolean = text_equal(text, TEXT("yes"));
        return value->boolean || text_equal(text, TEXT("no"));
    case FACT_NUMBER:
        return text_to_real(text, &value->number);
    case FACT_DATE:
        return date_parse(text, &value->date);
    case FACT_TEXT:
    case FACT_CHOICE:
        break;
    }
    return true;
}

static void read_facts(const Network *network, const FieldList *fields, Situation *situation)
{
    for (size_t i = 0; i < fields->count; i++) {
        const int fact = fact_find(network->facts, fields->items[i].name);
        FactValue value = {0};
        if (fact >= 0 &&
            read_fact(&network->facts->facts[fact], fields->items[i].value, &value)) {
            situation->facts.values[fact] = value;
        }
    }
}

static void read_given(Request *request, const FieldList *fields, Situation *situation)
{
    Text *names = ARENA_ARRAY(request->arena, Text, SITUATION_MOST_GIVEN);
    size_t count = 0;
    size_t at = 0;
    while (count < SITUATION_MOST_GIVEN && field_next(fields, "given", &at, &names[count])) {
        count++;
    }
    situation->given = (TextSpan){names, count};
}

static void read_languages(Request *request, const FieldList *fields, Situation *situation)
{
    Text *codes = ARENA_ARRAY(request->arena, Text, 8);
    size_t count = 0;
    size_t at = 0;
    Text code = {0};
    while (count < 8 && field_next(fields, "language", &at, &code)) {
        codes[count] = code;
        count += language_code_is_valid(code);
    }
    situation->languages = (TextSpan){codes, count};
}

/* What a link may have spoilt is said, not guessed. */
static Outcome read_choices(Request *request, const FieldList *fields, Situation *situation,
                            Text *sentence)
{
    const Text moving = field_first(fields, "moving");
    const Text at = field_first(fields, "at");
    if (moving.length > 0 && !moving_parse(moving, &situation->moving)) {
        *sentence = say_with(request->arena, request->language, SAY_ERROR_MOVING, "x", moving);
        return INVALID;
    }
    if (at.length > 0 && !moment_parse(at, &situation->at)) {
        *sentence = say_with(request->arena, request->language, SAY_ERROR_AT, "x", at);
        return INVALID;
    }
    return OK;
}

Outcome plan_form_read(Request *request, const FieldList *fields, Situation *situation,
                       Text *sentence)
{
    const Network *network = network_of(request);
    memset(situation, 0, sizeof *situation);
    situation->at = request->now;
    situation->horizon = 72 * 60;
    fact_set_clear(&situation->facts, network->facts);
    read_facts(network, fields, situation);
    read_languages(request, fields, situation);
    read_given(request, fields, situation);
    TRY(read_choices(request, fields, situation, sentence));
    const Text place = text_trim(field_first(fields, "place"));
    if (place.length > 0 && situation_set_place(request->arena, network, place, situation,
                                                &request->problem) != OK) {
        *sentence = say(request->language, SAY_ERROR_UNKNOWN_PLACE);
        return INVALID;
    }
    return read_needs(request, fields, situation, sentence);
}

static void put(const Request *request, FieldList *fields, Text name, Text value)
{
    LIST_APPEND(request->arena, fields, (Field){name, value});
}

static Text fact_text(Arena *arena, const Fact *fact, const FactValue *value)
{
    if (value->state != FACT_KNOWN) {
        return TEXT("refused");
    }
    switch (fact->type) {
    case FACT_BOOLEAN:
        return value->boolean ? TEXT("yes") : TEXT("no");
    case FACT_NUMBER:
        return text_format(arena, "%g", value->number);
    case FACT_DATE:
        return date_format(arena, value->date);
    case FACT_TEXT:
    case FACT_CHOICE:
        break;
    }
    return value->text;
}

FieldList plan_form_fields(const Request *request, const Situation *situation)
{
    const Network *network = network_of(request);
    FieldList fields = {0};
    for (size_t i = 0; i < situation->need_count; i++) {
        put(request, &fields, TEXT("need"),
            network->catalogue->needs->terms[situation->needs[i].need].code);
    }
    if (situation->has_origin) {
        put(request, &fields, TEXT("place"),
            situation_place_words(request->arena, network, situation, request->language));
    }
    put(request, &fields, TEXT("moving"), moving_name(situation->moving));
    for (size_t i = 0; i < situation->languages.count; i++) {
        put(request, &fields, TEXT("language"), situation->languages.items[i]);
    }
    for (size_t i = 0; i < situation->given.count; i++) {
        put(request, &fields, TEXT("given"), situation->given.items[i]);
    }
    for (size_t i = 0; i < network->facts->count; i++) {
        const FactValue *value = &situation->facts.values[i];
        if (value->state != FACT_UNKNOWN) {
            const Fact *fact = &network->facts->facts[i];
            put(request, &fields, fact->key, fact_text(request->arena, fact, value));
        }
    }
    if (situation->at != request->now) {
        put(request, &fields, TEXT("at"), moment_format(request->arena, situation->at));
    }
    return fields;
}

Text plan_form_query(const Request *request, const FieldList *fields)
{
    Buffer out = buffer_new(request->arena, 8192);
    for (size_t i = 0; i < fields->count; i++) {
        buffer_append(&out, i == 0 ? TEXT("") : TEXT("&"));
        buffer_append(&out, percent_encode(request->arena, fields->items[i].name));
        buffer_append_byte(&out, '=');
        buffer_append(&out, percent_encode(request->arena, fields->items[i].value));
    }
    return buffer_text(&out);
}
