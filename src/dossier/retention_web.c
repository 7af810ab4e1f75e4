/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/retention_web.h"

#include "access/account.h"
#include "access/sentences.h"
#include "casework/retention.h"
#include "dossier/erase.h"
#include "dossier/retention_views_web.h"
#include "dossier/sentences.h"
#include "people/secrecy_edge_web.h"

enum { ROWS_SHOWN = 200 };

typedef struct CodeName {
    const char *code;
    Sentence name;
} CodeName;

static const CodeName reasons[] = {
    {"court",      SAY_RETENTION_COURT     },
    {"complaint",  SAY_RETENTION_COMPLAINT },
    {"inspection", SAY_RETENTION_INSPECTION},
};

static const CodeName grounds[] = {
    {"request",   SAY_RETENTION_REQUEST },
    {"retention", SAY_RETENTION_YEARS   },
    {"unlawful",  SAY_RETENTION_UNLAWFUL},
};

static Text name_of(const Request *request, const CodeName *names, size_t count, Text code)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(code, text_from(names[i].code))) {
            return say(request->language, names[i].name);
        }
    }
    return code;
}

static const RetentionCode *choices(const Request *request, const CodeName *names, size_t count)
{
    RetentionCode *codes = ARENA_ARRAY(request->arena, RetentionCode, count);
    for (size_t i = 0; i < count; i++) {
        codes[i] =
            (RetentionCode){text_from(names[i].code), say(request->language, names[i].name)};
    }
    return codes;
}

static Text day_of(const Request *request, Moment at)
{
    return say_day(request->arena, request->language, moment_to_local(at).date);
}

static RetentionRow row_of(const Request *request, Id person)
{
    const Text id = id_format(request->arena, person);
    return (RetentionRow){
        .person = id,
        .journal = request_link(
            request, text_format(request->arena, "/journal?personne=%.*s", TEXT_ARG(id))),
    };
}

/* -------------------------------------------------------------------------------- the page */

static Outcome fill_due(Request *request, RetentionView *view)
{
    RetentionDueList list = {0};
    TRY(retention_due(access_of(request), &list));
    const size_t count = list.count < ROWS_SHOWN ? list.count : ROWS_SHOWN;
    RetentionRow *rows = ARENA_ARRAY(request->arena, RetentionRow, count + 1);
    for (size_t i = 0; i < count; i++) {
        const RetentionDue *due = &list.items[i];
        const Retention *retention = retention_find(due->retention);
        rows[i] = row_of(request, due->person);
        rows[i].what = phrase_in(&retention->name, request->language, NULL);
        rows[i].when = day_of(request, due->closed);
        rows[i].since = day_of(request, due->since);
        rows[i].is_to_be_set = retention->is_to_be_set;
    }
    view->due = rows;
    view->due_count = count;
    view->due_total = text_format(request->arena, "%zu", list.count);
    return OK;
}

static Outcome fill_holds(Request *request, RetentionView *view)
{
    HoldList list = {0};
    TRY(hold_list(access_of(request), &list));
    RetentionRow *rows = ARENA_ARRAY(request->arena, RetentionRow, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, list.items[i].person);
        rows[i].hold = id_format(request->arena, list.items[i].id);
        rows[i].what = name_of(request, reasons, LENGTH_OF(reasons), list.items[i].reason);
        rows[i].when = day_of(request, list.items[i].at);
        TRY(account_shown(request, list.items[i].account, &rows[i].who));
    }
    view->holds = rows;
    view->hold_count = list.count;
    return OK;
}

/* The newest first. */
static Outcome fill_erased(Request *request, RetentionView *view)
{
    ErasureList list = {0};
    TRY(erasure_list(access_of(request), 0, &list));
    const size_t count = list.count < ROWS_SHOWN ? list.count : ROWS_SHOWN;
    RetentionRow *rows = ARENA_ARRAY(request->arena, RetentionRow, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Erasure *erasure = &list.items[list.count - 1 - i];
        rows[i] = row_of(request, erasure->person);
        rows[i].what = name_of(request, grounds, LENGTH_OF(grounds), erasure->ground);
        rows[i].when = day_of(request, erasure->at);
        rows[i].leave = erasure->leave;
        TRY(account_shown(request, erasure->account, &rows[i].who));
    }
    view->erased = rows;
    view->erased_count = count;
    return OK;
}

static Outcome write_page(Request *request, RetentionView *view)
{
    Html html = {0};
    TRY(fill_due(request, view));
    TRY(fill_holds(request, view));
    TRY(fill_erased(request, view));
    view->reasons = choices(request, reasons, LENGTH_OF(reasons));
    view->reason_count = LENGTH_OF(reasons);
    view->grounds = choices(request, grounds, LENGTH_OF(grounds));
    view->ground_count = LENGTH_OF(grounds);
    TRY(frame_open(request, say(request->language, SAY_RETENTION_TITLE), &view->frame, &html));
    retention_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    RetentionView view = {0};
    return write_page(request, &view);
}

/* ---------------------------------------------------------------------------------- acting */

/* What the officer can mend is said on the page: who it is, what forbids it. */
static Outcome end(Request *request, Outcome outcome)
{
    RetentionView view = {0};
    if (outcome == OK) {
        return response_redirect(request, TEXT("/conservation"));
    }
    if (outcome != INVALID && outcome != CONFLICT && outcome != NOT_FOUND) {
        return outcome;
    }
    const Text field = request->problem.field;
    Sentence sentence = SAY_RETENTION_NO_PERSON;
    if (outcome == CONFLICT) {
        sentence = text_equal(field, TEXT("hold"))   ? SAY_RETENTION_HELD
                   : text_equal(field, TEXT("case")) ? SAY_RETENTION_OPEN_CASE
                                                     : SAY_RETENTION_GONE;
    } else if (outcome == INVALID && !text_equal(field, TEXT("person"))) {
        sentence = SAY_RETENTION_WRONG;
    }
    view.problem = say(request->language, sentence);
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_page(request, &view);
}

/* An identifier alone is typed here; what it stands for is nobody's to read. */
static Outcome read_person(Request *request, Id *person)
{
    return id_parse(text_trim(request_form(request, "person")), person)
               ? OK
               : REQUEST_INVALID(request, "body", "person",
                                 "the identifier of a person is expected");
}

static Outcome erase_one(Request *request)
{
    Id person = {{0}};
    ErasureGround ground = GROUND_REQUEST;
    TRY(read_person(request, &person));
    if (!text_equal(request_form(request, "sure"), TEXT("1"))) {
        return REQUEST_INVALID(request, "body", "sure", "say that you are sure");
    }
    if (!erasure_ground_parse(request_form(request, "ground"), &ground)) {
        return REQUEST_INVALID(request, "body", "ground",
                               "request, retention or unlawful is expected");
    }
    return person_erase(access_of(request), person, ground, request_form(request, "leave"));
}

static Outcome erase(Request *request)
{
    return end(request, erase_one(request));
}

static Outcome hold_one(Request *request)
{
    Id person = {{0}};
    Id hold = {{0}};
    TRY(read_person(request, &person));
    return person_hold(access_of(request), person, request_form(request, "reason"), &hold);
}

static Outcome hold(Request *request)
{
    return end(request, hold_one(request));
}

static Outcome release(Request *request)
{
    Id person = {{0}};
    Id hold = {{0}};
    TRY(path_id(request, "hold", &hold));
    TRY(read_person(request, &person));
    return end(request, person_end_hold(access_of(request), person, hold));
}

static const Route routes[] = {
    {GET,  "/conservation",                 MAY_ERASE_PERSON, show,    FRESH},
    {POST, "/conservation/effacer",         MAY_ERASE_PERSON, erase,   FRESH},
    {POST, "/conservation/retenues",        MAY_ERASE_PERSON, hold,    FRESH},
    {POST, "/conservation/retenues/{hold}", MAY_ERASE_PERSON, release, FRESH},
};

const RouteTable RETENTION_ROUTES = {routes, LENGTH_OF(routes)};
