/* SPDX-License-Identifier: EUPL-1.2 */
/* The referrals of a person on paper. */
#include "dossier/paper_edge_web.h"
#include "dossier/sentences.h"
#include "referral/referral_words_web.h"

/* "2026-11-24 18:05 · Refusée · complet" */
static Text event_line(const Request *request, const ReferralEvent *event)
{
    const Text state = referral_state_words(request->language, event->to);
    const Text reason = referral_term_words(request, referral_reasons(), event->reason);
    const Text barrier = referral_term_words(request, referral_barriers(), event->barrier);
    const Text said = paper_join(
        request, paper_join(request, state, reason),
        paper_join(request, barrier, referral_outcome_words(request, event->detail)));
    return paper_join(request, paper_moment(request, event->at),
                      paper_join(request, said, event->spoken_by));
}

static Text story_words(const Request *request, const ReferralStory *story)
{
    Text *lines = ARENA_ARRAY(request->arena, Text, story->count + 1);
    for (size_t i = 0; i < story->count; i++) {
        lines[i] = event_line(request, &story->items[i]);
    }
    return text_join(request->arena, lines, story->count, TEXT("\n"));
}

/* The door, or the house where the directory no longer has the door. */
static Text door_words(const Request *request, const Referral *referral)
{
    const Text service = referral_service_words(request, referral->service);
    return paper_join(
        request, referral_need_words(request, referral->need),
        service.length > 0 ? service : referral_house_words(request, referral->target_house));
}

static Outcome referral_entry(Request *request, const Referral *referral, PaperEntry *entry)
{
    ReferralStory story = {0};
    TRY(referral_story_to_give(access_of(request), referral, &story));
    entry->what = paper_join(request, door_words(request, referral),
                             referral_state_words(request->language, referral->state));
    entry->note =
        paper_join(request, paper_when(request, SAY_PAPER_RECORDED, referral->written),
                   paper_when(request, SAY_PAPER_SENT, referral->sent));
    entry->note = paper_join(request, referral->code, entry->note);
    entry->words = story_words(request, &story);
    return OK;
}

Outcome paper_referrals(Request *request, Id person, PaperPart *part)
{
    ReferralList list = {0};
    PaperEntries entries = {0};
    TRY(referral_list_open_to_caller(access_of(request), person, &list));
    for (size_t i = 0; i < list.count; i++) {
        PaperEntry entry = {0};
        TRY(referral_entry(request, &list.items[i], &entry));
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = paper_part_of("referrals", say(request->language, SAY_PAPER_REFERRALS), &entries);
    if (list.withheld > 0) {
        part->note = say_with(request->arena, request->language, SAY_PAPER_REFERRALS_ELSEWHERE,
                              "n", text_format(request->arena, "%zu", list.withheld));
    }
    return OK;
}
