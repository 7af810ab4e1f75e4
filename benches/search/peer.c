/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/search/peer_answer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double EARTH_RADIUS = 6371008.8;
static const double field_weights[PEER_FIELDS] = {8, 4, 2, 1.5, 1};
static const double CELL_LATITUDE = 0.0135; /* degrees: 1.5 km */
static const double CELL_LONGITUDE = 0.0215;

/* ------------------------------------------------------------------------------ relevance */

double peer_field_weight(const PeerShape *shape, size_t field, unsigned length)
{
    return field_weights[field] / (0.5 + 0.5 * length / shape->averages[field]);
}

unsigned peer_impact(double weight)
{
    const double impact = 255 * weight / (weight + 4);
    return impact < 1 ? 1 : (unsigned)impact;
}

typedef struct Token {
    char *word;
    unsigned field;
} Token;

static int compare_tokens(const void *a, const void *b)
{
    const Token *first = (const Token *)a;
    const Token *second = (const Token *)b;
    const int order = strcmp(first->word, second->word);
    return order != 0 ? order : (int)first->field - (int)second->field;
}

static size_t cut_fields(PeerRecord *record, Token *tokens)
{
    size_t count = 0;
    for (unsigned field = 0; field < PEER_FIELDS; field++) {
        char *rest = record->fields[field];
        for (char *word = NULL; (word = strsep(&rest, " ")) != NULL;) {
            if (*word != '\0' && count < PEER_WORDS) {
                tokens[count++] = (Token){word, field};
            }
        }
    }
    return count;
}

size_t peer_weigh(const PeerShape *shape, PeerRecord *record, WordImpact *words)
{
    Token tokens[PEER_WORDS];
    double weights[PEER_FIELDS];
    const size_t count = cut_fields(record, tokens);
    size_t distinct = 0;
    double sum = 0;
    qsort(tokens, count, sizeof *tokens, compare_tokens);
    for (size_t i = 0; i < PEER_FIELDS; i++) {
        weights[i] = peer_field_weight(shape, i, record->facts.lengths[i]);
    }
    for (size_t i = 0; i < count; i++) {
        const bool is_new = i == 0 || strcmp(tokens[i].word, tokens[i - 1].word) != 0;
        if (is_new) {
            words[distinct++] = (WordImpact){tokens[i].word, 0, 0};
            sum = 0;
        }
        sum += weights[tokens[i].field];
        words[distinct - 1].impact = peer_impact(sum);
        words[distinct - 1].fields |= 1U << tokens[i].field;
    }
    return distinct;
}

/* -------------------------------------------------------------------------------- judging */

static double distance_to(const PeerQuestion *question, const Facts *facts)
{
    if (facts->has_point == 0) {
        return PEER_NOWHERE;
    }
    const double x = facts->x - question->x;
    const double y = facts->y - question->y;
    const double z = facts->z - question->z;
    const double half = sqrt(x * x + y * y + z * z) / 2;
    return 2 * EARTH_RADIUS * asin(half < 1 ? half : 1);
}

static bool has_label(const Facts *facts, int32_t label)
{
    for (size_t i = 0; i < facts->label_count; i++) {
        if (facts->labels[i] == label) {
            return true;
        }
    }
    return label < 0;
}

static bool is_open_at(const PeerShape *shape, const PeerQuestion *question, const Facts *facts)
{
    return shape->open[(size_t)question->moment * shape->classes + facts->hours] != 0;
}

bool peer_judge(const PeerShape *shape, const PeerQuestion *question, const Facts *facts,
                bool names_place, double *distance)
{
    const bool is_anywhere = (facts->flags & (PEER_REMOTE | PEER_CONFIDENTIAL)) != 0;
    *distance = distance_to(question, facts);
    return (question->radius <= 0 || *distance <= question->radius || is_anywhere ||
            names_place) &&
           (facts->flags & question->flags) == question->flags &&
           facts->valid_from <= question->date && facts->valid_to >= question->date &&
           has_label(facts, question->labels[0]) && has_label(facts, question->labels[1]) &&
           has_label(facts, question->labels[2]) &&
           (!question->is_open || is_open_at(shape, question, facts));
}

double peer_nearness(const PeerQuestion *question, const Facts *facts, double distance)
{
    (void)question;
    if (distance < PEER_NOWHERE) {
        return 0.25 + 0.75 / (1 + distance / 5000);
    }
    return (facts->flags & PEER_REMOTE) != 0 ? 0.7 : 0.5;
}

/* ---------------------------------------------------------------------------------- cells */

static long cell_of(double degrees, double width)
{
    return (long)floor(degrees / width);
}

static void name_cell(int level, long row, long column, char name[32])
{
    (void)snprintf(name, 32, "c%d_%ld_%ld", level, row + 100000, column + 100000);
}

void peer_cell(int level, double latitude, double longitude, char name[32])
{
    const double scale = (double)(1 << level);
    name_cell(level, cell_of(latitude, CELL_LATITUDE * scale),
              cell_of(longitude, CELL_LONGITUDE * scale), name);
}

int peer_level(double radius)
{
    int level = 0;
    while (level + 1 < PEER_LEVELS && 1500.0 * (1 << level) < radius / 3) {
        level++;
    }
    return level;
}

/* From a degree of longitude to the nearest edge of the cell, and so on: a cell that may hold
 * a point of the circle is kept; the judge decides the rest. */
size_t peer_cells(const PeerQuestion *question, int level, double radius, char (*names)[32],
                  size_t most)
{
    const double scale = (double)(1 << level);
    const double metres = EARTH_RADIUS * 3.14159265358979323846 / 180;
    const double reach = radius * 1.001 + 1;
    const double north = CELL_LATITUDE * scale;
    const double east = CELL_LONGITUDE * scale;
    const double high = reach / metres;
    const double narrow = cos((fabs(question->latitude) + high) * 3.14159265358979323846 / 180);
    const double wide = high / narrow;
    size_t count = 0;
    for (long row = cell_of(question->latitude - high, north);
         row <= cell_of(question->latitude + high, north); row++) {
        for (long column = cell_of(question->longitude - wide, east);
             column <= cell_of(question->longitude + wide, east); column++) {
            const double south = (double)row * north - question->latitude;
            const double west = (double)column * east - question->longitude;
            const double dy = south > 0 ? south : (south + north < 0 ? south + north : 0);
            const double dx = west > 0 ? west : (west + east < 0 ? west + east : 0);
            const bool meets = hypot(dy, dx * narrow) * metres <= reach;
            if (meets && count < most) {
                name_cell(level, row, column, names[count++]);
            }
        }
    }
    peer_must(count < most, "too many cells");
    return count;
}

/* -------------------------------------------------------------------------------- answers */

double peer_group_doors(const PeerShape *shape, const PeerGroup *group)
{
    const double own = group->kind == 'R' ? 1 : 0.3;
    return (shape->doors + 1.0) / exp(group->weight / own);
}

void peer_start(PeerAnswer *answer, const PeerShape *shape, const PeerQuestion *question)
{
    uint32_t *facets = answer->facets;
    *answer = (PeerAnswer){.shape = shape, .question = question, .facets = facets};
    answer->counts = !question->is_nearest;
    if (answer->counts) {
        memset(facets, 0, (shape->labels + PEER_FLAGS + 1) * sizeof *facets);
    }
}

bool peer_is_before(const PeerQuestion *question, const PeerHit *a, const PeerHit *b)
{
    if (question->is_nearest && a->distance != b->distance) {
        return a->distance < b->distance;
    }
    if (a->score != b->score) {
        return a->score > b->score;
    }
    if (a->distance != b->distance) {
        return a->distance < b->distance;
    }
    return a->door < b->door;
}

static void count_facets(PeerAnswer *answer, const Facts *facts)
{
    uint32_t *flags = answer->facets + answer->shape->labels;
    for (size_t i = 0; i < facts->label_count; i++) {
        answer->facets[facts->labels[i]]++;
    }
    for (size_t i = 0; i < PEER_FLAGS; i++) {
        flags[i] += facts->flags >> i & 1;
    }
    flags[PEER_FLAGS] += is_open_at(answer->shape, answer->question, facts);
}

void peer_take(PeerAnswer *answer, uint32_t door, const Facts *facts, double words,
               double distance)
{
    const double base = answer->question->asks_words ? words : 1 + words;
    const PeerHit hit = {base * peer_nearness(answer->question, facts, distance), distance,
                         door};
    answer->total++;
    if (answer->counts) {
        count_facets(answer, facts);
    }
    const bool is_full = answer->top_count == PEER_TOP;
    if (is_full && !peer_is_before(answer->question, &hit, &answer->top[PEER_TOP - 1])) {
        return;
    }
    size_t at = is_full ? PEER_TOP - 1 : answer->top_count++;
    for (; at > 0 && peer_is_before(answer->question, &hit, &answer->top[at - 1]); at--) {
        answer->top[at] = answer->top[at - 1];
    }
    answer->top[at] = hit;
}

uint64_t peer_checksum(const uint32_t *facets, size_t count)
{
    uint64_t sum = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < count; i++) {
        sum = (sum ^ facets[i]) * UINT64_C(1099511628211);
    }
    return sum;
}

/* -------------------------------------------------------------------------------- running */

void peer_must(bool is_right, const char *what)
{
    if (!is_right) {
        (void)fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double peer_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

/* What the scheduler gave another process, in nanoseconds. */
static double seconds_of_process(long process)
{
    char path[64];
    unsigned long long spent = 0;
    (void)snprintf(path, sizeof path, "/proc/%ld/schedstat", process);
    FILE *file = fopen(path, "r");
    peer_must(file != NULL && fscanf(file, "%llu", &spent) == 1, "no time of the server");
    (void)fclose(file);
    return (double)spent / 1e9;
}

double peer_cpu_seconds(long also)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID) + (also == 0 ? 0 : seconds_of_process(also));
}

double peer_clock(long also)
{
    static int is_processor = -1;
    if (is_processor < 0) {
        const char *clock = getenv("SEARCH_CLOCK");
        is_processor = clock != NULL && strcmp(clock, "processor") == 0;
    }
    return is_processor == 1 ? peer_cpu_seconds(also) : peer_seconds();
}

static double memory_bytes(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    double kilobytes = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0) {
            kilobytes = strtod(line + 6, NULL);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return kilobytes * 1024;
}

double peer_tree_bytes(const char *folder)
{
    char command[4096];
    char line[256] = "";
    (void)snprintf(command, sizeof command, "du -sb -- '%s'", folder);
    FILE *pipe = popen(command, "r");
    if (pipe != NULL) {
        (void)(fgets(line, sizeof line, pipe) != NULL);
        (void)pclose(pipe);
    }
    return strtod(line, NULL);
}

static void write_answer(FILE *file, const PeerAnswer *answer)
{
    const size_t facets = answer->shape->labels + PEER_FLAGS + 1;
    (void)fprintf(file, "%llu\t%llx\t", (unsigned long long)answer->total,
                  answer->counts ? (unsigned long long)peer_checksum(answer->facets, facets)
                                 : 0ULL);
    for (size_t i = 0; i < answer->top_count; i++) {
        (void)fprintf(file, "%s%u", i == 0 ? "" : " ", answer->top[i].door);
    }
    (void)fputc('\n', file);
}

void peer_run(const PeerShape *shape, const char *name, PeerAsk *ask, void *engine,
              double build_seconds, double index_bytes)
{
    char file[128];
    double *times = (double *)calloc(shape->question_count + 1, sizeof *times);
    PeerAnswer answer = {0};
    answer.facets = (uint32_t *)calloc(shape->labels + PEER_FLAGS + 1, sizeof(uint32_t));
    (void)snprintf(file, sizeof file, "%s.answers", name);
    FILE *answers = peer_file(shape, file, "w");
    double cpu = 0;
    for (int pass = 0; pass < 2; pass++) {
        const double from = peer_cpu_seconds(shape->server);
        for (size_t i = 0; i < shape->question_count; i++) {
            const double start = peer_clock(shape->server);
            peer_start(&answer, shape, &shape->questions[i]);
            ask(engine, &shape->questions[i], &answer);
            times[i] = peer_clock(shape->server) - start;
            if (pass == 0) {
                write_answer(answers, &answer);
            }
        }
        cpu = peer_cpu_seconds(shape->server) - from;
    }
    (void)fclose(answers);
    (void)snprintf(file, sizeof file, "%s.times", name);
    FILE *out = peer_file(shape, file, "w");
    (void)fprintf(out, "%.6f\t%.6f\t%.0f\t%.0f\n", build_seconds, cpu, index_bytes,
                  memory_bytes());
    for (size_t i = 0; i < shape->question_count; i++) {
        (void)fprintf(out, "%.3f\n", times[i] * 1e6);
    }
    (void)fclose(out);
    free(times);
    free(answer.facets);
}
