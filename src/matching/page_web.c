/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/page_web.h"

#include <stdlib.h>

#include "http/fields.h"
#include "matching/sentences.h"
#include "matching/wider.h"
#include "words/sentences.h"

static Text phone_digits(Arena *arena, Text number)
{
    Buffer digits = buffer_new(arena, 32);
    for (size_t i = 0; i < number.length; i++) {
        if (number.bytes[i] >= '0' && number.bytes[i] <= '9') {
            buffer_append_byte(&digits, number.bytes[i]);
        }
    }
    return buffer_text(&digits);
}

Text page_phone_href(Arena *arena, Text number)
{
    const Text digits = phone_digits(arena, number);
    /* Short numbers and free numbers are dialled as they are. */
    if (digits.length < 9 || text_starts_with(digits, TEXT("0800"))) {
        return text_format(arena, "tel:%.*s", TEXT_ARG(digits));
    }
    const bool national = text_starts_with(digits, TEXT("0"));
    const Text local = text_slice(digits, national ? 1 : 0, digits.length);
    return text_format(arena, "tel:+%s%.*s", national ? "32" : "", TEXT_ARG(local));
}

Text page_href(const Request *request, const char *path)
{
    const Text code = language_code(request->language);
    return text_format(request->arena, "/%.*s%s", TEXT_ARG(code), path);
}

Text page_service_href(const Request *request, const Service *service)
{
    const Text code = language_code(request->language);
    return text_format(request->arena, "/%.*s/s/%.*s", TEXT_ARG(code), TEXT_ARG(service->slug));
}

const LinkView *page_proposal(const Request *request, const Network *network,
                              const SearchProposal *proposal)
{
    const Catalogue *catalogue = network->catalogue;
    LinkView *links = ARENA_ARRAY(request->arena, LinkView, proposal->hit_count);
    for (size_t i = 0; i < proposal->hit_count; i++) {
        const SearchHit *hit = &proposal->hits[i];
        const Service *service = &catalogue->services[catalogue->doors[hit->door].service];
        links[i] = (LinkView){phrase_in(&service->name, request->language, NULL),
                              page_service_href(request, service), wider_phone(network, hit)};
    }
    return links;
}

Text page_address(Arena *arena, const Location *location, Language language)
{
    if (location->is_confidential) {
        return say(language, SAY_SERVICE_CONFIDENTIAL);
    }
    const Text town = gazetteer_town(location->postal_code, location->city, language);
    const Text line = text_format(arena, "%.*s%s%.*s", TEXT_ARG(location->postal_code),
                                  location->postal_code.length > 0 ? " " : "", TEXT_ARG(town));
    if (location->street.length == 0) {
        return line;
    }
    return text_format(arena, "%.*s, %.*s", TEXT_ARG(location->street), TEXT_ARG(line));
}

Text page_map_href(Arena *arena, const Location *location)
{
    if (location->is_confidential || !location->has_point) {
        return TEXT("");
    }
    if (!location->point_is_centre) {
        return text_format(arena, "geo:%.5f,%.5f", location->point.latitude,
                           location->point.longitude);
    }
    if (location->street.length == 0) {
        return TEXT("");
    }
    const Text query = text_format(arena, "%.*s, %.*s %.*s", TEXT_ARG(location->street),
                                   TEXT_ARG(location->postal_code), TEXT_ARG(location->city));
    return text_format(arena, "geo:0,0?q=%.*s", TEXT_ARG(percent_encode(arena, query)));
}

Text page_hours(Arena *arena, const Door *door, Language language)
{
    const Text words = phrase_in(&door->hours_text, language, NULL);
    return words.length > 0 || door->usual == NULL
               ? words
               : hours_describe(arena, door->usual, language);
}

HoursState page_hours_state(const Door *door, Moment at)
{
    const bool is_confirmed =
        door->hours != NULL &&
        (door->hours != door->usual || phrase_in(&door->hours_text, FRENCH, NULL).length == 0);
    return is_confirmed ? hours_state(door->hours, at) : HOURS_UNKNOWN;
}

const Term *page_first_need(const Catalogue *catalogue, const Service *service)
{
    return service->needs.count == 0 ? NULL : &catalogue->needs->terms[service->needs.items[0]];
}

Text page_icon(const Term *need)
{
    return need == NULL || need->icon.length == 0 ? TEXT("door") : need->icon;
}

Text page_family(const Term *need)
{
    if (need == NULL) {
        return TEXT("other");
    }
    return text_slice(need->code, 0, text_find_byte(need->code, '.', 0));
}

static int compare_branches(const void *a, const void *b, void *context)
{
    const Term *left = *(const Term *const *)a;
    const Term *right = *(const Term *const *)b;
    const Language *language = context;
    const int32_t left_rank = left->rank > 0 ? left->rank : INT32_MAX;
    const int32_t right_rank = right->rank > 0 ? right->rank : INT32_MAX;
    if (left_rank != right_rank) {
        return left_rank < right_rank ? -1 : 1;
    }
    if (left->is_vital != right->is_vital) {
        return left->is_vital ? -1 : 1;
    }
    return text_compare(phrase_in(&left->name, *language, NULL),
                        phrase_in(&right->name, *language, NULL));
}

TermSpan page_branches(Arena *arena, const Vocabulary *needs, uint32_t parent,
                       Language language)
{
    const Term **terms = ARENA_ARRAY(arena, const Term *, needs->term_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < needs->term_count; i++) {
        if (needs->terms[i].parent == parent) {
            terms[count++] = &needs->terms[i];
        }
    }
    qsort_r(terms, count, sizeof(const Term *), compare_branches, &language);
    return (TermSpan){terms, count};
}

/* ------------------------------------------------------------------------------- frame */

static void fill_lines(const Request *request, LayoutView *layout)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    for (size_t i = 0; i < catalogue->line_count && i < LENGTH_OF(layout->lines); i++) {
        const Line *line = &catalogue->lines[i];
        layout->lines[layout->line_count++] = (LineView){
            .name = phrase_in(&line->name, request->language, NULL),
            .number = line->number,
            .href = page_phone_href(request->arena, line->number),
            .when = phrase_in(&line->when, request->language, NULL),
        };
    }
    if (layout->line_count == 0) {
        layout->lines[layout->line_count++] = (LineView){
            .name = say(request->language, SAY_SITE_DANGER),
            .number = TEXT("112"),
            .href = TEXT("tel:112"),
        };
    }
}

Html page_open(Request *request, Text title, LayoutView *layout)
{
    layout->title = title;
    layout->base = page_href(request, "");
    layout->stylesheet = application_of(request)->stylesheet;
    language_links(request, layout->languages);
    fill_lines(request, layout);
    return (Html){
        .out = response_open(request, "text/html; charset=utf-8"),
        .language = request->language,
        .arena = request->arena,
    };
}
