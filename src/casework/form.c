/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/form.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/moment.h"
#include "casework/form_files.h"
#include "words/visible.h"

/* ---------------------------------------------------------------------------- those we have */

/* Compiled in, and read by a test: a fault in a file ends the program at once. */
static struct {
    Arena *arena; /* for the life of the program */
    Form items[FORM_FILES_MOST];
    size_t count;
} table;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static int by_key_then_newest(const void *a, const void *b)
{
    const Form *left = a;
    const Form *right = b;
    const int order = text_compare(left->key, right->key);
    return order != 0 ? order
                      : (left->version < right->version) - (left->version > right->version);
}

static void read_files(void)
{
    FormFile files[FORM_FILES_MOST];
    const size_t count = form_files(files);
    table.arena = arena_new(0);
    for (size_t i = 0; i < count; i++) {
        Problem problem = {.arena = table.arena};
        if (form_read(table.arena, text_from(files[i].name), files[i].content,
                      &table.items[table.count++], &problem) != OK) {
            (void)fprintf(stderr, "%.*s: %.*s: %.*s\n", TEXT_ARG(problem.where),
                          TEXT_ARG(problem.field), TEXT_ARG(problem.detail));
            abort();
        }
    }
    qsort(table.items, table.count, sizeof *table.items, by_key_then_newest);
}

FormList forms(void)
{
    const int started = pthread_once(&table_once, read_files);
    assert(started == 0);
    (void)started;
    return (FormList){table.items, table.count};
}

const Form *form_find(Text key, int64_t version)
{
    const FormList list = forms();
    for (size_t i = 0; i < list.count; i++) {
        if (text_equal(list.items[i].key, key) &&
            (version == 0 || list.items[i].version == version)) {
            return &list.items[i];
        }
    }
    return NULL;
}

/* --------------------------------------------------------------------------------- answers */

bool form_has_answer(const FormAnswers *answers, Text key, Text value)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (text_equal(answers->items[i].key, key) &&
            text_equal(answers->items[i].value, value)) {
            return true;
        }
    }
    return false;
}

bool form_is_asked(const Form *form, size_t question, const FormAnswers *answers)
{
    const FormQuestion *asked = &form->questions.items[question];
    return asked->asked_after == question ||
           form_has_answer(answers, form->questions.items[asked->asked_after].key,
                           asked->asked_when);
}

static bool has_choice(const FormQuestion *question, Text key)
{
    for (size_t i = 0; i < question->choices.count; i++) {
        if (text_equal(question->choices.items[i].key, key)) {
            return true;
        }
    }
    return false;
}

/* FAULT_UNKNOWN when nothing is wrong with it. */
static FormFault check_value(const FormQuestion *question, Text value)
{
    int64_t number = 0;
    Date day = DATE_NONE;
    switch (question->kind) {
    case FORM_CHOICE:
    case FORM_SEVERAL:
        return has_choice(question, value) ? FAULT_UNKNOWN : FAULT_CHOICE;
    case FORM_NUMBER:
    case FORM_SCALE:
        return text_to_integer(value, &number) && number >= question->least &&
                       number <= question->most
                   ? FAULT_UNKNOWN
                   : FAULT_NUMBER;
    case FORM_DATE:
        return date_parse(value, &day) ? FAULT_UNKNOWN : FAULT_DATE;
    case FORM_TEXT:
        return text_characters(value) <= (size_t)question->most ? FAULT_UNKNOWN : FAULT_LONG;
    }
    return FAULT_UNKNOWN;
}

static Text cleaned(Arena *arena, Text value)
{
    Text visible = TEXT("");
    (void)text_visible(arena, value, MANY_LINES, &visible);
    return visible;
}

static void check_question(Arena *arena, const FormQuestion *question, const FormAnswers *given,
                           FormAnswers *kept, FormWrongs *wrongs)
{
    const size_t before = kept->count;
    for (size_t i = 0; i < given->count; i++) {
        const Text value = cleaned(arena, given->items[i].value);
        if (!text_equal(given->items[i].key, question->key) || text_is_empty(value) ||
            form_has_answer(kept, question->key, value)) {
            continue;
        }
        const FormFault fault = check_value(question, value);
        const bool is_second = kept->count > before && question->kind != FORM_SEVERAL;
        if (fault != FAULT_UNKNOWN || is_second) {
            LIST_APPEND(arena, wrongs,
                        (FormWrong){question->key, is_second ? FAULT_CHOICE : fault});
            return;
        }
        LIST_APPEND(arena, kept, (FormAnswer){question->key, value});
    }
    if (kept->count == before && question->is_required) {
        LIST_APPEND(arena, wrongs, (FormWrong){question->key, FAULT_MISSING});
    }
}

static bool has_question(const Form *form, Text key)
{
    for (size_t i = 0; i < form->questions.count; i++) {
        if (text_equal(form->questions.items[i].key, key)) {
            return true;
        }
    }
    return false;
}

void form_check(Arena *arena, const Form *form, const FormAnswers *given, FormAnswers *kept,
                FormWrongs *wrongs)
{
    *kept = (FormAnswers){0};
    *wrongs = (FormWrongs){0};
    for (size_t i = 0; i < given->count; i++) {
        if (!has_question(form, given->items[i].key)) {
            LIST_APPEND(arena, wrongs, (FormWrong){given->items[i].key, FAULT_UNKNOWN});
        }
    }
    for (size_t i = 0; i < form->questions.count; i++) {
        if (form_is_asked(form, i, kept)) {
            check_question(arena, &form->questions.items[i], given, kept, wrongs);
        }
    }
}
