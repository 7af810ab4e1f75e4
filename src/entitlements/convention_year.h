/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What was granted and used by a convention in a year, month by month, for the accounts of a
 * house: who pays reads all of it; who prescribes, its own grants; who accepts, the uses at its
 * own door. Nothing of a person. A grant belongs to the month in which it was first granted,
 * whatever became of it, a use to the month in which the ticket was used.
 */
#pragma once

#include "base/buffer.h"
#include "entitlements/convention.h"

enum { CONVENTION_MONTHS = 12 };

typedef struct ConventionMonth {
    Date first; /* day of the month */
    int64_t grants;
    int64_t tickets; /* of those grants */
    int64_t uses;
    int64_t unpriced; /* of those uses, the ones with no price agreed on */
    int64_t amount;   /* cents of the others: at the price they were stated, or else today's */
} ConventionMonth;

typedef struct ConventionYear {
    int year;
    Convention convention;
    ConventionMonth months[CONVENTION_MONTHS];
} ConventionYear;

/* For MAY_SETTLE. INVALID "year" outside 2000 to 2199; NOT_FOUND for a convention the caller's
 * house has no part in. */
MUST_USE Outcome convention_year(Access *access, Text key, int64_t year,
                                 ConventionYear *counted);

/* Whether the house pays, prescribes or accepts by it. */
bool convention_concerns(const Convention *convention, Id house);

/* "2026-03" */
Text convention_month_format(Arena *arena, const ConventionMonth *month);

/* As CSV (RFC 4180): a line a month, codes for heads, amounts in cents. */
void convention_year_csv(Arena *arena, const ConventionYear *counted, Buffer *out);
