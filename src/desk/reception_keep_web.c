/* SPDX-License-Identifier: EUPL-1.2 */
/* Beside a door of the plan: the beds and slots its house gives here and now, and the way to
 * keep one for the person before the desk. */
#include "access/gate_web.h"
#include "base/list.h"
#include "desk/reception_web.h"
#include "desk/sentences.h"
#include "matching/page_web.h"
#include "resources/board.h"
#include "resources/sentences.h"

#define KEPT_ALL "tout" /* in the address, after all places were kept */

static Text id_of_service(const Request *request, const MatchDoor *door)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Service *service = &catalogue->services[catalogue->doors[door->door].service];
    return id_format(request->arena, service->id);
}

/* The first night or slot with a free place that is not over; NULL when there is none. */
static const BoardSlot *first_free(const BoardUnit *shown, Moment now)
{
    for (size_t i = 0; i < shown->slot_count; i++) {
        if (shown->slots[i].free > 0 && shown->slots[i].slot.ends > now) {
            return &shown->slots[i];
        }
    }
    return NULL;
}

/* "Garder un lit · 2 places libres", or "Réserver 10 h 30 · 1 place libre". */
static Text keep_words(const Request *request, const BoardUnit *shown, const BoardSlot *slot)
{
    const Text free =
        say_count(request->arena, request->language, SAY_UNIT_FREE, (size_t)slot->free);
    if (unit_is_by_night(&shown->unit)) {
        const Text verb = say(request->language, SAY_UNIT_KEEP_BED);
        return text_format(request->arena, "%.*s · %.*s", TEXT_ARG(verb), TEXT_ARG(free));
    }
    const Text verb = say(request->language, SAY_UNIT_BOOK);
    const Text time = say_clock(request->arena, request->language, slot->slot.starts);
    return text_format(request->arena, "%.*s %.*s · %.*s", TEXT_ARG(verb), TEXT_ARG(time),
                       TEXT_ARG(free));
}

/* The board of the day, open at the unit, which books for this person. */
static Text keep_href(const Request *request, const BoardUnit *shown, Id person)
{
    const Text day = date_format(request->arena, shown->day);
    const Text unit = id_format(request->arena, shown->unit.id);
    const Text who = id_is_nil(person)
                         ? TEXT("")
                         : text_format(request->arena, "&personne=%.*s",
                                       TEXT_ARG(id_format(request->arena, person)));
    return request_link(request, text_format(request->arena, "/lits?jour=%.*s%.*s#u-%.*s",
                                             TEXT_ARG(day), TEXT_ARG(who), TEXT_ARG(unit)));
}

static Outcome fill_one(Request *request, const UnitList *units, Text service, Id person,
                        KeepView *view)
{
    for (size_t i = 0; i < units->count && view->words.length == 0; i++) {
        const Unit *unit = &units->items[i];
        BoardUnit shown = {0};
        if (unit->closed != 0 || !unit->is_kept_here ||
            !text_equal(id_format(request->arena, unit->service), service)) {
            continue;
        }
        Date day = 0;
        TRY(slot_day_ahead(request->arena, unit, request->now, &day, &request->problem));
        TRY(board_of_unit(access_of(request), unit, day, &shown));
        const BoardSlot *slot = first_free(&shown, request->now);
        if (slot != NULL) {
            view->words = keep_words(request, &shown, slot);
            view->href = keep_href(request, &shown, person);
            view->place = text_format(
                request->arena, "%.*s %.*s", TEXT_ARG(id_format(request->arena, unit->id)),
                TEXT_ARG(slot_key_format(request->arena, unit, slot->slot.key)));
        }
    }
    return OK;
}

Outcome desk_keep_fill(Request *request, const MatchPlan *plan, Id person, DeskPersonView *view)
{
    UnitList units = {0};
    KeepView *keeps = ARENA_ARRAY(request->arena, KeepView, plan->door_count);
    const bool may_book =
        permission_holds(access_of(request)->caller.permissions, MAY_BOOK_UNIT);
    if (may_book) {
        TRY(unit_list(access_of(request), UNITS_OF_NETWORK, &units));
    }
    for (size_t i = 0; i < plan->door_count; i++) {
        keeps[i] = (KeepView){0};
        TRY(fill_one(request, &units, id_of_service(request, &plan->doors[i]), person,
                     &keeps[i]));
        view->keep_count += keeps[i].words.length > 0;
    }
    /* A second tap would keep as many again: asking anew shows the button again. */
    if (text_equal(request_query(request, "garde"), TEXT(KEPT_ALL))) {
        view->keep_count = 0;
    }
    view->keeps = keeps;
    return OK;
}

/* ------------------------------------------------------------------------------- together */

static Outcome read_place(Request *request, Text place, BookingOrder *order)
{
    Unit unit = {0};
    const size_t space = text_find_byte(place, ' ', 0);
    if (!id_parse(text_slice(place, 0, space), &order->unit)) {
        return REQUEST_INVALID(request, "body", "reserver", "a unit and its slot are expected");
    }
    TRY(unit_get(access_of(request), order->unit, &unit));
    return slot_key_parse(&unit, text_slice(place, space + 1, place.length), &order->slot)
               ? OK
               : REQUEST_INVALID(request, "body", "reserver", "a night or a slot is expected");
}

/* What is known of the person answers the rules of the units; nothing of it is kept. */
static Outcome read_facts(Request *request, const Situation *situation, json_t **known)
{
    const Text text = situation_write(request->arena, network_of(request), situation);
    return json_read(text, JSON_REQUEST_LIMITS, known, &request->problem);
}

Outcome desk_keep_all(Request *request, const Situation *situation, const DeskKept *kept)
{
    Text code = {0};
    size_t at = 0;
    size_t count = 0;
    Text place = {0};
    BookingList made = {0};
    json_t *known SCOPED(json_close) = NULL;
    BookingOrder *orders = ARENA_ARRAY(request->arena, BookingOrder, BOOKING_BUNDLE_MOST);
    TRY(read_facts(request, situation, &known));
    while (count < BOOKING_BUNDLE_MOST && field_next(&request->form, "reserver", &at, &place)) {
        orders[count] = (BookingOrder){
            .person = kept->person,
            .label = kept->label,
            .answers = {json_object_get(known, "facts"), TEXT(""), request->language}
        };
        TRY(read_place(request, place, &orders[count++]));
    }
    return booking_make(access_of(request), BOOKING_BOOK, orders, count, &made, &code);
}

static const char *const kept_codes[] = {KEPT_ALL, "plein", "personne", "demande", "regle"};
static const Sentence kept_words[LENGTH_OF(kept_codes)] = {
    SAY_DESK_KEPT, SAY_UNIT_PROBLEM_FULL, SAY_UNIT_PROBLEM_PERSON, SAY_UNIT_RULE_ASKS,
    SAY_DESK_KEEP_RULE};

const char *desk_kept_code(Request *request, Outcome outcome)
{
    const Text field = request->problem.field;
    const bool is_rule = text_equal(field, TEXT("facts"));
    const char *code = outcome == OK ? kept_codes[0] : NULL;
    if (outcome == CONFLICT) {
        code = kept_codes[text_equal(field, TEXT("person")) ? 2 : 1];
    } else if (is_rule && (outcome == INVALID || outcome == REFUSED)) {
        code = kept_codes[outcome == INVALID ? 3 : 4];
    }
    if (code != NULL) {
        request->problem = (Problem){.arena = request->arena};
    }
    return code;
}

bool desk_kept_words(const Request *request, Text *told, bool *is_warning)
{
    size_t at = 0;
    if (!text_among(request_query(request, "garde"), kept_codes, LENGTH_OF(kept_codes), &at)) {
        return false;
    }
    *told = say(request->language, kept_words[at]);
    *is_warning = at > 0;
    return true;
}
