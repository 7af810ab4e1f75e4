/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/conference_web.h"

#include "access/house.h"
#include "casework/case_edge_web.h"
#include "casework/conference_edge_web.h"
#include "casework/note.h"
#include "casework/sentences.h"
#include "http/once.h"
#include "people/relation.h"
#include "people/share.h"

/* ------------------------------------------------------------------------------- the list */

static bool may_write(const Access *access, const Case *file)
{
    return file->closed == 0 &&
           permission_allows(access->caller.permissions, MAY_WRITE_CASE, file->relation);
}

static Outcome write_list(Request *request, Id person, ConferencesView *view)
{
    Html html = {0};
    CaseList cases = {0};
    ConferenceList list = {0};
    Access *access = access_of(request);
    TRY(case_list(access, person, &cases));
    const Case *file = case_shown(&cases);
    view->href = person_page_href(request, person);
    view->sent = once_token(request->arena);
    view->has_case = file != NULL;
    case_fill_tabs(request, person, TAB_CONFERENCES, view->tabs);
    if (file != NULL) {
        TRY(conference_list(access, file->id, &list));
        view->case_id = id_format(request->arena, file->id);
        view->may_write = may_write(access, file);
    }
    conference_fill_links(request, &list, &view->links);
    view->frame.draft_form = view->may_write ? TEXT("entry") : TEXT("");
    TRY(frame_open(request, say(request->language, SAY_CONFERENCE_TITLE), &view->frame, &html));
    conferences_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    Id person = {{0}};
    ConferencesView view = {0};
    TRY(person_of_path(request, &person));
    return write_list(request, person, &view);
}

static Outcome back_to(Request *request, Id person, Id conference)
{
    const Text rest = text_format(request->arena, "/concertations/%.*s",
                                  TEXT_ARG(id_format(request->arena, conference)));
    return response_redirect(
        request, person_page_path(request, person, text_to_c(request->arena, rest)));
}

static Outcome say_list_wrong(Request *request, Id person, Outcome outcome)
{
    ConferencesView view = {.starts = request_form(request, "starts"),
                            .place = request_form(request, "place"),
                            .subject = request_form(request, "subject")};
    if (outcome != INVALID) {
        return outcome;
    }
    view.problem = say(request->language, SAY_CONFERENCE_WRONG);
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 422;
    return write_list(request, person, &view);
}

static Outcome plan(Request *request)
{
    Id person = {{0}};
    Id case_file = {{0}};
    Id made = {{0}};
    NewConference conference = {.place = request_form(request, "place"),
                                .subject = request_form(request, "subject")};
    TRY(person_of_path(request, &person));
    TRY(case_of_form(request, &case_file));
    (void)moment_parse(request_form(request, "starts"), &conference.starts);
    const Outcome outcome = conference_plan(access_of(request), case_file, &conference, &made);
    return outcome == OK ? back_to(request, person, made)
                         : say_list_wrong(request, person, outcome);
}

/* ------------------------------------------------------------------------------------ one */

static Text attendance_words(const Request *request, Attendance attendance)
{
    switch (attendance) {
    case ATTENDANCE_CAME:
        return say(request->language, SAY_CONFERENCE_CAME);
    case ATTENDANCE_ABSENT:
        return say(request->language, SAY_CONFERENCE_ABSENT);
    case ATTENDANCE_UNKNOWN:
    case ATTENDANCE_COUNT:
        break;
    }
    return TEXT("");
}

static Outcome fill_guests(Request *request, const Conference *conference, ConferenceView *view)
{
    GuestRow *rows = ARENA_ARRAY(request->arena, GuestRow, conference->guests.count + 1);
    for (size_t i = 0; i < conference->guests.count; i++) {
        const ConferenceGuest *guest = &conference->guests.items[i];
        rows[i].id = id_format(request->arena, guest->guest);
        rows[i].attendance = attendance_words(request, guest->attendance);
        if (guest->is_house) {
            TRY(house_name(request->session, request->arena, guest->guest, &rows[i].name,
                           &request->problem));
        } else {
            TRY(account_shown(request, guest->guest, &rows[i].name));
        }
    }
    view->guests = rows;
    view->guest_count = conference->guests.count;
    return OK;
}

static void fill_decisions(Request *request, const Conference *conference, ConferenceView *view)
{
    const size_t count = conference->decisions.count;
    DecisionRow *rows = ARENA_ARRAY(request->arena, DecisionRow, count + 1);
    for (size_t i = 0; i < count; i++) {
        const ConferenceDecision *decision = &conference->decisions.items[i];
        rows[i] = (DecisionRow){decision->words, !id_is_nil(decision->task)};
    }
    view->decisions = rows;
    view->decision_count = count;
}

static Outcome fill_minutes(Request *request, const Conference *conference,
                            ConferenceView *view)
{
    NoteList notes = {0};
    if (id_is_nil(conference->minutes)) {
        return OK;
    }
    TRY(note_list(access_of(request), conference->case_file, &notes));
    view->are_minutes_withheld = true;
    for (size_t i = 0; i < notes.count; i++) {
        if (id_equal(notes.items[i].id, conference->minutes)) {
            view->minutes = notes.items[i].words;
            view->are_minutes_withheld = false;
        }
    }
    return OK;
}

static Outcome fill_owners(Request *request, Id case_file, ConferenceView *view)
{
    size_t count = 0;
    CaseMemberList members = {0};
    TRY(case_members(access_of(request), case_file, &members));
    Choice *owners = ARENA_ARRAY(request->arena, Choice, members.count + 1);
    for (size_t i = 0; i < members.count; i++) {
        if (members.items[i].left_at == 0) {
            owners[count].code = id_format(request->arena, members.items[i].account);
            TRY(account_shown(request, members.items[i].account, &owners[count].name));
            count++;
        }
    }
    view->owners = (Choices){owners, count};
    return OK;
}

static Outcome fill_one(Request *request, const Conference *conference, ConferenceView *view)
{
    Case file = {0};
    Access *access = access_of(request);
    TRY(case_read(access, conference->case_file, &file));
    view->may_write = may_write(access, &file);
    view->is_planned = conference->state == CONFERENCE_PLANNED;
    view->is_cancelled = conference->state == CONFERENCE_CANCELLED;
    view->when = say_moment(request->arena, request->language, conference->starts);
    view->state = conference_state_words(request, conference->state);
    view->subject = conference->subject;
    view->place = conference->place;
    view->attendance = attendance_words(request, conference->attendance);
    view->represented = conference->represented;
    view->told = conference->told;
    TRY(house_name(request->session, request->arena, conference->house, &view->house,
                   &request->problem));
    TRY(fill_guests(request, conference, view));
    fill_decisions(request, conference, view);
    TRY(fill_minutes(request, conference, view));
    return fill_owners(request, conference->case_file, view);
}

/* The conference of the path; NOT_FOUND, as for nobody, when it is another person's. */
static Outcome find(Request *request, Conference *conference)
{
    Id id = {{0}};
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "conference", &id));
    TRY(conference_read(access_of(request), id, conference));
    return id_equal(conference->person, person)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "person",
                             "no such person");
}

/* What the page has to write in, the longest first. */
static void fill_drafts(Request *request, ConferenceView *view)
{
    const struct {
        bool is_there;
        const char *id;
        Sentence name;
    } forms[] = {
        {!view->is_cancelled, "minutes-form",  SAY_CONFERENCE_MINUTES_WRITE},
        {!view->is_cancelled, "decision-form", SAY_CONFERENCE_DECIDE       },
        {view->is_planned,    "hold-form",     SAY_CONFERENCE_HOLD         },
    };
    for (size_t i = 0; i < LENGTH_OF(forms); i++) {
        if (view->may_write && forms[i].is_there) {
            LIST_APPEND(
                request->arena, &view->frame.draft_forms,
                (DraftForm){text_from(forms[i].id), say(request->language, forms[i].name)});
        }
    }
}

static Outcome write_one(Request *request, ConferenceView *view)
{
    Html html = {0};
    Conference conference = {0};
    TRY(find(request, &conference));
    view->href = person_page_href(request, conference.person);
    view->self = text_format(request->arena, "%.*s/concertations/%.*s", TEXT_ARG(view->href),
                             TEXT_ARG(id_format(request->arena, conference.id)));
    view->sent = once_token(request->arena);
    view->invited = request_form(request, "house");
    case_fill_tabs(request, conference.person, TAB_CONFERENCES, view->tabs);
    TRY(fill_one(request, &conference, view));
    fill_drafts(request, view);
    TRY(frame_open(request, say(request->language, SAY_CONFERENCE_TITLE), &view->frame, &html));
    conference_page(&html, view);
    return OK;
}

static Outcome show_one(Request *request)
{
    ConferenceView view = {0};
    return write_one(request, &view);
}

/* --------------------------------------------------------------------------------- acting */

/* What is wrong with a form, in words; empty for a refusal that is no matter of the form. */
static Text wrong_words(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence said;
    } wrongs[] = {
        {"represented", SAY_CONFERENCE_WRONG_ABSENCE},
        {"told",        SAY_CONFERENCE_WRONG_ABSENCE},
        {"came",        SAY_CONFERENCE_WRONG_CAME   },
        {"house",       SAY_CONFERENCE_WRONG_HOUSE  },
        {"recipient",   SAY_CONFERENCE_WRONG_HOUSE  },
        {"guest",       SAY_CONFERENCE_WRONG_GUEST  },
        {"replaces",    SAY_CONFERENCE_WRONG_MINUTES},
        {"owner",       SAY_CASE_WRONG_OWNER        },
        {"state",       SAY_CONFERENCE_WRONG_STATE  },
    };
    if (outcome != INVALID && outcome != CONFLICT) {
        return TEXT("");
    }
    for (size_t i = 0; i < LENGTH_OF(wrongs); i++) {
        if (text_equal(request->problem.field, text_from(wrongs[i].field))) {
            return say(request->language, wrongs[i].said);
        }
    }
    return say(request->language, SAY_CONFERENCE_WRONG);
}

/* Does one thing and goes back to the page; what is wrong is said on it, with what was written
 * in the forms. */
typedef Outcome (*Deed)(Request *request, const Conference *conference, ConferenceView *view);

static Outcome act(Request *request, Deed deed)
{
    ConferenceView view = {0};
    Conference conference = {0};
    TRY(find(request, &conference));
    const Outcome outcome = deed(request, &conference, &view);
    if (outcome == OK) {
        return back_to(request, conference.person, conference.id);
    }
    if (view.problem.length == 0) {
        view.problem = wrong_words(request, outcome);
    }
    if (view.problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_one(request, &view);
}

static unsigned read_conditions(const Request *request)
{
    unsigned recorded = 0;
    size_t at = 0;
    Text value = TEXT("");
    while (field_next(&request->form, "condition", &at, &value)) {
        ShareCondition condition = CONDITION_SECRECY;
        if (share_condition_parse(value, &condition)) {
            recorded |= 1u << condition;
        }
    }
    return recorded;
}

/* The conditions that are missing, each in words. */
static Outcome say_missing(Request *request, const Conference *conference,
                           const Invitation *invitation, ConferenceView *view)
{
    unsigned missing = 0;
    const ShareTerms terms = {invitation->house, PURPOSE_CONFERENCE, CLASS_SITUATION,
                              invitation->conditions};
    TRY(share_missing(access_of(request), conference->person, &terms, &missing));
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        if ((missing & 1u << i) != 0) {
            view->missing[view->missing_count++] =
                phrase_in(share_condition_sentence((ShareCondition)i), request->language, NULL);
        }
    }
    if (view->missing_count > 0) {
        view->problem = say(request->language, SAY_CONFERENCE_NOT_INVITED);
    }
    return REFUSED;
}

/* A refusal of the caller names no condition: nothing more is said to them of the person. */
static bool is_for_a_condition(const Request *request)
{
    ShareCondition condition = CONDITION_SECRECY;
    return share_condition_parse(request->problem.field, &condition);
}

static Outcome invite(Request *request, const Conference *conference, ConferenceView *view)
{
    House house = {0};
    Invitation invitation = {.account = person_form_id(request, "account"),
                             .conditions = read_conditions(request)};
    if (id_is_nil(invitation.account)) {
        TRY(house_find(request->session, request->arena,
                       text_trim(request_form(request, "house")), &house, &request->problem));
        invitation.house = house.id;
    }
    const Outcome outcome = conference_invite(access_of(request), conference->id, &invitation);
    return outcome == REFUSED && is_for_a_condition(request)
               ? say_missing(request, conference, &invitation, view)
               : outcome;
}

static Outcome uninvite(Request *request, const Conference *conference, ConferenceView *view)
{
    (void)view;
    return conference_uninvite(access_of(request), conference->id,
                               person_form_id(request, "guest"));
}

static Outcome decide(Request *request, const Conference *conference, ConferenceView *view)
{
    Id made = {{0}};
    LocalTime due = {.minute = 24 * 60 - 1};
    const Text day = request_form(request, "due");
    NewDecision decision = {.words = request_form(request, "words"),
                            .is_task = request_form(request, "task").length > 0,
                            .owner = person_form_id(request, "owner")};
    view->draft_words = decision.words;
    if (day.length > 0) {
        if (!date_parse(day, &due.date)) {
            return REQUEST_INVALID(request, "body", "due", "a day is expected, as 2026-12-03");
        }
        decision.due = moment_from_local(due);
    }
    return conference_decide(access_of(request), conference->id, &decision, &made);
}

static Outcome write_minutes(Request *request, const Conference *conference,
                             ConferenceView *view)
{
    view->draft_minutes = request_form(request, "words");
    return conference_write_minutes(access_of(request), conference->id, view->draft_minutes);
}

static Outcome hold(Request *request, const Conference *conference, ConferenceView *view)
{
    size_t at = 0;
    Text value = TEXT("");
    Id *came = ARENA_ARRAY(request->arena, Id, CONFERENCE_GUESTS_MOST);
    Held held = {.came = came,
                 .person_came = text_equal(request_form(request, "person"), TEXT("came")),
                 .represented = request_form(request, "represented"),
                 .told = request_form(request, "told")};
    view->draft_represented = held.represented;
    view->draft_told = held.told;
    while (held.came_count < CONFERENCE_GUESTS_MOST &&
           field_next(&request->form, "came", &at, &value)) {
        if (!id_parse(value, &came[held.came_count++])) {
            return REQUEST_INVALID(request, "body", "came", "identifiers are expected");
        }
    }
    return conference_hold(access_of(request), conference->id, &held);
}

static Outcome cancel(Request *request, const Conference *conference, ConferenceView *view)
{
    (void)view;
    return conference_cancel(access_of(request), conference->id);
}

static Outcome post_invite(Request *request)
{
    return act(request, invite);
}

static Outcome post_uninvite(Request *request)
{
    return act(request, uninvite);
}

static Outcome post_decision(Request *request)
{
    return act(request, decide);
}

static Outcome post_minutes(Request *request)
{
    return act(request, write_minutes);
}

static Outcome post_hold(Request *request)
{
    return act(request, hold);
}

static Outcome post_cancel(Request *request)
{
    return act(request, cancel);
}

/* One conference, and what is done with it. */
#define ONE "/p/{id}/concertations/{conference}"

static const Route routes[] = {
    {GET,  "/p/{id}/concertations", MAY_READ_CASE,  show_list,     FRESH},
    {POST, "/p/{id}/concertations", MAY_WRITE_CASE, plan,          FRESH},
    {GET,  ONE,                     MAY_READ_CASE,  show_one,      FRESH},
    {POST, ONE "/invites",          MAY_WRITE_CASE, post_invite,   FRESH},
    {POST, ONE "/invites/retrait",  MAY_WRITE_CASE, post_uninvite, FRESH},
    {POST, ONE "/decisions",        MAY_WRITE_CASE, post_decision, FRESH},
    {POST, ONE "/compte-rendu",     MAY_WRITE_NOTE, post_minutes,  FRESH},
    {POST, ONE "/tenue",            MAY_WRITE_CASE, post_hold,     FRESH},
    {POST, ONE "/annulation",       MAY_WRITE_CASE, post_cancel,   FRESH},
};

const RouteTable CONFERENCE_ROUTES = {routes, LENGTH_OF(routes)};
