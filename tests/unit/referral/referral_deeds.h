/* SPDX-License-Identifier: EUPL-1.2 */
/* What workers do with referrals, at moments a test chooses, each in a transaction. */
#pragma once

#include "people/share.h"
#include "referral/referral_clock.h"
#include "referral/referral_list.h"
#include "unit/people/people_fixture.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

static Moment clock_now = NOON;
static uint8_t next_operation = 1;

static inline Id operation_new(void)
{
    return (Id){
        {0xE0, next_operation++}
    };
}

/* What seals the words of danger, and signs links. */
static inline const Keyring *ring_of(uint8_t byte)
{
    static Keyring rings[2];
    Keyring *ring = &rings[byte % 2];
    uint8_t key[KEYRING_KEY_BYTES] = {byte};
    keyring_of_key(key, ring);
    ring->lookup[0] = byte;
    return ring;
}

static inline Outcome do_at_clock(Session *session, void *context, Problem *problem)
{
    Doing *doing = context;
    Access access = {.arena = doing->fixture->arena,
                     .session = session,
                     .keyring = ring_of(0),
                     .caller = doing->caller,
                     .now = clock_now,
                     .problem = problem};
    doing->outcome = doing->deed(&access, doing->context);
    TRY(doing->outcome);
    return access_write_journal(&access, session);
}

static inline Outcome does(Fixture *fixture, Store *store, Caller caller, Deed deed,
                           void *context)
{
    Doing doing = {fixture, caller, deed, context, OK};
    fixture->problem = (Problem){.arena = fixture->arena};
    return store_write(store, do_at_clock, &doing, &fixture->problem);
}

/* ---------------------------------------------------------------------------------- deeds */

typedef struct Opening {
    NewPlanSet set;
    ReferralList drafts;
} Opening;

static inline Outcome open_set(Access *access, void *context)
{
    Opening *opening = context;
    return referral_open(access, &opening->set, &opening->drafts);
}

typedef struct Acting {
    ReferralOrder order;
    ReferralDone done;
} Acting;

static inline Outcome act(Access *access, void *context)
{
    Acting *acting = context;
    return referral_act(access, &acting->order, &acting->done);
}

typedef struct Finding {
    Id id;
    Referral referral;
} Finding;

static inline Outcome find(Access *access, void *context)
{
    Finding *finding = context;
    return referral_read(access, finding->id, &finding->referral);
}

typedef struct Listing {
    ReferralFilter filter;
    ReferralPage page;
} Listing;

static inline Outcome list(Access *access, void *context)
{
    Listing *listing = context;
    return referral_list(access, &listing->filter, &listing->page);
}
