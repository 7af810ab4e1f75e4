/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/home_web.h"

#include <stdlib.h>

#include "matching/match.h"
#include "matching/page_web.h"
#include "matching/plan_form_web.h"
#include "matching/sentences.h"

/* Facts asked on the first page: few, gentle, and those that open most doors. */
static const char *const first_facts[] = {"homeless", "has_residence_permit", "has_dog"};

static const Sentence group_titles[] = {SAY_HOME_TICK, SAY_HOME_GROUP_HOME,
                                        SAY_HOME_GROUP_FAMILY, SAY_HOME_GROUP_LEARN};

static bool was_chosen(const FieldList *fields, Text code)
{
    size_t at = 0;
    Text value = {0};
    while (field_next(fields, "need", &at, &value)) {
        if (text_equal(value, code)) {
            return true;
        }
    }
    return false;
}

/* The group of a root of the tree; one without a rank stands in the last. */
static size_t group_of(const Term *term)
{
    const size_t group = (size_t)term->rank / 100;
    return term->rank <= 0 || group >= LENGTH_OF(group_titles) ? LENGTH_OF(group_titles) - 1
                                                               : group;
}

static void fill_group(const Request *request, const FieldList *fields, const TermSpan *roots,
                       size_t number, NeedGroup *group)
{
    NeedChoice *choices = ARENA_ARRAY(request->arena, NeedChoice, roots->count);
    group->title = say(request->language, group_titles[number]);
    for (size_t i = 0; i < roots->count; i++) {
        const Term *term = roots->items[i];
        if (group_of(term) != number) {
            continue;
        }
        const bool is_chosen = was_chosen(fields, term->code);
        group->is_open |= is_chosen;
        choices[group->count++] = (NeedChoice){
            .code = term->code,
            .name = phrase_in(&term->name, request->language, NULL),
            .icon = page_icon(term),
            .family = page_family(term),
            .is_chosen = is_chosen,
        };
    }
    group->choices = choices;
}

/* A need that is asked and is no branch (a link chose it) is kept, and shown first. */
static void fill_chosen(const Request *request, const FieldList *fields, HomeView *view)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    NeedChoice *choices = ARENA_ARRAY(request->arena, NeedChoice, PLAN_MAX_NEEDS);
    size_t at = 0;
    Text code = {0};
    while (view->chosen_count < PLAN_MAX_NEEDS && field_next(fields, "need", &at, &code)) {
        const uint32_t need = catalogue_need(catalogue, code);
        if (need == NONE || catalogue->needs->terms[need].parent == NONE) {
            continue;
        }
        const Term *term = &catalogue->needs->terms[need];
        choices[view->chosen_count++] = (NeedChoice){
            .code = term->code,
            .name = phrase_in(&term->name, request->language, NULL),
            .icon = page_icon(term),
            .family = page_family(term),
            .is_chosen = true,
        };
    }
    view->chosen = choices;
}

static void fill_needs(const Request *request, const FieldList *fields, HomeView *view)
{
    const TermSpan roots = page_branches(request->arena, network_of(request)->catalogue->needs,
                                         NONE, request->language);
    NeedGroup *groups = ARENA_ARRAY(request->arena, NeedGroup, LENGTH_OF(group_titles));
    for (size_t i = 0; i < LENGTH_OF(group_titles); i++) {
        fill_group(request, fields, &roots, i, &groups[view->group_count]);
        view->group_count += groups[view->group_count].count > 0 ? 1 : 0;
    }
    view->groups = groups;
}

static void fill_moving(const Request *request, const FieldList *fields, HomeView *view)
{
    static const Sentence names[] = {SAY_MOVING_WALK, SAY_MOVING_WHEELCHAIR, SAY_MOVING_TRANSIT,
                                     SAY_MOVING_CAR};
    static const Text icons[] = {TEXT_INIT("walk"), TEXT_INIT("wheelchair"), TEXT_INIT("bus"),
                                 TEXT_INIT("car")};
    Moving chosen = MOVING_WALK;
    (void)moving_parse(field_first(fields, "moving"), &chosen);
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        view->moving[i] = (MovingChoice){
            .code = moving_name((Moving)i),
            .name = say(request->language, names[i]),
            .icon = icons[i],
            .is_chosen = (Moving)i == chosen,
        };
    }
}

static void fill_questions(const Request *request, const FieldList *fields, HomeView *view)
{
    const FactVocabulary *facts = network_of(request)->facts;
    QuestionView *questions = ARENA_ARRAY(request->arena, QuestionView, LENGTH_OF(first_facts));
    for (size_t i = 0; i < LENGTH_OF(first_facts); i++) {
        const int fact = fact_find(facts, text_from(first_facts[i]));
        if (fact < 0) {
            continue;
        }
        const Text given = field_first(fields, first_facts[i]);
        questions[view->question_count++] = (QuestionView){
            .fact = facts->facts[fact].key,
            .text = phrase_in(&facts->facts[fact].question, request->language, NULL),
            .yes = text_equal(given, TEXT("yes")),
            .no = text_equal(given, TEXT("no")),
            .refused = text_equal(given, TEXT("refused")),
        };
        view->has_answers |= given.length > 0;
    }
    view->questions = questions;
}

void home_write(Request *request, const FieldList *fields, Text problem)
{
    HomeView *view = ARENA_NEW(request->arena, HomeView);
    view->words = field_first(fields, "words");
    view->place = field_first(fields, "place");
    view->problem = problem;
    Html html = page_open(request, say(request->language, SAY_HOME_TITLE), &view->layout);
    fill_chosen(request, fields, view);
    fill_needs(request, fields, view);
    fill_moving(request, fields, view);
    fill_questions(request, fields, view);
    home_page(&html, view);
}
