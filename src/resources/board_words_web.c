/* SPDX-License-Identifier: EUPL-1.2 */
/* How the codes of units and bookings are said. */
#include "resources/board_web.h"

#include "resources/sentences.h"
#include "words/say.h"

static const Sentence kinds[UNIT_KIND_COUNT] = {
    [UNIT_BED] = SAY_UNIT_KIND_BED,           [UNIT_SHOWER] = SAY_UNIT_KIND_SHOWER,
    [UNIT_WASHER] = SAY_UNIT_KIND_WASHER,     [UNIT_DRYER] = SAY_UNIT_KIND_DRYER,
    [UNIT_CHAIR] = SAY_UNIT_KIND_CHAIR,       [UNIT_APPOINTMENT] = SAY_UNIT_KIND_APPOINTMENT,
    [UNIT_COURSE] = SAY_UNIT_KIND_COURSE,     [UNIT_SEAT] = SAY_UNIT_KIND_SEAT,
    [UNIT_DWELLING] = SAY_UNIT_KIND_DWELLING,
};

static const Sentence states[BOOKING_STATE_COUNT] = {
    [BOOKING_HELD] = SAY_UNIT_HELD,
    [BOOKING_LAPSED] = SAY_UNIT_LAPSED,
    [BOOKING_BOOKED] = SAY_UNIT_BOOKED,
    [BOOKING_ARRIVED] = SAY_UNIT_ARRIVED,
    [BOOKING_USED] = SAY_UNIT_USED,
    [BOOKING_ABSENT] = SAY_UNIT_ABSENT,
    [BOOKING_CANCELLED_BY_PERSON] = SAY_UNIT_CANCELLED,
    [BOOKING_CANCELLED_BY_SERVICE] = SAY_UNIT_CANCELLED_BY_HOUSE,
};

static const Sentence reasons[BOOKING_REASON_COUNT] = {
    SAY_UNIT_REASON_FULL,    SAY_UNIT_REASON_OUT,   SAY_UNIT_REASON_RULE,
    SAY_UNIT_REASON_CONDUCT, SAY_UNIT_REASON_OTHER,
};

Text unit_kind_words(Language language, UnitKind kind)
{
    return say(language, kinds[kind]);
}

Text booking_state_words(Language language, BookingState state)
{
    return say(language, states[state]);
}

Text booking_reason_words(Language language, size_t reason)
{
    return say(language, reasons[reason]);
}

const CodeChoice *board_overrides(Arena *arena, Language language)
{
    static const Sentence words[RULE_OVERRIDE_COUNT] = {
        SAY_UNIT_OVERRIDE_VITAL, SAY_UNIT_OVERRIDE_NOWHERE, SAY_UNIT_OVERRIDE_AGREED,
        SAY_UNIT_OVERRIDE_OTHER};
    CodeChoice *overrides = ARENA_ARRAY(arena, CodeChoice, RULE_OVERRIDE_COUNT);
    for (size_t i = 0; i < RULE_OVERRIDE_COUNT; i++) {
        overrides[i] = (CodeChoice){text_from(RULE_OVERRIDES[i]), say(language, words[i])};
    }
    return overrides;
}

Text board_refused_words(Arena *arena, Language language, Text detail)
{
    const size_t at = text_find_byte(detail, ':', 0);
    const Text because = text_slice(detail, at < detail.length ? at + 1 : at, detail.length);
    return text_format(arena, "%.*s%.*s", TEXT_ARG(say(language, SAY_UNIT_RULE_REFUSED)),
                       TEXT_ARG(because));
}

Text board_offer_words(Arena *arena, Language language, const BoardOffer *offer)
{
    const Text free = say_count(arena, language, SAY_UNIT_FREE, (size_t)offer->slot->free);
    if (unit_is_by_night(&offer->shown.unit)) {
        const Text verb = say(language, SAY_UNIT_KEEP_BED);
        return text_format(arena, "%.*s · %.*s", TEXT_ARG(verb), TEXT_ARG(free));
    }
    const Text verb = say(language, SAY_UNIT_BOOK);
    const Text time = say_clock(arena, language, offer->slot->slot.starts);
    return text_format(arena, "%.*s %.*s · %.*s", TEXT_ARG(verb), TEXT_ARG(time),
                       TEXT_ARG(free));
}

Text board_offer_place(Arena *arena, const BoardOffer *offer)
{
    const Unit *unit = &offer->shown.unit;
    const Text id = id_format(arena, unit->id);
    const Text when = slot_key_format(arena, unit, offer->slot->slot.key);
    return text_format(arena, "%.*s %.*s", TEXT_ARG(id), TEXT_ARG(when));
}
