/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The frame of every page of staff: house, search, where the caller may go, lock and sign out.
 *     MyView view = {0};
 *     Html html;
 *     TRY(frame_open(request, say(request->language, SAY_MY_TITLE), &view.frame, &html));
 *     my_page(&html, &view);     the page starts with staff_open and ends with staff_close
 *
 * A page that nobody touches locks: it goes to /verrouille after LOGIN_IDLE. A page with
 * something to write in sets `draft_form` before frame_open instead: it is covered in place,
 * and the one button on it sends that form (without the name of a button), which the gatekeeper
 * keeps until the password is given (access/draft.h). With several forms it lists them all in
 * `draft_forms`, and there is a button for each.
 */
#pragma once

#include "access/gate_web.h"
#include "access/views_web.h"

/* Fills the frame and opens the answer. Works before anybody has signed in. */
MUST_USE Outcome frame_open(Request *request, Text title, StaffView *frame, Html *html);

/* The first page of a caller: the first of their links. "/compte" when there is none. */
Text frame_first_page(const Caller *caller);
