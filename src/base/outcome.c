/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/outcome.h"

/* In parentheses, so that the analyzer's form in the header leaves it alone. */
Outcome(problem_set)(Problem *problem, Outcome outcome, Text where, const char *field,
                     const char *format, ...)
{
    if (problem == NULL || problem->arena == NULL) {
        return outcome;
    }
    va_list arguments;
    va_start(arguments, format);
    problem->outcome = outcome;
    problem->where = text_copy(problem->arena, where);
    problem->field = text_copy(problem->arena, text_from(field));
    problem->detail = text_format_list(problem->arena, format, arguments);
    va_end(arguments);
    return outcome;
}

Text outcome_name(Outcome outcome)
{
    switch (outcome) {
    case OK:
        return TEXT("ok");
    case FAILED:
        return TEXT("failed");
    case USAGE:
        return TEXT("usage");
    case NOT_FOUND:
        return TEXT("not found");
    case REFUSED:
        return TEXT("refused");
    case CONFLICT:
        return TEXT("conflict");
    case INVALID:
        return TEXT("data invalid");
    case UNAVAILABLE:
        return TEXT("unavailable");
    }
    return TEXT("failed");
}
