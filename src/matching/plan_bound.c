/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_bound.h"

#include "base/list.h"
#include "base/moment.h"

#define TRACKED_MAX     8 /* groups counted in the cover; the others are taken as given */
#define COMBINATION_MAX 64
#define SEPARATE_MAX    4 /* doors of visited places told apart */
#define FIRST_CAPACITY  4096

/* One door, or several doors of one place visited together. */
typedef struct Item {
    uint32_t needs;
    uint8_t gives;
    uint8_t requires;
    uint64_t cost;
} Item;

typedef LIST_OF(Item) ItemList;

typedef struct Known {
    uint64_t key; /* the question + 1; 0: empty */
    uint64_t cost;
} Known;

struct Bounds {
    Arena *arena;
    const Work *work;
    int64_t stop_at;
    bool visits_only;
    uint32_t calls;
    bool stopped;
    uint8_t tracked[TRACKED_MAX]; /* group numbers */
    size_t tracked_count;
    uint32_t tracked_reach[TRACKED_MAX];
    Item *door_items; /* by door index */
    ItemList items;
    uint16_t *by_need[PLAN_MAX_NEEDS]; /* items that meet it, cheapest first */
    size_t by_need_count[PLAN_MAX_NEEDS];
    uint8_t need_order[PLAN_MAX_NEEDS]; /* fewest items first */
    uint64_t *plain; /* cost of each set of needs with all groups given; 0: not computed */
    Known *known;
    size_t known_count;
    size_t known_capacity;
};

static uint8_t groups_track(const Bounds *bounds, uint64_t groups)
{
    uint8_t bits = 0;
    for (size_t t = 0; t < bounds->tracked_count; t++) {
        bits = (uint8_t)(bits | (groups >> bounds->tracked[t] & 1) << t);
    }
    return bits;
}

static void tracked_choose(Bounds *bounds)
{
    uint64_t required = 0;
    for (size_t i = 0; i < bounds->work->door_count; i++) {
        required |= bounds->work->doors[i].requires;
    }
    for (size_t g = 0; g < PLAN_MAX_GROUPS && bounds->tracked_count < TRACKED_MAX; g++) {
        if ((required >> g & 1) == 1) {
            bounds->tracked[bounds->tracked_count] = (uint8_t)g;
            bounds->tracked_reach[bounds->tracked_count++] = bounds->work->group_reach[g];
        }
    }
}

static void door_items_fill(Bounds *bounds)
{
    bounds->door_items = ARENA_ARRAY(bounds->arena, Item, bounds->work->plan->door_count);
    for (size_t d = 0; d < bounds->work->door_count; d++) {
        const WorkDoor *door = &bounds->work->doors[d];
        bounds->door_items[door->index] = (Item){door->needs, groups_track(bounds, door->gives),
                                                 groups_track(bounds, door->requires),
                                                 bounds->visits_only ? ONE_VISIT : door->cost};
    }
}

static Item item_of_door(const Bounds *bounds, const WorkDoor *door)
{
    return bounds->door_items[door->index];
}

static Item item_join(Item a, Item b)
{
    return (Item){a.needs | b.needs, (uint8_t)(a.gives | b.gives),
                  (uint8_t)(a.requires | b.requires), a.cost + b.cost};
}

static bool item_replaces(const Item *a, const Item *b)
{
    return (b->needs & ~a->needs) == 0 && (b->gives & ~a->gives) == 0 &&
           (a->requires & ~b->requires) == 0 && a->cost <= b->cost;
}

/* Adds unless another item is as good; takes out from `from` on what the new one replaces. */
static void item_add(Bounds *bounds, ItemList *list, size_t from, Item item)
{
    size_t kept = from;
    for (size_t i = from; i < list->count; i++) {
        if (item_replaces(&list->items[i], &item)) {
            return;
        }
    }
    for (size_t i = from; i < list->count; i++) {
        if (!item_replaces(&item, &list->items[i])) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
    LIST_APPEND(bounds->arena, list, item);
}

/* All useful combinations of the doors of one place. When there are too many, one impossible
 * item that does everything in one visit keeps the bound valid. */
static void place_combine(Bounds *bounds, int32_t place)
{
    const Work *work = bounds->work;
    const bool free = bounds->visits_only || place == work->plan->start;
    const uint64_t going = free ? 0 : ONE_PLACE;
    ItemList local = {0};
    Item all = {.cost = UINT64_MAX};
    bool too_many = false;
    for (size_t d = 0; d < work->door_count; d++) {
        if (work->doors[d].place != place) {
            continue;
        }
        const Item single = item_of_door(bounds, &work->doors[d]);
        const size_t before = local.count;
        ItemList joined = {0};
        too_many = too_many || before > COMBINATION_MAX;
        for (size_t i = 0; i < before && !too_many; i++) {
            LIST_APPEND(bounds->arena, &joined, item_join(local.items[i], single));
        }
        item_add(bounds, &local, 0, single);
        for (size_t i = 0; i < joined.count; i++) {
            item_add(bounds, &local, 0, joined.items[i]);
        }
        all = (Item){all.needs | single.needs, (uint8_t)(all.gives | single.gives), 0,
                     all.cost < single.cost ? all.cost : single.cost};
    }
    if (too_many) {
        local.count = 0;
        item_add(bounds, &local, 0, all);
    }
    for (size_t i = 0; i < local.count; i++) {
        local.items[i].cost += going;
        item_add(bounds, &bounds->items, 0, local.items[i]);
    }
}

static void items_collect(Bounds *bounds)
{
    const Work *work = bounds->work;
    uint8_t *seen = ARENA_ARRAY(bounds->arena, uint8_t, work->plan->place_count);
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        if (door->place == PLAN_REMOTE) {
            item_add(bounds, &bounds->items, 0, item_of_door(bounds, door));
        } else if (seen[door->place] == 0) {
            seen[door->place] = 1;
            place_combine(bounds, door->place);
        }
    }
}

/* Cheapest items first, so that the search for the least cost can stop early. */
static void items_index(Bounds *bounds)
{
    for (size_t i = 1; i < bounds->items.count; i++) {
        const Item item = bounds->items.items[i];
        size_t at = i;
        for (; at > 0 && bounds->items.items[at - 1].cost > item.cost; at--) {
            bounds->items.items[at] = bounds->items.items[at - 1];
        }
        bounds->items.items[at] = item;
    }
    for (size_t n = 0; n < bounds->work->plan->need_count; n++) {
        bounds->by_need[n] = ARENA_ARRAY(bounds->arena, uint16_t, bounds->items.count);
        for (size_t i = 0; i < bounds->items.count; i++) {
            if ((bounds->items.items[i].needs >> n & 1) == 1) {
                bounds->by_need[n][bounds->by_need_count[n]++] = (uint16_t)i;
            }
        }
        size_t at = n;
        while (at > 0 &&
               bounds->by_need_count[bounds->need_order[at - 1]] > bounds->by_need_count[n]) {
            bounds->need_order[at] = bounds->need_order[at - 1];
            at--;
        }
        bounds->need_order[at] = (uint8_t)n;
    }
}

Bounds *bounds_new(Arena *arena, const Work *work, int64_t stop_at, bool visits_only)
{
    Bounds *bounds = ARENA_NEW(arena, Bounds);
    bounds->arena = arena;
    bounds->work = work;
    bounds->stop_at = stop_at;
    bounds->visits_only = visits_only;
    tracked_choose(bounds);
    door_items_fill(bounds);
    items_collect(bounds);
    items_index(bounds);
    bounds->plain = ARENA_ARRAY(arena, uint64_t, (size_t)1 << work->plan->need_count);
    bounds->known_capacity = FIRST_CAPACITY;
    bounds->known = ARENA_ARRAY(arena, Known, FIRST_CAPACITY);
    return bounds;
}

static Known *known_find(const Bounds *bounds, uint64_t key)
{
    const size_t mask = bounds->known_capacity - 1;
    size_t slot = (size_t)(key * 0x9E3779B97F4A7C15U >> 32) & mask;
    while (bounds->known[slot].key != 0 && bounds->known[slot].key != key) {
        slot = (slot + 1) & mask;
    }
    return &bounds->known[slot];
}

static void known_keep(Bounds *bounds, uint64_t key, uint64_t cost)
{
    if (2 * (bounds->known_count + 1) > bounds->known_capacity) {
        const Known *old = bounds->known;
        const size_t old_capacity = bounds->known_capacity;
        bounds->known_capacity *= 2;
        bounds->known = ARENA_ARRAY(bounds->arena, Known, bounds->known_capacity);
        for (size_t i = 0; i < old_capacity; i++) {
            if (old[i].key != 0) {
                *known_find(bounds, old[i].key) = old[i];
            }
        }
    }
    *known_find(bounds, key) = (Known){key, cost};
    bounds->known_count++;
}

static bool time_is_up(Bounds *bounds)
{
    if (++bounds->calls % 1024 == 0 && monotonic_nanoseconds() > bounds->stop_at) {
        bounds->stopped = true;
    }
    return bounds->stopped;
}

static size_t need_rarest(const Bounds *bounds, uint32_t needs)
{
    size_t at = 0;
    while ((needs >> bounds->need_order[at] & 1) == 0) {
        at++;
    }
    return bounds->need_order[at];
}

/* The cover with all required doors taken as done: a quick floor under the real one. */
static uint64_t cover_plain(Bounds *bounds, uint32_t needs)
{
    if (needs == 0 || bounds->stopped) {
        return 0;
    }
    if (bounds->plain[needs] != 0) {
        return bounds->plain[needs];
    }
    if (time_is_up(bounds)) {
        return 0;
    }
    uint64_t best = COVER_NEVER;
    const size_t n = need_rarest(bounds, needs);
    for (size_t i = 0; i < bounds->by_need_count[n]; i++) {
        const Item *item = &bounds->items.items[bounds->by_need[n][i]];
        if (item->cost >= best) {
            break;
        }
        const uint64_t rest = cover_plain(bounds, needs & ~item->needs);
        if (rest < best - item->cost) {
            best = item->cost + rest;
        }
    }
    if (!bounds->stopped) {
        bounds->plain[needs] = best;
    }
    return bounds->stopped ? 0 : best;
}

/* What is left to cover: needs, and tracked groups wanted; groups given stay given. */
typedef struct Open {
    uint32_t needs;
    uint8_t wanted;
    uint8_t given;
} Open;

static Open open_after(Open open, const Item *item)
{
    const uint8_t given = open.given | item->gives;
    return (Open){open.needs & ~item->needs, (uint8_t)((open.wanted | item->requires) & ~given),
                  given};
}

static uint64_t cover(Bounds *bounds, Open open);

/* The cost with `item` taken, if that is less than `best`. */
static uint64_t cover_with(Bounds *bounds, const Item *item, Open open, uint64_t best)
{
    const Open after = open_after(open, item);
    if (item->cost >= best || cover_plain(bounds, after.needs) >= best - item->cost) {
        return best;
    }
    const uint64_t rest = cover(bounds, after);
    return rest < best - item->cost ? item->cost + rest : best;
}

/* The item to try first, so that most others need not be tried at all. */
static const Item *item_promising(Bounds *bounds, uint32_t needs, size_t n)
{
    const Item *promising = NULL;
    uint64_t least = COVER_NEVER;
    for (size_t i = 0; i < bounds->by_need_count[n]; i++) {
        const Item *item = &bounds->items.items[bounds->by_need[n][i]];
        const uint64_t floor =
            item->cost < least ? cover_plain(bounds, needs & ~item->needs) : COVER_NEVER;
        if (floor < least - item->cost) {
            least = item->cost + floor;
            promising = item;
        }
    }
    return promising;
}

static uint64_t cover_needs(Bounds *bounds, Open open)
{
    const size_t n = need_rarest(bounds, open.needs);
    const Item *promising = item_promising(bounds, open.needs, n);
    if (promising == NULL) {
        return COVER_NEVER;
    }
    uint64_t best = cover_with(bounds, promising, open, COVER_NEVER);
    for (size_t i = 0; i < bounds->by_need_count[n]; i++) {
        best = cover_with(bounds, &bounds->items.items[bounds->by_need[n][i]], open, best);
    }
    return best;
}

/* No need is left: the doors that the chosen ones require. */
static uint64_t cover_wanted(Bounds *bounds, Open open)
{
    uint64_t best = COVER_NEVER;
    const uint8_t lowest = (uint8_t)(open.wanted & (~open.wanted + 1));
    for (size_t i = 0; i < bounds->items.count; i++) {
        if ((bounds->items.items[i].gives & lowest) != 0) {
            best = cover_with(bounds, &bounds->items.items[i], open, best);
        }
    }
    return best;
}

/* Forgets given groups that nothing left to cover can ask for, so that more questions are one.
 */
static Open open_forget(const Bounds *bounds, Open open)
{
    for (size_t t = 0; t < bounds->tracked_count && open.wanted == 0; t++) {
        const bool alive = (bounds->tracked_reach[t] & open.needs) != 0;
        open.given = (uint8_t)(open.given & ~(alive ? 0 : 1U << t));
    }
    return open;
}

static uint64_t cover(Bounds *bounds, Open open)
{
    if ((open.needs == 0 && open.wanted == 0) || bounds->stopped) {
        return 0;
    }
    open = open_forget(bounds, open);
    const uint64_t key =
        ((uint64_t)open.needs << 16 | (uint64_t)open.wanted << 8 | open.given) + 1;
    const Known *known = known_find(bounds, key);
    if (known->key == key) {
        return known->cost;
    }
    if (time_is_up(bounds)) {
        return 0;
    }
    const uint64_t cost =
        open.needs != 0 ? cover_needs(bounds, open) : cover_wanted(bounds, open);
    if (bounds->stopped) {
        return 0;
    }
    known_keep(bounds, key, cost);
    return cost;
}

/* Every choice of using or not the doors where no place is added. */
static uint64_t cover_choose(Bounds *bounds, Open open, const Item *here, size_t count)
{
    if (count == 0) {
        return cover(bounds, open);
    }
    const Item *last = &here[count - 1];
    const uint64_t without = cover_choose(bounds, open, here, count - 1);
    if ((last->needs & open.needs) == 0 && (last->gives & ~open.given) == 0) {
        return without;
    }
    const uint64_t with = cover_choose(bounds, open_after(open, last), here, count - 1);
    return with != COVER_NEVER && last->cost + with < without ? last->cost + with : without;
}

static uint64_t plain_choose(Bounds *bounds, uint32_t needs, const Item *here, size_t count)
{
    if (count == 0) {
        return cover_plain(bounds, needs);
    }
    const Item *last = &here[count - 1];
    const uint64_t without = plain_choose(bounds, needs, here, count - 1);
    if ((last->needs & needs) == 0) {
        return without;
    }
    const uint64_t with = plain_choose(bounds, needs & ~last->needs, here, count - 1);
    return with != COVER_NEVER && last->cost + with < without ? last->cost + with : without;
}

/* The doors of visited places; beyond a few, one that does all the rest in one visit. */
static size_t items_here(const Bounds *bounds, const Ask *ask, Item items[SEPARATE_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < ask->here_count; i++) {
        const Item item = item_of_door(bounds, ask->here[i]);
        if (count < SEPARATE_MAX) {
            items[count++] = item;
            continue;
        }
        Item *last = &items[SEPARATE_MAX - 1];
        last->cost = last->cost < item.cost ? last->cost : item.cost;
        last->needs |= item.needs;
        last->gives |= item.gives;
        last->requires = 0;
    }
    return count;
}

uint64_t bounds_cover(Bounds *bounds, const Ask *ask)
{
    Item items[SEPARATE_MAX];
    const size_t count = items_here(bounds, ask, items);
    const uint8_t given = groups_track(bounds, ask->given);
    const uint8_t wanted = (uint8_t)(groups_track(bounds, ask->wanted) & ~given);
    return cover_choose(bounds, (Open){ask->needs, wanted, given}, items, count);
}

uint64_t bounds_plain(Bounds *bounds, const Ask *ask)
{
    Item items[SEPARATE_MAX];
    const size_t count = items_here(bounds, ask, items);
    return plain_choose(bounds, ask->needs, items, count);
}
