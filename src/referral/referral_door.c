/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_door.h"

Outcome referral_door_find(const Catalogue *catalogue, Text need, Text service,
                           ReferralDoor *door, Problem *problem)
{
    const uint32_t term = catalogue_need(catalogue, need);
    const uint32_t found = catalogue_service(catalogue, service);
    if (term == NONE) {
        return problem_set(problem, INVALID, TEXT("body"), "need",
                           "the directory has no need of this code");
    }
    if (found == NONE || catalogue->services[found].organization == NONE) {
        return problem_set(problem, INVALID, TEXT("body"), "service",
                           "the directory has no such service");
    }
    const Service *of = &catalogue->services[found];
    const Organization *house = &catalogue->organizations[of->organization];
    *door = (ReferralDoor){
        .need = catalogue->needs->terms[term].code,
        .house = house->id,
        .service = of->id,
        .mail = of->email.length > 0 ? of->email : house->email,
    };
    return OK;
}

Text referral_service_name(const Catalogue *catalogue, Arena *arena, Id service,
                           Language language)
{
    const uint32_t found = catalogue_service(catalogue, id_format(arena, service));
    return found == NONE ? TEXT("")
                         : phrase_in(&catalogue->services[found].name, language, NULL);
}

Text referral_house_name(const Catalogue *catalogue, Arena *arena, Id house, Language language)
{
    const uint32_t found = catalogue_organization(catalogue, id_format(arena, house));
    return found == NONE ? TEXT("")
                         : phrase_in(&catalogue->organizations[found].name, language, NULL);
}

Text referral_need_name(const Catalogue *catalogue, Text need, Language language)
{
    const uint32_t found = catalogue_need(catalogue, need);
    return found == NONE ? need
                         : phrase_in(&catalogue->needs->terms[found].name, language, NULL);
}

Text referral_service_phone(const Catalogue *catalogue, Arena *arena, Id service)
{
    const uint32_t found = catalogue_service(catalogue, id_format(arena, service));
    const Phone *phone = NULL;
    if (found == NONE) {
        return TEXT("");
    }
    const IndexSpan doors = catalogue->services[found].doors;
    for (size_t i = 0; i < doors.count && phone == NULL; i++) {
        phone = catalogue_phone(catalogue, &catalogue->doors[doors.items[i]]);
    }
    return phone == NULL ? TEXT("") : phone->number;
}
