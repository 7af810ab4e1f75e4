/* SPDX-License-Identifier: EUPL-1.2 */
/* The conditions of a convention, for people/condition_judge.h to answer. */
#pragma once

#include "entitlements/convention.h"
#include "people/condition_judge.h"

/* The conditions in force on the day: those of the service in the directory, then the
 * convention's own. */
MUST_USE Outcome condition_rule(Access *access, const Convention *convention, Date day,
                                ConditionRule *rule);

/* As one text: "(a) and (b)"; empty where anybody may have it. */
Text condition_rule_text(Arena *arena, const ConditionRule *rule);
