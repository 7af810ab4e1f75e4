/* SPDX-License-Identifier: EUPL-1.2 */
/* Uses of tickets that stand out, a convention and a month (/anomalies). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "entitlements/anomaly.h"
#include "entitlements/anomaly_views_web.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/sentences.h"
#include "entitlements/settlement_json.h"
#include "entitlements/ticket_words_web.h"
#include "people/secrecy_edge_web.h"

enum { MONTHS_SHOWN = 12 };

static const Sentence names[ANOMALY_KIND_COUNT] = {
    [ANOMALY_SUDDEN] = SAY_ANOMALY_SUDDEN,
    [ANOMALY_APART] = SAY_ANOMALY_APART,
};

static const Sentence reasons[ANOMALY_KIND_COUNT] = {
    [ANOMALY_SUDDEN] = SAY_ANOMALY_SUDDEN_WHY,
    [ANOMALY_APART] = SAY_ANOMALY_APART_WHY,
};

/* Those the caller's house pays by, and all for who manages them. */
static Outcome fill_conventions(Request *request, AnomaliesView *view)
{
    ConventionList list = {0};
    LIST_OF(AnomalyChoice) choices = {0};
    const Caller *caller = &access_of(request)->caller;
    const bool sees_all = permission_holds(caller->permissions, MAY_MANAGE_CONVENTIONS);
    TRY(convention_list(access_of(request), &list));
    for (size_t i = 0; i < list.count; i++) {
        const Convention *one = &list.items[i];
        if (sees_all || id_equal(one->payer, caller->house)) {
            const AnomalyChoice choice = {one->key,
                                          phrase_in(&one->name, request->language, NULL),
                                          text_equal(one->key, view->convention)};
            LIST_APPEND(request->arena, &choices, choice);
        }
    }
    view->conventions = choices.items;
    view->convention_count = choices.count;
    return OK;
}

/* The month that runs first. */
static void fill_months(const Request *request, AnomaliesView *view)
{
    AnomalyChoice *months = ARENA_ARRAY(request->arena, AnomalyChoice, MONTHS_SHOWN);
    Date day = moment_to_local(request->now).date;
    for (int i = 0; i < MONTHS_SHOWN; i++) {
        const Text month = settlement_month_format(request->arena, day);
        months[i] = (AnomalyChoice){month, say_month(request->arena, request->language, day),
                                    text_equal(month, view->month)};
        day -= date_to_civil(day).day;
    }
    view->months = months;
    view->month_count = MONTHS_SHOWN;
}

static Text place_say(Request *request, Id house, Moment at)
{
    const Text when = say_moment(request->arena, request->language, at);
    const Text name = id_is_nil(house) ? TEXT("") : house_say(request, house);
    return name.length == 0
               ? when
               : text_format(request->arena, "%.*s · %.*s", TEXT_ARG(name), TEXT_ARG(when));
}

static Outcome look_say(Request *request, const AnomalyLook *look, Text *words)
{
    Text name = {0};
    if (look->at == 0) {
        return OK;
    }
    TRY(account_shown(request, look->account, &name));
    *words = text_format(request->arena, "%.*s · %.*s",
                         TEXT_ARG(say_moment(request->arena, request->language, look->at)),
                         TEXT_ARG(name));
    return OK;
}

static Text number_say(const Request *request, int64_t number)
{
    return text_format(request->arena, "%lld", (long long)number);
}

static Outcome fill_row(Request *request, const SeenAnomaly *seen, AnomalyRow *row)
{
    const Anomaly *one = &seen->anomaly;
    *row = (AnomalyRow){
        .kind = anomaly_kind_code(one->kind),
        .name = say(request->language, names[one->kind]),
        .why = say(request->language, reasons[one->kind]),
        .use = id_format(request->arena, one->use),
        .code = seen->code,
        .before = place_say(request, one->from_house, one->since),
        .after = place_say(request, one->house, one->at),
        .note = seen->look.note,
    };
    if (one->kind == ANOMALY_SUDDEN) {
        row->uses = number_say(request, one->uses);
        row->usual = number_say(request, one->usual);
    }
    row->is_wrong = text_equal(row->use, request_form(request, "use")) &&
                    text_equal(row->kind, request_form(request, "kind"));
    row->typed = row->is_wrong ? request_form(request, "note") : TEXT("");
    return look_say(request, &seen->look, &row->looked);
}

static Outcome fill_sheet(Request *request, AnomaliesView *view)
{
    AnomalySheet sheet = {0};
    TRY(anomaly_sheet(access_of(request), view->convention, view->month, &sheet));
    AnomalyRow *rows = ARENA_ARRAY(request->arena, AnomalyRow, sheet.rows.count);
    for (size_t i = 0; i < sheet.rows.count; i++) {
        TRY(fill_row(request, &sheet.rows.items[i], &rows[i]));
    }
    view->rows = rows;
    view->row_count = sheet.rows.count;
    view->is_cut = sheet.left_out > 0;
    view->is_asked = true;
    return OK;
}

static Outcome write_page(Request *request, AnomaliesView *view)
{
    Html html = {0};
    if (view->convention.length > 0) {
        TRY(fill_sheet(request, view));
    }
    TRY(fill_conventions(request, view));
    fill_months(request, view);
    TRY(frame_open(request, say(request->language, SAY_ANOMALY_TITLE), &view->frame, &html));
    anomalies_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    AnomaliesView view = {.convention = request_query(request, "convention"),
                          .month = request_query(request, "month")};
    return write_page(request, &view);
}

static Outcome mark(Request *request)
{
    AnomaliesView view = {.convention = request_form(request, "convention"),
                          .month = request_form(request, "month")};
    AnomalyMark wanted = {
        .convention = view.convention,
        .month = view.month,
        .kind = request_form(request, "kind"),
        .note = request_form(request, "note"),
    };
    if (!id_parse(request_form(request, "use"), &wanted.use)) {
        return REQUEST_INVALID(request, "body", "use", "the identifier of a use is expected");
    }
    const Outcome outcome = anomaly_mark(access_of(request), &wanted);
    const bool is_note = outcome == INVALID && text_equal(request->problem.field, TEXT("note"));
    if (outcome == CONFLICT || is_note) {
        view.problem =
            say(request->language, is_note ? SAY_ANOMALY_WRONG_NOTE : SAY_ANOMALY_ALREADY);
        request->problem = (Problem){.arena = request->arena};
        request->response.status = is_note ? 422 : 409;
        return write_page(request, &view);
    }
    TRY(outcome);
    const Text path = text_format(request->arena, "/anomalies?convention=%.*s&month=%.*s",
                                  TEXT_ARG(view.convention), TEXT_ARG(view.month));
    return response_redirect(request, path);
}

static const Route routes[] = {
    {GET,  "/anomalies", MAY_READ_COUNTS, show, FRESH},
    {POST, "/anomalies", MAY_READ_COUNTS, mark, FRESH},
};

const RouteTable ANOMALY_ROUTES = {routes, LENGTH_OF(routes)};
