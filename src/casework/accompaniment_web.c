/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/accompaniment_web.h"

#include "casework/accompaniment_edge_web.h"
#include "casework/case_edge_web.h"
#include "casework/sentences.h"

Text accompaniment_words(const Request *request, const Accompaniment *one)
{
    static const Sentence states[ACCOMPANIMENT_STATE_COUNT] = {
        [ACCOMPANIMENT_PLANNED] = SAY_ACCOMPANIMENT_STATE_PLANNED,
        [ACCOMPANIMENT_DONE] = SAY_ACCOMPANIMENT_STATE_DONE,
        [ACCOMPANIMENT_MISSED] = SAY_ACCOMPANIMENT_STATE_MISSED,
        [ACCOMPANIMENT_CANCELLED] = SAY_ACCOMPANIMENT_STATE_CANCELLED,
    };
    static const Sentence outcomes[ACCOMPANIMENT_OUTCOME_COUNT] = {
        [OUTCOME_HELPED] = SAY_ACCOMPANIMENT_OUTCOME_HELPED,
        [OUTCOME_PARTLY] = SAY_ACCOMPANIMENT_OUTCOME_PARTLY,
        [OUTCOME_NOT_HELPED] = SAY_ACCOMPANIMENT_OUTCOME_NOT_HELPED,
    };
    const Text state = say(request->language, states[one->state]);
    return one->outcome == OUTCOME_NONE
               ? state
               : text_format(request->arena, "%.*s · %.*s", TEXT_ARG(state),
                             TEXT_ARG(say(request->language, outcomes[one->outcome])));
}

static Outcome fill_who(Request *request, const Accompaniment *one, Text *who)
{
    if (!id_is_nil(one->companion)) {
        return account_shown(request, one->companion, who);
    }
    if (one->is_withheld) {
        *who = say(request->language, SAY_ACCOMPANIMENT_IS_VOLUNTEER);
        return OK;
    }
    *who = text_format(request->arena, "%.*s (%.*s)", TEXT_ARG(one->volunteer),
                       TEXT_ARG(say(request->language, SAY_ACCOMPANIMENT_IS_VOLUNTEER)));
    return OK;
}

static Text referral_href(const Request *request, Id referral)
{
    return id_is_nil(referral)
               ? TEXT("")
               : request_link(request,
                              text_format(request->arena, "/orientations/%.*s",
                                          TEXT_ARG(id_format(request->arena, referral))));
}

Outcome accompaniment_fill_rows(Request *request, const AccompanimentList *list, RowEnd end,
                                AccompanimentRows *rows)
{
    Arena *arena = request->arena;
    for (size_t i = 0; i < list->count; i++) {
        const Accompaniment *one = &list->items[i];
        const Text href = person_page_href(request, one->person);
        AccompanimentRow row = {
            .id = id_format(arena, one->id),
            .when = say_moment(arena, request->language, one->starts),
            .door = one->door,
            .place = one->place,
            .state = accompaniment_words(request, one),
            .seen = one->seen,
            .case_id = id_format(arena, one->case_file),
            .href = text_format(arena, "%.*s/dossier", TEXT_ARG(href)),
            .referral_href = referral_href(request, one->referral),
        };
        if (end == ROW_MAY_END && one->state == ACCOMPANIMENT_PLANNED) {
            row.end_href = text_format(arena, "%.*s/accompagnements/fin", TEXT_ARG(href));
        }
        TRY(fill_who(request, one, &row.who));
        LIST_APPEND(arena, rows, row);
    }
    return OK;
}

void accompaniment_fill_drafts(Request *request, const AccompanimentRows *rows,
                               StaffView *frame)
{
    for (size_t i = 0; i < rows->count; i++) {
        const AccompanimentRow *row = &rows->items[i];
        if (row->end_href.length > 0) {
            const DraftForm form = {
                text_format(request->arena, "end-%.*s", TEXT_ARG(row->id)),
                text_format(request->arena, "%.*s · %.*s",
                            TEXT_ARG(say(request->language, SAY_ACCOMPANIMENT_END)),
                            TEXT_ARG(row->when)),
            };
            LIST_APPEND(request->arena, &frame->draft_forms, form);
        }
    }
}

/* --------------------------------------------------------------------------------- acting */

/* Back to the page of the case, or of one's tasks; what is wrong is said on the former. */
static Outcome answer(Request *request, Id person, Outcome outcome)
{
    CaseView view = {.referral = request_form(request, "referral")};
    if (outcome == OK) {
        return text_equal(request_form(request, "from"), TEXT("tasks"))
                   ? response_redirect(request, TEXT("/taches"))
                   : response_redirect(request, person_page_path(request, person, "/dossier"));
    }
    if (outcome != INVALID && outcome != CONFLICT) {
        return outcome;
    }
    view.problem = say(request->language, SAY_ACCOMPANIMENT_WRONG);
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return case_write_page(request, person, &view);
}

static Outcome plan(Request *request)
{
    Id person = {{0}};
    Id case_file = {{0}};
    Id made = {{0}};
    Accompaniment one = {.door = request_form(request, "door"),
                         .place = request_form(request, "place"),
                         .volunteer = request_form(request, "volunteer"),
                         .companion = person_form_id(request, "companion"),
                         .referral = person_form_id(request, "referral")};
    TRY(person_of_path(request, &person));
    TRY(case_of_form(request, &case_file));
    (void)moment_parse(request_form(request, "starts"), &one.starts);
    return answer(request, person,
                  accompaniment_plan(access_of(request), case_file, &one, &made));
}

/* The form names an outcome, which counts for one that was done alone. */
static Outcome end_one(Request *request)
{
    Id person = {{0}};
    AccompanimentEnd end = {.seen = request_form(request, "seen")};
    TRY(person_of_path(request, &person));
    (void)accompaniment_state_parse(request_form(request, "state"), &end.state);
    if (end.state == ACCOMPANIMENT_DONE) {
        (void)accompaniment_outcome_parse(request_form(request, "outcome"), &end.outcome);
    }
    return answer(
        request, person,
        accompaniment_end(access_of(request), person_form_id(request, "accompaniment"), &end));
}

static const Route routes[] = {
    {POST, "/p/{id}/accompagnements",     MAY_WRITE_CASE, plan,    FRESH},
    {POST, "/p/{id}/accompagnements/fin", MAY_WRITE_CASE, end_one, FRESH},
};

const RouteTable ACCOMPANIMENT_ROUTES = {routes, LENGTH_OF(routes)};
