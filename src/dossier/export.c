/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/export.h"

#include "access/giving.h"
#include "access/journal.h"
#include "casework/accompaniment_json.h"
#include "casework/assessment_json.h"
#include "casework/case_work.h"
#include "casework/conference_json.h"
#include "casework/document_json.h"
#include "casework/note.h"
#include "crypto/base64.h"
#include "dossier/former.h"
#include "people/consent_json.h"
#include "people/household_json.h"
#include "people/person.h"
#include "people/relation.h"
#include "referral/referral_json.h"

/* Nothing for a moment that has not come. */
static void write_moment(Arena *arena, JsonWriter *json, const char *key, Moment moment)
{
    if (moment != 0) {
        json_member(json, key, moment_format_utc(arena, moment));
    }
}

/* ----------------------------------------------------------------------------- what is known
 */

static void write_fact(Arena *arena, JsonWriter *json, const PersonFact *fact)
{
    json_object_open(json);
    json_member(json, "kind", fact_kind_code(fact->what.kind));
    json_member(json, "value", fact->what.value);
    json_member_unless_empty(json, "extra", fact->what.extra);
    json_member(json, "state", fact_state_code(fact->state));
    json_member(json, "class", fact_class_code(fact->what.class));
    json_member(json, "source", fact_source_code(fact->what.source));
    json_member_unless_empty(json, "from", fact->what.valid_from);
    json_member_unless_empty(json, "to", fact->what.valid_to);
    json_member_bool(json, "withheld", fact->is_withheld);
    write_moment(arena, json, "at", fact->at);
    json_object_close(json);
}

static Outcome write_facts(Access *access, Id person, JsonWriter *json)
{
    PersonFile file = {0};
    TRY(person_read_history(access, person, &file));
    json_member(json, "code", file.person.code);
    write_moment(access->arena, json, "created", file.person.created);
    json_member_array_open(json, "facts");
    for (size_t i = 0; i < file.facts.count; i++) {
        write_fact(access->arena, json, &file.facts.items[i]);
    }
    json_array_close(json);
    return OK;
}

/* ------------------------------------------------------------------------ who is around them
 */

static Outcome write_around(Access *access, Id person, JsonWriter *json)
{
    HouseholdList households = {0};
    AnimalList animals = {0};
    TRY(household_list(access, person, &households));
    TRY(animal_list(access, person, &animals));
    json_key(json, TEXT("households"));
    household_write_items(access->arena, &households, json);
    json_key(json, TEXT("animals"));
    animal_write_items(access->arena, &animals, json);
    return OK;
}

/* ------------------------------------------------------------------------ what was agreed to
 */

static Outcome write_agreed(Access *access, Id person, JsonWriter *json)
{
    ConsentList consents = {0};
    ShareList shares = {0};
    TRY(consent_list(access, person, &consents));
    TRY(share_list(access, person, &shares));
    json_key(json, TEXT("consents"));
    consent_write_items(access->arena, &consents, json);
    json_key(json, TEXT("shares"));
    share_write_items(access->arena, &shares, json);
    return OK;
}

/* ------------------------------------------------------------------------ the doors opened */

static Outcome write_referrals(Access *access, Id person, JsonWriter *json)
{
    ReferralList list = {0};
    TRY(referral_list_open_to_caller(access, person, &list));
    json_member_integer(json, "referralsWithheld", (int64_t)list.withheld);
    json_member_array_open(json, "referrals");
    for (size_t i = 0; i < list.count; i++) {
        ReferralStory story = {0};
        TRY(referral_story_to_give(access, &list.items[i], &story));
        referral_write_past_json(access, &list.items[i], &story, json);
    }
    json_array_close(json);
    return OK;
}

/* --------------------------------------------------------------------------------- the cases
 */

static Outcome write_needs(Access *access, Id case_file, JsonWriter *json)
{
    CaseNeedList needs = {0};
    TRY(case_needs(access, case_file, &needs));
    json_member_array_open(json, "needs");
    for (size_t i = 0; i < needs.count; i++) {
        const CaseNeed *need = &needs.items[i];
        json_object_open(json);
        json_member(json, "need", need->need);
        json_member(json, "urgency", urgency_code(need->urgency));
        json_member(json, "state", need->state);
        write_moment(access->arena, json, "since", need->since);
        write_moment(access->arena, json, "ended", need->ended);
        json_object_close(json);
    }
    json_array_close(json);
    return OK;
}

static Outcome write_items(Access *access, Id case_file, JsonWriter *json)
{
    CaseItemList items = {0};
    TRY(case_items(access, case_file, &items));
    json_member_array_open(json, "items");
    for (size_t i = 0; i < items.count; i++) {
        const CaseItem *item = &items.items[i];
        json_object_open(json);
        json_member(json, "kind", item->kind == ITEM_TASK ? TEXT("task") : TEXT("goal"));
        json_member(json, "words", item->words);
        json_member(json, "state", item->state);
        write_moment(access->arena, json, "due", item->due);
        write_moment(access->arena, json, "created", item->created);
        write_moment(access->arena, json, "ended", item->ended);
        json_object_close(json);
    }
    json_array_close(json);
    return OK;
}

static Outcome write_notes(Access *access, Id case_file, JsonWriter *json)
{
    NoteList notes = {0};
    TRY(note_list(access, case_file, &notes));
    json_member_integer(json, "notesWithheld", (int64_t)notes.withheld);
    json_member_array_open(json, "notes");
    for (size_t i = 0; i < notes.count; i++) {
        const Note *note = &notes.items[i];
        json_object_open(json);
        json_member(json, "kind", note_kind_code(note->kind));
        json_member(json, "secrecy", note_secrecy_code(note->secrecy));
        json_member_id(json, access->arena, "author", note->author);
        write_moment(access->arena, json, "at", note->at);
        json_member(json, "words", note->words);
        json_object_close(json);
    }
    json_array_close(json);
    return OK;
}

/* The content of one that is given, while there is room; the others can be fetched one by one.
 */
static Outcome write_content(Access *access, Id case_file, const CaseDocument *document,
                             int64_t *room, JsonWriter *json)
{
    CaseDocument read = {0};
    Text content = TEXT("");
    const bool is_given = document->withdrawn == 0 && (document->state == DOCUMENT_UNSCANNED ||
                                                       document->state == DOCUMENT_CLEAN);
    if (!is_given || document->size > *room) {
        return OK;
    }
    TRY(document_read(access, case_file, document->id, &read, &content));
    json_member(json, "content", base64_write(access->arena, content));
    *room -= document->size;
    return OK;
}

static Outcome write_documents(Access *access, Id case_file, int64_t *room, JsonWriter *json)
{
    DocumentList list = {0};
    TRY(document_list(access, case_file, &list));
    json_member_integer(json, "documentsWithheld", (int64_t)list.withheld);
    json_member_array_open(json, "documents");
    for (size_t i = 0; i < list.count; i++) {
        json_object_open(json);
        document_write_members_json(access->arena, &list.items[i], json);
        TRY(write_content(access, case_file, &list.items[i], room, json));
        json_object_close(json);
    }
    json_array_close(json);
    return OK;
}

static Outcome write_assessments(Access *access, Id case_file, JsonWriter *json)
{
    AssessmentList list = {0};
    TRY(assessment_list(access, case_file, &list));
    json_member_array_open(json, "assessments");
    for (size_t i = 0; i < list.count; i++) {
        assessment_write_json(access->arena, &list.items[i], json);
    }
    json_array_close(json);
    return OK;
}

static Outcome write_conferences(Access *access, Id case_file, JsonWriter *json)
{
    ConferenceList list = {0};
    TRY(conference_list(access, case_file, &list));
    json_member_array_open(json, "conferences");
    for (size_t i = 0; i < list.count; i++) {
        conference_write_json(access, &list.items[i], json);
    }
    json_array_close(json);
    return OK;
}

static Outcome write_accompaniments(Access *access, Id case_file, JsonWriter *json)
{
    AccompanimentList list = {0};
    TRY(accompaniment_list(access, case_file, &list));
    json_member_array_open(json, "accompaniments");
    for (size_t i = 0; i < list.count; i++) {
        accompaniment_write_json(access, &list.items[i], json);
    }
    json_array_close(json);
    return OK;
}

/* In codes, as the case keeps them; the notes say the rest. */
static Outcome write_events(Access *access, Id case_file, JsonWriter *json)
{
    CaseEventList list = {0};
    TRY(case_events(access, case_file, &list));
    json_member_array_open(json, "events");
    for (size_t i = 0; i < list.count; i++) {
        const CaseEvent *event = &list.items[i];
        json_object_open(json);
        write_moment(access->arena, json, "at", event->at);
        json_member_id(json, access->arena, "account", event->account);
        json_member(json, "act", event->act);
        json_member_id(json, access->arena, "subject", event->subject);
        json_member_unless_empty(json, "code", event->code);
        json_object_close(json);
    }
    json_array_close(json);
    return OK;
}

static Outcome write_case(Access *access, const Case *shown, int64_t *room, JsonWriter *json)
{
    json_object_open(json);
    json_member_id(json, access->arena, "id", shown->id);
    json_member(json, "code", shown->code);
    json_member(json, "retention", shown->retention);
    write_moment(access->arena, json, "opened", shown->opened);
    write_moment(access->arena, json, "closed", shown->closed);
    json_member_unless_empty(json, "result", shown->result);
    TRY(write_needs(access, shown->id, json));
    TRY(write_items(access, shown->id, json));
    TRY(write_notes(access, shown->id, json));
    TRY(write_assessments(access, shown->id, json));
    TRY(write_conferences(access, shown->id, json));
    TRY(write_accompaniments(access, shown->id, json));
    TRY(write_documents(access, shown->id, room, json));
    TRY(write_events(access, shown->id, json));
    json_object_close(json);
    return OK;
}

static Outcome write_cases(Access *access, Id person, JsonWriter *json)
{
    CaseList cases = {0};
    int64_t room = EXPORT_DOCUMENT_BYTES;
    TRY(case_list(access, person, &cases));
    json_member_array_open(json, "cases");
    for (size_t i = 0; i < cases.count; i++) {
        TRY(write_case(access, &cases.items[i], &room, json));
    }
    json_array_close(json);
    return OK;
}

/* ------------------------------------------------------------------------------ who read what
 */

static Outcome write_reading(Access *access, const JournalLine *line, Former *former,
                             int64_t *withheld, JsonWriter *json)
{
    bool is_former = false;
    TRY(former_did(access, former, line->account, line->at, &is_former));
    if (is_former) {
        (*withheld)++;
        return OK;
    }
    json_object_open(json);
    write_moment(access->arena, json, "at", line->at);
    json_member_id(json, access->arena, "account", line->account);
    json_member(json, "act", line->act);
    json_member_unless_empty(json, "because", line->because);
    json_object_close(json);
    return OK;
}

static Outcome write_readings(Access *access, Id person, JsonWriter *json)
{
    int64_t before = 0;
    int64_t withheld = 0;
    Former former = {0};
    JournalPage page = {0};
    TRY(former_read(access, person, &former));
    json_member_array_open(json, "journal");
    for (size_t written = 0; written < EXPORT_MOST_LINES;) {
        TRY(journal_of_person(access->session, access->arena, person, before, &page,
                              access->problem));
        for (size_t i = 0; i < page.count; i++) {
            TRY(write_reading(access, &page.items[i], &former, &withheld, json));
        }
        written += page.count;
        if (page.count < JOURNAL_PAGE_LIMIT) {
            break;
        }
        before = page.items[page.count - 1].number;
    }
    json_array_close(json);
    json_member_integer(json, "journalWithheld", withheld);
    return OK;
}

/* Takes out what the workers of a former house did. */
static Outcome leave_out_former(Access *access, Id person, ShownJournal *shown)
{
    size_t kept = 0;
    Former former = {0};
    TRY(former_read(access, person, &former));
    for (size_t i = 0; i < shown->count; i++) {
        bool is_former = false;
        const ShownLine *line = &shown->items[i];
        TRY(former_did(access, &former, line->account, line->at, &is_former));
        if (!is_former) {
            shown->items[kept++] = *line;
        }
    }
    shown->withheld = shown->count - kept;
    shown->count = kept;
    return OK;
}

static Outcome write_given(Access *access, Id person, JsonWriter *json)
{
    for (size_t i = 0; i < GIVINGS.count; i++) {
        json_key(json, text_from(GIVINGS.items[i]->name));
        TRY(GIVINGS.items[i]->write(access, person, json));
    }
    return OK;
}

Outcome person_readings(Access *access, const JournalQuestion *question, ShownJournal *shown)
{
    TRY(person_admit(access, MAY_EXPORT_PERSON, question->person, (Id){{0}}, NULL));
    TRY(journal_show(access, question, shown));
    return leave_out_former(access, question->person, shown);
}

Outcome person_readings_all(Access *access, const JournalQuestion *question,
                            ShownJournal *shown)
{
    TRY(person_admit(access, MAY_EXPORT_PERSON, question->person, (Id){{0}}, NULL));
    TRY(journal_show_all(access, question, EXPORT_MOST_LINES, shown));
    return leave_out_former(access, question->person, shown);
}

Outcome person_export_json(Access *access, Id person, JsonWriter *json)
{
    TRY(person_admit(access, MAY_EXPORT_PERSON, person, (Id){{0}}, NULL));
    json_object_open(json);
    json_member(json, "person", id_format(access->arena, person));
    write_moment(access->arena, json, "made", access->now);
    TRY(write_facts(access, person, json));
    TRY(write_around(access, person, json));
    TRY(write_agreed(access, person, json));
    TRY(write_referrals(access, person, json));
    TRY(write_cases(access, person, json));
    TRY(write_given(access, person, json));
    TRY(write_readings(access, person, json));
    json_object_close(json);
    return OK;
}
