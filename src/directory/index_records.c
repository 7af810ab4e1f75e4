/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the words of organisations, services, places and doors. */
#include "directory/index_parts.h"
#include "words/stop.h"

typedef struct RecordReader {
    DictionaryDraft *draft;
    FieldWordList *words;
} RecordReader;

/* Grammar is kept in names alone, where it may be the name itself. */
static bool is_worth_keeping(const Word *word, MatchField field)
{
    const bool is_name = field == MATCH_NAME || field == MATCH_ORGANIZATION;
    return is_name || word_weight(word->folded) != WORD_STOP;
}

static void add_word(const RecordReader *reader, Text folded, Text source, Language language,
                     MatchField field)
{
    const uint32_t word = dictionary_add(reader->draft, folded, source, language);
    LIST_APPEND(reader->draft->arena, reader->words, (FieldWord){word, (uint8_t)field});
}

static void add_joined(const RecordReader *reader, const Word *pair, Language language,
                       MatchField field)
{
    const Text parts[] = {pair[0].folded, pair[1].folded};
    const Text joined = text_join(reader->draft->arena, parts, 2, (Text){"", 0});
    if (joined.length <= WORD_BYTES) {
        add_word(reader, joined, joined, language, field);
    }
}

static void add_text(const RecordReader *reader, Text text, Language language, MatchField field)
{
    if (text.length == 0) {
        return;
    }
    WordList words = {0};
    fold_words(reader->draft->arena, text, &words);
    for (size_t i = 0; i < words.count; i++) {
        const Word *word = &words.items[i];
        const Text source = text_slice(text, word->start, word->end);
        if (is_worth_keeping(word, field)) {
            add_word(reader, word->folded, source, language, field);
        }
        if (word->umlauts.length > 0) {
            add_word(reader, word->umlauts, source, language, field);
        }
        if (word->is_joined && i > 0) {
            add_joined(reader, word - 1, language, field);
        }
    }
}

static void add_phrase(const RecordReader *reader, const Phrase *phrase, MatchField field)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        add_text(reader, phrase->in[language], (Language)language, field);
    }
}

static void read_organization(const RecordReader *reader, const Catalogue *catalogue,
                              const Organization *organization)
{
    add_phrase(reader, &organization->name, MATCH_ORGANIZATION);
    add_phrase(reader, &organization->alternate_name, MATCH_ORGANIZATION);
    add_phrase(reader, &organization->description, MATCH_ORGANIZATION_DESCRIPTION);
    if (organization->parent != NONE) {
        add_phrase(reader, &catalogue->organizations[organization->parent].name,
                   MATCH_ORGANIZATION_DESCRIPTION);
    }
}

/* "Sans-abri", "Migrants": a service for them is found by the word. */
static void add_publics(const RecordReader *reader, const Catalogue *catalogue,
                        const Service *service)
{
    const Vocabulary *publics = catalogue_vocabulary(catalogue, TEXT("publics"));
    for (size_t i = 0; publics != NULL && i < service->publics.count; i++) {
        for (size_t j = 0; j < publics->term_count; j++) {
            if (text_equal(publics->terms[j].code, service->publics.items[i])) {
                add_phrase(reader, &publics->terms[j].name, MATCH_DESCRIPTION);
            }
        }
    }
}

static void read_service(const RecordReader *reader, const Catalogue *catalogue,
                         const Service *service)
{
    add_phrase(reader, &service->name, MATCH_NAME);
    add_phrase(reader, &service->alternate_name, MATCH_NAME);
    add_phrase(reader, &service->description, MATCH_DESCRIPTION);
    add_publics(reader, catalogue, service);
    for (size_t i = 0; i < service->condition_count; i++) {
        add_phrase(reader, &service->conditions[i].text, MATCH_ORGANIZATION_DESCRIPTION);
    }
}

/* Not a word of a confidential place enters the index: what is not there cannot leak. */
static void read_location(const RecordReader *reader, const Location *location)
{
    if (location->is_confidential) {
        return;
    }
    add_phrase(reader, &location->name, MATCH_PLACE);
    add_phrase(reader, &location->description, MATCH_ORGANIZATION_DESCRIPTION);
    add_text(reader, location->street, LANGUAGE_COUNT, MATCH_PLACE);
    add_text(reader, location->postal_code, LANGUAGE_COUNT, MATCH_PLACE);
    add_text(reader, location->city, LANGUAGE_COUNT, MATCH_PLACE);
}

static void read_door(const RecordReader *reader, const Door *door)
{
    add_phrase(reader, &door->description, MATCH_DESCRIPTION);
    add_phrase(reader, &door->hours_text, MATCH_ORGANIZATION_DESCRIPTION);
}

void index_read_records(DictionaryDraft *draft, const Catalogue *catalogue, RecordWords *words)
{
    Arena *arena = draft->arena;
    words->organizations = ARENA_ARRAY(arena, FieldWordList, catalogue->organization_count);
    words->services = ARENA_ARRAY(arena, FieldWordList, catalogue->service_count);
    words->locations = ARENA_ARRAY(arena, FieldWordList, catalogue->location_count);
    words->doors = ARENA_ARRAY(arena, FieldWordList, catalogue->door_count);
    RecordReader reader = {.draft = draft};
    for (size_t i = 0; i < catalogue->organization_count; i++) {
        reader.words = &words->organizations[i];
        read_organization(&reader, catalogue, &catalogue->organizations[i]);
    }
    for (size_t i = 0; i < catalogue->service_count; i++) {
        reader.words = &words->services[i];
        read_service(&reader, catalogue, &catalogue->services[i]);
    }
    for (size_t i = 0; i < catalogue->location_count; i++) {
        reader.words = &words->locations[i];
        read_location(&reader, &catalogue->locations[i]);
    }
    for (size_t i = 0; i < catalogue->door_count; i++) {
        reader.words = &words->doors[i];
        read_door(&reader, &catalogue->doors[i]);
    }
}
