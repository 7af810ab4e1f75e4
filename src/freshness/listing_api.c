/* SPDX-License-Identifier: EUPL-1.2 */
/* Listings for programs: /api/v1/listings, /api/v1/listing-links. */
#include "access/gate_web.h"
#include "freshness/freshness_web.h"
#include "freshness/listing_json.h"
#include "freshness/listing_view_web.h"
#include "freshness/reminder.h"
#include "http/body.h"
#include "matching/application_web.h"

static const Catalogue *catalogue_of(const Request *request)
{
    return network_of(request)->catalogue;
}

static Outcome get_due(Request *request)
{
    ListingDueList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(listing_due(access_of(request), catalogue_of(request), &list));
    TRY(reminder_fill(access_of(request), catalogue_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    listing_due_write_json(request->arena, catalogue_of(request), &list, &writer);
    return OK;
}

/* ---------------------------------------------------------------------------- verifications */

static Outcome body_service(Request *request, const json_t *body, uint32_t *service)
{
    *service = catalogue_service(catalogue_of(request), json_member_text(body, "service"));
    return *service != NONE ? OK
                            : REQUEST_INVALID(request, "body", "service",
                                              "a service of the directory is expected");
}

static Outcome answer_check(Request *request, Access *access, uint32_t service)
{
    ListingCheck check = {0};
    const Id id = catalogue_of(request)->services[service].id;
    TRY(listing_last_check(access, id, &check));
    JsonWriter writer = json_writer(response_json(request));
    listing_check_write_json(request->arena, id, &check, &writer);
    return OK;
}

static Outcome post_verification(Request *request)
{
    static const char *const names[] = {"service", "how", "who"};
    ListingVerification verification = {.catalogue = catalogue_of(request)};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_service(request, body, &verification.service));
    TRY(body_text(request, body, "who", &verification.who));
    if (!listing_how_parse(json_member_text(body, "how"), &verification.how)) {
        return REQUEST_INVALID(request, "body", "how", "telephone, visit or mail is expected");
    }
    TRY(listing_verify(access_of(request), &verification));
    return answer_check(request, access_of(request), verification.service);
}

static Outcome post_by_link(Request *request)
{
    static const char *const names[] = {"service"};
    Access access = {0};
    ListingLink link = {0};
    ListingVerification verification = {.catalogue = catalogue_of(request), .link = &link};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(listing_visitor_open(request, &access, &link));
    TRY(body_service(request, body, &verification.service));
    TRY(listing_verify(&access, &verification));
    TRY(access_write_journal(&access, request->session));
    return answer_check(request, &access, verification.service);
}

/* ----------------------------------------------------------------------------------- links */

static Outcome get_links(Request *request)
{
    ListingLinkList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(listing_link_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    listing_links_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_link(Request *request)
{
    static const char *const names[] = {"subject", "holder", "until"};
    Text token = {0};
    Text until = {0};
    ListingLink link = {.until = DATE_NONE};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(listing_subject(catalogue_of(request), json_member_text(body, "subject"), &link.scope,
                        &link.subject, &request->problem));
    TRY(body_text(request, body, "holder", &link.holder));
    TRY(body_text(request, body, "until", &until));
    if (until.length > 0 && !date_parse(until, &link.until)) {
        return REQUEST_INVALID(request, "body", "until", "a day is expected: 2026-12-31");
    }
    TRY(listing_link_make(access_of(request), &link, &link, &token));
    JsonWriter writer = json_writer(response_json(request));
    listing_link_write_json(request->arena, &link, token, &writer);
    return OK;
}

static Outcome post_revocation(Request *request)
{
    ListingLink link = {0};
    Access *access = access_of(request);
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(listing_link_find(access, request_path_value(request, "id"), &link));
    TRY(listing_link_revoke(access, link.id));
    TRY(listing_link_find(access, request_path_value(request, "id"), &link));
    JsonWriter writer = json_writer(response_json(request));
    listing_link_write_json(request->arena, &link, TEXT(""), &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/listings/due",                          MAY_EDIT_DIRECTORY, get_due,           FRESH},
    {POST, "/api/v1/listings/verifications",                MAY_EDIT_DIRECTORY, post_verification, FRESH},
    {POST, "/api/v1/listings/by-link/{link}/verifications", EVERYONE,           post_by_link,      FRESH},
    {GET,  "/api/v1/listing-links",                         MAY_EDIT_DIRECTORY, get_links,         FRESH},
    {POST, "/api/v1/listing-links",                         MAY_EDIT_DIRECTORY, post_link,         FRESH},
    {POST, "/api/v1/listing-links/{id}/revocation",         MAY_EDIT_DIRECTORY, post_revocation,   FRESH},
};

const RouteTable LISTING_API_ROUTES = {routes, LENGTH_OF(routes)};
