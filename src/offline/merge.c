/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/merge.h"

MergeVerdict merge_field(FieldClass class, Text stands, Text seen, Text wanted)
{
    if (text_equal(stands, wanted)) {
        return MERGE_NOTHING;
    }
    if (text_equal(stands, seen)) {
        return MERGE_APPLY;
    }
    return class == FIELD_FREE_TEXT ? MERGE_KEEP_BOTH : MERGE_CONFLICT;
}

MergeVerdict merge_worse(MergeVerdict a, MergeVerdict b)
{
    return a > b ? a : b;
}
