/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/consent_web.h"

/* Consents and what is shared on them: /p/ID/accords, /p/ID/partages. */
#include "access/house.h"
#include "people/relation.h"
#include "people/secrecy_edge_web.h"
#include "people/share.h"
#include "referral/agreement.h"
#include "referral/sentences.h"

/* -------------------------------------------------------------------------------- the page */

static void fill_choices(const Request *request, ConsentsView *view)
{
    Choice *purposes = ARENA_ARRAY(request->arena, Choice, PURPOSE_COUNT);
    Choice *classes = ARENA_ARRAY(request->arena, Choice, DATA_CLASS_COUNT);
    Choice *ways = ARENA_ARRAY(request->arena, Choice, CONSENT_WAY_COUNT);
    for (size_t i = 0; i < PURPOSE_COUNT; i++) {
        const ConsentPurpose purpose = (ConsentPurpose)i;
        purposes[i] =
            (Choice){consent_purpose_code(purpose),
                     phrase_in(consent_purpose_name(purpose), request->language, NULL)};
    }
    for (size_t i = 0; i < DATA_CLASS_COUNT; i++) {
        const DataClass class = (DataClass)i;
        classes[i] = (Choice){data_class_code(class),
                              phrase_in(data_class_name(class), request->language, NULL)};
    }
    for (size_t i = 0; i < CONSENT_WAY_COUNT; i++) {
        const ConsentWay way = (ConsentWay)i;
        ways[i] = (Choice){consent_way_code(way),
                           phrase_in(consent_way_name(way), request->language, NULL)};
    }
    view->purposes = purposes;
    view->purpose_count = PURPOSE_COUNT;
    view->classes = classes;
    view->class_count = DATA_CLASS_COUNT;
    view->ways = ways;
    view->way_count = CONSENT_WAY_COUNT;
}

static Text until_of(const Request *request, Moment until)
{
    return say_moment(request->arena, request->language, until);
}

static Outcome fill_consents(Request *request, Id person, ConsentsView *view)
{
    ConsentList list = {0};
    TRY(consent_list(access_of(request), person, &list));
    ConsentRow *rows = ARENA_ARRAY(request->arena, ConsentRow, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        const Consent *consent = &list.items[i];
        Text about = TEXT("");
        ConsentWay way = WAY_SIGNED;
        for (size_t j = 0; j < consent->rules.count; j++) {
            Text words = TEXT("");
            const ConsentRule *rule = &consent->rules.items[j];
            TRY(consent_rule_words(request, rule, until_of(request, rule->until), &words));
            about = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(about),
                                j == 0 ? "" : "\n", TEXT_ARG(words));
        }
        rows[i] = (ConsentRow){
            .id = id_format(request->arena, consent->id),
            .state = phrase_in(consent_state_name(consent->state), request->language, NULL),
            .about = about,
            .language = consent->language,
            .is_draft = consent->state == CONSENT_DRAFT,
            .is_proposed = consent->state == CONSENT_PROPOSED,
            .is_active = consent->state == CONSENT_ACTIVE,
        };
        if (consent_way_parse(consent->way, &way)) {
            rows[i].way = phrase_in(consent_way_name(way), request->language, NULL);
        }
    }
    view->rows = rows;
    view->row_count = list.count;
    return OK;
}

static Outcome fill_shares(Request *request, Id person, ConsentsView *view)
{
    ShareList list = {0};
    TRY(share_list(access_of(request), person, &list));
    ShareRow *rows = ARENA_ARRAY(request->arena, ShareRow, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        const Share *share = &list.items[i];
        const ConsentRule rule = {share->purpose, share->recipient, share->class, share->until};
        TRY(consent_rule_words(request, &rule, until_of(request, rule.until), &rows[i].about));
        rows[i].id = id_format(request->arena, share->id);
        rows[i].since = say_moment(request->arena, request->language, share->given);
        rows[i].is_open = share->ended == 0 && share->until > request->now;
        rows[i].is_danger = !id_is_nil(share->notice);
    }
    view->shares = rows;
    view->share_count = list.count;
    return OK;
}

static Outcome write_consents(Request *request, Id person, ConsentsView *view)
{
    Html html = {0};
    view->person = id_format(request->arena, person);
    view->may_override =
        permission_holds(access_of(request)->caller.permissions, MAY_OVERRIDE_CONSENT);
    fill_choices(request, view);
    TRY(fill_consents(request, person, view));
    TRY(fill_shares(request, person, view));
    TRY(frame_open(request, say(request->language, SAY_CONSENT_TITLE), &view->frame, &html));
    consents_page(&html, view);
    return OK;
}

static Outcome show_consents(Request *request)
{
    Id person = {{0}};
    ConsentsView view = {0};
    TRY(person_of_path(request, &person));
    return write_consents(request, person, &view);
}

static Outcome say_wrong(Request *request, Id person, Outcome outcome)
{
    ConsentsView view = {.problem = say(request->language, SAY_CONSENT_WRONG)};
    if (outcome != INVALID) {
        return outcome;
    }
    request->response.status = 422;
    return write_consents(request, person, &view);
}

static Outcome back(Request *request, Id person)
{
    return response_redirect(request, person_page_path(request, person, "/accords"));
}

/* -------------------------------------------------------------------------------- consents */

/* House, purpose and class of a form; INVALID alike for each that is wrong. */
static Outcome read_terms(Request *request, ConsentRule *rule)
{
    House house = {0};
    if (!consent_purpose_parse(request_form(request, "purpose"), &rule->purpose) ||
        !data_class_parse(request_form(request, "class"), &rule->class)) {
        return REQUEST_INVALID(request, "body", "purpose",
                               "a purpose and a class are expected");
    }
    TRY(house_find(request->session, request->arena,
                   text_trim(request_form(request, "recipient")), &house, &request->problem));
    rule->recipient = house.id;
    return OK;
}

/* The end of the day that is named. */
static Outcome read_until(Request *request, Moment *until)
{
    LocalTime end = {.minute = 23 * 60 + 59};
    if (!date_parse(request_form(request, "until"), &end.date)) {
        return REQUEST_INVALID(request, "body", "until", "a day is expected: 2026-11-24");
    }
    *until = moment_from_local(end);
    return OK;
}

static Outcome draft_one(Request *request, Id person)
{
    Id made = {{0}};
    ConsentRule rule = {0};
    TRY(read_terms(request, &rule));
    TRY(read_until(request, &rule.until));
    const NewConsent consent = {.language = text_trim(request_form(request, "language")),
                                .rules = &rule,
                                .rule_count = 1};
    return consent_draft(access_of(request), person, &consent, &made);
}

static Outcome add_consent(Request *request)
{
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    const Outcome outcome = draft_one(request, person);
    return outcome == OK ? back(request, person) : say_wrong(request, person, outcome);
}

static Outcome answer_one(Request *request, Id person, Id consent, bool is_given)
{
    ConsentAnswer answer = {.is_given = is_given};
    if (!consent_way_parse(request_form(request, "way"), &answer.way)) {
        return REQUEST_INVALID(request, "body", "way", "signed, oral or gesture is expected");
    }
    TRY(consent_find_witness(access_of(request), text_trim(request_form(request, "witness")),
                             &answer.witness));
    return agreement_answer(access_of(request), person, consent, &answer);
}

static Outcome act(Request *request, Id person, Id consent)
{
    const Text wanted = request_form(request, "act");
    if (text_equal(wanted, TEXT("propose"))) {
        return consent_propose(access_of(request), person, consent);
    }
    if (text_equal(wanted, TEXT("withdraw"))) {
        return agreement_withdraw(access_of(request), person, consent);
    }
    if (text_equal(wanted, TEXT("give")) || text_equal(wanted, TEXT("reject"))) {
        return answer_one(request, person, consent, text_equal(wanted, TEXT("give")));
    }
    return REQUEST_INVALID(request, "body", "act",
                           "propose, give, reject or withdraw is expected");
}

static Outcome change_consent(Request *request)
{
    Id person = {{0}};
    Id consent = {{0}};
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "consent", &consent));
    const Outcome outcome = act(request, person, consent);
    return outcome == OK ? back(request, person) : say_wrong(request, person, outcome);
}

/* --------------------------------------------------------------------------------- sharing */

static unsigned read_conditions(const Request *request)
{
    unsigned recorded = 0;
    size_t at = 0;
    Text value = TEXT("");
    while (field_next(&request->form, "condition", &at, &value)) {
        for (size_t i = 0; i < CONDITION_COUNT; i++) {
            if (text_equal(value, share_condition_code((ShareCondition)i))) {
                recorded |= 1u << i;
            }
        }
    }
    return recorded;
}

static Outcome say_missing(Request *request, Id person, unsigned missing)
{
    ConsentsView view = {.problem = say(request->language, SAY_CONSENT_NOT_SHARED)};
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        if ((missing & 1u << i) != 0) {
            view.missing[view.missing_count++] =
                phrase_in(share_condition_sentence((ShareCondition)i), request->language, NULL);
        }
    }
    request->response.status = 422;
    return write_consents(request, person, &view);
}

static Outcome add_share(Request *request)
{
    Id person = {{0}};
    Id made = {{0}};
    unsigned missing = 0;
    ConsentRule rule = {0};
    TRY(person_of_path(request, &person));
    const Outcome read = read_terms(request, &rule);
    if (read != OK) {
        return say_wrong(request, person, read);
    }
    const ShareTerms terms = {rule.recipient, rule.purpose, rule.class,
                              read_conditions(request)};
    const Outcome outcome = share_open(access_of(request), person, &terms, &made);
    if (outcome == OK) {
        return back(request, person);
    }
    if (outcome != REFUSED) {
        return say_wrong(request, person, outcome);
    }
    TRY(share_missing(access_of(request), person, &terms, &missing));
    return missing == 0 ? outcome : say_missing(request, person, missing);
}

static Outcome end_share(Request *request)
{
    Id person = {{0}};
    Id share = {{0}};
    TRY(person_of_path(request, &person));
    TRY(path_id(request, "share", &share));
    TRY(share_close(access_of(request), person, share));
    return back(request, person);
}

/* ---------------------------------------------------------------------------- grave danger */

static Outcome write_override(Request *request, Id person, ConsentsView *view)
{
    Html html = {0};
    Choice *dangers = ARENA_ARRAY(request->arena, Choice, DANGER_COUNT);
    for (size_t i = 0; i < DANGER_COUNT; i++) {
        const DangerReason reason = (DangerReason)i;
        dangers[i] = (Choice){danger_reason_code(reason),
                              phrase_in(danger_reason_name(reason), request->language, NULL)};
    }
    view->person = id_format(request->arena, person);
    view->dangers = dangers;
    view->danger_count = DANGER_COUNT;
    fill_choices(request, view);
    TRY(frame_open(request, say(request->language, SAY_OVERRIDE_TITLE), &view->frame, &html));
    override_page(&html, view);
    return OK;
}

static Outcome show_override(Request *request)
{
    Id person = {{0}};
    ConsentsView view = {0};
    TRY(person_of_path(request, &person));
    TRY(person_admit(access_of(request), MAY_OVERRIDE_CONSENT, person, (Id){{0}}, NULL));
    return write_override(request, person, &view);
}

static Outcome override_one(Request *request, Id person)
{
    Id made = {{0}};
    ConsentRule rule = {0};
    Danger danger = {.words = request_form(request, "words")};
    TRY(read_terms(request, &rule));
    if (!danger_reason_parse(request_form(request, "reason"), &danger.reason)) {
        return REQUEST_INVALID(request, "body", "reason", "life, child or health is expected");
    }
    const ShareTerms terms = {rule.recipient, rule.purpose, rule.class,
                              read_conditions(request)};
    return share_override(access_of(request), person, &terms, &danger, &made);
}

static Outcome add_override(Request *request)
{
    Id person = {{0}};
    ConsentsView view = {.draft = request_form(request, "words")};
    TRY(person_of_path(request, &person));
    const Outcome outcome = override_one(request, person);
    if (outcome == OK) {
        return back(request, person);
    }
    if (outcome != INVALID && outcome != NOT_FOUND) {
        return outcome;
    }
    TRY(person_admit(access_of(request), MAY_OVERRIDE_CONSENT, person, (Id){{0}}, NULL));
    view.problem = say(request->language, SAY_OVERRIDE_WRONG);
    request->response.status = 422;
    return write_override(request, person, &view);
}

static const Route routes[] = {
    {GET,  "/p/{id}/accords",           MAY_RECORD_CONSENT,   show_consents,  FRESH},
    {POST, "/p/{id}/accords",           MAY_RECORD_CONSENT,   add_consent,    FRESH},
    {POST, "/p/{id}/accords/{consent}", MAY_RECORD_CONSENT,   change_consent, FRESH},
    {GET,  "/p/{id}/danger",            MAY_OVERRIDE_CONSENT, show_override,  FRESH},
    {POST, "/p/{id}/danger",            MAY_OVERRIDE_CONSENT, add_override,   FRESH},
    {POST, "/p/{id}/partages",          MAY_RECORD_CONSENT,   add_share,      FRESH},
    {POST, "/p/{id}/partages/{share}",  MAY_RECORD_CONSENT,   end_share,      FRESH},
};

const RouteTable CONSENT_ROUTES = {routes, LENGTH_OF(routes)};
