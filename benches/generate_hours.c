/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/generate_hours.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"

static const char *const days[] = {"Mo-Fr", "Mo-Fr", "Mo-Fr", "Mo-Th",    "Mo,We,Fr",
                                   "Tu,Th", "We",    "Tu-Sa", "Mo,Tu,Th", "Mo-Sa",
                                   "Mo-Su", "Sa-Su", "We,Fr", "Mo,Tu,Fr", "Th"};

static const char *const exceptions[] = {
    "",
    "",
    "",
    "",
    "; PH off",
    "; PH off",
    "; PH off",
    "; SH off",
    "; PH,SH off",
    "; Jul 15-Aug 15 off",
    "; 2026 Dec 21-2027 Jan 03 off",
    "; 2026 Nov 24 off",
    "; PH 10:00-12:00",
    "; Mo[1] off",
    "; Dec 24-Dec 31 off",
};

static uint32_t quarters(Random *random, uint32_t from, uint32_t count)
{
    return (from + random_below(random, count)) * 15;
}

static void put_time(Buffer *value, uint32_t from, uint32_t to)
{
    buffer_append_format(value, "%02u:%02u-%02u:%02u", from / 60, from % 60, to / 60 % 24,
                         to % 60);
}

static void put_times(Buffer *value, Random *random)
{
    const uint32_t opens = quarters(random, 30, 10);  /* 07:30 to 09:45 */
    const uint32_t noon = quarters(random, 46, 6);    /* 11:30 to 12:45 */
    const uint32_t again = quarters(random, 52, 6);   /* 13:00 to 14:15 */
    const uint32_t closes = quarters(random, 63, 14); /* 15:45 to 19:00 */
    switch (random_below(random, 8)) {
    case 0:
    case 1:
        put_time(value, opens, noon);
        buffer_append(value, TEXT(","));
        put_time(value, again, closes);
        break;
    case 2:
        put_time(value, again, closes);
        break;
    case 3:
        put_time(value, opens, noon);
        break;
    case 4:
        put_time(value, quarters(random, 68, 12), quarters(random, 124, 8)); /* a night */
        break;
    default:
        put_time(value, opens, closes);
        break;
    }
}

static Text draw_value(Arena *arena, Random *random)
{
    Buffer value = buffer_new(arena, 256);
    if (random_below(random, 100) == 0) {
        return TEXT("24/7");
    }
    buffer_append_format(&value, "%s ", days[random_below(random, LENGTH_OF(days))]);
    put_times(&value, random);
    if (random_below(random, 4) == 0) {
        buffer_append(&value, TEXT("; Sa "));
        put_time(&value, quarters(random, 36, 5), quarters(random, 46, 9));
    }
    buffer_append(&value, text_from(exceptions[random_below(random, LENGTH_OF(exceptions))]));
    return buffer_text(&value);
}

HoursPool generate_hours(Arena *arena, Random *random, size_t kinds)
{
    HoursPool pool = {.items = ARENA_ARRAY(arena, GeneratedHours, kinds), .count = kinds};
    for (size_t i = 0; i < kinds; i++) {
        Hours *hours = NULL;
        pool.items[i].value = draw_value(arena, random);
        if (hours_parse_osm(arena, pool.items[i].value, &hours, NULL) != OK) {
            abort(); /* the values above are right */
        }
        pool.items[i].hours = hours;
    }
    return pool;
}

/* A quarter of the doors do not say; the popular kinds come first. */
GeneratedHours hours_pool_draw(const HoursPool *pool, Random *random)
{
    if (random_below(random, 4) == 0) {
        return (GeneratedHours){
            .hours = NULL, .value = {"", 0}
        };
    }
    const double rank = 20 * pow(((double)pool->count + 20) / 20, random_unit(random)) - 20;
    const size_t at = rank < (double)pool->count ? (size_t)rank : pool->count - 1;
    return pool->items[at];
}
