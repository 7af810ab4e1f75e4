/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An import that a server does in its own time: the job names the format and the file, which
 * every server of the store must see under that name. The import and the end of its job are one
 * transaction: after a death it is done again whole, and by one server alone.
 */
#pragma once

#include "jobs/runner.h"

/* The payload of "import": "hsds /srv/in/network.json". INVALID for a format that is none of
 * hsds, csv and osm. */
MUST_USE Outcome import_job_payload(Arena *arena, Text format, Text path, Text *payload,
                                    Problem *problem);

/* The JobFunction of "import". */
MUST_USE Outcome import_job_run(const JobRun *run, void *context, Problem *problem);
