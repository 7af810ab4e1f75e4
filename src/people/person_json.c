/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_json.h"

#include <string.h>

/* ------------------------------------------------------------------------------------- out */

void person_write_fact(Arena *arena, const PersonFact *fact, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, fact->id));
    json_member_integer(writer, "revision", fact->revision);
    json_member(writer, "state", fact_state_code(fact->state));
    json_member(writer, "kind", fact_kind_code(fact->what.kind));
    json_member(writer, "class", fact_class_code(fact->what.class));
    if (fact->is_withheld) {
        json_member_bool(writer, "withheld", true);
    } else {
        json_member(writer, "value", fact->what.value);
        json_member_unless_empty(writer, "extra", fact->what.extra);
    }
    json_member(writer, "source", fact_source_code(fact->what.source));
    json_member_unless_empty(writer, "from", fact->what.valid_from);
    json_member_unless_empty(writer, "to", fact->what.valid_to);
    json_member(writer, "at", moment_format(arena, fact->at));
    json_object_close(writer);
}

void fact_result_write_json(Arena *arena, const FactResult *result, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("current"));
    person_write_fact(arena, &result->fact, writer);
    if (result->is_contested) {
        json_key(writer, TEXT("contested"));
        person_write_fact(arena, &result->yours, writer);
    }
    json_object_close(writer);
}

static Text href_of(Arena *arena, Id id)
{
    return text_format(arena, "/api/v1/persons/%.*s", TEXT_ARG(id_format(arena, id)));
}

static void write_merged(Arena *arena, const PersonFile *file, JsonWriter *writer)
{
    json_key(writer, TEXT("merged"));
    json_array_open(writer);
    for (size_t i = 0; i < file->merged_count; i++) {
        json_object_open(writer);
        json_member(writer, "href", href_of(arena, file->merged[i].id));
        json_member(writer, "id", id_format(arena, file->merged[i].id));
        json_object_close(writer);
    }
    json_array_close(writer);
}

void person_write_json(Arena *arena, const PersonFile *file, JsonWriter *writer)
{
    const Person *person = &file->person;
    json_object_open(writer);
    json_member(writer, "href", href_of(arena, person->id));
    json_member(writer, "id", id_format(arena, person->id));
    json_member(writer, "kind", person_kind_code(person->kind));
    json_member(writer, "name", person_display_name(arena, file));
    json_member(writer, "code", person->code);
    json_member_bool(writer, "restricted", person->is_restricted);
    json_member_integer(writer, "revision", person->revision);
    json_member(writer, "relation", relation_name(file->relation));
    json_member(writer, "created", moment_format(arena, person->created));
    if (!id_is_nil(person->merged_into)) {
        json_member(writer, "mergedInto", href_of(arena, person->merged_into));
    }
    write_merged(arena, file, writer);
    json_key(writer, TEXT("facts"));
    json_array_open(writer);
    for (size_t i = 0; i < file->facts.count; i++) {
        person_write_fact(arena, &file->facts.items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_hit(Arena *arena, const LookupHit *hit, Language language, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "href", href_of(arena, hit->person));
    json_member(writer, "id", id_format(arena, hit->person));
    json_member(writer, "name", hit->name);
    json_member_unless_empty(writer, "birth", hit->birth);
    json_member(writer, "verdict", likeness_verdict_code(hit->verdict));
    json_key(writer, TEXT("because"));
    json_array_open(writer);
    for (size_t i = 0; i < hit->reason_count; i++) {
        json_object_open(writer);
        json_member(writer, "code", likeness_reason_code(hit->reasons[i]));
        json_member(writer, "text", likeness_reason_say(language, hit->reasons[i]));
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void lookup_write_json(Arena *arena, const LookupAnswer *answer, Language language,
                       JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < answer->count; i++) {
        write_hit(arena, &answer->hits[i], language, writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)answer->count);
    json_member_bool(writer, "hasMore", answer->has_more);
    json_member_bool(writer, "someoneMayKnow", answer->someone_may_know);
    json_object_close(writer);
}

/* -------------------------------------------------------------------------------------- in */

typedef struct Member {
    const char *name;
    Text *text;
} Member;

static Text *member_named(const Member *members, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i].name, name) == 0) {
            return members[i].text;
        }
    }
    return NULL;
}

/* Every member must be a text among these. */
static Outcome read_texts(Arena *arena, const json_t *object, Text where, const Member *members,
                          size_t count, Problem *problem)
{
    const char *name = NULL;
    json_t *member = NULL;
    if (!json_is_object(object)) {
        return problem_set(problem, INVALID, where, "", "an object is expected");
    }
    /* jansson's walk asks for an object it might change; it changes nothing. */
    json_object_foreach((json_t *)object, name, member)
    {
        Text *text = member_named(members, count, name);
        if (text == NULL) {
            return problem_set(problem, INVALID, where, "", "an unknown member is there");
        }
        if (!json_is_string(member)) {
            return problem_set(problem, INVALID, where, name, "a text is expected");
        }
        *text = text_copy(arena, json_text(member));
    }
    return OK;
}

Outcome person_read_fact(Arena *arena, const json_t *object, Text where, PersonDetail *fact,
                         Problem *problem)
{
    Text kind = {0};
    Text class = TEXT("basic");
    Text source = TEXT("person");
    PersonDetail read = {0};
    const Member members[] = {
        {"kind",   &kind           },
        {"class",  &class          },
        {"source", &source         },
        {"value",  &read.value     },
        {"extra",  &read.extra     },
        {"from",   &read.valid_from},
        {"to",     &read.valid_to  },
    };
    TRY(read_texts(arena, object, where, members, LENGTH_OF(members), problem));
    if (!fact_kind_parse(kind, &read.kind)) {
        return problem_set(problem, INVALID, where, "kind",
                           "name, alias, description, birth, sex, phone, mail, address, "
                           "identifier, nationality, language, interpreter, contact_rule or "
                           "helper is expected");
    }
    if (!fact_class_parse(class, &read.class)) {
        return problem_set(problem, INVALID, where, "class",
                           "basic, contact, protected or number is expected");
    }
    if (!fact_source_parse(source, &read.source)) {
        return problem_set(problem, INVALID, where, "source",
                           "person, document, worker, other or import is expected");
    }
    *fact = read;
    return OK;
}

static Outcome read_facts(Arena *arena, const json_t *list, NewPerson *made, Problem *problem)
{
    const size_t count = json_array_size(list);
    PersonDetail *facts = ARENA_ARRAY(arena, PersonDetail, count);
    if (!json_is_array(list)) {
        return problem_set(problem, INVALID, TEXT("body"), "facts", "a list is expected");
    }
    for (size_t i = 0; i < count; i++) {
        TRY(person_read_fact(arena, json_array_get(list, i), text_format(arena, "facts/%zu", i),
                             &facts[i], problem));
    }
    made->facts = facts;
    made->fact_count = count;
    return OK;
}

Outcome person_read_new(Arena *arena, const json_t *body, NewPerson *made, Problem *problem)
{
    const json_t *team = json_object_get(body, "team");
    NewPerson read = {.is_restricted = json_is_true(json_object_get(body, "restricted"))};
    if (!json_is_object(body)) {
        return problem_set(problem, INVALID, TEXT("body"), "", "an object is expected");
    }
    if (team != NULL && !id_parse(json_text(team), &read.team)) {
        return problem_set(problem, INVALID, TEXT("body"), "team", "an id is expected");
    }
    TRY(read_facts(arena, json_object_get(body, "facts"), &read, problem));
    *made = read;
    return OK;
}

Outcome lookup_read_json(Arena *arena, const json_t *body, LookupQuery *query, Problem *problem)
{
    LookupQuery read = {0};
    const Member members[] = {
        {"words",      &read.words      },
        {"given",      &read.given      },
        {"family",     &read.family     },
        {"birth",      &read.birth      },
        {"phone",      &read.phone      },
        {"code",       &read.code       },
        {"helper",     &read.helper     },
        {"numberKind", &read.number_kind},
        {"number",     &read.number     },
    };
    TRY(read_texts(arena, body, TEXT("body"), members, LENGTH_OF(members), problem));
    *query = read;
    return OK;
}
