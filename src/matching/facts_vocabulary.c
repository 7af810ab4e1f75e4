/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the vocabulary of facts from its file (docs/reference/directory-files.md, "facts"). */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/list.h"
#include "matching/facts.h"
#include "matching/facts_file.h"
#include "yaml/yaml.h"

enum { MOST_CHOICES = 64 };

typedef struct Reader {
    Arena *arena;
    Text file;
    Problem *problem;
} Reader;

typedef struct Word {
    const char *name;
    int value;
} Word;

static Outcome refuse(const Reader *reader, const YamlNode *node, const char *field,
                      const char *expected)
{
    const Text where =
        text_format(reader->arena, "%.*s:%zu", TEXT_ARG(reader->file), node->line);
    return problem_set(reader->problem, INVALID, where, field, "expected %s", expected);
}

static Outcome read_word(const Reader *reader, const YamlNode *fact, const char *field,
                         const Word *words, int *value)
{
    const Text given = yaml_member_text(fact, field);
    Text known = TEXT("");
    for (size_t i = 0; words[i].name != NULL; i++) {
        if (text_equal(given, text_from(words[i].name))) {
            *value = words[i].value;
            return OK;
        }
        known = text_format(reader->arena, "%.*s%s%s", TEXT_ARG(known), i > 0 ? ", " : "",
                            words[i].name);
    }
    const YamlNode *node = yaml_member(fact, field);
    return refuse(reader, node == NULL ? fact : node, field, text_to_c(reader->arena, known));
}

/* A scalar is French; a mapping gives the languages. */
static Outcome read_phrase(const Reader *reader, const YamlNode *node, const char *field,
                           Phrase *phrase)
{
    *phrase = (Phrase){0};
    if (node == NULL) {
        return OK;
    }
    if (node->kind == YAML_SCALAR) {
        phrase->in[FRENCH] = node->value;
        return OK;
    }
    for (const YamlNode *text = node->first; text != NULL; text = text->next) {
        Language language;
        if (text->kind != YAML_SCALAR || !language_parse(text->key, &language)) {
            return refuse(reader, text, field, "a text in fr, nl, de or en");
        }
        phrase->in[language] = text->value;
    }
    return OK;
}

static Outcome read_bound(const Reader *reader, const YamlNode *fact, const char *field,
                          bool *given, double *bound)
{
    const YamlNode *node = yaml_member(fact, field);
    if (node == NULL) {
        return OK;
    }
    *given = true;
    return node->kind == YAML_SCALAR && text_to_real(node->value, bound)
               ? OK
               : refuse(reader, node, field, "a number");
}

static Outcome read_choices(const Reader *reader, const YamlNode *node, Fact *fact)
{
    const YamlNode *values = yaml_member(node, "values");
    if (values == NULL || values->count == 0 || values->count > MOST_CHOICES) {
        return refuse(reader, node, "values", "1 to 64 values of a choice");
    }
    FactChoice *choices = ARENA_ARRAY(reader->arena, FactChoice, values->count);
    for (const YamlNode *value = values->first; value != NULL; value = value->next) {
        FactChoice *choice = &choices[fact->choice_count++];
        choice->code = yaml_member_text(value, "code");
        if (choice->code.length == 0) {
            return refuse(reader, value, "code", "a code");
        }
        TRY(read_phrase(reader, yaml_member(value, "name"), "name", &choice->name));
    }
    fact->choices = choices;
    return OK;
}

static Outcome read_classes(const Reader *reader, const YamlNode *node, Fact *fact)
{
    static const Word types[] = {
        {"boolean", FACT_BOOLEAN},
        {"number",  FACT_NUMBER },
        {"date",    FACT_DATE   },
        {"text",    FACT_TEXT   },
        {"choice",  FACT_CHOICE },
        {NULL,      0           }
    };
    static const Word sensitivities[] = {
        {"plain",    PLAIN   },
        {"delicate", DELICATE},
        {"intimate", INTIMATE},
        {NULL,       0       }
    };
    static const Word changes[] = {
        {"changeable", CHANGEABLE},
        {"fixed",      FIXED     },
        {"protected",  PROTECTED },
        {NULL,         0         }
    };
    int type = 0;
    int sensitivity = 0;
    int change = 0;
    TRY(read_word(reader, node, "type", types, &type));
    TRY(read_word(reader, node, "sensitivity", sensitivities, &sensitivity));
    TRY(read_word(reader, node, "change", changes, &change));
    fact->type = (FactType)type;
    fact->sensitivity = (Sensitivity)sensitivity;
    fact->change = (Change)change;
    return OK;
}

static Outcome read_fact(const Reader *reader, const YamlNode *node, Fact *fact)
{
    *fact =
        (Fact){.key = yaml_member_text(node, "key"), .unit = yaml_member_text(node, "unit")};
    if (fact->key.length == 0) {
        return refuse(reader, node, "key", "the key of a fact");
    }
    TRY(read_classes(reader, node, fact));
    TRY(read_phrase(reader, yaml_member(node, "question"), "question", &fact->question));
    const YamlNode *statement = yaml_member(node, "statement");
    if (statement != NULL) {
        TRY(read_phrase(reader, yaml_member(statement, "yes"), "yes", &fact->statement_yes));
        TRY(read_phrase(reader, yaml_member(statement, "no"), "no", &fact->statement_no));
    }
    TRY(read_bound(reader, node, "minimum", &fact->has_minimum, &fact->minimum));
    TRY(read_bound(reader, node, "maximum", &fact->has_maximum, &fact->maximum));
    fact->whole =
        text_equal(fact->unit, TEXT("years")) || text_equal(fact->unit, TEXT("persons"));
    fact->may_not_apply = text_equal(yaml_member_text(node, "applies"), TEXT("sometimes"));
    return fact->type == FACT_CHOICE ? read_choices(reader, node, fact) : OK;
}

static int compare_facts(const void *a, const void *b)
{
    return text_compare(((const Fact *)a)->key, ((const Fact *)b)->key);
}

Outcome fact_vocabulary_read(Arena *arena, Text file, Text content,
                             const FactVocabulary **vocabulary, Problem *problem)
{
    const Reader reader = {arena, file, problem};
    const YamlNode *root = NULL;
    TRY(yaml_read(arena, file, content, &root, problem));
    const YamlNode *list = yaml_member(root, "facts");
    if (list == NULL || list->kind != YAML_LIST || list->count > FACT_LIMIT) {
        return refuse(&reader, root, "facts", "a list of at most 256 facts");
    }
    Fact *facts = ARENA_ARRAY(arena, Fact, list->count);
    size_t count = 0;
    for (const YamlNode *node = list->first; node != NULL; node = node->next) {
        TRY(read_fact(&reader, node, &facts[count++]));
    }
    qsort(facts, count, sizeof(Fact), compare_facts);
    for (size_t i = 1; i < count; i++) {
        if (text_equal(facts[i - 1].key, facts[i].key)) {
            return problem_set(problem, INVALID, file, "key", "the fact “%.*s” stands twice",
                               TEXT_ARG(facts[i].key));
        }
    }
    FactVocabulary *read = ARENA_NEW(arena, FactVocabulary);
    *read = (FactVocabulary){facts, count};
    *vocabulary = read;
    return OK;
}

/* ------------------------------------------------------------------------- compiled in */

static Arena *compiled_in_arena;
static const FactVocabulary *compiled_in;
static pthread_once_t compiled_in_once = PTHREAD_ONCE_INIT;

static void forget_compiled_in(void)
{
    arena_close(&compiled_in_arena);
}

/* A test reads the same file, so a fault in it shows before a release. */
static void read_compiled_in(void)
{
    compiled_in_arena = arena_new(0);
    const Outcome outcome = fact_vocabulary_read(compiled_in_arena, TEXT("facts.yaml"),
                                                 FACTS_FILE, &compiled_in, NULL);
    assert(outcome == OK);
    (void)outcome;
    (void)atexit(forget_compiled_in);
}

const FactVocabulary *fact_vocabulary(void)
{
    (void)pthread_once(&compiled_in_once, read_compiled_in);
    return compiled_in;
}
