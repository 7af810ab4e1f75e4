/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Holds the answers of every engine against the oracle's and prints what each took:
 *     search_check FOLDER ENGINE...
 * The first engine is ours: ratios are those of the best other. Within a circle the order is a
 * blend of relevance and distance: an engine with a relevance of its own may differ there, and
 * its overlap is told; totals and facets have no such excuse, nor has the order by distance.
 */
#include <stdlib.h>
#include <string.h>

#include "benches/search/peer_answer.h"

enum { SHOWN = 5 }; /* mismatches printed an engine */

typedef struct Right {
    uint64_t total;
    uint64_t checksum;
    size_t edge;
    PeerHit *hits;
    size_t hit_count;
} Right;

typedef struct Answer {
    uint64_t total;
    uint64_t checksum;
    uint32_t doors[PEER_TOP];
    size_t door_count;
} Answer;

typedef enum Cause {
    CAUSE_NONE,
    CAUSE_EDGE,      /* the total differs by doors at the edge of the circle */
    CAUSE_TOTAL,     /* other doors were found */
    CAUSE_FACETS,    /* the total is right, the counts are not */
    CAUSE_ROUNDING,  /* the first 20 differ by doors that score within half a percent */
    CAUSE_RELEVANCE, /* the first 20 differ by more: another relevance, or a wrong one */
    CAUSE_DISTANCE,  /* nearest first: nearer doors were missed */
    CAUSES,
} Cause;

static const char *const cause_names[CAUSES] = {
    "right",    "edge of the circle", "other doors",         "facets",
    "rounding", "other relevance",    "nearer doors missed",
};

typedef struct Agreement {
    size_t blended;
    size_t totals; /* total and facets right */
    size_t tops;   /* the first 20 right, as a set */
    double overlap;
    size_t nearest;
    size_t nearest_right;
    double nearest_overlap;
    size_t causes[CAUSES];
} Agreement;

typedef struct Engine {
    const char *name;
    bool is_whole;
    double *times; /* microseconds, in order of size */
    double build, cpu, bytes, memory;
    Agreement agreement;
} Engine;

typedef struct Check {
    PeerShape shape;
    Right *rights;
    Engine *engines;
    size_t engine_count;
} Check;

static bool read_line(FILE *file, char **line, size_t *room)
{
    return file != NULL && getline(line, room, file) > 0;
}

static void read_right(char *line, Right *right)
{
    char *rest = line;
    right->total = strtoull(rest, &rest, 10);
    right->checksum = strtoull(rest, &rest, 16);
    right->edge = strtoull(rest, &rest, 10);
    right->hits = calloc(strlen(rest) / 5 + 1, sizeof *right->hits);
    peer_must(right->hits != NULL, "no memory");
    while (strchr(rest, ':') != NULL) {
        PeerHit *hit = &right->hits[right->hit_count++];
        hit->door = (uint32_t)strtoul(rest, &rest, 10);
        hit->score = strtod(rest + 1, &rest);
        hit->distance = strtod(rest + 1, &rest);
    }
}

static void read_rights(Check *check)
{
    FILE *file = peer_file(&check->shape, "oracle.tsv", "r");
    char *line = NULL;
    size_t room = 0;
    check->rights = calloc(check->shape.question_count, sizeof *check->rights);
    for (size_t i = 0; i < check->shape.question_count; i++) {
        peer_must(read_line(file, &line, &room), "the oracle is not complete");
        read_right(line, &check->rights[i]);
    }
    free(line);
    (void)fclose(file);
}

/* --------------------------------------------------------------------------- one question */

static const PeerHit *right_hit(const Right *right, uint32_t door)
{
    for (size_t i = 0; i < right->hit_count; i++) {
        if (right->hits[i].door == door) {
            return &right->hits[i];
        }
    }
    return NULL;
}

static size_t wanted_of(const Right *right)
{
    return right->hit_count < PEER_TOP ? right->hit_count : PEER_TOP;
}

/* As good as the twentieth: equal scores may change places. */
static bool is_as_good(const PeerQuestion *question, const PeerHit *hit, const PeerHit *last,
                       double slack)
{
    if (hit == NULL) {
        return false;
    }
    return question->is_nearest ? hit->distance <= last->distance + 0.001
                                : hit->score >= last->score * (1 - slack);
}

static size_t good_among(const PeerQuestion *question, const Right *right, const Answer *answer,
                         double slack)
{
    const size_t wanted = wanted_of(right);
    size_t good = 0;
    for (size_t i = 0; i < answer->door_count && wanted > 0; i++) {
        good += is_as_good(question, right_hit(right, answer->doors[i]),
                           &right->hits[wanted - 1], slack);
    }
    return good;
}

static bool has_repeats(const Answer *answer)
{
    for (size_t i = 0; i < answer->door_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (answer->doors[i] == answer->doors[j]) {
                return true;
            }
        }
    }
    return false;
}

static Cause top_cause(const PeerQuestion *question, const Right *right, const Answer *answer)
{
    const size_t wanted = wanted_of(right);
    const bool is_whole = answer->door_count == wanted && !has_repeats(answer);
    if (is_whole && good_among(question, right, answer, 1e-5) == wanted) {
        return CAUSE_NONE;
    }
    if (question->is_nearest) {
        return CAUSE_DISTANCE;
    }
    const bool is_near = is_whole && good_among(question, right, answer, 0.005) == wanted;
    return is_near ? CAUSE_ROUNDING : CAUSE_RELEVANCE;
}

static Cause count_cause(const Right *right, const Answer *answer)
{
    if (answer->total != right->total) {
        const uint64_t more = answer->total > right->total ? answer->total - right->total
                                                           : right->total - answer->total;
        return more <= right->edge ? CAUSE_EDGE : CAUSE_TOTAL;
    }
    return answer->checksum == right->checksum ? CAUSE_NONE : CAUSE_FACETS;
}

static void check_blended(const PeerQuestion *question, const Right *right,
                          const Answer *answer, Agreement *agreement, Cause causes[2])
{
    const size_t wanted = wanted_of(right);
    causes[0] = count_cause(right, answer);
    causes[1] = top_cause(question, right, answer);
    agreement->blended++;
    agreement->totals += causes[0] == CAUSE_NONE;
    agreement->tops += causes[1] == CAUSE_NONE;
    agreement->overlap +=
        wanted == 0 ? 1 : (double)good_among(question, right, answer, 1e-5) / (double)wanted;
}

static void check_nearest(const PeerQuestion *question, const Right *right,
                          const Answer *answer, Agreement *agreement, Cause causes[2])
{
    const size_t wanted = wanted_of(right);
    causes[0] = CAUSE_NONE;
    causes[1] = top_cause(question, right, answer);
    agreement->nearest++;
    agreement->nearest_right += causes[1] == CAUSE_NONE;
    agreement->nearest_overlap +=
        wanted == 0 ? 1 : (double)good_among(question, right, answer, 0) / (double)wanted;
}

static void tell(const char *engine, size_t number, const Right *right, const Answer *answer,
                 const Cause causes[2])
{
    printf("  %s, question %zu: %s, %s (total %llu, right %llu)\n", engine, number,
           cause_names[causes[0]], cause_names[causes[1]], (unsigned long long)answer->total,
           (unsigned long long)right->total);
}

static void check_one(Check *check, Engine *engine, size_t number, const Answer *answer)
{
    const PeerQuestion *question = &check->shape.questions[number];
    const Right *right = &check->rights[number];
    Cause causes[2];
    if (question->is_nearest) {
        check_nearest(question, right, answer, &engine->agreement, causes);
    } else {
        check_blended(question, right, answer, &engine->agreement, causes);
    }
    size_t told = 0;
    for (size_t i = 1; i < CAUSES; i++) {
        told += i != CAUSE_RELEVANCE ? engine->agreement.causes[i] : 0;
    }
    engine->agreement.causes[causes[0]]++;
    engine->agreement.causes[causes[1]]++;
    const bool is_wrong = causes[0] != CAUSE_NONE ||
                          (causes[1] != CAUSE_NONE && causes[1] != CAUSE_RELEVANCE) ||
                          (causes[1] == CAUSE_RELEVANCE && engine == check->engines);
    if (is_wrong && told < SHOWN) {
        tell(engine->name, number, right, answer, causes);
    }
}

/* --------------------------------------------------------------------------- one engine */

static bool read_answer(FILE *file, char **line, size_t *room, Answer *answer)
{
    if (!read_line(file, line, room)) {
        return false;
    }
    char *rest = *line;
    *answer = (Answer){0};
    answer->total = strtoull(rest, &rest, 10);
    answer->checksum = strtoull(rest, &rest, 16);
    for (;;) {
        char *end = NULL;
        const unsigned long door = strtoul(rest, &end, 10);
        if (end == rest || answer->door_count == PEER_TOP) {
            return true;
        }
        answer->doors[answer->door_count++] = (uint32_t)door;
        rest = end;
    }
}

static FILE *file_of(const Check *check, const char *name, const char *kind)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s.%s", check->shape.folder, name, kind);
    return fopen(path, "r");
}

static int compare_times(const void *a, const void *b)
{
    const double first = *(const double *)a;
    const double second = *(const double *)b;
    return (first > second) - (first < second);
}

static bool read_times(Check *check, Engine *engine)
{
    FILE *file = file_of(check, engine->name, "times");
    char *line = NULL;
    size_t room = 0;
    size_t count = 0;
    if (read_line(file, &line, &room)) {
        char *rest = line;
        engine->build = strtod(rest, &rest);
        engine->cpu = strtod(rest, &rest);
        engine->bytes = strtod(rest, &rest);
        engine->memory = strtod(rest, &rest);
    }
    engine->times = calloc(check->shape.question_count + 1, sizeof *engine->times);
    while (count < check->shape.question_count && read_line(file, &line, &room)) {
        engine->times[count++] = strtod(line, NULL);
    }
    free(line);
    if (file != NULL) {
        (void)fclose(file);
    }
    qsort(engine->times, count, sizeof *engine->times, compare_times);
    return count == check->shape.question_count;
}

static void check_engine(Check *check, Engine *engine)
{
    FILE *file = file_of(check, engine->name, "answers");
    char *line = NULL;
    size_t room = 0;
    size_t count = 0;
    Answer answer;
    engine->is_whole = read_times(check, engine);
    while (engine->is_whole && count < check->shape.question_count &&
           read_answer(file, &line, &room, &answer)) {
        check_one(check, engine, count++, &answer);
    }
    engine->is_whole = engine->is_whole && count == check->shape.question_count;
    free(line);
    if (file != NULL) {
        (void)fclose(file);
    }
}

static double part(const Check *check, const Engine *engine, double share)
{
    const size_t count = check->shape.question_count;
    return engine->times[(size_t)((double)(count - 1) * share)];
}

static double rate(const Check *check, const Engine *engine)
{
    return (double)check->shape.question_count / engine->cpu;
}

static void print_times(const Check *check)
{
    printf("%-12s %9s %9s %9s %9s %9s %8s %9s %9s\n", "engine", "p50 us", "p90 us", "p99 us",
           "max us", "q/s/core", "build s", "index MB", "memory MB");
    for (size_t i = 0; i < check->engine_count; i++) {
        const Engine *engine = &check->engines[i];
        if (!engine->is_whole) {
            printf("%-12s no answer within its time, or it failed\n", engine->name);
            continue;
        }
        printf("%-12s %9.1f %9.1f %9.1f %9.1f %9.0f %8.2f %9.1f %9.1f\n", engine->name,
               part(check, engine, 0.5), part(check, engine, 0.9), part(check, engine, 0.99),
               part(check, engine, 1), rate(check, engine), engine->build, engine->bytes / 1e6,
               engine->memory / 1e6);
    }
}

static void print_agreement(const Check *check)
{
    printf("%-12s %-22s %-26s %s\n", "agreement", "totals and facets", "first 20, blended",
           "first 20, nearest first");
    for (size_t i = 0; i < check->engine_count; i++) {
        const Agreement *agreement = &check->engines[i].agreement;
        if (check->engines[i].is_whole) {
            printf("%-12s %5zu of %-13zu %5zu of %-5zu (%.4f)  %5zu of %-5zu (%.4f)\n",
                   check->engines[i].name, agreement->totals, agreement->blended,
                   agreement->tops, agreement->blended,
                   agreement->overlap / (double)agreement->blended, agreement->nearest_right,
                   agreement->nearest, agreement->nearest_overlap / (double)agreement->nearest);
        }
    }
}

static void print_causes(const Check *check)
{
    for (size_t i = 0; i < check->engine_count; i++) {
        const Engine *engine = &check->engines[i];
        for (size_t cause = 1; cause < CAUSES && engine->is_whole; cause++) {
            if (engine->agreement.causes[cause] > 0) {
                printf("%-12s %s: %zu\n", engine->name, cause_names[cause],
                       engine->agreement.causes[cause]);
            }
        }
    }
}

/* An engine that finds other doors does not count, however fast. */
static bool counts(const Engine *engine)
{
    const Agreement *agreement = &engine->agreement;
    return engine->is_whole && agreement->totals == agreement->blended &&
           agreement->nearest_right == agreement->nearest;
}

static void print_ratio(const Check *check, const char *what, double share)
{
    const Engine *best = NULL;
    for (size_t i = 1; i < check->engine_count; i++) {
        const Engine *engine = &check->engines[i];
        if (counts(engine) &&
            (best == NULL || part(check, engine, share) < part(check, best, share))) {
            best = engine;
        }
    }
    if (best != NULL) {
        printf("best other engine at %s: %s, %.1f times ours\n", what, best->name,
               part(check, best, share) / part(check, &check->engines[0], share));
    }
}

int main(int count, char **values)
{
    static Check check;
    peer_must(count >= 3, "search_check FOLDER ENGINE...");
    peer_open(&check.shape, values[1], true);
    read_rights(&check);
    check.engine_count = (size_t)count - 2;
    check.engines = calloc(check.engine_count, sizeof *check.engines);
    peer_must(check.engines != NULL, "no memory");
    for (size_t i = 0; i < check.engine_count; i++) {
        check.engines[i].name = values[2 + i];
        check_engine(&check, &check.engines[i]);
    }
    print_times(&check);
    print_agreement(&check);
    print_causes(&check);
    if (check.engines[0].is_whole) {
        print_ratio(&check, "p50", 0.5);
        print_ratio(&check, "p99", 0.99);
    }
    return counts(&check.engines[0]) ? 0 : 1;
}
