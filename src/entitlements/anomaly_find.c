/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/anomaly_find.h"

#include <stdlib.h>

static const char *const kinds[ANOMALY_KIND_COUNT] = {
    [ANOMALY_SUDDEN] = "sudden",
    [ANOMALY_APART] = "apart",
};

Text anomaly_kind_code(AnomalyKind kind)
{
    return text_from(kinds[kind]);
}

bool anomaly_kind_parse(Text code, AnomalyKind *kind)
{
    size_t at = 0;
    const bool is_known = text_among(code, kinds, ANOMALY_KIND_COUNT, &at);
    *kind = (AnomalyKind)at;
    return is_known;
}

/* -------------------------------------------------------------------------------- sorting */

static int compare_time(const HolderUse *a, const HolderUse *b)
{
    if (a->at != b->at) {
        return a->at < b->at ? -1 : 1;
    }
    return id_compare(a->id, b->id);
}

static int by_holder(const void *left, const void *right)
{
    const HolderUse *a = left;
    const HolderUse *b = right;
    const int order = id_compare(a->holder, b->holder);
    return order != 0 ? order : compare_time(a, b);
}

static int by_ticket(const void *left, const void *right)
{
    const HolderUse *a = left;
    const HolderUse *b = right;
    const int order = id_compare(a->ticket, b->ticket);
    return order != 0 ? order : compare_time(a, b);
}

static int newest_first(const void *left, const void *right)
{
    const Anomaly *a = left;
    const Anomaly *b = right;
    if (a->at != b->at) {
        return a->at > b->at ? -1 : 1;
    }
    const int order = id_compare(b->use, a->use);
    return order != 0 ? order : (int)a->kind - (int)b->kind;
}

static int smallest_first(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return (*a > *b) - (*a < *b);
}

/* --------------------------------------------------------------------------------- sudden */

/* The uses of one holder, in time. */
typedef struct Held {
    const HolderUse *uses;
    size_t count;
} Held;

/* The middle one of the days of use in the sixty days before `before`; 0 without any. */
static int64_t usual_day(Held held, Moment before)
{
    enum { DAYS = ANOMALY_USUAL_DAYS + 2 }; /* a part of the first and of the last */
    int64_t days[DAYS] = {0};
    size_t count = 0;
    Date last = DATE_NONE;
    const Moment from = before - ((Moment)ANOMALY_USUAL_DAYS * ANOMALY_WINDOW_SECONDS);
    for (size_t i = 0; i < held.count && held.uses[i].at <= before; i++) {
        const Date day = moment_to_local(held.uses[i].at).date;
        if (held.uses[i].at <= from || (day != last && count == DAYS)) {
            continue;
        }
        count += day != last ? 1 : 0;
        last = day;
        days[count - 1] += held.uses[i].uses;
    }
    qsort(days, count, sizeof days[0], smallest_first);
    return count == 0 ? 0 : days[(count - 1) / 2];
}

static Anomaly sudden_at(const HolderUse *first, const HolderUse *use)
{
    return (Anomaly){
        .kind = ANOMALY_SUDDEN,
        .use = use->id,
        .ticket = use->ticket,
        .person = use->person,
        .house = use->house,
        .since = first->at,
        .at = use->at,
    };
}

static void find_sudden(Arena *arena, Held held, Moment from, AnomalyList *found)
{
    size_t first = 0;
    int64_t uses = 0;
    bool is_open = false;
    for (size_t i = 0; i < held.count; i++) {
        const HolderUse *use = &held.uses[i];
        const Moment before = use->at - ANOMALY_WINDOW_SECONDS;
        uses += use->uses;
        while (held.uses[first].at <= before) {
            uses -= held.uses[first++].uses;
        }
        if (use->at < from || uses <= ANOMALY_LEAST) {
            continue;
        }
        const int64_t usual = usual_day(held, before);
        if (uses <= ANOMALY_TIMES * usual) {
            continue;
        }
        if (!is_open || found->items[found->count - 1].at <= before) {
            LIST_APPEND(arena, found, sudden_at(&held.uses[first], use));
            is_open = true;
        }
        Anomaly *anomaly = &found->items[found->count - 1];
        anomaly->at = use->at;
        if (uses > anomaly->uses) {
            anomaly->uses = uses;
            anomaly->usual = usual;
        }
    }
}

/* ---------------------------------------------------------------------------------- apart */

static bool is_too_fast(const HolderUse *before, const HolderUse *use, HouseWay way)
{
    static const double SECONDS_PER_HOUR = 3600;
    static const double METERS_PER_KM = 1000;
    double meters = 0;
    if (id_equal(before->house, use->house) ||
        !way.meters(way.context, before->house, use->house, &meters)) {
        return false;
    }
    const double least = (meters - ANOMALY_NEAR_METERS) * SECONDS_PER_HOUR /
                         (ANOMALY_KM_PER_HOUR * METERS_PER_KM);
    return (double)(use->at - before->at) < least;
}

static void find_apart(Arena *arena, const HolderUse *uses, size_t count, Moment from,
                       HouseWay way, AnomalyList *found)
{
    for (size_t i = 1; i < count; i++) {
        const HolderUse *before = &uses[i - 1];
        const HolderUse *use = &uses[i];
        if (use->at < from || !id_equal(before->ticket, use->ticket) ||
            !is_too_fast(before, use, way)) {
            continue;
        }
        const Anomaly anomaly = {
            .kind = ANOMALY_APART,
            .use = use->id,
            .ticket = use->ticket,
            .person = use->person,
            .house = use->house,
            .from_house = before->house,
            .since = before->at,
            .at = use->at,
        };
        LIST_APPEND(arena, found, anomaly);
    }
}

void anomalies_find(Arena *arena, HolderUse *uses, size_t count, Moment from, HouseWay way,
                    AnomalyList *found)
{
    AnomalyList list = {0};
    if (count > 0) {
        qsort(uses, count, sizeof *uses, by_holder);
    }
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;
        while (end < count && id_equal(uses[end].holder, uses[first].holder)) {
            end++;
        }
        find_sudden(arena, (Held){&uses[first], end - first}, from, &list);
        first = end;
    }
    if (count > 0) {
        qsort(uses, count, sizeof *uses, by_ticket);
    }
    find_apart(arena, uses, count, from, way, &list);
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, newest_first);
    }
    *found = list;
}
