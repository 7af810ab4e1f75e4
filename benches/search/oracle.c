/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The right answers, by brute force: every record is held against every question, with the
 * formula of docs/topics/search.md and no index of any kind.
 *     search_oracle FOLDER
 * It writes the weights of the groups (weights.tsv: rarity is counted here) and oracle.tsv: the
 * total, the checksum of the facets, how many doors lie within a metre of the edge of the
 * circle, then the first doors with score and distance, and all that score as the twentieth.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "benches/search/peer_answer.h"

enum { SHOWN = 40, MOST_SHOWN = 2000 };

typedef struct OracleWord {
    uint32_t word;
    uint8_t impact;
} OracleWord;

typedef struct OracleDoor {
    Facts facts;
    uint32_t first; /* of its words */
    uint32_t count;
} OracleDoor;

typedef struct Oracle {
    PeerShape shape;
    OracleDoor *doors;
    OracleWord *words;
    size_t word_count;
    size_t word_room;
    char **names;      /* open addressing */
    uint32_t *numbers; /* by slot: words are numbered as they come */
    size_t slots;
    size_t distinct;
} Oracle;

/* What a word of the records says about one group of the question. */
typedef struct Use {
    uint32_t word;
    uint32_t group;
    double quality;
    uint32_t next; /* use + 1 */
} Use;

typedef struct Asked {
    Use *uses;
    size_t use_count;
    uint32_t *first; /* by word: use + 1 */
} Asked;

static uint32_t number_of(Oracle *oracle, const char *word, bool adds)
{
    uint64_t hash = UINT64_C(1469598103934665603);
    for (const char *letter = word; *letter != '\0'; letter++) {
        hash = (hash ^ (uint8_t)*letter) * UINT64_C(1099511628211);
    }
    size_t slot = (size_t)(hash ^ hash >> 29) & (oracle->slots - 1);
    while (oracle->names[slot] != NULL && strcmp(oracle->names[slot], word) != 0) {
        slot = (slot + 1) & (oracle->slots - 1);
    }
    if (oracle->names[slot] == NULL && adds) {
        peer_must(oracle->distinct < oracle->slots / 2, "too many words for the oracle");
        oracle->names[slot] = strdup(word);
        oracle->numbers[slot] = (uint32_t)oracle->distinct++;
    }
    return oracle->names[slot] == NULL ? UINT32_MAX : oracle->numbers[slot];
}

static void read_door(Oracle *oracle, PeerRecord *record)
{
    WordImpact words[PEER_WORDS];
    const size_t count = peer_weigh(&oracle->shape, record, words);
    OracleDoor *door = &oracle->doors[record->number];
    *door = (OracleDoor){record->facts, (uint32_t)oracle->word_count, (uint32_t)count};
    if (oracle->word_count + count > oracle->word_room) {
        oracle->word_room = (oracle->word_room + count) * 2;
        oracle->words = realloc(oracle->words, oracle->word_room * sizeof *oracle->words);
        peer_must(oracle->words != NULL, "no memory");
    }
    for (size_t i = 0; i < count; i++) {
        oracle->words[oracle->word_count++] =
            (OracleWord){number_of(oracle, words[i].word, true), (uint8_t)words[i].impact};
    }
}

static void read_doors(Oracle *oracle)
{
    FILE *file = peer_file(&oracle->shape, "records.tsv", "r");
    PeerRecord record;
    oracle->slots = (size_t)1 << 22;
    oracle->names = calloc(oracle->slots, sizeof *oracle->names);
    oracle->numbers = calloc(oracle->slots, sizeof *oracle->numbers);
    oracle->doors = calloc(oracle->shape.doors, sizeof *oracle->doors);
    peer_must(oracle->names != NULL && oracle->numbers != NULL && oracle->doors != NULL,
              "no memory");
    while (peer_next(file, &record)) {
        read_door(oracle, &record);
    }
    (void)fclose(file);
}

/* ---------------------------------------------------------------------------- a question */

static void add_use(Asked *asked, uint32_t word, uint32_t group, double quality)
{
    asked->uses[asked->use_count] = (Use){word, group, quality, asked->first[word]};
    asked->first[word] = (uint32_t)++asked->use_count;
}

static Asked read_uses(Oracle *oracle, const PeerQuestion *question, uint32_t *first)
{
    size_t most = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        most += question->groups[i].word_count;
    }
    Asked asked = {.uses = calloc(most + 1, sizeof(Use)), .first = first};
    peer_must(asked.uses != NULL, "no memory");
    for (size_t i = 0; i < question->group_count; i++) {
        const PeerGroup *group = &question->groups[i];
        for (size_t j = 0; j < group->word_count; j++) {
            const uint32_t word = number_of(oracle, group->words[j], false);
            if (word != UINT32_MAX) { /* a word of the needs alone stands in no record */
                add_use(&asked, word, (uint32_t)i, group->qualities[j]);
            }
        }
    }
    return asked;
}

/* How well each group is answered by one door: best word, best need; -1: not at all. And how
 * many of its words and needs do. */
typedef struct Answered {
    double word[64];
    double need[64];
    size_t count[64];
} Answered;

static void answer_words(const Oracle *oracle, const Asked *asked, const OracleDoor *door,
                         Answered *answered)
{
    const OracleWord *words = oracle->words + door->first;
    for (uint32_t i = 0; i < door->count; i++) {
        for (uint32_t at = asked->first[words[i].word]; at != 0;
             at = asked->uses[at - 1].next) {
            const Use *use = &asked->uses[at - 1];
            const double value = use->quality * words[i].impact / 255;
            double *best = &answered->word[use->group];
            *best = value > *best ? value : *best;
            answered->count[use->group]++;
        }
    }
}

static void answer_needs(const PeerQuestion *question, const OracleDoor *door,
                         Answered *answered)
{
    for (size_t i = 0; i < question->group_count; i++) {
        const PeerGroup *group = &question->groups[i];
        for (size_t j = 0; j < group->need_count && group->kind != 'P'; j++) {
            for (size_t k = 0; k < door->facts.label_count; k++) {
                const double value = 0.8 * group->strengths[j];
                if (door->facts.labels[k] == group->needs[j]) {
                    answered->need[i] = fmax(answered->need[i], value);
                    answered->count[i]++;
                }
            }
        }
    }
}

typedef struct Judged {
    bool is_there;
    double words;
    double distance;
} Judged;

typedef struct OracleAnswer {
    PeerHit *hits;
    size_t hit_count;
    uint32_t *facets;
    size_t edge;
} OracleAnswer;

static Answered answer_door(const Oracle *oracle, const Asked *asked,
                            const PeerQuestion *question, const OracleDoor *door)
{
    Answered answered;
    for (size_t i = 0; i < question->group_count; i++) {
        answered.word[i] = -1;
        answered.need[i] = -1;
        answered.count[i] = 0;
    }
    if (asked->use_count > 0) {
        answer_words(oracle, asked, door, &answered);
    }
    answer_needs(question, door, &answered);
    return answered;
}

static bool is_answered(const Answered *answered, size_t group)
{
    return answered->word[group] >= 0 || answered->need[group] >= 0;
}

/* The groups that hold, and whether those of the place are all there. */
static bool holds(const PeerQuestion *question, const Answered *answered, bool *names_place)
{
    size_t places = 0;
    bool all = true;
    *names_place = true;
    for (size_t i = 0; i < question->group_count; i++) {
        const PeerGroup *group = &question->groups[i];
        places += group->kind == 'P';
        *names_place = *names_place && (group->kind != 'P' || answered->word[i] >= 0);
        all = all && (group->kind != 'R' || is_answered(answered, i));
    }
    *names_place = *names_place && places > 0;
    return all;
}

static void count_door(const Oracle *oracle, const PeerQuestion *question, const Facts *facts,
                       OracleAnswer *answer)
{
    uint32_t *flags = answer->facets + oracle->shape.labels;
    const uint8_t *open = oracle->shape.open + (size_t)question->moment * oracle->shape.classes;
    for (size_t i = 0; i < facts->label_count; i++) {
        answer->facets[facts->labels[i]]++;
    }
    for (size_t i = 0; i < PEER_FLAGS; i++) {
        flags[i] += facts->flags >> i & 1;
    }
    flags[PEER_FLAGS] += open[facts->hours];
}

static double score_of(const PeerQuestion *question, const Answered *answered)
{
    double score = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        const double word = answered->word[i] > 0 ? answered->word[i] : 0;
        const double need = answered->need[i] > 0 ? answered->need[i] : 0;
        score += question->groups[i].weight * (word + need);
    }
    return question->asks_words ? score : 1 + score;
}

static void hold_against(const Oracle *oracle, const Asked *asked, const PeerQuestion *question,
                         uint32_t number, OracleAnswer *answer)
{
    const OracleDoor *door = &oracle->doors[number];
    bool names_place = false;
    double distance = 0;
    /* Where it could not count even if it named the place, its words need not be read. */
    if (!peer_judge(&oracle->shape, question, &door->facts, question->names_place, &distance)) {
        return;
    }
    const Answered answered = answer_door(oracle, asked, question, door);
    if (!holds(question, &answered, &names_place) ||
        !peer_judge(&oracle->shape, question, &door->facts, names_place, &distance)) {
        return;
    }
    answer->edge += question->radius > 0 && fabs(distance - question->radius) < 1;
    count_door(oracle, question, &door->facts, answer);
    answer->hits[answer->hit_count++] = (PeerHit){
        score_of(question, &answered) * peer_nearness(question, &door->facts, distance),
        distance, number};
}

/* The idf of BM25 over the doors that answer, filters or not; a door counts once a word of its
 * text and once a need that answers. */
static void weigh_groups(const Oracle *oracle, const Asked *asked, PeerQuestion *question)
{
    size_t counts[64] = {0};
    for (uint32_t i = 0; question->group_count > 0 && i < oracle->shape.doors; i++) {
        const Answered answered = answer_door(oracle, asked, question, &oracle->doors[i]);
        for (size_t j = 0; j < question->group_count; j++) {
            counts[j] += answered.count[j];
        }
    }
    for (size_t i = 0; i < question->group_count; i++) {
        const double all = (double)oracle->shape.doors;
        const double known = fmin((double)counts[i], all);
        question->groups[i].weight *= log(1 + (all - known + 0.5) / (known + 0.5));
    }
}

static const PeerQuestion *sorted_for;

static int compare_hits(const void *a, const void *b)
{
    return peer_is_before(sorted_for, a, b) ? -1 : peer_is_before(sorted_for, b, a);
}

static bool is_tied(const PeerQuestion *question, const PeerHit *a, const PeerHit *b)
{
    return question->is_nearest ? a->distance - b->distance < 0.001
                                : b->score - a->score < 1e-5 * b->score;
}

static void write_answer(const Oracle *oracle, const PeerQuestion *question,
                         OracleAnswer *answer, FILE *out)
{
    const size_t facets = oracle->shape.labels + PEER_FLAGS + 1;
    sorted_for = question;
    qsort(answer->hits, answer->hit_count, sizeof *answer->hits, compare_hits);
    (void)fprintf(
        out, "%zu\t%llx\t%zu\t", answer->hit_count,
        question->is_nearest ? 0ULL : (unsigned long long)peer_checksum(answer->facets, facets),
        answer->edge);
    for (size_t i = 0; i < answer->hit_count && i < MOST_SHOWN; i++) {
        const PeerHit *hit = &answer->hits[i];
        if (i >= SHOWN && !is_tied(question, hit, &answer->hits[PEER_TOP - 1])) {
            break;
        }
        (void)fprintf(out, "%s%u:%.9g:%.6f", i == 0 ? "" : " ", hit->door, hit->score,
                      hit->distance);
    }
    (void)fputc('\n', out);
}

static void answer_question(Oracle *oracle, PeerQuestion *question, uint32_t *first,
                            OracleAnswer *answer, FILE *out, FILE *weights)
{
    Asked asked = read_uses(oracle, question, first);
    answer->hit_count = 0;
    answer->edge = 0;
    memset(answer->facets, 0, (oracle->shape.labels + PEER_FLAGS + 1) * sizeof *answer->facets);
    weigh_groups(oracle, &asked, question);
    for (uint32_t i = 0; i < oracle->shape.doors; i++) {
        hold_against(oracle, &asked, question, i, answer);
    }
    write_answer(oracle, question, answer, out);
    for (size_t i = 0; i < question->group_count; i++) {
        (void)fprintf(weights, "%s%.17g", i == 0 ? "" : " ", question->groups[i].weight);
    }
    (void)fputc('\n', weights);
    for (size_t i = 0; i < asked.use_count; i++) {
        first[asked.uses[i].word] = 0;
    }
    free(asked.uses);
}

int main(int count, char **values)
{
    static Oracle oracle;
    peer_must(count == 2, "search_oracle FOLDER");
    peer_open(&oracle.shape, values[1], false);
    read_doors(&oracle);
    uint32_t *first = calloc(oracle.distinct + 1, sizeof *first);
    OracleAnswer answer = {
        .hits = calloc(oracle.shape.doors, sizeof(PeerHit)),
        .facets = calloc(oracle.shape.labels + PEER_FLAGS + 1, sizeof(uint32_t)),
    };
    peer_must(first != NULL && answer.hits != NULL && answer.facets != NULL, "no memory");
    FILE *out = peer_file(&oracle.shape, "oracle.tsv", "w");
    FILE *weights = peer_file(&oracle.shape, "weights.tsv", "w");
    for (size_t i = 0; i < oracle.shape.question_count; i++) {
        answer_question(&oracle, &oracle.shape.questions[i], first, &answer, out, weights);
    }
    (void)fclose(out);
    (void)fclose(weights);
    return 0;
}
