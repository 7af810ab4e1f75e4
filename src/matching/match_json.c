/* SPDX-License-Identifier: EUPL-1.2 */
/* The answer as JSON; docs/reference/situation.md describes it. */
#include <math.h>

#include "matching/candidates.h"
#include "matching/match.h"
#include "matching/wider.h"

typedef struct AnswerWriter {
    const Network *network;
    const Situation *situation;
    Language language;
    JsonWriter *json;
    Arena *arena;
} AnswerWriter;

static const Door *door_at(const AnswerWriter *writer, uint32_t door)
{
    return &writer->network->catalogue->doors[door];
}

static const Service *service_at(const AnswerWriter *writer, uint32_t door)
{
    return &writer->network->catalogue->services[door_at(writer, door)->service];
}

static Text need_code(const AnswerWriter *writer, uint32_t need)
{
    return writer->network->catalogue->needs->terms[writer->situation->needs[need].need].code;
}

static void write_texts(const AnswerWriter *writer, const char *name, TextSpan span)
{
    json_key(writer->json, text_from(name));
    json_array_open(writer->json);
    for (size_t i = 0; i < span.count; i++) {
        json_write_text(writer->json, span.items[i]);
    }
    json_array_close(writer->json);
}

static void write_moment(const AnswerWriter *writer, const char *name, Moment moment)
{
    if (moment != MOMENT_NONE) {
        json_member(writer->json, name, moment_format(writer->arena, moment));
    }
}

static Text phrase(const AnswerWriter *writer, const Phrase *words)
{
    return phrase_in(words, writer->language, NULL);
}

/* serviceId, locationId and name; a confidential place is not told. */
static void write_identity(const AnswerWriter *writer, uint32_t index)
{
    const Door *door = door_at(writer, index);
    const Service *service = service_at(writer, index);
    const Catalogue *catalogue = writer->network->catalogue;
    json_member(writer->json, "serviceId", id_format(writer->arena, service->id));
    const Location *location = catalogue_shown_location(catalogue, door);
    if (location != NULL) {
        json_member(writer->json, "locationId", id_format(writer->arena, location->id));
    }
    json_member(writer->json, "name", phrase(writer, &service->name));
    if (service->organization != NONE) {
        const Organization *organization = &catalogue->organizations[service->organization];
        json_member(writer->json, "organization", phrase(writer, &organization->name));
    }
}

static void write_phone(const AnswerWriter *writer, uint32_t index)
{
    const Phone *phone = catalogue_phone(writer->network->catalogue, door_at(writer, index));
    if (phone != NULL) {
        json_member(writer->json, "phone", phone->number);
    }
}

static void write_contact(const AnswerWriter *writer, uint32_t index)
{
    const Door *door = door_at(writer, index);
    const Service *service = service_at(writer, index);
    const Catalogue *catalogue = writer->network->catalogue;
    const Organization *organization =
        service->organization == NONE ? NULL : &catalogue->organizations[service->organization];
    const Text email = service->email.length > 0 ? service->email
                       : organization == NULL    ? TEXT("")
                                                 : organization->email;
    json_key(writer->json, TEXT("contact"));
    json_object_open(writer->json);
    write_phone(writer, index);
    json_member_unless_empty(writer->json, "email", email);
    if (organization != NULL) {
        json_member_unless_empty(writer->json, "website", organization->website);
    }
    const Location *location = catalogue_shown_location(catalogue, door);
    if (location != NULL) {
        json_member_unless_empty(writer->json, "street", location->street);
        json_member_unless_empty(writer->json, "postalCode", location->postal_code);
        json_member_unless_empty(
            writer->json, "city",
            gazetteer_town(location->postal_code, location->city, writer->language));
    }
    json_object_close(writer->json);
}

static void write_indexes(const AnswerWriter *writer, const char *name, IndexSpan span,
                          uint32_t first)
{
    json_key(writer->json, text_from(name));
    json_array_open(writer->json);
    for (size_t i = 0; i < span.count; i++) {
        json_write_integer(writer->json, span.items[i] + first);
    }
    json_array_close(writer->json);
}

static Text answer_name(Answer answer)
{
    switch (answer) {
    case ANSWER_YES:
        return TEXT("yes");
    case ANSWER_NO:
        return TEXT("no");
    case ANSWER_UNKNOWN:
        break;
    }
    return TEXT("unknown");
}

static void write_alternatives(const AnswerWriter *writer, const MatchDoor *door)
{
    json_key(writer->json, TEXT("alternatives"));
    json_array_open(writer->json);
    for (size_t i = 0; i < door->alternative_count; i++) {
        json_object_open(writer->json);
        write_identity(writer, door->alternatives[i]);
        write_phone(writer, door->alternatives[i]);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static Text timing_name(Timing timing)
{
    switch (timing) {
    case TIMING_COME:
        return TEXT("come");
    case TIMING_CALL_NOW:
        return TEXT("callNow");
    case TIMING_CALL_FIRST:
        return TEXT("callFirst");
    case TIMING_ASK_FIRST:
        break;
    }
    return TEXT("askFirst");
}

static void write_times(const AnswerWriter *writer, const MatchDoor *door)
{
    write_moment(writer, "arrive", door->arrive);
    write_moment(writer, "start", door->start);
    write_moment(writer, "leave", door->leave);
    write_moment(writer, "openUntil", door->open_until);
    json_member_bool(writer->json, "hoursKnown", door->hours_known);
    json_member(writer->json, "first", timing_name(door->timing));
}

static void write_door(const AnswerWriter *writer, const MatchDoor *door, size_t order)
{
    json_object_open(writer->json);
    json_member_integer(writer->json, "order", (int64_t)order + 1);
    json_key(writer->json, TEXT("needs"));
    json_array_open(writer->json);
    for (size_t i = 0; i < door->needs.count; i++) {
        json_write_text(writer->json, need_code(writer, door->needs.items[i]));
    }
    json_array_close(writer->json);
    write_identity(writer, door->door);
    write_times(writer, door);
    json_member_bool(writer->json, "sameVisit", door->is_same_visit);
    json_member(writer->json, "eligibility", answer_name(door->eligibility));
    json_member_bool(writer->json, "certain", door->is_certain);
    write_texts(writer, "because", door->because);
    write_texts(writer, "unknown", door->unknown);
    write_texts(writer, "bring", door->bring);
    write_texts(writer, "howToGetIn", door->entry);
    json_member_bool(writer->json, "doubtful", door->notes.count > 0);
    write_indexes(writer, "requires", door->requires, 1);
    json_member(writer->json, "cost", door->cost);
    if (door->travel_minutes >= 0) {
        json_member_integer(writer->json, "travelMinutes", door->travel_minutes);
        json_member_bool(writer->json, "travelIsRough", door->travel_is_rough);
    }
    const Location *location =
        catalogue_shown_location(writer->network->catalogue, door_at(writer, door->door));
    json_member_bool(writer->json, "remote", location == NULL || location->is_virtual);
    write_contact(writer, door->door);
    write_alternatives(writer, door);
    json_object_close(writer->json);
}

static void write_doors(const AnswerWriter *writer, const MatchPlan *plan)
{
    json_key(writer->json, TEXT("doors"));
    json_array_open(writer->json);
    for (size_t i = 0; i < plan->door_count; i++) {
        write_door(writer, &plan->doors[i], i);
    }
    json_array_close(writer->json);
}

static void write_calls(const AnswerWriter *writer, const MatchGap *gap)
{
    json_key(writer->json, TEXT("call"));
    json_array_open(writer->json);
    for (size_t i = 0; i < gap->call_count; i++) {
        const Service *service = service_at(writer, gap->call[i]);
        json_object_open(writer->json);
        json_member(writer->json, "serviceId", id_format(writer->arena, service->id));
        json_member(writer->json, "name", phrase(writer, &service->name));
        write_phone(writer, gap->call[i]);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static void write_gaps(const AnswerWriter *writer, const MatchPlan *plan)
{
    json_key(writer->json, TEXT("unmet"));
    json_array_open(writer->json);
    for (size_t i = 0; i < plan->gap_count; i++) {
        const MatchGap *gap = &plan->gaps[i];
        json_object_open(writer->json);
        json_member(writer->json, "need", need_code(writer, gap->need));
        json_key(writer->json, TEXT("because"));
        json_array_open(writer->json);
        for (size_t j = 0; j < gap->fallen_count; j++) {
            const Service *service =
                &writer->network->catalogue->services[gap->fallen[j].service];
            json_object_open(writer->json);
            json_member(writer->json, "serviceId", id_format(writer->arena, service->id));
            json_member(writer->json, "name", phrase(writer, &service->name));
            json_member(writer->json, "reason", gap->fallen[j].reason);
            json_member_unless_empty(writer->json, "phone", gap->fallen[j].phone);
            json_object_close(writer->json);
        }
        json_array_close(writer->json);
        wider_write_json(writer->arena, writer->network,
                         writer->situation->needs[gap->need].need, &gap->wider,
                         writer->language, writer->json);
        write_calls(writer, gap);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static void write_questions(const AnswerWriter *writer, const MatchAnswer *answer)
{
    json_key(writer->json, TEXT("questions"));
    json_array_open(writer->json);
    for (size_t i = 0; i < answer->question_count; i++) {
        const MatchQuestion *question = &answer->questions[i];
        json_object_open(writer->json);
        json_member(writer->json, "fact", writer->network->facts->facts[question->fact].key);
        json_member(writer->json, "text", question->text);
        json_member(writer->json, "improves", question->improves);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static void write_proof(const AnswerWriter *writer, const MatchAnswer *answer)
{
    const PlanResult *proof = &answer->best.proof;
    json_key(writer->json, TEXT("proof"));
    json_object_open(writer->json);
    json_member_bool(writer->json, "optimal", proof->optimal);
    json_member_bool(writer->json, "presumesHours", answer->best.rests_on_presumed);
    json_member_real(writer->json, "gap", proof->gap);
    json_member_integer(writer->json, "candidates", (int64_t)proof->candidates);
    json_member_integer(writer->json, "nodes", proof->nodes);
    json_member_real(writer->json, "milliseconds",
                     round((double)answer->nanoseconds / 1e4) / 100);
    json_object_close(writer->json);
}

void match_write_json(const Network *network, const Situation *situation,
                      const MatchAnswer *answer, Language language, JsonWriter *json)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const AnswerWriter writer = {network, situation, language, json, arena};
    json_object_open(json);
    write_doors(&writer, &answer->best);
    write_gaps(&writer, &answer->best);
    if (answer->has_certain) {
        json_key(json, TEXT("withoutUnknowns"));
        json_object_open(json);
        write_doors(&writer, &answer->certain);
        write_gaps(&writer, &answer->certain);
        json_object_close(json);
    }
    write_questions(&writer, answer);
    write_proof(&writer, answer);
    json_object_close(json);
}
