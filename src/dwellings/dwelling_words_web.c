/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwelling_words_web.h"

#include "dwellings/sentences.h"
#include "words/say.h"

Text dwelling_day_words(const Request *request, Date day)
{
    return text_format(request->arena, "%.*s %d",
                       TEXT_ARG(say_day(request->arena, request->language, day)),
                       date_to_civil(day).year);
}

Text dwelling_size_words(const Request *request, const Dwelling *dwelling)
{
    Text pieces[3];
    size_t count = 0;
    pieces[count++] = dwelling->bedrooms == 0
                          ? say(request->language, SAY_DWELLING_STUDIO)
                          : say_count(request->arena, request->language, SAY_DWELLING_ROOMS,
                                      (size_t)dwelling->bedrooms);
    if (dwelling->area > 0) {
        pieces[count++] = text_format(request->arena, "%lld m²", (long long)dwelling->area);
    }
    if (dwelling->people > 0) {
        pieces[count++] = say_count(request->arena, request->language, SAY_DWELLING_FOR,
                                    (size_t)dwelling->people);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

Text dwelling_state_words(const Request *request, const Dwelling *dwelling)
{
    static const struct {
        Sentence alone;
        Sentence until;
    } words[DWELLING_STATE_COUNT] = {
        [DWELLING_FREE] = {SAY_DWELLING_FREE,     SAY_DWELLING_FREE          },
        [DWELLING_OFFERED] = {SAY_DWELLING_OFFERED,  SAY_DWELLING_OFFERED_UNTIL },
        [DWELLING_OCCUPIED] = {SAY_DWELLING_OCCUPIED, SAY_DWELLING_OCCUPIED_UNTIL},
        [DWELLING_WORKS] = {SAY_DWELLING_WORKS,    SAY_DWELLING_WORKS_UNTIL   },
    };
    if (dwelling->until == DATE_NONE) {
        return say(request->language, words[dwelling->state].alone);
    }
    return say_with(request->arena, request->language, words[dwelling->state].until, "day",
                    dwelling_day_words(request, dwelling->until));
}

Text dwelling_state_tone(DwellingState state)
{
    static const char *const tones[DWELLING_STATE_COUNT] = {
        [DWELLING_FREE] = "open",
        [DWELLING_OFFERED] = "wait",
        [DWELLING_OCCUPIED] = "closed",
        [DWELLING_WORKS] = "wait",
    };
    return text_from(tones[state]);
}

Text dwelling_entry_words(Language language, DwellingEntry entry)
{
    static const Sentence words[DWELLING_ENTRY_COUNT] = {
        [ENTRY_UNKNOWN] = SAY_DWELLING_ENTRY_UNKNOWN,
        [ENTRY_STAIRS] = SAY_DWELLING_ENTRY_STAIRS,
        [ENTRY_LIFT] = SAY_DWELLING_ENTRY_LIFT,
        [ENTRY_LEVEL] = SAY_DWELLING_ENTRY_LEVEL,
        [ENTRY_ADAPTED] = SAY_DWELLING_ENTRY_ADAPTED,
    };
    return say(language, words[entry]);
}

/* ------------------------------------------------------------------------------ a tenancy */

static Text day_with(const Request *request, Sentence sentence, Date day)
{
    return say_with(request->arena, request->language, sentence, "day",
                    dwelling_day_words(request, day));
}

Text tenancy_since_words(const Request *request, const Tenancy *tenancy)
{
    return day_with(request, SAY_TENANCY_SINCE, tenancy->starts);
}

Text tenancy_until_words(const Request *request, const Tenancy *tenancy)
{
    if (tenancy->left != DATE_NONE) {
        return day_with(request, SAY_TENANCY_LEFT, tenancy->left);
    }
    return tenancy->ends != DATE_NONE ? day_with(request, SAY_TENANCY_UNTIL, tenancy->ends)
                                      : say(request->language, SAY_TENANCY_NO_END);
}

Text tenancy_follow_words(const Request *request, const Tenancy *tenancy)
{
    return tenancy->has_follow_up
               ? day_with(request, SAY_TENANCY_FOLLOWED, tenancy->follow_up_since)
               : say(request->language, SAY_TENANCY_ALONE);
}

/* ------------------------------------------------------------------------------- the form */

static CodeChoices entry_choices(const Request *request, Text chosen)
{
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, DWELLING_ENTRY_COUNT);
    for (size_t i = 0; i < DWELLING_ENTRY_COUNT; i++) {
        items[i] = (CodeChoice){dwelling_entry_code((DwellingEntry)i),
                                dwelling_entry_words(request->language, (DwellingEntry)i)};
    }
    return (CodeChoices){items, DWELLING_ENTRY_COUNT, chosen};
}

static CodeChoices reach_choices(const Request *request, Text chosen)
{
    enum { REACHES = 2 };
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, REACHES);
    items[0] = (CodeChoice){unit_reach_code(UNIT_FOR_NETWORK),
                            say(request->language, SAY_DWELLING_REACH_NETWORK)};
    items[1] = (CodeChoice){unit_reach_code(UNIT_FOR_HOUSE),
                            say(request->language, SAY_DWELLING_REACH_HOUSE)};
    return (CodeChoices){items, REACHES, chosen};
}

DwellingForm dwelling_form_sent(Request *request)
{
    return (DwellingForm){
        .name = request_form(request, "nom"),
        .bedrooms = request_form(request, "chambres"),
        .area = request_form(request, "surface"),
        .people = request_form(request, "personnes"),
        .address = request_form(request, "adresse"),
        .postal_code = request_form(request, "code"),
        .manager = request_form(request, "gestion"),
        .convention = request_form(request, "convention"),
        .rule = request_form(request, "regle"),
        .is_protected = request_form(request, "protegee").length > 0,
        .entries = entry_choices(request, request_form(request, "acces")),
        .reaches = reach_choices(request, request_form(request, "portee")),
    };
}

static Text number_words(const Request *request, int64_t number)
{
    return text_format(request->arena, "%lld", (long long)number);
}

DwellingForm dwelling_form_of(Request *request, const Dwelling *dwelling)
{
    return (DwellingForm){
        .name = dwelling->unit.name,
        .bedrooms = number_words(request, dwelling->bedrooms),
        .area = dwelling->area > 0 ? number_words(request, dwelling->area) : TEXT(""),
        .people = dwelling->people > 0 ? number_words(request, dwelling->people) : TEXT(""),
        .address = dwelling->address,
        .postal_code = dwelling->postal_code,
        .manager = dwelling->manager,
        .convention = dwelling->convention,
        .rule = dwelling->unit.rule,
        .is_protected = dwelling->is_protected,
        .entries = entry_choices(request, dwelling_entry_code(dwelling->entry)),
        .reaches = reach_choices(request, unit_reach_code(dwelling->unit.reach)),
    };
}

/* An empty number is 0: nobody said. */
static Outcome form_number(Request *request, const char *name, const char *field,
                           int64_t *number)
{
    const Text typed = text_trim(request_form(request, name));
    *number = 0;
    return typed.length == 0 || text_to_integer(typed, number)
               ? OK
               : REQUEST_INVALID(request, "body", field, "a whole number is expected");
}

Outcome dwelling_form_read(Request *request, Dwelling *dwelling)
{
    TRY(form_number(request, "chambres", "bedrooms", &dwelling->bedrooms));
    TRY(form_number(request, "surface", "area", &dwelling->area));
    TRY(form_number(request, "personnes", "people", &dwelling->people));
    dwelling->unit.name = request_form(request, "nom");
    dwelling->unit.rule = request_form(request, "regle");
    dwelling->address = request_form(request, "adresse");
    dwelling->postal_code = text_trim(request_form(request, "code"));
    dwelling->manager = request_form(request, "gestion");
    dwelling->convention = text_trim(request_form(request, "convention"));
    dwelling->is_protected = request_form(request, "protegee").length > 0;
    if (!dwelling_entry_parse(request_form(request, "acces"), &dwelling->entry)) {
        return REQUEST_INVALID(request, "body", "acces", "one of the choices is expected");
    }
    return unit_reach_parse(request_form(request, "portee"), &dwelling->unit.reach)
               ? OK
               : REQUEST_INVALID(request, "body", "portee", "one of the choices is expected");
}

Outcome dwelling_form_day(Request *request, const char *name, const char *field, Date *day)
{
    const Text typed = text_trim(request_form(request, name));
    *day = DATE_NONE;
    return typed.length == 0 || date_parse(typed, day)
               ? OK
               : REQUEST_INVALID(request, "body", field, "a day is expected: 2026-11-30");
}

/* ------------------------------------------------------------------------------- refusals */

Text dwelling_refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"name",       SAY_DWELLING_WRONG_NAME      },
        {"bedrooms",   SAY_DWELLING_WRONG_NUMBER    },
        {"area",       SAY_DWELLING_WRONG_NUMBER    },
        {"people",     SAY_DWELLING_WRONG_NUMBER    },
        {"address",    SAY_DWELLING_WRONG_ADDRESS   },
        {"postalCode", SAY_DWELLING_WRONG_POSTAL    },
        {"manager",    SAY_DWELLING_WRONG_MANAGER   },
        {"convention", SAY_DWELLING_WRONG_CONVENTION},
        {"rule",       SAY_DWELLING_WRONG_RULE      },
        {"revision",   SAY_DWELLING_WRONG_REVISION  },
        {"until",      SAY_DWELLING_WRONG_WORKS     },
        {"dwelling",   SAY_DWELLING_WRONG_NO_WORKS  },
        {"unit",       SAY_DWELLING_WRONG_NOT_FREE  },
        {"starts",     SAY_DWELLING_WRONG_STARTS    },
        {"ends",       SAY_DWELLING_WRONG_ENDS      },
        {"day",        SAY_DWELLING_WRONG_DAY       },
        {"tenancy",    SAY_DWELLING_WRONG_LEFT      },
        {"followUp",   SAY_DWELLING_WRONG_SAID      },
        {"booking",    SAY_DWELLING_WRONG_OFFER     },
        {"label",      SAY_DWELLING_WRONG_LABEL     },
    };
    const Text field = request->problem.field;
    if (outcome == NOT_FOUND) {
        return TEXT("");
    }
    if (text_equal(field, TEXT("person"))) {
        return say(request->language,
                   outcome == CONFLICT ? SAY_DWELLING_WRONG_HOUSED : SAY_DWELLING_WRONG_PERSON);
    }
    if (text_equal(field, TEXT("facts"))) {
        return say(request->language,
                   outcome == REFUSED ? SAY_DWELLING_NOT_FOR : SAY_DWELLING_MISSING);
    }
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}

/* ----------------------------------------------------------------------------------- paths */

Text dwelling_path(const Request *request, Id dwelling, const char *rest)
{
    return text_format(request->arena, "/logements/%.*s%s",
                       TEXT_ARG(id_format(request->arena, dwelling)), rest);
}

Outcome dwelling_path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "dwelling",
                             "no such dwelling");
}

Text dwelling_person_link(const Request *request, Id person)
{
    const Text id = id_format(request->arena, person);
    return id_is_nil(person)
               ? TEXT("")
               : request_link(request, text_format(request->arena, "/p/%.*s", TEXT_ARG(id)));
}
