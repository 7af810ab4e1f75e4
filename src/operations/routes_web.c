/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/routes_web.h"

#include "access/admin_web.h"
#include "access/client_web.h"
#include "access/journal_web.h"
#include "access/login_web.h"
#include "activities/activities_api.h"
#include "activities/agenda_web.h"
#include "activities/course_web.h"
#include "activities/school_web.h"
#include "activities/screening_web.h"
#include "base/list.h"
#include "casework/accompaniment_api.h"
#include "casework/accompaniment_web.h"
#include "casework/assessment_api.h"
#include "casework/assessment_web.h"
#include "casework/case_api.h"
#include "casework/case_web.h"
#include "casework/conference_api.h"
#include "casework/conference_web.h"
#include "casework/document_api.h"
#include "casework/document_web.h"
#include "casework/question_api.h"
#include "casework/question_web.h"
#include "casework/result_count_web.h"
#include "desk/desk_web.h"
#include "desk/reception_web.h"
#include "directory/hsds_api.h"
#include "directory/twin_api.h"
#include "directory/twin_web.h"
#include "dossier/export_web.h"
#include "dossier/file_web.h"
#include "dossier/paper_web.h"
#include "dossier/retention_web.h"
#include "dwellings/dwelling_web.h"
#include "dwellings/dwellings_api.h"
#include "entitlements/entitlements_web.h"
#include "fhir/fhir_api.h"
#include "freshness/freshness_web.h"
#include "matching/application_web.h"
#include "offline/offline_web.h"
#include "operations/operations_web.h"
#include "people/ask_api.h"
#include "people/ask_web.h"
#include "people/household_api.h"
#include "people/notice_api.h"
#include "people/notice_web.h"
#include "people/person_api.h"
#include "people/person_web.h"
#include "referral/consent_api.h"
#include "referral/consent_web.h"
#include "referral/referral_api.h"
#include "referral/referral_web.h"
#include "resources/board_web.h"
#include "resources/cold/cold_web.h"
#include "resources/resources_api.h"
#include "resources/rides/ride_api.h"
#include "resources/rides/ride_web.h"
#include "resources/unit_web.h"
#include "territory/identifier_api.h"

/* One row a table: two on a line would be hard to merge. */
/* clang-format off */
static const RouteTable *const everywhere[] = {
    &PLAN_ROUTES,
    &PLAN_PLACE_ROUTES,
    &PLAN_PLACE_API_ROUTES,
    &SEARCH_ROUTES,
    &SERVICE_ROUTES,
    &ABOUT_ROUTES,
    &API_ROUTES,
    &HSDS_ROUTES,
    &PARTNER_ROUTES,
    &PARTNER_CHANGE_ROUTES,
    &STEWARD_ROUTES,
    &CHANGE_ROUTES,
    &CHANGE_API_ROUTES,
    &LISTING_API_ROUTES,
    &TWIN_API_ROUTES,
    &TWIN_ROUTES,
    &IDENTIFIER_ROUTES,
    &JOURNAL_ROUTES,
    &REFERRAL_API_ROUTES,
    &REFERRAL_ROUTES,
    &SILENCE_ROUTES,
    &SILENCE_API_ROUTES,
    &REFERRAL_OPEN_ROUTES,
    &REFERRAL_LINK_ROUTES,
    &RESULT_COUNT_API_ROUTES,
    &RESULT_COUNT_ROUTES,
    &CASE_API_ROUTES,
    &CASE_ROUTES,
    &CASE_WORK_ROUTES,
    &DOCUMENT_ROUTES,
    &DOCUMENT_API_ROUTES,
    &TASK_ROUTES,
    &ACCOMPANIMENT_ROUTES,
    &ACCOMPANIMENT_API_ROUTES,
    &CONFERENCE_ROUTES,
    &QUESTION_ROUTES,
    &QUESTION_API_ROUTES,
    &CONFERENCE_API_ROUTES,
    &ASSESSMENT_ROUTES,
    &ASSESSMENT_API_ROUTES,
    &CONSENT_ROUTES,
    &CONSENT_API_ROUTES,
    &ASK_ROUTES,
    &ASK_API_ROUTES,
    &NOTICE_ROUTES,
    &NOTICE_API_ROUTES,
    &EXPORT_ROUTES,
    &PAPER_ROUTES,
    &RETENTION_ROUTES,
    &ADMIN_ROUTES,
    &ADMIN_CLIENT_ROUTES,
    &ACCOUNT_API_ROUTES,
    &CLIENT_API_ROUTES,
    &LOGIN_ROUTES,
    &ELSEWHERE_ROUTES,
    &OWN_ROUTES,
    &SECOND_ROUTES,
    &PASSKEY_ROUTES,
    &PASSKEY_API_ROUTES,
    &CLIENT_ROUTES,
    &FHIR_ROUTES,
    &HEALTH_ROUTES,
    &PERSON_FIND_ROUTES,
    &PERSON_ROUTES,
    &HOUSEHOLD_ROUTES,
    &HOUSEHOLD_API_ROUTES,
    &PERSON_API_ROUTES,
    &DESK_API_ROUTES,
    &DESK_KEEP_API_ROUTES,
    &DESK_ROUTES,
    &DESK_DAY_ROUTES,
    &DESK_PLAN_ROUTES,
    &ENTITLEMENT_API_ROUTES,
    &TICKET_ROUTES,
    &GRANT_ROUTES,
    &CONVENTION_ROUTES,
    &ANOMALY_ROUTES,
    &ANOMALY_API_ROUTES,
    &CONVENTION_API_ROUTES,
    &SETTLEMENT_ROUTES,
    &SETTLEMENT_API_ROUTES,
    &CONVENTION_YEAR_ROUTES,
    &RESOURCES_API_ROUTES,
    &UNIT_YEAR_ROUTES,
    &WAITING_API_ROUTES,
    &COLD_API_ROUTES,
    &BOARD_ROUTES,
    &UNIT_ROUTES,
    &COLD_ROUTES,
    &AGENDA_ROUTES,
    &AGENDA_API_ROUTES,
    &WAITING_ROUTES,
    &COURSE_LIST_ROUTES,
    &COURSE_ROUTES,
    &SCREENING_ROUTES,
    &SCREENING_RESULT_ROUTES,
    &ENROL_ROUTES,
    &SHEET_ROUTES,
    &COURSE_API_ROUTES,
    &SCHOOL_ROUTES,
    &SCHOOL_API_ROUTES,
    &SCREENING_API_ROUTES,
    &ENROLMENT_API_ROUTES,
    &DWELLING_ROUTES,
    &DWELLING_PAGE_ROUTES,
    &DWELLING_API_ROUTES,
    &CANDIDATURE_ROUTES,
    &CANDIDATURE_API_ROUTES,
    &RENT_ROUTES,
    &RENT_API_ROUTES,
    &RIDE_API_ROUTES,
    &RIDE_HOUSE_API_ROUTES,
    &RIDE_ROUTES,
    &RIDE_REQUEST_ROUTES,
    &RIDE_HOUSE_ROUTES,
    &TERMINAL_ROUTES,
    &DEVICE_ROUTES,
    &DEVICE_API_ROUTES,
    &SYNC_ROUTES,
    &CONFLICT_ROUTES,
};
/* clang-format on */

size_t routes_list(MetricsDoor metrics, RouteTable tables[MOST_ROUTE_TABLES])
{
    size_t count = 0;
    _Static_assert(LENGTH_OF(everywhere) < MOST_ROUTE_TABLES, "room for every table");
    for (size_t i = 0; i < LENGTH_OF(everywhere); i++) {
        tables[count++] = *everywhere[i];
    }
    tables[count++] = metrics == METRICS_FOR_ANYONE ? OPEN_METRICS_ROUTES : METRICS_ROUTES;
    return count;
}
