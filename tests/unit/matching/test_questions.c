/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How near the questions asked come to the fewest possible. Over seven facts of yes or no every
 * state of knowledge (3^7) is worked out, so the best strategy is known exactly.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/list.h"
#include "base/random.h"
#include "matching/eligibility.h"
#include "unit/testing.h"

enum { FACTS = 7, SERVICES = 10, STATES = 2187 };

typedef struct Base {
    Arena *arena;
    FactVocabulary vocabulary;
    Fact facts[FACTS];
    WeightedCondition services[SERVICES];
    bool settled[STATES];
    double best[STATES]; /* mean number of questions still to ask; below 0: not known yet */
    double asked[STATES];
} Base;

static const int POWERS[FACTS] = {1, 3, 9, 27, 81, 243, 729};

/* A state gives each fact a digit: 0 unknown, 1 no, 2 yes. */
static FactSet facts_in(const Base *base, int state)
{
    FactSet facts;
    fact_set_clear(&facts, &base->vocabulary);
    for (int i = 0; i < FACTS; i++) {
        const int digit = state / POWERS[i] % 3;
        if (digit > 0) {
            facts.values[i] = (FactValue){.state = FACT_KNOWN, .boolean = digit == 2};
        }
    }
    return facts;
}

/* "(a and not(c)) or f": two to four facts, joined at random. */
static void random_service(Base *base, Random *random, size_t index)
{
    Buffer out = buffer_new(base->arena, 256);
    Problem problem = {.arena = base->arena};
    const int terms = 2 + (int)random_below(random, 3);
    for (int i = 0; i < terms; i++) {
        const Text key = base->facts[random_below(random, FACTS)].key;
        if (i > 0) {
            buffer_append(&out, random_below(random, 2) == 0 ? TEXT(" and ") : TEXT(" or "));
        }
        buffer_append_format(&out, random_below(random, 3) == 0 ? "not(%.*s)" : "%.*s",
                             TEXT_ARG(key));
    }
    base->services[index].weight = 1;
    assert_int_equal(condition_compile(base->arena, &base->vocabulary, buffer_text(&out),
                                       &base->services[index].condition, &problem),
                     OK);
}

static void base_open(Base *base, Random *random)
{
    static const char keys[] = "abcdefg";
    *base = (Base){.arena = arena_new(0)};
    for (int i = 0; i < FACTS; i++) {
        base->facts[i] = (Fact){.key = text_of(keys + i, 1), .type = FACT_BOOLEAN};
    }
    base->vocabulary = (FactVocabulary){base->facts, FACTS};
    for (size_t i = 0; i < SERVICES; i++) {
        random_service(base, random, i);
    }
    for (int state = 0; state < STATES; state++) {
        const FactSet facts = facts_in(base, state);
        base->settled[state] = true;
        base->best[state] = -1;
        base->asked[state] = -1;
        for (size_t i = 0; i < SERVICES; i++) {
            if (condition_answer(base->services[i].condition, &facts, NULL) == ANSWER_UNKNOWN) {
                base->settled[state] = false;
            }
        }
    }
}

static double fewest(Base *base, int state)
{
    if (base->settled[state]) {
        return 0;
    }
    if (base->best[state] >= 0) {
        return base->best[state];
    }
    double least = FACTS;
    for (int i = 0; i < FACTS; i++) {
        if (state / POWERS[i] % 3 == 0) {
            const double mean =
                1 + (fewest(base, state + POWERS[i]) + fewest(base, state + 2 * POWERS[i])) / 2;
            least = mean < least ? mean : least;
        }
    }
    base->best[state] = least;
    return least;
}

static double really_asked(Base *base, int state)
{
    if (base->settled[state]) {
        return 0;
    }
    if (base->asked[state] >= 0) {
        return base->asked[state];
    }
    const FactSet facts = facts_in(base, state);
    const int fact =
        question_next(base->arena, &base->vocabulary, base->services, SERVICES, &facts);
    assert_true(fact >= 0 && state / POWERS[fact] % 3 == 0);
    base->asked[state] = 1 + (really_asked(base, state + POWERS[fact]) +
                              really_asked(base, state + 2 * POWERS[fact])) /
                                 2;
    return base->asked[state];
}

static void questions_come_near_the_fewest(void **state)
{
    (void)state;
    const char *wish = getenv("SEUIL_PROPERTIES");
    const int bases = wish != NULL && strcmp(wish, "full") == 0 ? 200 : 20;
    Random random = random_seeded(2026);
    static Base base;
    double sum_fewest = 0;
    double sum_asked = 0;
    double worst = 1;
    for (int i = 0; i < bases; i++) {
        base_open(&base, &random);
        const double least = fewest(&base, 0);
        const double asked = really_asked(&base, 0);
        sum_fewest += least;
        sum_asked += asked;
        worst = least > 0 && asked / least > worst ? asked / least : worst;
        arena_free(base.arena);
    }
    print_message("mean questions: %.3f, fewest possible %.3f, worst case %.3f times\n",
                  sum_asked / bases, sum_fewest / bases, worst);
    assert_true(sum_asked <= 1.02 * sum_fewest);
    assert_true(worst <= 1.15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_come_near_the_fewest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
