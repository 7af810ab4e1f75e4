/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the paper share; nobody else includes it. */
#pragma once

#include "casework/case_edge_web.h"
#include "dossier/paper_views_web.h"

/* Both with " · " between; either may be empty. */
Text paper_join(const Request *request, Text a, Text b);

/* "2026-11-24 18:05": with its year, and read alike in four languages. */
Text paper_moment(const Request *request, Moment moment);

/* The sentence with the moment as {when}; empty for a moment that has not come. */
Text paper_when(const Request *request, Sentence sentence, Moment moment);

PaperPart paper_part_of(const char *id, Text title, const PaperEntries *entries);

/* The referrals of a person, each with what happened to it. */
MUST_USE Outcome paper_referrals(Request *request, Id person, PaperPart *part);

/* The cases of a person with their needs, goals, tasks, notes, assessments and conferences.
 */
MUST_USE Outcome paper_cases(Request *request, Id person, PaperPart *part);
