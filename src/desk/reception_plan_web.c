/* SPDX-License-Identifier: EUPL-1.2 */
/* The middle column: the choices, what is asked, the doors each with its verb. */
#include "desk/desk_web.h"
#include "desk/reception_web.h"
#include "desk/sentences.h"
#include "matching/page_web.h"
#include "matching/plan_form_web.h"
#include "matching/sentences.h"

enum { MOST_QUESTIONS = 3, HALF_AN_HOUR = 1800 };

typedef struct BigChoice {
    const char *code;
    DeskWish wish; /* what ticks it before anybody did */
} BigChoice;

/* In the order of the number keys; the eighth is said in words. */
static const BigChoice big_choices[DESK_NEEDS] = {
    {"sleep.tonight",     WISH_SLEEP  },
    {"food.meal",         WISH_FOOD   },
    {"health",            WISH_HEALTH },
    {"address.reference", WISH_ADDRESS},
    {"housing",           WISH_HOUSING},
    {"hygiene.shower",    WISH_HYGIENE},
    {"link.listening",    WISH_TALK   },
};

static Text phrase(const Request *request, const Phrase *words)
{
    return phrase_in(words, request->language, NULL);
}

static bool has_value(const FieldList *fields, const char *name, Text wanted)
{
    size_t at = 0;
    Text value = {0};
    while (field_next(fields, name, &at, &value)) {
        if (text_equal(value, wanted)) {
            return true;
        }
    }
    return false;
}

void desk_needs_fill(const Request *request, const FieldList *fields, DeskPersonView *view)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    for (size_t i = 0; i < DESK_NEEDS; i++) {
        const Text code = text_from(big_choices[i].code);
        const uint32_t need = catalogue_need(catalogue, code);
        const Term *term = need == NONE ? NULL : &catalogue->needs->terms[need];
        view->needs[i] = (NeedChoice){
            .code = code,
            .name = desk_wish_words(request->language, big_choices[i].wish),
            .icon = page_icon(term),
            .family = text_slice(code, 0, text_find_byte(code, '.', 0)),
            .is_chosen = has_value(fields, "need", code),
        };
    }
    view->words = field_first(fields, "words");
}

/* A need the page has no big choice for, as the words of the eighth were understood. */
static bool is_big_choice(Text code)
{
    for (size_t i = 0; i < DESK_NEEDS; i++) {
        if (text_equal(code, text_from(big_choices[i].code))) {
            return true;
        }
    }
    return false;
}

static bool is_asked(const DeskPersonView *view, Text name)
{
    for (size_t i = 0; i < view->question_count; i++) {
        if (text_equal(view->questions[i].fact, name)) {
            return true;
        }
    }
    return false;
}

void desk_kept_fill(const Request *request, const FieldList *fields, DeskPersonView *view)
{
    HiddenField *kept = ARENA_ARRAY(request->arena, HiddenField, fields->count);
    for (size_t i = 0; i < fields->count; i++) {
        const Field *field = &fields->items[i];
        const bool is_need =
            text_equal(field->name, TEXT("need")) && is_big_choice(field->value);
        const bool is_told = text_equal(field->name, TEXT("words")) ||
                             text_equal(field->name, TEXT("at")) || is_asked(view, field->name);
        if (!is_need && !is_told) {
            kept[view->kept_count++] = (HiddenField){field->name, field->value};
        }
    }
    view->kept = kept;
}

/* -------------------------------------------------------------------------------- doors */

static const Term *term_of(const Request *request, const Situation *situation, uint32_t need)
{
    return &network_of(request)->catalogue->needs->terms[situation->needs[need].need];
}

static void fill_state(const Request *request, const Situation *situation,
                       const MatchDoor *door, DeskDoorView *view)
{
    view->state_class = TEXT("wait");
    if (!door->hours_known) {
        view->state = say(request->language, SAY_PLAN_CONFIRM_HOURS);
    } else if (door->open_until != MOMENT_NONE && door->start > situation->at + HALF_AN_HOUR) {
        view->state = say_with(request->arena, request->language, SAY_PLAN_OPENS, "time",
                               say_moment(request->arena, request->language, door->start));
    } else {
        view->state_class = TEXT("open");
        view->state =
            door->open_until == MOMENT_NONE
                ? say(request->language, SAY_SERVICE_OPEN)
                : say_with(request->arena, request->language, SAY_PLAN_UNTIL, "time",
                           say_clock(request->arena, request->language, door->open_until));
    }
    if (!door->is_certain) {
        view->entry = say(request->language,
                          door->eligibility == ANSWER_YES ? SAY_PLAN_MAYBE : SAY_PLAN_TO_CHECK);
    }
}

static Text when_of(const Request *request, const MatchDoor *door)
{
    const Moment rounded = (door->start + 299) / 300 * 300;
    switch (door->timing) {
    case TIMING_COME:
        return say_with(request->arena, request->language, SAY_PLAN_ARRIVE, "time",
                        say_clock(request->arena, request->language, rounded));
    case TIMING_CALL_NOW:
        return say(request->language, SAY_PLAN_CALL_NOW);
    case TIMING_CALL_FIRST:
        return say(request->language, SAY_PLAN_CALL_FIRST);
    case TIMING_ASK_FIRST:
        break;
    }
    return say(request->language, SAY_PLAN_ASK_FIRST);
}

/* A door is written to for a person who has a file, else called where it has a number; else one
 * reads about it. */
static void fill_verb(const Request *request, const Door *place, const Text *refer_href,
                      DeskDoorView *view)
{
    const Phone *phone = catalogue_phone(network_of(request)->catalogue, place);
    if (refer_href->length > 0) {
        view->verb = say(request->language, SAY_DESK_REFER);
        view->verb_href = *refer_href;
        return;
    }
    view->verb = say(request->language, phone == NULL ? SAY_DESK_DETAILS : SAY_PLAN_CALL);
    view->verb_href =
        phone == NULL ? view->href : page_phone_href(request->arena, phone->number);
    view->number = phone == NULL ? TEXT("") : phone->number;
}

static Text refer_href(const Request *request, const Situation *situation, const Term *need,
                       Text path)
{
    if (path.length == 0 || need == NULL) {
        return TEXT("");
    }
    return request_link(request, text_format(request->arena, "%.*s?besoin=%.*s&code=%.*s",
                                             TEXT_ARG(path), TEXT_ARG(need->code),
                                             TEXT_ARG(situation->postal_code)));
}

static DeskDoorView door_view(const Request *request, const Situation *situation,
                              const MatchDoor *door, Text refer_path)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Door *place = &catalogue->doors[door->door];
    const Service *service = &catalogue->services[place->service];
    const Term *need = door->needs.count > 0 ? term_of(request, situation, door->needs.items[0])
                                             : page_first_need(catalogue, service);
    DeskDoorView view = {
        .icon = page_icon(need),
        .family = page_family(need),
        .name = phrase(request, &service->name),
        .href = page_service_href(request, service),
        .when = when_of(request, door),
    };
    if (door->travel_minutes > 0) {
        const Text minutes =
            say_minutes(request->arena, request->language, door->travel_minutes);
        view.travel =
            say_with(request->arena, request->language, SAY_PLAN_TRAVEL, "time", minutes);
    }
    if (door->requires.count > 0) {
        view.after = say_with(request->arena, request->language, SAY_PLAN_AFTER, "n",
                              text_format(request->arena, "%u", door->requires.items[0] + 1));
    }
    fill_state(request, situation, door, &view);
    const Text refer = refer_href(request, situation, need, refer_path);
    fill_verb(request, place, &refer, &view);
    return view;
}

static void fill_doors(const Request *request, const Situation *situation,
                       const MatchPlan *plan, DeskPersonView *view)
{
    DeskDoorView *doors = ARENA_ARRAY(request->arena, DeskDoorView, plan->door_count);
    for (size_t i = 0; i < plan->door_count; i++) {
        doors[i] = door_view(request, situation, &plan->doors[i], view->refer_path);
    }
    view->doors = doors;
    view->door_count = plan->door_count;
}

static void fill_gaps(const Request *request, const Situation *situation, const MatchPlan *plan,
                      DeskPersonView *view)
{
    GapView *gaps = ARENA_ARRAY(request->arena, GapView, plan->gap_count);
    for (size_t i = 0; i < plan->gap_count; i++) {
        const Term *term = term_of(request, situation, plan->gaps[i].need);
        gaps[i] = (GapView){.need = phrase(request, &term->name), .icon = page_icon(term)};
    }
    view->gaps = gaps;
    view->gap_count = plan->gap_count;
}

/* ----------------------------------------------------------------------------- questions */

static QuestionView question_of(const Fact *fact, Text text, const FactValue *value)
{
    const bool is_known = value->state == FACT_KNOWN;
    return (QuestionView){
        .fact = fact->key,
        .text = text,
        .yes = is_known && value->boolean,
        .no = is_known && !value->boolean,
        .refused = value->state == FACT_REFUSED,
    };
}

/* What was answered stays in sight, to be changed; then the best to ask next. */
static void fill_questions(const Request *request, const Situation *situation,
                           const MatchAnswer *answer, DeskPersonView *view)
{
    const FactVocabulary *facts = network_of(request)->facts;
    QuestionView *questions =
        ARENA_ARRAY(request->arena, QuestionView, facts->count + MOST_QUESTIONS);
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *fact = &facts->facts[i];
        const FactValue *value = &situation->facts.values[i];
        if (fact->type == FACT_BOOLEAN && value->state != FACT_UNKNOWN) {
            questions[view->question_count++] =
                question_of(fact, phrase(request, &fact->question), value);
        }
    }
    const size_t most = view->question_count + MOST_QUESTIONS;
    for (size_t i = 0; i < answer->question_count && view->question_count < most; i++) {
        const int index = answer->questions[i].fact;
        if (facts->facts[index].type == FACT_BOOLEAN) {
            questions[view->question_count++] =
                question_of(&facts->facts[index], answer->questions[i].text,
                            &situation->facts.values[index]);
        }
    }
    view->questions = questions;
}

void desk_plan_fill(Request *request, const Situation *situation, const MatchAnswer *answer,
                    DeskPersonView *view)
{
    const MatchPlan *plan = &answer->best;
    bool is_any_certain = false;
    for (size_t i = 0; i < plan->door_count; i++) {
        is_any_certain |= plan->doors[i].is_certain;
    }
    view->has_plan = true;
    view->plan_title = plan->door_count == 0
                           ? say(request->language, SAY_PLAN_TITLE_NONE)
                           : say_count(request->arena, request->language,
                                       is_any_certain ? SAY_PLAN_TITLE : SAY_PLAN_TITLE_MAYBE,
                                       plan->door_count);
    fill_doors(request, situation, plan, view);
    fill_gaps(request, situation, plan, view);
    fill_questions(request, situation, answer, view);
}
