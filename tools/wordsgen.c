/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: the sentences of a folder of po/ become constants.
 *     wordsgen OUTPUT.c OUTPUT.h fr.po nl.po de.po en.po
 * Each entry has a msgctxt ("home.title": the key), the French sentence as msgid and its own
 * as msgstr; one that counts has a msgid_plural and a msgstr[] for each form of the language.
 * French comes first and decides: a key missing in a language, an empty or fuzzy sentence,
 * other {placeholders}, a form too few and a translation of a French sentence that has changed
 * since are all told, and fail the build.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES = 4, FORMS = 2, MOST_ENTRIES = 4096, MOST_SENTENCE = 4000 };

typedef struct Entry {
    char *key;
    struct {
        int line; /* 0: not in this language */
        bool is_fuzzy;
        char *french[FORMS]; /* msgid, msgid_plural: still escaped as in the file */
        char *text[FORMS];   /* msgstr or msgstr[0], msgstr[1] */
    } in[LANGUAGES];
} Entry;

/* The rule of each language, as say_count() of src/words/say.c follows it. */
static const struct {
    const char *language;
    const char *plural;
} rules[LANGUAGES] = {
    {"Language: fr\\n", "Plural-Forms: nplurals=2; plural=(n > 1);\\n" },
    {"Language: nl\\n", "Plural-Forms: nplurals=2; plural=(n != 1);\\n"},
    {"Language: de\\n", "Plural-Forms: nplurals=2; plural=(n != 1);\\n"},
    {"Language: en\\n", "Plural-Forms: nplurals=2; plural=(n != 1);\\n"},
};

static Entry entries[MOST_ENTRIES];
static int entry_count = 0;
static int problem_count = 0;
static const char *files[LANGUAGES];

/* ------------------------------------------------------------------------------ problems */

static void report(const char *file, int line, const char *reason, const char *what)
{
    (void)fprintf(stderr, "%s:%d: error: %s%s\n", file, line, reason, what);
    problem_count++;
}

static _Noreturn void die(const char *file, int line, const char *reason, const char *what)
{
    report(file, line, reason, what);
    exit(1);
}

static char *copy_of(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy == NULL) {
        die("wordsgen", 0, "out of memory", "");
    }
    return memcpy(copy, text, size);
}

/* ------------------------------------------------------------------------------- reading */

typedef enum Part { PART_KEY, PART_FRENCH, PART_TEXT, PART_NONE } Part;

typedef struct Reader {
    int language;
    int line;
    int started; /* the line where the entry began; 0: none has */
    bool is_fuzzy;
    Part part; /* what a continued line belongs to */
    int form;
    char key[MOST_SENTENCE];
    char french[FORMS][MOST_SENTENCE];
    char text[FORMS][MOST_SENTENCE];
} Reader;

static void check_header(const Reader *reader)
{
    const char *file = files[reader->language];
    const char *wanted[] = {rules[reader->language].language, rules[reader->language].plural};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (strstr(reader->text[0], wanted[i]) == NULL) {
            report(file, reader->started, "the header must say: ", wanted[i]);
        }
    }
}

static Entry *entry_of(const Reader *reader)
{
    const char *file = files[reader->language];
    for (int i = 0; i < entry_count; i++) {
        if (strcmp(entries[i].key, reader->key) == 0) {
            return &entries[i];
        }
    }
    if (reader->language != 0) {
        die(file, reader->started, "fr.po has no such key: ", reader->key);
    }
    if (entry_count == MOST_ENTRIES) {
        die(file, reader->started, "too many sentences: ", reader->key);
    }
    Entry *entry = &entries[entry_count++];
    entry->key = copy_of(reader->key);
    return entry;
}

/* Keeps the entry that ends here, and makes ready for the next. */
static void finish_entry(Reader *reader)
{
    if (reader->started != 0 && reader->key[0] == '\0') {
        check_header(reader);
    } else if (reader->started != 0) {
        Entry *entry = entry_of(reader);
        if (entry->in[reader->language].line != 0) {
            die(files[reader->language], reader->started, "given twice: ", reader->key);
        }
        entry->in[reader->language].line = reader->started;
        entry->in[reader->language].is_fuzzy = reader->is_fuzzy;
        for (int form = 0; form < FORMS; form++) {
            entry->in[reader->language].french[form] = copy_of(reader->french[form]);
            entry->in[reader->language].text[form] = copy_of(reader->text[form]);
        }
    }
    *reader = (Reader){.language = reader->language, .line = reader->line, .part = PART_NONE};
}

static char *part_of(Reader *reader)
{
    switch (reader->part) {
    case PART_KEY:
        return reader->key;
    case PART_FRENCH:
        return reader->french[reader->form];
    case PART_TEXT:
        return reader->text[reader->form];
    case PART_NONE:
        break;
    }
    return NULL;
}

/* Appends what stands between the quotes of the line. */
static void append_quoted(Reader *reader, const char *line)
{
    const char *file = files[reader->language];
    char *to = part_of(reader);
    const char *start = strchr(line, '"');
    const char *end = strrchr(line, '"');
    if (to == NULL || start == NULL || end == start) {
        die(file, reader->line, "not understood: ", line);
    }
    const size_t length = (size_t)(end - start - 1);
    const size_t used = strlen(to);
    if (used + length >= MOST_SENTENCE) {
        die(file, reader->line, "the sentence is too long", "");
    }
    memcpy(to + used, start + 1, length);
    to[used + length] = '\0';
}

static bool starts_with(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

/* Which part the line begins; what was being read goes on when it begins none. */
static void begin_part(Reader *reader, const char *line)
{
    static const struct {
        const char *word;
        Part part;
        int form;
    } words[] = {
        {"msgctxt ",      PART_KEY,    0},
        {"msgid ",        PART_FRENCH, 0},
        {"msgid_plural ", PART_FRENCH, 1},
        {"msgstr ",       PART_TEXT,   0},
        {"msgstr[0] ",    PART_TEXT,   0},
        {"msgstr[1] ",    PART_TEXT,   1},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (starts_with(line, words[i].word)) {
            reader->part = words[i].part;
            reader->form = words[i].form;
            reader->started = reader->started == 0 ? reader->line : reader->started;
            return;
        }
    }
    if (line[0] != '"') {
        die(files[reader->language], reader->line, "not understood: ", line);
    }
}

/* An entry ends with a blank line, or where the comments of the next one begin. */
static void read_line(Reader *reader, const char *line)
{
    const bool is_blank = line[strspn(line, " \t\r\n")] == '\0';
    if (is_blank || line[0] == '#' || starts_with(line, "msgctxt ")) {
        if (reader->started != 0) {
            finish_entry(reader);
        }
        reader->is_fuzzy =
            reader->is_fuzzy || (starts_with(line, "#,") && strstr(line, "fuzzy") != NULL);
    }
    if (!is_blank && line[0] != '#') {
        begin_part(reader, line);
        append_quoted(reader, line);
    }
}

static void read_po(int language)
{
    static char line[MOST_SENTENCE];
    static Reader reader;
    FILE *in = fopen(files[language], "rb");
    if (in == NULL) {
        die(files[language], 0, "cannot be read", "");
    }
    reader = (Reader){.language = language, .part = PART_NONE};
    while (fgets(line, sizeof line, in) != NULL) {
        reader.line++;
        read_line(&reader, line);
    }
    finish_entry(&reader);
    (void)fclose(in);
}

/* ------------------------------------------------------------------------------ checking */

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

/* The {placeholder} at `at` with its braces; false when none ends there. */
static bool placeholder_at(const char *at, char *name, size_t size)
{
    const char *end = strchr(at, '}');
    const size_t length = end == NULL ? 0 : (size_t)(end - at) + 1;
    if (length == 0 || length >= size) {
        return false;
    }
    memcpy(name, at, length);
    name[length] = '\0';
    return true;
}

/* Each placeholder of `text` stands as often in `other`. */
static bool holds_placeholders_of(const char *text, const char *other, char *name, size_t size)
{
    for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
        if (!placeholder_at(at, name, size)) {
            (void)snprintf(name, size, "%s", "{ without }");
            return false;
        }
        if (count_of(text, name) != count_of(other, name)) {
            return false;
        }
    }
    return true;
}

static void check_placeholders(const Entry *entry, int language, int form)
{
    char name[64] = "";
    const char *french = entry->in[0].text[form];
    const char *text = entry->in[language].text[form];
    if (!holds_placeholders_of(french, text, name, sizeof name) ||
        !holds_placeholders_of(text, french, name, sizeof name)) {
        char what[256];
        (void)snprintf(what, sizeof what, "%s in %s", name, entry->key);
        report(files[language], entry->in[language].line,
               "another placeholder than in French: ", what);
    }
}

static void check_form(const Entry *entry, int language, int form)
{
    const char *file = files[language];
    const int line = entry->in[language].line;
    const bool is_used = form == 0 || entry->in[0].french[form][0] != '\0';
    if (!is_used) {
        if (entry->in[language].text[form][0] != '\0') {
            report(file, line, "a plural form without msgid_plural in fr.po: ", entry->key);
        }
        return;
    }
    if (entry->in[language].text[form][0] == '\0') {
        report(file, line, form == 0 ? "no sentence for " : "no plural form for ", entry->key);
        return;
    }
    if (strcmp(entry->in[language].french[form], entry->in[0].text[form]) != 0) {
        report(file, line,
               language == 0
                   ? "msgid and msgstr are both the French sentence, and differ: "
                   : "the French has changed since; translate, then copy it as msgid: ",
               entry->key);
    }
    check_placeholders(entry, language, form);
}

static void check_entry(const Entry *entry)
{
    for (int language = 0; language < LANGUAGES; language++) {
        const int line = entry->in[language].line;
        if (line == 0) {
            report(files[language], 0, "no sentence for ", entry->key);
            continue;
        }
        if (entry->in[language].is_fuzzy) {
            report(files[language], line, "fuzzy, to be read again: ", entry->key);
        }
        for (int form = 0; form < FORMS; form++) {
            check_form(entry, language, form);
        }
    }
}

/* ------------------------------------------------------------------------------- writing */

static void write_name(FILE *out, const char *key)
{
    (void)fputs("SAY_", out);
    for (; *key != '\0'; key++) {
        (void)fputc(isalnum((unsigned char)*key) ? toupper((unsigned char)*key) : '_', out);
    }
}

static int write_header(const char *path)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        die(path, 0, "cannot be written", "");
    }
    (void)fputs("/* Generated by tools/wordsgen.c. */\n#pragma once\n"
                "#include \"words/sentence.h\"\n",
                out);
    for (int i = 0; i < entry_count; i++) {
        (void)fputs("extern const SentenceForms ", out);
        write_name(out, entries[i].key);
        (void)fputs("[1];\n", out);
    }
    return fclose(out);
}

static void write_form(FILE *out, const Entry *entry, int form)
{
    (void)fputs("{{", out);
    for (int language = 0; language < LANGUAGES; language++) {
        (void)fprintf(out, "TEXT_INIT(\"%s\"), ", entry->in[language].text[form]);
    }
    (void)fputs("}},\n", out);
}

static int write_source(const char *path, const char *header)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        die(path, 0, "cannot be written", "");
    }
    const char *slash = strrchr(header, '/');
    (void)fprintf(out, "/* Generated by tools/wordsgen.c. */\n#include \"%s\"\n",
                  slash == NULL ? header : slash + 1);
    for (int i = 0; i < entry_count; i++) {
        (void)fputs("const SentenceForms ", out);
        write_name(out, entries[i].key);
        (void)fputs("[1] = {{\n", out);
        write_form(out, &entries[i], 0);
        write_form(out, &entries[i], 1);
        (void)fputs("}};\n", out);
    }
    return fclose(out);
}

int main(int argc, char **argv)
{
    if (argc != 3 + LANGUAGES) {
        die("wordsgen", 0, "usage: wordsgen OUTPUT.c OUTPUT.h fr.po nl.po de.po en.po", "");
    }
    for (int i = 0; i < LANGUAGES; i++) {
        files[i] = argv[3 + i];
        read_po(i);
    }
    for (int i = 0; i < entry_count; i++) {
        check_entry(&entries[i]);
    }
    if (problem_count > 0) {
        return 1;
    }
    return write_source(argv[1], argv[2]) != 0 || write_header(argv[2]) != 0;
}
