/* SPDX-License-Identifier: EUPL-1.2 */
/* Each change answers the whole list as it is then. */
#include "referral/consent_api.h"

#include "access/gate_web.h"
#include "access/house.h"
#include "base/list.h"
#include "http/body.h"
#include "people/consent_json.h"
#include "people/person_web.h"
#include "people/secrecy_edge_web.h"
#include "referral/agreement.h"

/* --------------------------------------------------------------------------------- reading */

/* House, purpose and class; the house by its key or its identifier. */
static Outcome read_terms(Request *request, const json_t *object, ConsentRule *rule)
{
    House house = {0};
    if (!consent_purpose_parse(json_member_text(object, "purpose"), &rule->purpose)) {
        return REQUEST_INVALID(request, "body", "purpose",
                               "follow_up, referral, conference or transfer is expected");
    }
    if (!data_class_parse(json_member_text(object, "class"), &rule->class)) {
        return REQUEST_INVALID(request, "body", "class",
                               "identity, contact, situation, notes or health is expected");
    }
    const Outcome outcome =
        house_find(request->session, request->arena, json_member_text(object, "recipient"),
                   &house, &request->problem);
    rule->recipient = house.id;
    return outcome == INVALID ? REQUEST_INVALID(request, "body", "recipient",
                                                "an organisation of the directory is expected")
                              : outcome;
}

static Outcome read_rule(Request *request, json_t *object, ConsentRule *rule)
{
    static const char *const names[] = {"purpose", "recipient", "class", "until"};
    TRY(body_only(request, object, names, LENGTH_OF(names)));
    TRY(read_terms(request, object, rule));
    return body_moment(request, object, "until", &rule->until);
}

static Outcome read_rules(Request *request, const json_t *body, NewConsent *made)
{
    const json_t *items = json_object_get(body, "rules");
    const size_t count = json_array_size(items);
    if (count == 0 || count > CONSENT_MOST_RULES) {
        return REQUEST_INVALID(request, "body", "rules", "1 to %d rules are expected",
                               CONSENT_MOST_RULES);
    }
    ConsentRule *rules = ARENA_ARRAY(request->arena, ConsentRule, count);
    for (size_t i = 0; i < count; i++) {
        TRY(read_rule(request, json_array_get(items, i), &rules[i]));
    }
    made->rules = rules;
    made->rule_count = count;
    return OK;
}

/* -------------------------------------------------------------------------------- consents */

static Outcome write_consents(Request *request, Id person)
{
    ConsentList list = {0};
    TRY(consent_list(access_of(request), person, &list));
    JsonWriter writer = json_writer(response_json(request));
    consent_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome get_consents(Request *request)
{
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    return write_consents(request, person);
}

static Outcome post_consent(Request *request)
{
    static const char *const names[] = {"language", "replaces", "rules"};
    Id person = {{0}};
    Id made = {{0}};
    NewConsent consent = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "language", &consent.language));
    TRY(body_id(request, body, "replaces", &consent.replaces));
    TRY(read_rules(request, body, &consent));
    TRY(consent_draft(access_of(request), person, &consent, &made));
    request->response.status = 201;
    return write_consents(request, person);
}

static Outcome read_answer(Request *request, const json_t *body, ConsentAnswer *answer)
{
    if (!consent_way_parse(json_member_text(body, "way"), &answer->way)) {
        return REQUEST_INVALID(request, "body", "way", "signed, oral or gesture is expected");
    }
    return consent_find_witness(access_of(request), json_member_text(body, "witness"),
                                &answer->witness);
}

static Outcome act(Request *request, const json_t *body, Id person, Id consent)
{
    static const char *const acts[] = {"propose", "withdraw", "reject", "give"};
    enum { PROPOSE, WITHDRAW, REJECT, GIVE };
    size_t wanted = 0;
    ConsentAnswer answer = {0};
    if (!text_among(json_member_text(body, "act"), acts, LENGTH_OF(acts), &wanted)) {
        return REQUEST_INVALID(request, "body", "act",
                               "propose, give, reject or withdraw is expected");
    }
    if (wanted == PROPOSE) {
        return consent_propose(access_of(request), person, consent);
    }
    if (wanted == WITHDRAW) {
        return agreement_withdraw(access_of(request), person, consent);
    }
    TRY(read_answer(request, body, &answer));
    answer.is_given = wanted == GIVE;
    return agreement_answer(access_of(request), person, consent, &answer);
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act", "way", "witness"};
    Id person = {{0}};
    Id consent = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "consent", &consent));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(act(request, body, person, consent));
    return write_consents(request, person);
}

/* --------------------------------------------------------------------------------- sharing */

static Outcome write_shares(Request *request, Id person)
{
    ShareList list = {0};
    TRY(share_list(access_of(request), person, &list));
    JsonWriter writer = json_writer(response_json(request));
    share_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome get_shares(Request *request)
{
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    return write_shares(request, person);
}

static Outcome read_condition(Request *request, Text code, unsigned *recorded)
{
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        if (text_equal(code, share_condition_code((ShareCondition)i))) {
            *recorded |= 1u << i;
            return OK;
        }
    }
    return REQUEST_INVALID(request, "body", "conditions",
                           "secrecy, mission, informed or needed is expected");
}

static Outcome read_share(Request *request, const json_t *body, ShareTerms *terms)
{
    ConsentRule rule = {0};
    const json_t *conditions = json_object_get(body, "conditions");
    TRY(read_terms(request, body, &rule));
    *terms =
        (ShareTerms){.recipient = rule.recipient, .purpose = rule.purpose, .class = rule.class};
    if (conditions != NULL && !json_is_array(conditions)) {
        return REQUEST_INVALID(request, "body", "conditions", "a list is expected");
    }
    for (size_t i = 0; i < json_array_size(conditions); i++) {
        TRY(read_condition(request, json_text(json_array_get(conditions, i)),
                           &terms->recorded));
    }
    return OK;
}

static Outcome post_share(Request *request)
{
    static const char *const names[] = {"recipient", "purpose", "class", "conditions"};
    Id person = {{0}};
    Id made = {{0}};
    ShareTerms terms = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_share(request, body, &terms));
    TRY(share_open(access_of(request), person, &terms, &made));
    request->response.status = 201;
    return write_shares(request, person);
}

static Outcome post_close(Request *request)
{
    Id person = {{0}};
    Id share = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "share", &share));
    TRY(body_read(request, NULL, 0, &body));
    TRY(share_close(access_of(request), person, share));
    return write_shares(request, person);
}

static Outcome post_override(Request *request)
{
    static const char *const names[] = {"recipient",  "purpose", "class",
                                        "conditions", "reason",  "words"};
    Id person = {{0}};
    Id made = {{0}};
    Danger danger = {0};
    ShareTerms terms = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_share(request, body, &terms));
    TRY(body_text(request, body, "words", &danger.words));
    if (!danger_reason_parse(json_member_text(body, "reason"), &danger.reason)) {
        return REQUEST_INVALID(request, "body", "reason", "life, child or health is expected");
    }
    TRY(share_override(access_of(request), person, &terms, &danger, &made));
    request->response.status = 201;
    return write_shares(request, person);
}

#define PERSON "/api/v1/persons/{id}"

static const Route routes[] = {
    {GET,  PERSON "/consents",             MAY_RECORD_CONSENT,   get_consents,  FRESH},
    {POST, PERSON "/consents",             MAY_RECORD_CONSENT,   post_consent,  FRESH},
    {POST, PERSON "/consents/{consent}",   MAY_RECORD_CONSENT,   post_act,      FRESH},
    {GET,  PERSON "/shares",               MAY_RECORD_CONSENT,   get_shares,    FRESH},
    {POST, PERSON "/shares",               MAY_RECORD_CONSENT,   post_share,    FRESH},
    {POST, PERSON "/shares/{share}/close", MAY_RECORD_CONSENT,   post_close,    FRESH},
    {POST, PERSON "/override",             MAY_OVERRIDE_CONSENT, post_override, FRESH},
};

const RouteTable CONSENT_API_ROUTES = {routes, LENGTH_OF(routes)};
