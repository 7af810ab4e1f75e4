/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An import that a server does in its own time: the job names the format and the file, which
 * every server of the store must see under that name. The identifiers of the records are those
 * of the file, so an import that is done again after a death has the effect of one.
 */
#pragma once

#include "jobs/runner.h"

/* The payload of "import": "hsds /srv/in/network.json". INVALID for a format that is none of
 * hsds, csv and osm. */
MUST_USE Outcome import_job_payload(Arena *arena, Text format, Text path, Text *payload,
                                    Problem *problem);

/* The JobFunction of "import". */
MUST_USE Outcome import_job_run(const JobRun *run, void *context, Problem *problem);
