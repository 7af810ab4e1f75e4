/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/ticket_sheet_web.h"

#include "access/house.h"
#include "entitlements/sentences.h"
#include "entitlements/ticket_words_web.h"
#include "html/pdf.h"
#include "words/say.h"
#include "words/sentences.h"

/* In tenths of a point; the square code stays readable for a telephone at arm's length. */
enum { BIG = 140, CODE = 200, USUAL = 100, SMALL = 80, SQUARE = 1200, PLACES_MOST = 5 };

static void put_pair(PdfSheet *sheet, Language language, Sentence what, Text value)
{
    pdf_text(sheet, PDF_PARAGRAPH, USUAL,
             text_format(sheet->arena, "%.*s%.*s%.*s", TEXT_ARG(say(language, what)),
                         TEXT_ARG(say(language, SAY_COLON)), TEXT_ARG(value)));
}

static Outcome put_places(PdfSheet *sheet, Access *access, const TicketPaper *paper,
                          Language language)
{
    pdf_text(sheet, PDF_HEADING, USUAL, say(language, SAY_TICKET_PLACES));
    const size_t count = paper->convention.acceptor_count;
    for (size_t i = 0; i < count && i < PLACES_MOST; i++) {
        Text name = {0};
        TRY(house_name(access->session, access->arena, paper->convention.acceptors[i], &name,
                       access->problem));
        pdf_text(sheet, PDF_ITEM, USUAL, text_format(access->arena, "• %.*s", TEXT_ARG(name)));
    }
    if (count > PLACES_MOST) {
        pdf_text(sheet, PDF_ITEM, USUAL, TEXT("• …"));
    }
    return OK;
}

Outcome ticket_sheet_pdf(Access *access, const TicketPaper *paper, Language language, Text *pdf)
{
    Arena *arena = access->arena;
    Text giver = {0};
    PdfSheet sheet = pdf_start(arena);
    const Text name = phrase_in(&paper->convention.name, language, NULL);
    TRY(house_name(access->session, arena, paper->entitlement.house, &giver, access->problem));
    pdf_text(&sheet, PDF_TITLE, BIG, name);
    pdf_qr(&sheet, SQUARE, paper->token,
           say_with(arena, language, SAY_TICKET_SQUARE, "code", paper->code));
    pdf_text(&sheet, PDF_PARAGRAPH, SMALL, say(language, SAY_TICKET_CODE));
    pdf_text(&sheet, PDF_HEADING, CODE, paper->code);
    put_pair(&sheet, language, SAY_TICKET_WORTH,
             worth_say(arena, language, paper->convention.unit, paper->ticket.worth));
    put_pair(&sheet, language, SAY_TICKET_UNTIL,
             last_day_say(arena, language, paper->ticket.valid_until));
    put_pair(&sheet, language, SAY_TICKET_GIVEN_BY, giver);
    pdf_text(&sheet, PDF_PARAGRAPH, SMALL, say(language, SAY_TICKET_NO_NAME));
    TRY(put_places(&sheet, access, paper, language));
    *pdf = pdf_end(&sheet, name, language_code(language));
    return OK;
}
