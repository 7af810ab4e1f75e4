/* SPDX-License-Identifier: EUPL-1.2 */
/* All that is worked on in a case, read together, for pages, the API and the commands. */
#pragma once

#include "casework/case_work.h"
#include "casework/need_link.h"

typedef struct CaseFile {
    Case file;
    CaseNeedList needs;
    NeedLinkList links;
    CaseItemList items;
    CaseMemberList members;
    CaseEventList events;
} CaseFile;

/* As casework/case.h judges; REFUSED without a key file. */
MUST_USE Outcome case_file_read(Access *access, Id id, CaseFile *read);
