/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/sentences.h"
#include "directory/twin.h"
#include "words/say.h"

typedef struct ReasonWords {
    const char *code;
    Sentence sentence;
} ReasonWords;

static const ReasonWords reasons[TWIN_REASON_COUNT] = {
    [TWIN_SAME_NAME] = {"same_name",             SAY_TWIN_SAME_NAME            },
    [TWIN_CLOSE_NAME] = {"close_name",            SAY_TWIN_CLOSE_NAME           },
    [TWIN_PART_NAME] = {"part_name",             SAY_TWIN_PART_NAME            },
    [TWIN_OTHER_NAME] = {"other_name",            SAY_TWIN_OTHER_NAME           },
    [TWIN_SAME_TEXT] = {"same_text",             SAY_TWIN_SAME_TEXT            },
    [TWIN_PART_TEXT] = {"part_text",             SAY_TWIN_PART_TEXT            },
    [TWIN_OTHER_TEXT] = {"other_text",            SAY_TWIN_OTHER_TEXT           },
    [TWIN_SAME_ORGANIZATION] = {"same_organization",     SAY_TWIN_SAME_ORGANIZATION    },
    [TWIN_SAME_NUMBER] = {"same_number",           SAY_TWIN_SAME_NUMBER          },
    [TWIN_NAMESAKE_ORGANIZATION] = {"namesake_organization", SAY_TWIN_NAMESAKE_ORGANIZATION},
    [TWIN_OTHER_ORGANIZATION] = {"other_organization",    SAY_TWIN_OTHER_ORGANIZATION   },
    [TWIN_SAME_PLACE] = {"same_place",            SAY_TWIN_SAME_PLACE           },
    [TWIN_NEAR_PLACE] = {"near_place",            SAY_TWIN_NEAR_PLACE           },
    [TWIN_FAR_PLACE] = {"far_place",             SAY_TWIN_FAR_PLACE            },
    [TWIN_SAME_CONTACT] = {"same_contact",          SAY_TWIN_SAME_CONTACT         },
    [TWIN_SAME_NEEDS] = {"same_needs",            SAY_TWIN_SAME_NEEDS           },
    [TWIN_OTHER_NEEDS] = {"other_needs",           SAY_TWIN_OTHER_NEEDS          },
    [TWIN_OTHER_KIND] = {"other_kind",            SAY_TWIN_OTHER_KIND           },
};

Text twin_verdict_code(TwinVerdict verdict)
{
    switch (verdict) {
    case TWIN_DIFFERENT:
        return TEXT("different");
    case TWIN_PERHAPS:
        return TEXT("perhaps");
    case TWIN_SAME:
        return TEXT("same");
    }
    return TEXT("");
}

Text twin_reason_code(TwinReason reason)
{
    return text_from(reasons[reason].code);
}

Text twin_reason_say(Language language, TwinReason reason)
{
    return say(language, reasons[reason].sentence);
}
