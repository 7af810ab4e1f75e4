/* SPDX-License-Identifier: EUPL-1.2 */
/* The cases of a person on paper. */
#include "casework/accompaniment_edge_web.h"
#include "casework/assessment_words_web.h"
#include "casework/conference_edge_web.h"
#include "casework/document_edge_web.h"
#include "casework/result.h"
#include "casework/retention.h"
#include "casework/sentences.h"
#include "dossier/paper_edge_web.h"
#include "dossier/sentences.h"
#include "words/sentences.h"

/* A part within a case: its id says which. */
static PaperPart part_of(const Request *request, const char *id, const Case *shown, Text title,
                         const PaperEntries *entries)
{
    PaperPart part = paper_part_of(id, title, entries);
    part.id = text_format(request->arena, "%s-%.*s", id, TEXT_ARG(shown->code));
    part.is_inner = true;
    return part;
}

static Text withheld_words(const Request *request, size_t count)
{
    return count == 0 ? TEXT("")
                      : say_with(request->arena, request->language, SAY_CASE_WITHHELD, "n",
                                 text_format(request->arena, "%zu", count));
}

/* --------------------------------------------------------------------------- needs and tasks
 */

static Outcome fill_needs(Request *request, const Case *shown, PaperPart *part)
{
    CaseNeedList needs = {0};
    PaperEntries entries = {0};
    TRY(case_needs(access_of(request), shown->id, &needs));
    for (size_t i = 0; i < needs.count; i++) {
        const CaseNeed *need = &needs.items[i];
        PaperEntry entry = {
            .what = paper_join(request, case_need_words(request, need->need),
                               case_urgency_words(request, need->urgency)),
            .note = paper_join(request, case_state_words(request, need->state),
                               paper_when(request, SAY_PAPER_RECORDED, need->since))};
        entry.note =
            paper_join(request, entry.note, paper_when(request, SAY_PAPER_ENDED, need->ended));
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = part_of(request, "needs", shown, say(request->language, SAY_CASE_NEEDS), &entries);
    return OK;
}

static PaperEntry item_entry(const Request *request, const CaseItem *item)
{
    const Sentence kind = item->kind == ITEM_TASK ? SAY_PAPER_TASK : SAY_PAPER_GOAL;
    Text note = case_state_words(request, item->state);
    note = paper_join(request, note, paper_when(request, SAY_PAPER_DUE, item->due));
    note = paper_join(request, note, paper_when(request, SAY_PAPER_RECORDED, item->created));
    note = paper_join(request, note, paper_when(request, SAY_PAPER_ENDED, item->ended));
    return (PaperEntry){
        .what = say(request->language, kind), .note = note, .words = item->words};
}

static Outcome fill_items(Request *request, const Case *shown, PaperPart *part)
{
    CaseItemList items = {0};
    PaperEntries entries = {0};
    TRY(case_items(access_of(request), shown->id, &items));
    for (size_t i = 0; i < items.count; i++) {
        LIST_APPEND(request->arena, &entries, item_entry(request, &items.items[i]));
    }
    const Text title = paper_join(request, say(request->language, SAY_CASE_GOALS),
                                  say(request->language, SAY_CASE_TASKS));
    *part = part_of(request, "items", shown, title, &entries);
    return OK;
}

/* ----------------------------------------------------------------------- notes, assessments */

static Outcome fill_notes(Request *request, const Case *shown, PaperPart *part)
{
    NoteList notes = {0};
    PaperEntries entries = {0};
    TRY(note_list(access_of(request), shown->id, &notes));
    for (size_t i = 0; i < notes.count; i++) {
        const Note *note = &notes.items[i];
        Text who = TEXT("");
        TRY(account_shown(request, note->author, &who));
        const PaperEntry entry = {
            .what = paper_join(request, note_kind_words(request, note->kind),
                               paper_moment(request, note->at)),
            .note = paper_join(request, who, note_secrecy_words(request, note->secrecy)),
            .words = note->words};
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = part_of(request, "notes", shown, say(request->language, SAY_PAPER_NOTES), &entries);
    part->note = withheld_words(request, notes.withheld);
    return OK;
}

/* A line an answer; as they are kept where the form of that version is no longer known. */
static Text answers_of(const Request *request, const Assessment *one)
{
    const Form *form = form_find(one->form, one->version);
    Text words = TEXT("");
    for (size_t i = 0; form != NULL && i < form->questions.count; i++) {
        const FormQuestion *question = &form->questions.items[i];
        words = text_format(request->arena, "%.*s%s%.*s%.*s%.*s", TEXT_ARG(words),
                            i == 0 ? "" : "\n",
                            TEXT_ARG(phrase_in(&question->label, request->language, NULL)),
                            TEXT_ARG(say(request->language, SAY_COLON)),
                            TEXT_ARG(answer_words(request, question, &one->answers)));
    }
    for (size_t i = 0; form == NULL && i < one->answers.count; i++) {
        words = text_format(request->arena, "%.*s%s%.*s: %.*s", TEXT_ARG(words),
                            i == 0 ? "" : "\n", TEXT_ARG(one->answers.items[i].key),
                            TEXT_ARG(one->answers.items[i].value));
    }
    return words;
}

static Outcome fill_assessments(Request *request, const Case *shown, PaperPart *part)
{
    AssessmentList list = {0};
    PaperEntries entries = {0};
    TRY(assessment_list(access_of(request), shown->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Assessment *one = &list.items[i];
        Text who = TEXT("");
        TRY(account_shown(request, one->author, &who));
        const Text version =
            say_with(request->arena, request->language, SAY_ASSESSMENT_VERSION, "n",
                     text_format(request->arena, "%lld", (long long)one->version));
        const Text replaced =
            one->is_replaced ? say(request->language, SAY_PAPER_REPLACED) : TEXT("");
        const PaperEntry entry = {
            .what = paper_join(request, form_words(request, one->form, one->version),
                               paper_moment(request, one->at)),
            .note = paper_join(request, paper_join(request, who, version), replaced),
            .words = answers_of(request, one)};
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = part_of(request, "assessments", shown, say(request->language, SAY_ASSESSMENT_TITLE),
                    &entries);
    part->note = withheld_words(request, list.withheld);
    return OK;
}

/* ------------------------------------------------------------------------------- documents */

/* A paper names them: what they hold is in the exported file. */
static Outcome fill_documents(Request *request, const Case *shown, PaperPart *part)
{
    DocumentList list = {0};
    PaperEntries entries = {0};
    TRY(document_list(access_of(request), shown->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const CaseDocument *one = &list.items[i];
        Text note = TEXT("");
        TRY(account_shown(request, one->author, &note));
        note = paper_join(request, paper_moment(request, one->at), note);
        note = paper_join(request, note, document_kind_words(request, one));
        note = paper_join(request, note, note_secrecy_words(request, one->secrecy));
        note = paper_join(request, note,
                          one->withdrawn == 0
                              ? document_state_words(request, one->state)
                              : say(request->language, SAY_CASE_DOCUMENT_WITHDRAWN));
        const PaperEntry entry = {.what = one->name, .note = note, .words = one->reason};
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = part_of(request, "documents", shown, say(request->language, SAY_CASE_DOCUMENTS),
                    &entries);
    part->note = withheld_words(request, list.withheld);
    return OK;
}

/* ----------------------------------------------------------------------------- conferences */

/* A line a text that is there. */
static Text lines_of(const Request *request, const Text *lines, size_t count)
{
    Text words = TEXT("");
    for (size_t i = 0; i < count; i++) {
        if (!text_is_empty(lines[i])) {
            words = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(words),
                                text_is_empty(words) ? "" : "\n", TEXT_ARG(lines[i]));
        }
    }
    return words;
}

static Text conference_words(const Request *request, const Conference *one)
{
    const Text fixed[] = {one->subject, one->place, one->represented, one->told};
    Text words = lines_of(request, fixed, LENGTH_OF(fixed));
    for (size_t i = 0; i < one->decisions.count; i++) {
        const Text both[] = {words, one->decisions.items[i].words};
        words = lines_of(request, both, LENGTH_OF(both));
    }
    return words;
}

static Outcome fill_conferences(Request *request, const Case *shown, PaperPart *part)
{
    ConferenceList list = {0};
    PaperEntries entries = {0};
    TRY(conference_list(access_of(request), shown->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Conference *one = &list.items[i];
        const PaperEntry entry = {.what = paper_moment(request, one->starts),
                                  .note = conference_state_words(request, one->state),
                                  .words = conference_words(request, one)};
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = part_of(request, "conferences", shown, say(request->language, SAY_CONFERENCE_TITLE),
                    &entries);
    return OK;
}

static Outcome fill_accompaniments(Request *request, const Case *shown, PaperPart *part)
{
    AccompanimentList list = {0};
    PaperEntries entries = {0};
    TRY(accompaniment_list(access_of(request), shown->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Accompaniment *one = &list.items[i];
        const Text lines[] = {one->door, one->place, one->volunteer, one->seen};
        const PaperEntry entry = {.what = paper_moment(request, one->starts),
                                  .note = accompaniment_words(request, one),
                                  .words = lines_of(request, lines, LENGTH_OF(lines))};
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = part_of(request, "accompaniments", shown,
                    say(request->language, SAY_ACCOMPANIMENT_TITLE), &entries);
    return OK;
}

/* ------------------------------------------------------------------------ what happened in it
 */

static Outcome event_entry(Request *request, const CaseNeedList *needs, const CaseEvent *event,
                           PaperEntry *entry)
{
    Text need = TEXT("");
    for (size_t i = 0; i < needs->count; i++) {
        if (id_equal(needs->items[i].id, event->subject)) {
            need = case_need_words(request, needs->items[i].need);
        }
    }
    entry->what = paper_join(request, paper_moment(request, event->at),
                             paper_join(request, case_event_words(request, event->act), need));
    return account_shown(request, event->account, &entry->note);
}

static Outcome fill_events(Request *request, const Case *shown, PaperPart *part)
{
    CaseNeedList needs = {0};
    CaseEventList list = {0};
    PaperEntries entries = {0};
    TRY(case_needs(access_of(request), shown->id, &needs));
    TRY(case_events(access_of(request), shown->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        PaperEntry entry = {0};
        TRY(event_entry(request, &needs, &list.items[i], &entry));
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part =
        part_of(request, "events", shown, say(request->language, SAY_PAPER_EVENTS), &entries);
    return OK;
}

/* ----------------------------------------------------------------------------------- cases */

enum { PARTS_OF_CASE = 8 };

static Outcome case_entry(Request *request, const Case *shown, PaperEntry *entry)
{
    PaperPart *parts = ARENA_ARRAY(request->arena, PaperPart, PARTS_OF_CASE);
    const Retention *kept = retention_find(shown->retention);
    const Text class =
        kept == NULL ? shown->retention : phrase_in(&kept->name, request->language, NULL);
    TRY(fill_needs(request, shown, &parts[0]));
    TRY(fill_items(request, shown, &parts[1]));
    TRY(fill_notes(request, shown, &parts[2]));
    TRY(fill_assessments(request, shown, &parts[3]));
    TRY(fill_conferences(request, shown, &parts[4]));
    TRY(fill_accompaniments(request, shown, &parts[5]));
    TRY(fill_documents(request, shown, &parts[6]));
    TRY(fill_events(request, shown, &parts[7]));
    Text note = paper_when(request, SAY_PAPER_OPENED, shown->opened);
    note = paper_join(request, note, paper_when(request, SAY_PAPER_ENDED, shown->closed));
    note = paper_join(request, note, case_result_words(shown->result, request->language));
    note = paper_join(
        request, note,
        say_with(request->arena, request->language, SAY_PAPER_KEPT_AS, "class", class));
    *entry = (PaperEntry){
        .what = shown->code, .note = note, .parts = parts, .part_count = PARTS_OF_CASE};
    return OK;
}

Outcome paper_cases(Request *request, Id person, PaperPart *part)
{
    CaseList list = {0};
    PaperEntries entries = {0};
    TRY(case_list(access_of(request), person, &list));
    for (size_t i = 0; i < list.count; i++) {
        PaperEntry entry = {0};
        TRY(case_entry(request, &list.items[i], &entry));
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = paper_part_of("cases", say(request->language, SAY_PAPER_CASES), &entries);
    return OK;
}
