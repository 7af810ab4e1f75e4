/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_dialect.h"

typedef struct Saying {
    ReferralState state;
    const char *task[DIALECT_COUNT];
    const char *request[DIALECT_COUNT];
} Saying;

/* In the order of the states. A refusal that is proposed is said as what it was before; what
 * failed is an interruption in Belgium, whose list of codes has no "failed". */
static const Saying sayings[REFERRAL_STATE_COUNT] = {
    {REFERRAL_DRAFT,            {"draft", "draft"},             {"draft", "draft"}        },
    {REFERRAL_SENT,             {"requested", "ready"},         {"active", "active"}      },
    {REFERRAL_SEEN,             {"requested", "ready"},         {"active", "active"}      },
    {REFERRAL_ACCEPTED,         {"accepted", "ready"},          {"active", "active"}      },
    {REFERRAL_WAITLISTED,       {"on-hold", "on-hold"},         {"active", "active"}      },
    {REFERRAL_REFUSAL_PROPOSED, {"requested", "ready"},         {"active", "active"}      },
    {REFERRAL_REFUSED,          {"rejected", "cancelled"},      {"active", "revoked"}     },
    {REFERRAL_IN_PROGRESS,      {"in-progress", "in-progress"}, {"active", "active"}      },
    {REFERRAL_ON_HOLD,          {"on-hold", "on-hold"},         {"active", "active"}      },
    {REFERRAL_DONE,             {"completed", "completed"},     {"completed", "completed"}},
    {REFERRAL_FAILED,           {"failed", "on-hold"},          {"active", "active"}      },
    {REFERRAL_WITHDRAWN,        {"cancelled", "cancelled"},     {"revoked", "revoked"}    },
    {REFERRAL_EXPIRED,          {"cancelled", "cancelled"},     {"revoked", "revoked"}    },
    {REFERRAL_ERROR,
     {"entered-in-error", "entered-in-error"},
     {"entered-in-error", "entered-in-error"}                                             },
};

Text fhir_task_status(ClientDialect dialect, ReferralState state, ReferralState before)
{
    const ReferralState said = state == REFERRAL_REFUSAL_PROPOSED ? before : state;
    return text_from(sayings[said].task[dialect]);
}

Text fhir_request_status(ClientDialect dialect, ReferralState state)
{
    return text_from(sayings[state].request[dialect]);
}

/* ----------------------------------------------------------------------------------- acts */

#define IN(state) (1U << REFERRAL_##state)

enum {
    UNANSWERED = IN(SENT) | IN(SEEN),
    SDOH = 1U << DIALECT_SDOH,
    BE = 1U << DIALECT_BE,
    BOTH = SDOH | BE,
};

typedef enum Side { SENDER = 1, TARGET = 2, EITHER = 3 } Side;

/* The first that fits is done. */
typedef struct Asking {
    const char *status;
    unsigned dialects;
    Side side;
    unsigned from;
    size_t count;
    ReferralAct acts[FHIR_MOST_ACTS];
} Asking;

static const Asking askings[] = {
    {"requested",        SDOH, SENDER, IN(DRAFT),                   1, {REFERRAL_SEND}                  },
    {"requested",        SDOH, SENDER, IN(REFUSAL_PROPOSED),        1, {REFERRAL_CONTEST}               },
    {"received",         SDOH, TARGET, IN(SENT),                    1, {REFERRAL_SEE}                   },
    {"accepted",         SDOH, TARGET, UNANSWERED | IN(WAITLISTED), 1, {REFERRAL_ACCEPT}                },
    {"rejected",         SDOH, SENDER, IN(REFUSAL_PROPOSED),        1, {REFERRAL_CONFIRM}               },
    {"rejected",         SDOH, TARGET, ~0U,                         1, {REFERRAL_REFUSE}                },
    {"failed",           SDOH, TARGET, ~0U,                         1, {REFERRAL_FAIL}                  },
    {"ready",            BE,   SENDER, IN(DRAFT),                   1, {REFERRAL_SEND}                  },
    {"ready",            BE,   SENDER, IN(REFUSAL_PROPOSED),        1, {REFERRAL_CONTEST}               },
    {"ready",            BE,   TARGET, UNANSWERED | IN(WAITLISTED), 1, {REFERRAL_ACCEPT}                },
    {"cancelled",        BE,   SENDER, IN(REFUSAL_PROPOSED),        1, {REFERRAL_CONFIRM}               },
    {"cancelled",        BE,   TARGET, ~0U,                         1, {REFERRAL_REFUSE}                },
    {"in-progress",      BE,   TARGET, UNANSWERED,                  2, {REFERRAL_ACCEPT, REFERRAL_START}},
    {"in-progress",      BOTH, TARGET, IN(ON_HOLD),                 1, {REFERRAL_RESUME}                },
    {"in-progress",      BOTH, TARGET, ~0U,                         1, {REFERRAL_START}                 },
    {"on-hold",          BOTH, TARGET, UNANSWERED,                  1, {REFERRAL_WAITLIST}              },
    {"on-hold",          BOTH, TARGET, ~0U,                         1, {REFERRAL_HOLD}                  },
    {"completed",        BOTH, TARGET, ~0U,                         1, {REFERRAL_FINISH}                },
    {"cancelled",        BOTH, SENDER, ~0U,                         1, {REFERRAL_WITHDRAW}              },
    {"entered-in-error", BOTH, SENDER, ~0U,                         1, {REFERRAL_MISTAKE}               },
};

static bool fits(const Asking *asking, const FhirAsked *asked, Text status)
{
    const Side side = asked->is_target ? TARGET : SENDER;
    return text_equal(text_from(asking->status), status) && (asking->side & side) != 0 &&
           (asking->dialects >> asked->dialect & 1) != 0 &&
           (asking->from >> asked->state & 1) != 0;
}

static ReferralAct checked(const FhirAsked *asked, ReferralAct act)
{
    const bool is_proposed =
        act == REFERRAL_REFUSE && asked->is_checked && asked->state != REFERRAL_WAITLISTED;
    return is_proposed ? REFERRAL_PROPOSE : act;
}

/* "ready" is what a Belgian referral already is while it is accepted: accepting it is an act as
 * long as nobody has answered. */
static bool says_nothing_new(const FhirAsked *asked, Text status)
{
    const bool is_answered = !asked->is_target || !referral_awaits_answer(asked->state);
    return is_answered &&
           text_equal(fhir_task_status(asked->dialect, asked->state, REFERRAL_SENT), status);
}

size_t fhir_acts(const FhirAsked *asked, Text status, ReferralAct acts[FHIR_MOST_ACTS])
{
    if (says_nothing_new(asked, status)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof askings / sizeof *askings; i++) {
        if (fits(&askings[i], asked, status)) {
            for (size_t j = 0; j < askings[i].count; j++) {
                acts[j] = checked(asked, askings[i].acts[j]);
            }
            return askings[i].count;
        }
    }
    return text_equal(fhir_task_status(asked->dialect, asked->state, REFERRAL_SENT), status)
               ? 0
               : FHIR_MOST_ACTS + 1;
}
