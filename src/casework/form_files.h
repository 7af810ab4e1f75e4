/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The files the forms come from, compiled in. A new version of a form is a file beside the one
 * before (situation-2.yaml), named here and in meson.build: the older one stays. A test of what
 * a new version does links files of its own in the place of these.
 */
#pragma once

#include "base/text.h"

typedef struct FormFile {
    const char *name; /* "data/casework/forms/situation-1.yaml" */
    Text content;
} FormFile;

enum { FORM_FILES_MOST = 64 };

/* Writes them in any order, FORM_FILES_MOST at most, and tells how many there are. */
size_t form_files(FormFile files[FORM_FILES_MOST]);
