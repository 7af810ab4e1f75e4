/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_target.h"

/* --------------------------------------------------------------------------- organisations */

static bool phrase_is(const Phrase *phrase, Text name)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (text_equal_ignoring_case(phrase->in[i], name)) {
            return name.length > 0;
        }
    }
    return false;
}

/* The one organisation of this name; NONE for none or several. */
static uint32_t organization_named(const Catalogue *catalogue, Text name)
{
    uint32_t found = NONE;
    for (uint32_t i = 0; i < catalogue->organization_count; i++) {
        const Organization *one = &catalogue->organizations[i];
        if (phrase_is(&one->name, name) || phrase_is(&one->alternate_name, name)) {
            if (found != NONE) {
                return NONE;
            }
            found = i;
        }
    }
    return found;
}

/* An Organization that the client sent itself is known by its name here. */
static Outcome organization_of(Fhir *fhir, const json_t *reference, uint32_t *found)
{
    FhirKind kind = FHIR_ORGANIZATION;
    Text name = {0};
    Id id = {{0}};
    FhirRow row = {0};
    bool is_row = false;
    Text called = json_member_text(reference, "display");
    const Text value = fhir_text_at(reference, "identifier/value");
    *found = value.length > 0 ? catalogue_organization(fhir->catalogue, value) : NONE;
    if (fhir_reference_read(json_member_text(reference, "reference"), &kind, &name) &&
        kind == FHIR_ORGANIZATION && *found == NONE) {
        *found = catalogue_organization(fhir->catalogue, name);
        if (id_parse(name, &id)) {
            TRY(fhir_row_get(fhir, kind, id, &row, &is_row));
        }
    }
    if (*found == NONE && is_row && fhir_row_is_own(fhir, &row)) {
        json_t *body SCOPED(json_close) = NULL;
        TRY(fhir_row_open(fhir, &row, &body));
        called = text_copy(fhir->access->arena, json_member_text(body, "name"));
    }
    *found = *found == NONE ? organization_named(fhir->catalogue, called) : *found;
    return OK;
}

/* -------------------------------------------------------------------------------- services */

static uint32_t service_of(const Fhir *fhir, const json_t *reference)
{
    FhirKind kind = FHIR_TASK;
    Text name = {0};
    const bool is_service =
        fhir_reference_read(json_member_text(reference, "reference"), &kind, &name) &&
        kind == FHIR_HEALTHCARE_SERVICE;
    return is_service ? catalogue_service(fhir->catalogue, name) : NONE;
}

static uint32_t first_service_of(const Fhir *fhir, const json_t *task, const json_t *request)
{
    const json_t *performer = NULL;
    size_t i = 0;
    uint32_t found = service_of(fhir, json_object_get(task, "owner"));
    json_array_foreach(json_object_get(request, "performer"), i, performer)
    {
        found = found == NONE ? service_of(fhir, performer) : found;
    }
    return found;
}

static bool answers_need(const Catalogue *catalogue, const Service *service, uint32_t need)
{
    for (size_t i = 0; need != NONE && i < service->needs.count; i++) {
        if (need_is_within(catalogue, service->needs.items[i], need) ||
            need_is_within(catalogue, need, service->needs.items[i])) {
            return true;
        }
    }
    return false;
}

/* The service of a house that answers the need; else its only one. */
static uint32_t service_of_house(const Catalogue *catalogue, uint32_t organization,
                                 uint32_t need)
{
    uint32_t only = NONE;
    size_t count = 0;
    for (uint32_t i = 0; i < catalogue->service_count; i++) {
        const Service *service = &catalogue->services[i];
        if (service->organization != organization ||
            !text_equal(service->status, TEXT("active"))) {
            continue;
        }
        if (answers_need(catalogue, service, need)) {
            return i;
        }
        only = i;
        count++;
    }
    return count == 1 ? only : NONE;
}

/* ----------------------------------------------------------------------------------- needs */

/* Domains of the guide's own code system, and what they are called here. */
static const struct {
    const char *domain;
    const char *need;
} domains[] = {
    {"food-insecurity",                  "food"            },
    {"housing-instability",              "housing"         },
    {"homelessness",                     "sleep"           },
    {"inadequate-housing",               "housing"         },
    {"transportation-insecurity",        "mobility"        },
    {"financial-insecurity",             "money"           },
    {"material-hardship",                "things"          },
    {"educational-attainment",           "learning"        },
    {"employment-status",                "work"            },
    {"veteran-status",                   "admin"           },
    {"stress",                           "mental"          },
    {"social-connection",                "link"            },
    {"intimate-partner-violence",        "violence"        },
    {"elder-abuse",                      "violence"        },
    {"personal-health-literacy",         "health"          },
    {"health-insurance-coverage-status", "health.insurance"},
    {"medical-cost-burden",              "health.cost"     },
    {"digital-literacy",                 "learning"        },
    {"digital-access",                   "link"            },
    {"utility-insecurity",               "housing.energy"  },
};

static uint32_t need_of_concept(const Fhir *fhir, const json_t *concept)
{
    const json_t *coding = NULL;
    size_t i = 0;
    uint32_t need = NONE;
    json_array_foreach(json_object_get(concept, "coding"), i, coding)
    {
        const Text code = json_member_text(coding, "code");
        need = need == NONE && code.length > 0 ? catalogue_need(fhir->catalogue, code) : need;
        for (size_t j = 0; j < LENGTH_OF(domains) && need == NONE; j++) {
            if (text_equal(text_from(domains[j].domain), code)) {
                need = catalogue_need(fhir->catalogue, text_from(domains[j].need));
            }
        }
    }
    return need;
}

static uint32_t need_of(const Fhir *fhir, const json_t *request)
{
    const json_t *category = NULL;
    size_t i = 0;
    uint32_t need = need_of_concept(fhir, json_object_get(request, "code"));
    json_array_foreach(json_object_get(request, "category"), i, category)
    {
        need = need == NONE ? need_of_concept(fhir, category) : need;
    }
    return need;
}

/* ------------------------------------------------------------------------------------ all */

Outcome fhir_target(Fhir *fhir, const json_t *task, const json_t *request, ReferralDoor *door)
{
    uint32_t organization = NONE;
    if (fhir->catalogue == NULL) {
        return fhir_refuse(fhir, 0, UNAVAILABLE, "Task.owner", "the directory is not loaded");
    }
    const uint32_t need = need_of(fhir, request);
    uint32_t at = first_service_of(fhir, task, request);
    if (at == NONE) {
        TRY(organization_of(fhir, json_object_get(task, "owner"), &organization));
        at =
            organization == NONE ? NONE : service_of_house(fhir->catalogue, organization, need);
    }
    if (at == NONE) {
        return fhir_refuse(fhir, 422, INVALID, "Task.owner",
                           organization == NONE
                               ? "nobody of the directory is named: a HealthcareService or an "
                                 "Organization of /fhir is expected"
                               : "this organisation has several services: name the "
                                 "HealthcareService");
    }
    const Service *service = &fhir->catalogue->services[at];
    const Vocabulary *needs = fhir->catalogue->needs;
    const uint32_t usual = service->needs.count > 0 ? service->needs.items[0] : NONE;
    const uint32_t told = need == NONE ? usual : need;
    *door = (ReferralDoor){
        .need = told == NONE ? TEXT("unspecified") : needs->terms[told].code,
        .house = fhir->catalogue->organizations[service->organization].id,
        .service = service->id,
        .mail = service->email,
        .opens = true,
    };
    return OK;
}
