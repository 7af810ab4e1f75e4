/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwelling.h"

#include "dwellings/dwellings_private.h"
#include "dwellings/queries.h"
#include "entitlements/convention.h"
#include "people/optional_id.h"
#include "resources/waiting.h"
#include "words/visible.h"

static const char *const entry_codes[DWELLING_ENTRY_COUNT] = {
    [ENTRY_UNKNOWN] = "unknown", [ENTRY_STAIRS] = "stairs",   [ENTRY_LIFT] = "lift",
    [ENTRY_LEVEL] = "level",     [ENTRY_ADAPTED] = "adapted",
};

static const char *const state_codes[DWELLING_STATE_COUNT] = {
    [DWELLING_FREE] = "free",
    [DWELLING_OFFERED] = "offered",
    [DWELLING_OCCUPIED] = "occupied",
    [DWELLING_WORKS] = "works",
};

Text dwelling_entry_code(DwellingEntry entry)
{
    return text_from(entry_codes[entry]);
}

bool dwelling_entry_parse(Text code, DwellingEntry *entry)
{
    size_t at = 0;
    const bool is_one = text_among(code, entry_codes, DWELLING_ENTRY_COUNT, &at);
    *entry = is_one ? (DwellingEntry)at : *entry;
    return is_one;
}

Text dwelling_state_code(DwellingState state)
{
    return text_from(state_codes[state]);
}

bool dwelling_is_of_caller(const Access *access, const Dwelling *dwelling)
{
    return !id_is_nil(access->caller.house) &&
           id_equal(dwelling->unit.house, access->caller.house);
}

Outcome dwelling_require_own(Access *access, const Dwelling *dwelling)
{
    return dwelling_is_of_caller(access, dwelling)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "dwelling",
                             "the house of the dwelling says so");
}

static Date today(const Access *access)
{
    return moment_to_local(access->now).date;
}

/* ------------------------------------------------------------------------------- reading */

static Outcome read_description(Access *access, Dwelling *dwelling)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DWELLING_GET, &statement, access->problem));
    bind_id(statement, "unit", dwelling->unit.id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return OK;
    }
    const int64_t works_until = column_integer(statement, 9);
    dwelling->bedrooms = column_integer(statement, 0);
    dwelling->area = column_integer(statement, 1);
    dwelling->people = column_integer(statement, 2);
    (void)dwelling_entry_parse(column_text(statement, 3), &dwelling->entry);
    dwelling->address = text_copy(access->arena, column_text(statement, 4));
    dwelling->postal_code = text_copy(access->arena, column_text(statement, 5));
    dwelling->is_protected = column_integer(statement, 6) != 0;
    dwelling->manager = text_copy(access->arena, column_text(statement, 7));
    const Id convention = column_id(statement, 8);
    dwelling->works_until = works_until != 0 ? (Date)works_until : DATE_NONE;
    if (!id_is_nil(convention)) {
        Convention found = {0};
        TRY(convention_get(access, convention, &found));
        dwelling->convention = found.key;
    }
    return OK;
}

/* Who has it, and until when as far as was said. */
static Outcome read_holder(Access *access, Dwelling *dwelling)
{
    bool row = false;
    bool is_tenancy = false;
    Tenancy tenancy = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DWELLING_HOLDER, &statement, access->problem));
    bind_id(statement, "unit", dwelling->unit.id);
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        dwelling->state = dwelling->unit.closed != 0 ? DWELLING_WORKS : DWELLING_FREE;
        dwelling->until = dwelling->state == DWELLING_WORKS ? dwelling->works_until : DATE_NONE;
        return OK;
    }
    const Id booking = column_id(statement, 0);
    const bool is_told = dwelling_is_of_caller(access, dwelling) ||
                         id_equal(column_id(statement, 1), access->caller.house);
    const bool is_held = column_integer(statement, 4) == 0;
    TRY(tenancy_read_events(access, booking, &tenancy, &is_tenancy));
    dwelling->booking = is_told ? booking : (Id){{0}};
    dwelling->state = DWELLING_OFFERED;
    dwelling->until = is_held ? moment_to_local(column_integer(statement, 3)).date : DATE_NONE;
    if (is_tenancy) {
        dwelling->state = tenancy.starts > today(access) ? DWELLING_OFFERED : DWELLING_OCCUPIED;
        dwelling->until = dwelling->state == DWELLING_OFFERED ? tenancy.starts : tenancy.ends;
    }
    return OK;
}

/* Where people hide from somebody, neither the address nor where it lies is told to anyone
 * else: with a kind of dwelling and its size, a postal code of a village is an address. */
static void withhold(const Access *access, Dwelling *dwelling)
{
    if (dwelling->is_protected && !dwelling_is_of_caller(access, dwelling)) {
        dwelling->address = TEXT("");
        dwelling->postal_code = TEXT("");
    }
}

static Outcome describe(Access *access, const Unit *unit, Dwelling *dwelling)
{
    *dwelling = (Dwelling){.unit = *unit, .works_until = DATE_NONE, .until = DATE_NONE};
    TRY(read_description(access, dwelling));
    TRY(read_holder(access, dwelling));
    withhold(access, dwelling);
    return OK;
}

Outcome dwelling_get(Access *access, Id id, Dwelling *dwelling)
{
    Unit unit = {0};
    TRY(unit_get(access, id, &unit));
    return unit_is_dwelling(&unit) ? describe(access, &unit, dwelling)
                                   : problem_set(access->problem, NOT_FOUND, TEXT(""),
                                                 "dwelling", "no such dwelling");
}

Outcome dwelling_list(Access *access, DwellingList *list)
{
    UnitList units = {0};
    DwellingList read = {0};
    TRY(unit_list(access, UNITS_OF_NETWORK, &units));
    for (size_t i = 0; i < units.count; i++) {
        if (unit_is_dwelling(&units.items[i])) {
            Dwelling dwelling = {0};
            TRY(describe(access, &units.items[i], &dwelling));
            LIST_APPEND(access->arena, &read, dwelling);
        }
    }
    *list = read;
    return OK;
}

/* ------------------------------------------------------------------------------- checking */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

static Outcome check_number(Access *access, const char *field, int64_t value, int64_t most)
{
    return value >= 0 && value <= most
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), field,
                             "0 to %lld is expected", (long long)most);
}

static bool is_postal_code(Text code)
{
    int64_t number = 0;
    return code.length == 0 ||
           (code.length == 4 && text_to_integer(code, &number) && number >= 1000);
}

static Outcome check(Access *access, Dwelling *dwelling)
{
    if (dwelling->unit.reach == UNIT_FOR_PUBLIC) {
        return wrong(access, "reach", "house or network is expected: nobody takes one alone");
    }
    TRY(check_number(access, "bedrooms", dwelling->bedrooms, DWELLING_BEDROOMS_MOST));
    TRY(check_number(access, "area", dwelling->area, DWELLING_AREA_MOST));
    TRY(check_number(access, "people", dwelling->people, DWELLING_PEOPLE_MOST));
    if (!text_visible(access->arena, dwelling->address, ONE_LINE, &dwelling->address) ||
        dwelling->address.length > DWELLING_ADDRESS_MOST) {
        return wrong(access, "address", "at most 160 bytes of UTF-8 are expected");
    }
    if (!is_postal_code(dwelling->postal_code)) {
        return wrong(access, "postalCode", "four digits are expected");
    }
    if (!text_visible(access->arena, dwelling->manager, ONE_LINE, &dwelling->manager) ||
        dwelling->manager.length > DWELLING_MANAGER_MOST) {
        return wrong(access, "manager", "at most 80 bytes of UTF-8 are expected");
    }
    return OK;
}

static Outcome find_convention(Access *access, Text key, Id *id)
{
    Convention convention = {0};
    if (key.length == 0) {
        return OK;
    }
    const Outcome outcome = convention_find(access, key, &convention);
    *id = convention.id;
    return outcome == NOT_FOUND
               ? wrong(access, "convention", "no such convention: seuil convention list")
               : outcome;
}

/* ------------------------------------------------------------------------------- changing */

static Outcome put(Access *access, const Dwelling *dwelling, Id convention)
{
    const Date until = dwelling->works_until;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DWELLING_PUT, &statement, access->problem));
    bind_id(statement, "unit", dwelling->unit.id);
    bind_integer(statement, "bedrooms", dwelling->bedrooms);
    bind_integer(statement, "area", dwelling->area);
    bind_integer(statement, "people", dwelling->people);
    bind_text(statement, "entry", dwelling_entry_code(dwelling->entry));
    bind_text(statement, "address", dwelling->address);
    bind_text(statement, "postal_code", dwelling->postal_code);
    bind_integer(statement, "protected", dwelling->is_protected ? 1 : 0);
    bind_text(statement, "manager", dwelling->manager);
    bind_optional_id(statement, "convention", convention);
    bind_integer(statement, "works_until", until == DATE_NONE ? 0 : until);
    return statement_run(statement, NULL, access->problem);
}

Outcome dwelling_add(Access *access, const Dwelling *made, Dwelling *dwelling)
{
    Id convention = {{0}};
    Dwelling added = *made;
    const Unit unit = {
        .kind = UNIT_DWELLING,
        .service = made->unit.service,
        .name = made->unit.name,
        .capacity = 1,
        .rule = made->unit.rule,
        .reach = made->unit.reach,
        .is_kept_here = true,
    };
    added.works_until = DATE_NONE;
    TRY(access_require(access, MAY_MANAGE_UNIT));
    TRY(check(access, &added));
    TRY(find_convention(access, added.convention, &convention));
    TRY(unit_add(access, &unit, &added.unit));
    TRY(put(access, &added, convention));
    return dwelling_get(access, added.unit.id, dwelling);
}

Outcome dwelling_change(Access *access, const Dwelling *changed, Dwelling *dwelling)
{
    Dwelling after = *changed;
    Dwelling before = {0};
    Id convention = {{0}};
    TRY(access_require(access, MAY_MANAGE_UNIT));
    TRY(dwelling_get(access, changed->unit.id, &before));
    TRY(dwelling_require_own(access, &before));
    TRY(check(access, &after));
    TRY(find_convention(access, after.convention, &convention));
    after.unit.capacity = 1;
    after.unit.is_kept_here = true;
    after.unit.closed = before.unit.closed;
    after.works_until = before.works_until;
    TRY(unit_change(access, &after.unit, &after.unit));
    TRY(put(access, &after, convention));
    return dwelling_get(access, after.unit.id, dwelling);
}

/* Works are the closing of the unit: what is closed is given to nobody. */
static Outcome set_works(Access *access, Dwelling *dwelling, Moment closed, Date until)
{
    Id convention = {{0}};
    TRY(find_convention(access, dwelling->convention, &convention));
    dwelling->unit.closed = closed;
    dwelling->works_until = until;
    TRY(unit_change(access, &dwelling->unit, &dwelling->unit));
    return put(access, dwelling, convention);
}

Outcome dwelling_start_works(Access *access, Id unit, Date until)
{
    Dwelling dwelling = {0};
    TRY(access_require(access, MAY_MANAGE_UNIT));
    TRY(dwelling_get(access, unit, &dwelling));
    TRY(dwelling_require_own(access, &dwelling));
    if (until != DATE_NONE && until < today(access)) {
        return wrong(access, "until", "a day that is not over is expected");
    }
    const Moment closed = dwelling.unit.closed;
    return set_works(access, &dwelling, closed != 0 ? closed : access->now, until);
}

Outcome dwelling_end_works(Access *access, Id unit)
{
    Dwelling dwelling = {0};
    TRY(access_require(access, MAY_MANAGE_UNIT));
    TRY(dwelling_get(access, unit, &dwelling));
    TRY(dwelling_require_own(access, &dwelling));
    if (dwelling.unit.closed == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "dwelling",
                           "there are no works there");
    }
    TRY(set_works(access, &dwelling, 0, DATE_NONE));
    return waiting_serve(access, &dwelling.unit, DWELLING_SLOT, NULL);
}
