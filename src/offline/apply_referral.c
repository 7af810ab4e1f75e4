/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts upon referrals, by the machine of referral/referral_machine.h. */
#include "offline/apply_private.h"
#include "people/share.h"
#include "referral/referral_list.h"

/* The conditions of shared secrecy the worker records, with spaces. */
static unsigned read_conditions(Text list)
{
    unsigned conditions = 0;
    Text code = {0};
    while (text_next(&list, ' ', &code)) {
        for (int i = 0; i < CONDITION_COUNT; i++) {
            conditions |=
                text_equal(code, share_condition_code((ShareCondition)i)) ? 1U << i : 0;
        }
    }
    return conditions;
}

static Outcome read_order(const Applying *doing, const Referral *referral, ReferralOrder *order)
{
    const Operation *operation = doing->operation;
    const Text rank = operation_wants(operation, "rank");
    *order = (ReferralOrder){
        .referral = operation->id,
        .operation = operation->op,
        .revision = referral->revision,
        .way = WAY_ACCOUNT,
        .reason = operation_wants(operation, "reason"),
        .barrier = operation_wants(operation, "barrier"),
        .outcome = operation_wants(operation, "outcome"),
        .conditions = read_conditions(operation_wants(operation, "conditions")),
    };
    if (!referral_act_parse(operation_wants(operation, "act"), &order->act)) {
        return say_invalid(doing, "act", "an act of a referral is expected: accept...");
    }
    if (rank.length > 0 && !text_to_integer(rank, &order->rank)) {
        return say_invalid(doing, "rank", "a whole number is expected");
    }
    return OK;
}

/* Who acted last, unless it was the machine or a link. */
static Outcome refuse_changed(Applying *doing, const Referral *referral)
{
    ReferralStory story = {0};
    TRY(referral_story(doing->access, referral->id, &story));
    const Id other = story.count > 0 ? story.items[story.count - 1].account : referral->author;
    return say_conflict(doing, "state", referral_state_name(referral->state), other);
}

/* What counts is the state the worker saw: an act that somebody else made impossible, or
 * something else than they thought, waits for a decision. */
Outcome apply_referral_act(Applying *doing)
{
    Referral referral = {0};
    ReferralOrder order = {0};
    ReferralDone done = {0};
    const OperationField *state = operation_field(doing->operation, "state");
    if (state == NULL) {
        return say_invalid(doing, "state", "the state that was seen is expected");
    }
    TRY(referral_read(doing->access, doing->operation->id, &referral));
    doing->standing.person = referral.person;
    TRY(read_order(doing, &referral, &order));
    if (doing->mode == APPLY_MERGE &&
        !text_equal(state->seen, referral_state_name(referral.state))) {
        return refuse_changed(doing, &referral);
    }
    const Outcome outcome = referral_act(doing->access, &order, &done);
    if (outcome == CONFLICT) {
        return refuse_changed(doing, &referral);
    }
    TRY(outcome);
    doing->answer.revision = done.referral.revision;
    const int64_t base = doing->operation->base;
    return base != 0 && base < referral.revision ? say_merged(doing, "state") : OK;
}
