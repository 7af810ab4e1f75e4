/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_file.h"

Outcome case_file_read(Access *access, Id id, CaseFile *read)
{
    CaseFile whole = {0};
    TRY(case_read(access, id, &whole.file));
    TRY(case_needs(access, id, &whole.needs));
    TRY(need_links(access, id, &whole.links));
    TRY(case_items(access, id, &whole.items));
    TRY(case_members(access, id, &whole.members));
    TRY(case_events(access, id, &whole.events));
    *read = whole;
    return OK;
}
