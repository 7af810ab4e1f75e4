/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_web.h"
#include "casework/result_count_edge.h"
#include "casework/result_count_web.h"

static Outcome get_report(Request *request)
{
    ResultMonths months = {0};
    ResultCounts counts = {0};
    Access *access = access_of(request);
    TRY(result_months_read(access, request_query(request, "from"), request_query(request, "to"),
                           &months));
    TRY(result_count(access, months, &counts));
    JsonWriter writer = json_writer(response_json(request));
    return result_count_write_json(access, &counts, &writer);
}

static const Route routes[] = {
    {GET, "/api/v1/caseResults/report", MAY_READ_COUNTS, get_report, FRESH},
};

const RouteTable RESULT_COUNT_API_ROUTES = {routes, LENGTH_OF(routes)};
