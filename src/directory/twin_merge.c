/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_merge.h"

#include "crypto/crypto.h"
#include "directory/amendment.h"
#include "directory/integrity.h"
#include "directory/queries.h"
#include "directory/twin_held.h"
#include "store/store.h"
#include "json/json.h"

static Outcome conflict(Access *access, const char *field, const char *sentence)
{
    return problem_set(access->problem, CONFLICT, TEXT("body"), field, "%s", sentence);
}

static void bind_pair(Statement *statement, Id one, Id other)
{
    const bool is_ordered = id_compare(one, other) < 0;
    bind_id(statement, "a", is_ordered ? one : other);
    bind_id(statement, "b", is_ordered ? other : one);
}

/* ------------------------------------------------------------------------------------- pairs
 */

static Text name_in(Arena *arena, Text body)
{
    Problem ignored = {.arena = arena};
    json_t *value SCOPED(json_close) = NULL;
    if (json_read(body, JSON_FILE_LIMITS, &value, &ignored) != OK) {
        return TEXT("");
    }
    return text_copy(arena, json_member_text(value, "name"));
}

/* Empty for a service that is not there. */
static Outcome read_name(Session *session, Arena *arena, Id service, Text *name)
{
    HeldRecord held = {0};
    Problem inner = {.arena = arena};
    const Outcome outcome = twin_record(session, arena, ENTITY_SERVICE, service, &held, &inner);
    *name = outcome == OK ? name_in(arena, held.record.body) : TEXT("");
    return outcome == NOT_FOUND ? OK : outcome;
}

static Outcome name_of(Access *access, Id service, Text *name)
{
    return read_name(access->session, access->arena, service, name);
}

static Outcome count_found(Access *access, TwinPage *page)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TWIN_FOUND_COUNT, &statement, access->problem));
    bind_integer(statement, "pass", 0);
    TRY(statement_next(statement, &row, access->problem));
    page->total = row ? column_integer(statement, 0) : 0;
    return OK;
}

static Outcome read_hits(Access *access, TwinPage *page)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TWIN_FOUND_LIST, &statement, access->problem));
    bind_integer(statement, "limit", TWIN_PAGE + 1);
    bind_integer(statement, "skipped", (page->number - 1) * TWIN_PAGE);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const TwinHit hit = {
            .one = column_id(statement, 0),
            .other = column_id(statement, 1),
            .weight = column_integer(statement, 2),
            .verdict = text_copy(access->arena, column_text(statement, 3)),
            .reasons = text_copy(access->arena, column_text(statement, 4)),
        };
        LIST_APPEND(access->arena, &page->hits, hit);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome twin_list(Access *access, TwinPage *page)
{
    enum { MOST_PAGES = 10000 };
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    if (page->number < 1 || page->number > MOST_PAGES) {
        return problem_set(access->problem, INVALID, TEXT("query"), "page",
                           "1 to %d is expected", MOST_PAGES);
    }
    TRY(count_found(access, page));
    TRY(read_hits(access, page));
    page->has_more = page->hits.count > TWIN_PAGE;
    page->hits.count = page->has_more ? TWIN_PAGE : page->hits.count;
    for (size_t i = 0; i < page->hits.count; i++) {
        TRY(name_of(access, page->hits.items[i].one, &page->hits.items[i].one_name));
        TRY(name_of(access, page->hits.items[i].other, &page->hits.items[i].other_name));
    }
    return OK;
}

static Outcome is_said(Access *access, Id one, Id other, bool *is_different)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TWIN_DIFFERENT_GET, &statement, access->problem));
    bind_pair(statement, one, other);
    return statement_next(statement, is_different, access->problem);
}

static Outcome two_services(Access *access, Id one, Id other)
{
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    return id_equal(one, other) ? problem_set(access->problem, INVALID, TEXT("body"), "other",
                                              "two services are expected")
                                : OK;
}

Outcome twin_say(Access *access, Id one, Id other, TwinSaid said)
{
    HeldRecord held = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(two_services(access, one, other));
    access_note(access, "twin.said", (Id){{0}}, one, "");
    TRY(twin_record(access->session, access->arena, ENTITY_SERVICE, one, &held,
                    access->problem));
    TRY(twin_record(access->session, access->arena, ENTITY_SERVICE, other, &held,
                    access->problem));
    const Query *query = said == TWINS_DIFFERENT ? &TWIN_DIFFERENT_PUT : &TWIN_DIFFERENT_REMOVE;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_pair(statement, one, other);
    if (said == TWINS_DIFFERENT) {
        bind_id(statement, "account", access->caller.account);
        bind_integer(statement, "now", access->now);
    }
    return statement_run(statement, NULL, access->problem);
}

/* ------------------------------------------------------------------------------ side by side
 */

static Text value_text(Arena *arena, const json_t *value)
{
    if (value == NULL || json_is_null(value)) {
        return TEXT("");
    }
    return json_is_string(value) ? text_copy(arena, json_text(value))
                                 : json_canonical(arena, value);
}

/* What a record is known by, and that somebody verified it: true of no other. */
static bool stays_apart(Text field)
{
    static const char *const names[] = {"id",
                                        "seuil",
                                        "seuil.key",
                                        "seuil.translations",
                                        "assured_date",
                                        "seuil.verified_at",
                                        "seuil.verified_by",
                                        "seuil.verified_how"};
    size_t at = 0;
    return text_among(field, names, LENGTH_OF(names), &at);
}

/* Each member of either object; what one has not is empty. */
static void add_members(Arena *arena, TwinSides *sides, const char *prefix, json_t *one,
                        json_t *other)
{
    const json_t *objects[] = {one, other};
    for (size_t i = 0; i < 2; i++) {
        const char *name = NULL;
        json_t *value = NULL;
        json_object_foreach((json_t *)objects[i], name, value)
        {
            const bool is_known = i == 1 && json_object_get(one, name) != NULL;
            const Text field = text_format(arena, "%s%s", prefix, name);
            if (is_known || stays_apart(field)) {
                continue;
            }
            const TwinField made = {
                .name = field,
                .one = value_text(arena, json_object_get(one, name)),
                .other = value_text(arena, json_object_get(other, name)),
                .is_equal =
                    json_equal(json_object_get(one, name), json_object_get(other, name)) == 1,
            };
            LIST_APPEND(arena, &sides->fields, made);
        }
    }
}

/* What a nested record says, without the identifiers that tie it to others. */
static Outcome entry_text(Access *access, const HeldRecord *held, Text *text)
{
    json_t *body SCOPED(json_close) = NULL;
    const char *name = NULL;
    json_t *value = NULL;
    *text = TEXT("");
    TRY(json_read(held->record.body, JSON_FILE_LIMITS, &body, access->problem));
    json_object_foreach(body, name, value)
    {
        const Text key = text_from(name);
        const bool is_link =
            text_equal(key, TEXT("id")) ||
            (text_ends_with(key, TEXT("_id")) && !text_equal(key, TEXT("location_id")));
        if (!is_link && json_is_string(value)) {
            *text = text_format(access->arena, "%.*s%s%.*s", TEXT_ARG(*text),
                                text->length > 0 ? " · " : "", TEXT_ARG(json_text(value)));
        }
    }
    return OK;
}

static Outcome list_text(Access *access, Id service, EntityKind kind, Text *text)
{
    HeldList owned = {0};
    *text = TEXT("");
    TRY(twin_owned(access->session, access->arena, ENTITY_SERVICE, service, &owned,
                   access->problem));
    for (size_t i = 0; i < owned.count; i++) {
        Text entry = {0};
        if (owned.items[i].record.kind != kind) {
            continue;
        }
        TRY(entry_text(access, &owned.items[i], &entry));
        *text = text_format(access->arena, "%.*s%s%.*s", TEXT_ARG(*text),
                            text->length > 0 ? "\n" : "", TEXT_ARG(entry));
    }
    return OK;
}

static Outcome add_lists(Access *access, TwinSides *sides)
{
    const EntityModel *service = entity_model(ENTITY_SERVICE);
    for (size_t i = 0; i < service->member_count; i++) {
        if (service->members[i].count != MEMBER_MANY) {
            continue;
        }
        TwinField field = {.name = text_from(service->members[i].name), .is_list = true};
        TRY(list_text(access, sides->pair.one, service->members[i].kind, &field.one));
        TRY(list_text(access, sides->pair.other, service->members[i].kind, &field.other));
        field.is_equal = text_equal(field.one, field.other);
        if (field.one.length + field.other.length > 0) {
            LIST_APPEND(access->arena, &sides->fields, field);
        }
    }
    return OK;
}

static Outcome read_found(Access *access, TwinHit *pair)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TWIN_FOUND_GET, &statement, access->problem));
    bind_pair(statement, pair->one, pair->other);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        pair->weight = column_integer(statement, 0);
        pair->verdict = text_copy(access->arena, column_text(statement, 1));
        pair->reasons = text_copy(access->arena, column_text(statement, 2));
    }
    return OK;
}

Outcome twin_sides(Access *access, Id one, Id other, TwinSides *sides)
{
    HeldRecord left = {0};
    HeldRecord right = {0};
    json_t *ours SCOPED(json_close) = NULL;
    json_t *theirs SCOPED(json_close) = NULL;
    TRY(two_services(access, one, other));
    TRY(twin_record(access->session, access->arena, ENTITY_SERVICE, one, &left,
                    access->problem));
    TRY(twin_record(access->session, access->arena, ENTITY_SERVICE, other, &right,
                    access->problem));
    TRY(json_read(left.record.body, JSON_FILE_LIMITS, &ours, access->problem));
    TRY(json_read(right.record.body, JSON_FILE_LIMITS, &theirs, access->problem));
    *sides = (TwinSides){
        .pair = {.one = one,
                 .other = other,
                 .one_name = name_in(access->arena, left.record.body),
                 .other_name = name_in(access->arena, right.record.body)},
        .one_origin = left.origin,
        .other_origin = right.origin
    };
    TRY(read_found(access, &sides->pair));
    TRY(is_said(access, one, other, &sides->is_different));
    add_members(access->arena, sides, "", ours, theirs);
    add_members(access->arena, sides, "seuil.", json_object_get(ours, "seuil"),
                json_object_get(theirs, "seuil"));
    return add_lists(access, sides);
}

/* ------------------------------------------------------------------------------------ merges
 */

static Outcome has_merges(Access *access, const Query *query, const char *name, Id service,
                          bool *has)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, name, service);
    return statement_next(statement, has, access->problem);
}

/* Every name is a field that the absorbed service has, or a list of a service. */
static Outcome check_taken(Access *access, const HeldRecord *absorbed, Text taken)
{
    json_t *body SCOPED(json_close) = NULL;
    Text name = {0};
    TRY(json_read(absorbed->record.body, JSON_FILE_LIMITS, &body, access->problem));
    const json_t *own = json_object_get(body, "seuil");
    while (taken.length > 0 && text_next(&taken, ' ', &name)) {
        const MemberModel *member = entity_member(ENTITY_SERVICE, name);
        const char *field = text_to_c(access->arena, name);
        const bool is_own = text_starts_with(name, TEXT("seuil.")) && field != NULL &&
                            json_object_get(own, field + sizeof "seuil." - 1) != NULL;
        const bool is_plain = field != NULL && json_object_get(body, field) != NULL;
        const bool is_list = member != NULL && member->count == MEMBER_MANY;
        if (stays_apart(name) || (!is_own && !is_plain && !is_list)) {
            return problem_set(access->problem, INVALID, TEXT("body"), "take",
                               "the absorbed service has no field “%.*s”", TEXT_ARG(name));
        }
    }
    return OK;
}

static Outcome check_order(Access *access, const TwinOrder *order, HeldRecord *absorbed,
                           HeldRecord *kept)
{
    bool is = false;
    TRY(two_services(access, order->absorbed, order->kept));
    access_note(access, "twin.merged", (Id){{0}}, order->absorbed, "");
    TRY(twin_record(access->session, access->arena, ENTITY_SERVICE, order->absorbed, absorbed,
                    access->problem));
    TRY(twin_record(access->session, access->arena, ENTITY_SERVICE, order->kept, kept,
                    access->problem));
    TRY(check_taken(access, absorbed, order->taken));
    TRY(is_said(access, order->absorbed, order->kept, &is));
    if (is) {
        return conflict(access, "kept", "somebody said that they are two: say otherwise first");
    }
    TRY(has_merges(access, &TWIN_MERGE_INTO, "kept", order->absorbed, &is));
    return is ? conflict(access, "absorbed", "others were merged into it: undo that first")
              : OK;
}

static Outcome add_merge(Access *access, const TwinOrder *order, Text name)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TWIN_MERGE_ADD, &statement, access->problem));
    bind_id(statement, "id", order->id);
    bind_id(statement, "absorbed", order->absorbed);
    bind_id(statement, "kept", order->kept);
    bind_text(statement, "name", name);
    bind_text(statement, "taken", order->taken);
    bind_id(statement, "account", access->caller.account);
    bind_blob(statement, "nobody", "", 0);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* The first merge into it keeps it as its source has it; a later one finds that. */
static Outcome keep_kept(Access *access, const TwinOrder *order, HeldRecord *kept)
{
    bool has = false;
    TRY(has_merges(access, &TWIN_MERGE_INTO, "kept", order->kept, &has));
    if (has) {
        return OK;
    }
    kept->merge = order->id;
    kept->fate = TEXT("kept");
    return twin_keep_source(access->session, kept, access->problem);
}

Outcome twin_merge(Access *access, TwinOrder *order)
{
    HeldRecord absorbed = {0};
    HeldRecord kept = {0};
    Session *session = access->session;
    TRY(check_order(access, order, &absorbed, &kept));
    order->id = id_new((int64_t)access->now * 1000);
    TRY(keep_kept(access, order, &kept));
    TRY(add_merge(access, order, name_in(access->arena, absorbed.record.body)));
    TRY(twin_hold(session, access->arena, order->absorbed, order->id, access->now,
                  access->problem));
    TRY(twin_show_kept(session, access->arena, order->kept, access->now, access->problem));
    TRY(amendments_apply(session, &(RecordPass){.now = access->now}, access->problem));
    const Outcome outcome = integrity_check_gone(session, access->problem);
    if (outcome == INVALID) {
        access->problem->outcome = CONFLICT;
        return CONFLICT;
    }
    return outcome;
}

static TwinMerge merge_of_row(Arena *arena, const Statement *row)
{
    return (TwinMerge){
        .id = column_id(row, 0),
        .absorbed = column_id(row, 1),
        .kept = column_id(row, 2),
        .name = text_copy(arena, column_text(row, 3)),
        .taken = text_copy(arena, column_text(row, 4)),
        .at = column_integer(row, 5),
        .undone = column_integer(row, 6),
    };
}

static Outcome merge_get(Access *access, Id id, TwinMerge *merge)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TWIN_MERGE_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, id_format(access->arena, id), "id",
                           "no such merge");
    }
    *merge = merge_of_row(access->arena, statement);
    return OK;
}

Outcome twin_unmerge(Access *access, Id id)
{
    TwinMerge merge = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    access_note(access, "twin.unmerged", (Id){{0}}, id, "");
    TRY(merge_get(access, id, &merge));
    if (merge.undone != 0) {
        return conflict(access, "id", "it was undone before");
    }
    TRY(statement_open(access->session, &TWIN_MERGE_UNDO, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    TRY(twin_release(access->session, access->arena, id, merge.kept, access->now,
                     access->problem));
    return amendments_apply(access->session, &(RecordPass){.now = access->now},
                            access->problem);
}

Outcome twin_merges(Access *access, TwinMergeList *merges)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    TRY(statement_open(access->session, &TWIN_MERGE_LIST, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, merges, merge_of_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    for (size_t i = 0; i < merges->count; i++) {
        TRY(name_of(access, merges->items[i].kept, &merges->items[i].kept_name));
    }
    return OK;
}

Outcome twin_alike(Session *session, Arena *arena, Id service, Text *names, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    *names = TEXT("");
    TRY(statement_open(session, &TWIN_FOUND_OF, &statement, problem));
    bind_id(statement, "service", service);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        const Id one = column_id(statement, 0);
        Text name = {0};
        TRY(read_name(session, arena, id_equal(one, service) ? column_id(statement, 1) : one,
                      &name));
        if (name.length > 0) {
            *names = text_format(arena, "%.*s%s%.*s", TEXT_ARG(*names),
                                 names->length > 0 ? " · " : "", TEXT_ARG(name));
        }
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}
