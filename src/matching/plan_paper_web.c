/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_paper_web.h"

#include "matching/sentences.h"

static bool is_listed(const TextList *list, Text text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(list->items[i], text)) {
            return true;
        }
    }
    return false;
}

static bool is_shared(const PlanView *view, Text text)
{
    for (size_t i = 0; i < view->shared_count; i++) {
        if (text_equal(view->shared[i].text, text)) {
            return true;
        }
    }
    return false;
}

/* "1, 2, 4", and how many they are. */
static Text doors_with(Arena *arena, const PlanView *view, Text text, size_t *count)
{
    Text *orders = ARENA_ARRAY(arena, Text, view->door_count);
    *count = 0;
    for (size_t i = 0; i < view->door_count; i++) {
        if (is_listed(&view->doors[i].unknown, text)) {
            orders[(*count)++] = view->doors[i].order;
        }
    }
    return text_join(arena, orders, *count, TEXT(", "));
}

static void collect(const Request *request, const TextList *texts, SharedNote *shared,
                    PlanView *view)
{
    for (size_t i = 0; i < texts->count; i++) {
        size_t count = 0;
        const Text doors = doors_with(request->arena, view, texts->items[i], &count);
        if (count < 2 || is_shared(view, texts->items[i])) {
            continue;
        }
        SharedNote note = {.text = texts->items[i]};
        if (count < view->door_count) {
            note.doors =
                say_with(request->arena, request->language, SAY_PLAN_SHARED_FOR, "n", doors);
        }
        shared[view->shared_count++] = note;
    }
}

static void leave_out_shared(Arena *arena, const PlanView *view, DoorView *door)
{
    TextList left = {0};
    for (size_t i = 0; i < door->unknown.count; i++) {
        if (!is_shared(view, door->unknown.items[i])) {
            LIST_APPEND(arena, &left, door->unknown.items[i]);
        }
    }
    door->unknown = left;
}

void plan_paper_share(const Request *request, DoorView *doors, PlanView *view)
{
    size_t most = 0;
    for (size_t i = 0; i < view->door_count; i++) {
        most += doors[i].unknown.count;
    }
    SharedNote *shared = ARENA_ARRAY(request->arena, SharedNote, most);
    view->shared = shared;
    for (size_t i = 0; i < view->door_count; i++) {
        collect(request, &doors[i].unknown, shared, view);
    }
    for (size_t i = 0; i < view->door_count; i++) {
        leave_out_shared(request->arena, view, &doors[i]);
    }
}
