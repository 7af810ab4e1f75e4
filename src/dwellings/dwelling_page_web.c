/* SPDX-License-Identifier: EUPL-1.2 */
/* One dwelling (/logements/ID): what it is, who lives there, moving in and out, works. */
#include "access/frame_web.h"
#include "access/house.h"
#include "access/sentences.h"
#include "dwellings/dwelling_web.h"
#include "dwellings/dwelling_words_web.h"
#include "dwellings/sentences.h"
#include "people/facts_form_web.h"
#include "resources/board_web.h"

/* ------------------------------------------------------------------------------- showing */

static TenancyRow row_of(const Request *request, const Tenancy *tenancy)
{
    return (TenancyRow){
        .id = id_format(request->arena, tenancy->booking.id),
        .label = tenancy->booking.label,
        .href = dwelling_person_link(request, tenancy->booking.place.person),
        .days = tenancy_since_words(request, tenancy),
        .until = tenancy_until_words(request, tenancy),
        .follow_up = tenancy_follow_words(request, tenancy),
        .is_lasting = tenancy->left == DATE_NONE,
        .has_follow_up = tenancy->has_follow_up,
    };
}

static Outcome fill_tenancies(Request *request, const Dwelling *dwelling, DwellingView *view)
{
    TenancyList list = {0};
    TRY(tenancy_list(access_of(request), dwelling, &list));
    TenancyRow *rows = ARENA_ARRAY(request->arena, TenancyRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, &list.items[i]);
    }
    view->rows = rows;
    view->row_count = list.count;
    return OK;
}

static Outcome fill_offer(Request *request, const Dwelling *dwelling, DwellingView *view)
{
    Booking booking = {0};
    if (dwelling->state != DWELLING_OFFERED || id_is_nil(dwelling->booking)) {
        return OK;
    }
    TRY(booking_get(access_of(request), dwelling->booking, &booking));
    if (booking.arrived == 0) {
        view->offer = id_format(request->arena, booking.id);
        view->offered_to = booking.label;
    }
    return OK;
}

static DwellingSent sent_forms(Request *request)
{
    const Text person = request_query(request, "personne");
    const Text starts = request_form(request, "entree");
    return (DwellingSent){
        .person = person.length > 0 ? person : request_form(request, "personne"),
        .label = request_form(request, "menage"),
        .starts = starts.length > 0
                      ? starts
                      : date_format(request->arena, moment_to_local(request->now).date),
        .ends = request_form(request, "fin"),
        .extended = request_form(request, "prolonge"),
        .left = request_form(request, "sortie"),
        .works = request_form(request, "travaux"),
        .is_changed = request_form(request, "revision").length > 0,
        .has_moved = starts.length > 0 || person.length > 0,
    };
}

static Outcome fill_description(Request *request, const Dwelling *dwelling, DwellingView *view)
{
    const Access *access = access_of(request);
    view->href = request_link(request, dwelling_path(request, dwelling->unit.id, ""));
    view->name = dwelling->unit.name;
    view->state = dwelling_state_words(request, dwelling);
    view->tone = dwelling_state_tone(dwelling->state);
    view->manager = dwelling->manager;
    view->convention = dwelling->convention;
    view->words = dwelling_size_words(request, dwelling);
    view->entry = dwelling_entry_words(request->language, dwelling->entry);
    view->address =
        text_trim(text_format(request->arena, "%.*s %.*s", TEXT_ARG(dwelling->address),
                              TEXT_ARG(dwelling->postal_code)));
    view->rule = dwelling->unit.rule;
    view->revision = text_format(request->arena, "%lld", (long long)dwelling->unit.revision);
    view->today = date_format(request->arena, moment_to_local(request->now).date);
    view->is_own = dwelling_is_of_caller(access, dwelling);
    view->may_manage =
        view->is_own && permission_holds(access->caller.permissions, MAY_MANAGE_UNIT);
    view->is_free = dwelling->state == DWELLING_FREE;
    view->has_works = dwelling->unit.closed != 0;
    return house_name(request->session, request->arena, dwelling->unit.house, &view->house,
                      &request->problem);
}

static Outcome write_page(Request *request, Id id, Text problem)
{
    Html html = {0};
    Dwelling dwelling = {0};
    DwellingView *view = ARENA_NEW(request->arena, DwellingView);
    TRY(dwelling_get(access_of(request), id, &dwelling));
    TRY(fill_description(request, &dwelling, view));
    TRY(fill_tenancies(request, &dwelling, view));
    TRY(fill_offer(request, &dwelling, view));
    TRY(board_rule_fill(request, dwelling.unit.rule, &view->questions, &view->question_count));
    view->problem = problem;
    view->sent = sent_forms(request);
    view->form = view->sent.is_changed ? dwelling_form_sent(request)
                                       : dwelling_form_of(request, &dwelling);
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    dwelling_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return write_page(request, id, TEXT(""));
}

/* ---------------------------------------------------------------------------------- acts */

/* What changed nothing is told on the page; anything else is a refusal as everywhere. */
static Outcome go_back(Request *request, Id dwelling, Outcome outcome)
{
    if (outcome == OK) {
        return response_redirect(request, dwelling_path(request, dwelling, ""));
    }
    const Text problem = dwelling_refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
    return write_page(request, dwelling, problem);
}

static Outcome change_as_sent(Request *request, Id id)
{
    Dwelling dwelling = {0};
    TRY(dwelling_get(access_of(request), id, &dwelling));
    TRY(dwelling_form_read(request, &dwelling));
    if (!text_to_integer(request_form(request, "revision"), &dwelling.unit.revision)) {
        return REQUEST_INVALID(request, "body", "revision", "a whole number is expected");
    }
    return dwelling_change(access_of(request), &dwelling, &dwelling);
}

static Outcome change(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return go_back(request, id, change_as_sent(request, id));
}

static Outcome works_as_sent(Request *request, Id id)
{
    Date until = DATE_NONE;
    if (request_form(request, "finis").length > 0) {
        return dwelling_end_works(access_of(request), id);
    }
    TRY(dwelling_form_day(request, "travaux", "until", &until));
    return dwelling_start_works(access_of(request), id, until);
}

static Outcome works(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return go_back(request, id, works_as_sent(request, id));
}

static Outcome enter_as_sent(Request *request, Id id)
{
    Tenancy tenancy = {0};
    json_t *facts SCOPED(json_close) = json_object();
    TenancyOrder order = {.dwelling = id, .label = request_form(request, "menage")};
    const Text person = text_trim(request_form(request, "personne"));
    const Text offer = request_form(request, "offre");
    facts_of_form(request, facts);
    order.answers = (RuleAnswers){facts, TEXT(""), request->language};
    TRY(dwelling_form_day(request, "entree", "starts", &order.starts));
    TRY(dwelling_form_day(request, "fin", "ends", &order.ends));
    if (offer.length > 0 && !id_parse(offer, &order.booking)) {
        return REQUEST_INVALID(request, "body", "booking", "an identifier is expected");
    }
    if (person.length > 0) {
        TRY(person_of_field(request, person, &order.person));
    }
    return tenancy_move_in(access_of(request), &order, &tenancy);
}

static Outcome enter(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return go_back(request, id, enter_as_sent(request, id));
}

static Outcome stay_as_sent(Request *request)
{
    Id tenancy = {{0}};
    Date day = DATE_NONE;
    TenancyAct act = TENANCY_EXTEND;
    if (!id_parse(request_form(request, "sejour"), &tenancy) ||
        !tenancy_act_parse(request_form(request, "geste"), &act)) {
        return REQUEST_INVALID(request, "body", "geste", "one of the buttons is expected");
    }
    TRY(dwelling_form_day(request, act == TENANCY_LEAVE ? "sortie" : "prolonge", "day", &day));
    return tenancy_move(access_of(request), tenancy, act, day);
}

static Outcome stay(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return go_back(request, id, stay_as_sent(request));
}

static const Route routes[] = {
    {GET,  "/logements/{id}",         MAY_BOOK_UNIT,   show,   FRESH},
    {POST, "/logements/{id}",         MAY_MANAGE_UNIT, change, FRESH},
    {POST, "/logements/{id}/travaux", MAY_MANAGE_UNIT, works,  FRESH},
    {POST, "/logements/{id}/entrer",  MAY_BOOK_UNIT,   enter,  FRESH},
    {POST, "/logements/{id}/sejour",  MAY_BOOK_UNIT,   stay,   FRESH},
};

const RouteTable DWELLING_PAGE_ROUTES = {routes, LENGTH_OF(routes)};
