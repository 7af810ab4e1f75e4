/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/wider.h"

#include "matching/sentences.h"
#include "words/say.h"

Text wider_sentence(Arena *arena, const Network *network, uint32_t need, Language language)
{
    if (need == NONE) {
        return say(language, SAY_INSTEAD_WORDS);
    }
    const Term *term = &network->catalogue->needs->terms[need];
    return say_with(arena, language, SAY_INSTEAD_NEED, "need",
                    phrase_in(&term->name, language, NULL));
}

Text wider_phone(const Network *network, const SearchHit *hit)
{
    const Phone *phone =
        catalogue_phone(network->catalogue, &network->catalogue->doors[hit->door]);
    return phone == NULL ? (Text){"", 0} : phone->number;
}

static void write_service(Arena *arena, const Network *network, const SearchHit *hit,
                          Language language, JsonWriter *writer)
{
    const Catalogue *catalogue = network->catalogue;
    const Service *service = &catalogue->services[catalogue->doors[hit->door].service];
    json_object_open(writer);
    json_member(writer, "serviceId", id_format(arena, service->id));
    json_member(writer, "name", phrase_in(&service->name, language, NULL));
    json_member_unless_empty(writer, "phone", wider_phone(network, hit));
    json_object_close(writer);
}

void wider_write_json(Arena *arena, const Network *network, uint32_t need,
                      const SearchProposal *proposal, Language language, JsonWriter *writer)
{
    if (proposal->need == NONE) {
        return;
    }
    json_key(writer, TEXT("wider"));
    json_object_open(writer);
    json_member(writer, "need", network->catalogue->needs->terms[proposal->need].code);
    json_member(writer, "text", wider_sentence(arena, network, need, language));
    json_key(writer, TEXT("services"));
    json_array_open(writer);
    for (size_t i = 0; i < proposal->hit_count; i++) {
        write_service(arena, network, &proposal->hits[i], language, writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
