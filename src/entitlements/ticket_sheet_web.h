/* SPDX-License-Identifier: EUPL-1.2 */
/* A ticket as a sheet of PDF: for the page, the API and the command. */
#pragma once

#include "entitlements/ticket.h"

/* In the words of `language`, with the two codes and where it is accepted; no name of a person
 * (html/pdf.h). */
MUST_USE Outcome ticket_sheet_pdf(Access *access, const TicketPaper *paper, Language language,
                                  Text *pdf);
