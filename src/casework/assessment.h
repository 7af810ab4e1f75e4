/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Assessments of a case: a form that was answered on a day (casework/form.h). The answers are
 * kept with the form and its version, sealed by the key of the case, and never changed: a
 * correction is another that replaces it, by the same version, and both stay.
 *
 * Another house reads one when the class of its form is shared with it.
 */
#pragma once

#include "casework/case.h"
#include "casework/form.h"

enum { ASSESSMENTS_MOST = 500 };

typedef struct NewAssessment {
    Text form;
    int64_t version; /* 0: the newest */
    FormAnswers given;
    Id replaces; /* nil for none */
} NewAssessment;

typedef struct Assessment {
    Id id;
    Text form;
    int64_t version;
    Id author;
    Moment at;
    Id replaces;      /* nil for none */
    bool is_replaced; /* a later one corrects it */
    FormAnswers answers;
} Assessment;

typedef struct AssessmentList {
    Assessment *items; /* the newest first: those the caller may read */
    size_t count;
    size_t capacity;
    size_t withheld; /* how many more there are */
} AssessmentList;

/* MAY_WRITE_CASE and an open case. INVALID for a form nobody has, one that is not the newest
 * unless it corrects one of that version, a correction of none or of what was corrected, and
 * for the first answer that is wrong, by its question ("answers", "age"). */
MUST_USE Outcome assessment_add(Access *access, Id case_file, const NewAssessment *made,
                                Id *id);

/* MAY_READ_CASE. */
MUST_USE Outcome assessment_list(Access *access, Id case_file, AssessmentList *list);

/* One of the list; NULL for none. */
const Assessment *assessment_of(const AssessmentList *list, Id id);
