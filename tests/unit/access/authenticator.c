/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/access/authenticator.h"

#include <gnutls/x509.h>
#include <string.h>

#include "base/buffer.h"
#include "crypto/base64.h"
#include "crypto/crypto.h"
#include "unit/testing.h"

enum { MOST = 4096 };

/* ----------------------------------------------------------------------------------- keys */

static Text bytes_of(Arena *arena, const void *bytes, size_t length)
{
    return text_copy(arena, text_of(bytes, length));
}

/* A number of a key to its full width. */
static Text number_of(Arena *arena, gnutls_datum_t *datum, size_t width)
{
    char *out = arena_allocate(arena, width);
    const size_t zeros = datum->size > width ? datum->size - width : 0;
    const size_t length = datum->size - zeros;
    memset(out, 0, width);
    memcpy(out + width - length, datum->data + zeros, length);
    gnutls_free(datum->data);
    return text_of(out, width);
}

static Text cose_of(Arena *arena, DeviceKey kind, gnutls_pubkey_t key)
{
    gnutls_datum_t first = {0};
    gnutls_datum_t second = {0};
    gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
    Buffer out = buffer_new(arena, MOST);
    if (kind == DEVICE_RSA) {
        assert_int_equal(gnutls_pubkey_export_rsa_raw(key, &first, &second), 0);
        buffer_append(&out, TEXT("\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00"));
        buffer_append(&out, number_of(arena, &first, 256));
        buffer_append(&out, TEXT("\x21\x43"));
        buffer_append(&out, number_of(arena, &second, 3));
        return buffer_text(&out);
    }
    assert_int_equal(gnutls_pubkey_export_ecc_raw(key, &curve, &first, &second), 0);
    const bool is_edwards = kind == DEVICE_ED25519;
    buffer_append(&out, is_edwards ? TEXT("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20")
                                   : TEXT("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"));
    buffer_append(&out, number_of(arena, &first, 32));
    if (!is_edwards) {
        buffer_append(&out, TEXT("\x22\x58\x20"));
        buffer_append(&out, number_of(arena, &second, 32));
    }
    return buffer_text(&out);
}

static void make_key(Device *device, DeviceKey kind)
{
    static const gnutls_pk_algorithm_t algorithms[DEVICE_KEYS] = {
        GNUTLS_PK_EDDSA_ED25519, GNUTLS_PK_ECDSA, GNUTLS_PK_RSA};
    static const unsigned bits[DEVICE_KEYS] = {GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_ED25519),
                                               GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
                                               2048};
    gnutls_pubkey_t public_key = NULL;
    assert_int_equal(gnutls_privkey_init(&device->key), 0);
    assert_int_equal(gnutls_privkey_generate(device->key, algorithms[kind], bits[kind], 0), 0);
    assert_int_equal(gnutls_pubkey_init(&public_key), 0);
    assert_int_equal(gnutls_pubkey_import_privkey(public_key, device->key, 0, 0), 0);
    device->cose = cose_of(device->arena, kind, public_key);
    gnutls_pubkey_deinit(public_key);
}

void device_open(Device *device, Arena *arena, DeviceKey kind, Text user)
{
    char *credential = arena_allocate(arena, 32);
    secret_bytes(credential, 32);
    *device = (Device){
        .arena = arena,
        .credential = text_of(credential, 32),
        .user = user,
        .site = "seuil.example",
        .origin = "https://seuil.example",
        .more = ",\"crossOrigin\":false",
        .format = "none",
        .flags = PASSKEY_PRESENT | PASSKEY_VERIFIED,
    };
    make_key(device, kind);
}

void device_close(Device *device)
{
    gnutls_privkey_deinit(device->key);
}

/* ---------------------------------------------------------------------------------- bytes */

static Text sha256(Arena *arena, Text text)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(digest, (const unsigned char *)text.bytes, text.length);
    return bytes_of(arena, digest, sizeof digest);
}

static void append_number(Buffer *out, uint32_t value, unsigned bytes)
{
    for (unsigned i = bytes; i-- > 0;) {
        buffer_append_byte(out, (char)(value >> (8 * i)));
    }
}

Text device_data(const Device *device, bool with_key)
{
    static const char kind[16];
    Buffer out = buffer_new(device->arena, 4 * MOST);
    const unsigned flags = device->flags | (with_key ? PASSKEY_HAS_KEY : 0) |
                           (device->extensions.length > 0 ? PASSKEY_HAS_EXTENSIONS : 0);
    buffer_append(&out, sha256(device->arena, text_from(device->site)));
    append_number(&out, flags, 1);
    append_number(&out, device->counter, 4);
    if (with_key) {
        buffer_append(&out, text_of(kind, sizeof kind));
        append_number(&out, (uint32_t)device->credential.length, 2);
        buffer_append(&out, device->credential);
        buffer_append(&out, device->cose);
    }
    buffer_append(&out, device->extensions);
    buffer_append(&out, device->tail);
    return buffer_text(&out);
}

Text device_attestation(const Device *device)
{
    const Text data = device_data(device, true);
    Buffer out = buffer_new(device->arena, 4 * MOST);
    buffer_append(&out, TEXT("\xa3\x63"
                             "fmt"));
    append_number(&out, 0x60U + (uint32_t)strlen(device->format), 1);
    buffer_append(&out, text_from(device->format));
    buffer_append(&out, TEXT("\x67"
                             "attStmt\xa0\x68"
                             "authData\x59"));
    append_number(&out, (uint32_t)data.length, 2);
    buffer_append(&out, data);
    return buffer_text(&out);
}

/* -------------------------------------------------------------------------------- answers */

static Text client_data(const Device *device, const char *usual)
{
    const Text challenge = base64url_write(device->arena, device->challenge);
    return text_format(device->arena,
                       "{\"type\":\"%s\",\"challenge\":\"%.*s\",\"origin\":\"%s\"%s}",
                       device->type == NULL ? usual : device->type, TEXT_ARG(challenge),
                       device->origin, device->more);
}

static Text encoded(const Device *device, Text bytes)
{
    return base64url_write(device->arena, bytes);
}

Text device_make(const Device *device)
{
    const Text name = encoded(device, device->credential);
    const Text client = encoded(device, client_data(device, "webauthn.create"));
    const Text attestation = encoded(device, device_attestation(device));
    return text_format(device->arena,
                       "{\"id\":\"%.*s\",\"rawId\":\"%.*s\",\"type\":\"public-key\","
                       "\"response\":{\"clientDataJSON\":\"%.*s\","
                       "\"attestationObject\":\"%.*s\"}}",
                       TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(client), TEXT_ARG(attestation));
}

static Text signature_of(const Device *device, Text data, Text client)
{
    gnutls_datum_t signature = {0};
    const Text both[] = {data, sha256(device->arena, client)};
    const Text whole = text_join(device->arena, both, 2, TEXT(""));
    const gnutls_datum_t signed_bytes = {(unsigned char *)(uintptr_t)whole.bytes,
                                         (unsigned)whole.length};
    const bool is_edwards =
        gnutls_privkey_get_pk_algorithm(device->key, NULL) == GNUTLS_PK_EDDSA_ED25519;
    assert_int_equal(gnutls_privkey_sign_data(
                         device->key, is_edwards ? GNUTLS_DIG_SHA512 : GNUTLS_DIG_SHA256, 0,
                         &signed_bytes, &signature),
                     0);
    const Text bytes = bytes_of(device->arena, signature.data, signature.size);
    gnutls_free(signature.data);
    return bytes;
}

Text device_sign(const Device *device)
{
    const Text data = device_data(device, false);
    const Text client = client_data(device, "webauthn.get");
    const Text name = encoded(device, device->credential);
    const Text signature = encoded(device, signature_of(device, data, client));
    const Text user = encoded(device, device->user);
    const Text handle = user.length == 0
                            ? TEXT("null")
                            : text_format(device->arena, "\"%.*s\"", TEXT_ARG(user));
    const Text shown_client = encoded(device, client);
    const Text shown_data = encoded(device, data);
    return text_format(
        device->arena,
        "{\"id\":\"%.*s\",\"type\":\"public-key\",\"authenticatorAttachment\":\"platform\","
        "\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\"%.*s\","
        "\"authenticatorData\":\"%.*s\",\"signature\":\"%.*s\",\"userHandle\":%.*s}}",
        TEXT_ARG(name), TEXT_ARG(shown_client), TEXT_ARG(shown_data), TEXT_ARG(signature),
        TEXT_ARG(handle));
}
