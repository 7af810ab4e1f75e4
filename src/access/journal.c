/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/journal.h"

#include "access/queries.h"

#include <string.h>

typedef struct Head {
    int64_t number;
    Digest digest;
} Head;

static void add_field(Digester *digester, Text field)
{
    /* The length before the bytes: no two lines have the same picture. */
    const uint64_t length = field.length;
    digester_add(digester, text_of((const char *)&length, sizeof length));
    digester_add(digester, field);
}

static void add_integer(Digester *digester, int64_t value)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)((uint64_t)value >> (8 * i));
    }
    add_field(digester, text_of((const char *)bytes, sizeof bytes));
}

static Text id_bytes(const Id *id)
{
    return id_is_nil(*id) ? TEXT("") : text_of((const char *)id->bytes, sizeof id->bytes);
}

Digest journal_digest(Text territory, Digest before, const JournalLine *line)
{
    Digester digester;
    digester_start(&digester, TEXT("journal line"));
    add_field(&digester, territory);
    add_field(&digester, text_of((const char *)before.bytes, sizeof before.bytes));
    add_integer(&digester, line->number);
    add_integer(&digester, line->at);
    add_field(&digester, id_bytes(&line->account));
    add_field(&digester, line->act);
    add_field(&digester, id_bytes(&line->person));
    add_field(&digester, id_bytes(&line->subject));
    add_field(&digester, line->because);
    return digester_end(&digester);
}

/* ------------------------------------------------------------------------------- writing */

static Digest digest_column(const Statement *statement, int column)
{
    Digest digest = {{0}};
    const Text bytes = column_text(statement, column);
    if (bytes.length == sizeof digest.bytes) {
        memcpy(digest.bytes, bytes.bytes, sizeof digest.bytes);
    }
    return digest;
}

/* The end of the chain; zeros where there is none yet. */
static Outcome read_head(Session *session, Head *head, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOURNAL_HEAD, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *head = (Head){0};
    if (row) {
        *head = (Head){column_integer(statement, 0), digest_column(statement, 1)};
    }
    return OK;
}

static void bind_id_or_nothing(Statement *statement, const char *name, const Id *id)
{
    const Text bytes = id_bytes(id);
    bind_blob(statement, name, bytes.bytes, bytes.length);
}

static Outcome insert(Session *session, const JournalLine *line, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOURNAL_ADD, &statement, problem));
    bind_integer(statement, "number", line->number);
    bind_integer(statement, "at", line->at);
    bind_id_or_nothing(statement, "account", &line->account);
    bind_text(statement, "act", line->act);
    bind_id_or_nothing(statement, "person", &line->person);
    bind_id_or_nothing(statement, "subject", &line->subject);
    bind_text(statement, "because", line->because);
    bind_blob(statement, "digest", line->digest.bytes, sizeof line->digest.bytes);
    return statement_run(statement, NULL, problem);
}

static Outcome write_head(Session *session, const Head *head, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOURNAL_RAISE, &statement, problem));
    bind_integer(statement, "number", head->number);
    bind_blob(statement, "digest", head->digest.bytes, sizeof head->digest.bytes);
    return statement_run(statement, NULL, problem);
}

Outcome journal_append(Session *session, Id account, Moment now, const JournalNote *notes,
                       size_t count, Problem *problem)
{
    Head head = {0};
    if (count == 0) {
        return OK;
    }
    TRY(read_head(session, &head, problem));
    for (size_t i = 0; i < count; i++) {
        JournalLine line = {
            .number = head.number + 1,
            .at = now,
            .account = account,
            .act = notes[i].act,
            .person = notes[i].person,
            .subject = notes[i].subject,
            .because = notes[i].because,
        };
        line.digest = journal_digest(session_territory(session), head.digest, &line);
        TRY(insert(session, &line, problem));
        head = (Head){line.number, line.digest};
    }
    return write_head(session, &head, problem);
}

/* ------------------------------------------------------------------------------- reading */

static JournalLine read_line(Arena *arena, const Statement *statement)
{
    return (JournalLine){
        .number = column_integer(statement, 0),
        .at = column_integer(statement, 1),
        .account = column_id(statement, 2),
        .act = text_copy(arena, column_text(statement, 3)),
        .person = column_id(statement, 4),
        .subject = column_id(statement, 5),
        .because = text_copy(arena, column_text(statement, 6)),
        .digest = digest_column(statement, 7),
    };
}

static Outcome read_page(Session *session, Arena *arena, Statement *statement, int64_t before,
                         JournalPage *page, Problem *problem)
{
    JournalLine *lines = ARENA_ARRAY(arena, JournalLine, JOURNAL_PAGE_LIMIT);
    size_t count = 0;
    bool row = false;
    (void)session;
    bind_integer(statement, "before", before == 0 ? INT64_MAX : before);
    bind_integer(statement, "most", JOURNAL_PAGE_LIMIT);
    TRY(statement_next(statement, &row, problem));
    while (row && count < JOURNAL_PAGE_LIMIT) {
        lines[count++] = read_line(arena, statement);
        TRY(statement_next(statement, &row, problem));
    }
    *page = (JournalPage){lines, count};
    return OK;
}

Outcome journal_of_person(Session *session, Arena *arena, Id person, int64_t before,
                          JournalPage *page, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOURNAL_OF_PERSON, &statement, problem));
    bind_id(statement, "person", person);
    return read_page(session, arena, statement, before, page, problem);
}

Outcome journal_list(Session *session, Arena *arena, int64_t before, JournalPage *page,
                     Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOURNAL_LIST, &statement, problem));
    return read_page(session, arena, statement, before, page, problem);
}

/* ----------------------------------------------------------------------------- verifying */

static const char *fault_of(Text territory, const JournalVerdict *verdict,
                            const JournalLine *line)
{
    if (line->number != verdict->lines + 1) {
        return "a line is missing";
    }
    const Digest expected = journal_digest(territory, verdict->head, line);
    return digest_equal(expected, line->digest) ? NULL : "a line was changed or moved";
}

/* Lines taken off the end leave the head behind. */
static Outcome compare_head(Session *session, JournalVerdict *verdict, Problem *problem)
{
    Head head = {0};
    TRY(read_head(session, &head, problem));
    if (head.number != verdict->lines || !digest_equal(head.digest, verdict->head)) {
        verdict->wrong_at = verdict->lines + 1;
        verdict->because = "the end of the chain is not its last line";
    }
    return OK;
}

Outcome journal_verify(Session *session, Text territory, JournalVerdict *verdict,
                       Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    const ArenaMark mark = arena_mark(arena);
    *verdict = (JournalVerdict){0};
    TRY(statement_open(session, &JOURNAL_ALL, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        const JournalLine line = read_line(arena, statement);
        verdict->because = fault_of(territory, verdict, &line);
        if (verdict->because != NULL) {
            verdict->wrong_at = verdict->lines + 1;
            return OK;
        }
        verdict->lines = line.number;
        verdict->head = line.digest;
        arena_rewind(arena, mark);
        TRY(statement_next(statement, &row, problem));
    }
    TRY(compare_head(session, verdict, problem));
    verdict->is_whole = verdict->wrong_at == 0;
    return OK;
}

Outcome journal_still_has(Session *session, int64_t number, Digest kept, bool *has,
                          Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOURNAL_LINE_DIGEST, &statement, problem));
    bind_integer(statement, "number", number);
    TRY(statement_next(statement, &row, problem));
    *has = row && digest_equal(digest_column(statement, 0), kept);
    return OK;
}

Text journal_mark(Arena *arena, const JournalVerdict *verdict)
{
    return text_format(arena, "%lld:%.*s", (long long)verdict->lines,
                       TEXT_ARG(digest_format(arena, verdict->head)));
}

bool journal_mark_parse(Text mark, int64_t *number, Digest *digest)
{
    const size_t colon = text_find_byte(mark, ':', 0);
    const Text digits = text_slice(mark, colon + 1, mark.length);
    size_t length = 0;
    return text_to_integer(text_slice(mark, 0, colon), number) && *number > 0 &&
           digits.length == 2 * sizeof digest->bytes &&
           sodium_hex2bin(digest->bytes, sizeof digest->bytes, digits.bytes, digits.length,
                          NULL, &length, NULL) == 0 &&
           length == sizeof digest->bytes;
}
