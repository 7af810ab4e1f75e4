/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/journal_web.h"

#include "access/frame_web.h"
#include "access/journal_json.h"
#include "access/sentences.h"

static Text person_href(const Request *request, Id person)
{
    return id_is_nil(person)
               ? TEXT("")
               : request_link(request,
                              text_format(request->arena, "/journal?personne=%.*s",
                                          TEXT_ARG(id_format(request->arena, person))));
}

const JournalRow *journal_rows(const Request *request, const ShownJournal *journal)
{
    JournalRow *rows = ARENA_ARRAY(request->arena, JournalRow, journal->count + 1);
    for (size_t i = 0; i < journal->count; i++) {
        const ShownLine *line = &journal->items[i];
        rows[i] = (JournalRow){
            .when = say_moment(request->arena, request->language, line->at),
            .who = line->who,
            .what = line->what,
            .why = line->why,
            .person_href = person_href(request, line->person),
            .is_refused = line->is_refused,
        };
    }
    return rows;
}

static Outcome read_question(Request *request, const char *person, const char *before,
                             JournalQuestion *question)
{
    const Text given = request_query(request, person);
    question->language = request->language;
    if (given.length > 0 && !id_parse(given, &question->person)) {
        return REQUEST_INVALID(request, "query", person, "an identifier is expected");
    }
    return request_query_integer(request, before, 1, INT64_MAX, &question->before);
}

static Text older_href(const Request *request, const JournalQuestion *question, int64_t next)
{
    if (next == 0) {
        return TEXT("");
    }
    const Text person =
        id_is_nil(question->person)
            ? TEXT("")
            : text_format(request->arena, "&personne=%.*s",
                          TEXT_ARG(id_format(request->arena, question->person)));
    return request_link(request, text_format(request->arena, "/journal?avant=%lld%.*s",
                                             (long long)next, TEXT_ARG(person)));
}

static Outcome show_journal(Request *request)
{
    Html html = {0};
    JournalView view = {0};
    ShownJournal shown = {0};
    JournalQuestion question = {0};
    Access *access = access_of(request);
    TRY(read_question(request, "personne", "avant", &question));
    TRY(journal_show(access, &question, &shown));
    view.rows = journal_rows(request, &shown);
    view.row_count = shown.count;
    view.older_href = older_href(request, &question, shown.next);
    view.is_of_person = !id_is_nil(question.person);
    TRY(frame_open(request, say(request->language, SAY_JOURNAL_TITLE), &view.frame, &html));
    journal_page(&html, &view);
    return OK;
}

static Outcome show_check(Request *request)
{
    Html html = {0};
    JournalCheckView view = {0};
    JournalCheck check = {0};
    const Text mark = text_trim(request_form(request, "mark"));
    TRY(journal_check(access_of(request), request->session, mark, &check));
    const JournalVerdict *verdict = &check.verdict;
    view.is_whole = verdict->is_whole && (!check.is_compared || check.holds);
    view.mark = verdict->is_whole && verdict->lines > 0 ? journal_mark(request->arena, verdict)
                                                        : TEXT("");
    view.words =
        !verdict->is_whole
            ? say_with(request->arena, request->language, SAY_JOURNAL_BROKEN, "n",
                       text_format(request->arena, "%lld", (long long)verdict->wrong_at))
        : view.is_whole ? say_count(request->arena, request->language, SAY_JOURNAL_WHOLE,
                                    (size_t)verdict->lines)
                        : say(request->language, SAY_JOURNAL_MARK_LOST);
    TRY(frame_open(request, say(request->language, SAY_JOURNAL_VERIFY_TITLE), &view.frame,
                   &html));
    journal_check_page(&html, &view);
    return OK;
}

/* ------------------------------------------------------------------------------------ API */

static Outcome get_journal(Request *request)
{
    static const char *const names[] = {"person", "before", "lang"};
    ShownJournal shown = {0};
    JournalQuestion question = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(read_question(request, "person", "before", &question));
    TRY(journal_show(access_of(request), &question, &shown));
    JsonWriter json = json_writer(response_json(request));
    journal_write_json(request->arena, &shown, &json);
    return OK;
}

static Outcome get_check(Request *request)
{
    static const char *const names[] = {"mark", "lang"};
    JournalCheck check = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(journal_check(access_of(request), request->session, request_query(request, "mark"),
                      &check));
    JsonWriter json = json_writer(response_json(request));
    journal_write_check(request->arena, &check, &json);
    return OK;
}

static const Route routes[] = {
    {GET,   "/journal",                MAY_READ_JOURNAL,   show_journal, FRESH},
    {GET,   "/journal/verification",   MAY_VERIFY_JOURNAL, show_check,   FRESH},
    {QUERY, "/journal/verification",   MAY_VERIFY_JOURNAL, show_check,   FRESH},
    {GET,   "/api/v1/journal",         MAY_READ_JOURNAL,   get_journal,  FRESH},
    {GET,   "/api/v1/journal/verdict", MAY_VERIFY_JOURNAL, get_check,    FRESH},
};

const RouteTable JOURNAL_ROUTES = {routes, LENGTH_OF(routes)};
