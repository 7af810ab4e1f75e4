/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is told of a link that was made: to the holder of the account, on each page until they
 * have seen it, and to the data protection officer. Who manages accounts could link another's
 * account to themself and sign in as that other; a line among thousands would not be noticed.
 */
#pragma once

#include "access/access.h"
#include "base/list.h"

enum { LINK_DIGEST = 16, LINK_MADE_MOST = 200 };

/* The first half of the SHA-256 of both, in hexadecimal: what tells one link from another in
 * the journal, where the provider's name for a person does not belong. */
Text link_digest(Arena *arena, Text issuer, Text subject);

typedef struct LinkMade {
    Id id;
    Id account; /* whose it is */
    Id maker;   /* who wrote it */
    Text issuer;
    Text digest;
    Moment at;
    Moment seen; /* 0 until an officer has examined it */
} LinkMade;
typedef LIST_OF(LinkMade) LinkMadeList;

/* By access->caller, now; in a writing session. */
MUST_USE Outcome link_made_add(Access *access, Id account, Text issuer, Text digest);

/* Those of an account, the newest first. */
MUST_USE Outcome link_made_of(Session *session, Arena *arena, Id account, LinkMadeList *list,
                              Problem *problem);

/* Whether there is one of which the holder has not said that they saw it. */
MUST_USE Outcome link_made_is_untold(Session *session, Id account, bool *is_untold,
                                     Problem *problem);

/* The holder has seen all there are. REFUSED in a session that a provider opened while the
 * account has a password: whoever came by the link could keep it from its holder. `token` is
 * the secret of the session. */
MUST_USE Outcome link_made_tell(Access *access, Text token);

/* For the data protection officer (MAY_READ_JOURNAL, which the caller of these has judged): the
 * unexamined first, LINK_MADE_MOST at most; and that one was examined, false for none. */
MUST_USE Outcome link_made_list(Access *access, LinkMadeList *list);
MUST_USE Outcome link_made_see(Access *access, Id id, bool *is_one);
