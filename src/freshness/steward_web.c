/* SPDX-License-Identifier: EUPL-1.2 */
/* Who keeps the directory: what is due, and the links of partners. */
#include "access/frame_web.h"
#include "freshness/freshness_web.h"
#include "freshness/listing_change.h"
#include "freshness/listing_view_web.h"
#include "freshness/reminder.h"
#include "freshness/sentences.h"
#include "matching/page_web.h"

/* ------------------------------------------------------------------------------------ due */

static Text phone_of(const Catalogue *catalogue, const Service *service)
{
    if (service->phones.count > 0) {
        return service->phones.items[0].number;
    }
    if (service->organization == NONE) {
        return TEXT("");
    }
    const PhoneSpan phones = catalogue->organizations[service->organization].phones;
    return phones.count > 0 ? phones.items[0].number : TEXT("");
}

static DueRow due_row(const Request *request, const ListingDue *due)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Service *service = &catalogue->services[due->service];
    const Text phone = phone_of(catalogue, service);
    DueRow row = {
        .id = id_format(request->arena, service->id),
        .name = phrase_in(&service->name, request->language, NULL),
        .href = page_service_href(request, service),
        .verified = due->verified == DATE_NONE ? say(request->language, SAY_LISTING_NEVER)
                                               : listing_day(request, due->verified),
        .due = listing_day(request, due->due),
        .reminded = due->reminders == 0
                        ? TEXT("")
                        : say_count(request->arena, request->language, SAY_LISTING_REMINDED,
                                    (size_t)due->reminders),
        .is_to_call = due->reminders >= REMINDER_MOST,
        .phone = phone,
        .phone_href = page_phone_href(request->arena, phone),
    };
    if (service->organization != NONE) {
        row.organization = phrase_in(&catalogue->organizations[service->organization].name,
                                     request->language, NULL);
    }
    return row;
}

static Outcome fill_due(Request *request, StewardView *view)
{
    ListingDueList list = {0};
    TRY(listing_due(access_of(request), network_of(request)->catalogue, &list));
    TRY(reminder_fill(access_of(request), network_of(request)->catalogue, &list));
    DueRow *rows = ARENA_ARRAY(request->arena, DueRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = due_row(request, &list.items[i]);
    }
    view->due = rows;
    view->due_count = list.count;
    view->total = say_count(request->arena, request->language, SAY_LISTING_TOTAL, list.total);
    return OK;
}

/* ---------------------------------------------------------------------------------- links */

static Text subject_name(const Request *request, const ListingLink *link)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Text id = id_format(request->arena, link->subject);
    const uint32_t at = link->scope == SCOPE_SERVICE ? catalogue_service(catalogue, id)
                                                     : catalogue_organization(catalogue, id);
    if (at == NONE) {
        return id;
    }
    return phrase_in(link->scope == SCOPE_SERVICE ? &catalogue->services[at].name
                                                  : &catalogue->organizations[at].name,
                     request->language, NULL);
}

static LinkRow link_row(const Request *request, const ListingLink *link)
{
    const bool is_over = link->until < moment_to_local(request->now).date;
    const bool opens = link->revoked == 0 && !is_over;
    const Text id = id_format(request->arena, link->id);
    const Text path = text_format(request->arena, "/fiches/lien/%.*s", TEXT_ARG(id));
    return (LinkRow){
        .id = id,
        .holder = link->holder,
        .subject = subject_name(request, link),
        .until = listing_day(request, link->until),
        .state = say(request->language, link->revoked != 0 ? SAY_LISTING_LINK_REVOKED
                                        : is_over          ? SAY_LISTING_LINK_OVER
                                                           : SAY_LISTING_LINK_OPEN),
        .tone = opens ? TEXT("open") : TEXT("closed"),
        .href = opens ? request_link(request, path) : TEXT(""),
        .may_revoke = opens,
    };
}

static Outcome fill_links(Request *request, StewardView *view)
{
    ListingLinkList list = {0};
    TRY(listing_link_list(access_of(request), &list));
    LinkRow *rows = ARENA_ARRAY(request->arena, LinkRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = link_row(request, &list.items[i]);
    }
    view->links = rows;
    view->link_count = list.count;
    return OK;
}

static Outcome fill_waiting(Request *request, StewardView *view)
{
    ListingChangeList list = {0};
    TRY(listing_change_list(access_of(request), CHANGE_WAITING, &list));
    view->waiting =
        say_count(request->arena, request->language, SAY_LISTING_WAITING_COUNT, list.count);
    view->changes_href = request_link(request, TEXT("/fiches/demandes"));
    return OK;
}

static void fill_subjects(const Request *request, StewardView *view)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    LIST_OF(ListingChoice) choices = {0};
    for (size_t i = 0; i < catalogue->organization_count; i++) {
        const Organization *one = &catalogue->organizations[i];
        LIST_APPEND(request->arena, &choices,
                    (ListingChoice){id_format(request->arena, one->id),
                                    phrase_in(&one->name, request->language, NULL)});
    }
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const Service *one = &catalogue->services[i];
        const Text name = phrase_in(&one->name, request->language, NULL);
        LIST_APPEND(request->arena, &choices,
                    (ListingChoice){id_format(request->arena, one->id),
                                    text_format(request->arena, "→ %.*s", TEXT_ARG(name))});
    }
    view->subjects = choices.items;
    view->subject_count = choices.count;
}

/* ---------------------------------------------------------------------------------- pages */

static Outcome write_steward(Request *request, Text problem)
{
    Html html = {0};
    StewardView *view = ARENA_NEW(request->arena, StewardView);
    const Date usual = moment_to_local(request->now).date + LISTING_LINK_DAYS;
    const Text until = request_form(request, "fin");
    view->problem = problem;
    view->subject = request_form(request, "sujet");
    view->holder = request_form(request, "pour");
    view->until = until.length > 0 ? until : date_format(request->arena, usual);
    TRY(fill_due(request, view));
    TRY(fill_waiting(request, view));
    TRY(fill_links(request, view));
    fill_subjects(request, view);
    TRY(frame_open(request, say(request->language, SAY_LISTING_TITLE), &view->frame, &html));
    steward_page(&html, view);
    return OK;
}

static Outcome show_steward(Request *request)
{
    return write_steward(request, TEXT(""));
}

/* What the caller can put right is said beside the form; nothing was written. */
static Outcome tell(Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } known[] = {
        {"holder", SAY_LISTING_WRONG_HOLDER},
        {"until",  SAY_LISTING_WRONG_UNTIL },
        {"who",    SAY_LISTING_WRONG_WHO   },
        {"keys",   SAY_LISTING_WRONG_KEYS  },
    };
    for (size_t i = 0; i < LENGTH_OF(known); i++) {
        if (text_equal(request->problem.field, text_from(known[i].field))) {
            request->problem = (Problem){.arena = request->arena};
            request->response.status = outcome == INVALID ? 422 : 409;
            return write_steward(request, say(request->language, known[i].sentence));
        }
    }
    return outcome;
}

static Outcome make_link(Request *request)
{
    Text token = {0};
    ListingLink made = {0};
    ListingLink wanted = {.holder = request_form(request, "pour"), .until = DATE_NONE};
    TRY(listing_subject(network_of(request)->catalogue, request_form(request, "sujet"),
                        &wanted.scope, &wanted.subject, &request->problem));
    if (!date_parse(request_form(request, "fin"), &wanted.until)) {
        wanted.until = DATE_NONE;
    }
    const Outcome outcome = listing_link_make(access_of(request), &wanted, &made, &token);
    if (outcome == INVALID || outcome == REFUSED) {
        return tell(request, outcome);
    }
    TRY(outcome);
    return response_redirect(request,
                             text_format(request->arena, "/fiches/lien/%.*s",
                                         TEXT_ARG(id_format(request->arena, made.id))));
}

static Outcome show_link(Request *request)
{
    Html html = {0};
    Text token = {0};
    ListingLink link = {0};
    Access *access = access_of(request);
    ListingLinkView *view = ARENA_NEW(request->arena, ListingLinkView);
    TRY(listing_link_find(access, request_path_value(request, "id"), &link));
    TRY(listing_link_sign(request->arena, request->keyring, session_territory(request->session),
                          &link, &token, &request->problem));
    const Text path = text_format(request->arena, "/fiche/%.*s", TEXT_ARG(token));
    view->link = link_row(request, &link);
    view->address = text_format(request->arena, "%.*s%.*s", TEXT_ARG(request->site),
                                TEXT_ARG(request_link(request, path)));
    view->back_href = request_link(request, TEXT("/fiches"));
    TRY(frame_open(request, say(request->language, SAY_LISTING_LINK_TITLE), &view->frame,
                   &html));
    listing_link_page(&html, view);
    return OK;
}

static Outcome end_link(Request *request)
{
    ListingLink link = {0};
    TRY(listing_link_find(access_of(request), request_path_value(request, "id"), &link));
    const Outcome outcome = listing_link_revoke(access_of(request), link.id);
    return outcome == OK || outcome == CONFLICT ? response_redirect(request, TEXT("/fiches"))
                                                : outcome;
}

static Outcome note_verified(Request *request)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    ListingVerification verification = {
        .catalogue = catalogue,
        .service = catalogue_service(catalogue, request_form(request, "service")),
        .who = request_form(request, "qui"),
    };
    if (verification.service == NONE ||
        !listing_how_parse(request_form(request, "comment"), &verification.how)) {
        return REQUEST_INVALID(request, "body", "comment", "one of the choices is expected");
    }
    const Outcome outcome = listing_verify(access_of(request), &verification);
    return outcome == OK        ? response_redirect(request, TEXT("/fiches"))
           : outcome == INVALID ? tell(request, outcome)
                                : outcome;
}

static const Route routes[] = {
    {GET,  "/fiches",               MAY_EDIT_DIRECTORY, show_steward,  FRESH},
    {POST, "/fiches/verifier",      MAY_EDIT_DIRECTORY, note_verified, FRESH},
    {POST, "/fiches/lien",          MAY_EDIT_DIRECTORY, make_link,     FRESH},
    {GET,  "/fiches/lien/{id}",     MAY_EDIT_DIRECTORY, show_link,     FRESH},
    {POST, "/fiches/lien/{id}/fin", MAY_EDIT_DIRECTORY, end_link,      FRESH},
};

const RouteTable STEWARD_ROUTES = {routes, LENGTH_OF(routes)};
