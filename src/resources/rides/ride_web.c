/* SPDX-License-Identifier: EUPL-1.2 */
/* The day of the dispatcher: its plan, its pictures, its requests, and what is done to them. */
#include "resources/rides/ride_web.h"

#include "access/frame_web.h"
#include "access/sentences.h"
#include "people/person_web.h"
#include "resources/rides/ride_arrange.h"
#include "resources/sentences.h"

/* ---------------------------------------------------------------------------------- words */

Text ride_clock_words(const Request *request, Date day, double minute)
{
    const Minutes whole = (Minutes)(minute + 1e-9);
    return say_clock(request->arena, request->language,
                     moment_from_local((LocalTime){.date = day, .minute = whole % 1440}));
}

Text ride_distance_words(const Request *request, int64_t meters)
{
    return say_distance(request->arena, request->language, (double)meters);
}

static const Sentence state_words[RIDE_STATE_COUNT] = {
    [RIDE_REQUESTED] = SAY_RIDE_REQUESTED,
    [RIDE_OFFERED] = SAY_RIDE_OFFERED,
    [RIDE_AGREED] = SAY_RIDE_AGREED,
    [RIDE_PLANNED] = SAY_RIDE_PLANNED,
    [RIDE_DRIVEN] = SAY_RIDE_DRIVEN,
    [RIDE_ABSENT] = SAY_RIDE_ABSENT,
    [RIDE_CANCELLED_BY_PERSON] = SAY_RIDE_CANCELLED,
    [RIDE_CANCELLED_BY_HOUSE] = SAY_RIDE_CANCELLED_BY_HOUSE,
};

static const char *state_class(RideState state)
{
    return state == RIDE_PLANNED || state == RIDE_DRIVEN         ? "open"
           : ride_state_is_to_plan(state) || state < RIDE_AGREED ? "wait"
                                                                 : "no";
}

/* -------------------------------------------------------------------------------- the day */

/* What the page is made of. */
typedef struct DayFile {
    Date day;
    DayPlan plan;
    RideRequestList rides;
    DutyList duties;
    DriverList drivers;
} DayFile;

static Text driver_name(const DayFile *file, Id id)
{
    for (size_t i = 0; i < file->drivers.count; i++) {
        if (id_equal(file->drivers.items[i].id, id)) {
            return file->drivers.items[i].name;
        }
    }
    return TEXT("–");
}

static const PlanChoice *choice_of(const DayFile *file, Id request)
{
    for (size_t i = 0; i < file->plan.choices.count; i++) {
        if (id_equal(file->plan.choices.items[i].request, request)) {
            return &file->plan.choices.items[i];
        }
    }
    return NULL;
}

/* "Volontaire 1, pris à 9 h 41, déposé à 9 h 58". */
static void fill_tour(const Request *request, const DayFile *file, const RideRequest *ride,
                      RideRow *row)
{
    const PlanStop *pickup = NULL;
    const PlanStop *dropoff = NULL;
    for (size_t i = 0; i < file->plan.stops.count; i++) {
        const PlanStop *stop = &file->plan.stops.items[i];
        if (id_equal(stop->request, ride->id)) {
            pickup = stop->is_pickup ? stop : pickup;
            dropoff = stop->is_pickup ? dropoff : stop;
        }
    }
    if (pickup == NULL || dropoff == NULL || ride->state != RIDE_PLANNED) {
        return;
    }
    const Text fetched = say_with(request->arena, request->language, SAY_RIDE_FETCHED, "time",
                                  ride_clock_words(request, file->day, pickup->start));
    const Text brought = say_with(request->arena, request->language, SAY_RIDE_BROUGHT, "time",
                                  ride_clock_words(request, file->day, dropoff->start));
    row->tour = text_format(request->arena, "%.*s, %.*s, %.*s",
                            TEXT_ARG(driver_name(file, dropoff->driver)), TEXT_ARG(fetched),
                            TEXT_ARG(brought));
}

static Text why_not(const Request *request, const DayFile *file, const RideRequest *ride,
                    const PlanChoice *choice)
{
    if (choice->shift == 0) {
        return say(request->language, SAY_RIDE_NOBODY);
    }
    return say_with(request->arena, request->language, SAY_RIDE_NEAREST, "time",
                    ride_clock_words(request, file->day, ride->minute + choice->shift));
}

/* What it adds where it is, and what it would add with the next best. */
static void fill_why(const Request *request, const DayFile *file, const RideRequest *ride,
                     RideRow *row)
{
    Arena *arena = request->arena;
    const PlanChoice *choice = choice_of(file, ride->id);
    if (choice == NULL || !ride_state_is_to_plan(ride->state)) {
        return;
    }
    if (id_is_nil(choice->driver)) {
        row->why = why_not(request, file, ride, choice);
        return;
    }
    const Text adds = say_with(arena, request->language, SAY_RIDE_ADDS, "far",
                               ride_distance_words(request, choice->adds));
    if (id_is_nil(choice->otherwise)) {
        row->why = text_format(arena, "%.*s %.*s", TEXT_ARG(adds),
                               TEXT_ARG(say(request->language, SAY_RIDE_NOBODY_ELSE)));
        return;
    }
    const Text next = say_with(arena, request->language, SAY_RIDE_OTHERWISE, "driver",
                               driver_name(file, choice->otherwise));
    row->why = text_format(arena, "%.*s %.*s %.*s", TEXT_ARG(adds), TEXT_ARG(next),
                           TEXT_ARG(ride_distance_words(request, choice->otherwise_adds)));
}

static Text what_words(const Request *request, const RideRequest *ride)
{
    Text pieces[5];
    size_t count = 0;
    const Language language = request->language;
    pieces[count++] =
        say(language, ride->purpose == RIDE_FOR_CARE ? SAY_RIDE_CARE : SAY_RIDE_LEISURE);
    if (ride->is_way_back) {
        pieces[count++] = say(language, SAY_RIDE_WAY_BACK);
    }
    if (ride->wheelchair) {
        pieces[count++] = say(language, SAY_RIDE_WHEELCHAIR);
    }
    if (ride->is_minor) {
        pieces[count++] = say(language, SAY_RIDE_MINOR);
    }
    if (ride->companions > 0) {
        pieces[count++] = say_count(request->arena, language, SAY_RIDE_COMPANION_COUNT,
                                    (size_t)ride->companions);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

static void add_act(const Request *request, RideRow *row, RideAct act, Sentence words)
{
    row->acts[row->act_count++] =
        (RideOption){ride_act_code(act), say(request->language, words), false};
}

static void fill_acts(const Request *request, const DayFile *file, const RideRequest *ride,
                      RideRow *row)
{
    const bool is_open = ride->state <= RIDE_PLANNED;
    if (ride->state == RIDE_REQUESTED || ride->state == RIDE_OFFERED) {
        add_act(request, row, RIDE_AGREE, SAY_RIDE_ACT_AGREE);
    }
    if (ride->state == RIDE_PLANNED && file->day <= moment_to_local(request->now).date) {
        add_act(request, row, RIDE_DRIVE, SAY_RIDE_ACT_DRIVE);
        add_act(request, row, RIDE_MISS, SAY_RIDE_ACT_MISS);
    }
    if (is_open) {
        add_act(request, row, RIDE_CANCEL, SAY_RIDE_ACT_CANCEL);
        add_act(request, row, RIDE_CANCEL_BY_HOUSE, SAY_RIDE_ACT_REFUSE);
    }
    row->may_fix =
        is_open && permission_holds(access_of(request)->caller.permissions, MAY_PLAN_RIDES);
}

static void fill_drivers(const Request *request, const DayFile *file, const RideRequest *ride,
                         RideRow *row)
{
    RideOption *drivers = ARENA_ARRAY(request->arena, RideOption, file->duties.count);
    for (size_t i = 0; i < file->duties.count; i++) {
        const Driver *driver = &file->duties.items[i].driver;
        drivers[i] = (RideOption){id_format(request->arena, driver->id), driver->name,
                                  id_equal(driver->id, ride->driver)};
    }
    row->drivers = drivers;
    row->driver_count = file->duties.count;
}

static RideRow row_of(const Request *request, const DayFile *file, const RideRequest *ride)
{
    RideRow row = {
        .id = id_format(request->arena, ride->id),
        .time = say_with(request->arena, request->language,
                         ride->is_arrival ? SAY_RIDE_THERE_AT : SAY_RIDE_FETCHED_AT, "time",
                         ride_clock_words(request, file->day, ride->minute)),
        .label = ride->label,
        .what = what_words(request, ride),
        .state = say(request->language, state_words[ride->state]),
        .state_class = text_from(state_class(ride->state)),
        .is_fixed = ride->is_fixed || !id_is_nil(ride->driver),
    };
    if (!id_is_nil(ride->person)) {
        row.href = person_page_href(request, ride->person);
    }
    fill_tour(request, file, ride, &row);
    fill_why(request, file, ride, &row);
    fill_acts(request, file, ride, &row);
    fill_drivers(request, file, ride, &row);
    return row;
}

static Text day_href(const Request *request, Date day)
{
    return request_link(request, text_format(request->arena, "/transports?jour=%.*s",
                                             TEXT_ARG(date_format(request->arena, day))));
}

/* It left out who agreed since, or what it says holds no longer. */
static Outcome fill_plan(Request *request, const DayFile *file, RideDayView *view)
{
    Arena *arena = request->arena;
    int64_t meters = 0;
    Problem problem = {.arena = arena};
    Access access = *access_of(request);
    if (file->plan.revision == 0) {
        return OK;
    }
    for (size_t i = 0; i < file->plan.tours.count; i++) {
        meters += file->plan.tours.items[i].meters;
    }
    const Text made = say_with(arena, request->language, SAY_RIDE_MADE_AT, "time",
                               say_moment(arena, request->language, file->plan.made));
    view->plan_words = text_format(arena, "%.*s · %.*s", TEXT_ARG(made),
                                   TEXT_ARG(ride_distance_words(request, meters)));
    access.problem = &problem;
    const Outcome held =
        ride_plan_check_read(&access, &file->plan, &file->rides, &file->duties);
    view->is_stale = held == INVALID;
    for (size_t i = 0; i < file->rides.count; i++) {
        view->is_stale = view->is_stale || (file->rides.items[i].state == RIDE_AGREED &&
                                            choice_of(file, file->rides.items[i].id) == NULL);
    }
    return OK;
}

static Text trouble_words(const Request *request)
{
    static const char *const codes[] = {"personne", "change", "panne", "heure"};
    static const Sentence words[] = {SAY_RIDE_NOBODY_DRIVES, SAY_RIDE_CHANGED,
                                     SAY_RIDE_BROKEN_BEFORE, SAY_RIDE_WRONG_TIME};
    size_t at = 0;
    return text_among(request_query(request, "souci"), codes, LENGTH_OF(codes), &at)
               ? say(request->language, words[at])
               : TEXT("");
}

static Outcome read_file(Request *request, DayFile *file)
{
    Access *access = access_of(request);
    const Text given = request_query(request, "jour");
    file->day = moment_to_local(request->now).date;
    if (given.length > 0 && !date_parse(given, &file->day)) {
        return REQUEST_INVALID(request, "query", "jour", "a day is expected: 2026-11-30");
    }
    TRY(ride_plan_last(access, file->day, &file->plan));
    TRY(ride_request_list(access, file->day, file->day, &file->rides));
    TRY(driver_on_duty(access, file->day, &file->duties));
    return driver_list(access, &file->drivers);
}

static Outcome show_day(Request *request)
{
    Html html = {0};
    DayFile file = {0};
    RideDayView *view = ARENA_NEW(request->arena, RideDayView);
    TRY(read_file(request, &file));
    view->day = date_format(request->arena, file.day);
    view->day_words = say_day(request->arena, request->language, file.day);
    view->before_href = day_href(request, file.day - 1);
    view->after_href = day_href(request, file.day + 1);
    view->problem = trouble_words(request);
    view->may_plan = permission_holds(access_of(request)->caller.permissions, MAY_PLAN_RIDES);
    TRY(fill_plan(request, &file, view));
    TRY(ride_picture_fill(request, &file.plan, &file.rides, &file.duties, &view->picture));
    RideRow *rows = ARENA_ARRAY(request->arena, RideRow, file.rides.count);
    for (size_t i = 0; i < file.rides.count; i++) {
        rows[i] = row_of(request, &file, &file.rides.items[i]);
    }
    view->rows = rows;
    view->row_count = file.rides.count;
    TRY(frame_open(request, say(request->language, SAY_RIDE_TITLE), &view->frame, &html));
    ride_day_page(&html, view);
    return OK;
}

/* --------------------------------------------------------------------------------- acting */

Outcome ride_back(Request *request, Text day, const char *trouble)
{
    Date parsed = 0;
    return response_redirect(
        request, text_format(request->arena, "/transports?jour=%.*s%s%s",
                             date_parse(day, &parsed) ? (int)day.length : 0, day.bytes,
                             trouble[0] != '\0' ? "&souci=" : "", trouble));
}

/* What changed nothing is told on the page; anything else is a refusal as everywhere. */
static Outcome tell(Request *request, Outcome outcome)
{
    const char *trouble = "";
    if (outcome == CONFLICT) {
        trouble = text_equal(request->problem.field, TEXT("driver")) ? "personne" : "change";
    } else if (outcome == INVALID && text_equal(request->problem.field, TEXT("at"))) {
        trouble = "heure";
    } else if (outcome != OK) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    return ride_back(request, request_form(request, "jour"), trouble);
}

static Outcome read_form_day(Request *request, Date *day)
{
    return date_parse(request_form(request, "jour"), day)
               ? OK
               : REQUEST_INVALID(request, "body", "jour", "a day is expected: 2026-11-30");
}

static Outcome plan(Request *request)
{
    RideArranging planning = {.order = {.from = RIDE_FROM_NOW}};
    TRY(read_form_day(request, &planning.order.day));
    return tell(request, ride_arrange(request->store, access_of(request), &planning));
}

static Outcome breakdown(Request *request)
{
    RideArranging planning = {0};
    TRY(read_form_day(request, &planning.order.day));
    if (!id_parse(request_form(request, "chauffeur"), &planning.driver)) {
        return REQUEST_INVALID(request, "body", "chauffeur", "an identifier is expected");
    }
    if (!ride_clock_parse(request_form(request, "heure"), &planning.order.from)) {
        return ride_back(request, request_form(request, "jour"), "heure");
    }
    const Outcome outcome = ride_break_down(request->store, access_of(request), &planning);
    if (outcome == CONFLICT) {
        request->problem = (Problem){.arena = request->arena};
        return ride_back(request, request_form(request, "jour"), "panne");
    }
    TRY(outcome);
    return tell(request, ride_arrange(request->store, access_of(request), &planning));
}

static Outcome act(Request *request)
{
    RideMove move = {.minute = -1};
    RideRequest ride = {0};
    if (!id_parse(request_form(request, "demande"), &move.request)) {
        return REQUEST_INVALID(request, "body", "demande", "an identifier is expected");
    }
    if (!ride_act_parse(request_form(request, "geste"), &move.act)) {
        return REQUEST_INVALID(request, "body", "geste", "an act upon a request is expected");
    }
    return tell(request, ride_request_move(access_of(request), &move, &ride));
}

static Outcome fix(Request *request)
{
    RideMove move = {.minute = -1};
    RideRequest ride = {0};
    const Text driver = request_form(request, "chauffeur");
    const Text hour = request_form(request, "heure");
    const bool fixes = text_equal(request_form(request, "geste"), TEXT("fix"));
    move.act = fixes ? RIDE_FIX : RIDE_UNFIX;
    if (!id_parse(request_form(request, "demande"), &move.request) ||
        (driver.length > 0 && !id_parse(driver, &move.driver))) {
        return REQUEST_INVALID(request, "body", "demande", "an identifier is expected");
    }
    if (fixes && hour.length > 0 && !ride_clock_parse(hour, &move.minute)) {
        return ride_back(request, request_form(request, "jour"), "heure");
    }
    if (fixes && driver.length == 0 && hour.length == 0) {
        return ride_back(request, request_form(request, "jour"), "heure");
    }
    return tell(request, ride_request_move(access_of(request), &move, &ride));
}

static const Route routes[] = {
    {GET,  "/transports",           MAY_REQUEST_RIDE, show_day,  FRESH},
    {ACT,  "/transports/planifier", MAY_PLAN_RIDES,   plan,      FRESH},
    {ACT,  "/transports/panne",     MAY_PLAN_RIDES,   breakdown, FRESH},
    {POST, "/transports/geste",     MAY_REQUEST_RIDE, act,       FRESH},
    {POST, "/transports/fixer",     MAY_PLAN_RIDES,   fix,       FRESH},
};

const RouteTable RIDE_ROUTES = {routes, LENGTH_OF(routes)};
