/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/ceiling.h"

#include "entitlements/queries.h"

/* One ceiling, of somebody, in one period. */
typedef struct Place {
    Id convention;
    CeilingScope scope;
    CeilingUnit unit;
    Id whose;
    Text period;
} Place;

typedef struct Line {
    Id entitlement;
    int64_t amount;
    int64_t most;
    int64_t elsewhere; /* what the other files of the same person reach in this period */
} Line;

Text ceiling_period_of(Arena *arena, CeilingPeriod period, Date day)
{
    const Date thursday = day - (Date)date_weekday(day) + THURSDAY;
    const CivilDate civil = date_to_civil(day);
    switch (period) {
    case CEILING_DAY:
        return date_format(arena, day);
    case CEILING_WEEK:
        return text_format(arena, "%04d-W%02d", date_to_civil(thursday).year,
                           date_iso_week(day));
    case CEILING_MONTH:
        return text_format(arena, "%04d-%02d", civil.year, civil.month);
    case CEILING_YEAR:
        return text_format(arena, "%04d", civil.year);
    case CEILING_WHOLE:
    case CEILING_PERIOD_COUNT:
        break;
    }
    return TEXT("");
}

/* -------------------------------------------------------------------------------- a line */

static void bind_place(Statement *statement, const Place *place)
{
    bind_id(statement, "convention", place->convention);
    bind_text(statement, "scope", ceiling_scope_code(place->scope));
    bind_text(statement, "unit", ceiling_unit_code(place->unit));
    bind_id(statement, "whose", place->whose);
    bind_text(statement, "period", place->period);
}

static Outcome last_line(Access *access, const Place *place, int64_t *number, int64_t *reach)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CEILING_LAST, &statement, access->problem));
    bind_place(statement, place);
    TRY(statement_next(statement, &row, access->problem));
    *number = row ? column_integer(statement, 0) : 0;
    *reach = row ? column_integer(statement, 1) : 0;
    return OK;
}

static Outcome refuse(Access *access, const Place *place, int64_t reach, int64_t most)
{
    return problem_set(
        access->problem, CONFLICT, TEXT(""), "ceiling",
        "the ceiling of the convention would be passed: %lld of %lld %s are "
        "taken for this %s%s%.*s",
        (long long)reach, (long long)most, place->unit == CEILING_CENTS ? "cents" : "tickets",
        place->scope == CEILING_EVERYBODY ? "convention"
                                          : ceiling_scope_code(place->scope).bytes,
        place->period.length == 0 ? "" : " in ", TEXT_ARG(place->period));
}

typedef Outcome (*LineFunction)(Access *access, const Place *place, const Line *line);

/* Tells in words what the check of the table would stop all the same. */
static Outcome check_line(Access *access, const Place *place, const Line *line)
{
    int64_t number = 0;
    int64_t reach = 0;
    TRY(last_line(access, place, &number, &reach));
    reach += line->elsewhere;
    return line->amount <= line->most - reach ? OK : refuse(access, place, reach, line->most);
}

static Outcome add_line(Access *access, const Place *place, const Line *line)
{
    int64_t number = 0;
    int64_t reach = 0;
    TRY(last_line(access, place, &number, &reach));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CEILING_ADD, &statement, access->problem));
    bind_place(statement, place);
    bind_integer(statement, "number", number + 1);
    bind_integer(statement, "amount", line->amount);
    bind_integer(statement, "reach", reach + line->amount);
    bind_integer(statement, "most", line->most);
    bind_id(statement, "entitlement", line->entitlement);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* --------------------------------------------------------------------------------- taking */

typedef LIST_OF(Id) IdList;

static Outcome read_ids(Access *access, const Query *query, Id person, IdList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list, column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome list_whose(Access *access, const Convention *convention, CeilingScope scope,
                          Id person, IdList *list)
{
    /* A person counts beside their household: whoever joins another starts no new ceiling. */
    LIST_APPEND(access->arena, list, scope == CEILING_EVERYBODY ? convention->id : person);
    return scope == CEILING_HOUSEHOLD ? read_ids(access, &CEILING_HOUSEHOLDS, person, list)
                                      : OK;
}

/* A file that was merged into this one keeps its lines: they come out with it when the merge is
 * undone, and until then they count for one person. */
static Outcome reach_elsewhere(Access *access, const Place *place, int64_t *elsewhere)
{
    IdList files = {0};
    Place other = *place;
    TRY(read_ids(access, &CEILING_FILES, place->whose, &files));
    for (size_t i = 0; i < files.count; i++) {
        int64_t number = 0;
        int64_t reach = 0;
        other.whose = files.items[i];
        TRY(last_line(access, &other, &number, &reach));
        *elsewhere += reach;
    }
    return OK;
}

static Outcome each_line(Access *access, const Convention *convention, const Ceiling *ceiling,
                         const CeilingTake *take, LineFunction function)
{
    IdList whose = {0};
    Line line = {.entitlement = take->entitlement,
                 .amount = ceiling->unit == CEILING_CENTS ? take->cents : take->tickets,
                 .most = ceiling->most};
    TRY(list_whose(access, convention, ceiling->scope, take->person, &whose));
    for (size_t i = 0; i < whose.count; i++) {
        const Place place = {convention->id, ceiling->scope, ceiling->unit, whose.items[i],
                             ceiling_period_of(access->arena, ceiling->period,
                                               moment_to_local(access->now).date)};
        line.elsewhere = 0;
        if (id_equal(place.whose, take->person)) {
            TRY(reach_elsewhere(access, &place, &line.elsewhere));
        }
        TRY(function(access, &place, &line));
    }
    return OK;
}

static Outcome each_ceiling(Access *access, const Convention *convention,
                            const CeilingTake *take, LineFunction function)
{
    for (size_t i = 0; i < convention->ceiling_count; i++) {
        TRY(each_line(access, convention, &convention->ceilings[i], take, function));
    }
    return OK;
}

Outcome ceiling_check(Access *access, const Convention *convention, const CeilingTake *take)
{
    return each_ceiling(access, convention, take, check_line);
}

Outcome ceiling_take(Access *access, const Convention *convention, const CeilingTake *take)
{
    TRY(ceiling_check(access, convention, take));
    return each_ceiling(access, convention, take, add_line);
}

/* ------------------------------------------------------------------------ telling, giving */

/* A line with where it stands. */
typedef struct Standing {
    Place place;
    CeilingLine line;
} Standing;

typedef LIST_OF(Standing) StandingList;

static CeilingScope scope_of(Text code)
{
    size_t scope = 0;
    while (scope + 1 < CEILING_SCOPE_COUNT &&
           !text_equal(code, ceiling_scope_code((CeilingScope)scope))) {
        scope++;
    }
    return (CeilingScope)scope;
}

static Standing standing_of(Arena *arena, const Statement *statement)
{
    const CeilingScope scope = scope_of(column_text(statement, 0));
    const CeilingUnit unit =
        text_equal(column_text(statement, 1), ceiling_unit_code(CEILING_CENTS))
            ? CEILING_CENTS
            : CEILING_TICKETS;
    const Text period = text_copy(arena, column_text(statement, 3));
    return (Standing){
        .place = {.scope = scope,
                  .unit = unit,
                  .whose = column_id(statement, 2),
                  .period = period                                          },
        .line = { scope, unit, period, column_integer(statement, 4),
                  column_integer(statement, 5), column_integer(statement, 6)},
    };
}

static Outcome read_standings(Access *access, Id entitlement, StandingList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CEILING_OF_ENTITLEMENT, &statement, access->problem));
    bind_id(statement, "entitlement", entitlement);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list, standing_of(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome ceiling_lines(Access *access, Id entitlement, CeilingLineList *lines)
{
    StandingList standings = {0};
    CeilingLineList read = {0};
    TRY(read_standings(access, entitlement, &standings));
    for (size_t i = 0; i < standings.count; i++) {
        LIST_APPEND(access->arena, &read, standings.items[i].line);
    }
    *lines = read;
    return OK;
}

Outcome ceiling_give_back(Access *access, const Convention *convention, Id entitlement,
                          int64_t tickets, int64_t cents)
{
    StandingList standings = {0};
    TRY(read_standings(access, entitlement, &standings));
    for (size_t i = 0; i < standings.count; i++) {
        const Standing *standing = &standings.items[i];
        const int64_t unused = standing->line.unit == CEILING_CENTS ? cents : tickets;
        const int64_t back = unused < standing->line.amount ? unused : standing->line.amount;
        Place place = standing->place;
        place.convention = convention->id;
        if (back > 0) {
            TRY(add_line(access, &place, &(Line){entitlement, -back, standing->line.most, 0}));
        }
    }
    return OK;
}
