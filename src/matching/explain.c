/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/explain.h"

#include "matching/measure_words.h"

typedef LIST_OF(Text) TextList;

static void say(const Candidates *candidates, TextList *list, MatchSentence sentence)
{
    LIST_APPEND(candidates->arena, list, match_say(sentence, candidates->language));
}

static void say_with(const Candidates *candidates, TextList *list, MatchSentence sentence,
                     Text value)
{
    LIST_APPEND(candidates->arena, list,
                match_say_with(candidates->arena, sentence, candidates->language, value));
}

static Text in_language(const Candidates *candidates, const Phrase *phrase)
{
    return phrase_in(phrase, candidates->language, NULL);
}

/* -------------------------------------------------------------------------- eligibility */

static void explain_open_condition(const Candidates *candidates, const ConditionText *text,
                                   const Explanation *explanation, TextList *unknown)
{
    const Text words = in_language(candidates, &text->text);
    if (words.length > 0) {
        say_with(candidates, unknown, SAY_CONDITION_OPEN, words);
        return;
    }
    for (size_t i = 0; i < explanation->missing.count; i++) {
        const Fact *fact = &candidates->network->facts->facts[explanation->missing.items[i]];
        say_with(candidates, unknown, SAY_CONDITION_OPEN,
                 in_language(candidates, &fact->question));
    }
}

static void explain_conditions(const Candidates *candidates, const Candidate *candidate,
                               TextList *because, TextList *unknown)
{
    const Service *service = candidate_service(candidates, candidate->door);
    const uint32_t index = candidates->network->catalogue->doors[candidate->door].service;
    const ServiceRules *rules = &candidates->network->rules[index];
    const Date day = moment_to_local(candidates->situation->at).date;
    if (service_unconditional(service, day) != NULL) {
        say(candidates, because, SAY_OPEN_TO_ALL);
        return;
    }
    if (candidate->entry == NULL) {
        if (service->open_to_all) {
            say(candidates, because, SAY_OPEN_TO_ALL);
        } else {
            say(candidates, unknown, SAY_NO_CONDITION_KNOWN);
        }
    }
    for (size_t i = 0; i < service->condition_count; i++) {
        Explanation explanation = {0};
        if (!marks_valid_on(&service->conditions[i].marks, day)) {
            continue;
        }
        condition_explain(candidates->arena, rules->entries[i], &candidates->situation->facts,
                          AUDIENCE_SELF, candidates->language, &explanation);
        if (explanation.answer == ANSWER_UNKNOWN) {
            explain_open_condition(candidates, &service->conditions[i], &explanation, unknown);
        }
        for (size_t j = 0; explanation.answer == ANSWER_YES && j < explanation.because_count;
             j++) {
            LIST_APPEND(candidates->arena, because, explanation.because[j]);
        }
    }
}

/* A level of a cold plan that is on when one comes: for who wonders why it is open. */
static void explain_measures(const Candidates *candidates, const Service *service,
                             const MatchDoor *door, TextList *because)
{
    const Text words = service_measure_words(
        candidates->arena, service, moment_to_local(door->start).date, candidates->language);
    if (words.length > 0) {
        LIST_APPEND(candidates->arena, because, words);
    }
}

static void explain_wider_needs(const Candidates *candidates, const Candidate *candidate,
                                TextList *unknown)
{
    const Vocabulary *needs = candidates->network->catalogue->needs;
    for (size_t i = 0; i < candidates->situation->need_count; i++) {
        if ((candidate->wider & (1U << i)) != 0) {
            const Term *term = &needs->terms[candidates->situation->needs[i].need];
            say_with(candidates, unknown, SAY_WIDER_NEED, in_language(candidates, &term->name));
        }
    }
}

/* -------------------------------------------------------------- hours, places, languages */

static void explain_hours(const Candidates *candidates, const Candidate *candidate,
                          TextList *unknown)
{
    const Door *door = &candidates->network->catalogue->doors[candidate->door];
    if (candidate->hours_known) {
        return;
    }
    const Text told = in_language(candidates, &door->hours_text);
    if (told.length > 0) {
        say_with(candidates, unknown, SAY_HOURS_TOLD, told);
        return;
    }
    const bool can_call = catalogue_phone(candidates->network->catalogue, door) != NULL;
    say(candidates, unknown, can_call ? SAY_HOURS_UNKNOWN : SAY_HOURS_UNKNOWN_NO_PHONE);
}

static void explain_capacity(const Candidates *candidates, const Candidate *candidate,
                             TextList *because, TextList *unknown)
{
    const Service *service = candidate_service(candidates, candidate->door);
    if (candidate->live.is_there) {
        const bool is_sure = candidate->capacity_known;
        say_with(candidates, is_sure ? because : unknown,
                 is_sure                     ? SAY_LIVE_FREE
                 : candidate->live.free == 0 ? SAY_LIVE_FULL_TODAY
                                             : SAY_LIVE_OLD,
                 candidate_live_words(candidates, &candidate->live));
        return;
    }
    if (candidate_is_maybe_full(candidates, candidate)) {
        say(candidates, unknown, SAY_CAPACITY_UNKNOWN);
    }
    for (size_t i = 0; i < service->capacity_count && candidate->capacity_known; i++) {
        const Capacity *capacity = &service->capacities[i];
        const Text count =
            text_format(candidates->arena, "%d%s%.*s", capacity->available,
                        capacity->updated.length > 0 ? ", " : "", TEXT_ARG(capacity->updated));
        if (capacity->available >= 0) {
            say_with(candidates, because, SAY_PLACES_KNOWN, count);
        }
    }
}

static void explain_place(const Candidates *candidates, const Candidate *candidate,
                          MatchDoor *door, TextList *unknown)
{
    const Location *location = candidate_place(candidates, candidate->door);
    if (location == NULL || location->is_confidential) {
        return;
    }
    door->travel_is_rough = location->point_is_centre;
    door->travel_minutes = location_is_exact(location) ? door->travel_minutes : -1;
    if (!location->has_point) {
        say(candidates, unknown, SAY_PLACE_UNKNOWN);
    } else if (location->street.length == 0 && location->point_is_centre) {
        say_with(
            candidates, unknown, SAY_PLACE_ROUGH,
            location->city.length > 0
                ? gazetteer_town(location->postal_code, location->city, candidates->language)
                : location->postal_code);
    } else if (location->street.length == 0) {
        say_with(candidates, unknown, SAY_PLACE_SITE, in_language(candidates, &location->name));
    }
}

/* Said as it is written: nobody reads from a sentence whether this chair gets through. */
static void explain_wheelchair(const Candidates *candidates, const Candidate *candidate,
                               TextList *entry, TextList *unknown)
{
    const Location *location = candidate_place(candidates, candidate->door);
    if (candidates->situation->moving != MOVING_WHEELCHAIR ||
        candidate_is_remote(candidates, candidate->door)) {
        return;
    }
    for (size_t i = 0; i < location->accessibility.count; i++) {
        say_with(candidates, entry, SAY_WHEELCHAIR_TOLD,
                 in_language(candidates, &location->accessibility.items[i]));
    }
    if (location->accessibility.count == 0) {
        say(candidates, unknown, SAY_WHEELCHAIR_UNKNOWN);
    }
}

static bool speaks(const Service *service, Text language)
{
    for (size_t i = 0; i < service->languages.count; i++) {
        if (text_equal(service->languages.items[i], language)) {
            return true;
        }
    }
    return false;
}

static void explain_languages(const Candidates *candidates, const Service *service,
                              TextList *because, TextList *unknown)
{
    const TextSpan wanted = candidates->situation->languages;
    for (size_t i = 0; i < wanted.count; i++) {
        if (speaks(service, wanted.items[i])) {
            say_with(candidates, because, SAY_LANGUAGE_SPOKEN, wanted.items[i]);
            return;
        }
    }
    /* French needs no word: it is what every service of the sources speaks. */
    bool french = wanted.count == 0;
    for (size_t i = 0; i < wanted.count; i++) {
        french = french || text_equal(wanted.items[i], TEXT("fr"));
    }
    if (!french) {
        say(candidates, unknown,
            service->languages.count == 0 ? SAY_LANGUAGE_UNKNOWN : SAY_INTERPRETER);
    }
}

static void explain_animals(const Candidates *candidates, const Candidate *candidate,
                            TextList *because, TextList *unknown)
{
    const int fact = fact_find(candidates->network->facts, TEXT("has_dog"));
    const Location *location = candidate_place(candidates, candidate->door);
    const FactValue *value = fact < 0 ? NULL : &candidates->situation->facts.values[fact];
    if (value == NULL || value->state != FACT_KNOWN || !value->boolean || location == NULL) {
        return;
    }
    switch (location->accepts_animals) {
    case YES:
        say(candidates, because, SAY_ANIMAL_WELCOME);
        return;
    case NO:
        say(candidates, unknown, SAY_ANIMAL_REFUSED);
        return;
    case UNKNOWN_YET:
        say(candidates, unknown, SAY_ANIMAL_UNKNOWN);
        return;
    }
}

/* ------------------------------------------------------------------------- ways in, cost */

static void explain_entry(const Candidates *candidates, const Candidate *candidate,
                          TextList *entry, TextList *bring, TextList *unknown)
{
    const uint32_t index = candidates->network->catalogue->doors[candidate->door].service;
    const Service *service = candidate_service(candidates, candidate->door);
    for (size_t i = 0; i < service->access_count; i++) {
        const AccessStep *step = &service->access[i];
        const Text words = in_language(candidates, &step->text);
        if (words.length == 0 || !candidate_step_is_needed(candidates, index, i)) {
            continue;
        }
        LIST_APPEND(candidates->arena, entry, words);
        if (candidate_step_lacks_giver(candidates, index, i)) {
            say_with(candidates, unknown, SAY_GIVER_UNKNOWN, words);
        }
    }
    for (size_t i = 0; i < service->documents.count; i++) {
        LIST_APPEND(candidates->arena, bring,
                    in_language(candidates, &service->documents.items[i]));
    }
}

Text explain_cost(Arena *arena, const Service *service, Language language)
{
    for (size_t i = 0; i < service->cost_count; i++) {
        const Cost *cost = &service->costs[i];
        const Text option = phrase_in(&cost->option, language, NULL);
        const Text description = phrase_in(&cost->description, language, NULL);
        if (cost->has_amount && cost->amount > 0) {
            return text_format(
                arena, "%.*s%s%.2f %.*s", TEXT_ARG(option), option.length > 0 ? " " : "",
                cost->amount,
                TEXT_ARG(cost->currency.length > 0 ? cost->currency : TEXT("EUR")));
        }
        if (description.length > 0 || option.length > 0) {
            return description.length > 0 ? description : option;
        }
    }
    return match_say(service->is_free == YES ? SAY_FREE : SAY_COST_UNKNOWN, language);
}

static TextSpan span_of(TextList list)
{
    return (TextSpan){list.items, list.count};
}

void explain_door(const Candidates *candidates, const Candidate *candidate, MatchDoor *door)
{
    const Service *service = candidate_service(candidates, candidate->door);
    TextList because = {0};
    TextList unknown = {0};
    TextList bring = {0};
    TextList entry = {0};
    TextList notes = {0};
    explain_measures(candidates, service, door, &because);
    explain_conditions(candidates, candidate, &because, &unknown);
    explain_wider_needs(candidates, candidate, &unknown);
    explain_capacity(candidates, candidate, &because, &unknown);
    explain_hours(candidates, candidate, &unknown);
    explain_place(candidates, candidate, door, &unknown);
    explain_languages(candidates, service, &because, &unknown);
    explain_animals(candidates, candidate, &because, &unknown);
    explain_wheelchair(candidates, candidate, &entry, &unknown);
    explain_entry(candidates, candidate, &entry, &bring, &unknown);
    const Text doubt = in_language(candidates, &service->marks.doubt);
    if (doubt.length > 0) {
        LIST_APPEND(candidates->arena, &notes, doubt);
    }
    door->because = span_of(because);
    door->unknown = span_of(unknown);
    door->bring = span_of(bring);
    door->entry = span_of(entry);
    door->notes = span_of(notes);
    door->timing = explain_timing(candidates, candidate, door);
    door->is_certain = door->hours_known && candidate->eligibility == ANSWER_YES &&
                       candidate->way_in_known && candidate->wider == 0 &&
                       !candidate_is_maybe_full(candidates, candidate);
    door->cost = explain_cost(candidates->arena, service, candidates->language);
}
