/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_effects.h"

#include "jobs/job.h"
#include "people/share.h"
#include "referral/queries.h"
#include "referral/referral_list.h"
#include "referral/referral_mail.h"
#include "referral/referral_private.h"
#include "referral/referral_transfer.h"

/* ---------------------------------------------------------------------- the unmet register */

static Outcome postal_code_of(Access *access, const Referral *referral, Text *postal_code)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PLAN_SET_GET, &statement, access->problem));
    bind_id(statement, "id", referral->plan);
    TRY(statement_next(statement, &row, access->problem));
    *postal_code = row ? text_copy(access->arena, column_text(statement, 5)) : TEXT("");
    return OK;
}

static Outcome count_unmet(Access *access, const Query *query, const Referral *referral,
                           Moment at)
{
    Text postal_code = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(postal_code_of(access, referral, &postal_code));
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_text(statement, "day", date_format(access->arena, moment_to_local(at).date));
    bind_text(statement, "need", referral->need);
    bind_text(statement, "postal_code", postal_code);
    bind_text(statement, "reason", referral->reason);
    bind_text(statement, "barrier", referral->barrier);
    bind_id(statement, "service", referral->service);
    return statement_run(statement, NULL, access->problem);
}

/* A mistake takes back the line it caused, on the day it was written. */
static Outcome strike_unmet(Access *access, const Referral *before)
{
    ReferralStory story = {0};
    if (before->state != REFERRAL_REFUSED) {
        return OK;
    }
    TRY(referral_story(access, before->id, &story));
    for (size_t i = story.count; i-- > 0;) {
        if (story.items[i].to == REFERRAL_REFUSED) {
            return count_unmet(access, &UNMET_NEED_STRIKE, before, story.items[i].at);
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- reminders */

static Outcome end_reminders(Access *access, const Referral *referral)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REMINDER_END_OF, &statement, access->problem));
    bind_id(statement, "referral", referral->id);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome remind(Access *access, const Referral *referral, const char *kind, Moment due)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REMINDER_PUT, &statement, access->problem));
    bind_id(statement, "referral", referral->id);
    bind_text(statement, "kind", text_from(kind));
    bind_integer(statement, "due", due);
    return statement_run(statement, NULL, access->problem);
}

/* The eve of a discharge is told whatever was answered. */
static Outcome remind_discharge(Access *access, const Referral *referral)
{
    Date day = DATE_NONE;
    if (!date_parse(referral->on_day, &day) || referral_is_final(referral->state)) {
        return OK;
    }
    return remind(access, referral, "discharge",
                  moment_from_local((LocalTime){day - 1, 8 * 60, 0}));
}

static Outcome plan_reminders(Access *access, const Referral *after, const ReferralMove *move)
{
    TRY(end_reminders(access, after));
    TRY(remind_discharge(access, after));
    switch (move->deadline) {
    case DEADLINE_NONE:
    case DEADLINE_CONFIRM:
        return OK;
    case DEADLINE_KEPT:
    case DEADLINE_ANSWER:
        return remind(access, after, "silence", after->expected);
    case DEADLINE_START:
        return remind(access, after, "start", after->deadline);
    case DEADLINE_REVIEW:
        return remind(access, after, "review", after->deadline);
    }
    return OK;
}

/* ----------------------------------------------------------------------------------- all */

Outcome referral_bring_about(Access *access, const Referral *before, const Referral *after,
                             const ReferralMove *move)
{
    TRY(plan_reminders(access, after, move));
    if ((move->effects & EFFECT_UNMET) != 0) {
        TRY(count_unmet(access, &UNMET_NEED_COUNT, after, access->now));
    }
    if ((move->effects & EFFECT_STRIKE) != 0) {
        TRY(strike_unmet(access, before));
    }
    if ((move->effects & EFFECT_TELL) != 0) {
        TRY(referral_mail_plan(access, after));
    }
    return OK;
}

/* ------------------------------------------------------------------------ on what it rests */

static ShareTerms terms_of(const Referral *referral, unsigned conditions)
{
    return (ShareTerms){
        .recipient = referral->target_house,
        .purpose = referral->kind == REFERRAL_TRANSFER ? PURPOSE_TRANSFER : PURPOSE_REFERRAL,
        .class = CLASS_IDENTITY, /* the least: who is sent */
        .recorded = conditions,
    };
}

static Outcome override_consent(Access *access, const Referral *referral,
                                const ReferralOrder *order)
{
    const ShareTerms terms = terms_of(referral, order->conditions);
    Danger danger = {.words = order->danger_words};
    Id share = {{0}};
    TRY(access_judge(access, MAY_OVERRIDE_CONSENT, referral_relation(access, referral),
                     referral->person, referral->id));
    if (!danger_reason_parse(order->reason, &danger.reason)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "reason",
                           "life, child or health is expected: the danger");
    }
    return share_override(access, referral->person, &terms, &danger, &share);
}

/* Within one house nothing leaves it. To another, the person agreed, or somebody answers for
 * going without. */
Outcome referral_find_basis(Access *access, const Referral *referral,
                            const ReferralOrder *order, ReferralBasis *basis)
{
    const ShareTerms terms = terms_of(referral, order->conditions);
    unsigned missing = 0;
    Id share = {{0}};
    if (id_equal(referral->from_house, referral->target_house)) {
        *basis = BASIS_HOUSE;
        return OK;
    }
    if (referral->kind == REFERRAL_TRANSFER) {
        TRY(transfer_check_agreed(access, referral));
    } else if (order->consent_override) {
        *basis = BASIS_OVERRIDE;
        return override_consent(access, referral, order);
    }
    TRY(share_missing(access, referral->person, &terms, &missing));
    if ((missing >> CONDITION_AGREED & 1) != 0) {
        return problem_set(access->problem, REFUSED, TEXT("body"), "consent",
                           "the person has not agreed to a sharing with this service: ask "
                           "them, or send all the same and say why");
    }
    *basis = BASIS_CONSENT;
    return share_open(access, referral->person, &terms, &share);
}

Outcome referral_is_agreed(Access *access, const Referral *referral, bool *agreed)
{
    const ShareTerms terms = terms_of(referral, 0);
    unsigned missing = 0;
    if (referral->kind == REFERRAL_TRANSFER) {
        return transfer_is_agreed(access, referral, agreed);
    }
    TRY(share_missing(access, referral->person, &terms, &missing));
    *agreed = (missing >> CONDITION_AGREED & 1) == 0;
    return OK;
}
