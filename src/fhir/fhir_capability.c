/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_capability.h"

#include "base/list.h"
#include "fhir/fhir.h"
#include "fhir/fhir_hook.h"

static const struct {
    char letter;
    const char *code;
} interactions[] = {
    {'c', "create"     },
    {'r', "read"       },
    {'u', "update"     },
    {'d', "delete"     },
    {'s', "search-type"},
};

static const char *const search_types[] = {
    [SEARCH_TOKEN] = "token",
    [SEARCH_REFERENCE] = "reference",
    [SEARCH_STRING] = "string",
    [SEARCH_DATE] = "date",
};

static json_t *code_object(const char *code)
{
    json_t *object = json_object();
    fhir_set_text(object, "code", text_from(code));
    return object;
}

static void add_parameter(json_t *list, const char *name, FhirSearchType type)
{
    json_t *parameter = json_object();
    fhir_set_text(parameter, "name", text_from(name));
    fhir_set_text(parameter, "type", text_from(search_types[type]));
    (void)json_array_append_new(list, parameter);
}

static json_t *parameters_of(const FhirModel *model)
{
    json_t *list = json_array();
    add_parameter(list, "_id", SEARCH_TOKEN);
    add_parameter(list, "_lastUpdated", SEARCH_DATE);
    for (size_t i = 0; i < FHIR_MOST_PARAMETERS && model->parameters[i].name != NULL; i++) {
        add_parameter(list, model->parameters[i].name, model->parameters[i].type);
    }
    return list;
}

/* What may be subscribed to, and how it stands with that. */
static void add_topics(json_t *resource)
{
    static const char *const topics[] = {FHIR_TOPIC_TASK, FHIR_TOPIC_REQUEST};
    json_t *extensions = json_array();
    json_t *operations = json_array();
    json_t *status = json_object();
    for (size_t i = 0; i < LENGTH_OF(topics); i++) {
        json_t *extension = json_object();
        fhir_set_text(extension, "url",
                      TEXT(FHIR_BACKPORT "capabilitystatement-subscriptiontopic-canonical"));
        fhir_set_text(extension, "valueCanonical", text_from(topics[i]));
        (void)json_array_append_new(extensions, extension);
    }
    fhir_set_text(status, "name", TEXT("$status"));
    fhir_set_text(status, "definition",
                  TEXT("http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/"
                       "backport-subscription-status"));
    (void)json_array_append_new(operations, status);
    (void)json_object_set_new(resource, "extension", extensions);
    (void)json_object_set_new(resource, "operation", operations);
    fhir_set_text(
        resource, "documentation",
        TEXT("Channel rest-hook alone, to hosts that the administrator named; payload "
             "empty or id-only; no filter. An event is told until it is taken, after "
             "growing waits, and may come twice under its number."));
}

static json_t *resource_of(FhirKind kind)
{
    const FhirModel *model = fhir_model(kind);
    json_t *resource = json_object();
    json_t *list = json_array();
    json_t *includes = json_array();
    fhir_set_text(resource, "type", text_from(model->name));
    for (size_t i = 0; i < LENGTH_OF(interactions); i++) {
        if (fhir_kind_does(kind, interactions[i].letter)) {
            (void)json_array_append_new(list, code_object(interactions[i].code));
        }
    }
    (void)json_object_set_new(resource, "interaction", list);
    fhir_set_text(resource, "versioning",
                  fhir_kind_does(kind, 'u') ? TEXT("versioned-update") : TEXT("versioned"));
    (void)json_object_set_new(resource, "conditionalCreate",
                              json_boolean(fhir_kind_does(kind, 'c')));
    for (size_t i = 0; i < FHIR_MOST_INCLUDES && model->includes[i] != NULL; i++) {
        (void)json_array_append_new(includes, json_string(model->includes[i]));
    }
    if (json_array_size(includes) > 0) {
        (void)json_object_set(resource, "searchInclude", includes);
    }
    json_decref(includes);
    if (kind == FHIR_SUBSCRIPTION) {
        add_topics(resource);
    }
    if (fhir_kind_does(kind, 's')) {
        (void)json_object_set_new(resource, "searchParam", parameters_of(model));
    }
    return resource;
}

static json_t *security_of(Arena *arena, Text site)
{
    json_t *security = json_object();
    json_t *services = json_array();
    (void)json_array_append_new(
        services,
        fhir_concept(TEXT("http://terminology.hl7.org/CodeSystem/restful-security-service"),
                     TEXT("SMART-on-FHIR"), TEXT("")));
    (void)json_object_set_new(security, "service", services);
    fhir_set_text(security, "description",
                  text_format(arena,
                              "OAuth 2 client credentials with a signed statement (RS384, "
                              "ES384) at %.*s/oauth/token",
                              TEXT_ARG(site)));
    return security;
}

static json_t *rest_of(Arena *arena, Text site)
{
    json_t *rest = json_object();
    json_t *resources = json_array();
    json_t *whole = json_array();
    fhir_set_text(rest, "mode", TEXT("server"));
    fhir_set_text(
        rest, "documentation",
        TEXT("JSON alone. A transaction creates by POST, and by PUT under names of the "
             "client's own, what can be created; a batch reads by GET. Each client "
             "sees what it sent and the referrals of its house."));
    (void)json_object_set_new(rest, "security", security_of(arena, site));
    for (int i = 0; i < FHIR_KIND_COUNT; i++) {
        (void)json_array_append_new(resources, resource_of((FhirKind)i));
    }
    (void)json_object_set_new(rest, "resource", resources);
    (void)json_array_append_new(whole, code_object("transaction"));
    (void)json_array_append_new(whole, code_object("batch"));
    (void)json_object_set_new(rest, "interaction", whole);
    return rest;
}

json_t *fhir_capability(Arena *arena, Text base, Text site)
{
    json_t *body = json_object();
    json_t *software = json_object();
    json_t *place = json_object();
    json_t *rest = json_array();
    json_t *formats = json_array();
    fhir_set_text(body, "resourceType", TEXT("CapabilityStatement"));
    fhir_set_text(body, "status", TEXT("active"));
    fhir_set_text(body, "date", TEXT("2026-11-29"));
    fhir_set_text(body, "kind", TEXT("instance"));
    fhir_set_text(software, "name", TEXT("Seuil"));
    fhir_set_text(software, "version", TEXT(SEUIL_VERSION));
    (void)json_object_set_new(body, "software", software);
    fhir_set_text(place, "description", TEXT("Referrals of a health and social network"));
    fhir_set_text(place, "url", base);
    (void)json_object_set_new(body, "implementation", place);
    fhir_set_text(body, "fhirVersion", TEXT("4.0.1"));
    (void)json_array_append_new(formats, json_string("application/fhir+json"));
    (void)json_array_append_new(formats, json_string("json"));
    (void)json_object_set_new(body, "format", formats);
    (void)json_array_append_new(rest, rest_of(arena, site));
    (void)json_object_set_new(body, "rest", rest);
    return body;
}

static json_t *strings(const char *const *items, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        (void)json_array_append_new(list, json_string(items[i]));
    }
    return list;
}

json_t *fhir_smart(Arena *arena, Text site)
{
    static const char *const methods[] = {"private_key_jwt"};
    static const char *const algorithms[] = {"RS384", "ES384"};
    static const char *const grants[] = {"client_credentials"};
    static const char *const abilities[] = {"client-confidential-asymmetric", "permission-v2"};
    json_t *body = json_object();
    fhir_set_text(body, "token_endpoint",
                  text_format(arena, "%.*s/oauth/token", TEXT_ARG(site)));
    (void)json_object_set_new(body, "token_endpoint_auth_methods_supported",
                              strings(methods, LENGTH_OF(methods)));
    (void)json_object_set_new(body, "token_endpoint_auth_signing_alg_values_supported",
                              strings(algorithms, LENGTH_OF(algorithms)));
    (void)json_object_set_new(body, "grant_types_supported",
                              strings(grants, LENGTH_OF(grants)));
    (void)json_object_set_new(body, "capabilities", strings(abilities, LENGTH_OF(abilities)));
    return body;
}
