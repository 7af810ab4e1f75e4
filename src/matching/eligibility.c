/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers conditions: Kleene's three values first, then all completions of what stays open. */
#include "matching/eligibility.h"

#include "matching/eligibility_form.h"

/* How many completions are looked at before an answer stays unknown: all of 16 facts of yes or
 * no, twice. Saying "unknown" then is still true to its meaning for the person: nothing is
 * refused. */
enum { MOST_COMPLETIONS = 1 << 18 };

static bool in_interval(const Atom *atom, double value)
{
    const bool above = atom->low_open ? value > atom->low : value >= atom->low;
    const bool below = atom->high_open ? value < atom->high : value <= atom->high;
    return above && below;
}

static bool atom_holds(const Atom *atom, const FactValue *value)
{
    switch (atom->kind) {
    case ATOM_TRUE:
        return value->boolean;
    case ATOM_NUMBERS:
        return in_interval(atom, value->number);
    case ATOM_DATES:
        return in_interval(atom, value->date);
    case ATOM_CHOICE:
    case ATOM_TEXT:
        return text_equal(atom->text, value->text);
    }
    return false;
}

Answer atom_answer(const Condition *condition, const Atom *atom, const FactValue *value)
{
    if (!fact_is_given(&condition->vocabulary->facts[atom->fact], value)) {
        return ANSWER_UNKNOWN;
    }
    /* What does not apply is no value, so nothing holds of it. */
    return value->state == FACT_KNOWN && atom_holds(atom, value) ? ANSWER_YES : ANSWER_NO;
}

static Answer answer_node(const Condition *condition, const FactSet *facts, uint32_t index);

/* ALL or ANY: one member decides, otherwise one unknown member leaves it unknown. */
static Answer answer_members(const Condition *condition, const FactSet *facts, uint32_t index,
                             Answer decides)
{
    const uint32_t end = condition->nodes.items[index].end;
    Answer result = (Answer)(ANSWER_YES - decides);
    for (uint32_t member = index + 1; member < end;
         member = condition->nodes.items[member].end) {
        const Answer answer = answer_node(condition, facts, member);
        if (answer == decides) {
            return answer;
        }
        result = answer == ANSWER_UNKNOWN ? ANSWER_UNKNOWN : result;
    }
    return result;
}

static Answer answer_node(const Condition *condition, const FactSet *facts, uint32_t index)
{
    const FormNode *node = &condition->nodes.items[index];
    switch (node->kind) {
    case FORM_YES:
        return ANSWER_YES;
    case FORM_NO:
        return ANSWER_NO;
    case FORM_ATOM: {
        const Atom *atom = &condition->atoms.items[node->atom];
        return atom_answer(condition, atom, &facts->values[atom->fact]);
    }
    case FORM_NOT:
        return (Answer)(ANSWER_YES - answer_node(condition, facts, index + 1));
    case FORM_ALL:
        return answer_members(condition, facts, index, ANSWER_NO);
    case FORM_ANY:
        return answer_members(condition, facts, index, ANSWER_YES);
    }
    return ANSWER_UNKNOWN;
}

Answer condition_kleene_at(const Condition *condition, const FactSet *facts, uint32_t node)
{
    return answer_node(condition, facts, node);
}

Answer condition_kleene(const Condition *condition, const FactSet *facts)
{
    return answer_node(condition, facts, 0);
}

/* A set that holds only what the condition looks at; the rest of it is never read. */
static void copy_mentioned(const Condition *condition, const FactSet *facts, FactSet *copy)
{
    copy->vocabulary = facts->vocabulary;
    for (size_t i = 0; i < condition->facts.count; i++) {
        const int fact = condition->facts.items[i];
        copy->values[fact] = facts->values[fact];
    }
}

bool fact_is_open(const Condition *condition, const FactSet *facts, size_t position)
{
    const int fact = condition->facts.items[position];
    return !fact_is_given(&condition->vocabulary->facts[fact], &facts->values[fact]);
}

/* -------------------------------------------------------------------------- completions */

typedef struct Search {
    const Condition *condition;
    FactSet *facts; /* a copy whose open facts are filled in and out again */
    int left;       /* completions that may still be looked at */
} Search;

/* The next open fact at or after `position` that must be tried out; the count if none. */
static size_t next_tried(const Search *search, size_t position)
{
    while (position < search->condition->facts.count &&
           !(search->condition->domains[position].tried &&
             fact_is_open(search->condition, search->facts, position))) {
        position++;
    }
    return position;
}

static bool some_value_can_be(Search *search, size_t position, Answer wanted);

static bool can_be(Search *search, size_t position, Answer wanted)
{
    const Answer answer = condition_kleene(search->condition, search->facts);
    return answer == ANSWER_UNKNOWN ? some_value_can_be(search, position, wanted)
                                    : answer == wanted;
}

/* The answer is open. When no open fact has to be tried out, each stands in one atom that can
 * go both ways, so it can become either. Out of completions, "can" is the careful answer. */
static bool some_value_can_be(Search *search, size_t position, Answer wanted)
{
    const size_t tried = next_tried(search, position);
    if (tried == search->condition->facts.count || --search->left < 0) {
        return true;
    }
    const Domain *domain = &search->condition->domains[tried];
    FactValue *value = &search->facts->values[domain->fact];
    const FactValue before = *value;
    bool found = false;
    for (size_t i = 0; i < domain->count && !found; i++) {
        *value = domain->values[i];
        found = can_be(search, tried + 1, wanted);
    }
    *value = before;
    return found;
}

bool condition_can_be(const Condition *condition, const FactSet *facts, Answer wanted,
                      int *left)
{
    FactSet copy;
    copy_mentioned(condition, facts, &copy);
    Search search = {condition, &copy, *left};
    const bool found = can_be(&search, 0, wanted);
    *left = search.left;
    return found;
}

Answer condition_answer_within(const Condition *condition, const FactSet *facts, int *left)
{
    const Answer answer = condition_kleene(condition, facts);
    FactSet copy;
    Search search = {condition, &copy, *left};
    if (answer != ANSWER_UNKNOWN) {
        return answer;
    }
    copy_mentioned(condition, facts, &copy);
    if (next_tried(&search, 0) == condition->facts.count) {
        return answer;
    }
    const bool can_be_no = some_value_can_be(&search, 0, ANSWER_NO);
    const bool can_be_yes = can_be_no && some_value_can_be(&search, 0, ANSWER_YES);
    *left = search.left;
    if (!can_be_no) {
        return ANSWER_YES;
    }
    return can_be_yes ? ANSWER_UNKNOWN : ANSWER_NO;
}

Answer condition_answer(const Condition *condition, const FactSet *facts, bool *error)
{
    int left = MOST_COMPLETIONS;
    if (error != NULL) {
        *error = false; /* types are checked when a condition is compiled and facts are read */
    }
    return condition_answer_within(condition, facts, &left);
}

FactList condition_facts(const Condition *condition)
{
    return condition->facts;
}
