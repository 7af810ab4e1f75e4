/* SPDX-License-Identifier: EUPL-1.2 */
/* What a house gives, on the web (/lits/unites): added, changed, closed and given again. */
#include "resources/unit_web.h"

#include "access/frame_web.h"
#include "access/sentences.h"
#include "resources/board_web.h"
#include "resources/sentences.h"

static Text unit_path(const Request *request, Id unit)
{
    return text_format(request->arena, "/lits/unites/%.*s",
                       TEXT_ARG(id_format(request->arena, unit)));
}

/* "Lits · 3 places · par nuit", "Douches · 2 places · 30 minutes" */
static Text row_words(const Request *request, const Unit *unit)
{
    const Text pieces[] = {
        unit_kind_words(request->language, unit->kind),
        say_count(request->arena, request->language, SAY_UNITS_PLACES, (size_t)unit->capacity),
        unit_is_by_night(unit) ? say(request->language, SAY_UNITS_BY_NIGHT)
                               : say_count(request->arena, request->language, SAY_UNITS_MINUTES,
                                           (size_t)unit->slot_minutes),
    };
    return text_join(request->arena, pieces, LENGTH_OF(pieces), TEXT(" · "));
}

/* Those of the house in the order of their names; dwellings have their own list. */
static Outcome fill_rows(Request *request, UnitsView *view)
{
    UnitList units = {0};
    TRY(unit_list(access_of(request), UNITS_OF_HOUSE, &units));
    UnitRow *rows = ARENA_ARRAY(request->arena, UnitRow, units.count);
    for (size_t i = 0; i < units.count; i++) {
        const Unit *unit = &units.items[i];
        if (!unit_is_dwelling(unit)) {
            rows[view->row_count++] = (UnitRow){
                .href = request_link(request, unit_path(request, unit->id)),
                .name = unit->name,
                .words = row_words(request, unit),
                .is_closed = unit->closed != 0,
            };
        }
    }
    view->rows = rows;
    return OK;
}

static Outcome write_list(Request *request, const UnitForm *form, Text problem)
{
    Html html = {0};
    UnitsView *view = ARENA_NEW(request->arena, UnitsView);
    view->form = *form;
    view->form.is_new = true;
    view->problem = problem;
    view->frame.draft_form = TEXT("entry");
    TRY(fill_rows(request, view));
    TRY(frame_open(request, say(request->language, SAY_UNITS_TITLE), &view->frame, &html));
    units_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    const Unit none = {.capacity = 1, .reach = UNIT_FOR_NETWORK, .is_kept_here = true};
    UnitForm form = {0};
    TRY(unit_form_of(request, &none, &form));
    return write_list(request, &form, TEXT(""));
}

/* OK with the words of a refusal that the page tells; the outcome itself for any other. */
static Outcome refusal_words(Request *request, Outcome outcome, Text *problem)
{
    *problem = unit_refusal(request, outcome);
    if (problem->length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
    return OK;
}

static Outcome add_as_sent(Request *request, Unit *unit)
{
    Unit made = {0};
    if (!unit_kind_parse(request_form(request, "genre"), &made.kind) ||
        unit_is_dwelling(&made)) {
        return REQUEST_INVALID(request, "body", "kind", "one of the choices is expected");
    }
    TRY(unit_form_read(request, &made));
    return unit_add(access_of(request), &made, unit);
}

static Outcome add(Request *request)
{
    Unit unit = {0};
    Text problem = {0};
    UnitForm form = {0};
    const Outcome outcome = add_as_sent(request, &unit);
    if (outcome == OK) {
        return response_redirect(request, TEXT("/lits/unites"));
    }
    TRY(refusal_words(request, outcome, &problem));
    TRY(unit_form_sent(request, &form));
    return write_list(request, &form, problem);
}

/* ------------------------------------------------------------------------------- one unit */

/* Of the caller's house, and no dwelling. */
static Outcome find(Request *request, Unit *unit)
{
    Id id = {{0}};
    if (id_parse(request_path_value(request, "id"), &id)) {
        TRY(unit_get(access_of(request), id, unit));
        if (id_equal(unit->house, access_of(request)->caller.house) &&
            !unit_is_dwelling(unit)) {
            return OK;
        }
    }
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
}

static Text closed_words(const Request *request, const Unit *unit)
{
    const Date day = moment_to_local(unit->closed).date;
    const Text words = say_day(request->arena, request->language, day);
    return unit->closed == 0
               ? TEXT("")
               : say_with(request->arena, request->language, SAY_UNITS_CLOSED_SINCE, "day",
                          text_format(request->arena, "%.*s %d", TEXT_ARG(words),
                                      date_to_civil(day).year));
}

static Outcome write_unit(Request *request, const Unit *unit, const UnitForm *form,
                          Text problem)
{
    Html html = {0};
    UnitPageView *view = ARENA_NEW(request->arena, UnitPageView);
    view->href = request_link(request, unit_path(request, unit->id));
    view->name = unit->name;
    view->kind = unit_kind_words(request->language, unit->kind);
    view->revision = text_format(request->arena, "%lld", (long long)unit->revision);
    view->closed = closed_words(request, unit);
    view->form = *form;
    view->problem = problem;
    view->frame.draft_form = TEXT("entry");
    TRY(frame_open(request, unit->name, &view->frame, &html));
    unit_page(&html, view);
    return OK;
}

static Outcome show_unit(Request *request)
{
    Unit unit = {0};
    UnitForm form = {0};
    TRY(find(request, &unit));
    TRY(unit_form_of(request, &unit, &form));
    return write_unit(request, &unit, &form, TEXT(""));
}

static Outcome read_revision(Request *request, int64_t *revision)
{
    return text_to_integer(request_form(request, "revision"), revision)
               ? OK
               : REQUEST_INVALID(request, "body", "revision", "a whole number is expected");
}

static Outcome change_as_sent(Request *request, const Unit *before)
{
    Unit changed = *before;
    TRY(read_revision(request, &changed.revision));
    TRY(unit_form_read(request, &changed));
    return unit_change(access_of(request), &changed, &changed);
}

static Outcome change(Request *request)
{
    Unit unit = {0};
    Text problem = {0};
    UnitForm form = {0};
    TRY(find(request, &unit));
    const Outcome outcome = change_as_sent(request, &unit);
    if (outcome == OK) {
        return response_redirect(request, TEXT("/lits/unites"));
    }
    TRY(refusal_words(request, outcome, &problem));
    TRY(unit_form_sent(request, &form));
    return write_unit(request, &unit, &form, problem);
}

static Outcome close_as_sent(Request *request, const Unit *before)
{
    Unit changed = *before;
    const bool is_reopening = text_equal(request_form(request, "geste"), TEXT("reopen"));
    TRY(read_revision(request, &changed.revision));
    changed.closed = is_reopening ? 0 : before->closed != 0 ? before->closed : request->now;
    return unit_change(access_of(request), &changed, &changed);
}

static Outcome close_or_reopen(Request *request)
{
    Unit unit = {0};
    Text problem = {0};
    UnitForm form = {0};
    TRY(find(request, &unit));
    const Outcome outcome = close_as_sent(request, &unit);
    if (outcome == OK) {
        return response_redirect(request, TEXT("/lits/unites"));
    }
    TRY(refusal_words(request, outcome, &problem));
    TRY(unit_form_of(request, &unit, &form));
    return write_unit(request, &unit, &form, problem);
}

static const Route routes[] = {
    {GET,  "/lits/unites",                MAY_MANAGE_UNIT, show_list,       FRESH},
    {POST, "/lits/unites",                MAY_MANAGE_UNIT, add,             FRESH},
    {GET,  "/lits/unites/{id}",           MAY_MANAGE_UNIT, show_unit,       FRESH},
    {POST, "/lits/unites/{id}",           MAY_MANAGE_UNIT, change,          FRESH},
    {POST, "/lits/unites/{id}/fermeture", MAY_MANAGE_UNIT, close_or_reopen, FRESH},
};

const RouteTable UNIT_ROUTES = {routes, LENGTH_OF(routes)};
