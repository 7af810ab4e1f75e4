/* SPDX-License-Identifier: EUPL-1.2 */
/* Acting upon a referral: one transaction for the state, its event and what it brings about. */
#include "referral/referral.h"

#include "crypto/crypto.h"
#include "referral/queries.h"
#include "referral/referral_effects.h"
#include "referral/referral_list.h"
#include "referral/referral_private.h"
#include "referral/referral_transfer.h"
#include "referral/referral_watch.h"
#include "referral/silence.h"

enum { A_DAY = 24 * 60 * 60, MOST_RANK = 9999 };

/* What would pretend that a case is back with who handed it over. */
enum {
    TAKING_BACK = 1U << REFERRAL_REFUSE | 1U << REFERRAL_PROPOSE | 1U << REFERRAL_WITHDRAW |
                  1U << REFERRAL_MISTAKE
};

static const Text outcomes[] = {TEXT_INIT("helped"), TEXT_INIT("partly"),
                                TEXT_INIT("not_helped")};

/* ------------------------------------------------------------------------------ who it is */

static unsigned holders_of_account(const Access *access, const Referral *referral)
{
    const PermissionSet set = access->caller.permissions;
    unsigned holders = 0;
    if (referral_is_target(access, referral) && permission_holds(set, MAY_ANSWER_REFERRAL)) {
        holders |= HOLDER_TARGET;
    }
    if (referral_is_sender(access, referral) && permission_holds(set, MAY_SEND_REFERRAL)) {
        holders |= HOLDER_SENDER;
        holders |= id_equal(access->caller.account, referral->author) ? HOLDER_AUTHOR : 0;
    }
    return holders;
}

/* Whoever notes what was said on the telephone speaks for the target, and is of the team. */
static unsigned holders_of(const Access *access, const Referral *referral, ReferralWay way)
{
    switch (way) {
    case WAY_ACCOUNT:
        return holders_of_account(access, referral);
    case WAY_PHONE:
        return (holders_of_account(access, referral) & HOLDER_SENDER) != 0 ? HOLDER_TARGET : 0;
    case WAY_LINK:
        return referral_is_target(access, referral) ? HOLDER_TARGET : 0;
    case WAY_CLOCK:
        return HOLDER_CLOCK;
    }
    return 0;
}

static ReferralStep step_of(const Access *access, const Referral *referral, ReferralAct act,
                            unsigned holders)
{
    return (ReferralStep){
        .from = referral->state,
        .act = act,
        .holders = holders,
        .refusal_is_checked = referral_charter()->refusal_is_checked,
        .now = access->now,
        .deadline = referral->deadline,
        .written = referral->written,
    };
}

unsigned referral_open_acts(const Access *access, const Referral *referral, ReferralWay way)
{
    const ReferralStep step =
        step_of(access, referral, REFERRAL_SEND, holders_of(access, referral, way));
    const bool needs_account = referral->kind == REFERRAL_TRANSFER && way != WAY_ACCOUNT;
    return referral_acts_open(&step) & ~(transfer_is_done(referral) ? TAKING_BACK : 0U) &
           ~(needs_account ? 1U << REFERRAL_ACCEPT : 0U);
}

/* The sender's side is judged as any work on a person; the target's is noted as its answer. */
static Outcome judge(Access *access, const Referral *referral, const ReferralOrder *order)
{
    const bool is_senders = order->way == WAY_PHONE || (order->way == WAY_ACCOUNT &&
                                                        !referral_is_target(access, referral));
    if (is_senders) {
        return access_judge(access, MAY_SEND_REFERRAL, referral_relation(access, referral),
                            referral->person, referral->id);
    }
    if (order->way == WAY_ACCOUNT && !referral_is_sender(access, referral)) {
        TRY(access_require(access, MAY_ANSWER_REFERRAL));
    }
    access_note(access, "referral.answer", referral->person, referral->id,
                referral_way_name(order->way).bytes);
    return OK;
}

/* ------------------------------------------------------------------------- what was given */

static Outcome check_outcome(const ReferralOrder *order, Problem *problem)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        if (text_equal(order->outcome, outcomes[i])) {
            return OK;
        }
    }
    return problem_set(problem, INVALID, TEXT("body"), "outcome",
                       "helped, partly or not_helped is expected");
}

static Outcome check_optional(const ReferralOrder *order, Problem *problem)
{
    if (order->barrier.length > 0 &&
        referral_term_find(referral_barriers(), order->barrier) == NULL) {
        return problem_set(problem, INVALID, TEXT("body"), "barrier", "no such barrier");
    }
    if (order->way == WAY_PHONE &&
        (text_trim(order->spoken_by).length == 0 || order->spoken_by.length > SPOKEN_BY_MOST)) {
        return problem_set(problem, INVALID, TEXT("body"), "spokenBy",
                           "who answered is expected, in at most %d characters",
                           SPOKEN_BY_MOST);
    }
    return order->reason.length == 0 || order->act == REFERRAL_SEND
               ? OK
               : referral_reason_check(order->act, order->reason, problem);
}

static Outcome check_given(const ReferralOrder *order, ReferralGiven given, Problem *problem)
{
    TRY(check_optional(order, problem));
    switch (given) {
    case GIVEN_NOTHING:
        return OK;
    case GIVEN_REASON:
        return referral_reason_check(order->act, order->reason, problem);
    case GIVEN_RANK:
        return order->rank >= 1 && order->rank <= MOST_RANK
                   ? OK
                   : problem_set(problem, INVALID, TEXT("body"), "rank",
                                 "the place on the waiting list is expected, 1 to %d",
                                 MOST_RANK);
    case GIVEN_OUTCOME:
        return check_outcome(order, problem);
    }
    return OK;
}

/* --------------------------------------------------------------------------------- acting */

/* Whether the operation was done before. */
static Outcome find_operation(Access *access, const ReferralOrder *order, bool *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_EVENT_OF_OPERATION, &statement,
                       access->problem));
    bind_id(statement, "operation", order->operation);
    TRY(statement_next(statement, found, access->problem));
    if (*found && (!id_equal(column_id(statement, 0), order->referral) ||
                   !text_equal(column_text(statement, 1), referral_act_name(order->act)))) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "operation",
                           "this operation was another act");
    }
    return OK;
}

static Outcome compare_revision(const Access *access, const Referral *referral,
                                const ReferralOrder *order)
{
    if (order->way == WAY_CLOCK || order->revision == referral->revision) {
        return OK;
    }
    return problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                       "somebody acted meanwhile: it is “%.*s” now (revision %lld, not %lld)",
                       TEXT_ARG(referral_state_name(referral->state)),
                       (long long)referral->revision, (long long)order->revision);
}

static Moment link_end(const Access *access, const Referral *before, const ReferralMove *move)
{
    const bool is_told = (move->effects & EFFECT_TELL) != 0 || before->link_until > 0;
    return is_told && !referral_is_final(move->to)
               ? access->now + referral_charter()->link_days * A_DAY
               : 0;
}

/* Whoever is given more days than the charter says keeps its patience after them. */
static Moment answer_deadline(const Access *access, const Silence *agreed)
{
    const ReferralCharter *charter = referral_charter();
    const Moment patience = (charter->answer_days - charter->silence_days) * A_DAY;
    const Moment least = referral_deadline(charter, DEADLINE_ANSWER, 0, access->now);
    const Moment late = silence_begins(access->now, agreed->days, agreed->counted) + patience;
    return late > least ? late : least;
}

/* A discharge is answered before its day. */
static Moment deadline_of(const Access *access, const Referral *before,
                          const ReferralMove *move, const Silence *agreed)
{
    Date day = DATE_NONE;
    if (move->deadline != DEADLINE_ANSWER) {
        return referral_deadline(referral_charter(), move->deadline, before->deadline,
                                 access->now);
    }
    const Moment deadline = answer_deadline(access, agreed);
    if (!date_parse(before->on_day, &day)) {
        return deadline;
    }
    const Moment morning = moment_from_local((LocalTime){day, 8 * 60, 0});
    return morning > access->now && morning < deadline ? morning : deadline;
}

/* What the danger is stands in the notice alone: the target is not told. */
static Text reason_of(const ReferralOrder *order)
{
    return order->act == REFERRAL_SEND ? TEXT("") : order->reason;
}

/* Silence begins no later than the answer is due. */
static Moment silence_of(const Access *access, const Silence *agreed, Moment deadline)
{
    const Moment begins = silence_begins(access->now, agreed->days, agreed->counted);
    return begins < deadline ? begins : deadline;
}

static Referral moved(const Access *access, const Referral *before, const ReferralOrder *order,
                      const ReferralMove *move, const Silence *agreed)
{
    Referral after = *before;
    after.state = move->to;
    after.revision = before->revision + 1;
    after.deadline = deadline_of(access, before, move, agreed);
    after.link_until = link_end(access, before, move);
    after.must_follow = (move->effects & EFFECT_TO_SENDER) != 0;
    after.rank = move->given == GIVEN_RANK ? order->rank : 0;
    after.outcome = move->given == GIVEN_OUTCOME ? order->outcome : before->outcome;
    after.reason = reason_of(order).length > 0 ? order->reason : before->reason;
    after.barrier = order->barrier.length > 0 ? order->barrier : before->barrier;
    if ((move->effects & EFFECT_TELL) != 0) {
        after.written = access->now;
        after.sent = access->now;
        after.expected = silence_of(access, agreed, after.deadline);
    }
    return after;
}

static Text detail_of(Access *access, const ReferralOrder *order, const ReferralMove *move)
{
    if (move->given == GIVEN_RANK) {
        return text_format(access->arena, "%lld", (long long)order->rank);
    }
    return move->given == GIVEN_OUTCOME ? order->outcome : TEXT("");
}

static Outcome add_event(Access *access, const Referral *before, const ReferralOrder *order,
                         const ReferralMove *move)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "referral", before->id);
    bind_integer(statement, "number", before->revision + 1);
    bind_id(statement, "operation", order->operation);
    bind_text(statement, "act", referral_act_name(order->act));
    bind_text(statement, "from_state", referral_state_name(before->state));
    bind_text(statement, "to_state", referral_state_name(move->to));
    bind_text(statement, "way", referral_way_name(order->way));
    bind_optional_id(statement, "account", access->caller.account);
    bind_text(statement, "reason", reason_of(order));
    bind_text(statement, "barrier", order->barrier);
    bind_text(statement, "detail", detail_of(access, order, move));
    bind_text(statement, "spoken_by",
              order->way == WAY_PHONE ? text_trim(order->spoken_by) : TEXT(""));
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome apply(Access *access, const Referral *before, const ReferralOrder *order,
                     const ReferralMove *move, ReferralDone *done)
{
    Silence agreed = {0};
    Handover handover = {0};
    TRY(silence_between(access, before->from_house, before->target_house, &agreed));
    ReferralDone made = {.referral = moved(access, before, order, move, &agreed)};
    const bool takes_over =
        (move->effects & EFFECT_TAKE_OVER) != 0 && before->kind == REFERRAL_TRANSFER;
    if (takes_over) {
        TRY(transfer_check(access, before, order, &handover));
    }
    if (order->act == REFERRAL_SEND) {
        TRY(referral_find_basis(access, before, order, &made.referral.basis));
    }
    TRY(referral_keep(access, &made.referral, before->revision));
    TRY(add_event(access, before, order, move));
    TRY(referral_bring_about(access, before, &made.referral, move));
    TRY(referral_tell(access, &made.referral, "revision", made.referral.revision));
    if (takes_over) {
        TRY(case_hand_over(access, &handover));
    }
    if ((move->effects & EFFECT_UNMET) != 0) {
        TRY(referral_next_door(access, &made.referral, &made.next, &made.has_next));
    }
    *done = made;
    return OK;
}

static Outcome tell_known(Access *access, const Referral *referral, ReferralDone *done)
{
    ReferralDone known = {.referral = *referral, .was_known = true};
    if (referral->state == REFERRAL_REFUSED) {
        TRY(referral_next_door(access, referral, &known.next, &known.has_next));
    }
    *done = known;
    return OK;
}

/* The step and all that follows, for whoever it was found to be. */
static Outcome perform(Access *access, const Referral *before, const ReferralOrder *order,
                       unsigned holders, ReferralDone *done)
{
    ReferralMove move = {0};
    const ReferralStep step = step_of(access, before, order->act, holders);
    if (transfer_is_done(before) && (TAKING_BACK >> order->act & 1U) != 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "act",
                           "the case changed hands: it comes back by a transfer of its own");
    }
    TRY(referral_step(&step, &move, access->problem));
    TRY(check_given(order, move.given, access->problem));
    return apply(access, before, order, &move, done);
}

Outcome referral_act(Access *access, const ReferralOrder *order, ReferralDone *done)
{
    Referral before = {0};
    bool is_known = false;
    TRY(referral_find(access, order->referral, &before));
    TRY(find_operation(access, order, &is_known));
    TRY(judge(access, &before, order));
    if (is_known) {
        return tell_known(access, &before, done);
    }
    TRY(compare_revision(access, &before, order));
    return perform(access, &before, order, holders_of(access, &before, order->way), done);
}

/* ------------------------------------------------------------------- a consent that ended */

static Outcome withdraw_one(Access *access, const Referral *referral)
{
    ReferralDone done = {0};
    const ReferralOrder order = {
        .referral = referral->id,
        .operation = id_new(access->now * 1000),
        .revision = referral->revision,
        .act = REFERRAL_WITHDRAW,
        .reason = TEXT("consent_withdrawn"),
    };
    access_note(access, "referral.withdrawn", referral->person, referral->id, "consent");
    return perform(access, referral, &order, HOLDER_PERSON, &done);
}

Outcome referral_follow_consent(Access *access, Id person)
{
    ReferralList list = {0};
    TRY(referral_list_of_person(access, person, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Referral *referral = &list.items[i];
        bool holds = true;
        if (referral->basis != BASIS_CONSENT || referral_is_final(referral->state) ||
            transfer_is_done(referral)) {
            continue;
        }
        TRY(referral_is_agreed(access, referral, &holds));
        if (!holds) {
            TRY(withdraw_one(access, referral));
        }
    }
    return OK;
}
