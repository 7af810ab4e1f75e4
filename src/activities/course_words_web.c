/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/course_words_web.h"

#include "activities/sentences.h"
#include "words/say.h"

Text course_kind_words(Language language, CourseKind kind)
{
    static const Sentence words[COURSE_KIND_COUNT] = {
        [COURSE_LESSONS] = SAY_COURSE_KIND_COURSE,
        [COURSE_GROUP] = SAY_COURSE_KIND_GROUP,
        [COURSE_COMMUNITY] = SAY_COURSE_KIND_COMMUNITY,
        [COURSE_SCREENING] = SAY_COURSE_KIND_SCREENING,
    };
    return say(language, words[kind]);
}

Text course_group_words(Arena *arena, const CourseGroup *group)
{
    return group->level.length == 0 ? group->name
                                    : text_format(arena, "%.*s (%.*s)", TEXT_ARG(group->name),
                                                  TEXT_ARG(group->level));
}

CourseChoices course_kind_choices(const Request *request, Text chosen)
{
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, COURSE_KIND_COUNT);
    for (size_t i = 0; i < COURSE_KIND_COUNT; i++) {
        items[i] = (CourseChoice){course_kind_code((CourseKind)i),
                                  course_kind_words(request->language, (CourseKind)i)};
    }
    return (CourseChoices){items, COURSE_KIND_COUNT, chosen};
}

CourseChoices course_rest_choices(const Request *request)
{
    static const Sentence words[COURSE_REST_COUNT] = {
        [REST_SCHOOL] = SAY_COURSE_REST_SCHOOL,
        [REST_PUBLIC] = SAY_COURSE_REST_PUBLIC,
        [REST_NONE] = SAY_COURSE_REST_NONE,
    };
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, COURSE_REST_COUNT);
    for (size_t i = 0; i < COURSE_REST_COUNT; i++) {
        items[i] =
            (CourseChoice){course_rest_code((CourseRest)i), say(request->language, words[i])};
    }
    return (CourseChoices){items, COURSE_REST_COUNT, TEXT("")};
}

CourseChoices course_reason_choices(const Request *request)
{
    static const Sentence words[ENROLMENT_REASON_COUNT] = {
        SAY_COURSE_END_LEFT, SAY_COURSE_END_WORK, SAY_COURSE_END_MOVED, SAY_COURSE_END_ABSENT,
        SAY_COURSE_END_COMPLETED};
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, ENROLMENT_REASON_COUNT);
    for (size_t i = 0; i < ENROLMENT_REASON_COUNT; i++) {
        items[i] =
            (CourseChoice){text_from(ENROLMENT_REASONS[i]), say(request->language, words[i])};
    }
    return (CourseChoices){items, ENROLMENT_REASON_COUNT, TEXT("")};
}

CourseChoices course_class_choices(const Request *request, Text chosen)
{
    const WaitingRules *rules = waiting_rules();
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, rules->class_count);
    for (size_t i = 0; i < rules->class_count; i++) {
        items[i] =
            (CourseChoice){rules->classes[i].key, rules->classes[i].name[request->language]};
    }
    return (CourseChoices){items, rules->class_count, chosen};
}

Text course_refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"name",       SAY_COURSE_WRONG_NAME     },
        {"condition",  SAY_COURSE_WRONG_CONDITION},
        {"service",    SAY_COURSE_WRONG_CONDITION},
        {"address",    SAY_COURSE_WRONG_ADDRESS  },
        {"postalCode", SAY_COURSE_WRONG_POSTAL   },
        {"hours",      SAY_COURSE_WRONG_HOURS    },
        {"level",      SAY_COURSE_WRONG_NAME     },
        {"capacity",   SAY_COURSE_WRONG_CAPACITY },
        {"first",      SAY_COURSE_WRONG_CYCLE    },
        {"last",       SAY_COURSE_WRONG_CYCLE    },
        {"cycle",      SAY_COURSE_WRONG_OVER     },
        {"group",      SAY_COURSE_WRONG_OVER     },
        {"label",      SAY_COURSE_WRONG_LABEL    },
        {"enrolment",  SAY_COURSE_WRONG_ENDED    },
        {"others",     SAY_COURSE_WRONG_OTHERS   },
        {"session",    SAY_COURSE_WRONG_SESSION  },
        {"revision",   SAY_COURSE_WRONG_REVISION },
    };
    const Text field = request->problem.field;
    if (outcome == NOT_FOUND) {
        return TEXT("");
    }
    if (text_equal(field, TEXT("person"))) {
        return say(request->language,
                   outcome == CONFLICT ? SAY_COURSE_WRONG_TWICE : SAY_COURSE_WRONG_PERSON);
    }
    if (text_equal(field, TEXT("day"))) {
        return say(request->language,
                   outcome == CONFLICT ? SAY_COURSE_WRONG_BEGUN : SAY_COURSE_WRONG_DAY);
    }
    if (text_equal(field, TEXT("facts")) ||
        text_starts_with(request->problem.where, TEXT("/facts"))) {
        return say(request->language,
                   outcome == REFUSED ? SAY_COURSE_NOT_FOR : SAY_COURSE_MISSING);
    }
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}

Outcome course_path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "course",
                             "no such course");
}

Outcome course_form_id(Request *request, const char *name, Id *id)
{
    return id_parse(request_form(request, name), id)
               ? OK
               : REQUEST_INVALID(request, "body", name, "an identifier is expected");
}

Text course_path(const Request *request, Id course, const char *rest)
{
    return text_format(request->arena, "/cours/%.*s%s",
                       TEXT_ARG(id_format(request->arena, course)), rest);
}
