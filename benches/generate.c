/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/generate.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/list.h"

static const char *const syllables[LANGUAGE_COUNT][16] = {
    [FRENCH] = {"ba",  "chê", "don",  "fé",  "gui", "lou",  "ma",   "née", "pré", "quo",   "ran",  "sé",
                "té",                                                                                                  "veu",  "eau",  "ille"},
    [DUTCH] = {"aan", "boek", "dij",  "eer",  "ge",  "huis", "ij",   "kel",  "maat", "nood",  "oor",
                "schap",                                                                                        "ting", "uur",  "vol",  "zee" },
    [GERMAN] = {"ab",  "bahn", "chen", "dorf", "ein", "fäh", "gut",  "haus", "keit", "mün",  "nöt",
                "schul",                                                                                        "stra", "ung",  "wohn", "zeit"},
    [ENGLISH] = {"ath", "bell", "care", "den",  "ea",  "ford", "gate", "hope", "ing",  "leigh",
                "mor",                                                                                 "night", "oak",  "ship", "thor", "win" },
};

static const char *const hours_values[] = {
    "Mo-Fr 09:00-12:00,13:00-17:00",
    "Mo-Fr 08:30-16:30",
    "24/7",
    "Mo,We,Fr 13:30-18:00",
    "Tu,Th 09:00-12:00; Sa 10:00-12:00",
    "Mo-Su 18:00-08:00",
    "Mo-Fr 11:30-13:30",
    "Mo-Fr 09:00-17:00; PH off",
};

static const char *const publics[] = {"children", "elderly", "everyone", "homeless",
                                      "migrants"};
static const char *const modes[] = {"collective", "community", "individual"};
static const char *const spoken[] = {"ar", "de", "en", "es", "fr", "nl", "tr", "uk"};

typedef struct Generator {
    Arena *arena;
    Random random;
    GeneratedSize size;
    const Hours *hours[LENGTH_OF(hours_values)];
    const Vocabulary *needs;
} Generator;

/* ----------------------------------------------------------------------------------- words */

static Text spell(Arena *arena, Language language, size_t rank)
{
    Buffer word = buffer_new(arena, 64);
    size_t rest = rank + 16;
    while (rest > 0) {
        buffer_append(&word, text_from(syllables[language][rest % 16]));
        rest /= 16;
    }
    return buffer_text(&word);
}

/* Rank r is drawn in proportion to 1 / (r + 1). */
static size_t draw_rank(Random *random, size_t count)
{
    const double rank = pow((double)count + 1, random_unit(random)) - 1;
    return rank < (double)count ? (size_t)rank : count - 1;
}

Text generate_word(Arena *arena, Random *random, Language language, size_t vocabulary)
{
    return spell(arena, language, draw_rank(random, vocabulary));
}

static Text sentence(Generator *generator, Language language, size_t words)
{
    Buffer text = buffer_new(generator->arena, 32 * words + 64);
    for (size_t i = 0; i < words; i++) {
        buffer_append(&text, i == 0 ? TEXT("") : TEXT(" "));
        buffer_append(&text, generate_word(generator->arena, &generator->random, language,
                                           generator->size.vocabulary));
    }
    return buffer_text(&text);
}

static bool chance(Generator *generator, uint32_t percent)
{
    return random_below(&generator->random, 100) < percent;
}

/* French always; the others now and then, as in a real directory. */
static Phrase phrase(Generator *generator, size_t words)
{
    Phrase made = {0};
    made.in[FRENCH] = sentence(generator, FRENCH, words);
    for (int language = DUTCH; language < LANGUAGE_COUNT; language++) {
        if (chance(generator, language == DUTCH ? 30 : 10)) {
            made.in[language] = sentence(generator, (Language)language, words);
        }
    }
    return made;
}

static TextSpan pick(Generator *generator, const char *const *from, size_t count, size_t most)
{
    Text *items = ARENA_ARRAY(generator->arena, Text, most);
    const size_t wanted = random_below(&generator->random, (uint32_t)most + 1);
    size_t start = random_below(&generator->random, (uint32_t)count);
    for (size_t i = 0; i < wanted; i++) {
        items[i] = text_from(from[(start + i) % count]);
    }
    return (TextSpan){items, wanted};
}

/* ----------------------------------------------------------------------------------- needs */

static void fill_need(Generator *generator, Term *need, size_t number)
{
    const bool is_upper = number % 11 == 0;
    *need = (Term){
        .code = is_upper
                    ? text_format(generator->arena, "n%03zu", number / 11)
                    : text_format(generator->arena, "n%03zu.%02zu", number / 11, number % 11),
        .parent = is_upper ? NONE : (uint32_t)(number / 11 * 11),
    };
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        need->name.in[language] = sentence(generator, (Language)language, 2);
        Text *synonyms = ARENA_ARRAY(generator->arena, Text, 4);
        for (size_t i = 0; i < 4; i++) {
            synonyms[i] = sentence(generator, (Language)language, 1 + i % 3);
        }
        need->synonyms[language] = (TextSpan){synonyms, 4};
    }
}

static const Vocabulary *make_needs(Generator *generator)
{
    Vocabulary *needs = ARENA_NEW(generator->arena, Vocabulary);
    Term *terms = ARENA_ARRAY(generator->arena, Term, generator->size.needs);
    for (size_t i = 0; i < generator->size.needs; i++) {
        fill_need(generator, &terms[i], i);
    }
    *needs =
        (Vocabulary){.key = TEXT("needs"), .terms = terms, .term_count = generator->size.needs};
    return needs;
}

/* ------------------------------------------------------------------------------ directory */

const Commune *generate_commune(Random *random)
{
    int64_t people = 0;
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        people += gazetteer_commune(i)->population;
    }
    const double unit = random_unit(random);
    int64_t rest = (int64_t)(unit * (double)people);
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        rest -= gazetteer_commune(i)->population;
        if (rest < 0) {
            return gazetteer_commune(i);
        }
    }
    return gazetteer_commune(0);
}

static Location make_location(Generator *generator)
{
    const Commune *commune = generate_commune(&generator->random);
    const double north = (random_unit(&generator->random) - 0.5) * 0.06;
    const double east = (random_unit(&generator->random) - 0.5) * 0.09;
    return (Location){
        .street = sentence(generator, FRENCH, 2),
        .city = commune->name.in[FRENCH],
        .has_point = chance(generator, 95),
        .point = {commune->centre.latitude + north, commune->centre.longitude + east},
        .is_confidential = chance(generator, 2),
        .accepts_animals = chance(generator, 10) ? YES : UNKNOWN_YET,
        .marks = {.valid_from = DATE_NONE,          .valid_to = DATE_NONE           },
    };
}

static Organization make_organization(Generator *generator)
{
    return (Organization){
        .name = phrase(generator, 3),
        .description = phrase(generator, generator->size.text_words / 2 + 1),
        .parent = NONE,
        .marks = {.valid_from = DATE_NONE, .valid_to = DATE_NONE},
    };
}

static IndexSpan pick_needs(Generator *generator)
{
    uint32_t *needs = ARENA_ARRAY(generator->arena, uint32_t, 2);
    const size_t count =
        generator->size.needs == 0 ? 0 : 1 + random_below(&generator->random, 2);
    for (size_t i = 0; i < count; i++) {
        needs[i] = random_below(&generator->random, (uint32_t)generator->size.needs);
    }
    return (IndexSpan){needs, count};
}

static Service make_service(Generator *generator, size_t number, size_t organizations)
{
    return (Service){
        .key = text_format(generator->arena, "s%zu", number),
        .organization = random_below(&generator->random, (uint32_t)organizations),
        .name = phrase(generator, 2 + random_below(&generator->random, 3)),
        .description =
            phrase(generator, 1 + random_below(&generator->random,
                                               (uint32_t)generator->size.text_words * 2)),
        .needs = pick_needs(generator),
        .publics = pick(generator, publics, LENGTH_OF(publics), 2),
        .modes = pick(generator, modes, LENGTH_OF(modes), 1),
        .languages = pick(generator, spoken, LENGTH_OF(spoken), 3),
        .is_free = chance(generator, 40) ? YES : UNKNOWN_YET,
        .remote = chance(generator, 10) ? REMOTE_TELEPHONE : REMOTE_NO,
        .marks = {.valid_from = DATE_NONE,
                  .valid_to = chance(generator, 3) ? date_from_civil((CivilDate){2026, 6, 30})
                                                   : DATE_NONE},
    };
}

static Door make_door(Generator *generator, const Service *service, size_t number)
{
    const uint32_t hours = random_below(&generator->random, LENGTH_OF(hours_values) + 3);
    return (Door){
        .service = (uint32_t)number,
        .location = service->remote == REMOTE_NO ? (uint32_t)number : NONE,
        .hours = hours < LENGTH_OF(hours_values) ? generator->hours[hours] : NULL,
        .marks = {.valid_from = DATE_NONE, .valid_to = DATE_NONE},
    };
}

static void parse_hours(Generator *generator)
{
    for (size_t i = 0; i < LENGTH_OF(hours_values); i++) {
        Hours *hours = NULL;
        if (hours_parse_osm(generator->arena, text_from(hours_values[i]), &hours, NULL) != OK) {
            abort(); /* the values above are right */
        }
        generator->hours[i] = hours;
    }
}

const Catalogue *generate_catalogue(Arena *arena, GeneratedSize size, uint64_t seed)
{
    Generator generator = {.arena = arena, .random = random_seeded(seed), .size = size};
    parse_hours(&generator);
    const Vocabulary *needs = make_needs(&generator);
    const size_t organizations = size.services / 4 + 1;
    Organization *organization = ARENA_ARRAY(arena, Organization, organizations);
    Service *service = ARENA_ARRAY(arena, Service, size.services);
    Location *location = ARENA_ARRAY(arena, Location, size.services);
    Door *door = ARENA_ARRAY(arena, Door, size.services);
    for (size_t i = 0; i < organizations; i++) {
        organization[i] = make_organization(&generator);
    }
    for (size_t i = 0; i < size.services; i++) {
        service[i] = make_service(&generator, i, organizations);
        location[i] = make_location(&generator);
        door[i] = make_door(&generator, &service[i], i);
    }
    Catalogue *catalogue = ARENA_NEW(arena, Catalogue);
    *catalogue = (Catalogue){
        .organizations = organization,
        .organization_count = organizations,
        .locations = location,
        .location_count = size.services,
        .services = service,
        .service_count = size.services,
        .doors = door,
        .door_count = size.services,
        .vocabularies = needs,
        .vocabulary_count = 1,
        .needs = needs,
    };
    return catalogue;
}
