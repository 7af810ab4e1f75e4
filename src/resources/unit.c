/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/unit.h"

#include "people/optional_id.h"
#include "resources/house_service.h"
#include "resources/queries.h"
#include "resources/resources_private.h"
#include "resources/unit_rule.h"
#include "words/visible.h"

static const char *const kind_codes[UNIT_KIND_COUNT] = {
    [UNIT_BED] = "bed",       [UNIT_SHOWER] = "shower", [UNIT_WASHER] = "washer",
    [UNIT_DRYER] = "dryer",   [UNIT_CHAIR] = "chair",   [UNIT_APPOINTMENT] = "appointment",
    [UNIT_COURSE] = "course", [UNIT_SEAT] = "seat",     [UNIT_DWELLING] = "dwelling",
};

static const char *const reach_codes[UNIT_REACH_COUNT] = {
    [UNIT_FOR_HOUSE] = "house",
    [UNIT_FOR_NETWORK] = "network",
    [UNIT_FOR_PUBLIC] = "public",
};

Text unit_kind_code(UnitKind kind)
{
    return text_from(kind_codes[kind]);
}

bool unit_kind_parse(Text code, UnitKind *kind)
{
    size_t at = 0;
    const bool is_one = text_among(code, kind_codes, UNIT_KIND_COUNT, &at);
    *kind = is_one ? (UnitKind)at : *kind;
    return is_one;
}

Text unit_reach_code(UnitReach reach)
{
    return text_from(reach_codes[reach]);
}

bool unit_reach_parse(Text code, UnitReach *reach)
{
    size_t at = 0;
    const bool is_one = text_among(code, reach_codes, UNIT_REACH_COUNT, &at);
    *reach = is_one ? (UnitReach)at : *reach;
    return is_one;
}

bool unit_is_by_night(const Unit *unit)
{
    return unit->slot_minutes == 0;
}

bool unit_is_dwelling(const Unit *unit)
{
    return unit->kind == UNIT_DWELLING;
}

/* ------------------------------------------------------------------------------- reading */

static Unit read_row(Arena *arena, const Statement *statement)
{
    Unit unit = {
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .service = column_id(statement, 2),
        .name = text_copy(arena, column_text(statement, 4)),
        .capacity = column_integer(statement, 5),
        .hours = text_copy(arena, column_text(statement, 6)),
        .slot_minutes = column_integer(statement, 7),
        .gap_minutes = column_integer(statement, 8),
        .rule = text_copy(arena, column_text(statement, 9)),
        .is_kept_here = column_integer(statement, 11) != 0,
        .closed = column_integer(statement, 12),
        .revision = column_integer(statement, 13),
    };
    (void)unit_kind_parse(column_text(statement, 3), &unit.kind);
    (void)unit_reach_parse(column_text(statement, 10), &unit.reach);
    return unit;
}

static Outcome no_such_unit(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
}

Outcome unit_find(Access *access, Id id, Unit *unit)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return no_such_unit(access);
    }
    *unit = read_row(access->arena, statement);
    return unit_extra_fill(access, unit, 1);
}

bool unit_is_of_caller(const Access *access, const Unit *unit)
{
    return !id_is_nil(access->caller.house) && id_equal(unit->house, access->caller.house);
}

static bool may_see(const Access *access, const Unit *unit)
{
    return unit->reach != UNIT_FOR_HOUSE || unit_is_of_caller(access, unit);
}

Outcome unit_get(Access *access, Id id, Unit *unit)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(unit_find(access, id, unit));
    return may_see(access, unit) ? OK : no_such_unit(access);
}

static Outcome read_units(Access *access, Statement *statement, UnitList *units)
{
    bool row = false;
    UnitList read = {0};
    TRY(statement_next(statement, &row, access->problem));
    while (row && read.count < UNITS_MOST) {
        const Unit unit = read_row(access->arena, statement);
        LIST_APPEND(access->arena, &read, unit);
        TRY(statement_next(statement, &row, access->problem));
    }
    *units = read;
    return unit_extra_fill(access, read.items, read.count);
}

Outcome unit_each(Access *access, UnitList *units)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_EACH, &statement, access->problem));
    return read_units(access, statement, units);
}

static Outcome unit_of_house(Access *access, UnitList *units)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_OF_HOUSE, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    return read_units(access, statement, units);
}

Outcome unit_list(Access *access, UnitScope scope, UnitList *units)
{
    UnitList all = {0};
    UnitList seen = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(scope == UNITS_OF_HOUSE ? unit_of_house(access, &all) : unit_each(access, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (may_see(access, &all.items[i])) {
            LIST_APPEND(access->arena, &seen, all.items[i]);
        }
    }
    *units = seen;
    return OK;
}

/* ------------------------------------------------------------------------------- checking */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

/* A unit is given by the night or by the slot, and its kind says which. */
static Outcome check_lengths(Access *access, const Unit *unit)
{
    const bool sleeps = unit->kind == UNIT_BED || unit->kind == UNIT_DWELLING;
    if (sleeps != (unit->slot_minutes == 0)) {
        return wrong(access, "slotMinutes",
                     "a bed or a dwelling is given by the night, all else by the slot");
    }
    if (unit->slot_minutes != 0 &&
        (unit->slot_minutes < UNIT_SLOT_LEAST || unit->slot_minutes > UNIT_SLOT_MOST)) {
        return wrong(access, "slotMinutes", "5 to 720 minutes are expected");
    }
    if (unit->gap_minutes < 0 || unit->gap_minutes > UNIT_SLOT_MOST) {
        return wrong(access, "gapMinutes", "0 to 720 minutes are expected");
    }
    return OK;
}

/* A rule that nobody could answer is refused when it is written. */
static Outcome check_rule(Access *access, const Unit *unit)
{
    ConditionVerdict verdict = {0};
    const Outcome outcome =
        unit_rule_questions(access->arena, unit->rule, FRENCH, &verdict, access->problem);
    if (outcome == INVALID) {
        const Text why = access->problem->detail;
        return problem_set(access->problem, INVALID, TEXT("body"), "rule", "%.*s",
                           TEXT_ARG(why));
    }
    return outcome;
}

static Outcome check(Access *access, Unit *unit)
{
    Hours *hours = NULL;
    if (!text_visible(access->arena, unit->name, ONE_LINE, &unit->name) ||
        unit->name.length == 0 || unit->name.length > UNIT_NAME_MOST) {
        return wrong(access, "name", "1 to 80 bytes of UTF-8 are expected");
    }
    if (unit->capacity < 0 || unit->capacity > UNIT_CAPACITY_MOST) {
        return wrong(access, "capacity", "0 to 1000 places are expected");
    }
    if (unit_is_dwelling(unit) && unit->capacity > 1) {
        return wrong(access, "capacity", "a dwelling is for one household: each is a unit");
    }
    if (unit_is_dwelling(unit) && unit->reach == UNIT_FOR_PUBLIC) {
        return wrong(access, "reach", "house or network is expected: nobody takes one alone");
    }
    TRY(check_lengths(access, unit));
    if (!text_visible(access->arena, unit->rule, ONE_LINE, &unit->rule) ||
        unit->rule.length > UNIT_RULE_MOST) {
        return wrong(access, "rule", "a condition of at most 500 bytes is expected");
    }
    TRY(check_rule(access, unit));
    if (unit->hours.length == 0) {
        return OK;
    }
    const Outcome outcome =
        hours_parse_osm(access->arena, unit->hours, &hours, access->problem);
    if (outcome == INVALID) {
        const Text why = access->problem->detail;
        return problem_set(access->problem, INVALID, TEXT("body"), "hours", "%.*s",
                           TEXT_ARG(why));
    }
    return outcome;
}

/* ------------------------------------------------------------------------------- changing */

static void bind_common(Statement *statement, const Unit *unit)
{
    bind_id(statement, "id", unit->id);
    bind_optional_id(statement, "service", unit->service);
    bind_text(statement, "name", unit->name);
    bind_integer(statement, "capacity", unit->capacity);
    bind_text(statement, "hours", unit->hours);
    bind_integer(statement, "slot_minutes", unit->slot_minutes);
    bind_integer(statement, "gap_minutes", unit->gap_minutes);
    bind_text(statement, "rule", unit->rule);
    bind_text(statement, "reach", unit_reach_code(unit->reach));
    bind_integer(statement, "kept", unit->is_kept_here ? 1 : 0);
}

Outcome unit_admit_manager(Access *access)
{
    TRY(access_require(access, MAY_MANAGE_UNIT));
    return !id_is_nil(access->caller.house)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "",
                             "a unit is that of a house: sign in with an account of one");
}

/* The doors of the plan tell what is free behind them by the units of their service: a house
 * speaks for its own alone. One that was said before stands. */
static Outcome check_service(Access *access, Id before, Id after)
{
    return id_is_nil(after) || id_equal(before, after) ? OK
                                                       : house_service_check(access, after);
}

Outcome unit_add(Access *access, const Unit *made, Unit *unit)
{
    Unit added = *made;
    TRY(unit_admit_manager(access));
    TRY(check(access, &added));
    TRY(check_service(access, (Id){{0}}, added.service));
    added.id = id_new(access->now * 1000);
    added.house = access->caller.house;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_ADD, &statement, access->problem));
    bind_common(statement, &added);
    bind_id(statement, "house", added.house);
    bind_text(statement, "kind", unit_kind_code(added.kind));
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "unit.add", (Id){{0}}, added.id, "");
    return unit_find(access, added.id, unit);
}

static bool keeps_its_slots(const Unit *before, const Unit *after)
{
    return unit_is_by_night(before) || (text_equal(before->hours, after->hours) &&
                                        before->slot_minutes == after->slot_minutes &&
                                        before->gap_minutes == after->gap_minutes);
}

/* A unit that is closed, or only told of, leaves the board and the bookings that stand on it.
 * Works at a dwelling go on with who lives there. */
static bool leaves_board(const Unit *before, const Unit *after)
{
    const bool is_closing = before->closed == 0 && after->closed != 0;
    const bool is_telling = before->is_kept_here && !after->is_kept_here;
    return !unit_is_dwelling(before) && (is_closing || is_telling);
}

static Outcome check_promises(Access *access, const Unit *before, const Unit *after)
{
    int64_t ahead = 0;
    const bool is_leaving = leaves_board(before, after);
    if (keeps_its_slots(before, after) && !is_leaving) {
        return OK;
    }
    TRY(place_count_ahead(access, before->id, &ahead));
    if (ahead == 0) {
        return OK;
    }
    return is_leaving
               ? problem_set(access->problem, CONFLICT, TEXT("body"),
                             after->closed != 0 ? "closed" : "keptHere",
                             "%lld bookings to come stand in it: move or cancel them first",
                             (long long)ahead)
               : problem_set(access->problem, CONFLICT, TEXT("body"), "hours",
                             "%lld bookings to come stand in the slots as they are",
                             (long long)ahead);
}

static Outcome store_change(Access *access, const Unit *changed)
{
    int64_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_CHANGE, &statement, access->problem));
    bind_common(statement, changed);
    bind_integer(statement, "closed", changed->closed);
    bind_integer(statement, "revision", changed->revision);
    TRY(statement_run(statement, &count, access->problem));
    return count == 1 ? OK
                      : problem_set(access->problem, CONFLICT, TEXT(""), "revision",
                                    "the unit was changed in between: read it again");
}

Outcome unit_change(Access *access, const Unit *changed, Unit *unit)
{
    Unit before = {0};
    Unit after = *changed;
    TRY(unit_admit_manager(access));
    TRY(unit_find(access, changed->id, &before));
    if (!unit_is_of_caller(access, &before)) {
        return no_such_unit(access);
    }
    after.kind = before.kind;
    TRY(check(access, &after));
    TRY(check_service(access, before.service, after.service));
    TRY(check_promises(access, &before, &after));
    TRY(store_change(access, &after));
    access_note(access, "unit.change", (Id){{0}}, after.id, "");
    return unit_find(access, after.id, unit);
}

/* ----------------------------------------------------------------------------------- told */

Outcome unit_tell(Access *access, Id id, int64_t free)
{
    Unit unit = {0};
    TRY(unit_get(access, id, &unit));
    if (unit.is_kept_here) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "free",
                           "the bookings of this unit are kept here: they tell what is free");
    }
    if (free < 0 || free > UNIT_CAPACITY_MOST) {
        return wrong(access, "free", "0 to 1000 places are expected");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TOLD_COUNT_ADD, &statement, access->problem));
    bind_id(statement, "unit", id);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_integer(statement, "free", free);
    bind_optional_id(statement, "account", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

Outcome unit_told(Access *access, Id unit, ToldCount *told)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TOLD_COUNT_LAST, &statement, access->problem));
    bind_id(statement, "unit", unit);
    TRY(statement_next(statement, &row, access->problem));
    *told = row ? (ToldCount){column_integer(statement, 0), column_integer(statement, 1)}
                : (ToldCount){0};
    return OK;
}
