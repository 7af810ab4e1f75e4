/* SPDX-License-Identifier: EUPL-1.2 */
/* Which facts a condition mentions, and which few values stand for all values of each. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching/eligibility_form.h"

typedef LIST_OF(FactValue) ValueList;
typedef LIST_OF(double) PointList;

static void collect_facts(Arena *arena, Condition *condition)
{
    const size_t total = condition->vocabulary->count;
    bool *mentioned = ARENA_ARRAY(arena, bool, total);
    for (size_t i = 0; i < condition->atoms.count; i++) {
        mentioned[condition->atoms.items[i].fact] = true;
    }
    int *facts = ARENA_ARRAY(arena, int, total);
    size_t count = 0;
    for (size_t i = 0; i < total; i++) {
        if (mentioned[i]) {
            facts[count++] = (int)i;
        }
    }
    condition->facts = (FactList){facts, count};
}

static int compare_points(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The constants a number or date is compared with, and its own bounds, in order,
 * each once. */
static PointList cut_points(Arena *arena, const Condition *condition, int index)
{
    const Fact *fact = &condition->vocabulary->facts[index];
    PointList points = {0};
    for (size_t i = 0; i < condition->atoms.count; i++) {
        const Atom *atom = &condition->atoms.items[i];
        if (atom->fact == index && isfinite(atom->low)) {
            LIST_APPEND(arena, &points, atom->low);
        }
        if (atom->fact == index && isfinite(atom->high)) {
            LIST_APPEND(arena, &points, atom->high);
        }
    }
    if (fact->has_minimum) {
        LIST_APPEND(arena, &points, fact->minimum);
    }
    if (fact->has_maximum) {
        LIST_APPEND(arena, &points, fact->maximum);
    }
    if (points.count > 0) {
        qsort(points.items, points.count, sizeof(double), compare_points);
    }
    size_t kept = 0;
    for (size_t i = 0; i < points.count; i++) {
        if (kept == 0 || points.items[i] != points.items[kept - 1]) {
            points.items[kept++] = points.items[i];
        }
    }
    points.count = kept;
    return points;
}

static void add_number(Arena *arena, ValueList *values, const Fact *fact, double number)
{
    const bool allowed = (!fact->has_minimum || number >= fact->minimum) &&
                         (!fact->has_maximum || number <= fact->maximum);
    const bool whole = fact->whole || fact->type == FACT_DATE;
    if (!allowed || (whole && number != floor(number))) {
        return;
    }
    FactValue value = {.state = FACT_KNOWN, .number = number};
    if (fact->type == FACT_DATE) {
        value.date = (Date)number;
    }
    LIST_APPEND(arena, values, value);
}

/* Each point, one value between two points, and one beyond each end. */
static void add_numbers(Arena *arena, ValueList *values, const Condition *condition, int index)
{
    const Fact *fact = &condition->vocabulary->facts[index];
    const bool whole = fact->whole || fact->type == FACT_DATE;
    const PointList points = cut_points(arena, condition, index);
    if (points.count == 0) {
        add_number(arena, values, fact, 0);
        return;
    }
    add_number(arena, values, fact, floor(points.items[0]) - 1);
    for (size_t i = 0; i < points.count; i++) {
        add_number(arena, values, fact, points.items[i]);
        const bool last = i + 1 == points.count;
        const double next = last ? INFINITY : points.items[i + 1];
        const double between =
            whole ? floor(points.items[i]) + 1
                  : (points.items[i] + (last ? points.items[i] + 2 : next)) / 2;
        if (between < next) {
            add_number(arena, values, fact, between);
        }
    }
}

/* Each text it is compared with, and one it is not. */
static void add_texts(Arena *arena, ValueList *values, const Condition *condition, int index)
{
    for (size_t i = 0; i < condition->atoms.count; i++) {
        if (condition->atoms.items[i].fact == index) {
            LIST_APPEND(
                arena, values,
                (FactValue){.state = FACT_KNOWN, .text = condition->atoms.items[i].text});
        }
    }
    LIST_APPEND(arena, values, (FactValue){.state = FACT_KNOWN, .text = TEXT("\x7f")});
}

static Domain build_domain(Arena *arena, const Condition *condition, int index)
{
    const Fact *fact = &condition->vocabulary->facts[index];
    ValueList values = {0};
    switch (fact->type) {
    case FACT_BOOLEAN:
        LIST_APPEND(arena, &values, (FactValue){.state = FACT_KNOWN, .boolean = true});
        LIST_APPEND(arena, &values, (FactValue){.state = FACT_KNOWN, .boolean = false});
        break;
    case FACT_NUMBER:
    case FACT_DATE:
        add_numbers(arena, &values, condition, index);
        break;
    case FACT_TEXT:
        add_texts(arena, &values, condition, index);
        break;
    case FACT_CHOICE:
        for (size_t i = 0; i < fact->choice_count; i++) {
            LIST_APPEND(arena, &values,
                        (FactValue){.state = FACT_KNOWN, .text = fact->choices[i].code});
        }
        break;
    }
    if (fact->may_not_apply && fact->type != FACT_BOOLEAN) {
        LIST_APPEND(arena, &values, (FactValue){.state = FACT_NOT_APPLICABLE});
    }
    return (Domain){.fact = index, .values = values.items, .count = values.count};
}

/* An atom that says the same for every value: "age >= 0". */
static bool is_constant(const Condition *condition, const Atom *atom, const Domain *domain)
{
    for (size_t i = 1; i < domain->count; i++) {
        if (atom_answer(condition, atom, &domain->values[i]) !=
            atom_answer(condition, atom, &domain->values[0])) {
            return false;
        }
    }
    return true;
}

static bool must_be_tried(const Condition *condition, const Domain *domain)
{
    size_t occurrences = 0;
    for (size_t i = 0; i < condition->nodes.count; i++) {
        if (condition->nodes.items[i].kind != FORM_ATOM) {
            continue;
        }
        const Atom *atom = &condition->atoms.items[condition->nodes.items[i].atom];
        if (atom->fact == domain->fact) {
            occurrences++;
            if (occurrences > 1 || is_constant(condition, atom, domain)) {
                return true;
            }
        }
    }
    return false;
}

void condition_finish(Arena *arena, Condition *condition)
{
    collect_facts(arena, condition);
    Domain *domains = ARENA_ARRAY(arena, Domain, condition->facts.count);
    for (size_t i = 0; i < condition->facts.count; i++) {
        domains[i] = build_domain(arena, condition, condition->facts.items[i]);
        domains[i].tried = must_be_tried(condition, &domains[i]);
    }
    condition->domains = domains;
}

size_t condition_values(const Condition *condition, int fact, FactValue *values, size_t most)
{
    for (size_t i = 0; i < condition->facts.count; i++) {
        if (condition->facts.items[i] == fact) {
            const Domain *domain = &condition->domains[i];
            const size_t count = domain->count < most ? domain->count : most;
            if (count > 0) {
                memcpy(values, domain->values, count * sizeof(FactValue));
            }
            return count;
        }
    }
    return 0;
}

static void append_part(Arena *arena, Condition *whole, const Condition *part)
{
    const uint32_t node_offset = (uint32_t)whole->nodes.count;
    const uint32_t atom_offset = (uint32_t)whole->atoms.count;
    for (size_t i = 0; i < part->nodes.count; i++) {
        FormNode node = part->nodes.items[i];
        node.end += node_offset;
        node.atom += atom_offset;
        LIST_APPEND(arena, &whole->nodes, node);
    }
    for (size_t i = 0; i < part->atoms.count; i++) {
        LIST_APPEND(arena, &whole->atoms, part->atoms.items[i]);
    }
}

const Condition *condition_all(Arena *arena, const FactVocabulary *vocabulary,
                               const Condition *const *conditions, size_t count)
{
    Condition *whole = ARENA_NEW(arena, Condition);
    whole->vocabulary = vocabulary;
    LIST_APPEND(arena, &whole->nodes, (FormNode){.kind = FORM_ALL});
    for (size_t i = 0; i < count; i++) {
        append_part(arena, whole, conditions[i]);
    }
    whole->nodes.items[0].end = (uint32_t)whole->nodes.count;
    condition_finish(arena, whole);
    return whole;
}
