/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/screening.h"

#include "activities/queries.h"
#include "resources/place.h"
#include "words/visible.h"

static const char *const kind_codes[SCREENING_KIND_COUNT] = {
    [SCREENING_MAMMOGRAPHY] = "mammography",
    [SCREENING_CHECK_UP] = "check_up",
    [SCREENING_DISEASE] = "disease",
};

Text screening_kind_code(ScreeningKind kind)
{
    return text_from(kind_codes[kind]);
}

bool screening_kind_parse(Text code, ScreeningKind *kind)
{
    size_t at = 0;
    const bool is_one = text_among(code, kind_codes, SCREENING_KIND_COUNT, &at);
    *kind = is_one ? (ScreeningKind)at : *kind;
    return is_one;
}

/* ------------------------------------------------------------------------------- reading */

static Screening read_row(Arena *arena, const Statement *statement)
{
    Screening screening = {
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .name = text_copy(arena, column_text(statement, 3)),
        .sex = text_copy(arena, column_text(statement, 4)),
        .age_least = column_integer(statement, 5),
        .age_most = column_integer(statement, 6),
        .every_years = column_integer(statement, 7),
        .unit = column_id(statement, 8),
        .first = (Date)column_integer(statement, 9),
        .last = (Date)column_integer(statement, 10),
        .closed = column_integer(statement, 11),
        .revision = column_integer(statement, 12),
    };
    (void)screening_kind_parse(column_text(statement, 2), &screening.kind);
    return screening;
}

static Outcome find(Access *access, Id id, Screening *screening)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCREENING_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        *screening = read_row(access->arena, statement);
    }
    return row && !id_is_nil(access->caller.house) &&
                   id_equal(screening->house, access->caller.house)
               ? OK
               : problem_set(access->problem, NOT_FOUND, TEXT(""), "screening",
                             "no such screening");
}

Outcome screening_get(Access *access, Id id, Screening *screening)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    return find(access, id, screening);
}

Outcome screening_list(Access *access, ScreeningList *list)
{
    bool row = false;
    ScreeningList read = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCREENING_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static Outcome add_free(Access *access, const Unit *unit, Date day, SlotList *free_slots)
{
    SlotList all = {0};
    TRY(slot_list(access->arena, unit, day, &all, access->problem));
    for (size_t i = 0; i < all.count && free_slots->count < SCREENING_SLOTS_MOST; i++) {
        int64_t free = 0;
        const Slot *slot = &all.items[i];
        TRY(place_free_count(access, unit->id, slot->key, unit->capacity, &free));
        if (free > 0 && slot->starts > access->now) {
            LIST_APPEND(access->arena, free_slots, *slot);
        }
    }
    return OK;
}

Outcome screening_slots(Access *access, const Screening *screening, Date from, SlotList *slots)
{
    enum { DAYS_SEARCHED_MOST = 120 };
    Unit unit = {0};
    SlotList found = {0};
    const Date today = moment_to_local(access->now).date;
    Date day = screening->first > today ? screening->first : today;
    day = from > day ? from : day;
    const Date last = day + DAYS_SEARCHED_MOST;
    TRY(unit_get(access, screening->unit, &unit));
    for (; day <= screening->last && day < last && found.count < SCREENING_SLOTS_MOST; day++) {
        TRY(add_free(access, &unit, day, &found));
    }
    *slots = found;
    return OK;
}

/* ------------------------------------------------------------------------------- checking */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

static bool is_between(int64_t number, int64_t least, int64_t most)
{
    return number >= least && number <= most;
}

static Outcome check_whom(Access *access, const Screening *screening)
{
    static const char *const sexes[] = {"", "female", "male"};
    if (!text_among(screening->sex, sexes, LENGTH_OF(sexes), NULL)) {
        return wrong(access, "sex", "female, male or nothing is expected");
    }
    if (!is_between(screening->age_least, 0, SCREENING_AGE_MOST)) {
        return wrong(access, "ageLeast", "0 to 120 years are expected");
    }
    if (!is_between(screening->age_most, screening->age_least, SCREENING_AGE_MOST)) {
        return wrong(access, "ageMost", "the least age to 120 years are expected");
    }
    return is_between(screening->every_years, 0, SCREENING_YEARS_MOST)
               ? OK
               : wrong(access, "everyYears", "0 to 20 years are expected");
}

static Outcome check_unit(Access *access, const Screening *screening)
{
    Unit unit = {0};
    const Outcome found = unit_get(access, screening->unit, &unit);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    return found == OK && id_equal(unit.house, access->caller.house) && unit.is_kept_here &&
                   !unit_is_by_night(&unit)
               ? OK
               : wrong(access, "unit",
                       "a unit of your house with slots, whose bookings are kept here, is "
                       "expected");
}

static Outcome check(Access *access, Screening *screening)
{
    if (!text_visible(access->arena, screening->name, ONE_LINE, &screening->name) ||
        !is_between((int64_t)screening->name.length, 1, SCREENING_NAME_MOST)) {
        return wrong(access, "name", "1 to 120 bytes of UTF-8 are expected");
    }
    TRY(check_whom(access, screening));
    if (screening->first == DATE_NONE) {
        return wrong(access, "first", "a day is expected: 2026-12-01");
    }
    if (screening->last == DATE_NONE || screening->last < screening->first ||
        screening->last - screening->first > SCREENING_DAYS_MOST) {
        return wrong(access, "last", "a day within three years of the first is expected");
    }
    return check_unit(access, screening);
}

static Outcome admit_manager(Access *access)
{
    TRY(access_require(access, MAY_MANAGE_UNIT));
    return !id_is_nil(access->caller.house)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "",
                             "a screening is that of a house: sign in with an account of one");
}

/* ------------------------------------------------------------------------------- changing */

static void bind_screening(Statement *statement, const Screening *screening)
{
    bind_id(statement, "id", screening->id);
    bind_text(statement, "name", screening->name);
    bind_text(statement, "sex", screening->sex);
    bind_integer(statement, "age_least", screening->age_least);
    bind_integer(statement, "age_most", screening->age_most);
    bind_integer(statement, "every_years", screening->every_years);
    bind_id(statement, "unit", screening->unit);
    bind_integer(statement, "first", screening->first);
    bind_integer(statement, "last", screening->last);
}

Outcome screening_add(Access *access, const Screening *made, Screening *screening)
{
    Screening added = *made;
    TRY(admit_manager(access));
    TRY(check(access, &added));
    added.id = id_new(access->now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCREENING_ADD, &statement, access->problem));
    bind_screening(statement, &added);
    bind_id(statement, "house", access->caller.house);
    bind_text(statement, "kind", screening_kind_code(added.kind));
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "screening.change", (Id){{0}}, added.id, "");
    return find(access, added.id, screening);
}

Outcome screening_change(Access *access, const Screening *changed, Screening *screening)
{
    int64_t count = 0;
    Screening before = {0};
    Screening after = *changed;
    TRY(admit_manager(access));
    TRY(find(access, changed->id, &before));
    TRY(check(access, &after));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCREENING_CHANGE, &statement, access->problem));
    bind_screening(statement, &after);
    bind_integer(statement, "closed", after.closed);
    bind_integer(statement, "revision", after.revision);
    TRY(statement_run(statement, &count, access->problem));
    if (count != 1) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                           "the screening was changed in between: read it again");
    }
    access_note(access, "screening.change", (Id){{0}}, after.id, "");
    return find(access, after.id, screening);
}
