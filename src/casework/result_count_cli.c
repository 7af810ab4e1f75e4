/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "casework/case_look_cli.h"
#include "casework/result_count_edge.h"

enum { MOST_OUTPUT = 4 << 20 };

typedef struct Counting {
    Text from;
    Text to;
    Buffer out;
    bool is_compact;
} Counting;

static Outcome count(Access *access, void *context)
{
    Counting *counting = context;
    ResultMonths months = {0};
    ResultCounts counts = {0};
    JsonWriter writer = json_writer(&counting->out);
    writer.pretty = !counting->is_compact;
    TRY(result_months_read(access, counting->from, counting->to, &months));
    TRY(result_count(access, months, &counts));
    return result_count_write_json(access, &counts, &writer);
}

Outcome case_run_results(Invocation *invocation)
{
    Counting counting = {.from = option_or(invocation, "from", ""),
                         .to = option_or(invocation, "to", ""),
                         .out = buffer_new(invocation->arena, MOST_OUTPUT),
                         .is_compact = invocation->json};
    TRY(manage_look(invocation->store, access_of_command(invocation), count, &counting));
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&counting.out)));
    return OK;
}
