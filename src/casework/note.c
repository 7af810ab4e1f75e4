/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/note.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/queries.h"
#include "casework/secrecy_reach.h"
#include "people/change.h"
#include "people/optional_id.h"
#include "words/visible.h"

static const char *const secrecies[NOTE_SECRECY_COUNT] = {
    [NOTE_TEAM] = "team",
    [NOTE_PROFESSION] = "profession",
    [NOTE_AUTHOR] = "author",
};

static const char *const kinds[NOTE_KIND_COUNT] = {
    [NOTE_NOTE] = "note",     [NOTE_CALL] = "call",       [NOTE_VISIT] = "visit",
    [NOTE_LETTER] = "letter", [NOTE_MEETING] = "meeting",
};

Text note_secrecy_code(NoteSecrecy secrecy)
{
    return text_from(secrecies[secrecy]);
}

bool note_secrecy_parse(Text code, NoteSecrecy *secrecy)
{
    size_t found = 0;
    const bool is_known = text_among(code, secrecies, NOTE_SECRECY_COUNT, &found);
    *secrecy = is_known ? (NoteSecrecy)found : *secrecy;
    return is_known;
}

Text note_kind_code(NoteKind kind)
{
    return text_from(kinds[kind]);
}

bool note_kind_parse(Text code, NoteKind *kind)
{
    size_t found = 0;
    const bool is_known = text_among(code, kinds, NOTE_KIND_COUNT, &found);
    *kind = is_known ? (NoteKind)found : *kind;
    return is_known;
}

/* -------------------------------------------------------------------------------- writing */

static Outcome check(Access *access, const NewNote *made, Text *words)
{
    if (!text_visible(access->arena, made->words, MANY_LINES, words) || words->length == 0 ||
        text_characters(*words) > NOTE_WORDS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "words",
                           "1 to %d characters are expected", NOTE_WORDS_MOST);
    }
    if (made->secrecy == NOTE_PROFESSION && text_is_empty(access->caller.profession)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "secrecy",
                           "your account has no profession to which the note could be open");
    }
    return OK;
}

static Outcome find_author(Access *access, Id case_file, Id note, bool *found, Id *author)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &NOTE_GET, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", note);
    TRY(statement_next(statement, found, access->problem));
    *author = *found ? column_id(statement, 0) : *author;
    return OK;
}

static Outcome refuse_taken(Access *access, Id case_file, Id made)
{
    bool found = false;
    Id author = {{0}};
    TRY(find_author(access, case_file, made, &found, &author));
    return found ? problem_set(access->problem, INVALID, TEXT("body"), "id",
                               "an identifier that nothing bears is expected")
                 : OK;
}

static Outcome check_replaced(Access *access, Id case_file, Id replaced)
{
    bool found = false;
    Id author = {{0}};
    if (id_is_nil(replaced)) {
        return OK;
    }
    TRY(find_author(access, case_file, replaced, &found, &author));
    if (found && id_equal(author, access->caller.account)) {
        return OK;
    }
    return problem_set(access->problem, INVALID, TEXT("body"), "replaces",
                       "a note of your own in this case is expected");
}

static Outcome insert(Access *access, Id case_file, Id id, const NewNote *made, Text sealed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &NOTE_ADD, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", id);
    bind_text(statement, "secrecy", note_secrecy_code(made->secrecy));
    bind_text(statement, "profession",
              made->secrecy == NOTE_PROFESSION ? access->caller.profession : TEXT(""));
    bind_text(statement, "kind", note_kind_code(made->kind));
    bind_id(statement, "author", access->caller.account);
    bind_integer(statement, "now", access->now);
    bind_optional_id(statement, "replaces", made->replaces);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    return statement_run(statement, NULL, access->problem);
}

Outcome note_add(Access *access, Id case_file, const NewNote *made, Id *id)
{
    Case read = {0};
    Keyring ring;
    Text words = TEXT("");
    Text sealed = TEXT("");
    const Id written = id_is_nil(made->id) ? id_new(access->now * 1000) : made->id;
    TRY(case_admit_writer(access, MAY_WRITE_NOTE, case_file, &read));
    TRY(check(access, made, &words));
    TRY(check_replaced(access, case_file, made->replaces));
    TRY(refuse_taken(access, case_file, made->id));
    TRY(case_key_open(access, &read, &ring));
    TRY(case_seal(access, &ring, "note", written, words, &sealed));
    TRY(insert(access, case_file, written, made, sealed));
    *id = written;
    return person_changed(access, read.person, CHANGE_NOTE, written);
}

/* -------------------------------------------------------------------------------- reading */

static Note read_row(Arena *arena, const Statement *statement)
{
    Note note = {
        .id = column_id(statement, 0),
        .secrecy = NOTE_AUTHOR, /* what nobody knows opens to its author alone */
        .profession = text_copy(arena, column_text(statement, 2)),
        .author = column_id(statement, 4),
        .at = column_integer(statement, 5),
        .replaces = column_id(statement, 6),
        .words = TEXT(""),
    };
    (void)note_secrecy_parse(column_text(statement, 1), &note.secrecy);
    (void)note_kind_parse(column_text(statement, 3), &note.kind);
    return note;
}

static Outcome take(Access *access, const SecrecyReach *reach, const Keyring *ring,
                    const Statement *statement, NoteList *list)
{
    Note note = read_row(access->arena, statement);
    if (!secrecy_opens(reach, note.secrecy, note.profession, note.author)) {
        list->withheld++;
        return OK;
    }
    TRY(case_unseal(access, ring, "note", note.id, column_text(statement, 7), &note.words));
    LIST_APPEND(access->arena, list, note);
    return OK;
}

Outcome note_list(Access *access, Id case_file, NoteList *list)
{
    bool row = false;
    Case read = {0};
    Keyring ring;
    SecrecyReach reach = {0};
    NoteList notes = {0};
    TRY(case_admit(access, MAY_READ_CASE, case_file, (Id){{0}}, &read));
    TRY(secrecy_reach(access, &read, &reach));
    TRY(case_key_open(access, &read, &ring));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &NOTE_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row && notes.count < NOTES_MOST) {
        TRY(take(access, &reach, &ring, statement, &notes));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = notes;
    return OK;
}
