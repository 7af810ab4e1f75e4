/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/measure_words.h"

#include "base/list.h"
#include "matching/sentences.h"
#include "words/say.h"

typedef LIST_OF(Text) TextPieces;

Text measure_since_words(Arena *arena, const ServiceMeasure *measure, Language language)
{
    const Text since = say_with(arena, language, SAY_MEASURE_SINCE, "date",
                                say_day(arena, language, measure->first));
    return text_format(arena, "%.*s, %.*s, %.*s", TEXT_ARG(measure->plan),
                       TEXT_ARG(measure->level), TEXT_ARG(since));
}

static Text hours_words(Arena *arena, Text written, Language language)
{
    Hours *hours = NULL;
    return hours_parse_osm(arena, written, &hours, NULL) == OK
               ? hours_describe(arena, hours, language)
               : written;
}

Text measure_words(Arena *arena, const ServiceMeasure *measure, Language language)
{
    TextPieces pieces = {0};
    LIST_APPEND(arena, &pieces, measure_since_words(arena, measure, language));
    LIST_APPEND(arena, &pieces,
                say_with(arena, language, SAY_MEASURE_UNTIL, "date",
                         say_day(arena, language, measure->last)));
    if (measure->places > 0) {
        LIST_APPEND(arena, &pieces,
                    say_count(arena, language, SAY_MEASURE_PLACES, (size_t)measure->places));
    }
    if (measure->is_unconditional) {
        LIST_APPEND(arena, &pieces, say(language, SAY_MEASURE_UNCONDITIONAL));
    }
    if (measure->hours.length > 0) {
        LIST_APPEND(arena, &pieces,
                    say_with(arena, language, SAY_MEASURE_HOURS, "hours",
                             hours_words(arena, measure->hours, language)));
    }
    return text_join(arena, pieces.items, pieces.count, TEXT(" · "));
}

Text service_measure_words(Arena *arena, const Service *service, Date day, Language language)
{
    TextPieces pieces = {0};
    for (size_t i = 0; i < service->measures.count; i++) {
        const ServiceMeasure *measure = &service->measures.items[i];
        if (measure_holds(measure, day)) {
            LIST_APPEND(arena, &pieces, measure_since_words(arena, measure, language));
        }
    }
    return text_join(arena, pieces.items, pieces.count, TEXT(" · "));
}
