/* SPDX-License-Identifier: EUPL-1.2 */
/* /fiche/{link}/{service}: a partner says what changed, a form a matter. */
#include "access/frame_web.h"
#include "freshness/change_view_web.h"
#include "freshness/freshness_web.h"
#include "freshness/listing_grid.h"
#include "freshness/sentences.h"
#include "matching/page_web.h"

typedef struct Visit {
    Access access;
    ListingLink link;
    const Catalogue *catalogue;
    uint32_t service;
} Visit;

static Outcome open_visit(Request *request, Visit *visit)
{
    TRY(listing_visitor_open(request, &visit->access, &visit->link));
    visit->catalogue = network_of(request)->catalogue;
    visit->service =
        catalogue_service(visit->catalogue, request_path_value(request, "service"));
    if (visit->service == NONE ||
        !listing_link_covers(&visit->link, visit->catalogue,
                             &visit->catalogue->services[visit->service])) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "service",
                           "the link does not open this service");
    }
    return OK;
}

/* ------------------------------------------------------------------------------------- grid */

static Text time_words(const Request *request, Minutes minute)
{
    return text_format(request->arena, "%02d:%02d", minute / 60 % 24, minute % 60);
}

static void show_grid(const Request *request, const ListingGrid *grid, DoorFormView *form)
{
    for (int day = 0; day < GRID_DAYS; day++) {
        for (size_t i = 0; i < GRID_SPANS; i++) {
            const GridSpan span = grid->days[day][i];
            if (span.from != span.to) {
                form->days[day].times[2 * i] = time_words(request, span.from);
                form->days[day].times[2 * i + 1] = time_words(request, span.to);
            }
        }
    }
}

static Text time_field(const Request *request, int day, size_t at)
{
    return request_form(request, text_format(request->arena, "j%d%c", day, "abcd"[at]).bytes);
}

/* "09:00"; false for anything else. */
static bool read_time(Text text, Minutes *minute)
{
    int64_t hour = 0;
    int64_t minutes = 0;
    if (text.length != 5 || text.bytes[2] != ':' ||
        !text_to_integer(text_slice(text, 0, 2), &hour) ||
        !text_to_integer(text_slice(text, 3, 5), &minutes) || hour < 0 || hour > 23 ||
        minutes < 0 || minutes > 59) {
        return false;
    }
    *minute = (Minutes)(hour * 60 + minutes);
    return true;
}

/* False where a stretch has a beginning without an end, or the reverse. */
static bool read_grid(const Request *request, ListingGrid *grid)
{
    enum { MIDNIGHT_AFTER = 1440 };
    *grid = (ListingGrid){.is_closed_on_holidays = request_form(request, "feries").length > 0};
    for (int day = 0; day < GRID_DAYS; day++) {
        for (size_t i = 0; i < GRID_SPANS; i++) {
            const Text from = time_field(request, day, 2 * i);
            const Text to = time_field(request, day, 2 * i + 1);
            GridSpan *span = &grid->days[day][i];
            if (from.length == 0 && to.length == 0) {
                continue;
            }
            if (!read_time(from, &span->from) || !read_time(to, &span->to)) {
                return false;
            }
            span->to = span->to == 0 ? MIDNIGHT_AFTER : span->to;
            if (span->from == span->to) {
                return false;
            }
        }
    }
    return true;
}

/* ------------------------------------------------------------------------------------- page */

/* In the door whose form was sent, what was typed stands in its fields. */
static void keep_typed(const Request *request, DoorFormView *form)
{
    Hours *hours = NULL;
    ListingGrid grid = {0};
    for (int day = 0; day < GRID_DAYS; day++) {
        for (size_t i = 0; i < LENGTH_OF(form->days[day].times); i++) {
            form->days[day].times[i] = time_field(request, day, i);
        }
    }
    form->is_closed_on_holidays = request_form(request, "feries").length > 0;
    form->has_grid = true;
    if (read_grid(request, &grid) &&
        hours_parse_osm(request->arena, listing_grid_value(request->arena, &grid), &hours,
                        NULL) == OK) {
        form->preview = hours_describe(request->arena, hours, request->language);
    }
}

static DoorFormView door_form(const Request *request, const Door *door,
                              const Location *location)
{
    ListingGrid grid = {0};
    DoorFormView form = {
        .id = id_format(request->arena, door->id),
        .name = phrase_in(&location->name, request->language, NULL),
        .hours = page_hours(request->arena, door, request->language),
    };
    form.has_grid = listing_grid_of(request->arena, door->usual, &grid);
    form.is_closed_on_holidays = grid.is_closed_on_holidays;
    show_grid(request, &grid, &form);
    for (int day = 0; day < GRID_DAYS; day++) {
        form.days[day].name = say_weekday(request->language, (Weekday)day);
    }
    if (text_equal(request_form(request, "porte"), form.id) &&
        text_equal(request_form(request, "sujet"), TEXT("hours"))) {
        keep_typed(request, &form);
    }
    return form;
}

static void fill_doors(const Request *request, const Visit *visit, PartnerChangeView *view)
{
    const Service *service = &visit->catalogue->services[visit->service];
    DoorFormView *doors = ARENA_ARRAY(request->arena, DoorFormView, service->doors.count);
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &visit->catalogue->doors[service->doors.items[i]];
        if (door->location != NONE) {
            doors[view->door_count++] =
                door_form(request, door, &visit->catalogue->locations[door->location]);
        }
    }
    view->doors = doors;
}

static Text page_path(const Request *request)
{
    return text_format(request->arena, "/fiche/%.*s/%.*s",
                       TEXT_ARG(request_path_value(request, "link")),
                       TEXT_ARG(request_path_value(request, "service")));
}

static Outcome write_page(Request *request, Visit *visit, Text problem)
{
    Html html = {0};
    ListingChangeList list = {0};
    const Service *service = &visit->catalogue->services[visit->service];
    PartnerChangeView *view = ARENA_NEW(request->arena, PartnerChangeView);
    const Text back = text_format(request->arena, "/fiche/%.*s",
                                  TEXT_ARG(request_path_value(request, "link")));
    TRY(listing_change_of(&visit->access, service->id, &visit->link, &list));
    view->problem = problem;
    view->action = request_link(request, page_path(request));
    view->back_href = request_link(request, back);
    view->name = phrase_in(&service->name, request->language, NULL);
    view->description = text_equal(request_form(request, "sujet"), TEXT("text"))
                            ? request_form(request, "texte")
                            : service->description.in[request->language];
    view->today = date_format(request->arena, moment_to_local(request->now).date);
    view->changes = change_rows(request, &list);
    view->change_count = list.count;
    fill_doors(request, visit, view);
    TRY(frame_open(request, say(request->language, SAY_LISTING_CHANGE_TITLE), &view->frame,
                   &html));
    partner_change_page(&html, view);
    return OK;
}

static Outcome show_page(Request *request)
{
    Visit visit = {0};
    TRY(open_visit(request, &visit));
    return write_page(request, &visit, TEXT(""));
}

/* ------------------------------------------------------------------------------------- form */

static Outcome read_wish(Request *request, ListingWish *wish)
{
    ListingGrid grid = {0};
    *wish = (ListingWish){.first = DATE_NONE,
                          .last = DATE_NONE,
                          .words = request_form(request, "texte"),
                          .language = request->language,
                          .free = -1};
    if (!listing_topic_parse(request_form(request, "sujet"), &wish->topic)) {
        return REQUEST_INVALID(request, "body", "sujet", "one of the forms is expected");
    }
    (void)id_parse(request_form(request, "porte"), &wish->door);
    (void)date_parse(request_form(request, "debut"), &wish->first);
    (void)date_parse(request_form(request, "fin"), &wish->last);
    (void)text_to_integer(text_trim(request_form(request, "libres")), &wish->free);
    if (wish->topic == TOPIC_HOURS && read_grid(request, &grid)) {
        wish->hours = listing_grid_value(request->arena, &grid);
    }
    return wish->topic != TOPIC_ENDED || request_form(request, "sur").length > 0
               ? OK
               : REQUEST_INVALID(request, "body", "sure", "the box is to be ticked");
}

static Outcome propose(Request *request, Visit *visit)
{
    Id made = {{0}};
    ListingProposal proposal = {
        .catalogue = visit->catalogue, .service = visit->service, .link = &visit->link};
    TRY(read_wish(request, &proposal.wish));
    TRY(listing_change_propose(&visit->access, &proposal, &made));
    return access_write_journal(&visit->access, request->session);
}

static Outcome answer_page(Request *request)
{
    Visit visit = {0};
    Text problem = {0};
    TRY(open_visit(request, &visit));
    if (text_equal(request_form(request, "geste"), TEXT("voir"))) {
        return write_page(request, &visit, TEXT(""));
    }
    const Outcome outcome = propose(request, &visit);
    if (outcome == OK) {
        return response_redirect(request, page_path(request));
    }
    return change_is_told(request, outcome, &problem) ? write_page(request, &visit, problem)
                                                      : outcome;
}

static const Route routes[] = {
    {GET,  "/fiche/{link}/{service}", EVERYONE, show_page,   FRESH},
    {POST, "/fiche/{link}/{service}", EVERYONE, answer_page, FRESH},
};

const RouteTable PARTNER_CHANGE_ROUTES = {routes, LENGTH_OF(routes)};
