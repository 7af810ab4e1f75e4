/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/former.h"

#include "access/account.h"
#include "casework/case_transfer.h"
#include "people/person.h"

static Outcome read_house(Access *access, Id account, Id *house)
{
    Account found = {0};
    Problem apart = {.arena = access->arena};
    const Outcome outcome =
        account_get(access->session, access->arena, account, &found, &apart);
    *house = outcome == OK ? found.house : (Id){{0}};
    if (outcome != OK && outcome != NOT_FOUND) {
        *access->problem = apart;
        return outcome;
    }
    return OK;
}

static Outcome house_of(Access *access, Former *former, Id account, Id *house)
{
    for (size_t i = 0; i < former->known.count; i++) {
        if (id_equal(former->known.items[i].account, account)) {
            *house = former->known.items[i].house;
            return OK;
        }
    }
    TRY(read_house(access, account, house));
    LIST_APPEND(access->arena, &former->known, (FormerAccount){account, *house});
    return OK;
}

static Outcome read_keepers(Access *access, Id person, Former *former)
{
    Moment at = 0;
    CaseKeepers keepers = {0};
    TRY(case_taken_over_at(access, person, &at));
    TRY(case_keepers(access, person, &keepers));
    former->until = at > former->until ? at : former->until;
    for (size_t i = 0; i < keepers.count; i++) {
        Id house = {{0}};
        TRY(house_of(access, former, keepers.items[i], &house));
        if (!id_equal(house, access->caller.house)) {
            LIST_APPEND(access->arena, &former->houses, house);
        }
    }
    return OK;
}

/* A file that had no case itself changed hands with the one it was merged into. */
Outcome former_read(Access *access, Id person, Former *former)
{
    Id root = {{0}};
    *former = (Former){0};
    TRY(read_keepers(access, person, former));
    TRY(person_root(access, person, &root));
    return id_equal(root, person) ? OK : read_keepers(access, root, former);
}

/* An account that is gone may have been of the former house. */
static bool has_kept(const Former *former, Id house)
{
    for (size_t i = 0; i < former->houses.count; i++) {
        if (id_is_nil(house) || id_equal(former->houses.items[i], house)) {
            return true;
        }
    }
    return false;
}

Outcome former_did(Access *access, Former *former, Id account, Moment at, bool *is)
{
    Id house = {{0}};
    *is = false;
    if (at > former->until || id_is_nil(account)) {
        return OK;
    }
    TRY(house_of(access, former, account, &house));
    *is = has_kept(former, house);
    return OK;
}
