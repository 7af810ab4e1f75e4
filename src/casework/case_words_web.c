/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes of a case in the words of a page's language. */
#include "casework/case_edge_web.h"

#include "casework/sentences.h"
#include "directory/catalogue.h"
#include "directory/hsds_api.h"
#include "people/sentences.h"

static const Sentence urgencies[URGENCY_COUNT] = {
    [URGENCY_LOW] = SAY_CASE_URGENCY_LOW,
    [URGENCY_NORMAL] = SAY_CASE_URGENCY_NORMAL,
    [URGENCY_HIGH] = SAY_CASE_URGENCY_HIGH,
    [URGENCY_NOW] = SAY_CASE_URGENCY_NOW,
};

/* From the side of the need that bears upon the other, and from the other's. */
static const Sentence bonds[NEED_BOND_COUNT][2] = {
    [BOND_CAUSES] = {SAY_CASE_BOND_CAUSES, SAY_CASE_BOND_CAUSED },
    [BOND_BLOCKS] = {SAY_CASE_BOND_BLOCKS, SAY_CASE_BOND_BLOCKED},
};

static const Sentence kind_sentences[NOTE_KIND_COUNT] = {
    [NOTE_NOTE] = SAY_CASE_KIND_NOTE,       [NOTE_CALL] = SAY_CASE_KIND_CALL,
    [NOTE_VISIT] = SAY_CASE_KIND_VISIT,     [NOTE_LETTER] = SAY_CASE_KIND_LETTER,
    [NOTE_MEETING] = SAY_CASE_KIND_MEETING,
};

static const Sentence secrecy_sentences[NOTE_SECRECY_COUNT] = {
    [NOTE_TEAM] = SAY_CASE_SECRECY_TEAM,
    [NOTE_PROFESSION] = SAY_CASE_SECRECY_PROFESSION,
    [NOTE_AUTHOR] = SAY_CASE_SECRECY_AUTHOR,
};

static const Catalogue *catalogue_of(const Request *request)
{
    const HsdsLoan *loan = request->domain;
    return loan == NULL ? NULL : loan->catalogue;
}

Text case_need_words(const Request *request, Text need)
{
    const Catalogue *catalogue = catalogue_of(request);
    const uint32_t found = catalogue == NULL ? NONE : catalogue_need(catalogue, need);
    return found == NONE
               ? need
               : phrase_in(&catalogue->needs->terms[found].name, request->language, NULL);
}

Text case_urgency_words(const Request *request, Urgency urgency)
{
    return say(request->language, urgencies[urgency]);
}

Choices case_need_choices(const Request *request)
{
    const Catalogue *catalogue = catalogue_of(request);
    const size_t count = catalogue == NULL ? 0 : catalogue->needs->term_count;
    Choice *items = ARENA_ARRAY(request->arena, Choice, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Term *term = &catalogue->needs->terms[i];
        items[i] = (Choice){term->code, phrase_in(&term->name, request->language, NULL)};
    }
    return (Choices){items, count};
}

Choices case_urgency_choices(const Request *request)
{
    Choice *items = ARENA_ARRAY(request->arena, Choice, URGENCY_COUNT);
    for (size_t i = 0; i < URGENCY_COUNT; i++) {
        items[i] = (Choice){urgency_code((Urgency)i), say(request->language, urgencies[i])};
    }
    return (Choices){items, URGENCY_COUNT};
}

Choices case_bond_choices(const Request *request)
{
    static const Sentence names[NEED_BOND_COUNT] = {
        [BOND_CAUSES] = SAY_CASE_CAUSES,
        [BOND_BLOCKS] = SAY_CASE_BLOCKS,
    };
    Choice *items = ARENA_ARRAY(request->arena, Choice, NEED_BOND_COUNT);
    for (size_t i = 0; i < NEED_BOND_COUNT; i++) {
        items[i] = (Choice){need_bond_code((NeedBond)i), say(request->language, names[i])};
    }
    return (Choices){items, NEED_BOND_COUNT};
}

Text case_bond_words(const Request *request, const NeedLink *link, Id need, Text other)
{
    const int side = id_equal(link->need, need) ? 0 : 1;
    return say_with(request->arena, request->language, bonds[link->bond][side], "need", other);
}

Text case_state_words(const Request *request, Text state)
{
    static const struct {
        const char *code;
        Sentence said;
    } states[] = {
        {"met",     SAY_CASE_STATE_MET    },
        {"done",    SAY_CASE_STATE_DONE   },
        {"dropped", SAY_CASE_STATE_DROPPED},
    };
    for (size_t i = 0; i < LENGTH_OF(states); i++) {
        if (text_equal(state, text_from(states[i].code))) {
            return say(request->language, states[i].said);
        }
    }
    return TEXT("");
}

Text note_kind_words(const Request *request, NoteKind kind)
{
    return say(request->language, kind_sentences[kind]);
}

Text note_secrecy_words(const Request *request, NoteSecrecy secrecy)
{
    return say(request->language, secrecy_sentences[secrecy]);
}

Text case_refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence said;
    } wrongs[] = {
        {"other",     SAY_CASE_WRONG_LINK  },
        {"owner",     SAY_CASE_WRONG_OWNER },
        {"remind",    SAY_CASE_WRONG_DATES },
        {"due",       SAY_CASE_WRONG_DATES },
        {"account",   SAY_CASE_WRONG_MEMBER},
        {"file",      SAY_CASE_WRONG_FILE  },
        {"size",      SAY_CASE_WRONG_SIZE  },
        {"name",      SAY_CASE_WRONG_NAME  },
        {"type",      SAY_CASE_WRONG_TYPE  },
        {"documents", SAY_CASE_WRONG_ROOM  },
        {"reason",    SAY_CASE_WRONG_REASON},
    };
    if (outcome != INVALID && outcome != CONFLICT) {
        return TEXT("");
    }
    for (size_t i = 0; i < LENGTH_OF(wrongs); i++) {
        if (text_equal(request->problem.field, text_from(wrongs[i].field))) {
            return say(request->language, wrongs[i].said);
        }
    }
    return say(request->language, SAY_CASE_REFUSED);
}

void case_fill_tabs(const Request *request, Id person, CaseTab current,
                    StaffLink tabs[CASE_TAB_COUNT])
{
    static const struct {
        const char *path;
        Sentence name;
    } parts[CASE_TAB_COUNT] = {
        [TAB_CASE] = {"/dossier",       SAY_CASE_PAGE_TITLE },
        [TAB_TIMELINE] = {"/fil",           SAY_CASE_TITLE      },
        [TAB_CONFERENCES] = {"/concertations", SAY_CONFERENCE_TITLE},
    };
    for (int i = 0; i < CASE_TAB_COUNT; i++) {
        const Text path = person_page_path(request, person, parts[i].path);
        tabs[i] = (StaffLink){say(request->language, parts[i].name),
                              request_link(request, path), i == (int)current};
    }
}
