/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/search/records.h"

#include <math.h>
#include <stdlib.h>

#include "base/list.h"
#include "base/random.h"
#include "words/fold.h"
#include "words/stop.h"

enum { NAME, ORGANIZATION, DESCRIPTION, PLACE, OTHER, FIELDS };
enum { KIND_NEED, KIND_PUBLIC, KIND_MODE, KIND_LANGUAGE, KINDS };

static const Moment FIRST_DAY = 1795474800; /* 2026-11-24T00:00+01:00, a Tuesday */

FILE *records_file(const Records *records, const char *name)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%.*s/%s", TEXT_ARG(records->folder), name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

Vector records_vector(GeoPoint point)
{
    static const double DEGREE = 3.14159265358979323846 / 180;
    const double latitude = point.latitude * DEGREE;
    const double longitude = point.longitude * DEGREE;
    return (Vector){cos(latitude) * cos(longitude), cos(latitude) * sin(longitude),
                    sin(latitude)};
}

/* --------------------------------------------------------------------------------- labels */

static const TextSpan *codes_of(const Service *service, size_t kind)
{
    const TextSpan *spans[KINDS] = {
        [KIND_PUBLIC] = &service->publics,
        [KIND_MODE] = &service->modes,
        [KIND_LANGUAGE] = &service->languages,
    };
    return spans[kind];
}

typedef LIST_OF(Text) TextList;

static bool has_code(const TextList *codes, size_t from, Text code)
{
    for (size_t i = from; i < codes->count; i++) {
        if (text_equal(codes->items[i], code)) {
            return true;
        }
    }
    return false;
}

static void number_labels(Arena *arena, Records *records)
{
    const Catalogue *catalogue = records->catalogue;
    TextList codes = {0};
    for (size_t i = 0; i < catalogue->needs->term_count; i++) {
        LIST_APPEND(arena, &codes, catalogue->needs->terms[i].code);
    }
    for (size_t kind = KIND_PUBLIC; kind < KINDS; kind++) {
        records->kinds[kind] = codes.count;
        for (size_t i = 0; i < catalogue->service_count; i++) {
            const TextSpan *span = codes_of(&catalogue->services[i], kind);
            for (size_t j = 0; j < span->count; j++) {
                if (!has_code(&codes, records->kinds[kind], span->items[j])) {
                    LIST_APPEND(arena, &codes, span->items[j]);
                }
            }
        }
    }
    records->kinds[KINDS] = codes.count;
    records->labels = codes.items;
    records->label_count = codes.count;
}

int32_t records_label(const Records *records, size_t kind, Text code)
{
    for (size_t i = records->kinds[kind]; i < records->kinds[kind + 1]; i++) {
        if (text_equal(records->labels[i], code)) {
            return (int32_t)i;
        }
    }
    return -1;
}

static void write_label(FILE *file, uint32_t label, bool *is_first)
{
    (void)fprintf(file, "%s%u", *is_first ? "" : " ", label);
    *is_first = false;
}

/* The needs of a service and those above them, once each. */
static size_t needs_of(const Catalogue *catalogue, const Service *service, uint32_t *needs,
                       size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < service->needs.count; i++) {
        for (uint32_t need = service->needs.items[i]; need != NONE;
             need = catalogue->needs->terms[need].parent) {
            size_t at = 0;
            while (at < count && needs[at] != need) {
                at++;
            }
            if (at == count && count < most) {
                needs[count++] = need;
            }
        }
    }
    return count;
}

static void write_labels(const Records *records, const Service *service, FILE *file)
{
    uint32_t needs[16];
    const size_t count = needs_of(records->catalogue, service, needs, LENGTH_OF(needs));
    bool is_first = true;
    for (size_t i = 0; i < count; i++) {
        write_label(file, needs[i], &is_first);
    }
    for (size_t kind = KIND_PUBLIC; kind < KINDS; kind++) {
        const TextSpan *span = codes_of(service, kind);
        for (size_t i = 0; i < span->count; i++) {
            write_label(file, (uint32_t)records_label(records, kind, span->items[i]),
                        &is_first);
        }
    }
}

/* ---------------------------------------------------------------------------------- hours */

static int compare_pointers(const void *a, const void *b)
{
    const uintptr_t first = (uintptr_t) * (const Hours *const *)a;
    const uintptr_t second = (uintptr_t) * (const Hours *const *)b;
    return (first > second) - (first < second);
}

static void number_hours(Arena *arena, Records *records)
{
    const Catalogue *catalogue = records->catalogue;
    const Hours **all = ARENA_ARRAY(arena, const Hours *, catalogue->door_count + 1);
    for (size_t i = 0; i < catalogue->door_count; i++) {
        all[i + 1] = catalogue->doors[i].hours; /* the first stays NULL */
    }
    qsort(all, catalogue->door_count + 1, sizeof *all, compare_pointers);
    size_t kept = 1;
    for (size_t i = 1; i < catalogue->door_count + 1; i++) {
        if (all[i] != all[kept - 1]) {
            all[kept++] = all[i];
        }
    }
    records->classes = all;
    records->class_count = kept;
}

static size_t class_of(const Records *records, const Hours *hours)
{
    const Hours **found = bsearch(&hours, records->classes, records->class_count,
                                  sizeof *records->classes, compare_pointers);
    return (size_t)(found - records->classes);
}

/* Any quarter of an hour of the six weeks to come, Christmas among them, by day mostly. */
static void draw_moments(Records *records, uint64_t seed)
{
    Random random = random_seeded(seed ^ 0x600d);
    for (size_t i = 0; i < RECORD_MOMENTS; i++) {
        const uint32_t day = random_below(&random, 42);
        const uint32_t quarter = random_below(&random, 4) == 0 ? random_below(&random, 96)
                                                               : 32 + random_below(&random, 44);
        records->moments[i] = FIRST_DAY + (Moment)day * 86400 + (Moment)quarter * 900;
    }
}

static void write_open(const Records *records)
{
    FILE *file = records_file(records, "open.tsv");
    for (size_t i = 0; i < RECORD_MOMENTS; i++) {
        (void)fprintf(file, "%lld\t", (long long)records->moments[i]);
        for (size_t j = 0; j < records->class_count; j++) {
            const Hours *hours = records->classes[j];
            const bool is_open =
                hours != NULL && hours_state(hours, records->moments[i]) == HOURS_OPEN;
            (void)fputc(is_open ? '1' : '0', file);
        }
        (void)fputc('\n', file);
    }
    (void)fclose(file);
}

/* ---------------------------------------------------------------------------------- words */

typedef struct Field {
    Arena *arena;
    FILE *file;
    size_t words;
    bool keeps_grammar; /* in names, grammar may be the name itself */
} Field;

static void write_word(Field *field, Text word)
{
    (void)fprintf(field->file, "%s%.*s", field->words == 0 ? "" : " ", TEXT_ARG(word));
    field->words++;
}

static void write_text(Field *field, Text text)
{
    const ArenaMark mark = arena_mark(field->arena);
    WordList words = {0};
    fold_words(field->arena, text, &words);
    for (size_t i = 0; i < words.count; i++) {
        const Word *word = &words.items[i];
        if (field->keeps_grammar || word_weight(word->folded) != WORD_STOP) {
            write_word(field, word->folded);
        }
        if (word->umlauts.length > 0) {
            write_word(field, word->umlauts);
        }
        if (word->is_joined && i > 0) {
            const Text pair[] = {word[-1].folded, word->folded};
            const Text joined = text_join(field->arena, pair, 2, TEXT(""));
            if (joined.length <= WORD_BYTES) {
                write_word(field, joined);
            }
        }
    }
    arena_rewind(field->arena, mark);
}

static void write_phrase(Field *field, const Phrase *phrase)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        write_text(field, phrase->in[language]);
    }
}

static void write_place(Field *field, const Location *location)
{
    if (location != NULL && !location->is_confidential) {
        write_phrase(field, &location->name);
        write_text(field, location->street);
        write_text(field, location->postal_code);
        write_text(field, location->city);
    }
}

static void write_other(Field *field, const Catalogue *catalogue, const Door *door)
{
    const Service *service = &catalogue->services[door->service];
    for (size_t i = 0; i < service->condition_count; i++) {
        write_phrase(field, &service->conditions[i].text);
    }
    write_phrase(field, &catalogue->organizations[service->organization].description);
    write_phrase(field, &door->hours_text);
}

static void write_field(Field *field, const Catalogue *catalogue, const Door *door,
                        size_t number)
{
    const Service *service = &catalogue->services[door->service];
    const Organization *organization = &catalogue->organizations[service->organization];
    switch (number) {
    case NAME:
        write_phrase(field, &service->name);
        write_phrase(field, &service->alternate_name);
        break;
    case ORGANIZATION:
        write_phrase(field, &organization->name);
        write_phrase(field, &organization->alternate_name);
        break;
    case DESCRIPTION:
        write_phrase(field, &service->description);
        write_phrase(field, &door->description);
        break;
    case PLACE:
        write_place(field,
                    door->location == NONE ? NULL : &catalogue->locations[door->location]);
        break;
    default:
        write_other(field, catalogue, door);
        break;
    }
}

/* -------------------------------------------------------------------------------- records */

static unsigned flags_of(const Catalogue *catalogue, const Door *door)
{
    const Location *location =
        door->location == NONE ? NULL : &catalogue->locations[door->location];
    unsigned flags = catalogue->services[door->service].is_free == YES ? 1 : 0;
    flags |= location != NULL && location->accessibility.count > 0 ? 2 : 0;
    flags |= location != NULL && location->accepts_animals == YES ? 4 : 0;
    flags |= location == NULL ? 8 : 0;
    flags |= location != NULL && location->is_confidential ? 16 : 0;
    return flags;
}

static void write_point(FILE *file, const Location *location)
{
    if (location == NULL || !location->has_point || location->is_confidential) {
        (void)fprintf(file, "-\t-\t-\t0\t0");
        return;
    }
    const Vector vector = records_vector(location->point);
    (void)fprintf(file, "%.17g\t%.17g\t%.17g\t%.8f\t%.8f", vector.x, vector.y, vector.z,
                  location->point.latitude, location->point.longitude);
}

static void write_record(Records *records, Arena *arena, FILE *file, size_t number)
{
    const Catalogue *catalogue = records->catalogue;
    const Door *door = &catalogue->doors[number];
    const Validity validity = door_validity(catalogue, door);
    (void)fprintf(file, "%zu\t", number);
    write_point(file, door->location == NONE ? NULL : &catalogue->locations[door->location]);
    (void)fprintf(file, "\t%u\t%zu\t%d\t%d\t", flags_of(catalogue, door),
                  class_of(records, door->hours),
                  validity.first == DATE_NONE ? INT32_MIN : (int)validity.first,
                  validity.last == DATE_NONE ? INT32_MAX : (int)validity.last);
    write_labels(records, &catalogue->services[door->service], file);
    for (size_t i = 0; i < FIELDS; i++) {
        Field field = {arena, file, 0, i == NAME || i == ORGANIZATION};
        (void)fputc('\t', file);
        write_field(&field, catalogue, door, i);
        records->averages[i] += (double)field.words;
    }
    (void)fputc('\n', file);
}

void records_write(Records *records)
{
    FILE *file = records_file(records, "records.tsv");
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < records->catalogue->door_count; i++) {
        write_record(records, arena, file, i);
    }
    (void)fclose(file);
    for (size_t i = 0; i < FIELDS; i++) {
        records->averages[i] =
            records->averages[i] / (double)records->catalogue->door_count + 1;
    }
    file = records_file(records, "labels.tsv");
    for (size_t i = 0; i < records->label_count; i++) {
        (void)fprintf(file, "%zu\t%.*s\n", i, TEXT_ARG(records->labels[i]));
    }
    (void)fclose(file);
    write_open(records);
}

void records_write_shape(const Records *records, size_t questions)
{
    FILE *file = records_file(records, "shape.tsv");
    (void)fprintf(file, "%zu\t%zu\t%zu\t%d\t%zu", records->catalogue->door_count,
                  records->label_count, records->class_count, RECORD_MOMENTS, questions);
    for (size_t i = 0; i < FIELDS; i++) {
        (void)fprintf(file, "\t%.17g", records->averages[i]);
    }
    (void)fputc('\n', file);
    (void)fclose(file);
}

Records records_number(Arena *arena, const Catalogue *catalogue, Text folder, uint64_t seed)
{
    Records records = {.catalogue = catalogue, .folder = folder};
    number_labels(arena, &records);
    number_hours(arena, &records);
    draw_moments(&records, seed);
    return records;
}
