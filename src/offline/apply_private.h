/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files that do operations share; nobody else includes it. */
#pragma once

#include "offline/apply.h"
#include "offline/merge.h"

/* Says that it stood so already. */
Outcome say_same(Applying *doing);

/* Says that it went beside what others did. */
Outcome say_merged(Applying *doing, const char *because);

/* Keeps what stands for whoever decides, and gives CONFLICT. */
Outcome say_conflict(Applying *doing, const char *field, Text value, Id other);

Outcome say_invalid(const Applying *doing, const char *field, const char *sentence);

/* A guarded field: MERGE_APPLY whatever stands, once somebody decided. */
MergeVerdict guarded(const Applying *doing, Text stands, const OperationField *field);

Outcome apply_person_create(Applying *doing);
Outcome apply_fact_add(Applying *doing);
Outcome apply_fact_set(Applying *doing);
Outcome apply_fact_end(Applying *doing);
Outcome apply_case_open(Applying *doing);
Outcome apply_note_add(Applying *doing);
Outcome apply_need_add(Applying *doing);
Outcome apply_need_set(Applying *doing);
Outcome apply_member_add(Applying *doing);
Outcome apply_member_end(Applying *doing);
Outcome apply_lead_set(Applying *doing);
Outcome apply_referral_act(Applying *doing);
Outcome apply_count_add(Applying *doing);
