/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/screening_words_web.h"

#include "activities/sentences.h"

static CourseChoices choices_of(const Request *request, const CourseChoice *items, size_t count,
                                Text chosen)
{
    CourseChoice *copy = ARENA_ARRAY(request->arena, CourseChoice, count);
    for (size_t i = 0; i < count; i++) {
        copy[i] = items[i];
    }
    return (CourseChoices){copy, count, chosen};
}

Text screening_way_words(Language language, InvitationWay way)
{
    static const Sentence words[INVITATION_WAY_COUNT] = {
        [WAY_LETTER] = SAY_SCREENING_WAY_LETTER,
        [WAY_PHONE] = SAY_SCREENING_WAY_PHONE,
        [WAY_MESSAGE] = SAY_SCREENING_WAY_MESSAGE,
        [WAY_IN_PERSON] = SAY_SCREENING_WAY_IN_PERSON,
    };
    return say(language, words[way]);
}

CourseChoices screening_way_choices(const Request *request, Text chosen)
{
    CourseChoice items[INVITATION_WAY_COUNT];
    for (size_t i = 0; i < INVITATION_WAY_COUNT; i++) {
        items[i] = (CourseChoice){invitation_way_code((InvitationWay)i),
                                  screening_way_words(request->language, (InvitationWay)i)};
    }
    return choices_of(request, items, INVITATION_WAY_COUNT, chosen);
}

static Text kind_words(Language language, ScreeningKind kind)
{
    static const Sentence words[SCREENING_KIND_COUNT] = {
        [SCREENING_MAMMOGRAPHY] = SAY_SCREENING_KIND_MAMMOGRAPHY,
        [SCREENING_CHECK_UP] = SAY_SCREENING_KIND_CHECK_UP,
        [SCREENING_DISEASE] = SAY_SCREENING_KIND_DISEASE,
    };
    return say(language, words[kind]);
}

CourseChoices screening_kind_choices(const Request *request, ScreeningKind chosen)
{
    CourseChoice items[SCREENING_KIND_COUNT];
    for (size_t i = 0; i < SCREENING_KIND_COUNT; i++) {
        items[i] = (CourseChoice){screening_kind_code((ScreeningKind)i),
                                  kind_words(request->language, (ScreeningKind)i)};
    }
    return choices_of(request, items, SCREENING_KIND_COUNT, screening_kind_code(chosen));
}

CourseChoices screening_sex_choices(const Request *request, Text chosen)
{
    const CourseChoice items[] = {
        {TEXT(""),       say(request->language, SAY_SCREENING_SEX_ALL)   },
        {TEXT("female"), say(request->language, SAY_SCREENING_SEX_FEMALE)},
        {TEXT("male"),   say(request->language, SAY_SCREENING_SEX_MALE)  },
    };
    return choices_of(request, items, LENGTH_OF(items), chosen);
}

Text screening_day_words(const Request *request, Date day)
{
    if (day == 0) {
        return TEXT("");
    }
    return text_format(request->arena, "%.*s %d",
                       TEXT_ARG(say_day(request->arena, request->language, day)),
                       date_to_civil(day).year);
}

static Text whom_words(const Request *request, const Screening *screening)
{
    const CourseChoices sexes = screening_sex_choices(request, screening->sex);
    Text sex = sexes.items[0].name;
    for (size_t i = 0; i < sexes.count; i++) {
        sex = text_equal(sexes.items[i].code, screening->sex) ? sexes.items[i].name : sex;
    }
    const Text ages = text_format(request->arena, "%lld–%lld", (long long)screening->age_least,
                                  (long long)screening->age_most);
    return text_format(
        request->arena, "%.*s, %.*s", TEXT_ARG(sex),
        TEXT_ARG(say_with(request->arena, request->language, SAY_SCREENING_YEARS, "n", ages)));
}

ScreeningRow screening_row(const Request *request, const Screening *screening)
{
    return (ScreeningRow){
        .href = request_link(request, screening_path(request, screening->id, "")),
        .name = screening->name,
        .kind = kind_words(request->language, screening->kind),
        .whom = whom_words(request, screening),
        .days = text_format(request->arena, "%.*s – %.*s",
                            TEXT_ARG(screening_day_words(request, screening->first)),
                            TEXT_ARG(screening_day_words(request, screening->last))),
        .is_closed = screening->closed != 0,
    };
}

Text screening_path(const Request *request, Id screening, const char *rest)
{
    return text_format(request->arena, "/depistages/%.*s%s",
                       TEXT_ARG(id_format(request->arena, screening)), rest);
}

Text invitation_href(const Request *request, const char *path, Id invitation)
{
    return request_link(request, text_format(request->arena, "%s?invitation=%.*s", path,
                                             TEXT_ARG(id_format(request->arena, invitation))));
}

static Text refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"name",       SAY_COURSE_WRONG_NAME       },
        {"sex",        SAY_SCREENING_WRONG_SEX     },
        {"ageLeast",   SAY_SCREENING_WRONG_FORM    },
        {"ageMost",    SAY_SCREENING_WRONG_FORM    },
        {"everyYears", SAY_SCREENING_WRONG_FORM    },
        {"first",      SAY_SCREENING_WRONG_FORM    },
        {"last",       SAY_SCREENING_WRONG_FORM    },
        {"unit",       SAY_SCREENING_WRONG_UNIT    },
        {"revision",   SAY_SCREENING_WRONG_REVISION},
        {"age",        SAY_SCREENING_WRONG_AGE     },
        {"birth",      SAY_SCREENING_WRONG_BIRTH   },
        {"rhythm",     SAY_SCREENING_WRONG_RHYTHM  },
        {"way",        SAY_SCREENING_WRONG_WAY     },
        {"screening",  SAY_SCREENING_WRONG_OVER    },
        {"answer",     SAY_SCREENING_WRONG_ANSWER  },
        {"done",       SAY_SCREENING_WRONG_DONE    },
        {"slot",       SAY_SCREENING_WRONG_SLOT    },
        {"came",       SAY_SCREENING_WRONG_CAME    },
        {"words",      SAY_SCREENING_WRONG_WORDS   },
        {"doctor",     SAY_SCREENING_WRONG_DOCTOR  },
        {"found",      SAY_SCREENING_WRONG_FOUND   },
        {"day",        SAY_SCREENING_WRONG_FOUND   },
        {"invitation", SAY_SCREENING_WRONG_RESULT  },
        {"result",     SAY_SCREENING_WRONG_RESULT  },
        {"to",         SAY_SCREENING_WRONG_TO      },
    };
    const Text field = request->problem.field;
    if (outcome != INVALID && outcome != CONFLICT) {
        return TEXT("");
    }
    if (text_equal(field, TEXT("person"))) {
        return say(request->language,
                   outcome == CONFLICT ? SAY_SCREENING_WRONG_TWICE : SAY_COURSE_WRONG_PERSON);
    }
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}

bool screening_is_told(Request *request, Outcome outcome, Text *problem)
{
    *problem = refusal(request, outcome);
    if (problem->length == 0) {
        return false;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return true;
}
