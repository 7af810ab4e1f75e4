/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/waiting_rank.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resources/waiting_file.h"
#include "yaml/yaml.h"

/* ---------------------------------------------------------------------------------- rules */

static WaitingRules rules;
static pthread_once_t rules_once = PTHREAD_ONCE_INIT;

/* The file is compiled in and a test reads it: a fault in it ends the program at once rather
 * than putting somebody in a class nobody decided. */
static void must(bool condition, const char *what)
{
    if (!condition) {
        (void)fprintf(stderr, "data/resources/waiting.yaml: %s\n", what);
        abort();
    }
}

static void read_class(const YamlNode *node)
{
    must(rules.class_count < WAITING_CLASSES_MOST, "too many classes");
    WaitingClass *class = &rules.classes[rules.class_count++];
    class->key = yaml_member_text(node, "key");
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        class->name[i] =
            yaml_member_text(yaml_member(node, "name"), language_code((Language)i).bytes);
        must(class->name[i].length > 0, "a class without a name in each language");
    }
}

static void read_rules(void)
{
    static Arena *arena; /* for the life of the program */
    arena = arena_new(0);
    Problem problem = {.arena = arena};
    const YamlNode *root = NULL;
    must(yaml_read(arena, TEXT("data/resources/waiting.yaml"), WAITING_FILE, &root, &problem) ==
             OK,
         "not read");
    must(text_to_integer(yaml_member_text(root, "ageing"), &rules.ageing) && rules.ageing > 0,
         "ageing is no number of days");
    for (const YamlNode *node = yaml_member(root, "classes")->first; node != NULL;
         node = node->next) {
        read_class(node);
    }
    must(rules.class_count > 0, "no classes");
}

const WaitingRules *waiting_rules(void)
{
    must(pthread_once(&rules_once, read_rules) == 0, "not started");
    return &rules;
}

bool waiting_class_find(Text key, size_t *class)
{
    const WaitingRules *all = waiting_rules();
    for (size_t i = 0; i < all->class_count; i++) {
        if (text_equal(all->classes[i].key, key)) {
            *class = i;
            return true;
        }
    }
    return false;
}

/* ----------------------------------------------------------------------------------- rank */

size_t waiting_class_now(const WaitingRules *all, const WaitingRank *rank)
{
    const size_t raised = (size_t)(rank->refusals / all->ageing);
    return raised < rank->class ? rank->class - raised : 0;
}

int waiting_compare(const WaitingRules *all, const WaitingRank *a, const WaitingRank *b)
{
    const size_t left = waiting_class_now(all, a);
    const size_t right = waiting_class_now(all, b);
    if (left != right) {
        return left < right ? -1 : 1;
    }
    if (a->since != b->since) {
        return a->since < b->since ? -1 : 1;
    }
    const int lots = memcmp(a->lot.bytes, b->lot.bytes, sizeof a->lot.bytes);
    return lots != 0 ? lots : id_compare(a->entry, b->entry);
}

/* ----------------------------------------------------------------------------------- draw */

static Text seed_text(const WaitingSeed *seed)
{
    return text_of((const char *)seed->bytes, sizeof seed->bytes);
}

Text waiting_seed_format(Arena *arena, WaitingSeed seed)
{
    Digest as_digest = {{0}};
    memcpy(as_digest.bytes, seed.bytes, sizeof seed.bytes);
    return digest_format(arena, as_digest);
}

Digest waiting_promise(WaitingSeed seed)
{
    return digest_of(TEXT("waiting.seed"), seed_text(&seed));
}

Digest waiting_lot(WaitingSeed seed, Id lot_of)
{
    Digester digester;
    digester_start(&digester, TEXT("waiting.lot"));
    digester_add(&digester, seed_text(&seed));
    digester_add(&digester, text_of((const char *)lot_of.bytes, sizeof lot_of.bytes));
    return digester_end(&digester);
}

/* ------------------------------------------------------------------------------ run again */

static int digit(char letter)
{
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

static bool seed_parse(Text text, WaitingSeed *seed)
{
    if (text.length != 2 * sizeof seed->bytes) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        const int value = digit(text.bytes[i]);
        if (value < 0) {
            return false;
        }
        seed->bytes[i / 2] = (uint8_t)(seed->bytes[i / 2] << 4 | value);
    }
    return true;
}

static int compare_lots(const void *a, const void *b)
{
    return waiting_compare(waiting_rules(), a, b);
}

Outcome waiting_run_again(Arena *arena, const WaitingProof *proof, Problem *problem)
{
    WaitingSeed seed = {{0}};
    if (!seed_parse(proof->seed, &seed)) {
        return problem_set(problem, INVALID, TEXT("body"), "seed",
                           "64 hexadecimal digits are expected");
    }
    if (!text_equal(digest_format(arena, waiting_promise(seed)), proof->promise)) {
        return problem_set(problem, INVALID, TEXT("body"), "promise",
                           "this is not the digest of the seed: the draw was not kept");
    }
    for (size_t i = 0; i < proof->count; i++) {
        proof->ranks[i].lot = waiting_lot(seed, proof->ranks[i].entry);
    }
    if (proof->count > 0) {
        qsort(proof->ranks, proof->count, sizeof *proof->ranks, compare_lots);
    }
    return OK;
}
