/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of dwellings say alike, and read alike. */
#pragma once

#include "access/gate_web.h"
#include "dwellings/dwelling_views_web.h"
#include "dwellings/tenancy.h"

/* "mardi 31 août 2027" */
Text dwelling_day_words(const Request *request, Date day);

/* "2 chambres · 62 m² · 4 personnes"; a studio is one. */
Text dwelling_size_words(const Request *request, const Dwelling *dwelling);

/* "occupé jusqu’au mardi 31 août 2027" */
Text dwelling_state_words(const Request *request, const Dwelling *dwelling);
Text dwelling_state_tone(DwellingState state);
Text dwelling_entry_words(Language language, DwellingEntry entry);

/* Since when a household lives there; until when its contract runs, or when it left; whether it
 * asked for social follow-up. */
Text tenancy_since_words(const Request *request, const Tenancy *tenancy);
Text tenancy_until_words(const Request *request, const Tenancy *tenancy);
Text tenancy_follow_words(const Request *request, const Tenancy *tenancy);

/* The form with what was sent in it, or with what stands. */
DwellingForm dwelling_form_sent(Request *request);
DwellingForm dwelling_form_of(Request *request, const Dwelling *dwelling);

/* What the form says of a dwelling; INVALID names the field. */
MUST_USE Outcome dwelling_form_read(Request *request, Dwelling *dwelling);

/* What was refused, in words; empty for what is no matter of a form. */
Text dwelling_refusal(const Request *request, Outcome outcome);

/* "/logements/ID" with a part after it, without the language. */
Text dwelling_path(const Request *request, Id dwelling, const char *rest);

/* The identifier of the path; NOT_FOUND when it is none. */
MUST_USE Outcome dwelling_path_id(Request *request, Id *id);

/* A field that is a day, DATE_NONE when it is empty; INVALID names it by `field`. */
MUST_USE Outcome dwelling_form_day(Request *request, const char *name, const char *field,
                                   Date *day);

/* A link to the file of a person; empty for nobody. */
Text dwelling_person_link(const Request *request, Id person);
