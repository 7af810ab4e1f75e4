/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The kinds of things that are exchanged and what may be done with each: one table, from which
 * requests are judged and the CapabilityStatement is written, so that it says what is true.
 */
#pragma once

#include "base/text.h"

typedef enum FhirKind {
    FHIR_PATIENT,
    FHIR_SERVICE_REQUEST,
    FHIR_TASK,
    FHIR_CONSENT,
    FHIR_PROCEDURE,
    FHIR_ORGANIZATION,
    FHIR_HEALTHCARE_SERVICE,
    FHIR_LOCATION,
    FHIR_PRACTITIONER,
    FHIR_PRACTITIONER_ROLE,
    FHIR_DOCUMENT_REFERENCE,
    FHIR_CONDITION,
    FHIR_OBSERVATION,
    FHIR_GOAL,
    FHIR_QUESTIONNAIRE_RESPONSE,
    FHIR_SUBSCRIPTION,
    FHIR_KIND_COUNT
} FhirKind;

typedef enum FhirSearchType {
    SEARCH_TOKEN,
    SEARCH_REFERENCE,
    SEARCH_STRING,
    SEARCH_DATE
} FhirSearchType;

/* A parameter, and where in the resource it looks ("code/coding", "subject/reference"). */
typedef struct FhirParameter {
    const char *name;
    FhirSearchType type;
    const char *path;
} FhirParameter;

enum { FHIR_MOST_PARAMETERS = 12, FHIR_MOST_INCLUDES = 4 };

typedef struct FhirModel {
    const char *name;         /* "ServiceRequest" */
    const char *interactions; /* of "cruds", those there are */
    FhirParameter parameters[FHIR_MOST_PARAMETERS];
    const char *includes[FHIR_MOST_INCLUDES]; /* "Task:focus" */
    const char *person; /* where its person is named: "subject"; NULL for a thing of nobody */
} FhirModel;

const FhirModel *fhir_model(FhirKind kind);
const char *fhir_kind_name(FhirKind kind);
bool fhir_kind_parse(Text name, FhirKind *kind);
bool fhir_kind_does(FhirKind kind, char interaction);

/* NULL for none of this name. */
const FhirParameter *fhir_parameter(FhirKind kind, Text name);
