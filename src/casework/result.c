/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/result.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "casework/results_file.h"
#include "yaml/yaml.h"

enum { MOST_RESULTS = 64 };

/* Compiled in, and read by a test: a fault in the file ends the program at once. Those that are
 * offered stand first. */
static struct {
    Arena *arena; /* for the life of the program */
    CaseResult items[MOST_RESULTS];
    size_t offered;
    size_t count;
} table;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void must(bool condition, const char *what, Text name)
{
    if (!condition) {
        (void)fprintf(stderr, "data/casework/results.yaml: %s: %.*s\n", what, TEXT_ARG(name));
        abort();
    }
}

static bool is_offered(const YamlNode *node)
{
    return text_is_empty(yaml_member_text(node, "until"));
}

static void read_result(const YamlNode *node)
{
    must(table.count < MOST_RESULTS, "too many results", yaml_member_text(node, "key"));
    CaseResult *result = &table.items[table.count++];
    const Text counts = yaml_member_text(node, "counts");
    *result = (CaseResult){
        .key = yaml_member_text(node, "key"),
        .until = yaml_member_text(node, "until"),
        .counts_met = text_equal(counts, TEXT("met")),
    };
    must(result->key.length > 0, "a key is expected", counts);
    must(result->counts_met || text_equal(counts, TEXT("other")), "counts: met or other",
         result->key);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        result->name.in[i] = yaml_member_text(yaml_member(node, "name"), code);
        must(result->name.in[i].length > 0, "no name in one of the languages", result->key);
    }
}

static void read_all(const YamlNode *first, bool offered)
{
    for (const YamlNode *node = first; node != NULL; node = node->next) {
        if (is_offered(node) == offered) {
            read_result(node);
        }
    }
}

static void read_file(void)
{
    table.arena = arena_new(0);
    Problem problem = {.arena = table.arena};
    const YamlNode *root = NULL;
    must(yaml_read(table.arena, TEXT("data/casework/results.yaml"), RESULTS_FILE, &root,
                   &problem) == OK,
         "not read", problem.detail);
    const YamlNode *first = yaml_member(root, "results")->first;
    read_all(first, true);
    table.offered = table.count;
    read_all(first, false);
    must(table.offered > 0, "no result is offered", TEXT("results"));
}

CaseResultList case_results(void)
{
    (void)pthread_once(&table_once, read_file);
    return (CaseResultList){table.items, table.offered};
}

const CaseResult *case_result_find(Text key)
{
    (void)pthread_once(&table_once, read_file);
    for (size_t i = 0; i < table.count; i++) {
        if (text_equal(table.items[i].key, key)) {
            return &table.items[i];
        }
    }
    return NULL;
}

Text case_result_keys(Arena *arena)
{
    Text keys[MOST_RESULTS];
    const CaseResultList list = case_results();
    for (size_t i = 0; i < list.count; i++) {
        keys[i] = list.items[i].key;
    }
    return text_join(arena, keys, list.count, TEXT(", "));
}

Text case_result_words(Text key, Language language)
{
    const CaseResult *result = case_result_find(key);
    return result == NULL ? key : phrase_in(&result->name, language, NULL);
}
