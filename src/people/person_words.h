/* SPDX-License-Identifier: EUPL-1.2 */
/* How the codes of a person's facts are said on pages, in four languages. */
#pragma once

#include "people/person_fact.h"
#include "words/say.h"

Text fact_kind_say(FactKind kind, Language language);
Text fact_source_say(FactSource source, Language language);

/* A code of fact_codes, fact_extra_codes, household_roles or animal_kinds; the code itself for
 * one that has no words. */
Text code_say(Text code, Language language);

/* A language by its ISO 639 code: "arabe"; the code for one that is not in the list. */
Text tongue_say(Text code, Language language);

/* The codes with a name, for a form. */
FactCodes tongue_codes(void);

/* "30 juillet 1985", "1985", "vers 1985". */
Text birth_say(Arena *arena, const PersonDetail *birth, Language language);
