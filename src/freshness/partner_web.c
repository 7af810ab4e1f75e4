/* SPDX-License-Identifier: EUPL-1.2 */
/* A partner on a telephone: the signed link is all they hold. A machine that looks at links in
 * mail sees a button and verifies nothing. */
#include "access/frame_web.h"
#include "freshness/freshness_web.h"
#include "freshness/listing_view_web.h"
#include "freshness/sentences.h"
#include "matching/application_web.h"

enum { LISTINGS_SHOWN = 100 }; /* of one organisation */

static Text link_path(Request *request)
{
    return text_format(request->arena, "/fiche/%.*s",
                       TEXT_ARG(request_path_value(request, "link")));
}

static Outcome fill_listings(Request *request, Access *access, const ListingLink *link,
                             PartnerView *view)
{
    LIST_OF(ListingView) listings = {0};
    const Catalogue *catalogue = network_of(request)->catalogue;
    for (size_t i = 0; i < catalogue->service_count && listings.count < LISTINGS_SHOWN; i++) {
        ListingView one = {0};
        if (!listing_link_covers(link, catalogue, &catalogue->services[i])) {
            continue;
        }
        TRY(listing_view(request, access, &catalogue->services[i], &one));
        one.change_href =
            text_format(request->arena, "%.*s/%.*s", TEXT_ARG(view->action), TEXT_ARG(one.id));
        LIST_APPEND(request->arena, &listings, one);
    }
    view->listings = listings.items;
    view->listing_count = listings.count;
    return OK;
}

static Outcome show_listings(Request *request)
{
    Html html = {0};
    Access access = {0};
    ListingLink link = {0};
    TRY(listing_visitor_open(request, &access, &link));
    PartnerView *view = ARENA_NEW(request->arena, PartnerView);
    view->action = request_link(request, link_path(request));
    view->until = listing_day(request, link.until);
    TRY(fill_listings(request, &access, &link, view));
    TRY(frame_open(request, say(request->language, SAY_LISTING_PARTNER_TITLE), &view->frame,
                   &html));
    partner_page(&html, view);
    return OK;
}

static Outcome verify_listing(Request *request)
{
    Access access = {0};
    ListingLink link = {0};
    TRY(listing_visitor_open(request, &access, &link));
    const Catalogue *catalogue = network_of(request)->catalogue;
    const uint32_t service = catalogue_service(catalogue, request_form(request, "service"));
    if (service == NONE) {
        return REQUEST_INVALID(request, "body", "service", "a service is expected");
    }
    const ListingVerification verification = {
        .catalogue = catalogue, .service = service, .link = &link};
    TRY(listing_verify(&access, &verification));
    TRY(access_write_journal(&access, request->session));
    return response_redirect(request, link_path(request));
}

static const Route routes[] = {
    {GET,  "/fiche/{link}", EVERYONE, show_listings,  FRESH},
    {POST, "/fiche/{link}", EVERYONE, verify_listing, FRESH},
};

const RouteTable PARTNER_ROUTES = {routes, LENGTH_OF(routes)};
