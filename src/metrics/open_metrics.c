/* SPDX-License-Identifier: EUPL-1.2 */
/* The text form of the numbers: OpenMetrics 1.0 (github.com/OpenObservability/OpenMetrics). */
#include "metrics/metrics.h"

#include <stdio.h>

const char OPEN_METRICS_TYPE[] = "application/openmetrics-text; version=1.0.0; charset=utf-8";

static Text kind_name(FamilyKind kind)
{
    static const Text names[] = {TEXT_INIT("counter"), TEXT_INIT("gauge"),
                                 TEXT_INIT("histogram")};
    return names[kind];
}

/* "name_suffix{labels,more} ", with braces only around something. */
static void write_series(Buffer *out, const Family *family, const char *suffix, Text labels)
{
    buffer_append_format(out, "%s%s", family->name, suffix);
    if (!text_is_empty(labels)) {
        buffer_append_format(out, "{%.*s}", TEXT_ARG(labels));
    }
    buffer_append_byte(out, ' ');
}

void family_write_count(Buffer *out, const Family *family, Text labels, uint64_t value)
{
    write_series(out, family, "_total", labels);
    buffer_append_format(out, "%llu\n", (unsigned long long)value);
}

void family_write_level(Buffer *out, const Family *family, Text labels, double value)
{
    write_series(out, family, "", labels);
    buffer_append_format(out, "%.10g\n", value);
}

static void write_bucket(Buffer *out, const Family *family, Text labels, const char *bound,
                         uint64_t count)
{
    buffer_append_format(out, "%s_bucket{%.*s%sle=\"%s\"} %llu\n", family->name,
                         TEXT_ARG(labels), text_is_empty(labels) ? "" : ",", bound,
                         (unsigned long long)count);
}

/* Bounds are written as numbers with a point ("1.0"), as the format asks. */
static void format_bound(const Scale *scale, size_t place, char *text, size_t size)
{
    const double bound = (double)scale->bounds[place] / (double)scale->a_unit;
    const bool is_whole = scale->bounds[place] % scale->a_unit == 0;
    (void)snprintf(text, size, is_whole ? "%.1f" : "%.10g", bound);
}

void family_write_histogram(Buffer *out, const Family *family, Text labels,
                            const Histogram *histogram)
{
    const Scale *scale = histogram->scale;
    char bound[32];
    uint64_t total = 0;
    for (size_t i = 0; i < scale->count; i++) {
        total += atomic_load_explicit(&histogram->counts[i], memory_order_relaxed);
        format_bound(scale, i, bound, sizeof bound);
        write_bucket(out, family, labels, bound, total);
    }
    total += atomic_load_explicit(&histogram->counts[scale->count], memory_order_relaxed);
    write_bucket(out, family, labels, "+Inf", total);
    write_series(out, family, "_sum", labels);
    const int64_t sum = atomic_load_explicit(&histogram->sum, memory_order_relaxed);
    buffer_append_format(out, "%.10g\n", (double)sum / (double)scale->a_unit);
    write_series(out, family, "_count", labels);
    buffer_append_format(out, "%llu\n", (unsigned long long)total);
}

static void write_family(Buffer *out, const Family *family)
{
    const Text none = TEXT("");
    buffer_append_format(out, "# TYPE %s %.*s\n", family->name,
                         TEXT_ARG(kind_name(family->kind)));
    if (family->unit != NULL) {
        buffer_append_format(out, "# UNIT %s %s\n", family->name, family->unit);
    }
    buffer_append_format(out, "# HELP %s %s\n", family->name, family->help);
    if (family->write != NULL) {
        family->write(out, family);
    } else if (family->counter != NULL) {
        family_write_count(out, family, none, counter_get(family->counter));
    } else if (family->gauge != NULL) {
        family_write_level(out, family, none, (double)gauge_get(family->gauge));
    } else if (family->histogram != NULL) {
        family_write_histogram(out, family, none, family->histogram);
    }
}

void open_metrics_write(Buffer *out, const MetricTable *const *tables, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < tables[i]->count; j++) {
            write_family(out, &tables[i]->families[j]);
        }
    }
    buffer_append(out, TEXT("# EOF\n"));
}
