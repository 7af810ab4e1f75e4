/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands about one service: show it, and say whether it is open. */
#include "matching/service_json.h"

#include "matching/explain.h"
#include "matching/matching_cli.h"
#include "matching/service_cli.h"

static Outcome find_service(Invocation *invocation, const Network **network, uint32_t *service)
{
    TRY(network_build(invocation->arena, invocation->store, invocation->now, network,
                      &invocation->problem));
    const Text name = invocation->arguments[0];
    *service = catalogue_service((*network)->catalogue, name);
    if (*service == NONE) {
        return problem_set(&invocation->problem, NOT_FOUND, name, "service",
                           "no service has this identifier, key or address");
    }
    return OK;
}

static void print_line(const Invocation *invocation, const char *name, Text value)
{
    if (value.length > 0) {
        (void)fprintf(invocation->out, "%-12s %.*s\n", name, TEXT_ARG(value));
    }
}

static void print_door(Invocation *invocation, const Network *network, const Door *door)
{
    const Catalogue *catalogue = network->catalogue;
    Text where = TEXT("by telephone");
    if (door->location != NONE) {
        const Location *location = &catalogue->locations[door->location];
        where = location->is_confidential
                    ? TEXT("confidential: call")
                    : text_format(
                          invocation->arena, "%.*s, %.*s%s%.*s %.*s",
                          TEXT_ARG(phrase_in(&location->name, invocation->language, NULL)),
                          TEXT_ARG(location->street), location->street.length > 0 ? ", " : "",
                          TEXT_ARG(location->postal_code),
                          TEXT_ARG(gazetteer_town(location->postal_code, location->city,
                                                  invocation->language)));
    }
    print_line(invocation, "where", where);
    const Text words = phrase_in(&door->hours_text, invocation->language, NULL);
    print_line(invocation, "hours",
               words.length > 0 ? words
               : door->hours == NULL
                   ? TEXT("unknown")
                   : hours_describe(invocation->arena, door->hours, invocation->language));
}

static void print_service(Invocation *invocation, const Network *network,
                          const Service *service)
{
    const Catalogue *catalogue = network->catalogue;
    const Language language = invocation->language;
    print_line(invocation, "name", phrase_in(&service->name, language, NULL));
    if (service->organization != NONE) {
        print_line(
            invocation, "by",
            phrase_in(&catalogue->organizations[service->organization].name, language, NULL));
    }
    print_line(invocation, "what", phrase_in(&service->description, language, NULL));
    for (size_t i = 0; i < service->doors.count; i++) {
        print_door(invocation, network, &catalogue->doors[service->doors.items[i]]);
    }
    for (size_t i = 0; i < service->condition_count; i++) {
        print_line(invocation, "for whom",
                   phrase_in(&service->conditions[i].text, language, NULL));
    }
    for (size_t i = 0; i < service->access_count; i++) {
        print_line(invocation, "way in", phrase_in(&service->access[i].text, language, NULL));
    }
    print_line(invocation, "cost", explain_cost(invocation->arena, service, language));
    for (size_t i = 0; i < service->phones.count; i++) {
        print_line(invocation, "telephone", service->phones.items[i].number);
    }
    print_line(invocation, "doubt", phrase_in(&service->marks.doubt, language, NULL));
    for (size_t i = 0; i < service->marks.sources.count; i++) {
        print_line(invocation, "source", service->marks.sources.items[i]);
    }
}

Outcome service_show_run(Invocation *invocation)
{
    const Network *network = NULL;
    uint32_t service = NONE;
    TRY(find_service(invocation, &network, &service));
    if (!invocation->json) {
        print_service(invocation, network, &network->catalogue->services[service]);
        return OK;
    }
    Buffer buffer = buffer_new(invocation->arena, (size_t)8 << 20);
    JsonWriter writer = json_writer(&buffer);
    writer.pretty = true;
    service_write_json(invocation->arena, network, service, invocation->language,
                       invocation->now, &writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
    return OK;
}

static HoursAnswer answer_of(const Door *door, Moment at)
{
    if (door->hours == NULL) {
        return (HoursAnswer){.state = HOURS_UNKNOWN, .until = MOMENT_NONE};
    }
    return hours_at(door->hours, at);
}

static void write_door(Invocation *invocation, const Network *network, const Door *door,
                       JsonWriter *writer)
{
    const HoursAnswer answer = answer_of(door, invocation->now);
    json_object_open(writer);
    const Location *location = catalogue_shown_location(network->catalogue, door);
    if (location != NULL) {
        json_member(writer, "locationId", id_format(invocation->arena, location->id));
    }
    json_member(writer, "state", hours_state_name(answer.state));
    json_member(writer, "because", answer.comment.length > 0 ? answer.comment : answer.rule);
    if (answer.until != MOMENT_NONE) {
        json_member(writer, "nextChange", moment_format(invocation->arena, answer.until));
    }
    json_object_close(writer);
}

Outcome service_open_run(Invocation *invocation)
{
    const Network *network = NULL;
    uint32_t index = NONE;
    TRY(find_service(invocation, &network, &index));
    const Service *service = &network->catalogue->services[index];
    Buffer buffer = buffer_new(invocation->arena, (size_t)1 << 20);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_member(&writer, "serviceId", id_format(invocation->arena, service->id));
    json_member(&writer, "at", moment_format(invocation->arena, invocation->now));
    json_key(&writer, TEXT("doors"));
    json_array_open(&writer);
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &network->catalogue->doors[service->doors.items[i]];
        const HoursAnswer answer = answer_of(door, invocation->now);
        write_door(invocation, network, door, &writer);
        if (!invocation->json) {
            const Text until = answer.until == MOMENT_NONE
                                   ? TEXT("")
                                   : moment_format_local(invocation->arena, answer.until);
            (void)fprintf(invocation->out, "%.*s%s%.*s\n",
                          TEXT_ARG(hours_state_name(answer.state)),
                          until.length > 0 ? " until " : "", TEXT_ARG(until));
        }
    }
    json_array_close(&writer);
    json_object_close(&writer);
    if (invocation->json) {
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
    } else if (service->doors.count == 0) {
        (void)fprintf(invocation->out, "unknown\n");
    }
    return OK;
}
