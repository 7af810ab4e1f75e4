/* SPDX-License-Identifier: EUPL-1.2 */
/* The report of a convention by month, drawn and in tables (/decomptes/rapport), as CSV and by
 * the API. */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "entitlements/convention_year.h"
#include "entitlements/convention_year_views_web.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/sentences.h"
#include "entitlements/settlement_json.h"
#include "entitlements/ticket_words_web.h"

/* -------------------------------------------------------------------------------- reading */

static Outcome read_year(Request *request, Text key, Text year, ConventionYear *counted)
{
    int64_t number = date_to_civil(moment_to_local(request->now).date).year;
    if (year.length > 0 && !text_to_integer(year, &number)) {
        return REQUEST_INVALID(request, "query", "year", "a year is expected: 2026");
    }
    return convention_year(access_of(request), key, number, counted);
}

/* --------------------------------------------------------------------------------- charts */

typedef int64_t (*Pick)(const ConventionMonth *month, size_t which);

static int64_t given(const ConventionMonth *month, size_t which)
{
    const int64_t values[] = {month->grants, month->tickets, month->uses, month->unpriced};
    return values[which];
}

static int64_t owed(const ConventionMonth *month, size_t which)
{
    (void)which;
    return month->amount;
}

typedef struct ChartWords {
    const char *id;
    ChartKind kind;
    Sentence title;
    Sentence note;
    Pick pick;
    const Sentence *names;
    size_t count;
    int64_t one;
} ChartWords;

static const Sentence given_names[] = {SAY_CONVENTION_GRANTS, SAY_CONVENTION_TICKETS,
                                       SAY_SETTLEMENT_USES, SAY_CONVENTION_UNPRICED};
static const Sentence owed_names[] = {SAY_SETTLEMENT_TOTAL};

static const ChartWords charts[CONVENTION_CHARTS] = {
    {"given", CHART_LINES, SAY_CONVENTION_CHART_GIVEN, SAY_CONVENTION_CHART_GIVEN_NOTE, given,
     given_names, LENGTH_OF(given_names), 1  },
    {"owed",  CHART_BARS,  SAY_CONVENTION_CHART_OWED,  SAY_CONVENTION_CHART_OWED_NOTE,  owed,
     owed_names,  LENGTH_OF(owed_names),  100},
};

static ChartSeries series_of(const Request *request, const ConventionYear *counted,
                             const ChartWords *words, size_t which)
{
    int64_t *values = ARENA_ARRAY(request->arena, int64_t, CONVENTION_MONTHS);
    Text *euros = ARENA_ARRAY(request->arena, Text, CONVENTION_MONTHS);
    for (size_t i = 0; i < CONVENTION_MONTHS; i++) {
        values[i] = words->pick(&counted->months[i], which);
        euros[i] = euros_say(request->arena, request->language, values[i]);
    }
    return (ChartSeries){.name = say(request->language, words->names[which]),
                         .values = values,
                         .words = words->one == 1 ? NULL : euros};
}

/* Months to come have nothing to show. */
static size_t months_begun(const Request *request, const ConventionYear *counted)
{
    size_t count = 1;
    const Date today = moment_to_local(request->now).date;
    while (count < CONVENTION_MONTHS && counted->months[count].first <= today) {
        count++;
    }
    return count;
}

static Chart chart_of(const Request *request, const ConventionYear *counted,
                      const ChartWords *words)
{
    Arena *arena = request->arena;
    Text *labels = ARENA_ARRAY(arena, Text, CONVENTION_MONTHS);
    Text *rows = ARENA_ARRAY(arena, Text, CONVENTION_MONTHS);
    ChartSeries *series = ARENA_ARRAY(arena, ChartSeries, words->count);
    for (size_t i = 0; i < CONVENTION_MONTHS; i++) {
        rows[i] = say_month(arena, request->language, counted->months[i].first);
        labels[i] = text_slice(convention_month_format(arena, &counted->months[i]), 5, 7);
    }
    for (size_t i = 0; i < words->count; i++) {
        series[i] = series_of(request, counted, words, i);
    }
    return (Chart){.id = text_from(words->id),
                   .kind = words->kind,
                   .title = say(request->language, words->title),
                   .note = say(request->language, words->note),
                   .head = say(request->language, SAY_SETTLEMENT_MONTH),
                   .one = words->one,
                   .labels = labels,
                   .rows = rows,
                   .label_count = months_begun(request, counted),
                   .series = series,
                   .series_count = words->count};
}

/* ---------------------------------------------------------------------------------- pages */

/* Those the caller's house has a part in; the first where none was asked for. */
static Outcome fill_choices(Request *request, Text *key, ConventionYearView *view)
{
    ConventionList list = {0};
    LIST_OF(ConventionYearChoice) choices = {0};
    TRY(convention_list(access_of(request), &list));
    for (size_t i = 0; i < list.count; i++) {
        const Convention *one = &list.items[i];
        if (convention_concerns(one, access_of(request)->caller.house)) {
            *key = key->length == 0 ? one->key : *key;
            const ConventionYearChoice choice = {one->key,
                                                 phrase_in(&one->name, request->language, NULL),
                                                 text_equal(one->key, *key)};
            LIST_APPEND(request->arena, &choices, choice);
        }
    }
    view->choices = choices.items;
    view->choice_count = choices.count;
    return OK;
}

static void fill_charts(Request *request, const ConventionYear *counted,
                        ConventionYearView *view)
{
    for (size_t i = 0; i < CONVENTION_CHARTS; i++) {
        view->charts[i] = chart_of(request, counted, &charts[i]);
    }
    view->chart_count = CONVENTION_CHARTS;
    view->name = phrase_in(&counted->convention.name, request->language, NULL);
    view->year = text_format(request->arena, "%d", counted->year);
    view->csv_href = request_link(
        request, text_format(request->arena, "/decomptes/rapport.csv?convention=%.*s&annee=%d",
                             TEXT_ARG(counted->convention.key), counted->year));
}

static Outcome show(Request *request)
{
    Html html = {0};
    ConventionYear *counted = ARENA_NEW(request->arena, ConventionYear);
    ConventionYearView *view = ARENA_NEW(request->arena, ConventionYearView);
    Text key = request_query(request, "convention");
    TRY(fill_choices(request, &key, view));
    view->year = request_query(request, "annee");
    const Outcome read = key.length == 0 ? OK : read_year(request, key, view->year, counted);
    if (read == INVALID) {
        view->problem = say(request->language, SAY_CONVENTION_WRONG_YEAR);
        request->problem = (Problem){.arena = request->arena};
        request->response.status = 400;
    } else if (key.length > 0) {
        TRY(read);
        fill_charts(request, counted, view);
    }
    view->back_href = request_link(request, TEXT("/decomptes"));
    TRY(frame_open(request, say(request->language, SAY_CONVENTION_REPORT), &view->frame,
                   &html));
    convention_year_page(&html, view);
    return OK;
}

static Outcome show_csv(Request *request)
{
    ConventionYear *counted = ARENA_NEW(request->arena, ConventionYear);
    TRY(read_year(request, request_query(request, "convention"),
                  request_query(request, "annee"), counted));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition",
                    text_format(request->arena, "attachment; filename=\"convention-%d.csv\"",
                                counted->year));
    convention_year_csv(request->arena, counted, out);
    return OK;
}

static Outcome get_year(Request *request)
{
    ConventionYear *counted = ARENA_NEW(request->arena, ConventionYear);
    TRY(request_query_only(request, NULL, 0));
    TRY(read_year(request, request_path_value(request, "key"),
                  request_path_value(request, "year"), counted));
    JsonWriter writer = json_writer(response_json(request));
    convention_year_write_json(request->arena, counted, &writer);
    return OK;
}

static const Route routes[] = {
    {GET, "/decomptes/rapport",                     MAY_SETTLE, show,     FRESH},
    {GET, "/decomptes/rapport.csv",                 MAY_SETTLE, show_csv, FRESH},
    {GET, "/api/v1/conventions/{key}/years/{year}", MAY_SETTLE, get_year, FRESH},
};

const RouteTable CONVENTION_YEAR_ROUTES = {routes, LENGTH_OF(routes)};
