/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a door is among the results: the word, the need or the place that brought it there. */
#include "directory/search_parts.h"
#include "directory/sentences.h"
#include "words/say.h"

typedef struct Evidence {
    double weight;
    SearchReason reason;
} Evidence;

static void weigh(Evidence *best, double weight, SearchReason reason)
{
    if (weight > best->weight) {
        *best = (Evidence){weight, reason};
    }
}

static void weigh_words(const Query *query, const Group *group, uint32_t door, Evidence *best)
{
    const Postings *postings = &query->index->postings;
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        const uint32_t at = posting_find(postings, expansion->word, door);
        if (at == NONE) {
            continue;
        }
        const SearchReason reason = {
            .field = (MatchField)postings->fields[at],
            .need = NONE,
            .word = query->index->dictionary.shown[expansion->word],
            .corrected = expansion->is_correction ? group->word->folded : (Text){"", 0},
        };
        weigh(best,
              group->rarity * (double)expansion->quality * (double)postings->impacts[at] / 255,
              reason);
    }
}

static void weigh_needs(const Query *query, uint32_t door, Evidence *best)
{
    for (size_t i = 0; i < query->needs.count; i++) {
        const NeedMatch *match = &query->needs.items[i];
        if (!set_has(query->index->labels.doors[match->need], door)) {
            continue;
        }
        double rarity = 0;
        for (size_t j = 0; j < query->group_count; j++) {
            rarity += (match->groups >> j & 1) != 0 ? query->groups[j].rarity : 0;
        }
        weigh(best, rarity * NEED_IMPACT * (double)match->strength,
              (SearchReason){.field = MATCH_NEED, .need = match->need});
    }
}

SearchReason query_reason(const Query *query, uint32_t door)
{
    Evidence best = {
        .weight = 0, .reason = {.field = MATCH_NOTHING, .need = NONE}
    };
    weigh_needs(query, door, &best);
    for (size_t i = 0; i < query->group_count; i++) {
        if (!query->groups[i].is_place) {
            weigh_words(query, &query->groups[i], door, &best);
        }
    }
    for (size_t i = 0; i < query->group_count && best.weight == 0; i++) {
        weigh_words(query, &query->groups[i], door, &best);
    }
    return best.reason;
}

static Sentence sentence_for(MatchField field)
{
    switch (field) {
    case MATCH_NAME:
        return SAY_SEARCH_REASON_NAME;
    case MATCH_ORGANIZATION:
        return SAY_SEARCH_REASON_ORGANIZATION;
    case MATCH_PLACE:
        return SAY_SEARCH_REASON_PLACE;
    case MATCH_NEED:
        return SAY_SEARCH_REASON_NEED;
    case MATCH_NOTHING:
    case MATCH_DESCRIPTION:
    case MATCH_ORGANIZATION_DESCRIPTION:
        break;
    }
    return SAY_SEARCH_REASON_DESCRIPTION;
}

Text search_reason_sentence(const SearchIndex *index, Arena *arena, const SearchHit *hit,
                            Language language)
{
    const SearchReason *reason = &hit->reason;
    if (reason->field == MATCH_NOTHING) {
        return (Text){"", 0};
    }
    const Text word = reason->need == NONE
                          ? reason->word
                          : phrase_in(&index_catalogue(index)->needs->terms[reason->need].name,
                                      language, NULL);
    const Text sentence = say_with(arena, language, sentence_for(reason->field), "word", word);
    if (reason->corrected.length == 0) {
        return sentence;
    }
    const Text instead =
        say_with(arena, language, SAY_SEARCH_REASON_CORRECTED, "word", reason->corrected);
    return text_format(arena, "%.*s %.*s", TEXT_ARG(sentence), TEXT_ARG(instead));
}
