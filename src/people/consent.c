/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/consent.h"

#include "access/account.h"
#include "people/optional_id.h"
#include "people/queries.h"
#include "people/relation.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

/* ------------------------------------------------------------------------------- drafting */

static Outcome check_language(Access *access, Text language)
{
    return language_code_is_valid(language)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "language",
                             "the language in which it is explained is expected, as ISO "
                             "639 has it: fr, ar, tr");
}

static Outcome check_rule(Access *access, const ConsentRule *rule, size_t i)
{
    const Text where = text_format(access->arena, "rules/%zu", i);
    if (rule->until <= access->now ||
        rule->until > access->now + (Moment)CONSENT_MOST_DAYS * SECONDS_A_DAY) {
        return problem_set(access->problem, INVALID, where, "until",
                           "an end within five years is expected");
    }
    if (id_equal(rule->recipient, access->caller.house)) {
        return problem_set(access->problem, INVALID, where, "recipient",
                           "your own house needs no consent of this kind");
    }
    return OK;
}

static Outcome check_new(Access *access, const NewConsent *made)
{
    TRY(check_language(access, made->language));
    if (made->rule_count == 0 || made->rule_count > CONSENT_MOST_RULES) {
        return problem_set(access->problem, INVALID, TEXT("body"), "rules",
                           "1 to %d rules are expected: purpose, recipient, class, until",
                           CONSENT_MOST_RULES);
    }
    for (size_t i = 0; i < made->rule_count; i++) {
        TRY(check_rule(access, &made->rules[i], i));
    }
    return OK;
}

static Outcome add_rule(Access *access, Id consent, const ConsentRule *rule)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_RULE_ADD, &statement, access->problem));
    bind_id(statement, "consent", consent);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_text(statement, "purpose", consent_purpose_code(rule->purpose));
    bind_id(statement, "recipient", rule->recipient);
    bind_text(statement, "class", data_class_code(rule->class));
    bind_integer(statement, "until", rule->until);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add(Access *access, Id person, const NewConsent *made, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "person", person);
    bind_text(statement, "language", made->language);
    bind_optional_id(statement, "nobody", (Id){{0}});
    bind_optional_id(statement, "replaces", made->replaces);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* NOT_FOUND unless it is of this person. `replaces` (may be NULL) receives the one it is to
 * take the place of. */
static Outcome require_of(Access *access, Id person, Id consent, Id *replaces)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_GET, &statement, access->problem));
    bind_id(statement, "id", consent);
    TRY(statement_next(statement, &row, access->problem));
    if (!row || !id_equal(column_id(statement, 0), person)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "consent",
                           "no such consent of this person");
    }
    if (replaces != NULL) {
        *replaces = column_id(statement, 1);
    }
    return OK;
}

Outcome consent_draft(Access *access, Id person, const NewConsent *made, Id *id)
{
    const Id created = id_new(access->now * 1000);
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, created, NULL));
    TRY(check_new(access, made));
    if (!id_is_nil(made->replaces)) {
        TRY(require_of(access, person, made->replaces, NULL));
    }
    TRY(add(access, person, made, created));
    for (size_t i = 0; i < made->rule_count; i++) {
        TRY(add_rule(access, created, &made->rules[i]));
    }
    *id = created;
    return OK;
}

/* ------------------------------------------------------------------------------- deciding */

static Outcome not_so(Access *access, const char *expected)
{
    return problem_set(access->problem, CONFLICT, TEXT("body"), "state",
                       "this is open to a consent that is %s alone: read it again", expected);
}

Outcome consent_propose(Access *access, Id person, Id consent)
{
    int64_t changed = 0;
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, consent, NULL));
    TRY(require_of(access, person, consent, NULL));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_PROPOSE, &statement, access->problem));
    bind_id(statement, "id", consent);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : not_so(access, "a draft");
}

Outcome consent_find_witness(Access *access, Text login, Id *witness)
{
    Account found = {0};
    Problem unknown = {.arena = access->arena};
    *witness = (Id){{0}};
    if (login.length == 0) {
        return OK;
    }
    const Outcome outcome =
        account_find(access->session, access->arena, login, &found, &unknown);
    if (outcome != OK && outcome != NOT_FOUND) {
        *access->problem = unknown;
        return outcome;
    }
    if (outcome == NOT_FOUND || !found.is_open ||
        !id_equal(found.house, access->caller.house) ||
        id_equal(found.id, access->caller.account)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "witness",
                           "the login of a colleague of your house, other than you, is "
                           "expected");
    }
    *witness = found.id;
    return OK;
}

static Outcome check_answer(Access *access, const ConsentAnswer *answer)
{
    const bool is_oral = answer->way == WAY_ORAL;
    if (is_oral &&
        (id_is_nil(answer->witness) || id_equal(answer->witness, access->caller.account))) {
        return problem_set(access->problem, INVALID, TEXT("body"), "witness",
                           "what was said aloud needs a witness other than you");
    }
    return OK;
}

static Outcome decide(Access *access, Id consent, const ConsentAnswer *answer)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_DECIDE, &statement, access->problem));
    bind_id(statement, "id", consent);
    bind_text(statement, "state",
              consent_state_code(answer->is_given ? CONSENT_ACTIVE : CONSENT_REJECTED));
    bind_text(statement, "way", consent_way_code(answer->way));
    bind_optional_id(statement, "witness", answer->witness);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : not_so(access, "proposed");
}

static Outcome close_shares(Access *access, Id person, Id consent)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SHARE_END_OF_CONSENT, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "consent", consent);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome end(Access *access, Id person, Id consent, int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_END, &statement, access->problem));
    bind_id(statement, "id", consent);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, changed, access->problem));
    return close_shares(access, person, consent);
}

Outcome consent_answer(Access *access, Id person, Id consent, const ConsentAnswer *answer)
{
    Id replaces = {{0}};
    int64_t ended = 0;
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, consent, NULL));
    TRY(require_of(access, person, consent, &replaces));
    TRY(check_answer(access, answer));
    TRY(decide(access, consent, answer));
    if (answer->is_given && !id_is_nil(replaces)) {
        TRY(end(access, person, replaces, &ended));
    }
    access_note(access, answer->is_given ? "consent.given" : "consent.rejected", person,
                consent, "person");
    return OK;
}

Outcome consent_withdraw(Access *access, Id person, Id consent)
{
    int64_t changed = 0;
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, consent, NULL));
    TRY(require_of(access, person, consent, NULL));
    TRY(end(access, person, consent, &changed));
    if (changed != 1) {
        return not_so(access, "given");
    }
    access_note(access, "consent.withdrawn", person, consent, "person");
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

static ConsentState state_parse(Text code)
{
    for (size_t i = 0; i < CONSENT_STATE_COUNT; i++) {
        if (text_equal(consent_state_code((ConsentState)i), code)) {
            return (ConsentState)i;
        }
    }
    return CONSENT_INACTIVE; /* what nobody knows opens nothing */
}

static Outcome read_rules(Access *access, Consent *consent)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_RULE_EACH, &statement, access->problem));
    bind_id(statement, "consent", consent->id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        ConsentRule rule = {.recipient = column_id(statement, 1),
                            .until = column_integer(statement, 3)};
        if (consent_purpose_parse(column_text(statement, 0), &rule.purpose) &&
            data_class_parse(column_text(statement, 2), &rule.class)) {
            LIST_APPEND(access->arena, &consent->rules, rule);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Consent read_row(Arena *arena, const Statement *statement)
{
    return (Consent){
        .id = column_id(statement, 0),
        .state = state_parse(column_text(statement, 1)),
        .language = text_copy(arena, column_text(statement, 2)),
        .way = text_copy(arena, column_text(statement, 3)),
        .witness = column_id(statement, 4),
        .replaces = column_id(statement, 5),
        .account = column_id(statement, 6),
        .created = column_integer(statement, 7),
        .decided = column_integer(statement, 8),
        .ended = column_integer(statement, 9),
    };
}

Outcome consent_list(Access *access, Id person, ConsentList *list)
{
    bool row = false;
    ConsentList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, (Id){{0}}, NULL));
    access_did(access, "consent.read");
    TRY(statement_open(access->session, &CONSENT_EACH, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Consent consent = read_row(access->arena, statement);
        LIST_APPEND(access->arena, &read, consent);
        TRY(statement_next(statement, &row, access->problem));
    }
    for (size_t i = 0; i < read.count; i++) {
        TRY(read_rules(access, &read.items[i]));
    }
    *list = read;
    return OK;
}

Outcome consent_find(Access *access, Id person, const ConsentRule *wanted, Id *consent,
                     Moment *until)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONSENT_COVERS, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "recipient", wanted->recipient);
    bind_text(statement, "purpose", consent_purpose_code(wanted->purpose));
    bind_text(statement, "class", data_class_code(wanted->class));
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    *consent = row ? column_id(statement, 0) : (Id){{0}};
    *until = row ? column_integer(statement, 1) : 0;
    return OK;
}
