/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/ticket_words_web.h"

#include "access/house.h"
#include "entitlements/sentences.h"
#include "words/say.h"
#include "words/sentences.h"

typedef struct Words {
    Sentence sentence;
    const char *tone;
} Words;

static const Words verdicts[TICKET_VERDICT_COUNT] = {
    [TICKET_VALID] = {SAY_TICKET_VALID,   "open"  },
    [TICKET_USED] = {SAY_TICKET_USED,    "closed"},
    [TICKET_EXPIRED] = {SAY_TICKET_EXPIRED, "closed"},
    [TICKET_BLOCKED] = {SAY_TICKET_BLOCKED, "closed"},
    [TICKET_OTHER] = {SAY_TICKET_OTHER,   "wait"  },
};

static const Words states[GRANT_STATE_COUNT] = {
    [GRANT_SUBMITTED] = {SAY_GRANT_SUBMITTED, "wait"  },
    [GRANT_GRANTED] = {SAY_GRANT_GRANTED,   "open"  },
    [GRANT_DENIED] = {SAY_GRANT_DENIED,    "closed"},
    [GRANT_SUSPENDED] = {SAY_GRANT_SUSPENDED, "wait"  },
    [GRANT_REVOKED] = {SAY_GRANT_REVOKED,   "closed"},
    [GRANT_EXHAUSTED] = {SAY_GRANT_EXHAUSTED, "closed"},
    [GRANT_EXPIRED] = {SAY_GRANT_EXPIRED,   "closed"},
};

static const Sentence blocks[TICKET_BLOCK_COUNT] = {
    [BLOCK_NONE] = SAY_TICKET_BLOCKED,    [BLOCK_LOST] = SAY_TICKET_LOST,
    [BLOCK_STOLEN] = SAY_TICKET_STOLEN,   [BLOCK_DAMAGED] = SAY_TICKET_DAMAGED,
    [BLOCK_MISUSED] = SAY_TICKET_MISUSED,
};

Text ticket_verdict_words(const Request *request, TicketVerdict verdict)
{
    return say(request->language, verdicts[verdict].sentence);
}

const char *ticket_verdict_tone(TicketVerdict verdict)
{
    return verdicts[verdict].tone;
}

Text grant_state_words(const Request *request, GrantState state)
{
    return say(request->language, states[state].sentence);
}

const char *grant_state_tone(GrantState state)
{
    return states[state].tone;
}

Text ticket_block_words(const Request *request, TicketBlock block)
{
    return say(request->language, blocks[block]);
}

/* ---------------------------------------------------------------------------------- sums */

Text euros_say(Arena *arena, Language language, int64_t cents)
{
    const char mark = language == ENGLISH ? '.' : ',';
    return text_format(arena, "%lld%c%02lld €", (long long)(cents / 100), mark,
                       (long long)(cents % 100));
}

bool euros_parse(Text typed, int64_t *cents)
{
    enum { WHOLE_DIGITS = 6 };
    const Text given = text_trim(typed);
    size_t cut = text_find_byte(given, ',', 0);
    cut = cut == given.length ? text_find_byte(given, '.', 0) : cut;
    const Text whole = text_slice(given, 0, cut);
    const Text part = text_slice(given, cut + 1, given.length);
    int64_t euros = 0;
    int64_t rest = 0;
    if (whole.length == 0 || whole.length > WHOLE_DIGITS || part.length > 2 ||
        !text_to_integer(whole, &euros) || euros < 0 ||
        (cut < given.length && (!text_to_integer(part, &rest) || rest < 0))) {
        return false;
    }
    *cents = euros * 100 + (part.length == 1 ? rest * 10 : rest);
    return *cents <= CENTS_MOST;
}

Text last_day_say(Arena *arena, Language language, Date day)
{
    return text_format(arena, "%.*s %d", TEXT_ARG(say_day(arena, language, day)),
                       date_to_civil(day).year);
}

Text worth_say(Arena *arena, Language language, TicketUnit unit, int64_t worth)
{
    if (worth == 0) {
        return say(language, SAY_TICKET_ENDLESS);
    }
    return unit == UNIT_CENT ? euros_say(arena, language, worth)
                             : say_count(arena, language, SAY_TICKET_USES, (size_t)worth);
}

Text ticket_worth_say(const Request *request, TicketUnit unit, int64_t worth)
{
    return worth_say(request->arena, request->language, unit, worth);
}

/* -------------------------------------------------------------------------------- ceilings */

static const Sentence scopes[CEILING_SCOPE_COUNT] = {
    [CEILING_PERSON] = SAY_GRANT_OF_PERSON,
    [CEILING_HOUSEHOLD] = SAY_GRANT_OF_HOUSEHOLD,
    [CEILING_EVERYBODY] = SAY_GRANT_OF_EVERYBODY,
};

static Text amount_say(const Request *request, CeilingUnit unit, int64_t amount)
{
    return unit == CEILING_CENTS ? euros_say(request->arena, request->language, amount)
                                 : text_format(request->arena, "%lld", (long long)amount);
}

Text ceiling_line_say(const Request *request, const CeilingLine *line)
{
    const Text scope = say(request->language, scopes[line->scope]);
    const Text reach = amount_say(request, line->unit, line->reach);
    const Text most = amount_say(request, line->unit, line->most);
    return text_format(request->arena, "%.*s%.*s%.*s / %.*s %.*s", TEXT_ARG(scope),
                       TEXT_ARG(say(request->language, SAY_COLON)), TEXT_ARG(reach),
                       TEXT_ARG(most), TEXT_ARG(line->period));
}

Text house_say(Request *request, Id house)
{
    Text name = {0};
    const Outcome found =
        house_name(request->session, request->arena, house, &name, &request->problem);
    return found == OK ? name : TEXT("");
}

Text grant_refusal_say(const Request *request, Outcome outcome)
{
    typedef struct Refusal {
        const char *field;
        Sentence sentence;
    } Refusal;
    static const Refusal refusals[] = {
        {"quantity",    SAY_GRANT_WRONG_QUANTITY},
        {"worth",       SAY_GRANT_WRONG_WORTH   },
        {"ceiling",     SAY_GRANT_CEILING       },
        {"convention",  SAY_GRANT_NOT_NOW       },
        {"entitlement", SAY_GRANT_NOT_POSSIBLE  },
        {"keys",        SAY_GRANT_NO_KEYS       },
    };
    const Text field = request->problem.field;
    if (text_starts_with(request->problem.where, TEXT("/facts")) ||
        text_equal(field, TEXT("facts"))) {
        return say(request->language,
                   outcome == REFUSED ? SAY_GRANT_CONDITION : SAY_GRANT_MISSING);
    }
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}
