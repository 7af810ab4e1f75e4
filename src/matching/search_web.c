/* SPDX-License-Identifier: EUPL-1.2 */
/* Search, the map of needs, and today's programme of a place. */
#include "directory/search.h"
#include "directory/sentences.h"
#include "http/fields.h"
#include "matching/application_web.h"
#include "matching/gap.h"
#include "matching/match.h"
#include "matching/measure_words.h"
#include "matching/page_web.h"
#include "matching/sentences.h"
#include "matching/wider.h"

enum { HITS_A_PAGE = 20, MOST_FACETS = 8 };

typedef struct SearchPage {
    Request *request;
    const Network *network;
    SearchRequest asked;
    SearchResult result;
    SearchView view;
    Text postal_code; /* of the place asked; empty when none */
} SearchPage;

static Text state_of(Language language, Known open, Text *class)
{
    switch (open) {
    case YES:
        *class = TEXT("open");
        return say(language, SAY_SERVICE_OPEN);
    case NO:
        *class = TEXT("closed");
        return say(language, SAY_SERVICE_CLOSED);
    case UNKNOWN_YET:
        break;
    }
    *class = TEXT("wait");
    return say(language, SAY_SERVICE_UNKNOWN);
}

static HitView hit_view(const SearchPage *page, const SearchHit *hit)
{
    const Catalogue *catalogue = page->network->catalogue;
    const Door *door = &catalogue->doors[hit->door];
    const Service *service = &catalogue->services[door->service];
    const Language language = page->request->language;
    Arena *arena = page->request->arena;
    const Term *need = page_first_need(catalogue, service);
    HitView view = {
        .name = phrase_in(&service->name, language, NULL),
        .href = page_service_href(page->request, service),
        .icon = page_icon(need),
        .family = page_family(need),
        .reason = search_reason_sentence(page->network->index, arena, hit, language),
        .where = say(language, SAY_PLAN_BY_PHONE),
        .measure = service_measure_words(arena, service,
                                         moment_to_local(page->request->now).date, language),
    };
    view.state = state_of(language, hit->open, &view.state_class);
    if (service->organization != NONE) {
        view.organization =
            phrase_in(&catalogue->organizations[service->organization].name, language, NULL);
    }
    if (door->location != NONE) {
        const Location *location = &catalogue->locations[door->location];
        view.where = page_address(arena, location, language);
        if (location_tells_distance(location, hit->distance)) {
            view.distance = say_distance(arena, language, hit->distance);
        }
    }
    return view;
}

static Text search_href(const SearchPage *page, Text text, Text need, size_t number)
{
    Arena *arena = page->request->arena;
    const Text base = page_href(page->request, "/chercher");
    Buffer out = buffer_new(arena, 4096);
    buffer_append_format(&out, "%.*s?q=%.*s&ou=%.*s", TEXT_ARG(base),
                         TEXT_ARG(percent_encode(arena, text)),
                         TEXT_ARG(percent_encode(arena, page->view.place)));
    if (page->asked.only_open) {
        buffer_append(&out, TEXT("&ouvert=1"));
    }
    if (page->asked.only_free) {
        buffer_append(&out, TEXT("&gratuit=1"));
    }
    if (need.length > 0) {
        buffer_append_format(&out, "&besoin=%.*s", TEXT_ARG(percent_encode(arena, need)));
    }
    if (number > 0) {
        buffer_append_format(&out, "&page=%zu", number + 1);
    }
    return buffer_text(&out);
}

static Text needs_asked(const SearchPage *page)
{
    return page->asked.needs.count > 0 ? page->asked.needs.items[0] : TEXT("");
}

/* The roots of the tree of needs, with the doors under each. */
static void fill_facets(SearchPage *page)
{
    const Catalogue *catalogue = page->network->catalogue;
    LinkView *facets = ARENA_ARRAY(page->request->arena, LinkView, MOST_FACETS);
    const FacetCounts *counts = &page->result.facets.needs;
    for (size_t i = 0; i < counts->count && page->view.facet_count < MOST_FACETS; i++) {
        const uint32_t need = catalogue_need(catalogue, counts->items[i].code);
        if (need == NONE || catalogue->needs->terms[need].parent != NONE) {
            continue;
        }
        const Term *term = &catalogue->needs->terms[need];
        facets[page->view.facet_count++] = (LinkView){
            .name = phrase_in(&term->name, page->request->language, NULL),
            .href = search_href(page, page->view.text, term->code, 0),
            .note = text_format(page->request->arena, "%zu", counts->items[i].count),
        };
    }
    page->view.facets = facets;
}

static void fill_title(SearchPage *page)
{
    const Language language = page->request->language;
    const size_t total = page->result.total;
    page->view.title =
        total == 0 ? say(language, SAY_SEARCH_RESULTS_NONE)
                   : say_count(page->request->arena, language, SAY_SEARCH_RESULTS, total);
}

/* Why what is shown is not quite what was asked; empty when it is. */
static Text note_of(const SearchPage *page)
{
    const SearchResult *result = &page->result;
    const Language language = page->request->language;
    if (result->doorless != NONE || result->wider.hit_count > 0) {
        return wider_sentence(page->request->arena, page->network, result->doorless, language);
    }
    for (int i = 0; i < RELAXATION_COUNT; i++) {
        if (result->total > 0 && result->relaxed[i] && i != RELAXED_TYPOS) {
            return say(language, SAY_SEARCH_RELAXED);
        }
    }
    return (Text){"", 0};
}

static void fill_results(SearchPage *page)
{
    const SearchResult *result = &page->result;
    HitView *hits = ARENA_ARRAY(page->request->arena, HitView, result->hit_count);
    for (size_t i = 0; i < result->hit_count; i++) {
        hits[i] = hit_view(page, &result->hits[i]);
    }
    page->view.hits = hits;
    page->view.hit_count = result->hit_count;
    page->view.note = note_of(page);
    page->view.wider = page_proposal(page->request, page->network, &result->wider);
    page->view.wider_count = result->wider.hit_count;
    page->view.did_you_mean = result->did_you_mean;
    if (result->did_you_mean.length > 0) {
        page->view.did_you_mean_href =
            search_href(page, result->did_you_mean, needs_asked(page), 0);
    }
    const size_t number = page->asked.page;
    if (number > 0) {
        page->view.previous_href =
            search_href(page, page->view.text, needs_asked(page), number - 1);
    }
    if ((number + 1) * HITS_A_PAGE < result->total) {
        page->view.next_href =
            search_href(page, page->view.text, needs_asked(page), number + 1);
    }
    fill_title(page);
    fill_facets(page);
}

static Outcome read_place(SearchPage *page)
{
    Request *request = page->request;
    page->view.place = text_trim(request_query(request, "ou"));
    if (page->view.place.length == 0) {
        return OK;
    }
    Situation *situation = ARENA_NEW(request->arena, Situation);
    Problem unheard = {.arena = request->arena};
    if (situation_set_place(request->arena, page->network, page->view.place, situation,
                            &unheard) != OK) {
        page->view.problem = say(request->language, SAY_ERROR_UNKNOWN_PLACE);
        return OK;
    }
    page->asked.origin = situation->origin;
    page->asked.has_origin = true;
    page->postal_code = situation->postal_code;
    return OK;
}

static Outcome read_search(SearchPage *page)
{
    Request *request = page->request;
    int64_t number = 1;
    TRY(request_query_integer(request, "page", 1, 1000, &number));
    page->view.text = request_query(request, "q");
    page->view.only_open = request_query(request, "ouvert").length > 0;
    page->view.only_free = request_query(request, "gratuit").length > 0;
    Text *need = ARENA_NEW(request->arena, Text);
    *need = request_query(request, "besoin");
    page->asked = (SearchRequest){
        .text = page->view.text,
        .language = request->language,
        .needs = {need, need->length > 0 ? 1 : 0},
        .only_open = page->view.only_open,
        .only_free = page->view.only_free,
        .at = request->now,
        .page = (size_t)number - 1,
        .page_size = HITS_A_PAGE,
    };
    return read_place(page);
}

static Outcome show_search(Request *request)
{
    SearchPage *page = ARENA_NEW(request->arena, SearchPage);
    page->request = request;
    page->network = network_of(request);
    TRY(read_search(page));
    page->view.has_asked = request->query.count > 0;
    if (page->view.has_asked) {
        TRY(search(page->network->index, request->arena, &page->asked, &page->result,
                   &request->problem));
        fill_results(page);
        gap_note_search(request->store, page->network, &page->result, page->postal_code,
                        request->now);
    }
    Html html =
        page_open(request, say(request->language, SAY_SEARCH_TITLE), &page->view.layout);
    search_page(&html, &page->view);
    return OK;
}

/* --------------------------------------------------------------------------------- needs */

typedef LIST_OF(LinkView) NeedList;

static LinkView need_link(const Request *request, const Term *term, const char *depth)
{
    return (LinkView){
        .name = phrase_in(&term->name, request->language, NULL),
        .href = text_format(request->arena, "%.*s?besoin=%.*s",
                            TEXT_ARG(page_href(request, "/chercher")),
                            TEXT_ARG(percent_encode(request->arena, term->code))),
        .note = text_from(depth),
    };
}

static uint32_t term_index(const Vocabulary *needs, const Term *term)
{
    return (uint32_t)(term - needs->terms);
}

/* All under a root, each under its own parent; deeper than two is shown as two. */
static void add_under(const Request *request, const Vocabulary *needs, const Term *above,
                      int depth, NeedList *links)
{
    const TermSpan terms =
        page_branches(request->arena, needs, term_index(needs, above), request->language);
    for (size_t i = 0; i < terms.count && depth < 8; i++) {
        LIST_APPEND(request->arena, links,
                    need_link(request, terms.items[i], depth == 1 ? "1" : "2"));
        add_under(request, needs, terms.items[i], depth + 1, links);
    }
}

static BranchView branch_view(const Request *request, const Vocabulary *needs, const Term *root)
{
    NeedList links = {0};
    add_under(request, needs, root, 1, &links);
    return (BranchView){
        .root = need_link(request, root, "0"),
        .icon = page_icon(root),
        .family = page_family(root),
        .needs = links.items,
        .count = links.count,
    };
}

static Outcome show_needs(Request *request)
{
    const Vocabulary *needs = network_of(request)->catalogue->needs;
    const TermSpan roots = page_branches(request->arena, needs, NONE, request->language);
    BranchView *branches = ARENA_ARRAY(request->arena, BranchView, roots.count);
    for (size_t i = 0; i < roots.count; i++) {
        branches[i] = branch_view(request, needs, roots.items[i]);
    }
    NeedsView view = {.branches = branches, .count = roots.count};
    Html html = page_open(request, say(request->language, SAY_NEEDS_TITLE), &view.layout);
    needs_page(&html, &view);
    return OK;
}

/* ---------------------------------------------------------------------------------- site */

static const Location *location_named(const Catalogue *catalogue, Text name)
{
    Id id = {0};
    const bool by_id = id_parse(name, &id);
    for (size_t i = 0; i < catalogue->location_count; i++) {
        const Location *location = &catalogue->locations[i];
        if (!location->is_confidential &&
            (by_id ? id_equal(location->id, id) : text_equal(location->key, name))) {
            return location;
        }
    }
    return NULL;
}

static HitView programme_hit(const Request *request, const Door *door)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Service *service = &catalogue->services[door->service];
    const Term *need = page_first_need(catalogue, service);
    const Language language = request->language;
    HitView view = {
        .name = phrase_in(&service->name, language, NULL),
        .href = page_service_href(request, service),
        .icon = page_icon(need),
        .family = page_family(need),
        .reason = page_hours(request->arena, door, language),
        .measure = service_measure_words(request->arena, service,
                                         moment_to_local(request->now).date, language),
    };
    Known open = UNKNOWN_YET;
    const HoursState hours = page_hours_state(door, request->now);
    if (hours != HOURS_UNKNOWN) {
        open = hours == HOURS_OPEN ? YES : NO;
    }
    view.state = state_of(language, open, &view.state_class);
    if (service->organization != NONE) {
        view.organization =
            phrase_in(&catalogue->organizations[service->organization].name, language, NULL);
    }
    return view;
}

static Outcome show_site(Request *request)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Location *location = location_named(catalogue, request_path_value(request, "place"));
    if (location == NULL) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "place",
                           "no such place");
    }
    const Date today = moment_to_local(request->now).date;
    const Text day = say_day(request->arena, request->language, today);
    SiteView view = {
        .name = phrase_in(&location->name, request->language, NULL),
        .address = page_address(request->arena, location, request->language),
        .map_href = page_map_href(request->arena, location),
        .title = say_with(request->arena, request->language, SAY_SITE_PAGE_TITLE, "date", day),
    };
    HitView *hits = ARENA_ARRAY(request->arena, HitView, catalogue->door_count);
    for (size_t i = 0; i < catalogue->door_count; i++) {
        const Door *door = &catalogue->doors[i];
        if (door->location == (uint32_t)(location - catalogue->locations) &&
            validity_meets(door_validity(catalogue, door), today, today)) {
            hits[view.count++] = programme_hit(request, door);
        }
    }
    view.hits = hits;
    Html html = page_open(request, view.name, &view.layout);
    site_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {GET, "/chercher",     EVERYONE, show_search, MAY_LAG},
    {GET, "/besoins",      EVERYONE, show_needs,  MAY_LAG},
    {GET, "/lieu/{place}", EVERYONE, show_site,   MAY_LAG},
};

const RouteTable SEARCH_ROUTES = {routes, LENGTH_OF(routes)};
