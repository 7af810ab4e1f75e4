/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/board_web.h"

#include "access/frame_web.h"
#include "access/house.h"
#include "access/sentences.h"
#include "http/fields.h"
#include "people/facts_form_web.h"
#include "resources/board_views_web.h"
#include "resources/cold/cold_web.h"
#include "resources/sentences.h"

enum { TOLD_IS_OLD = 2 * 60 * 60 };

/* ------------------------------------------------------------------------------- showing */

static const Sentence act_words[BOOKING_ACT_COUNT] = {
    [BOOKING_CONFIRM] = SAY_UNIT_ACT_CONFIRM, [BOOKING_ARRIVE] = SAY_UNIT_ACT_ARRIVE,
    [BOOKING_LEAVE] = SAY_UNIT_ACT_LEAVE,     [BOOKING_MISS] = SAY_UNIT_ACT_MISS,
    [BOOKING_CANCEL] = SAY_UNIT_ACT_CANCEL,   [BOOKING_CANCEL_BY_HOUSE] = SAY_UNIT_ACT_CANCEL,
};

static void add_act(const Request *request, BookingRow *row, BookingAct act)
{
    row->acts[row->act_count++] =
        (CodeChoice){booking_act_code(act), say(request->language, act_words[act])};
}

static void add_acts(const Request *request, const BoardUnit *unit, const Booking *booking,
                     BookingRow *row)
{
    switch (booking_state(booking, request->now)) {
    case BOOKING_HELD:
        add_act(request, row, BOOKING_CONFIRM);
        add_act(request, row, BOOKING_CANCEL);
        break;
    case BOOKING_BOOKED:
        if (unit->is_own &&
            moment_to_local(request->now).date >= moment_to_local(booking->starts).date) {
            add_act(request, row, BOOKING_ARRIVE);
        }
        if (unit->is_own && request->now >= booking->starts) {
            add_act(request, row, BOOKING_MISS);
        }
        add_act(request, row, BOOKING_CANCEL);
        break;
    case BOOKING_ARRIVED:
        if (unit->is_own) {
            add_act(request, row, BOOKING_LEAVE);
        }
        break;
    case BOOKING_LAPSED:
    case BOOKING_USED:
    case BOOKING_ABSENT:
    case BOOKING_CANCELLED_BY_PERSON:
    case BOOKING_CANCELLED_BY_SERVICE:
    case BOOKING_STATE_COUNT:
        break;
    }
}

static Text state_words(const Request *request, const Booking *booking)
{
    const BookingState state = booking_state(booking, request->now);
    const Text words = booking_state_words(request->language, state);
    if (state == BOOKING_HELD) {
        return say_with(request->arena, request->language, SAY_UNIT_HELD_UNTIL, "time",
                        say_clock(request->arena, request->language, booking->hold_until));
    }
    return booking_awaits_word(booking, request->now) ? say(request->language, SAY_UNIT_AWAITS)
                                                      : words;
}

static const char *state_class(BookingState state)
{
    if (state == BOOKING_ARRIVED || state == BOOKING_USED) {
        return "open";
    }
    return state == BOOKING_ABSENT ? "no" : "wait";
}

static BookingRow row_of(const Request *request, const BoardUnit *unit, const Booking *booking)
{
    BookingRow row = {
        .id = id_format(request->arena, booking->id),
        .place = text_format(request->arena, "%lld", (long long)booking->place.number),
        .label = booking->label,
        .state = state_words(request, booking),
        .state_class = text_from(state_class(booking_state(booking, request->now))),
    };
    if (booking->number != 0) {
        row.number = text_format(request->arena, "%lld", (long long)booking->number);
    }
    if (!id_is_nil(booking->place.person)) {
        const Text person = id_format(request->arena, booking->place.person);
        row.href =
            request_link(request, text_format(request->arena, "/p/%.*s", TEXT_ARG(person)));
    }
    add_acts(request, unit, booking, &row);
    return row;
}

Text board_waiting_path(Arena *arena, const Unit *unit, Text key)
{
    return text_format(arena, "/lits/attente?unite=%.*s&moment=%.*s",
                       TEXT_ARG(id_format(arena, unit->id)),
                       TEXT_ARG(percent_encode(arena, key)));
}

static SlotView slot_view(const Request *request, const BoardUnit *unit, const BoardSlot *slot)
{
    BookingRow *rows = ARENA_ARRAY(request->arena, BookingRow, slot->booking_count);
    for (size_t i = 0; i < slot->booking_count; i++) {
        rows[i] = row_of(request, unit, &slot->bookings[i]);
    }
    const Text key = slot_key_format(request->arena, &unit->unit, slot->slot.key);
    return (SlotView){
        .key = key,
        .waiting_href =
            slot->slot.ends > request->now && (unit_is_by_night(&unit->unit) || slot->free == 0)
                ? request_link(request, board_waiting_path(request->arena, &unit->unit, key))
                : TEXT(""),
        .name = say_clock(request->arena, request->language, slot->slot.starts),
        .free = say_count(request->arena, request->language, SAY_UNIT_FREE, (size_t)slot->free),
        .has_free = slot->free > 0 && slot->slot.ends > request->now,
        .rows = rows,
        .row_count = slot->booking_count,
    };
}

/* "6 places libres, dit à 17 h 50" */
static Text told_words(const Request *request, const ToldCount *told)
{
    if (told->at == 0) {
        return say(request->language, SAY_UNIT_NEVER_TOLD);
    }
    const Text free =
        say_count(request->arena, request->language, SAY_UNIT_FREE, (size_t)told->free);
    const Text at = say_with(request->arena, request->language, SAY_UNIT_TOLD_AT, "time",
                             say_moment(request->arena, request->language, told->at));
    return text_format(request->arena, "%.*s, %.*s", TEXT_ARG(free), TEXT_ARG(at));
}

Outcome board_rule_fill(Request *request, Text rule, const RuleQuestion **asked, size_t *count)
{
    ConditionVerdict verdict = {0};
    if (rule.length == 0) {
        return OK;
    }
    TRY(unit_rule_questions(request->arena, rule, request->language, &verdict,
                            &request->problem));
    RuleQuestion *questions = ARENA_ARRAY(request->arena, RuleQuestion, verdict.missing_count);
    for (size_t i = 0; i < verdict.missing_count; i++) {
        const ConditionMissing *missing = &verdict.missing[i];
        const char *key = text_to_c(request->arena, missing->fact);
        questions[i] = (RuleQuestion){missing->fact, missing->question, missing->is_yes_no,
                                      request_form(request, key)};
    }
    *asked = questions;
    *count = verdict.missing_count;
    return OK;
}

/* "selon la réponse à : Êtes-vous une femme ?" */
static Text rule_words(const Request *request, const UnitView *view)
{
    Text asked = TEXT("");
    for (size_t i = 0; i < view->question_count; i++) {
        asked = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(asked), i > 0 ? " " : "",
                            TEXT_ARG(view->questions[i].question));
    }
    return asked.length == 0 ? TEXT("")
                             : say_with(request->arena, request->language, SAY_UNIT_RULE_IS,
                                        "questions", asked);
}

/* A form that was refused is shown again as it was filled in. */
static Outcome fill_rule(Request *request, const Unit *unit, UnitView *view)
{
    view->is_open = text_equal(request_form(request, "unite"), view->id);
    view->typed = view->is_open ? request_form(request, "nom") : TEXT("");
    view->nights = view->is_open ? request_form(request, "nuits") : TEXT("1");
    view->may_override =
        unit->rule.length > 0 && view->is_own &&
        permission_holds(access_of(request)->caller.permissions, MAY_MANAGE_UNIT);
    TRY(board_rule_fill(request, unit->rule, &view->questions, &view->question_count));
    view->rule = rule_words(request, view);
    return OK;
}

static Outcome unit_view(Request *request, const BoardUnit *shown, UnitView *view)
{
    const Unit *unit = &shown->unit;
    SlotView *slots = ARENA_ARRAY(request->arena, SlotView, shown->slot_count);
    for (size_t i = 0; i < shown->slot_count; i++) {
        slots[i] = slot_view(request, shown, &shown->slots[i]);
    }
    *view = (UnitView){
        .id = id_format(request->arena, unit->id),
        .name = unit->name,
        .kind = unit_kind_words(request->language, unit->kind),
        .told = unit->is_kept_here ? TEXT("") : told_words(request, &shown->told),
        .is_old = shown->told.at != 0 && request->now - shown->told.at > TOLD_IS_OLD,
        .is_kept = unit->is_kept_here,
        .is_own = shown->is_own,
        .is_by_night = unit_is_by_night(unit),
        .is_over = shown->slot_count > 0 &&
                   shown->slots[shown->slot_count - 1].slot.ends <= request->now,
        .total = say_with(
            request->arena, request->language, SAY_UNIT_OF, "n",
            text_format(request->arena, "%lld", (long long)unit_capacity_on(unit, shown->day))),
        .slots = slots,
        .slot_count = shown->slot_count,
    };
    TRY(fill_rule(request, unit, view));
    return shown->is_own ? OK
                         : house_name(request->session, request->arena, unit->house,
                                      &view->house, &request->problem);
}

static Outcome fill_units(Request *request, const Board *board, BoardView *view)
{
    UnitView *units = ARENA_ARRAY(request->arena, UnitView, board->count);
    for (size_t i = 0; i < board->count; i++) {
        TRY(unit_view(request, &board->units[i], &units[i]));
    }
    view->units = units;
    view->unit_count = board->count;
    return OK;
}

static void fill_reasons(const Request *request, BoardView *view)
{
    CodeChoice *reasons = ARENA_ARRAY(request->arena, CodeChoice, BOOKING_REASON_COUNT);
    for (size_t i = 0; i < BOOKING_REASON_COUNT; i++) {
        reasons[i] = (CodeChoice){text_from(BOOKING_REASONS[i]),
                                  booking_reason_words(request->language, i)};
    }
    view->reasons = reasons;
    view->reason_count = BOOKING_REASON_COUNT;
}

/* The evening's day until noon, as the nights of the house are counted. */
static Date evening(Moment now)
{
    const Unit bed = {.kind = UNIT_BED};
    return slot_today(&bed, now);
}

/* A day that is none is told on the board of this evening. */
static Date read_day(Request *request, Text given, BoardView *view)
{
    Date day = evening(request->now);
    if (given.length > 0 && !date_parse(given, &day)) {
        view->problem = say(request->language, SAY_UNIT_WRONG_DAY);
        request->response.status = 400;
    }
    return day;
}

static Text problem_words(const Request *request)
{
    static const char *const codes[] = {"plein", "personne", "change"};
    static const Sentence words[] = {SAY_UNIT_PROBLEM_FULL, SAY_UNIT_PROBLEM_PERSON,
                                     SAY_UNIT_PROBLEM_CHANGED};
    size_t at = 0;
    return text_among(request_query(request, "souci"), codes, LENGTH_OF(codes), &at)
               ? say(request->language, words[at])
               : TEXT("");
}

/* With its year where that is another than this one. */
static Text day_words(const Request *request, Date day)
{
    const Text words = say_day(request->arena, request->language, day);
    const int year = date_to_civil(day).year;
    return year == date_to_civil(moment_to_local(request->now).date).year
               ? words
               : text_format(request->arena, "%.*s %d", TEXT_ARG(words), year);
}

/* Of the address, or of the form that was refused. */
static Text board_field(const Request *request, const char *name)
{
    const Text asked = request_query(request, name);
    return asked.length > 0 ? asked : request_form(request, name);
}

static Outcome fill_board(Request *request, UnitScope scope, BoardView *view)
{
    Board board = {0};
    Id person = {{0}};
    const Date day = read_day(request, board_field(request, "jour"), view);
    TRY(board_read(access_of(request), scope, day, &board));
    TRY(fill_units(request, &board, view));
    fill_reasons(request, view);
    view->overrides = board_overrides(request->arena, request->language);
    view->override_count = RULE_OVERRIDE_COUNT;
    TRY(cold_note(request, &view->cold));
    view->may_manage = cold_may_manage(request);
    view->day = date_format(request->arena, day);
    view->day_words = day_words(request, day);
    view->problem = view->problem.length > 0 ? view->problem : problem_words(request);
    if (id_parse(board_field(request, "personne"), &person)) {
        view->person = id_format(request->arena, person);
    }
    return OK;
}

static Outcome write_board(Request *request, Text problem)
{
    Html html = {0};
    BoardView *view = ARENA_NEW(request->arena, BoardView);
    view->problem = problem;
    TRY(fill_board(request, UNITS_OF_NETWORK, view));
    TRY(frame_open(request, say(request->language, SAY_UNIT_TITLE), &view->frame, &html));
    board_page(&html, view);
    return OK;
}

static Outcome show_board(Request *request)
{
    return write_board(request, TEXT(""));
}

static Outcome show_list(Request *request)
{
    Html html = {0};
    BoardView *view = ARENA_NEW(request->arena, BoardView);
    TRY(fill_board(request, UNITS_OF_HOUSE, view));
    TRY(frame_open(request, say(request->language, SAY_UNIT_LIST_TITLE), &view->frame, &html));
    board_list_page(&html, view);
    return OK;
}

/* --------------------------------------------------------------------------------- acting */

static Outcome go_back(Request *request, const char *trouble, Id unit)
{
    const Text day = request_form(request, "jour");
    const Text anchor = id_format(request->arena, unit);
    Date parsed = 0;
    return response_redirect(
        request, text_format(request->arena, "/lits?jour=%.*s%s%s#u-%.*s",
                             date_parse(day, &parsed) ? (int)day.length : 0, day.bytes,
                             trouble[0] != '\0' ? "&souci=" : "", trouble, TEXT_ARG(anchor)));
}

/* What changed nothing is told on the board; anything else is a refusal as everywhere. */
static Outcome tell_conflict(Request *request, Outcome outcome, Id unit)
{
    const char *trouble = "";
    if (outcome == CONFLICT) {
        trouble = text_equal(request->problem.field, TEXT("person")) ? "personne"
                  : text_equal(request->problem.field, TEXT("unit")) ? "plein"
                                                                     : "change";
        request->problem = (Problem){.arena = request->arena};
    }
    return outcome == OK || outcome == CONFLICT ? go_back(request, trouble, unit) : outcome;
}

static Outcome need_id(Request *request, const char *name, Id *id)
{
    return id_parse(request_form(request, name), id)
               ? OK
               : REQUEST_INVALID(request, "body", name, "an identifier is expected");
}

static Outcome read_orders(Request *request, BookingOrder orders[BOOKING_BUNDLE_MOST],
                           size_t *count)
{
    Unit unit = {0};
    int64_t nights = 1;
    const Text given = request_form(request, "nuits");
    const Text person = request_form(request, "personne");
    BookingOrder order = {.label = request_form(request, "nom")};
    TRY(need_id(request, "unite", &order.unit));
    TRY(unit_get(access_of(request), order.unit, &unit));
    if (!slot_key_parse(&unit, request_form(request, "moment"), &order.slot)) {
        return REQUEST_INVALID(request, "body", "moment", "a night or a slot is expected");
    }
    if (person.length > 0) {
        TRY(need_id(request, "personne", &order.person));
    }
    if (given.length > 0 && (!text_to_integer(given, &nights) || nights < 1 ||
                             nights > BOOKING_BUNDLE_MOST || !unit_is_by_night(&unit))) {
        return REQUEST_INVALID(request, "body", "nuits", "1 to %d nights are expected",
                               BOOKING_BUNDLE_MOST);
    }
    for (*count = 0; *count < (size_t)nights; (*count)++) {
        orders[*count] = order;
        orders[*count].slot += (int64_t)*count;
    }
    return OK;
}

/* What is wrong in the form of a booking, by the field that is named; empty for none of it. */
static Text wrong_words(const Request *request)
{
    static const char *const fields[] = {"slot", "label", "nuits"};
    static const Sentence words[] = {SAY_UNIT_OVER, SAY_UNIT_WRONG_LABEL,
                                     SAY_UNIT_WRONG_NIGHTS};
    size_t at = 0;
    return text_among(request->problem.field, fields, LENGTH_OF(fields), &at)
               ? say(request->language, words[at])
               : TEXT("");
}

/* The rule stands against it, or asks more: told on the board, where the form stands as it was
 * filled in. Nothing of the bookings was written before. */
static Outcome tell_rule(Request *request, Outcome outcome, Id unit)
{
    const Text field = request->problem.field;
    const Text why = request->problem.detail;
    const Text wrong = outcome == INVALID ? wrong_words(request) : TEXT("");
    if (wrong.length > 0) {
        request->problem = (Problem){.arena = request->arena};
        request->response.status = 422;
        return write_board(request, wrong);
    }
    if ((outcome != INVALID && outcome != REFUSED) ||
        (!text_equal(field, TEXT("facts")) && !text_equal(field, TEXT("override")) &&
         !text_starts_with(request->problem.where, TEXT("/facts")))) {
        return tell_conflict(request, outcome, unit);
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == REFUSED ? 403 : 422;
    return write_board(request,
                       outcome == REFUSED
                           ? board_refused_words(request->arena, request->language, why)
                           : say(request->language, SAY_UNIT_RULE_ASKS));
}

static Outcome keep(Request *request)
{
    size_t count = 0;
    Text code = {0};
    BookingList made = {0};
    BookingOrder orders[BOOKING_BUNDLE_MOST] = {{.slot = 0}};
    json_t *facts SCOPED(json_close) = json_object();
    const bool is_hold = text_equal(request_form(request, "pour"), TEXT("hold"));
    const Outcome read = read_orders(request, orders, &count);
    if (read != OK) {
        return tell_rule(request, read, orders[0].unit);
    }
    facts_of_form(request, facts);
    for (size_t i = 0; i < count; i++) {
        orders[i].answers =
            (RuleAnswers){facts, request_form(request, "malgre"), request->language};
    }
    const Outcome outcome = booking_make(
        access_of(request), is_hold ? BOOKING_HOLD : BOOKING_BOOK, orders, count, &made, &code);
    return tell_rule(request, outcome, orders[0].unit);
}

static Outcome act(Request *request)
{
    BookingMove move = {0};
    Booking before = {0};
    Booking booking = {0};
    TRY(need_id(request, "reservation", &move.booking));
    if (!booking_act_parse(request_form(request, "geste"), &move.act)) {
        return REQUEST_INVALID(request, "body", "geste", "an act upon a booking is expected");
    }
    TRY(booking_get(access_of(request), move.booking, &before));
    return tell_conflict(request, booking_move(access_of(request), &move, &booking),
                         before.place.unit);
}

static Outcome refuse(Request *request)
{
    Id unit = {{0}};
    TRY(need_id(request, "unite", &unit));
    TRY(booking_refuse(access_of(request), unit, request_form(request, "raison")));
    return go_back(request, "", unit);
}

static Outcome count(Request *request)
{
    Id unit = {{0}};
    int64_t free = 0;
    TRY(need_id(request, "unite", &unit));
    if (!text_to_integer(request_form(request, "libres"), &free)) {
        return REQUEST_INVALID(request, "body", "libres", "a whole number is expected");
    }
    TRY(unit_tell(access_of(request), unit, free));
    return go_back(request, "", unit);
}

static const Route routes[] = {
    {GET,  "/lits",        MAY_BOOK_UNIT, show_board, FRESH},
    {GET,  "/lits/liste",  MAY_BOOK_UNIT, show_list,  FRESH},
    {POST, "/lits/garder", MAY_BOOK_UNIT, keep,       FRESH},
    {POST, "/lits/geste",  MAY_BOOK_UNIT, act,        FRESH},
    {POST, "/lits/refus",  MAY_BOOK_UNIT, refuse,     FRESH},
    {POST, "/lits/compte", MAY_BOOK_UNIT, count,      FRESH},
};

const RouteTable BOARD_ROUTES = {routes, LENGTH_OF(routes)};
