/* SPDX-License-Identifier: EUPL-1.2 */
/* What devices brought and others had changed: /compte/conflits. */
#include "access/frame_web.h"
#include "offline/conflict.h"
#include "offline/offline_views_web.h"
#include "offline/offline_web.h"
#include "offline/sentences.h"

static Text kind_in_words(Language language, Text kind)
{
    static const struct {
        const char *kind;
        Sentence sentence;
    } words[] = {
        {"fact.end",     SAY_CONFLICT_FACT    },
        {"note.add",     SAY_CONFLICT_NOTE    },
        {"need.add",     SAY_CONFLICT_NEED    },
        {"need.set",     SAY_CONFLICT_NEED    },
        {"lead.set",     SAY_CONFLICT_LEAD    },
        {"referral.act", SAY_CONFLICT_REFERRAL},
    };
    for (size_t i = 0; i < LENGTH_OF(words); i++) {
        if (text_equal(kind, text_from(words[i].kind))) {
            return say(language, words[i].sentence);
        }
    }
    return say(language, SAY_CONFLICT_OTHER);
}

static ConflictRow row_of(const Request *request, Text base, const OfflineConflict *conflict)
{
    Arena *arena = request->arena;
    const Text hidden = say(request->language, SAY_CONFLICT_WITHHELD);
    return (ConflictRow){
        .kind = kind_in_words(request->language, conflict->kind),
        .stands = conflict->is_withheld ? hidden : conflict->stands,
        .wanted = conflict->is_withheld ? hidden : conflict->wanted,
        .when = moment_format_local(arena, conflict->at),
        .person_href = text_format(arena, "%.*s/p/%.*s", TEXT_ARG(base),
                                   TEXT_ARG(id_format(arena, conflict->person))),
        .action = text_format(arena, "%.*s/compte/conflits/%.*s", TEXT_ARG(base),
                              TEXT_ARG(id_format(arena, conflict->op))),
        .may_take = !conflict->is_withheld,
    };
}

static Outcome show_conflicts(Request *request)
{
    Html html = {0};
    ConflictsView view = {0};
    OfflineConflictList list = {0};
    TRY(frame_open(request, say(request->language, SAY_CONFLICT_TITLE), &view.frame, &html));
    TRY(conflict_list(access_of(request), &list));
    ConflictRow *rows = ARENA_ARRAY(request->arena, ConflictRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, view.frame.base, &list.items[i]);
    }
    view.rows = rows;
    view.row_count = list.count;
    view.done = request_query(request, "fait").length > 0
                    ? say(request->language, SAY_CONFLICT_DONE)
                    : TEXT("");
    conflicts_page(&html, &view);
    return OK;
}

static Outcome decide(Request *request)
{
    Id op = {{0}};
    ConflictChoice choice = CONFLICT_KEEP;
    if (!id_parse(request_path_value(request, "id"), &op)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "conflict",
                           "no such conflict");
    }
    if (!conflict_choice_parse(request_form(request, "choice"), &choice)) {
        return REQUEST_INVALID(request, "body", "choice", "keep or take is expected");
    }
    TRY(conflict_decide(access_of(request), op, choice));
    return response_redirect(request, TEXT("/compte/conflits?fait=decide"));
}

static const Route routes[] = {
    {GET,  "/compte/conflits",      MAY_READ_PERSON,  show_conflicts, FRESH},
    {POST, "/compte/conflits/{id}", MAY_WRITE_PERSON, decide,         FRESH},
};

const RouteTable CONFLICT_ROUTES = {routes, LENGTH_OF(routes)};
