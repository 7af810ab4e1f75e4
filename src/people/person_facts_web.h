/* SPDX-License-Identifier: EUPL-1.2 */
/* The facts of a person on their page: in words, and as the small forms that change them. */
#pragma once

#include "people/person_web.h"

/* A fact in words, with what qualifies it: "arabe (un peu)", "+32 470... (sa sœur)". */
Text person_fact_say(const Request *request, const PersonFact *fact);

/* Where it is from and when it holds: "lu sur un document · depuis le 2026-01-02". */
Text person_fact_note(const Request *request, const PersonFact *fact);

/* Facts, forms to add, pairs that are contested. */
void person_fill_facts(const Request *request, const PersonFile *file, PersonView *view);

/* What a form of person_fact_form sent. INVALID names the field. */
MUST_USE Outcome person_read_change(Request *request, FactChange *change);
