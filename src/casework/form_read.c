/* SPDX-License-Identifier: EUPL-1.2 */
/* A form out of its file: each fault with the line it stands on. */
#include "casework/form.h"
#include "yaml/yaml.h"

static const char *const kinds[FORM_KIND_COUNT] = {
    [FORM_CHOICE] = "choice", [FORM_SEVERAL] = "several", [FORM_NUMBER] = "number",
    [FORM_SCALE] = "scale",   [FORM_DATE] = "date",       [FORM_TEXT] = "text",
};

Text form_kind_code(FormKind kind)
{
    return text_from(kinds[kind]);
}

typedef struct Reader {
    Arena *arena;
    Text file;
    Form *form;
    Problem *problem;
} Reader;

#define WRONG(reader, node, field, ...)                                                        \
    problem_set(                                                                               \
        (reader)->problem, INVALID,                                                            \
        text_format((reader)->arena, "%.*s:%zu", TEXT_ARG((reader)->file), (node)->line),      \
        (field), __VA_ARGS__)

static Outcome only(const Reader *reader, const YamlNode *node, const char *const *names,
                    size_t count)
{
    if (node->kind != YAML_MAPPING) {
        return WRONG(reader, node, "", "a mapping is expected");
    }
    for (const YamlNode *child = node->first; child != NULL; child = child->next) {
        if (!text_among(child->key, names, count, NULL)) {
            return WRONG(reader, child, text_to_c(reader->arena, child->key), "unknown here");
        }
    }
    return OK;
}

static bool is_key(Text key)
{
    bool is_good = key.length > 0 && key.length <= 40;
    for (size_t i = 0; i < key.length; i++) {
        const char byte = key.bytes[i];
        is_good &= (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
    }
    return is_good;
}

static Outcome read_key(const Reader *reader, const YamlNode *node, const char *name, Text *key)
{
    *key = yaml_member_text(node, name);
    return is_key(*key) ? OK
                        : WRONG(reader, node, name,
                                "1 to 40 small letters, digits and underscores are expected");
}

/* The words in all languages, as members of `node`. */
static Outcome read_phrase(const Reader *reader, const YamlNode *node, const char *field,
                           Phrase *phrase)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        phrase->in[i] = yaml_member_text(node, code);
        if (phrase->in[i].length == 0) {
            return WRONG(reader, node, field, "words in “%s” are missing", code);
        }
    }
    return OK;
}

static Outcome need_phrase(const Reader *reader, const YamlNode *node, const char *name,
                           Phrase *phrase)
{
    static const char *const languages[] = {"fr", "nl", "de", "en"};
    const YamlNode *words = yaml_member(node, name);
    if (words == NULL) {
        return WRONG(reader, node, name, "words in each language are expected");
    }
    TRY(only(reader, words, languages, LANGUAGE_COUNT));
    return read_phrase(reader, words, name, phrase);
}

static Outcome read_number(const Reader *reader, const YamlNode *node, const char *name,
                           int64_t *number)
{
    return text_to_integer(yaml_member_text(node, name), number) && *number >= 0 &&
                   *number <= FORM_NUMBER_MOST
               ? OK
               : WRONG(reader, node, name, "a whole number is expected, 0 to %d",
                       FORM_NUMBER_MOST);
}

/* ------------------------------------------------------------------------------- questions */

static Outcome read_choice(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    static const char *const names[] = {"key", "fr", "nl", "de", "en"};
    FormChoice choice = {0};
    TRY(only(reader, node, names, LENGTH_OF(names)));
    TRY(read_key(reader, node, "key", &choice.key));
    TRY(read_phrase(reader, node, "choices", &choice.name));
    for (size_t i = 0; i < question->choices.count; i++) {
        if (text_equal(question->choices.items[i].key, choice.key)) {
            return WRONG(reader, node, "key", "this choice stands twice");
        }
    }
    LIST_APPEND(reader->arena, &question->choices, choice);
    return OK;
}

static Outcome read_choices(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    const YamlNode *list = yaml_member(node, "choices");
    if (list == NULL || list->kind != YAML_LIST || list->count < 2 ||
        list->count > FORM_CHOICES_MOST) {
        return WRONG(reader, node, "choices", "a list of 2 to %d is expected",
                     FORM_CHOICES_MOST);
    }
    for (const YamlNode *child = list->first; child != NULL; child = child->next) {
        TRY(read_choice(reader, child, question));
    }
    return OK;
}

static Outcome read_range(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    TRY(read_number(reader, node, "least", &question->least));
    TRY(read_number(reader, node, "most", &question->most));
    if (question->most <= question->least) {
        return WRONG(reader, node, "most", "more than the least is expected");
    }
    if (question->kind == FORM_NUMBER) {
        return OK;
    }
    if (question->most - question->least > FORM_STEPS_MOST) {
        return WRONG(reader, node, "most", "at most %d more than the least is expected",
                     FORM_STEPS_MOST);
    }
    TRY(need_phrase(reader, node, "low", &question->low));
    return need_phrase(reader, node, "high", &question->high);
}

static Outcome read_length(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    TRY(read_number(reader, node, "most", &question->most));
    return question->most >= 1 && question->most <= FORM_TEXT_MOST
               ? OK
               : WRONG(reader, node, "most", "1 to %d characters are expected", FORM_TEXT_MOST);
}

static Outcome read_by_kind(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    switch (question->kind) {
    case FORM_CHOICE:
    case FORM_SEVERAL:
        return read_choices(reader, node, question);
    case FORM_NUMBER:
    case FORM_SCALE:
        return read_range(reader, node, question);
    case FORM_TEXT:
        return read_length(reader, node, question);
    case FORM_DATE:
        return OK;
    }
    return OK;
}

/* An answer that the question before can have. */
static bool may_answer(const FormQuestion *before, Text answer)
{
    int64_t number = 0;
    for (size_t i = 0; i < before->choices.count; i++) {
        if (text_equal(before->choices.items[i].key, answer)) {
            return true;
        }
    }
    return before->kind == FORM_SCALE && text_to_integer(answer, &number) &&
           number >= before->least && number <= before->most;
}

/* "pathology is other": a question that stands before, and one of its answers. */
static Outcome read_when(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    const Text when = yaml_member_text(node, "when");
    const Text is = TEXT(" is ");
    const size_t cut = text_find(when, is, 0);
    question->asked_after = reader->form->questions.count;
    if (yaml_member(node, "when") == NULL) {
        return OK;
    }
    for (size_t i = 0; i < reader->form->questions.count; i++) {
        const FormQuestion *before = &reader->form->questions.items[i];
        if (cut < when.length && text_equal(before->key, text_slice(when, 0, cut)) &&
            may_answer(before, text_slice(when, cut + is.length, when.length))) {
            question->asked_after = i;
            question->asked_when = text_slice(when, cut + is.length, when.length);
            return OK;
        }
    }
    return WRONG(reader, yaml_member(node, "when"), "when",
                 "“QUESTION is ANSWER” is expected, of a question that stands before");
}

static Outcome read_required(const Reader *reader, const YamlNode *node, FormQuestion *question)
{
    const Text required = yaml_member_text(node, "required");
    question->is_required = text_equal(required, TEXT("yes"));
    return question->is_required || yaml_member(node, "required") == NULL ||
                   text_equal(required, TEXT("no"))
               ? OK
               : WRONG(reader, node, "required", "yes or no is expected");
}

static Outcome read_question(const Reader *reader, const YamlNode *node)
{
    static const char *const names[] = {"key",  "kind", "label", "required", "least",
                                        "most", "low",  "high",  "choices",  "when"};
    FormQuestion question = {0};
    size_t kind = 0;
    TRY(only(reader, node, names, LENGTH_OF(names)));
    TRY(read_key(reader, node, "key", &question.key));
    for (size_t i = 0; i < reader->form->questions.count; i++) {
        if (text_equal(reader->form->questions.items[i].key, question.key)) {
            return WRONG(reader, node, "key", "this question stands twice");
        }
    }
    if (!text_among(yaml_member_text(node, "kind"), kinds, FORM_KIND_COUNT, &kind)) {
        return WRONG(reader, node, "kind",
                     "choice, several, number, scale, date or text is expected");
    }
    question.kind = (FormKind)kind;
    TRY(need_phrase(reader, node, "label", &question.label));
    TRY(read_required(reader, node, &question));
    TRY(read_by_kind(reader, node, &question));
    TRY(read_when(reader, node, &question));
    LIST_APPEND(reader->arena, &reader->form->questions, question);
    return OK;
}

/* -------------------------------------------------------------------------------- the form */

static Outcome read_head(const Reader *reader, const YamlNode *root)
{
    static const char *const names[] = {"form", "version", "class", "name", "questions"};
    Form *form = reader->form;
    TRY(only(reader, root, names, LENGTH_OF(names)));
    TRY(read_key(reader, root, "form", &form->key));
    TRY(read_number(reader, root, "version", &form->version));
    if (form->version < 1) {
        return WRONG(reader, root, "version", "1 or more is expected");
    }
    if (!data_class_parse(yaml_member_text(root, "class"), &form->class) ||
        (form->class != CLASS_SITUATION && form->class != CLASS_HEALTH)) {
        return WRONG(reader, root, "class", "situation or health is expected");
    }
    return need_phrase(reader, root, "name", &form->name);
}

Outcome form_read(Arena *arena, Text file, Text content, Form *form, Problem *problem)
{
    Form made = {0};
    const YamlNode *root = NULL;
    const Reader reader = {arena, file, &made, problem};
    TRY(yaml_read(arena, file, content, &root, problem));
    TRY(read_head(&reader, root));
    const YamlNode *list = yaml_member(root, "questions");
    if (list == NULL || list->kind != YAML_LIST || list->count == 0 ||
        list->count > FORM_QUESTIONS_MOST) {
        return WRONG(&reader, root, "questions", "a list of 1 to %d is expected",
                     FORM_QUESTIONS_MOST);
    }
    for (const YamlNode *node = list->first; node != NULL; node = node->next) {
        TRY(read_question(&reader, node));
    }
    *form = made;
    return OK;
}
