/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_api.h"

#include "access/gate_web.h"
#include "base/list.h"
#include "casework/document_edge_web.h"
#include "casework/document_json.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

static Outcome write_list(Request *request, Id case_file)
{
    DocumentList list = {0};
    TRY(document_list(access_of(request), case_file, &list));
    JsonWriter writer = json_writer(response_json(request));
    document_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome get_list(Request *request)
{
    Id case_file = {{0}};
    TRY(path_id(request, "id", &case_file));
    return write_list(request, case_file);
}

static Outcome post_one(Request *request)
{
    Id case_file = {{0}};
    Id id = {{0}};
    NewDocument made = {.secrecy = NOTE_AUTHOR};
    TRY(path_id(request, "id", &case_file));
    TRY(document_read_form(request, &made));
    TRY(document_add(access_of(request), case_file, &made, &id));
    request->response.status = 201;
    response_header(request, "Location",
                    text_format(request->arena, "/api/v1/cases/%.*s/documents/%.*s",
                                TEXT_ARG(id_format(request->arena, case_file)),
                                TEXT_ARG(id_format(request->arena, id))));
    return write_list(request, case_file);
}

static Outcome get_content(Request *request)
{
    Id case_file = {{0}};
    Id id = {{0}};
    CaseDocument document = {0};
    Text content = TEXT("");
    TRY(path_id(request, "id", &case_file));
    TRY(path_id(request, "document", &id));
    TRY(document_read(access_of(request), case_file, id, &document, &content));
    document_give(request, &document, content);
    return OK;
}

static Outcome post_withdraw(Request *request)
{
    static const char *const names[] = {"reason"};
    Id case_file = {{0}};
    Id id = {{0}};
    Text reason = TEXT("");
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &case_file));
    TRY(path_id(request, "document", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "reason", &reason));
    TRY(document_withdraw(access_of(request), case_file, id, reason));
    return write_list(request, case_file);
}

static const Route routes[] = {
    {GET,    "/api/v1/cases/{id}/documents",                     MAY_READ_CASE,  get_list,      FRESH},
    {UPLOAD, "/api/v1/cases/{id}/documents",                     MAY_WRITE_NOTE, post_one,      FRESH},
    {GET,    "/api/v1/cases/{id}/documents/{document}",          MAY_READ_CASE,  get_content,   FRESH},
    {POST,   "/api/v1/cases/{id}/documents/{document}/withdraw", MAY_WRITE_NOTE, post_withdraw,
     FRESH                                                                                           },
};

const RouteTable DOCUMENT_API_ROUTES = {routes, LENGTH_OF(routes)};
