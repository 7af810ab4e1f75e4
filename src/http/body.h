/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The JSON object a program sends: read whole, its members by name. INVALID names the member;
 * one that nobody expects is refused too, for it is often a slip in the name of another.
 */
#pragma once

#include "base/id.h"
#include "http/http.h"
#include "json/json.h"

/* INVALID, told as 415, unless the body is said to be JSON: a form of another site cannot say
 * so. */
MUST_USE Outcome body_require_json(Request *request);

/* Any JSON value; release with json_close. */
MUST_USE Outcome body_json(Request *request, json_t **body);

/* The object, whose members are among `names`; release with json_close. */
MUST_USE Outcome body_read(Request *request, const char *const *names, size_t count,
                           json_t **body);

/* The check of it alone, for a body that was read already. */
MUST_USE Outcome body_only(Request *request, json_t *body, const char *const *names,
                           size_t count);

/* An absent member leaves nil, an empty text, 0. The texts are copied. */
MUST_USE Outcome body_id(Request *request, const json_t *body, const char *name, Id *id);
MUST_USE Outcome body_text(Request *request, const json_t *body, const char *name, Text *text);
MUST_USE Outcome body_moment(Request *request, const json_t *body, const char *name,
                             Moment *moment);

/* An absent member leaves what was there. */
MUST_USE Outcome body_integer(Request *request, const json_t *body, const char *name,
                              int64_t *value);
MUST_USE Outcome body_flag(Request *request, const json_t *body, const char *name, bool *value);

/* INVALID without it. */
MUST_USE Outcome body_need_id(Request *request, const json_t *body, const char *name, Id *id);
