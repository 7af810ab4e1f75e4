/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_words_web.h"

#include "directory/hsds_api.h"
#include "referral/referral_door.h"
#include "referral/sentences.h"

static const Sentence state_words[REFERRAL_STATE_COUNT] = {
    [REFERRAL_DRAFT] = SAY_REFERRAL_STATE_DRAFT,
    [REFERRAL_SENT] = SAY_REFERRAL_STATE_SENT,
    [REFERRAL_SEEN] = SAY_REFERRAL_STATE_SEEN,
    [REFERRAL_ACCEPTED] = SAY_REFERRAL_STATE_ACCEPTED,
    [REFERRAL_WAITLISTED] = SAY_REFERRAL_STATE_WAITLISTED,
    [REFERRAL_REFUSAL_PROPOSED] = SAY_REFERRAL_STATE_REFUSAL_PROPOSED,
    [REFERRAL_REFUSED] = SAY_REFERRAL_STATE_REFUSED,
    [REFERRAL_IN_PROGRESS] = SAY_REFERRAL_STATE_IN_PROGRESS,
    [REFERRAL_ON_HOLD] = SAY_REFERRAL_STATE_ON_HOLD,
    [REFERRAL_DONE] = SAY_REFERRAL_STATE_DONE,
    [REFERRAL_FAILED] = SAY_REFERRAL_STATE_FAILED,
    [REFERRAL_WITHDRAWN] = SAY_REFERRAL_STATE_WITHDRAWN,
    [REFERRAL_EXPIRED] = SAY_REFERRAL_STATE_EXPIRED,
    [REFERRAL_ERROR] = SAY_REFERRAL_STATE_ERROR,
};

static const Sentence act_words[REFERRAL_ACT_COUNT] = {
    [REFERRAL_SEND] = SAY_REFERRAL_ACT_SEND,
    [REFERRAL_SEE] = SAY_REFERRAL_ACT_SEE,
    [REFERRAL_ACCEPT] = SAY_REFERRAL_ACT_ACCEPT,
    [REFERRAL_WAITLIST] = SAY_REFERRAL_ACT_WAITLIST,
    [REFERRAL_PROPOSE] = SAY_REFERRAL_ACT_PROPOSE,
    [REFERRAL_REFUSE] = SAY_REFERRAL_ACT_REFUSE,
    [REFERRAL_CONFIRM] = SAY_REFERRAL_ACT_CONFIRM,
    [REFERRAL_CONTEST] = SAY_REFERRAL_ACT_CONTEST,
    [REFERRAL_START] = SAY_REFERRAL_ACT_START,
    [REFERRAL_HOLD] = SAY_REFERRAL_ACT_HOLD,
    [REFERRAL_RESUME] = SAY_REFERRAL_ACT_RESUME,
    [REFERRAL_FINISH] = SAY_REFERRAL_ACT_FINISH,
    [REFERRAL_FAIL] = SAY_REFERRAL_ACT_FAIL,
    [REFERRAL_WITHDRAW] = SAY_REFERRAL_ACT_WITHDRAW,
    [REFERRAL_EXPIRE] = SAY_REFERRAL_ACT_EXPIRE,
    [REFERRAL_MISTAKE] = SAY_REFERRAL_ACT_MISTAKE,
};

static const Sentence kind_words[REFERRAL_KIND_COUNT] = {
    [REFERRAL_PLAIN] = SAY_REFERRAL_KIND_REFERRAL,
    [REFERRAL_TRANSFER] = SAY_REFERRAL_KIND_TRANSFER,
    [REFERRAL_DISCHARGE] = SAY_REFERRAL_KIND_DISCHARGE,
};

static const Sentence basis_words[REFERRAL_BASIS_COUNT] = {
    [BASIS_NONE] = SAY_REFERRAL_BASIS,
    [BASIS_HOUSE] = SAY_REFERRAL_BASIS_HOUSE,
    [BASIS_CONSENT] = SAY_REFERRAL_BASIS_CONSENT,
    [BASIS_OVERRIDE] = SAY_REFERRAL_BASIS_OVERRIDE,
};

typedef struct OutcomeWord {
    const char *key;
    Sentence words;
} OutcomeWord;

static const OutcomeWord outcome_words[] = {
    {"helped",     SAY_REFERRAL_OUTCOME_HELPED    },
    {"partly",     SAY_REFERRAL_OUTCOME_PARTLY    },
    {"not_helped", SAY_REFERRAL_OUTCOME_NOT_HELPED},
};

const Catalogue *referral_catalogue(const Request *request)
{
    const HsdsLoan *loan = request->domain;
    return loan == NULL ? NULL : loan->catalogue;
}

Text referral_state_words(Language language, ReferralState state)
{
    return say(language, state_words[state]);
}

Text referral_act_words(Language language, ReferralAct act)
{
    return say(language, act_words[act]);
}

Text referral_page_path(const Request *request, Id referral)
{
    return request_link(request, text_format(request->arena, "/orientations/%.*s",
                                             TEXT_ARG(id_format(request->arena, referral))));
}

Text referral_need_words(const Request *request, Text need)
{
    const Catalogue *catalogue = referral_catalogue(request);
    return catalogue == NULL ? need : referral_need_name(catalogue, need, request->language);
}

Text referral_service_words(const Request *request, Id service)
{
    const Catalogue *catalogue = referral_catalogue(request);
    return catalogue == NULL
               ? TEXT("")
               : referral_service_name(catalogue, request->arena, service, request->language);
}

Text referral_house_words(const Request *request, Id house)
{
    const Catalogue *catalogue = referral_catalogue(request);
    return catalogue == NULL
               ? TEXT("")
               : referral_house_name(catalogue, request->arena, house, request->language);
}

Text referral_term_words(const Request *request, ReferralTerms terms, Text key)
{
    const ReferralTerm *term = referral_term_find(terms, key);
    return term == NULL ? key : phrase_in(&term->name, request->language, NULL);
}

Text referral_outcome_words(const Request *request, Text outcome)
{
    for (size_t i = 0; i < LENGTH_OF(outcome_words); i++) {
        if (text_equal(outcome, text_from(outcome_words[i].key))) {
            return say(request->language, outcome_words[i].words);
        }
    }
    return outcome;
}

Text referral_silence_words(const Request *request, const Referral *referral)
{
    const int64_t days = referral_silent_days(referral, request->now);
    return days == 0 ? TEXT("")
                     : say_count(request->arena, request->language, SAY_REFERRAL_SILENT,
                                 (size_t)days);
}

Text referral_tone(const Referral *referral, Moment now)
{
    switch (referral->state) {
    case REFERRAL_ACCEPTED:
        return TEXT("open");
    case REFERRAL_WAITLISTED:
    case REFERRAL_ON_HOLD:
        return TEXT("wait");
    case REFERRAL_REFUSAL_PROPOSED:
    case REFERRAL_REFUSED:
    case REFERRAL_FAILED:
    case REFERRAL_EXPIRED:
        return referral->must_follow ? TEXT("closed") : TEXT("");
    case REFERRAL_SENT:
    case REFERRAL_SEEN:
        return referral_silent_days(referral, now) > 0 ? TEXT("wait") : TEXT("");
    case REFERRAL_DRAFT:
    case REFERRAL_IN_PROGRESS:
    case REFERRAL_DONE:
    case REFERRAL_WITHDRAWN:
    case REFERRAL_ERROR:
        break;
    }
    return TEXT("");
}

Text referral_todo_words(const Request *request, const Referral *referral)
{
    if (referral->state == REFERRAL_DRAFT) {
        return say(request->language, SAY_REFERRAL_TURN_SEND);
    }
    if (referral->state == REFERRAL_REFUSAL_PROPOSED) {
        return say(request->language, SAY_REFERRAL_TURN_CONFIRM);
    }
    if (referral_silent_days(referral, request->now) > 0) {
        return say(request->language, SAY_REFERRAL_TURN_CALL);
    }
    if (!referral->must_follow) {
        return TEXT("");
    }
    return say(request->language, referral_is_final(referral->state)
                                      ? SAY_REFERRAL_TURN_NEXT
                                      : SAY_REFERRAL_TURN_FOLLOW);
}

Text referral_kind_words(Language language, ReferralKind kind)
{
    return say(language, kind_words[kind]);
}

Text referral_basis_words(Language language, ReferralBasis basis)
{
    return basis == BASIS_NONE ? TEXT("") : say(language, basis_words[basis]);
}

ReferralChoices referral_outcome_choices(const Request *request)
{
    const size_t count = LENGTH_OF(outcome_words);
    ReferralChoiceView *items = ARENA_ARRAY(request->arena, ReferralChoiceView, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = (ReferralChoiceView){.value = text_from(outcome_words[i].key),
                                        .name = say(request->language, outcome_words[i].words)};
    }
    return (ReferralChoices){items, count};
}
