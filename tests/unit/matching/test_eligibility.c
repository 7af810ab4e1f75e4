/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/buffer.h"
#include "base/random.h"
#include "matching/eligibility.h"
#include "unit/testing.h"

static const char VOCABULARY[] =
    "facts:\n"
    "- {key: age, type: number, unit: years, minimum: 0, maximum: 120, sensitivity: plain,\n"
    "   change: fixed, question: {fr: Quel âge ?, en: How old?}}\n"
    "- {key: income, type: number, unit: EUR/month, minimum: 0, sensitivity: delicate,\n"
    "   change: changeable, question: {fr: Quel revenu ?}}\n"
    "- {key: card, type: boolean, sensitivity: plain, change: changeable,\n"
    "   question: {fr: Une carte ?}, statement: {yes: {fr: Vous avez la carte},\n"
    "   no: {fr: Vous n'avez pas la carte}}}\n"
    "- {key: referral, type: boolean, sensitivity: plain, change: changeable,\n"
    "   question: {fr: Envoyé ?}, statement: {yes: {fr: On vous envoie}, no: {fr: Personne}}}\n"
    "- {key: permit, type: boolean, sensitivity: intimate, change: protected,\n"
    "   question: {fr: Un titre ?}, statement: {yes: {fr: Vous avez un titre},\n"
    "   no: {fr: Vous n'avez pas de titre}}}\n"
    "- {key: housing, type: choice, sensitivity: delicate, change: changeable,\n"
    "   question: {fr: Où ?}, values: [{code: street, name: {fr: la rue}},\n"
    "   {code: shelter, name: {fr: un abri}}, {code: home, name: {fr: chez soi}}]}\n"
    "- {key: commune, type: text, sensitivity: plain, change: changeable}\n"
    "- {key: arrival, type: date, sensitivity: delicate, change: fixed}\n"
    "- {key: months_pregnant, type: number, applies: sometimes, minimum: 0, maximum: 10,\n"
    "   sensitivity: intimate, change: protected}\n";

typedef struct World {
    Arena *arena;
    const FactVocabulary *vocabulary;
    FactSet facts;
    Problem problem;
} World;

static void world_open(World *world, const char *facts)
{
    json_t *json SCOPED(json_close) = NULL;
    *world = (World){.arena = arena_new(0)};
    world->problem.arena = world->arena;
    assert_int_equal(fact_vocabulary_read(world->arena, TEXT("facts.yaml"),
                                          text_from(VOCABULARY), &world->vocabulary,
                                          &world->problem),
                     OK);
    assert_int_equal(json_read(text_from(facts), JSON_REQUEST_LIMITS, &json, &world->problem),
                     OK);
    assert_int_equal(
        fact_set_read(world->arena, world->vocabulary, json, &world->facts, &world->problem),
        OK);
}

static void world_close(World *world)
{
    arena_close(&world->arena);
}

static const Condition *compile(World *world, const char *expression)
{
    const Condition *condition = NULL;
    if (condition_compile(world->arena, world->vocabulary, text_from(expression), &condition,
                          &world->problem) != OK) {
        fail_msg("%s: %.*s: %.*s", expression, TEXT_ARG(world->problem.where),
                 TEXT_ARG(world->problem.detail));
    }
    return condition;
}

static void assert_answer(const char *facts, const char *expression, Answer expected)
{
    World world SCOPED(world_close);
    world_open(&world, facts);
    const Answer answer = condition_answer(compile(&world, expression), &world.facts, NULL);
    if (answer != expected) {
        fail_msg("%s with %s gave %d, expected %d", expression, facts, (int)answer,
                 (int)expected);
    }
}

static void known_facts_decide(void **state)
{
    (void)state;
    assert_answer("{\"age\": 34}", "age >= 18 and age < 65", ANSWER_YES);
    assert_answer("{\"age\": 17}", "age between 18 and 25", ANSWER_NO);
    assert_answer("{\"age\": 25}", "age in [18..25]", ANSWER_YES);
    assert_answer("{\"age\": 25}", "age in [18..25)", ANSWER_NO);
    assert_answer("{\"age\": 18}", "18 <= age", ANSWER_YES);
    assert_answer("{\"housing\": \"street\"}", "housing in (\"street\", \"shelter\")",
                  ANSWER_YES);
    assert_answer("{\"commune\": \"Liège\"}", "commune != \"Liège\"", ANSWER_NO);
    assert_answer("{\"arrival\": \"2026-01-31\"}", "arrival > date(\"2026-01-30\")",
                  ANSWER_YES);
    assert_answer("{\"income\": 1234.5}", "income <= 12 * 102.875", ANSWER_YES);
    assert_answer("{\"card\": false}", "card = false", ANSWER_YES);
}

static void an_unknown_fact_leaves_open_only_what_it_can_change(void **state)
{
    (void)state;
    assert_answer("{}", "age >= 18", ANSWER_UNKNOWN);
    assert_answer("{\"age\": 17}", "age >= 18 and card", ANSWER_NO);
    assert_answer("{\"card\": true}", "age >= 18 or card", ANSWER_YES);
    assert_answer("{}", "age < 26 or age >= 26", ANSWER_YES);
    assert_answer("{}", "card and not(card)", ANSWER_NO);
    assert_answer("{}", "age > 17 and age < 18", ANSWER_NO);
    assert_answer("{}", "age >= 0", ANSWER_YES);
    assert_answer("{}", "income > 17 and income < 18", ANSWER_UNKNOWN);
    assert_answer("{}", "if card then age > 17 else age > 17", ANSWER_UNKNOWN);
    assert_answer("{\"age\": 20}", "if card then age > 17 else age > 17", ANSWER_YES);
    assert_answer("{}", "housing in [\"street\", \"shelter\", \"home\"]", ANSWER_YES);
    assert_answer("{\"card\": {\"refused\": true}}", "card", ANSWER_UNKNOWN);
}

static void what_does_not_apply_is_no(void **state)
{
    (void)state;
    assert_answer("{\"permit\": {\"notApplicable\": true}}", "permit", ANSWER_NO);
    assert_answer("{\"months_pregnant\": {\"notApplicable\": true}}", "months_pregnant > 3",
                  ANSWER_NO);
    assert_answer("{}", "months_pregnant < 3 or months_pregnant >= 3", ANSWER_UNKNOWN);
}

static void assert_refused(const char *expression, const char *where, const char *words)
{
    World world SCOPED(world_close);
    world_open(&world, "{}");
    const Condition *condition = NULL;
    assert_int_equal(condition_compile(world.arena, world.vocabulary, text_from(expression),
                                       &condition, &world.problem),
                     INVALID);
    assert_text_equal(world.problem.where, text_from(where));
    if (!text_contains(world.problem.detail, text_from(words))) {
        fail_msg("%s: %.*s", expression, TEXT_ARG(world.problem.detail));
    }
}

static void a_wrong_condition_is_refused_with_its_column(void **state)
{
    (void)state;
    assert_refused("age = null", "column 7", "never compared with null");
    assert_refused("card and agee > 3", "column 10", "is it “age”?");
    assert_refused("age", "column 1", "not yes or no");
    assert_refused("age > \"x\"", "column 7", "compared with a number");
    assert_refused("housing = \"castle\"", "column 11", "code");
    assert_refused("card < true", "column 8", "order");
    assert_refused("age > income", "column 7", "not with the fact");
    assert_refused("age > 1 / 0", "column 7", "division by zero");
    assert_refused("age >", "column 6", "expected a value");
    assert_refused("count([1]) > 0", "column 1", "expected the name of a fact");
}

static void facts_are_checked_with_their_field(void **state)
{
    static const char *const wrong[][3] = {
        {"{\"agee\": 3}",                        "/facts/agee",    "is it “age”?"     },
        {"{\"age\": \"x\"}",                     "/facts/age",     "a number"             },
        {"{\"age\": 3.5}",                       "/facts/age",     "whole"                },
        {"{\"age\": 300}",                       "/facts/age",     "from 0 to 120"        },
        {"{\"housing\": \"x\"}",                 "/facts/housing", "street, shelter, home"},
        {"{\"arrival\": \"2026-02-30\"}",        "/facts/arrival", "a date"               },
        {"{\"age\": {\"notApplicable\": true}}", "/facts/age",     "applies to everybody" },
        {"{\"card\": {}}",                       "/facts/card",    "refused"              },
        {"[]",                                   "/facts",         "object"               },
    };
    (void)state;
    World world SCOPED(world_close);
    world_open(&world, "{}");
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        json_t *json SCOPED(json_close) = NULL;
        assert_int_equal(
            json_read(text_from(wrong[i][0]), JSON_REQUEST_LIMITS, &json, &world.problem), OK);
        assert_int_equal(
            fact_set_read(world.arena, world.vocabulary, json, &world.facts, &world.problem),
            INVALID);
        assert_text_equal(world.problem.where, text_from(wrong[i][1]));
        assert_true(text_contains(world.problem.detail, text_from(wrong[i][2])));
    }
}

static void a_yes_names_a_smallest_set_of_facts(void **state)
{
    (void)state;
    World world SCOPED(world_close);
    Explanation explanation;
    world_open(&world, "{\"age\": 34, \"card\": true, \"referral\": true}");
    condition_explain(world.arena, compile(&world, "(age > 18 and card) or referral"),
                      &world.facts, AUDIENCE_SELF, FRENCH, &explanation);
    assert_int_equal(explanation.answer, ANSWER_YES);
    assert_int_equal(explanation.because_count, 1);
    assert_text_equal(explanation.because[0], TEXT("On vous envoie"));
}

static void a_no_names_the_smallest_changes(void **state)
{
    (void)state;
    World world SCOPED(world_close);
    Explanation explanation;
    world_open(&world, "{\"age\": 34, \"card\": false, \"referral\": false, \"income\": 2000}");
    condition_explain(world.arena,
                      compile(&world, "age > 18 and ((card and income < 1000) or referral)"),
                      &world.facts, AUDIENCE_SELF, FRENCH, &explanation);
    assert_int_equal(explanation.answer, ANSWER_NO);
    assert_int_equal(explanation.change_set_count, 1);
    assert_int_equal(explanation.change_count, 1);
    assert_text_equal(explanation.changes[0], TEXT("On vous envoie"));
    condition_explain(world.arena, compile(&world, "age > 60"), &world.facts, AUDIENCE_SELF,
                      FRENCH, &explanation);
    assert_int_equal(explanation.change_set_count, 0);
    assert_text_equal(explanation.because[0], TEXT("Vous avez 34 ans"));
}

static void a_third_party_never_hears_of_a_protected_fact(void **state)
{
    static const char *const facts[] = {"{\"permit\": false}", "{\"permit\": true}", "{}"};
    (void)state;
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        World world SCOPED(world_close);
        Explanation explanation;
        world_open(&world, facts[i]);
        condition_explain(world.arena, compile(&world, "permit and card"), &world.facts,
                          AUDIENCE_THIRD_PARTY, FRENCH, &explanation);
        assert_true(explanation.withheld);
        assert_int_equal(explanation.because_count, 0);
        for (size_t j = 0; j < explanation.missing.count; j++) {
            assert_int_equal(explanation.missing.items[j],
                             fact_find(world.vocabulary, TEXT("card")));
        }
    }
}

static void an_unknown_names_the_facts_that_matter(void **state)
{
    (void)state;
    World world SCOPED(world_close);
    Explanation explanation;
    world_open(&world, "{\"age\": 34}");
    condition_explain(
        world.arena,
        compile(&world, "age > 18 and (card or (referral and not(referral))) or age > 100"),
        &world.facts, AUDIENCE_SELF, FRENCH, &explanation);
    assert_int_equal(explanation.answer, ANSWER_UNKNOWN);
    assert_int_equal(explanation.missing.count, 1);
    assert_int_equal(explanation.missing.items[0], fact_find(world.vocabulary, TEXT("card")));
}

static int ask(World *world, const char *const *expressions, size_t count)
{
    WeightedCondition conditions[8];
    for (size_t i = 0; i < count; i++) {
        conditions[i] = (WeightedCondition){compile(world, expressions[i]), 1};
    }
    return question_next(world->arena, world->vocabulary, conditions, count, &world->facts);
}

static void the_next_question_settles_most_and_hurts_least(void **state)
{
    static const char *const most[] = {"card", "card and age > 18", "not(card)", "referral"};
    static const char *const gentle[] = {"permit or card"};
    static const char *const settled[] = {"card or not(card)", "age > 3 and false"};
    (void)state;
    World world SCOPED(world_close);
    world_open(&world, "{}");
    assert_int_equal(ask(&world, most, 4), fact_find(world.vocabulary, TEXT("card")));
    assert_int_equal(ask(&world, gentle, 1), fact_find(world.vocabulary, TEXT("card")));
    assert_int_equal(ask(&world, settled, 2), -1);
    world.facts.values[fact_find(world.vocabulary, TEXT("card"))].state = FACT_REFUSED;
    assert_int_equal(ask(&world, gentle, 1), fact_find(world.vocabulary, TEXT("permit")));
}

static void rows_of_a_form_compile_to_the_same(void **state)
{
    const ConditionRow rows[] = {
        {TEXT("age"),     TEXT(">="), TEXT("18")             },
        {TEXT("housing"), TEXT("in"), TEXT("street, shelter")},
        {TEXT("card"),    TEXT("="),  TEXT("true")           },
    };
    const ConditionRow wrong = {TEXT("age"), TEXT("~"), TEXT("18")};
    (void)state;
    World world SCOPED(world_close);
    Text expression;
    world_open(&world, "{}");
    assert_int_equal(condition_from_rows(world.arena, world.vocabulary, rows, 3, &expression,
                                         &world.problem),
                     OK);
    assert_text_equal(
        expression, TEXT("age >= 18 and housing in [\"street\", \"shelter\"] and card = true"));
    assert_int_equal(condition_from_rows(world.arena, world.vocabulary, &wrong, 1, &expression,
                                         &world.problem),
                     INVALID);
    assert_text_equal(world.problem.where, TEXT("row 1"));
}

static void the_vocabulary_compiled_in_is_whole(void **state)
{
    (void)state;
    const FactVocabulary *vocabulary = fact_vocabulary();
    assert_true(vocabulary->count > 0);
    for (size_t i = 0; i < vocabulary->count; i++) {
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            assert_true(vocabulary->facts[i].question.in[language].length > 0);
        }
    }
}

/* Forty facts in clauses of four that few completions satisfy, and a last clause that only the
 * twelve known facts break together. */
static Text hard_expression(Arena *arena)
{
    Random random = random_seeded(5);
    Buffer out = buffer_new(arena, 16384);
    for (int clause = 0; clause < 150; clause++) {
        for (int i = 0; i < 4; i++) {
            const uint32_t fact = random_below(&random, 10) + 10 * (uint32_t)i;
            buffer_append_format(&out, random_below(&random, 2) == 0 ? "%sf%u" : "%snot(f%u)",
                                 i == 0 ? "(" : " or ", fact + 10);
        }
        buffer_append(&out, TEXT(") and "));
    }
    for (int fact = 10; fact < 22; fact++) {
        buffer_append_format(&out, "%snot(f%d)", fact == 10 ? "(" : " or ", fact);
    }
    buffer_append_byte(&out, ')');
    return buffer_text(&out);
}

/* Without a limit this one would take hours. */
static void an_explanation_ends_however_hard_the_condition(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Buffer yaml = buffer_new(arena, 16384);
    const FactVocabulary *vocabulary = NULL;
    const Condition *condition = NULL;
    FactSet facts;
    Explanation explanation = {0};
    buffer_append(&yaml, TEXT("facts:\n"));
    for (int i = 10; i < 50; i++) {
        buffer_append_format(
            &yaml, "- {key: f%d, type: boolean, sensitivity: plain, change: changeable}\n", i);
    }
    assert_int_equal(
        fact_vocabulary_read(arena, TEXT("f"), buffer_text(&yaml), &vocabulary, NULL), OK);
    assert_int_equal(
        condition_compile(arena, vocabulary, hard_expression(arena), &condition, NULL), OK);
    fact_set_clear(&facts, vocabulary);
    for (int i = 0; i < 12; i++) {
        facts.values[i] = (FactValue){.state = FACT_KNOWN, .boolean = true};
    }
    condition_explain(arena, condition, &facts, AUDIENCE_SELF, FRENCH, &explanation);
    assert_int_equal(explanation.answer, ANSWER_NO);
    assert_in_range(explanation.because_count, 1, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_facts_decide),
        cmocka_unit_test(an_unknown_fact_leaves_open_only_what_it_can_change),
        cmocka_unit_test(what_does_not_apply_is_no),
        cmocka_unit_test(a_wrong_condition_is_refused_with_its_column),
        cmocka_unit_test(facts_are_checked_with_their_field),
        cmocka_unit_test(a_yes_names_a_smallest_set_of_facts),
        cmocka_unit_test(a_no_names_the_smallest_changes),
        cmocka_unit_test(a_third_party_never_hears_of_a_protected_fact),
        cmocka_unit_test(an_unknown_names_the_facts_that_matter),
        cmocka_unit_test(the_next_question_settles_most_and_hurts_least),
        cmocka_unit_test(rows_of_a_form_compile_to_the_same),
        cmocka_unit_test(the_vocabulary_compiled_in_is_whole),
        cmocka_unit_test(an_explanation_ends_however_hard_the_condition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
