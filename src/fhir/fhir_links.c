/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_links.h"

typedef Outcome (*Rewrite)(Fhir *fhir, const FhirLinks *links, Text reference, Text *other);

/* The limits of reading bound the depth. */
static Outcome walk(Fhir *fhir, const FhirLinks *links, json_t *value, Rewrite rewrite)
{
    const char *key = NULL;
    json_t *member = NULL;
    void *next = NULL;
    size_t i = 0;
    if (json_is_array(value)) {
        json_array_foreach(value, i, member)
        {
            TRY(walk(fhir, links, member, rewrite));
        }
        return OK;
    }
    json_object_foreach_safe(value, next, key, member)
    {
        Text other = {0};
        if (json_is_string(member) && text_equal(text_from(key), TEXT("reference"))) {
            TRY(rewrite(fhir, links, json_text(member), &other));
            if (other.length > 0) {
                fhir_set_text(value, key, other);
            }
        } else {
            TRY(walk(fhir, links, member, rewrite));
        }
    }
    return OK;
}

static Outcome rewrite_in(Fhir *fhir, const FhirLinks *links, Text reference, Text *other)
{
    FhirKind kind = FHIR_PATIENT;
    Text name = {0};
    Id id = {{0}};
    bool found = false;
    for (size_t i = 0; links != NULL && i < links->count; i++) {
        if (text_equal(links->items[i].from, reference)) {
            *other = links->items[i].to;
            return OK;
        }
    }
    const Text base = text_format(fhir->access->arena, "%.*s/", TEXT_ARG(fhir->base));
    if (text_starts_with(reference, base)) {
        reference = text_slice(reference, base.length, reference.length);
    }
    if (!fhir_reference_read(reference, &kind, &name)) {
        return OK;
    }
    TRY(fhir_row_find(fhir, kind, name, &id, &found));
    if (found) {
        *other = fhir_reference(fhir->access->arena, kind, id_format(fhir->access->arena, id));
    }
    return OK;
}

static Outcome rewrite_out(Fhir *fhir, const FhirLinks *links, Text reference, Text *other)
{
    FhirKind kind = FHIR_PATIENT;
    Text name = {0};
    Id id = {{0}};
    FhirRow row = {0};
    bool found = false;
    (void)links;
    if (!fhir_reference_read(reference, &kind, &name) || !id_parse(name, &id)) {
        return OK;
    }
    TRY(fhir_row_get(fhir, kind, id, &row, &found));
    if (found && fhir_row_is_own(fhir, &row)) {
        *other = fhir_reference(fhir->access->arena, kind, row.name);
    }
    return OK;
}

Outcome fhir_links_in(Fhir *fhir, const FhirLinks *links, json_t *body)
{
    return walk(fhir, links, body, rewrite_in);
}

Outcome fhir_links_out(Fhir *fhir, json_t *body)
{
    return walk(fhir, NULL, body, rewrite_out);
}

bool fhir_link_id(const json_t *body, const char *path, FhirKind kind, Id *id)
{
    FhirKind found = kind;
    Text name = {0};
    const Text reference = json_text(json_object_get(fhir_at(body, path), "reference"));
    return fhir_reference_read(reference, &found, &name) && found == kind && id_parse(name, id);
}
