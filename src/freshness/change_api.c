/* SPDX-License-Identifier: EUPL-1.2 */
/* What partners would change, for programs: /api/v1/listing-changes. */
#include "access/gate_web.h"
#include "freshness/freshness_web.h"
#include "freshness/listing_json.h"
#include "freshness/listing_view_web.h"
#include "http/body.h"
#include "matching/application_web.h"

static Outcome answer_changes(Request *request, const ListingChangeList *list)
{
    JsonWriter writer = json_writer(response_json(request));
    listing_changes_write_json(request->arena, list, &writer);
    return OK;
}

static Outcome answer_state(Request *request, ChangeState state)
{
    ListingChangeList list = {0};
    TRY(listing_change_list(access_of(request), state, &list));
    return answer_changes(request, &list);
}

static Outcome get_changes(Request *request)
{
    static const char *const names[] = {"state"};
    ChangeState state = CHANGE_WAITING;
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    const Text given = request_query(request, "state");
    if (given.length > 0 && !change_state_parse(given, &state)) {
        return REQUEST_INVALID(request, "query", "state",
                               "waiting, accepted, refused or undone is expected");
    }
    return answer_state(request, state);
}

static Outcome post_decision(Request *request)
{
    static const char *const names[] = {"decision", "reason"};
    ChangeOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "reason", &order.reason));
    if (!change_state_parse(json_member_text(body, "decision"), &order.wanted)) {
        return REQUEST_INVALID(request, "body", "decision",
                               "accepted, refused or undone is expected");
    }
    if (!id_parse(request_path_value(request, "id"), &order.change)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "no such change");
    }
    TRY(listing_change_decide(access_of(request), &order));
    return answer_state(request, order.wanted);
}

static Outcome body_day(Request *request, const json_t *body, const char *name, Date *day)
{
    const Text given = json_member_text(body, name);
    return given.length == 0 || date_parse(given, day)
               ? OK
               : REQUEST_INVALID(request, "body", name, "a day is expected: 2026-12-24");
}

static Outcome read_wish(Request *request, const json_t *body, ListingWish *wish)
{
    *wish = (ListingWish){.first = DATE_NONE, .last = DATE_NONE, .free = -1};
    if (!listing_topic_parse(json_member_text(body, "topic"), &wish->topic)) {
        return REQUEST_INVALID(request, "body", "topic",
                               "hours, closure, ended, capacity or text is expected");
    }
    const Text language = json_member_text(body, "language");
    if (language.length > 0 && !language_parse(language, &wish->language)) {
        return REQUEST_INVALID(request, "body", "language", "fr, nl, de or en is expected");
    }
    TRY(body_id(request, body, "door", &wish->door));
    TRY(body_text(request, body, "hours", &wish->hours));
    TRY(body_text(request, body, "words", &wish->words));
    TRY(body_day(request, body, "first", &wish->first));
    TRY(body_day(request, body, "last", &wish->last));
    return body_integer(request, body, "free", &wish->free);
}

static Outcome post_by_link(Request *request)
{
    static const char *const names[] = {"service", "topic", "door",     "hours", "first",
                                        "last",    "words", "language", "free"};
    Id made = {{0}};
    Access access = {0};
    ListingLink link = {0};
    ListingChangeList list = {0};
    const Catalogue *catalogue = network_of(request)->catalogue;
    ListingProposal proposal = {.catalogue = catalogue, .link = &link};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(listing_visitor_open(request, &access, &link));
    TRY(read_wish(request, body, &proposal.wish));
    proposal.service = catalogue_service(catalogue, json_member_text(body, "service"));
    if (proposal.service == NONE) {
        return REQUEST_INVALID(request, "body", "service",
                               "a service of the directory is expected");
    }
    TRY(listing_change_propose(&access, &proposal, &made));
    TRY(access_write_journal(&access, request->session));
    TRY(listing_change_of(&access, catalogue->services[proposal.service].id, &link, &list));
    return answer_changes(request, &list);
}

static const Route routes[] = {
    {GET,  "/api/v1/listing-changes",                 MAY_EDIT_DIRECTORY, get_changes,   FRESH},
    {POST, "/api/v1/listing-changes/{id}/decision",   MAY_EDIT_DIRECTORY, post_decision, FRESH},
    {POST, "/api/v1/listings/by-link/{link}/changes", EVERYONE,           post_by_link,  FRESH},
};

const RouteTable CHANGE_API_ROUTES = {routes, LENGTH_OF(routes)};
