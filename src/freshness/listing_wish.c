/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing_wish.h"

#include "json/json.h"

enum { CLOSURE_MOST_DAYS = 400 };

static Text json_of(Arena *arena, Text words)
{
    json_t *value SCOPED(json_close) = json_stringn(words.bytes, words.length);
    return json_canonical(arena, value);
}

static Outcome refuse(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

/* Words that may stand in a record: record_put refuses control characters. */
static bool words_are_plain(Text words, size_t most)
{
    for (size_t i = 0; i < words.length; i++) {
        const unsigned char byte = (unsigned char)words.bytes[i];
        const bool is_upper = i > 0 && (unsigned char)words.bytes[i - 1] == 0xC2 && byte < 0xA0;
        if ((byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F ||
            is_upper) {
            return false;
        }
    }
    return words.length <= most && text_is_utf8(words);
}

/* ------------------------------------------------------------------------ hours of a door */

static const Door *door_of(const ListingProposal *proposal)
{
    const Catalogue *catalogue = proposal->catalogue;
    const Service *service = &catalogue->services[proposal->service];
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &catalogue->doors[service->doors.items[i]];
        if (door->location != NONE && id_equal(door->id, proposal->wish.door)) {
            return door;
        }
    }
    return NULL;
}

static Outcome set_hours(Access *access, const Door *door, const Hours *hours,
                         Amendment *amendment)
{
    Text value = {0};
    Hours *again = NULL;
    if (hours_print_osm(access->arena, hours, &value, NULL) != OK ||
        hours_parse_osm(access->arena, value, &again, NULL) != OK) {
        return refuse(access, "hours", "these hours cannot be written down");
    }
    amendment->kind = ENTITY_SERVICE_AT_LOCATION;
    amendment->id = door->id;
    amendment->field = TEXT("/seuil/hours");
    amendment->value = json_of(access->arena, value);
    return OK;
}

static Outcome wish_hours(Access *access, const ListingProposal *proposal, Amendment *amendment)
{
    Hours *hours = NULL;
    const Door *door = door_of(proposal);
    if (door == NULL) {
        return refuse(access, "door", "a door of the service is expected");
    }
    if (proposal->wish.hours.length == 0 ||
        hours_parse_osm(access->arena, proposal->wish.hours, &hours, NULL) != OK) {
        return refuse(access, "hours", "opening hours are expected");
    }
    return set_hours(access, door, hours, amendment);
}

/* The hours as they are, closed besides on those days. Where nobody knows them, nobody knows
 * them on the other days either. */
static Outcome wish_closure(Access *access, const ListingProposal *proposal,
                            Amendment *amendment)
{
    Text value = TEXT("unknown");
    Hours *hours = NULL;
    const ListingWish *wish = &proposal->wish;
    const Door *door = door_of(proposal);
    const Date today = moment_to_local(access->now).date;
    if (door == NULL) {
        return refuse(access, "door", "a door of the service is expected");
    }
    if (wish->first < today || wish->first > today + CLOSURE_MOST_DAYS) {
        return refuse(access, "first", "a day from today on is expected");
    }
    if (wish->last < wish->first || wish->last > today + CLOSURE_MOST_DAYS) {
        return refuse(access, "last", "a day from the first on is expected");
    }
    if (!words_are_plain(wish->words, CHANGE_REASON_MOST) ||
        text_contains(wish->words, TEXT("\""))) {
        return refuse(access, "words", "a few words without quotation marks are expected");
    }
    if ((door->usual != NULL &&
         hours_print_osm(access->arena, door->usual, &value, NULL) != OK) ||
        hours_parse_osm(access->arena, value, &hours, NULL) != OK) {
        return refuse(access, "hours", "these hours cannot be written down");
    }
    hours_close_between(hours, wish->first, wish->last, wish->words);
    return set_hours(access, door, hours, amendment);
}

/* -------------------------------------------------------------------------- of the service */

static Outcome wish_text(Access *access, const ListingProposal *proposal, Amendment *amendment)
{
    const Text words = text_trim(proposal->wish.words);
    if (words.length == 0 || !words_are_plain(words, CHANGE_TEXT_MOST)) {
        return refuse(access, "words", "some words are expected, 2,000 bytes at most");
    }
    amendment->field = proposal->wish.language == FRENCH
                           ? TEXT("/description")
                           : text_format(access->arena, "/seuil/translations/%.*s/description",
                                         TEXT_ARG(language_code(proposal->wish.language)));
    amendment->value = json_of(access->arena, words);
    return OK;
}

/* The first of its capacities, or one of places, with how many are free and since when. */
static Outcome wish_capacity(Access *access, const ListingProposal *proposal,
                             Amendment *amendment)
{
    Text standing = {0};
    json_t *list SCOPED(json_close) = NULL;
    if (proposal->wish.free < 0 || proposal->wish.free > CHANGE_FREE_MOST) {
        return refuse(access, "free", "a number from 0 to 10,000 is expected");
    }
    amendment->field = TEXT("/seuil/capacities");
    TRY(amendment_standing(access->session, access->arena, amendment, &standing,
                           access->problem));
    TRY(json_read(standing.length == 0 ? TEXT("[{\"unit\":\"place\"}]") : standing,
                  JSON_REQUEST_LIMITS, &list, access->problem));
    json_t *item = json_array_get(list, 0);
    const Text at = moment_format_local(access->arena, access->now);
    (void)json_object_set_new(item, "available", json_integer(proposal->wish.free));
    (void)json_object_set_new(item, "updated", json_stringn(at.bytes, at.length));
    amendment->value = json_canonical(access->arena, list);
    return OK;
}

Outcome listing_wish_amendment(Access *access, const ListingProposal *proposal,
                               Amendment *amendment)
{
    *amendment = (Amendment){.kind = ENTITY_SERVICE,
                             .id = proposal->catalogue->services[proposal->service].id};
    switch (proposal->wish.topic) {
    case TOPIC_HOURS:
        return wish_hours(access, proposal, amendment);
    case TOPIC_CLOSURE:
        return wish_closure(access, proposal, amendment);
    case TOPIC_ENDED:
        amendment->field = TEXT("/status");
        amendment->value = TEXT("\"defunct\"");
        return OK;
    case TOPIC_CAPACITY:
        return wish_capacity(access, proposal, amendment);
    case TOPIC_TEXT:
        return wish_text(access, proposal, amendment);
    case LISTING_TOPIC_COUNT:
        break;
    }
    return refuse(access, "topic", "what it is about is expected");
}
