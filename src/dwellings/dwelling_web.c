/* SPDX-License-Identifier: EUPL-1.2 */
/* The dwellings, one by one (/logements), and a new one. */
#include "dwellings/dwelling_web.h"

#include "access/frame_web.h"
#include "access/house.h"
#include "access/sentences.h"
#include "dwellings/dwelling_words_web.h"
#include "dwellings/sentences.h"

static Outcome fill_row(Request *request, const Dwelling *dwelling, DwellingRow *row)
{
    *row = (DwellingRow){
        .href = request_link(request, dwelling_path(request, dwelling->unit.id, "")),
        .name = dwelling->unit.name,
        .words = dwelling_size_words(request, dwelling),
        .state = dwelling_state_words(request, dwelling),
        .tone = dwelling_state_tone(dwelling->state),
    };
    return dwelling_is_of_caller(access_of(request), dwelling)
               ? OK
               : house_name(request->session, request->arena, dwelling->unit.house, &row->house,
                            &request->problem);
}

/* "3 libres · 1 attribué · 2 occupés · 1 en travaux" */
static Text count_words(const Request *request, const DwellingList *list)
{
    static const Sentence words[DWELLING_STATE_COUNT] = {
        [DWELLING_FREE] = SAY_DWELLING_COUNT_FREE,
        [DWELLING_OFFERED] = SAY_DWELLING_COUNT_OFFERED,
        [DWELLING_OCCUPIED] = SAY_DWELLING_COUNT_OCCUPIED,
        [DWELLING_WORKS] = SAY_DWELLING_COUNT_WORKS,
    };
    Text pieces[DWELLING_STATE_COUNT];
    size_t numbers[DWELLING_STATE_COUNT] = {0};
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        numbers[list->items[i].state]++;
    }
    for (size_t i = 0; i < DWELLING_STATE_COUNT; i++) {
        if (numbers[i] > 0) {
            pieces[count++] =
                say_count(request->arena, request->language, words[i], numbers[i]);
        }
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

static Outcome write_list(Request *request, DwellingForm form, Text problem)
{
    Html html = {0};
    DwellingList list = {0};
    DwellingsView *view = ARENA_NEW(request->arena, DwellingsView);
    TRY(dwelling_list(access_of(request), &list));
    DwellingRow *rows = ARENA_ARRAY(request->arena, DwellingRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_row(request, &list.items[i], &rows[i]));
    }
    view->rows = rows;
    view->row_count = list.count;
    view->counts = count_words(request, &list);
    view->problem = problem;
    view->form = form;
    view->may_manage =
        permission_holds(access_of(request)->caller.permissions, MAY_MANAGE_UNIT);
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    dwellings_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    const Dwelling none = {.bedrooms = 1, .unit = {.reach = UNIT_FOR_NETWORK}};
    DwellingForm form = dwelling_form_of(request, &none);
    form.area = TEXT("");
    form.people = TEXT("");
    return write_list(request, form, TEXT(""));
}

static Outcome add(Request *request)
{
    Dwelling dwelling = {0};
    Outcome outcome = dwelling_form_read(request, &dwelling);
    if (outcome == OK) {
        outcome = dwelling_add(access_of(request), &dwelling, &dwelling);
    }
    if (outcome == OK) {
        return response_redirect(request, dwelling_path(request, dwelling.unit.id, ""));
    }
    const Text problem = dwelling_refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 422;
    return write_list(request, dwelling_form_sent(request), problem);
}

static const Route routes[] = {
    {GET,  "/logements", MAY_BOOK_UNIT,   show, FRESH},
    {POST, "/logements", MAY_MANAGE_UNIT, add,  FRESH},
};

const RouteTable DWELLING_ROUTES = {routes, LENGTH_OF(routes)};
