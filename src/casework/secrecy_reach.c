/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/secrecy_reach.h"

#include "people/consent.h"
#include "people/relation.h"

Outcome secrecy_reach(Access *access, const Case *read, SecrecyReach *reach)
{
    unsigned classes = 0;
    *reach = (SecrecyReach){.caller = &access->caller};
    switch (read->relation) {
    case RELATION_TEAM:
    case RELATION_EMERGENCY:
        reach->team = true;
        reach->profession = true;
        break;
    case RELATION_CONSENT:
        TRY(person_shared_classes(access, read->person, &classes));
        reach->team = (classes & 1u << CLASS_NOTES) != 0;
        reach->profession = (classes & 1u << CLASS_HEALTH) != 0;
        break;
    case RELATION_HOUSE:
    case RELATION_STRANGER:
        break;
    }
    return OK;
}

bool secrecy_opens(const SecrecyReach *reach, NoteSecrecy secrecy, Text profession, Id author)
{
    switch (secrecy) {
    case NOTE_TEAM:
        return reach->team;
    case NOTE_PROFESSION:
        return reach->profession && !text_is_empty(profession) &&
               text_equal(profession, reach->caller->profession);
    case NOTE_AUTHOR:
        return id_equal(author, reach->caller->account);
    }
    return false;
}
