/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Prepares the comparison of search engines and answers as one of them:
 *     bench_search FOLDER DOORS QUESTIONS SEED [dense]
 * It makes the directory up, builds the index, draws the questions, writes both as plain files
 * into the folder, and writes its own answers and times beside them, as every engine does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benches/generate.h"
#include "benches/search/peer_answer.h"
#include "benches/search/questions.h"

enum { VOCABULARY = 6000, NEEDS = 330, TEXT_WORDS = 16 };

typedef struct Run {
    Arena *arena;
    const SearchIndex *index;
    Records records;
    Questions questions;
    uint32_t *facets; /* as PeerAnswer has them */
    size_t facet_count;
} Run;

static size_t number(const char *text)
{
    int64_t value = 0;
    peer_must(text_to_integer(text_from(text), &value) && value > 0,
              "bench_search FOLDER DOORS QUESTIONS SEED [dense]");
    return (size_t)value;
}

/* -------------------------------------------------------------------------------- answers */

static void take_counts(Run *run, size_t kind, const FacetCounts *counts)
{
    for (size_t i = 0; i < counts->count; i++) {
        const int32_t label = records_label(&run->records, kind, counts->items[i].code);
        peer_must(label >= 0, "a facet that is no label");
        run->facets[label] = (uint32_t)counts->items[i].count;
    }
}

static void take_facets(Run *run, const SearchFacets *facets)
{
    uint32_t *flags = run->facets + run->records.label_count;
    const FacetCounts *kinds[] = {&facets->needs, &facets->publics, &facets->modes,
                                  &facets->languages};
    memset(run->facets, 0, run->facet_count * sizeof *run->facets);
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        take_counts(run, i, kinds[i]);
    }
    flags[0] = (uint32_t)facets->free;
    flags[1] = (uint32_t)facets->accessible;
    flags[2] = (uint32_t)facets->with_animals;
    flags[3] = (uint32_t)facets->remote;
    flags[4] = (uint32_t)facets->open;
}

static void write_answer(Run *run, const Question *question, const SearchResult *result,
                         FILE *file)
{
    uint64_t checksum = 0;
    if (question->request.order == BY_RELEVANCE) {
        take_facets(run, &result->facets);
        checksum = peer_checksum(run->facets, run->facet_count);
    }
    (void)fprintf(file, "%zu\t%llx\t", result->total, (unsigned long long)checksum);
    for (size_t i = 0; i < result->hit_count; i++) {
        (void)fprintf(file, "%s%u", i == 0 ? "" : " ", result->hits[i].door);
    }
    (void)fputc('\n', file);
}

static double resident_bytes(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0;
    peer_must(file != NULL && fscanf(file, "%*d %ld", &pages) == 1, "no /proc");
    (void)fclose(file);
    return (double)pages * 4096;
}

static double answer_all(Run *run, FILE *answers, double *times)
{
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const ArenaMark empty = (arena_allocate(arena, 1), arena_mark(arena));
    const double from = peer_cpu_seconds(0);
    for (size_t i = 0; i < run->questions.count; i++) {
        const Question *question = &run->questions.items[i];
        SearchResult result = {0};
        const double start = peer_clock(0);
        peer_must(search(run->index, arena, &question->request, &result, NULL) == OK,
                  "search failed");
        times[i] = peer_clock(0) - start;
        if (answers != NULL) {
            write_answer(run, question, &result, answers);
        }
        arena_rewind(arena, empty);
    }
    return peer_cpu_seconds(0) - from;
}

static void answer(Run *run, double build_seconds)
{
    double *times = ARENA_ARRAY(run->arena, double, run->questions.count);
    FILE *file = records_file(&run->records, "seuil.answers");
    (void)answer_all(run, file, times);
    (void)fclose(file);
    const double cpu = answer_all(run, NULL, times);
    file = records_file(&run->records, "seuil.times");
    (void)fprintf(file, "%.6f\t%.6f\t%.0f\t%.0f\n", build_seconds, cpu,
                  (double)index_report(run->index).bytes, resident_bytes());
    for (size_t i = 0; i < run->questions.count; i++) {
        (void)fprintf(file, "%.3f\n", times[i] * 1e6);
    }
    (void)fclose(file);
}

int main(int count, char **values)
{
    peer_must(count >= 5, "bench_search FOLDER DOORS QUESTIONS SEED [dense]");
    const GeneratedSize size = {number(values[2]), NEEDS, VOCABULARY, TEXT_WORDS, count > 5};
    Run run = {.arena = arena_new((size_t)4 << 20)};
    double start = peer_seconds();
    const Catalogue *catalogue = generate_catalogue(run.arena, size, 1);
    printf("%zu doors made up in %.1f s, %.0f MB\n", catalogue->door_count,
           peer_seconds() - start, (double)arena_size(run.arena) / 1e6);
    start = peer_seconds();
    run.index = index_build(run.arena, catalogue);
    const double built = peer_seconds() - start;
    run.records = records_number(run.arena, catalogue, text_from(values[1]), 1);
    records_write(&run.records);
    run.questions = questions_draw(run.arena, run.index, &run.records, number(values[3]),
                                   VOCABULARY, number(values[4]));
    questions_write(run.index, &run.records, &run.questions);
    records_write_shape(&run.records, run.questions.count);
    const IndexReport report = index_report(run.index);
    printf("%zu words, %zu postings; %zu questions of %zu drawn\n", report.words,
           report.postings, run.questions.count, run.questions.draws);
    run.facet_count = run.records.label_count + PEER_FLAGS + 1;
    run.facets = ARENA_ARRAY(run.arena, uint32_t, run.facet_count);
    answer(&run, built);
    arena_free(run.arena);
    return 0;
}
