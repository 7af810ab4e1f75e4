/* SPDX-License-Identifier: EUPL-1.2 */
#include "torture/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void ledger_add(Ledger *ledger, const LedgerLine *line)
{
    ledger->lines++;
    ledger->refused += line->word == LEDGER_REFUSED;
    ledger->wrong += line->word == LEDGER_WRONG;
    if (line->word == LEDGER_KEPT && line->writer < WRITER_LIMIT &&
        line->number > ledger->kept[line->writer]) {
        ledger->kept[line->writer] = line->number;
    }
}

Outcome ledger_read(Text path, Ledger *ledger, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    LedgerLine lines[256];
    *ledger = (Ledger){0};
    const int file = open(text_to_c(arena, path), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        return OK;
    }
    ssize_t length = file < 0 ? -1 : read(file, lines, sizeof lines);
    while (length > 0) {
        for (size_t i = 0; i < (size_t)length / sizeof lines[0]; i++) {
            ledger_add(ledger, &lines[i]);
        }
        length = read(file, lines, sizeof lines);
    }
    if (file >= 0) {
        (void)close(file);
    }
    return length == 0
               ? OK
               : problem_set(problem, FAILED, path, "", "cannot be read: %s", strerror(errno));
}

Outcome ledger_write(Text path, const Ledger *ledger, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    if (unlink(text_to_c(arena, path)) != 0 && errno != ENOENT) {
        return problem_set(problem, FAILED, path, "", "cannot be removed: %s", strerror(errno));
    }
    const int file = ledger_open(path);
    bool written = file >= 0;
    for (size_t i = 0; i < WRITER_LIMIT && written; i++) {
        written = ledger->kept[i] == 0 || ledger_tell(file, LEDGER_KEPT, i, ledger->kept[i]);
    }
    if (file >= 0) {
        (void)close(file);
    }
    return written ? OK
                   : problem_set(problem, FAILED, path, "", "cannot be written: %s",
                                 strerror(errno));
}

int ledger_open(Text path)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    return open(text_to_c(arena, path), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

bool ledger_tell(int file, LedgerWord word, size_t writer, int64_t number)
{
    const LedgerLine line = {.word = word, .writer = (uint32_t)writer, .number = number};
    return write(file, &line, sizeof line) == (ssize_t)sizeof line;
}

int64_t ledger_total(const Ledger *ledger)
{
    int64_t total = 0;
    for (size_t i = 0; i < WRITER_LIMIT; i++) {
        total += ledger->kept[i];
    }
    return total;
}
