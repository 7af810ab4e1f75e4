/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_label.h"

#include <string.h>

void labels_clear(Labels *labels)
{
    labels->count = 0;
    labels->heap.count = 0;
    memset(labels->buckets, 0xFF, sizeof(labels->buckets));
}

Label *label_next(Labels *labels)
{
    Label **chunk = &labels->chunks[labels->count / LABEL_CHUNK];
    if (*chunk == NULL) {
        *chunk = ARENA_ARRAY(labels->arena, Label, LABEL_CHUNK);
    }
    return &(*chunk)[labels->count % LABEL_CHUNK];
}

bool label_before(const Labels *labels, uint32_t a, uint32_t b)
{
    const Label *left = label_at(labels, a);
    const Label *right = label_at(labels, b);
    const int order = score_compare(&left->promise, &right->promise);
    if (order != 0) {
        return order < 0;
    }
    return left->depth != right->depth ? left->depth > right->depth : a < b;
}

void labels_push(Labels *labels, uint32_t index)
{
    LIST_APPEND(labels->arena, &labels->heap, index);
    uint32_t *items = labels->heap.items;
    size_t at = labels->heap.count - 1;
    while (at > 0 && label_before(labels, index, items[(at - 1) / 2])) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    items[at] = index;
}

uint32_t labels_pop(Labels *labels)
{
    uint32_t *items = labels->heap.items;
    const uint32_t top = items[0];
    const uint32_t last = items[--labels->heap.count];
    const size_t count = labels->heap.count;
    size_t at = 0;
    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && label_before(labels, items[child + 1], items[child])) {
            child++;
        }
        if (!label_before(labels, items[child], last)) {
            break;
        }
        items[at] = items[child];
        at = child;
    }
    items[at] = last;
    return top;
}

/* Door indexes of the visits, first to last. */
static void sequence_of(const Labels *labels, const Label *label, int32_t *sequence)
{
    for (const Label *at = label; at->depth > 0; at = label_at(labels, at->parent)) {
        sequence[at->depth - 1] = labels->work->doors[at->door].index;
    }
}

int label_sequence_compare(const Labels *labels, const Label *a, const Label *b)
{
    int32_t left[PLAN_MAX_VISITS];
    int32_t right[PLAN_MAX_VISITS];
    sequence_of(labels, a, left);
    sequence_of(labels, b, right);
    const size_t shorter = a->depth < b->depth ? a->depth : b->depth;
    for (size_t i = 0; i < shorter; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Whether every way to complete `b` completes `a` at least as well. They have met the same
 * needs and are at the same place. */
static bool label_dominates(const Labels *labels, const Label *a, const Label *b)
{
    if (a->time > b->time || (b->groups & ~a->groups) != 0 ||
        (a->exclusive & ~b->exclusive) != 0 || a->depth > b->depth ||
        a->value.major > b->value.major) {
        return false;
    }
    const int order = score_compare(&a->value, &b->value);
    return order < 0 || (order == 0 && label_sequence_compare(labels, a, b) <= 0);
}

static uint32_t *bucket_of(Labels *labels, const Label *label)
{
    const uint64_t key = (uint64_t)label->met << 32 | (uint64_t)(uint32_t)label->place << 1 |
                         (uint64_t)label->pending;
    return &labels->buckets[(key * 0x9E3779B97F4A7C15U >> 40) % BUCKETS];
}

bool label_enter(Labels *labels, Label *label, uint32_t index)
{
    uint32_t *link = bucket_of(labels, label);
    uint32_t *const head = link;
    while (*link != NO_LABEL) {
        Label *other = label_at(labels, *link);
        if (other->met == label->met && other->place == label->place &&
            other->pending == label->pending) {
            if (label_dominates(labels, other, label)) {
                return false;
            }
            if (label_dominates(labels, label, other)) {
                other->dropped = true;
                *link = other->next;
                continue;
            }
        }
        link = &other->next;
    }
    label->next = *head;
    *head = index;
    return true;
}
