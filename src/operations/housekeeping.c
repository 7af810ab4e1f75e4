/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/housekeeping.h"

#include "activities/enrolment_forget.h"
#include "activities/screening_forget.h"
#include "base/list.h"
#include "casework/question.h"
#include "dwellings/dwellings_forget.h"
#include "freshness/reminder.h"
#include "matching/queries.h"
#include "offline/push.h"
#include "operations/import_job.h"
#include "people/ask.h"
#include "referral/referral_clock.h"
#include "referral/referral_watch.h"
#include "resources/resources_clock.h"
#include "store/queries.h"

enum { A_DAY = 24 * 60 * 60 };

/* ----------------------------------------------------------------------------------- fade */

static Outcome run_before(Session *session, const Query *query, const char *name, Moment moment,
                          Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_integer(statement, name, moment);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_what_faded(Session *session, void *context, Problem *problem)
{
    const JobRun *run = context;
    TRY(run_before(session, &PLAN_EXPIRE, "now", run->now, problem));
    TRY(run_before(session, &SENT_FORM_EXPIRE, "since", run->now - A_DAY, problem));
    TRY(job_forget(session, run->now, problem));
    TRY(push_forget(session, run->now, problem));
    TRY(question_forget(session, run->now, problem));
    TRY(person_ask_forget(session, run->now, problem));
    TRY(enrolment_forget(session, run->now, problem));
    TRY(screening_forget(session, run->now, problem));
    TRY(dwellings_forget(session, run->now, problem));
    return job_done(
        session, run,
        TEXT("kept plans, sent forms, ended jobs, answers to devices, questions, asks, sheets, "
             "screenings, incomes, candidatures"),
        problem);
}

static Outcome fade(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    return store_write(run->store, forget_what_faded, (void *)(uintptr_t)run, problem);
}

/* ----------------------------------------------------------------------------------- dump */

/* One file a day and a cell. A dump that was taken before its server died is found again and
 * counts, as does that of another territory of the cell. */
static Outcome dump(const JobRun *run, void *context, Problem *problem)
{
    const Housekeeping *housekeeping = context;
    const Cell *cell = &housekeeping->cells->cells[atomic_load(&housekeeping->home->cell)];
    Text said = TEXT("no folder for dumps: give serve --dumps DIR");
    if (!text_is_empty(housekeeping->dumps)) {
        const Text day = text_slice(moment_format_utc(run->arena, run->now), 0, 10);
        said = text_format(run->arena, "%.*s/%.*s-%.*s.db", TEXT_ARG(housekeeping->dumps),
                           TEXT_ARG(cell->name), TEXT_ARG(day));
        const Outcome outcome = store_backup(cell->place, said, problem);
        if (outcome != OK && outcome != CONFLICT) {
            return outcome;
        }
    }
    return job_end(run, said, problem);
}

/* ------------------------------------------------------------------------------- referrals */

static Outcome tick(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    return referral_clock_run(run, problem);
}

static Outcome send_mail(const JobRun *run, void *context, Problem *problem)
{
    const Housekeeping *housekeeping = context;
    return referral_mail_run(run, &housekeeping->post, problem);
}

/* -------------------------------------------------------------------------------- listings */

static ListingPost listing_post(const Housekeeping *housekeeping)
{
    const ReferralPost *post = &housekeeping->post;
    return (ListingPost){post->folder, post->site, post->sender, post->keyring};
}

static Outcome remind_houses(const JobRun *run, void *context, Problem *problem)
{
    const ListingPost post = listing_post(context);
    return reminder_run(run, &post, problem);
}

static Outcome send_reminder(const JobRun *run, void *context, Problem *problem)
{
    const ListingPost post = listing_post(context);
    return reminder_mail_run(run, &post, problem);
}

static Outcome note_moved(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    return hook_note_moved(run, problem);
}

static Outcome tell_hook(const JobRun *run, void *context, Problem *problem)
{
    const Housekeeping *housekeeping = context;
    return fhir_hook_run(run, &housekeeping->hooks, problem);
}

/* ------------------------------------------------------------------------------- documents */

static Outcome scan_document(const JobRun *run, void *context, Problem *problem)
{
    const Housekeeping *housekeeping = context;
    return document_scan_run(run, &housekeeping->scanner, problem);
}

static Outcome sweep_documents(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    return document_sweep_run(run, problem);
}

/* ----------------------------------------------------------------------------------- units */

static Outcome tick_units(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    return resources_clock_run(run, problem);
}

static const JobKind kinds[] = {
    {REFERRAL_CLOCK_JOB,  tick,            REFERRAL_CLOCK_SECONDS },
    {REFERRAL_MAIL_JOB,   send_mail,       0                      },
    {REFERRAL_MOVED_JOB,  note_moved,      0                      },
    {LISTING_REMIND_JOB,  remind_houses,   REMINDER_SECONDS       },
    {LISTING_MAIL_JOB,    send_reminder,   0                      },
    {FHIR_HOOK_JOB,       tell_hook,       0                      },
    {DOCUMENT_SCAN_JOB,   scan_document,   0                      },
    {DOCUMENT_SWEEP_JOB,  sweep_documents, DOCUMENT_SWEEP_SECONDS },
    {RESOURCES_CLOCK_JOB, tick_units,      RESOURCES_CLOCK_SECONDS},
    {"fade",              fade,            A_DAY                  },
    {"dump",              dump,            A_DAY                  },
    {"import",            import_job_run,  0                      },
};

bool housekeeping_knows(Text kind)
{
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        if (text_equal(text_from(kinds[i].name), kind)) {
            return true;
        }
    }
    return false;
}

static Store *store_of_home(const void *place)
{
    return home_store(place);
}

Outcome housekeeping_start(const Housekeeping *housekeeping, int64_t lease_seconds,
                           Runner **runner, Problem *problem)
{
    const RunnerSettings settings = {
        .store_of = store_of_home,
        .place = housekeeping->home,
        .kinds = kinds,
        .kind_count = LENGTH_OF(kinds),
        .context = (void *)(uintptr_t)housekeeping,
        .lease_seconds = lease_seconds,
    };
    return runner_start(&settings, runner, problem);
}
