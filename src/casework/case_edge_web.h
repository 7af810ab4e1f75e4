/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages that show a case have in common. */
#pragma once

#include "casework/case_views_web.h"
#include "casework/case_work.h"
#include "casework/need_link.h"
#include "casework/note.h"
#include "people/secrecy_edge_web.h"

/* The open case, else the one closed last; NULL for none. */
const Case *case_shown(const CaseList *cases);

/* "3 novembre, la personne a mis fin au suivi"; empty while it is open. */
Text case_closed_words(const Request *request, const Case *shown);

/* The case a form names: INVALID when it is no identifier. */
MUST_USE Outcome case_of_form(Request *request, Id *case_file);

typedef enum CaseTab { TAB_CASE, TAB_TIMELINE, TAB_CONFERENCES } CaseTab;
void case_fill_tabs(const Request *request, Id person, CaseTab current,
                    StaffLink tabs[CASE_TAB_COUNT]);

/* A need by its name in the directory; its code when the directory has none. */
Text case_need_words(const Request *request, Text need);
Text case_urgency_words(const Request *request, Urgency urgency);
Choices case_need_choices(const Request *request);
Choices case_urgency_choices(const Request *request);
Choices case_bond_choices(const Request *request);

/* What happened, by how its act starts: "Concertation convoquée". */
Text case_event_words(const Request *request, Text act);

/* "répondu", "fait", "abandonné"; empty while it is open. */
Text case_state_words(const Request *request, Text state);
Text note_kind_words(const Request *request, NoteKind kind);
Text note_secrecy_words(const Request *request, NoteSecrecy secrecy);

/* "bloque Logement", read from the side of `need`; `other` is the name of the other one. */
Text case_bond_words(const Request *request, const NeedLink *link, Id need, Text other);

/* What is wrong with a form, in words; empty for a refusal that is no matter of the form. */
Text case_refusal(const Request *request, Outcome outcome);

/* Fills and writes the page of the case of a person; `view` holds what was refused. */
MUST_USE Outcome case_write_page(Request *request, Id person, CaseView *view);

/* Does one thing in the case that a form names, and leads back to the page of the person's
 * case; what is wrong is said on it, with what was written. */
typedef Outcome (*CaseDeed)(Request *request, Id case_file);
MUST_USE Outcome case_act(Request *request, CaseDeed deed);

/* The documents of the case on that page, whose href and case_id are filled. */
MUST_USE Outcome case_fill_documents(Request *request, const Case *file,
                                     const CaseNeedList *needs, CaseView *view);
Choices case_secrecy_choices(const Request *request);
