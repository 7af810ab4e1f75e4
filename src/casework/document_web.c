/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_web.h"

#include "casework/case_edge_web.h"
#include "casework/document_edge_web.h"
#include "casework/sentences.h"
#include "people/relation.h"

enum { KIBI = 1024 };

static const Sentence state_sentences[DOCUMENT_STATE_COUNT] = {
    [DOCUMENT_UNSCANNED] = SAY_CASE_DOCUMENT_UNSCANNED,
    [DOCUMENT_WAITING] = SAY_CASE_DOCUMENT_WAITING,
    [DOCUMENT_CLEAN] = SAY_CASE_DOCUMENT_CLEAN,
    [DOCUMENT_REFUSED] = SAY_CASE_DOCUMENT_REFUSED,
};

/* ------------------------------------------------------------------------------- the rows */

Text document_kind_words(const Request *request, const CaseDocument *document)
{
    static const char *const names[DOCUMENT_KIND_COUNT] = {"PDF", "JPEG", "PNG",
                                                           "TXT", "ODT",  "DOCX"};
    const long long size = (long long)document->size;
    return size < KIBI ? text_format(request->arena, "%s · %lld B", names[document->kind], size)
                       : text_format(request->arena, "%s · %lld KiB", names[document->kind],
                                     (size + KIBI - 1) / KIBI);
}

Text document_state_words(const Request *request, DocumentState state)
{
    return say(request->language, state_sentences[state]);
}

static bool is_given(const CaseDocument *document)
{
    return document->withdrawn == 0 &&
           (document->state == DOCUMENT_UNSCANNED || document->state == DOCUMENT_CLEAN);
}

static Text about_words(const Request *request, const CaseNeedList *needs, Id about)
{
    for (size_t i = 0; i < needs->count; i++) {
        if (id_equal(needs->items[i].id, about)) {
            return case_need_words(request, needs->items[i].need);
        }
    }
    return TEXT("");
}

static Text href_of(const Request *request, const CaseView *view, Text id)
{
    return text_format(request->arena, "%.*s/documents/%.*s/%.*s", TEXT_ARG(view->href),
                       TEXT_ARG(view->case_id), TEXT_ARG(id));
}

static Outcome fill_row(Request *request, const CaseView *view, const CaseNeedList *needs,
                        const CaseDocument *document, DocumentRow *row)
{
    Text by = TEXT("");
    *row = (DocumentRow){
        .id = id_format(request->arena, document->id),
        .name = document->name,
        .kind = document_kind_words(request, document),
        .scope = note_secrecy_words(request, document->secrecy),
        .when = say_moment(request->arena, request->language, document->at),
        .state = document_state_words(request, document->state),
        .about = about_words(request, needs, document->about),
        .is_refused = document->state == DOCUMENT_REFUSED,
        .may_withdraw = document->may_withdraw && view->documents.may_add,
        .reason = document->reason,
    };
    row->href = is_given(document) ? href_of(request, view, row->id) : TEXT("");
    TRY(account_shown(request, document->author, &row->who));
    if (document->withdrawn != 0) {
        TRY(account_shown(request, document->withdrawn_by, &by));
        row->withdrawn = text_format(
            request->arena, "%.*s · %.*s",
            TEXT_ARG(say_moment(request->arena, request->language, document->withdrawn)),
            TEXT_ARG(by));
    }
    return OK;
}

Outcome case_fill_documents(Request *request, const Case *file, const CaseNeedList *needs,
                            CaseView *view)
{
    DocumentList list = {0};
    Access *access = access_of(request);
    TRY(document_list(access, file->id, &list));
    DocumentRow *rows = ARENA_ARRAY(request->arena, DocumentRow, list.count + 1);
    view->documents.may_add =
        permission_allows(access->caller.permissions, MAY_WRITE_NOTE, file->relation);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_row(request, view, needs, &list.items[i], &rows[i]));
    }
    view->documents.rows = rows;
    view->documents.count = list.count;
    view->documents.is_scanned = list.is_scanned;
    if (list.withheld > 0) {
        view->documents.withheld =
            say_with(request->arena, request->language, SAY_CASE_DOCUMENTS_WITHHELD, "n",
                     text_format(request->arena, "%zu", list.withheld));
    }
    return OK;
}

Choices case_secrecy_choices(const Request *request)
{
    size_t count = 0;
    Choice *items = ARENA_ARRAY(request->arena, Choice, NOTE_SECRECY_COUNT);
    for (size_t i = 0; i < NOTE_SECRECY_COUNT; i++) {
        if (i != NOTE_PROFESSION || access_of(request)->caller.profession.length > 0) {
            items[count++] = (Choice){note_secrecy_code((NoteSecrecy)i),
                                      note_secrecy_words(request, (NoteSecrecy)i)};
        }
    }
    return (Choices){items, count};
}

/* -------------------------------------------------------------------------------- the acts */

static Outcome add(Request *request, Id case_file)
{
    Id made = {{0}};
    NewDocument document = {.secrecy = NOTE_AUTHOR};
    TRY(document_read_form(request, &document));
    return document_add(access_of(request), case_file, &document, &made);
}

static Outcome withdraw(Request *request, Id case_file)
{
    return document_withdraw(access_of(request), case_file, person_form_id(request, "document"),
                             request_form(request, "reason"));
}

static Outcome post_document(Request *request)
{
    return case_act(request, add);
}

static Outcome post_withdraw(Request *request)
{
    return case_act(request, withdraw);
}

/* One that is withheld says why, on the page it was asked from. */
static Outcome get_content(Request *request)
{
    Id person = {{0}};
    Id case_file = {{0}};
    Id id = {{0}};
    CaseDocument document = {0};
    Text content = TEXT("");
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "case", &case_file));
    TRY(path_id(request, "document", &id));
    const Outcome outcome =
        document_read(access_of(request), case_file, id, &document, &content);
    if (outcome == CONFLICT) {
        CaseView view = {.problem = say(request->language, SAY_CASE_DOCUMENT_HELD)};
        request->problem = (Problem){.arena = request->arena};
        request->response.status = 409;
        return case_write_page(request, person, &view);
    }
    TRY(outcome);
    document_give(request, &document, content);
    return OK;
}

static const Route routes[] = {
    {UPLOAD, "/p/{id}/documents",                   MAY_WRITE_NOTE, post_document, FRESH},
    {POST,   "/p/{id}/documents/retrait",           MAY_WRITE_NOTE, post_withdraw, FRESH},
    {GET,    "/p/{id}/documents/{case}/{document}", MAY_READ_CASE,  get_content,   FRESH},
};

const RouteTable DOCUMENT_ROUTES = {routes, LENGTH_OF(routes)};
