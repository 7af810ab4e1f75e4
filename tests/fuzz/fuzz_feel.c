/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are an expression or refused; an expression has a value within its limits, and that
 * value can be written. The same bytes are also tried as a condition over the facts. */
#include <assert.h>

#include "matching/eligibility.h"
#include "matching/feel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    const FeelNode *root = NULL;
    const Condition *condition = NULL;
    const Text expression = text_of((const char *)data, size);
    if (feel_parse(arena, expression, NULL, &root, &problem) == OK) {
        const FeelValue value = feel_evaluate(arena, root, NULL);
        assert(text_is_utf8(feel_text(arena, &value)));
    } else {
        assert(problem.where.length > 0 && problem.detail.length > 0);
    }
    if (condition_compile(arena, fact_vocabulary(), expression, &condition, &problem) == OK) {
        static FactSet facts;
        fact_set_clear(&facts, fact_vocabulary());
        Explanation explanation;
        condition_explain(arena, condition, &facts, AUDIENCE_SELF, FRENCH, &explanation);
        assert((explanation.answer == ANSWER_UNKNOWN) == (explanation.missing.count > 0));
    }
    return 0;
}
