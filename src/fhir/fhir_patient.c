/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_patient.h"

enum { MOST_FACTS = 64 };

typedef LIST_OF(PersonDetail) Facts;

/* -------------------------------------------------------------------------------- reading */

static Text day_of(Text moment)
{
    Date day = DATE_NONE;
    const Text start = text_slice(moment, 0, 10);
    return date_parse(start, &day) ? start : TEXT("");
}

/* Makes it what Seuil keeps; false for what it would not take. */
static bool clean(Fhir *fhir, PersonDetail *fact)
{
    Arena *arena = fhir->access->arena;
    Problem quiet = {.arena = arena};
    return fact_check(arena, moment_to_local(fhir->access->now).date, fact, &quiet) == OK;
}

/* What Seuil would not take is kept in the original alone. */
static void add(Fhir *fhir, Facts *facts, PersonDetail fact)
{
    fact.source = SOURCE_IMPORT;
    PersonDetail tried = fact;
    if (facts->count < MOST_FACTS && clean(fhir, &tried)) {
        LIST_APPEND(fhir->access->arena, facts, fact);
    }
}

static Text given_names(Fhir *fhir, const json_t *name)
{
    const json_t *given = NULL;
    size_t i = 0;
    Text all = TEXT("");
    json_array_foreach(json_object_get(name, "given"), i, given)
    {
        all = text_format(fhir->access->arena, "%.*s%s%.*s", TEXT_ARG(all), i > 0 ? " " : "",
                          TEXT_ARG(json_text(given)));
    }
    return all;
}

/* "usual" and "nickname" are what somebody is called; the others are names. */
static Outcome read_name(Fhir *fhir, const json_t *name, Facts *facts)
{
    const Text use = json_member_text(name, "use");
    const bool is_alias =
        text_equal(use, TEXT("nickname")) || text_equal(use, TEXT("anonymous"));
    PersonDetail fact = {
        .kind = is_alias ? FACT_ALIAS : FACT_NAME,
        .value = given_names(fhir, name),
        .extra = json_member_text(name, "family"),
        .valid_from = day_of(fhir_text_at(name, "period/start")),
        .valid_to = day_of(fhir_text_at(name, "period/end")),
    };
    if (fact.value.length == 0 && fact.extra.length == 0) {
        fact.value = json_member_text(name, "text");
    }
    add(fhir, facts, fact);
    return OK;
}

static Outcome read_telecom(Fhir *fhir, const json_t *telecom, Facts *facts)
{
    const Text system = json_member_text(telecom, "system");
    const bool is_phone = text_equal(system, TEXT("phone")) || text_equal(system, TEXT("sms"));
    if (!is_phone && !text_equal(system, TEXT("email"))) {
        return OK;
    }
    add(fhir, facts,
        (PersonDetail){
            .kind = is_phone ? FACT_PHONE : FACT_MAIL,
            .value = json_member_text(telecom, "value"),
            .valid_to = day_of(fhir_text_at(telecom, "period/end")),
        });
    return OK;
}

static Outcome read_address(Fhir *fhir, const json_t *address, Facts *facts)
{
    add(fhir, facts,
        (PersonDetail){
            .kind = FACT_ADDRESS,
            .value = fhir_text_at(address, "line/0"),
            .extra = text_format(fhir->access->arena, "%.*s %.*s",
                                 TEXT_ARG(json_member_text(address, "postalCode")),
                                 TEXT_ARG(json_member_text(address, "city"))),
            .valid_from = day_of(fhir_text_at(address, "period/start")),
            .valid_to = day_of(fhir_text_at(address, "period/end")),
        });
    return OK;
}

/* A national number with a slip in it would tie a file to somebody else. */
static Outcome read_identifier(Fhir *fhir, const json_t *identifier, Facts *facts)
{
    const PersonDetail fact = {.kind = FACT_IDENTIFIER,
                               .value = json_member_text(identifier, "value"),
                               .extra = TEXT("niss")};
    if (!text_equal(json_member_text(identifier, "system"), TEXT(FHIR_NISS))) {
        return OK;
    }
    PersonDetail tried = fact;
    if (!clean(fhir, &tried)) {
        return fhir_refuse(fhir, 422, INVALID, "Patient.identifier",
                           "this is no national number: its check digits do not hold");
    }
    add(fhir, facts, fact);
    return OK;
}

typedef Outcome (*ReadOne)(Fhir *fhir, const json_t *one, Facts *facts);

static Outcome read_each(Fhir *fhir, const json_t *list, ReadOne read, Facts *facts)
{
    const json_t *one = NULL;
    size_t i = 0;
    json_array_foreach(list, i, one)
    {
        TRY(read(fhir, one, facts));
    }
    return OK;
}

static void read_plain(Fhir *fhir, const json_t *body, Facts *facts)
{
    const Text birth = json_member_text(body, "birthDate");
    const Text gender = json_member_text(body, "gender");
    if (birth.length > 0) {
        add(fhir, facts, (PersonDetail){.kind = FACT_BIRTH, .value = birth});
    }
    if (gender.length > 0 && !text_equal(gender, TEXT("unknown"))) {
        add(fhir, facts, (PersonDetail){.kind = FACT_SEX, .value = gender});
    }
}

static Outcome read_patient(Fhir *fhir, const json_t *body, Facts *facts)
{
    TRY(read_each(fhir, json_object_get(body, "name"), read_name, facts));
    if (facts->count == 0) {
        return fhir_refuse(fhir, 422, INVALID, "Patient.name",
                           "a name is expected: what the person is called");
    }
    read_plain(fhir, body, facts);
    TRY(read_each(fhir, json_object_get(body, "telecom"), read_telecom, facts));
    TRY(read_each(fhir, json_object_get(body, "address"), read_address, facts));
    return read_each(fhir, json_object_get(body, "identifier"), read_identifier, facts);
}

Outcome fhir_patient_create(Fhir *fhir, const json_t *body, Id *person)
{
    Facts facts = {0};
    TRY(read_patient(fhir, body, &facts));
    const NewPerson made = {.facts = facts.items, .fact_count = facts.count};
    return person_create(fhir->access, &made, person);
}

static bool is_known(Fhir *fhir, const PersonFile *file, const PersonDetail *wanted)
{
    PersonDetail kept = *wanted;
    if (!clean(fhir, &kept)) {
        return true;
    }
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonDetail *fact = &file->facts.items[i].what;
        if (fact->kind == kept.kind &&
            (file->facts.items[i].is_withheld ||
             (text_equal(fact->value, kept.value) && text_equal(fact->extra, kept.extra)))) {
            return true;
        }
    }
    return false;
}

Outcome fhir_patient_change(Fhir *fhir, const json_t *body, Id person)
{
    Facts facts = {0};
    PersonFile file = {0};
    FactResult result = {0};
    TRY(read_patient(fhir, body, &facts));
    TRY(person_read_history(fhir->access, person, &file));
    for (size_t i = 0; i < facts.count; i++) {
        const FactChange change = {.what = facts.items[i]};
        if (!is_known(fhir, &file, &facts.items[i])) {
            TRY(person_change_fact(fhir->access, person, &change, &result));
        }
    }
    return OK;
}

/* -------------------------------------------------------------------------------- writing */

static void write_name(json_t *body, const PersonDetail *fact)
{
    json_t *names = json_object_get(body, "name");
    json_t *name = json_object();
    json_t *given = json_array();
    if (names == NULL) {
        names = json_array();
        (void)json_object_set_new(body, "name", names);
    }
    fhir_set_text(name, "use", fact->kind == FACT_ALIAS ? TEXT("nickname") : TEXT("official"));
    if (fact->extra.length > 0) {
        fhir_set_text(name, "family", fact->extra);
    }
    (void)json_array_append_new(given, fhir_string(fact->value));
    if (fact->value.length > 0) {
        (void)json_object_set(name, "given", given);
    }
    json_decref(given);
    (void)json_array_append_new(names, name);
}

static void write_fact(json_t *body, const PersonDetail *fact)
{
    switch (fact->kind) {
    case FACT_NAME:
    case FACT_ALIAS:
        write_name(body, fact);
        return;
    case FACT_BIRTH:
        fhir_set_text(body, "birthDate", fact->value);
        return;
    case FACT_SEX:
        fhir_set_text(body, "gender", fact->value);
        return;
    case FACT_DESCRIPTION:
    case FACT_PHONE:
    case FACT_MAIL:
    case FACT_ADDRESS:
    case FACT_IDENTIFIER:
    case FACT_NATIONALITY:
    case FACT_LANGUAGE:
    case FACT_INTERPRETER:
    case FACT_CONTACT_RULE:
    case FACT_HELPER:
    case FACT_KIND_COUNT:
        return;
    }
}

/* A fact that was erased stands empty. */
static bool is_told(const PersonFact *fact)
{
    return !fact->is_withheld && fact->state == FACT_CURRENT &&
           (fact->what.value.length > 0 || fact->what.extra.length > 0);
}

json_t *fhir_patient_of(const PersonFile *file)
{
    json_t *body = json_object();
    for (size_t i = 0; i < file->facts.count; i++) {
        if (is_told(&file->facts.items[i])) {
            write_fact(body, &file->facts.items[i].what);
        }
    }
    (void)json_object_set_new(body, "active", json_true());
    return body;
}
