/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a screening found, and its handing over: to the person, and to the doctor they named,
 * each with its day and way. The words and the doctor's name are sealed for their place; they
 * open to who may `screening.result`, doctors and nurses alone, of the house of the screening:
 * of the team that keeps the file, of that house, or where the person agreed that "health" be
 * open. A medical control body holds no such role. (Data concerning health: GDPR, article 9.)
 */
#pragma once

#include "activities/invitation.h"

/* Kept for thirty years: law of 22 April 2019 on the quality of practice in health care,
 * article 35. */
enum { RESULT_WORDS_MOST = 4000 /* characters */, RESULT_DOCTOR_MOST = 120, RESULT_YEARS = 30 };

typedef struct ScreeningResult {
    Id invitation;
    Date found;
    Id author;
    Text words;
    Text doctor;     /* whom the person named; empty for none */
    bool has_doctor; /* told without the keys */
    Date person_day; /* handed over to the person; 0 while not */
    InvitationWay person_way;
    Date doctor_day;
    InvitationWay doctor_way;
} ScreeningResult;

typedef struct ResultOrder {
    Id invitation;
    Date found; /* from the day they came to today */
    Text words;
    Text doctor;
} ResultOrder;

/* CONFLICT "invitation" for who did not come; CONFLICT "result" once somebody was told: until
 * then it may be written again. REFUSED without a key file. INVALID names the field. */
MUST_USE Outcome result_write(Access *access, const ResultOrder *order);

/* NOT_FOUND while there is none. */
MUST_USE Outcome result_read(Access *access, Id invitation, ScreeningResult *result);

typedef enum ResultReader { RESULT_TO_PERSON, RESULT_TO_DOCTOR } ResultReader;

bool result_reader_parse(Text code, ResultReader *reader); /* "person", "doctor" */

typedef struct ResultHanding {
    Id invitation;
    ResultReader to;
    InvitationWay way;
    Date day;
} ResultHanding;

/* CONFLICT "to" when they have it already or no doctor was named; CONFLICT "way" for a way in
 * which the person asked not to be reached; INVALID "day" before it was found, or to come. */
MUST_USE Outcome result_hand_over(Access *access, const ResultHanding *handing);

typedef struct AwaitedResult {
    Id invitation;
    Id person;
    Text name;
    Text screening;
    Date found;
    int64_t days; /* since it was found */
    bool is_for_person;
    bool is_for_doctor;
} AwaitedResult;

typedef LIST_OF(AwaitedResult) AwaitedList;

/* Those of the caller's house that somebody does not have yet, the oldest first; of persons the
 * caller may read so. */
MUST_USE Outcome result_awaited(Access *access, AwaitedList *list);

/* Without words and doctor, whoever asks: for who gives a person their file. */
MUST_USE Outcome result_find(Access *access, Id invitation, bool *found,
                             ScreeningResult *result);
