/* SPDX-License-Identifier: EUPL-1.2 */
/* What the system says of the process, under the names every program uses. */
#pragma once

#include "metrics/metrics.h"

extern const MetricTable PROCESS_METRICS;
