/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of the comparison, read (benches/search/files.md). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "benches/search/peer.h"

FILE *peer_file(const PeerShape *shape, const char *name, const char *mode)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", shape->folder, name);
    FILE *file = fopen(path, mode);
    peer_must(file != NULL, path);
    return file;
}

static size_t cut(char *line, char separator, char **parts, size_t most)
{
    const char separators[2] = {separator, '\0'};
    size_t count = 0;
    char *rest = line;
    for (char *part = NULL; count < most && (part = strsep(&rest, separators)) != NULL;) {
        parts[count++] = part;
    }
    return count;
}

static bool read_line(FILE *file, char **line, size_t *room)
{
    const ssize_t length = getline(line, room, file);
    if (length > 0 && (*line)[length - 1] == '\n') {
        (*line)[length - 1] = '\0';
    }
    return length > 0;
}

static unsigned words_in(const char *text)
{
    unsigned words = *text != '\0';
    for (; *text != '\0'; text++) {
        words += *text == ' ';
    }
    return words;
}

static void read_facts(char **parts, Facts *facts)
{
    char *rest = parts[10];
    memset(facts, 0, sizeof *facts);
    facts->has_point = *parts[1] != '-' || parts[1][1] != '\0';
    if (facts->has_point) {
        facts->x = strtod(parts[1], NULL);
        facts->y = strtod(parts[2], NULL);
        facts->z = strtod(parts[3], NULL);
    }
    facts->flags = (uint8_t)strtoul(parts[6], NULL, 10);
    facts->hours = (uint16_t)strtoul(parts[7], NULL, 10);
    facts->valid_from = (int32_t)strtol(parts[8], NULL, 10);
    facts->valid_to = (int32_t)strtol(parts[9], NULL, 10);
    for (char *label = NULL; (label = strsep(&rest, " ")) != NULL;) {
        if (*label != '\0') {
            peer_must(facts->label_count < PEER_LABELS, "a record with too many labels");
            facts->labels[facts->label_count++] = (uint16_t)strtoul(label, NULL, 10);
        }
    }
    for (size_t i = 0; i < PEER_FIELDS; i++) {
        facts->lengths[i] = (uint16_t)words_in(parts[11 + i]);
    }
}

bool peer_next(FILE *records, PeerRecord *record)
{
    static char *line = NULL;
    static size_t room = 0;
    char *parts[16];
    if (!read_line(records, &line, &room)) {
        return false;
    }
    peer_must(cut(line, '\t', parts, 16) == 16, "a broken record");
    record->number = (uint32_t)strtoul(parts[0], NULL, 10);
    record->latitude = strtod(parts[4], NULL);
    record->longitude = strtod(parts[5], NULL);
    read_facts(parts, &record->facts);
    for (size_t i = 0; i < PEER_FIELDS; i++) {
        record->fields[i] = parts[11 + i];
    }
    return true;
}

/* "word:0.8 word:1": names and numbers; gives their count. */
static size_t read_pairs(char *text, char ***names, double **values)
{
    const size_t most = words_in(text);
    size_t count = 0;
    char *rest = text;
    *names = (char **)calloc(most + 1, sizeof **names);
    *values = (double *)calloc(most + 1, sizeof **values);
    for (char *pair = NULL; (pair = strsep(&rest, " ")) != NULL;) {
        char *colon = strchr(pair, ':');
        if (colon != NULL) {
            *colon = '\0';
            (*names)[count] = strdup(pair);
            (*values)[count++] = strtod(colon + 1, NULL);
        }
    }
    return count;
}

static void read_group(char *text, PeerGroup *group)
{
    char *parts[4];
    char **needs = NULL;
    peer_must(cut(text, ',', parts, 4) == 4, "a broken group");
    group->kind = *parts[0];
    group->weight = strtod(parts[1], NULL);
    group->word_count = read_pairs(parts[2], &group->words, &group->qualities);
    group->need_count = read_pairs(parts[3], &needs, &group->strengths);
    group->needs = (uint32_t *)calloc(group->need_count + 1, sizeof *group->needs);
    for (size_t i = 0; i < group->need_count; i++) {
        group->needs[i] = (uint32_t)strtoul(needs[i], NULL, 10);
        free(needs[i]);
    }
    free(needs);
}

static void read_groups(char *text, PeerQuestion *question)
{
    char *parts[64];
    question->group_count = *text == '\0' ? 0 : cut(text, '|', parts, 64);
    question->groups = (PeerGroup *)calloc(question->group_count + 1, sizeof *question->groups);
    for (size_t i = 0; i < question->group_count; i++) {
        read_group(parts[i], &question->groups[i]);
        question->asks_words |= question->groups[i].kind == 'R';
        question->names_place |= question->groups[i].kind == 'P';
    }
}

static void read_question(char *line, PeerQuestion *question)
{
    char *parts[17];
    peer_must(cut(line, '\t', parts, 17) == 17, "a broken question");
    question->is_nearest = *parts[1] == 'N';
    question->moment = (uint32_t)strtoul(parts[2], NULL, 10);
    question->date = (int32_t)strtol(parts[3], NULL, 10);
    question->latitude = strtod(parts[4], NULL);
    question->longitude = strtod(parts[5], NULL);
    question->x = strtod(parts[6], NULL);
    question->y = strtod(parts[7], NULL);
    question->z = strtod(parts[8], NULL);
    question->radius = strtod(parts[9], NULL);
    for (size_t i = 0; i < 3; i++) {
        question->labels[i] = (int32_t)strtol(parts[10 + i], NULL, 10);
    }
    question->flags = (uint8_t)strtoul(parts[13], NULL, 10);
    question->is_open = *parts[14] == '1';
    read_groups(parts[15], question);
}

static void read_questions(PeerShape *shape)
{
    FILE *file = peer_file(shape, "questions.tsv", "r");
    char *line = NULL;
    size_t room = 0;
    shape->questions =
        (PeerQuestion *)calloc(shape->question_count + 1, sizeof *shape->questions);
    for (size_t i = 0; i < shape->question_count; i++) {
        peer_must(read_line(file, &line, &room), "a question is missing");
        read_question(line, &shape->questions[i]);
    }
    free(line);
    (void)fclose(file);
}

static void read_weights(PeerShape *shape)
{
    FILE *file = peer_file(shape, "weights.tsv", "r");
    char *line = NULL;
    size_t room = 0;
    for (size_t i = 0; i < shape->question_count; i++) {
        peer_must(read_line(file, &line, &room), "a weight is missing");
        char *rest = line;
        for (size_t j = 0; j < shape->questions[i].group_count; j++) {
            shape->questions[i].groups[j].weight = strtod(rest, &rest);
        }
    }
    free(line);
    (void)fclose(file);
}

static void read_open(PeerShape *shape)
{
    FILE *file = peer_file(shape, "open.tsv", "r");
    char *line = NULL;
    size_t room = 0;
    shape->open = (uint8_t *)calloc((size_t)shape->moments * shape->classes + 1, 1);
    for (size_t i = 0; i < shape->moments; i++) {
        peer_must(read_line(file, &line, &room), "a moment is missing");
        const char *bits = strchr(line, '\t');
        peer_must(bits != NULL && strlen(bits + 1) == shape->classes, "a broken moment");
        for (size_t j = 0; j < shape->classes; j++) {
            shape->open[i * shape->classes + j] = bits[1 + j] == '1';
        }
    }
    free(line);
    (void)fclose(file);
}

void peer_open(PeerShape *shape, const char *folder, bool with_weights)
{
    char *line = NULL;
    size_t room = 0;
    memset(shape, 0, sizeof *shape);
    shape->folder = strdup(folder);
    FILE *file = peer_file(shape, "shape.tsv", "r");
    peer_must(read_line(file, &line, &room), "an empty shape");
    char *rest = line;
    shape->doors = (uint32_t)strtoul(rest, &rest, 10);
    shape->labels = (uint32_t)strtoul(rest, &rest, 10);
    shape->classes = (uint32_t)strtoul(rest, &rest, 10);
    shape->moments = (uint32_t)strtoul(rest, &rest, 10);
    shape->question_count = strtoul(rest, &rest, 10);
    for (size_t i = 0; i < PEER_FIELDS; i++) {
        shape->averages[i] = strtod(rest, &rest);
    }
    free(line);
    (void)fclose(file);
    read_open(shape);
    read_questions(shape);
    if (with_weights) {
        read_weights(shape);
    }
}
