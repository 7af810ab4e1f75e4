/* SPDX-License-Identifier: EUPL-1.2 */
/* A person who was referred to another house, as the tests of the whole file have them. */
#pragma once

#include "people/share.h"
#include "referral/agreement.h"
#include "referral/referral.h"

static inline Outcome do_to(Access *access, Id referral, ReferralOrder order)
{
    ReferralDone done = {0};
    order.referral = referral;
    order.operation = id_new(access->now * 1000);
    return referral_act(access, &order, &done);
}

/* A draft of one door of the other house. */
static inline Outcome draft(Access *access, Id person, Id team, ReferralKind kind,
                            Referral *made)
{
    ReferralList drafts = {0};
    const ReferralDoor door = {.need = TEXT("housing.shelter"),
                               .house = id_from_name(TEXT("organization"), TEXT("ailleurs")),
                               .service = id_from_name(TEXT("service"), TEXT("nuit")),
                               .opens = true};
    const NewPlanSet set = {.id = id_new(access->now * 1000),
                            .person = person,
                            .team = team,
                            .kind = kind,
                            .doors = &door,
                            .door_count = 1};
    TRY(referral_open(access, &set, &drafts));
    *made = drafts.items[0];
    return OK;
}

/* Sent, and accepted by telephone. */
static inline Outcome be_referred(Access *access, Id person, Id team)
{
    Referral made = {0};
    TRY(draft(access, person, team, REFERRAL_PLAIN, &made));
    TRY(do_to(access, made.id, (ReferralOrder){.act = REFERRAL_SEND, .conditions = 31}));
    return do_to(access, made.id,
                 (ReferralOrder){.act = REFERRAL_ACCEPT,
                                 .revision = 1,
                                 .way = WAY_PHONE,
                                 .spoken_by = TEXT("MARKER-SPOKEN")});
}
