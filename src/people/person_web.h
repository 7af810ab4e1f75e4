/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages of persons: found, created, read and changed; and what these files share. */
#pragma once

#include "access/frame_web.h"
#include "people/lookup.h"
#include "people/person_find_views_web.h"
#include "people/person_views_web.h"
#include "people/person_words.h"

extern const RouteTable PERSON_FIND_ROUTES; /* /personnes */
extern const RouteTable HOUSEHOLD_ROUTES;   /* /p/{id}/menage, /animaux, /doubles */

/* The id of the path. NOT_FOUND, as for nobody, when it is none. */
MUST_USE Outcome person_of_path(Request *request, Id *id);

/* Where the form of a new person is sent, and what it carries along. */
typedef struct PersonNewPlace {
    Text action; /* "/fr/personnes/creer" */
    const PersonCarried *carried;
    size_t carried_count;
} PersonNewPlace;

MUST_USE Outcome person_new_show(Request *request, const PersonNewPlace *place);

/* Acts upon the form. `created` stays nil when the answer is the form again, with a likely
 * double or with what is wrong; else nothing is answered yet. */
MUST_USE Outcome person_new_create(Request *request, const PersonNewPlace *place, Id *created);

/* A field of the form as an id; nil when it is none. */
Id person_form_id(const Request *request, const char *name);

/* "/fr/p/...", and with a part of it after: "/menage". */
Text person_page_href(const Request *request, Id id);
Text person_page_path(const Request *request, Id id,
                      const char *rest); /* without the language */

/* What is looked for, as it was typed. */
LookupQuery person_typed_query(const PersonTyped *typed);

/* The hits of a look, for a list. */
const PersonHitView *person_hits(const Request *request, const LookupAnswer *answer);

/* Codes and their words; `chosen` may be empty. `with_none` puts an empty one first. */
typedef enum OptionStart { OPTION_FIRST, OPTION_EMPTY } OptionStart;
PersonOptions person_options(const Request *request, FactCodes codes, OptionStart start,
                             Text chosen);
PersonOptions person_tongues(const Request *request, OptionStart start, Text chosen);
PersonOptions person_sources(const Request *request, FactSource chosen);

/* A sentence for a refusal of a form, in the visitor's language; empty for one that is no
 * matter of the form. */
Text person_refusal(const Request *request, Outcome outcome);

/* An age in words; empty for -1. */
Text person_age_say(const Request *request, int age);
