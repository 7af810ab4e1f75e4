/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/candidature_words_web.h"

#include "dwellings/dwelling_words_web.h"
#include "dwellings/sentences.h"
#include "words/say.h"

CodeChoices candidature_reasons(const Request *request)
{
    static const Sentence words[CANDIDATURE_REASON_COUNT] = {
        SAY_CANDIDATURE_RENT,   SAY_CANDIDATURE_PLACE, SAY_CANDIDATURE_SIZE,
        SAY_CANDIDATURE_FOUND,  SAY_CANDIDATURE_MOVED, SAY_CANDIDATURE_SILENT,
        SAY_CANDIDATURE_PAPERS, SAY_CANDIDATURE_OTHER};
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, CANDIDATURE_REASON_COUNT);
    for (size_t i = 0; i < CANDIDATURE_REASON_COUNT; i++) {
        items[i] =
            (CodeChoice){text_from(CANDIDATURE_REASONS[i]), say(request->language, words[i])};
    }
    return (CodeChoices){items, CANDIDATURE_REASON_COUNT, TEXT("")};
}

/* All that makes a rank: the class that counts now, the day, refusals, offers. */
Text candidature_why_words(const Request *request, const WaitingEntry *entry)
{
    Text pieces[4];
    size_t count = 0;
    const WaitingRules *rules = waiting_rules();
    pieces[count++] =
        rules->classes[waiting_class_now(rules, &entry->rank)].name[request->language];
    pieces[count++] = say_with(request->arena, request->language, SAY_CANDIDATURE_SINCE, "day",
                               dwelling_day_words(request, entry->rank.since));
    if (entry->rank.refusals > 0) {
        pieces[count++] = say_count(request->arena, request->language, SAY_CANDIDATURE_REFUSED,
                                    (size_t)entry->rank.refusals);
    }
    if (entry->offers > 0) {
        pieces[count++] = say_count(request->arena, request->language, SAY_CANDIDATURE_OFFERS,
                                    (size_t)entry->offers);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

Text candidature_state_words(const Request *request, WaitingState state)
{
    static const Sentence words[WAITING_STATE_COUNT] = {
        [WAITING_OPEN] = SAY_CANDIDATURE_OPEN,     [WAITING_OFFERED] = SAY_CANDIDATURE_OFFERED,
        [WAITING_SERVED] = SAY_CANDIDATURE_SERVED, [WAITING_SPENT] = SAY_CANDIDATURE_SPENT,
        [WAITING_LEFT] = SAY_CANDIDATURE_LEFT,
    };
    return say(request->language, words[state]);
}

bool candidature_waits(const WaitingEntry *entry)
{
    return entry->state == WAITING_OPEN || entry->state == WAITING_OFFERED;
}

Text candidature_rank_words(const Request *request, const WaitingEntry *entry)
{
    return candidature_waits(entry)
               ? say_with(request->arena, request->language, SAY_CANDIDATURE_RANK, "n",
                          text_format(request->arena, "%lld", (long long)entry->place))
               : TEXT("");
}

Text candidature_household_words(const Request *request, int64_t adults, int64_t children,
                                 bool needs_level)
{
    Text pieces[3];
    size_t count = 0;
    pieces[count++] =
        say_count(request->arena, request->language, SAY_CANDIDATURE_ADULTS_N, (size_t)adults);
    if (children > 0) {
        pieces[count++] = say_count(request->arena, request->language,
                                    SAY_CANDIDATURE_CHILDREN_N, (size_t)children);
    }
    if (needs_level) {
        pieces[count++] = say(request->language, SAY_CANDIDATURE_LEVEL);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

Text candidature_event_words(const Request *request, const CandidatureEvent *event,
                             const CodeChoices *reasons)
{
    static const Sentence acts[CANDIDATURE_ACT_COUNT] = {
        SAY_CANDIDATURE_DID_DECLINE, SAY_CANDIDATURE_DID_REFUSE, SAY_CANDIDATURE_DID_LEAVE};
    CandidatureAct act = CANDIDATURE_DECLINE;
    Text reason = {"", 0};
    (void)candidature_act_parse(event->act, &act);
    for (size_t i = 0; i < reasons->count; i++) {
        if (text_equal(reasons->items[i].code, event->reason)) {
            reason = reasons->items[i].name;
        }
    }
    return text_format(request->arena, "%.*s – %.*s (%.*s)",
                       TEXT_ARG(say(request->language, acts[act])), TEXT_ARG(reason),
                       TEXT_ARG(dwelling_day_words(request, moment_to_local(event->at).date)));
}
