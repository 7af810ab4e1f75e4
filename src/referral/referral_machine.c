/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_machine.h"

#include "base/buffer.h"
#include "base/list.h"

static const char *const state_names[REFERRAL_STATE_COUNT] = {
    [REFERRAL_DRAFT] = "draft",
    [REFERRAL_SENT] = "sent",
    [REFERRAL_SEEN] = "seen",
    [REFERRAL_ACCEPTED] = "accepted",
    [REFERRAL_WAITLISTED] = "waitlisted",
    [REFERRAL_REFUSAL_PROPOSED] = "refusal_proposed",
    [REFERRAL_REFUSED] = "refused",
    [REFERRAL_IN_PROGRESS] = "in_progress",
    [REFERRAL_ON_HOLD] = "on_hold",
    [REFERRAL_DONE] = "done",
    [REFERRAL_FAILED] = "failed",
    [REFERRAL_WITHDRAWN] = "withdrawn",
    [REFERRAL_EXPIRED] = "expired",
    [REFERRAL_ERROR] = "error",
};

static const char *const act_names[REFERRAL_ACT_COUNT] = {
    [REFERRAL_SEND] = "send",       [REFERRAL_SEE] = "see",
    [REFERRAL_ACCEPT] = "accept",   [REFERRAL_WAITLIST] = "waitlist",
    [REFERRAL_PROPOSE] = "propose", [REFERRAL_REFUSE] = "refuse",
    [REFERRAL_CONFIRM] = "confirm", [REFERRAL_CONTEST] = "contest",
    [REFERRAL_START] = "start",     [REFERRAL_HOLD] = "hold",
    [REFERRAL_RESUME] = "resume",   [REFERRAL_FINISH] = "finish",
    [REFERRAL_FAIL] = "fail",       [REFERRAL_WITHDRAW] = "withdraw",
    [REFERRAL_EXPIRE] = "expire",   [REFERRAL_MISTAKE] = "mistake",
};

/* ----------------------------------------------------------------------------- the machine */

#define IN(state) (1U << REFERRAL_##state)

enum {
    UNANSWERED = IN(SENT) | IN(SEEN),
    FINAL = IN(REFUSED) | IN(DONE) | IN(FAILED) | IN(WITHDRAWN) | IN(EXPIRED) | IN(ERROR),
    ALL = (1U << REFERRAL_STATE_COUNT) - 1,
    /* A refusal leaves the need unmet, and the sender with the next door to open. */
    OF_REFUSAL = EFFECT_UNMET | EFFECT_TO_SENDER,
};

/* When the charter asks that a refusal be checked, a rule may change or fall away. */
typedef enum RuleWhen { ALWAYS, UNCHECKED_ONLY, CHECKED_ONLY } RuleWhen;

typedef struct Rule {
    ReferralAct act;
    unsigned from; /* a bit a state */
    ReferralState to;
    RuleWhen when;
} Rule;

/* One arrow of the drawing each. */
static const Rule rules[] = {
    {REFERRAL_SEND,     IN(DRAFT),                   REFERRAL_SENT,             ALWAYS        },
    {REFERRAL_SEE,      IN(SENT),                    REFERRAL_SEEN,             ALWAYS        },
    {REFERRAL_ACCEPT,   UNANSWERED | IN(WAITLISTED), REFERRAL_ACCEPTED,         ALWAYS        },
    {REFERRAL_WAITLIST, UNANSWERED,                  REFERRAL_WAITLISTED,       ALWAYS        },
    {REFERRAL_PROPOSE,  UNANSWERED | IN(ACCEPTED),   REFERRAL_REFUSAL_PROPOSED, CHECKED_ONLY  },
    {REFERRAL_REFUSE,   UNANSWERED | IN(ACCEPTED),   REFERRAL_REFUSED,          UNCHECKED_ONLY},
    {REFERRAL_REFUSE,   IN(WAITLISTED),              REFERRAL_REFUSED,          ALWAYS        },
    {REFERRAL_CONFIRM,  IN(REFUSAL_PROPOSED),        REFERRAL_REFUSED,          ALWAYS        },
    {REFERRAL_CONTEST,  IN(REFUSAL_PROPOSED),        REFERRAL_SENT,             ALWAYS        },
    {REFERRAL_START,    IN(ACCEPTED),                REFERRAL_IN_PROGRESS,      ALWAYS        },
    {REFERRAL_HOLD,     IN(IN_PROGRESS),             REFERRAL_ON_HOLD,          ALWAYS        },
    {REFERRAL_RESUME,   IN(ON_HOLD),                 REFERRAL_IN_PROGRESS,      ALWAYS        },
    {REFERRAL_FINISH,   IN(IN_PROGRESS),             REFERRAL_DONE,             ALWAYS        },
    {REFERRAL_FAIL,     IN(IN_PROGRESS),             REFERRAL_FAILED,           ALWAYS        },
    {REFERRAL_WITHDRAW, ALL & ~FINAL,                REFERRAL_WITHDRAWN,        ALWAYS        },
    {REFERRAL_EXPIRE,   UNANSWERED,                  REFERRAL_EXPIRED,          ALWAYS        },
    {REFERRAL_MISTAKE,  ALL & ~IN(ERROR),            REFERRAL_ERROR,            ALWAYS        },
};

/* What is true of an act wherever it starts. */
typedef struct Duty {
    ReferralAct act;
    unsigned holders;
    ReferralGiven given;
    unsigned effects;
    ReferralDeadline deadline;
} Duty;

static const Duty duties[REFERRAL_ACT_COUNT] = {
    {REFERRAL_SEND,     HOLDER_SENDER,                 GIVEN_NOTHING, EFFECT_TELL,      DEADLINE_ANSWER },
    {REFERRAL_SEE,      HOLDER_TARGET,                 GIVEN_NOTHING, 0,                DEADLINE_KEPT   },
    {REFERRAL_ACCEPT,   HOLDER_TARGET,                 GIVEN_NOTHING, EFFECT_TAKE_OVER, DEADLINE_START  },
    {REFERRAL_WAITLIST, HOLDER_TARGET,                 GIVEN_RANK,    0,                DEADLINE_REVIEW },
    {REFERRAL_PROPOSE,  HOLDER_TARGET,                 GIVEN_REASON,  EFFECT_TO_SENDER, DEADLINE_CONFIRM},
    {REFERRAL_REFUSE,   HOLDER_TARGET,                 GIVEN_REASON,  OF_REFUSAL,       DEADLINE_NONE   },
    {REFERRAL_CONFIRM,  HOLDER_SENDER | HOLDER_CLOCK,  GIVEN_NOTHING, OF_REFUSAL,       DEADLINE_NONE   },
    {REFERRAL_CONTEST,  HOLDER_SENDER,                 GIVEN_REASON,  EFFECT_TELL,      DEADLINE_ANSWER },
    {REFERRAL_START,    HOLDER_TARGET,                 GIVEN_NOTHING, 0,                DEADLINE_NONE   },
    {REFERRAL_HOLD,     HOLDER_TARGET,                 GIVEN_REASON,  0,                DEADLINE_REVIEW },
    {REFERRAL_RESUME,   HOLDER_TARGET,                 GIVEN_NOTHING, 0,                DEADLINE_NONE   },
    {REFERRAL_FINISH,   HOLDER_TARGET,                 GIVEN_OUTCOME, 0,                DEADLINE_NONE   },
    {REFERRAL_FAIL,     HOLDER_TARGET,                 GIVEN_REASON,  EFFECT_TO_SENDER, DEADLINE_NONE   },
    {REFERRAL_WITHDRAW, HOLDER_SENDER | HOLDER_PERSON, GIVEN_REASON,  0,                DEADLINE_NONE   },
    {REFERRAL_EXPIRE,   HOLDER_CLOCK,                  GIVEN_NOTHING, EFFECT_TO_SENDER, DEADLINE_NONE   },
    {REFERRAL_MISTAKE,  HOLDER_AUTHOR,                 GIVEN_REASON,  EFFECT_STRIKE,    DEADLINE_NONE   },
};

static const Duty *duty_of(ReferralAct act)
{
    const Duty *duty = duties;
    while (duty->act != act) {
        duty++;
    }
    return duty;
}

static bool charter_has(const Rule *rule, bool refusal_is_checked)
{
    return rule->when == ALWAYS || (rule->when == CHECKED_ONLY) == refusal_is_checked;
}

/* The first rule of the act that leads out of the state; else any of the act, for the words. */
static const Rule *rule_of(const ReferralStep *step, const Rule **any)
{
    *any = NULL;
    for (size_t i = 0; i < LENGTH_OF(rules); i++) {
        const Rule *rule = &rules[i];
        if (rule->act != step->act || !charter_has(rule, step->refusal_is_checked)) {
            continue;
        }
        *any = rule;
        if ((rule->from >> step->from & 1) != 0) {
            return rule;
        }
    }
    return NULL;
}

/* A clock or an author holds an act for a time only. */
static unsigned holders_in_time(const ReferralStep *step)
{
    unsigned holders = step->holders;
    if (step->deadline == 0 || step->now < step->deadline) {
        holders &= ~(unsigned)HOLDER_CLOCK;
    }
    if (step->now - step->written > REFERRAL_MISTAKE_SECONDS) {
        holders &= ~(unsigned)HOLDER_AUTHOR;
    }
    return holders;
}

/* ----------------------------------------------------------------------------------- words */

static Text say_holders(Arena *arena, unsigned holders)
{
    static const char *const names[HOLDER_COUNT] = {
        "who sent it", "who it was sent to", "the person", "the clock, after the deadline",
        "its author, within 24 hours"};
    Buffer out = buffer_new(arena, 256);
    for (unsigned i = 0; i < HOLDER_COUNT; i++) {
        if ((holders >> i & 1) != 0) {
            buffer_append_format(&out, "%s%s", out.length > 0 ? " or " : "", names[i]);
        }
    }
    return buffer_text(&out);
}

static Text say_states(Arena *arena, unsigned states)
{
    Buffer out = buffer_new(arena, 512);
    for (unsigned i = 0; i < REFERRAL_STATE_COUNT; i++) {
        if ((states >> i & 1) != 0) {
            buffer_append_format(&out, "%s%s", out.length > 0 ? ", " : "", state_names[i]);
        }
    }
    return buffer_text(&out);
}

static Outcome refuse_state(const ReferralStep *step, const Rule *any, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    if (any == NULL) {
        return problem_set(problem, CONFLICT, TEXT(""), "act",
                           "from “%s” there is no “%s” under the charter of this network",
                           state_names[step->from], act_names[step->act]);
    }
    return problem_set(problem, CONFLICT, TEXT(""), "act",
                       "from “%s” there is no “%s” to “%s”: %.*s may, from %.*s",
                       state_names[step->from], act_names[step->act], state_names[any->to],
                       TEXT_ARG(say_holders(arena, duty_of(any->act)->holders)),
                       TEXT_ARG(say_states(arena, any->from)));
}

static Outcome refuse_holder(const ReferralStep *step, const Rule *rule, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    return problem_set(problem, REFUSED, TEXT(""), "act",
                       "“%s” from “%s” to “%s” is for %.*s alone", act_names[step->act],
                       state_names[step->from], state_names[rule->to],
                       TEXT_ARG(say_holders(arena, duty_of(rule->act)->holders)));
}

/* -------------------------------------------------------------------------------- stepping */

Outcome referral_step(const ReferralStep *step, ReferralMove *move, Problem *problem)
{
    const Rule *any = NULL;
    const Rule *rule = rule_of(step, &any);
    if (rule == NULL) {
        return refuse_state(step, any, problem);
    }
    const Duty *duty = duty_of(rule->act);
    if ((duty->holders & holders_in_time(step)) == 0) {
        return refuse_holder(step, rule, problem);
    }
    *move = (ReferralMove){rule->to, duty->given, duty->effects, duty->deadline};
    return OK;
}

unsigned referral_acts_open(const ReferralStep *step)
{
    unsigned open = 0;
    for (unsigned i = 0; i < REFERRAL_ACT_COUNT; i++) {
        ReferralStep tried = *step;
        ReferralMove move;
        tried.act = (ReferralAct)i;
        open |= referral_step(&tried, &move, NULL) == OK ? 1U << i : 0;
    }
    return open;
}

bool referral_is_final(ReferralState state)
{
    return ((unsigned)FINAL >> state & 1) != 0;
}

bool referral_awaits_answer(ReferralState state)
{
    return ((unsigned)UNANSWERED >> state & 1) != 0;
}

Text referral_state_name(ReferralState state)
{
    return text_from(state_names[state]);
}

Text referral_act_name(ReferralAct act)
{
    return text_from(act_names[act]);
}

bool referral_state_parse(Text name, ReferralState *state)
{
    size_t at = 0;
    const bool is_one = text_among(name, state_names, REFERRAL_STATE_COUNT, &at);
    *state = is_one ? (ReferralState)at : *state;
    return is_one;
}

bool referral_act_parse(Text name, ReferralAct *act)
{
    size_t at = 0;
    const bool is_one = text_among(name, act_names, REFERRAL_ACT_COUNT, &at);
    *act = is_one ? (ReferralAct)at : *act;
    return is_one;
}
