/* SPDX-License-Identifier: EUPL-1.2 */
/* One's own account: /compte. */
#include "access/frame_web.h"
#include "access/link.h"
#include "access/link_made.h"
#include "access/login_web.h"
#include "access/own.h"
#include "access/own_views_web.h"
#include "access/passkey.h"
#include "access/provider.h"
#include "access/sentences.h"
#include "access/wait_web.h"

/* What was given, not what it amounts to: one role may hold all that another does. */
static Outcome read_roles(Request *request, Id account, Text *names)
{
    RoleGrantList grants = {0};
    TRY(role_grants(request->session, request->arena, account, request->now, &grants,
                    &request->problem));
    Text *found = ARENA_ARRAY(request->arena, Text, grants.count);
    size_t count = 0;
    for (size_t i = 0; i < grants.count; i++) {
        const Role *role = role_find(grants.items[i].role);
        if (role != NULL) {
            found[count++] = role->name[request->language];
        }
    }
    *names = text_join(request->arena, found, count, TEXT(", "));
    return OK;
}

static Text password_hint(const Request *request)
{
    return say_with(request->arena, request->language, SAY_OWN_WANTED_HINT, "n",
                    text_format(request->arena, "%d", PASSWORD_LEAST));
}

/* Who wrote it, or that it is not known: it was not kept before. */
static Outcome maker_of(Request *request, const Link *link, Text *name)
{
    Account maker = {0};
    *name = TEXT("");
    if (id_is_nil(link->maker)) {
        return OK;
    }
    TRY(account_get(request->session, request->arena, link->maker, &maker, &request->problem));
    *name = maker.name;
    return OK;
}

static Outcome fill_link(Request *request, const Link *link, OwnLink *shown)
{
    Text maker = {0};
    const Provider *provider = provider_of_issuer(request->providers, link->issuer);
    const Text since = say_with(request->arena, request->language, SAY_OWN_LINK_SINCE, "when",
                                say_moment(request->arena, request->language, link->linked));
    TRY(maker_of(request, link, &maker));
    shown->provider = provider == NULL ? link->issuer : provider->name;
    shown->made = maker.length == 0
                      ? since
                      : text_format(request->arena, "%.*s %.*s", TEXT_ARG(since),
                                    TEXT_ARG(say_with(request->arena, request->language,
                                                      SAY_OWN_LINK_BY, "name", maker)));
    return OK;
}

static Outcome fill_links(Request *request, const Account *account, OwnView *view)
{
    LinkList list = {0};
    LoginSession login = {0};
    TRY(link_list(request->session, request->arena, account->id, &list, &request->problem));
    TRY(login_find(request->session, gate_session_token(request), request->now, &login,
                   &request->problem));
    OwnLink *links = ARENA_ARRAY(request->arena, OwnLink, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_link(request, &list.items[i], &links[i]));
    }
    view->links = links;
    view->link_count = list.count;
    view->may_tell = !login.is_from_elsewhere || account->password.length == 0;
    return OK;
}

static Outcome fill(Request *request, OwnView *view)
{
    Account account = {0};
    LoginPlaces others = {0};
    const Access *access = access_of(request);
    TRY(account_get(request->session, request->arena, access->caller.account, &account,
                    &request->problem));
    TRY(login_others(request->session, account.id, gate_session_token(request), request->now,
                     &others, &request->problem));
    TRY(read_roles(request, account.id, &view->roles));
    TRY(fill_links(request, &account, view));
    view->name = account.name;
    view->login = account.login;
    view->house = view->frame.house;
    view->language = language_code(account.language);
    view->has_second = account.totp.length > 0;
    view->has_sessions = others.count > 0;
    view->sessions = others.count == 0 ? say(request->language, SAY_OWN_SESSIONS_NONE)
                                       : say_count(request->arena, request->language,
                                                   SAY_OWN_SESSIONS, others.count);
    view->password_hint = password_hint(request);
    return OK;
}

static Outcome write_own(Request *request, OwnView *view)
{
    Html html = {0};
    TRY(frame_open(request, say(request->language, SAY_OWN_TITLE), &view->frame, &html));
    TRY(fill(request, view));
    own_page(&html, view);
    return OK;
}

static Outcome show_own(Request *request)
{
    OwnView view = {0};
    const Text done = request_query(request, "fait");
    if (text_equal(done, TEXT("mot-de-passe"))) {
        view.done = say(request->language, SAY_OWN_PASSWORD_DONE);
    } else if (done.length > 0) {
        view.done = say(request->language, SAY_OWN_SAVED);
    }
    return write_own(request, &view);
}

static Outcome set_language(Request *request)
{
    Language language = 0;
    if (!language_parse(request_form(request, "language"), &language)) {
        return REQUEST_INVALID(request, "body", "language", "fr, nl, de or en is expected");
    }
    TRY(account_set_language(request->session, access_of(request)->caller.account, language,
                             &request->problem));
    request->language = language;
    return response_redirect(request, TEXT("/compte?fait=langue"));
}

static Outcome end_others(Request *request)
{
    TRY(login_end_others(request->session, access_of(request)->caller.account,
                         gate_session_token(request), &request->problem));
    return response_redirect(request, TEXT("/compte?fait=sessions"));
}

static Outcome tell_links(Request *request)
{
    TRY(link_made_tell(access_of(request), gate_session_token(request)));
    return response_redirect(request, TEXT("/compte?fait=liens"));
}

/* ------------------------------------------------------------------------------- password */

/* Whose password another knows sees this page before any other. */
static Outcome write_password(Request *request, Text problem)
{
    Html html = {0};
    Account account = {0};
    OwnPasswordView view = {.password_hint = password_hint(request), .problem = problem};
    TRY(account_get(request->session, request->arena, access_of(request)->caller.account,
                    &account, &request->problem));
    view.login = account.login;
    TRY(frame_open(request, say(request->language, SAY_OWN_FIRST_TITLE), &view.frame, &html));
    own_password_page(&html, &view);
    return OK;
}

static Outcome show_password(Request *request)
{
    return write_password(request, TEXT(""));
}

static Sentence wrong_password(const Request *request)
{
    const bool is_new = text_equal(request->problem.field, TEXT("password"));
    return is_new ? SAY_OWN_PASSWORD_WEAK : SAY_LOGIN_WRONG_PASSWORD;
}

/* Keys outlive the password: whoever knew it may have added one, so each is asked about. The
 * password is changed by now: where keys cannot be read, the page that tells of them says so.
 */
static Outcome after_change(Request *request, const Caller *caller)
{
    PasskeyList list = {0};
    Problem ignored = {.arena = request->arena};
    const Outcome outcome =
        passkey_list(request->session, request->arena, caller->account, &list, &ignored);
    if (outcome != OK || list.count > 0) {
        return response_redirect(request, TEXT("/compte/cles?fait=mot-de-passe"));
    }
    return response_redirect(request, caller->must_change_password
                                          ? frame_first_page(caller)
                                          : TEXT("/compte?fait=mot-de-passe"));
}

/* What is wrong is said on the page itself, at the form. */
static Outcome change_password(Request *request)
{
    OwnView view = {0};
    const Caller *caller = &access_of(request)->caller;
    PasswordChange change = {
        .token = gate_session_token(request),
        .present = request_form(request, "present"),
        .wanted = request_form(request, "wanted"),
    };
    const Outcome outcome = own_change_password(request->store, request->arena, &change,
                                                request->now, &request->problem);
    if (outcome == OK) {
        return after_change(request, caller);
    }
    if (outcome != CONFLICT && outcome != INVALID) {
        return outcome;
    }
    view.problem = failure_in_words(request, wrong_password(request), outcome == CONFLICT,
                                    change.retry_at);
    return caller->must_change_password ? write_password(request, view.problem)
                                        : write_own(request, &view);
}

static const Route routes[] = {
    {GET,  "/compte",              MAY_BE_ONESELF, show_own,        FRESH},
    {POST, "/compte/langue",       MAY_BE_ONESELF, set_language,    FRESH},
    {GET,  "/compte/mot-de-passe", MAY_BE_ONESELF, show_password,   FRESH},
    {ACT,  "/compte/mot-de-passe", MAY_BE_ONESELF, change_password, FRESH},
    {POST, "/compte/sessions",     MAY_BE_ONESELF, end_others,      FRESH},
    {POST, "/compte/liens",        MAY_BE_ONESELF, tell_links,      FRESH},
};

const RouteTable OWN_ROUTES = {routes, LENGTH_OF(routes)};
