/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the build program on small po files, one mistake each; WORDSGEN names the program. */
#include "unit/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const codes[] = {"fr", "nl", "de", "en"};

#define ENTRY(french, own) "msgctxt \"a.b\"\nmsgid \"" french "\"\nmsgstr \"" own "\"\n"
#define COUNTING(one, many)                                                                    \
    "msgctxt \"a.b\"\nmsgid \"{n} porte\"\nmsgid_plural \"{n} portes\"\n"                      \
    "msgstr[0] \"" one "\"\n" many
#define SECOND(many) "msgstr[1] \"" many "\"\n"

typedef struct Run {
    char folder[64];
    int status;
    char said[4096];
} Run;

static void write_file(const Run *run, const char *code, const char *plural, const char *body)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s.po", run->folder, code);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file,
                  "# A comment.\nmsgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n"
                  "\"Plural-Forms: nplurals=2; plural=%s;\\n\"\n\n%s",
                  code, plural, body);
    (void)fclose(file);
}

static void remove_folder(const Run *run)
{
    static const char *const names[] = {"fr.po", "nl.po", "de.po", "en.po", "o.c", "o.h"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", run->folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(run->folder);
}

static void run_tool(Run *run)
{
    char command[1024];
    const char *at = run->folder;
    (void)snprintf(command, sizeof command,
                   "%s %s/o.c %s/o.h %s/fr.po %s/nl.po %s/de.po %s/en.po 2>&1",
                   getenv("WORDSGEN"), at, at, at, at, at, at);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    run->said[fread(run->said, 1, sizeof run->said - 1, pipe)] = '\0';
    run->status = pclose(pipe);
}

/* The tool on four files; `bodies` in the order of `codes`. */
static Run generate(const char *const bodies[4], const char *dutch_plural)
{
    Run run = {.folder = "/tmp/seuil-words-XXXXXX"};
    assert_non_null(mkdtemp(run.folder));
    for (int i = 0; i < 4; i++) {
        const char *plural = i == 0 ? "(n > 1)" : i == 1 ? dutch_plural : "(n != 1)";
        write_file(&run, codes[i], plural, bodies[i]);
    }
    run_tool(&run);
    remove_folder(&run);
    return run;
}

static void assert_refused(const char *const bodies[4], const char *because)
{
    const Run run = generate(bodies, "(n != 1)");
    assert_int_not_equal(run.status, 0);
    if (!text_contains(text_from(run.said), text_from(because))) {
        fail_msg("said “%s”, expected “%s”", run.said, because);
    }
}

static void sentences_of_four_languages_pass(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        ENTRY("Bonjour {x}", "Bonjour {x}"), ENTRY("Bonjour {x}", "Dag {x}"),
        ENTRY("Bonjour {x}", "Guten Tag {x}"), ENTRY("Bonjour {x}", "Hello {x}")};
    const Run run = generate(bodies, "(n != 1)");
    assert_string_equal(run.said, "");
    assert_int_equal(run.status, 0);
}

static void both_forms_of_four_languages_pass(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        COUNTING("{n} porte", SECOND("{n} portes")), COUNTING("{n} deur", SECOND("{n} deuren")),
        COUNTING("{n} Tür", SECOND("{n} Türen")), COUNTING("{n} door", SECOND("{n} doors"))};
    const Run run = generate(bodies, "(n != 1)");
    assert_string_equal(run.said, "");
    assert_int_equal(run.status, 0);
}

static void a_sentence_missing_in_one_language_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui", "Oui"), ENTRY("Oui", "Ja"), "",
                                         ENTRY("Oui", "Yes")};
    assert_refused(bodies, "de.po:0: error: no sentence for a.b");
}

static void an_empty_sentence_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui", "Oui"), ENTRY("Oui", ""),
                                         ENTRY("Oui", "Ja"), ENTRY("Oui", "Yes")};
    assert_refused(bodies, "nl.po:7: error: no sentence for a.b");
}

static void a_placeholder_that_differs_is_refused(void **state)
{
    (void)state;
    static const char *const lacking[] = {ENTRY("à {x}", "à {x}"), ENTRY("à {x}", "om {x}"),
                                          ENTRY("à {x}", "um {y}"), ENTRY("à {x}", "at {x}")};
    static const char *const added[] = {ENTRY("Oui", "Oui"), ENTRY("Oui", "Ja"),
                                        ENTRY("Oui", "Ja"), ENTRY("Oui", "Yes {x}")};
    assert_refused(lacking, "de.po:7: error: another placeholder than in French: {x} in a.b");
    assert_refused(added, "en.po:7: error: another placeholder than in French: {x} in a.b");
}

static void a_plural_form_too_few_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        COUNTING("{n} porte", SECOND("{n} portes")), COUNTING("{n} deur", ""),
        COUNTING("{n} Tür", SECOND("{n} Türen")), COUNTING("{n} door", SECOND("{n} doors"))};
    assert_refused(bodies, "nl.po:7: error: no plural form for a.b");
}

static void another_rule_for_the_plural_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui", "Oui"), ENTRY("Oui", "Ja"),
                                         ENTRY("Oui", "Ja"), ENTRY("Oui", "Yes")};
    const Run run = generate(bodies, "(n > 1)");
    assert_int_not_equal(run.status, 0);
    assert_true(text_contains(text_from(run.said), TEXT("the header must say: Plural-Forms")));
}

static void a_translation_marked_fuzzy_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui", "Oui"), "#, fuzzy\n" ENTRY("Oui", "Ja"),
                                         ENTRY("Oui", "Ja"), ENTRY("Oui", "Yes")};
    assert_refused(bodies, "fuzzy, to be read again: a.b");
}

static void a_translation_of_an_older_french_sentence_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui, venez", "Oui, venez"), ENTRY("Oui", "Ja"),
                                         ENTRY("Oui, venez", "Ja, kommen Sie"),
                                         ENTRY("Oui, venez", "Yes, come")};
    assert_refused(bodies, "nl.po:7: error: the French has changed since");
}

static void a_french_sentence_changed_in_one_place_only_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui", "Oui, venez"), ENTRY("Oui", "Ja"),
                                         ENTRY("Oui", "Ja"), ENTRY("Oui", "Yes")};
    assert_refused(bodies, "fr.po:7: error: msgid and msgstr are both the French sentence");
}

static void a_key_the_french_does_not_have_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {"", ENTRY("Oui", "Ja"), "", ""};
    assert_refused(bodies, "fr.po has no such key: a.b");
}

static void a_key_given_twice_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {ENTRY("Oui", "Oui") "\n" ENTRY("Oui", "Oui"),
                                         ENTRY("Oui", "Ja"), ENTRY("Oui", "Ja"),
                                         ENTRY("Oui", "Yes")};
    assert_refused(bodies, "given twice: a.b");
}

static void a_line_that_is_no_po_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {"msgtext \"Oui\"\n", "", "", ""};
    assert_refused(bodies, "fr.po:7: error: not understood: msgtext");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_of_four_languages_pass),
        cmocka_unit_test(both_forms_of_four_languages_pass),
        cmocka_unit_test(a_sentence_missing_in_one_language_is_refused),
        cmocka_unit_test(an_empty_sentence_is_refused),
        cmocka_unit_test(a_placeholder_that_differs_is_refused),
        cmocka_unit_test(a_plural_form_too_few_is_refused),
        cmocka_unit_test(another_rule_for_the_plural_is_refused),
        cmocka_unit_test(a_translation_marked_fuzzy_is_refused),
        cmocka_unit_test(a_translation_of_an_older_french_sentence_is_refused),
        cmocka_unit_test(a_french_sentence_changed_in_one_place_only_is_refused),
        cmocka_unit_test(a_key_the_french_does_not_have_is_refused),
        cmocka_unit_test(a_key_given_twice_is_refused),
        cmocka_unit_test(a_line_that_is_no_po_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
