/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"
#include "base/random.h"
#include "referral/referral_terms.h"
#include "unit/testing.h"

/* The drawing once more, written from the paper and not from the program: from, act, who, to.
 * `c` stands for a charter that checks refusals, `u` for one that does not. */
typedef struct Arrow {
    const char *from;
    const char *act;
    const char *who;
    const char *to;
    const char *charter;
} Arrow;

static const Arrow paper[] = {
    {"draft",            "send",     "sender", "sent",             "cu"},
    {"sent",             "see",      "target", "seen",             "cu"},
    {"sent",             "accept",   "target", "accepted",         "cu"},
    {"seen",             "accept",   "target", "accepted",         "cu"},
    {"waitlisted",       "accept",   "target", "accepted",         "cu"},
    {"sent",             "waitlist", "target", "waitlisted",       "cu"},
    {"seen",             "waitlist", "target", "waitlisted",       "cu"},
    {"sent",             "propose",  "target", "refusal_proposed", "c" },
    {"seen",             "propose",  "target", "refusal_proposed", "c" },
    {"accepted",         "propose",  "target", "refusal_proposed", "c" },
    {"sent",             "refuse",   "target", "refused",          "u" },
    {"seen",             "refuse",   "target", "refused",          "u" },
    {"accepted",         "refuse",   "target", "refused",          "u" },
    {"waitlisted",       "refuse",   "target", "refused",          "cu"},
    {"refusal_proposed", "confirm",  "sender", "refused",          "cu"},
    {"refusal_proposed", "confirm",  "clock",  "refused",          "cu"},
    {"refusal_proposed", "contest",  "sender", "sent",             "cu"},
    {"accepted",         "start",    "target", "in_progress",      "cu"},
    {"in_progress",      "hold",     "target", "on_hold",          "cu"},
    {"on_hold",          "resume",   "target", "in_progress",      "cu"},
    {"in_progress",      "finish",   "target", "done",             "cu"},
    {"in_progress",      "fail",     "target", "failed",           "cu"},
    {"sent",             "expire",   "clock",  "expired",          "cu"},
    {"seen",             "expire",   "clock",  "expired",          "cu"},
    {"draft",            "withdraw", "sender", "withdrawn",        "cu"},
    {"sent",             "withdraw", "sender", "withdrawn",        "cu"},
    {"seen",             "withdraw", "sender", "withdrawn",        "cu"},
    {"accepted",         "withdraw", "sender", "withdrawn",        "cu"},
    {"waitlisted",       "withdraw", "sender", "withdrawn",        "cu"},
    {"refusal_proposed", "withdraw", "sender", "withdrawn",        "cu"},
    {"in_progress",      "withdraw", "sender", "withdrawn",        "cu"},
    {"on_hold",          "withdraw", "sender", "withdrawn",        "cu"},
    {"draft",            "withdraw", "person", "withdrawn",        "cu"},
    {"sent",             "withdraw", "person", "withdrawn",        "cu"},
    {"seen",             "withdraw", "person", "withdrawn",        "cu"},
    {"accepted",         "withdraw", "person", "withdrawn",        "cu"},
    {"waitlisted",       "withdraw", "person", "withdrawn",        "cu"},
    {"refusal_proposed", "withdraw", "person", "withdrawn",        "cu"},
    {"in_progress",      "withdraw", "person", "withdrawn",        "cu"},
    {"on_hold",          "withdraw", "person", "withdrawn",        "cu"},
    {"draft",            "mistake",  "author", "error",            "cu"},
    {"sent",             "mistake",  "author", "error",            "cu"},
    {"seen",             "mistake",  "author", "error",            "cu"},
    {"accepted",         "mistake",  "author", "error",            "cu"},
    {"waitlisted",       "mistake",  "author", "error",            "cu"},
    {"refusal_proposed", "mistake",  "author", "error",            "cu"},
    {"refused",          "mistake",  "author", "error",            "cu"},
    {"in_progress",      "mistake",  "author", "error",            "cu"},
    {"on_hold",          "mistake",  "author", "error",            "cu"},
    {"done",             "mistake",  "author", "error",            "cu"},
    {"failed",           "mistake",  "author", "error",            "cu"},
    {"withdrawn",        "mistake",  "author", "error",            "cu"},
    {"expired",          "mistake",  "author", "error",            "cu"},
};

static const char *const who_names[HOLDER_COUNT] = {"sender", "target", "person", "clock",
                                                    "author"};

enum { NOON = 1800000000, HOUR = 3600 };

static bool is(const char *name, Text text)
{
    return text_equal(text_from(name), text);
}

static const Arrow *arrow_of(const ReferralStep *step)
{
    for (size_t i = 0; i < LENGTH_OF(paper); i++) {
        bool is_holder = false;
        for (unsigned who = 0; who < HOLDER_COUNT; who++) {
            is_holder |=
                (step->holders >> who & 1) != 0 && is(paper[i].who, text_from(who_names[who]));
        }
        const char charter = step->refusal_is_checked ? 'c' : 'u';
        if (is_holder && is(paper[i].from, referral_state_name(step->from)) &&
            is(paper[i].act, referral_act_name(step->act)) &&
            text_find_byte(text_from(paper[i].charter), charter, 0) <
                text_from(paper[i].charter).length) {
            return &paper[i];
        }
    }
    return NULL;
}

static ReferralStep step_of(int from, int act, unsigned holders, bool refusal_is_checked)
{
    return (ReferralStep){
        .from = (ReferralState)from,
        .act = (ReferralAct)act,
        .holders = holders,
        .refusal_is_checked = refusal_is_checked,
        .now = NOON,
        .deadline = NOON - 1,
        .written = NOON - HOUR,
    };
}

static void compare_with_paper(const ReferralStep *step)
{
    ReferralMove move = {0};
    const Arrow *arrow = arrow_of(step);
    const Outcome outcome = referral_step(step, &move, NULL);
    if ((arrow != NULL) != (outcome == OK)) {
        fail_msg("%s %s by %u: the paper says %s", referral_state_name(step->from).bytes,
                 referral_act_name(step->act).bytes, step->holders,
                 arrow == NULL ? "no" : arrow->to);
    }
    if (arrow != NULL) {
        assert_text_equal(referral_state_name(move.to), text_from(arrow->to));
    }
}

/* 14 states, 16 acts, 32 sets of holders, 2 charters. */
static void the_machine_is_the_one_on_paper_for_all_states_acts_and_holders(void **state)
{
    (void)state;
    for (int from = 0; from < REFERRAL_STATE_COUNT; from++) {
        for (int act = 0; act < REFERRAL_ACT_COUNT; act++) {
            for (unsigned holders = 0; holders < 1U << HOLDER_COUNT; holders++) {
                const ReferralStep free = step_of(from, act, holders, false);
                const ReferralStep checked = step_of(from, act, holders, true);
                compare_with_paper(&free);
                compare_with_paper(&checked);
            }
        }
    }
}

static void the_clock_acts_only_once_the_deadline_has_passed(void **state)
{
    ReferralMove move;
    ReferralStep step = step_of(REFERRAL_SENT, REFERRAL_EXPIRE, HOLDER_CLOCK, false);
    (void)state;
    step.deadline = NOON;
    assert_int_equal(referral_step(&step, &move, NULL), OK);
    step.deadline = NOON + 1;
    assert_int_equal(referral_step(&step, &move, NULL), REFUSED);
    step.deadline = 0;
    assert_int_equal(referral_step(&step, &move, NULL), REFUSED);
}

static void an_author_may_take_back_a_mistake_for_a_day_and_no_longer(void **state)
{
    ReferralMove move;
    ReferralStep step = step_of(REFERRAL_DONE, REFERRAL_MISTAKE, HOLDER_AUTHOR, false);
    (void)state;
    step.written = NOON - 24 * HOUR;
    assert_int_equal(referral_step(&step, &move, NULL), OK);
    step.written = NOON - 24 * HOUR - 1;
    assert_int_equal(referral_step(&step, &move, NULL), REFUSED);
}

static void a_refusal_says_from_where_to_where_and_who_may(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    ReferralMove move;
    ReferralStep step = step_of(REFERRAL_SEEN, REFERRAL_ACCEPT, HOLDER_SENDER, false);
    (void)state;
    assert_int_equal(referral_step(&step, &move, &problem), REFUSED);
    assert_text_equal(
        problem.detail,
        TEXT("“accept” from “seen” to “accepted” is for who it was sent to alone"));
    step.from = REFERRAL_DONE;
    step.holders = HOLDER_TARGET;
    assert_int_equal(referral_step(&step, &move, &problem), CONFLICT);
    assert_text_equal(problem.detail,
                      TEXT("from “done” there is no “accept” to “accepted”: who it was sent to "
                           "may, from sent, seen, waitlisted"));
}

static void walks_of_chance_stay_on_the_paper_and_end_in_a_final_state(void **state)
{
    Random random = random_seeded(20261129);
    (void)state;
    for (int walk = 0; walk < 20000; walk++) {
        ReferralState at = REFERRAL_DRAFT;
        const bool is_checked = random_below(&random, 2) == 1;
        for (int i = 0; i < 60; i++) {
            ReferralStep step = step_of((int)at, (int)random_below(&random, REFERRAL_ACT_COUNT),
                                        1U << random_below(&random, HOLDER_COUNT), is_checked);
            ReferralMove move = {0};
            const bool is_first_day = i < 10;
            step.written = is_first_day ? NOON : NOON - 48 * HOUR;
            if (referral_step(&step, &move, NULL) != OK) {
                continue;
            }
            assert_non_null(arrow_of(&step));
            assert_true(!referral_is_final(at) || (move.to == REFERRAL_ERROR && is_first_day));
            at = move.to;
        }
    }
}

static void a_final_state_is_final_after_the_first_day(void **state)
{
    (void)state;
    for (int from = 0; from < REFERRAL_STATE_COUNT; from++) {
        ReferralStep step = step_of(from, 0, (1U << HOLDER_COUNT) - 1, false);
        step.written = NOON - 25 * HOUR;
        assert_int_equal(referral_acts_open(&step) == 0,
                         referral_is_final((ReferralState)from));
    }
}

static void every_act_that_needs_a_reason_has_some(void **state)
{
    (void)state;
    for (int from = 0; from < REFERRAL_STATE_COUNT; from++) {
        for (int act = 0; act < REFERRAL_ACT_COUNT; act++) {
            const ReferralStep step = step_of(from, act, (1U << HOLDER_COUNT) - 1, true);
            ReferralMove move = {0};
            unsigned reasons = 0;
            if (referral_step(&step, &move, NULL) != OK || move.given != GIVEN_REASON) {
                continue;
            }
            for (size_t i = 0; i < referral_reasons().count; i++) {
                reasons += referral_reasons().items[i].acts >> act & 1;
            }
            assert_true(reasons > 0);
        }
    }
}

static void a_reason_serves_only_the_acts_it_is_for(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    (void)state;
    assert_int_equal(referral_reason_check(REFERRAL_REFUSE, TEXT("full"), NULL), OK);
    assert_int_equal(referral_reason_check(REFERRAL_CONTEST, TEXT("full"), &problem), INVALID);
    assert_text_equal(problem.field, TEXT("reason"));
    assert_text_equal(problem.detail, TEXT("“contest” needs a reason, one of: contested"));
    assert_int_equal(referral_reason_check(REFERRAL_REFUSE, TEXT(""), NULL), INVALID);
}

static void the_days_of_the_charter_make_the_deadlines(void **state)
{
    const ReferralCharter charter = {.answer_days = 5, .confirm_days = 3};
    (void)state;
    assert_int_equal(referral_deadline(&charter, DEADLINE_ANSWER, 0, NOON),
                     NOON + 5 * 24 * HOUR);
    assert_int_equal(referral_deadline(&charter, DEADLINE_CONFIRM, 7, NOON),
                     NOON + 3 * 24 * HOUR);
    assert_int_equal(referral_deadline(&charter, DEADLINE_KEPT, 7, NOON), 7);
    assert_int_equal(referral_deadline(&charter, DEADLINE_NONE, 7, NOON), 0);
    assert_true(referral_charter()->silence_days < referral_charter()->answer_days);
}

static void names_are_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < REFERRAL_STATE_COUNT; i++) {
        ReferralState found = REFERRAL_DRAFT;
        assert_true(referral_state_parse(referral_state_name((ReferralState)i), &found));
        assert_int_equal(found, i);
    }
    for (int i = 0; i < REFERRAL_ACT_COUNT; i++) {
        ReferralAct found = REFERRAL_SEND;
        assert_true(referral_act_parse(referral_act_name((ReferralAct)i), &found));
        assert_int_equal(found, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_machine_is_the_one_on_paper_for_all_states_acts_and_holders),
        cmocka_unit_test(the_clock_acts_only_once_the_deadline_has_passed),
        cmocka_unit_test(an_author_may_take_back_a_mistake_for_a_day_and_no_longer),
        cmocka_unit_test(a_refusal_says_from_where_to_where_and_who_may),
        cmocka_unit_test(walks_of_chance_stay_on_the_paper_and_end_in_a_final_state),
        cmocka_unit_test(a_final_state_is_final_after_the_first_day),
        cmocka_unit_test(every_act_that_needs_a_reason_has_some),
        cmocka_unit_test(a_reason_serves_only_the_acts_it_is_for),
        cmocka_unit_test(the_days_of_the_charter_make_the_deadlines),
        cmocka_unit_test(names_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
