/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a person agreed to: for what purpose, to which house, which class of data, until when;
 * explained in their language, given by signature, aloud before a witness or by a gesture. A
 * consent is never edited; a new one replaces it. The person withdraws it at any time, and what
 * rested on it is closed at once (GDPR article 7.3; states as FHIR R4 Consent has them).
 */
#pragma once

#include "access/access.h"
#include "words/language.h"

typedef enum ConsentState {
    CONSENT_DRAFT,
    CONSENT_PROPOSED, /* explained to the person */
    CONSENT_ACTIVE,
    CONSENT_REJECTED,
    CONSENT_INACTIVE, /* withdrawn, or replaced */
    CONSENT_STATE_COUNT
} ConsentState;

typedef enum ConsentPurpose {
    PURPOSE_FOLLOW_UP, /* working together for the person */
    PURPOSE_REFERRAL,
    PURPOSE_CONFERENCE, /* one meeting about the person */
    PURPOSE_TRANSFER,   /* another house takes over */
    PURPOSE_COUNT
} ConsentPurpose;

typedef enum DataClass {
    CLASS_IDENTITY, /* who, age, languages */
    CLASS_CONTACT,
    CLASS_SITUATION, /* needs, goals, tasks */
    CLASS_NOTES,     /* notes open to the team */
    CLASS_HEALTH,    /* notes of a profession, for that profession */
    DATA_CLASS_COUNT
} DataClass;

typedef enum ConsentWay {
    WAY_SIGNED,
    WAY_ORAL, /* a witness heard it */
    WAY_GESTURE,
    CONSENT_WAY_COUNT
} ConsentWay;

enum { CONSENT_MOST_RULES = 20, CONSENT_MOST_DAYS = 5 * 366 };

typedef struct ConsentRule {
    ConsentPurpose purpose;
    Id recipient; /* a house */
    DataClass class;
    Moment until;
} ConsentRule;

typedef struct NewConsent {
    Text language; /* ISO 639, in which it is explained: "ar" */
    Id replaces;   /* nil for none */
    const ConsentRule *rules;
    size_t rule_count;
} NewConsent;

typedef struct ConsentAnswer {
    bool is_given;
    ConsentWay way;
    Id witness; /* nil unless the way is WAY_ORAL: another account than the caller's */
} ConsentAnswer;

typedef struct Consent {
    Id id;
    ConsentState state;
    Text language;
    Text way; /* the code; empty until decided */
    Id witness;
    Id replaces;
    Id account; /* who wrote it */
    Moment created;
    Moment decided; /* 0 until then */
    Moment ended;   /* 0 until then */
    LIST_OF(ConsentRule) rules;
} Consent;

typedef LIST_OF(Consent) ConsentList;

/* Codes, as stored and as the API has them; false for none of them. */
Text consent_state_code(ConsentState state);
Text consent_purpose_code(ConsentPurpose purpose);
bool consent_purpose_parse(Text code, ConsentPurpose *purpose);
Text data_class_code(DataClass class);
bool data_class_parse(Text code, DataClass *class);
Text consent_way_code(ConsentWay way);
bool consent_way_parse(Text code, ConsentWay *way);

/* Their names in four languages. */
const Phrase *consent_state_name(ConsentState state);
const Phrase *consent_purpose_name(ConsentPurpose purpose);
const Phrase *data_class_name(DataClass class);
const Phrase *consent_way_name(ConsentWay way);

/* The witness of a login: a colleague of the caller's house, whose account is open, other than
 * the caller; nil for an empty one. INVALID for anybody else, in the same words whether or not
 * the login is somebody's: who works in another house is not told. */
MUST_USE Outcome consent_find_witness(Access *access, Text login, Id *witness);

/* All of these judge MAY_RECORD_CONSENT; the writing ones ask a writing session. */

/* A draft. INVALID names "rules/2" and the field. */
MUST_USE Outcome consent_draft(Access *access, Id person, const NewConsent *made, Id *id);

/* It was explained. CONFLICT unless it is a draft. */
MUST_USE Outcome consent_propose(Access *access, Id person, Id consent);

/* The person's answer. CONFLICT unless it was proposed. One given ends what it replaces.
 * Referrals follow through agreement_answer (referral/agreement.h), which faces call. */
MUST_USE Outcome consent_answer(Access *access, Id person, Id consent,
                                const ConsentAnswer *answer);

/* Ends it and closes what was shared on it. CONFLICT unless it is active. Referrals follow
 * through agreement_withdraw. */
MUST_USE Outcome consent_withdraw(Access *access, Id person, Id consent);

/* The newest first. */
MUST_USE Outcome consent_list(Access *access, Id person, ConsentList *list);

/* A consent in force for exactly this; nil in `consent` for none. Judges nothing. */
MUST_USE Outcome consent_find(Access *access, Id person, const ConsentRule *wanted, Id *consent,
                              Moment *until);
