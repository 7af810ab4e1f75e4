/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/convention_year.h"

#include "directory/csv.h"
#include "entitlements/queries.h"

enum { FIRST_YEAR = 2000, LAST_YEAR = 2199 };

static Moment start_of(Date day)
{
    return moment_from_local((LocalTime){.date = day});
}

static Date next_month(int year, int month)
{
    return month == CONVENTION_MONTHS ? date_from_civil((CivilDate){year + 1, 1, 1})
                                      : date_from_civil((CivilDate){year, month + 1, 1});
}

/* Who pays reads the lines of every house, any other those of its own. */
static bool is_told(const Access *access, const Convention *convention, Id house)
{
    return id_equal(convention->payer, access->caller.house) ||
           id_equal(house, access->caller.house);
}

static Outcome add_grants(Access *access, ConventionYear *counted)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONVENTION_YEAR_GRANTS, &statement, access->problem));
    bind_id(statement, "convention", counted->convention.id);
    bind_integer(statement, "since", start_of(counted->months[0].first));
    bind_integer(statement, "until", start_of(next_month(counted->year, CONVENTION_MONTHS)));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Date day = moment_to_local(column_integer(statement, 1)).date;
        ConventionMonth *month = &counted->months[date_to_civil(day).month - 1];
        if (is_told(access, &counted->convention, column_id(statement, 0))) {
            month->grants++;
            month->tickets += column_integer(statement, 2);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Of uses that have one price: a ticket of cents needs none. */
static void add_up(const Convention *convention, int64_t price, int64_t uses, int64_t amount,
                   ConventionMonth *month)
{
    month->uses += uses;
    if (convention->unit == UNIT_CENT) {
        month->amount += amount;
    } else if (price == PRICE_UNKNOWN) {
        month->unpriced += uses;
    } else {
        month->amount += amount * price;
    }
}

static Outcome add_uses(Access *access, const ConventionYear *counted, ConventionMonth *month)
{
    bool row = false;
    const Convention *convention = &counted->convention;
    const Date next = next_month(counted->year, date_to_civil(month->first).month);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONVENTION_MONTH_USES, &statement, access->problem));
    bind_id(statement, "convention", convention->id);
    bind_integer(statement, "price", convention->price);
    bind_integer(statement, "since", start_of(month->first));
    bind_integer(statement, "until", start_of(next));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        if (is_told(access, convention, column_id(statement, 0))) {
            add_up(convention, column_integer(statement, 1), column_integer(statement, 2),
                   column_integer(statement, 3), month);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

bool convention_concerns(const Convention *convention, Id house)
{
    return id_equal(convention->payer, house) || convention_prescribes(convention, house) ||
           convention_accepts(convention, house);
}

Outcome convention_year(Access *access, Text key, int64_t year, ConventionYear *counted)
{
    TRY(access_require(access, MAY_SETTLE));
    if (year < FIRST_YEAR || year > LAST_YEAR) {
        return problem_set(access->problem, INVALID, TEXT("query"), "year",
                           "a year from %d to %d is expected", FIRST_YEAR, LAST_YEAR);
    }
    *counted = (ConventionYear){.year = (int)year};
    TRY(convention_find(access, key, &counted->convention));
    if (!convention_concerns(&counted->convention, access->caller.house)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "convention",
                           "there is no such convention");
    }
    for (int i = 0; i < CONVENTION_MONTHS; i++) {
        counted->months[i].first = date_from_civil((CivilDate){(int)year, i + 1, 1});
    }
    TRY(add_grants(access, counted));
    for (size_t i = 0; i < CONVENTION_MONTHS; i++) {
        TRY(add_uses(access, counted, &counted->months[i]));
    }
    return OK;
}

/* -------------------------------------------------------------------------------- telling */

Text convention_month_format(Arena *arena, const ConventionMonth *month)
{
    enum { YEAR_AND_MONTH = 7 };
    return text_slice(date_format(arena, month->first), 0, YEAR_AND_MONTH);
}

void convention_year_csv(Arena *arena, const ConventionYear *counted, Buffer *out)
{
    static const char *const heads[] = {"grants", "tickets", "uses", "unpriced",
                                        "amount_cents"};
    csv_cell(out, TEXT("month"), true);
    for (size_t i = 0; i < LENGTH_OF(heads); i++) {
        csv_cell(out, text_from(heads[i]), false);
    }
    csv_end_row(out);
    for (size_t i = 0; i < CONVENTION_MONTHS; i++) {
        const ConventionMonth *month = &counted->months[i];
        const int64_t numbers[] = {month->grants, month->tickets, month->uses, month->unpriced,
                                   month->amount};
        csv_cell(out, convention_month_format(arena, month), true);
        for (size_t j = 0; j < LENGTH_OF(numbers); j++) {
            csv_cell(out, text_format(arena, "%lld", (long long)numbers[j]), false);
        }
        csv_end_row(out);
    }
}
