/* SPDX-License-Identifier: EUPL-1.2 */
/* The day of the desk: opening, closing, what is handed over, and the counters. */
#include "desk/desk_web.h"

#include "access/account.h"
#include "access/frame_web.h"
#include "desk/desk_day_views_web.h"
#include "desk/sentences.h"

enum { TERM_DAYS = 91 };

static Text number_text(Arena *arena, int64_t number)
{
    return text_format(arena, "%lld", (long long)number);
}

/* ------------------------------------------------------------------------------- the day */

static Outcome name_of(Request *request, Id account, Text *name)
{
    Account found = {0};
    const Outcome outcome =
        account_get(request->session, request->arena, account, &found, &request->problem);
    if (outcome == NOT_FOUND) {
        request->problem = (Problem){.arena = request->arena};
    }
    *name = outcome == OK ? found.name : TEXT("");
    return outcome == NOT_FOUND ? OK : outcome;
}

/* "Ouvert depuis 8 h 30 (Nadia Exemple)" */
static Outcome say_state(Request *request, const DeskDay *day, Text *words)
{
    Text name = {0};
    const bool is_open = desk_day_is_open(day);
    if (id_is_nil(day->id)) {
        *words = say(request->language, SAY_DESK_NEVER_OPEN);
        return OK;
    }
    TRY(name_of(request, is_open ? day->opener : day->closer, &name));
    const Text clock =
        say_clock(request->arena, request->language, is_open ? day->opened : day->closed);
    const Text said =
        say_with(request->arena, request->language,
                 is_open ? SAY_DESK_OPEN_SINCE : SAY_DESK_CLOSED_AT, "time", clock);
    *words = text_format(request->arena, "%.*s (%.*s)", TEXT_ARG(said), TEXT_ARG(name));
    return OK;
}

static Outcome fill_note(Request *request, DayView *view)
{
    HandOver hand_over = {0};
    TRY(desk_hand_over(access_of(request), &hand_over));
    view->note = hand_over.note;
    view->note_is_locked = hand_over.is_locked;
    view->note_title =
        hand_over.day == DATE_NONE
            ? say(request->language, SAY_DESK_NOTE_TITLE)
            : say_with(request->arena, request->language, SAY_DESK_NOTE_OF, "day",
                       say_day(request->arena, request->language, hand_over.day));
    view->may_write_note = access_of(request)->keyring != NULL;
    return OK;
}

static void add_pair(Request *request, DayView *view, DeskPair *pairs, Text name,
                     int64_t number)
{
    pairs[view->count_count++] = (DeskPair){name, number_text(request->arena, number)};
}

static Outcome fill_counts(Request *request, Date day, DayView *view)
{
    DeskReport report = {0};
    DeskPair *pairs = ARENA_ARRAY(request->arena, DeskPair, IMMEDIATE_ANSWER_COUNT + 3);
    TRY(desk_report(access_of(request), day, day, &report));
    add_pair(request, view, pairs, say(request->language, SAY_DESK_COUNT_ARRIVED),
             report.total.visits[VISIT_ARRIVED]);
    add_pair(request, view, pairs, say(request->language, SAY_DESK_COUNT_SERVED),
             report.total.visits[VISIT_SERVED]);
    add_pair(request, view, pairs, say(request->language, SAY_DESK_COUNT_LEFT),
             report.total.visits[VISIT_LEFT]);
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        add_pair(request, view, pairs, desk_answer_words(request->language, (ImmediateAnswer)i),
                 report.total.answers[i]);
    }
    view->counts = pairs;
    return OK;
}

static Outcome fill_day(Request *request, int64_t number, DayView *view)
{
    DeskDay day = {0};
    QueueView queue = {0};
    TRY(desk_today(access_of(request), &day));
    TRY(say_state(request, &day, &view->state));
    TRY(fill_note(request, view));
    TRY(desk_queue_fill(request, number, (Id){{0}}, &queue));
    TRY(fill_counts(request, day.day, view));
    view->is_open = desk_day_is_open(&day);
    view->desk = number_text(request->arena, number);
    view->rows = queue.rows;
    view->row_count = queue.count;
    view->rows_title = queue.title;
    view->may_read_counts =
        permission_holds(access_of(request)->caller.permissions, MAY_READ_COUNTS);
    return OK;
}

static Outcome show_day(Request *request)
{
    int64_t number = 1;
    Html html = {0};
    DayView *view = ARENA_NEW(request->arena, DayView);
    TRY(desk_number_read(request, request_query(request, "guichet"), &number));
    TRY(fill_day(request, number, view));
    TRY(frame_open(request, say(request->language, SAY_DESK_DAY_TITLE), &view->frame, &html));
    if (view->is_open && view->may_write_note) {
        view->frame.draft_form = TEXT("closing");
    }
    desk_day_page(&html, view);
    return OK;
}

static Outcome open_day(Request *request)
{
    int64_t number = 1;
    DeskDay day = {0};
    TRY(desk_number_read(request, request_form(request, "guichet"), &number));
    TRY(desk_open(access_of(request), &day));
    return response_redirect(request, desk_page_path(request->arena, number, (Id){{0}}));
}

static Outcome close_day(Request *request)
{
    TRY(desk_close(access_of(request), request_form(request, "note")));
    return response_redirect(request, TEXT("/accueil/journee"));
}

/* ------------------------------------------------------------------------------- counters */

enum { COLUMNS = VISIT_KIND_COUNT + WISH_COUNT + IMMEDIATE_ANSWER_COUNT };

static const Sentence visit_words[VISIT_KIND_COUNT] = {
    [VISIT_ARRIVED] = SAY_DESK_COUNT_ARRIVED,   [VISIT_SERVED] = SAY_DESK_COUNT_SERVED,
    [VISIT_LEFT] = SAY_DESK_COUNT_LEFT,         [VISIT_PRIORITY] = SAY_DESK_COUNT_PRIORITY,
    [VISIT_APPOINTMENT] = SAY_DESK_APPOINTMENT, [VISIT_KNOWN] = SAY_DESK_COUNT_KNOWN,
};

/* Visits, wishes and answers, in one order for the page and the CSV. */
static void numbers_of(const DeskCounts *counts, int64_t numbers[COLUMNS])
{
    size_t at = 0;
    for (size_t i = 0; i < VISIT_KIND_COUNT; i++) {
        numbers[at++] = counts->visits[i];
    }
    for (size_t i = 0; i < WISH_COUNT; i++) {
        numbers[at++] = counts->wishes[i];
    }
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        numbers[at++] = counts->answers[i];
    }
}

static Text *heads_of(const Request *request)
{
    size_t at = 0;
    Text *heads = ARENA_ARRAY(request->arena, Text, COLUMNS);
    for (size_t i = 0; i < VISIT_KIND_COUNT; i++) {
        heads[at++] = say(request->language, visit_words[i]);
    }
    for (size_t i = 0; i < WISH_COUNT; i++) {
        heads[at++] = desk_wish_words(request->language, (DeskWish)i);
    }
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        heads[at++] = desk_answer_words(request->language, (ImmediateAnswer)i);
    }
    return heads;
}

static CountLine line_of(Arena *arena, Text day, const DeskCounts *counts)
{
    int64_t numbers[COLUMNS];
    Text *texts = ARENA_ARRAY(arena, Text, COLUMNS);
    numbers_of(counts, numbers);
    for (size_t i = 0; i < COLUMNS; i++) {
        texts[i] = number_text(arena, numbers[i]);
    }
    return (CountLine){day, texts};
}

typedef struct DaySpan {
    Date first;
    Date last;
} DaySpan;

/* The term that ends today unless the address says otherwise. */
static Outcome read_span(Request *request, DaySpan *span)
{
    const Text first = request_query(request, "du");
    const Text last = request_query(request, "au");
    span->last = moment_to_local(request->now).date;
    if (last.length > 0 && !date_parse(last, &span->last)) {
        return REQUEST_INVALID(request, "query", "au", "a day is expected: 2026-11-29");
    }
    span->first = span->last - TERM_DAYS;
    if (first.length > 0 && !date_parse(first, &span->first)) {
        return REQUEST_INVALID(request, "query", "du", "a day is expected: 2026-11-29");
    }
    return OK;
}

static void fill_lines(const Request *request, const DeskReport *report, CountsView *view)
{
    CountLine *lines = ARENA_ARRAY(request->arena, CountLine, report->count + 1);
    lines[0] = line_of(request->arena, say(request->language, SAY_DESK_SUM), &report->total);
    for (size_t i = 0; i < report->count; i++) {
        const DeskDayCounts *day = &report->items[report->count - 1 - i];
        lines[i + 1] = line_of(
            request->arena, say_day(request->arena, request->language, day->day), &day->counts);
    }
    view->lines = lines;
    view->line_count = report->count + 1;
    view->heads = heads_of(request);
    view->head_count = COLUMNS;
}

static void fill_hours(const Request *request, const DeskReport *report, CountsView *view)
{
    enum { HOURS = 24 };
    CountLine *hours = ARENA_ARRAY(request->arena, CountLine, HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
        int64_t sum = 0;
        Text *numbers = ARENA_ARRAY(request->arena, Text, IMMEDIATE_ANSWER_COUNT);
        for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
            sum += report->hours[hour][i];
            numbers[i] = number_text(request->arena, report->hours[hour][i]);
        }
        if (sum > 0) {
            hours[view->hour_count++] =
                (CountLine){text_format(request->arena, "%d h", hour), numbers};
        }
    }
    view->hours = hours;
    view->hour_heads = heads_of(request) + VISIT_KIND_COUNT + WISH_COUNT;
    view->hour_head_count = IMMEDIATE_ANSWER_COUNT;
}

static Outcome show_counts(Request *request)
{
    Html html = {0};
    DaySpan span = {0};
    DeskReport *report = ARENA_NEW(request->arena, DeskReport);
    CountsView *view = ARENA_NEW(request->arena, CountsView);
    TRY(read_span(request, &span));
    TRY(desk_report(access_of(request), span.first, span.last, report));
    view->first = date_format(request->arena, span.first);
    view->last = date_format(request->arena, span.last);
    view->csv_href = request_link(
        request, text_format(request->arena, "/accueil/compteurs.csv?du=%.*s&au=%.*s",
                             TEXT_ARG(view->first), TEXT_ARG(view->last)));
    fill_lines(request, report, view);
    fill_hours(request, report, view);
    TRY(frame_open(request, say(request->language, SAY_DESK_COUNTS_TITLE), &view->frame,
                   &html));
    desk_counts_page(&html, view);
    return OK;
}

static void write_csv_line(Buffer *out, Arena *arena, Text day, const DeskCounts *counts)
{
    int64_t numbers[COLUMNS];
    numbers_of(counts, numbers);
    buffer_append(out, day);
    for (size_t i = 0; i < COLUMNS; i++) {
        buffer_append(out, text_format(arena, ",%lld", (long long)numbers[i]));
    }
    buffer_append(out, TEXT("\r\n"));
}

/* Codes for heads (RFC 4180): a spreadsheet of one language opens that of another. */
static void write_csv_head(Buffer *out, Arena *arena)
{
    buffer_append(out, TEXT("day"));
    for (size_t i = 0; i < VISIT_KIND_COUNT; i++) {
        const Text code = visit_kind_code((VisitKind)i);
        buffer_append(out, text_format(arena, ",%.*s", TEXT_ARG(code)));
    }
    for (size_t i = 0; i < WISH_COUNT; i++) {
        const Text code = i == WISH_UNSAID ? TEXT("unsaid") : desk_wish_code((DeskWish)i);
        buffer_append(out, text_format(arena, ",wish_%.*s", TEXT_ARG(code)));
    }
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        const Text code = immediate_answer_code((ImmediateAnswer)i);
        buffer_append(out, text_format(arena, ",gave_%.*s", TEXT_ARG(code)));
    }
    buffer_append(out, TEXT("\r\n"));
}

static Outcome show_csv(Request *request)
{
    DaySpan span = {0};
    DeskReport *report = ARENA_NEW(request->arena, DeskReport);
    TRY(read_span(request, &span));
    TRY(desk_report(access_of(request), span.first, span.last, report));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"counters.csv\""));
    write_csv_head(out, request->arena);
    for (size_t i = 0; i < report->count; i++) {
        write_csv_line(out, request->arena, date_format(request->arena, report->items[i].day),
                       &report->items[i].counts);
    }
    return OK;
}

static const Route routes[] = {
    {GET,  "/accueil/journee",       MAY_USE_DESK,    show_day,    FRESH},
    {POST, "/accueil/ouvrir",        MAY_USE_DESK,    open_day,    FRESH},
    {POST, "/accueil/fermer",        MAY_USE_DESK,    close_day,   FRESH},
    {GET,  "/accueil/compteurs",     MAY_READ_COUNTS, show_counts, FRESH},
    {GET,  "/accueil/compteurs.csv", MAY_READ_COUNTS, show_csv,    FRESH},
};

const RouteTable DESK_DAY_ROUTES = {routes, LENGTH_OF(routes)};
