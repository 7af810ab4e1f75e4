/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/directory/judged.h"

#include <stdio.h>

enum { MOST_RANKS = 20, FIRST_FIVE = 5, MOST_LINE = 512 };

typedef struct Judge {
    const SearchIndex *index;
    const Catalogue *catalogue;
    Arena *arena; /* of one question */
    Moment at;
    JudgedMissed missed;
} Judge;

typedef struct Question {
    Text kind;
    Text words;
    Text accepted; /* codes, separated by "|" */
} Question;

static Language language_of(Text kind)
{
    static const struct {
        const char *kind;
        Language language;
    } languages[] = {
        {"dutch",   DUTCH  },
        {"german",  GERMAN },
        {"english", ENGLISH}
    };
    for (size_t i = 0; i < LENGTH_OF(languages); i++) {
        if (text_equal(text_from(languages[i].kind), kind)) {
            return languages[i].language;
        }
    }
    return FRENCH;
}

static bool is_accepted(Text code, Text accepted)
{
    Text choice = {0};
    while (text_next(&accepted, '|', &choice)) {
        if (text_equal(choice, code)) {
            return true;
        }
    }
    return false;
}

static bool answers(const Catalogue *catalogue, const Service *service, Text accepted)
{
    Text choice = {0};
    while (text_next(&accepted, '|', &choice)) {
        const uint32_t need = catalogue_need(catalogue, choice);
        for (size_t i = 0; need != NONE && i < service->needs.count; i++) {
            if (need_is_within(catalogue, service->needs.items[i], need)) {
                return true;
            }
        }
    }
    return false;
}

static bool has_door(const Catalogue *catalogue, Text accepted)
{
    for (size_t i = 0; i < catalogue->door_count; i++) {
        if (answers(catalogue, &catalogue->services[catalogue->doors[i].service], accepted)) {
            return true;
        }
    }
    return false;
}

/* -------------------------------------------------------------------------- one question */

static void judge_need(const Judge *judge, const Question *question, JudgedFigures *figures)
{
    NeedAnswer answer = {0};
    const Outcome outcome =
        search_need(judge->index, judge->arena, question->words, &answer, NULL);
    const bool is_understood = (outcome == OK || outcome == CONFLICT) && answer.count > 0;
    if (is_understood &&
        is_accepted(judge->catalogue->needs->terms[answer.candidates[0].need].code,
                    question->accepted)) {
        figures->understood++;
    } else if (judge->missed != NULL) {
        judge->missed(judge->index, question->words, &answer);
    }
}

static void add_ranks(const Judge *judge, const Question *question, const SearchResult *result,
                      JudgedFigures *figures)
{
    const size_t shown = result->hit_count < FIRST_FIVE ? result->hit_count : FIRST_FIVE;
    size_t good = 0;
    double reciprocal = 0;
    for (size_t i = 0; i < result->hit_count; i++) {
        const Door *door = &judge->catalogue->doors[result->hits[i].door];
        if (!answers(judge->catalogue, &judge->catalogue->services[door->service],
                     question->accepted)) {
            continue;
        }
        good += i < FIRST_FIVE ? 1 : 0;
        reciprocal = reciprocal > 0 ? reciprocal : 1.0 / (double)(i + 1);
    }
    figures->at_1 += reciprocal == 1.0 ? 1 : 0;
    figures->at_5 += shown == 0 ? 0 : (double)good / (double)shown;
    figures->reciprocal += reciprocal;
    figures->unanswered += result->hit_count == 0 ? 1 : 0;
}

static Outcome judge_services(const Judge *judge, const Question *question,
                              JudgedFigures *figures, Problem *problem)
{
    const SearchRequest request = {.text = question->words,
                                   .language = language_of(question->kind),
                                   .at = judge->at,
                                   .page_size = MOST_RANKS};
    SearchResult result = {0};
    if (!has_door(judge->catalogue, question->accepted)) {
        return OK;
    }
    TRY(search(judge->index, judge->arena, &request, &result, problem));
    figures->answerable++;
    add_ranks(judge, question, &result, figures);
    return OK;
}

/* ---------------------------------------------------------------------------------- all */

static void add(JudgedFigures *sum, const JudgedFigures *figures)
{
    sum->asked += figures->asked;
    sum->understood += figures->understood;
    sum->answerable += figures->answerable;
    sum->at_1 += figures->at_1;
    sum->at_5 += figures->at_5;
    sum->reciprocal += figures->reciprocal;
    sum->unanswered += figures->unanswered;
}

static JudgedFigures *figures_of(Arena *arena, JudgedReport *report, Text kind)
{
    for (size_t i = 0; i < report->kind_count; i++) {
        if (text_equal(report->kinds[i].kind, kind)) {
            return &report->kinds[i];
        }
    }
    if (report->kind_count == JUDGED_KIND_LIMIT) {
        return NULL;
    }
    report->kinds[report->kind_count].kind = text_copy(arena, kind);
    return &report->kinds[report->kind_count++];
}

static bool read_question(const char *line, Question *question)
{
    Text rest = text_trim(text_from(line));
    const bool is_whole =
        text_next(&rest, ',', &question->kind) && text_next(&rest, ',', &question->words);
    question->accepted = rest;
    return is_whole && question->words.length > 0 && rest.length > 0;
}

static Outcome judge_line(const Judge *judge, const char *line, JudgedReport *report,
                          Arena *kept, Problem *problem)
{
    Question question = {0};
    JudgedFigures figures = {.asked = 1};
    if (!read_question(line, &question)) {
        return problem_set(problem, INVALID, text_from(line), "", "not “kind,question,needs”");
    }
    JudgedFigures *kind = figures_of(kept, report, question.kind);
    if (kind == NULL) {
        return problem_set(problem, INVALID, question.kind, "", "more than %d kinds",
                           JUDGED_KIND_LIMIT);
    }
    judge_need(judge, &question, &figures);
    TRY(judge_services(judge, &question, &figures, problem));
    add(kind, &figures);
    add(&report->all, &figures);
    return OK;
}

Outcome judged_measure(const SearchIndex *index, Arena *arena, const JudgedRun *run,
                       JudgedReport *report, Problem *problem)
{
    char line[MOST_LINE];
    FILE *file = fopen(text_to_c(arena, run->file), "r");
    Outcome outcome = OK;
    if (file == NULL || fgets(line, sizeof line, file) == NULL) {
        outcome = problem_set(problem, NOT_FOUND, run->file, "", "cannot be read");
    }
    while (outcome == OK && fgets(line, sizeof line, file) != NULL) {
        Arena *scratch = arena_new(1 << 16);
        const Judge judge = {index, index_catalogue(index), scratch, run->at, run->missed};
        outcome = judge_line(&judge, line, report, arena, problem);
        arena_free(scratch);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return outcome;
}
