/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/former.h"

#include "access/account.h"
#include "casework/case_transfer.h"

Outcome former_read(Access *access, Id person, Former *former)
{
    *former = (Former){0};
    return case_taken_over_at(access, person, &former->until);
}

/* An account that is gone is of a house nobody can name: not of the caller's. */
static Outcome is_of_other(Access *access, Id account, bool *is)
{
    Account found = {0};
    Problem apart = {.arena = access->arena};
    const Outcome outcome =
        account_get(access->session, access->arena, account, &found, &apart);
    *is = outcome == NOT_FOUND || !id_equal(found.house, access->caller.house);
    if (outcome != OK && outcome != NOT_FOUND) {
        *access->problem = apart;
        return outcome;
    }
    return OK;
}

Outcome former_did(Access *access, Former *former, Id account, Moment at, bool *is)
{
    *is = false;
    if (at > former->until || id_is_nil(account)) {
        return OK;
    }
    for (size_t i = 0; i < former->known.count; i++) {
        if (id_equal(former->known.items[i].account, account)) {
            *is = former->known.items[i].is_of_other_house;
            return OK;
        }
    }
    TRY(is_of_other(access, account, is));
    LIST_APPEND(access->arena, &former->known, (FormerAccount){account, *is});
    return OK;
}
