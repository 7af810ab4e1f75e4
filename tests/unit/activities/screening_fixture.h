/* SPDX-License-Identifier: EUPL-1.2 */
/* The mammographies of the sources, and somebody who came to one. */
#pragma once

#include "activities/screening_result.h"
#include "unit/activities/activities_fixture.h"

typedef struct ScreeningDeed {
    Screening screening;
    InvitationOrder order;
    ScreeningInvitation invitation;
    InvitationWay way;
    InvitationAnswer answer;
    InvitationCame came;
    Date done;
    int64_t slot;
    Booking booking;
    InvitationList list;
    InvitationLetters letters;
    ResultOrder written;
    ResultHanding handing;
    ScreeningResult result;
    AwaitedList awaited;
} ScreeningDeed;

static inline Outcome add_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return screening_add(access, &deed->screening, &deed->screening);
}

static inline Outcome invite_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    deed->order.screening = deed->screening.id;
    return invitation_make(access, &deed->order, &deed->invitation);
}

static inline Outcome book_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return invitation_book(access, deed->invitation.id, deed->slot, &deed->booking);
}

static inline Outcome attend_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return invitation_attend(access, deed->invitation.id, deed->came);
}

static inline Outcome list_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return invitation_list(access, deed->screening.id, &deed->list);
}

/* Dominique, born in 1966; more facts as they come. */
static inline Id create_woman(Fixture *fixture, Store *store, const char *birth)
{
    const PersonDetail facts[] = {
        fact(FACT_NAME, "Dominique", "Exemple"),
        fact(FACT_BIRTH, birth, ""),
        fact(FACT_SEX, "female", ""),
        fact(FACT_ADDRESS, "rue Exemple 1", "4020 Liège"),
    };
    return create_by(fixture, store, desk(), facts, LENGTH_OF(facts));
}

static inline void add_fact(Fixture *fixture, Store *store, Id person, FactKind kind,
                            const char *value)
{
    Changing changing = {.person = person, .change = {.what = fact(kind, value, "")}};
    assert_int_equal(acts(fixture, store, desk(), change_fact, &changing), OK);
}

/* Women of 50 to 69, every two years; mornings of twenty minutes. */
static inline ScreeningDeed mammography(Fixture *fixture, Store *store)
{
    const Unit unit = add_unit(fixture, store,
                               (Unit){.kind = UNIT_APPOINTMENT,
                                      .name = TEXT("Mammographies"),
                                      .capacity = 1,
                                      .hours = TEXT("Mo-Fr 09:00-12:00"),
                                      .slot_minutes = 20});
    ScreeningDeed deed = {
        .screening = {.kind = SCREENING_MAMMOGRAPHY,
                      .name = TEXT("Dépistage du cancer du sein"),
                      .sex = TEXT("female"),
                      .age_least = 50,
                      .age_most = 69,
                      .every_years = 2,
                      .unit = unit.id,
                      .first = day_of("2026-09-01"),
                      .last = day_of("2026-12-31")},
        .slot = at("2026-09-22T09:20"),
    };
    assert_int_equal(acts(fixture, store, head(), add_it, &deed), OK);
    return deed;
}

static inline void invite(Fixture *fixture, Store *store, ScreeningDeed *deed, Id person)
{
    deed->order = (InvitationOrder){.person = person, .way = WAY_LETTER};
    assert_int_equal(acts(fixture, store, desk(), invite_it, deed), OK);
}
