/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/access.h"

#include "access/journal.h"

bool caller_is_of_team(const Caller *caller, Id team)
{
    for (size_t i = 0; i < caller->team_count; i++) {
        if (id_equal(caller->teams[i], team)) {
            return true;
        }
    }
    return false;
}

void access_note(Access *access, const char *act, Id person, Id subject, const char *because)
{
    LIST_APPEND(access->arena, &access->notes,
                (JournalNote){text_from(act), person, subject, text_from(because)});
}

/* A refusal rolls back the transaction it stands in, and its line with it: the gatekeeper
 * writes what is still noted in one of its own. */
Outcome access_judge(Access *access, Permission permission, Relation relation, Id person,
                     Id subject)
{
    const bool allowed = permission_allows(access->caller.permissions, permission, relation);
    const Text act = text_format(access->arena, "%.*s%s", TEXT_ARG(permission_name(permission)),
                                 allowed ? "" : " refused");
    LIST_APPEND(access->arena, &access->notes,
                (JournalNote){act, person, subject, relation_name(relation)});
    if (allowed) {
        return OK;
    }
    return problem_set(access->problem, REFUSED, TEXT(""), "",
                       "this is not open to your role for this person");
}

void access_did(Access *access, const char *act)
{
    access->notes.items[access->notes.count - 1].act = text_from(act);
}

Outcome access_permit(Access *access, Permission permission)
{
    if (permission_holds(access->caller.permissions, permission)) {
        return OK;
    }
    const Text act =
        text_format(access->arena, "%.*s refused", TEXT_ARG(permission_name(permission)));
    LIST_APPEND(access->arena, &access->notes,
                (JournalNote){.act = act, .because = TEXT("role")});
    return problem_set(access->problem, REFUSED, TEXT(""), "", "this is not open to your role");
}

Outcome access_require(Access *access, Permission permission)
{
    if (permission_holds(access->caller.permissions, permission) &&
        !permission_is_personal(permission)) {
        return OK;
    }
    return problem_set(access->problem, REFUSED, TEXT(""), "", "this is not open to your role");
}

Outcome access_write_journal(Access *access, Session *session)
{
    TRY(journal_append(session, access->caller.account, access->now, access->notes.items,
                       access->notes.count, access->problem));
    access->notes.count = 0;
    return OK;
}

static Outcome write_journal(Session *session, void *context, Problem *problem)
{
    Access *access = context;
    return journal_append(session, access->caller.account, access->now, access->notes.items,
                          access->notes.count, problem);
}

Outcome access_settle_reading(Access *access, Store *store)
{
    if (access->notes.count == 0) {
        return OK;
    }
    TRY(store_write(store, write_journal, access, access->problem));
    access->notes.count = 0;
    return OK;
}
