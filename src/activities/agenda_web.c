/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/agenda_web.h"

#include "access/house.h"
#include "activities/agenda_views_web.h"
#include "activities/course_names_web.h"
#include "activities/ical.h"
#include "activities/sentences.h"
#include "http/fields.h"
#include "matching/page_web.h"

enum { WEEK = 7, FEED_BYTES = 1 << 16 };

typedef struct AgendaPage {
    Request *request;
    AgendaQuestion question;
    AgendaList list;
    AgendaView view;
} AgendaPage;

static Text agenda_href(const AgendaPage *page, Date monday, Text kind)
{
    Arena *arena = page->request->arena;
    return text_format(arena, "%.*s?semaine=%.*s&genre=%.*s&pres=%.*s",
                       TEXT_ARG(page_href(page->request, "/agenda")),
                       TEXT_ARG(date_format(arena, monday)), TEXT_ARG(kind),
                       TEXT_ARG(percent_encode(arena, page->view.near)));
}

static Text feed_href(const Request *request, Id group)
{
    return request_link(request, text_format(request->arena, "/agenda/groupe/%.*s",
                                             TEXT_ARG(id_format(request->arena, group))));
}

static Outcome fill_row(Request *request, const AgendaItem *item, AgendaRow *row)
{
    Arena *arena = request->arena;
    *row = (AgendaRow){
        .time = text_format(arena, "%.*s – %.*s",
                            TEXT_ARG(say_clock(arena, request->language, item->session.starts)),
                            TEXT_ARG(say_clock(arena, request->language, item->session.ends))),
        .name = item->course.name,
        .group = course_group_words(arena, &item->group),
        .kind = course_kind_words(request->language, item->course.kind),
        .where = text_trim(text_format(arena, "%.*s %.*s", TEXT_ARG(item->course.address),
                                       TEXT_ARG(item->course.postal_code))),
        .feed_href = feed_href(request, item->group.id),
        .is_off = item->session.is_off,
        .is_certain = item->session.is_certain,
    };
    if (item->distance_meters >= 0) {
        row->distance = say_distance(arena, request->language, item->distance_meters);
    }
    return house_name(request->session, arena, item->course.house, &row->house,
                      &request->problem);
}

static Outcome fill_day(AgendaPage *page, Date day, size_t *at)
{
    Request *request = page->request;
    AgendaRow *rows = ARENA_ARRAY(request->arena, AgendaRow, page->list.count - *at);
    AgendaDay view = {.name = say_day(request->arena, request->language, day), .rows = rows};
    while (*at < page->list.count && page->list.items[*at].session.day == day) {
        TRY(fill_row(request, &page->list.items[*at], &rows[view.row_count++]));
        (*at)++;
    }
    ((AgendaDay *)page->view.days)[page->view.day_count++] = view;
    return OK;
}

static Outcome fill_days(AgendaPage *page)
{
    size_t at = 0;
    page->view.days = ARENA_ARRAY(page->request->arena, AgendaDay, WEEK);
    while (at < page->list.count) {
        TRY(fill_day(page, page->list.items[at].session.day, &at));
    }
    return OK;
}

static void fill_kinds(AgendaPage *page)
{
    Request *request = page->request;
    const Date monday = page->question.days.first;
    AgendaKind *kinds = ARENA_ARRAY(request->arena, AgendaKind, COURSE_KIND_COUNT + 1);
    kinds[0] =
        (AgendaKind){say(request->language, SAY_AGENDA_ALL),
                     agenda_href(page, monday, TEXT("")), page->question.kind.length == 0};
    for (size_t i = 0; i < COURSE_KIND_COUNT; i++) {
        const Text code = course_kind_code((CourseKind)i);
        kinds[i + 1] = (AgendaKind){course_kind_words(request->language, (CourseKind)i),
                                    agenda_href(page, monday, code),
                                    text_equal(page->question.kind, code)};
    }
    page->view.kinds = kinds;
    page->view.kind_count = COURSE_KIND_COUNT + 1;
}

static void fill_frame(AgendaPage *page)
{
    Request *request = page->request;
    Arena *arena = request->arena;
    const Date monday = page->question.days.first;
    const Text kind = page->question.kind;
    page->view.monday = date_format(arena, monday);
    page->view.kind = kind;
    page->view.week =
        text_format(arena, "%.*s – %.*s", TEXT_ARG(say_day(arena, request->language, monday)),
                    TEXT_ARG(say_day(arena, request->language, monday + WEEK - 1)));
    page->view.previous_href = agenda_href(page, monday - WEEK, kind);
    page->view.next_href = agenda_href(page, monday + WEEK, kind);
    page->view.feed_href =
        request_link(request, text_format(arena, "/agenda.ics?genre=%.*s", TEXT_ARG(kind)));
    fill_kinds(page);
}

/* A place nobody knows is told on the page; everything is shown then. */
static Outcome read_list(AgendaPage *page)
{
    Request *request = page->request;
    const Outcome outcome = agenda_list(request->session, request->arena, &page->question,
                                        &page->list, &request->problem);
    if (outcome != INVALID || !text_equal(request->problem.field, TEXT("near"))) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 422;
    page->view.problem = say(request->language, SAY_COURSE_WRONG_POSTAL);
    page->question.postal_code = TEXT("");
    return agenda_list(request->session, request->arena, &page->question, &page->list,
                       &request->problem);
}

static Outcome show_agenda(Request *request)
{
    Date day = moment_to_local(request->now).date;
    const Text given = request_query(request, "semaine");
    AgendaPage *page = ARENA_NEW(request->arena, AgendaPage);
    if (given.length > 0 && !date_parse(given, &day)) {
        return REQUEST_INVALID(request, "query", "semaine", "a day is expected: 2026-11-30");
    }
    const Date monday = agenda_monday(day);
    page->request = request;
    page->view.near = text_trim(request_query(request, "pres"));
    page->question = (AgendaQuestion){
        .days = {monday, monday + WEEK - 1},
        .kind = request_query(request, "genre"),
        .postal_code = page->view.near
    };
    TRY(read_list(page));
    fill_frame(page);
    TRY(fill_days(page));
    Html html =
        page_open(request, say(request->language, SAY_AGENDA_TITLE), &page->view.layout);
    agenda_page(&html, &page->view);
    return OK;
}

/* ----------------------------------------------------------------------------------- feeds */

static Outcome write_feed(Request *request, Text kind, Id group)
{
    AgendaGroupList groups = {0};
    TRY(agenda_groups(request->session, request->arena, kind, group,
                      moment_to_local(request->now).date, &groups, &request->problem));
    ical_write(request->arena, &groups, response_open(request, "text/calendar; charset=utf-8"));
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"agenda.ics\""));
    return OK;
}

static Outcome show_feed(Request *request)
{
    return write_feed(request, request_query(request, "genre"), (Id){{0}});
}

static Outcome show_group_feed(Request *request)
{
    Id id = {{0}};
    TRY(course_path_id(request, &id));
    return write_feed(request, TEXT(""), id);
}

static const Route routes[] = {
    {GET, "/agenda",             EVERYONE, show_agenda,     MAY_LAG},
    {GET, "/agenda.ics",         EVERYONE, show_feed,       MAY_LAG},
    {GET, "/agenda/groupe/{id}", EVERYONE, show_group_feed, MAY_LAG},
};

const RouteTable AGENDA_ROUTES = {routes, LENGTH_OF(routes)};
