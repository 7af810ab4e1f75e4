/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of secrecy and of cases have in common. */
#pragma once

#include "access/frame_web.h"
#include "people/consent.h"
#include "people/person_web.h"
#include "people/secrecy_views_web.h"

/* Another identifier of the path than the person's; NOT_FOUND, as for nobody, when it is none.
 */
MUST_USE Outcome path_id(Request *request, const char *name, Id *id);

/* "suivi commun · La Maison · besoins · jusqu'au 3 mars", its end as `until` has it. */
MUST_USE Outcome consent_rule_words(Request *request, const ConsentRule *rule, Text until,
                                    Text *words);

/* The name colleagues read; the identifier of an account that is gone, empty for nil. */
MUST_USE Outcome account_shown(Request *request, Id account, Text *name);
