/* SPDX-License-Identifier: EUPL-1.2 */
/* A situation as the JSON it can be read from again. */
#include "matching/situation.h"

static void write_fact(const Fact *fact, const FactValue *value, JsonWriter *writer,
                       Arena *arena)
{
    json_key(writer, fact->key);
    if (value->state != FACT_KNOWN) {
        json_object_open(writer);
        json_member_bool(writer, value->state == FACT_REFUSED ? "refused" : "notApplicable",
                         true);
        json_object_close(writer);
        return;
    }
    switch (fact->type) {
    case FACT_BOOLEAN:
        json_write_bool(writer, value->boolean);
        return;
    case FACT_NUMBER:
        json_write_real(writer, value->number);
        return;
    case FACT_DATE:
        json_write_text(writer, date_format(arena, value->date));
        return;
    case FACT_TEXT:
    case FACT_CHOICE:
        json_write_text(writer, value->text);
        return;
    }
}

static void write_needs(const Network *network, const Situation *situation, JsonWriter *writer)
{
    json_key(writer, TEXT("needs"));
    json_array_open(writer);
    for (size_t i = 0; i < situation->need_count; i++) {
        const SituationNeed *need = &situation->needs[i];
        json_object_open(writer);
        json_member(writer, "need", network->catalogue->needs->terms[need->need].code);
        json_member_integer(writer, "weight", need->weight);
        if (!need->is_limit_usual) {
            json_member_real(writer, "withinHours", need->within / 60.0);
        }
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_texts(JsonWriter *writer, const char *name, TextSpan span)
{
    if (span.count == 0) {
        return;
    }
    json_key(writer, text_from(name));
    json_array_open(writer);
    for (size_t i = 0; i < span.count; i++) {
        json_write_text(writer, span.items[i]);
    }
    json_array_close(writer);
}

static void write_place(const Network *network, const Situation *situation, Arena *arena,
                        JsonWriter *writer)
{
    if (!situation->has_origin) {
        return;
    }
    json_key(writer, TEXT("place"));
    json_object_open(writer);
    json_member_real(writer, "latitude", situation->origin.latitude);
    json_member_real(writer, "longitude", situation->origin.longitude);
    json_member(writer, "name", situation_place_words(arena, network, situation, FRENCH));
    json_object_close(writer);
}

Text situation_write(Arena *arena, const Network *network, const Situation *situation)
{
    Buffer out = buffer_new(arena, (size_t)1 << 20);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member(&writer, "at", moment_format(arena, situation->at));
    json_member_real(&writer, "horizonHours", situation->horizon / 60.0);
    write_place(network, situation, arena, &writer);
    json_member(&writer, "moving", moving_name(situation->moving));
    write_texts(&writer, "languages", situation->languages);
    write_needs(network, situation, &writer);
    write_texts(&writer, "refuse", situation->refused);
    write_texts(&writer, "given", situation->given);
    json_key(&writer, TEXT("facts"));
    json_object_open(&writer);
    for (size_t i = 0; i < network->facts->count; i++) {
        const FactValue *value = &situation->facts.values[i];
        if (value->state != FACT_UNKNOWN) {
            write_fact(&network->facts->facts[i], value, &writer, arena);
        }
    }
    json_object_close(&writer);
    json_object_close(&writer);
    return buffer_text(&out);
}
