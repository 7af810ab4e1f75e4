/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/client_web.h"

#include "access/client.h"
#include "json/json.h"

static const Text assertion_type =
    TEXT_INIT("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

static Outcome check_form(Request *request)
{
    if (!text_equal(request_form(request, "grant_type"), TEXT("client_credentials"))) {
        return REQUEST_INVALID(request, "body", "grant_type",
                               "client_credentials is expected, in a form");
    }
    if (!text_equal(request_form(request, "client_assertion_type"), assertion_type)) {
        return REQUEST_INVALID(request, "body", "client_assertion_type", "%.*s is expected",
                               TEXT_ARG(assertion_type));
    }
    return OK;
}

static void write_token(Request *request, const Token *token)
{
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member(&json, "access_token", token->secret);
    json_member(&json, "token_type", TEXT("bearer"));
    json_member_integer(&json, "expires_in", CLIENT_TOKEN_SECONDS);
    json_member(&json, "scope", token->scopes);
    json_object_close(&json);
}

static Outcome post_token(Request *request)
{
    Token token = {0};
    TRY(check_form(request));
    const TokenRequest asked = {
        .assertion = request_form(request, "client_assertion"),
        .audience = text_format(request->arena, "%.*s" TOKEN_PATH, TEXT_ARG(request->site)),
        .scopes = request_form(request, "scope"),
    };
    const Outcome outcome = token_issue(request->session, request->arena, &asked, request->now,
                                        &token, &request->problem);
    if (outcome == REFUSED || text_equal(request->problem.field, TEXT("client_assertion"))) {
        request->refusal = 401; /* RFC 6749, 5.2: whoever cannot be told apart */
    }
    TRY(outcome);
    write_token(request, &token);
    return OK;
}

static const char *error_of(const Request *request, int status)
{
    const Text field = request->problem.field;
    if (status == 401) {
        return "invalid_client";
    }
    if (status >= 500) {
        return "temporarily_unavailable";
    }
    if (text_equal(field, TEXT("scope"))) {
        return "invalid_scope";
    }
    return text_equal(field, TEXT("grant_type")) ? "unsupported_grant_type" : "invalid_request";
}

bool client_tell_problem(Request *request, int status)
{
    if (!text_equal(request->path, TEXT(TOKEN_PATH))) {
        return false;
    }
    request->response.status = status;
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member(&json, "error", text_from(error_of(request, status)));
    if (status < 500) {
        json_member_unless_empty(&json, "error_description", request->problem.detail);
    }
    json_object_close(&json);
    return true;
}

static const Route routes[] = {
    {POST, TOKEN_PATH, EVERYONE, post_token, FRESH},
};

const RouteTable CLIENT_ROUTES = {routes, 1};
