/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/situation.h"

#include <stdio.h>
#include <string.h>

#include "directory/search_need.h"
#include "matching/candidates.h"

enum {
    DEFAULT_HORIZON_HOURS = 72,
    MOST_HORIZON_HOURS = 20 * 24,
    MOST_LANGUAGES = 16,
    MOST_REFUSED = 64,
    MORNING = 6 * 60, /* the minute of the day at which a night is over */
};

typedef struct SituationReader {
    Arena *arena;
    const Network *network;
    Situation *situation;
    Problem *problem;
} SituationReader;

static const Text moving_names[] = {
    [MOVING_WALK] = TEXT_INIT("walk"),
    [MOVING_WHEELCHAIR] = TEXT_INIT("wheelchair"),
    [MOVING_TRANSIT] = TEXT_INIT("transit"),
    [MOVING_CAR] = TEXT_INIT("car"),
};

Text moving_name(Moving moving)
{
    return moving_names[moving];
}

bool moving_parse(Text name, Moving *moving)
{
    for (size_t i = 0; i < LENGTH_OF(moving_names); i++) {
        if (text_equal(name, moving_names[i])) {
            *moving = (Moving)i;
            return true;
        }
    }
    return false;
}

static Outcome refuse(const SituationReader *reader, Outcome outcome, Text where,
                      const char *reason)
{
    size_t name = where.length;
    while (name > 0 && where.bytes[name - 1] != '/') {
        name--;
    }
    return problem_set(reader->problem, outcome, where, where.bytes + name, "%s", reason);
}

static const char *const of_situation[] = {
    "at",    "horizonHours", "place",  "moving", "languages",
    "needs", "facts",        "refuse", "given",  NULL};
static const char *const of_place[] = {"postalCode", "name", "latitude", "longitude", NULL};

/* `below` is the pointer of the object: "" or "/place". */
static Outcome refuse_unknown(const SituationReader *reader, const json_t *object,
                              const char *below, const char *const *known)
{
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        bool found = false;
        for (size_t i = 0; known[i] != NULL; i++) {
            found = found || strcmp(known[i], name) == 0;
        }
        if (!found) {
            return refuse(reader, INVALID, text_format(reader->arena, "%s/%s", below, name),
                          "unknown field");
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- place */

static Outcome read_point(const SituationReader *reader, const json_t *place)
{
    const json_t *latitude = json_object_get(place, "latitude");
    const json_t *longitude = json_object_get(place, "longitude");
    const GeoPoint point = {json_number_value(latitude), json_number_value(longitude)};
    if (!json_is_number(latitude) || !json_is_number(longitude)) {
        return refuse(reader, INVALID, TEXT("/place"),
                      "latitude and longitude are both expected, as numbers");
    }
    if (!geo_point_is_valid(point)) {
        return refuse(reader, INVALID, TEXT("/place"),
                      "latitude is from -90 to 90 and longitude from -180 to 180");
    }
    /* A name beside it is what the person said; it may place them nowhere else. */
    const Text name = json_member_text(place, "name");
    Problem unheard = {.arena = reader->arena};
    if (name.length == 0 || situation_set_place(reader->arena, reader->network, name,
                                                reader->situation, &unheard) != OK) {
        situation_set_point(reader->arena, reader->network, point, reader->situation);
    }
    reader->situation->origin = point;
    return OK;
}

static Outcome require_text(const SituationReader *reader, const json_t *place,
                            const char *name)
{
    const json_t *value = json_object_get(place, name);
    return value == NULL || json_is_string(value)
               ? OK
               : refuse(reader, INVALID, text_format(reader->arena, "/place/%s", name),
                        "a text is expected, such as \"4000\" or \"Namur\"");
}

static Outcome read_place(const SituationReader *reader, const json_t *place)
{
    if (place == NULL) {
        return OK;
    }
    if (!json_is_object(place)) {
        return refuse(reader, INVALID, TEXT("/place"), "an object is expected");
    }
    TRY(refuse_unknown(reader, place, "/place", of_place));
    if (json_object_get(place, "latitude") != NULL ||
        json_object_get(place, "longitude") != NULL) {
        return read_point(reader, place);
    }
    TRY(require_text(reader, place, "postalCode"));
    TRY(require_text(reader, place, "name"));
    Text words = json_member_text(place, "postalCode");
    if (words.length == 0) {
        words = json_member_text(place, "name");
    }
    if (words.length == 0) {
        return refuse(reader, INVALID, TEXT("/place"),
                      "postalCode, name, or latitude and longitude are expected");
    }
    return situation_set_place(reader->arena, reader->network, words, reader->situation,
                               reader->problem);
}

/* ------------------------------------------------------------------------------- needs */

static Text candidate_codes(const SituationReader *reader, const NeedAnswer *answer)
{
    Text codes[NEED_CANDIDATE_LIMIT];
    for (size_t i = 0; i < answer->count; i++) {
        codes[i] = reader->network->catalogue->needs->terms[answer->candidates[i].need].code;
    }
    return text_join(reader->arena, codes, answer->count, TEXT(", "));
}

/* A sentence may name several needs. Two readings of the same words are no reason to turn a
 * person away: the likelier is taken, and the answer names it. */
static Outcome resolve_needs(const SituationReader *reader, Text where, Text words,
                             NeedsAnswer *answer)
{
    const Outcome outcome =
        search_needs(reader->network->index, reader->arena, words, answer, reader->problem);
    if (outcome == INVALID) {
        reader->problem->where = text_copy(reader->problem->arena, where);
    }
    if (outcome != NOT_FOUND) {
        return outcome;
    }
    const Text near = candidate_codes(reader, &answer->nearest);
    return problem_set(reader->problem, NOT_FOUND, where, "need", "unknown need “%.*s”%s%.*s",
                       TEXT_ARG(text_slice(words, 0, 80)),
                       near.length > 0 ? "; the nearest: " : "", TEXT_ARG(near));
}

static Outcome read_limits(const SituationReader *reader, const json_t *item, size_t position,
                           SituationNeed *need)
{
    const json_t *weight = json_object_get(item, "weight");
    const json_t *within = json_object_get(item, "withinHours");
    if (weight != NULL) {
        const double value = json_number_value(weight);
        if (!json_is_number(weight) || value < 1 || value > PLAN_MAX_WEIGHT) {
            return refuse(reader, INVALID,
                          text_format(reader->arena, "/needs/%zu/weight", position),
                          "a number from 1 to 1000 is expected");
        }
        need->weight = (int32_t)value;
    }
    if (within != NULL) {
        const double hours = json_number_value(within);
        if (!json_is_number(within) || hours < 0 || hours > MOST_HORIZON_HOURS) {
            return refuse(reader, INVALID,
                          text_format(reader->arena, "/needs/%zu/withinHours", position),
                          "a number of hours from 0 to 480 is expected");
        }
        need->within = (int32_t)(hours * 60);
        need->is_limit_usual = false;
    }
    return OK;
}

Moment night_end(Moment moment)
{
    const LocalTime now = moment_to_local(moment);
    const bool is_night = now.minute < MORNING;
    return moment_from_local(
        (LocalTime){.date = now.date + (is_night ? 0 : 1), .minute = MORNING});
}

/* Before six, "tonight" is the night that ends, and "today" the day about to begin. What opens
 * at six is already of the next day. */
static int32_t usual_minutes(UsualLimit limit, Moment at)
{
    const Moment morning = night_end(at);
    const bool is_night = morning - at < (Moment)6 * 3600;
    switch (limit) {
    case LIMIT_TONIGHT:
        return (int32_t)((morning - at - 1) / 60);
    case LIMIT_TODAY:
        return (int32_t)(((is_night ? night_end(morning) : morning) - at - 1) / 60);
    case LIMIT_NONE:
        break;
    }
    return PLAN_NO_DEADLINE;
}

void situation_set_start(const Network *network, Situation *situation, Moment at)
{
    situation->at = at;
    for (size_t i = 0; i < situation->need_count; i++) {
        SituationNeed *need = &situation->needs[i];
        if (need->is_limit_usual) {
            need->within =
                usual_minutes(network->catalogue->needs->terms[need->need].within, at);
        }
    }
}

/* The same need asked twice is one need: the heavier and the sooner. */
static Outcome add_need(const SituationReader *reader, const SituationNeed *need)
{
    Situation *situation = reader->situation;
    for (size_t i = 0; i < situation->need_count; i++) {
        SituationNeed *known = &situation->needs[i];
        if (known->need == need->need) {
            known->weight = need->weight > known->weight ? need->weight : known->weight;
            known->within = need->within < known->within ? need->within : known->within;
            known->is_limit_usual = known->is_limit_usual && need->is_limit_usual;
            return OK;
        }
    }
    if (situation->need_count == PLAN_MAX_NEEDS) {
        return problem_set(reader->problem, INVALID, TEXT("/needs"), "needs",
                           "more than %d needs; at most %d are answered at once",
                           PLAN_MAX_NEEDS, PLAN_MAX_NEEDS);
    }
    situation->needs[situation->need_count++] = *need;
    return OK;
}

static Outcome read_need(const SituationReader *reader, const json_t *item, size_t position)
{
    const Text where = text_format(reader->arena, "/needs/%zu/need", position);
    const Text words = json_is_string(item) ? json_text(item) : json_member_text(item, "need");
    if (words.length == 0) {
        return refuse(reader, INVALID, where, "the code of a need, or plain words, expected");
    }
    SituationNeed need = {.weight = 1, .within = PLAN_NO_DEADLINE, .is_limit_usual = true};
    NeedsAnswer answer = {0};
    TRY(resolve_needs(reader, where, words, &answer));
    TRY(read_limits(reader, item, position, &need));
    need.asked = text_copy(reader->arena, words);
    for (size_t i = 0; i < answer.count; i++) {
        need.need = answer.needs[i];
        TRY(add_need(reader, &need));
    }
    return OK;
}

static Outcome read_needs(const SituationReader *reader, const json_t *needs)
{
    if (!json_is_array(needs) || json_array_size(needs) == 0) {
        return refuse(reader, INVALID, TEXT("/needs"),
                      "a list of at least one need is expected");
    }
    if (json_array_size(needs) > PLAN_MAX_NEEDS) {
        return problem_set(reader->problem, INVALID, TEXT("/needs"), "needs",
                           "%zu needs; at most %d are answered at once", json_array_size(needs),
                           PLAN_MAX_NEEDS);
    }
    for (size_t i = 0; i < json_array_size(needs); i++) {
        TRY(read_need(reader, json_array_get(needs, i), i));
    }
    return OK;
}

/* -------------------------------------------------------------------------------- rest */

static Outcome read_texts(const SituationReader *reader, const json_t *list, Text where,
                          size_t most, TextSpan *span)
{
    if (list == NULL) {
        return OK;
    }
    if (!json_is_array(list) || json_array_size(list) > most) {
        return problem_set(reader->problem, INVALID, where, where.bytes + 1,
                           "a list of at most %zu texts is expected", most);
    }
    Text *items = ARENA_ARRAY(reader->arena, Text, json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!json_is_string(json_array_get(list, i))) {
            return refuse(reader, INVALID, where, "texts are expected");
        }
        items[i] = text_copy(reader->arena, json_text(json_array_get(list, i)));
    }
    *span = (TextSpan){items, json_array_size(list)};
    return OK;
}

static Outcome require_language_codes(const SituationReader *reader)
{
    const TextSpan *languages = &reader->situation->languages;
    for (size_t i = 0; i < languages->count; i++) {
        if (!language_code_is_valid(languages->items[i])) {
            return refuse(reader, INVALID, text_format(reader->arena, "/languages/%zu", i),
                          "a code of ISO 639 is expected, such as \"ar\"");
        }
    }
    return OK;
}

static bool is_some_service(const Catalogue *catalogue, Text name)
{
    for (size_t i = 0; i < catalogue->service_count; i++) {
        if (service_is_called(&catalogue->services[i], name)) {
            return true;
        }
    }
    return false;
}

static Outcome check_names(const Network *network, TextSpan names, const char *member,
                           Problem *problem)
{
    for (size_t i = 0; i < names.count; i++) {
        char where[32];
        if (!is_some_service(network->catalogue, names.items[i])) {
            (void)snprintf(where, sizeof where, "/%s/%zu", member, i);
            return problem_set(problem, NOT_FOUND, text_from(where), member,
                               "no service “%.*s”: give its identifier or its key",
                               TEXT_ARG(names.items[i]));
        }
    }
    return OK;
}

Outcome situation_check_named(const Network *network, const Situation *situation,
                              Problem *problem)
{
    TRY(check_names(network, situation->refused, "refuse", problem));
    return check_names(network, situation->given, "given", problem);
}

static Outcome read_time(const SituationReader *reader, const json_t *root, Moment now)
{
    const json_t *at = json_object_get(root, "at");
    const json_t *horizon = json_object_get(root, "horizonHours");
    reader->situation->at = now;
    if (at != NULL && !moment_parse(json_text(at), &reader->situation->at)) {
        return refuse(reader, INVALID, TEXT("/at"),
                      "a moment such as 2026-11-24T18:05:00+01:00 is expected");
    }
    const double hours = horizon == NULL ? DEFAULT_HORIZON_HOURS : json_number_value(horizon);
    if ((horizon != NULL && !json_is_number(horizon)) || hours < 1 ||
        hours > MOST_HORIZON_HOURS) {
        return refuse(reader, INVALID, TEXT("/horizonHours"),
                      "a number of hours from 1 to 480 is expected");
    }
    reader->situation->horizon = (int32_t)(hours * 60);
    return OK;
}

static Outcome read_all(const SituationReader *reader, const json_t *root, Moment now)
{
    Situation *situation = reader->situation;
    if (!json_is_object(root)) {
        return refuse(reader, INVALID, TEXT("/"), "an object is expected");
    }
    TRY(refuse_unknown(reader, root, "", of_situation));
    TRY(read_time(reader, root, now));
    TRY(read_place(reader, json_object_get(root, "place")));
    const json_t *moving = json_object_get(root, "moving");
    if (moving != NULL && !moving_parse(json_text(moving), &situation->moving)) {
        return refuse(reader, INVALID, TEXT("/moving"),
                      "walk, wheelchair, transit or car is expected");
    }
    TRY(read_texts(reader, json_object_get(root, "languages"), TEXT("/languages"),
                   MOST_LANGUAGES, &situation->languages));
    TRY(require_language_codes(reader));
    TRY(read_texts(reader, json_object_get(root, "refuse"), TEXT("/refuse"), MOST_REFUSED,
                   &situation->refused));
    TRY(read_texts(reader, json_object_get(root, "given"), TEXT("/given"), SITUATION_MOST_GIVEN,
                   &situation->given));
    TRY(read_needs(reader, json_object_get(root, "needs")));
    situation_set_start(reader->network, situation, situation->at);
    const json_t *facts = json_object_get(root, "facts");
    fact_set_clear(&situation->facts, reader->network->facts);
    return facts == NULL ? OK
                         : fact_set_read(reader->arena, reader->network->facts, facts,
                                         &situation->facts, reader->problem);
}

Outcome situation_read_json(Arena *arena, const Network *network, const json_t *root,
                            Moment now, Situation *situation, Problem *problem)
{
    Problem unheard = {.arena = arena};
    memset(situation, 0, sizeof *situation);
    const SituationReader reader = {arena, network, situation,
                                    problem == NULL ? &unheard : problem};
    return read_all(&reader, root, now);
}

Outcome situation_read(Arena *arena, const Network *network, Text document, Moment now,
                       Situation *situation, Problem *problem)
{
    json_t *root SCOPED(json_close) = NULL;
    TRY(json_read(document, JSON_REQUEST_LIMITS, &root, problem));
    return situation_read_json(arena, network, root, now, situation, problem);
}
