/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_web.h"

#include "access/frame_web.h"
#include "directory/sentences.h"
#include "directory/twin.h"
#include "directory/twin_merge.h"
#include "directory/twin_views_web.h"

/* "same_name:130 same_place:70" in words. */
static Text reasons_said(const Request *request, Text reasons)
{
    Text said = TEXT("");
    Text reason = {0};
    while (reasons.length > 0 && text_next(&reasons, ' ', &reason)) {
        const Text code = text_slice(reason, 0, text_find_byte(reason, ':', 0));
        for (int i = 0; i < TWIN_REASON_COUNT; i++) {
            if (text_equal(code, twin_reason_code((TwinReason)i))) {
                said = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(said),
                                   said.length > 0 ? " · " : "",
                                   TEXT_ARG(twin_reason_say(request->language, (TwinReason)i)));
            }
        }
    }
    return said;
}

static Text sides_href(const Request *request, Id kept, Id absorbed)
{
    Arena *arena = request->arena;
    return request_link(request, text_format(arena, "/fiches/doubles/%.*s/%.*s",
                                             TEXT_ARG(id_format(arena, kept)),
                                             TEXT_ARG(id_format(arena, absorbed))));
}

/* What a field is called; one that only the source knows by its own name. */
static Text field_label(const Request *request, Text name)
{
    static const struct {
        const char *name;
        Sentence sentence;
    } labels[] = {
        {"name",                 SAY_TWIN_FIELD_NAME       },
        {"description",          SAY_TWIN_FIELD_DESCRIPTION},
        {"organization_id",      SAY_TWIN_FIELD_HOUSE      },
        {"url",                  SAY_TWIN_FIELD_SITE       },
        {"email",                SAY_TWIN_FIELD_MAIL       },
        {"phones",               SAY_TWIN_FIELD_PHONES     },
        {"service_at_locations", SAY_TWIN_FIELD_DOORS      },
        {"languages",            SAY_TWIN_FIELD_LANGUAGES  },
        {"attributes",           SAY_TWIN_FIELD_NEEDS      },
        {"seuil.conditions",     SAY_TWIN_FIELD_CONDITIONS },
    };
    for (size_t i = 0; i < LENGTH_OF(labels); i++) {
        if (text_equal(name, text_from(labels[i].name))) {
            return say(request->language, labels[i].sentence);
        }
    }
    return name;
}

/* -------------------------------------------------------------------------------------- list
 */

static void fill_pairs(const Request *request, const TwinPage *found, TwinsView *view)
{
    TwinPairRow *rows = ARENA_ARRAY(request->arena, TwinPairRow, found->hits.count);
    for (size_t i = 0; i < found->hits.count; i++) {
        const TwinHit *hit = &found->hits.items[i];
        const bool is_same = text_equal(hit->verdict, TEXT("same"));
        rows[i] = (TwinPairRow){
            .href = sides_href(request, hit->one, hit->other),
            .one = hit->one_name,
            .other = hit->other_name,
            .verdict = say(request->language, is_same ? SAY_TWIN_LIKELY : SAY_TWIN_PERHAPS),
            .reasons = reasons_said(request, hit->reasons),
        };
    }
    view->pairs = rows;
    view->pair_count = found->hits.count;
}

static Text page_link(const Request *request, int64_t number, bool is_there)
{
    return is_there
               ? request_link(request, text_format(request->arena, "/fiches/doubles?page=%lld",
                                                   (long long)number))
               : TEXT("");
}

static Outcome fill_merges(Request *request, TwinsView *view)
{
    TwinMergeList merges = {0};
    TRY(twin_merges(access_of(request), &merges));
    TwinMergeRow *rows = ARENA_ARRAY(request->arena, TwinMergeRow, merges.count);
    for (size_t i = 0; i < merges.count; i++) {
        const TwinMerge *merge = &merges.items[i];
        const Text path = text_format(request->arena, "/fiches/fusions/%.*s",
                                      TEXT_ARG(id_format(request->arena, merge->id)));
        rows[i] = (TwinMergeRow){
            .action = merge->undone == 0 ? request_link(request, path) : TEXT(""),
            .absorbed = merge->name,
            .kept = merge->kept_name,
            .when = say_moment(request->arena, request->language, merge->at),
            .taken = merge->taken,
        };
    }
    view->merges = rows;
    view->merge_count = merges.count;
    return OK;
}

static Outcome show_list(Request *request)
{
    Html html = {0};
    TwinsView view = {0};
    TwinPage page = {.number = 1};
    const Text number = request_query(request, "page");
    if (number.length > 0 && !text_to_integer(number, &page.number)) {
        return REQUEST_INVALID(request, "query", "page", "a number is expected");
    }
    TRY(twin_list(access_of(request), &page));
    fill_pairs(request, &page, &view);
    view.before_href = page_link(request, page.number - 1, page.number > 1);
    view.after_href = page_link(request, page.number + 1, page.has_more);
    TRY(fill_merges(request, &view));
    TRY(frame_open(request, say(request->language, SAY_TWIN_TITLE), &view.frame, &html));
    twins_page(&html, &view);
    return OK;
}

/* ------------------------------------------------------------------------------ side by side
 */

static Outcome id_of_path(Request *request, const char *name, Id *id)
{
    return id_parse(request_path_value(request, name), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT("path"), name,
                             "there is nothing at this address");
}

static Outcome two_of_path(Request *request, Id *kept, Id *absorbed)
{
    TRY(id_of_path(request, "kept", kept));
    return id_of_path(request, "absorbed", absorbed);
}

static void fill_fields(const Request *request, const TwinSides *sides, TwinSidesView *view)
{
    TwinFieldRow *rows = ARENA_ARRAY(request->arena, TwinFieldRow, sides->fields.count);
    for (size_t i = 0; i < sides->fields.count; i++) {
        const TwinField *field = &sides->fields.items[i];
        rows[i] = (TwinFieldRow){
            .code = field->name,
            .label = field_label(request, field->name),
            .kept = field->one,
            .absorbed = field->other,
            .is_list = field->is_list,
            .may_take = !sides->is_different && field->other.length > 0 &&
                        (field->is_list || !field->is_equal),
        };
    }
    view->fields = rows;
    view->field_count = sides->fields.count;
}

static Outcome show_sides(Request *request)
{
    Html html = {0};
    TwinSides sides = {0};
    Id kept = {{0}};
    Id absorbed = {{0}};
    TRY(two_of_path(request, &kept, &absorbed));
    TRY(twin_sides(access_of(request), kept, absorbed, &sides));
    TwinSidesView view = {
        .action = sides_href(request, kept, absorbed),
        .list_href = request_link(request, TEXT("/fiches/doubles")),
        .swapped_href = sides_href(request, absorbed, kept),
        .kept = sides.pair.one_name,
        .absorbed = sides.pair.other_name,
        .kept_origin = sides.one_origin,
        .absorbed_origin = sides.other_origin,
        .reasons = reasons_said(request, sides.pair.reasons),
        .is_different = sides.is_different,
    };
    fill_fields(request, &sides, &view);
    TRY(frame_open(request, say(request->language, SAY_TWIN_SIDES), &view.frame, &html));
    twin_sides_page(&html, &view);
    return OK;
}

/* The boxes that were ticked, with a space between. */
static Text taken_of(const Request *request)
{
    Text taken = TEXT("");
    Text name = {0};
    size_t at = 0;
    while (field_next(&request->form, "take", &at, &name)) {
        taken = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(taken),
                            taken.length > 0 ? " " : "", TEXT_ARG(name));
    }
    return taken;
}

/* A refusal of a merge comes after it began to write: it is answered as it is, so that nothing
 * of it stays. */
static Outcome act(Request *request)
{
    static const char *const acts[] = {"merge", "different", "unsaid"};
    size_t chosen = 0;
    Id kept = {{0}};
    Id absorbed = {{0}};
    TRY(two_of_path(request, &kept, &absorbed));
    if (!text_among(request_form(request, "act"), acts, LENGTH_OF(acts), &chosen)) {
        return REQUEST_INVALID(request, "body", "act",
                               "merge, different or unsaid is expected");
    }
    if (chosen == 0) {
        TwinOrder order = {.absorbed = absorbed, .kept = kept, .taken = taken_of(request)};
        TRY(twin_merge(access_of(request), &order));
    } else {
        TRY(twin_say(access_of(request), kept, absorbed,
                     chosen == 1 ? TWINS_DIFFERENT : TWINS_UNSAID));
    }
    return response_redirect(request, TEXT("/fiches/doubles"));
}

static Outcome undo(Request *request)
{
    Id id = {{0}};
    TRY(id_of_path(request, "id", &id));
    TRY(twin_unmerge(access_of(request), id));
    return response_redirect(request, TEXT("/fiches/doubles"));
}

/* clang-format off */
static const Route routes[] = {
    {GET,  "/fiches/doubles",                   MAY_EDIT_DIRECTORY, show_list,  FRESH},
    {GET,  "/fiches/doubles/{kept}/{absorbed}", MAY_EDIT_DIRECTORY, show_sides, FRESH},
    {POST, "/fiches/doubles/{kept}/{absorbed}", MAY_EDIT_DIRECTORY, act,        FRESH},
    {POST, "/fiches/fusions/{id}",              MAY_EDIT_DIRECTORY, undo,       FRESH},
};
/* clang-format on */

const RouteTable TWIN_ROUTES = {routes, LENGTH_OF(routes)};
