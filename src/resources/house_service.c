/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/house_service.h"

#include "directory/record.h"
#include "json/json.h"

typedef struct Gathering {
    Access *access;
    Text house; /* its identifier, as records write it */
    HouseServiceList services;
} Gathering;

static Outcome read_body(const Record *record, json_t **body, Problem *problem)
{
    return json_read(record->body, JSON_FILE_LIMITS, body, problem);
}

/* Most records are another house's: the identifier is looked for before the body is parsed. */
static Outcome gather(void *context, const Record *record, Problem *problem)
{
    Gathering *gathering = context;
    json_t *body SCOPED(json_close) = NULL;
    if (!text_contains(record->body, gathering->house)) {
        return OK;
    }
    TRY(read_body(record, &body, problem));
    if (text_equal(json_member_text(body, "organization_id"), gathering->house)) {
        Arena *arena = gathering->access->arena;
        const HouseService service = {record->id,
                                      text_copy(arena, json_member_text(body, "name"))};
        LIST_APPEND(arena, &gathering->services, service);
    }
    return OK;
}

Outcome house_service_list(Access *access, HouseServiceList *services)
{
    Gathering gathering = {.access = access,
                           .house = id_format(access->arena, access->caller.house)};
    const RecordSink sink = {gather, &gathering};
    if (!id_is_nil(access->caller.house)) {
        TRY(record_each(access->session, ENTITY_SERVICE, sink, access->problem));
    }
    *services = gathering.services;
    return OK;
}

/* NOT_FOUND, with nothing said, for none of the directory. */
static Outcome find(Access *access, Id service, json_t **body)
{
    Record record = {0};
    Problem unheard = {.arena = access->arena};
    const Outcome found =
        record_get(access->session, access->arena, ENTITY_SERVICE, service, &record, &unheard);
    return found == OK ? read_body(&record, body, access->problem) : found;
}

Outcome house_service_check(Access *access, Id service)
{
    Id house = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    const Outcome found = find(access, service, &body);
    if (found == NOT_FOUND) {
        return problem_set(access->problem, INVALID, TEXT("body"), "service",
                           "the directory has no such service");
    }
    TRY(found);
    return id_parse(json_member_text(body, "organization_id"), &house) &&
                   id_equal(house, access->caller.house)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT("body"), "service",
                             "a house speaks for its own services alone");
}

Outcome house_service_name(Access *access, Id service, Text *name)
{
    json_t *body SCOPED(json_close) = NULL;
    const Outcome found = find(access, service, &body);
    *name = TEXT("");
    if (found == NOT_FOUND) {
        return OK;
    }
    TRY(found);
    *name = text_copy(access->arena, json_member_text(body, "name"));
    return OK;
}
