/* SPDX-License-Identifier: EUPL-1.2 */
/* What partners answered, and who keeps silent: the newest first. Names nobody: a screen is
 * read over shoulders, and the referral's own page judges who may see whose it is. */
#include "desk/desk_web.h"
#include "referral/referral_list.h"
#include "referral/referral_words_web.h"

enum { MOST_ANSWERS = 8 };

static PartnerAnswer answer_of(const Request *request, const Referral *referral, Text tone)
{
    const Text silence = referral_silence_words(request, referral);
    const Text service = referral_service_words(request, referral->service);
    return (PartnerAnswer){
        .word = silence.length > 0 ? silence
                                   : referral_state_words(request->language, referral->state),
        .word_class = tone,
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
        const Text tone = referral_tone(&page.list.items[i], request->now);
        if (tone.length > 0) {
            answers[view->count++] = answer_of(request, &page.list.items[i], tone);
        }
    }
    view->items = answers;
    return OK;
}
