/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/assessment_words_web.h"

#include "casework/sentences.h"
#include "words/say.h"

/* ----------------------------------------------------------------------------------- words */

Text form_words(const Request *request, Text key, int64_t version)
{
    const Form *form = form_find(key, version);
    return form == NULL ? key : phrase_in(&form->name, request->language, NULL);
}

static Text choice_words(const Request *request, const FormQuestion *question, Text key)
{
    for (size_t i = 0; i < question->choices.count; i++) {
        if (text_equal(question->choices.items[i].key, key)) {
            return phrase_in(&question->choices.items[i].name, request->language, NULL);
        }
    }
    return key;
}

static Text ends_words(const Request *request, const FormQuestion *question)
{
    return text_format(request->arena, "%lld = %.*s, %lld = %.*s", (long long)question->least,
                       TEXT_ARG(phrase_in(&question->low, request->language, NULL)),
                       (long long)question->most,
                       TEXT_ARG(phrase_in(&question->high, request->language, NULL)));
}

static Text value_words(const Request *request, const FormQuestion *question, Text value)
{
    Date day = DATE_NONE;
    switch (question->kind) {
    case FORM_CHOICE:
    case FORM_SEVERAL:
        return choice_words(request, question, value);
    case FORM_SCALE:
        return text_format(request->arena, "%.*s (%.*s)", TEXT_ARG(value),
                           TEXT_ARG(ends_words(request, question)));
    case FORM_DATE:
        return date_parse(value, &day) ? say_day(request->arena, request->language, day)
                                       : value;
    case FORM_NUMBER:
    case FORM_TEXT:
        return value;
    }
    return value;
}

Text answer_words(const Request *request, const FormQuestion *question,
                  const FormAnswers *answers)
{
    LIST_OF(Text) words = {0};
    for (size_t i = 0; i < answers->count; i++) {
        if (text_equal(answers->items[i].key, question->key)) {
            LIST_APPEND(request->arena, &words,
                        value_words(request, question, answers->items[i].value));
        }
    }
    return words.count == 0 ? TEXT("–")
                            : text_join(request->arena, words.items, words.count, TEXT(", "));
}

/* ---------------------------------------------------------------------------------- fields */

static Text first_value(const FormAnswers *answers, Text key)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (text_equal(answers->items[i].key, key)) {
            return answers->items[i].value;
        }
    }
    return TEXT("");
}

static Text range_words(const Request *request, const FormQuestion *question)
{
    return text_format(request->arena, "%lld – %lld", (long long)question->least,
                       (long long)question->most);
}

static Text fault_words(const Request *request, const FormQuestion *question, FormFault fault)
{
    const Language language = request->language;
    switch (fault) {
    case FAULT_MISSING:
        return say(language, SAY_ASSESSMENT_WRONG_MISSING);
    case FAULT_CHOICE:
    case FAULT_UNKNOWN:
        return say(language, SAY_ASSESSMENT_WRONG_CHOICE);
    case FAULT_NUMBER:
        return say_with(request->arena, language, SAY_ASSESSMENT_WRONG_NUMBER, "range",
                        range_words(request, question));
    case FAULT_DATE:
        return say(language, SAY_ASSESSMENT_WRONG_DATE);
    case FAULT_LONG:
        return say_with(request->arena, language, SAY_ASSESSMENT_WRONG_LONG, "most",
                        text_format(request->arena, "%lld", (long long)question->most));
    }
    return TEXT("");
}

static Text wrong_of(const Request *request, const FormQuestion *question,
                     const FormWrongs *wrongs)
{
    for (size_t i = 0; i < wrongs->count; i++) {
        if (text_equal(wrongs->items[i].key, question->key)) {
            return fault_words(request, question, wrongs->items[i].fault);
        }
    }
    return TEXT("");
}

static Text input_of(const FormQuestion *question)
{
    enum { ONE_LINE_MOST = 200 };
    switch (question->kind) {
    case FORM_CHOICE:
    case FORM_SCALE:
        return TEXT("radio");
    case FORM_SEVERAL:
        return TEXT("checkbox");
    case FORM_NUMBER:
        return TEXT("number");
    case FORM_DATE:
        return TEXT("date");
    case FORM_TEXT:
        return question->most > ONE_LINE_MOST ? TEXT("area") : TEXT("text");
    }
    return TEXT("text");
}

static void add_choice(const Request *request, const FormAnswers *answers, Text key, Text name,
                       QuestionView *view, AnswerChoiceView *choice, Text question)
{
    *choice = (AnswerChoiceView){
        .key = key,
        .id = text_format(request->arena, "%.*s-%.*s", TEXT_ARG(view->id), TEXT_ARG(key)),
        .name = name,
        .is_chosen = form_has_answer(answers, question, key),
    };
    view->choice_count++;
}

static void fill_choices(const Request *request, const FormQuestion *question,
                         const FormAnswers *answers, QuestionView *view)
{
    AnswerChoiceView *choices = ARENA_ARRAY(request->arena, AnswerChoiceView,
                                            question->choices.count + FORM_STEPS_MOST + 1);
    view->choices = choices;
    for (size_t i = 0; i < question->choices.count; i++) {
        const FormChoice *choice = &question->choices.items[i];
        add_choice(request, answers, choice->key,
                   phrase_in(&choice->name, request->language, NULL), view, &choices[i],
                   question->key);
    }
    for (int64_t step = question->least; question->kind == FORM_SCALE && step <= question->most;
         step++) {
        const Text key = text_format(request->arena, "%lld", (long long)step);
        add_choice(request, answers, key, key, view, &choices[view->choice_count],
                   question->key);
    }
}

/* "Housing: nowhere to sleep" before the ends of a scale. */
static Text hint_of(const Request *request, const Form *form, size_t at)
{
    const FormQuestion *question = &form->questions.items[at];
    const FormQuestion *before = &form->questions.items[question->asked_after];
    const Text ends = question->kind == FORM_SCALE ? ends_words(request, question) : TEXT("");
    if (question->asked_after == at) {
        return question->kind == FORM_NUMBER ? range_words(request, question) : ends;
    }
    const Text answer =
        text_format(request->arena, "%.*s: %.*s",
                    TEXT_ARG(phrase_in(&before->label, request->language, NULL)),
                    TEXT_ARG(value_words(request, before, question->asked_when)));
    return text_format(request->arena, "%.*s %.*s",
                       TEXT_ARG(say_with(request->arena, request->language, SAY_ASSESSMENT_WHEN,
                                         "answer", answer)),
                       TEXT_ARG(ends));
}

const QuestionView *question_fields(const Request *request, const Form *form,
                                    const FormAnswers *answers, const FormWrongs *wrongs)
{
    QuestionView *views = ARENA_ARRAY(request->arena, QuestionView, form->questions.count);
    for (size_t i = 0; i < form->questions.count; i++) {
        const FormQuestion *question = &form->questions.items[i];
        views[i] = (QuestionView){
            .id = text_format(request->arena, "q-%.*s", TEXT_ARG(question->key)),
            .label = phrase_in(&question->label, request->language, NULL),
            .input = input_of(question),
            .hint = hint_of(request, form, i),
            .wrong = wrong_of(request, question, wrongs),
            .value = first_value(answers, question->key),
            .answer = answer_words(request, question, answers),
            .is_required = question->is_required,
        };
        fill_choices(request, question, answers, &views[i]);
    }
    return views;
}
