/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the person of the paper lives, and where they would. */
#pragma once

#include "dwellings/candidature.h"
#include "dwellings/rent.h"

/* By the head of the house: a dwelling they live in since September, and one they ask for. */
static inline Outcome be_housed(Access *access, Id person)
{
    Id asked = {{0}};
    Tenancy tenancy = {0};
    Dwelling flats[2] = {0};
    const Date today = moment_to_local(access->now).date;
    const CivilDate civil = date_to_civil(today);
    const Date month = date_from_civil((CivilDate){civil.year, civil.month, 1});
    for (int i = 0; i < 2; i++) {
        const Dwelling made = {
            .unit = {.name = i == 0 ? TEXT("MARKER-FLAT") : TEXT("MARKER-OTHER"),
                     .reach = UNIT_FOR_NETWORK}
        };
        TRY(dwelling_add(access, &made, &flats[i]));
    }
    const TenancyOrder order = {.dwelling = flats[0].unit.id,
                                .person = person,
                                .label = TEXT("MARKER-LABEL"),
                                .starts = today - 40,
                                .ends = DATE_NONE};
    TRY(tenancy_move_in(access, &order, &tenancy));
    const RentIncome income = {month, 123456};
    TRY(rent_income_add(access, tenancy.booking.id, &income));
    const CandidatureOrder wish = {.person = person,
                                   .label = TEXT("MARKER-LABEL"),
                                   .class = TEXT("date"),
                                   .adults = 1,
                                   .dwellings = &flats[1].unit.id,
                                   .count = 1};
    return candidature_ask(access, &wish, &asked);
}
