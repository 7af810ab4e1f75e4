/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of built-in functions, and how arguments find their parameters. */
#include "matching/feel_functions.h"

#include "matching/feel_library.h"

enum { MOST_PARAMETERS = 8 };

/* A function with several forms has a row a form; the first that fits is taken. */
static const FeelBuiltin BUILTINS[] = {
    {TEXT_INIT("abs"),                       "n",                                         1, 1,        false, feel_abs             },
    {TEXT_INIT("all"),                       "list",                                      1, 1,        true,  feel_all             },
    {TEXT_INIT("and"),                       "list",                                      1, 1,        true,  feel_all             },
    {TEXT_INIT("any"),                       "list",                                      1, 1,        true,  feel_any             },
    {TEXT_INIT("append"),                    "list,item",                                 2, SIZE_MAX, false, feel_append          },
    {TEXT_INIT("ceiling"),                   "n,scale",                                   1, 2,        false, feel_ceiling         },
    {TEXT_INIT("concatenate"),               "list",                                      0, SIZE_MAX, false, feel_concatenate     },
    {TEXT_INIT("contains"),                  "string,match",                              2, 2,        false, feel_contains        },
    {TEXT_INIT("context"),                   "entries",                                   1, 1,        false, feel_context         },
    {TEXT_INIT("context merge"),             "contexts",                                  1, 1,        false, feel_context_merge   },
    {TEXT_INIT("context put"),               "context,keys,value",                        3, 3,        false, feel_context_put     },
    {TEXT_INIT("context put"),               "context,key,value",                         3, 3,        false, feel_context_put_one },
    {TEXT_INIT("count"),                     "list",                                      1, 1,        true,  feel_count           },
    {TEXT_INIT("date"),                      "from",                                      1, 1,        false, feel_date            },
    {TEXT_INIT("date"),                      "year,month,day",                            3, 3,        false, feel_date_of         },
    {TEXT_INIT("date and time"),             "from",                                      1, 1,        false, feel_date_and_time   },
    {TEXT_INIT("date and time"),             "date,time",                                 2, 2,        false, feel_date_with_time  },
    {TEXT_INIT("day of week"),               "date",                                      1, 1,        false, feel_day_of_week     },
    {TEXT_INIT("day of year"),               "date",                                      1, 1,        false, feel_day_of_year     },
    {TEXT_INIT("decimal"),                   "n,scale",                                   2, 2,        false, feel_decimal         },
    {TEXT_INIT("distinct values"),           "list",                                      1, 1,        false, feel_distinct        },
    {TEXT_INIT("duration"),                  "from",                                      1, 1,        false, feel_duration        },
    {TEXT_INIT("ends with"),                 "string,match",                              2, 2,        false, feel_ends_with       },
    {TEXT_INIT("even"),                      "number",                                    1, 1,        false, feel_even            },
    {TEXT_INIT("exp"),                       "number",                                    1, 1,        false, feel_exp             },
    {TEXT_INIT("flatten"),                   "list",                                      1, 1,        false, feel_flatten         },
    {TEXT_INIT("floor"),                     "n,scale",                                   1, 2,        false, feel_floor           },
    {TEXT_INIT("get entries"),               "m",                                         1, 1,        false, feel_get_entries     },
    {TEXT_INIT("get value"),                 "m,key",                                     2, 2,        false, feel_get_value       },
    {TEXT_INIT("index of"),                  "list,match",                                2, 2,        false, feel_index_of        },
    {TEXT_INIT("insert before"),             "list,position,newItem",                     3, 3,        false, feel_insert_before   },
    {TEXT_INIT("is"),                        "value1,value2",                             2, 2,        false, feel_is              },
    {TEXT_INIT("list contains"),             "list,element",                              2, 2,        false, feel_list_contains   },
    {TEXT_INIT("list replace"),              "list,position,newItem",                     3, 3,        false, feel_list_replace    },
    {TEXT_INIT("list replace"),              "list,match,newItem",                        3, 3,        false, feel_list_replace    },
    {TEXT_INIT("log"),                       "number",                                    1, 1,        false, feel_log             },
    {TEXT_INIT("lower case"),                "string",                                    1, 1,        false, feel_lower_case      },
    {TEXT_INIT("matches"),                   "input,pattern,flags",                       2, 3,        false, feel_matches         },
    {TEXT_INIT("max"),                       "list",                                      1, 1,        true,  feel_max             },
    {TEXT_INIT("mean"),                      "list",                                      1, 1,        true,  feel_mean            },
    {TEXT_INIT("median"),                    "list",                                      1, 1,        true,  feel_median          },
    {TEXT_INIT("min"),                       "list",                                      1, 1,        true,  feel_min             },
    {TEXT_INIT("mode"),                      "list",                                      1, 1,        true,  feel_mode            },
    {TEXT_INIT("modulo"),                    "dividend,divisor",                          2, 2,        false, feel_modulo          },
    {TEXT_INIT("month of year"),             "date",                                      1, 1,        false, feel_month_of_year   },
    {TEXT_INIT("not"),                       "negand",                                    1, 1,        false, feel_not             },
    {TEXT_INIT("number"),                    "from,grouping separator,decimal separator", 1, 3,        false,
     feel_number_from                                                                                                              },
    {TEXT_INIT("odd"),                       "number",                                    1, 1,        false, feel_odd             },
    {TEXT_INIT("or"),                        "list",                                      1, 1,        true,  feel_any             },
    {TEXT_INIT("product"),                   "list",                                      1, 1,        true,  feel_product         },
    {TEXT_INIT("range"),                     "from",                                      1, 1,        false, feel_range_from      },
    {TEXT_INIT("remove"),                    "list,position",                             2, 2,        false, feel_remove          },
    {TEXT_INIT("replace"),                   "input,pattern,replacement,flags",           3, 4,        false, feel_replace         },
    {TEXT_INIT("reverse"),                   "list",                                      1, 1,        false, feel_reverse         },
    {TEXT_INIT("round down"),                "n,scale",                                   1, 2,        false, feel_round_down      },
    {TEXT_INIT("round half down"),           "n,scale",                                   1, 2,        false, feel_round_half_down },
    {TEXT_INIT("round half up"),             "n,scale",                                   1, 2,        false, feel_round_half_up   },
    {TEXT_INIT("round up"),                  "n,scale",                                   1, 2,        false, feel_round_up        },
    {TEXT_INIT("sort"),                      "list,precedes",                             1, 2,        false, feel_sort            },
    {TEXT_INIT("split"),                     "string,delimiter",                          2, 2,        false, feel_split           },
    {TEXT_INIT("sqrt"),                      "number",                                    1, 1,        false, feel_sqrt            },
    {TEXT_INIT("starts with"),               "string,match",                              2, 2,        false, feel_starts_with     },
    {TEXT_INIT("stddev"),                    "list",                                      1, 1,        true,  feel_stddev          },
    {TEXT_INIT("string"),                    "from",                                      1, 1,        false, feel_string_from     },
    {TEXT_INIT("string join"),               "list,delimiter",                            1, 2,        false, feel_string_join     },
    {TEXT_INIT("string length"),             "string",                                    1, 1,        false, feel_string_length   },
    {TEXT_INIT("sublist"),                   "list,start position,length",                2, 3,        false, feel_sublist         },
    {TEXT_INIT("substring"),                 "string,start position,length",              2, 3,        false, feel_substring       },
    {TEXT_INIT("substring after"),           "string,match",                              2, 2,        false, feel_substring_after },
    {TEXT_INIT("substring before"),          "string,match",                              2, 2,        false, feel_substring_before},
    {TEXT_INIT("sum"),                       "list",                                      1, 1,        true,  feel_sum             },
    {TEXT_INIT("time"),                      "from",                                      1, 1,        false, feel_time            },
    {TEXT_INIT("time"),                      "hour,minute,second,offset",                 3, 4,        false, feel_time_of         },
    {TEXT_INIT("union"),                     "list",                                      0, SIZE_MAX, false, feel_union           },
    {TEXT_INIT("upper case"),                "string",                                    1, 1,        false, feel_upper_case      },
    {TEXT_INIT("week of year"),              "date",                                      1, 1,        false, feel_week_of_year    },
    {TEXT_INIT("years and months duration"), "from,to",                                   2, 2,        false, feel_years_and_months},
};

size_t feel_builtin_count(void)
{
    return LENGTH_OF(BUILTINS);
}

const FeelBuiltin *feel_builtin_at(size_t index)
{
    return &BUILTINS[index];
}

/* The position of a parameter; MOST_PARAMETERS when the function has none of that name. */
static size_t parameter_position(const FeelBuiltin *builtin, Text name)
{
    Text rest = text_from(builtin->parameters);
    Text parameter;
    for (size_t i = 0; text_next(&rest, ',', &parameter); i++) {
        if (text_equal(parameter, name)) {
            return i;
        }
    }
    return MOST_PARAMETERS;
}

/* Named arguments in the order of the parameters; those left out are null. */
static bool bind_names(const FeelBuiltin *builtin, const FeelValue *values, const Text *names,
                       size_t count, FeelValue bound[MOST_PARAMETERS])
{
    bool given[MOST_PARAMETERS] = {false};
    for (size_t i = 0; i < count; i++) {
        const size_t position = parameter_position(builtin, names[i]);
        if (position == MOST_PARAMETERS || given[position]) {
            return false;
        }
        bound[position] = values[i];
        given[position] = true;
    }
    for (size_t i = 0; i < builtin->least; i++) {
        if (!given[i]) {
            return false;
        }
    }
    return true;
}

static bool are_named(const Text *names, size_t count)
{
    return names != NULL && count > 0 && names[0].length > 0;
}

static FeelValue run_variadic(FeelEvaluator *evaluator, const FeelBuiltin *builtin,
                              const FeelValue *values, size_t count)
{
    if (count == 1 && (values[0].kind == FEEL_LIST || feel_is_null(&values[0]))) {
        return builtin->run(evaluator, values, 1);
    }
    FeelList list = {.items = ARENA_ARRAY(evaluator->arena, FeelValue, count), .count = count};
    for (size_t i = 0; i < count; i++) {
        list.items[i] = values[i];
    }
    const FeelValue all = feel_list(evaluator, list);
    return builtin->run(evaluator, &all, 1);
}

static bool run_form(FeelEvaluator *evaluator, const FeelBuiltin *builtin,
                     const FeelValue *values, const Text *names, size_t count,
                     FeelValue *result)
{
    if (are_named(names, count)) {
        FeelValue bound[MOST_PARAMETERS] = {{.kind = FEEL_NULL}};
        if (count > MOST_PARAMETERS || !bind_names(builtin, values, names, count, bound)) {
            return false;
        }
        const size_t given = count > builtin->least ? builtin->most : count;
        *result = builtin->variadic ? run_variadic(evaluator, builtin, bound, 1)
                                    : builtin->run(evaluator, bound, given);
        return true;
    }
    if (builtin->variadic && count > 0) {
        *result = run_variadic(evaluator, builtin, values, count);
        return true;
    }
    if (count < builtin->least || count > builtin->most) {
        return false;
    }
    *result = builtin->run(evaluator, values, count);
    return true;
}

FeelValue feel_call_builtin(FeelEvaluator *evaluator, Text function, const FeelValue *values,
                            const Text *names, size_t count)
{
    for (size_t i = 0; i < LENGTH_OF(BUILTINS); i++) {
        FeelValue result;
        if (text_equal(BUILTINS[i].name, function) &&
            run_form(evaluator, &BUILTINS[i], values, names, count, &result)) {
            return result;
        }
    }
    return feel_error(evaluator, "%.*s() is not called so", TEXT_ARG(function));
}
