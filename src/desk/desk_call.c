/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is called, by which desk, and what became of them. */
#include "desk/desk_private.h"
#include "desk/queries.h"

#define FROM(state) (1 << (state))

typedef struct ActRow {
    const char *code;
    int from; /* states it may start in */
    ArrivalState to;
    bool is_of_its_desk; /* while at a desk, that desk alone does it */
} ActRow;

enum {
    THERE = FROM(ARRIVAL_WAITING),
    AT_DESK = FROM(ARRIVAL_CALLED) | FROM(ARRIVAL_RECALLED),
    GONE = FROM(ARRIVAL_LEFT),
};

/* In the order of DeskAct. */
static const ActRow acts[DESK_ACT_COUNT] = {
    {"call",   THERE,           ARRIVAL_CALLED,   false},
    {"recall", AT_DESK,         ARRIVAL_RECALLED, true },
    {"pause",  AT_DESK,         ARRIVAL_WAITING,  true },
    {"serve",  AT_DESK,         ARRIVAL_SERVED,   true },
    {"leave",  THERE | AT_DESK, ARRIVAL_LEFT,     true },
    {"return", GONE,            ARRIVAL_WAITING,  false},
    {"see",    THERE,           ARRIVAL_WAITING,  false},
};

Text desk_act_code(DeskAct act)
{
    return text_from(acts[act].code);
}

bool desk_act_parse(Text code, DeskAct *act)
{
    for (size_t i = 0; i < LENGTH_OF(acts); i++) {
        if (text_equal(text_from(acts[i].code), code)) {
            *act = (DeskAct)i;
            return true;
        }
    }
    return false;
}

/* Says where it is instead. */
static Outcome tell_collision(Access *access, const Arrival *arrival)
{
    const Text ticket = arrival_ticket(access->arena, arrival);
    if (arrival_is_at_desk(arrival)) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "arrival",
                           "ticket %.*s is at desk %lld", TEXT_ARG(ticket),
                           (long long)arrival->desk);
    }
    return problem_set(access->problem, CONFLICT, TEXT(""), "arrival", "ticket %.*s is %s now",
                       TEXT_ARG(ticket), arrival_state_code(arrival->state).bytes);
}

static bool may_act(const Arrival *arrival, const DeskMove *move)
{
    const ActRow *row = &acts[move->act];
    if ((row->from & FROM(arrival->state)) == 0) {
        return false;
    }
    return !row->is_of_its_desk || !arrival_is_at_desk(arrival) || arrival->desk == move->desk;
}

static Arrival after(const Arrival *before, const DeskMove *move, Moment now)
{
    Arrival next = *before;
    next.state = acts[move->act].to;
    next.revision++;
    if (move->act == DESK_CALL) {
        next.desk = move->desk;
        next.called = now;
    }
    if (move->act == DESK_SEE) {
        next.seen = now;
    }
    if (next.state == ARRIVAL_WAITING) {
        next.desk = 0;
        next.called = 0;
    }
    next.ended = next.state == ARRIVAL_SERVED || next.state == ARRIVAL_LEFT ? now : 0;
    return next;
}

/* Of two that saw the same revision, one changes the row and the other none. */
static Outcome store_move(Access *access, const Arrival *next, int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_MOVE, &statement, access->problem));
    bind_id(statement, "id", next->id);
    bind_text(statement, "state", arrival_state_code(next->state));
    bind_integer(statement, "desk", next->desk);
    bind_integer(statement, "called", next->called);
    bind_integer(statement, "ended", next->ended);
    bind_integer(statement, "seen", next->seen);
    bind_integer(statement, "revision", next->revision - 1);
    return statement_run(statement, changed, access->problem);
}

static Outcome count_end(Access *access, const Arrival *next)
{
    switch (next->state) {
    case ARRIVAL_SERVED:
        return desk_count_visit(access, next->day, visit_kind_code(VISIT_SERVED));
    case ARRIVAL_LEFT:
        return desk_count_visit(access, next->day, visit_kind_code(VISIT_LEFT));
    case ARRIVAL_WAITING:
    case ARRIVAL_CALLED:
    case ARRIVAL_RECALLED:
    case ARRIVAL_STATE_COUNT:
        break;
    }
    return OK;
}

static Outcome move_from(Access *access, const Arrival *before, const DeskMove *move,
                         Arrival *arrival)
{
    int64_t changed = 0;
    if (!may_act(before, move)) {
        *arrival = *before;
        return tell_collision(access, before);
    }
    const Arrival next = after(before, move, access->now);
    TRY(store_move(access, &next, &changed));
    if (changed == 0) {
        TRY(desk_arrival(access, before->id, arrival));
        return tell_collision(access, arrival);
    }
    *arrival = next;
    TRY(count_end(access, &next));
    return desk_add_event(access, &next, desk_act_code(move->act));
}

static Outcome check_desk(Access *access, int64_t desk)
{
    return desk >= 1 && desk <= DESK_NUMBER_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "desk",
                             "a number from 1 to %d is expected", DESK_NUMBER_MOST);
}

Outcome desk_move(Access *access, const DeskMove *move, Arrival *arrival)
{
    Arrival before = {0};
    TRY(check_desk(access, move->desk));
    TRY(desk_arrival(access, move->arrival, &before));
    return move_from(access, &before, move, arrival);
}

Outcome desk_call_next(Access *access, int64_t desk, Arrival *arrival)
{
    DeskQueue queue = {0};
    TRY(check_desk(access, desk));
    TRY(desk_queue(access, &queue));
    for (size_t i = 0; i < queue.count; i++) {
        const DeskMove move = {queue.items[i].id, DESK_CALL, desk};
        if (arrival_is_at_desk(&queue.items[i])) {
            continue;
        }
        /* One that another desk took meanwhile is passed over. */
        const Outcome outcome = move_from(access, &queue.items[i], &move, arrival);
        if (outcome != CONFLICT) {
            return outcome;
        }
    }
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "arrival", "nobody waits");
}

Outcome desk_send_home(Access *access)
{
    DeskQueue queue = {0};
    TRY(desk_queue(access, &queue));
    for (size_t i = 0; i < queue.count; i++) {
        const DeskMove move = {queue.items[i].id, DESK_LEAVE, queue.items[i].desk};
        Arrival gone = {0};
        const Outcome outcome = move_from(access, &queue.items[i], &move, &gone);
        if (outcome != OK && outcome != CONFLICT) {
            return outcome;
        }
    }
    return OK;
}
