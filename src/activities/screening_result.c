/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/screening_result.h"

#include "activities/invitation_rows.h"
#include "activities/queries.h"
#include "people/consent.h"
#include "words/visible.h"

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *why)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", why);
}

bool result_reader_parse(Text code, ResultReader *reader)
{
    static const char *const codes[] = {"person", "doctor"};
    size_t at = 0;
    const bool is_one = text_among(code, codes, LENGTH_OF(codes), &at);
    *reader = is_one ? (ResultReader)at : *reader;
    return is_one;
}

/* The role first, then the house, then how the caller stands to the person. */
static Outcome admit(Access *access, Id id, ScreeningInvitation *invitation)
{
    Screening screening = {0};
    TRY(access_permit(access, MAY_HANDLE_RESULT));
    TRY(invitation_find(access, id, invitation, &screening));
    const Admission asked = {MAY_HANDLE_RESULT, invitation->person, id, 1u << CLASS_HEALTH};
    return person_admit_class(access, &asked, NULL);
}

/* -------------------------------------------------------------------------------- sealing */

static SealPlace place_of(const Access *access, Id invitation)
{
    return (SealPlace){session_territory(access->session), TEXT("screening result"),
                       invitation};
}

/* The doctor in the first line, the words below: neither holds a line break of its own there.
 */
static Outcome seal(Access *access, const ResultOrder *order, Text *sealed)
{
    const SealPlace place = place_of(access, order->invitation);
    const Text content = text_format(access->arena, "%.*s\n%.*s", TEXT_ARG(order->doctor),
                                     TEXT_ARG(order->words));
    return keyring_seal(access->keyring, access->arena, &place, content, sealed,
                        access->problem);
}

static Outcome unseal(Access *access, Text sealed, ScreeningResult *result)
{
    Text content = {0};
    const SealPlace place = place_of(access, result->invitation);
    TRY(keyring_open(access->keyring, access->arena, &place, sealed, &content,
                     access->problem));
    const size_t end = text_find_byte(content, '\n', 0);
    result->doctor = text_slice(content, 0, end);
    result->words = text_slice(content, end + 1, content.length);
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

typedef enum ResultOpening { RESULT_OPENED, RESULT_SEALED } ResultOpening;

static Outcome find(Access *access, Id invitation, ResultOpening opening, bool *found,
                    ScreeningResult *result)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RESULT_GET, &statement, access->problem));
    bind_id(statement, "invitation", invitation);
    TRY(statement_next(statement, found, access->problem));
    if (!*found) {
        return OK;
    }
    *result = (ScreeningResult){
        .invitation = column_id(statement, 0),
        .found = (Date)column_integer(statement, 1),
        .author = column_id(statement, 2),
        .has_doctor = column_integer(statement, 4) != 0,
        .person_day = (Date)column_integer(statement, 5),
        .doctor_day = (Date)column_integer(statement, 7),
    };
    (void)invitation_way_parse(column_text(statement, 6), &result->person_way);
    (void)invitation_way_parse(column_text(statement, 8), &result->doctor_way);
    return opening == RESULT_OPENED ? unseal(access, column_text(statement, 3), result) : OK;
}

static Outcome no_result(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "result",
                       "there is no result yet");
}

Outcome result_read(Access *access, Id id, ScreeningResult *result)
{
    bool found = false;
    ScreeningInvitation invitation = {0};
    TRY(admit(access, id, &invitation));
    TRY(find(access, id, RESULT_OPENED, &found, result));
    return found ? OK : no_result(access);
}

Outcome result_find(Access *access, Id invitation, bool *found, ScreeningResult *result)
{
    return find(access, invitation, RESULT_SEALED, found, result);
}

/* -------------------------------------------------------------------------------- writing */

static Outcome check_words(Access *access, ResultOrder *order)
{
    if (!text_visible(access->arena, order->words, MANY_LINES, &order->words) ||
        order->words.length == 0 || text_characters(order->words) > RESULT_WORDS_MOST) {
        return refuse(access, INVALID, "words", "1 to 4000 characters are expected");
    }
    if (!text_visible(access->arena, order->doctor, ONE_LINE, &order->doctor) ||
        order->doctor.length > RESULT_DOCTOR_MOST) {
        return refuse(access, INVALID, "doctor", "120 bytes of UTF-8 at most");
    }
    return OK;
}

static Outcome check(Access *access, const ScreeningInvitation *invitation, ResultOrder *order)
{
    bool is_written = false;
    ScreeningResult before = {0};
    if (invitation->came != CAME_YES) {
        return refuse(access, CONFLICT, "invitation", "they did not come yet");
    }
    if (order->found < invitation->done || order->found > moment_to_local(access->now).date) {
        return refuse(access, INVALID, "found",
                      "a day from the one they came to today is expected");
    }
    TRY(check_words(access, order));
    TRY(find(access, order->invitation, RESULT_SEALED, &is_written, &before));
    return before.person_day == 0 && before.doctor_day == 0
               ? OK
               : refuse(access, CONFLICT, "result", "somebody was told of it already");
}

Outcome result_write(Access *access, const ResultOrder *given)
{
    Text sealed = {0};
    ResultOrder order = *given;
    ScreeningInvitation invitation = {0};
    TRY(admit(access, order.invitation, &invitation));
    TRY(check(access, &invitation, &order));
    TRY(seal(access, &order, &sealed));
    access_did(access, "result.write");
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RESULT_SET, &statement, access->problem));
    bind_id(statement, "invitation", order.invitation);
    bind_integer(statement, "found", order.found);
    bind_id(statement, "author", access->caller.account);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "to_doctor", order.doctor.length > 0 ? 1 : 0);
    return statement_run(statement, NULL, access->problem);
}

/* --------------------------------------------------------------------------- handing over */

static Outcome check_handing(Access *access, const ResultHanding *handing,
                             const ScreeningInvitation *invitation,
                             const ScreeningResult *result)
{
    PersonFile file = {0};
    const bool is_person = handing->to == RESULT_TO_PERSON;
    if (is_person ? result->person_day != 0 : result->doctor_day != 0) {
        return refuse(access, CONFLICT, "to", "they have it already");
    }
    if (!is_person && !result->has_doctor) {
        return refuse(access, CONFLICT, "to", "the person named no doctor");
    }
    if (handing->day < result->found || handing->day > moment_to_local(access->now).date) {
        return refuse(access, INVALID, "day",
                      "a day from the one it was found to today is expected");
    }
    if (!is_person) {
        return OK;
    }
    TRY(person_read(access, invitation->person, &file));
    return invitation_check_way(access, &file, handing->way);
}

Outcome result_hand_over(Access *access, const ResultHanding *handing)
{
    bool found = false;
    int64_t changed = 0;
    ScreeningResult result = {0};
    ScreeningInvitation invitation = {0};
    TRY(admit(access, handing->invitation, &invitation));
    access_did(access, "result.hand_over");
    TRY(find(access, handing->invitation, RESULT_SEALED, &found, &result));
    if (!found) {
        return no_result(access);
    }
    TRY(check_handing(access, handing, &invitation, &result));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session,
                       handing->to == RESULT_TO_PERSON ? &RESULT_HAND_PERSON
                                                       : &RESULT_HAND_DOCTOR,
                       &statement, access->problem));
    bind_id(statement, "invitation", handing->invitation);
    bind_integer(statement, "day", handing->day);
    bind_text(statement, "way", invitation_way_code(handing->way));
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : refuse(access, CONFLICT, "to", "they have it already");
}

/* -------------------------------------------------------------------------------- awaited */

static Outcome may_show(Access *access, const AwaitedResult *row, bool *may)
{
    unsigned classes = 0;
    Relation relation = RELATION_STRANGER;
    *may = false;
    if (id_is_nil(row->person)) {
        return OK;
    }
    TRY(person_relation(access, row->person, &relation));
    TRY(person_shared_classes(access, row->person, &classes));
    if (relation == RELATION_CONSENT && (classes & 1u << CLASS_HEALTH) == 0) {
        return OK;
    }
    return person_judge_shown(access, MAY_HANDLE_RESULT, row->person, row->invitation, may);
}

static AwaitedResult read_awaited(Access *access, const Statement *statement)
{
    const Date found = (Date)column_integer(statement, 1);
    return (AwaitedResult){
        .invitation = column_id(statement, 0),
        .found = found,
        .days = moment_to_local(access->now).date - found,
        .is_for_doctor = column_integer(statement, 2) != 0 && column_integer(statement, 4) == 0,
        .is_for_person = column_integer(statement, 3) == 0,
        .person = column_id(statement, 5),
        .screening = text_copy(access->arena, column_text(statement, 6)),
    };
}

static Outcome read_all(Access *access, AwaitedList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RESULT_AWAITED, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list, read_awaited(access, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome result_awaited(Access *access, AwaitedList *list)
{
    AwaitedList all = {0};
    AwaitedList shown = {0};
    TRY(access_permit(access, MAY_HANDLE_RESULT));
    TRY(read_all(access, &all));
    for (size_t i = 0; i < all.count; i++) {
        bool may = false;
        PersonFile file = {0};
        AwaitedResult *row = &all.items[i];
        TRY(may_show(access, row, &may));
        if (may) {
            TRY(person_read(access, row->person, &file));
            row->name = person_display_name(access->arena, &file);
            LIST_APPEND(access->arena, &shown, *row);
        }
    }
    *list = shown;
    return OK;
}
