/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_transfer.h"

#include "people/share.h"

Outcome transfer_prepare(Access *access, NewPlanSet *set)
{
    Id open = {{0}};
    size_t opening = 0;
    for (size_t i = 0; i < set->door_count; i++) {
        opening += set->doors[i].opens ? 1 : 0;
    }
    if (opening != 1) {
        return problem_set(access->problem, INVALID, TEXT("body"), "doors",
                           "a case is handed to one door at a time");
    }
    TRY(case_open_in(access, set->person, set->team, &open));
    if (id_is_nil(open) || (!id_is_nil(set->case_file) && !id_equal(set->case_file, open))) {
        return problem_set(access->problem, INVALID, TEXT("body"), "caseFile",
                           "an open case that your team keeps is expected");
    }
    set->case_file = open;
    return OK;
}

/* DATA_CLASS_COUNT when none is. Within a house nothing leaves it. */
static Outcome find_missing(Access *access, const Referral *referral, DataClass *missing)
{
    unsigned classes = 0;
    *missing = DATA_CLASS_COUNT;
    if (id_equal(referral->from_house, referral->target_house)) {
        return OK;
    }
    TRY(case_transfer_classes(access, referral->person, referral->from_team, &classes));
    for (int i = 0; i < DATA_CLASS_COUNT; i++) {
        const ShareTerms terms = {.recipient = referral->target_house,
                                  .purpose = PURPOSE_TRANSFER,
                                  .class = (DataClass)i};
        unsigned unmet = 0;
        TRY(share_missing(access, referral->person, &terms, &unmet));
        if ((classes >> i & 1) != 0 && (unmet >> CONDITION_AGREED & 1) != 0) {
            *missing = terms.class;
            return OK;
        }
    }
    return OK;
}

Outcome transfer_is_agreed(Access *access, const Referral *referral, bool *agreed)
{
    DataClass missing = DATA_CLASS_COUNT;
    TRY(find_missing(access, referral, &missing));
    *agreed = missing == DATA_CLASS_COUNT;
    return OK;
}

Outcome transfer_check_agreed(Access *access, const Referral *referral)
{
    DataClass missing = DATA_CLASS_COUNT;
    TRY(find_missing(access, referral, &missing));
    return missing == DATA_CLASS_COUNT
               ? OK
               : problem_set(access->problem, REFUSED, TEXT("body"), "consent",
                             "the person has not agreed that this house takes over: “%.*s” "
                             "is missing from what they agreed to",
                             TEXT_ARG(data_class_code(missing)));
}

/* ------------------------------------------------------------------------------- accepting */

static Outcome choose_team(Access *access, const Referral *referral, Id wanted, Id *team)
{
    const Caller *caller = &access->caller;
    const bool is_chosen = id_is_nil(wanted) && caller->team_count == 1;
    const Id chosen = is_chosen ? caller->teams[0] : wanted;
    if (!caller_is_of_team(caller, chosen) || id_equal(chosen, referral->from_team)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "team",
                           "the team of yours that takes the case over is expected");
    }
    *team = chosen;
    return OK;
}

Outcome transfer_check(Access *access, const Referral *referral, const ReferralOrder *order,
                       Handover *handover)
{
    Handover found = {
        .person = referral->person, .from_team = referral->from_team, .referral = referral->id};
    if (order->way != WAY_ACCOUNT) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "a case is taken over by somebody who signed in: it needs a team, "
                           "and one who leads");
    }
    TRY(transfer_check_agreed(access, referral));
    TRY(choose_team(access, referral, order->team, &found.team));
    TRY(case_check_handover(access, &found));
    *handover = found;
    return OK;
}

bool transfer_is_done(const Referral *referral)
{
    return referral->kind == REFERRAL_TRANSFER &&
           (referral->state == REFERRAL_ACCEPTED || referral->state == REFERRAL_IN_PROGRESS ||
            referral->state == REFERRAL_ON_HOLD);
}
