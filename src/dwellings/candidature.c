/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/candidature.h"

#include "dwellings/queries.h"
#include "people/optional_id.h"
#include "resources/booking.h"

const char *const CANDIDATURE_REASONS[CANDIDATURE_REASON_COUNT] = {
    "rent", "place", "size", "found", "moved", "silent", "papers", "other"};

static const char *const act_codes[CANDIDATURE_ACT_COUNT] = {"decline", "refuse", "leave"};

bool candidature_act_parse(Text code, CandidatureAct *act)
{
    size_t at = 0;
    const bool is_one = text_among(code, act_codes, CANDIDATURE_ACT_COUNT, &at);
    *act = is_one ? (CandidatureAct)at : *act;
    return is_one;
}

/* --------------------------------------------------------------------------------- asking */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

static Outcome check_household(Access *access, const CandidatureOrder *order)
{
    if (order->adults < 1 || order->adults > DWELLING_PEOPLE_MOST) {
        return wrong(access, "adults", "1 to 40 are expected");
    }
    if (order->children < 0 || order->children > DWELLING_PEOPLE_MOST) {
        return wrong(access, "children", "0 to 40 are expected");
    }
    return order->count > 0 && order->count <= CANDIDATURE_DWELLINGS_MOST
               ? OK
               : wrong(access, "dwellings", "1 to 20 dwellings are expected");
}

static Outcome check_fits(Access *access, const CandidatureOrder *order,
                          const Dwelling *dwelling)
{
    const int64_t people = order->adults + order->children;
    if (dwelling->people > 0 && people > dwelling->people) {
        return problem_set(access->problem, REFUSED, TEXT("body"), "people",
                           "%.*s is for %lld at most", TEXT_ARG(dwelling->unit.name),
                           (long long)dwelling->people);
    }
    return order->needs_level && dwelling->entry == ENTRY_STAIRS
               ? problem_set(access->problem, REFUSED, TEXT("body"), "level",
                             "one gets into %.*s by stairs", TEXT_ARG(dwelling->unit.name))
               : OK;
}

static WaitingOrder waiting_order(const CandidatureOrder *order, Id dwelling)
{
    return (WaitingOrder){
        .unit = dwelling,
        .person = order->person,
        .label = order->label,
        .class = order->class,
        .first = DWELLING_SLOT,
        .last = DWELLING_SLOT,
        .answers = order->answers,
    };
}

static Outcome check_each(Access *access, const CandidatureOrder *order)
{
    for (size_t i = 0; i < order->count; i++) {
        Dwelling dwelling = {0};
        const WaitingOrder waits = waiting_order(order, order->dwellings[i]);
        for (size_t j = 0; j < i; j++) {
            if (id_equal(order->dwellings[i], order->dwellings[j])) {
                return wrong(access, "dwellings", "one of them stands there twice");
            }
        }
        TRY(dwelling_get(access, order->dwellings[i], &dwelling));
        TRY(check_fits(access, order, &dwelling));
        TRY(waiting_check(access, &waits));
    }
    return OK;
}

static Outcome write_candidature(Access *access, const CandidatureOrder *order, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "house", access->caller.house);
    bind_optional_id(statement, "person", order->person);
    bind_integer(statement, "adults", order->adults);
    bind_integer(statement, "children", order->children);
    bind_integer(statement, "level", order->needs_level ? 1 : 0);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome write_choice(Access *access, Id candidature, Id unit, Id entry)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_CHOICE_ADD, &statement, access->problem));
    bind_id(statement, "candidature", candidature);
    bind_id(statement, "unit", unit);
    bind_id(statement, "entry", entry);
    return statement_run(statement, NULL, access->problem);
}

Outcome candidature_ask(Access *access, const CandidatureOrder *order, Id *candidature)
{
    const Id id = id_new(access->now * 1000);
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(check_household(access, order));
    TRY(check_each(access, order));
    TRY(write_candidature(access, order, id));
    for (size_t i = 0; i < order->count; i++) {
        Id entry = {{0}};
        const WaitingOrder waits = waiting_order(order, order->dwellings[i]);
        TRY(waiting_join(access, &waits, &entry));
        TRY(write_choice(access, id, order->dwellings[i], entry));
    }
    access_note(access, "candidature.change", order->person, id, "house");
    *candidature = id;
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

static Outcome no_such_candidature(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "candidature",
                       "no such candidature");
}

static Outcome read_candidature(Access *access, Id id, Candidature *candidature)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return no_such_candidature(access);
    }
    *candidature = (Candidature){.id = id,
                                 .house = column_id(statement, 0),
                                 .adults = column_integer(statement, 2),
                                 .children = column_integer(statement, 3),
                                 .needs_level = column_integer(statement, 4) != 0,
                                 .at = column_integer(statement, 5)};
    return OK;
}

typedef struct ChoiceRow {
    Id unit;
    Id entry;
} ChoiceRow;

typedef LIST_OF(ChoiceRow) ChoiceRowList;

static Outcome read_choices(Access *access, Id candidature, ChoiceRowList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_CHOICE_EACH, &statement, access->problem));
    bind_id(statement, "candidature", candidature);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list,
                    (ChoiceRow){column_id(statement, 0), column_id(statement, 1)});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_events(Access *access, Id candidature, Id unit, CandidatureEventList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "candidature", candidature);
    bind_id(statement, "unit", unit);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const CandidatureEvent event = {
            .act = text_copy(access->arena, column_text(statement, 1)),
            .reason = text_copy(access->arena, column_text(statement, 2)),
            .at = column_integer(statement, 3)};
        LIST_APPEND(access->arena, list, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* The choice where the caller sees its entry: asked by their house, or of a dwelling of it. */
static Outcome add_choice(Access *access, const ChoiceRow *row, Candidature *candidature)
{
    WaitingList waiting = {0};
    CandidatureChoice choice = {0};
    const Outcome outcome = unit_get(access, row->unit, &choice.unit);
    if (outcome == NOT_FOUND) { /* its house keeps it to itself now */
        *access->problem = (Problem){.arena = access->problem->arena};
        return OK;
    }
    TRY(outcome);
    TRY(waiting_list(access, &choice.unit, DWELLING_SLOT, &waiting));
    for (size_t i = 0; i < waiting.count; i++) {
        if (id_equal(waiting.items[i].id, row->entry)) {
            choice.entry = waiting.items[i];
            TRY(read_events(access, candidature->id, row->unit, &choice.events));
            LIST_APPEND(access->arena, &candidature->choices, choice);
        }
    }
    return OK;
}

Outcome candidature_get(Access *access, Id id, Candidature *candidature)
{
    Candidature read = {0};
    ChoiceRowList rows = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(read_candidature(access, id, &read));
    TRY(read_choices(access, id, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        TRY(add_choice(access, &rows.items[i], &read));
    }
    if (read.choices.count == 0) {
        return no_such_candidature(access);
    }
    *candidature = read;
    return OK;
}

static void find_candidate(const CandidateList *known, Candidate *candidate)
{
    for (size_t i = 0; i < known->count; i++) {
        if (id_equal(known->items[i].entry.id, candidate->entry.id)) {
            const WaitingEntry entry = candidate->entry;
            *candidate = known->items[i];
            candidate->entry = entry;
        }
    }
}

static Outcome read_candidates(Access *access, Id unit, CandidateList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_OF_UNIT, &statement, access->problem));
    bind_id(statement, "unit", unit);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Candidate one = {.entry = {.id = column_id(statement, 0)},
                               .candidature = column_id(statement, 1),
                               .adults = column_integer(statement, 2),
                               .children = column_integer(statement, 3),
                               .needs_level = column_integer(statement, 4) != 0};
        LIST_APPEND(access->arena, list, one);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome candidate_list(Access *access, const Dwelling *dwelling, CandidateList *list)
{
    WaitingList waiting = {0};
    CandidateList known = {0};
    CandidateList read = {0};
    TRY(waiting_list(access, &dwelling->unit, DWELLING_SLOT, &waiting));
    TRY(read_candidates(access, dwelling->unit.id, &known));
    for (size_t i = 0; i < waiting.count; i++) {
        Candidate candidate = {.entry = waiting.items[i]};
        find_candidate(&known, &candidate);
        LIST_APPEND(access->arena, &read, candidate);
    }
    *list = read;
    return OK;
}

/* --------------------------------------------------------------------------------- moving */

static Outcome find_choice(Access *access, const CandidatureMove *move,
                           CandidatureChoice *choice)
{
    Candidature candidature = {0};
    TRY(candidature_get(access, move->candidature, &candidature));
    for (size_t i = 0; i < candidature.choices.count; i++) {
        if (id_equal(candidature.choices.items[i].unit.id, move->dwelling)) {
            *choice = candidature.choices.items[i];
            return OK;
        }
    }
    return no_such_candidature(access);
}

/* The offer is the booking that has the one place of the dwelling. */
static Outcome decline(Access *access, const CandidatureChoice *choice)
{
    Dwelling dwelling = {0};
    Booking booking = {0};
    if (choice->entry.state != WAITING_OFFERED) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "candidature",
                           "nothing is offered to it now");
    }
    TRY(dwelling_get(access, choice->unit.id, &dwelling));
    const BookingMove cancel = {dwelling.booking, BOOKING_CANCEL, TEXT("")};
    return booking_move(access, &cancel, &booking);
}

static Outcome write_event(Access *access, const CandidatureMove *move, size_t number)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CANDIDATURE_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "candidature", move->candidature);
    bind_id(statement, "unit", move->dwelling);
    bind_integer(statement, "number", (int64_t)number);
    bind_text(statement, "act", text_from(act_codes[move->act]));
    bind_text(statement, "reason", move->reason);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome candidature_move(Access *access, const CandidatureMove *move)
{
    CandidatureChoice choice = {0};
    TRY(find_choice(access, move, &choice));
    if (!text_among(move->reason, CANDIDATURE_REASONS, CANDIDATURE_REASON_COUNT, NULL)) {
        return wrong(access, "reason",
                     "rent, place, size, found, moved, silent, papers or other is expected");
    }
    switch (move->act) {
    case CANDIDATURE_DECLINE:
        TRY(decline(access, &choice));
        break;
    case CANDIDATURE_REFUSE:
        TRY(waiting_move(access, choice.entry.id, WAITING_REFUSE));
        break;
    case CANDIDATURE_LEAVE:
        TRY(waiting_move(access, choice.entry.id, WAITING_LEAVE));
        TRY(choice.entry.state == WAITING_OFFERED ? decline(access, &choice) : OK);
        break;
    case CANDIDATURE_ACT_COUNT:
        return wrong(access, "act", "decline, refuse or leave is expected");
    }
    access_note(access, "candidature.change", choice.entry.person, move->candidature, "house");
    return write_event(access, move, choice.events.count + 1);
}
