/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir.h"

#include <stdarg.h>
#include <string.h>

Outcome fhir_refuse(Fhir *fhir, int status, Outcome outcome, const char *place,
                    const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Text detail = text_format_list(fhir->access->arena, format, arguments);
    va_end(arguments);
    fhir->status = status;
    return problem_set(fhir->access->problem, outcome, text_from(place), "", "%.*s",
                       TEXT_ARG(detail));
}

void fhir_thing_close(FhirThing *thing)
{
    json_close(&thing->body);
}

Outcome fhir_scope(Fhir *fhir, FhirKind kind, char interaction)
{
    const char *name = fhir_kind_name(kind);
    if (scopes_allow(fhir->client->scopes, text_from(name), interaction)) {
        return OK;
    }
    return fhir_refuse(fhir, 403, REFUSED, name, "the token has no scope system/%s.%c", name,
                       interaction);
}

Text fhir_etag(Arena *arena, const FhirThing *thing)
{
    return text_format(arena, "W/\"%lld\"", (long long)thing->version);
}

Text fhir_location(Arena *arena, const FhirThing *thing)
{
    return text_format(arena, "%s/%.*s/_history/%lld", fhir_kind_name(thing->kind),
                       TEXT_ARG(thing->name), (long long)thing->version);
}

void fhir_stamp(Fhir *fhir, FhirThing *thing)
{
    Arena *arena = fhir->access->arena;
    json_t *meta = json_object_get(thing->body, "meta");
    if (!json_is_object(meta)) {
        meta = json_object();
        (void)json_object_set_new(thing->body, "meta", meta);
    }
    fhir_set_text(meta, "versionId", text_format(arena, "%lld", (long long)thing->version));
    fhir_set_text(meta, "lastUpdated", moment_format_utc(arena, thing->updated));
    fhir_set_text(thing->body, "resourceType", text_from(fhir_kind_name(thing->kind)));
    fhir_set_text(thing->body, "id", thing->name);
}

json_t *fhir_string(Text text)
{
    return json_stringn(text.bytes, text.length);
}

const json_t *fhir_at(const json_t *value, const char *path)
{
    Text rest = text_from(path);
    Text step = {0};
    char name[64];
    while (value != NULL && text_next(&rest, '/', &step)) {
        int64_t index = 0;
        if (json_is_array(value) && text_to_integer(step, &index)) {
            value = json_array_get(value, (size_t)index);
            continue;
        }
        (void)snprintf(name, sizeof name, "%.*s", TEXT_ARG(step));
        value = json_object_get(value, name);
    }
    return value;
}

Text fhir_text_at(const json_t *value, const char *path)
{
    return json_text(fhir_at(value, path));
}

bool fhir_has_code(const json_t *concept, Text code)
{
    const json_t *coding = NULL;
    size_t i = 0;
    json_array_foreach(json_object_get(concept, "coding"), i, coding)
    {
        if (text_equal(json_member_text(coding, "code"), code)) {
            return true;
        }
    }
    return false;
}

void fhir_set_text(json_t *object, const char *key, Text value)
{
    (void)json_object_set_new(object, key, fhir_string(value));
}

json_t *fhir_concept(Text system, Text code, Text words)
{
    json_t *concept = json_object();
    json_t *coding = json_object();
    json_t *list = json_array();
    fhir_set_text(coding, "system", system);
    fhir_set_text(coding, "code", code);
    (void)json_array_append_new(list, coding);
    (void)json_object_set_new(concept, "coding", list);
    if (words.length > 0) {
        fhir_set_text(concept, "text", words);
    }
    return concept;
}
