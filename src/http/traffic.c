/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/traffic.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "http/asset.h"

enum { MOST_ROWS = 1024, STATUS_CLASSES = 5 };

typedef struct Row {
    const char *path;
    const char *method;
    Counter answers[STATUS_CLASSES]; /* 1xx to 5xx */
    Histogram duration;
} Row;

/* The first row is for what found no route. Rows are only ever added, before they are counted
 * in, so they are read without a lock. */
static Row rows[MOST_ROWS] = {
    {.path = "none", .method = "any", .duration = {.scale = &LATENCY_SCALE}},
};
static atomic_size_t row_count = 1;

Traffic traffic;

/* -------------------------------------------------------------------------------- counting */

/* HEAD counts with GET, and so does what no route answers to. */
static const char *method_name(Text verb)
{
    static const char *const names[] = {"GET", "POST", "PUT", "DELETE"};
    for (size_t i = 1; i < LENGTH_OF(names); i++) {
        if (text_equal(text_from(names[i]), verb)) {
            return names[i];
        }
    }
    return names[0];
}

static Text verb_of(Method method)
{
    switch (method) {
    case GET:
    case PROBE:
        return TEXT("GET");
    case QUERY:
    case POST:
    case ACT:
    case UPLOAD:
        return TEXT("POST");
    case PUT:
        return TEXT("PUT");
    case DELETE:
        return TEXT("DELETE");
    }
    return TEXT("GET");
}

static void add_row(const char *method, const char *path)
{
    const size_t count = atomic_load(&row_count);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].path == path && rows[i].method == method) {
            return;
        }
    }
    if (count == MOST_ROWS) { /* more routes than rows: a fault of the program, at its start */
        abort();
    }
    rows[count].path = path;
    rows[count].method = method;
    rows[count].duration.scale = &LATENCY_SCALE;
    atomic_store(&row_count, count + 1);
}

void traffic_prepare(const RouteTable *tables, size_t count)
{
    add_row(method_name(TEXT("GET")), ASSET_ROUTE);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < tables[i].count; j++) {
            const Route *route = &tables[i].routes[j];
            add_row(method_name(verb_of(route->method)), route->path);
        }
    }
}

static Row *find_row(Text verb, const char *path)
{
    const char *method = method_name(verb);
    const size_t count = atomic_load(&row_count);
    for (size_t i = 1; i < count; i++) {
        if (rows[i].path == path && rows[i].method == method) {
            return &rows[i];
        }
    }
    return &rows[0];
}

void traffic_note(Text verb, const char *path, int status, int64_t nanoseconds)
{
    Row *row = find_row(verb, path);
    if (status >= 100 && status < 600) {
        counter_add(&row->answers[status / 100 - 1], 1);
    }
    histogram_note(&row->duration, nanoseconds);
}

/* --------------------------------------------------------------------------------- telling */

static void write_requests(Buffer *out, const Family *family)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    const size_t count = atomic_load(&row_count);
    for (size_t i = 0; i < count; i++) {
        for (int class = 0; class < STATUS_CLASSES; class ++) {
            const uint64_t answers = counter_get(&rows[i].answers[class]);
            const Text labels = text_format(arena, "method=\"%s\",route=\"%s\",status=\"%dxx\"",
                                            rows[i].method, rows[i].path, class + 1);
            if (answers > 0) {
                family_write_count(out, family, labels, answers);
            }
        }
    }
}

static bool was_asked(const Row *row)
{
    for (size_t i = 0; i < STATUS_CLASSES; i++) {
        if (counter_get(&row->answers[i]) > 0) {
            return true;
        }
    }
    return false;
}

static void write_durations(Buffer *out, const Family *family)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    const size_t count = atomic_load(&row_count);
    for (size_t i = 0; i < count; i++) {
        if (was_asked(&rows[i])) {
            const Text labels =
                text_format(arena, "method=\"%s\",route=\"%s\"", rows[i].method, rows[i].path);
            family_write_histogram(out, family, labels, &rows[i].duration);
        }
    }
}

static const Family families[] = {
    {.kind = FAMILY_COUNTER,
     .name = "seuil_http_requests",
     .help = "Requests answered, by route and class of status.",
     .write = write_requests                                            },
    {.kind = FAMILY_HISTOGRAM,
     .name = "seuil_http_request_duration_seconds",
     .unit = "seconds",
     .help = "From the first line of a request to its answer, by route.",
     .write = write_durations},
    {.kind = FAMILY_GAUGE,
     .name = "seuil_http_workers",
     .help = "Threads that run handlers.",
     .gauge = &traffic.workers                               },
    {.kind = FAMILY_GAUGE,
     .name = "seuil_http_workers_busy",
     .help = "Threads that run a handler now.",
     .gauge = &traffic.workers_busy                          },
    {.kind = FAMILY_GAUGE,
     .name = "seuil_http_requests_waiting",
     .help = "Whole requests that no worker took yet.",
     .gauge = &traffic.waiting                  },
    {.kind = FAMILY_GAUGE,
     .name = "seuil_http_connections",
     .help = "Open connections.",
     .gauge = &traffic.connections                                        },
    {.kind = FAMILY_COUNTER,
     .name = "seuil_http_connections_refused",
     .help = "Connections ended because their address held too many.",
     .counter = &traffic.connections_refused   },
};

const MetricTable TRAFFIC_METRICS = {families, LENGTH_OF(families)};
