/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_web.h"
#include "people/sentences.h"

Outcome person_of_path(Request *request, Id *id)
{
    if (id_parse(request_path_value(request, "id"), id)) {
        return OK;
    }
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "person", "no such person");
}

Id person_form_id(const Request *request, const char *name)
{
    Id id = {{0}};
    return id_parse(request_form(request, name), &id) ? id : (Id){{0}};
}

Text person_page_path(const Request *request, Id id, const char *rest)
{
    return text_format(request->arena, "/p/%.*s%s", TEXT_ARG(id_format(request->arena, id)),
                       rest);
}

Text person_page_href(const Request *request, Id id)
{
    return request_link(request, person_page_path(request, id, ""));
}

Text person_age_say(const Request *request, int age)
{
    return age < 0 ? TEXT("")
                   : say_count(request->arena, request->language, SAY_PERSON_AGE, (size_t)age);
}

/* ------------------------------------------------------------------------------------ hits */

static Text about_hit(const Request *request, const LookupHit *hit)
{
    const PersonDetail birth = {.value = hit->birth};
    if (hit->birth.length == 0) {
        return TEXT("");
    }
    return text_format(request->arena, "%.*s %.*s · %.*s",
                       TEXT_ARG(say(request->language, SAY_PERSON_BORN)),
                       TEXT_ARG(birth_say(request->arena, &birth, request->language)),
                       TEXT_ARG(person_age_say(request, hit->age)));
}

static Text reasons_of(const Request *request, const LookupHit *hit)
{
    Text words[LOOKUP_REASONS];
    for (size_t i = 0; i < hit->reason_count; i++) {
        words[i] = likeness_reason_say(request->language, hit->reasons[i]);
    }
    return text_join(request->arena, words, hit->reason_count, TEXT(", "));
}

static PersonHitView hit_view(const Request *request, const LookupHit *hit)
{
    const bool is_likely = hit->verdict == LIKENESS_SAME;
    return (PersonHitView){
        .href = person_page_href(request, hit->person),
        .id = id_format(request->arena, hit->person),
        .name = hit->name.length > 0 ? hit->name : say(request->language, SAY_PERSON_UNNAMED),
        .about = about_hit(request, hit),
        .verdict = say(request->language, is_likely ? SAY_PERSON_LIKELY : SAY_PERSON_PERHAPS),
        .verdict_class = is_likely ? TEXT("open") : TEXT("wait"),
        .because = reasons_of(request, hit),
    };
}

const PersonHitView *person_hits(const Request *request, const LookupAnswer *answer)
{
    PersonHitView *hits = ARENA_ARRAY(request->arena, PersonHitView, answer->count);
    for (size_t i = 0; i < answer->count; i++) {
        hits[i] = hit_view(request, &answer->hits[i]);
    }
    return hits;
}

/* --------------------------------------------------------------------------------- options */

typedef Text (*Words)(Text code, Language language);

static PersonOptions options_of(const Request *request, FactCodes codes, OptionStart start,
                                Text chosen, Words words)
{
    PersonOptions options = {.items =
                                 ARENA_ARRAY(request->arena, PersonOption, codes.count + 2)};
    bool is_known = chosen.length == 0;
    if (codes.count == 0) {
        return options;
    }
    if (start == OPTION_EMPTY) {
        options.items[options.count++] =
            (PersonOption){TEXT(""), say(request->language, SAY_PERSON_UNSAID), false};
    }
    for (size_t i = 0; i < codes.count; i++) {
        const Text code = text_from(codes.codes[i]);
        const bool is_chosen = text_equal(code, chosen);
        is_known |= is_chosen;
        options.items[options.count++] =
            (PersonOption){code, words(code, request->language), is_chosen};
    }
    if (!is_known) {
        options.items[options.count++] = (PersonOption){chosen, chosen, true};
    }
    return options;
}

PersonOptions person_options(const Request *request, FactCodes codes, OptionStart start,
                             Text chosen)
{
    return options_of(request, codes, start, chosen, code_say);
}

PersonOptions person_tongues(const Request *request, OptionStart start, Text chosen)
{
    return options_of(request, tongue_codes(), start, chosen, tongue_say);
}

PersonOptions person_sources(const Request *request, FactSource chosen)
{
    PersonOptions options = {.items = ARENA_ARRAY(request->arena, PersonOption, SOURCE_COUNT)};
    for (FactSource source = SOURCE_PERSON; source < SOURCE_COUNT; source++) {
        options.items[options.count++] =
            (PersonOption){fact_source_code(source), fact_source_say(source, request->language),
                           source == chosen};
    }
    return options;
}

/* -------------------------------------------------------------------------------- refusals */

static Text wrong(const Request *request, Text detail)
{
    return text_format(request->arena, "%.*s %.*s",
                       TEXT_ARG(say(request->language, SAY_PERSON_WRONG)), TEXT_ARG(detail));
}

Text person_refusal(const Request *request, Outcome outcome)
{
    const Language language = request->language;
    const Problem *problem = &request->problem;
    if (outcome == CONFLICT) {
        return say(language, SAY_PERSON_STALE);
    }
    if (outcome == REFUSED && text_contains(problem->detail, TEXT("key"))) {
        return wrong(request, say(language, SAY_PERSON_WRONG_KEYS));
    }
    if (outcome != INVALID) {
        return TEXT("");
    }
    if (text_equal(problem->field, TEXT("facts"))) {
        return wrong(request, say(language, SAY_PERSON_WRONG_NAME));
    }
    if (text_equal(problem->field, TEXT("team"))) {
        return wrong(request, say(language, SAY_PERSON_WRONG_TEAM));
    }
    /* The form expected is told as the API tells it, after the sentence of the language. */
    const Text expected =
        text_format(request->arena, "%.*s %.*s",
                    TEXT_ARG(say(language, SAY_PERSON_WRONG_VALUE)), TEXT_ARG(problem->detail));
    return wrong(request, expected);
}
