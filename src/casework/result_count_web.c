/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/result_count_web.h"

#include "access/frame_web.h"
#include "access/house.h"
#include "casework/result.h"
#include "casework/result_count_edge.h"
#include "casework/result_count_views_web.h"
#include "casework/sentences.h"
#include "words/say.h"

static Outcome fill_row(Request *request, const ResultCount *one, ResultRow *row)
{
    row->month = result_month_format(request->arena, one->month);
    row->result = case_result_words(one->result, request->language);
    row->count = one->is_few ? say(request->language, SAY_RESULT_FEW)
                             : text_format(request->arena, "%lld", (long long)one->count);
    return house_name(request->session, request->arena, one->house, &row->house,
                      &request->problem);
}

static Outcome fill(Request *request, ResultsView *view)
{
    ResultMonths months = {0};
    ResultCounts counts = {0};
    Access *access = access_of(request);
    TRY(result_months_read(access, view->from, view->to, &months));
    view->from = result_month_format(request->arena, months.first);
    view->to = result_month_format(request->arena, months.last);
    TRY(result_count(access, months, &counts));
    ResultRow *rows = ARENA_ARRAY(request->arena, ResultRow, counts.count + 1);
    for (size_t i = 0; i < counts.count; i++) {
        TRY(fill_row(request, &counts.items[i], &rows[i]));
    }
    view->rows = rows;
    view->row_count = counts.count;
    return OK;
}

/* What is wrong with the months is said on the page. */
static Outcome show_results(Request *request)
{
    Html html = {0};
    ResultsView view = {.from = request_query(request, "du"),
                        .to = request_query(request, "au")};
    const Outcome outcome = fill(request, &view);
    if (outcome == INVALID) {
        view.problem = say(request->language, SAY_RESULT_WRONG);
        request->problem = (Problem){.arena = request->arena};
        request->response.status = 400;
    } else {
        TRY(outcome);
    }
    TRY(frame_open(request, say(request->language, SAY_RESULT_TITLE), &view.frame, &html));
    results_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {GET, "/resultats", MAY_READ_COUNTS, show_results, FRESH},
};

const RouteTable RESULT_COUNT_ROUTES = {routes, LENGTH_OF(routes)};
