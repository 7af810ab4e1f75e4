/* SPDX-License-Identifier: EUPL-1.2 */
/* The terminal that works without a network (/billets/terminal), and the same for programs. */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/sentences.h"
#include "entitlements/terminal_json.h"
#include "entitlements/ticket_views_web.h"
#include "entitlements/ticket_words_web.h"
#include "http/asset.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

/* What the script says, by the codes of what became of a use. */
typedef struct Said {
    const char *key;
    Sentence sentence;
} Said;

static const Said said[] = {
    {"redeemed",  SAY_TICKET_DONE      },
    {"used",      SAY_TICKET_USED      },
    {"expired",   SAY_TICKET_EXPIRED   },
    {"blocked",   SAY_TICKET_BLOCKED   },
    {"other",     SAY_TICKET_OTHER     },
    {"unknown",   SAY_TICKET_UNKNOWN   },
    {"forged",    SAY_TICKET_FORGED    },
    {"ceiling",   SAY_TERMINAL_CEILING },
    {"mandate",   SAY_TERMINAL_MANDATE },
    {"waits",     SAY_TERMINAL_WAITS   },
    {"unsent",    SAY_TERMINAL_UNSENT  },
    {"ready",     SAY_TERMINAL_LEFT    },
    {"ready_now", SAY_TERMINAL_READY   },
    {"later",     SAY_TERMINAL_LATER   },
    {"amount",    SAY_GRANT_WRONG_WORTH},
};

static Sentence sentence_of(Text key)
{
    for (size_t i = 0; i < LENGTH_OF(said); i++) {
        if (text_equal(key, text_from(said[i].key))) {
            return said[i].sentence;
        }
    }
    return SAY_TICKET_UNKNOWN;
}

static void fill_words(const Request *request, OfflineView *view)
{
    OfflineWord *words = ARENA_ARRAY(request->arena, OfflineWord, LENGTH_OF(said));
    for (size_t i = 0; i < LENGTH_OF(said); i++) {
        words[i] =
            (OfflineWord){text_from(said[i].key), say(request->language, said[i].sentence)};
    }
    view->words = words;
    view->word_count = LENGTH_OF(said);
}

static Outcome fill_choices(Request *request, OfflineView *view)
{
    TerminalList list = {0};
    const Access *access = access_of(request);
    TRY(terminal_list(access_of(request), &list));
    OfflineChoice *choices = ARENA_ARRAY(request->arena, OfflineChoice, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const Terminal *terminal = &list.items[i];
        if (terminal->revoked == 0 && id_equal(terminal->house, access->caller.house)) {
            choices[view->choice_count++] =
                (OfflineChoice){id_format(request->arena, terminal->id), terminal->name};
        }
    }
    view->choices = choices;
    return OK;
}

static Outcome fill_overdrafts(Request *request, OfflineView *view)
{
    OverdraftList list = {0};
    TRY(overdraft_list(access_of(request), &list));
    Text *lines = ARENA_ARRAY(request->arena, Text, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const Overdraft *one = &list.items[i];
        lines[i] = text_format(request->arena, "%.*s · %.*s · %.*s",
                               TEXT_ARG(say_moment(request->arena, request->language, one->at)),
                               TEXT_ARG(house_say(request, one->house)),
                               TEXT_ARG(say(request->language, sentence_of(one->because))));
    }
    view->overdrafts = lines;
    view->overdraft_count = list.count;
    return OK;
}

static Outcome show(Request *request)
{
    Html html = {0};
    OfflineView view = {.frame.stays_open = true};
    view.script = asset_path("terminal.js");
    view.back_href = request_link(request, TEXT("/billets"));
    view.bring_href = request_link(request, TEXT("/billets/terminal/rendre"));
    view.mandate_href = request_link(request, TEXT("/billets/terminal/ID/mandat"));
    view.worker_href = request_link(request, TEXT("/billets/service.js"));
    fill_words(request, &view);
    TRY(fill_choices(request, &view));
    TRY(fill_overdrafts(request, &view));
    TRY(frame_open(request, say(request->language, SAY_TERMINAL_TITLE), &view.frame, &html));
    terminal_offline_page(&html, &view);
    return OK;
}

/* Its address stands beside the page it keeps, since that is what a worker may keep. */
static Outcome show_worker(Request *request)
{
    const Asset *worker = asset_at(asset_path("terminal-worker.js"));
    buffer_append(response_open(request, "text/javascript; charset=utf-8"), worker->bytes);
    return OK;
}

/* ------------------------------------------------------------------------- mandates, uses */

static Outcome get_mandate(Request *request)
{
    Id id = {{0}};
    Mandate mandate = {0};
    TRY(path_id(request, "id", &id));
    TRY(terminal_mandate(access_of(request), id, &mandate));
    JsonWriter writer = json_writer(response_json(request));
    mandate_write_json(access_of(request), &mandate, &writer);
    return OK;
}

static Outcome bring(Request *request, Text body)
{
    TerminalReport report = {0};
    UseAnswerList answers = {0};
    TRY(terminal_report_read(request->arena, body, &report, &request->problem));
    TRY(terminal_bring(access_of(request), &report, &answers));
    JsonWriter writer = json_writer(response_json(request));
    use_answers_write_json(request->arena, &answers, &writer);
    return OK;
}

static Outcome post_form(Request *request)
{
    return bring(request, request_form(request, "report"));
}

static Outcome post_report(Request *request)
{
    TRY(body_require_json(request));
    return bring(request, request->body);
}

static Outcome get_terminals(Request *request)
{
    TerminalList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(terminal_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    terminal_list_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome get_overdrafts(Request *request)
{
    OverdraftList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(overdraft_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    overdraft_list_write_json(request->arena, &list, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/billets/terminal",              MAY_REDEEM, show,           FRESH},
    {GET,  "/billets/service.js",            EVERYONE,   show_worker,    FRESH},
    {GET,  "/billets/terminal/{id}/mandat",  MAY_REDEEM, get_mandate,    FRESH},
    {POST, "/billets/terminal/rendre",       MAY_REDEEM, post_form,      FRESH},
    {GET,  "/api/v1/terminals",              MAY_REDEEM, get_terminals,  FRESH},
    {GET,  "/api/v1/terminals/{id}/mandate", MAY_REDEEM, get_mandate,    FRESH},
    {POST, "/api/v1/terminals/uses",         MAY_REDEEM, post_report,    FRESH},
    {GET,  "/api/v1/terminals/overdrafts",   MAY_REDEEM, get_overdrafts, FRESH},
};

const RouteTable TERMINAL_ROUTES = {routes, LENGTH_OF(routes)};
