/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HL7 FHIR R4 (4.0.1) as other systems speak it with Seuil: hospitals send referrals and follow
 * them. FHIR is a face, not the store: a Patient becomes a person, a Task a referral that the
 * machine of referral/referral_machine.h moves, and what Seuil has no place for stays in the
 * stored original. docs/reference/fhir.md lists all; docs/decisions/2026-11-29-fhir.md says
 * why.
 */
#pragma once

#include "access/client.h"
#include "directory/catalogue.h"
#include "fhir/fhir_kind.h"
#include "json/json.h"

enum { FHIR_MOST_ENTRIES = 200, FHIR_PAGE = 50, FHIR_MOST_PAGE = 100, FHIR_MOST_NAME = 64 };

/* One request of a client. */
typedef struct Fhir {
    Access *access;
    const Client *client;
    const Catalogue *catalogue; /* NULL before the directory was loaded */
    Text base;                  /* "https://seuil.example/fhir" */
    int status;                 /* of a refusal when it is not that of its outcome; else 0 */
} Fhir;

/* Refuses with a status of its own: 412 for a version, 422 for a rule. `place` is a path within
 * the resource: "Task.statusReason". */
Outcome fhir_refuse(Fhir *fhir, int status, Outcome outcome, const char *place,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A thing as it is answered. */
typedef struct FhirThing {
    FhirKind kind;
    json_t *body; /* owned: close it */
    Text name;    /* what this client calls it */
    int64_t version;
    Moment updated;
    bool is_new;
} FhirThing;

void fhir_thing_close(FhirThing *thing);

/* REFUSED unless the token's scopes open the interaction ('c', 'r', 'u', 'd', 's'). */
MUST_USE Outcome fhir_scope(Fhir *fhir, FhirKind kind, char interaction);

Text fhir_etag(Arena *arena, const FhirThing *thing);     /* W/"2" */
Text fhir_location(Arena *arena, const FhirThing *thing); /* "Task/mine/_history/2" */

/* Puts id, meta.versionId and meta.lastUpdated of the thing into its body. */
void fhir_stamp(Fhir *fhir, FhirThing *thing);

/* ---- JSON, briefly: NULL and empty where there is none */
json_t *fhir_string(Text text);
Text fhir_text_at(const json_t *value, const char *path); /* "code/coding/0/code" */
const json_t *fhir_at(const json_t *value, const char *path);
/* Whether one of the codings of a CodeableConcept, of any system, has this code. */
bool fhir_has_code(const json_t *concept, Text code);
void fhir_set_text(json_t *object, const char *key, Text value);
json_t *fhir_concept(Text system, Text code, Text words);
