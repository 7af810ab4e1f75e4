/* SPDX-License-Identifier: EUPL-1.2 */
/* The queue as a desk sees it. What people are called by was written at the desk: reading it
 * opens no file and leaves no line. */
#include "desk/desk_web.h"
#include "desk/sentences.h"

typedef struct RowMaker {
    const Request *request;
    int64_t number;
    Id open;
} RowMaker;

static Text say_ticket(const Request *request, Sentence sentence, Text ticket)
{
    return say_with(request->arena, request->language, sentence, "n", ticket);
}

static Text note_of(const Request *request, const Arrival *arrival)
{
    Text pieces[3];
    size_t count = 0;
    if (arrival->wish != WISH_UNSAID) {
        pieces[count++] = desk_wish_words(request->language, arrival->wish);
    }
    if (arrival->language.length > 0) {
        pieces[count++] = desk_language_words(request->language, arrival->language);
    }
    if (arrival->appointment != 0) {
        const Text clock = say_clock(request->arena, request->language, arrival->appointment);
        pieces[count++] =
            say_with(request->arena, request->language, SAY_DESK_APPOINTED, "time", clock);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

static Text at_desk(const Request *request, const Arrival *arrival)
{
    const Sentence sentence =
        arrival->state == ARRIVAL_RECALLED ? SAY_DESK_FETCHED : SAY_DESK_AT;
    return say_with(request->arena, request->language, sentence, "n",
                    text_format(request->arena, "%lld", (long long)arrival->desk));
}

static QueueRow row_of(const RowMaker *maker, const Arrival *arrival)
{
    const Request *request = maker->request;
    const Moment wait = request->now - arrival->arrived;
    QueueRow row = {
        .id = id_format(request->arena, arrival->id),
        .ticket = arrival_ticket(request->arena, arrival),
        .label = arrival->label,
        .note = note_of(request, arrival),
        .wait = desk_wait_words(request->arena, request->language, wait),
        .is_waiting = arrival->state == ARRIVAL_WAITING,
        .is_current = id_equal(arrival->id, maker->open),
    };
    row.is_long = row.is_waiting && wait > DESK_LONG_WAIT;
    row.is_early = row.is_waiting && arrival->appointment > request->now && arrival->seen == 0;
    row.call_name = say_ticket(request, SAY_DESK_CALL, row.ticket);
    row.more_name = say_ticket(request, SAY_DESK_MORE, row.ticket);
    if (arrival->priority != PRIORITY_NONE) {
        row.priority = desk_priority_words(request->language, arrival->priority);
    }
    if (arrival_is_at_desk(arrival)) {
        row.at_desk = at_desk(request, arrival);
        if (arrival->desk == maker->number) {
            row.href = request_link(request,
                                    desk_page_path(request->arena, maker->number, arrival->id));
        }
    }
    return row;
}

static void fill_links(const Request *request, int64_t number, Id open, QueueView *view)
{
    const Text page = desk_page_path(request->arena, number, open);
    const Text query = text_slice(page, text_find_byte(page, '?', 0), page.length);
    view->refresh_href = request_link(request, page);
    view->fragment_href = request_link(
        request, text_format(request->arena, "/accueil/file%.*s", TEXT_ARG(query)));
}

Outcome desk_queue_fill(Request *request, int64_t number, Id open, QueueView *view)
{
    DeskQueue queue = {0};
    size_t waiting = 0;
    const RowMaker maker = {request, number, open};
    TRY(desk_queue(access_of(request), &queue));
    QueueRow *rows = ARENA_ARRAY(request->arena, QueueRow, queue.count);
    for (size_t i = 0; i < queue.count; i++) {
        rows[i] = row_of(&maker, &queue.items[i]);
        if (rows[i].is_waiting && waiting++ == 0) {
            view->call = rows[i].call_name;
        }
    }
    view->base = request_link(request, TEXT("/"));
    view->token = gate_form_token(request);
    view->desk = text_format(request->arena, "%lld", (long long)number);
    view->title = say_count(request->arena, request->language, SAY_DESK_WAITING, waiting);
    view->clock = say_clock(request->arena, request->language, request->now);
    view->empty = say(request->language, SAY_DESK_NOBODY);
    view->rows = rows;
    view->count = queue.count;
    fill_links(request, number, open, view);
    return OK;
}

Outcome desk_answers_fill(Request *request, int64_t number, AnswersView *view)
{
    static const Text icons[IMMEDIATE_ANSWER_COUNT] = {
        [ANSWER_SHOWER] = TEXT_INIT("shower"),
        [ANSWER_MEAL] = TEXT_INIT("bowl"),
        [ANSWER_CALL] = TEXT_INIT("phone"),
        [ANSWER_COFFEE] = TEXT_INIT("cup"),
    };
    DeskDay day = {0};
    DeskReport report = {0};
    TRY(desk_today(access_of(request), &day));
    TRY(desk_report(access_of(request), day.day, day.day, &report));
    AnswerButton *buttons = ARENA_ARRAY(request->arena, AnswerButton, IMMEDIATE_ANSWER_COUNT);
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        buttons[i] = (AnswerButton){
            .code = immediate_answer_code((ImmediateAnswer)i),
            .name = desk_answer_words(request->language, (ImmediateAnswer)i),
            .icon = icons[i],
            .today = text_format(request->arena, "%lld", (long long)report.total.answers[i]),
        };
    }
    *view = (AnswersView){
        .base = request_link(request, TEXT("/")),
        .token = gate_form_token(request),
        .desk = text_format(request->arena, "%lld", (long long)number),
        .buttons = buttons,
        .count = IMMEDIATE_ANSWER_COUNT,
    };
    return OK;
}
