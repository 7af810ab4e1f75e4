/* SPDX-License-Identifier: EUPL-1.2 */
/* The real directory of data/wallonie in a store of the test, its steward, and a partner. */
#pragma once

#include "directory/load.h"
#include "freshness/listing.h"
#include "unit/people/people_fixture.h"
#include "unit/source_file.h"

static inline Caller steward(void)
{
    return worker(8, house_of_others, team_of_others, "steward");
}

/* Nobody who signed in. */
static inline Caller visitor(void)
{
    return (Caller){.account = {{0}}};
}

static inline Package wallonie_read(Fixture *fixture)
{
    Package package = {0};
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    const Text folder =
        text_format(fixture->arena, "%s/data/wallonie", root == NULL ? ".." : root);
    assert_int_equal(load_read(fixture->arena, folder, NULL, &package, &fixture->problem), OK);
    return package;
}

static inline void wallonie_load(Fixture *fixture, Store *store, const Package *package)
{
    if (load_write(store, package, TEXT("load"), the_time, NULL, &fixture->problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
}

static inline const Catalogue *catalogue_now(Fixture *fixture, Store *store)
{
    const Catalogue *catalogue = NULL;
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    const CatalogueSource source = {.session = session, .now = the_time};
    assert_int_equal(catalogue_build(fixture->arena, &source, &catalogue, &fixture->problem),
                     OK);
    return catalogue;
}

static inline const Service *service_now(const Catalogue *catalogue, const char *key)
{
    const uint32_t at = catalogue_service(catalogue, text_from(key));
    assert_int_not_equal(at, NONE);
    return &catalogue->services[at];
}

typedef struct Freshening {
    const Catalogue *catalogue;
    ListingDueList due;
    ListingLink link;
    Text token;
    ListingVerification verification;
    ListingCheck check;
} Freshening;

static inline Outcome due_deed(Access *access, void *context)
{
    Freshening *deed = context;
    return listing_due(access, deed->catalogue, &deed->due);
}

static inline Outcome link_deed(Access *access, void *context)
{
    Freshening *deed = context;
    return listing_link_make(access, &deed->link, &deed->link, &deed->token);
}

static inline Outcome open_deed(Access *access, void *context)
{
    Freshening *deed = context;
    return listing_link_open(access, deed->token, &deed->link);
}

static inline Outcome revoke_deed(Access *access, void *context)
{
    Freshening *deed = context;
    return listing_link_revoke(access, deed->link.id);
}

static inline Outcome verify_deed(Access *access, void *context)
{
    Freshening *deed = context;
    return listing_verify(access, &deed->verification);
}

/* By its link a partner says that the service of this key is right. */
static inline Outcome verify_by_link_deed(Access *access, void *context)
{
    Freshening *deed = context;
    TRY(listing_link_open(access, deed->token, &deed->link));
    deed->verification.catalogue = deed->catalogue;
    deed->verification.link = &deed->link;
    return listing_verify(access, &deed->verification);
}

/* A link of a steward to the service or organisation of this key. */
static inline Freshening link_to(Fixture *fixture, Store *store, const Catalogue *catalogue,
                                 const char *key)
{
    Freshening deed = {
        .catalogue = catalogue, .link = {.holder = TEXT("Anne Exemple"), .until = DATE_NONE}
    };
    assert_int_equal(listing_subject(catalogue, text_from(key), &deed.link.scope,
                                     &deed.link.subject, &fixture->problem),
                     OK);
    assert_int_equal(acts(fixture, store, steward(), link_deed, &deed), OK);
    return deed;
}
