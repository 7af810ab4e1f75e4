/* SPDX-License-Identifier: EUPL-1.2 */
/* A case that changes hands: Anne's house gives it, Yves of another takes it. */
#pragma once

#include "unit/casework/case_site.h"
#include "unit/dossier/referred.h"

static inline Access access_on(CaseSite *here, Session *session, Problem *problem)
{
    return (Access){.arena = here->site.arena,
                    .session = session,
                    .now = here->site.now,
                    .keyring = &case_site_ring,
                    .problem = problem};
}

typedef struct Moved {
    CaseSite *here;
    Id yves;
    Referral kept; /* the draft that stays with the house that wrote it */
} Moved;

static inline Outcome agree_to_transfer(Access *access, Id person)
{
    Id consent = {{0}};
    ConsentRule rules[DATA_CLASS_COUNT];
    for (int i = 0; i < DATA_CLASS_COUNT; i++) {
        rules[i] =
            (ConsentRule){.purpose = PURPOSE_TRANSFER,
                          .recipient = id_from_name(TEXT("organization"), TEXT("ailleurs")),
                          .class = (DataClass)i,
                          .until = access->now + 86400};
    }
    const NewConsent asked = {
        .language = TEXT("fr"), .rules = rules, .rule_count = DATA_CLASS_COUNT};
    const ConsentAnswer yes = {.is_given = true, .way = WAY_GESTURE};
    TRY(consent_draft(access, person, &asked, &consent));
    TRY(consent_propose(access, person, consent));
    return agreement_answer(access, person, consent, &yes);
}

/* Anne keeps a draft to herself and hands the case over; Yves of the other house takes it. */
static inline Outcome hand_over(Session *session, void *context, Problem *problem)
{
    Moved *moved = context;
    CaseSite *here = moved->here;
    Access access = access_on(here, session, problem);
    Referral transfer = {0};
    Id team = {{0}};
    const Id house = id_from_name(TEXT("organization"), TEXT("ailleurs"));
    TRY(team_add(session, house, TEXT("Nuit"), access.now, &team, problem));
    TRY(team_join(session, moved->yves, team, 0, problem));
    TRY(caller_read(session, access.arena, here->anne_id, access.now, &access.caller, problem));
    TRY(draft(&access, here->person, here->team, REFERRAL_PLAIN, &moved->kept));
    TRY(agree_to_transfer(&access, here->person));
    TRY(draft(&access, here->person, here->team, REFERRAL_TRANSFER, &transfer));
    TRY(do_to(&access, transfer.id, (ReferralOrder){.act = REFERRAL_SEND, .conditions = 31}));
    TRY(caller_read(session, access.arena, moved->yves, access.now, &access.caller, problem));
    TRY(do_to(&access, transfer.id, (ReferralOrder){.act = REFERRAL_ACCEPT, .revision = 1}));
    return access_write_journal(&access, session);
}

static inline Text hand_over_to_yves(CaseSite *here, Moved *moved)
{
    Problem problem = {.arena = here->site.arena};
    *moved = (Moved){.here = here};
    moved->yves = staff_site_account(&here->site, "yves", "social_worker", "ailleurs");
    if (store_write(here->site.store, hand_over, moved, &problem) != OK) {
        fail_msg("%.*s %.*s", TEXT_ARG(problem.field), TEXT_ARG(problem.detail));
    }
    return staff_site_sign_in(&here->site, "yves");
}
