/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shared professional secrecy: what of a person is opened to another house, under the five
 * conditions that Belgian doctrine sets to the exception of secrecy (Penal Code, professional
 * secrecy; "secret professionnel partage"). One that is missing refuses, and is named. What is
 * opened holds as long as the consent it rests on. For grave danger it may be opened without
 * the person's agreement, for three days, and the data protection officer is told at once.
 */
#pragma once

#include "people/consent.h"

typedef enum ShareCondition {
    CONDITION_SECRECY,  /* both are bound by secrecy */
    CONDITION_MISSION,  /* both have the same mission towards the person */
    CONDITION_INFORMED, /* the person was told what, with whom and why */
    CONDITION_AGREED,   /* and agrees: a consent in force says exactly this */
    CONDITION_NEEDED,   /* only what is strictly needed, in the person's interest */
    CONDITION_COUNT
} ShareCondition;

typedef struct ShareTerms {
    Id recipient; /* a house */
    ConsentPurpose purpose;
    DataClass class;
    unsigned recorded; /* 1u << ShareCondition, as the worker says; AGREED is looked up */
} ShareTerms;

enum {
    OVERRIDE_SECONDS = 72 * 60 * 60,
    GLASS_SECONDS = 60 * 60,
    REASON_LEAST = 10,
    REASON_MOST = 2000
};

typedef enum DangerReason {
    DANGER_LIFE,   /* of the person or another */
    DANGER_CHILD,  /* a minor, or somebody who cannot protect themselves */
    DANGER_HEALTH, /* care that cannot wait */
    DANGER_COUNT
} DangerReason;

Text share_condition_code(ShareCondition condition);
bool share_condition_parse(Text code, ShareCondition *condition);
const Phrase *share_condition_sentence(ShareCondition condition); /* what is missing */
bool danger_reason_parse(Text code, DangerReason *reason);
Text danger_reason_code(DangerReason reason);
const Phrase *danger_reason_name(DangerReason reason);

/* Which of the five are missing, a bit each; 0: it may be shared. */
MUST_USE Outcome share_missing(Access *access, Id person, const ShareTerms *terms,
                               unsigned *missing);

/* Opens; REFUSED with the code of the first missing condition as the field, and all of them in
 * the detail. Asks MAY_RECORD_CONSENT, and MAY_WRITE_CASE beyond identity and contact. */
MUST_USE Outcome share_open(Access *access, Id person, const ShareTerms *terms, Id *share);

/* Grave danger: opens without agreement until OVERRIDE_SECONDS from now, and leaves a notice.
 * MAY_OVERRIDE_CONSENT; the words are sealed, so a key file is needed. */
typedef struct Danger {
    DangerReason reason;
    Text words; /* REASON_LEAST to REASON_MOST bytes */
} Danger;
MUST_USE Outcome share_override(Access *access, Id person, const ShareTerms *terms,
                                const Danger *danger, Id *share);

/* Closes it at once. CONFLICT when it was closed before. */
MUST_USE Outcome share_close(Access *access, Id person, Id share);

/* It ends at `until` at the latest, and sooner where it did. The same permission. */
MUST_USE Outcome share_shorten(Access *access, Id person, Id share, Moment until);

/* Closes whatever of the person's cases is open to other houses, with a line each: for who
 * closed the last of them. Judges nothing. */
MUST_USE Outcome share_close_of_cases(Access *access, Id person);

/* Breaks the glass: the caller reads this person as EMERGENCY for GLASS_SECONDS, and the data
 * protection officer has a notice. MAY_BREAK_GLASS. */
MUST_USE Outcome glass_break(Access *access, Id person, const Danger *danger, Moment *until);

typedef struct Share {
    Id id;
    Id recipient;
    ConsentPurpose purpose;
    DataClass class;
    Id consent; /* nil when opened for grave danger */
    Id notice;  /* nil when it rests on a consent */
    Id account;
    Moment given;
    Moment until;
    Moment ended; /* 0 while nobody closed it */
} Share;
typedef LIST_OF(Share) ShareList;

/* The newest first; MAY_RECORD_CONSENT. */
MUST_USE Outcome share_list(Access *access, Id person, ShareList *list);

typedef struct Notice {
    Id id;
    Text kind; /* "override", "glass", or "link": an account was linked to a provider */
    Id person; /* nil of a link, which has neither reason, words nor end */
    Id account;
    Id linked;   /* of a link: whose account it is */
    Text issuer; /* of a link: the provider's address */
    Text digest; /* of a link: as its line in the journal has it */
    DangerReason reason;
    Text words; /* empty without a key file */
    Moment at;
    Moment until;
    Moment seen; /* 0 until an officer has read it */
} Notice;
typedef LIST_OF(Notice) NoticeList;

bool notice_is_link(const Notice *notice);

/* For the data protection officer (MAY_READ_JOURNAL): the unseen first, 200 at most of links
 * and as many of the others. */
MUST_USE Outcome notice_list(Access *access, NoticeList *list);
MUST_USE Outcome notice_see(Access *access, Id notice);
