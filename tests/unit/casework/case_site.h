/* SPDX-License-Identifier: EUPL-1.2 */
/* A site of staff with one person and their open case; who works there, and a stranger. */
#pragma once

#include "access/login.h"
#include "casework/case_web.h"
#include "casework/case_work.h"
#include "people/person.h"
#include "unit/access/staff_site.h"

typedef struct CaseSite {
    StaffSite site;
    Id team;
    Id person;
    Id file;   /* the open case */
    Text anne; /* a social worker of the team, who leads it */
    Text bob;  /* another of the team */
    Text zoe;  /* a social worker of another house */
    Id anne_id;
    Id bob_id;
} CaseSite;

static const Keyring case_site_ring = {.keys = {{.bytes = {3}}}, .count = 1, .lookup = {4}};

static inline Outcome found_case(Session *session, void *context, Problem *problem)
{
    CaseSite *here = context;
    const Id house = id_from_name(TEXT("organization"), TEXT("maison"));
    const PersonDetail name = {
        .kind = FACT_NAME, .value = TEXT("Camille"), .extra = TEXT("Exemple")};
    const NewPerson made = {.facts = &name, .fact_count = 1};
    Access access = {.arena = here->site.arena,
                     .session = session,
                     .now = here->site.now,
                     .keyring = &case_site_ring,
                     .problem = problem};
    TRY(team_add(session, house, TEXT("Service social"), here->site.now, &here->team, problem));
    TRY(team_join(session, here->anne_id, here->team, 0, problem));
    TRY(team_join(session, here->bob_id, here->team, 0, problem));
    TRY(caller_read(session, access.arena, here->anne_id, access.now, &access.caller, problem));
    TRY(person_create(&access, &made, &here->person));
    TRY(case_open(&access, here->person, TEXT("social"), &here->file));
    return access_write_journal(&access, session);
}

static inline void case_site_open(CaseSite *here, const RouteTable *tables, size_t count)
{
    staff_site_open(&here->site, tables, count);
    here->site.keyring = &case_site_ring;
    here->anne_id = staff_site_account(&here->site, "anne", "social_worker", "maison");
    here->bob_id = staff_site_account(&here->site, "bob", "social_worker", "maison");
    (void)staff_site_account(&here->site, "zoe", "social_worker", "ailleurs");
    Problem problem = {.arena = here->site.arena};
    if (store_write(here->site.store, found_case, here, &problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(problem.detail));
    }
    here->anne = staff_site_sign_in(&here->site, "anne");
    here->bob = staff_site_sign_in(&here->site, "bob");
    here->zoe = staff_site_sign_in(&here->site, "zoe");
}

static inline const char *case_site_path(CaseSite *here, const char *rest)
{
    return text_to_c(here->site.arena,
                     text_format(here->site.arena, "/fr/p/%.*s%s",
                                 TEXT_ARG(id_format(here->site.arena, here->person)), rest));
}

static inline Answered case_site_get(CaseSite *here, Text who, const char *rest)
{
    return staff_site_get(&here->site, who, case_site_path(here, rest));
}

/* A form of the case, with what makes it another one than the last. */
static inline Answered case_site_post(CaseSite *here, Text who, const char *rest,
                                      const char *fields)
{
    static int sent;
    const Text form = text_format(here->site.arena, "sent=%d&case=%.*s&%s", sent++,
                                  TEXT_ARG(id_format(here->site.arena, here->file)), fields);
    return staff_site_post(
        &here->site, who, case_site_path(here, rest),
        staff_site_form(&here->site, who, text_to_c(here->site.arena, form)));
}

/* The identifier that follows a mark for the first time. */
static inline Text id_after(Text body, const char *mark)
{
    const size_t at = text_find(body, text_from(mark), 0) + text_from(mark).length;
    return text_slice(body, at, at + ID_TEXT_LENGTH);
}
