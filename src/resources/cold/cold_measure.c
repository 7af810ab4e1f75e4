/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/optional_id.h"
#include "resources/cold/cold_private.h"
#include "resources/house_service.h"
#include "resources/queries.h"
#include "resources/resources_private.h"

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

Outcome cold_measure_list(Access *access, Id id, ColdMeasureList *measures)
{
    bool row = false;
    ColdPlan plan = {0};
    ColdMeasureList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(cold_plan_get(access, id, &plan));
    TRY(statement_open(access->session, &COLD_MEASURE_EACH, &statement, access->problem));
    bind_id(statement, "plan", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ColdMeasure measure = {
            .plan = id,
            .rank = column_integer(statement, 0),
            .unit = column_id(statement, 1),
            .service = column_id(statement, 2),
            .house = column_id(statement, 3),
            .places = column_integer(statement, 4),
            .hours = text_copy(access->arena, column_text(statement, 5)),
            .is_unconditional = column_integer(statement, 6) != 0,
        };
        LIST_APPEND(access->arena, &read, measure);
        TRY(statement_next(statement, &row, access->problem));
    }
    *measures = read;
    return OK;
}

/* ------------------------------------------------------------------------------- checking */

static Outcome check_unit(Access *access, const ColdMeasure *measure)
{
    Unit unit = {0};
    TRY(unit_get(access, measure->unit, &unit));
    if (!unit_is_of_caller(access, &unit)) {
        return problem_set(access->problem, REFUSED, TEXT("body"), "unit",
                           "a house says the measures of its own units");
    }
    if (measure->hours.length > 0 || measure->is_unconditional) {
        return wrong(access, "hours", "a unit has more places; a service has longer hours");
    }
    return measure->places >= 0 && measure->places <= UNIT_CAPACITY_MOST
               ? OK
               : wrong(access, "places", "0 to 1000 more places are expected");
}

static Outcome check_hours(Access *access, Text written)
{
    Hours *hours = NULL;
    Problem inner = {.arena = access->arena};
    if (written.length == 0) {
        return OK;
    }
    if (written.length > UNIT_RULE_MOST) {
        return wrong(access, "hours", "at most 500 bytes are expected");
    }
    if (hours_parse_osm(access->arena, written, &hours, &inner) != OK) {
        return problem_set(access->problem, INVALID, TEXT("body"), "hours", "%.*s",
                           TEXT_ARG(inner.detail));
    }
    if (!hours_have_ends(hours)) {
        return wrong(access, "hours", "until when is missing: Mo 08:00-20:00");
    }
    return hours_only_open(hours)
               ? OK
               : wrong(access, "hours", "longer hours are openings alone: nothing closed");
}

static Outcome check_service(Access *access, const ColdMeasure *measure)
{
    if (measure->places != 0) {
        return wrong(access, "places", "a service has no places: name the unit that has them");
    }
    TRY(house_service_check(access, measure->service));
    return check_hours(access, measure->hours);
}

static Outcome check_room(Access *access, const ColdMeasure *measure)
{
    ColdMeasureList all = {0};
    TRY(cold_measure_list(access, measure->plan, &all));
    return all.count < COLD_MEASURES_MOST
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "plan",
                             "the plan has %d measures already", COLD_MEASURES_MOST);
}

static Outcome check(Access *access, const ColdMeasure *measure)
{
    ColdPlan plan = {0};
    ColdLevel level = {0};
    TRY(unit_admit_manager(access));
    TRY(cold_plan_get(access, measure->plan, &plan));
    if (plan.closed != 0) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "plan",
                           "the plan is used no more");
    }
    TRY(cold_level_get(access, measure->plan, measure->rank, &level));
    if (id_is_nil(measure->unit) == id_is_nil(measure->service)) {
        return wrong(access, "unit", "a unit or a service is expected, one of them");
    }
    TRY(id_is_nil(measure->unit) ? check_service(access, measure)
                                 : check_unit(access, measure));
    return check_room(access, measure);
}

/* ------------------------------------------------------------------------------- changing */

static bool changes_nothing(const ColdMeasure *measure)
{
    return measure->places == 0 && measure->hours.length == 0 && !measure->is_unconditional;
}

Outcome cold_measure_set(Access *access, const ColdMeasure *measure)
{
    const bool is_gone = changes_nothing(measure);
    TRY(check(access, measure));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, is_gone ? &COLD_MEASURE_REMOVE : &COLD_MEASURE_PUT,
                       &statement, access->problem));
    bind_id(statement, "plan", measure->plan);
    bind_integer(statement, "rank", measure->rank);
    bind_optional_id(statement, "unit", measure->unit);
    bind_optional_id(statement, "service", measure->service);
    if (!is_gone) {
        bind_id(statement, "house", access->caller.house);
        bind_integer(statement, "places", measure->places);
        bind_text(statement, "hours", measure->hours);
        bind_integer(statement, "unconditional", measure->is_unconditional ? 1 : 0);
    }
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "cold.change", (Id){{0}}, measure->plan, "");
    return OK;
}
