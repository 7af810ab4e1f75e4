/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of the desk's codes, and of its forms. */
#include "desk/desk_web.h"
#include "desk/sentences.h"

static const Sentence wishes[WISH_COUNT] = {
    [WISH_UNSAID] = SAY_DESK_WISH_UNSAID,   [WISH_SLEEP] = SAY_DESK_WISH_SLEEP,
    [WISH_FOOD] = SAY_DESK_WISH_FOOD,       [WISH_HEALTH] = SAY_DESK_WISH_HEALTH,
    [WISH_ADDRESS] = SAY_DESK_WISH_ADDRESS, [WISH_HOUSING] = SAY_DESK_WISH_HOUSING,
    [WISH_HYGIENE] = SAY_DESK_WISH_HYGIENE, [WISH_TALK] = SAY_DESK_WISH_TALK,
    [WISH_OTHER] = SAY_DESK_WISH_OTHER,     [WISH_MAIL] = SAY_DESK_WISH_MAIL,
    [WISH_LAUNDRY] = SAY_DESK_WISH_LAUNDRY,
};

static const Sentence priorities[PRIORITY_COUNT] = {
    [PRIORITY_NONE] = SAY_DESK_PRIORITY_NONE,
    [PRIORITY_CHILD] = SAY_DESK_PRIORITY_CHILD,
    [PRIORITY_PREGNANT] = SAY_DESK_PRIORITY_PREGNANT,
    [PRIORITY_FRAIL] = SAY_DESK_PRIORITY_FRAIL,
    [PRIORITY_ILL] = SAY_DESK_PRIORITY_ILL,
    [PRIORITY_DANGER] = SAY_DESK_PRIORITY_DANGER,
};

static const Sentence answers[IMMEDIATE_ANSWER_COUNT] = {
    [ANSWER_SHOWER] = SAY_DESK_GAVE_SHOWER,
    [ANSWER_MEAL] = SAY_DESK_GAVE_MEAL,
    [ANSWER_CALL] = SAY_DESK_GAVE_CALL,
    [ANSWER_COFFEE] = SAY_DESK_GAVE_COFFEE,
};

typedef struct Spoken {
    const char *code;
    Sentence name;
} Spoken;

/* Those a desk hears most; any other is written on the person's own page. */
static const Spoken languages[] = {
    {"fr", SAY_DESK_SPEAKS_FR},
    {"nl", SAY_DESK_SPEAKS_NL},
    {"de", SAY_DESK_SPEAKS_DE},
    {"en", SAY_DESK_SPEAKS_EN},
    {"ar", SAY_DESK_SPEAKS_AR},
    {"es", SAY_DESK_SPEAKS_ES},
    {"fa", SAY_DESK_SPEAKS_FA},
    {"ps", SAY_DESK_SPEAKS_PS},
    {"ro", SAY_DESK_SPEAKS_RO},
    {"ru", SAY_DESK_SPEAKS_RU},
    {"so", SAY_DESK_SPEAKS_SO},
    {"sq", SAY_DESK_SPEAKS_SQ},
    {"ti", SAY_DESK_SPEAKS_TI},
    {"tr", SAY_DESK_SPEAKS_TR},
    {"uk", SAY_DESK_SPEAKS_UK},
};

Text desk_wish_words(Language language, DeskWish wish)
{
    return say(language, wishes[wish]);
}

Text desk_priority_words(Language language, ArrivalPriority priority)
{
    return say(language, priorities[priority]);
}

Text desk_answer_words(Language language, ImmediateAnswer answer)
{
    return say(language, answers[answer]);
}

Text desk_language_words(Language language, Text code)
{
    for (size_t i = 0; i < LENGTH_OF(languages); i++) {
        if (text_equal(text_from(languages[i].code), code)) {
            return say(language, languages[i].name);
        }
    }
    return code;
}

DeskForms desk_forms(Arena *arena, Language language)
{
    DeskChoice *wish = ARENA_ARRAY(arena, DeskChoice, WISH_COUNT);
    DeskChoice *priority = ARENA_ARRAY(arena, DeskChoice, PRIORITY_COUNT);
    DeskChoice *spoken = ARENA_ARRAY(arena, DeskChoice, LENGTH_OF(languages) + 1);
    for (size_t i = 0; i < WISH_COUNT; i++) {
        wish[i] = (DeskChoice){desk_wish_code((DeskWish)i), say(language, wishes[i])};
    }
    for (size_t i = 0; i < PRIORITY_COUNT; i++) {
        priority[i] = (DeskChoice){arrival_priority_code((ArrivalPriority)i),
                                   say(language, priorities[i])};
    }
    spoken[0] = (DeskChoice){TEXT(""), say(language, SAY_DESK_SPEAKS_UNSAID)};
    for (size_t i = 0; i < LENGTH_OF(languages); i++) {
        spoken[i + 1] =
            (DeskChoice){text_from(languages[i].code), say(language, languages[i].name)};
    }
    return (DeskForms){wish,           WISH_COUNT, priority,
                       PRIORITY_COUNT, spoken,     LENGTH_OF(languages) + 1};
}

Text desk_wait_words(Arena *arena, Language language, Moment seconds)
{
    enum { MINUTE = 60 };
    const long long minutes = seconds > 0 ? (long long)(seconds / MINUTE) : 0;
    const Text number = minutes < MINUTE ? text_format(arena, "%lld", minutes)
                                         : text_format(arena, "%lld h %02lld", minutes / MINUTE,
                                                       minutes % MINUTE);
    return minutes < MINUTE ? say_with(arena, language, SAY_DESK_MINUTES, "n", number) : number;
}
