/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/answer.h"

#include "base/list.h"
#include "http/asset.h"
#include "http/fields.h"
#include "http/finish.h"
#include "http/multipart.h"
#include "http/once.h"
#include "http/problem.h"
#include "http/trace.h"
#include "store/store.h"

typedef struct Exchange {
    const ServerSettings *settings;
    const ServerLimits *limits;
    const Incoming *incoming;
    Outgoing *outgoing;
    Request request;
    Verb verb;
    Text raw_path; /* without language, still encoded */
    Text raw_query;
} Exchange;

/* ------------------------------------------------------------------------------- reading */

static Verb verb_of(Text name)
{
    if (text_equal(name, TEXT("GET")) || text_equal(name, TEXT("HEAD"))) {
        return VERB_GET;
    }
    static const struct {
        const char *name;
        Verb verb;
    } others[] = {
        {"POST",    VERB_POST   },
        {"PUT",     VERB_PUT    },
        {"DELETE",  VERB_DELETE },
        {"OPTIONS", VERB_OPTIONS},
    };
    for (size_t i = 0; i < LENGTH_OF(others); i++) {
        if (text_equal(name, text_from(others[i].name))) {
            return others[i].verb;
        }
    }
    return VERB_OTHER;
}

/* "http://host/path" is the form a proxy is asked in; what counts is the path. */
static Text target_without_host(Text target)
{
    const size_t scheme = text_find(target, TEXT("://"), 0);
    const size_t query = text_find_byte(target, '?', 0);
    if (text_starts_with(target, TEXT("/")) || scheme >= query) {
        return target;
    }
    const Text place = text_slice(target, scheme + 3, query);
    const size_t path = text_find_byte(place, '/', 0);
    return path < place.length ? text_slice(target, scheme + 3 + path, target.length)
                               : TEXT("/");
}

static bool host_is_plain(Text host)
{
    static const Text odd = TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789.-:[]");
    for (size_t i = 0; i < host.length; i++) {
        if (text_find_byte(odd, host.bytes[i], 0) == odd.length) {
            return false;
        }
    }
    return host.length > 0 && host.length < 256;
}

static Text site_of(const ServerSettings *settings, Arena *arena, Text host)
{
    if (!text_is_empty(settings->site)) {
        return settings->site;
    }
    return host_is_plain(host) ? text_format(arena, "http://%.*s", TEXT_ARG(host))
                               : TEXT("http://localhost");
}

static void exchange_begin(Exchange *exchange, Arena *arena)
{
    const ServerSettings *settings = exchange->settings;
    const Incoming *incoming = exchange->incoming;
    Request *request = &exchange->request;
    const Text target = target_without_host(incoming->target);
    const size_t mark = text_find_byte(target, '?', 0);
    exchange->raw_path = text_slice(target, 0, mark);
    exchange->raw_query = text_slice(target, mark + 1, target.length);
    exchange->verb = verb_of(incoming->verb);
    exchange->limits = settings->limits == NULL ? &SERVER_DEFAULT_LIMITS : settings->limits;
    (void)path_take_language(&exchange->raw_path, &request->language);
    request->arena = arena;
    request->problem.arena = arena;
    request->is_api = text_starts_with(exchange->raw_path, TEXT("/api/")) ||
                      text_starts_with(exchange->raw_path, TEXT("/hsds"));
    request->path = TEXT("/");
    request->accept = incoming->accept;
    request->cookies = incoming->cookies;
    request->authorization = incoming->authorization;
    request->if_match = incoming->if_match;
    request->if_none_exist = incoming->if_none_exist;
    request->idempotency_key = incoming->idempotency_key;
    request->visitor = incoming->visitor;
    request->host = incoming->host;
    request->site = site_of(settings, arena, incoming->host);
    request->now = settings->clock == NULL ? moment_now() : settings->clock();
    request->trace_id = trace_id_of(arena, incoming);
    request->store = settings->store;
    *exchange->outgoing =
        (Outgoing){.file = -1, .route = "", .trace_id = request->trace_id, .failure = TEXT("")};
}

static bool content_is(const Exchange *exchange, Text type)
{
    const Text sent = exchange->incoming->content_type;
    const size_t end = text_find_byte(sent, ';', 0);
    return text_equal_ignoring_case(text_trim(text_slice(sent, 0, end)), type);
}

static Outcome read_body(Exchange *exchange)
{
    Request *request = &exchange->request;
    const Text body = exchange->incoming->body;
    if (content_is(exchange, TEXT("multipart/form-data"))) {
        return multipart_read(request, exchange->incoming->content_type, body,
                              exchange->limits->fields);
    }
    if (content_is(exchange, TEXT("application/x-www-form-urlencoded"))) {
        return fields_read(request->arena, body, exchange->limits->fields, "body",
                           &request->form, &request->problem);
    }
    const Text sent = exchange->incoming->content_type;
    request->body = body;
    request->body_type = text_lower_ascii(
        request->arena, text_trim(text_slice(sent, 0, text_find_byte(sent, ';', 0))));
    return OK;
}

static Outcome read_input(Exchange *exchange)
{
    Request *request = &exchange->request;
    if (!percent_decode(request->arena, exchange->raw_path, PLUS_IS_PLUS, &request->path)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "",
                           "the path is not percent-encoded UTF-8");
    }
    TRY(fields_read(request->arena, exchange->raw_query, exchange->limits->fields, "query",
                    &request->query, &request->problem));
    const Text language = request_query(request, "lang");
    if (request->is_api && !text_is_empty(language) &&
        !language_parse(language, &request->language)) {
        return REQUEST_INVALID(request, "query", "lang", "fr, nl, de or en is expected");
    }
    return read_body(exchange);
}

/* --------------------------------------------------------------------------- permission */

/* A form of another site must not act through the browser of one of our visitors. Our pages
 * send no referrer, so a browser may say "null": Sec-Fetch-Site decides, where it is sent. */
static bool comes_from_elsewhere(const Exchange *exchange)
{
    const Text fetch_site = exchange->incoming->fetch_site;
    const Text origin = exchange->incoming->origin;
    if (!text_is_empty(fetch_site)) {
        return !text_equal(fetch_site, TEXT("same-origin")) &&
               !text_equal(fetch_site, TEXT("none"));
    }
    if (text_is_empty(origin) || text_equal(origin, TEXT("null"))) {
        return false;
    }
    const size_t host = text_find(origin, TEXT("://"), 0) + 3;
    return !text_equal(text_slice(origin, host, origin.length), exchange->incoming->host);
}

static bool is_for_members(const Route *route)
{
    return route->permission >= FIRST_PERMISSION_OF_DOMAINS;
}

/* A route of members needs a gatekeeper, and a store in which it looks. */
static bool can_judge(const Exchange *exchange)
{
    return exchange->settings->hooks.permit != NULL && exchange->request.store != NULL;
}

static Outcome check_permission(Exchange *exchange, const Route *route)
{
    Problem *problem = &exchange->request.problem;
    if (route->permission == NO_ONE || (is_for_members(route) && !can_judge(exchange))) {
        return problem_set(problem, REFUSED, TEXT(""), "", "nobody may do this");
    }
    if (route->permission == THIS_MACHINE && !exchange->incoming->is_local) {
        return problem_set(problem, REFUSED, TEXT(""), "", "only this machine may ask");
    }
    if ((method_is_transaction(route->method) || route->method == ACT) &&
        comes_from_elsewhere(exchange)) {
        return problem_set(problem, REFUSED, TEXT("header"), "Origin",
                           "this form must be sent from a page of this site");
    }
    return OK;
}

/* -------------------------------------------------------------------------------- running */

/* The handler, between the gatekeeper and what it keeps of the visit. */
static Outcome run_permitted(Exchange *exchange, Outcome (*run)(Exchange *exchange))
{
    Request *request = &exchange->request;
    const ServerHooks *hooks = &exchange->settings->hooks;
    bool answered = false;
    if (!is_for_members(request->route)) {
        return run(exchange);
    }
    TRY(hooks->permit(hooks->context, request, &answered));
    if (answered) {
        return OK;
    }
    TRY(run(exchange));
    return hooks->settle == NULL ? OK : hooks->settle(hooks->context, request);
}

static Outcome run_once(Exchange *exchange)
{
    Request *request = &exchange->request;
    bool is_done = false;
    TRY(once_find(request, &is_done));
    if (is_done) {
        return OK;
    }
    TRY(request->route->function(request));
    return once_keep(request);
}

typedef struct Writing {
    Exchange *exchange;
    Request untouched;
} Writing;

/* What an undone transaction answered (a code that was not kept, a second cookie) must not stay
 * beside the answer of the next: each run begins with the request as it came. */
static Outcome run_in_transaction(struct Session *session, void *context, Problem *problem)
{
    const Writing *writing = context;
    Request *request = &writing->exchange->request;
    (void)problem; /* the request has its own */
    *request = writing->untouched;
    request->session = session;
    const Outcome outcome = run_permitted(writing->exchange, run_once);
    request->session = NULL;
    return outcome;
}

static Outcome run_reading(Exchange *exchange)
{
    Request *request = &exchange->request;
    TRY(request->route->function(request));
    return request->response.stream == NULL
               ? OK
               : finish_stream(request, exchange->incoming, exchange->outgoing);
}

static Outcome run_in_snapshot(Exchange *exchange)
{
    Request *request = &exchange->request;
    SCOPED(session_end) Session *session = NULL;
    TRY(request->route->freshness == MAY_LAG
            ? store_read_stale(request->store, &session, &request->problem)
            : store_read(request->store, &session, &request->problem));
    request->session = session;
    const Outcome outcome = run_permitted(exchange, run_reading);
    request->session = NULL;
    return outcome;
}

static Outcome run_route(Exchange *exchange)
{
    Request *request = &exchange->request;
    const Route *route = request->route;
    if (request->store != NULL && !method_is_transaction(route->method)) {
        return run_in_snapshot(exchange);
    }
    if (request->store != NULL) {
        Writing writing = {exchange, *request};
        return store_write(request->store, run_in_transaction, &writing, &request->problem);
    }
    return run_reading(exchange);
}

static void answer_options(Exchange *exchange, const RouteMatch *match)
{
    Request *request = &exchange->request;
    const Text allow = router_allow(request->arena, match);
    request->response.status = 204;
    response_header(request, "Allow", allow);
    if (request->is_api) {
        response_header(request, "Access-Control-Allow-Methods", allow);
        response_header(request, "Access-Control-Allow-Headers",
                        TEXT("Content-Type, If-None-Match"));
        response_header(request, "Access-Control-Max-Age", TEXT("86400"));
    }
}

/* A program that asks for what does not exist learns where the paths are written. */
static int nothing_here(Request *request)
{
    if (request->is_api) {
        request->problem.detail =
            TEXT("there is nothing at this path; /api/v1/openapi.json describes the API");
    }
    return 404;
}

/* What was tried is kept, once the transaction it stood in is undone. */
static Outcome run_and_keep(Exchange *exchange)
{
    const ServerHooks *hooks = &exchange->settings->hooks;
    const Outcome outcome = run_route(exchange);
    if (outcome != OK && hooks->failed != NULL && is_for_members(exchange->request.route)) {
        hooks->failed(hooks->context, &exchange->request);
    }
    return outcome;
}

/* 0 once answered, else the status of the refusal still to be told. */
static int answer_route(Exchange *exchange)
{
    Request *request = &exchange->request;
    const Router router = {exchange->settings->routes, exchange->settings->route_table_count};
    const RouteMatch match = router_find(&router, exchange->verb, exchange->raw_path);
    if (match.verbs == 0) {
        return nothing_here(request);
    }
    if (exchange->verb == VERB_OPTIONS) {
        answer_options(exchange, &match);
        return 0;
    }
    if (match.route == NULL) {
        response_header(request, "Allow", router_allow(request->arena, &match));
        return 405;
    }
    request->route = match.route;
    exchange->outgoing->route = match.route->path;
    Outcome outcome =
        router_values(request->arena, match.route, exchange->raw_path, &request->path_values);
    outcome = outcome == OK ? check_permission(exchange, match.route) : outcome;
    outcome = outcome == OK ? run_and_keep(exchange) : outcome;
    if (outcome != OK && request->refusal != 0) {
        return request->refusal;
    }
    if (outcome != OK) {
        return outcome_status(outcome);
    }
    return request->response.body.overflowed ? 500 : 0;
}

static void tell_problem(Exchange *exchange, int status)
{
    Request *request = &exchange->request;
    FieldList kept = {0};
    if (status >= 500) {
        exchange->outgoing->failure = request->problem.detail;
    }
    if (status == 405) {
        kept = request->response.headers;
    }
    request->response = (Response){.headers = kept};
    if (status == 429 || status == 503) {
        response_header(request, "Retry-After", TEXT("5"));
    }
    if (status == 401) {
        response_header(request, "WWW-Authenticate", TEXT("Bearer"));
    }
    const ServerHooks *hooks = &exchange->settings->hooks;
    if (hooks->tell != NULL && hooks->tell(hooks->context, request, status)) {
        return;
    }
    if (problem_wants_json(request)) {
        problem_answer_json(request, status);
    } else if (exchange->settings->error_page != NULL && request->domain != NULL) {
        request->response.status = status;
        exchange->settings->error_page(request, status);
    } else {
        problem_answer_page(request, status);
    }
}

static Text path_of(const Incoming *incoming)
{
    const Text target = target_without_host(incoming->target);
    Text path = text_slice(target, 0, text_find_byte(target, '?', 0));
    Language language = 0;
    (void)path_take_language(&path, &language);
    return path;
}

bool answer_is_probe(const ServerSettings *settings, const Incoming *incoming)
{
    const Text path = path_of(incoming);
    for (size_t i = 0; i < settings->route_table_count; i++) {
        const RouteTable *table = &settings->routes[i];
        for (size_t j = 0; j < table->count; j++) {
            if (table->routes[j].method == PROBE &&
                text_equal(text_from(table->routes[j].path), path)) {
                return verb_of(incoming->verb) == VERB_GET;
            }
        }
    }
    return false;
}

bool answer_takes_upload(const ServerSettings *settings, const Incoming *incoming)
{
    const Router router = {settings->routes, settings->route_table_count};
    const Route *route = router_find(&router, verb_of(incoming->verb), path_of(incoming)).route;
    return route != NULL && route->method == UPLOAD;
}

int answer_admit_upload(const ServerSettings *settings, Arena *arena, const Incoming *incoming)
{
    Outgoing unsent = {0};
    const ServerHooks *hooks = &settings->hooks;
    Exchange exchange = {.settings = settings, .incoming = incoming, .outgoing = &unsent};
    exchange_begin(&exchange, arena);
    const Outcome outcome =
        hooks->know == NULL ? NOT_FOUND : hooks->know(hooks->context, &exchange.request);
    return outcome == OK ? 0 : outcome == NOT_FOUND ? 401 : outcome_status(outcome);
}

static void answer_and_finish(Exchange *exchange)
{
    const Outcome outcome = read_input(exchange);
    const int refusal = outcome == OK ? answer_route(exchange) : outcome_status(outcome);
    if (refusal != 0) {
        tell_problem(exchange, refusal);
    }
    finish(&exchange->request, exchange->incoming, exchange->outgoing);
}

void answer(const ServerSettings *settings, Arena *arena, const Incoming *incoming,
            Outgoing *outgoing)
{
    const ServerHooks *hooks = &settings->hooks;
    Exchange exchange = {.settings = settings, .incoming = incoming, .outgoing = outgoing};
    exchange_begin(&exchange, arena);
    const Asset *asset = exchange.verb == VERB_GET ? asset_at(exchange.raw_path) : NULL;
    if (asset != NULL) {
        finish_asset(&exchange.request, incoming, asset, outgoing);
        return;
    }
    if (answer_is_probe(settings, incoming)) {
        exchange.request.store = NULL;
        answer_and_finish(&exchange);
        return;
    }
    if (hooks->begin != NULL) {
        hooks->begin(hooks->context, &exchange.request);
    }
    answer_and_finish(&exchange);
    if (hooks->end != NULL) {
        hooks->end(hooks->context, &exchange.request);
    }
}

static void say_too_large(Exchange *exchange)
{
    Request *request = &exchange->request;
    const uint64_t announced = exchange->incoming->announced;
    const ServerLimits *limits = exchange->limits;
    const bool has_file = answer_takes_upload(exchange->settings, exchange->incoming);
    const Text said = text_format(request->arena, "%zu were announced", (size_t)announced);
    request->most_bytes = has_file ? limits->upload_bytes : limits->body_bytes;
    (void)problem_set(
        &request->problem, INVALID, announced == 0 ? TEXT("body") : TEXT("header"),
        announced == 0 ? "" : "Content-Length", "%s of at most %zu bytes is expected; %.*s",
        has_file ? "a form with its file" : "a body", request->most_bytes,
        TEXT_ARG(announced == 0 ? TEXT("more came") : said));
}

void answer_refusal(const ServerSettings *settings, Arena *arena, const Incoming *incoming,
                    int status, Outgoing *outgoing)
{
    Exchange exchange = {.settings = settings, .incoming = incoming, .outgoing = outgoing};
    exchange_begin(&exchange, arena);
    if (!percent_decode(arena, exchange.raw_path, PLUS_IS_PLUS, &exchange.request.path)) {
        exchange.request.path = TEXT("/");
    }
    if (status == 413) {
        say_too_large(&exchange);
    }
    tell_problem(&exchange, status);
    finish(&exchange.request, incoming, outgoing);
}
