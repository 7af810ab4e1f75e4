/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/chart.h"

enum {
    WIDTH = 360, /* drawn so that twelve labels are read on a telephone */
    LEFT = 44,
    RIGHT = 352,
    TOP = 10,
    BOTTOM = 170,
    LABELS_AT = 184,
    LEGEND_AT = 202,
    LEGEND_ROW = 16,
    LEGEND_COLUMNS = 2,
    LINES_BEHIND = 4,
};

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int64_t value_at(const ChartSeries *series, size_t at)
{
    return series->values[at] > 0 ? series->values[at] : 0;
}

/* Of all bars the highest, or of all points. */
static int64_t most_of(const Chart *chart)
{
    int64_t most = 0;
    for (size_t i = 0; i < chart->label_count; i++) {
        int64_t sum = 0;
        for (size_t j = 0; j < chart->series_count; j++) {
            const int64_t value = value_at(&chart->series[j], i);
            sum = chart->kind == CHART_BARS ? sum + value : (value > sum ? value : sum);
        }
        most = sum > most ? sum : most;
    }
    return most;
}

int64_t chart_step(int64_t most)
{
    static const int64_t times[] = {1, 2, 5};
    for (int64_t power = 1;; power *= 10) {
        for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
            if (most <= LINES_BEHIND * power * times[i]) {
                return power * times[i];
            }
        }
    }
}

/* -------------------------------------------------------------------------------- picture */

typedef struct Drawing {
    Html *html;
    const Chart *chart;
    int64_t top;   /* the value at the upper line */
    double across; /* of one label */
} Drawing;

static void write(const Drawing *drawing, Text text)
{
    html_raw(drawing->html, text);
}

#define WRITE(drawing, ...) write(drawing, text_format((drawing)->html->arena, __VA_ARGS__))

static double height_of(const Drawing *drawing, int64_t value)
{
    return (double)value / (double)drawing->top * (BOTTOM - TOP);
}

static double middle_of(const Drawing *drawing, size_t label)
{
    return LEFT + drawing->across * ((double)label + 0.5);
}

/* What tells the bars of a series apart without colour: plain, stripes, dots, lines, a grid,
 * an outline. */
static void write_patterns(const Drawing *drawing)
{
    static const char *const marks[CHART_SERIES_MOST] = {
        "", "M-1 7L7-1M3 9L9 3", "M2 3h2M5 6h2", "M0 2h6M0 5h6", "M0 3h6M3 0v6", ""};
    const Text id = drawing->chart->id;
    write(drawing, TEXT("<defs>"));
    for (size_t i = 0; i < drawing->chart->series_count; i++) {
        WRITE(drawing,
              "<pattern id=\"%.*s-%zu\" width=\"6\" height=\"6\" "
              "patternUnits=\"userSpaceOnUse\"><rect class=\"fill-%zu\" width=\"6\" "
              "height=\"6\"/><path class=\"mark\" d=\"M0 0%s\"/></pattern>",
              TEXT_ARG(id), i, i, marks[i]);
    }
    write(drawing, TEXT("</defs>"));
}

static void write_lines_behind(const Drawing *drawing)
{
    for (int64_t i = 0; i <= LINES_BEHIND; i++) {
        const int64_t value = drawing->top / LINES_BEHIND * i;
        const double y = BOTTOM - height_of(drawing, value);
        WRITE(drawing,
              "<path class=\"behind\" d=\"M%d %.1fH%d\"/><text class=\"axis\" x=\"%d\" "
              "y=\"%.1f\" text-anchor=\"end\">%lld</text>",
              LEFT, y, RIGHT, LEFT - 5, y + 3.5, (long long)(value / drawing->chart->one));
    }
}

static void write_labels(const Drawing *drawing)
{
    for (size_t i = 0; i < drawing->chart->label_count; i++) {
        WRITE(drawing, "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">",
              middle_of(drawing, i), LABELS_AT);
        html_text(drawing->html, drawing->chart->labels[i]);
        write(drawing, TEXT("</text>"));
    }
}

static void write_bar(const Drawing *drawing, size_t label)
{
    const double wide = drawing->across * 0.7;
    double y = BOTTOM;
    for (size_t i = 0; i < drawing->chart->series_count; i++) {
        const double high = height_of(drawing, value_at(&drawing->chart->series[i], label));
        y -= high;
        if (high > 0) {
            WRITE(drawing,
                  "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                  "fill=\"url(#%.*s-%zu)\"/>",
                  middle_of(drawing, label) - wide / 2, y, wide, high,
                  TEXT_ARG(drawing->chart->id), i);
        }
    }
}

/* A square, a circle, a triangle, a lozenge, a cross, a dash. */
static void write_mark(const Drawing *drawing, size_t series, double x, double y)
{
    static const char *const marks[CHART_SERIES_MOST] = {
        "m-3-3h6v6h-6z",       "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
        "m-3.5 3h7l-3.5-6.5z", "m-4 0l4-4l4 4l-4 4z",
        "m-3-3l6 6m0-6l-6 6",  "m-4 0h8"};
    WRITE(drawing, "<path class=\"point line-%zu\" d=\"M%.1f %.1f%s\"/>", series, x, y,
          marks[series]);
}

static void write_line(const Drawing *drawing, size_t series)
{
    const ChartSeries *one = &drawing->chart->series[series];
    WRITE(drawing, "<path class=\"line line-%zu\" d=\"", series);
    for (size_t i = 0; i < drawing->chart->label_count; i++) {
        WRITE(drawing, "%s%.1f %.1f", i == 0 ? "M" : "L", middle_of(drawing, i),
              BOTTOM - height_of(drawing, value_at(one, i)));
    }
    write(drawing, TEXT("\"/>"));
    for (size_t i = 0; i < drawing->chart->label_count; i++) {
        write_mark(drawing, series, middle_of(drawing, i),
                   BOTTOM - height_of(drawing, value_at(one, i)));
    }
}

static void write_legend(const Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    for (size_t i = 0; i < chart->series_count; i++) {
        const double x = (double)(i % LEGEND_COLUMNS) * WIDTH / LEGEND_COLUMNS + 4;
        const size_t row = i / LEGEND_COLUMNS;
        const double y = LEGEND_AT + (double)row * LEGEND_ROW;
        if (chart->kind == CHART_BARS) {
            WRITE(drawing,
                  "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"12\" height=\"12\" "
                  "fill=\"url(#%.*s-%zu)\"/>",
                  x, y - 2, TEXT_ARG(chart->id), i);
        } else {
            WRITE(drawing, "<path class=\"line line-%zu\" d=\"M%.1f %.1fh14\"/>", i, x, y + 4);
            write_mark(drawing, i, x + 7, y + 4);
        }
        WRITE(drawing, "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\">", x + 18, y + 8);
        html_text(drawing->html, chart->series[i].name);
        write(drawing, TEXT("</text>"));
    }
}

static void write_picture(Html *html, const Chart *chart)
{
    const size_t rows = (chart->series_count + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
    const int64_t step = chart_step(most_of(chart) / chart->one + 1) * chart->one;
    const Drawing drawing = {html, chart, step * LINES_BEHIND,
                             (double)(RIGHT - LEFT) / (double)chart->label_count};
    WRITE(&drawing,
          "<svg class=\"chart\" viewBox=\"0 0 %d %zu\" role=\"img\" "
          "aria-labelledby=\"%.*s-t %.*s-d\"><title id=\"%.*s-t\">",
          WIDTH, LEGEND_AT + rows * LEGEND_ROW, TEXT_ARG(chart->id), TEXT_ARG(chart->id),
          TEXT_ARG(chart->id));
    html_text(html, chart->title);
    WRITE(&drawing, "</title><desc id=\"%.*s-d\">", TEXT_ARG(chart->id));
    html_text(html, chart->note);
    write(&drawing, TEXT("</desc>"));
    write_patterns(&drawing);
    write_lines_behind(&drawing);
    for (size_t i = 0; chart->kind == CHART_BARS && i < chart->label_count; i++) {
        write_bar(&drawing, i);
    }
    for (size_t i = 0; chart->kind == CHART_LINES && i < chart->series_count; i++) {
        write_line(&drawing, i);
    }
    write_labels(&drawing);
    write_legend(&drawing);
    write(&drawing, TEXT("</svg>"));
}

/* ---------------------------------------------------------------------------------- table */

static void write_cell(Html *html, const ChartSeries *series, size_t at)
{
    html_raw(html, TEXT("<td class=\"number\">"));
    if (series->words != NULL) {
        html_text(html, series->words[at]);
    } else {
        html_number(html, series->values[at]);
    }
    html_raw(html, TEXT("</td>"));
}

static void write_table(Html *html, const Chart *chart)
{
    html_raw(html, text_format(html->arena,
                               "<div class=\"table\" role=\"region\" tabindex=\"0\" "
                               "aria-labelledby=\"%.*s-c\"><table><caption id=\"%.*s-c\">",
                               TEXT_ARG(chart->id), TEXT_ARG(chart->id)));
    html_text(html, chart->title);
    html_raw(html, TEXT("</caption><thead><tr><th scope=\"col\">"));
    html_text(html, chart->head);
    for (size_t i = 0; i < chart->series_count; i++) {
        html_raw(html, TEXT("</th><th scope=\"col\" class=\"number\">"));
        html_text(html, chart->series[i].name);
    }
    html_raw(html, TEXT("</th></tr></thead><tbody>"));
    for (size_t i = 0; i < chart->label_count; i++) {
        html_raw(html, TEXT("<tr><th scope=\"row\">"));
        html_text(html, chart->rows[i]);
        html_raw(html, TEXT("</th>"));
        for (size_t j = 0; j < chart->series_count; j++) {
            write_cell(html, &chart->series[j], i);
        }
        html_raw(html, TEXT("</tr>"));
    }
    html_raw(html, TEXT("</tbody></table></div>"));
}

void html_chart(Html *html, const Chart *chart)
{
    Chart shown = *chart;
    shown.one = chart->one > 0 ? chart->one : 1;
    shown.label_count = least_of(chart->label_count, CHART_LABELS_MOST);
    shown.series_count = least_of(chart->series_count, CHART_SERIES_MOST);
    if (shown.label_count == 0 || shown.series_count == 0) {
        return;
    }
    html_raw(html, TEXT("<figure class=\"chart-and-table\">"));
    write_picture(html, &shown);
    write_table(html, &shown);
    html_raw(html, TEXT("</figure>"));
}
