/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_mail.h"

#include "base/list.h"
#include "directory/export_file.h"
#include "jobs/letter.h"
#include "referral/referral_list.h"
#include "referral/referral_private.h"
#include "referral/sentences.h"
#include "words/say.h"

enum { MAIL_LIMIT = 16384 };

/* --------------------------------------------------------------------------------- planning */

/* What the payload of a reminder has behind the referral's id. */
#define AGAIN " again"

static Outcome plan(Access *access, const Referral *referral, Text name, Text payload)
{
    const NewJob job = {
        .id = id_from_name(TEXT(REFERRAL_MAIL_JOB), name),
        .kind = TEXT(REFERRAL_MAIL_JOB),
        .payload = payload,
        .due = access->now,
    };
    if (referral->mail.length == 0 || !letter_address_is_plain(referral->mail)) {
        return OK;
    }
    return job_add(access->session, &job, access->now, access->problem);
}

/* One message for each time it was sent: the revision is in the job's name. */
Outcome referral_mail_plan(Access *access, const Referral *referral)
{
    const Text id = id_format(access->arena, referral->id);
    return plan(
        access, referral,
        text_format(access->arena, "%.*s %lld", TEXT_ARG(id), (long long)referral->revision),
        id);
}

/* A first reading raises the revision and is no sending: here the moment is in the name. */
Outcome referral_mail_plan_again(Access *access, const Referral *referral)
{
    const Text id = id_format(access->arena, referral->id);
    return plan(access, referral,
                text_format(access->arena, "%.*s" AGAIN " %lld", TEXT_ARG(id),
                            (long long)referral->sent),
                text_format(access->arena, "%.*s" AGAIN, TEXT_ARG(id)));
}

static bool says_again(const JobRun *run)
{
    const Text payload = run->job->payload;
    return payload.length > ID_TEXT_LENGTH &&
           text_equal(text_slice(payload, ID_TEXT_LENGTH, payload.length), TEXT(AGAIN));
}

/* ---------------------------------------------------------------------------------- writing */

static void write_head(Buffer *out, const JobRun *run, const ReferralPost *post,
                       const Referral *referral)
{
    buffer_append_format(out, "From: %.*s\r\nTo: %.*s\r\n", TEXT_ARG(post->sender),
                         TEXT_ARG(referral->mail));
    buffer_append_format(out, "Subject: Seuil %.*s\r\nDate: %.*s\r\n", TEXT_ARG(referral->code),
                         TEXT_ARG(letter_date(out->arena, run->now)));
    buffer_append_format(out, "Message-ID: <%.*s@seuil>\r\n",
                         TEXT_ARG(id_format(out->arena, run->job->id)));
    buffer_append(out, TEXT("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                            "Content-Type: text/plain; charset=utf-8\r\n"
                            "Content-Transfer-Encoding: 8bit\r\n\r\n"));
}

Outcome referral_mail_write(const JobRun *run, const ReferralPost *post,
                            const Referral *referral, Text *mail, Problem *problem)
{
    Text link = {0};
    Buffer out = buffer_new(run->arena, MAIL_LIMIT);
    TRY(referral_link_sign(run->arena, post->keyring, store_territory(run->store), referral,
                           &link, problem));
    write_head(&out, run, post, referral);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (says_again(run)) {
            buffer_append_format(&out, "%.*s ",
                                 TEXT_ARG(say((Language)i, SAY_REFERRAL_MAIL_AGAIN)));
        }
        buffer_append_format(&out, "%.*s\r\n",
                             TEXT_ARG(say((Language)i, SAY_REFERRAL_MAIL_BODY)));
    }
    buffer_append_format(&out, "\r\n%.*s/r/%.*s\r\n", TEXT_ARG(post->site), TEXT_ARG(link));
    *mail = buffer_text(&out);
    return OK;
}

/* -------------------------------------------------------------------------------------- job */

static Outcome read_referral(const JobRun *run, Referral *referral, bool *found,
                             Problem *problem)
{
    Id id = {{0}};
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(run->store, &session, problem));
    Access access = {
        .arena = run->arena, .session = session, .now = run->now, .problem = problem};
    const Outcome outcome = id_parse(text_slice(run->job->payload, 0, ID_TEXT_LENGTH), &id)
                                ? referral_get(&access, id, referral)
                                : NOT_FOUND;
    *found = outcome == OK;
    return outcome == NOT_FOUND ? OK : outcome;
}

static Outcome write_file(const JobRun *run, const ReferralPost *post, const Referral *referral,
                          Problem *problem)
{
    Text mail = {0};
    ExportFile *file SCOPED(export_file_close) = NULL;
    const Text name = text_format(run->arena, "%.*s/%.*s.eml", TEXT_ARG(post->folder),
                                  TEXT_ARG(id_format(run->arena, run->job->id)));
    TRY(referral_mail_write(run, post, referral, &mail, problem));
    TRY(export_file_open(run->arena, name, &file, problem));
    buffer_append(export_file_buffer(file), mail);
    return export_file_finish(file, problem);
}

/* A file written before its server died is written again over itself. */
Outcome referral_mail_run(const JobRun *run, const ReferralPost *post, Problem *problem)
{
    Referral referral = {0};
    bool found = false;
    Text said = TEXT("no folder for mail: give serve --mail DIR and --keys FILE");
    TRY(read_referral(run, &referral, &found, problem));
    if (!found || !referral_awaits_answer(referral.state)) {
        said = TEXT("it waits for no answer any more");
    } else if (post->folder.length > 0 && post->keyring != NULL) {
        TRY(write_file(run, post, &referral, problem));
        said = TEXT("written");
    }
    return job_end(run, said, problem);
}
