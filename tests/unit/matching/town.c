/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/matching/town.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "directory/load.h"
#include "store/store.h"
#include "unit/store_place.h"

static const char TOWN[] =
    "taxonomies:\n"
    "- key: needs\n"
    "  name: Besoins\n"
    "  description: Besoins\n"
    "  terms:\n"
    "  - {code: food, name: Manger}\n"
    "  - {code: food.meal, parent: food, name: Repas}\n"
    "  - {code: wash, name: Se laver}\n"
    "  - {code: bed, name: Dormir}\n"
    "  - {code: help, name: Aide}\n"
    "  - {code: care, name: Soins}\n"
    "  - {code: shoes, name: Chaussures}\n"
    "  - {code: law, name: Droit}\n"
    "  - {code: talk, name: Parler}\n"
    "  - {code: work, name: Travail}\n"
    "  - {code: school, name: École}\n"
    "  - {code: move, name: Bouger}\n"
    "  - {code: play, name: Jouer}\n"
    "  - {code: wash.dry, parent: wash, name: Sécher, apart: true}\n"
    "  - {code: supper, name: Souper, within: today}\n"
    "  - {code: night, name: Nuit, within: tonight, overnight: true, presumed_hours: "
    "\"24/7\"}\n"
    "  - {code: ear, name: Écoute, general: true}\n"
    "locations:\n"
    "- {key: hall, name: La Halle, address: {city: Liège, state_province: Liège, postal_code: "
    "\"4000\", country: "
    "BE},\n"
    "   precision: site, latitude: 50.6330, longitude: 5.5680}\n"
    "- {key: market, name: Le Marché, address: {city: Liège, state_province: Liège, "
    "postal_code: \"4000\", country: "
    "BE},\n"
    "   precision: commune, latitude: 50.6331, longitude: 5.5690, valid_to: 2026-11-25}\n"
    "organizations:\n"
    "- key: house\n"
    "  name: Maison\n"
    "  kind: association\n"
    "  services:\n";

static const Moment MORNING = 1795507200; /* 2026-11-24T09:00+01:00 */

static void write_file(Arena *arena, const char *directory, const char *services)
{
    FILE *file = fopen(text_format(arena, "%s/town.yaml", directory).bytes, "w");
    assert_non_null(file);
    assert_true(fputs(TOWN, file) >= 0 && fputs(services, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_files(Arena *arena, const char *directory)
{
    static const char *const files[] = {"town.yaml", "s.db",      "s.db-wal",
                                        "s.db-shm",  "s.db.lock", "s.db-lock"};
    for (size_t i = 0; i < LENGTH_OF(files); i++) {
        (void)unlink(text_format(arena, "%s/%s", directory, files[i]).bytes);
    }
    (void)rmdir(directory);
}

static void expect_ok(Outcome outcome, const Problem *problem)
{
    if (outcome != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(problem->where), TEXT_ARG(problem->detail));
    }
}

const Network *town_open(Arena *arena, const char *services)
{
    char directory[] = "/tmp/seuil-test-XXXXXX";
    Problem problem = {.arena = arena};
    Package package = {0};
    Store *store = NULL;
    const Network *network = NULL;
    assert_non_null(mkdtemp(directory));
    write_file(arena, directory, services);
    expect_ok(load_read(arena, text_from(directory), NULL, &package, &problem), &problem);
    const Text path = store_place(arena, text_from(directory), "s.db");
    expect_ok(store_open(path, STORE_READ_WRITE, &store, &problem), &problem);
    expect_ok(load_write(store, &package, TEXT("town"), MORNING, NULL, &problem), &problem);
    expect_ok(network_build(arena, store, MORNING, &network, &problem), &problem);
    store_close(&store);
    remove_files(arena, directory);
    return network;
}

MatchAnswer town_match(Arena *arena, const Network *network, const char *json)
{
    return town_match_at(arena, network, "2026-11-24T09:00", json);
}

MatchAnswer town_match_at(Arena *arena, const Network *network, const char *at,
                          const char *json)
{
    Problem problem = {.arena = arena};
    Situation *situation = ARENA_NEW(arena, Situation);
    MatchAnswer answer = {0};
    const Text document = text_format(
        arena, "{\"at\": \"%s\", \"place\": {\"postalCode\": \"4000\"}, %s}", at, json);
    expect_ok(situation_read(arena, network, document, MORNING, situation, &problem), &problem);
    expect_ok(match(arena, network, situation, FRENCH, &answer, &problem), &problem);
    return answer;
}

Text town_service(const Network *network, const MatchDoor *door)
{
    const Catalogue *catalogue = network->catalogue;
    return catalogue->services[catalogue->doors[door->door].service].key;
}

const MatchQuestion *town_question(const Network *network, const MatchAnswer *answer,
                                   const char *fact)
{
    const int index = fact_find(network->facts, text_from(fact));
    assert_true(index >= 0);
    for (size_t i = 0; i < answer->question_count; i++) {
        if (answer->questions[i].fact == index) {
            return &answer->questions[i];
        }
    }
    return NULL;
}

bool span_says(TextSpan span, const char *words)
{
    for (size_t i = 0; i < span.count; i++) {
        if (text_find(span.items[i], text_from(words), 0) < span.items[i].length) {
            return true;
        }
    }
    return false;
}
