/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/retention.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "casework/retention_file.h"
#include "yaml/yaml.h"

enum { MOST_CLASSES = 32, MOST_YEARS = 100, MOST_DAYS = 3660 };

/* Compiled in, and read by a test: a fault in the file ends the program at once. */
static struct {
    Arena *arena; /* for the life of the program */
    Retention items[MOST_CLASSES];
    size_t count;
    QuestionPeriods questions;
    DwellingPeriods dwellings;
} table;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void must(bool condition, const char *what, Text name)
{
    if (!condition) {
        (void)fprintf(stderr, "data/access/retention.yaml: %s: %.*s\n", what, TEXT_ARG(name));
        abort();
    }
}

static void read_class(const YamlNode *node)
{
    must(table.count < MOST_CLASSES, "too many classes", yaml_member_text(node, "key"));
    Retention *retention = &table.items[table.count++];
    *retention = (Retention){
        .key = yaml_member_text(node, "key"),
        .from = yaml_member_text(node, "from"),
        .source = yaml_member_text(node, "source"),
    };
    const Text set_by = yaml_member_text(node, "set_by");
    retention->is_to_be_set = text_equal(set_by, TEXT("house"));
    must(retention->is_to_be_set || text_equal(set_by, TEXT("law")), "set_by: house or law",
         retention->key);
    must(text_to_integer(yaml_member_text(node, "years"), &retention->years) &&
             retention->years > 0 && retention->years <= MOST_YEARS,
         "1 to 100 years", retention->key);
    must(retention->from.length > 0 && retention->source.length > 0,
         "a day and a source are expected", retention->key);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        retention->name.in[i] = yaml_member_text(yaml_member(node, "name"), code);
        must(retention->name.in[i].length > 0, "no name in one of the languages",
             retention->key);
    }
}

static int64_t read_days(const YamlNode *periods, const char *name)
{
    int64_t days = 0;
    must(text_to_integer(yaml_member_text(periods, name), &days) && days > 0 &&
             days <= MOST_DAYS,
         "1 to 3660 days", text_from(name));
    return days;
}

static void read_file(void)
{
    table.arena = arena_new(0);
    Problem problem = {.arena = table.arena};
    const YamlNode *root = NULL;
    must(yaml_read(table.arena, TEXT("data/access/retention.yaml"), RETENTION_FILE, &root,
                   &problem) == OK,
         "not read", problem.detail);
    const YamlNode *questions = yaml_member(root, "questions");
    table.questions.open_days = read_days(questions, "open_days");
    table.questions.kept_days = read_days(questions, "kept_days");
    const YamlNode *dwellings = yaml_member(root, "dwellings");
    table.dwellings.income_days = read_days(dwellings, "income_days");
    table.dwellings.candidature_days = read_days(dwellings, "candidature_days");
    for (const YamlNode *node = yaml_member(root, "classes")->first; node != NULL;
         node = node->next) {
        read_class(node);
    }
}

RetentionList retentions(void)
{
    (void)pthread_once(&table_once, read_file);
    return (RetentionList){table.items, table.count};
}

QuestionPeriods question_periods(void)
{
    (void)pthread_once(&table_once, read_file);
    return table.questions;
}

DwellingPeriods dwelling_periods(void)
{
    (void)pthread_once(&table_once, read_file);
    return table.dwellings;
}

const Retention *retention_find(Text key)
{
    const RetentionList list = retentions();
    for (size_t i = 0; i < list.count; i++) {
        if (text_equal(list.items[i].key, key)) {
            return &list.items[i];
        }
    }
    return NULL;
}

Text retention_keys(Arena *arena)
{
    const RetentionList list = retentions();
    Text keys[MOST_CLASSES];
    for (size_t i = 0; i < list.count; i++) {
        keys[i] = list.items[i].key;
    }
    return text_join(arena, keys, list.count, TEXT(", "));
}

/* The same day, years later; the 29th of February becomes the 1st of March. */
Moment retention_end(const Retention *retention, Moment closed)
{
    LocalTime local = moment_to_local(closed);
    CivilDate day = date_to_civil(local.date);
    day.year += (int)retention->years;
    if (!date_is_valid(day)) {
        day.month = 3;
        day.day = 1;
    }
    local.date = date_from_civil(day);
    return moment_from_local(local);
}
