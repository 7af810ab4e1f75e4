/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A Bundle: a transaction is done whole or not at all; a batch reads. References between its
 * entries hold whatever their order.
 */
#pragma once

#include "fhir/fhir_thing.h"

/* INVALID names the entry. The answer is owned: close it. */
MUST_USE Outcome fhir_bundle(Fhir *fhir, json_t *bundle, json_t **answer);
