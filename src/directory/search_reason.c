/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a door is among the results: the word, the need or the place that brought it there. */
#include "directory/search_pass.h"
#include "directory/sentences.h"
#include "words/say.h"

static MatchField field_of(const SearchIndex *index, uint32_t word, uint32_t position)
{
    const Postings *postings = &index->postings;
    const Portion *portion = posting_portion(postings, word, position / CHUNK_DOORS);
    if (portion == NULL) {
        return MATCH_NOTHING;
    }
    const uint32_t at = portion_find(postings, portion, position % CHUNK_DOORS);
    return at == NONE ? MATCH_NOTHING : (MatchField)postings->fields[at];
}

SearchReason query_reason(const Query *query, const Found *found)
{
    const Evidence *evidence = &found->evidence;
    if (evidence->weight == 0) {
        return (SearchReason){.field = MATCH_NOTHING, .need = NONE};
    }
    if (evidence->need != NONE) {
        return (SearchReason){.field = MATCH_NEED,
                              .need = query->needs.items[evidence->need].need};
    }
    const Group *group = &query->groups[evidence->group];
    const Expansion *expansion = &group->expansions.items[evidence->expansion];
    return (SearchReason){
        .field = field_of(query->index, expansion->word, found->position),
        .need = NONE,
        .word = query->index->dictionary.shown[expansion->word],
        .corrected = expansion->is_correction ? group->word->folded : (Text){"", 0},
    };
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
