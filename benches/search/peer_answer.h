/* SPDX-License-Identifier: EUPL-1.2 */
/* How an engine answers: it judges candidates by their facts, and takes those that pass. */
#pragma once

#include "benches/search/peer.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct PeerHit {
    double score;
    double distance;
    uint32_t door;
} PeerHit;

/* One answer while it is found. */
typedef struct PeerAnswer {
    const PeerShape *shape;
    const PeerQuestion *question;
    bool counts; /* facets are counted: not for nearest first */
    uint64_t total;
    uint32_t *facets; /* labels, then the four flags, then open */
    PeerHit top[PEER_TOP];
    size_t top_count;
} PeerAnswer;

/* Does a candidate pass the filters, the clock and the circle? `names_place`: its text says
 * the place asked for. */
bool peer_judge(const PeerShape *shape, const PeerQuestion *question, const Facts *facts,
                bool names_place, double *distance);
double peer_nearness(const PeerQuestion *question, const Facts *facts, double distance);

/* Cells of a grid that meet the circle: about 1.5 km wide at level 0, twice as wide at each
 * level above; a circle takes about 20 of its level. */
void peer_cell(int level, double latitude, double longitude, char name[32]);
int peer_level(double radius);
size_t peer_cells(const PeerQuestion *question, int level, double radius, char (*names)[32],
                  size_t most);

/* How many doors answer the group, from its rarity. */
double peer_group_doors(const PeerShape *shape, const PeerGroup *group);

void peer_start(PeerAnswer *answer, const PeerShape *shape, const PeerQuestion *question);
/* Takes a candidate that was judged: counts it and keeps it when it is among the first. */
void peer_take(PeerAnswer *answer, uint32_t door, const Facts *facts, double words,
               double distance);
bool peer_is_before(const PeerQuestion *question, const PeerHit *a, const PeerHit *b);
uint64_t peer_checksum(const uint32_t *facets, size_t count);

/* Asks every question twice, times the second pass, writes NAME.answers and NAME.times. */
typedef void PeerAsk(void *engine, const PeerQuestion *question, PeerAnswer *answer);
void peer_run(const PeerShape *shape, const char *name, PeerAsk *ask, void *engine,
              double build_seconds, double index_bytes);

#ifdef __cplusplus
}
#endif
