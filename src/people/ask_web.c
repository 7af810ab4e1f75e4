/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/ask_web.h"

#include "access/sentences.h"
#include "http/once.h"
#include "people/ask.h"
#include "people/ask_views_web.h"
#include "people/secrecy_edge_web.h"
#include "people/sentences.h"

static Text state_words(const Request *request, AskState state)
{
    static const Sentence said[ASK_STATE_COUNT] = {
        [ASK_OPEN] = SAY_ASK_OPEN,   [ASK_YES] = SAY_ASK_YES,         [ASK_NO] = SAY_ASK_NO,
        [ASK_OTHER] = SAY_ASK_OTHER, [ASK_EXPIRED] = SAY_ASK_EXPIRED,
    };
    return say(request->language, said[state]);
}

static const Text *fill_contacts(Arena *arena, const AskContactList *contacts)
{
    Text *told = ARENA_ARRAY(arena, Text, contacts->count + 1);
    for (size_t i = 0; i < contacts->count; i++) {
        const AskContact *contact = &contacts->items[i];
        told[i] = text_format(arena, "%.*s · %.*s", TEXT_ARG(contact->team),
                              TEXT_ARG(contact->house));
    }
    return told;
}

static const AskRow *fill_rows(const Request *request, const PersonAskList *list)
{
    Arena *arena = request->arena;
    AskRow *rows = ARENA_ARRAY(arena, AskRow, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        const PersonAsk *ask = &list->items[i];
        const Text path =
            text_format(arena, "/demandes/%.*s", TEXT_ARG(id_format(arena, ask->id)));
        const bool may_share = ask->state == ASK_YES && !id_is_nil(ask->person);
        rows[i] = (AskRow){
            .action = request_link(request, path),
            .when = say_moment(arena, request->language, ask->asked),
            .state = state_words(request, ask->state),
            .house = ask->house,
            .sought = ask->sought,
            .words = ask->words,
            .contacts = fill_contacts(arena, &ask->contacts),
            .contact_count = ask->contacts.count,
            .consent_href =
                may_share
                    ? request_link(request, person_page_path(request, ask->person, "/accords"))
                    : TEXT(""),
            .is_open = ask->state == ASK_OPEN,
        };
    }
    return rows;
}

static Outcome write_page(Request *request, AsksView *view)
{
    Html html = {0};
    PersonAsks asks = {0};
    TRY(person_ask_list(access_of(request), &asks));
    view->received = fill_rows(request, &asks.received);
    view->received_count = asks.received.count;
    view->sent = fill_rows(request, &asks.sent);
    view->sent_count = asks.sent.count;
    view->sent_token = once_token(request->arena);
    view->frame.draft_form = TEXT("entry");
    TRY(frame_open(request, say(request->language, SAY_ASK_TITLE), &view->frame, &html));
    asks_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    AsksView view = {0};
    return write_page(request, &view);
}

/* A sentence for a refusal of the form; empty for one that is no matter of it. */
static Text refusal(const Request *request, Outcome outcome)
{
    const Text field = request->problem.field;
    if (outcome == CONFLICT) {
        return say(request->language, SAY_ASK_TOO_MANY);
    }
    if (outcome != INVALID) {
        return TEXT("");
    }
    return say(request->language,
               text_equal(field, TEXT("message")) ? SAY_ASK_WRONG_WORDS : SAY_ASK_WRONG_WHO);
}

static Outcome ask(Request *request)
{
    Id id = {{0}};
    const PersonTyped typed = {.words = request_form(request, "q"),
                               .given = request_form(request, "given"),
                               .family = request_form(request, "family"),
                               .birth = request_form(request, "birth"),
                               .phone = request_form(request, "phone"),
                               .code = request_form(request, "code")};
    const NewAsk made = {person_typed_query(&typed), request_form(request, "message")};
    const Outcome outcome = person_ask(access_of(request), &made, &id);
    if (outcome == OK) {
        return response_redirect(request, TEXT("/demandes"));
    }
    AsksView view = {.problem = refusal(request, outcome), .typed = typed, .draft = made.words};
    if (text_is_empty(view.problem)) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_page(request, &view);
}

static Outcome answer(Request *request)
{
    Id id = {{0}};
    AskState given = ASK_OPEN;
    TRY(path_id(request, "id", &id));
    if (!ask_answer_parse(request_form(request, "answer"), &given)) {
        return REQUEST_INVALID(request, "body", "answer", "yes, no or other is expected");
    }
    TRY(person_ask_answer(access_of(request), id, given));
    return response_redirect(request, TEXT("/demandes"));
}

static const Route routes[] = {
    {GET,  "/demandes",      MAY_FIND_PERSON,    show,   FRESH},
    {POST, "/demandes",      MAY_FIND_PERSON,    ask,    FRESH},
    {POST, "/demandes/{id}", MAY_RECORD_CONSENT, answer, FRESH},
};

const RouteTable ASK_ROUTES = {routes, LENGTH_OF(routes)};
