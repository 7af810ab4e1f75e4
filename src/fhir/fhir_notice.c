/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_notice.h"

#define STATUS_PROFILE FHIR_BACKPORT "backport-subscription-status-r4"
#define BUNDLE_PROFILE FHIR_BACKPORT "backport-subscription-notification-r4"

static const char *const kinds[] = {
    [NOTICE_HANDSHAKE] = "handshake",
    [NOTICE_HEARTBEAT] = "heartbeat",
    [NOTICE_EVENTS] = "event-notification",
    [NOTICE_STATUS] = "query-status",
};

static json_t *with_profile(const char *type, const char *profile)
{
    json_t *body = json_object();
    json_t *meta = json_object();
    json_t *profiles = json_array();
    fhir_set_text(body, "resourceType", text_from(type));
    (void)json_array_append_new(profiles, json_string(profile));
    (void)json_object_set_new(meta, "profile", profiles);
    (void)json_object_set_new(body, "meta", meta);
    return body;
}

static json_t *reference(Text to)
{
    json_t *made = json_object();
    fhir_set_text(made, "reference", to);
    return made;
}

/* Takes the value over. */
static void add(json_t *list, const char *name, const char *type, json_t *value)
{
    json_t *parameter = json_object();
    fhir_set_text(parameter, "name", text_from(name));
    (void)json_object_set_new(parameter, type, value);
    (void)json_array_append_new(list, parameter);
}

static Text address_of(Arena *arena, const Hook *hook, Text thing)
{
    return text_format(arena, "%.*s/%.*s", TEXT_ARG(hook->base), TEXT_ARG(thing));
}

static json_t *parts_of(Arena *arena, const Hook *hook, const HookEvent *event)
{
    json_t *parts = json_array();
    add(parts, "event-number", "valueString",
        fhir_string(text_format(arena, "%lld", (long long)event->number)));
    add(parts, "timestamp", "valueInstant", fhir_string(moment_format_utc(arena, event->at)));
    if (!hook->is_empty) {
        add(parts, "focus", "valueReference", reference(address_of(arena, hook, event->focus)));
    }
    return parts;
}

static json_t *status_of(Arena *arena, const Hook *hook, Text name, NoticeKind kind,
                         const HookEvents *events)
{
    json_t *body = with_profile("Parameters", STATUS_PROFILE);
    json_t *list = json_array();
    const int64_t number =
        events->count > 0 ? events->items[events->count - 1].number : hook->events;
    add(list, "subscription", "valueReference",
        reference(address_of(arena, hook, fhir_reference(arena, FHIR_SUBSCRIPTION, name))));
    add(list, "topic", "valueCanonical", fhir_string(hook_topic(hook)));
    add(list, "status", "valueCode", fhir_string(hook_state_name(hook->state)));
    add(list, "type", "valueCode", json_string(kinds[kind]));
    add(list, "events-since-subscription-start", "valueString",
        fhir_string(text_format(arena, "%lld", (long long)number)));
    for (size_t i = 0; i < events->count; i++) {
        add(list, "notification-event", "part", parts_of(arena, hook, &events->items[i]));
    }
    if (hook->said.length > 0) {
        json_t *concept = json_object();
        fhir_set_text(concept, "text", hook->said);
        add(list, "error", "valueCodeableConcept", concept);
    }
    (void)json_object_set_new(body, "parameter", list);
    return body;
}

/* Takes the resource over; NULL for a thing that is named and not shown. */
static void add_entry(json_t *entries, Text address, json_t *resource, const char *method,
                      Text url)
{
    json_t *entry = json_object();
    json_t *request = json_object();
    json_t *response = json_object();
    fhir_set_text(entry, "fullUrl", address);
    if (resource != NULL) {
        (void)json_object_set_new(entry, "resource", resource);
    }
    fhir_set_text(request, "method", text_from(method));
    fhir_set_text(request, "url", url);
    (void)json_object_set_new(entry, "request", request);
    fhir_set_text(response, "status", TEXT("200"));
    (void)json_object_set_new(entry, "response", response);
    (void)json_array_append_new(entries, entry);
}

static bool came_before(const HookEvents *events, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (text_equal(events->items[i].focus, events->items[at].focus)) {
            return true;
        }
    }
    return false;
}

static json_t *entries_of(Arena *arena, const Hook *hook, Text name, NoticeKind kind,
                          const HookEvents *events)
{
    json_t *entries = json_array();
    const Text self = address_of(arena, hook, fhir_reference(arena, FHIR_SUBSCRIPTION, name));
    const Text status = text_format(arena, "%.*s/$status", TEXT_ARG(self));
    add_entry(entries, status, status_of(arena, hook, name, kind, events), "GET", status);
    for (size_t i = 0; i < events->count && !hook->is_empty; i++) {
        const Text focus = events->items[i].focus;
        if (!came_before(events, i)) {
            add_entry(entries, address_of(arena, hook, focus), NULL, "PUT", focus);
        }
    }
    return entries;
}

json_t *notice_write(Arena *arena, const Hook *hook, Text name, NoticeKind kind,
                     const HookEvents *events)
{
    const bool is_answer = kind == NOTICE_STATUS;
    json_t *body = is_answer ? json_object() : with_profile("Bundle", BUNDLE_PROFILE);
    fhir_set_text(body, "resourceType", TEXT("Bundle"));
    fhir_set_text(body, "type", is_answer ? TEXT("searchset") : TEXT("history"));
    if (!is_answer) {
        (void)json_object_set_new(body, "entry", entries_of(arena, hook, name, kind, events));
        return body;
    }
    json_t *entry = json_object();
    json_t *search = json_object();
    json_t *list = json_array();
    (void)json_object_set_new(entry, "resource", status_of(arena, hook, name, kind, events));
    fhir_set_text(search, "mode", TEXT("match"));
    (void)json_object_set_new(entry, "search", search);
    (void)json_array_append_new(list, entry);
    (void)json_object_set_new(body, "entry", list);
    return body;
}
