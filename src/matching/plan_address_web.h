/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to the web: what a person said, in the address of their plan, unreadable. A phone may
 * be shared and its history stays; an address that can be loaded again, and gone back to, tells
 * nothing. docs/decisions/2026-11-24-sealed-addresses.md.
 */
#pragma once

#include "matching/application_web.h"

enum { PLAN_ADDRESS_HOURS = 2 };

/* "s=..." for these fields; those of a plan only, and only those that say something. INVALID
 * when they say more than an address can hold. */
MUST_USE Outcome plan_address_seal(Request *request, const FieldList *fields, Text *query);

/* The sealed fields of an address or of a form, then the others of `given`. NOT_FOUND for a
 * seal that has faded or is none of ours. */
MUST_USE Outcome plan_address_open(Request *request, const FieldList *given, FieldList *fields);

/* Whether fields say something of the person beyond needs, place and time. */
bool plan_address_is_private(const FieldList *fields);
