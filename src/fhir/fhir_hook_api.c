/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_hook_api.h"

#include "http/post.h"

/* Any answer of the two hundreds is one that took it. */
static void send(const JobRun *run, const FhirHooks *hooks, Errand *errand)
{
    int status = 0;
    Problem trouble = {.arena = run->arena};
    const Post post = {
        .host = errand->to.host,
        .port = errand->to.port,
        .path = errand->to.path,
        .type = TEXT("application/fhir+json"),
        .headers = errand->headers,
        .body = errand->body,
        .may_be_private = errand->may_be_private,
        .trust = hooks->trust,
    };
    if (post_send(run->arena, &post, &status, &trouble) != OK) {
        errand->trouble = trouble.detail;
        return;
    }
    errand->taken = status >= 200 && status < 300;
    errand->trouble = text_format(run->arena, "it answered %d", status);
}

Outcome fhir_hook_run(const JobRun *run, const FhirHooks *hooks, Problem *problem)
{
    Errand errand = {0};
    TRY(errand_prepare(run, hooks->keyring, &errand, problem));
    if (errand.deed == ERRAND_SEND) {
        send(run, hooks, &errand);
    }
    return errand_settle(run, &errand, problem);
}
