/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/search/questions.h"

#include <math.h>
#include <stdlib.h>

#include "base/list.h"
#include "benches/generate.h"
#include "benches/search/understood.h"

enum { MOST_WORDS = 4, MOST_TRIES = 400 };

typedef struct Drawing {
    Arena *arena;
    Arena *scratch;
    const SearchIndex *index;
    const Records *records;
    Random random;
    size_t vocabulary;
    size_t tries; /* for one question: filters go when it will not have an answer */
} Drawing;

static uint32_t below(Drawing *drawing, size_t limit)
{
    return random_below(&drawing->random, (uint32_t)limit);
}

static bool chance(Drawing *drawing, uint32_t percent)
{
    return below(drawing, 100) < percent;
}

static size_t draw_word_count(Drawing *drawing)
{
    static const uint32_t up_to[MOST_WORDS] = {12, 40, 75, 93};
    const uint32_t at = below(drawing, 100);
    size_t count = 0;
    while (count < MOST_WORDS && at >= up_to[count]) {
        count++;
    }
    return count;
}

/* A word out of a text, or nothing. */
static Text word_of(Drawing *drawing, Text text)
{
    const size_t at = text.length == 0 ? 0 : below(drawing, text.length);
    size_t from = at;
    while (from > 0 && text.bytes[from - 1] != ' ') {
        from--;
    }
    return text_slice(text, from, text_find_byte(text, ' ', from));
}

/* People look for what there is: words of a real service, most of the time. */
static Text draw_word(Drawing *drawing, const Service *service, Language language)
{
    Text word = {"", 0};
    if (chance(drawing, 75)) {
        const Phrase *from = chance(drawing, 40) ? &service->name : &service->description;
        word = word_of(drawing, from->in[language]);
    }
    return word.length > 0
               ? word
               : generate_word(drawing->arena, &drawing->random, language, drawing->vocabulary);
}

static bool is_plain(Text word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.bytes[i] < 'a' || word.bytes[i] > 'z') {
            return false;
        }
    }
    return true;
}

/* One letter wrong, doubled, left out, or changed with its neighbour. */
static Text misspell(Drawing *drawing, Text word)
{
    char letters[160];
    if (word.length < 6 || word.length > 100 || !is_plain(word)) {
        return word;
    }
    const size_t at = 2 + below(drawing, word.length - 3);
    size_t length = 0;
    const uint32_t kind = below(drawing, 4);
    for (size_t i = 0; i < word.length; i++) {
        const bool is_here = i == at;
        if (is_here && kind == 0) {
            continue;
        }
        letters[length++] = is_here && kind == 1 ? 'x' : word.bytes[i];
        if (is_here && kind == 2) {
            letters[length++] = word.bytes[i];
        }
        if (is_here && kind == 3) {
            letters[length - 1] = word.bytes[i - 1];
            letters[length - 2] = word.bytes[i];
        }
    }
    return text_copy(drawing->arena, (Text){letters, length});
}

static bool has_text(const Text *items, size_t count, Text text)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(items[i], text)) {
            return true;
        }
    }
    return false;
}

static Text draw_text(Drawing *drawing, const Service *service, size_t words, Text town)
{
    Text items[MOST_WORDS + 2];
    size_t count = 0;
    const Language languages[] = {FRENCH, FRENCH, FRENCH, DUTCH, DUTCH, GERMAN, ENGLISH};
    const Language language = languages[below(drawing, LENGTH_OF(languages))];
    for (size_t i = 0; i < words; i++) {
        Text word = draw_word(drawing, service, language);
        while (has_text(items, count, word)) {
            word =
                generate_word(drawing->arena, &drawing->random, language, drawing->vocabulary);
        }
        items[count++] = chance(drawing, 6) ? misspell(drawing, word) : word;
    }
    if (town.length > 0) {
        items[count++] = TEXT("à");
        items[count++] = town;
    }
    return text_join(drawing->arena, items, count, TEXT(" "));
}

static TextSpan one(Drawing *drawing, Text code)
{
    Text *items = ARENA_NEW(drawing->arena, Text);
    *items = code;
    return (TextSpan){items, 1};
}

static TextSpan one_of(Drawing *drawing, TextSpan span)
{
    return span.count == 0 ? span : one(drawing, span.items[below(drawing, span.count)]);
}

static bool filters(Drawing *drawing, uint32_t percent)
{
    return chance(drawing, percent) && drawing->tries < MOST_TRIES / 2;
}

static void draw_filters(Drawing *drawing, const Service *service, SearchRequest *request)
{
    if (filters(drawing, 25) && service->needs.count > 0) {
        const uint32_t need = service->needs.items[0];
        request->needs = one(drawing, drawing->records->catalogue->needs->terms[need].code);
    }
    if (filters(drawing, 30)) {
        request->publics = one_of(drawing, service->publics);
    }
    if (filters(drawing, 25)) {
        request->languages = one_of(drawing, service->languages);
    }
    request->only_free = filters(drawing, 22);
    request->only_accessible = filters(drawing, 15);
    request->only_open = filters(drawing, 35);
}

/* A door that has a point: the person is within a few kilometres of it. */
static const Door *draw_door(Drawing *drawing)
{
    const Catalogue *catalogue = drawing->records->catalogue;
    for (;;) {
        const Door *door = &catalogue->doors[below(drawing, catalogue->door_count)];
        if (door->location != NONE && catalogue->locations[door->location].has_point) {
            return door;
        }
    }
}

static GeoPoint near(Drawing *drawing, GeoPoint point)
{
    const double north = random_unit(&drawing->random) - 0.5;
    const double east = random_unit(&drawing->random) - 0.5;
    return (GeoPoint){point.latitude + north * 0.06, point.longitude + east * 0.09};
}

static Question draw_question(Drawing *drawing, size_t words, bool is_nearest, bool names_town)
{
    static const double radii[] = {2000, 5000, 10000, 25000};
    const Catalogue *catalogue = drawing->records->catalogue;
    const Door *door = draw_door(drawing);
    const Location *location = &catalogue->locations[door->location];
    const Service *service = &catalogue->services[door->service];
    const Text town = names_town && !is_nearest ? location->city : (Text){"", 0};
    Question question = {.moment = below(drawing, RECORD_MOMENTS)};
    question.request = (SearchRequest){
        .text = draw_text(drawing, service, words, town),
        .has_origin = true,
        .origin = near(drawing, location->point),
        .radius = is_nearest ? 0 : radii[below(drawing, LENGTH_OF(radii))],
        .order = is_nearest ? BY_DISTANCE : BY_RELEVANCE,
        .only_page = is_nearest,
        .at = drawing->records->moments[question.moment],
    };
    draw_filters(drawing, service, &question.request);
    return question;
}

/* Found as asked, or once a mistake was put right. */
static bool has_answer(Drawing *drawing, Question *question)
{
    SearchResult result = {0};
    const ArenaMark mark = arena_mark(drawing->scratch);
    const Outcome outcome =
        search(drawing->index, drawing->scratch, &question->request, &result, NULL);
    arena_rewind(drawing->scratch, mark);
    question->with_typos = result.is_gap;
    return outcome == OK && result.total > 0 && !result.relaxed[RELAXED_WORDS] &&
           !result.relaxed[RELAXED_NEEDS] && !result.relaxed[RELAXED_DISTANCE];
}

static bool draw_one(Drawing *drawing, Questions *questions)
{
    const size_t words = draw_word_count(drawing);
    const bool is_nearest = chance(drawing, 25);
    const bool names_town = chance(drawing, 6);
    for (drawing->tries = 0; drawing->tries < MOST_TRIES; drawing->tries++) {
        Question question = draw_question(drawing, words, is_nearest, names_town);
        questions->draws++;
        if (has_answer(drawing, &question)) {
            questions->items[questions->count++] = question;
            return true;
        }
    }
    return false;
}

Questions questions_draw(Arena *arena, const SearchIndex *index, const Records *records,
                         size_t wanted, size_t vocabulary, uint64_t seed)
{
    Arena *scratch SCOPED(arena_close) = arena_new((size_t)1 << 20);
    (void)arena_allocate(scratch, 1);
    Drawing drawing = {.arena = arena,
                       .scratch = scratch,
                       .index = index,
                       .records = records,
                       .random = random_seeded(seed),
                       .vocabulary = vocabulary};
    Questions questions = {.items = ARENA_ARRAY(arena, Question, wanted)};
    while (questions.count < wanted) {
        if (!draw_one(&drawing, &questions)) {
            break; /* a directory too small to ask anything */
        }
    }
    return questions;
}

/* -------------------------------------------------------------------------------- writing */

static int32_t label_of(const Records *records, size_t kind, TextSpan codes)
{
    return codes.count == 0 ? -1 : records_label(records, kind, codes.items[0]);
}

static void write_question(const SearchIndex *index, const Records *records,
                           const Question *question, size_t number, FILE *file)
{
    const SearchRequest *request = &question->request;
    char *groups = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&groups, &length);
    const Understood understood =
        understood_write(index, request, question->with_typos, memory);
    (void)fclose(memory);
    const Vector origin = records_vector(understood.origin);
    (void)fprintf(file, "%zu\t%c\t%zu\t%d\t%.8f\t%.8f\t%.17g\t%.17g\t%.17g\t%.0f\t", number,
                  request->order == BY_DISTANCE ? 'N' : 'R', question->moment,
                  (int)moment_to_local(request->at).date, understood.origin.latitude,
                  understood.origin.longitude, origin.x, origin.y, origin.z, understood.radius);
    (void)fprintf(file, "%d\t%d\t%d\t%d\t%d\t%s\t%.*s\n", label_of(records, 0, request->needs),
                  label_of(records, 1, request->publics),
                  label_of(records, 3, request->languages),
                  request->only_free + 2 * request->only_accessible, request->only_open, groups,
                  TEXT_ARG(request->text));
    free(groups);
}

void questions_write(const SearchIndex *index, const Records *records,
                     const Questions *questions)
{
    FILE *file = records_file(records, "questions.tsv");
    for (size_t i = 0; i < questions->count; i++) {
        write_question(index, records, &questions->items[i], i, file);
    }
    (void)fclose(file);
}
