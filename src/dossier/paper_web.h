/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's whole file as pages to print, /p/{id}/papier, and the list of who read what alone,
 * /p/{id}/lectures: all that person_export_json gives (dossier/export.h), in words, for them to
 * take away. The language is that of the address.
 */
#pragma once

#include "http/http.h"

extern const RouteTable PAPER_ROUTES;
