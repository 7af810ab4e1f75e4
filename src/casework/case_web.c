/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_web.h"

/* The course of a case: /p/ID/fil, its opening and its closing. */
#include <stdlib.h>

#include "casework/case.h"
#include "casework/note.h"
#include "casework/retention.h"
#include "people/relation.h"
#include "people/secrecy_edge_web.h"

/* A row with its moment, to be put in order. */
typedef struct Entry {
    Moment at;
    TimelineRow row;
} Entry;

typedef LIST_OF(Entry) EntryList;

static const Sentence kind_sentences[NOTE_KIND_COUNT] = {
    [NOTE_NOTE] = SAY_CASE_KIND_NOTE,       [NOTE_CALL] = SAY_CASE_KIND_CALL,
    [NOTE_VISIT] = SAY_CASE_KIND_VISIT,     [NOTE_LETTER] = SAY_CASE_KIND_LETTER,
    [NOTE_MEETING] = SAY_CASE_KIND_MEETING,
};

static const Sentence secrecy_sentences[NOTE_SECRECY_COUNT] = {
    [NOTE_TEAM] = SAY_CASE_SECRECY_TEAM,
    [NOTE_PROFESSION] = SAY_CASE_SECRECY_PROFESSION,
    [NOTE_AUTHOR] = SAY_CASE_SECRECY_AUTHOR,
};

static Sentence event_sentence(Text act)
{
    static const struct {
        const char *start;
        Sentence said;
    } acts[] = {
        {"case.opened", SAY_CASE_EVENT_OPENED},
        {"case.closed", SAY_CASE_EVENT_CLOSED},
        {"lead.",       SAY_CASE_EVENT_LEAD  },
        {"member.",     SAY_CASE_EVENT_MEMBER},
        {"need.",       SAY_CASE_EVENT_NEED  },
    };
    for (size_t i = 0; i < LENGTH_OF(acts); i++) {
        if (text_starts_with(act, text_from(acts[i].start))) {
            return acts[i].said;
        }
    }
    return SAY_CASE_EVENT_ITEM;
}

/* -------------------------------------------------------------------------------- the rows */

static Outcome add_notes(Request *request, const NoteList *notes, EntryList *entries)
{
    for (size_t i = 0; i < notes->count; i++) {
        const Note *note = &notes->items[i];
        Entry entry = {.at = note->at};
        entry.row = (TimelineRow){
            .when = say_moment(request->arena, request->language, note->at),
            .what = say(request->language, kind_sentences[note->kind]),
            .scope = say(request->language, secrecy_sentences[note->secrecy]),
            .words = note->words,
        };
        TRY(account_shown(request, note->author, &entry.row.who));
        LIST_APPEND(request->arena, entries, entry);
    }
    return OK;
}

static Outcome add_events(Request *request, Id case_file, EntryList *entries)
{
    CaseEventList events = {0};
    TRY(case_events(access_of(request), case_file, &events));
    for (size_t i = 0; i < events.count; i++) {
        const CaseEvent *event = &events.items[i];
        Entry entry = {.at = event->at};
        entry.row = (TimelineRow){
            .when = say_moment(request->arena, request->language, event->at),
            .what = say(request->language, event_sentence(event->act)),
        };
        TRY(account_shown(request, event->account, &entry.row.who));
        LIST_APPEND(request->arena, entries, entry);
    }
    return OK;
}

static int newest_first(const void *a, const void *b)
{
    const Entry *left = a;
    const Entry *right = b;
    return (left->at < right->at) - (left->at > right->at);
}

static Outcome fill_rows(Request *request, Id case_file, TimelineView *view)
{
    EntryList entries = {0};
    NoteList notes = {0};
    const bool wants_events = !text_equal(view->filter, TEXT("notes"));
    TRY(note_list(access_of(request), case_file, &notes));
    if (!text_equal(view->filter, TEXT("faits"))) {
        TRY(add_notes(request, &notes, &entries));
    }
    if (wants_events) {
        TRY(add_events(request, case_file, &entries));
    }
    if (entries.count > 0) {
        qsort(entries.items, entries.count, sizeof *entries.items, newest_first);
    }
    TimelineRow *rows = ARENA_ARRAY(request->arena, TimelineRow, entries.count + 1);
    for (size_t i = 0; i < entries.count; i++) {
        rows[i] = entries.items[i].row;
    }
    view->rows = rows;
    view->row_count = entries.count;
    if (notes.withheld > 0) {
        view->withheld = say_with(request->arena, request->language, SAY_CASE_WITHHELD, "n",
                                  text_format(request->arena, "%zu", notes.withheld));
    }
    return OK;
}

/* ------------------------------------------------------------------------------- the page */

static void fill_choices(const Request *request, TimelineView *view)
{
    const RetentionList classes = retentions();
    Choice *retention = ARENA_ARRAY(request->arena, Choice, classes.count + 1);
    Choice *results = ARENA_ARRAY(request->arena, Choice, CASE_RESULT_COUNT);
    Choice *kinds = ARENA_ARRAY(request->arena, Choice, NOTE_KIND_COUNT);
    for (size_t i = 0; i < classes.count; i++) {
        retention[i] = (Choice){classes.items[i].key,
                                phrase_in(&classes.items[i].name, request->language, NULL)};
    }
    for (size_t i = 0; i < CASE_RESULT_COUNT; i++) {
        const CaseResult result = (CaseResult)i;
        results[i] = (Choice){case_result_code(result),
                              phrase_in(case_result_name(result), request->language, NULL)};
    }
    for (size_t i = 0; i < NOTE_KIND_COUNT; i++) {
        kinds[i] =
            (Choice){note_kind_code((NoteKind)i), say(request->language, kind_sentences[i])};
    }
    view->retentions = retention;
    view->retention_count = classes.count;
    view->results = results;
    view->result_count = CASE_RESULT_COUNT;
    view->kinds = kinds;
    view->kind_count = NOTE_KIND_COUNT;
}

static Text closed_in_words(const Request *request, const Case *shown)
{
    CaseResult result = RESULT_HELPED;
    if (shown->closed == 0 || !case_result_parse(shown->result, &result)) {
        return TEXT("");
    }
    return text_format(request->arena, "%.*s, %.*s",
                       TEXT_ARG(say_moment(request->arena, request->language, shown->closed)),
                       TEXT_ARG(phrase_in(case_result_name(result), request->language, NULL)));
}

/* The open case, else the one closed last. */
static const Case *case_shown(const CaseList *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        if (cases->items[i].closed == 0) {
            return &cases->items[i];
        }
    }
    return cases->count > 0 ? &cases->items[0] : NULL;
}

static Outcome write_timeline(Request *request, Id person, TimelineView *view)
{
    Html html = {0};
    CaseList cases = {0};
    Relation relation = RELATION_STRANGER;
    Access *access = access_of(request);
    TRY(case_list(access, person, &cases));
    TRY(person_relation(access, person, &relation));
    const Case *shown = case_shown(&cases);
    view->person = id_format(request->arena, person);
    view->has_case = shown != NULL;
    const bool is_writer =
        permission_allows(access->caller.permissions, MAY_WRITE_CASE, relation);
    view->may_write = is_writer && shown != NULL && shown->closed == 0;
    view->may_open = is_writer && (shown == NULL || shown->closed != 0);
    view->has_profession = access->caller.profession.length > 0;
    fill_choices(request, view);
    if (shown != NULL) {
        view->case_id = id_format(request->arena, shown->id);
        view->code = shown->code;
        view->closed = closed_in_words(request, shown);
        TRY(fill_rows(request, shown->id, view));
    }
    view->frame.draft_form = view->may_write ? TEXT("entry") : TEXT("");
    TRY(frame_open(request, say(request->language, SAY_CASE_TITLE), &view->frame, &html));
    timeline_page(&html, view);
    return OK;
}

static Outcome show_timeline(Request *request)
{
    Id person = {{0}};
    TimelineView view = {.filter = request_query(request, "voir")};
    TRY(person_of_path(request, &person));
    return write_timeline(request, person, &view);
}

/* What is wrong is said at the form, with what was written in it. */
static Outcome say_wrong(Request *request, Id person, Outcome outcome)
{
    TimelineView view = {.draft = request_form(request, "words")};
    if (outcome != INVALID) {
        return outcome;
    }
    view.problem = say(request->language, SAY_CASE_REFUSED);
    request->response.status = 422;
    return write_timeline(request, person, &view);
}

static Outcome form_case(Request *request, Id *case_file)
{
    return id_parse(request_form(request, "case"), case_file)
               ? OK
               : REQUEST_INVALID(request, "body", "case", "an identifier is expected");
}

static Outcome add_entry(Request *request)
{
    Id person = {{0}};
    Id case_file = {{0}};
    Id made = {{0}};
    NewNote note = {.secrecy = NOTE_AUTHOR, .words = request_form(request, "words")};
    TRY(person_of_path(request, &person));
    TRY(form_case(request, &case_file));
    if (!note_secrecy_parse(request_form(request, "secrecy"), &note.secrecy) ||
        !note_kind_parse(request_form(request, "kind"), &note.kind)) {
        return say_wrong(request, person, INVALID);
    }
    const Outcome outcome = note_add(access_of(request), case_file, &note, &made);
    return outcome == OK ? response_redirect(request, person_page_path(request, person, "/fil"))
                         : say_wrong(request, person, outcome);
}

static Outcome open_one(Request *request)
{
    Id person = {{0}};
    Id made = {{0}};
    TRY(person_of_path(request, &person));
    const Outcome outcome =
        case_open(access_of(request), person, request_form(request, "retention"), &made);
    return outcome == OK ? response_redirect(request, person_page_path(request, person, "/fil"))
                         : say_wrong(request, person, outcome);
}

static Outcome close_one(Request *request)
{
    Id person = {{0}};
    Id case_file = {{0}};
    CaseResult result = RESULT_HELPED;
    TRY(person_of_path(request, &person));
    TRY(form_case(request, &case_file));
    if (!case_result_parse(request_form(request, "result"), &result)) {
        return say_wrong(request, person, INVALID);
    }
    TRY(case_close(access_of(request), case_file, result));
    return response_redirect(request, person_page_path(request, person, "/fil"));
}

static const Route routes[] = {
    {GET,  "/p/{id}/fil",         MAY_READ_CASE,  show_timeline, FRESH},
    {POST, "/p/{id}/fil",         MAY_WRITE_NOTE, add_entry,     FRESH},
    {POST, "/p/{id}/dossier",     MAY_WRITE_CASE, open_one,      FRESH},
    {POST, "/p/{id}/dossier/fin", MAY_WRITE_CASE, close_one,     FRESH},
};

const RouteTable CASE_ROUTES = {routes, LENGTH_OF(routes)};
