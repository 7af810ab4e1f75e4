/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document.h"

#include <sodium.h>

#include "casework/case_key.h"
#include "casework/document_private.h"
#include "casework/queries.h"
#include "casework/secrecy_reach.h"
#include "people/optional_id.h"
#include "words/visible.h"
#include "json/json.h"

enum { MOST_WORDS = 4096 /* of what is sealed beside a content */ };

static const char *const states[DOCUMENT_STATE_COUNT] = {
    [DOCUMENT_UNSCANNED] = "unscanned",
    [DOCUMENT_WAITING] = "waiting",
    [DOCUMENT_CLEAN] = "clean",
    [DOCUMENT_REFUSED] = "refused",
};

Text document_state_code(DocumentState state)
{
    return text_from(states[state]);
}

bool document_state_parse(Text code, DocumentState *state)
{
    size_t found = 0;
    const bool is_known = text_among(code, states, DOCUMENT_STATE_COUNT, &found);
    *state = is_known ? (DocumentState)found : *state;
    return is_known;
}

Text document_file_name(Arena *arena, const CaseDocument *document)
{
    return document_kind_has_ending(document->kind, document->name)
               ? document->name
               : text_format(arena, "%.*s%.*s", TEXT_ARG(document->name),
                             TEXT_ARG(document_kind_ending(document->kind)));
}

/* --------------------------------------------------------------------------------- checks */

static Outcome wrong(Access *access, const char *field, const char *expected)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", expected);
}

/* What is visible of the last part of a path, without the dots that hide a file. */
static Outcome read_name(Access *access, Text given, Text *name)
{
    Text visible = TEXT("");
    if (!text_visible(access->arena, given, ONE_LINE, &visible)) {
        return wrong(access, "name", "a name in UTF-8 is expected");
    }
    for (size_t i = visible.length; i > 0; i--) {
        if (visible.bytes[i - 1] == '/' || visible.bytes[i - 1] == '\\') {
            visible = text_slice(visible, i, visible.length);
            break;
        }
    }
    while (text_starts_with(visible, TEXT("."))) {
        visible = text_slice(visible, 1, visible.length);
    }
    *name = text_trim(visible);
    return name->length > 0 && text_characters(*name) <= DOCUMENT_NAME_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "name",
                             "a name of 1 to %d characters is expected", DOCUMENT_NAME_MOST);
}

static Outcome check_content(Access *access, const NewDocument *made, CaseDocument *document)
{
    if (made->content.length == 0) {
        return wrong(access, "file", "the file is empty");
    }
    if (made->content.length > DOCUMENT_MOST_BYTES) {
        return problem_set(access->problem, INVALID, TEXT("body"), "size",
                           "a file of %d MiB at most is expected", DOCUMENT_MOST_BYTES >> 20);
    }
    if (!document_kind_of(made->content, &document->kind)) {
        return wrong(access, "file",
                     "by its content it is none of PDF, JPEG, PNG, ODT, DOCX or text in UTF-8");
    }
    TRY(read_name(access, made->name, &document->name));
    if (!document_kind_fits_name(document->kind, document->name) ||
        !document_kind_fits_type(document->kind, made->type)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "type",
                           "its content is %.*s, and its name or media type says otherwise",
                           TEXT_ARG(document_kind_type(document->kind)));
    }
    return OK;
}

static Outcome check_about(Access *access, Id case_file, Id about)
{
    bool row = false;
    if (id_is_nil(about)) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_ABOUT, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "about", about);
    TRY(statement_next(statement, &row, access->problem));
    return row ? OK : wrong(access, "about", "a need or a note of this case is expected");
}

static Outcome check_secrecy(Access *access, NoteSecrecy secrecy)
{
    return secrecy != NOTE_PROFESSION || access->caller.profession.length > 0
               ? OK
               : wrong(access, "secrecy",
                       "your account has no profession to which it could be open");
}

static Outcome check_room(Access *access, Id case_file, size_t weight)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_WEIGH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    if (row && column_integer(statement, 0) < DOCUMENTS_MOST &&
        column_integer(statement, 1) + (int64_t)weight <= DOCUMENT_CASE_MOST_BYTES) {
        return OK;
    }
    return problem_set(access->problem, INVALID, TEXT("body"), "documents",
                       "a case holds %d documents and %d MiB at most", DOCUMENTS_MOST,
                       DOCUMENT_CASE_MOST_BYTES >> 20);
}

/* ---------------------------------------------------------------------- what stands sealed */

static Text hexadecimal_sha256(Arena *arena, Text content)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(digest, (const unsigned char *)content.bytes, content.length);
    return bytes_format(arena, digest, sizeof digest);
}

static Text write_words(Arena *arena, const CaseDocument *document)
{
    Buffer out = buffer_new(arena, MOST_WORDS);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member(&writer, "name", document->name);
    json_member(&writer, "kind", document_kind_code(document->kind));
    json_member_integer(&writer, "size", document->size);
    json_member(&writer, "sha256", document->digest);
    json_object_close(&writer);
    return buffer_text(&out);
}

static Outcome read_words(Access *access, Text words, CaseDocument *document)
{
    json_t *object SCOPED(json_close) = NULL;
    TRY(json_read(words, JSON_REQUEST_LIMITS, &object, access->problem));
    document->name = text_copy(access->arena, json_member_text(object, "name"));
    document->digest = text_copy(access->arena, json_member_text(object, "sha256"));
    document->size = json_integer_value(json_object_get(object, "size"));
    return document_kind_parse(json_member_text(object, "kind"), &document->kind)
               ? OK
               : problem_set(access->problem, FAILED, TEXT("document"), "kind", "unknown");
}

/* -------------------------------------------------------------------------------- adding */

static Outcome insert(Access *access, Id case_file, const CaseDocument *document, Text words,
                      Text content)
{
    Statement *statement SCOPED(statement_close) = NULL;
    Statement *beside SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_ADD, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", document->id);
    bind_text(statement, "secrecy", note_secrecy_code(document->secrecy));
    bind_text(statement, "profession", document->profession);
    bind_id(statement, "author", access->caller.account);
    bind_integer(statement, "now", access->now);
    bind_optional_id(statement, "about", document->about);
    bind_text(statement, "state", document_state_code(document->state));
    bind_integer(statement, "weight", (int64_t)content.length);
    bind_blob(statement, "sealed", words.bytes, words.length);
    bind_blob(statement, "none", "", 0);
    TRY(statement_run(statement, NULL, access->problem));
    TRY(statement_open(access->session, &DOCUMENT_CONTENT_ADD, &beside, access->problem));
    bind_id(beside, "case_file", case_file);
    bind_id(beside, "id", document->id);
    bind_blob(beside, "sealed", content.bytes, content.length);
    return statement_run(beside, NULL, access->problem);
}

static Outcome keep(Access *access, const Case *read, const CaseDocument *document,
                    Text content)
{
    Keyring ring;
    Text words = TEXT("");
    Text sealed = TEXT("");
    TRY(case_key_open(access, read, &ring));
    TRY(case_seal(access, &ring, "document", document->id, write_words(access->arena, document),
                  &words));
    TRY(case_seal(access, &ring, "document content", document->id, content, &sealed));
    TRY(check_room(access, read->id, sealed.length));
    return insert(access, read->id, document, words, sealed);
}

Outcome document_add(Access *access, Id case_file, const NewDocument *made, Id *id)
{
    Case read = {0};
    bool is_scanned = false;
    CaseDocument document = {
        .id = id_new(access->now * 1000),
        .secrecy = made->secrecy,
        .about = made->about,
        .profession = made->secrecy == NOTE_PROFESSION ? access->caller.profession : TEXT(""),
    };
    TRY(case_admit_writer(access, MAY_WRITE_NOTE, case_file, &read));
    TRY(check_content(access, made, &document));
    TRY(check_secrecy(access, made->secrecy));
    TRY(check_about(access, case_file, made->about));
    TRY(document_is_scanned(access->session, &is_scanned, access->problem));
    document.size = (int64_t)made->content.length;
    document.digest = hexadecimal_sha256(access->arena, made->content);
    document.state = is_scanned ? DOCUMENT_WAITING : DOCUMENT_UNSCANNED;
    TRY(keep(access, &read, &document, made->content));
    if (is_scanned) {
        const DocumentScan scan = {document.id, case_file, document.id};
        TRY(document_plan_scan(access->session, access->arena, &scan, access->now,
                               access->problem));
    }
    *id = document.id;
    return case_note_event(access, case_file, "document.added", document.id, TEXT(""));
}

/* -------------------------------------------------------------------------------- reading */

typedef struct Reading {
    Case read;
    Keyring ring;
    SecrecyReach reach;
    bool is_scanned;
} Reading;

static Outcome start(Access *access, Reading *reading)
{
    TRY(secrecy_reach(access, &reading->read, &reading->reach));
    TRY(document_is_scanned(access->session, &reading->is_scanned, access->problem));
    return case_key_open(access, &reading->read, &reading->ring);
}

/* Untouched, with false in `is_open`, when it is not open to the caller. */
static Outcome take(Access *access, const Reading *reading, const Statement *statement,
                    CaseDocument *document, bool *is_open)
{
    Text words = TEXT("");
    CaseDocument one = {
        .id = column_id(statement, 0),
        .secrecy = NOTE_AUTHOR, /* what nobody knows opens to its author alone */
        .profession = text_copy(access->arena, column_text(statement, 2)),
        .author = column_id(statement, 3),
        .at = column_integer(statement, 4),
        .about = column_id(statement, 5),
        .state = DOCUMENT_WAITING,
        .withdrawn = column_integer(statement, 8),
        .withdrawn_by = column_id(statement, 9),
        .reason = TEXT(""),
    };
    (void)note_secrecy_parse(column_text(statement, 1), &one.secrecy);
    (void)document_state_parse(column_text(statement, 6), &one.state);
    if (one.state == DOCUMENT_UNSCANNED && reading->is_scanned) {
        one.state = DOCUMENT_WAITING;
    }
    *is_open = secrecy_opens(&reading->reach, one.secrecy, one.profession, one.author);
    if (!*is_open) {
        return OK;
    }
    TRY(case_unseal(access, &reading->ring, "document", one.id, column_text(statement, 7),
                    &words));
    if (one.withdrawn != 0) {
        TRY(case_unseal(access, &reading->ring, "document reason", one.id,
                        column_text(statement, 10), &one.reason));
    }
    const Id caller = access->caller.account;
    one.may_withdraw = one.withdrawn == 0 &&
                       (id_equal(one.author, caller) || id_equal(reading->read.lead, caller));
    TRY(read_words(access, words, &one));
    *document = one;
    return OK;
}

Outcome document_list(Access *access, Id case_file, DocumentList *list)
{
    bool row = false;
    Reading reading = {0};
    DocumentList found = {0};
    TRY(case_admit(access, MAY_READ_CASE, case_file, (Id){{0}}, &reading.read));
    TRY(start(access, &reading));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        bool is_open = false;
        CaseDocument one = {0};
        TRY(take(access, &reading, statement, &one, &is_open));
        if (is_open) {
            LIST_APPEND(access->arena, &found, one);
        } else {
            found.withheld++;
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    found.is_scanned = reading.is_scanned;
    *list = found;
    return OK;
}

static Outcome find(Access *access, Reading *reading, Id id, CaseDocument *document)
{
    bool row = false;
    bool is_open = false;
    CaseDocument found = {0};
    TRY(start(access, reading));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_GET, &statement, access->problem));
    bind_id(statement, "case_file", reading->read.id);
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        TRY(take(access, reading, statement, &found, &is_open));
    }
    if (!is_open || found.withdrawn != 0) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "document",
                           "no document of this case under this number");
    }
    *document = found;
    return OK;
}

static Outcome refuse_unlooked(Access *access, DocumentState state)
{
    switch (state) {
    case DOCUMENT_UNSCANNED:
    case DOCUMENT_CLEAN:
        return OK;
    case DOCUMENT_WAITING:
        return problem_set(access->problem, CONFLICT, TEXT(""), "document",
                           "the scanner has not looked at this document yet");
    case DOCUMENT_REFUSED:
        return problem_set(access->problem, CONFLICT, TEXT(""), "document",
                           "the scanner refused this document");
    }
    return FAILED;
}

Outcome document_open_content(Access *access, const Case *read, Id id, Text *content)
{
    bool row = false;
    Keyring ring;
    TRY(case_key_open(access, read, &ring));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_CONTENT_GET, &statement, access->problem));
    bind_id(statement, "case_file", read->id);
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "document",
                           "no document of this case under this number");
    }
    return case_unseal(access, &ring, "document content", id, column_text(statement, 0),
                       content);
}

Outcome document_read(Access *access, Id case_file, Id id, CaseDocument *document,
                      Text *content)
{
    Reading reading = {0};
    CaseDocument found = {0};
    TRY(case_admit(access, MAY_READ_CASE, case_file, id, &reading.read));
    TRY(find(access, &reading, id, &found));
    TRY(refuse_unlooked(access, found.state));
    TRY(document_open_content(access, &reading.read, id, content));
    *document = found;
    return OK;
}

/* ----------------------------------------------------------------------------- withdrawing */

static Outcome run_on(Access *access, const Query *query, Id case_file, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", id);
    return statement_run(statement, NULL, access->problem);
}

static Outcome mark(Access *access, const Reading *reading, Id id, Text reason)
{
    Text sealed = TEXT("");
    TRY(case_seal(access, &reading->ring, "document reason", id, reason, &sealed));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DOCUMENT_WITHDRAW, &statement, access->problem));
    bind_id(statement, "case_file", reading->read.id);
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "account", access->caller.account);
    bind_blob(statement, "reason", sealed.bytes, sealed.length);
    return statement_run(statement, NULL, access->problem);
}

Outcome document_withdraw(Access *access, Id case_file, Id id, Text reason)
{
    Reading reading = {0};
    CaseDocument found = {0};
    Text words = TEXT("");
    TRY(case_admit(access, MAY_WRITE_NOTE, case_file, id, &reading.read));
    TRY(find(access, &reading, id, &found));
    if (!found.may_withdraw) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "who put a document there withdraws it, or who leads the case");
    }
    if (!text_visible(access->arena, reason, ONE_LINE, &words) || words.length == 0 ||
        text_characters(words) > DOCUMENT_REASON_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "reason",
                           "1 to %d characters are expected", DOCUMENT_REASON_MOST);
    }
    TRY(mark(access, &reading, id, words));
    TRY(run_on(access, &DOCUMENT_CONTENT_DROP, case_file, id));
    return case_note_event(access, case_file, "document.withdrawn", id, TEXT(""));
}
