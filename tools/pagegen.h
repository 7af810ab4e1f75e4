/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two files of pagegen share: the page being compiled, and where in it we are. */
#pragma once

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Says the error at the line of the page being read, and ends the program. */
void page_error(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Where a value would stand. Any other place refuses values. */
typedef enum Place {
    PLACE_CONTENT, /* between elements */
    PLACE_VALUE,   /* in a quoted attribute */
    PLACE_URL,     /* at the start of an attribute that holds an address */
    PLACE_URL_PART /* later in it */
} Place;

void place_start(void);
void place_read(char byte); /* follows the page, byte after byte */
Place place_of_value(void);
