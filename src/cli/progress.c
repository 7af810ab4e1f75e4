/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <unistd.h>

#include "cli/cli.h"

static const int64_t SECOND = 1000000000;
static const int64_t BETWEEN_LINES = 100000000;

Progress progress_start(Invocation *invocation, const char *label)
{
    const int descriptor = fileno(invocation->error);
    const bool shown =
        !invocation->quiet && !invocation->json && descriptor >= 0 && isatty(descriptor) == 1;
    return (Progress){.stream = shown ? invocation->error : NULL,
                      .label = label,
                      .started = monotonic_nanoseconds()};
}

void progress_show(Progress *progress, size_t done, size_t total)
{
    if (progress->stream == NULL) {
        return;
    }
    const int64_t now = monotonic_nanoseconds();
    if (now - progress->started < SECOND || now - progress->shown < BETWEEN_LINES) {
        return;
    }
    progress->shown = now;
    if (total > 0) {
        (void)fprintf(progress->stream, "\r%s: %zu of %zu", progress->label, done, total);
    } else {
        (void)fprintf(progress->stream, "\r%s: %zu", progress->label, done);
    }
    (void)fputs("\x1b[K", progress->stream);
    (void)fflush(progress->stream);
}

void progress_end(Progress *progress)
{
    if (progress->stream != NULL && progress->shown != 0) {
        (void)fputs("\r\x1b[K", progress->stream);
        (void)fflush(progress->stream);
    }
    progress->stream = NULL;
}
