/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/refusal_web.h"

#include "access/frame_web.h"
#include "access/sentences.h"

/* What the title alone leaves open; empty for most. */
static Text lead_of(const Request *request, int status)
{
    if (status == 403) {
        return say(request->language, SAY_REFUSAL_NOT_YOURS);
    }
    return status == 409 ? say(request->language, SAY_REFUSAL_CHANGED) : TEXT("");
}

static Outcome write_page(Request *request, int status, Text title)
{
    Html html = {0};
    RefusalView view = {.lead = lead_of(request, status)};
    TRY(gate_recognize(request));
    TRY(frame_open(request, title, &view.frame, &html));
    view.back_href = request_link(request, frame_first_page(&access_of(request)->caller));
    refusal_page(&html, &view);
    return OK;
}

bool refusal_write(Request *request, int status, Text title)
{
    const Problem told = request->problem;
    const Response begun = request->response;
    SCOPED(session_end) Session *session = NULL;
    if (request->store == NULL || request_cookie(request, GATE_COOKIE).length == 0) {
        return false;
    }
    request->problem = (Problem){.arena = request->arena};
    Outcome outcome = store_read(request->store, &session, &request->problem);
    request->session = session;
    outcome = outcome == OK ? write_page(request, status, title) : outcome;
    request->session = NULL;
    request->problem = told;
    if (outcome != OK) {
        request->response = begun;
    }
    return outcome == OK;
}
