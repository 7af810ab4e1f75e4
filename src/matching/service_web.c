/* SPDX-License-Identifier: EUPL-1.2 */
/* One service, all that is known of it, and where that comes from. */
#include "http/fields.h"
#include "matching/application_web.h"
#include "matching/explain.h"
#include "matching/measure_words.h"
#include "matching/page_web.h"
#include "matching/sentences.h"

typedef struct ServicePage {
    Request *request;
    const Catalogue *catalogue;
    const Service *service;
    Language language;
    Arena *arena;
    ServiceView view;
} ServicePage;

static Text phrase(const ServicePage *page, const Phrase *words)
{
    return phrase_in(words, page->language, NULL);
}

static void fill_state(const ServicePage *page, const Door *door, PlaceView *place)
{
    switch (page_hours_state(door, page->request->now)) {
    case HOURS_OPEN:
        place->state = say(page->language, SAY_SERVICE_OPEN);
        place->state_class = TEXT("open");
        return;
    case HOURS_CLOSED:
        place->state = say(page->language, SAY_SERVICE_CLOSED);
        place->state_class = TEXT("closed");
        return;
    case HOURS_UNKNOWN:
        place->state = say(page->language, SAY_SERVICE_UNKNOWN);
        place->state_class = TEXT("wait");
        return;
    }
}

static PlaceView place_view(const ServicePage *page, const Door *door)
{
    PlaceView place = {.hours = page_hours(page->arena, door, page->language)};
    fill_state(page, door, &place);
    if (door->location == NONE) {
        place.name = say(page->language, SAY_PLAN_BY_PHONE);
        return place;
    }
    const Location *location = &page->catalogue->locations[door->location];
    place.address = page_address(page->arena, location, page->language);
    if (!location->is_confidential && !location->is_virtual && !location_is_exact(location)) {
        place.address = text_format(page->arena, "%.*s (%.*s)", TEXT_ARG(place.address),
                                    TEXT_ARG(say(page->language, SAY_PLAN_NO_ADDRESS)));
    }
    if (location->is_confidential) {
        return place;
    }
    const Text code = language_code(page->language);
    place.name = phrase(page, &location->name);
    place.map_href = page_map_href(page->arena, location);
    place.site_href =
        text_format(page->arena, "/%.*s/lieu/%.*s", TEXT_ARG(code),
                    TEXT_ARG(location->key.length > 0 ? location->key
                                                      : id_format(page->arena, location->id)));
    return place;
}

static void fill_places(ServicePage *page)
{
    const IndexSpan doors = page->service->doors;
    PlaceView *places = ARENA_ARRAY(page->arena, PlaceView, doors.count);
    for (size_t i = 0; i < doors.count; i++) {
        places[i] = place_view(page, &page->catalogue->doors[doors.items[i]]);
    }
    page->view.places = places;
    page->view.place_count = doors.count;
}

/* --------------------------------------------------------------------------------- facts */

static TextList who_may_come(const ServicePage *page)
{
    const Service *service = page->service;
    TextList lines = {0};
    for (size_t i = 0; i < service->condition_count; i++) {
        const Text text = phrase(page, &service->conditions[i].text);
        LIST_APPEND(page->arena, &lines,
                    text.length > 0 ? text : service->conditions[i].expression);
    }
    if (service->condition_count == 0) {
        LIST_APPEND(page->arena, &lines,
                    say(page->language,
                        service->open_to_all ? SAY_SERVICE_ANYBODY : SAY_SERVICE_ASK_WHO));
    }
    return lines;
}

static TextList ways_in(const ServicePage *page)
{
    TextList lines = {0};
    for (size_t i = 0; i < page->service->access_count; i++) {
        const Text text = phrase(page, &page->service->access[i].text);
        if (text.length > 0) {
            LIST_APPEND(page->arena, &lines, text);
        }
    }
    for (size_t i = 0; i < page->service->documents.count; i++) {
        LIST_APPEND(page->arena, &lines, phrase(page, &page->service->documents.items[i]));
    }
    return lines;
}

/* How many are free is said for the day on which somebody counted. */
static bool is_counted_today(const ServicePage *page, const Capacity *capacity)
{
    Date day = 0;
    return capacity->available >= 0 && date_parse(text_slice(capacity->updated, 0, 10), &day) &&
           day == moment_to_local(page->request->now).date;
}

static TextList capacities(const ServicePage *page)
{
    TextList lines = {0};
    for (size_t i = 0; i < page->service->capacity_count; i++) {
        const Capacity *capacity = &page->service->capacities[i];
        const Text words = phrase(page, &capacity->description);
        const Text what = words.length > 0 ? words : capacity->unit;
        const char *colon = page->language == FRENCH ? " : " : ": ";
        LIST_APPEND(page->arena, &lines,
                    capacity->maximum < 0 ? what
                                          : text_format(page->arena, "%.*s%s%d", TEXT_ARG(what),
                                                        colon, capacity->maximum));
        if (is_counted_today(page, capacity)) {
            LIST_APPEND(page->arena, &lines,
                        say_with(page->arena, page->language, SAY_SERVICE_FREE_TODAY, "n",
                                 text_format(page->arena, "%d", capacity->available)));
        }
    }
    return lines;
}

static TextList conventions(const ServicePage *page)
{
    TextList lines = {0};
    for (size_t i = 0; i < page->service->convention_count; i++) {
        const StatedConvention *convention = &page->service->conventions[i];
        const Text text = phrase(page, &convention->text);
        LIST_APPEND(page->arena, &lines,
                    text.length > 0 ? text
                                    : text_join(page->arena, convention->parties.items,
                                                convention->parties.count, TEXT(" – ")));
    }
    return lines;
}

static void fill_facts(ServicePage *page)
{
    const Text cost = explain_cost(page->arena, page->service, page->language);
    TextList costs = {0};
    LIST_APPEND(page->arena, &costs, cost);
    const FactView all[] = {
        {say(page->language, SAY_SERVICE_WHO),        who_may_come(page)},
        {say(page->language, SAY_SERVICE_HOW),        ways_in(page)     },
        {say(page->language, SAY_SERVICE_COST),       costs             },
        {say(page->language, SAY_SERVICE_CAPACITY),   capacities(page)  },
        {say(page->language, SAY_SERVICE_CONVENTION), conventions(page) },
    };
    FactView *facts = ARENA_ARRAY(page->arena, FactView, LENGTH_OF(all));
    for (size_t i = 0; i < LENGTH_OF(all); i++) {
        if (all[i].lines.count > 0) {
            facts[page->view.fact_count++] = all[i];
        }
    }
    page->view.facts = facts;
}

/* ------------------------------------------------------------------- phones, needs, sources */

static void add_phones(ServicePage *page, LinkView *links, PhoneSpan phones)
{
    for (size_t i = 0; i < phones.count && page->view.phone_count < 8; i++) {
        const Phone *phone = &phones.items[i];
        if (text_equal(phone->type, TEXT("fax"))) {
            continue;
        }
        const Text hours = phone->hours == NULL
                               ? phrase(page, &phone->description)
                               : hours_describe(page->arena, phone->hours, page->language);
        links[page->view.phone_count++] =
            (LinkView){phone->number, page_phone_href(page->arena, phone->number), hours};
    }
}

static void fill_phones(ServicePage *page)
{
    const Service *service = page->service;
    LinkView *links = ARENA_ARRAY(page->arena, LinkView, 8);
    add_phones(page, links, service->phones);
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &page->catalogue->doors[service->doors.items[i]];
        if (door->location != NONE) {
            add_phones(page, links, door->phones);
        }
    }
    if (page->view.phone_count == 0 && service->organization != NONE) {
        add_phones(page, links, page->catalogue->organizations[service->organization].phones);
    }
    page->view.phones = links;
}

static void fill_needs(ServicePage *page)
{
    const IndexSpan needs = page->service->needs;
    LinkView *links = ARENA_ARRAY(page->arena, LinkView, needs.count);
    for (size_t i = 0; i < needs.count; i++) {
        const Term *term = &page->catalogue->needs->terms[needs.items[i]];
        const Text base = page_href(page->request, "/chercher");
        links[i] = (LinkView){
            .name = phrase(page, &term->name),
            .href = text_format(page->arena, "%.*s?besoin=%.*s", TEXT_ARG(base),
                                TEXT_ARG(percent_encode(page->arena, term->code))),
        };
    }
    page->view.needs = links;
    page->view.need_count = needs.count;
}

/* "2:90-96" as title, date and lines of the document. */
static Text source_sentence(const ServicePage *page, Text source)
{
    const size_t colon = text_find_byte(source, ':', 0);
    const Text key = text_slice(source, 0, colon);
    const Text lines = text_slice(source, colon + 1, source.length);
    for (size_t i = 0; i < page->catalogue->document_count; i++) {
        const Document *document = &page->catalogue->documents[i];
        if (text_equal(document->key, key)) {
            return text_format(page->arena, "%.*s (%.*s, %.*s), l. %.*s",
                               TEXT_ARG(document->title), TEXT_ARG(document->publisher),
                               TEXT_ARG(document->date), TEXT_ARG(lines));
        }
    }
    return source;
}

static void fill_sources(ServicePage *page)
{
    const Marks *marks = &page->service->marks;
    for (size_t i = 0; i < marks->sources.count; i++) {
        LIST_APPEND(page->arena, &page->view.sources,
                    source_sentence(page, marks->sources.items[i]));
    }
    page->view.verified = say(page->language, SAY_SERVICE_NEVER_VERIFIED);
    Date date = 0;
    if (date_parse(marks->verified_at, &date)) {
        page->view.verified = say_with(page->arena, page->language, SAY_SERVICE_VERIFIED,
                                       "date", say_day(page->arena, page->language, date));
    }
}

/* ------------------------------------------------------------------------------- JSON-LD */

static void write_address(JsonWriter *writer, const Location *location)
{
    json_key(writer, TEXT("address"));
    json_object_open(writer);
    json_member(writer, "@type", TEXT("PostalAddress"));
    json_member_unless_empty(writer, "streetAddress", location->street);
    json_member_unless_empty(writer, "postalCode", location->postal_code);
    json_member_unless_empty(writer, "addressLocality", location->city);
    json_member(writer, "addressCountry", TEXT("BE"));
    json_object_close(writer);
}

static void write_channels(const ServicePage *page, JsonWriter *writer)
{
    json_key(writer, TEXT("availableChannel"));
    json_array_open(writer);
    for (size_t i = 0; i < page->service->doors.count; i++) {
        const Door *door = &page->catalogue->doors[page->service->doors.items[i]];
        const Location *location = catalogue_shown_location(page->catalogue, door);
        if (location == NULL) {
            continue;
        }
        json_object_open(writer);
        json_member(writer, "@type", TEXT("ServiceChannel"));
        json_key(writer, TEXT("serviceLocation"));
        json_object_open(writer);
        json_member(writer, "@type", TEXT("Place"));
        json_member(writer, "name", phrase(page, &location->name));
        write_address(writer, location);
        json_object_close(writer);
        json_object_close(writer);
    }
    json_array_close(writer);
}

/* schema.org GovernmentService, for search engines. */
static Text json_ld_of(const ServicePage *page)
{
    Buffer out = buffer_new(page->arena, 65536);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member(&writer, "@context", TEXT("https://schema.org"));
    json_member(&writer, "@type", TEXT("GovernmentService"));
    json_member(&writer, "name", page->view.name);
    json_member_unless_empty(&writer, "description", page->view.description);
    if (page->view.organization.length > 0) {
        json_key(&writer, TEXT("provider"));
        json_object_open(&writer);
        json_member(&writer, "@type", TEXT("Organization"));
        json_member(&writer, "name", page->view.organization);
        json_object_close(&writer);
    }
    write_channels(page, &writer);
    json_object_close(&writer);
    return out.overflowed ? TEXT("") : buffer_text(&out);
}

static void fill_measures(ServicePage *page)
{
    const MeasureSpan measures = page->service->measures;
    const Date today = moment_to_local(page->request->now).date;
    for (size_t i = 0; i < measures.count; i++) {
        if (measure_holds(&measures.items[i], today)) {
            LIST_APPEND(page->arena, &page->view.measures,
                        measure_words(page->arena, &measures.items[i], page->language));
        }
    }
}

static void fill_view(ServicePage *page)
{
    const Service *service = page->service;
    const Term *need = page_first_need(page->catalogue, service);
    ServiceView *view = &page->view;
    view->name = phrase(page, &service->name);
    view->description = phrase(page, &service->description);
    view->icon = page_icon(need);
    view->family = page_family(need);
    /* What the doubt is, is for workers; a visitor learns that not all is certain. */
    view->is_doubtful =
        service->remote == REMOTE_NO && phrase(page, &service->marks.doubt).length > 0;
    if (service->organization != NONE) {
        view->organization =
            phrase(page, &page->catalogue->organizations[service->organization].name);
    }
    view->report_href =
        text_format(page->arena, "%.*s?service=%.*s",
                    TEXT_ARG(page_href(page->request, "/signaler")), TEXT_ARG(service->slug));
    fill_measures(page);
    fill_places(page);
    fill_facts(page);
    fill_phones(page);
    fill_needs(page);
    fill_sources(page);
    view->json_ld = json_ld_of(page);
}

static Outcome show_service(Request *request)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const uint32_t index = catalogue_service(catalogue, request_path_value(request, "slug"));
    if (index == NONE) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "slug",
                           "no such service");
    }
    ServicePage *page = ARENA_NEW(request->arena, ServicePage);
    page->request = request;
    page->catalogue = catalogue;
    page->service = &catalogue->services[index];
    page->language = request->language;
    page->arena = request->arena;
    fill_view(page);
    Html html = page_open(request, page->view.name, &page->view.layout);
    service_page(&html, &page->view);
    return OK;
}

static const Route routes[] = {
    {GET, "/s/{slug}", EVERYONE, show_service, MAY_LAG},
};

const RouteTable SERVICE_ROUTES = {routes, LENGTH_OF(routes)};
