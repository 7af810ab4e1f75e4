/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person lived and which dwellings they asked for, on the paper of their file: what the
 * export gives (dwellings/dwellings_give.c), in words. */
#include "access/gate_web.h"
#include "access/giving_web.h"
#include "dwellings/candidature_words_web.h"
#include "dwellings/dwelling_words_web.h"
#include "dwellings/dwellings_given.h"
#include "dwellings/sentences.h"
#include "entitlements/ticket_words_web.h"
#include "words/say.h"
#include "words/sentences.h"

typedef LIST_OF(Text) Lines;

static Text joined(const Request *request, const Lines *lines, const char *between)
{
    return text_join(request->arena, lines->items, lines->count, text_from(between));
}

static Text income_line(const Request *request, const RentIncome *income)
{
    const Text from = say_with(request->arena, request->language, SAY_RENT_INCOME_FROM, "day",
                               dwelling_day_words(request, income->starts));
    const Text euros = euros_say(request->arena, request->language, income->cents);
    return text_format(request->arena, "%.*s%.*s%.*s", TEXT_ARG(from),
                       TEXT_ARG(say(request->language, SAY_COLON)), TEXT_ARG(euros));
}

static PaperEntry tenancy_entry(const Request *request, const TenancyGiven *given)
{
    Lines notes = {0};
    Lines lines = {0};
    const Tenancy *tenancy = &given->tenancy;
    if (tenancy->booking.label.length > 0) {
        LIST_APPEND(request->arena, &notes, tenancy->booking.label);
    }
    LIST_APPEND(request->arena, &notes, tenancy_since_words(request, tenancy));
    LIST_APPEND(request->arena, &notes, tenancy_until_words(request, tenancy));
    LIST_APPEND(request->arena, &notes, tenancy_follow_words(request, tenancy));
    for (size_t i = 0; i < given->incomes.count; i++) {
        LIST_APPEND(request->arena, &lines, income_line(request, &given->incomes.items[i]));
    }
    return (PaperEntry){.what = given->dwelling.length > 0
                                    ? given->dwelling
                                    : say(request->language, SAY_DWELLING_ELSEWHERE),
                        .note = joined(request, &notes, " · "),
                        .words = joined(request, &lines, "\n")};
}

/* "Appartement 1 · N° 2 de la liste · …" and what was said since, a line each. */
static void add_choice(const Request *request, const CandidatureChoice *choice,
                       const CodeChoices *reasons, Lines *lines)
{
    Lines pieces = {0};
    const Text rank = candidature_rank_words(request, &choice->entry);
    LIST_APPEND(request->arena, &pieces, choice->unit.name);
    LIST_APPEND(request->arena, &pieces, candidature_state_words(request, choice->entry.state));
    if (rank.length > 0) {
        LIST_APPEND(request->arena, &pieces, rank);
    }
    LIST_APPEND(request->arena, &pieces, candidature_why_words(request, &choice->entry));
    LIST_APPEND(request->arena, lines, joined(request, &pieces, " · "));
    for (size_t i = 0; i < choice->events.count; i++) {
        LIST_APPEND(request->arena, lines,
                    candidature_event_words(request, &choice->events.items[i], reasons));
    }
}

static PaperEntry candidature_entry(const Request *request, const Candidature *candidature)
{
    Lines lines = {0};
    const CodeChoices reasons = candidature_reasons(request);
    for (size_t i = 0; i < candidature->choices.count; i++) {
        add_choice(request, &candidature->choices.items[i], &reasons, &lines);
    }
    return (PaperEntry){
        .what = say_with(request->arena, request->language, SAY_CANDIDATURE_PAPER, "day",
                         dwelling_day_words(request, moment_to_local(candidature->at).date)),
        .note = candidature_household_words(request, candidature->adults, candidature->children,
                                            candidature->needs_level),
        .words = joined(request, &lines, "\n")};
}

Outcome dwellings_paper(Request *request, Id person, PaperPart *part)
{
    DwellingsGiven given = {0};
    PaperEntries entries = {0};
    TRY(dwellings_given(access_of(request), person, &given));
    for (size_t i = 0; i < given.tenancies.count; i++) {
        LIST_APPEND(request->arena, &entries,
                    tenancy_entry(request, &given.tenancies.items[i]));
    }
    for (size_t i = 0; i < given.candidatures.count; i++) {
        LIST_APPEND(request->arena, &entries,
                    candidature_entry(request, &given.candidatures.items[i]));
    }
    *part = (PaperPart){.id = TEXT("dwellings"),
                        .title = say(request->language, SAY_DWELLING_PAPER),
                        .entries = entries.items,
                        .count = entries.count};
    if (given.withheld > 0) {
        part->note =
            say_with(request->arena, request->language, SAY_DWELLING_PAPER_ELSEWHERE, "n",
                     text_format(request->arena, "%lld", (long long)given.withheld));
    }
    return OK;
}
