/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms of assessment as data: the files of data/casework/forms, compiled in, one a version. A
 * version that was used stays as it is, so that what was answered is always shown with the
 * questions that were asked; what changes is a new version.
 */
#pragma once

#include "base/list.h"
#include "base/outcome.h"
#include "people/consent.h"
#include "words/language.h"

typedef enum FormKind {
    FORM_CHOICE,  /* one of the choices */
    FORM_SEVERAL, /* some of the choices, each once */
    FORM_NUMBER,  /* whole, from `least` to `most` */
    FORM_SCALE,   /* the same, at most 11 steps, with words at both ends */
    FORM_DATE,    /* 2026-12-03 */
    FORM_TEXT,    /* at most `most` characters */
} FormKind;
enum { FORM_KIND_COUNT = FORM_TEXT + 1 };

enum {
    FORM_QUESTIONS_MOST = 60,
    FORM_CHOICES_MOST = 60,
    FORM_TEXT_MOST = 2000,
    FORM_STEPS_MOST = 10,
    FORM_NUMBER_MOST = 1000000
};

typedef struct FormChoice {
    Text key;
    Phrase name;
} FormChoice;

typedef struct FormQuestion {
    Text key;
    FormKind kind;
    Phrase label;
    bool is_required;
    int64_t least;
    int64_t most;
    Phrase low; /* what the ends of a scale mean */
    Phrase high;
    LIST_OF(FormChoice) choices;
    size_t asked_after; /* the question it depends on; its own place when it is always asked */
    Text asked_when;    /* the answer to that one */
} FormQuestion;

typedef struct Form {
    Text key;
    int64_t version; /* from 1 */
    DataClass class; /* what another house must have been given to read the answers */
    Phrase name;
    LIST_OF(FormQuestion) questions;
} Form;

/* Reads one form. INVALID names "file:line" and the field. */
MUST_USE Outcome form_read(Arena *arena, Text file, Text content, Form *form, Problem *problem);

typedef struct FormList {
    const Form *items; /* by key, the newest version of each first */
    size_t count;
} FormList;

/* Those compiled in, for the life of the program. */
FormList forms(void);

/* NULL for none; version 0 means the newest. */
const Form *form_find(Text key, int64_t version);

Text form_kind_code(FormKind kind);

/* -------------------------------------------------------------------------------- answers */

/* One a question; several to one of FORM_SEVERAL. */
typedef struct FormAnswer {
    Text key;
    Text value;
} FormAnswer;
typedef LIST_OF(FormAnswer) FormAnswers;

typedef enum FormFault {
    FAULT_MISSING,
    FAULT_CHOICE,
    FAULT_NUMBER,
    FAULT_DATE,
    FAULT_LONG,
    FAULT_UNKNOWN /* the form has no such question */
} FormFault;

typedef struct FormWrong {
    Text key; /* of the question */
    FormFault fault;
} FormWrong;
typedef LIST_OF(FormWrong) FormWrongs;

/* What is kept of the answers, in the order of the form, cleaned; those to a question that was
 * not to be asked fall away. Every fault is listed; none: they may be kept. */
void form_check(Arena *arena, const Form *form, const FormAnswers *given, FormAnswers *kept,
                FormWrongs *wrongs);

/* Whether the question is to be asked, the answers before it being these. */
bool form_is_asked(const Form *form, size_t question, const FormAnswers *answers);

bool form_has_answer(const FormAnswers *answers, Text key, Text value);
