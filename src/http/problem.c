/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/problem.h"

#include "base/list.h"
#include "json/json.h"

typedef struct ProblemKind {
    int status;
    const char *type; /* of the Belgif REST guide */
    const char *title;
    const char *sentence; /* on the plain page */
} ProblemKind;

/* The first is for every status not listed. */
static const ProblemKind kinds[] = {
    {500, "internalServerError",  "Internal Server Error",  "Une erreur est survenue chez nous." },
    {400, "badRequest",           "Bad Request",            "La demande n’est pas comprise."   },
    {401, "noAccessToken",        "No Access Token",        "Il faut d’abord entrer."          },
    {403, "missingPermission",    "Missing Permission",     "Cette page n’est pas ouverte."    },
    {404, "resourceNotFound",     "Resource Not Found",     "Cette page n’existe pas."         },
    {405, "methodNotAllowed",     "Method Not Allowed",     "La demande n’est pas comprise."   },
    {409, "conflict",             "Conflict",               "Cela a changé entre-temps."        },
    {413, "payloadTooLarge",      "Payload Too Large",      "La demande est trop longue."        },
    {415, "unsupportedMediaType", "Unsupported Media Type", "La demande n’est pas comprise."   },
    {429, "tooManyRequests",      "Too Many Requests",      "Trop de demandes : attendez un peu."},
    {503, "serviceUnavailable",   "Service Unavailable",    "Revenez dans un moment."            },
};

int outcome_status(Outcome outcome)
{
    switch (outcome) {
    case OK:
        return 200;
    case USAGE:
    case INVALID:
        return 400;
    case NOT_FOUND:
        return 404;
    case REFUSED:
        return 403;
    case CONFLICT:
        return 409;
    case UNAVAILABLE:
        return 503;
    case FAILED:
        break;
    }
    return 500;
}

static const ProblemKind *kind_of(int status)
{
    for (size_t i = 1; i < LENGTH_OF(kinds); i++) {
        if (kinds[i].status == status) {
            return &kinds[i];
        }
    }
    return &kinds[0];
}

bool problem_wants_json(const Request *request)
{
    return request->is_api || (text_contains(request->accept, TEXT("json")) &&
                               !text_contains(request->accept, TEXT("text/html")));
}

/* Where the guide lets an input stand; a pointer or a line is a place within the body. */
static Text place_of(const Problem *problem)
{
    static const Text places[] = {TEXT_INIT("query"), TEXT_INIT("path"), TEXT_INIT("header"),
                                  TEXT_INIT("body")};
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        if (text_equal(problem->where, places[i])) {
            return places[i];
        }
    }
    return TEXT("body");
}

/* The issue of a wrong input: where it stands, what it is called, what is wrong with it. */
static void write_issues(JsonWriter *json, const Problem *problem)
{
    const bool is_pointer = text_starts_with(problem->where, TEXT("/"));
    json_key(json, TEXT("issues"));
    json_array_open(json);
    json_object_open(json);
    json_member(json, "type", TEXT("urn:problem-type:belgif:input-validation:invalidInput"));
    json_member(json, "title", TEXT("Invalid input"));
    json_member(json, "in", place_of(problem));
    json_member_unless_empty(json, "name", is_pointer ? problem->where : problem->field);
    json_member_unless_empty(json, "detail", problem->detail);
    json_object_close(json);
    json_array_close(json);
}

/* A line of the body is no field of its own: it is told with what is wrong there. */
static Text detail_of(Arena *arena, const Problem *problem)
{
    return text_starts_with(problem->where, TEXT("line "))
               ? text_format(arena, "%.*s: %.*s", TEXT_ARG(problem->where),
                             TEXT_ARG(problem->detail))
               : problem->detail;
}

void problem_answer_json(Request *request, int status)
{
    const ProblemKind *kind = kind_of(status);
    request->response.status = status;
    request->response.stream = NULL;
    request->problem.detail = detail_of(request->arena, &request->problem);
    Buffer *out = response_open(request, "application/problem+json");
    JsonWriter json = json_writer(out);
    json_object_open(&json);
    json_member(&json, "type",
                text_format(request->arena, "urn:problem-type:belgif:%s", kind->type));
    json_member(&json, "title", text_from(kind->title));
    json_member_integer(&json, "status", status);
    json_member(&json, "instance",
                text_format(request->arena, "urn:uuid:%.*s", TEXT_ARG(request->trace_id)));
    /* What went wrong inside is for the log; who calls learns only what they can change. */
    if (status < 500) {
        json_member_unless_empty(&json, "detail", request->problem.detail);
    }
    if (status == 400 && !text_is_empty(request->problem.detail)) {
        write_issues(&json, &request->problem);
    }
    json_object_close(&json);
}

void problem_answer_page(Request *request, int status)
{
    request->response.status = status;
    request->response.stream = NULL;
    Buffer *out = response_open(request, "text/html; charset=utf-8");
    buffer_append_format(
        out,
        "<!doctype html>\n<html lang=\"fr\"><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<title>Seuil</title><main><h1>%s</h1>"
        "<p><a href=\"/\">Revenir à l’accueil</a></p><p>%.*s</p></main></html>\n",
        kind_of(status)->sentence, TEXT_ARG(request->trace_id));
}
