/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/paper_web.h"

#include "access/journal_web.h"
#include "dossier/export.h"
#include "dossier/paper_edge_web.h"
#include "dossier/sentences.h"
#include "people/household.h"
#include "people/person_facts_web.h"
#include "people/relation.h"
#include "people/sentences.h"
#include "people/share.h"
#include "words/sentences.h"

/* ----------------------------------------------------------------------------------- words */

Text paper_join(const Request *request, Text a, Text b)
{
    if (a.length == 0 || b.length == 0) {
        return a.length == 0 ? b : a;
    }
    return text_format(request->arena, "%.*s · %.*s", TEXT_ARG(a), TEXT_ARG(b));
}

Text paper_moment(const Request *request, Moment moment)
{
    const Text local = moment_format_local(request->arena, moment);
    const size_t cut = text_find_byte(local, 'T', 0);
    return text_format(request->arena, "%.*s %.*s", TEXT_ARG(text_slice(local, 0, cut)),
                       TEXT_ARG(text_slice(local, cut + 1, local.length)));
}

Text paper_when(const Request *request, Sentence sentence, Moment moment)
{
    return moment == 0 ? TEXT("")
                       : say_with(request->arena, request->language, sentence, "when",
                                  paper_moment(request, moment));
}

/* "depuis le 2026-01-15 · jusqu'au 2026-03-01" */
static Text days_words(const Request *request, Text from, Text to)
{
    const Text since =
        from.length == 0
            ? TEXT("")
            : text_format(request->arena, "%.*s %.*s",
                          TEXT_ARG(say(request->language, SAY_PERSON_SINCE)), TEXT_ARG(from));
    const Text until =
        to.length == 0
            ? TEXT("")
            : text_format(request->arena, "%.*s %.*s",
                          TEXT_ARG(say(request->language, SAY_PERSON_UNTIL)), TEXT_ARG(to));
    return paper_join(request, since, until);
}

PaperPart paper_part_of(const char *id, Text title, const PaperEntries *entries)
{
    return (PaperPart){.id = text_from(id),
                       .title = title,
                       .entries = entries->items,
                       .count = entries->count};
}

/* ------------------------------------------------------------------------------ what is known
 */

static Text state_of_fact(const Request *request, const PersonFact *fact)
{
    switch (fact->state) {
    case FACT_CURRENT:
        return TEXT("");
    case FACT_CONTESTED:
        return say(request->language, SAY_PAPER_CONTESTED);
    case FACT_PAST:
        return say(request->language, SAY_PAPER_PAST);
    }
    return TEXT("");
}

static PaperEntry fact_entry(const Request *request, const PersonFact *fact)
{
    const Text value = fact->is_withheld ? say(request->language, SAY_PERSON_WITHHELD)
                                         : person_fact_say(request, fact);
    const bool is_protected = fact->what.class == FACT_PROTECTED;
    Text note = person_fact_note(request, fact);
    note = paper_join(request, note, state_of_fact(request, fact));
    note = paper_join(request, note,
                      is_protected ? say(request->language, SAY_PERSON_PROTECTED) : TEXT(""));
    return (PaperEntry){
        .what = text_format(request->arena, "%.*s%.*s%.*s",
                            TEXT_ARG(fact_kind_say(fact->what.kind, request->language)),
                            TEXT_ARG(say(request->language, SAY_COLON)), TEXT_ARG(value)),
        .note = paper_join(request, note, paper_when(request, SAY_PAPER_RECORDED, fact->at)),
    };
}

static PaperPart fill_facts(const Request *request, const PersonFile *file)
{
    PaperEntries entries = {0};
    for (size_t i = 0; i < file->facts.count; i++) {
        LIST_APPEND(request->arena, &entries, fact_entry(request, &file->facts.items[i]));
    }
    return paper_part_of("facts", say(request->language, SAY_PAPER_FACTS), &entries);
}

/* ------------------------------------------------------------------------ who is around them
 */

static PaperEntry member_entry(const Request *request, const HouseholdMember *member)
{
    const Text name =
        member->is_withheld ? say(request->language, SAY_PERSON_MEMBER_HIDDEN) : member->name;
    return (PaperEntry){
        .what = paper_join(request, name, code_say(member->role, request->language)),
        .note = days_words(request, member->entered, member->left)};
}

/* One list for all: the days tell which household is which. */
static Outcome fill_households(Request *request, Id person, PaperPart *part)
{
    HouseholdList list = {0};
    PaperEntries entries = {0};
    TRY(household_list(access_of(request), person, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Household *household = &list.items[i];
        for (size_t j = 0; j < household->count; j++) {
            LIST_APPEND(request->arena, &entries,
                        member_entry(request, &household->members[j]));
        }
    }
    *part = paper_part_of("households", say(request->language, SAY_PAPER_HOUSEHOLDS), &entries);
    return OK;
}

static Outcome fill_animals(Request *request, Id person, PaperPart *part)
{
    AnimalList list = {0};
    PaperEntries entries = {0};
    TRY(animal_list(access_of(request), person, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Animal *animal = &list.items[i];
        const PaperEntry entry = {
            .what =
                paper_join(request, code_say(animal->kind, request->language), animal->name),
            .note = days_words(request, animal->entered, animal->left)};
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = paper_part_of("animals", say(request->language, SAY_PAPER_ANIMALS), &entries);
    return OK;
}

/* ------------------------------------------------------------------------ what was agreed to
 */

static Outcome note_of_consent(Request *request, const Consent *consent, Text *note)
{
    Text witness = TEXT("");
    ConsentWay way = WAY_SIGNED;
    const Language language = request->language;
    TRY(account_shown(request, consent->witness, &witness));
    *note = say_with(request->arena, language, SAY_PAPER_EXPLAINED, "language",
                     tongue_say(consent->language, language));
    if (consent_way_parse(consent->way, &way)) {
        *note = paper_join(request, *note, phrase_in(consent_way_name(way), language, NULL));
    }
    if (witness.length > 0) {
        *note =
            paper_join(request, *note,
                       say_with(request->arena, language, SAY_PAPER_WITNESS, "who", witness));
    }
    *note =
        paper_join(request, *note, paper_when(request, SAY_PAPER_RECORDED, consent->created));
    *note =
        paper_join(request, *note, paper_when(request, SAY_PAPER_DECIDED, consent->decided));
    *note = paper_join(request, *note, paper_when(request, SAY_PAPER_ENDED, consent->ended));
    return OK;
}

static Outcome consent_entry(Request *request, const Consent *consent, PaperEntry *entry)
{
    Text about = TEXT("");
    for (size_t i = 0; i < consent->rules.count; i++) {
        Text words = TEXT("");
        const ConsentRule *rule = &consent->rules.items[i];
        TRY(consent_rule_words(request, rule, paper_when(request, SAY_PAPER_DUE, rule->until),
                               &words));
        about = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(about), i == 0 ? "" : "\n",
                            TEXT_ARG(words));
    }
    entry->what = phrase_in(consent_state_name(consent->state), request->language, NULL);
    entry->words = about;
    return note_of_consent(request, consent, &entry->note);
}

static Outcome fill_consents(Request *request, Id person, PaperPart *part)
{
    ConsentList list = {0};
    PaperEntries entries = {0};
    TRY(consent_list(access_of(request), person, &list));
    for (size_t i = 0; i < list.count; i++) {
        PaperEntry entry = {0};
        TRY(consent_entry(request, &list.items[i], &entry));
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = paper_part_of("consents", say(request->language, SAY_PAPER_CONSENTS), &entries);
    return OK;
}

static Outcome fill_shares(Request *request, Id person, PaperPart *part)
{
    ShareList list = {0};
    PaperEntries entries = {0};
    TRY(share_list(access_of(request), person, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Share *share = &list.items[i];
        const ConsentRule rule = {share->purpose, share->recipient, share->class, share->until};
        PaperEntry entry = {0};
        TRY(consent_rule_words(request, &rule, paper_when(request, SAY_PAPER_DUE, rule.until),
                               &entry.what));
        entry.note = paper_join(request, paper_when(request, SAY_PAPER_OPENED, share->given),
                                paper_when(request, SAY_PAPER_ENDED, share->ended));
        if (!id_is_nil(share->notice)) {
            entry.note =
                paper_join(request, entry.note, say(request->language, SAY_PAPER_DANGER));
        }
        LIST_APPEND(request->arena, &entries, entry);
    }
    *part = paper_part_of("shares", say(request->language, SAY_PAPER_SHARES), &entries);
    return OK;
}

/* ----------------------------------------------------------------------------------- pages */

static Outcome fill_journal(Request *request, Id person, PaperView *view)
{
    ShownJournal shown = {0};
    const JournalQuestion question = {.person = person, .language = request->language};
    TRY(person_readings_all(access_of(request), &question, &shown));
    JournalRow *rows = ARENA_ARRAY(request->arena, JournalRow, shown.count + 1);
    for (size_t i = 0; i < shown.count; i++) {
        const ShownLine *line = &shown.items[i];
        rows[i] = (JournalRow){.when = paper_moment(request, line->at),
                               .who = line->who,
                               .what = line->what,
                               .why = line->why,
                               .is_refused = line->is_refused};
    }
    view->rows = rows;
    view->row_count = shown.count;
    if (shown.withheld > 0) {
        view->journal_note =
            say_with(request->arena, request->language, SAY_PAPER_JOURNAL_ELSEWHERE, "n",
                     text_format(request->arena, "%zu", shown.withheld));
    }
    return OK;
}

static Outcome write_paper(Request *request, const PersonFile *file, Sentence title,
                           PaperView *view)
{
    Html html = {0};
    const Text name = person_display_name(request->arena, file);
    view->href = person_page_href(request, file->person.id);
    view->name = name.length > 0 ? name : say(request->language, SAY_PERSON_UNNAMED);
    view->code = file->person.code;
    view->made = paper_when(request, SAY_PAPER_MADE, request->now);
    TRY(fill_journal(request, file->person.id, view));
    TRY(frame_open(request, say(request->language, title), &view->frame, &html));
    file_paper_page(&html, view);
    return OK;
}

enum { PARTS = 7 };

static Outcome show_paper(Request *request)
{
    Id person = {{0}};
    PersonFile file = {0};
    Access *access = access_of(request);
    const size_t count = PARTS + PAPER_GIVINGS.count;
    PaperPart *parts = ARENA_ARRAY(request->arena, PaperPart, count);
    PaperView view = {.parts = parts, .part_count = count};
    TRY(person_of_path(request, &person));
    TRY(person_admit(access, MAY_EXPORT_PERSON, person, (Id){{0}}, NULL));
    TRY(person_read_history(access, person, &file));
    parts[0] = fill_facts(request, &file);
    TRY(fill_households(request, person, &parts[1]));
    TRY(fill_animals(request, person, &parts[2]));
    TRY(fill_consents(request, person, &parts[3]));
    TRY(fill_shares(request, person, &parts[4]));
    TRY(paper_referrals(request, person, &parts[5]));
    TRY(paper_cases(request, person, &parts[6]));
    for (size_t i = 0; i < PAPER_GIVINGS.count; i++) {
        TRY(PAPER_GIVINGS.items[i](request, person, &parts[PARTS + i]));
    }
    return write_paper(request, &file, SAY_PAPER_TITLE, &view);
}

static Outcome show_readings(Request *request)
{
    Id person = {{0}};
    PersonFile file = {0};
    PaperView view = {0};
    TRY(person_of_path(request, &person));
    TRY(person_admit(access_of(request), MAY_EXPORT_PERSON, person, (Id){{0}}, NULL));
    TRY(person_read(access_of(request), person, &file));
    return write_paper(request, &file, SAY_PAPER_JOURNAL, &view);
}

static const Route routes[] = {
    {GET, "/p/{id}/papier",   MAY_EXPORT_PERSON, show_paper,    FRESH},
    {GET, "/p/{id}/lectures", MAY_EXPORT_PERSON, show_readings, FRESH},
};

const RouteTable PAPER_ROUTES = {routes, LENGTH_OF(routes)};
