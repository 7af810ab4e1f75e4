/* SPDX-License-Identifier: EUPL-1.2 */
/* The built-in functions, one declaration each; the table that names them is in
 * feel_functions.c. Arguments come in the order of the parameters. */
#pragma once

#include "matching/feel_functions.h"

typedef FeelValue FeelRun(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count);

/* numbers (feel_numbers.c) */
FeelRun feel_abs;
FeelRun feel_ceiling;
FeelRun feel_decimal;
FeelRun feel_even;
FeelRun feel_exp;
FeelRun feel_floor;
FeelRun feel_log;
FeelRun feel_modulo;
FeelRun feel_number_from;
FeelRun feel_odd;
FeelRun feel_round_down;
FeelRun feel_round_half_down;
FeelRun feel_round_half_up;
FeelRun feel_round_up;
FeelRun feel_sqrt;

/* strings (feel_strings.c) */
FeelRun feel_contains;
FeelRun feel_ends_with;
FeelRun feel_lower_case;
FeelRun feel_starts_with;
FeelRun feel_string_from;
FeelRun feel_string_join;
FeelRun feel_string_length;
FeelRun feel_substring;
FeelRun feel_substring_after;
FeelRun feel_substring_before;
FeelRun feel_upper_case;

/* regular expressions (feel_patterns.c) */
FeelRun feel_matches;
FeelRun feel_replace;
FeelRun feel_split;

/* aggregates of lists (feel_aggregates.c) */
FeelRun feel_all;
FeelRun feel_any;
FeelRun feel_count;
FeelRun feel_max;
FeelRun feel_mean;
FeelRun feel_median;
FeelRun feel_min;
FeelRun feel_mode;
FeelRun feel_product;
FeelRun feel_stddev;
FeelRun feel_sum;

/* lists (feel_lists.c) */
FeelRun feel_append;
FeelRun feel_concatenate;
FeelRun feel_distinct;
FeelRun feel_flatten;
FeelRun feel_index_of;
FeelRun feel_insert_before;
FeelRun feel_list_contains;
FeelRun feel_list_replace;
FeelRun feel_remove;
FeelRun feel_reverse;
FeelRun feel_sort;
FeelRun feel_sublist;
FeelRun feel_union;

/* contexts, ranges and logic (feel_contexts.c) */
FeelRun feel_context;
FeelRun feel_context_merge;
FeelRun feel_context_put;
FeelRun feel_context_put_one;
FeelRun feel_get_entries;
FeelRun feel_get_value;
FeelRun feel_is;
FeelRun feel_not;
FeelRun feel_range_from;

/* dates and times (feel_calendar.c) */
FeelRun feel_date;
FeelRun feel_date_and_time;
FeelRun feel_date_of;
FeelRun feel_date_with_time;
FeelRun feel_day_of_week;
FeelRun feel_day_of_year;
FeelRun feel_duration;
FeelRun feel_month_of_year;
FeelRun feel_time;
FeelRun feel_time_of;
FeelRun feel_week_of_year;
FeelRun feel_years_and_months;
