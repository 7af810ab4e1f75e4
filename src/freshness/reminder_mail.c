/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/export_file.h"
#include "directory/record.h"
#include "freshness/reminder.h"
#include "freshness/sentences.h"
#include "jobs/letter.h"
#include "words/say.h"
#include "json/json.h"

enum { MAIL_LIMIT = 32768 };

static Outcome name_of_house(Session *session, Arena *arena, Id organization, Text *name,
                             Problem *problem)
{
    Record record = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(record_get(session, arena, ENTITY_ORGANIZATION, organization, &record, problem));
    TRY(json_read(record.body, JSON_FILE_LIMITS, &body, problem));
    *name = text_copy(arena, json_member_text(body, "name"));
    return OK;
}

static void write_head(Buffer *out, const JobRun *run, const ListingPost *post, Text mail)
{
    const Text subject = letter_words(run->arena, say(FRENCH, SAY_LISTING_MAIL_SUBJECT));
    buffer_append_format(out, "From: %.*s\r\nTo: %.*s\r\nSubject: %.*s\r\n",
                         TEXT_ARG(post->sender), TEXT_ARG(mail), TEXT_ARG(subject));
    buffer_append_format(out, "Date: %.*s\r\nMessage-ID: <%.*s@seuil>\r\n",
                         TEXT_ARG(letter_date(run->arena, run->now)),
                         TEXT_ARG(id_format(run->arena, run->job->id)));
    buffer_append(out, TEXT("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                            "Content-Type: text/plain; charset=utf-8\r\n"
                            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"));
}

Outcome reminder_mail_write(const JobRun *run, const ListingPost *post, const ListingLink *link,
                            Text mail, Text *message, Problem *problem)
{
    Text name = {0};
    Text token = {0};
    Buffer words = buffer_new(run->arena, MAIL_LIMIT);
    Buffer out = buffer_new(run->arena, 4 * MAIL_LIMIT);
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(run->store, &session, problem));
    TRY(name_of_house(session, run->arena, link->subject, &name, problem));
    TRY(listing_link_sign(run->arena, post->keyring, session_territory(session), link, &token,
                          problem));
    buffer_append_format(&words, "%.*s\n\n", TEXT_ARG(name));
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        buffer_append_format(&words, "%.*s\n%.*s/%.*s/fiche/%.*s\n\n",
                             TEXT_ARG(say((Language)i, SAY_LISTING_MAIL_BODY)),
                             TEXT_ARG(post->site), TEXT_ARG(language_code((Language)i)),
                             TEXT_ARG(token));
    }
    write_head(&out, run, post, mail);
    letter_body(&out, buffer_text(&words));
    *message = buffer_text(&out);
    return OK;
}

static Outcome read_link(const JobRun *run, Text id_text, ListingLink *link, bool *found,
                         Problem *problem)
{
    Id id = {{0}};
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(run->store, &session, problem));
    Access access = {
        .arena = run->arena, .session = session, .now = run->now, .problem = problem};
    return id_parse(id_text, &id) ? listing_link_get(&access, id, link, found) : OK;
}

static Outcome write_file(const JobRun *run, const ListingPost *post, const ListingLink *link,
                          Text mail, Problem *problem)
{
    Text message = {0};
    ExportFile *file SCOPED(export_file_close) = NULL;
    const Text name = text_format(run->arena, "%.*s/%.*s.eml", TEXT_ARG(post->folder),
                                  TEXT_ARG(id_format(run->arena, run->job->id)));
    TRY(reminder_mail_write(run, post, link, mail, &message, problem));
    TRY(export_file_open(run->arena, name, &file, problem));
    buffer_append(export_file_buffer(file), message);
    return export_file_finish(file, problem);
}

Outcome reminder_mail_run(const JobRun *run, const ListingPost *post, Problem *problem)
{
    bool found = false;
    ListingLink link = {0};
    const Text payload = run->job->payload;
    Text said = TEXT("its link was revoked");
    TRY(read_link(run, text_slice(payload, 0, ID_TEXT_LENGTH), &link, &found, problem));
    if (post->folder.length == 0 || post->keyring == NULL) {
        said = TEXT("no folder for mail: give serve --mail DIR and --keys FILE");
    } else if (found && link.revoked == 0) {
        TRY(write_file(run, post, &link,
                       text_slice(payload, ID_TEXT_LENGTH + 1, payload.length), problem));
        said = TEXT("written");
    }
    return job_end(run, said, problem);
}
