/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk_person.h"

#include "desk/desk_private.h"
#include "desk/queries.h"
#include "people/person.h"

/* Bytes of the first character: an initial may have an accent. */
static size_t first_character(Text text)
{
    size_t end = text.length > 0 ? 1 : 0;
    while (end < text.length && ((unsigned char)text.bytes[end] & 0xC0U) == 0x80U) {
        end++;
    }
    return end;
}

/* No longer than the column, and never through the middle of a character. */
static Text shortened(Text text)
{
    size_t end = text.length < DESK_LABEL_MOST ? text.length : DESK_LABEL_MOST;
    while (end > 0 && end < text.length && ((unsigned char)text.bytes[end] & 0xC0U) == 0x80U) {
        end--;
    }
    return text_slice(text, 0, end);
}

/* "Yasmina B.": a screen is read over shoulders. */
static Text short_name(Arena *arena, const PersonFile *file)
{
    const PersonFact *name = person_fact_first(file, FACT_NAME);
    if (name == NULL) {
        return shortened(person_display_name(arena, file));
    }
    const Text initial = text_slice(name->what.extra, 0, first_character(name->what.extra));
    if (initial.length == 0) {
        return shortened(name->what.value);
    }
    const Text given = shortened(name->what.value);
    return shortened(
        text_trim(text_format(arena, "%.*s %.*s.", TEXT_ARG(given), TEXT_ARG(initial))));
}

Outcome desk_person_label(Access *access, Id person, Text *label)
{
    PersonFile file = {0};
    TRY(person_read(access, person, &file));
    *label = file.person.is_restricted ? TEXT("") : short_name(access->arena, &file);
    return OK;
}

static Outcome read_last_visit(Access *access, Id person, Moment before, Moment *visit)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_LAST_OF_PERSON, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "before", before);
    TRY(statement_next(statement, &row, access->problem));
    *visit = row ? column_integer(statement, 0) : 0;
    return OK;
}

static void add_fact(const PersonFact *fact, DeskPerson *shown)
{
    if (fact->state != FACT_CURRENT || fact->is_withheld) {
        return;
    }
    const bool is_spoken =
        fact->what.kind == FACT_LANGUAGE || fact->what.kind == FACT_INTERPRETER;
    if (is_spoken && shown->language_count < DESK_PERSON_LANGUAGES) {
        shown->languages[shown->language_count++] = fact->what.value;
    }
    shown->must_hide |= fact->what.kind == FACT_CONTACT_RULE &&
                        text_equal(fact->what.value, TEXT("hide_screen"));
}

Outcome desk_person_read(Access *access, Id person, Moment before, DeskPerson *shown)
{
    PersonFile file = {0};
    TRY(desk_admit(access));
    TRY(person_read(access, person, &file));
    DeskPerson read = {
        .id = person,
        .team = file.person.team,
        .name = person_display_name(access->arena, &file),
        .age = person_age(&file, moment_to_local(access->now).date),
        .code = file.person.code,
    };
    for (size_t i = 0; i < file.facts.count; i++) {
        add_fact(&file.facts.items[i], &read);
    }
    if (read.must_hide) {
        read.name = short_name(access->arena, &file);
    }
    TRY(read_last_visit(access, person, before, &read.last_visit));
    *shown = read;
    return OK;
}
