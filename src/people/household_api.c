/* SPDX-License-Identifier: EUPL-1.2 */
/* Each change answers the whole list as it is then. */
#include "people/household_api.h"

#include "access/gate_web.h"
#include "base/list.h"
#include "http/body.h"
#include "people/household_json.h"
#include "people/person_web.h"
#include "people/secrecy_edge_web.h"

/* ------------------------------------------------------------------------------ households */

static Outcome write_households(Request *request, Id person)
{
    HouseholdList list = {0};
    TRY(household_list(access_of(request), person, &list));
    JsonWriter writer = json_writer(response_json(request));
    household_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome get_households(Request *request)
{
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    return write_households(request, person);
}

static Outcome post_household(Request *request)
{
    static const char *const names[] = {"household", "person", "role", "entered"};
    Id household = {{0}};
    HouseholdEntry entry = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &entry.with));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_id(request, body, "household", &entry.household));
    TRY(body_need_id(request, body, "person", &entry.person));
    TRY(body_text(request, body, "role", &entry.role));
    TRY(body_text(request, body, "entered", &entry.entered));
    TRY(household_enter(access_of(request), &entry, &household));
    request->response.status = 201;
    return write_households(request, entry.with);
}

static Outcome post_leave(Request *request)
{
    static const char *const names[] = {"stay", "left"};
    Id person = {{0}};
    Id household = {{0}};
    Id stay = {{0}};
    Text left = TEXT("");
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "household", &household));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_need_id(request, body, "stay", &stay));
    TRY(body_text(request, body, "left", &left));
    TRY(household_leave(access_of(request), person, household, stay, left));
    return write_households(request, person);
}

/* --------------------------------------------------------------------------------- animals */

static Outcome write_animals(Request *request, Id person)
{
    AnimalList list = {0};
    TRY(animal_list(access_of(request), person, &list));
    JsonWriter writer = json_writer(response_json(request));
    animal_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome get_animals(Request *request)
{
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    return write_animals(request, person);
}

static Outcome post_animal(Request *request)
{
    static const char *const names[] = {"kind", "name", "entered"};
    Id person = {{0}};
    Id made = {{0}};
    Animal animal = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "kind", &animal.kind));
    TRY(body_text(request, body, "name", &animal.name));
    TRY(body_text(request, body, "entered", &animal.entered));
    TRY(animal_add(access_of(request), person, &animal, &made));
    request->response.status = 201;
    return write_animals(request, person);
}

static Outcome post_animal_leave(Request *request)
{
    static const char *const names[] = {"left"};
    Id person = {{0}};
    Id animal = {{0}};
    Text left = TEXT("");
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "animal", &animal));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "left", &left));
    TRY(animal_leave(access_of(request), person, animal, left));
    return write_animals(request, person);
}

#define HOUSEHOLDS "/api/v1/persons/{id}/households"
#define ANIMALS    "/api/v1/persons/{id}/animals"

static const Route routes[] = {
    {GET,  HOUSEHOLDS,                      MAY_READ_PERSON,  get_households,    FRESH},
    {POST, HOUSEHOLDS,                      MAY_WRITE_PERSON, post_household,    FRESH},
    {POST, HOUSEHOLDS "/{household}/leave", MAY_WRITE_PERSON, post_leave,        FRESH},
    {GET,  ANIMALS,                         MAY_READ_PERSON,  get_animals,       FRESH},
    {POST, ANIMALS,                         MAY_WRITE_PERSON, post_animal,       FRESH},
    {POST, ANIMALS "/{animal}/leave",       MAY_WRITE_PERSON, post_animal_leave, FRESH},
};

const RouteTable HOUSEHOLD_API_ROUTES = {routes, LENGTH_OF(routes)};
