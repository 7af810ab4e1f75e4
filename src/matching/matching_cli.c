/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/matching_cli.h"

#include "matching/findings_cli.h"

#include "directory/load.h"
#include "directory/search.h"
#include "directory/sentences.h"
#include "matching/match.h"
#include "matching/search_json.h"
#include "matching/service_cli.h"
#include "matching/wider.h"
#include "store/store.h"
#include "words/say.h"

enum { MOST_SITUATION_BYTES = 1 << 20 };

static Outcome build_network(Invocation *invocation, const Network **network)
{
    return network_build(invocation->arena, invocation->store, invocation->now, network,
                         &invocation->problem);
}

static void print_json(Invocation *invocation, const Buffer *buffer)
{
    (void)fwrite(buffer->bytes, 1, buffer->length, invocation->out);
    (void)fputc('\n', invocation->out);
}

/* -------------------------------------------------------------------------------- match */

static Outcome run_match(Invocation *invocation)
{
    const Network *network = NULL;
    Text document = {0};
    Situation *situation = ARENA_NEW(invocation->arena, Situation);
    MatchAnswer answer = {0};
    TRY(invocation_read_file(invocation, invocation->arguments[0], MOST_SITUATION_BYTES,
                             &document));
    TRY(build_network(invocation, &network));
    TRY(situation_read(invocation->arena, network, document, invocation->now, situation,
                       &invocation->problem));
    TRY(situation_check_named(network, situation, &invocation->problem));
    TRY(match(invocation->arena, network, situation, invocation->language, &answer,
              &invocation->problem));
    if (!invocation->json) {
        const Text text = match_write_text(invocation->arena, network, situation, &answer,
                                           invocation->language);
        (void)fwrite(text.bytes, 1, text.length, invocation->out);
        return OK;
    }
    Buffer buffer = buffer_new(invocation->arena, (size_t)8 << 20);
    JsonWriter writer = json_writer(&buffer);
    writer.pretty = true;
    match_write_json(network, situation, &answer, invocation->language, &writer);
    print_json(invocation, &buffer);
    return OK;
}

/* --------------------------------------------------------------------------------- load */

static Outcome run_load(Invocation *invocation)
{
    const LoadChecks checks = {.condition = network_check_condition};
    Package package = {0};
    int64_t removed = 0;
    const Text given = invocation->arguments[0];
    const Text directory = text_starts_with(given, TEXT("/"))
                               ? given
                               : text_format(invocation->arena, "%.*s/%.*s",
                                             TEXT_ARG(invocation->directory), TEXT_ARG(given));
    TRY(load_read(invocation->arena, directory, &checks, &package, &invocation->problem));
    TRY(load_write(invocation->store, &package, TEXT("load"), invocation->now, &removed,
                   &invocation->problem));
    const Network *network = NULL;
    TRY(build_network(invocation, &network));
    const Catalogue *catalogue = network->catalogue;
    if (invocation->json) {
        (void)fprintf(invocation->out,
                      "{\"files\":%zu,\"records\":%zu,\"removed\":%lld,\"organizations\":%zu,"
                      "\"services\":%zu,\"doors\":%zu,\"needs\":%zu}\n",
                      package.file_count, package.records.count, (long long)removed,
                      catalogue->organization_count, catalogue->service_count,
                      catalogue->door_count, catalogue->needs->term_count);
        return OK;
    }
    (void)fprintf(invocation->out,
                  "%zu files, %zu records: %zu organisations, %zu services, %zu doors, "
                  "%zu needs\n",
                  package.file_count, package.records.count, catalogue->organization_count,
                  catalogue->service_count, catalogue->door_count,
                  catalogue->needs->term_count);
    return OK;
}

/* ------------------------------------------------------------------------------- search */

static Outcome print_search_json(Invocation *invocation, const Network *network,
                                 const SearchResult *result)
{
    Buffer buffer = buffer_new(invocation->arena, (size_t)8 << 20);
    JsonWriter writer = json_writer(&buffer);
    writer.pretty = true;
    json_object_open(&writer);
    search_write_json(invocation->arena, network, result, invocation->language, TEXT(""),
                      &writer);
    json_object_close(&writer);
    print_json(invocation, &buffer);
    return OK;
}

static void print_proposal(Invocation *invocation, const Network *network,
                           const SearchResult *result)
{
    const Catalogue *catalogue = network->catalogue;
    if (result->doorless == NONE && result->wider.hit_count == 0) {
        return;
    }
    const Text sentence =
        wider_sentence(invocation->arena, network, result->doorless, invocation->language);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(sentence));
    for (size_t i = 0; i < result->wider.hit_count; i++) {
        const SearchHit *hit = &result->wider.hits[i];
        const Service *service = &catalogue->services[catalogue->doors[hit->door].service];
        const Text name = phrase_in(&service->name, invocation->language, NULL);
        (void)fprintf(invocation->out, "  → %.*s  %.*s\n", TEXT_ARG(name),
                      TEXT_ARG(wider_phone(network, hit)));
    }
}

static void print_search_text(Invocation *invocation, const Network *network,
                              const SearchResult *result)
{
    const Catalogue *catalogue = network->catalogue;
    print_proposal(invocation, network, result);
    for (size_t i = 0; i < result->hit_count; i++) {
        const SearchHit *hit = &result->hits[i];
        const Service *service = &catalogue->services[catalogue->doors[hit->door].service];
        const Text name = phrase_in(&service->name, invocation->language, NULL);
        const Text reason = search_reason_sentence(network->index, invocation->arena, hit,
                                                   invocation->language);
        (void)fprintf(invocation->out, "%2zu. %.*s", i + 1, TEXT_ARG(name));
        const uint32_t location = catalogue->doors[hit->door].location;
        if (location != NONE &&
            location_tells_distance(&catalogue->locations[location], hit->distance)) {
            (void)fprintf(invocation->out, "  %.1f km", hit->distance / 1000);
        }
        (void)fprintf(invocation->out, "\n    %.*s  %.*s\n", TEXT_ARG(reason),
                      TEXT_ARG(service->key));
    }
    const Text total = result->total == 0 ? say(invocation->language, SAY_SEARCH_RESULTS_NONE)
                                          : say_count(invocation->arena, invocation->language,
                                                      SAY_SEARCH_RESULTS, result->total);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(total));
    if (result->did_you_mean.length > 0) {
        (void)fprintf(invocation->error, "%.*s %.*s\n",
                      TEXT_ARG(say(invocation->language, SAY_SEARCH_DID_YOU_MEAN)),
                      TEXT_ARG(result->did_you_mean));
    }
}

static Outcome set_origin(Invocation *invocation, const Network *network,
                          SearchRequest *request)
{
    const Text near = option_value(invocation, "near");
    Situation *situation = ARENA_NEW(invocation->arena, Situation);
    if (near.bytes == NULL) {
        return OK;
    }
    TRY(situation_set_place(invocation->arena, network, near, situation, &invocation->problem));
    request->origin = situation->origin;
    request->has_origin = true;
    return OK;
}

static Outcome run_search(Invocation *invocation)
{
    const Network *network = NULL;
    SearchResult result = {0};
    SearchRequest request = {
        .text = invocation->arguments[0],
        .language = invocation->language,
        .only_open = option_given(invocation, "open"),
        .only_free = option_given(invocation, "free"),
        .at = invocation->now,
    };
    const Text need = option_value(invocation, "need");
    if (need.bytes != NULL) {
        Text *needs = ARENA_NEW(invocation->arena, Text);
        *needs = need;
        request.needs = (TextSpan){needs, 1};
    }
    TRY(build_network(invocation, &network));
    TRY(set_origin(invocation, network, &request));
    TRY(search(network->index, invocation->arena, &request, &result, &invocation->problem));
    if (invocation->json) {
        return print_search_json(invocation, network, &result);
    }
    print_search_text(invocation, network, &result);
    return OK;
}

static const Option search_options[] = {
    {"near", OPTION_VALUE, "PLACE", "Start from this postal code, commune or place."},
    {"need", OPTION_VALUE, "CODE",  "Only doors that answer this need."             },
    {"open", OPTION_FLAG,  NULL,    "Only doors open at the moment (see --at)."     },
    {"free", OPTION_FLAG,  NULL,    "Only doors known to be free."                  },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {
     .name = "match",
     .arguments = "FILE|-",
     .summary = "From a person's situation to the doors to open together.",
     .examples = "seuil match examples/gare-de-liege.json\n"
                    "  Print the plan of the worked situation.\n"
                    "seuil match --json - < situation.json\n"
                    "  The same as JSON, for a program.\n", .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = run_match,
     },
    {
     .name = "search",
     .arguments = "\"TEXT\"",
     .summary = "Find doors by a few words, in any of the four languages.",
     .examples = "seuil search \"repas liège\"\n"
                    "  Doors that serve meals, those of Liège first.\n"
                    "seuil search \"voedselpakket\" --near 5000 --open\n"
                    "  Open now, near Namur.\n",                                                           .options = search_options,
     .option_count = LENGTH_OF(search_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = run_search,
     },
    {
     .name = "service show",
     .arguments = "ID",
     .summary = "All that is known of one service, by UUID, key or slug.",
     .examples = "seuil service show cap-migrant\n"
                    "seuil service show cap-migrant --json --lang nl\n",                                  .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = service_show_run,
     },
    {
     .name = "open",
     .arguments = "ID",
     .summary = "Say whether a service is open, until when, or that nobody knows.",
     .examples = "seuil open la-cigogne --at 2026-11-26T15:00\n"
                    "seuil open la-cigogne --json\n",                                .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = service_open_run,
     },
    {
     .name = "load",
     .arguments = "DIR",
     .summary = "Load a directory written as YAML files, all of it or nothing.",
     .examples = "seuil load data/wallonie\n"
                    "  Load the Walloon network; loading again updates, never doubles.\n",                                .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = run_load,
     },
    {
     .name = "gaps",
     .arguments = "",
     .summary = "What was asked and no door gave, or refused, by day, need and postal code.",
     .examples = "seuil gaps\n"
                    "seuil gaps --json\n"
                    "  An object a line, for a report.\n",       .store = STORE_READ,
     .permission = EVERYONE,
     .run = gaps_run,
     },
    {
     .name = "reports",
     .arguments = "",
     .summary = "What visitors say is wrong with a page of the directory.",
     .examples = "seuil reports\n"
                    "seuil reports --json\n",                                                           .store = STORE_READ,
     .permission = EVERYONE,
     .run = reports_run,
     },
};
/* clang-format on */

const CommandTable MATCHING_COMMANDS = {commands, LENGTH_OF(commands)};
