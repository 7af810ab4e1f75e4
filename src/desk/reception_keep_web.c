/* SPDX-License-Identifier: EUPL-1.2 */
/* Beside a door of the plan: the beds and slots its house gives here and now, and the way to
 * keep one for the person before the desk. */
#include "access/gate_web.h"
#include "desk/reception_web.h"
#include "matching/page_web.h"
#include "resources/board.h"
#include "resources/sentences.h"

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
    }
    view->keeps = keeps;
    return OK;
}
