/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/operations_web.h"

#include "base/list.h"
#include "cells/message.h"
#include "http/traffic.h"
#include "jobs/runner.h"
#include "operations/health.h"
#include "operations/process_metrics.h"
#include "operations/refresh.h"
#include "store/store_metrics.h"
#include "json/json.h"

/* --------------------------------------------------------------------------------- health */

/* Belgif REST guide, "Health": UP and DEGRADED answer 200, DOWN answers 503. */
static JsonWriter open_health(Request *request, HealthState state)
{
    JsonWriter writer = json_writer(response_json(request));
    request->response.status = state == HEALTH_DOWN ? 503 : 200;
    request->response.cache = TEXT("no-store");
    json_object_open(&writer);
    json_member(&writer, "status", health_state_name(state));
    return writer;
}

/* Who answers is alive. */
static Outcome get_liveness(Request *request)
{
    JsonWriter writer = open_health(request, HEALTH_UP);
    json_object_close(&writer);
    return OK;
}

static Outcome get_readiness(Request *request)
{
    JsonWriter writer = open_health(request, health_of_all());
    json_key(&writer, TEXT("details"));
    json_object_open(&writer);
    for (HealthPart part = 0; part < HEALTH_PART_COUNT; part++) {
        json_key(&writer, health_part_name(part));
        json_object_open(&writer);
        json_member(&writer, "status", health_state_name(health_of(part)));
        json_object_close(&writer);
    }
    json_object_close(&writer);
    json_object_close(&writer);
    return OK;
}

static const Route health_routes[] = {
    {PROBE, "/health",        EVERYONE, get_readiness, FRESH},
    {PROBE, "/health/ready",  EVERYONE, get_readiness, FRESH},
    {PROBE, "/health/live",   EVERYONE, get_liveness,  FRESH},
    {PROBE, "/api/v1/health", EVERYONE, get_readiness, FRESH},
};

const RouteTable HEALTH_ROUTES = {health_routes, LENGTH_OF(health_routes)};

/* -------------------------------------------------------------------------------- metrics */

/* Whoever counts something adds its table here. */
static const MetricTable *const metric_tables[] = {
    &PROCESS_METRICS, &TRAFFIC_METRICS, &STORE_METRICS,
    &INDEX_METRICS,   &JOB_METRICS,     &MESSAGE_METRICS,
};

static Outcome get_metrics(Request *request)
{
    open_metrics_write(response_open(request, OPEN_METRICS_TYPE), metric_tables,
                       LENGTH_OF(metric_tables));
    return OK;
}

static const Route metrics_routes[] = {
    {PROBE, "/metrics", THIS_MACHINE, get_metrics, FRESH},
};
static const Route open_metrics_routes[] = {
    {PROBE, "/metrics", EVERYONE, get_metrics, FRESH},
};

const RouteTable METRICS_ROUTES = {metrics_routes, LENGTH_OF(metrics_routes)};
const RouteTable OPEN_METRICS_ROUTES = {open_metrics_routes, LENGTH_OF(open_metrics_routes)};
