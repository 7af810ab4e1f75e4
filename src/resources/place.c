/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/place.h"

#include "resources/queries.h"
#include "resources/resources_private.h"

const Moment PLACE_KEPT = 253402214400;

typedef LIST_OF(int64_t) NumberList;

/* The numbers in force, rising. */
static Outcome read_taken(Access *access, Id unit, int64_t slot, NumberList *taken)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_PLACE_TAKEN, &statement, access->problem));
    bind_id(statement, "unit", unit);
    bind_integer(statement, "slot", slot);
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, taken, column_integer(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome place_free_count(Access *access, Id unit, int64_t slot, int64_t capacity, int64_t *free)
{
    NumberList taken = {0};
    TRY(read_taken(access, unit, slot, &taken));
    const int64_t left = capacity - (int64_t)taken.count;
    *free = left > 0 ? left : 0;
    return OK;
}

/* ------------------------------------------------------------------------------- taking */

static Outcome say_full(Access *access)
{
    return problem_set(access->problem, CONFLICT, TEXT("body"), "unit",
                       "no place is free for this night or slot");
}

static Outcome say_has_bed(Access *access)
{
    return problem_set(access->problem, CONFLICT, TEXT("body"), "person",
                       "this person has a bed for this night");
}

static Outcome has_bed(Access *access, const UnitPlace *place, bool *has)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_NIGHT_GET, &statement, access->problem));
    bind_id(statement, "person", place->person);
    bind_integer(statement, "night", place->slot);
    bind_integer(statement, "now", access->now);
    return statement_next(statement, has, access->problem);
}

Outcome place_check(Access *access, int64_t capacity, int64_t wanted, const UnitPlace *place)
{
    int64_t free = 0;
    bool has = false;
    TRY(place_free_count(access, place->unit, place->slot, capacity, &free));
    if (free < wanted) {
        return say_full(access);
    }
    if (!id_is_nil(place->person)) {
        TRY(has_bed(access, place, &has));
    }
    return has ? say_has_bed(access) : OK;
}

static Outcome take_number(Access *access, const UnitPlace *place, Moment until, bool *is_taken)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_PLACE_TAKE, &statement, access->problem));
    bind_id(statement, "unit", place->unit);
    bind_integer(statement, "slot", place->slot);
    bind_integer(statement, "place", place->number);
    bind_id(statement, "booking", place->booking);
    bind_integer(statement, "until", until);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    *is_taken = changed == 1;
    return OK;
}

/* Of the free numbers the lowest. The list only proposes: the statement decides, and one that
 * another took meanwhile is passed over. More in force than there are places, since their
 * number went down, leave no place whatever the gaps between them. */
static Outcome take_lowest(Access *access, int64_t capacity, Moment until, UnitPlace *place)
{
    size_t at = 0;
    bool is_taken = false;
    NumberList taken = {0};
    TRY(read_taken(access, place->unit, place->slot, &taken));
    const bool has_room = (int64_t)taken.count < capacity;
    for (place->number = 1; has_room && place->number <= capacity; place->number++) {
        if (at < taken.count && taken.items[at] == place->number) {
            at++;
            continue;
        }
        TRY(take_number(access, place, until, &is_taken));
        if (is_taken) {
            return OK;
        }
    }
    return say_full(access);
}

static Outcome take_night(Access *access, const UnitPlace *place, Moment until)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_NIGHT_TAKE, &statement, access->problem));
    bind_id(statement, "person", place->person);
    bind_integer(statement, "night", place->slot);
    bind_id(statement, "booking", place->booking);
    bind_integer(statement, "until", until);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : say_has_bed(access);
}

Outcome place_take(Access *access, int64_t capacity, Moment until, UnitPlace *place)
{
    TRY(take_lowest(access, capacity, until, place));
    return id_is_nil(place->person) ? OK : take_night(access, place, until);
}

/* ------------------------------------------------------------------- keeping and releasing */

static Outcome set_until(Access *access, const UnitPlace *place, Moment until, int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_PLACE_UNTIL, &statement, access->problem));
    bind_id(statement, "unit", place->unit);
    bind_integer(statement, "slot", place->slot);
    bind_integer(statement, "place", place->number);
    bind_id(statement, "booking", place->booking);
    bind_integer(statement, "until", until);
    bind_integer(statement, "after", until > access->now ? access->now : 0);
    return statement_run(statement, changed, access->problem);
}

static Outcome set_night_until(Access *access, const UnitPlace *place, Moment until,
                               int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    if (id_is_nil(place->person)) {
        return OK;
    }
    TRY(statement_open(access->session, &PERSON_NIGHT_UNTIL, &statement, access->problem));
    bind_id(statement, "person", place->person);
    bind_integer(statement, "night", place->slot);
    bind_id(statement, "booking", place->booking);
    bind_integer(statement, "until", until);
    return statement_run(statement, changed, access->problem);
}

Outcome place_keep(Access *access, const UnitPlace *place)
{
    int64_t places = 0;
    int64_t nights = 1;
    TRY(set_night_until(access, place, PLACE_KEPT, &nights));
    TRY(set_until(access, place, PLACE_KEPT, &places));
    return places == 1 && nights == 1
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT(""), "booking",
                             "the time to confirm has run out: book again");
}

Outcome place_release(Access *access, const UnitPlace *place)
{
    int64_t changed = 0;
    TRY(set_until(access, place, 0, &changed));
    return set_night_until(access, place, 0, NULL);
}

Outcome place_count_ahead(Access *access, Id unit, int64_t *count)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_COUNT_AHEAD, &statement, access->problem));
    bind_id(statement, "unit", unit);
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    *count = row ? column_integer(statement, 0) : 0;
    return OK;
}
