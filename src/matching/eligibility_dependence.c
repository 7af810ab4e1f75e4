/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which open facts can still change an answer. The facts that stand in several places are tried
 * out; for the others it is enough to look at what part of the condition is still open, because
 * such a part, in which each fact stands once, can always go both ways.
 */
#include "matching/eligibility_form.h"

enum { MOST_TRIALS = 8192 };

typedef struct Trial {
    const Condition *condition;
    FactSet *facts; /* a copy whose open facts are filled in and out again */
    size_t subject; /* position of the fact asked about */
    bool all_facts; /* fill in every open fact, not only those that must be tried */
    int left;
} Trial;

/* Whether the fact stands in the part below this node that is still open. */
static bool mentions(const Condition *condition, const FactSet *facts, uint32_t index, int fact)
{
    const FormNode *node = &condition->nodes.items[index];
    if (condition_kleene_at(condition, facts, index) != ANSWER_UNKNOWN) {
        return false;
    }
    if (node->kind == FORM_ATOM) {
        return condition->atoms.items[node->atom].fact == fact;
    }
    for (uint32_t member = index + 1; member < node->end;
         member = condition->nodes.items[member].end) {
        if (mentions(condition, facts, member, fact)) {
            return true;
        }
    }
    return false;
}

/* What the answers for all values of the subject say together, the rest being as it is. */
typedef enum Outlook { OUTLOOK_SAME, OUTLOOK_DIFFERENT, OUTLOOK_OPEN } Outlook;

static Outlook look(const Trial *trial)
{
    const Domain *domain = &trial->condition->domains[trial->subject];
    FactValue *value = &trial->facts->values[domain->fact];
    size_t count[3] = {0, 0, 0};
    for (size_t i = 0; i < domain->count; i++) {
        *value = domain->values[i];
        count[condition_kleene(trial->condition, trial->facts)]++;
    }
    *value = (FactValue){.state = FACT_UNKNOWN};
    if (count[ANSWER_NO] > 0 && count[ANSWER_YES] > 0) {
        return OUTLOOK_DIFFERENT;
    }
    return count[ANSWER_UNKNOWN] == 0 ? OUTLOOK_SAME : OUTLOOK_OPEN;
}

static size_t next_position(const Trial *trial, size_t position)
{
    const Condition *condition = trial->condition;
    while (position < condition->facts.count &&
           (position == trial->subject || !fact_is_open(condition, trial->facts, position) ||
            !(trial->all_facts || condition->domains[position].tried))) {
        position++;
    }
    return position;
}

/* No other fact has to be tried any more: the subject stands once in what is open, or is looked
 * at value by value with every other fact filled in as well. */
static bool differs_at_last(Trial *trial);

static bool can_differ(Trial *trial, size_t position)
{
    const Condition *condition = trial->condition;
    const int subject = condition->facts.items[trial->subject];
    if (--trial->left < 0) {
        return true; /* not settled in time: told as a fact that may matter */
    }
    if (!mentions(condition, trial->facts, 0, subject)) {
        return false;
    }
    const size_t other = next_position(trial, position);
    if (other == condition->facts.count) {
        return differs_at_last(trial);
    }
    const Domain *domain = &condition->domains[other];
    FactValue *value = &trial->facts->values[domain->fact];
    const FactValue before = *value;
    bool found = false;
    for (size_t i = 0; i < domain->count && !found; i++) {
        *value = domain->values[i];
        found = can_differ(trial, other + 1);
    }
    *value = before;
    return found;
}

static bool differs_at_last(Trial *trial)
{
    if (!trial->condition->domains[trial->subject].tried) {
        return true;
    }
    const Outlook outlook = look(trial);
    if (outlook != OUTLOOK_OPEN || trial->all_facts) {
        return outlook == OUTLOOK_DIFFERENT;
    }
    trial->all_facts = true;
    const bool found = can_differ(trial, 0);
    trial->all_facts = false;
    return found;
}

bool condition_depends_on(const Condition *condition, const FactSet *facts, size_t position)
{
    FactSet copy = *facts;
    copy.values[condition->facts.items[position]] = (FactValue){.state = FACT_UNKNOWN};
    Trial trial = {condition, &copy, position, false, MOST_TRIALS};
    return can_differ(&trial, 0);
}
