/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/assessment.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/queries.h"
#include "people/optional_id.h"
#include "people/relation.h"
#include "json/json.h"

enum { MOST_SEALED = 1 << 20 };

/* ------------------------------------------------------------- answers, as they are sealed */

static Text write_answers(Arena *arena, const FormAnswers *answers)
{
    Buffer out = buffer_new(arena, MOST_SEALED);
    JsonWriter writer = json_writer(&out);
    json_array_open(&writer);
    for (size_t i = 0; i < answers->count; i++) {
        json_array_open(&writer);
        json_write_text(&writer, answers->items[i].key);
        json_write_text(&writer, answers->items[i].value);
        json_array_close(&writer);
    }
    json_array_close(&writer);
    return buffer_text(&out);
}

static Outcome read_answers(Access *access, Text content, FormAnswers *answers)
{
    json_t *list SCOPED(json_close) = NULL;
    TRY(json_read(content, JSON_REQUEST_LIMITS, &list, access->problem));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        const FormAnswer answer = {
            .key = text_copy(access->arena, json_text(json_array_get(pair, 0))),
            .value = text_copy(access->arena, json_text(json_array_get(pair, 1))),
        };
        LIST_APPEND(access->arena, answers, answer);
    }
    return OK;
}

/* --------------------------------------------------------------------------------- reading */

/* Whether the answers of the form are open to who reads under a consent. */
static Outcome is_open(Access *access, const Case *read, const Assessment *one, bool *open)
{
    unsigned classes = 0;
    const Form *found = form_find(one->form, one->version);
    *open = read->relation == RELATION_TEAM || read->relation == RELATION_EMERGENCY;
    if (read->relation == RELATION_CONSENT && found != NULL) {
        TRY(person_shared_classes(access, read->person, &classes));
        *open = (classes >> found->class & 1) != 0;
    }
    return OK;
}

static Outcome take(Access *access, const Case *read, const Keyring *ring,
                    const Statement *statement, AssessmentList *list)
{
    Text content = TEXT("");
    bool open = false;
    Assessment one = {
        .id = column_id(statement, 0),
        .form = text_copy(access->arena, column_text(statement, 1)),
        .version = column_integer(statement, 2),
        .author = column_id(statement, 3),
        .at = column_integer(statement, 4),
        .replaces = column_id(statement, 5),
    };
    TRY(is_open(access, read, &one, &open));
    if (!open) {
        list->withheld++;
        return OK;
    }
    TRY(case_unseal(access, ring, "assessment", one.id, column_text(statement, 6), &content));
    TRY(read_answers(access, content, &one.answers));
    LIST_APPEND(access->arena, list, one);
    return OK;
}

static void mark_replaced(AssessmentList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->count; j++) {
            list->items[i].is_replaced |= id_equal(list->items[j].replaces, list->items[i].id);
        }
    }
}

static Outcome read_list(Access *access, const Case *read, const Keyring *ring,
                         AssessmentList *list)
{
    bool row = false;
    AssessmentList found = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ASSESSMENT_EACH, &statement, access->problem));
    bind_id(statement, "case_file", read->id);
    TRY(statement_next(statement, &row, access->problem));
    while (row && found.count < ASSESSMENTS_MOST) {
        TRY(take(access, read, ring, statement, &found));
        TRY(statement_next(statement, &row, access->problem));
    }
    mark_replaced(&found);
    *list = found;
    return OK;
}

Outcome assessment_list(Access *access, Id case_file, AssessmentList *list)
{
    Case read = {0};
    Keyring ring;
    TRY(case_admit(access, MAY_READ_CASE, case_file, (Id){{0}}, &read));
    TRY(case_key_open(access, &read, &ring));
    return read_list(access, &read, &ring, list);
}

const Assessment *assessment_of(const AssessmentList *list, Id id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (id_equal(list->items[i].id, id)) {
            return &list->items[i];
        }
    }
    return NULL;
}

/* --------------------------------------------------------------------------------- writing */

static Outcome find_form(Access *access, const NewAssessment *made, const AssessmentList *list,
                         const Form **form)
{
    const Form *newest = form_find(made->form, 0);
    const Form *wanted = form_find(made->form, made->version);
    const Assessment *replaced = assessment_of(list, made->replaces);
    if (wanted == NULL) {
        return problem_set(access->problem, INVALID, TEXT("body"), "form",
                           "no such form, or no such version of it");
    }
    if (id_is_nil(made->replaces) && wanted != newest) {
        return problem_set(access->problem, INVALID, TEXT("body"), "version",
                           "the newest version is expected");
    }
    if (!id_is_nil(made->replaces) &&
        (replaced == NULL || replaced->is_replaced ||
         !text_equal(replaced->form, wanted->key) || replaced->version != wanted->version)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "replaces",
                           "an assessment of this case is expected, by the same version of "
                           "the same form, which nothing replaces yet");
    }
    *form = wanted;
    return OK;
}

static const char *fault_sentence(FormFault fault)
{
    switch (fault) {
    case FAULT_MISSING:
        return "an answer is expected";
    case FAULT_CHOICE:
        return "one of the choices of the question is expected, once";
    case FAULT_NUMBER:
        return "a whole number within the range of the question is expected";
    case FAULT_DATE:
        return "a day is expected, as 2026-12-03";
    case FAULT_LONG:
        return "fewer characters are expected";
    case FAULT_UNKNOWN:
        return "the form has no such question";
    }
    return "";
}

static Outcome check(Access *access, const Form *form, const NewAssessment *made,
                     FormAnswers *kept)
{
    FormWrongs wrongs = {0};
    form_check(access->arena, form, &made->given, kept, &wrongs);
    if (wrongs.count == 0) {
        return OK;
    }
    const FormWrong *first = &wrongs.items[0];
    const bool is_ours = first->fault != FAULT_UNKNOWN;
    return problem_set(access->problem, INVALID, TEXT("/answers"),
                       is_ours ? text_to_c(access->arena, first->key) : "answers", "%s",
                       fault_sentence(first->fault));
}

static Outcome insert(Access *access, Id case_file, const Assessment *made, Text sealed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ASSESSMENT_ADD, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", made->id);
    bind_text(statement, "form", made->form);
    bind_integer(statement, "version", made->version);
    bind_id(statement, "author", access->caller.account);
    bind_integer(statement, "now", access->now);
    bind_optional_id(statement, "replaces", made->replaces);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    return statement_run(statement, NULL, access->problem);
}

static Outcome keep(Access *access, const Case *read, const Keyring *ring, Assessment *made)
{
    Text sealed = TEXT("");
    TRY(case_seal(access, ring, "assessment", made->id,
                  write_answers(access->arena, &made->answers), &sealed));
    TRY(insert(access, read->id, made, sealed));
    return case_note_event(access, read->id, "assessment.added", made->id, made->form);
}

Outcome assessment_add(Access *access, Id case_file, const NewAssessment *made, Id *id)
{
    Case read = {0};
    Keyring ring;
    AssessmentList list = {0};
    const Form *form = NULL;
    Assessment kept = {.id = id_new(access->now * 1000), .replaces = made->replaces};
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    TRY(case_key_open(access, &read, &ring));
    TRY(read_list(access, &read, &ring, &list));
    TRY(find_form(access, made, &list, &form));
    if (list.count >= ASSESSMENTS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "form",
                           "a case holds %d assessments at most", ASSESSMENTS_MOST);
    }
    TRY(check(access, form, made, &kept.answers));
    kept.form = form->key;
    kept.version = form->version;
    TRY(keep(access, &read, &ring, &kept));
    *id = kept.id;
    return OK;
}
