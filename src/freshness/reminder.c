/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/reminder.h"

#include "freshness/queries.h"
#include "jobs/letter.h"

enum { A_DAY = 24 * 60 * 60, MESSAGES_A_RUN = 500 };

int64_t reminder_days(int64_t sent)
{
    return sent < 2 ? 14 : 28;
}

/* ---------------------------------------------------------------------------------- counting
 */

/* The end of the day on which one of its listings was last verified. */
static Moment last_answer(const Catalogue *catalogue, uint32_t organization)
{
    Date last = DATE_NONE;
    for (size_t i = 0; i < catalogue->service_count; i++) {
        Date day = DATE_NONE;
        const Service *service = &catalogue->services[i];
        if (service->organization == organization &&
            date_parse(service->marks.verified_at, &day) && day > last) {
            last = day;
        }
    }
    return last == DATE_NONE ? 0 : moment_from_local((LocalTime){.date = last + 1});
}

Outcome reminder_count(Access *access, const Catalogue *catalogue, uint32_t organization,
                       ReminderCount *count)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_REMINDER_COUNT, &statement, access->problem));
    bind_id(statement, "organization", catalogue->organizations[organization].id);
    bind_integer(statement, "since", last_answer(catalogue, organization));
    TRY(statement_next(statement, &row, access->problem));
    *count = row ? (ReminderCount){column_integer(statement, 0), column_integer(statement, 1)}
                 : (ReminderCount){0};
    return OK;
}

Outcome reminder_fill(Access *access, const Catalogue *catalogue, ListingDueList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        ReminderCount count = {0};
        const Service *service = &catalogue->services[list->items[i].service];
        if (service->organization != NONE) {
            TRY(reminder_count(access, catalogue, service->organization, &count));
        }
        list->items[i].reminders = count.sent;
    }
    return OK;
}

/* ----------------------------------------------------------------------------------- sending
 */

typedef struct Reminding {
    const JobRun *run;
    const ListingPost *post;
    const Catalogue *catalogue;
    size_t written;
} Reminding;

static Outcome note(Access *access, const ListingLink *link, Id id, Text mail)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_REMINDER_ADD, &statement, access->problem));
    bind_id(statement, "organization", link->subject);
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    bind_text(statement, "mail", mail);
    bind_id(statement, "link", link->id);
    return statement_run(statement, NULL, access->problem);
}

static Outcome send(Access *access, Id organization, Text mail)
{
    Text token = {0};
    ListingLink link = {.scope = SCOPE_ORGANIZATION,
                        .subject = organization,
                        .holder = mail,
                        .until = DATE_NONE};
    TRY(listing_link_issue(access, &link, &link, &token));
    const NewJob job = {
        .id = id_new(access->now * 1000),
        .kind = TEXT(LISTING_MAIL_JOB),
        .payload = text_format(access->arena, "%.*s %.*s",
                               TEXT_ARG(id_format(access->arena, link.id)), TEXT_ARG(mail)),
        .due = access->now,
    };
    TRY(note(access, &link, job.id, mail));
    return job_add(access->session, &job, access->now, access->problem);
}

/* Where the house reads mail: its own address, else that of the service. */
static Text mail_of(const Catalogue *catalogue, const Service *service)
{
    const Text own = catalogue->organizations[service->organization].email;
    const Text mail = own.length > 0 ? own : service->email;
    return mail.length > 0 && mail.length <= LISTING_HOLDER_MOST &&
                   letter_address_is_plain(mail)
               ? mail
               : TEXT("");
}

static Outcome remind_house(Access *access, Reminding *work, const Service *service, Text mail)
{
    ReminderCount count = {0};
    const Catalogue *catalogue = work->catalogue;
    TRY(reminder_count(access, catalogue, service->organization, &count));
    if (count.sent >= REMINDER_MOST ||
        (count.last != 0 && access->now - count.last < reminder_days(count.sent) * A_DAY)) {
        return OK;
    }
    work->written++;
    return send(access, catalogue->organizations[service->organization].id, mail);
}

static Outcome remind_all(Session *session, void *context, Problem *problem)
{
    Reminding *work = context;
    const JobRun *run = work->run;
    ListingDueList due = {0};
    const Catalogue *catalogue = work->catalogue;
    Access access = {.arena = run->arena,
                     .session = session,
                     .keyring = work->post->keyring,
                     .now = run->now,
                     .problem = problem};
    bool *asked = ARENA_ARRAY(run->arena, bool, catalogue->organization_count);
    work->written = 0;
    listing_due_find(run->arena, catalogue, moment_to_local(run->now).date, &due);
    for (size_t i = 0; i < due.count && work->written < MESSAGES_A_RUN; i++) {
        const Service *service = &catalogue->services[due.items[i].service];
        if (service->organization == NONE || asked[service->organization]) {
            continue;
        }
        const Text mail = mail_of(catalogue, service);
        asked[service->organization] = mail.length > 0; /* else by another of its services */
        TRY(mail.length == 0 ? OK : remind_house(&access, work, service, mail));
    }
    TRY(access_write_journal(&access, session));
    return job_done(session, run,
                    text_format(run->arena, "%zu houses are asked", work->written), problem);
}

Outcome reminder_run(const JobRun *run, const ListingPost *post, Problem *problem)
{
    Reminding work = {.run = run, .post = post};
    if (post->folder.length == 0 || post->keyring == NULL) {
        return job_end(run, TEXT("no folder for mail: give serve --mail DIR and --keys FILE"),
                       problem);
    }
    {
        Session *session SCOPED(session_end) = NULL;
        TRY(store_read(run->store, &session, problem));
        const CatalogueSource source = {.session = session, .now = run->now};
        TRY(catalogue_build(run->arena, &source, &work.catalogue, problem));
    }
    return store_write(run->store, remind_all, &work, problem);
}
