/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey.h"
#include "crypto/base64.h"
#include "json/json.h"

enum { MOST_OPTIONS = 64 * 1024, MILLISECONDS = 1000 };

static void write_known(JsonWriter *json, Arena *arena, const char *key,
                        const PasskeyList *list)
{
    json_member_array_open(json, key);
    for (size_t i = 0; i < list->count; i++) {
        json_object_open(json);
        json_member(json, "type", TEXT("public-key"));
        json_member(json, "id", base64url_write(arena, list->items[i].credential));
        json_object_close(json);
    }
    json_array_close(json);
}

/* In the order browsers are to try them. */
static void write_algorithms(JsonWriter *json)
{
    static const int64_t algorithms[] = {PASSKEY_EDDSA, PASSKEY_ES256, PASSKEY_RS256};
    json_member_array_open(json, "pubKeyCredParams");
    for (size_t i = 0; i < LENGTH_OF(algorithms); i++) {
        json_object_open(json);
        json_member(json, "type", TEXT("public-key"));
        json_member_integer(json, "alg", algorithms[i]);
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_holder(JsonWriter *json, Arena *arena, const PasskeyOptions *options)
{
    json_key(json, TEXT("user"));
    json_object_open(json);
    json_member(json, "id", base64url_write(arena, passkey_handle(&options->account)));
    json_member(json, "name", options->login);
    json_member(json, "displayName", options->name);
    json_object_close(json);
}

Text passkey_options_new(Arena *arena, const PasskeyOptions *options)
{
    Buffer out = buffer_new(arena, MOST_OPTIONS);
    JsonWriter json = json_writer(&out);
    json_object_open(&json);
    json_key(&json, TEXT("rp"));
    json_object_open(&json);
    json_member(&json, "id", options->site.name);
    json_member(&json, "name", TEXT("Seuil"));
    json_object_close(&json);
    write_holder(&json, arena, options);
    json_member(&json, "challenge", base64url_write(arena, options->challenge));
    write_algorithms(&json);
    json_member_integer(&json, "timeout", (int64_t)PASSKEY_SECONDS * MILLISECONDS);
    write_known(&json, arena, "excludeCredentials", options->list);
    json_key(&json, TEXT("authenticatorSelection"));
    json_object_open(&json);
    json_member(&json, "residentKey", TEXT("required"));
    json_member_bool(&json, "requireResidentKey", true);
    json_member(&json, "userVerification", TEXT("required"));
    json_object_close(&json);
    json_member(&json, "attestation", TEXT("none"));
    json_object_close(&json);
    return buffer_text(&out);
}

Text passkey_options_use(Arena *arena, const PasskeyOptions *options)
{
    Buffer out = buffer_new(arena, MOST_OPTIONS);
    JsonWriter json = json_writer(&out);
    json_object_open(&json);
    json_member(&json, "challenge", base64url_write(arena, options->challenge));
    json_member_integer(&json, "timeout", (int64_t)PASSKEY_SECONDS * MILLISECONDS);
    json_member(&json, "rpId", options->site.name);
    json_member(&json, "userVerification", TEXT("required"));
    write_known(&json, arena, "allowCredentials", options->list);
    json_object_close(&json);
    return buffer_text(&out);
}
