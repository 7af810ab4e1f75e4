/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_terms.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/list.h"
#include "referral/referrals_file.h"
#include "yaml/yaml.h"

enum { MOST_TERMS = 64, MOST_DAYS = 365, A_DAY = 24 * 60 * 60 };

typedef struct TermTable {
    ReferralTerm items[MOST_TERMS];
    size_t count;
} TermTable;

/* Compiled in, and read by a test: a fault in the file ends the program at once. */
static struct {
    Arena *arena; /* for the life of the program */
    ReferralCharter charter;
    TermTable reasons;
    TermTable barriers;
} terms;
static pthread_once_t terms_once = PTHREAD_ONCE_INIT;

static void must(bool condition, const char *what, Text name)
{
    if (!condition) {
        (void)fprintf(stderr, "data/people/referrals.yaml: %s: %.*s\n", what, TEXT_ARG(name));
        abort();
    }
}

static int64_t read_days(const YamlNode *charter, const char *key)
{
    int64_t days = 0;
    const Text text = yaml_member_text(charter, key);
    must(text_to_integer(text, &days) && days > 0 && days <= MOST_DAYS, "1 to 365 days",
         text_from(key));
    return days;
}

static void read_charter(const YamlNode *node)
{
    const Text checked = yaml_member_text(node, "refusal_is_checked");
    must(text_equal(checked, TEXT("yes")) || text_equal(checked, TEXT("no")), "yes or no",
         TEXT("refusal_is_checked"));
    terms.charter = (ReferralCharter){
        .answer_days = read_days(node, "answer_days"),
        .silence_days = read_days(node, "silence_days"),
        .confirm_days = read_days(node, "confirm_days"),
        .start_days = read_days(node, "start_days"),
        .review_days = read_days(node, "review_days"),
        .link_days = read_days(node, "link_days"),
        .refusal_is_checked = text_equal(checked, TEXT("yes")),
    };
}

static unsigned read_acts(Text words)
{
    unsigned acts = 0;
    Text word = {0};
    while (words.length > 0 && text_next(&words, ' ', &word)) {
        ReferralAct act = REFERRAL_SEND;
        must(referral_act_parse(word, &act), "no such act", word);
        acts |= 1U << act;
    }
    return acts;
}

static void read_term(TermTable *table, const YamlNode *node)
{
    must(table->count < MOST_TERMS, "too many terms", yaml_member_text(node, "key"));
    ReferralTerm *term = &table->items[table->count++];
    term->key = yaml_member_text(node, "key");
    term->acts = read_acts(yaml_member_text(node, "for"));
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        term->name.in[i] = yaml_member_text(yaml_member(node, "name"), code);
        must(term->name.in[i].length > 0, "no name in one of the languages", term->key);
    }
}

static void read_terms(TermTable *table, const YamlNode *root, const char *key)
{
    for (const YamlNode *node = yaml_member(root, key)->first; node != NULL;
         node = node->next) {
        read_term(table, node);
    }
}

static void read_file(void)
{
    terms.arena = arena_new(0);
    Problem problem = {.arena = terms.arena};
    const YamlNode *root = NULL;
    must(yaml_read(terms.arena, TEXT("data/people/referrals.yaml"), REFERRALS_FILE, &root,
                   &problem) == OK,
         "not read", problem.detail);
    read_charter(yaml_member(root, "charter"));
    read_terms(&terms.reasons, root, "reasons");
    read_terms(&terms.barriers, root, "barriers");
}

static void start(void)
{
    const int started = pthread_once(&terms_once, read_file);
    assert(started == 0);
    (void)started;
}

const ReferralCharter *referral_charter(void)
{
    start();
    return &terms.charter;
}

ReferralTerms referral_reasons(void)
{
    start();
    return (ReferralTerms){terms.reasons.items, terms.reasons.count};
}

ReferralTerms referral_barriers(void)
{
    start();
    return (ReferralTerms){terms.barriers.items, terms.barriers.count};
}

const ReferralTerm *referral_term_find(ReferralTerms list, Text key)
{
    for (size_t i = 0; i < list.count; i++) {
        if (text_equal(list.items[i].key, key)) {
            return &list.items[i];
        }
    }
    return NULL;
}

static Text say_reasons(Arena *arena, ReferralAct act)
{
    LIST_OF(Text) keys = {0};
    const ReferralTerms list = referral_reasons();
    for (size_t i = 0; i < list.count; i++) {
        if ((list.items[i].acts >> act & 1) != 0) {
            LIST_APPEND(arena, &keys, list.items[i].key);
        }
    }
    return text_join(arena, keys.items, keys.count, TEXT(", "));
}

Outcome referral_reason_check(ReferralAct act, Text reason, Problem *problem)
{
    const ReferralTerm *term = referral_term_find(referral_reasons(), reason);
    if (term != NULL && (term->acts >> act & 1) != 0) {
        return OK;
    }
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    return problem_set(problem, INVALID, TEXT("body"), "reason",
                       "“%.*s” needs a reason, one of: %.*s", TEXT_ARG(referral_act_name(act)),
                       TEXT_ARG(say_reasons(arena, act)));
}

Moment referral_deadline(const ReferralCharter *charter, ReferralDeadline deadline,
                         Moment before, Moment now)
{
    switch (deadline) {
    case DEADLINE_NONE:
        return 0;
    case DEADLINE_KEPT:
        return before;
    case DEADLINE_ANSWER:
        return now + charter->answer_days * A_DAY;
    case DEADLINE_CONFIRM:
        return now + charter->confirm_days * A_DAY;
    case DEADLINE_START:
        return now + charter->start_days * A_DAY;
    case DEADLINE_REVIEW:
        return now + charter->review_days * A_DAY;
    }
    return 0;
}
