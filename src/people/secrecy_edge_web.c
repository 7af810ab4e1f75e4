/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/secrecy_edge_web.h"

#include "access/account.h"
#include "access/house.h"

Outcome path_id(Request *request, const char *name, Id *id)
{
    if (id_parse(request_path_value(request, name), id)) {
        return OK;
    }
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "person", "no such person");
}

Outcome consent_rule_words(Request *request, const ConsentRule *rule, Text until, Text *words)
{
    Text house = TEXT("");
    TRY(house_name(request->session, request->arena, rule->recipient, &house,
                   &request->problem));
    const Text purpose =
        phrase_in(consent_purpose_name(rule->purpose), request->language, NULL);
    const Text class = phrase_in(data_class_name(rule->class), request->language, NULL);
    *words = text_format(request->arena, "%.*s · %.*s · %.*s · %.*s", TEXT_ARG(house),
                         TEXT_ARG(purpose), TEXT_ARG(class), TEXT_ARG(until));
    return OK;
}

Outcome account_shown(Request *request, Id id, Text *name)
{
    Account account = {0};
    *name = TEXT("");
    if (id_is_nil(id)) {
        return OK;
    }
    const Outcome outcome =
        account_get(request->session, request->arena, id, &account, &request->problem);
    if (outcome == NOT_FOUND) {
        *name = id_format(request->arena, id);
        return OK;
    }
    *name = account.name;
    return outcome;
}
