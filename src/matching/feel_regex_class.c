/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a character belongs to a class. */
#include <utf8proc.h>

#include "matching/feel_regex_program.h"

static bool in_ranges(const RegexRange *ranges, size_t count, int32_t point)
{
    for (size_t i = 0; i < count; i++) {
        if (point >= ranges[i].from && point <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

static bool in_category(const RegexCategory *category, int32_t point)
{
    const char *name = utf8proc_category_string(point);
    const bool same = name[0] == category->name[0] &&
                      (category->name[1] == '\0' || name[1] == category->name[1]);
    return same != category->negated;
}

static bool holds_exactly(const RegexClass *set, int32_t point)
{
    if (in_ranges(set->ranges.items, set->ranges.count, point)) {
        return true;
    }
    for (size_t i = 0; i < set->excluded.count; i++) {
        const RegexRange *range = &set->excluded.items[i];
        if (point < range->from || point > range->to) {
            return true;
        }
    }
    for (size_t i = 0; i < set->categories.count; i++) {
        if (in_category(&set->categories.items[i], point)) {
            return true;
        }
    }
    return false;
}

bool regex_class_holds(const RegexClass *set, int32_t point, bool any_case)
{
    bool holds = holds_exactly(set, point);
    if (any_case) {
        holds = holds || holds_exactly(set, utf8proc_tolower(point)) ||
                holds_exactly(set, utf8proc_toupper(point));
    }
    holds = holds != set->negated;
    return holds && !(set->minus != NULL && regex_class_holds(set->minus, point, any_case));
}
