/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions typed as rows of a form become the expression that says the same. */
#include "base/buffer.h"
#include "matching/eligibility_form.h"
#include "matching/feel_decimal.h"

enum { MOST_ROWS = 50 };

typedef struct RowWriter {
    Arena *arena;
    Buffer out;
    size_t row; /* from 1, for problems */
    Problem *problem;
} RowWriter;

static Outcome refuse(const RowWriter *writer, const char *field, const char *expected)
{
    const Text where = text_format(writer->arena, "row %zu", writer->row);
    return problem_set(writer->problem, INVALID, where, field, "expected %s", expected);
}

static void write_quoted(Buffer *out, Text text)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"' || text.bytes[i] == '\\') {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, text.bytes[i]);
    }
    buffer_append_byte(out, '"');
}

static Outcome write_value(RowWriter *writer, const Fact *fact, Text value)
{
    Decimal number;
    Date date = 0;
    switch (fact->type) {
    case FACT_BOOLEAN:
        if (!text_equal(value, TEXT("true")) && !text_equal(value, TEXT("false"))) {
            return refuse(writer, "value", "true or false");
        }
        buffer_append(&writer->out, value);
        return OK;
    case FACT_NUMBER:
        if (!decimal_parse(value, &number)) {
            return refuse(writer, "value", "a number");
        }
        buffer_append(&writer->out, decimal_format(writer->arena, number));
        return OK;
    case FACT_DATE:
        if (!date_parse(value, &date)) {
            return refuse(writer, "value", "a date like 2026-11-24");
        }
        buffer_append_format(&writer->out, "date(\"%.*s\")", TEXT_ARG(value));
        return OK;
    case FACT_TEXT:
    case FACT_CHOICE:
        break;
    }
    write_quoted(&writer->out, value);
    return OK;
}

static bool is_comparison(Text text)
{
    static const char *const comparisons[] = {"=", "!=", "<", "<=", ">", ">=", "in"};
    for (size_t i = 0; i < LENGTH_OF(comparisons); i++) {
        if (text_equal(text, text_from(comparisons[i]))) {
            return true;
        }
    }
    return false;
}

static Outcome write_row(RowWriter *writer, const FactVocabulary *vocabulary,
                         const ConditionRow *row)
{
    const int fact = fact_find(vocabulary, row->fact);
    if (fact < 0) {
        return refuse(writer, "fact", "the name of a declared fact");
    }
    if (!is_comparison(row->comparison)) {
        return refuse(writer, "comparison", "=, !=, <, <=, >, >= or in");
    }
    buffer_append_format(&writer->out, "%s%.*s %.*s ", writer->row > 1 ? " and " : "",
                         TEXT_ARG(row->fact), TEXT_ARG(row->comparison));
    if (!text_equal(row->comparison, TEXT("in"))) {
        return write_value(writer, &vocabulary->facts[fact], text_trim(row->value));
    }
    Text rest = row->value;
    Text value;
    const char *separator = "[";
    while (text_next(&rest, ',', &value)) {
        buffer_append(&writer->out, text_from(separator));
        TRY(write_value(writer, &vocabulary->facts[fact], text_trim(value)));
        separator = ", ";
    }
    buffer_append(&writer->out, TEXT("]"));
    return row->value.length > 0 ? OK : refuse(writer, "value", "values separated by commas");
}

Outcome condition_from_rows(Arena *arena, const FactVocabulary *vocabulary,
                            const ConditionRow *rows, size_t count, Text *expression,
                            Problem *problem)
{
    const Condition *checked = NULL;
    RowWriter writer = {.arena = arena, .out = buffer_new(arena, 16384), .problem = problem};
    if (count == 0 || count > MOST_ROWS) {
        return refuse(&writer, "rows", "1 to 50 rows");
    }
    for (size_t i = 0; i < count; i++) {
        writer.row = i + 1;
        TRY(write_row(&writer, vocabulary, &rows[i]));
    }
    const Text text = buffer_text(&writer.out);
    TRY(condition_compile(arena, vocabulary, text, &checked, problem));
    *expression = text;
    return OK;
}
