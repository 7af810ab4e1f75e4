/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents of a case: to whom they are open, what is refused, and the scanner. */
#include <string.h>

#include "casework/document_scan.h"
#include "unit/casework/case_fixture.h"
#include "unit/casework/document_maker.h"

/* A scanner as an operator would write one. */
#define SCANNER "if grep -q EICAR-STANDARD-ANTIVIRUS; then exit 1; fi"

typedef struct Story {
    CaseStory of;
    NewDocument made;
    Id id;
    DocumentList list;
    CaseDocument read;
    Text content;
    Text reason;
} Story;

static Outcome add(Access *access, void *context)
{
    Story *story = context;
    return document_add(access, story->of.id, &story->made, &story->id);
}

static Outcome list(Access *access, void *context)
{
    Story *story = context;
    return document_list(access, story->of.id, &story->list);
}

static Outcome read_one(Access *access, void *context)
{
    Story *story = context;
    return document_read(access, story->of.id, story->id, &story->read, &story->content);
}

static Outcome withdraw(Access *access, void *context)
{
    const Story *story = context;
    return document_withdraw(access, story->of.id, story->id, story->reason);
}

static Story story_of(Fixture *fixture, Store *store)
{
    return (Story){
        .of = case_story(fixture, store),
        .made = {.name = TEXT("MARKER-NAME lettre.pdf"),
                 .type = TEXT("application/pdf"),
                 .content = TEXT(A_PDF "MARKER-CONTENT")},
        .reason = TEXT("MARKER-REASON of somebody else")
    };
}

static void added_as(Fixture *fixture, Store *store, Caller caller, Story *story,
                     NoteSecrecy secrecy)
{
    story->made.secrecy = secrecy;
    if (acts(fixture, store, caller, add, story) != OK) {
        fail_msg("%.*s %.*s", TEXT_ARG(fixture->problem.field),
                 TEXT_ARG(fixture->problem.detail));
    }
}

static size_t shown_to(Fixture *fixture, Store *store, Caller caller, Story *story)
{
    assert_int_equal(acts(fixture, store, caller, list, story), OK);
    return story->list.count;
}

static void a_document_of_the_team_is_read_as_it_was_put(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, nurse(), read_one, &story), OK);
    assert_text_equal(story.content, story.made.content);
    assert_text_equal(story.read.name, story.made.name);
    assert_int_equal(story.read.kind, DOCUMENT_PDF);
    assert_int_equal(story.read.size, story.made.content.length);
    assert_int_equal(story.read.digest.length, 64);
    assert_int_equal(story.read.state, DOCUMENT_UNSCANNED);
    assert_false(story.read.may_withdraw);
}

static void each_secrecy_opens_as_that_of_notes(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, nurse(), &story, NOTE_PROFESSION);
    assert_int_equal(shown_to(fixture, store, nurse(), &story), 1);
    assert_int_equal(shown_to(fixture, store, desk(), &story), 0);
    assert_int_equal(story.list.withheld, 1);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), NOT_FOUND);
    added_as(fixture, store, desk(), &story, NOTE_AUTHOR);
    assert_int_equal(acts(fixture, store, nurse(), read_one, &story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
}

static void another_house_reads_what_was_shared_and_nothing_else(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), add, &story), NOT_FOUND);
    shared_with_others(fixture, store, &story.of, CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &story), NOT_FOUND);
    shared_with_others(fixture, store, &story.of, CLASS_NOTES);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &story), OK);
    assert_int_not_equal(acts(fixture, store, stranger(), withdraw, &story), OK);
}

static Outcome read_and_see_the_line(Access *access, void *context)
{
    const Story *story = context;
    TRY(read_one(access, context));
    const JournalNote *line = &access->notes.items[access->notes.count - 1];
    assert_text_equal(line->act, TEXT("case.read"));
    assert_true(id_equal(line->person, story->of.person));
    assert_true(id_equal(line->subject, story->id));
    return OK;
}

static void the_journal_names_the_document_that_was_read(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, desk(), read_and_see_the_line, &story), OK);
}

static void a_document_is_not_found_through_another_case(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    Story other = story_of(fixture, store);
    other.id = story.id;
    assert_int_equal(acts(fixture, store, desk(), read_one, &other), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &other), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
}

/* -------------------------------------------------------------------------- what is refused */

static void refused(Fixture *fixture, Store *store, Story *story, const char *field)
{
    assert_int_equal(acts(fixture, store, desk(), add, story), INVALID);
    assert_text_equal(fixture->problem.field, text_from(field));
    assert_true(fixture->problem.detail.length > 0);
}

static void a_file_that_is_not_what_it_says_is_refused_by_its_field(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    story.made.content = TEXT("");
    refused(fixture, store, &story, "file");
    story.made.content = TEXT("MZ\x90\x00 a program");
    refused(fixture, store, &story, "file");
    story.made.content = TEXT("only words");
    refused(fixture, store, &story, "type");
    story.made.name = TEXT("lettre.txt");
    refused(fixture, store, &story, "type");
    story.made.type = TEXT("text/html");
    refused(fixture, store, &story, "type");
    story.made.type = TEXT("text/plain");
    story.made.about = (Id){{0xEE}};
    refused(fixture, store, &story, "about");
    story.made.about = (Id){{0}};
    story.made.secrecy = NOTE_PROFESSION;
    refused(fixture, store, &story, "secrecy");
    assert_int_equal(shown_to(fixture, store, desk(), &story), 0);
}

static void a_name_loses_its_path_its_directions_and_its_leading_dots(void **state)
{
    static const Text names[] = {
        TEXT_INIT("../../etc/passwd.pdf"), TEXT_INIT("C:\\Users\\anne\\passwd.pdf"),
        TEXT_INIT("..passwd.pdf"),         TEXT_INIT("pass\xE2\x80\xAEwd.pdf"),
        TEXT_INIT("pass\x01wd.pdf\x00"),
    };
    static const Text worthless[] = {TEXT_INIT(""), TEXT_INIT("a/"), TEXT_INIT("..."),
                                     TEXT_INIT("\xE2\x80\xAE"), TEXT_INIT("\xFF.pdf")};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        story.made.name = names[i];
        added_as(fixture, store, desk(), &story, NOTE_TEAM);
        assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
        assert_text_equal(story.read.name, TEXT("passwd.pdf"));
    }
    for (size_t i = 0; i < LENGTH_OF(worthless); i++) {
        story.made.name = worthless[i];
        refused(fixture, store, &story, "name");
    }
    /* What the eye reads as "exe.pdf" ends in ".exe". */
    story.made.name = TEXT("lettre\xE2\x80\xAE"
                           "fdp.exe");
    refused(fixture, store, &story, "type");
}

static void a_name_without_an_ending_is_given_that_of_its_kind(void **state)
{
    Fixture *fixture = *state;
    const CaseDocument plain = {.kind = DOCUMENT_JPEG, .name = TEXT_INIT("photo du 3. mars")};
    const CaseDocument whole = {.kind = DOCUMENT_JPEG, .name = TEXT_INIT("photo.JPEG")};
    assert_text_equal(document_file_name(fixture->arena, &plain), TEXT("photo du 3. mars.jpg"));
    assert_text_equal(document_file_name(fixture->arena, &whole), TEXT("photo.JPEG"));
}

static void a_case_takes_eight_mebibytes_a_file_and_sixty_four_in_all(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    char *bytes = arena_allocate(fixture->arena, DOCUMENT_MOST_BYTES + 1);
    memset(bytes, 'x', DOCUMENT_MOST_BYTES + 1);
    story.made.name = TEXT("long.txt");
    story.made.type = TEXT("");
    story.made.content = text_of(bytes, DOCUMENT_MOST_BYTES + 1);
    refused(fixture, store, &story, "size");
    assert_int_equal(shown_to(fixture, store, desk(), &story), 0);
    story.made.content = text_of(bytes, DOCUMENT_MOST_BYTES - (128 << 10));
    for (int i = 0; i < 8; i++) {
        added_as(fixture, store, desk(), &story, NOTE_TEAM);
    }
    refused(fixture, store, &story, "documents");
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), OK);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
}

static void a_closed_case_takes_none_and_gives_what_it_has(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, desk(), close_case, &story.of), OK);
    assert_int_equal(acts(fixture, store, desk(), add, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), OK);
}

static void who_has_no_right_to_cases_finds_no_document(void **state)
{
    static const char *const barred[] = {"administrator", "data_protection_officer",
                                         "medical_control", "accountant", "coordinator"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    for (size_t i = 0; i < LENGTH_OF(barred); i++) {
        const Caller caller = worker(20, house_of_exemple, team_of_desk, barred[i]);
        const Deed deeds[] = {add, list, read_one, withdraw};
        for (size_t j = 0; j < LENGTH_OF(deeds); j++) {
            assert_int_equal(acts(fixture, store, caller, deeds[j], &story), REFUSED);
        }
    }
}

static void a_withdrawn_document_leaves_its_line_and_reason(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, nurse(), &story, NOTE_TEAM);
    story.reason = TEXT(" ");
    assert_int_equal(acts(fixture, store, nurse(), withdraw, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("reason"));
    story.reason = TEXT("put into the wrong case");
    assert_int_equal(acts(fixture, store, nurse(), withdraw, &story), OK);
    assert_int_equal(acts(fixture, store, nurse(), read_one, &story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, nurse(), withdraw, &story), NOT_FOUND);
    assert_int_equal(shown_to(fixture, store, desk(), &story), 1);
    assert_text_equal(story.list.items[0].reason, story.reason);
    assert_int_equal(story.list.items[0].withdrawn, NOON);
}

static void who_leads_the_case_withdraws_what_another_put(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, nurse(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), OK);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, nurse(), withdraw, &story), REFUSED);
}

static bool stands_in_a_file(Fixture *fixture, const char *words)
{
    const Text search =
        text_format(fixture->arena, "grep -rqa '%s' '%.*s'", words, TEXT_ARG(fixture->folder));
    return system(text_to_c(fixture->arena, search)) == 0;
}

static void nothing_of_a_document_stands_in_clear_in_the_store(void **state)
{
    Fixture *fixture = *state;
    if (test_server() != NULL) {
        skip();
    }
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
    const char *digest = text_to_c(fixture->arena, story.read.digest);
    added_as(fixture, store, desk(), &story, NOTE_AUTHOR);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), OK);
    const Text backup =
        text_format(fixture->arena, "%.*s/backup.db", TEXT_ARG(fixture->folder));
    assert_int_equal(store_backup(fixture->path, backup, &fixture->problem), OK);
    assert_false(stands_in_a_file(fixture, "MARKER-"));
    assert_false(stands_in_a_file(fixture, "%PDF-1.7"));
    assert_false(stands_in_a_file(fixture, digest));
    assert_true(stands_in_a_file(fixture, "Exemple"));
}

static void a_content_put_into_another_row_is_not_opened(void **state)
{
    Fixture *fixture = *state;
    Story story;
    Story other;
    {
        Store *store SCOPED(store_close) = open_store(fixture);
        story = story_of(fixture, store);
        added_as(fixture, store, desk(), &story, NOTE_TEAM);
        other = story;
        added_as(fixture, store, desk(), &other, NOTE_TEAM);
    }
    change_behind_our_back(fixture,
                           "UPDATE document_content SET sealed = (SELECT d.sealed FROM "
                           "document_content AS d ORDER BY d.id LIMIT 1)");
    Store *store SCOPED(store_close) = open_store(fixture);
    const Outcome first = acts(fixture, store, desk(), read_one, &story);
    const Outcome second = acts(fixture, store, desk(), read_one, &other);
    assert_true((first == OK && second == INVALID) || (first == INVALID && second == OK));
}

/* --------------------------------------------------------------------------------- scanner */

/* Runs the next job that is due, as a server with that scanner would. */
static Outcome scan(Fixture *fixture, Store *store, const char *command, Moment now)
{
    Job job = {0};
    bool found = false;
    const DocumentScanner scanner = {command, people_keyring()};
    fixture->problem = (Problem){.arena = fixture->arena};
    assert_int_equal(job_take_next(store, fixture->arena, (Id){{5}}, now, now + 60, &job,
                                   &found, &fixture->problem),
                     OK);
    assert_true(found);
    const JobRun run = {store, fixture->arena, &job, (Id){{5}}, now};
    const Outcome outcome = document_scan_run(&run, &scanner, &fixture->problem);
    if (outcome != OK) {
        assert_int_equal(job_failed(&run, outcome, fixture->problem.detail, &fixture->problem),
                         OK);
    }
    return outcome;
}

static void scanning(Fixture *fixture, Store *store, DocumentScanning wanted)
{
    assert_int_equal(document_set_scanning(store, wanted, NOON, &fixture->problem), OK);
}

static void what_a_scanner_will_look_at_is_withheld_until_it_is_clean(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    scanning(fixture, store, SCANNING_ON);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(shown_to(fixture, store, desk(), &story), 1);
    assert_true(story.list.is_scanned);
    assert_int_equal(story.list.items[0].state, DOCUMENT_WAITING);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), CONFLICT);
    assert_int_equal(scan(fixture, store, SCANNER, NOON), OK);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
    assert_int_equal(story.read.state, DOCUMENT_CLEAN);
}

static void what_a_scanner_refuses_is_never_given(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    scanning(fixture, store, SCANNING_ON);
    story.made.name = TEXT("eicar.txt");
    story.made.type = TEXT("text/plain");
    story.made.content = TEXT(EICAR);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(scan(fixture, store, SCANNER, NOON), OK);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), CONFLICT);
    assert_true(text_contains(fixture->problem.detail, TEXT("refused")));
    scanning(fixture, store, SCANNING_OFF);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), CONFLICT);
}

static void a_scanner_that_fails_is_asked_again_later_and_later(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Job job = {0};
    bool found = false;
    scanning(fixture, store, SCANNING_ON);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(scan(fixture, store, "exit 2", NOON), UNAVAILABLE);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), CONFLICT);
    assert_int_equal(job_take_next(store, fixture->arena, (Id){{5}}, NOON + 60, NOON + 120,
                                   &job, &found, &fixture->problem),
                     OK);
    assert_false(found);
    assert_int_equal(scan(fixture, store, NULL, NOON + 200), UNAVAILABLE);
    assert_int_equal(scan(fixture, store, SCANNER, NOON + 600), OK);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
}

static Outcome plan_sweep(Session *session, void *context, Problem *problem)
{
    const Moment *now = context;
    const NewJob job = {(Id){{77}}, TEXT(DOCUMENT_SWEEP_JOB), TEXT(""), *now};
    return job_add(session, &job, *now, problem);
}

static void what_was_put_before_there_was_a_scanner_waits_for_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Moment later = NOON + 2 * DOCUMENT_SWEEP_SECONDS;
    Job job = {0};
    bool found = false;
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
    scanning(fixture, store, SCANNING_ON);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), CONFLICT);
    assert_int_equal(store_write(store, plan_sweep, &later, &fixture->problem), OK);
    assert_int_equal(job_take_next(store, fixture->arena, (Id){{5}}, later, later + 60, &job,
                                   &found, &fixture->problem),
                     OK);
    const JobRun run = {store, fixture->arena, &job, (Id){{5}}, later};
    assert_int_equal(document_sweep_run(&run, &fixture->problem), OK);
    assert_int_equal(scan(fixture, store, SCANNER, later), OK);
    assert_int_equal(acts(fixture, store, desk(), read_one, &story), OK);
    assert_int_equal(story.read.state, DOCUMENT_CLEAN);
}

static void nothing_is_looked_at_that_was_withdrawn_meanwhile(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    scanning(fixture, store, SCANNING_ON);
    added_as(fixture, store, desk(), &story, NOTE_TEAM);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), OK);
    assert_int_equal(scan(fixture, store, "exit 2", NOON), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_document_of_the_team_is_read_as_it_was_put),
        on_a_store(each_secrecy_opens_as_that_of_notes),
        on_a_store(another_house_reads_what_was_shared_and_nothing_else),
        on_a_store(the_journal_names_the_document_that_was_read),
        on_a_store(a_document_is_not_found_through_another_case),
        on_a_store(a_file_that_is_not_what_it_says_is_refused_by_its_field),
        on_a_store(a_name_loses_its_path_its_directions_and_its_leading_dots),
        on_a_store(a_name_without_an_ending_is_given_that_of_its_kind),
        on_a_store(a_case_takes_eight_mebibytes_a_file_and_sixty_four_in_all),
        on_a_store(a_closed_case_takes_none_and_gives_what_it_has),
        on_a_store(who_has_no_right_to_cases_finds_no_document),
        on_a_store(a_withdrawn_document_leaves_its_line_and_reason),
        on_a_store(who_leads_the_case_withdraws_what_another_put),
        on_a_store(nothing_of_a_document_stands_in_clear_in_the_store),
        on_a_store(a_content_put_into_another_row_is_not_opened),
        on_a_store(what_a_scanner_will_look_at_is_withheld_until_it_is_clean),
        on_a_store(what_a_scanner_refuses_is_never_given),
        on_a_store(a_scanner_that_fails_is_asked_again_later_and_later),
        on_a_store(what_was_put_before_there_was_a_scanner_waits_for_it),
        on_a_store(nothing_is_looked_at_that_was_withdrawn_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
