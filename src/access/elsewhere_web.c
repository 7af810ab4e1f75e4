/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The way to a provider and back. A browser that comes from another site brings no cookie of
 * ours but the one of the way: what follows is a page of ours that goes on by itself.
 */
#include "access/elsewhere.h"
#include "access/endpoint.h"
#include "access/enter_web.h"
#include "access/frame_web.h"
#include "access/login_web.h"
#include "access/sentences.h"
#include "base/log.h"
#include "http/post.h"

enum { MOST_ANSWER = 128 * 1024 };

/* The secret of the way, and that of the session before, which comes from no other site. */
#define WAY_COOKIE "seuil_aller"

/* ------------------------------------------------------------------------------- network */

static Outcome refuse_status(int status, Problem *problem)
{
    return problem_set(problem, UNAVAILABLE, TEXT("answer"), "", "the provider answers %d",
                       status);
}

/* An AskFunction: no redirection is followed, and no address but those the file of providers
 * allows is called. */
static Outcome ask_network(Arena *arena, const Question *question, Text *body, Problem *problem)
{
    Reply reply = {0};
    Endpoint endpoint = {0};
    const bool is_form = question->form.length > 0;
    if (!endpoint_parse(arena, question->address, &endpoint)) {
        return problem_set(problem, UNAVAILABLE, TEXT("answer"), "", "no address of https");
    }
    const Post post = {
        .host = endpoint.host,
        .port = endpoint.port,
        .path = endpoint.path,
        .type = TEXT("application/x-www-form-urlencoded"),
        .headers = text_format(arena, "Accept: application/json\r\n%s%.*s%s",
                               question->authorization.length > 0 ? "Authorization: " : "",
                               TEXT_ARG(question->authorization),
                               question->authorization.length > 0 ? "\r\n" : ""),
        .body = question->form,
        .may_be_private = question->provider->is_private,
        .trust = question->provider->trust,
        .asks = !is_form,
    };
    TRY(post_ask(arena, &post, MOST_ANSWER, &reply, problem));
    if (reply.status != 200 && !(is_form && (reply.status == 400 || reply.status == 401))) {
        return refuse_status(reply.status, problem);
    }
    *body = reply.body;
    return OK;
}

static Elsewhere elsewhere_of(Request *request)
{
    return (Elsewhere){
        .store = request->store,
        .arena = request->arena,
        .providers = request->providers,
        .ask = ask_network,
        .keyring = request->keyring,
        .site = request->site,
        .now = request->now,
        .problem = &request->problem,
    };
}

/* For who runs the server: what went wrong, without a word of anybody. */
static void log_trouble(const Request *request)
{
    log_event(LOG_WARNING, "sign_in_elsewhere", "%.*s %.*s: %.*s",
              TEXT_ARG(request->problem.where), TEXT_ARG(request->problem.field),
              TEXT_ARG(request->problem.detail));
}

/* --------------------------------------------------------------------------------- words */

static Text name_of(const Request *request, Text key)
{
    const Provider *provider = provider_find(request->providers, key);
    return provider == NULL ? TEXT("") : provider->name;
}

static Text say_of(const Request *request, Sentence sentence, Text key)
{
    return say_with(request->arena, request->language, sentence, "name", name_of(request, key));
}

void elsewhere_offer(const Request *request, Text to, ElsewhereChoices *choices)
{
    const Providers *providers = request->providers;
    const size_t count = providers == NULL ? 0 : providers->count;
    ElsewhereChoice *items = ARENA_ARRAY(request->arena, ElsewhereChoice, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Provider *provider = &providers->items[i];
        items[i] = (ElsewhereChoice){
            .name = provider->name,
            .action = request_link(request, text_format(request->arena, "/entrer/chez/%.*s",
                                                        TEXT_ARG(provider->key))),
        };
    }
    *choices = (ElsewhereChoices){items, count, to};
}

static Outcome say_failure(Request *request, Sentence sentence, Text key, int status)
{
    SignInView view = {.problem = say_of(request, sentence, key)};
    request->response.status = status;
    return write_sign_in(request, &view);
}

/* --------------------------------------------------------------------------------- cookie */

static void set_way(Request *request, Text value, int seconds)
{
    const bool is_https = text_starts_with(request->site, TEXT("https://"));
    response_header(request, "Set-Cookie",
                    text_format(request->arena,
                                WAY_COOKIE "=%.*s; Path=" ELSEWHERE_RETURN
                                           "; HttpOnly; SameSite=Lax; Max-Age=%d%s",
                                TEXT_ARG(value), seconds, is_https ? "; Secure" : ""));
}

/* Both secrets are of the same length. */
static Text way_secret(const Request *request)
{
    return text_slice(request_cookie(request, WAY_COOKIE), 0, ELSEWHERE_SECRET);
}

static Text way_before(const Request *request)
{
    const Text both = request_cookie(request, WAY_COOKIE);
    return text_slice(both, ELSEWHERE_SECRET, both.length);
}

/* A page of ours, or of the provider, that comes by itself. */
static void go_on_to(Request *request, Text address)
{
    response_header(request, "Refresh",
                    text_format(request->arena, "0; url=%.*s", TEXT_ARG(address)));
}

/* -------------------------------------------------------------------------------- leaving */

static Outcome is_locked(Request *request, Text token, bool *locked)
{
    LoginSession found = {0};
    const Outcome outcome =
        login_find(request->session, token, request->now, &found, &request->problem);
    *locked = outcome == OK && found.is_locked;
    return outcome == NOT_FOUND ? OK : outcome;
}

static Outcome write_departure(Request *request, const Departure *departure)
{
    Html html = {0};
    OnwardView view = {
        .lead = say_of(request, SAY_ELSEWHERE_LEAVE_LEAD, departure->key),
        .href = departure->address,
        .name = say(request->language, SAY_LOCK_CONTINUE),
        .other_href = request_link(request, TEXT("/entrer")),
        .other_name = say(request->language, SAY_ELSEWHERE_BACK),
    };
    const Text before = request_cookie(request, GATE_COOKIE);
    TRY(frame_open(request, say(request->language, SAY_ELSEWHERE_LEAVE_TITLE), &view.frame,
                   &html));
    set_way(request,
            text_format(request->arena, "%.*s%.*s", TEXT_ARG(departure->secret),
                        TEXT_ARG(before.length == LOGIN_TOKEN_LENGTH ? before : TEXT(""))),
            ELSEWHERE_SECONDS);
    go_on_to(request, departure->address);
    onward_page(&html, &view);
    return OK;
}

static Outcome leave(Request *request)
{
    const Elsewhere elsewhere = elsewhere_of(request);
    Departure departure = {
        .key = request_path_value(request, "key"),
        .way = way_of(request_form(request, "to")),
        .language = request->language,
    };
    TRY(is_locked(request, request_cookie(request, GATE_COOKIE), &departure.is_locked));
    const Outcome outcome = elsewhere_leave(&elsewhere, &departure);
    if (outcome == CONFLICT) {
        return say_failure(request, SAY_ELSEWHERE_BUSY, departure.key, 503);
    }
    if (outcome == UNAVAILABLE) {
        log_trouble(request);
        return say_failure(request, SAY_ELSEWHERE_SILENT, departure.key, 503);
    }
    TRY(outcome);
    return write_departure(request, &departure);
}

/* --------------------------------------------------------------------------- coming back */

static Outcome write_entry(Request *request, const ElsewhereReturn *back)
{
    Html html = {0};
    Text path = {0};
    const Entering entering = {
        .before = way_before(request),
        .token = back->token,
        .account = &back->account,
        .way = back->way,
    };
    TRY(enter_as(request, &entering, &path));
    OnwardView view = {
        .lead = say_of(request, SAY_ELSEWHERE_DONE_LEAD, back->key),
        .href = request_link(request, path),
        .name = say(request->language, SAY_LOCK_CONTINUE),
    };
    TRY(frame_open(request, say(request->language, SAY_ELSEWHERE_DONE_TITLE), &view.frame,
                   &html));
    go_on_to(request, view.href);
    onward_page(&html, &view);
    return OK;
}

/* Who is not known here is told what to say to whom. */
static Outcome say_unknown(Request *request, const ElsewhereReturn *back)
{
    SignInView view = {
        .problem = say_of(request, SAY_ELSEWHERE_UNKNOWN, back->key),
        .hint = say_with(request->arena, request->language, SAY_ELSEWHERE_SUBJECT, "subject",
                         back->subject),
    };
    request->response.status = 403;
    return write_sign_in(request, &view);
}

static Outcome answer(Request *request, const ElsewhereReturn *back)
{
    switch (back->said) {
    case ELSEWHERE_DONE:
        return write_entry(request, back);
    case ELSEWHERE_CODE:
        return ask_code(request, back->ticket, back->way, TEXT(""));
    case ELSEWHERE_UNKNOWN:
        return say_unknown(request, back);
    case ELSEWHERE_LATE:
        return say_failure(request, SAY_ELSEWHERE_LATE, back->key, 422);
    case ELSEWHERE_DECLINED:
        return say_failure(request, SAY_ELSEWHERE_DECLINED, back->key, 422);
    case ELSEWHERE_BUSY:
        return say_failure(request, SAY_ELSEWHERE_BUSY, back->key, 503);
    case ELSEWHERE_SILENT:
        return say_failure(request, SAY_ELSEWHERE_SILENT, back->key, 503);
    case ELSEWHERE_DOUBTED:
        return say_failure(request, SAY_ELSEWHERE_DOUBTED, back->key, 403);
    case ELSEWHERE_WEAK:
        return say_failure(request, SAY_ELSEWHERE_WEAK, back->key, 403);
    }
    return FAILED;
}

static Outcome come_back(Request *request)
{
    const Elsewhere elsewhere = elsewhere_of(request);
    ElsewhereReturn back = {
        .key = request_path_value(request, "key"),
        .secret = way_secret(request),
        .state = request_query(request, "state"),
        .code = request_query(request, "code"),
        .error = request_query(request, "error"),
        .issuer = request_query(request, "iss"),
        .language = request->language,
    };
    TRY(elsewhere_return(&elsewhere, &back));
    set_way(request, TEXT(""), 0);
    request->language = back.language;
    if (back.said == ELSEWHERE_SILENT || back.said == ELSEWHERE_DOUBTED) {
        log_trouble(request);
    }
    return answer(request, &back);
}

/* --------------------------------------------------------------------------- signing out */

Outcome elsewhere_say_left(Request *request, Text provider)
{
    Html html = {0};
    const Elsewhere elsewhere = elsewhere_of(request);
    const Text end = elsewhere_end(&elsewhere, provider);
    if (end.length == 0) {
        return response_redirect(request, TEXT("/entrer"));
    }
    OnwardView view = {
        .lead = say_of(request, SAY_ELSEWHERE_LEFT_LEAD, provider),
        .href = end,
        .name = say_of(request, SAY_ELSEWHERE_LEFT_TOO, provider),
        .other_href = request_link(request, TEXT("/entrer")),
        .other_name = say(request->language, SAY_ELSEWHERE_BACK),
    };
    void *access = request->access; /* the frame is that of nobody; the journal is theirs */
    request->access = NULL;
    const Outcome outcome = frame_open(
        request, say(request->language, SAY_ELSEWHERE_LEFT_TITLE), &view.frame, &html);
    request->access = access;
    TRY(outcome);
    onward_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {ACT, "/entrer/chez/{key}",     EVERYONE, leave,     FRESH},
    {GET, ELSEWHERE_RETURN "{key}", EVERYONE, come_back, FRESH},
};

const RouteTable ELSEWHERE_ROUTES = {routes, LENGTH_OF(routes)};
