/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/condition_judge.h"

Outcome condition_tell_missing(Arena *arena, const ConditionVerdict *verdict, Problem *problem)
{
    Text names[MISSING_MOST];
    for (size_t i = 0; i < verdict->missing_count; i++) {
        names[i] = verdict->missing[i].fact;
    }
    const Text all = text_join(arena, names, verdict->missing_count, TEXT(", "));
    return problem_set(problem, INVALID, TEXT("body"), "facts",
                       "what decides is not known yet: %.*s", TEXT_ARG(all));
}
