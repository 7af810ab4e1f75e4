/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Subscriptions (topics of R5 as the backport brings them to R4): who is told that a Task or a
 * ServiceRequest changed. A notice names things by their identifiers and says nothing of them:
 * whoever is told reads, and that reading is judged. Events are numbered in the transaction
 * that finds out whom a change concerns, and are told in their order until they are taken.
 */
#pragma once

#include "fhir/fhir_endpoint.h"
#include "fhir/fhir_store.h"

/* What is asked for: where the two changes of SDOH Clinical Care 3.0.0 are named. */
#define FHIR_TOPIC_TASK "http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/Task"
#define FHIR_TOPIC_REQUEST                                                                     \
    "http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/ServiceRequest"

#define FHIR_BACKPORT "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"

enum {
    HOOK_MOST_OF_CLIENT = 20,
    HOOK_MOST_WAITING = 1000,  /* events; more end the subscription */
    HOOK_LEAST_HEARTBEAT = 60, /* seconds */
    HOOK_MOST_HEARTBEAT = 86400
};

typedef enum HookState { HOOK_REQUESTED, HOOK_ACTIVE, HOOK_ERROR, HOOK_OFF } HookState;
enum { HOOK_STATE_COUNT = HOOK_OFF + 1 };

typedef struct Hook {
    Id id;
    Id client;
    Id house;
    FhirKind topic; /* FHIR_TASK or FHIR_SERVICE_REQUEST */
    bool is_empty;  /* told that something changed, and not what */
    Text base;
    HookState state;
    int64_t events;
    int64_t told;
    int64_t failures;
    Moment due;
    Moment ends;
    int64_t heartbeat;
    Moment contact;
    int64_t asked;
    int64_t changes;
    Moment updated;
    Text said;
} Hook;

Text hook_state_name(HookState state); /* "requested", "active", "error", "off" */
Text hook_topic(const Hook *hook);     /* its address */

/* False in `found` for none; looks at no right. */
MUST_USE Outcome hook_get(Session *session, Arena *arena, Id id, Hook *hook, bool *found,
                          Problem *problem);

/* A new or changed Subscription of the client: checked, and its greeting planned. 422 names the
 * element that is not taken. */
MUST_USE Outcome hook_take(Fhir *fhir, const json_t *body, const FhirRow *row);

/* Says the state over what was sent. */
MUST_USE Outcome hook_say(Fhir *fhir, Id id, FhirThing *thing);

/* Ends it, with the events that wait. */
MUST_USE Outcome hook_end(Fhir *fhir, Id id);

/* The searchset of $status. NOT_FOUND for none of the client's. Owned. */
MUST_USE Outcome hook_status(Fhir *fhir, Text name, json_t **answer);
