/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How good the answers are on a store's directory:
 *     bench_quality STORE QUESTIONS
 * prints a line a kind of question, then the needs of the vocabulary no door answers.
 */
#include <stdio.h>

#include "base/moment.h"
#include "store/store.h"
#include "unit/directory/judged.h"

static void print_figures(const char *name, const JudgedFigures *figures)
{
    const double answerable = figures->answerable == 0 ? 1 : (double)figures->answerable;
    (void)printf(
        "%-9s %4zu asked, need understood %5.1f %%; %4zu have a door: right first "
        "%5.1f %%, of the first five %5.1f %%, mean reciprocal rank %.3f, no answer "
        "%.1f %%\n",
        name, figures->asked, 100.0 * (double)figures->understood / (double)figures->asked,
        figures->answerable, 100 * figures->at_1 / answerable, 100 * figures->at_5 / answerable,
        figures->reciprocal / answerable, 100 * (double)figures->unanswered / answerable);
}

static bool has_answer(const SearchIndex *index, Arena *arena, const Term *need, Moment at)
{
    const TextSpan needs = {&need->code, 1};
    const SearchRequest request = {.needs = needs, .at = at, .page_size = 1};
    SearchResult result = {0};
    return search(index, arena, &request, &result, NULL) == OK && !result.is_gap;
}

static void print_gaps(const SearchIndex *index, Arena *arena, Moment at)
{
    const Vocabulary *needs = index_catalogue(index)->needs;
    size_t count = 0;
    (void)printf("needs no door answers:");
    for (size_t i = 0; i < needs->term_count; i++) {
        if (!has_answer(index, arena, &needs->terms[i], at)) {
            (void)printf(" %.*s", TEXT_ARG(needs->terms[i].code));
            count++;
        }
    }
    (void)printf("%s (%zu of %zu)\n", count == 0 ? " none" : "", count, needs->term_count);
}

static Outcome measure(Text place, Text questions, Arena *arena, Problem *problem)
{
    Store *store SCOPED(store_close) = NULL;
    Session *session SCOPED(session_end) = NULL;
    const Catalogue *catalogue = NULL;
    JudgedReport report = {0};
    const JudgedRun run = {questions, moment_now(), NULL};
    TRY(store_open(place, STORE_READ_ONLY, &store, problem));
    TRY(store_read(store, &session, problem));
    const CatalogueSource source = {.session = session, .now = run.at};
    TRY(catalogue_build(arena, &source, &catalogue, problem));
    const SearchIndex *index = index_build(arena, catalogue);
    TRY(judged_measure(index, arena, &run, &report, problem));
    for (size_t i = 0; i < report.kind_count; i++) {
        print_figures(text_to_c(arena, report.kinds[i].kind), &report.kinds[i]);
    }
    print_figures("all", &report.all);
    print_gaps(index, arena, run.at);
    return OK;
}

int main(int argument_count, char **arguments)
{
    if (argument_count != 3) {
        (void)fprintf(stderr, "usage: bench_quality STORE QUESTIONS\n");
        return USAGE;
    }
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Problem problem = {.arena = arena};
    const Outcome outcome =
        measure(text_from(arguments[1]), text_from(arguments[2]), arena, &problem);
    if (outcome != OK) {
        (void)fprintf(stderr, "%.*s: %.*s\n", TEXT_ARG(problem.where),
                      TEXT_ARG(problem.detail));
    }
    return (int)outcome;
}
