/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of the keys: a line a key, the newest first, and one line for look-ups. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "crypto/keyring.h"

enum { HEX_NAME = 2 * KEYRING_NAME_BYTES, HEX_KEY = 2 * KEYRING_KEY_BYTES };

static const char introduction[] =
    "# Keys of what a Seuil store keeps sealed. Whoever has this file and the store reads it\n"
    "# all; without it, what is sealed is lost for good. Keep a copy in a safe place, apart\n"
    "# from the store and from its backups.\n";

/* ------------------------------------------------------------------------------- reading */

static bool read_hex(Text text, uint8_t *bytes, size_t length)
{
    size_t got = 0;
    return text.length == 2 * length &&
           sodium_hex2bin(bytes, length, text.bytes, text.length, NULL, &got, NULL) == 0 &&
           got == length;
}

/* "seal NAME KEY" */
static bool read_key(Text line, KeyringKey *key)
{
    Text name = TEXT("");
    Text bytes = line;
    (void)text_next(&bytes, ' ', &name);
    return read_hex(name, key->name, sizeof key->name) &&
           read_hex(bytes, key->bytes, sizeof key->bytes);
}

static bool holds_name(const Keyring *keyring, const KeyringKey *key)
{
    for (size_t i = 0; i < keyring->count; i++) {
        if (memcmp(keyring->keys[i].name, key->name, sizeof key->name) == 0) {
            return true;
        }
    }
    return false;
}

/* What is wrong with the line, or NULL; never the line itself, which is a secret. */
static const char *read_line(Text line, Keyring *keyring, bool *has_lookup)
{
    const Text seal = TEXT("seal ");
    const Text lookup = TEXT("lookup ");
    KeyringKey key = {0};
    if (text_is_empty(line) || line.bytes[0] == '#') {
        return NULL;
    }
    if (text_starts_with(line, lookup)) {
        if (*has_lookup) {
            return "a second line for look-ups";
        }
        *has_lookup = true;
        return read_hex(text_slice(line, lookup.length, line.length), keyring->lookup,
                        sizeof keyring->lookup)
                   ? NULL
                   : "64 hexadecimal digits are expected";
    }
    if (!text_starts_with(line, seal) ||
        !read_key(text_slice(line, seal.length, line.length), &key)) {
        return "“seal”, 8 and 64 hexadecimal digits are expected";
    }
    if (holds_name(keyring, &key) || keyring->count == KEYRING_MOST_KEYS) {
        return "a key of this name stands above, or there are too many";
    }
    keyring->keys[keyring->count++] = key;
    return NULL;
}

Outcome keyring_parse(Text text, Keyring *keyring, Problem *problem)
{
    Text line = TEXT("");
    bool has_lookup = false;
    *keyring = (Keyring){0};
    for (int number = 1; text_next(&text, '\n', &line); number++) {
        const char *wrong = read_line(text_trim(line), keyring, &has_lookup);
        if (wrong != NULL) {
            return problem_set(problem, INVALID, TEXT("key file"), "", "line %d: %s", number,
                               wrong);
        }
    }
    if (keyring->count == 0 || !has_lookup) {
        return problem_set(problem, INVALID, TEXT("key file"), "",
                           "a line “seal” and a line “lookup” are expected");
    }
    return OK;
}

static void file_close(int *file)
{
    if (*file >= 0) {
        (void)close(*file);
    }
}

/* Reads the whole of a file that its owner alone may read or change. */
static Outcome read_file(int file, Text path, char *bytes, size_t *length, Problem *problem)
{
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        return problem_set(problem, INVALID, path, "", "this is no plain file");
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return problem_set(problem, REFUSED, path, "",
                           "others than its owner may read or change it: chmod 600 this file");
    }
    ssize_t got = 0;
    *length = 0;
    while (*length < KEYRING_MOST_FILE_BYTES &&
           (got = read(file, bytes + *length, KEYRING_MOST_FILE_BYTES - *length)) > 0) {
        *length += (size_t)got;
    }
    if (got < 0) {
        return problem_set(problem, FAILED, path, "", "cannot be read: %s", strerror(errno));
    }
    if (*length == KEYRING_MOST_FILE_BYTES) {
        return problem_set(problem, INVALID, path, "", "this is too long for a key file");
    }
    return OK;
}

static Outcome read_into(Text path, char *bytes, Keyring *keyring, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    const char *name = text_to_c(arena, path);
    size_t length = 0;
    int file SCOPED(file_close) = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return problem_set(problem, NOT_FOUND, path, "", "the key file cannot be opened: %s",
                           strerror(errno));
    }
    TRY(read_file(file, path, bytes, &length, problem));
    return keyring_parse(text_of(bytes, length), keyring, problem);
}

static void *guarded(size_t size)
{
    uint8_t ready;
    secret_bytes(&ready, sizeof ready); /* the library must have started */
    return sodium_malloc(size);
}

static void guarded_free(char **bytes)
{
    sodium_free(*bytes);
}

Outcome keyring_read(Text path, Keyring **keyring, Problem *problem)
{
    char *bytes SCOPED(guarded_free) = guarded(KEYRING_MOST_FILE_BYTES);
    Keyring *read = guarded(sizeof *read);
    if (bytes == NULL || read == NULL) {
        sodium_free(read);
        return problem_set(problem, UNAVAILABLE, path, "", "no memory for the keys");
    }
    const Outcome outcome = read_into(path, bytes, read, problem);
    if (outcome != OK) {
        sodium_free(read);
        return outcome;
    }
    (void)sodium_mprotect_readonly(read);
    *keyring = read;
    return OK;
}

void keyring_close(Keyring **keyring)
{
    sodium_free(*keyring); /* wiped first; NULL is fine */
    *keyring = NULL;
}

/* ------------------------------------------------------------------------------- writing */

static void add_hex(Buffer *out, const uint8_t *bytes, size_t length)
{
    char digits[HEX_KEY + 1];
    (void)sodium_bin2hex(digits, sizeof digits, bytes, length);
    buffer_append(out, text_from(digits));
    sodium_memzero(digits, sizeof digits);
}

static void print(const Keyring *keyring, Buffer *out)
{
    buffer_append(out, text_from(introduction));
    for (size_t i = 0; i < keyring->count; i++) {
        buffer_append(out, TEXT("seal "));
        add_hex(out, keyring->keys[i].name, KEYRING_NAME_BYTES);
        buffer_append(out, TEXT(" "));
        add_hex(out, keyring->keys[i].bytes, KEYRING_KEY_BYTES);
        buffer_append(out, TEXT("\n"));
    }
    buffer_append(out, TEXT("lookup "));
    add_hex(out, keyring->lookup, KEYRING_KEY_BYTES);
    buffer_append(out, TEXT("\n"));
}

static bool write_whole(int file, Text text)
{
    size_t written = 0;
    while (written < text.length) {
        const ssize_t put = write(file, text.bytes + written, text.length - written);
        if (put <= 0) {
            return false;
        }
        written += (size_t)put;
    }
    return fsync(file) == 0;
}

/* Makes the name of a file durable: its folder is what holds it. */
static bool sync_folder(Arena *arena, Text path)
{
    while (path.length > 0 && path.bytes[path.length - 1] != '/') {
        path.length--;
    }
    const char *folder = path.length == 0 ? "." : text_to_c(arena, path);
    int file SCOPED(file_close) = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return file >= 0 && fsync(file) == 0;
}

/* Writes a new file that its owner alone reads. CONFLICT when it exists. */
static Outcome write_new(Arena *arena, Text path, const Keyring *keyring, Problem *problem)
{
    const char *name = text_to_c(arena, path);
    int file SCOPED(file_close) =
        name == NULL ? -1 : open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return problem_set(problem, errno == EEXIST ? CONFLICT : FAILED, path, "",
                           "the key file cannot be made: %s", strerror(errno));
    }
    Buffer out = buffer_new(arena, KEYRING_MOST_FILE_BYTES);
    print(keyring, &out);
    const Text text = buffer_text(&out);
    const bool is_written = write_whole(file, text) && sync_folder(arena, path);
    sodium_memzero((void *)(uintptr_t)text.bytes, text.length);
    if (!is_written) {
        (void)unlink(name);
        return problem_set(problem, FAILED, path, "", "the key file cannot be written: %s",
                           strerror(errno));
    }
    return OK;
}

static void draw_key(KeyringKey *key)
{
    secret_bytes(key->name, sizeof key->name);
    secret_bytes(key->bytes, sizeof key->bytes);
}

Outcome keyring_make(Text path, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Keyring keyring = {.count = 1};
    draw_key(&keyring.keys[0]);
    secret_bytes(keyring.lookup, sizeof keyring.lookup);
    const Outcome outcome = write_new(arena, path, &keyring, problem);
    sodium_memzero(&keyring, sizeof keyring);
    return outcome;
}

static Outcome replace(Arena *arena, Text path, const Keyring *keyring, Problem *problem)
{
    const Text beside = text_format(arena, "%.*s.new", TEXT_ARG(path));
    const char *from = text_to_c(arena, beside);
    const char *to = text_to_c(arena, path);
    TRY(write_new(arena, beside, keyring, problem));
    if (rename(from, to) != 0 || !sync_folder(arena, path)) {
        return problem_set(problem, FAILED, path, "", "cannot be replaced: %s",
                           strerror(errno));
    }
    return OK;
}

Outcome keyring_add_key(Text path, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Keyring *old SCOPED(keyring_close) = NULL;
    TRY(keyring_read(path, &old, problem));
    if (old->count == KEYRING_MOST_KEYS) {
        return problem_set(problem, CONFLICT, path, "", "it holds %d keys, which is the most",
                           KEYRING_MOST_KEYS);
    }
    Keyring keyring = *old;
    memmove(&keyring.keys[1], &keyring.keys[0], keyring.count * sizeof keyring.keys[0]);
    do {
        draw_key(&keyring.keys[0]);
    } while (holds_name(old, &keyring.keys[0]));
    keyring.count++;
    const Outcome outcome = replace(arena, path, &keyring, problem);
    sodium_memzero(&keyring, sizeof keyring);
    return outcome;
}
