/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/frame_web.h"

#include "access/house.h"
#include "access/link_made.h"
#include "access/sentences.h"
#include "http/asset.h"
#include "http/fields.h"

/* Where callers go, the first one each may reading first. */
typedef struct Place {
    Permission permission;
    const char *path;
    Sentence name;
} Place;

static const Place places[] = {
    {MAY_USE_DESK,           "/accueil",       SAY_DESK_TITLE       },
    {MAY_FIND_PERSON,        "/personnes",     SAY_PERSON_FIND_TITLE},
    {MAY_FIND_PERSON,        "/demandes",      SAY_ASK_TITLE        },
    {MAY_SEND_REFERRAL,      "/orientations",  SAY_REFERRAL_TITLE   },
    {MAY_ANSWER_REFERRAL,    "/orientations",  SAY_REFERRAL_TITLE   },
    {MAY_REDEEM,             "/billets",       SAY_TICKET_TITLE     },
    {MAY_SETTLE,             "/decomptes",     SAY_SETTLEMENT_TITLE },
    {MAY_MANAGE_CONVENTIONS, "/conventions",   SAY_CONVENTION_TITLE },
    {MAY_READ_COUNTS,        "/anomalies",     SAY_ANOMALY_TITLE    },
    {MAY_WRITE_CASE,         "/taches",        SAY_TASK_TITLE       },
    {MAY_BOOK_UNIT,          "/lits",          SAY_UNIT_TITLE       },
    {MAY_BOOK_UNIT,          "/cours",         SAY_COURSE_TITLE     },
    {MAY_BOOK_UNIT,          "/logements",     SAY_DWELLING_TITLE   },
    {MAY_REQUEST_RIDE,       "/transports",    SAY_RIDE_TITLE       },
    {MAY_READ_CASE,          "/questions",     SAY_QUESTION_TITLE   },
    {MAY_READ_COUNTS,        "/resultats",     SAY_STAFF_RESULTS    },
    {MAY_EDIT_DIRECTORY,     "/fiches",        SAY_STAFF_LISTINGS   },
    {MAY_MANAGE_ACCOUNTS,    "/admin/comptes", SAY_ADMIN_TITLE      },
    {MAY_READ_JOURNAL,       "/journal",       SAY_JOURNAL_TITLE    },
    {MAY_READ_JOURNAL,       "/avis",          SAY_NOTICE_TITLE     },
    {MAY_ERASE_PERSON,       "/conservation",  SAY_RETENTION_TITLE  },
    {MAY_BE_ONESELF,         "/compte",        SAY_OWN_TITLE        },
};

/* What a kind of work goes to most, as far as the caller may: a telephone has room for few. The
 * first work that is the caller's counts; the order of the places fills what is left. */
enum { FORE_LINKS = 3, WORK_PATHS = 4 };

typedef struct Work {
    Permission permission;
    const char *paths[WORK_PATHS];
} Work;

static const Work works[] = {
    {MAY_MANAGE_UNIT, {"/accueil", "/lits", "/personnes", "/transports"}     },
    {MAY_WRITE_CASE,  {"/accueil", "/personnes", "/taches", "/orientations"} },
    {MAY_USE_DESK,    {"/accueil", "/personnes", "/lits", "/billets"}        },
    {MAY_REDEEM,      {"/billets", "/orientations", "/decomptes", "/lits"}   },
    {MAY_BE_ONESELF,  {"/journal", "/decomptes", "/admin/comptes", "/compte"}},
};

static bool is_at(const Request *request, const char *path)
{
    const Text own = text_from(path);
    return text_equal(request->path, own) ||
           (text_starts_with(request->path, own) && request->path.bytes[own.length] == '/');
}

/* A place two permissions lead to is one place, and one that stands in front is not behind. */
static bool is_listed(const StaffView *frame, Text href)
{
    for (size_t i = 0; i < frame->link_count; i++) {
        if (text_equal(frame->links[i].href, href)) {
            return true;
        }
    }
    return false;
}

static void add_link(const Request *request, const Caller *caller, const Place *place,
                     StaffView *frame)
{
    const Text href = request_link(request, text_from(place->path));
    if (permission_holds(caller->permissions, place->permission) && !is_listed(frame, href)) {
        frame->links[frame->link_count++] = (StaffLink){
            .name = say(request->language, place->name),
            .href = href,
            .is_current = is_at(request, place->path),
        };
    }
}

static void add_path(const Request *request, const Caller *caller, const char *path,
                     StaffView *frame)
{
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        if (text_equal(text_from(places[i].path), text_from(path))) {
            add_link(request, caller, &places[i], frame);
        }
    }
}

static const Work *work_of(const Caller *caller)
{
    size_t i = 0;
    while (i < LENGTH_OF(works) - 1 &&
           !permission_holds(caller->permissions, works[i].permission)) {
        i++;
    }
    return &works[i];
}

static void fill_links(const Request *request, const Caller *caller, StaffView *frame)
{
    _Static_assert(LENGTH_OF(places) <= STAFF_MOST_LINKS, "room for every place");
    const Work *work = work_of(caller);
    for (size_t i = 0; i < WORK_PATHS && frame->link_count < FORE_LINKS; i++) {
        add_path(request, caller, work->paths[i], frame);
    }
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        add_link(request, caller, &places[i], frame);
    }
    /* One link alone is not worth a fold. */
    frame->fore_count = frame->link_count > FORE_LINKS + 1 ? FORE_LINKS : frame->link_count;
    for (size_t i = frame->fore_count; i < frame->link_count; i++) {
        frame->is_behind |= frame->links[i].is_current;
    }
}

/* As a header: nobody in front of the page could ask for more time, which is what it is for. An
 * answer to a form has no address to come back to. */
static Text lock_after(const Request *request)
{
    const bool is_page = request->route != NULL && request->route->method == GET;
    const Text back = is_page
                          ? text_format(request->arena, "?vers=%.*s",
                                        TEXT_ARG(percent_encode(request->arena, request->path)))
                          : TEXT("");
    return text_format(request->arena, "%d;url=%.*s%.*s", LOGIN_IDLE,
                       TEXT_ARG(request_link(request, TEXT("/verrouille"))), TEXT_ARG(back));
}

static Outcome fill_caller(Request *request, StaffView *frame)
{
    const Access *access = access_of(request);
    if (access == NULL) {
        return OK;
    }
    frame->name = access->caller.name;
    frame->token = gate_form_token(request);
    frame->may_find = permission_holds(access->caller.permissions, MAY_FIND_PERSON);
    if (frame->draft_form.length == 0 && frame->draft_forms.count == 0 && !frame->stays_open) {
        response_header(request, "Refresh", lock_after(request));
    }
    fill_links(request, &access->caller, frame);
    TRY(link_made_is_untold(request->session, access->caller.account, &frame->has_new_link,
                            &request->problem));
    return house_name(request->session, request->arena, access->caller.house, &frame->house,
                      &request->problem);
}

Outcome frame_open(Request *request, Text title, StaffView *frame, Html *html)
{
    frame->title = title;
    frame->base = request_link(request, TEXT("/"));
    frame->stylesheet = asset_path("seuil.css");
    frame->staff_stylesheet = asset_path("staff.css");
    language_links(request, frame->languages);
    TRY(fill_caller(request, frame));
    *html = (Html){
        .out = response_open(request, "text/html; charset=utf-8"),
        .language = request->language,
        .arena = request->arena,
    };
    return OK;
}

Text frame_first_page(const Caller *caller)
{
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        if (permission_holds(caller->permissions, places[i].permission)) {
            return text_from(places[i].path);
        }
    }
    return TEXT("/compte");
}
