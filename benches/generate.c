/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/generate.h"

#include <math.h>
#include <stdlib.h>

#include "base/list.h"
#include "benches/generate_hours.h"
#include "benches/generate_towns.h"
#include "benches/generate_words.h"

/* The first are the most common. */
static const char *const publics[] = {
    "children", "homeless",  "migrants", "everyone", "elderly",  "adults",
    "families", "young",     "women",    "disabled", "patients", "students",
    "addicted", "prisoners", "carers",   "newborns",
};
static const char *const modes[] = {"collective", "community", "individual"};
static const char *const spoken[] = {"fr", "nl", "de", "en", "ar", "tr", "es", "it",
                                     "uk", "ru", "pl", "ro", "pt", "fa", "ps", "so",
                                     "ti", "sq", "zh", "bg", "el", "hu", "ku", "ber"};
static const char *const units[] = {"bed", "place", "meal", "child", "hour"};
static const char *const expressions[] = {"age >= 18", "age < 18", "newly_arrived = true",
                                          "literate = true", "from_outside_eu = true"};

static const Moment BUILT_AT = 1795510800; /* 2026-11-24T10:00+01:00 */

typedef struct Generator {
    Arena *arena;
    Random random;
    GeneratedSize size;
    HoursPool hours;
    Towns towns;
    const Vocabulary *needs;
    Organization *organizations;
    size_t organization_count;
    Service *services;
    Location *locations;
    size_t location_count;
    Door *doors;
    uint32_t *houses; /* by organisation: its last location, or NONE */
    size_t tiles;
    double remote;       /* part of the services */
    double confidential; /* part of the places */
    LIST_OF(GeneratedTwin) twins;
} Generator;

static bool chance(Generator *generator, uint32_t percent)
{
    return random_below(&generator->random, 100) < percent;
}

static uint32_t below(Generator *generator, size_t limit)
{
    return random_below(&generator->random, (uint32_t)limit);
}

/* ----------------------------------------------------------------------------------- words */

static Text sentence(Generator *generator, Language language, size_t words)
{
    return generate_sentence(generator->arena, &generator->random, language,
                             generator->size.vocabulary, words);
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

/* The first of the list are the most common. */
static TextSpan pick(Generator *generator, const char *const *from, size_t count, size_t most)
{
    const size_t wanted = below(generator, most + 1);
    Text *items = ARENA_ARRAY(generator->arena, Text, wanted);
    const double unit = random_unit(&generator->random);
    const size_t start = (size_t)(unit * unit * (double)count);
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

static IndexSpan pick_needs(Generator *generator)
{
    const size_t count = generator->size.needs == 0 ? 0 : 1 + below(generator, 2);
    uint32_t *needs = ARENA_ARRAY(generator->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        const double unit = random_unit(&generator->random);
        needs[i] = (uint32_t)(unit * sqrt(unit) * (double)generator->size.needs);
    }
    return (IndexSpan){needs, count};
}

/* ---------------------------------------------------------------------------------- places */

static Phrase ramp(void)
{
    return (Phrase){
        {TEXT("Rampe"), TEXT("Helling"), TEXT("Rampe"), TEXT("Ramp")}
    };
}

static void place_in_town(Generator *generator, Location *location)
{
    const Town town = towns_draw(&generator->towns, &generator->random);
    location->city = town.name;
    location->postal_code = town.postal_code;
    location->province = town.commune->province;
    location->has_point = chance(generator, 97);
    location->point = generate_shift(town.point, below(generator, generator->tiles));
}

static uint32_t make_location(Generator *generator)
{
    const uint32_t number = (uint32_t)generator->location_count++;
    Location *location = &generator->locations[number];
    *location = (Location){
        .key = text_format(generator->arena, "l%u", number),
        .street =
            text_format(generator->arena, "Rue %.*s %u",
                        TEXT_ARG(sentence(generator, FRENCH, 1)), 1 + below(generator, 200)),
        .precision = PRECISION_ADDRESS,
        .is_confidential = random_unit(&generator->random) < generator->confidential,
        .accepts_animals = chance(generator, 10) ? YES : UNKNOWN_YET,
        .marks = {.valid_from = DATE_NONE, .valid_to = DATE_NONE},
    };
    if (chance(generator, 35)) {
        Phrase *access = ARENA_NEW(generator->arena, Phrase);
        *access = ramp();
        location->accessibility = (PhraseSpan){access, 1};
    }
    place_in_town(generator, location);
    return number;
}

/* A house of several services is one address: every third door is where another is. */
static uint32_t location_of(Generator *generator, const Service *service)
{
    uint32_t *house = &generator->houses[service->organization];
    if (*house == NONE || !chance(generator, 33)) {
        *house = make_location(generator);
    }
    return *house;
}

/* -------------------------------------------------------------------------------- services */

static Organization make_organization(Generator *generator, size_t number)
{
    return (Organization){
        .key = text_format(generator->arena, "o%zu", number),
        .name = phrase(generator, 3),
        .description = phrase(generator, generator->size.text_words / 2 + 1),
        .kind = TEXT("association"),
        .parent = NONE,
        .marks = {.valid_from = DATE_NONE, .valid_to = DATE_NONE},
    };
}

static void add_condition(Generator *generator, Service *service)
{
    ConditionText *condition = ARENA_NEW(generator->arena, ConditionText);
    *condition = (ConditionText){
        .key = TEXT("condition"),
        .expression = text_from(expressions[below(generator, LENGTH_OF(expressions))]),
        .text = phrase(generator, 4),
        .marks = {.valid_from = DATE_NONE, .valid_to = DATE_NONE},
    };
    service->conditions = condition;
    service->condition_count = 1;
}

static void add_capacity(Generator *generator, Service *service)
{
    Capacity *capacity = ARENA_NEW(generator->arena, Capacity);
    const uint32_t most = 1 + below(generator, 60);
    *capacity = (Capacity){
        .unit = text_from(units[below(generator, LENGTH_OF(units))]),
        .maximum = (int32_t)most,
        .available = chance(generator, 50) ? (int32_t)below(generator, most + 1) : -1,
    };
    service->capacities = capacity;
    service->capacity_count = 1;
}

static Marks draw_marks(Generator *generator)
{
    const Date today = date_from_civil((CivilDate){2026, 11, 24});
    const int days = (int)below(generator, 400) - 200;
    const bool ends = chance(generator, 3);
    return (Marks){
        .valid_from = chance(generator, 1) ? (Date)(today + 60) : DATE_NONE,
        .valid_to = ends ? (Date)(today + days) : DATE_NONE,
    };
}

static Remote draw_remote(Generator *generator)
{
    if (random_unit(&generator->random) >= generator->remote) {
        return REMOTE_NO;
    }
    return chance(generator, 60) ? REMOTE_TELEPHONE : REMOTE_ONLINE;
}

/* Some organisations have a hundred services. */
static uint32_t draw_organization(Generator *generator)
{
    const double unit = random_unit(&generator->random);
    return (uint32_t)(unit * sqrt(unit) * (double)generator->organization_count);
}

static Service make_service(Generator *generator, size_t number)
{
    Service service = {
        .key = text_format(generator->arena, "s%zu", number),
        .organization = draw_organization(generator),
        .name = phrase(generator, 2 + below(generator, 3)),
        .description = phrase(generator, 1 + below(generator, generator->size.text_words * 2)),
        .status = TEXT("active"),
        .kind = TEXT("service"),
        .needs = pick_needs(generator),
        .publics = pick(generator, publics, LENGTH_OF(publics), 2),
        .modes = pick(generator, modes, LENGTH_OF(modes), 1),
        .languages = pick(generator, spoken, LENGTH_OF(spoken), 3),
        .is_free = chance(generator, 40) ? YES : UNKNOWN_YET,
        .remote = draw_remote(generator),
        .marks = draw_marks(generator),
    };
    if (chance(generator, 25)) {
        add_condition(generator, &service);
    }
    if (chance(generator, 20)) {
        add_capacity(generator, &service);
    }
    return service;
}

/* ----------------------------------------------------------------------------------- twins */

static Text first_half(Arena *arena, Text text)
{
    const size_t cut = text_find_byte(text, ' ', text.length / 2);
    return text_copy(arena, text_slice(text, 0, cut));
}

/* The same service once more: under another name, at another address, or in parts. */
static void make_twin(Generator *generator, size_t number)
{
    Service *twin = &generator->services[number];
    const uint32_t of = below(generator, number);
    const TwinKind kind = (TwinKind)below(generator, TWIN_KINDS);
    const Text key = twin->key;
    const Phrase own_name = twin->name;
    *twin = generator->services[of];
    twin->key = key;
    switch (kind) {
    case TWIN_RENAMED:
        twin->name = own_name;
        break;
    case TWIN_SPLIT:
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            twin->description.in[language] =
                first_half(generator->arena, twin->description.in[language]);
        }
        twin->needs.count = twin->needs.count > 1 ? 1 : twin->needs.count;
        break;
    case TWIN_MOVED:
    case TWIN_KINDS:
        break;
    }
    LIST_APPEND(generator->arena, &generator->twins,
                (GeneratedTwin){(uint32_t)number, of, kind});
}

static uint32_t twin_location(Generator *generator, const Service *service, uint32_t of,
                              TwinKind kind)
{
    const uint32_t there = generator->doors[of].location;
    return kind == TWIN_MOVED || there == NONE ? location_of(generator, service) : there;
}

/* ------------------------------------------------------------------------------- directory */

static void make_door(Generator *generator, size_t number, const GeneratedTwin *twin)
{
    const Service *service = &generator->services[number];
    const GeneratedHours hours = hours_pool_draw(&generator->hours, &generator->random);
    uint32_t location = NONE;
    if (service->remote == REMOTE_NO) {
        location = twin == NULL ? location_of(generator, service)
                                : twin_location(generator, service, twin->of, twin->kind);
    }
    uint32_t *index = ARENA_NEW(generator->arena, uint32_t);
    *index = (uint32_t)number;
    generator->services[number].doors = (IndexSpan){index, 1};
    generator->doors[number] = (Door){
        .service = (uint32_t)number,
        .location = location,
        .hours = hours.hours,
        .hours_value = hours.value,
        .marks = {.valid_from = DATE_NONE, .valid_to = DATE_NONE},
    };
    uint32_t *door = ARENA_NEW(generator->arena, uint32_t);
    *door = (uint32_t)number;
    generator->services[number].doors = (IndexSpan){door, 1};
}

static void make_one(Generator *generator, size_t number)
{
    const size_t twins = generator->twins.count;
    generator->services[number] = make_service(generator, number);
    if (number >= 50 && random_below(&generator->random, 1000) < 45) {
        make_twin(generator, number);
    }
    const bool is_twin = generator->twins.count > twins;
    make_door(generator, number, is_twin ? &generator->twins.items[twins] : NULL);
}

static void prepare(Generator *generator)
{
    const double root = sqrt((double)generator->size.services);
    const size_t kinds = generator->size.services / 8 + 8;
    generator->hours =
        generate_hours(generator->arena, &generator->random, kinds < 4000 ? kinds : 4000);
    generator->towns = towns_new(generator->arena);
    generator->needs = make_needs(generator);
    generator->tiles = generate_tiles(generator->size);
    generator->remote = fmin(0.1, 2 / root);
    generator->confidential = fmin(0.02, 0.7 / root);
    generator->organization_count = generator->size.services / 4 + 1;
    generator->organizations =
        ARENA_ARRAY(generator->arena, Organization, generator->organization_count);
    generator->houses = ARENA_ARRAY(generator->arena, uint32_t, generator->organization_count);
    generator->services = ARENA_ARRAY(generator->arena, Service, generator->size.services);
    generator->locations = ARENA_ARRAY(generator->arena, Location, generator->size.services);
    generator->doors = ARENA_ARRAY(generator->arena, Door, generator->size.services);
}

static const Catalogue *finish(const Generator *generator)
{
    Catalogue *catalogue = ARENA_NEW(generator->arena, Catalogue);
    *catalogue = (Catalogue){
        .organizations = generator->organizations,
        .organization_count = generator->organization_count,
        .locations = generator->locations,
        .location_count = generator->location_count,
        .services = generator->services,
        .service_count = generator->size.services,
        .doors = generator->doors,
        .door_count = generator->size.services,
        .vocabularies = generator->needs,
        .vocabulary_count = 1,
        .built_at = BUILT_AT,
        .needs = generator->needs,
    };
    return catalogue;
}

GeneratedDirectory generate_directory(Arena *arena, GeneratedSize size, uint64_t seed)
{
    Generator generator = {.arena = arena, .random = random_seeded(seed), .size = size};
    prepare(&generator);
    for (size_t i = 0; i < generator.organization_count; i++) {
        generator.organizations[i] = make_organization(&generator, i);
        generator.houses[i] = NONE;
    }
    for (size_t i = 0; i < size.services; i++) {
        make_one(&generator, i);
    }
    return (GeneratedDirectory){
        .catalogue = finish(&generator),
        .twins = generator.twins.items,
        .twin_count = generator.twins.count,
    };
}

const Catalogue *generate_catalogue(Arena *arena, GeneratedSize size, uint64_t seed)
{
    return generate_directory(arena, size, seed).catalogue;
}
