/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How the needs of a case hang together: one causes another, or keeps it from being met. Two
 * needs may block each other (no address without papers, no papers without an address); what
 * causes a need is never caused by it. Judged as casework/case.h says.
 */
#pragma once

#include "casework/case.h"

typedef enum NeedBond { BOND_CAUSES, BOND_BLOCKS } NeedBond;
enum { NEED_BOND_COUNT = BOND_BLOCKS + 1, NEED_LINKS_MOST = 500 };

Text need_bond_code(NeedBond bond);
bool need_bond_parse(Text code, NeedBond *bond);

typedef struct NeedLink {
    Id need;  /* the one that causes or blocks */
    Id other; /* the one it bears upon */
    NeedBond bond;
} NeedLink;
typedef LIST_OF(NeedLink) NeedLinkList;

/* INVALID for a need that is none of this case, for a need and itself, and for a cause that
 * comes from what it causes; CONFLICT when the link stands already. */
MUST_USE Outcome need_link(Access *access, Id case_file, const NeedLink *link);

/* NOT_FOUND when there is no such link. */
MUST_USE Outcome need_unlink(Access *access, Id case_file, const NeedLink *link);

MUST_USE Outcome need_links(Access *access, Id case_file, NeedLinkList *list);
