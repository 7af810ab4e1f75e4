/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_consent.h"
#include "referral/agreement.h"

#include "fhir/fhir_links.h"

enum { A_DAY = 24 * 60 * 60, A_YEAR = 365 * A_DAY };

static const DataClass classes[] = {CLASS_IDENTITY, CLASS_CONTACT};

/* Naming nobody, it names whom the referral goes to. */
static bool names_house(const json_t *consent, Id house)
{
    const json_t *actor = NULL;
    size_t i = 0;
    const json_t *actors = fhir_at(consent, "provision/actor");
    json_array_foreach(actors, i, actor)
    {
        Id id = {{0}};
        if (fhir_link_id(actor, "reference", FHIR_ORGANIZATION, &id) && id_equal(id, house)) {
            return true;
        }
    }
    return json_array_size(actors) == 0;
}

static Moment end_of(const Fhir *fhir, const json_t *consent)
{
    Moment end = 0;
    const Text given = fhir_text_at(consent, "provision/period/end");
    return given.length > 0 && moment_parse(given, &end) ? end : fhir->access->now + A_YEAR;
}

static bool holds(const Fhir *fhir, const json_t *consent, Id house)
{
    return text_equal(json_member_text(consent, "status"), TEXT("active")) &&
           !text_equal(fhir_text_at(consent, "provision/type"), TEXT("deny")) &&
           end_of(fhir, consent) > fhir->access->now && names_house(consent, house);
}

static Text language_of(const json_t *consent)
{
    const Text written = fhir_text_at(consent, "sourceAttachment/language");
    const Text own = json_member_text(consent, "language");
    const Text language = written.length > 0 ? written : own;
    return language.length >= 2 ? text_slice(language, 0, 2) : TEXT("fr");
}

static Outcome record_consent(Fhir *fhir, const json_t *consent, Id person, Id house)
{
    ConsentRule rules[LENGTH_OF(classes)];
    Id id = {{0}};
    for (size_t i = 0; i < LENGTH_OF(classes); i++) {
        rules[i] = (ConsentRule){PURPOSE_REFERRAL, house, classes[i], end_of(fhir, consent)};
    }
    const NewConsent made = {.language = text_copy(fhir->access->arena, language_of(consent)),
                             .rules = rules,
                             .rule_count = LENGTH_OF(rules)};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_SIGNED};
    TRY(consent_draft(fhir->access, person, &made, &id));
    TRY(consent_propose(fhir->access, person, id));
    return agreement_answer(fhir->access, person, id, &answer);
}

static Outcome is_agreed(Fhir *fhir, Id person, Id house, bool *agreed)
{
    const ConsentRule wanted = {
        .purpose = PURPOSE_REFERRAL, .recipient = house, .class = CLASS_IDENTITY};
    Id consent = {{0}};
    Moment until = 0;
    TRY(consent_find(fhir->access, person, &wanted, &consent, &until));
    *agreed = !id_is_nil(consent);
    return OK;
}

Outcome fhir_consent_apply(Fhir *fhir, Id person, Id house)
{
    FhirIds ids = {0};
    bool agreed = id_equal(house, fhir->access->caller.house);
    if (!agreed) {
        TRY(is_agreed(fhir, person, house, &agreed));
    }
    TRY(fhir_rows_about(fhir, FHIR_CONSENT, person, &ids));
    for (size_t i = 0; i < ids.count && !agreed; i++) {
        FhirRow row = {0};
        json_t *body SCOPED(json_close) = NULL;
        TRY(fhir_row_get(fhir, FHIR_CONSENT, ids.items[i], &row, &agreed));
        TRY(fhir_row_open(fhir, &row, &body));
        agreed = fhir_row_is_own(fhir, &row) && holds(fhir, body, house);
        if (agreed) {
            TRY(record_consent(fhir, body, person, house));
        }
    }
    return OK;
}

Outcome fhir_consent_end(Fhir *fhir, Id person)
{
    ConsentList list = {0};
    TRY(consent_list(fhir->access, person, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Consent *consent = &list.items[i];
        if (consent->state == CONSENT_ACTIVE &&
            id_equal(consent->account, fhir->client->account)) {
            TRY(agreement_withdraw(fhir->access, person, consent->id));
        }
    }
    return OK;
}
