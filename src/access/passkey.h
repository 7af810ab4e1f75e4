/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passkeys of staff: keys that a telephone, a computer or a security key holds, of which the
 * store has the public half. One that is used counts as both steps of signing in, for the
 * device verifies who holds it (access/passkey_proof.h) and only for this site.
 */
#pragma once

#include "access/access.h"
#include "access/passkey_proof.h"
#include "base/list.h"
#include "crypto/crypto.h"

enum { PASSKEY_MOST = 10, PASSKEY_MOST_NAME = 60, PASSKEY_SECONDS = 5 * 60 };

typedef struct Passkey {
    Id id;
    Id account;
    Text credential; /* the device's name for it */
    Text name;       /* its holder's */
    Moment added;
    Moment used; /* 0: never yet */
    PasskeyKey key;
} Passkey;
typedef LIST_OF(Passkey) PasskeyList;

/* Those of an account, the oldest first, without their keys. */
MUST_USE Outcome passkey_list(Session *session, Arena *arena, Id account, PasskeyList *list,
                              Problem *problem);

/* By the device's name, with its key; NOT_FOUND for none. */
MUST_USE Outcome passkey_find(Session *session, Arena *arena, Text credential, Passkey *found,
                              Problem *problem);

/* CONFLICT unless one more may be added to those an account has. */
MUST_USE Outcome passkey_check_room(const PasskeyList *list, Problem *problem);

/* In a writing session, with its line in the journal. CONFLICT for more than PASSKEY_MOST, or a
 * key that is there already. */
MUST_USE Outcome passkey_add(Session *session, const Passkey *passkey, Problem *problem);

/* Keeps that it was used, and what it counts now. CONFLICT when it was used meanwhile. */
MUST_USE Outcome passkey_used(Session *session, const Passkey *passkey, int64_t counter,
                              Moment now, Problem *problem);

/* Takes one of an account away. NOT_FOUND for none; CONFLICT for the last one of an account
 * that has neither password nor provider: nobody could sign in any more. */
typedef struct PasskeyRemoval {
    Id account;
    Id passkey;
} PasskeyRemoval;
MUST_USE Outcome passkey_remove(Session *session, const PasskeyRemoval *removal,
                                Problem *problem);

/* All of an account that is closed, or whose holder lost every other step. */
MUST_USE Outcome passkey_end_all(Session *session, Id account, Problem *problem);

/* What a device was asked to sign, by whom. One at a time for each who asks. */
typedef struct PasskeyQuestion {
    Digest asker;   /* of a session's secret, or of that of an attempt to sign in */
    Text challenge; /* of passkey_challenge_new */
    Id account;     /* whose passkey; nil: of whoever answers */
    Text name;      /* of a passkey to be added; else empty */
    Moment asked;
} PasskeyQuestion;

Text passkey_challenge_new(Arena *arena);

/* By what a device knows the account: its identifier, which says nothing of its holder. */
Text passkey_handle(const Id *account);

/* Questions nobody answered in time go. */
MUST_USE Outcome passkey_question_keep(Store *store, PasskeyQuestion *question,
                                       Problem *problem);

/* Taken away as it is read, whatever comes of it: it serves once, within PASSKEY_SECONDS.
 * NOT_FOUND for none. */
MUST_USE Outcome passkey_question_take(Store *store, Arena *arena, Digest asker, Moment now,
                                       PasskeyQuestion *question, Problem *problem);

/* What a browser is to be asked, as PublicKeyCredentialCreationOptionsJSON and
 * PublicKeyCredentialRequestOptionsJSON of level 3 say it. `list` are those the account has:
 * not to be made again, or to be used; none: any that the device knows of this site. */
typedef struct PasskeyOptions {
    PasskeySite site;
    Text challenge;
    Id account; /* of a new one: whose, and by which names its device shows it */
    Text login;
    Text name;
    const PasskeyList *list;
} PasskeyOptions;
Text passkey_options_new(Arena *arena, const PasskeyOptions *options);
Text passkey_options_use(Arena *arena, const PasskeyOptions *options);
