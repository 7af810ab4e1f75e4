/* SPDX-License-Identifier: EUPL-1.2 */
/* "Mes places": a citizen keeps what the doors of the plan give, by the code alone. */
#include "matching/plan_place_web.h"

#include "access/house.h"
#include "http/once.h"
#include "http/pace.h"
#include "matching/application_web.h"
#include "matching/page_web.h"
#include "matching/plan_view_web.h"
#include "matching/sentences.h"
#include "resources/board_web.h"
#include "resources/sentences.h"

enum { HOLDS_AN_HOUR = 20 }; /* of one address: a day centre has one for everybody */

bool plan_place_may_hold(const Request *request)
{
    static Pace pace = {PTHREAD_MUTEX_INITIALIZER, 0, {{0}}};
    return pace_take(&pace, request->visitor, HOLDS_AN_HOUR, request->now);
}

/* --------------------------------------------------------------------------------- telling */

/* What became of a tap, in the address of the page it leads back to. */
static const char *const told_codes[] = {"retenu", "confirme", "annule",  "plein", "trop",
                                         "regle",  "demande",  "souvent", "tard",  "nom"};
static const Sentence told_words[LENGTH_OF(told_codes)] = {
    SAY_PLACE_HELD,     SAY_PLACE_CONFIRMED, SAY_PLACE_CANCELLED, SAY_PLACE_FULL,
    SAY_PLACE_TOO_MANY, SAY_PLACE_RULE,      SAY_PLACE_ASKS,      SAY_PLACE_TOO_OFTEN,
    SAY_PLACE_TOO_LATE, SAY_PLACE_NAME};
enum {
    TOLD_HELD,
    TOLD_CONFIRMED,
    TOLD_CANCELLED,
    TOLD_FULL,
    TOLD_TOO_MANY,
    TOLD_RULE,
    TOLD_ASKS,
    TOLD_TOO_OFTEN,
    TOLD_TOO_LATE,
    TOLD_NAME,
    TOLD_AS_ANY
};

static Outcome go_back(Request *request, Text code, size_t told)
{
    request->problem = (Problem){.arena = request->arena};
    return response_redirect(request, text_format(request->arena, "/plan/%.*s?places=%s#places",
                                                  TEXT_ARG(code), told_codes[told]));
}

/* A refusal that changed nothing, as a sentence; TOLD_AS_ANY is told as any other. */
static size_t told_of(const Request *request, Outcome outcome)
{
    const Text field = request->problem.field;
    if (text_equal(field, TEXT("facts"))) {
        return outcome == REFUSED ? TOLD_RULE : TOLD_ASKS;
    }
    if (outcome == CONFLICT) {
        return TOLD_FULL;
    }
    if (outcome == REFUSED && text_equal(field, TEXT("places"))) {
        return TOLD_TOO_MANY;
    }
    return outcome == INVALID && text_equal(field, TEXT("name")) ? TOLD_NAME : TOLD_AS_ANY;
}

static Outcome answer(Request *request, Text code, Outcome outcome, size_t told)
{
    const size_t refused = outcome == OK ? told : told_of(request, outcome);
    return refused == TOLD_AS_ANY ? outcome : go_back(request, code, refused);
}

/* --------------------------------------------------------------------------------- showing */

static PlanPlaceRow row_of(const Request *request, const BearerPlace *place, Date *last)
{
    Arena *arena = request->arena;
    const Language language = request->language;
    const Booking *booking = &place->booking;
    const BookingState state = booking_state(booking, request->now);
    const Date day = slot_day(&place->unit, booking->place.slot);
    const bool is_held = state == BOOKING_HELD;
    PlanPlaceRow row = {
        .id = id_format(arena, booking->id),
        .name = place->unit.name,
        .when = say_moment(arena, language, booking->starts),
        .state = is_held ? say_with(arena, language, SAY_UNIT_HELD_UNTIL, "time",
                                    say_clock(arena, language, booking->hold_until))
                         : booking_state_words(language, state),
        .state_class = is_held ? TEXT("wait") : TEXT("open"),
        .may_cancel = is_held || state == BOOKING_BOOKED,
    };
    if (day != *last) {
        row.day = plan_day_words(request, day);
        row.number = text_format(arena, "%lld", (long long)booking->number);
        *last = day;
    }
    return row;
}

static Outcome fill_places(Request *request, PlanBearer *bearer, PlanView *view)
{
    BearerPlaceList places = {0};
    Date last = DATE_NONE;
    TRY(bearer_places(&bearer->access, bearer->plan.code, &places));
    PlanPlaceRow *rows = ARENA_ARRAY(request->arena, PlanPlaceRow, places.count);
    for (size_t i = 0; i < places.count; i++) {
        const BearerPlace *place = &places.items[i];
        rows[i] = row_of(request, place, &last);
        TRY(house_name(request->session, request->arena, place->unit.house, &rows[i].house,
                       &request->problem));
        view->has_held =
            view->has_held || booking_state(&place->booking, request->now) == BOOKING_HELD;
    }
    view->places = rows;
    view->place_count = places.count;
    return OK;
}

static void fill_told(const Request *request, PlanView *view)
{
    size_t at = 0;
    if (text_among(request_query(request, "places"), told_codes, LENGTH_OF(told_codes), &at)) {
        view->places_told = say(request->language, told_words[at]);
        view->is_refused = at > TOLD_CANCELLED;
    }
}

Text plan_place_told(const Request *request)
{
    PlanView view = {0};
    fill_told(request, &view);
    return view.places_told;
}

Outcome plan_place_fill(Request *request, const MatchPlan *plan, DoorView *doors,
                        PlanView *view)
{
    PlanBearer bearer = {0};
    const BoardOffer *offers = NULL;
    TRY(plan_bearer_open(request->session, request->arena, view->code, request->now, &bearer,
                         &request->problem));
    TRY(fill_places(request, &bearer, view));
    TRY(plan_place_offers(&bearer, network_of(request)->catalogue, plan, &offers));
    for (size_t i = 0; i < plan->door_count; i++) {
        if (offers[i].slot != NULL) {
            doors[i].keep = board_offer_words(request->arena, request->language, &offers[i]);
            doors[i].keep_place = board_offer_place(request->arena, &offers[i]);
            view->offer_count++;
        }
    }
    view->places_href = text_format(request->arena, "%.*s/places", TEXT_ARG(view->back_href));
    view->places_token = once_token(request->arena);
    fill_told(request, view);
    return OK;
}

/* ---------------------------------------------------------------------------------- acting */

static Outcome open_bearer(Request *request, PlanBearer *bearer)
{
    return plan_bearer_open(request->session, request->arena,
                            request_path_value(request, "code"), request->now, bearer,
                            &request->problem);
}

Outcome plan_place_write_faded(Request *request)
{
    PlanBearer bearer = {0};
    PlanView *view = ARENA_NEW(request->arena, PlanView);
    TRY(open_bearer(request, &bearer));
    TRY(fill_places(request, &bearer, view));
    const Text code = bearer.plan.code;
    view->title = say(request->language, SAY_PLAN_EXPIRED);
    view->places_href =
        request_link(request, text_format(request->arena, "/plan/%.*s/places", TEXT_ARG(code)));
    fill_told(request, view);
    Html html = page_open(request, view->title, &view->layout);
    plan_faded_page(&html, view);
    return OK;
}

static Outcome hold(Request *request)
{
    size_t at = 0;
    Text place = {0};
    PlanBearer bearer = {0};
    BookingList made = {0};
    PlanPlaceWish items[BEARER_PLACES_MOST + 1] = {0};
    PlanPlaceWishes wishes = {.items = items, .language = request->language};
    const bool may_hold = plan_place_may_hold(request);
    TRY(open_bearer(request, &bearer));
    if (!may_hold) {
        return go_back(request, bearer.plan.code, TOLD_TOO_OFTEN);
    }
    while (wishes.count <= BEARER_PLACES_MOST &&
           field_next(&request->form, "reserver", &at, &place)) {
        const size_t space = text_find_byte(place, ' ', 0);
        items[wishes.count++] = (PlanPlaceWish){text_slice(place, 0, space),
                                                text_slice(place, space + 1, place.length)};
    }
    return answer(request, bearer.plan.code, plan_place_hold(&bearer, &wishes, &made),
                  TOLD_HELD);
}

static Outcome confirm(Request *request)
{
    size_t confirmed = 0;
    PlanBearer bearer = {0};
    TRY(open_bearer(request, &bearer));
    const Outcome outcome = bearer_confirm(&bearer.access, bearer.plan.code,
                                           request_form(request, "nom"), &confirmed);
    if (outcome == CONFLICT) {
        return outcome; /* by the clock of another machine: what was written is undone */
    }
    return answer(request, bearer.plan.code, outcome,
                  confirmed > 0 ? TOLD_CONFIRMED : TOLD_TOO_LATE);
}

static Outcome cancel(Request *request)
{
    Id booking = {{0}};
    PlanBearer bearer = {0};
    TRY(open_bearer(request, &bearer));
    if (!id_parse(request_form(request, "reservation"), &booking)) {
        return REQUEST_INVALID(request, "body", "reservation", "an identifier is expected");
    }
    const Outcome outcome = bearer_cancel(&bearer.access, bearer.plan.code, booking);
    return outcome == CONFLICT ? go_back(request, bearer.plan.code, TOLD_TOO_LATE)
                               : answer(request, bearer.plan.code, outcome, TOLD_CANCELLED);
}

static const Route routes[] = {
    {POST, "/plan/{code}/places",           EVERYONE, hold,    FRESH},
    {POST, "/plan/{code}/places/confirmer", EVERYONE, confirm, FRESH},
    {POST, "/plan/{code}/places/annuler",   EVERYONE, cancel,  FRESH},
};

const RouteTable PLAN_PLACE_ROUTES = {routes, LENGTH_OF(routes)};
