/* SPDX-License-Identifier: EUPL-1.2 */
/* The doors of the plan become one set of referrals, followed together; the other doors of each
 * need stand ready for the day one refuses. */
#include "desk/reception_web.h"

#include "access/frame_web.h"
#include "matching/page_web.h"
#include "people/relation.h"
#include "referral/referral_door.h"
#include "referral/referral_list.h"

static Outcome add_door(Request *request, NewPlanSet *set, ReferralDoor *doors, uint32_t place,
                        Text need, bool opens)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Service *service = &catalogue->services[catalogue->doors[place].service];
    for (size_t i = 0; i < set->door_count; i++) {
        if (id_equal(doors[i].service, service->id) && text_equal(doors[i].need, need)) {
            return OK;
        }
    }
    if (set->door_count == REFERRAL_MOST_DOORS) {
        return OK;
    }
    TRY(referral_door_find(catalogue, need, id_format(request->arena, service->id),
                           &doors[set->door_count], &request->problem));
    doors[set->door_count++].opens = opens;
    return OK;
}

static Text need_code(const Request *request, const Situation *situation, uint32_t need)
{
    const Vocabulary *needs = network_of(request)->catalogue->needs;
    return needs->terms[situation->needs[need].need].code;
}

/* A referral for each need a door meets: each is followed to its own outcome. */
static Outcome open_best(Request *request, const Situation *situation, const MatchPlan *plan,
                         NewPlanSet *set, ReferralDoor *doors)
{
    for (size_t i = 0; i < plan->door_count; i++) {
        const MatchDoor *door = &plan->doors[i];
        for (size_t j = 0; j < door->needs.count; j++) {
            TRY(add_door(request, set, doors, door->door,
                         need_code(request, situation, door->needs.items[j]), true));
        }
    }
    return OK;
}

static Outcome keep_others(Request *request, const Situation *situation, const MatchPlan *plan,
                           NewPlanSet *set, ReferralDoor *doors)
{
    for (size_t i = 0; i < plan->door_count; i++) {
        const MatchDoor *door = &plan->doors[i];
        for (size_t j = 0; j < door->needs.count * door->alternative_count; j++) {
            const Text need =
                need_code(request, situation, door->needs.items[j % door->needs.count]);
            TRY(add_door(request, set, doors, door->alternatives[j / door->needs.count], need,
                         false));
        }
    }
    return OK;
}

/* The set in which this door stands open for the same need already; NULL for none. */
static const Id *find_open(const ReferralList *known, const ReferralDoor *door)
{
    for (size_t i = 0; i < known->count; i++) {
        const Referral *referral = &known->items[i];
        if (!referral_is_final(referral->state) && id_equal(referral->service, door->service) &&
            text_equal(referral->need, door->need)) {
            return &referral->plan;
        }
    }
    return NULL;
}

/* Who presses twice, or comes back for one need more, opens no door twice. `shown` is left the
 * set where such a door stands. */
static Outcome drop_open(Access *access, NewPlanSet *set, ReferralDoor *doors, Id *shown)
{
    size_t kept = 0;
    ReferralList known = {0};
    TRY(referral_list_person(access, set->person, &known));
    for (size_t i = 0; i < set->door_count; i++) {
        const Id *where = find_open(&known, &doors[i]);
        if (where == NULL) {
            doors[kept++] = doors[i];
        } else {
            *shown = *where;
        }
    }
    set->door_count = kept;
    return OK;
}

Outcome desk_plan_refer(Request *request, const Situation *situation, const DeskPerson *person,
                        Id set_id, Id *shown)
{
    Access *access = access_of(request);
    MatchAnswer *answer = ARENA_NEW(request->arena, MatchAnswer);
    ReferralDoor *doors = ARENA_ARRAY(request->arena, ReferralDoor, REFERRAL_MOST_DOORS);
    ReferralList drafts = {0};
    NewPlanSet set = {.id = set_id,
                      .person = person->id,
                      .team = caller_is_of_team(&access->caller, person->team)
                                  ? person->team
                                  : access->caller.teams[0],
                      .postal_code = situation->postal_code,
                      .doors = doors};
    *shown = (Id){{0}};
    TRY(person_admit(access, MAY_SEND_REFERRAL, person->id, set_id, NULL));
    TRY(match(request->arena, network_of(request), situation, request->language, answer,
              &request->problem));
    TRY(open_best(request, situation, &answer->best, &set, doors));
    TRY(drop_open(access, &set, doors, shown));
    if (set.door_count == 0) {
        return OK;
    }
    TRY(keep_others(request, situation, &answer->best, &set, doors));
    *shown = set_id;
    return referral_open(access, &set, &drafts);
}
