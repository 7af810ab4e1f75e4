/* SPDX-License-Identifier: EUPL-1.2 */
/* The waiting list of a unit on the web: who goes first and why, joining, and the draws. */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "people/facts_form_web.h"
#include "resources/board_web.h"
#include "resources/sentences.h"
#include "resources/waiting.h"
#include "resources/waiting_views_web.h"

/* ------------------------------------------------------------------------------- showing */

static const Sentence states[WAITING_STATE_COUNT] = {
    [WAITING_OPEN] = SAY_WAITING_OPEN,     [WAITING_OFFERED] = SAY_WAITING_OFFERED,
    [WAITING_SERVED] = SAY_WAITING_SERVED, [WAITING_SPENT] = SAY_WAITING_SPENT,
    [WAITING_LEFT] = SAY_WAITING_LEFT,
};

static Text why_words(const Request *request, const WaitingEntry *entry)
{
    Text pieces[3];
    size_t count = 0;
    const WaitingRules *rules = waiting_rules();
    const Text day = say_day(request->arena, request->language, entry->rank.since);
    pieces[count++] =
        rules->classes[waiting_class_now(rules, &entry->rank)].name[request->language];
    pieces[count++] =
        say_with(request->arena, request->language, SAY_WAITING_SINCE, "day", day);
    if (entry->rank.refusals > 0) {
        pieces[count++] = say_count(request->arena, request->language, SAY_WAITING_REFUSED,
                                    (size_t)entry->rank.refusals);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

static WaitingRow row_of(const Request *request, const Unit *unit, const WaitingEntry *entry)
{
    const Date today = moment_to_local(request->now).date;
    const bool waits = entry->state == WAITING_OPEN || entry->state == WAITING_OFFERED;
    WaitingRow row = {
        .id = id_format(request->arena, entry->id),
        .place =
            waits ? text_format(request->arena, "%lld", (long long)entry->place) : TEXT(""),
        .label = entry->label,
        .why = why_words(request, entry),
        .state = say(request->language, states[entry->state]),
        .state_class = entry->state == WAITING_OFFERED ? TEXT("open")
                       : waits                         ? TEXT("wait")
                                                       : TEXT("no"),
        .lot_of = id_format(request->arena, entry->lot_of),
        .may_refuse = waits && entry->last_refusal != today &&
                      id_equal(unit->house, access_of(request)->caller.house),
        .may_leave = waits,
    };
    if (entry->rank.since < today) {
        row.lot = digest_format(request->arena, entry->rank.lot);
    }
    if (!id_is_nil(entry->person)) {
        const Text person = id_format(request->arena, entry->person);
        row.href =
            request_link(request, text_format(request->arena, "/p/%.*s", TEXT_ARG(person)));
    }
    return row;
}

static Outcome add_draw(Request *request, Date day, WaitingView *view, DrawRow *draws)
{
    WaitingDraw draw = {0};
    const Text words = say_day(request->arena, request->language, day);
    for (size_t i = 0; i < view->draw_count; i++) {
        if (text_equal(draws[i].day, words)) {
            return OK;
        }
    }
    TRY(waiting_draw(access_of(request), day, &draw));
    draws[view->draw_count++] =
        (DrawRow){words, digest_format(request->arena, draw.promise),
                  draw.is_over ? waiting_seed_format(request->arena, draw.seed) : TEXT("")};
    return OK;
}

static Outcome fill_rows(Request *request, const Unit *unit, int64_t key, WaitingView *view)
{
    WaitingList list = {0};
    TRY(waiting_list(access_of(request), unit, key, &list));
    WaitingRow *rows = ARENA_ARRAY(request->arena, WaitingRow, list.count);
    DrawRow *draws = ARENA_ARRAY(request->arena, DrawRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, unit, &list.items[i]);
        TRY(add_draw(request, list.items[i].rank.since, view, draws));
    }
    view->rows = rows;
    view->row_count = list.count;
    view->draws = draws;
    return OK;
}

static void fill_classes(const Request *request, WaitingView *view)
{
    const WaitingRules *rules = waiting_rules();
    CodeChoice *classes = ARENA_ARRAY(request->arena, CodeChoice, rules->class_count);
    for (size_t i = 0; i < rules->class_count; i++) {
        classes[i] =
            (CodeChoice){rules->classes[i].key, rules->classes[i].name[request->language]};
    }
    view->classes = classes;
    view->class_count = rules->class_count;
    view->ageing = say_with(request->arena, request->language, SAY_WAITING_AGEING, "n",
                            text_format(request->arena, "%lld", (long long)rules->ageing));
}

static Text field(const Request *request, const char *name)
{
    const Text asked = request_query(request, name);
    return asked.length > 0 ? asked : request_form(request, name);
}

static Outcome read_unit(Request *request, Unit *unit, int64_t *key)
{
    Id id = {{0}};
    if (!id_parse(field(request, "unite"), &id)) {
        return REQUEST_INVALID(request, "query", "unite", "an identifier is expected");
    }
    TRY(unit_get(access_of(request), id, unit));
    return slot_key_parse(unit, field(request, "moment"), key)
               ? OK
               : REQUEST_INVALID(request, "query", "moment", "a night or a slot is expected");
}

static Outcome write_page(Request *request, Text problem)
{
    Html html = {0};
    Unit unit = {0};
    int64_t key = 0;
    Id person = {{0}};
    WaitingView *view = ARENA_NEW(request->arena, WaitingView);
    TRY(read_unit(request, &unit, &key));
    const Date day = slot_day(&unit, key);
    TRY(fill_rows(request, &unit, key, view));
    fill_classes(request, view);
    TRY(board_rule_fill(request, unit.rule, &view->questions, &view->question_count));
    if (unit.rule.length > 0 && id_equal(unit.house, access_of(request)->caller.house) &&
        permission_holds(access_of(request)->caller.permissions, MAY_MANAGE_UNIT)) {
        view->overrides = board_overrides(request->arena, request->language);
        view->override_count = RULE_OVERRIDE_COUNT;
    }
    view->unit = id_format(request->arena, unit.id);
    view->name = unit.name;
    view->key = slot_key_format(request->arena, &unit, key);
    view->is_by_night = unit_is_by_night(&unit);
    view->when = view->is_by_night ? say_day(request->arena, request->language, day)
                                   : say_moment(request->arena, request->language, key);
    view->board_href = request_link(
        request, text_format(request->arena, "/lits?jour=%.*s#u-%.*s",
                             TEXT_ARG(date_format(request->arena, day)), TEXT_ARG(view->unit)));
    view->problem = problem;
    view->typed = request_form(request, "nom");
    view->typed_class = request_form(request, "classe");
    view->typed_until = request_form(request, "jusque");
    if (id_parse(field(request, "personne"), &person)) {
        view->person = id_format(request->arena, person);
    }
    TRY(frame_open(request, say(request->language, SAY_WAITING_TITLE), &view->frame, &html));
    waiting_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    return write_page(request, TEXT(""));
}

/* --------------------------------------------------------------------------------- acting */

static Outcome go_back(Request *request, const Unit *unit, int64_t key)
{
    return response_redirect(
        request,
        board_waiting_path(request->arena, unit, slot_key_format(request->arena, unit, key)));
}

/* What the form can mend is told on its page; every check came before the first write. */
static Outcome tell(Request *request, Outcome outcome)
{
    const Text field_named = request->problem.field;
    Text words = {"", 0};
    if (text_equal(field_named, TEXT("facts")) && outcome == INVALID) {
        words = say(request->language, SAY_UNIT_RULE_ASKS);
    } else if (text_equal(field_named, TEXT("facts")) && outcome == REFUSED) {
        words = board_refused_words(request->arena, request->language, request->problem.detail);
    } else if (text_equal(field_named, TEXT("person")) && outcome == CONFLICT) {
        words = say(request->language, SAY_WAITING_TWICE);
    } else if (text_equal(field_named, TEXT("entry")) && outcome == CONFLICT) {
        words = say(request->language, SAY_UNIT_PROBLEM_CHANGED);
    } else if (text_equal(field_named, TEXT("last")) && outcome == INVALID) {
        words = say(request->language, SAY_WAITING_WRONG_LAST);
    }
    if (words.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
    return write_page(request, words);
}

static Outcome join(Request *request)
{
    Unit unit = {0};
    Id entry = {{0}};
    WaitingOrder order = {0};
    json_t *facts SCOPED(json_close) = json_object();
    const Text until = request_form(request, "jusque");
    TRY(read_unit(request, &unit, &order.first));
    order.unit = unit.id;
    order.label = request_form(request, "nom");
    order.class = request_form(request, "classe");
    order.last = order.first;
    facts_of_form(request, facts);
    order.answers = (RuleAnswers){facts, request_form(request, "malgre"), request->language};
    if (until.length > 0 && !slot_key_parse(&unit, until, &order.last)) {
        return tell(request, REQUEST_INVALID(request, "body", "last", "a day is expected"));
    }
    if (request_form(request, "personne").length > 0 &&
        !id_parse(request_form(request, "personne"), &order.person)) {
        return REQUEST_INVALID(request, "body", "personne", "an identifier is expected");
    }
    const Outcome outcome = waiting_join(access_of(request), &order, &entry);
    return outcome == OK ? go_back(request, &unit, order.first) : tell(request, outcome);
}

static Outcome act(Request *request)
{
    Unit unit = {0};
    int64_t key = 0;
    Id entry = {{0}};
    WaitingAct wanted = WAITING_LEAVE;
    TRY(read_unit(request, &unit, &key));
    if (!id_parse(request_form(request, "attente"), &entry) ||
        !waiting_act_parse(request_form(request, "geste"), &wanted)) {
        return REQUEST_INVALID(request, "body", "geste", "refuse or leave is expected");
    }
    const Outcome outcome = waiting_move(access_of(request), entry, wanted);
    return outcome == OK ? go_back(request, &unit, key) : tell(request, outcome);
}

static const Route routes[] = {
    {GET,  "/lits/attente",       MAY_BOOK_UNIT, show, FRESH},
    {POST, "/lits/attente",       MAY_BOOK_UNIT, join, FRESH},
    {POST, "/lits/attente/geste", MAY_BOOK_UNIT, act,  FRESH},
};

const RouteTable WAITING_ROUTES = {routes, LENGTH_OF(routes)};
