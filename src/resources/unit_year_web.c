/* SPDX-License-Identifier: EUPL-1.2 */
/* The report of a unit by month, drawn and in tables (/lits/rapport), as CSV and by the API. */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "resources/board_web.h"
#include "resources/resources_api.h"
#include "resources/resources_json.h"
#include "resources/sentences.h"
#include "resources/unit_year_views_web.h"

/* -------------------------------------------------------------------------------- reading */

static Outcome read_year(Request *request, Text unit, Text year, Unit *found, UnitYear *counted)
{
    Id id = {{0}};
    int64_t number = date_to_civil(moment_to_local(request->now).date).year;
    if (!id_parse(unit, &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
    }
    TRY(unit_get(access_of(request), id, found));
    if (year.length > 0 && !text_to_integer(year, &number)) {
        return REQUEST_INVALID(request, "query", "year", "a year is expected: 2026");
    }
    return unit_year(access_of(request), found, number, counted);
}

/* --------------------------------------------------------------------------------- charts */

typedef int64_t (*Pick)(const UnitMonth *month, size_t which);

static ChartSeries series_of(Arena *arena, const UnitYear *counted, Text name, Pick pick,
                             size_t which)
{
    int64_t *values = ARENA_ARRAY(arena, int64_t, YEAR_MONTHS);
    for (size_t i = 0; i < YEAR_MONTHS; i++) {
        values[i] = pick(&counted->months[i], which);
    }
    return (ChartSeries){.name = name, .values = values};
}

static int64_t given(const UnitMonth *month, size_t which)
{
    return which == 0 ? month->offered : month->used;
}

static int64_t outcome(const UnitMonth *month, size_t which)
{
    const int64_t values[] = {month->used, month->absent, month->cancelled,
                              month->cancelled_by_house};
    return values[which];
}

static int64_t sent_away(const UnitMonth *month, size_t which)
{
    return which < BOOKING_REASON_COUNT ? month->refused[which] : month->waiting;
}

typedef struct ChartWords {
    const char *id;
    ChartKind kind;
    Sentence title;
    Sentence note;
    Pick pick;
    const Sentence *names;
    size_t count;
} ChartWords;

static const Sentence given_names[] = {SAY_UNIT_OFFERED, SAY_UNIT_USED};
static const Sentence came_names[] = {SAY_UNIT_USED, SAY_UNIT_ABSENT, SAY_UNIT_CANCELLED,
                                      SAY_UNIT_CANCELLED_BY_HOUSE};
static const Sentence away_names[] = {SAY_UNIT_REASON_FULL,  SAY_UNIT_REASON_OUT,
                                      SAY_UNIT_REASON_RULE,  SAY_UNIT_REASON_CONDUCT,
                                      SAY_UNIT_REASON_OTHER, SAY_UNIT_WAITED};

static const ChartWords charts[UNIT_CHARTS] = {
    {"given", CHART_LINES, SAY_UNIT_CHART_GIVEN,   SAY_UNIT_CHART_GIVEN_NOTE,   given,     given_names,
     LENGTH_OF(given_names)                                                                                                  },
    {"came",  CHART_BARS,  SAY_UNIT_CHART_CAME,    SAY_UNIT_CHART_CAME_NOTE,    outcome,   came_names,
     LENGTH_OF(came_names)                                                                                                   },
    {"away",  CHART_BARS,  SAY_UNIT_CHART_REFUSED, SAY_UNIT_CHART_REFUSED_NOTE, sent_away,
     away_names,                                                                                        LENGTH_OF(away_names)},
};

/* Months to come have nothing to show. */
static size_t months_begun(const Request *request, const UnitYear *counted)
{
    size_t count = 1;
    const Date today = moment_to_local(request->now).date;
    while (count < YEAR_MONTHS && counted->months[count].first <= today) {
        count++;
    }
    return count;
}

static Chart chart_of(const Request *request, const UnitYear *counted, const ChartWords *words)
{
    Arena *arena = request->arena;
    Text *labels = ARENA_ARRAY(arena, Text, YEAR_MONTHS);
    Text *rows = ARENA_ARRAY(arena, Text, YEAR_MONTHS);
    for (size_t i = 0; i < YEAR_MONTHS; i++) {
        rows[i] = say_month(arena, request->language, counted->months[i].first);
        labels[i] = text_slice(unit_month_format(arena, &counted->months[i]), 5, 7);
    }
    return (Chart){.id = text_from(words->id),
                   .kind = words->kind,
                   .title = say(request->language, words->title),
                   .note = say(request->language, words->note),
                   .head = say(request->language, SAY_UNIT_MONTH),
                   .one = 1,
                   .labels = labels,
                   .rows = rows,
                   .label_count = months_begun(request, counted),
                   .series_count = words->count};
}

static void fill_charts(const Request *request, const UnitYear *counted, UnitYearView *view)
{
    for (size_t i = 0; i < UNIT_CHARTS; i++) {
        const ChartWords *words = &charts[i];
        ChartSeries *series = ARENA_ARRAY(request->arena, ChartSeries, words->count);
        for (size_t j = 0; j < words->count; j++) {
            const Text name = say(request->language, words->names[j]);
            series[j] = series_of(request->arena, counted, name, words->pick, j);
        }
        view->charts[i] = chart_of(request, counted, words);
        view->charts[i].series = series;
    }
    view->chart_count = UNIT_CHARTS;
}

/* ---------------------------------------------------------------------------------- pages */

static Outcome show(Request *request)
{
    Unit unit = {0};
    UnitYear counted = {0};
    Html html = {0};
    UnitYearView *view = ARENA_NEW(request->arena, UnitYearView);
    const Text year = request_query(request, "annee");
    const Outcome read =
        read_year(request, request_query(request, "unite"), year, &unit, &counted);
    if (read == INVALID) {
        view->problem = say(request->language, SAY_UNIT_WRONG_YEAR);
        request->problem = (Problem){.arena = request->arena};
        request->response.status = 400;
    } else {
        TRY(read);
        fill_charts(request, &counted, view);
        view->csv_href = request_link(
            request, text_format(request->arena, "/lits/rapport.csv?unite=%.*s&annee=%d",
                                 TEXT_ARG(id_format(request->arena, unit.id)), counted.year));
    }
    view->unit = id_format(request->arena, unit.id);
    view->name = unit.name;
    view->year = read == INVALID ? year : text_format(request->arena, "%d", counted.year);
    view->back_href = request_link(request, TEXT("/lits"));
    TRY(frame_open(request, say(request->language, SAY_UNIT_REPORT), &view->frame, &html));
    unit_year_page(&html, view);
    return OK;
}

static Outcome show_csv(Request *request)
{
    Unit unit = {0};
    UnitYear counted = {0};
    TRY(read_year(request, request_query(request, "unite"), request_query(request, "annee"),
                  &unit, &counted));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(
        request, "Content-Disposition",
        text_format(request->arena, "attachment; filename=\"unit-%d.csv\"", counted.year));
    unit_year_csv(request->arena, &counted, out);
    return OK;
}

static Outcome get_year(Request *request)
{
    Unit unit = {0};
    UnitYear counted = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(read_year(request, request_path_value(request, "id"),
                  request_path_value(request, "year"), &unit, &counted));
    JsonWriter writer = json_writer(response_json(request));
    unit_year_write_json(request->arena, &counted, &writer);
    return OK;
}

static const Route routes[] = {
    {GET, "/lits/rapport",                   MAY_BOOK_UNIT, show,     FRESH},
    {GET, "/lits/rapport.csv",               MAY_BOOK_UNIT, show_csv, FRESH},
    {GET, "/api/v1/units/{id}/years/{year}", MAY_BOOK_UNIT, get_year, FRESH},
};

const RouteTable UNIT_YEAR_ROUTES = {routes, LENGTH_OF(routes)};
