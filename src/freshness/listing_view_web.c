/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing_view_web.h"

#include "freshness/sentences.h"
#include "matching/explain.h"
#include "matching/page_web.h"
#include "words/say.h"

Access listing_visitor(Request *request)
{
    return (Access){.arena = request->arena,
                    .session = request->session,
                    .keyring = request->keyring,
                    .now = request->now,
                    .problem = &request->problem};
}

Outcome listing_visitor_open(Request *request, Access *access, ListingLink *link)
{
    *access = listing_visitor(request);
    return listing_link_open(access, request_path_value(request, "link"), link);
}

Text listing_day(const Request *request, Date day)
{
    return text_format(request->arena, "%.*s %d",
                       TEXT_ARG(say_day(request->arena, request->language, day)),
                       date_to_civil(day).year);
}

static void fill_places(const Request *request, const Service *service, ListingView *view)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    ListingPlaceView *places =
        ARENA_ARRAY(request->arena, ListingPlaceView, service->doors.count);
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &catalogue->doors[service->doors.items[i]];
        places[i].hours = page_hours(request->arena, door, request->language);
        places[i].name = say(request->language, SAY_LISTING_BY_PHONE);
        if (door->location != NONE) {
            const Location *location = &catalogue->locations[door->location];
            places[i].address = page_address(request->arena, location, request->language);
            places[i].name = phrase_in(&location->name, request->language, NULL);
        }
        if (places[i].hours.length == 0) {
            places[i].hours = say(request->language, SAY_LISTING_HOURS_UNKNOWN);
        }
    }
    view->places = places;
    view->place_count = service->doors.count;
}

static void fill_facts(const Request *request, const Service *service, ListingView *view)
{
    TextList lines = {0};
    for (size_t i = 0; i < service->phones.count; i++) {
        LIST_APPEND(request->arena, &lines, service->phones.items[i].number);
    }
    for (size_t i = 0; i < service->condition_count; i++) {
        const Text words = phrase_in(&service->conditions[i].text, request->language, NULL);
        if (words.length > 0) {
            LIST_APPEND(request->arena, &lines, words);
        }
    }
    const Text cost = explain_cost(request->arena, service, request->language);
    if (cost.length > 0) {
        LIST_APPEND(request->arena, &lines, cost);
    }
    view->facts = lines.items;
    view->fact_count = lines.count;
}

static void fill_checked(const Request *request, const Service *service,
                         const ListingCheck *check, ListingView *view)
{
    Date day = DATE_NONE;
    (void)date_parse(service->marks.verified_at, &day);
    if (check->at != 0 && moment_to_local(check->at).date > day) {
        day = moment_to_local(check->at).date;
    }
    view->is_checked_today = check->at != 0 && day == moment_to_local(request->now).date;
    view->checked = day == DATE_NONE
                        ? say(request->language, SAY_LISTING_NEVER)
                        : say_with(request->arena, request->language, SAY_LISTING_VERIFIED_ON,
                                   "day", listing_day(request, day));
}

Outcome listing_view(Request *request, Access *access, const Service *service,
                     ListingView *view)
{
    ListingCheck check = {0};
    const Catalogue *catalogue = network_of(request)->catalogue;
    TRY(listing_last_check(access, service->id, &check));
    *view = (ListingView){
        .id = id_format(request->arena, service->id),
        .name = phrase_in(&service->name, request->language, NULL),
        .description = phrase_in(&service->description, request->language, NULL),
    };
    if (service->organization != NONE) {
        view->organization = phrase_in(&catalogue->organizations[service->organization].name,
                                       request->language, NULL);
    }
    fill_places(request, service, view);
    fill_facts(request, service, view);
    fill_checked(request, service, &check, view);
    return OK;
}
