/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/export_web.h"

#include "access/gate_web.h"
#include "access/journal_json.h"
#include "base/list.h"
#include "dossier/export.h"
#include "people/person_web.h"

static Outcome get_export(Request *request)
{
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    JsonWriter json = json_writer(response_json(request));
    TRY(person_export_json(access_of(request), person, &json));
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"export.json\""));
    return OK;
}

static Outcome get_readings(Request *request)
{
    ShownJournal shown = {0};
    JournalQuestion question = {.language = request->language};
    TRY(person_of_path(request, &question.person));
    TRY(request_query_integer(request, "before", 1, INT64_MAX, &question.before));
    TRY(person_readings(access_of(request), &question, &shown));
    JsonWriter json = json_writer(response_json(request));
    journal_write_json(request->arena, &shown, &json);
    return OK;
}

static const Route routes[] = {
    {GET, "/api/v1/persons/{id}/export",   MAY_EXPORT_PERSON, get_export,   FRESH},
    {GET, "/api/v1/persons/{id}/readings", MAY_EXPORT_PERSON, get_readings, FRESH},
};

const RouteTable EXPORT_ROUTES = {routes, LENGTH_OF(routes)};
