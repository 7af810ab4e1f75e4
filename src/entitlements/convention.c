/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/convention.h"

#include "access/house.h"
#include "entitlements/condition.h"
#include "entitlements/queries.h"

static const char *const kinds[CONVENTION_KIND_COUNT] = {
    [CONVENTION_CARD] = "card",     [CONVENTION_MEAL] = "meal",
    [CONVENTION_PARCEL] = "parcel", [CONVENTION_LETTER] = "letter",
    [CONVENTION_HEALTH] = "health", [CONVENTION_PHARMACY] = "pharmacy",
    [CONVENTION_FUEL] = "fuel",     [CONVENTION_CULTURE] = "culture",
};
static const char *const units[TICKET_UNIT_COUNT] = {"use", "cent"};
static const char *const scopes[CEILING_SCOPE_COUNT] = {"person", "household", "everybody"};
static const char *const periods[CEILING_PERIOD_COUNT] = {"day", "week", "month", "year",
                                                          "whole"};
static const char *const ceiling_units[CEILING_UNIT_COUNT] = {"ticket", "cent"};

Text convention_kind_code(ConventionKind kind)
{
    return text_from(kinds[kind]);
}

Text ticket_unit_code(TicketUnit unit)
{
    return text_from(units[unit]);
}

Text ceiling_scope_code(CeilingScope scope)
{
    return text_from(scopes[scope]);
}

Text ceiling_period_code(CeilingPeriod period)
{
    return text_from(periods[period]);
}

Text ceiling_unit_code(CeilingUnit unit)
{
    return text_from(ceiling_units[unit]);
}

static bool is_among(const Id *houses, size_t count, Id house)
{
    for (size_t i = 0; i < count; i++) {
        if (id_equal(houses[i], house)) {
            return !id_is_nil(house);
        }
    }
    return false;
}

bool convention_prescribes(const Convention *convention, Id house)
{
    return is_among(convention->prescribers, convention->prescriber_count, house);
}

bool convention_accepts(const Convention *convention, Id house)
{
    return is_among(convention->acceptors, convention->acceptor_count, house);
}

const Supplier *convention_supplier(const Convention *convention, Text enterprise)
{
    for (size_t i = 0; i < convention->supplier_count; i++) {
        if (text_equal(convention->suppliers[i].enterprise, enterprise)) {
            return &convention->suppliers[i];
        }
    }
    return NULL;
}

bool convention_holds_on(const Convention *convention, Date day)
{
    return day >= convention->valid_from &&
           (convention->valid_until == 0 || day <= convention->valid_until);
}

/* -------------------------------------------------------------------------------- reading */

/* The place of a code the store has checked. */
static size_t at_of(const Statement *statement, int column, const char *const *codes,
                    size_t count)
{
    size_t at = 0;
    (void)text_among(column_text(statement, column), codes, count, &at);
    return at;
}

static Phrase phrase_of(Arena *arena, const Statement *statement, int first)
{
    Phrase phrase = {0};
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        phrase.in[i] = text_copy(arena, column_text(statement, first + i));
    }
    return phrase;
}

static void read_row(Arena *arena, const Statement *statement, Convention *read)
{
    enum { NAME = 4, DOUBT = NAME + LANGUAGE_COUNT, REST = DOUBT + LANGUAGE_COUNT };
    *read = (Convention){
        .id = column_id(statement, 0),
        .key = text_copy(arena, column_text(statement, 1)),
        .kind = (ConventionKind)at_of(statement, 2, kinds, CONVENTION_KIND_COUNT),
        .payer = column_id(statement, 3),
        .name = phrase_of(arena, statement, NAME),
        .doubt = phrase_of(arena, statement, DOUBT),
        .source = text_copy(arena, column_text(statement, REST)),
        .service = text_copy(arena, column_text(statement, REST + 1)),
        .condition = text_copy(arena, column_text(statement, REST + 2)),
        .unit = (TicketUnit)at_of(statement, REST + 3, units, TICKET_UNIT_COUNT),
        .worth = column_integer(statement, REST + 4),
        .price = column_integer(statement, REST + 5),
        .days = column_integer(statement, REST + 6),
        .threshold = column_integer(statement, REST + 7),
        .valid_from = (Date)column_integer(statement, REST + 8),
        .valid_until = (Date)column_integer(statement, REST + 9),
    };
}

static Outcome open_of(Access *access, const Query *query, Id convention, Statement **statement)
{
    TRY(statement_open(access->session, query, statement, access->problem));
    bind_id(*statement, "convention", convention);
    return OK;
}

static Outcome read_parties(Access *access, Convention *read)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_of(access, &CONVENTION_PARTY_EACH, read->id, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Id house = column_id(statement, 1);
        if (text_equal(column_text(statement, 0), TEXT("accepts"))) {
            read->acceptors[read->acceptor_count++] = house;
        } else {
            read->prescribers[read->prescriber_count++] = house;
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_suppliers(Access *access, Convention *read)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_of(access, &CONVENTION_SUPPLIER_EACH, read->id, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row && read->supplier_count < CONVENTION_MOST_SUPPLIERS) {
        read->suppliers[read->supplier_count++] =
            (Supplier){text_copy(access->arena, column_text(statement, 0)),
                       text_copy(access->arena, column_text(statement, 1))};
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_ceilings(Access *access, Convention *read)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_of(access, &CONVENTION_CEILING_EACH, read->id, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        read->ceilings[read->ceiling_count++] = (Ceiling){
            .scope = (CeilingScope)at_of(statement, 0, scopes, CEILING_SCOPE_COUNT),
            .period = (CeilingPeriod)at_of(statement, 1, periods, CEILING_PERIOD_COUNT),
            .unit = (CeilingUnit)at_of(statement, 2, ceiling_units, CEILING_UNIT_COUNT),
            .most = column_integer(statement, 3),
        };
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome convention_list(Access *access, ConventionList *list)
{
    bool row = false;
    ConventionList read = {0};
    Convention one = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONVENTION_EACH, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        read_row(access->arena, statement, &one);
        TRY(read_parties(access, &one));
        TRY(read_suppliers(access, &one));
        TRY(read_ceilings(access, &one));
        LIST_APPEND(access->arena, &read, one);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static Id id_of_key(Text key)
{
    return id_from_name(TEXT("convention"), key);
}

Outcome convention_get(Access *access, Id id, Convention *convention)
{
    bool row = false;
    Convention read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONVENTION_ONE, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "convention",
                           "there is no such convention");
    }
    read_row(access->arena, statement, &read);
    TRY(read_parties(access, &read));
    TRY(read_suppliers(access, &read));
    TRY(read_ceilings(access, &read));
    *convention = read;
    return OK;
}

Outcome convention_find(Access *access, Text key, Convention *convention)
{
    return convention_get(access, id_of_key(key), convention);
}

/* -------------------------------------------------------------------------------- loading */

static void bind_phrase(const Access *access, Statement *statement, const char *field,
                        const Phrase *phrase)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const Text name =
            text_format(access->arena, "%s_%s", field, language_code((Language)i).bytes);
        bind_text(statement, name.bytes, phrase->in[i]);
    }
}

static Outcome put_row(Access *access, const Convention *made)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONVENTION_PUT, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_text(statement, "key", made->key);
    bind_text(statement, "kind", convention_kind_code(made->kind));
    bind_id(statement, "payer", made->payer);
    bind_phrase(access, statement, "name", &made->name);
    bind_phrase(access, statement, "doubt", &made->doubt);
    bind_text(statement, "source", made->source);
    bind_text(statement, "service", made->service);
    bind_text(statement, "condition", made->condition);
    bind_text(statement, "unit", ticket_unit_code(made->unit));
    bind_integer(statement, "worth", made->worth);
    bind_integer(statement, "price", made->price);
    bind_integer(statement, "days", made->days);
    bind_integer(statement, "threshold", made->threshold);
    bind_integer(statement, "valid_from", made->valid_from);
    bind_integer(statement, "valid_until", made->valid_until);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome drop(Access *access, const Query *query, Id convention)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_of(access, query, convention, &statement));
    return statement_run(statement, NULL, access->problem);
}

static Outcome check_house(Access *access, const Convention *made, const char *role, Id house)
{
    Text name = {0};
    TRY(house_name(access->session, access->arena, house, &name, access->problem));
    return name.length > 0
               ? OK
               : problem_set(access->problem, INVALID, made->key, role,
                             "the directory does not have one of these organisations: “seuil "
                             "load” it first");
}

static Outcome put_party(Access *access, const Convention *made, const char *role, Id house)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_of(access, &CONVENTION_PARTY_ADD, made->id, &statement));
    bind_text(statement, "role", text_from(role));
    bind_id(statement, "house", house);
    return statement_run(statement, NULL, access->problem);
}

static Outcome put_parties(Access *access, const Convention *made)
{
    TRY(drop(access, &CONVENTION_PARTY_DROP, made->id));
    for (size_t i = 0; i < made->prescriber_count; i++) {
        TRY(put_party(access, made, "prescribes", made->prescribers[i]));
    }
    for (size_t i = 0; i < made->acceptor_count; i++) {
        TRY(put_party(access, made, "accepts", made->acceptors[i]));
    }
    return OK;
}

static Outcome put_suppliers(Access *access, const Convention *made)
{
    TRY(drop(access, &CONVENTION_SUPPLIER_DROP, made->id));
    for (size_t i = 0; i < made->supplier_count; i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(open_of(access, &CONVENTION_SUPPLIER_ADD, made->id, &statement));
        bind_text(statement, "enterprise", made->suppliers[i].enterprise);
        bind_text(statement, "name", made->suppliers[i].name);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static Outcome put_ceilings(Access *access, const Convention *made)
{
    TRY(drop(access, &CONVENTION_CEILING_DROP, made->id));
    for (size_t i = 0; i < made->ceiling_count; i++) {
        const Ceiling *ceiling = &made->ceilings[i];
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(open_of(access, &CONVENTION_CEILING_ADD, made->id, &statement));
        bind_text(statement, "scope", ceiling_scope_code(ceiling->scope));
        bind_text(statement, "period", ceiling_period_code(ceiling->period));
        bind_text(statement, "unit", ceiling_unit_code(ceiling->unit));
        bind_integer(statement, "most", ceiling->most);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

/* That its conditions can be evaluated at all, so that no grant stumbles upon them. */
static Outcome check_conditions(Access *access, const Convention *made)
{
    ConditionRule rule = {0};
    ConditionVerdict verdict = {0};
    TRY(condition_rule(access, made, moment_to_local(access->now).date, &rule));
    return CONDITION_JUDGE.judge(access->arena, &rule, NULL, FRENCH, &verdict, access->problem);
}

static Outcome check_houses(Access *access, const Convention *made)
{
    TRY(check_house(access, made, "payer", made->payer));
    for (size_t i = 0; i < made->prescriber_count; i++) {
        TRY(check_house(access, made, "prescribes", made->prescribers[i]));
    }
    for (size_t i = 0; i < made->acceptor_count; i++) {
        TRY(check_house(access, made, "accepts", made->acceptors[i]));
    }
    return OK;
}

/* Every check before the first write: a page that tells a refusal keeps what was written. */
Outcome convention_load(Access *access, const ConventionList *list)
{
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    for (size_t i = 0; i < list->count; i++) {
        TRY(check_conditions(access, &list->items[i]));
        TRY(check_houses(access, &list->items[i]));
    }
    for (size_t i = 0; i < list->count; i++) {
        Convention *made = &list->items[i];
        made->id = id_of_key(made->key);
        TRY(put_row(access, made));
        TRY(put_parties(access, made));
        TRY(put_suppliers(access, made));
        TRY(put_ceilings(access, made));
        access_note(access, "convention.load", (Id){{0}}, made->id, "");
    }
    return OK;
}

/* --------------------------------------------------------------------------------- closing */

static Outcome check_end(Access *access, const Convention *convention, Date last)
{
    if (last < convention->valid_from) {
        return problem_set(access->problem, INVALID, TEXT("body"), "until",
                           "the convention begins after that day");
    }
    return convention->valid_until == 0 || last <= convention->valid_until
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "until",
                             "the convention ends before that day already");
}

Outcome convention_close(Access *access, Text key, Date last)
{
    Convention convention = {0};
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    TRY(convention_find(access, key, &convention));
    TRY(check_end(access, &convention, last));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONVENTION_SET_END, &statement, access->problem));
    bind_id(statement, "id", convention.id);
    bind_integer(statement, "until", last);
    access_note(access, "convention.close", (Id){{0}}, convention.id, "");
    return statement_run(statement, NULL, access->problem);
}
