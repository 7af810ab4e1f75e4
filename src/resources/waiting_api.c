/* SPDX-License-Identifier: EUPL-1.2 */
/* The waiting list for programs. */
#include "access/gate_web.h"
#include "http/body.h"
#include "resources/resources_api.h"
#include "resources/waiting.h"

static Outcome find_unit(Request *request, Unit *unit)
{
    Id id = {{0}};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
    }
    return unit_get(access_of(request), id, unit);
}

static void write_entry(Request *request, const Unit *unit, const WaitingEntry *entry,
                        JsonWriter *writer)
{
    const WaitingRules *rules = waiting_rules();
    json_object_open(writer);
    json_member(writer, "id", id_format(request->arena, entry->id));
    json_member_integer(writer, "place", entry->place);
    json_member(writer, "state", waiting_state_code(entry->state));
    json_member(writer, "class", rules->classes[entry->rank.class].key);
    json_member(writer, "classNow", rules->classes[waiting_class_now(rules, &entry->rank)].key);
    json_member(writer, "since", date_format(request->arena, entry->rank.since));
    json_member(writer, "lotOf", id_format(request->arena, entry->lot_of));
    if (entry->rank.since < moment_to_local(request->now).date) {
        json_member(writer, "lot", digest_format(request->arena, entry->rank.lot));
    }
    json_member_integer(writer, "refusals", entry->rank.refusals);
    json_member_integer(writer, "offers", entry->offers);
    json_member(writer, "first", slot_key_format(request->arena, unit, entry->first));
    json_member(writer, "last", slot_key_format(request->arena, unit, entry->last));
    json_member_unless_empty(writer, "label", entry->label);
    json_member_id(writer, request->arena, "person", entry->person);
    json_object_close(writer);
}

/* The list with its rules, since a place means nothing without them. */
static Outcome get_list(Request *request)
{
    static const char *const names[] = {"slot", "lang"};
    Unit unit = {0};
    int64_t key = 0;
    WaitingList list = {0};
    const WaitingRules *rules = waiting_rules();
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(find_unit(request, &unit));
    if (!slot_key_parse(&unit, request_query(request, "slot"), &key)) {
        return REQUEST_INVALID(request, "query", "slot", "a night or a slot is expected");
    }
    TRY(waiting_list(access_of(request), &unit, key, &list));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("classes"));
    json_array_open(&writer);
    for (size_t i = 0; i < rules->class_count; i++) {
        json_object_open(&writer);
        json_member(&writer, "key", rules->classes[i].key);
        json_member(&writer, "name", rules->classes[i].name[request->language]);
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "ageing", rules->ageing);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < list.count; i++) {
        write_entry(request, &unit, &list.items[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)list.count);
    json_object_close(&writer);
    return OK;
}

static Outcome read_order(Request *request, const json_t *body, const Unit *unit,
                          WaitingOrder *order)
{
    const Text last = json_member_text(body, "last");
    order->unit = unit->id;
    TRY(body_id(request, body, "person", &order->person));
    TRY(body_text(request, body, "label", &order->label));
    TRY(body_text(request, body, "class", &order->class));
    TRY(body_text(request, body, "override", &order->answers.override));
    order->answers.facts = json_object_get(body, "facts");
    order->answers.language = request->language;
    if (!slot_key_parse(unit, json_member_text(body, "first"), &order->first)) {
        return REQUEST_INVALID(request, "body", "first", "a night or a slot is expected");
    }
    order->last = order->first;
    return last.length == 0 || slot_key_parse(unit, last, &order->last)
               ? OK
               : REQUEST_INVALID(request, "body", "last", "a night or a slot is expected");
}

static Outcome post_join(Request *request)
{
    static const char *const names[] = {"person", "label", "class",   "first",
                                        "last",   "facts", "override"};
    Unit unit = {0};
    Id entry = {{0}};
    WaitingOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(find_unit(request, &unit));
    TRY(read_order(request, body, &unit, &order));
    TRY(waiting_join(access_of(request), &order, &entry));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "id", id_format(request->arena, entry));
    json_object_close(&writer);
    return OK;
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act"};
    Id entry = {{0}};
    WaitingAct act = WAITING_LEAVE;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!id_parse(request_path_value(request, "id"), &entry)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "entry",
                           "nobody waits by this id");
    }
    if (!waiting_act_parse(json_member_text(body, "act"), &act)) {
        return REQUEST_INVALID(request, "body", "act", "refuse or leave is expected");
    }
    TRY(waiting_move(access_of(request), entry, act));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "id", id_format(request->arena, entry));
    json_object_close(&writer);
    return OK;
}

static Outcome get_draw(Request *request)
{
    Date day = 0;
    WaitingDraw draw = {0};
    TRY(request_query_only(request, NULL, 0));
    if (!date_parse(request_path_value(request, "day"), &day)) {
        return REQUEST_INVALID(request, "path", "day", "a day is expected: 2026-11-30");
    }
    TRY(waiting_draw(access_of(request), day, &draw));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "promise", digest_format(request->arena, draw.promise));
    if (draw.is_over) {
        json_member(&writer, "seed", waiting_seed_format(request->arena, draw.seed));
    }
    json_object_close(&writer);
    return OK;
}

/* ------------------------------------------------------------------------------ run again */

enum { PROOF_MOST = 1000 };

static Outcome read_ranks(Request *request, const json_t *lots, WaitingRank *ranks)
{
    for (size_t i = 0; i < json_array_size(lots); i++) {
        const json_t *item = json_array_get(lots, i);
        const Text given = json_is_string(item)
                               ? text_of(json_string_value(item), json_string_length(item))
                               : TEXT("");
        ranks[i] = (WaitingRank){0};
        if (!id_parse(given, &ranks[i].entry)) {
            return REQUEST_INVALID(request, "body", "lotsOf", "identifiers are expected");
        }
    }
    return OK;
}

/* Needs nothing of the store: what it is given is all there is to it. */
static Outcome post_verify(Request *request)
{
    static const char *const names[] = {"seed", "promise", "lotsOf"};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    const json_t *lots = json_object_get(body, "lotsOf");
    const size_t count = json_array_size(lots);
    WaitingRank *ranks = ARENA_ARRAY(request->arena, WaitingRank, PROOF_MOST);
    if (count == 0 || count > PROOF_MOST) {
        return REQUEST_INVALID(request, "body", "lotsOf", "1 to %d of them are expected",
                               PROOF_MOST);
    }
    TRY(read_ranks(request, lots, ranks));
    const WaitingProof proof = {json_member_text(body, "seed"),
                                json_member_text(body, "promise"), ranks, count};
    TRY(waiting_run_again(request->arena, &proof, &request->problem));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < count; i++) {
        json_object_open(&writer);
        json_member(&writer, "lotOf", id_format(request->arena, ranks[i].entry));
        json_member(&writer, "lot", digest_format(request->arena, ranks[i].lot));
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)count);
    json_object_close(&writer);
    return OK;
}

static const Route routes[] = {
    {QUERY, "/api/v1/waiting/verify",      EVERYONE,      post_verify, MAY_LAG},
    {GET,   "/api/v1/waiting/draws/{day}", MAY_BOOK_UNIT, get_draw,    FRESH  },
    {GET,   "/api/v1/units/{id}/waiting",  MAY_BOOK_UNIT, get_list,    FRESH  },
    {POST,  "/api/v1/units/{id}/waiting",  MAY_BOOK_UNIT, post_join,   FRESH  },
    {POST,  "/api/v1/waiting/{id}",        MAY_BOOK_UNIT, post_act,    FRESH  },
};

const RouteTable WAITING_API_ROUTES = {routes, LENGTH_OF(routes)};
