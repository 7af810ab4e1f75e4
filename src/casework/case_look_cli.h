/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands that show cases, notes and tasks; their rows are in casework/case_cli.c. */
#pragma once

#include "cli/cli.h"

MUST_USE Outcome case_run_list(Invocation *invocation);
MUST_USE Outcome case_run_show(Invocation *invocation);
MUST_USE Outcome case_run_notes(Invocation *invocation);
MUST_USE Outcome case_run_tasks(Invocation *invocation);
MUST_USE Outcome case_run_results(Invocation *invocation); /* casework/result_count_cli.c */
