/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk.h"

#include <stdlib.h>

#include "desk/desk_private.h"
#include "desk/queries.h"
#include "people/optional_id.h"
#include "words/visible.h"

static const char *const state_codes[] = {
    [ARRIVAL_WAITING] = "waiting", [ARRIVAL_CALLED] = "called", [ARRIVAL_RECALLED] = "recalled",
    [ARRIVAL_SERVED] = "served",   [ARRIVAL_LEFT] = "left",
};

static const char *const priority_codes[] = {
    [PRIORITY_NONE] = "none",   [PRIORITY_CHILD] = "child", [PRIORITY_PREGNANT] = "pregnant",
    [PRIORITY_FRAIL] = "frail", [PRIORITY_ILL] = "ill",     [PRIORITY_DANGER] = "danger",
};

static const char *const wish_codes[] = {
    [WISH_UNSAID] = "",         [WISH_SLEEP] = "sleep",     [WISH_FOOD] = "food",
    [WISH_HEALTH] = "health",   [WISH_ADDRESS] = "address", [WISH_HOUSING] = "housing",
    [WISH_HYGIENE] = "hygiene", [WISH_TALK] = "talk",       [WISH_OTHER] = "other",
    [WISH_MAIL] = "mail",       [WISH_LAUNDRY] = "laundry",
};

Text arrival_state_code(ArrivalState state)
{
    return text_from(state_codes[state]);
}

Text arrival_priority_code(ArrivalPriority priority)
{
    return text_from(priority_codes[priority]);
}

bool arrival_priority_parse(Text code, ArrivalPriority *priority)
{
    size_t at = 0;
    const bool is_one = text_among(code, priority_codes, LENGTH_OF(priority_codes), &at);
    *priority = is_one ? (ArrivalPriority)at : *priority;
    return is_one;
}

Text desk_wish_code(DeskWish wish)
{
    return text_from(wish_codes[wish]);
}

bool desk_wish_parse(Text code, DeskWish *wish)
{
    size_t at = 0;
    const bool is_one = text_among(code, wish_codes, LENGTH_OF(wish_codes), &at);
    *wish = is_one ? (DeskWish)at : *wish;
    return is_one;
}

Text arrival_ticket(Arena *arena, const Arrival *arrival)
{
    return text_format(arena, "A %lld", (long long)arrival->ticket);
}

bool arrival_is_at_desk(const Arrival *arrival)
{
    return arrival->state == ARRIVAL_CALLED || arrival->state == ARRIVAL_RECALLED;
}

Outcome desk_admit(Access *access)
{
    TRY(access_require(access, MAY_USE_DESK));
    return !id_is_nil(access->caller.house)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "",
                             "a desk is that of a house: sign in with an account of one");
}

/* ------------------------------------------------------------------------------- reading */

static Arrival read_row(Arena *arena, const Statement *statement)
{
    size_t state = 0;
    (void)text_among(column_text(statement, 10), state_codes, LENGTH_OF(state_codes), &state);
    Arrival arrival = {
        .id = column_id(statement, 0),
        .day = (Date)column_integer(statement, 1),
        .ticket = column_integer(statement, 2),
        .person = column_id(statement, 3),
        .label = text_copy(arena, column_text(statement, 4)),
        .language = text_copy(arena, column_text(statement, 6)),
        .appointment = column_integer(statement, 8),
        .seen = column_integer(statement, 9),
        .state = (ArrivalState)state,
        .desk = column_integer(statement, 11),
        .arrived = column_integer(statement, 12),
        .called = column_integer(statement, 13),
        .ended = column_integer(statement, 14),
        .revision = column_integer(statement, 15),
    };
    (void)desk_wish_parse(column_text(statement, 5), &arrival.wish);
    (void)arrival_priority_parse(column_text(statement, 7), &arrival.priority);
    return arrival;
}

Outcome desk_arrival(Access *access, Id id, Arrival *arrival)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(desk_admit(access));
    TRY(statement_open(access->session, &ARRIVAL_GET, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "arrival",
                           "no such arrival at this desk");
    }
    *arrival = read_row(access->arena, statement);
    return OK;
}

/* From when on somebody waits: who came early waits from their appointment on. */
static Moment waits_from(const Arrival *arrival)
{
    return arrival->appointment > arrival->arrived ? arrival->appointment : arrival->arrived;
}

static int compare_places(const void *a, const void *b)
{
    const Arrival *left = a;
    const Arrival *right = b;
    if (arrival_is_at_desk(left) != arrival_is_at_desk(right)) {
        return arrival_is_at_desk(left) ? -1 : 1;
    }
    if (!arrival_is_at_desk(left) && left->priority != right->priority) {
        return left->priority > right->priority ? -1 : 1;
    }
    if (!arrival_is_at_desk(left) && waits_from(left) != waits_from(right)) {
        return waits_from(left) < waits_from(right) ? -1 : 1;
    }
    return (left->ticket > right->ticket) - (left->ticket < right->ticket);
}

Outcome desk_queue(Access *access, DeskQueue *queue)
{
    bool row = false;
    DeskDay today = {0};
    DeskQueue read = {0};
    TRY(desk_today(access, &today));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_HERE, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", today.day);
    TRY(statement_next(statement, &row, access->problem));
    while (row && read.count < DESK_QUEUE_MOST) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    if (read.count > 0) {
        qsort(read.items, read.count, sizeof *read.items, compare_places);
    }
    *queue = read;
    return OK;
}

/* -------------------------------------------------------------------------------- events */

Outcome desk_add_event(Access *access, const Arrival *arrival, Text act)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "arrival", arrival->id);
    bind_integer(statement, "revision", arrival->revision);
    bind_text(statement, "act", act);
    bind_integer(statement, "desk", arrival->desk);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome desk_history(Access *access, Id arrival, ArrivalEventList *events)
{
    bool row = false;
    Arrival found = {0};
    TRY(desk_arrival(access, arrival, &found));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "arrival", arrival);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ArrivalEvent event = {
            .revision = column_integer(statement, 0),
            .act = text_copy(access->arena, column_text(statement, 1)),
            .desk = column_integer(statement, 2),
            .account = column_id(statement, 3),
            .at = column_integer(statement, 4),
        };
        LIST_APPEND(access->arena, events, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* ------------------------------------------------------------------------------ arriving */

static Outcome check_new(Access *access, NewArrival *made)
{
    enum { DAY = 24 * 60 * 60 };
    if (!text_visible(access->arena, made->label, ONE_LINE, &made->label)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "label",
                           "UTF-8 is expected");
    }
    if (made->label.length > DESK_LABEL_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "label",
                           "%d bytes at most: what the desk calls the person by",
                           DESK_LABEL_MOST);
    }
    if (made->language.length > 0 && !language_code_is_valid(made->language)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "language",
                           "a code of ISO 639 is expected, such as “ar”");
    }
    if (made->appointment != 0 &&
        (made->appointment < access->now - DAY || made->appointment > access->now + DAY)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "appointment",
                           "a time of this day is expected");
    }
    return OK;
}

static Outcome insert(Access *access, const NewArrival *made, const Arrival *arrival)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_ADD, &statement, access->problem));
    bind_id(statement, "id", arrival->id);
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", arrival->day);
    bind_integer(statement, "ticket", arrival->ticket);
    bind_optional_id(statement, "person", made->person);
    bind_text(statement, "label", made->label);
    bind_text(statement, "wish", desk_wish_code(made->wish));
    bind_text(statement, "language", made->language);
    bind_text(statement, "priority", arrival_priority_code(made->priority));
    bind_integer(statement, "appointment", made->appointment);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome count_arrival(Access *access, const NewArrival *made, Date day)
{
    TRY(desk_count_visit(access, day, visit_kind_code(VISIT_ARRIVED)));
    TRY(desk_count_visit(access, day,
                         text_format(access->arena, "wish.%s", wish_codes[made->wish])));
    if (made->priority != PRIORITY_NONE) {
        TRY(desk_count_visit(access, day, visit_kind_code(VISIT_PRIORITY)));
    }
    if (made->appointment != 0) {
        TRY(desk_count_visit(access, day, visit_kind_code(VISIT_APPOINTMENT)));
    }
    return id_is_nil(made->person)
               ? OK
               : desk_count_visit(access, day, visit_kind_code(VISIT_KNOWN));
}

Outcome desk_arrive(Access *access, const NewArrival *made, Arrival *arrival)
{
    DeskDay day = {0};
    NewArrival checked = *made;
    Text label = {0};
    Arrival added = {.id = id_new(access->now * 1000), .revision = 1};
    TRY(desk_admit(access));
    TRY(check_new(access, &checked));
    TRY(desk_day_require_open(access, &day));
    if (!id_is_nil(made->person)) {
        TRY(desk_person_label(access, made->person, &label));
        checked.label = checked.label.length > 0 ? checked.label : label;
    }
    added.day = day.day;
    TRY(desk_take_ticket(access, &day, &added.ticket));
    TRY(insert(access, &checked, &added));
    TRY(desk_add_event(access, &added, TEXT("arrive")));
    TRY(count_arrival(access, &checked, day.day));
    return desk_arrival(access, added.id, arrival);
}

Outcome desk_link(Access *access, Id arrival, Id person)
{
    int64_t changed = 0;
    Arrival found = {0};
    Text label = {0};
    TRY(desk_arrival(access, arrival, &found));
    TRY(desk_person_label(access, person, &label));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_LINK, &statement, access->problem));
    bind_id(statement, "id", arrival);
    bind_id(statement, "person", person);
    bind_text(statement, "label", label);
    bind_integer(statement, "revision", found.revision);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "arrival",
                           "the arrival was changed in between: read it again");
    }
    found.revision++;
    TRY(desk_add_event(access, &found, TEXT("link")));
    return id_is_nil(found.person)
               ? desk_count_visit(access, found.day, visit_kind_code(VISIT_KNOWN))
               : OK;
}
