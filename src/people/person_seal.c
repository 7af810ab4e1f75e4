/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers and protected addresses as the store holds them: sealed for their place, a number
 * with the keyed digest that finds it again. */
#include "people/person_private.h"

static SealPlace place_of(const Access *access, const PersonFact *fact)
{
    return (SealPlace){
        .territory = session_territory(access->session),
        .purpose = text_format(access->arena, "person fact %lld", (long long)fact->revision),
        .row = fact->id,
    };
}

Outcome person_number_digest(Access *access, Text kind, Text number, Text *digest)
{
    Digest made = {{0}};
    const Text content =
        text_format(access->arena, "%.*s:%.*s", TEXT_ARG(kind), TEXT_ARG(number));
    TRY(keyring_digest(access->keyring, TEXT("person number"), content, &made,
                       access->problem));
    *digest = digest_format(access->arena, made);
    return OK;
}

Outcome person_fact_seal(Access *access, const PersonFact *fact, SealedFact *sealed)
{
    *sealed = (SealedFact){.value = fact->what.value, .extra = fact->what.extra};
    if (!fact_class_is_sealed(fact->what.class)) {
        return OK;
    }
    const SealPlace place = place_of(access, fact);
    const Text content = text_format(access->arena, "%.*s\n%.*s", TEXT_ARG(fact->what.value),
                                     TEXT_ARG(fact->what.extra));
    TRY(keyring_seal(access->keyring, access->arena, &place, content, &sealed->sealed,
                     access->problem));
    sealed->value = TEXT("");
    sealed->extra = TEXT("");
    return fact->what.class == FACT_OFFICIAL
               ? person_number_digest(access, fact->what.extra, fact->what.value,
                                      &sealed->extra)
               : OK;
}

void person_fact_withhold(PersonFact *fact)
{
    fact->is_withheld = true;
    fact->what.value = TEXT("");
    fact->what.extra = TEXT("");
}

/* A server without the keys, or with others, tells that there is something. */
Outcome person_fact_open(Access *access, Text sealed, PersonFact *fact)
{
    Text content = {0};
    const SealPlace place = place_of(access, fact);
    const Text digest = fact->what.extra;
    Problem problem = {.arena = access->arena};
    const Outcome outcome =
        keyring_open(access->keyring, access->arena, &place, sealed, &content, &problem);
    fact->digest = fact->what.class == FACT_OFFICIAL ? digest : TEXT("");
    if (outcome == REFUSED) {
        person_fact_withhold(fact);
        return OK;
    }
    if (outcome != OK) {
        *access->problem = problem;
        return outcome;
    }
    const size_t end = text_find_byte(content, '\n', 0);
    fact->what.value = text_slice(content, 0, end);
    fact->what.extra = text_slice(content, end + 1, content.length);
    return OK;
}

void person_fact_hide(const Access *access, Relation relation, PersonFact *fact)
{
    if (!person_fact_is_shown(&access->caller, relation, fact->what.class)) {
        person_fact_withhold(fact);
    }
}
