/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/consent_json.h"

/* Nothing for a moment that has not come. */
static void write_moment(Arena *arena, JsonWriter *writer, const char *key, Moment moment)
{
    if (moment != 0) {
        json_member(writer, key, moment_format_utc(arena, moment));
    }
}

static void write_rule(Arena *arena, JsonWriter *writer, const ConsentRule *rule)
{
    json_object_open(writer);
    json_member(writer, "purpose", consent_purpose_code(rule->purpose));
    json_member_id(writer, arena, "recipient", rule->recipient);
    json_member(writer, "class", data_class_code(rule->class));
    write_moment(arena, writer, "until", rule->until);
    json_object_close(writer);
}

static void write_consent(Arena *arena, JsonWriter *writer, const Consent *consent)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", consent->id);
    json_member(writer, "state", consent_state_code(consent->state));
    json_member(writer, "language", consent->language);
    json_member_unless_empty(writer, "way", consent->way);
    json_member_id(writer, arena, "witness", consent->witness);
    json_member_id(writer, arena, "replaces", consent->replaces);
    write_moment(arena, writer, "created", consent->created);
    write_moment(arena, writer, "decided", consent->decided);
    write_moment(arena, writer, "ended", consent->ended);
    json_key(writer, TEXT("rules"));
    json_array_open(writer);
    for (size_t i = 0; i < consent->rules.count; i++) {
        write_rule(arena, writer, &consent->rules.items[i]);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void consent_write_items(Arena *arena, const ConsentList *list, JsonWriter *writer)
{
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        write_consent(arena, writer, &list->items[i]);
    }
    json_array_close(writer);
}

void share_write_items(Arena *arena, const ShareList *list, JsonWriter *writer)
{
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        const Share *share = &list->items[i];
        json_object_open(writer);
        json_member_id(writer, arena, "id", share->id);
        json_member_id(writer, arena, "recipient", share->recipient);
        json_member(writer, "purpose", consent_purpose_code(share->purpose));
        json_member(writer, "class", data_class_code(share->class));
        json_member_id(writer, arena, "consent", share->consent);
        json_member_bool(writer, "forDanger", !id_is_nil(share->notice));
        write_moment(arena, writer, "given", share->given);
        write_moment(arena, writer, "until", share->until);
        write_moment(arena, writer, "ended", share->ended);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_notice(Arena *arena, JsonWriter *writer, const Notice *notice)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", notice->id);
    json_member(writer, "kind", notice->kind);
    json_member_id(writer, arena, "account", notice->account);
    if (notice_is_link(notice)) {
        json_member_id(writer, arena, "linkedAccount", notice->linked);
        json_member(writer, "issuer", notice->issuer);
        json_member(writer, "digest", notice->digest);
    } else {
        json_member_id(writer, arena, "person", notice->person);
        json_member(writer, "reason", danger_reason_code(notice->reason));
    }
    json_member_unless_empty(writer, "words", notice->words);
    write_moment(arena, writer, "at", notice->at);
    write_moment(arena, writer, "until", notice->until);
    write_moment(arena, writer, "seen", notice->seen);
    json_object_close(writer);
}

/* ------------------------------------------------------------------------------- whole lists
 */

void consent_write_list_json(Arena *arena, const ConsentList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    consent_write_items(arena, list, writer);
    json_object_close(writer);
}

void share_write_list_json(Arena *arena, const ShareList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    share_write_items(arena, list, writer);
    json_object_close(writer);
}

void notice_write_list_json(Arena *arena, const NoticeList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        write_notice(arena, writer, &list->items[i]);
    }
    json_array_close(writer);
    json_object_close(writer);
}
