/* SPDX-License-Identifier: EUPL-1.2 */
/* The cold plans on the web, /grand-froid: the list, one plan, and its acts. */
#include "resources/cold/cold_web.h"

#include "access/frame_web.h"
#include "access/house.h"
#include "http/fields.h"
#include "resources/sentences.h"

/* ------------------------------------------------------------------------------- the list */

/* "Niveau 2 : en cours jusqu’au jeudi 10 décembre"; empty while all is off. */
static Outcome state_of_plan(Request *request, const ColdPlan *plan, Text *state)
{
    ColdLevelList levels = {0};
    ColdSwitchList turns = {0};
    *state = TEXT("");
    TRY(cold_level_list(access_of(request), plan->id, &levels));
    TRY(cold_switch_list(access_of(request), plan->id, &turns));
    for (size_t i = 0; i < levels.count; i++) {
        const ColdSwitch *turn =
            cold_switch_of_level(&turns, levels.items[i].rank, request->now);
        if (turn != NULL) {
            const Text words = cold_turn_words(request, turn);
            *state = text_format(request->arena, "%.*s%s%.*s, %.*s", TEXT_ARG(*state),
                                 state->length > 0 ? " · " : "", TEXT_ARG(levels.items[i].name),
                                 TEXT_ARG(words));
        }
    }
    return OK;
}

static Outcome fill_rows(Request *request, ColdListView *view)
{
    ColdPlanList plans = {0};
    TRY(cold_plan_list(access_of(request), &plans));
    ColdPlanRow *rows = ARENA_ARRAY(request->arena, ColdPlanRow, plans.count);
    for (size_t i = 0; i < plans.count; i++) {
        const ColdPlan *plan = &plans.items[i];
        rows[i] =
            (ColdPlanRow){.href = request_link(request, cold_plan_path(request, plan->id)),
                          .name = plan->name};
        TRY(house_name(request->session, request->arena, plan->house, &rows[i].house,
                       &request->problem));
        TRY(state_of_plan(request, plan, &rows[i].state));
    }
    view->rows = rows;
    view->row_count = plans.count;
    return OK;
}

Outcome cold_note(Request *request, Text *note)
{
    Text joined = {0};
    ColdPlanList plans = {0};
    TRY(cold_plan_list(access_of(request), &plans));
    for (size_t i = 0; i < plans.count; i++) {
        Text state = {0};
        TRY(state_of_plan(request, &plans.items[i], &state));
        if (state.length > 0) {
            joined = text_format(request->arena, "%.*s%s%.*s, %.*s", TEXT_ARG(joined),
                                 joined.length > 0 ? " · " : "", TEXT_ARG(plans.items[i].name),
                                 TEXT_ARG(state));
        }
    }
    *note = joined;
    return OK;
}

static Outcome write_list(Request *request, Text problem)
{
    Html html = {0};
    ColdListView *view = ARENA_NEW(request->arena, ColdListView);
    view->problem = problem;
    view->typed = request_form(request, "nom");
    view->is_for_house = text_equal(request_form(request, "portee"), TEXT("house"));
    view->may_manage = cold_may_manage(request);
    TRY(fill_rows(request, view));
    TRY(frame_open(request, say(request->language, SAY_COLD_TITLE), &view->frame, &html));
    cold_list_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    return write_list(request, TEXT(""));
}

static Outcome add_plan(Request *request)
{
    ColdPlan plan = {.name = request_form(request, "nom")};
    if (!unit_reach_parse(request_form(request, "portee"), &plan.reach)) {
        return REQUEST_INVALID(request, "body", "portee", "house or network is expected");
    }
    const Outcome outcome = cold_plan_add(access_of(request), &plan, &plan);
    if (outcome == OK) {
        return response_redirect(request, cold_plan_path(request, plan.id));
    }
    const Text problem = cold_problem_words(request, outcome);
    return problem.length > 0 ? write_list(request, problem) : outcome;
}

/* --------------------------------------------------------------------------------- acting */

static Outcome read_plan_id(Request *request, Id *plan)
{
    return id_parse(request_path_value(request, "id"), plan)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "plan",
                             "no such cold plan");
}

/* Back to the plan, or the plan with what is wrong and the form as it was sent. Every check of
 * the domain comes before its first write. */
static Outcome answer(Request *request, Id plan, Outcome outcome)
{
    if (outcome == OK) {
        return response_redirect(request, cold_plan_path(request, plan));
    }
    const Text problem = cold_problem_words(request, outcome);
    return problem.length > 0 ? cold_plan_write(request, plan, problem) : outcome;
}

static Outcome show_plan(Request *request)
{
    Id plan = {{0}};
    TRY(read_plan_id(request, &plan));
    return cold_plan_write(request, plan, TEXT(""));
}

static Outcome wrong(Request *request, const char *field)
{
    return REQUEST_INVALID(request, "body", field, "it is not written as expected");
}

static Outcome read_whole(Request *request, const char *name, const char *field,
                          int64_t *number)
{
    const Text typed = text_trim(request_form(request, name));
    return typed.length == 0 || text_to_integer(typed, number) ? OK : wrong(request, field);
}

static Outcome read_level(Request *request, ColdLevel *level)
{
    level->name = request_form(request, "nom");
    level->cause = request_form(request, "cause");
    level->has_threshold = text_trim(request_form(request, "seuil")).length > 0;
    TRY(read_whole(request, "niveau", "rank", &level->rank));
    return read_whole(request, "seuil", "threshold", &level->threshold);
}

static Outcome set_level(Request *request)
{
    ColdLevel level = {0};
    TRY(read_plan_id(request, &level.plan));
    const Outcome read = read_level(request, &level);
    return answer(request, level.plan,
                  read == OK ? cold_level_set(access_of(request), &level) : read);
}

static Outcome read_measure(Request *request, ColdMeasure *measure)
{
    const bool is_unit = text_equal(request_form(request, "forme"), TEXT("lits"));
    Id *subject = is_unit ? &measure->unit : &measure->service;
    measure->hours = request_form(request, "heures");
    measure->is_unconditional = request_form(request, "tous").length > 0;
    TRY(read_whole(request, "niveau", "rank", &measure->rank));
    TRY(read_whole(request, "places", "places", &measure->places));
    return id_parse(request_form(request, is_unit ? "unite" : "service"), subject)
               ? OK
               : wrong(request, "unit");
}

static Outcome set_measure(Request *request)
{
    ColdMeasure measure = {0};
    TRY(read_plan_id(request, &measure.plan));
    const Outcome read = read_measure(request, &measure);
    return answer(request, measure.plan,
                  read == OK ? cold_measure_set(access_of(request), &measure) : read);
}

static Outcome read_order(Request *request, ColdOrder *order)
{
    order->why = request_form(request, "raison");
    TRY(read_whole(request, "niveau", "rank", &order->rank));
    if (!date_parse(request_form(request, "debut"), &order->first)) {
        return wrong(request, "first");
    }
    return date_parse(request_form(request, "fin"), &order->last) ? OK : wrong(request, "last");
}

static Outcome switch_on(Request *request)
{
    ColdOrder order = {0};
    ColdSwitch turn = {0};
    TRY(read_plan_id(request, &order.plan));
    const Outcome read = read_order(request, &order);
    return answer(request, order.plan,
                  read == OK ? cold_switch_on(access_of(request), &order, &turn) : read);
}

static Outcome switch_off(Request *request)
{
    Id plan = {{0}};
    int64_t rank = 0;
    ColdSwitch turn = {0};
    TRY(read_plan_id(request, &plan));
    TRY(read_whole(request, "niveau", "rank", &rank));
    return answer(request, plan,
                  cold_switch_off(access_of(request), plan, rank,
                                  request_form(request, "raison"), &turn));
}

static Outcome close_plan(Request *request)
{
    Id plan = {{0}};
    TRY(read_plan_id(request, &plan));
    return answer(request, plan, cold_plan_close(access_of(request), plan));
}

static const Route routes[] = {
    {GET,  "/grand-froid",               MAY_BOOK_UNIT,   show_list,   FRESH},
    {POST, "/grand-froid",               MAY_MANAGE_UNIT, add_plan,    FRESH},
    {GET,  "/grand-froid/{id}",          MAY_BOOK_UNIT,   show_plan,   FRESH},
    {POST, "/grand-froid/{id}/niveaux",  MAY_MANAGE_UNIT, set_level,   FRESH},
    {POST, "/grand-froid/{id}/mesures",  MAY_MANAGE_UNIT, set_measure, FRESH},
    {POST, "/grand-froid/{id}/allumer",  MAY_MANAGE_UNIT, switch_on,   FRESH},
    {POST, "/grand-froid/{id}/eteindre", MAY_MANAGE_UNIT, switch_off,  FRESH},
    {POST, "/grand-froid/{id}/fermer",   MAY_MANAGE_UNIT, close_plan,  FRESH},
};

const RouteTable COLD_ROUTES = {routes, LENGTH_OF(routes)};
