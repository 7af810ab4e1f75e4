/* SPDX-License-Identifier: EUPL-1.2 */
/* /fiches/demandes: what partners would change, before and after, for a steward to decide. */
#include "access/frame_web.h"
#include "freshness/change_view_web.h"
#include "freshness/freshness_web.h"
#include "freshness/sentences.h"

static Outcome write_changes(Request *request, Text problem)
{
    Html html = {0};
    ListingChangeList waiting = {0};
    ListingChangeList accepted = {0};
    ChangesView *view = ARENA_NEW(request->arena, ChangesView);
    TRY(listing_change_list(access_of(request), CHANGE_WAITING, &waiting));
    TRY(listing_change_list(access_of(request), CHANGE_ACCEPTED, &accepted));
    view->problem = problem;
    view->back_href = request_link(request, TEXT("/fiches"));
    view->waiting = change_rows(request, &waiting);
    view->waiting_count = waiting.count;
    view->accepted = change_rows(request, &accepted);
    view->accepted_count = accepted.count;
    TRY(frame_open(request, say(request->language, SAY_LISTING_CHANGES_TITLE), &view->frame,
                   &html));
    changes_page(&html, view);
    return OK;
}

static Outcome show_changes(Request *request)
{
    return write_changes(request, TEXT(""));
}

static Outcome decide(Request *request)
{
    Text problem = {0};
    ChangeOrder order = {.reason = request_form(request, "raison")};
    if (!id_parse(request_path_value(request, "id"), &order.change)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "no such change");
    }
    if (!change_state_parse(request_form(request, "decision"), &order.wanted)) {
        return REQUEST_INVALID(request, "body", "decision", "one of the choices is expected");
    }
    const Outcome outcome = listing_change_decide(access_of(request), &order);
    if (outcome == OK) {
        return response_redirect(request, TEXT("/fiches/demandes"));
    }
    return change_is_told(request, outcome, &problem) ? write_changes(request, problem)
                                                      : outcome;
}

static const Route routes[] = {
    {GET,  "/fiches/demandes",      MAY_EDIT_DIRECTORY, show_changes, FRESH},
    {POST, "/fiches/demandes/{id}", MAY_EDIT_DIRECTORY, decide,       FRESH},
};

const RouteTable CHANGE_ROUTES = {routes, LENGTH_OF(routes)};
