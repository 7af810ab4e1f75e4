/* SPDX-License-Identifier: EUPL-1.2 */
/* Referrals between the houses of people_fixture.h. */
#pragma once

#include "referral/agreement.h"
#include "unit/referral/referral_deeds.h"

static const Id shelter = {{0xC1}}; /* services of the other house */
static const Id second_shelter = {{0xC2}};
static const Id own_showers = {{0xC3}}; /* of the house of the desk */
static const Id whole_set = {{0xD0}};

/* --------------------------------------------------------------------------------- stories */

static inline ReferralDoor door(const char *need, Id house, Id service, bool opens)
{
    return (ReferralDoor){.need = text_from(need),
                          .house = house,
                          .service = service,
                          .mail = TEXT("porte@exemple.be"),
                          .opens = opens};
}

/* A set for Camille: a shelter to open, another that stands ready, and the showers at home. */
static inline Opening opening_for(Id person)
{
    static ReferralDoor doors[3];
    doors[0] = door("housing.shelter", house_of_others, shelter, true);
    doors[1] = door("housing.shelter", house_of_others, second_shelter, false);
    doors[2] = door("hygiene.shower", house_of_exemple, own_showers, true);
    return (Opening){
        .set = {.id = whole_set,
                .person = person,
                .team = team_of_desk,
                .postal_code = TEXT("4000"),
                .doors = doors,
                .door_count = LENGTH_OF(doors)}
    };
}

/* Starts the clock anew; gives the drafts of the shelter and of the showers. */
static inline ReferralList open_doors(Fixture *fixture, Store *store)
{
    clock_now = NOON;
    Opening opening = opening_for(create_camille(fixture, store));
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
    assert_int_equal(opening.drafts.count, 2);
    return opening.drafts;
}

static inline Acting acting_of(Id referral, int64_t revision, ReferralAct wanted)
{
    return (Acting){
        .order = {.referral = referral,
                  .operation = operation_new(),
                  .revision = revision,
                  .act = wanted}
    };
}

/* Acts as must succeed, with a reason, the rank or the outcome where the act asks for one. */
static inline Referral must_act(Fixture *fixture, Store *store, Caller caller,
                                const Referral *referral, ReferralAct wanted, const char *given)
{
    Acting acting = acting_of(referral->id, referral->revision, wanted);
    acting.order.reason = wanted == REFERRAL_FINISH ? TEXT("") : text_from(given);
    acting.order.outcome = wanted == REFERRAL_FINISH ? text_from(given) : TEXT("");
    acting.order.rank = wanted == REFERRAL_WAITLIST ? 3 : 0;
    acting.order.conditions = (1U << CONDITION_COUNT) - 1;
    const Outcome outcome = does(fixture, store, caller, act, &acting);
    if (outcome != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
    return acting.done.referral;
}

typedef struct Agreeing {
    Id person;
    Id consent;
} Agreeing;

/* Camille agrees, by gesture, that the other house knows who is sent. */
static inline Outcome agree(Access *access, void *context)
{
    Agreeing *agreeing = context;
    const ConsentRule rule = {PURPOSE_REFERRAL, house_of_others, CLASS_IDENTITY,
                              access->now + 300 * DAY};
    const NewConsent made = {.language = TEXT("fr"), .rules = &rule, .rule_count = 1};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_GESTURE};
    TRY(consent_draft(access, agreeing->person, &made, &agreeing->consent));
    TRY(consent_propose(access, agreeing->person, agreeing->consent));
    return agreement_answer(access, agreeing->person, agreeing->consent, &answer);
}

static inline Id agree_for(Fixture *fixture, Store *store, Id person)
{
    Agreeing agreeing = {.person = person};
    assert_int_equal(does(fixture, store, desk(), agree, &agreeing), OK);
    return agreeing.consent;
}

/* The shelter's referral, sent with Camille's consent. */
static inline Referral send_shelter(Fixture *fixture, Store *store)
{
    const ReferralList drafts = open_doors(fixture, store);
    (void)agree_for(fixture, store, drafts.items[0].person);
    return must_act(fixture, store, desk(), &drafts.items[0], REFERRAL_SEND, "");
}

static inline Referral read_for(Fixture *fixture, Store *store, Caller caller, Id id)
{
    Finding finding = {.id = id};
    assert_int_equal(does(fixture, store, caller, find, &finding), OK);
    return finding.referral;
}

static inline ReferralPage page_for(Fixture *fixture, Store *store, Caller caller,
                                    ReferralFilter filter)
{
    Listing listing = {.filter = filter};
    assert_int_equal(does(fixture, store, caller, list, &listing), OK);
    return listing.page;
}

static inline ReferralTicks let_time_act(Fixture *fixture, Store *store)
{
    ReferralTicks ticks = {0};
    assert_int_equal(
        referral_clock(store, fixture->arena, clock_now, &ticks, &fixture->problem), OK);
    return ticks;
}

static inline UnmetList unmet_of(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    UnmetList unmet = {0};
    assert_int_equal(store_read(store, &session, NULL), OK);
    Access access = {.arena = fixture->arena,
                     .session = session,
                     .caller = worker(9, house_of_exemple, team_of_desk, "coordinator"),
                     .now = clock_now,
                     .problem = &fixture->problem};
    assert_int_equal(referral_unmet_list(&access, TEXT("2000-01-01"), &unmet), OK);
    return unmet;
}
