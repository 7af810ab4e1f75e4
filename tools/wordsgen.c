/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: the sentences of po/ become tables.
 *     wordsgen OUTPUT.c OUTPUT.h fr.po nl.po de.po en.po
 * Each entry has a msgctxt ("home.title": the key), a msgid (the French text) and a msgstr. A
 * key missing in a language, an empty sentence or other {placeholders} fail the build.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES = 4, MOST_ENTRIES = 1024, MOST_SENTENCE = 4096 };

typedef struct Entry {
    char key[128];
    char text[LANGUAGES][MOST_SENTENCE]; /* still escaped as in the file */
    int line[LANGUAGES];
} Entry;

static Entry *entries;
static int entry_count = 0;

static void die(const char *file, int line, const char *reason, const char *what)
{
    (void)fprintf(stderr, "%s:%d: error: %s%s\n", file, line, reason, what);
    exit(1);
}

/* Appends what stands between the quotes of the line. */
static void append_quoted(const char *file, int number, const char *line, char *to, size_t size)
{
    const char *start = strchr(line, '"');
    const char *end = strrchr(line, '"');
    if (start == NULL || end == start) {
        die(file, number, "a quoted text is expected", "");
    }
    const size_t length = (size_t)(end - start - 1);
    const size_t used = strlen(to);
    if (used + length >= size) {
        die(file, number, "the sentence is too long", "");
    }
    memcpy(to + used, start + 1, length);
    to[used + length] = '\0';
}

static Entry *entry_of(const char *file, int line, const char *key, int language)
{
    for (int i = 0; i < entry_count; i++) {
        if (strcmp(entries[i].key, key) == 0) {
            if (entries[i].line[language] != 0) {
                die(file, line, "the key is given twice: ", key);
            }
            return &entries[i];
        }
    }
    if (language != 0) {
        die(file, line, "fr.po has no such key: ", key);
    }
    if (entry_count == MOST_ENTRIES) {
        die(file, line, "too many sentences", "");
    }
    Entry *entry = &entries[entry_count++];
    (void)snprintf(entry->key, sizeof entry->key, "%s", key);
    return entry;
}

static void keep(const char *file, int line, const char *key, const char *text, int language)
{
    if (key[0] == '\0') {
        return;
    }
    if (text[0] == '\0') {
        die(file, line, "an empty sentence for ", key);
    }
    Entry *entry = entry_of(file, line, key, language);
    (void)snprintf(entry->text[language], MOST_SENTENCE, "%s", text);
    entry->line[language] = line;
}

static void read_po(const char *file, int language)
{
    static char line[MOST_SENTENCE];
    static char key[128];
    static char skipped[MOST_SENTENCE];
    static char text[MOST_SENTENCE];
    FILE *in = fopen(file, "rb");
    char *into = NULL;
    size_t size = 0;
    int number = 0;
    if (in == NULL) {
        die(file, 0, "cannot be read", "");
    }
    key[0] = text[0] = '\0';
    while (fgets(line, sizeof line, in) != NULL) {
        number++;
        if (strncmp(line, "msgctxt ", 8) == 0) {
            keep(file, number, key, text, language);
            key[0] = text[0] = skipped[0] = '\0';
            into = key;
            size = sizeof key;
        } else if (strncmp(line, "msgid ", 6) == 0) {
            skipped[0] = '\0';
            into = skipped;
            size = sizeof skipped;
        } else if (strncmp(line, "msgstr ", 7) == 0) {
            into = text;
            size = sizeof text;
            text[0] = '\0';
        } else if (line[0] != '"') {
            continue;
        }
        append_quoted(file, number, line, into, size);
    }
    keep(file, number, key, text, language);
    (void)fclose(in);
}

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void check_placeholders(const Entry *entry, int language, const char *file)
{
    for (const char *at = strchr(entry->text[0], '{'); at != NULL; at = strchr(at + 1, '{')) {
        char name[64] = "";
        const char *end = strchr(at, '}');
        if (end != NULL && (size_t)(end - at) < sizeof name - 1) {
            memcpy(name, at, (size_t)(end - at) + 1);
            if (count_of(entry->text[language], name) != count_of(entry->text[0], name)) {
                die(file, entry->line[language], "placeholder missing: ", name);
            }
        }
    }
}

static void write_name(FILE *out, const char *key)
{
    (void)fputs("SAY_", out);
    for (; *key != '\0'; key++) {
        (void)fputc(isalnum((unsigned char)*key) ? toupper((unsigned char)*key) : '_', out);
    }
}

int main(int argc, char **argv)
{
    entries = calloc(MOST_ENTRIES, sizeof *entries);
    if (argc != 3 + LANGUAGES || entries == NULL) {
        die("wordsgen", 0, "usage: wordsgen OUTPUT.c OUTPUT.h fr.po nl.po de.po en.po", "");
    }
    for (int i = 0; i < LANGUAGES; i++) {
        read_po(argv[3 + i], i);
    }
    FILE *source = fopen(argv[1], "wb");
    FILE *header = fopen(argv[2], "wb");
    if (source == NULL || header == NULL) {
        die(argv[1], 0, "cannot be written", "");
    }
    (void)fputs("/* Generated by tools/wordsgen.c. */\n#pragma once\ntypedef enum Sentence {\n",
                header);
    (void)fputs("/* Generated by tools/wordsgen.c. */\n#include \"words/say.h\"\n"
                "const Phrase SENTENCES[SENTENCE_COUNT] = {\n",
                source);
    for (int i = 0; i < entry_count; i++) {
        write_name(header, entries[i].key);
        (void)fputs(",\n", header);
        (void)fputs("[", source);
        write_name(source, entries[i].key);
        (void)fputs("] = {{", source);
        for (int language = 0; language < LANGUAGES; language++) {
            if (entries[i].line[language] == 0) {
                die(argv[3 + language], 0, "no sentence for ", entries[i].key);
            }
            check_placeholders(&entries[i], language, argv[3 + language]);
            (void)fprintf(source, "TEXT_INIT(\"%s\"), ", entries[i].text[language]);
        }
        (void)fputs("}},\n", source);
    }
    (void)fputs("SENTENCE_COUNT\n} Sentence;\n", header);
    (void)fputs("};\n", source);
    return fclose(source) != 0 || fclose(header) != 0;
}
