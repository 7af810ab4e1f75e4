/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/pace.h"

#include "crypto/crypto.h"

enum { AN_HOUR = 60 * 60, WAYS = 8 };

static uint64_t digest_in(Pace *pace, Text visitor)
{
    if (pace->seed == 0) {
        secret_bytes(&pace->seed, sizeof pace->seed);
    }
    return text_hash(visitor, pace->seed) | 1;
}

static bool is_over(const PaceRow *row, Moment now)
{
    return row->visitor == 0 || now - row->since >= AN_HOUR;
}

/* The visitor's row; else one whose hour is over, else the one that began first. */
static PaceRow *row_of(PaceRow *rows, uint64_t visitor, Moment now)
{
    PaceRow *first = rows;
    for (size_t i = 0; i < WAYS; i++) {
        if (rows[i].visitor == visitor && !is_over(&rows[i], now)) {
            return &rows[i];
        }
        first = rows[i].since < first->since ? &rows[i] : first;
    }
    *first = (PaceRow){.visitor = visitor, .since = now};
    return first;
}

bool pace_take(Pace *pace, Text visitor, unsigned an_hour, Moment now)
{
    if (text_is_empty(visitor)) {
        return true;
    }
    (void)pthread_mutex_lock(&pace->lock);
    const uint64_t digest = digest_in(pace, visitor);
    PaceRow *group = pace->rows + (digest >> 1) % (PACE_ROWS / WAYS) * WAYS;
    PaceRow *row = row_of(group, digest, now);
    const bool may = row->count < an_hour;
    row->count += may;
    (void)pthread_mutex_unlock(&pace->lock);
    return may;
}
