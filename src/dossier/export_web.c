/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/export_web.h"

/* The file of a person, to take away: GET /api/v1/persons/{id}/export. */
#include "access/gate_web.h"
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

static const Route routes[] = {
    {GET, "/api/v1/persons/{id}/export", MAY_EXPORT_PERSON, get_export, FRESH},
};

const RouteTable EXPORT_ROUTES = {routes, LENGTH_OF(routes)};
