/* SPDX-License-Identifier: EUPL-1.2 */
/* How persons are printed by commands: a line a thing, or JSON with --json. */
#pragma once

#include "cli/cli.h"
#include "people/person_json.h"

void cli_line(const Invocation *invocation, Text line);

/* The hits; on standard error, that there are more or that someone may know. */
void cli_lookup(const Invocation *invocation, const LookupAnswer *answer);
void cli_person(const Invocation *invocation, const PersonFile *file);

/* The fact in force, and the late one below it. */
void cli_fact_result(const Invocation *invocation, const FactResult *result);
