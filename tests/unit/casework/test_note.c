/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "unit/casework/case_fixture.h"

static size_t notes_for(Fixture *fixture, Store *store, Caller caller, CaseStory *story)
{
    assert_int_equal(acts(fixture, store, caller, read_notes, story), OK);
    return story->notes.count;
}

static void write_as(Fixture *fixture, Store *store, Caller caller, CaseStory *story,
                     NoteSecrecy secrecy)
{
    story->note.secrecy = secrecy;
    assert_int_equal(acts(fixture, store, caller, write_note, story), OK);
}

static Caller stranger_nurse(void)
{
    Caller caller = worker(12, house_of_others, team_of_others, "clinician");
    caller.profession = TEXT("nurse");
    return caller;
}

/* An identifier as the engine at hand writes it in a statement. */
static Text blob_literal(Arena *arena, Id id)
{
    char digits[2 * sizeof id.bytes + 1];
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        (void)snprintf(digits + 2 * i, 3, "%02x", id.bytes[i]);
    }
    return text_format(arena, test_server() == NULL ? "x'%s'" : "'\\x%s'", digits);
}

/* ------------------------------------------------------------------------------------ who */

static void a_note_for_the_team_is_read_by_the_team(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(notes_for(fixture, store, nurse(), &story), 1);
    assert_text_equal(story.notes.items[0].words, story.note.words);
}

static void a_note_of_a_profession_is_read_by_that_profession_of_the_circle_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, nurse(), &story, NOTE_PROFESSION);
    assert_int_equal(notes_for(fixture, store, nurse(), &story), 1);
    assert_int_equal(notes_for(fixture, store, desk(), &story), 0);
    assert_int_equal(story.notes.withheld, 1);
    assert_int_equal(acts(fixture, store, stranger_nurse(), read_notes, &story), NOT_FOUND);
    shared_with_others(fixture, store, &story, CLASS_NOTES);
    assert_int_equal(notes_for(fixture, store, stranger_nurse(), &story), 0);
    shared_with_others(fixture, store, &story, CLASS_HEALTH);
    assert_int_equal(notes_for(fixture, store, stranger_nurse(), &story), 1);
}

static void an_authors_note_is_read_by_its_author_alone_even_when_glass_is_broken(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_AUTHOR);
    assert_int_equal(notes_for(fixture, store, desk(), &story), 1);
    assert_int_equal(notes_for(fixture, store, nurse(), &story), 0);
    assert_int_equal(acts(fixture, store, stranger(), break_the_glass, &story), OK);
    assert_int_equal(notes_for(fixture, store, stranger(), &story), 0);
    assert_int_equal(story.notes.withheld, 1);
}

static void broken_glass_opens_the_notes_of_the_team_for_its_hour(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    /* A colleague of the house, whom no case is open to, may break it as well. */
    assert_int_equal(acts(fixture, store, care(), read_notes, &story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, care(), break_the_glass, &story), OK);
    assert_int_equal(notes_for(fixture, store, care(), &story), 1);
    the_time = NOON + GLASS_SECONDS;
    assert_int_equal(acts(fixture, store, care(), read_notes, &story), NOT_FOUND);
    the_time = NOON;
}

static void the_situation_that_is_shared_shows_no_note(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    shared_with_others(fixture, store, &story, CLASS_SITUATION);
    assert_int_equal(notes_for(fixture, store, stranger(), &story), 0);
    assert_int_equal(story.notes.withheld, 1);
    shared_with_others(fixture, store, &story, CLASS_NOTES);
    assert_int_equal(notes_for(fixture, store, stranger(), &story), 1);
}

static void who_has_no_right_to_cases_reads_no_note(void **state)
{
    static const char *const barred[] = {"administrator",   "data_protection_officer",
                                         "medical_control", "accountant",
                                         "coordinator",     "desk_worker"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    for (size_t i = 0; i < LENGTH_OF(barred); i++) {
        const Caller caller = worker(20, house_of_exemple, team_of_desk, barred[i]);
        assert_int_equal(acts(fixture, store, caller, read_notes, &story), REFUSED);
        assert_int_equal(acts(fixture, store, caller, write_note, &story), REFUSED);
    }
}

static Outcome try_and_keep_the_line(Access *access, void *context)
{
    CaseStory *story = context;
    assert_int_equal(note_list(access, story->id, &story->notes), REFUSED);
    assert_int_equal(access->notes.count, 1);
    assert_text_equal(access->notes.items[0].act, TEXT("case.read refused"));
    assert_true(id_equal(access->notes.items[0].person, story->person));
    return OK;
}

static void the_journal_keeps_an_administrators_try(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Caller administrator = worker(20, house_of_exemple, team_of_desk, "administrator");
    assert_int_equal(acts(fixture, store, administrator, try_and_keep_the_line, &story), OK);
}

/* ---------------------------------------------------------------------------------- limits */

static void a_note_keeps_what_is_visible_up_to_twenty_thousand_characters(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    static char letters[2 * NOTE_WORDS_MOST + 2];
    for (size_t i = 0; i + 1 < sizeof letters; i += 2) {
        memcpy(letters + i, "\xC3\xA9", 2);
    }
    story.note.words = text_of(letters, sizeof letters);
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), INVALID);
    story.note.words = text_of(letters, sizeof letters - 2);
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    story.note.words = TEXT("a\xE2\x80\xAE"
                            "b");
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(notes_for(fixture, store, desk(), &story), 2);
    story.note.words = TEXT(" \n ");
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), INVALID);
}

static void a_correction_replaces_a_note_of_ones_own(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    story.note.replaces = story.note_id;
    assert_int_equal(acts(fixture, store, nurse(), write_note, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("replaces"));
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    assert_int_equal(notes_for(fixture, store, desk(), &story), 2);
}

static void who_has_no_profession_writes_no_note_of_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    story.note.secrecy = NOTE_PROFESSION;
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("secrecy"));
}

/* ---------------------------------------------------------------------------------- sealed */

static void without_keys_a_note_is_neither_written_nor_read(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), REFUSED);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), REFUSED);
    keys_are_at_hand = true;
}

static void a_note_put_into_another_case_or_row_is_not_opened(void **state)
{
    Fixture *fixture = *state;
    CaseStory story;
    CaseStory other;
    {
        Store *store SCOPED(store_close) = open_store(fixture);
        story = case_story(fixture, store);
        other = case_story(fixture, store);
        write_as(fixture, store, desk(), &story, NOTE_TEAM);
    }
    change_behind_our_back(
        fixture, text_to_c(fixture->arena,
                           text_format(fixture->arena, "UPDATE note SET case_file = %.*s",
                                       TEXT_ARG(blob_literal(fixture->arena, other.id)))));
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &other), INVALID);
}

static void a_case_whose_key_was_destroyed_is_read_no_more(void **state)
{
    Fixture *fixture = *state;
    CaseStory story;
    {
        Store *store SCOPED(store_close) = open_store(fixture);
        story = case_story(fixture, store);
        write_as(fixture, store, desk(), &story, NOTE_TEAM);
    }
    change_behind_our_back(fixture, "DELETE FROM case_key");
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), NOT_FOUND);
}

static void the_words_of_a_note_stand_in_no_file_of_the_store(void **state)
{
    Fixture *fixture = *state;
    if (test_server() != NULL) {
        skip();
    }
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    write_as(fixture, store, desk(), &story, NOTE_TEAM);
    write_as(fixture, store, desk(), &story, NOTE_AUTHOR);
    const Text backup =
        text_format(fixture->arena, "%.*s/backup.db", TEXT_ARG(fixture->folder));
    assert_int_equal(store_backup(fixture->path, backup, &fixture->problem), OK);
    const Text search =
        text_format(fixture->arena, "grep -rqa MARKER-NOTE '%.*s'", TEXT_ARG(fixture->folder));
    assert_int_not_equal(system(text_to_c(fixture->arena, search)), 0);
    /* The search itself finds what stands in clear. */
    const Text name =
        text_format(fixture->arena, "grep -rqa Exemple '%.*s'", TEXT_ARG(fixture->folder));
    assert_int_equal(system(text_to_c(fixture->arena, name)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_note_for_the_team_is_read_by_the_team),
        on_a_store(a_note_of_a_profession_is_read_by_that_profession_of_the_circle_alone),
        on_a_store(an_authors_note_is_read_by_its_author_alone_even_when_glass_is_broken),
        on_a_store(broken_glass_opens_the_notes_of_the_team_for_its_hour),
        on_a_store(the_situation_that_is_shared_shows_no_note),
        on_a_store(who_has_no_right_to_cases_reads_no_note),
        on_a_store(the_journal_keeps_an_administrators_try),
        on_a_store(a_note_keeps_what_is_visible_up_to_twenty_thousand_characters),
        on_a_store(a_correction_replaces_a_note_of_ones_own),
        on_a_store(who_has_no_profession_writes_no_note_of_one),
        on_a_store(without_keys_a_note_is_neither_written_nor_read),
        on_a_store(a_note_put_into_another_case_or_row_is_not_opened),
        on_a_store(a_case_whose_key_was_destroyed_is_read_no_more),
        on_a_store(the_words_of_a_note_stand_in_no_file_of_the_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
