/* SPDX-License-Identifier: EUPL-1.2 */
/* `screening ...` of one invitation: the answer, the appointment, the result and its handing
 * over. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "activities/screening_cli.h"
#include "activities/screening_json.h"
#include "cli/arguments.h"

enum { ANSWER_BYTES = 1 << 18, WORDS_BYTES_MOST = RESULT_WORDS_MOST * 4 };

static const Option way_options[] = {
    {"way", OPTION_VALUE, "WAY", "letter, phone, message or in_person (letter)."},
};

static const Option answer_options[] = {
    {"done", OPTION_VALUE, "DAY", "For elsewhere: the day on which it was done."},
};

static const Option result_options[] = {
    {"doctor", OPTION_VALUE, "NAME", "The doctor whom the person named."},
    {"found",  OPTION_VALUE, "DAY",  "The day it was found (today)."    },
};

static const Option handed_options[] = {
    {"way", OPTION_VALUE, "WAY", "letter, phone, message or in_person (in_person)."},
    {"day", OPTION_VALUE, "DAY", "On which day (today)."                           },
};

typedef struct Work {
    Invocation *invocation;
    Id id;
    InvitationOrder order;
    InvitationAnswer answer;
    InvitationWay way;
    InvitationCame came;
    Date day;
    Moment slot;
    ResultOrder written;
    ResultHanding handing;
} Work;

/* --------------------------------------------------------------------------------- printing */

typedef struct Printing {
    Buffer out;
    JsonWriter writer;
} Printing;

static JsonWriter *start(const Access *access, Printing *printing)
{
    printing->out = buffer_new(access->arena, ANSWER_BYTES);
    printing->writer = json_writer(&printing->out);
    return &printing->writer;
}

static void finish(const Work *work, const Printing *printing)
{
    const Text text = buffer_text(&printing->out);
    (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome tell_invitation(Access *access, const Work *work, Id id)
{
    Printing printing = {0};
    Screening screening = {0};
    ScreeningInvitation row = {0};
    TRY(invitation_get(access, id, &row, &screening));
    if (!work->invocation->json) {
        invitation_print(access, work->invocation->out, &row);
        return OK;
    }
    invitation_write_json(access->arena, &row, start(access, &printing));
    finish(work, &printing);
    return OK;
}

static Outcome read_day(Invocation *invocation, const char *name, Date *day)
{
    return !option_given(invocation, name) || date_parse(option_value(invocation, name), day)
               ? OK
               : USAGE_ERROR(invocation, name, "a day is expected: 2026-12-01");
}

/* ------------------------------------------------------------------------------ invitations */

static Outcome read_way(Invocation *invocation, const char *usual, InvitationWay *way)
{
    return invitation_way_parse(option_or(invocation, "way", usual), way)
               ? OK
               : USAGE_ERROR(invocation, "way",
                             "letter, phone, message or in_person is expected");
}

static Outcome invite(Access *access, void *context)
{
    const Work *work = context;
    ScreeningInvitation made = {0};
    TRY(invitation_make(access, &work->order, &made));
    return tell_invitation(access, work, made.id);
}

static Outcome invite_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SCREENING", &work.order.screening));
    TRY(argument_id(invocation, 1, "PERSON", &work.order.person));
    TRY(read_way(invocation, "letter", &work.order.way));
    return manage_run(invocation->store, access_of_command(invocation), invite, &work);
}

static Outcome remind(Access *access, void *context)
{
    const Work *work = context;
    TRY(invitation_remind(access, work->id, work->way));
    return tell_invitation(access, work, work->id);
}

static Outcome remind_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "INVITATION", &work.id));
    TRY(read_way(invocation, "letter", &work.way));
    return manage_run(invocation->store, access_of_command(invocation), remind, &work);
}

static Outcome answer(Access *access, void *context)
{
    const Work *work = context;
    TRY(invitation_answer(access, work->id, work->answer, work->day));
    return tell_invitation(access, work, work->id);
}

static Outcome answer_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "INVITATION", &work.id));
    TRY(read_day(invocation, "done", &work.day));
    if (!invitation_answer_parse(invocation->arguments[1], &work.answer)) {
        return USAGE_ERROR(invocation, "ANSWER",
                           "declined, elsewhere or no_answer is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), answer, &work);
}

static Outcome book(Access *access, void *context)
{
    const Work *work = context;
    Booking booking = {0};
    TRY(invitation_book(access, work->id, work->slot, &booking));
    return tell_invitation(access, work, work->id);
}

static Outcome book_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "INVITATION", &work.id));
    if (!moment_parse(invocation->arguments[1], &work.slot)) {
        return USAGE_ERROR(invocation, "SLOT",
                           "the start of a slot is expected: 2026-12-01T09:20");
    }
    return manage_run(invocation->store, access_of_command(invocation), book, &work);
}

static Outcome attend(Access *access, void *context)
{
    const Work *work = context;
    TRY(invitation_attend(access, work->id, work->came));
    return tell_invitation(access, work, work->id);
}

static Outcome attend_run(Invocation *invocation)
{
    static const char *const words[] = {"came", "absent"};
    size_t at = 0;
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "INVITATION", &work.id));
    if (!text_among(invocation->arguments[1], words, LENGTH_OF(words), &at)) {
        return USAGE_ERROR(invocation, "WORD", "came or absent is expected");
    }
    work.came = at == 0 ? CAME_YES : CAME_NO;
    return manage_run(invocation->store, access_of_command(invocation), attend, &work);
}

/* ---------------------------------------------------------------------------------- results */

static Outcome tell_result(Access *access, const Work *work, Id id)
{
    Printing printing = {0};
    ScreeningResult result = {0};
    TRY(result_read(access, id, &result));
    if (work->invocation->json) {
        screening_result_write_json(access->arena, &result, start(access, &printing));
        finish(work, &printing);
        return OK;
    }
    const Text found = date_format(access->arena, result.found);
    const Text person = result.person_day == 0 ? TEXT("not yet")
                                               : date_format(access->arena, result.person_day);
    const Text doctor = result.doctor_day == 0 ? TEXT("not yet")
                                               : date_format(access->arena, result.doctor_day);
    (void)fprintf(work->invocation->out, "found %.*s\n%.*s\nperson: %.*s\n", TEXT_ARG(found),
                  TEXT_ARG(result.words), TEXT_ARG(person));
    if (result.doctor.length > 0) {
        (void)fprintf(work->invocation->out, "%.*s: %.*s\n", TEXT_ARG(result.doctor),
                      TEXT_ARG(doctor));
    }
    return OK;
}

static Outcome read_result(Access *access, void *context)
{
    const Work *work = context;
    return tell_result(access, work, work->id);
}

static Outcome result_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "INVITATION", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), read_result, &work);
}

static Outcome write_result(Access *access, void *context)
{
    Work *work = context;
    if (work->written.found == DATE_NONE) {
        work->written.found = moment_to_local(access->now).date;
    }
    TRY(result_write(access, &work->written));
    return tell_result(access, work, work->written.invitation);
}

static Outcome write_run(Invocation *invocation)
{
    Work work = {.invocation = invocation, .written = {.found = DATE_NONE}};
    TRY(argument_id(invocation, 0, "INVITATION", &work.written.invitation));
    TRY(read_day(invocation, "found", &work.written.found));
    TRY(words_or_input(invocation, invocation->arguments[1], WORDS_BYTES_MOST,
                       &work.written.words));
    work.written.doctor = option_or(invocation, "doctor", "");
    return manage_run(invocation->store, access_of_command(invocation), write_result, &work);
}

static Outcome hand(Access *access, void *context)
{
    Work *work = context;
    if (work->handing.day == DATE_NONE) {
        work->handing.day = moment_to_local(access->now).date;
    }
    TRY(result_hand_over(access, &work->handing));
    return tell_result(access, work, work->handing.invitation);
}

static Outcome hand_run(Invocation *invocation)
{
    Work work = {.invocation = invocation, .handing = {.day = DATE_NONE}};
    TRY(argument_id(invocation, 0, "INVITATION", &work.handing.invitation));
    TRY(read_day(invocation, "day", &work.handing.day));
    TRY(read_way(invocation, "in_person", &work.handing.way));
    if (!result_reader_parse(invocation->arguments[1], &work.handing.to)) {
        return USAGE_ERROR(invocation, "TO", "person or doctor is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), hand, &work);
}

static Outcome await(Access *access, void *context)
{
    const Work *work = context;
    Printing printing = {0};
    AwaitedList rows = {0};
    TRY(result_awaited(access, &rows));
    if (work->invocation->json) {
        awaited_write_json(access->arena, &rows, start(access, &printing));
        finish(work, &printing);
        return OK;
    }
    for (size_t i = 0; i < rows.count; i++) {
        const AwaitedResult *row = &rows.items[i];
        const Text id = id_format(access->arena, row->invitation);
        (void)fprintf(work->invocation->out, "%.*s %lld days%s%s %.*s, %.*s\n", TEXT_ARG(id),
                      (long long)row->days, row->is_for_person ? " person" : "",
                      row->is_for_doctor ? " doctor" : "", TEXT_ARG(row->name),
                      TEXT_ARG(row->screening));
    }
    return OK;
}

static Outcome await_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), await, &work);
}

static const Command commands[] = {
    {.name = "screening invite",
     .arguments = "SCREENING PERSON",
     .summary = "Invite a person whom the screening is for, in a way that is safe for them.",
     .examples = "seuil screening invite 0193... 0194... --way phone",
     .options = way_options,
     .option_count = LENGTH_OF(way_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = invite_run},
    {.name = "screening remind",
     .arguments = "INVITATION",
     .summary = "Write down that somebody was reminded.",
     .examples = "seuil screening remind 0193... --way phone",
     .options = way_options,
     .option_count = LENGTH_OF(way_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = remind_run},
    {.name = "screening answer",
     .arguments = "INVITATION ANSWER",
     .summary = "Write down the answer: declined, elsewhere or no_answer.",
     .examples = "seuil screening answer 0193... elsewhere --done 2026-03-04",
     .options = answer_options,
     .option_count = LENGTH_OF(answer_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = answer_run},
    {.name = "screening book",
     .arguments = "INVITATION SLOT",
     .summary = "Give somebody who is invited an appointment.",
     .examples = "seuil screening book 0193... 2026-12-01T09:20",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = book_run  },
    {.name = "screening attend",
     .arguments = "INVITATION WORD",
     .summary = "Write down whether they came: came or absent.",
     .examples = "seuil screening attend 0193... came",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = attend_run},
    {.name = "screening found",
     .arguments = "INVITATION WORDS",
     .summary = "Write down what was found, sealed: for doctors and nurses.",
     .examples = "seuil screening found 0193... - --doctor \"Dr Exemple\" < words.txt",
     .options = result_options,
     .option_count = LENGTH_OF(result_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_HANDLE_RESULT,
     .run = write_run },
    {.name = "screening result",
     .arguments = "INVITATION",
     .summary = "What was found, and who has it: for doctors and nurses.",
     .examples = "seuil screening result 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_HANDLE_RESULT,
     .run = result_run},
    {.name = "screening handed",
     .arguments = "INVITATION TO",
     .summary = "Write down that the person, or their doctor, has the result.",
     .examples = "seuil screening handed 0193... doctor --way letter",
     .options = handed_options,
     .option_count = LENGTH_OF(handed_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_HANDLE_RESULT,
     .run = hand_run  },
    {.name = "screening awaited",
     .arguments = "",
     .summary = "Results that somebody does not have yet, the oldest first.",
     .examples = "seuil screening awaited",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_HANDLE_RESULT,
     .run = await_run },
};

const CommandTable INVITATION_COMMANDS = {commands, LENGTH_OF(commands)};
