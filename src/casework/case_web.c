/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_web.h"

/* The course of a case: /p/ID/fil, its opening and its closing. */
#include <stdlib.h>

#include "casework/accompaniment.h"
#include "casework/case_edge_web.h"
#include "casework/conference.h"
#include "casework/note.h"
#include "casework/result.h"
#include "casework/retention.h"
#include "casework/sentences.h"
#include "casework/timeline_views_web.h"
#include "http/once.h"
#include "people/relation.h"
#include "people/sentences.h"

/* A row with its moment, to be put in order. */
typedef struct Entry {
    Moment at;
    TimelineRow row;
} Entry;

typedef LIST_OF(Entry) EntryList;

/* A kind of thing that happens: how its acts start, and the filter that shows it alone. */
typedef struct EventKind {
    const char *start;
    Sentence said;
    const char *filter;
} EventKind;

#define MEETINGS "concertations"

static const EventKind event_kinds[] = {
    {"case.opened",          SAY_CASE_EVENT_OPENED,               "faits"  },
    {"case.closed",          SAY_CASE_EVENT_CLOSED,               "faits"  },
    {"lead.",                SAY_CASE_EVENT_LEAD,                 "equipe" },
    {"member.",              SAY_CASE_EVENT_MEMBER,               "equipe" },
    {"need.",                SAY_CASE_EVENT_NEED,                 "besoins"},
    {"assessment.",          SAY_CASE_EVENT_ASSESSMENT,           "faits"  },
    {"document.added",       SAY_CASE_EVENT_DOCUMENT,             "faits"  },
    {"document.",            SAY_CASE_EVENT_WITHDRAWN,            "faits"  },
    {"case.handed",          SAY_CASE_EVENT_HANDED,               "equipe" },
    {"conference.planned",   SAY_CASE_EVENT_CONFERENCE_PLANNED,   MEETINGS },
    {"conference.invited",   SAY_CASE_EVENT_CONFERENCE_INVITED,   MEETINGS },
    {"conference.uninvited", SAY_CASE_EVENT_CONFERENCE_UNINVITED, MEETINGS },
    {"conference.decided",   SAY_CASE_EVENT_CONFERENCE_DECIDED,   MEETINGS },
    {"conference.held",      SAY_CASE_EVENT_CONFERENCE_HELD,      MEETINGS },
    {"conference.cancelled", SAY_CASE_EVENT_CONFERENCE_CANCELLED, MEETINGS },
    {"accompaniment.",       SAY_CASE_EVENT_ACCOMPANIMENT,        "taches" },
    {"",                     SAY_CASE_EVENT_ITEM,                 "taches" },
};

static const EventKind *kind_of_event(Text act)
{
    size_t i = 0;
    while (!text_starts_with(act, text_from(event_kinds[i].start))) {
        i++;
    }
    return &event_kinds[i];
}

Text case_event_words(const Request *request, Text act)
{
    return say(request->language, kind_of_event(act)->said);
}

/* -------------------------------------------------------------------------------- the rows */

static Outcome add_notes(Request *request, const NoteList *notes, EntryList *entries)
{
    for (size_t i = 0; i < notes->count; i++) {
        const Note *note = &notes->items[i];
        Entry entry = {.at = note->at};
        entry.row = (TimelineRow){
            .when = say_moment(request->arena, request->language, note->at),
            .what = note_kind_words(request, note->kind),
            .scope = note_secrecy_words(request, note->secrecy),
            .words = note->words,
        };
        TRY(account_shown(request, note->author, &entry.row.who));
        LIST_APPEND(request->arena, entries, entry);
    }
    return OK;
}

/* What events speak of. */
typedef struct Spoken {
    CaseNeedList needs;
    CaseItemList items;
    ConferenceList conferences;
    AccompanimentList accompaniments;
} Spoken;

static Text join(const Request *request, Text what, Text more)
{
    return more.length == 0
               ? what
               : text_format(request->arena, "%.*s · %.*s", TEXT_ARG(what), TEXT_ARG(more));
}

static Text need_of_event(const Request *request, const Spoken *spoken, const CaseEvent *event)
{
    Urgency urgency = URGENCY_NORMAL;
    for (size_t i = 0; i < spoken->needs.count; i++) {
        if (id_equal(spoken->needs.items[i].id, event->subject)) {
            const Text name = case_need_words(request, spoken->needs.items[i].need);
            return urgency_parse(event->code, &urgency)
                       ? join(request, name, case_urgency_words(request, urgency))
                       : name;
        }
    }
    return TEXT("");
}

static Text words_of(const Spoken *spoken, Id id)
{
    for (size_t i = 0; i < spoken->accompaniments.count; i++) {
        if (id_equal(spoken->accompaniments.items[i].id, id)) {
            return spoken->accompaniments.items[i].door;
        }
    }
    for (size_t i = 0; i < spoken->conferences.count; i++) {
        if (id_equal(spoken->conferences.items[i].id, id)) {
            return spoken->conferences.items[i].subject;
        }
    }
    for (size_t i = 0; i < spoken->items.count; i++) {
        if (id_equal(spoken->items.items[i].id, id)) {
            return spoken->items.items[i].words;
        }
    }
    return TEXT("");
}

static Outcome fill_event(Request *request, const Spoken *spoken, const CaseEvent *event,
                          TimelineRow *row)
{
    const EventKind *kind = kind_of_event(event->act);
    Text more = need_of_event(request, spoken, event);
    if (text_equal(text_from(kind->filter), TEXT("equipe"))) {
        TRY(account_shown(request, event->subject, &more));
    }
    row->when = say_moment(request->arena, request->language, event->at);
    row->what = join(request, say(request->language, kind->said), more);
    row->words = words_of(spoken, event->subject);
    return account_shown(request, event->account, &row->who);
}

static Outcome add_events(Request *request, Id case_file, Text filter, EntryList *entries)
{
    Spoken spoken = {0};
    CaseEventList events = {0};
    Access *access = access_of(request);
    TRY(case_events(access, case_file, &events));
    TRY(case_needs(access, case_file, &spoken.needs));
    TRY(case_items(access, case_file, &spoken.items));
    TRY(conference_list(access, case_file, &spoken.conferences));
    TRY(accompaniment_list(access, case_file, &spoken.accompaniments));
    for (size_t i = 0; i < events.count; i++) {
        const CaseEvent *event = &events.items[i];
        Entry entry = {.at = event->at};
        const Text own = text_from(kind_of_event(event->act)->filter);
        if (filter.length > 0 && !text_equal(filter, own)) {
            continue;
        }
        TRY(fill_event(request, &spoken, event, &entry.row));
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
    const bool wants_notes = text_equal(view->filter, TEXT("notes"));
    TRY(note_list(access_of(request), case_file, &notes));
    if (wants_notes || view->filter.length == 0) {
        TRY(add_notes(request, &notes, &entries));
    }
    if (!wants_notes) {
        TRY(add_events(request, case_file, view->filter, &entries));
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

static Choices filter_choices(const Request *request)
{
    static const struct {
        const char *code;
        Sentence name;
    } filters[] = {
        {"notes",   SAY_CASE_FILTER_NOTES },
        {"besoins", SAY_CASE_NEEDS        },
        {"taches",  SAY_CASE_FILTER_TASKS },
        {"equipe",  SAY_CASE_MEMBERS      },
        {MEETINGS,  SAY_CONFERENCE_TITLE  },
        {"faits",   SAY_CASE_FILTER_EVENTS},
    };
    Choice *items = ARENA_ARRAY(request->arena, Choice, LENGTH_OF(filters));
    for (size_t i = 0; i < LENGTH_OF(filters); i++) {
        items[i] =
            (Choice){text_from(filters[i].code), say(request->language, filters[i].name)};
    }
    return (Choices){items, LENGTH_OF(filters)};
}

static void fill_choices(const Request *request, TimelineView *view)
{
    const RetentionList classes = retentions();
    const CaseResultList offered = case_results();
    Choice *retention = ARENA_ARRAY(request->arena, Choice, classes.count + 1);
    Choice *results = ARENA_ARRAY(request->arena, Choice, offered.count + 1);
    Choice *kinds = ARENA_ARRAY(request->arena, Choice, NOTE_KIND_COUNT);
    for (size_t i = 0; i < classes.count; i++) {
        retention[i] = (Choice){classes.items[i].key,
                                phrase_in(&classes.items[i].name, request->language, NULL)};
    }
    for (size_t i = 0; i < offered.count; i++) {
        results[i] = (Choice){offered.items[i].key,
                              phrase_in(&offered.items[i].name, request->language, NULL)};
    }
    for (size_t i = 0; i < NOTE_KIND_COUNT; i++) {
        kinds[i] = (Choice){note_kind_code((NoteKind)i), note_kind_words(request, (NoteKind)i)};
    }
    view->retentions = (Choices){retention, classes.count};
    view->results = (Choices){results, offered.count};
    view->kinds = (Choices){kinds, NOTE_KIND_COUNT};
    view->filters = filter_choices(request);
}

Text case_closed_words(const Request *request, const Case *shown)
{
    if (shown->closed == 0) {
        return TEXT("");
    }
    return text_format(request->arena, "%.*s, %.*s",
                       TEXT_ARG(say_moment(request->arena, request->language, shown->closed)),
                       TEXT_ARG(case_result_words(shown->result, request->language)));
}

const Case *case_shown(const CaseList *cases)
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
    view->sent = once_token(request->arena);
    case_fill_tabs(request, person, TAB_TIMELINE, view->tabs);
    fill_choices(request, view);
    if (shown != NULL) {
        view->case_id = id_format(request->arena, shown->id);
        view->code = shown->code;
        view->closed = case_closed_words(request, shown);
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

Outcome case_of_form(Request *request, Id *case_file)
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
    TRY(case_of_form(request, &case_file));
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
    TRY(person_of_path(request, &person));
    TRY(case_of_form(request, &case_file));
    const Outcome outcome =
        case_close(access_of(request), case_file, request_form(request, "result"));
    if (outcome != OK) {
        return say_wrong(request, person, outcome);
    }
    return response_redirect(request, person_page_path(request, person, "/fil"));
}

static const Route routes[] = {
    {GET,  "/p/{id}/fil",         MAY_READ_CASE,  show_timeline, FRESH},
    {POST, "/p/{id}/fil",         MAY_WRITE_NOTE, add_entry,     FRESH},
    {POST, "/p/{id}/dossier",     MAY_WRITE_CASE, open_one,      FRESH},
    {POST, "/p/{id}/dossier/fin", MAY_WRITE_CASE, close_one,     FRESH},
};

const RouteTable CASE_ROUTES = {routes, LENGTH_OF(routes)};
