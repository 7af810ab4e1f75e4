/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/assessment_json.h"

/* ----------------------------------------------------------------------------------- forms */

static void write_choices(const FormQuestion *question, Language language, JsonWriter *writer)
{
    json_key(writer, TEXT("choices"));
    json_array_open(writer);
    for (size_t i = 0; i < question->choices.count; i++) {
        const FormChoice *choice = &question->choices.items[i];
        json_object_open(writer);
        json_member(writer, "key", choice->key);
        json_member(writer, "name", phrase_in(&choice->name, language, NULL));
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_question(const Form *form, size_t at, Language language, JsonWriter *writer)
{
    const FormQuestion *question = &form->questions.items[at];
    json_object_open(writer);
    json_member(writer, "key", question->key);
    json_member(writer, "kind", form_kind_code(question->kind));
    json_member(writer, "label", phrase_in(&question->label, language, NULL));
    json_member_bool(writer, "required", question->is_required);
    if (question->choices.count > 0) {
        write_choices(question, language, writer);
    }
    if (question->most > 0) {
        json_member_integer(writer, "least", question->least);
        json_member_integer(writer, "most", question->most);
    }
    if (question->asked_after != at) {
        json_member(writer, "after", form->questions.items[question->asked_after].key);
        json_member(writer, "when", question->asked_when);
    }
    json_object_close(writer);
}

void form_write_json(const Form *form, Language language, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "form", form->key);
    json_member_integer(writer, "version", form->version);
    json_member(writer, "class", data_class_code(form->class));
    json_member(writer, "name", phrase_in(&form->name, language, NULL));
    json_key(writer, TEXT("questions"));
    json_array_open(writer);
    for (size_t i = 0; i < form->questions.count; i++) {
        write_question(form, i, language, writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

/* ----------------------------------------------------------------------------- assessments */

/* Always lists: whoever reads needs not know which question takes several. */
static void write_answers(const FormAnswers *answers, JsonWriter *writer)
{
    json_key(writer, TEXT("answers"));
    json_object_open(writer);
    for (size_t i = 0; i < answers->count;) {
        const Text key = answers->items[i].key;
        json_key(writer, key);
        json_array_open(writer);
        for (; i < answers->count && text_equal(answers->items[i].key, key); i++) {
            json_write_text(writer, answers->items[i].value);
        }
        json_array_close(writer);
    }
    json_object_close(writer);
}

void assessment_write_json(Arena *arena, const Assessment *one, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, one->id));
    json_member(writer, "form", one->form);
    json_member_integer(writer, "version", one->version);
    json_member(writer, "author", id_format(arena, one->author));
    json_member(writer, "at", moment_format(arena, one->at));
    if (!id_is_nil(one->replaces)) {
        json_member(writer, "replaces", id_format(arena, one->replaces));
    }
    json_member_bool(writer, "replaced", one->is_replaced);
    write_answers(&one->answers, writer);
    json_object_close(writer);
}

void assessment_write_list_json(Arena *arena, const AssessmentList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        assessment_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", (int64_t)list->withheld);
    json_object_close(writer);
}

/* --------------------------------------------------------------------------------- reading */

static Outcome read_one(Arena *arena, Text key, const json_t *value, FormAnswers *answers,
                        Problem *problem)
{
    Text text = text_copy(arena, json_text(value));
    if (json_is_integer(value)) {
        text = text_format(arena, "%lld", (long long)json_integer_value(value));
    } else if (!json_is_string(value)) {
        return problem_set(problem, INVALID, TEXT("/answers"), text_to_c(arena, key),
                           "a text, a whole number or a list of texts is expected");
    }
    LIST_APPEND(arena, answers, (FormAnswer){key, text});
    return OK;
}

Outcome answers_read_json(Arena *arena, json_t *object, FormAnswers *answers, Problem *problem)
{
    const char *name = NULL;
    json_t *member = NULL;
    if (!json_is_object(object)) {
        return problem_set(problem, INVALID, TEXT("body"), "answers",
                           "an object is expected, of answers by question");
    }
    json_object_foreach(object, name, member)
    {
        const Text key = text_copy(arena, text_from(name));
        const size_t count = json_is_array(member) ? json_array_size(member) : 1;
        for (size_t i = 0; i < count; i++) {
            TRY(read_one(arena, key, json_is_array(member) ? json_array_get(member, i) : member,
                         answers, problem));
        }
    }
    return OK;
}
