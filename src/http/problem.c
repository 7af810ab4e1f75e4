/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/problem.h"

#include "base/list.h"
#include "words/say.h"
#include "words/sentences.h"
#include "json/json.h"

typedef struct ProblemKind {
    int status;
    const char *type; /* of the Belgif REST guide */
    const char *title;
    Sentence sentence; /* on the plain page */
} ProblemKind;

/* The first is for every status not listed. */
static const ProblemKind kinds[] = {
    {500, "internalServerError",  "Internal Server Error",  SAY_PLAIN_FAILED        },
    {400, "badRequest",           "Bad Request",            SAY_PLAIN_NOT_UNDERSTOOD},
    {401, "noAccessToken",        "No Access Token",        SAY_PLAIN_SIGN_IN       },
    {403, "missingPermission",    "Missing Permission",     SAY_PLAIN_NOT_OPEN      },
    {404, "resourceNotFound",     "Resource Not Found",     SAY_PLAIN_NOT_FOUND     },
    {405, "methodNotAllowed",     "Method Not Allowed",     SAY_PLAIN_NOT_UNDERSTOOD},
    {409, "conflict",             "Conflict",               SAY_PLAIN_CHANGED       },
    {413, "payloadTooLarge",      "Payload Too Large",      SAY_PLAIN_TOO_LARGE     },
    {415, "unsupportedMediaType", "Unsupported Media Type", SAY_PLAIN_NOT_UNDERSTOOD},
    {429, "tooManyRequests",      "Too Many Requests",      SAY_PLAIN_TOO_MANY      },
    {503, "serviceUnavailable",   "Service Unavailable",    SAY_PLAIN_COME_BACK     },
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
    if ((status == 400 || status == 413) && !text_is_empty(request->problem.detail)) {
        write_issues(&json, &request->problem);
    }
    json_object_close(&json);
}

/* What was allowed is part of the sentence. */
static Text limit_in_words(const Request *request)
{
    return request->most_bytes == 0
               ? TEXT("")
               : say_with(request->arena, request->language, SAY_PLAIN_MOST, "n",
                          text_format(request->arena, "%zu", request->most_bytes));
}

void problem_answer_page(Request *request, int status)
{
    const Text sentence = say(request->language, kind_of(status)->sentence);
    const Text back = say(request->language, SAY_PLAIN_BACK);
    const Text limit = limit_in_words(request);
    const Text code = language_code(request->language);
    request->response.status = status;
    request->response.stream = NULL;
    Buffer *out = response_open(request, "text/html; charset=utf-8");
    buffer_append_format(out,
                         "<!doctype html>\n<html lang=\"%.*s\"><meta charset=\"utf-8\">"
                         "<meta name=\"viewport\" content=\"width=device-width\">"
                         "<title>Seuil</title><main><h1>%.*s</h1><p>%.*s</p>"
                         "<p><a href=\"/%.*s\">%.*s</a></p><p>%.*s</p></main></html>\n",
                         TEXT_ARG(code), TEXT_ARG(sentence), TEXT_ARG(limit), TEXT_ARG(code),
                         TEXT_ARG(back), TEXT_ARG(request->trace_id));
}
