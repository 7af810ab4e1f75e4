/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inside the planner only: partial plans (labels), kept in order of promise and compared with
 * those of the same future.
 */
#pragma once

#include "base/list.h"
#include "matching/plan_work.h"

#define LABEL_CHUNK  1024 /* labels allocated at a time */
#define LABEL_CHUNKS 1024 /* at most a million labels: about 130 MB */
#define BUCKETS      8192
#define NO_LABEL     UINT32_MAX

typedef struct Label {
    Score value;     /* of the visits made */
    Score promise;   /* no completion is better */
    uint64_t groups; /* satisfied and still of use */
    uint64_t exclusive;
    uint32_t parent;
    uint32_t next; /* in its bucket */
    uint32_t met;
    int32_t time;
    int32_t place;
    uint16_t door;
    uint8_t depth; /* visits */
    bool pending;  /* went to `place` and has not visited a door there yet */
    bool dropped;
    bool expanded;
} Label;

typedef struct Labels {
    Arena *arena;
    const Work *work;
    Label *chunks[LABEL_CHUNKS];
    uint32_t count;
    uint32_t buckets[BUCKETS];
    LIST_OF(uint32_t) heap;
} Labels;

void labels_clear(Labels *labels);

static inline Label *label_at(const Labels *labels, uint32_t index)
{
    return &labels->chunks[index / LABEL_CHUNK][index % LABEL_CHUNK];
}

/* The label after the last; it stays only if the caller then counts it. */
Label *label_next(Labels *labels);

/* Best promise first, then the deepest, then the oldest. */
bool label_before(const Labels *labels, uint32_t a, uint32_t b);
void labels_push(Labels *labels, uint32_t index);
uint32_t labels_pop(Labels *labels);

/* Compares the doors visited, in order, as far as the shorter sequence goes. */
int label_sequence_compare(const Labels *labels, const Label *a, const Label *b);

/* False if a kept label is as good as this one in every future; drops those this one beats. */
bool label_enter(Labels *labels, Label *label, uint32_t index);
