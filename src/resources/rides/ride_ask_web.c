/* SPDX-License-Identifier: EUPL-1.2 */
/* A request on the telephone: what can be said at once, and taking it (/transports/demande). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "http/once.h"
#include "people/person.h"
#include "resources/rides/ride_form_views_web.h"
#include "resources/rides/ride_web.h"
#include "resources/sentences.h"

enum { EXCEPT_MOST = 60 };

/* What was typed, or named by the address. */
static Text given(const Request *request, const char *name, const char *usual)
{
    const Text typed = request_form(request, name);
    const Text asked = typed.length > 0 ? typed : request_query(request, name);
    return asked.length > 0 ? asked : text_from(usual);
}

static bool is_ticked(const Request *request, const char *name)
{
    return request_form(request, name).length > 0;
}

/* ------------------------------------------------------------------------------- the form */

static Outcome fill_lines(Request *request, RideAskView *view)
{
    RideChannelList channels = {0};
    TRY(ride_channel_list(access_of(request), &channels));
    RideOption *lines = ARENA_ARRAY(request->arena, RideOption, channels.count);
    for (size_t i = 0; i < channels.count; i++) {
        const RideChannel *channel = &channels.items[i];
        const Text id = id_format(request->arena, channel->id);
        lines[i] =
            (RideOption){id, channel->name, text_equal(id, request_form(request, "ligne"))};
    }
    view->lines = lines;
    view->line_count = channels.count;
    return OK;
}

static void fill_choices(const Request *request, RideAskView *view)
{
    const bool fetches = text_equal(request_form(request, "sens"), TEXT("fetch"));
    const bool plays = text_equal(request_form(request, "motif"), TEXT("leisure"));
    view->senses[0] =
        (RideOption){TEXT("arrive"), say(request->language, SAY_RIDE_SENSE_ARRIVE), !fetches};
    view->senses[1] =
        (RideOption){TEXT("fetch"), say(request->language, SAY_RIDE_SENSE_FETCH), fetches};
    view->purposes[0] =
        (RideOption){TEXT("care"), say(request->language, SAY_RIDE_CARE), !plays};
    view->purposes[1] =
        (RideOption){TEXT("leisure"), say(request->language, SAY_RIDE_LEISURE), plays};
}

static void fill_typed(const Request *request, RideAskView *view)
{
    view->day = given(request, "jour", "");
    view->hour = view->hour.length > 0 ? view->hour : given(request, "heure", "");
    view->leeway = given(request, "marge", "20");
    view->from = given(request, "de", "");
    view->to = given(request, "vers", "");
    view->label = given(request, "nom", "");
    view->person = given(request, "personne", "");
    view->companions = given(request, "accompagnants", "0");
    view->consent = given(request, "accord", "");
    view->back = given(request, "retour", "");
    view->until = given(request, "jusque", "");
    view->except = given(request, "sauf", "");
    view->wheelchair = is_ticked(request, "fauteuil");
    view->is_minor = is_ticked(request, "mineur");
    view->is_protected = is_ticked(request, "protege");
    view->is_wished = view->is_nobody || is_ticked(request, "souhait");
    view->is_outside = is_ticked(request, "hors");
}

/* The first time the form is shown for somebody with a file, it says their name. */
static Outcome fill_person(Request *request, RideAskView *view)
{
    Id person = {{0}};
    PersonFile file = {0};
    if (request->route->method != GET || !id_parse(view->person, &person)) {
        return OK;
    }
    TRY(person_read(access_of(request), person, &file));
    view->label =
        view->label.length > 0 ? view->label : person_display_name(request->arena, &file);
    return OK;
}

static Outcome write_form(Request *request, RideAskView *view)
{
    Html html = {0};
    TRY(fill_lines(request, view));
    fill_choices(request, view);
    fill_typed(request, view);
    TRY(fill_person(request, view));
    view->sent = once_token(request->arena);
    view->may_plan = permission_holds(access_of(request)->caller.permissions, MAY_PLAN_RIDES);
    view->frame.draft_form = TEXT("entry");
    TRY(frame_open(request, say(request->language, SAY_RIDE_ASK), &view->frame, &html));
    ride_ask_page(&html, view);
    return OK;
}

static Outcome show_form(Request *request)
{
    return write_form(request, ARENA_NEW(request->arena, RideAskView));
}

/* -------------------------------------------------------------------------------- reading */

static Outcome wrong(Request *request, const char *field)
{
    return REQUEST_INVALID(request, "body", field, "it is not written as expected");
}

static Outcome read_number(Request *request, const char *name, const char *field,
                           int64_t *number)
{
    const Text typed = request_form(request, name);
    return typed.length == 0 || text_to_integer(typed, number) ? OK : wrong(request, field);
}

static Outcome read_series(Request *request, RideWish *wish)
{
    Text piece = {0};
    Text rest = request_form(request, "sauf");
    const Text until = request_form(request, "jusque");
    Date *days = ARENA_ARRAY(request->arena, Date, EXCEPT_MOST);
    wish->until = DATE_NONE;
    wish->except = days;
    if (until.length > 0 && !date_parse(until, &wish->until)) {
        return wrong(request, "until");
    }
    while (wish->except_count < EXCEPT_MOST && text_next(&rest, ',', &piece)) {
        const Text day = text_trim(piece);
        if (day.length > 0 && !date_parse(day, &days[wish->except_count++])) {
            return wrong(request, "until");
        }
    }
    return OK;
}

static Outcome read_times(Request *request, RideWish *wish)
{
    int64_t leeway = RIDE_LEEWAY_USUAL;
    RideRequest *ride = &wish->ride;
    const Text back = request_form(request, "retour");
    if (!date_parse(request_form(request, "jour"), &ride->day)) {
        return wrong(request, "day");
    }
    if (!ride_clock_parse(request_form(request, "heure"), &ride->minute)) {
        return wrong(request, "at");
    }
    wish->back_at = -1;
    if (back.length > 0 && !ride_clock_parse(back, &wish->back_at)) {
        return wrong(request, "back");
    }
    TRY(read_number(request, "marge", "leeway", &leeway));
    ride->leeway = leeway < 0 || leeway > RIDE_LEEWAY_MOST ? -1 : (Minutes)leeway;
    ride->is_arrival = !text_equal(request_form(request, "sens"), TEXT("fetch"));
    return read_series(request, wish);
}

static Outcome read_wish(Request *request, RideWish *wish)
{
    RideRequest *ride = &wish->ride;
    const Text person = request_form(request, "personne");
    if (!id_parse(request_form(request, "ligne"), &ride->channel)) {
        return wrong(request, "channel");
    }
    if (person.length > 0 && !id_parse(person, &ride->person)) {
        return wrong(request, "person");
    }
    TRY(read_times(request, wish));
    TRY(read_number(request, "accompagnants", "companions", &ride->companions));
    (void)ride_purpose_parse(request_form(request, "motif"), &ride->purpose);
    ride->label = request_form(request, "nom");
    ride->wheelchair = is_ticked(request, "fauteuil");
    ride->is_minor = is_ticked(request, "mineur");
    wish->way.from = request_form(request, "de");
    wish->way.to = request_form(request, "vers");
    wish->way.consent = request_form(request, "accord");
    wish->way.is_protected = is_ticked(request, "protege");
    wish->is_agreed = !is_ticked(request, "souhait");
    wish->is_outside_hours = is_ticked(request, "hors");
    return OK;
}

/* ------------------------------------------------------------------------------- refusing */

/* "La ligne est fermée. Rappelez lundi 30 novembre à 9 h 00." */
static Text closed_words(Request *request)
{
    Id id = {{0}};
    bool open = false;
    Moment next = MOMENT_NONE;
    RideChannelList channels = {0};
    Problem problem = {.arena = request->arena};
    Access access = *access_of(request);
    access.problem = &problem;
    if (!id_parse(request_form(request, "ligne"), &id) ||
        ride_channel_list(&access, &channels) != OK) {
        return TEXT("");
    }
    for (size_t i = 0; i < channels.count; i++) {
        if (id_equal(channels.items[i].id, id) &&
            ride_channel_is_open(&access, &channels.items[i], &open, &next) == OK &&
            next != MOMENT_NONE) {
            return say_with(request->arena, request->language, SAY_RIDE_CALL_AGAIN, "time",
                            say_moment(request->arena, request->language, next));
        }
    }
    return say(request->language, SAY_RIDE_WRONG_CHANNEL);
}

static Text refusal(Request *request, Outcome outcome)
{
    typedef struct Refusal {
        const char *field;
        Sentence sentence;
    } Refusal;
    static const Refusal refusals[] = {
        {"consent",    SAY_RIDE_WRONG_CONSENT},
        {"from",       SAY_RIDE_WRONG_FROM   },
        {"to",         SAY_RIDE_WRONG_TO     },
        {"day",        SAY_RIDE_WRONG_DAY    },
        {"at",         SAY_RIDE_WRONG_TIME   },
        {"leeway",     SAY_RIDE_WRONG_TIME   },
        {"back",       SAY_RIDE_WRONG_BACK   },
        {"until",      SAY_RIDE_WRONG_UNTIL  },
        {"label",      SAY_RIDE_WRONG_LABEL  },
        {"companions", SAY_RIDE_WRONG_NUMBER },
        {"keys",       SAY_RIDE_NO_KEYS      },
    };
    const Text field = request->problem.field;
    if (text_equal(field, TEXT("channel"))) {
        return outcome == CONFLICT ? closed_words(request)
                                   : say(request->language, SAY_RIDE_WRONG_CHANNEL);
    }
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}

/* Every check comes before the first write, so that nothing of a refused request is kept. */
static Outcome tell_refusal(Request *request, Outcome outcome)
{
    RideAskView *view = ARENA_NEW(request->arena, RideAskView);
    view->problem = refusal(request, outcome);
    if (view->problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
    return write_form(request, view);
}

/* ------------------------------------------------------------------------------ answering */

static Outcome tell_answer(Request *request, const RideWish *wish, const RideAnswer *answer)
{
    Arena *arena = request->arena;
    RideAskView *view = ARENA_NEW(arena, RideAskView);
    view->is_possible = answer->is_possible;
    if (!answer->is_possible) { /* what is noted all the same is a wish: nothing was agreed */
        view->is_nobody = true;
        view->answer = say(request->language, SAY_RIDE_ANSWER_NO);
        return write_form(request, view);
    }
    const Text fetched = say_with(arena, request->language, SAY_RIDE_FETCHED, "time",
                                  ride_clock_words(request, wish->ride.day, answer->pickup));
    const Text brought = say_with(arena, request->language, SAY_RIDE_BROUGHT, "time",
                                  ride_clock_words(request, wish->ride.day, answer->dropoff));
    const Text word = say(request->language,
                          answer->shift == 0 ? SAY_RIDE_ANSWER_YES : SAY_RIDE_ANSWER_OTHER);
    view->answer = text_format(arena, "%.*s %.*s, %.*s", TEXT_ARG(word), TEXT_ARG(fetched),
                               TEXT_ARG(brought));
    view->hour = ride_clock(arena, wish->ride.minute + answer->shift);
    return write_form(request, view);
}

static Outcome take(Request *request, const RideWish *wish)
{
    bool found = false;
    RideIdList made = {0};
    TRY(once_find(request, &found));
    if (!found) {
        const Outcome outcome = ride_request_make(access_of(request), wish, &made);
        if (outcome != OK) {
            return tell_refusal(request, outcome);
        }
        TRY(once_keep(request));
    }
    return ride_back(request, request_form(request, "jour"), "");
}

static Outcome ask(Request *request)
{
    RideWish wish = {0};
    RideAnswer answer = {0};
    Outcome outcome = read_wish(request, &wish);
    if (outcome != OK) {
        return tell_refusal(request, outcome);
    }
    if (!text_equal(request_form(request, "pour"), TEXT("reponse"))) {
        return take(request, &wish);
    }
    outcome = ride_plan_call(access_of(request), &wish, &answer);
    return outcome == OK ? tell_answer(request, &wish, &answer)
                         : tell_refusal(request, outcome);
}

static const Route routes[] = {
    {GET,  "/transports/demande", MAY_REQUEST_RIDE, show_form, FRESH},
    {POST, "/transports/demande", MAY_REQUEST_RIDE, ask,       FRESH},
};

const RouteTable RIDE_REQUEST_ROUTES = {routes, LENGTH_OF(routes)};
