/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What becomes of a field that a device changed without seeing the store: pure rules. A device
 * says the value it saw and the one it wants; what stands now decides.
 */
#pragma once

#include "base/text.h"

typedef enum FieldClass {
    FIELD_GUARDED,   /* a state, an urgency, who leads, a name: one value holds */
    FIELD_FREE_TEXT, /* words: both are kept */
} FieldClass;

typedef enum MergeVerdict {
    MERGE_NOTHING,   /* what is wanted stands already */
    MERGE_APPLY,     /* nobody changed it since */
    MERGE_KEEP_BOTH, /* somebody did, and there is room for two */
    MERGE_CONFLICT,  /* somebody did: what stands stays, until somebody decides */
} MergeVerdict;

MergeVerdict merge_field(FieldClass class, Text stands, Text seen, Text wanted);

/* Of several fields of one thing: the gravest, in the order above. */
MergeVerdict merge_worse(MergeVerdict a, MergeVerdict b);
