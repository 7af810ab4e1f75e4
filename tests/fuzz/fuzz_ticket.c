/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a spoken code, a square one, a report of a terminal or a file of conventions,
 * or are refused: a code that is read reads the same again, nothing unsigned opens, what is
 * refused says why. */
#include <assert.h>

#include "entitlements/terminal.h"
#include "entitlements/ticket_code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Keyring ring = {.keys = {{{'o', 'n', 'e'}, {7}}}, .count = 1, .lookup = {9}};

static void try_codes(Arena *arena, Text bytes)
{
    Text code = {0};
    Text again = {0};
    TicketToken token = {0};
    Problem problem = {.arena = arena};
    if (ticket_code_parse(arena, bytes, &code)) {
        assert(ticket_code_parse(arena, code, &again) && text_equal(code, again));
    }
    assert(ticket_token_open(&ring, TEXT("wallonie"), bytes, &token, &problem) == INVALID);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text bytes = text_of((const char *)data, size);
    Problem problem = {.arena = arena};
    TerminalReport report = {0};
    ConventionList conventions = {0};
    try_codes(arena, bytes);
    if (terminal_report_read(arena, bytes, &report, &problem) != OK) {
        assert(problem.detail.length > 0);
    }
    assert(report.count <= REPORT_MOST);
    problem = (Problem){.arena = arena};
    if (convention_read(arena, TEXT("c.yaml"), bytes, &conventions, &problem) != OK) {
        assert(problem.detail.length > 0);
    }
    assert(conventions.count <= CONVENTIONS_MOST);
    return 0;
}
