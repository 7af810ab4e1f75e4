/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the web: the first page, with what was already said. */
#pragma once

#include "matching/application_web.h"

/* Writes the page; `problem` says kindly what could not be understood, empty when all is well.
 */
void home_write(Request *request, const FieldList *fields, Text problem);
