/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_kind.h"

#include <string.h>

/* clang-format off */
/* waiver: format: a parameter a line, as the specification lists them. */
static const FhirModel models[FHIR_KIND_COUNT] = {
    [FHIR_PATIENT] = {"Patient", "crs",
        {{"identifier", SEARCH_TOKEN, "identifier"}}, {NULL}, ""},
    [FHIR_SERVICE_REQUEST] = {"ServiceRequest", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"},
         {"status", SEARCH_TOKEN, "status"},
         {"intent", SEARCH_TOKEN, "intent"},
         {"category", SEARCH_TOKEN, "category"},
         {"code", SEARCH_TOKEN, "code"},
         {"identifier", SEARCH_TOKEN, "identifier"},
         {"requester", SEARCH_REFERENCE, "requester"},
         {"performer", SEARCH_REFERENCE, "performer"}},
        {"ServiceRequest:patient", "ServiceRequest:requester", "ServiceRequest:performer"}, "subject"},
    [FHIR_TASK] = {"Task", "crus",
        {{"patient", SEARCH_REFERENCE, "for"},
         {"status", SEARCH_TOKEN, "status"},
         {"code", SEARCH_TOKEN, "code"},
         {"identifier", SEARCH_TOKEN, "identifier"},
         {"owner", SEARCH_REFERENCE, "owner"},
         {"requester", SEARCH_REFERENCE, "requester"},
         {"focus", SEARCH_REFERENCE, "focus"}},
        {"Task:focus", "Task:patient", "Task:owner"}, "for"},
    [FHIR_CONSENT] = {"Consent", "crs",
        {{"patient", SEARCH_REFERENCE, "patient"}, {"status", SEARCH_TOKEN, "status"}},
        {NULL}, "patient"},
    [FHIR_PROCEDURE] = {"Procedure", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"},
         {"based-on", SEARCH_REFERENCE, "basedOn"},
         {"status", SEARCH_TOKEN, "status"},
         {"date", SEARCH_DATE, "performedDateTime"}},
        {NULL}, "subject"},
    [FHIR_ORGANIZATION] = {"Organization", "crs",
        {{"identifier", SEARCH_TOKEN, "identifier"}, {"name", SEARCH_STRING, "name"}},
        {NULL}, NULL},
    [FHIR_HEALTHCARE_SERVICE] = {"HealthcareService", "rs",
        {{"organization", SEARCH_REFERENCE, "providedBy"},
         {"location", SEARCH_REFERENCE, "location"},
         {"service-type", SEARCH_TOKEN, "type"},
         {"name", SEARCH_STRING, "name"},
         {"active", SEARCH_TOKEN, "active"}},
        {NULL}, NULL},
    [FHIR_LOCATION] = {"Location", "rs",
        {{"identifier", SEARCH_TOKEN, "identifier"}, {"name", SEARCH_STRING, "name"}},
        {NULL}, NULL},
    [FHIR_PRACTITIONER] = {"Practitioner", "crs",
        {{"identifier", SEARCH_TOKEN, "identifier"}}, {NULL}, NULL},
    [FHIR_PRACTITIONER_ROLE] = {"PractitionerRole", "crs",
        {{"identifier", SEARCH_TOKEN, "identifier"}}, {NULL}, NULL},
    [FHIR_DOCUMENT_REFERENCE] = {"DocumentReference", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"}}, {NULL}, "subject"},
    [FHIR_CONDITION] = {"Condition", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"}}, {NULL}, "subject"},
    [FHIR_OBSERVATION] = {"Observation", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"}}, {NULL}, "subject"},
    [FHIR_GOAL] = {"Goal", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"}}, {NULL}, "subject"},
    [FHIR_QUESTIONNAIRE_RESPONSE] = {"QuestionnaireResponse", "crs",
        {{"patient", SEARCH_REFERENCE, "subject"}}, {NULL}, "subject"},
    [FHIR_SUBSCRIPTION] = {"Subscription", "cruds",
        {{"status", SEARCH_TOKEN, "status"}, {"criteria", SEARCH_STRING, "criteria"}},
        {NULL}, NULL},
};
/* clang-format on */

static const FhirParameter common[] = {
    {"_id",          SEARCH_TOKEN, "id"              },
    {"_lastUpdated", SEARCH_DATE,  "meta/lastUpdated"},
};

const FhirModel *fhir_model(FhirKind kind)
{
    return &models[kind];
}

const char *fhir_kind_name(FhirKind kind)
{
    return models[kind].name;
}

bool fhir_kind_parse(Text name, FhirKind *kind)
{
    for (int i = 0; i < FHIR_KIND_COUNT; i++) {
        if (text_equal(text_from(models[i].name), name)) {
            *kind = (FhirKind)i;
            return true;
        }
    }
    return false;
}

bool fhir_kind_does(FhirKind kind, char interaction)
{
    return strchr(models[kind].interactions, interaction) != NULL;
}

const FhirParameter *fhir_parameter(FhirKind kind, Text name)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        if (text_equal(text_from(common[i].name), name)) {
            return &common[i];
        }
    }
    for (size_t i = 0; i < FHIR_MOST_PARAMETERS && models[kind].parameters[i].name != NULL;
         i++) {
        if (text_equal(text_from(models[kind].parameters[i].name), name)) {
            return &models[kind].parameters[i];
        }
    }
    return NULL;
}
