/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/condition.h"

#include "directory/record.h"

/* Of one record: as the directory reads a request of its own. */
static const JsonLimits record_limits = {.bytes = 1 << 20, .depth = 16, .values = 20000};

static Date day_of(const json_t *condition, const char *name, Date usual)
{
    Date day = usual;
    (void)date_parse(json_member_text(condition, name), &day);
    return day;
}

static bool is_in_force(const json_t *condition, Date day)
{
    return day >= day_of(condition, "valid_from", day) &&
           day <= day_of(condition, "valid_to", day);
}

static Outcome add(Access *access, ConditionRule *rule, Text expression)
{
    if (rule->count == CONDITIONS_MOST) {
        return problem_set(access->problem, INVALID, TEXT(""), "condition",
                           "at most %d conditions are expected", CONDITIONS_MOST);
    }
    rule->expressions[rule->count++] = text_copy(access->arena, expression);
    return OK;
}

static Outcome add_of_service(Access *access, const json_t *body, Date day, ConditionRule *rule)
{
    const json_t *list = json_object_get(json_object_get(body, "seuil"), "conditions");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *condition = json_array_get(list, i);
        if (is_in_force(condition, day)) {
            TRY(add(access, rule, json_member_text(condition, "expression")));
        }
    }
    return OK;
}

static Outcome read_service(Access *access, Text service, Date day, ConditionRule *rule)
{
    Record record = {0};
    json_t *body SCOPED(json_close) = NULL;
    const Outcome found =
        record_get(access->session, access->arena, ENTITY_SERVICE,
                   id_from_name(TEXT("service"), service), &record, access->problem);
    if (found == NOT_FOUND) {
        return problem_set(access->problem, INVALID, TEXT(""), "service",
                           "the directory has no service “%.*s”", TEXT_ARG(service));
    }
    TRY(found);
    TRY(json_read(record.body, record_limits, &body, access->problem));
    return add_of_service(access, body, day, rule);
}

Outcome condition_rule(Access *access, const Convention *convention, Date day,
                       ConditionRule *rule)
{
    ConditionRule read = {0};
    if (convention->service.length > 0) {
        TRY(read_service(access, convention->service, day, &read));
    }
    if (convention->condition.length > 0) {
        TRY(add(access, &read, convention->condition));
    }
    *rule = read;
    return OK;
}

Text condition_rule_text(Arena *arena, const ConditionRule *rule)
{
    if (rule->count == 1) {
        return rule->expressions[0];
    }
    Text parts[CONDITIONS_MOST];
    for (size_t i = 0; i < rule->count; i++) {
        parts[i] = text_format(arena, "(%.*s)", TEXT_ARG(rule->expressions[i]));
    }
    return text_join(arena, parts, rule->count, TEXT(" and "));
}
