/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of /fhir, for the machines of other houses. */
#pragma once

#include "http/http.h"

extern const RouteTable FHIR_ROUTES;

/* Tells a refusal below /fhir as an OperationOutcome; false for any other path. */
bool fhir_tell_problem(Request *request, int status);
