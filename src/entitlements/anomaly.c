/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/anomaly.h"

#include "entitlements/entitlement_private.h"
#include "entitlements/house_place.h"
#include "entitlements/queries.h"
#include "people/optional_id.h"
#include "words/visible.h"

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *sentence)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", sentence);
}

/* -------------------------------------------------------------------------------- reading */

typedef LIST_OF(HolderUse) HolderUseList;

/* The month, and since when uses say what is usual. */
typedef struct Span {
    Moment usual;
    Moment from;
    Moment before;
} Span;

static Outcome read_month(Access *access, Text month, AnomalySheet *sheet, Span *span)
{
    const Text day = text_format(access->arena, "%.*s-01", TEXT_ARG(month));
    if (!date_parse(day, &sheet->month)) {
        return refuse(access, INVALID, "month", "a month is expected: 2026-11");
    }
    const CivilDate civil = date_to_civil(sheet->month);
    const LocalTime first = {.date = sheet->month};
    const LocalTime next = {.date = sheet->month + month_length(civil.year, civil.month)};
    span->from = moment_from_local(first);
    span->before = moment_from_local(next);
    span->usual =
        span->from - ((Moment)(ANOMALY_USUAL_DAYS + 1) * (Moment)ANOMALY_WINDOW_SECONDS);
    return OK;
}

static Outcome admit(Access *access, Text key, Convention *convention)
{
    TRY(access_require(access, MAY_READ_COUNTS));
    TRY(convention_find(access, key, convention));
    return id_equal(convention->payer, access->caller.house) ||
                   permission_holds(access->caller.permissions, MAY_MANAGE_CONVENTIONS)
               ? OK
               : refuse(access, NOT_FOUND, "convention",
                        "your house does not pay by such a convention");
}

/* Whoever was erased is told apart by what they were granted. */
static HolderUse use_of(const Statement *statement, TicketUnit unit)
{
    const Id person = column_id(statement, 3);
    return (HolderUse){
        .id = column_id(statement, 0),
        .ticket = column_id(statement, 1),
        .holder = id_is_nil(person) ? column_id(statement, 2) : person,
        .person = person,
        .house = column_id(statement, 4),
        .uses = unit == UNIT_CENT ? 1 : column_integer(statement, 5),
        .at = column_integer(statement, 6),
    };
}

static Outcome read_uses(Access *access, const Convention *convention, Span span,
                         HolderUseList *uses)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ANOMALY_USE_EACH, &statement, access->problem));
    bind_id(statement, "convention", convention->id);
    bind_integer(statement, "from", span.usual);
    bind_integer(statement, "before", span.before);
    TRY(statement_next(statement, &row, access->problem));
    while (row && uses->count <= ANOMALY_MOST_USES) {
        LIST_APPEND(access->arena, uses, use_of(statement, convention->unit));
        TRY(statement_next(statement, &row, access->problem));
    }
    return uses->count <= ANOMALY_MOST_USES
               ? OK
               : problem_set(access->problem, UNAVAILABLE, TEXT("body"), "month",
                             "more than %d uses are to be read", ANOMALY_MOST_USES);
}

static HouseIds houses_of(Arena *arena, const HolderUseList *uses)
{
    HouseIds houses = {0};
    for (size_t i = 0; i < uses->count; i++) {
        size_t at = 0;
        while (at < houses.count && !id_equal(houses.items[at], uses->items[i].house)) {
            at++;
        }
        if (at == houses.count) {
            LIST_APPEND(arena, &houses, uses->items[i].house);
        }
    }
    return houses;
}

static Outcome find(Access *access, HolderUseList *uses, Moment from, AnomalyList *found)
{
    HousePointList points = {0};
    const HouseIds houses = houses_of(access->arena, uses);
    if (houses.count > 1) {
        TRY(house_points_read(access, &houses, &points));
    }
    anomalies_find(access->arena, uses->items, uses->count, from, house_way(&points), found);
    return OK;
}

static void put_look(AnomalySheet *sheet, Id use, Text kind, AnomalyLook look)
{
    for (size_t i = 0; i < sheet->rows.count; i++) {
        SeenAnomaly *row = &sheet->rows.items[i];
        if (id_equal(row->anomaly.use, use) &&
            text_equal(anomaly_kind_code(row->anomaly.kind), kind)) {
            row->look = look;
        }
    }
}

static Outcome read_looks(Access *access, AnomalySheet *sheet)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ANOMALY_LOOK_EACH, &statement, access->problem));
    bind_id(statement, "convention", sheet->convention.id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const AnomalyLook look = {text_copy(access->arena, column_text(statement, 2)),
                                  column_id(statement, 3), column_integer(statement, 4)};
        put_look(sheet, column_id(statement, 0), column_text(statement, 1), look);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* By which the paper is found, and nothing can be redeemed. */
static Outcome end_of_code(Access *access, Id ticket, Text *end)
{
    enum { SHOWN = 3 };
    Text code = {0};
    if (access->keyring == NULL) {
        return OK;
    }
    TRY(ticket_open_code(access, ticket, &code));
    *end = text_slice(code, code.length < SHOWN ? 0 : code.length - SHOWN, code.length);
    return OK;
}

static Outcome fill_rows(Access *access, const AnomalyList *found, AnomalySheet *sheet)
{
    const size_t count = found->count < ANOMALY_MOST ? found->count : ANOMALY_MOST;
    sheet->left_out = found->count - count;
    for (size_t i = 0; i < count; i++) {
        SeenAnomaly row = {.anomaly = found->items[i]};
        TRY(end_of_code(access, row.anomaly.ticket, &row.code));
        LIST_APPEND(access->arena, &sheet->rows, row);
    }
    return read_looks(access, sheet);
}

static bool was_noted(const AnomalySheet *sheet, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        if (id_equal(sheet->rows.items[i].anomaly.person,
                     sheet->rows.items[end].anomaly.person)) {
            return true;
        }
    }
    return false;
}

/* A line each person whose uses are shown. */
static void note_persons(Access *access, const AnomalySheet *sheet)
{
    for (size_t i = 0; i < sheet->rows.count; i++) {
        const Id person = sheet->rows.items[i].anomaly.person;
        if (!id_is_nil(person) && !was_noted(sheet, i)) {
            access_note(access, "anomaly.read", person, sheet->convention.id, "");
        }
    }
}

Outcome anomaly_sheet(Access *access, Text convention, Text month, AnomalySheet *sheet)
{
    Span span = {0};
    AnomalySheet read = {0};
    AnomalyList found = {0};
    HolderUseList uses = {0};
    TRY(admit(access, convention, &read.convention));
    TRY(read_month(access, month, &read, &span));
    TRY(read_uses(access, &read.convention, span, &uses));
    TRY(find(access, &uses, span.from, &found));
    TRY(fill_rows(access, &found, &read));
    note_persons(access, &read);
    *sheet = read;
    return OK;
}

/* -------------------------------------------------------------------------------- marking */

static Outcome read_note(Access *access, Text typed, Text *note)
{
    return text_visible(access->arena, typed, MANY_LINES, note) && note->length > 0 &&
                   note->length <= ANOMALY_NOTE_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "note",
                             "what was found is expected, in 1 to %d bytes", ANOMALY_NOTE_MOST);
}

static Outcome find_marked(Access *access, const AnomalyMark *mark, const AnomalySheet *sheet,
                           const SeenAnomaly **marked)
{
    for (size_t i = 0; i < sheet->rows.count; i++) {
        const SeenAnomaly *row = &sheet->rows.items[i];
        if (id_equal(row->anomaly.use, mark->use) &&
            text_equal(anomaly_kind_code(row->anomaly.kind), mark->kind)) {
            *marked = row;
            return row->look.at == 0
                       ? OK
                       : refuse(access, CONFLICT, "use", "somebody has looked at this one");
        }
    }
    return refuse(access, NOT_FOUND, "use", "nothing of this month stands out by that use");
}

Outcome anomaly_mark(Access *access, const AnomalyMark *mark)
{
    Text note = {0};
    AnomalyKind kind = ANOMALY_SUDDEN;
    AnomalySheet sheet = {0};
    const SeenAnomaly *marked = NULL;
    if (!anomaly_kind_parse(mark->kind, &kind)) {
        return refuse(access, INVALID, "kind", "sudden or apart is expected");
    }
    TRY(read_note(access, mark->note, &note));
    TRY(anomaly_sheet(access, mark->convention, mark->month, &sheet));
    TRY(find_marked(access, mark, &sheet, &marked));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ANOMALY_LOOK_ADD, &statement, access->problem));
    bind_id(statement, "redemption", mark->use);
    bind_text(statement, "kind", anomaly_kind_code(kind));
    bind_id(statement, "convention", sheet.convention.id);
    bind_optional_id(statement, "person", marked->anomaly.person);
    bind_text(statement, "note", note);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    access_note(access, "anomaly.look", marked->anomaly.person, sheet.convention.id, "");
    return statement_run(statement, NULL, access->problem);
}
