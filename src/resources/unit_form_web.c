/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/board_web.h"
#include "resources/house_service.h"
#include "resources/sentences.h"
#include "resources/unit_web.h"
#include "words/say.h"

/* Who a unit is for, as houses say it most; the last is whatever condition is written. */
typedef struct RuleChoice {
    const char *code;
    Sentence words;
    const char *rule;
} RuleChoice;

static const RuleChoice rule_choices[] = {
    {"all",      SAY_UNITS_FOR_ALL,      ""                                            },
    {"women",    SAY_UNITS_FOR_WOMEN,    "woman = true"                                },
    {"families", SAY_UNITS_FOR_FAMILIES, "children > 0"                                },
    {"adults",   SAY_UNITS_FOR_ADULTS,   "age >= 18"                                   },
    {"animals",  SAY_UNITS_FOR_ANIMALS,  "has_dog = true"                              },
    {"leaving",  SAY_UNITS_FOR_LEAVING,  "leaving_prison = true or leaving_care = true"},
    {"other",    SAY_UNITS_FOR_OTHER,    NULL                                          },
};

static const char *const COUNTED_HERE = "here";
static const char *const COUNTED_BY_TELEPHONE = "told";

/* -------------------------------------------------------------------------------- choices */

/* A dwelling has its own page, for it has rooms and an address. */
static CodeChoices kind_choices(const Request *request, Text chosen)
{
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, UNIT_KIND_COUNT);
    size_t count = 0;
    for (size_t i = 0; i < UNIT_KIND_COUNT; i++) {
        if (i != UNIT_DWELLING) {
            items[count++] = (CodeChoice){unit_kind_code((UnitKind)i),
                                          unit_kind_words(request->language, (UnitKind)i)};
        }
    }
    return (CodeChoices){items, count, chosen};
}

static CodeChoices reach_choices(const Request *request, Text chosen)
{
    static const Sentence words[UNIT_REACH_COUNT] = {
        [UNIT_FOR_HOUSE] = SAY_UNITS_REACH_HOUSE,
        [UNIT_FOR_NETWORK] = SAY_UNITS_REACH_NETWORK,
        [UNIT_FOR_PUBLIC] = SAY_UNITS_REACH_PUBLIC,
    };
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, UNIT_REACH_COUNT);
    for (size_t i = 0; i < UNIT_REACH_COUNT; i++) {
        items[i] =
            (CodeChoice){unit_reach_code((UnitReach)i), say(request->language, words[i])};
    }
    return (CodeChoices){items, UNIT_REACH_COUNT, chosen};
}

static CodeChoices counting_choices(const Request *request, Text chosen)
{
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, 2);
    items[0] =
        (CodeChoice){text_from(COUNTED_HERE), say(request->language, SAY_UNITS_COUNTED_HERE)};
    items[1] = (CodeChoice){text_from(COUNTED_BY_TELEPHONE),
                            say(request->language, SAY_UNITS_COUNTED_TOLD)};
    return (CodeChoices){items, 2, chosen};
}

static CodeChoices rule_codes(const Request *request, Text chosen)
{
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, LENGTH_OF(rule_choices));
    for (size_t i = 0; i < LENGTH_OF(rule_choices); i++) {
        items[i] = (CodeChoice){text_from(rule_choices[i].code),
                                say(request->language, rule_choices[i].words)};
    }
    return (CodeChoices){items, LENGTH_OF(rule_choices), chosen};
}

static Outcome service_choices(Request *request, Text chosen, CodeChoices *choices)
{
    HouseServiceList services = {0};
    TRY(house_service_list(access_of(request), &services));
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, services.count + 1);
    items[0] = (CodeChoice){TEXT(""), say(request->language, SAY_UNITS_NO_SERVICE)};
    for (size_t i = 0; i < services.count; i++) {
        items[i + 1] = (CodeChoice){id_format(request->arena, services.items[i].id),
                                    services.items[i].name};
    }
    *choices = (CodeChoices){items, services.count + 1, chosen};
    return OK;
}

/* The choice that a rule is; "other" for what no choice says. */
static const RuleChoice *choice_of_rule(Text rule)
{
    const size_t last = LENGTH_OF(rule_choices) - 1;
    for (size_t i = 0; i < last; i++) {
        if (text_equal(rule, text_from(rule_choices[i].rule))) {
            return &rule_choices[i];
        }
    }
    return &rule_choices[last];
}

/* ------------------------------------------------------------------------------- the form */

Outcome unit_form_sent(Request *request, UnitForm *form)
{
    *form = (UnitForm){
        .name = request_form(request, "nom"),
        .capacity = request_form(request, "places"),
        .slot = request_form(request, "duree"),
        .gap = request_form(request, "pause"),
        .hours = request_form(request, "heures"),
        .rule = request_form(request, "regle"),
        .kinds = kind_choices(request, request_form(request, "genre")),
        .rules = rule_codes(request, request_form(request, "pour")),
        .reaches = reach_choices(request, request_form(request, "portee")),
        .countings = counting_choices(request, request_form(request, "compte")),
    };
    return service_choices(request, request_form(request, "service"), &form->services);
}

static Text number_words(const Request *request, int64_t number)
{
    return number == 0 ? TEXT("") : text_format(request->arena, "%lld", (long long)number);
}

Outcome unit_form_of(Request *request, const Unit *unit, UnitForm *form)
{
    const RuleChoice *choice = choice_of_rule(unit->rule);
    const Text service =
        id_is_nil(unit->service) ? TEXT("") : id_format(request->arena, unit->service);
    *form = (UnitForm){
        .name = unit->name,
        .capacity = text_format(request->arena, "%lld", (long long)unit->capacity),
        .slot = number_words(request, unit->slot_minutes),
        .gap = number_words(request, unit->gap_minutes),
        .hours = unit->hours,
        .rule = choice->rule == NULL ? unit->rule : TEXT(""),
        .kinds = kind_choices(request, unit_kind_code(unit->kind)),
        .rules = rule_codes(request, text_from(choice->code)),
        .reaches = reach_choices(request, unit_reach_code(unit->reach)),
        .countings = counting_choices(
            request, text_from(unit->is_kept_here ? COUNTED_HERE : COUNTED_BY_TELEPHONE)),
    };
    return service_choices(request, service, &form->services);
}

/* An empty number is 0, but where one must be said. */
typedef enum NumberNeed { NUMBER_MAY_LACK, NUMBER_MUST_STAND } NumberNeed;

static Outcome form_number(Request *request, const char *name, const char *field,
                           NumberNeed need, int64_t *number)
{
    const Text typed = text_trim(request_form(request, name));
    *number = 0;
    return (typed.length == 0 && need == NUMBER_MAY_LACK) || text_to_integer(typed, number)
               ? OK
               : REQUEST_INVALID(request, "body", field, "a whole number is expected");
}

/* A condition stands beside a choice only where the choice is "other". */
static Outcome read_rule(Request *request, Text *rule)
{
    const Text chosen = request_form(request, "pour");
    const Text typed = text_trim(request_form(request, "regle"));
    for (size_t i = 0; i < LENGTH_OF(rule_choices); i++) {
        const RuleChoice *choice = &rule_choices[i];
        if (text_equal(chosen, text_from(choice->code))) {
            const bool is_other = choice->rule == NULL;
            *rule = is_other ? typed : text_from(choice->rule);
            return is_other == (typed.length > 0)
                       ? OK
                       : REQUEST_INVALID(request, "body", "for",
                                         "a condition is written where \"other\" is chosen");
        }
    }
    return REQUEST_INVALID(request, "body", "for", "one of the choices is expected");
}

static Outcome read_service(Request *request, Id *service)
{
    const Text chosen = request_form(request, "service");
    *service = (Id){{0}};
    return chosen.length == 0 || id_parse(chosen, service)
               ? OK
               : REQUEST_INVALID(request, "body", "service", "one of the choices is expected");
}

Outcome unit_form_read(Request *request, Unit *unit)
{
    TRY(form_number(request, "places", "capacity", NUMBER_MUST_STAND, &unit->capacity));
    TRY(form_number(request, "duree", "slotMinutes", NUMBER_MAY_LACK, &unit->slot_minutes));
    TRY(form_number(request, "pause", "gapMinutes", NUMBER_MAY_LACK, &unit->gap_minutes));
    TRY(read_rule(request, &unit->rule));
    TRY(read_service(request, &unit->service));
    unit->name = request_form(request, "nom");
    unit->hours = text_trim(request_form(request, "heures"));
    unit->is_kept_here =
        !text_equal(request_form(request, "compte"), text_from(COUNTED_BY_TELEPHONE));
    return unit_reach_parse(request_form(request, "portee"), &unit->reach)
               ? OK
               : REQUEST_INVALID(request, "body", "reach", "one of the choices is expected");
}

Text unit_refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"kind",        SAY_UNITS_WRONG_KIND    },
        {"name",        SAY_UNITS_WRONG_NAME    },
        {"capacity",    SAY_UNITS_WRONG_CAPACITY},
        {"slotMinutes", SAY_UNITS_WRONG_SLOT    },
        {"gapMinutes",  SAY_UNITS_WRONG_GAP     },
        {"for",         SAY_UNITS_WRONG_FOR     },
        {"rule",        SAY_UNITS_WRONG_RULE    },
        {"reach",       SAY_UNITS_WRONG_REACH   },
        {"service",     SAY_UNITS_WRONG_SERVICE },
        {"revision",    SAY_UNITS_WRONG_REVISION},
        {"closed",      SAY_UNITS_WRONG_CLOSED  },
        {"keptHere",    SAY_UNITS_WRONG_KEPT    },
    };
    const Text field = request->problem.field;
    if (outcome == NOT_FOUND) {
        return TEXT("");
    }
    if (text_equal(field, TEXT("hours"))) {
        return say(request->language,
                   outcome == CONFLICT ? SAY_UNITS_WRONG_PROMISED : SAY_UNITS_WRONG_HOURS);
    }
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}
