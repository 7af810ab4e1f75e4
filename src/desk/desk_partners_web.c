/* SPDX-License-Identifier: EUPL-1.2 */
/* What partners answered, and who keeps silent: the newest first. Names nobody: a screen is
 * read over shoulders, and the referral's own page judges who may see whose it is. */
#include "desk/desk_web.h"
#include "referral/referral_list.h"
#include "referral/referral_words_web.h"

enum { MOST_ANSWERS = 8 };

typedef enum AnswerTone { TONE_NONE, TONE_GOOD, TONE_WAIT, TONE_BAD } AnswerTone;

static AnswerTone tone_of(const Referral *referral, Moment now)
{
    switch (referral->state) {
    case REFERRAL_ACCEPTED:
        return TONE_GOOD;
    case REFERRAL_WAITLISTED:
    case REFERRAL_ON_HOLD:
        return TONE_WAIT;
    case REFERRAL_REFUSAL_PROPOSED:
    case REFERRAL_REFUSED:
    case REFERRAL_FAILED:
    case REFERRAL_EXPIRED:
        return referral->must_follow ? TONE_BAD : TONE_NONE;
    case REFERRAL_SENT:
    case REFERRAL_SEEN:
        return referral_silent_days(referral, now) > 0 ? TONE_WAIT : TONE_NONE;
    case REFERRAL_DRAFT:
    case REFERRAL_IN_PROGRESS:
    case REFERRAL_DONE:
    case REFERRAL_WITHDRAWN:
    case REFERRAL_ERROR:
        break;
    }
    return TONE_NONE;
}

static PartnerAnswer answer_of(const Request *request, const Referral *referral,
                               AnswerTone tone)
{
    static const Text classes[] = {TEXT_INIT(""), TEXT_INIT("open"), TEXT_INIT("wait"),
                                   TEXT_INIT("closed")};
    const Text silence = referral_silence_words(request, referral);
    const Text service = referral_service_words(request, referral->service);
    return (PartnerAnswer){
        .word = silence.length > 0 ? silence
                                   : referral_state_words(request->language, referral->state),
        .word_class = classes[tone],
        .text = text_format(request->arena, "%.*s · %.*s", TEXT_ARG(service),
                            TEXT_ARG(referral->code)),
        .href = request_link(request, referral_page_path(request, referral->id)),
    };
}

Outcome desk_partners_fill(Request *request, PartnersView *view)
{
    Access *access = access_of(request);
    const ReferralFilter filter = {.box = BOX_OUT};
    ReferralPage page = {0};
    if (!permission_holds(access->caller.permissions, MAY_SEND_REFERRAL)) {
        return OK;
    }
    TRY(referral_list(access, &filter, &page));
    PartnerAnswer *answers = ARENA_ARRAY(request->arena, PartnerAnswer, MOST_ANSWERS);
    for (size_t i = 0; i < page.list.count && view->count < MOST_ANSWERS; i++) {
        const AnswerTone tone = tone_of(&page.list.items[i], request->now);
        if (tone != TONE_NONE) {
            answers[view->count++] = answer_of(request, &page.list.items[i], tone);
        }
    }
    view->items = answers;
    return OK;
}
