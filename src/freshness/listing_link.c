/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing_link.h"

#include <string.h>

#include "crypto/base64.h"
#include "entitlements/ticket_token.h"
#include "freshness/queries.h"

static const Text purpose = TEXT_INIT("seuil listing link");
static const char *const scopes[LISTING_SCOPE_COUNT] = {"service", "organization"};

enum {
    AT_LINK = KEYRING_NAME_BYTES,
    AT_DAY = AT_LINK + 16,
    AT_SIGNATURE = AT_DAY + 4,
    LINK_BYTES = AT_SIGNATURE + crypto_sign_BYTES,
};

Text listing_scope_code(ListingScope scope)
{
    return text_from(scopes[scope]);
}

Outcome listing_subject(const Catalogue *catalogue, Text name, ListingScope *scope, Id *subject,
                        Problem *problem)
{
    const uint32_t service = catalogue_service(catalogue, name);
    const uint32_t organization = catalogue_organization(catalogue, name);
    if (service != NONE) {
        *scope = SCOPE_SERVICE;
        *subject = catalogue->services[service].id;
        return OK;
    }
    if (organization != NONE) {
        *scope = SCOPE_ORGANIZATION;
        *subject = catalogue->organizations[organization].id;
        return OK;
    }
    return problem_set(problem, NOT_FOUND, TEXT(""), "subject",
                       "no service and no organisation is named “%.*s”", TEXT_ARG(name));
}

bool listing_link_covers(const ListingLink *link, const Catalogue *catalogue,
                         const Service *service)
{
    if (link->scope == SCOPE_SERVICE) {
        return id_equal(link->subject, service->id);
    }
    return service->organization != NONE &&
           id_equal(link->subject, catalogue->organizations[service->organization].id);
}

/* --------------------------------------------------------------------------------- tokens */

static void put_day(uint8_t *bytes, Date day)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)((uint32_t)day >> (24 - 8 * i));
    }
}

static Date day_at(const uint8_t *bytes)
{
    return (Date)(((uint32_t)bytes[0] << 24) | ((uint32_t)bytes[1] << 16) |
                  ((uint32_t)bytes[2] << 8) | bytes[3]);
}

Outcome listing_link_sign(Arena *arena, const Keyring *keyring, Text territory,
                          const ListingLink *link, Text *token, Problem *problem)
{
    uint8_t bytes[LINK_BYTES];
    if (keyring == NULL) {
        return problem_set(problem, REFUSED, TEXT(""), "keys",
                           "links are signed and this server holds no keys: "
                           "seuil keys make FILE, then serve --keys FILE");
    }
    memcpy(bytes, keyring->keys[0].name, KEYRING_NAME_BYTES);
    memcpy(bytes + AT_LINK, link->id.bytes, sizeof link->id.bytes);
    put_day(bytes + AT_DAY, link->until);
    ticket_sign(keyring, purpose, territory, text_of((const char *)bytes, AT_SIGNATURE),
                bytes + AT_SIGNATURE);
    *token = base64url_write(arena, text_of((const char *)bytes, LINK_BYTES));
    return OK;
}

static bool read_token(const Access *access, Text token, Id *id, Date *until)
{
    Text bytes = {0};
    if (access->keyring == NULL || token.length > 2 * LINK_BYTES ||
        !base64url_read(access->arena, token, &bytes) || bytes.length != LINK_BYTES) {
        return false;
    }
    const uint8_t *at = (const uint8_t *)bytes.bytes;
    memcpy(id->bytes, at + AT_LINK, sizeof id->bytes);
    *until = day_at(at + AT_DAY);
    return ticket_ring_verify(access->keyring, at, purpose, session_territory(access->session),
                              text_slice(bytes, 0, AT_SIGNATURE), at + AT_SIGNATURE);
}

/* ----------------------------------------------------------------------------------- rows */

static ListingLink link_of_row(Arena *arena, const Statement *statement)
{
    return (ListingLink){
        .id = column_id(statement, 0),
        .scope = text_equal(column_text(statement, 1), TEXT("service")) ? SCOPE_SERVICE
                                                                        : SCOPE_ORGANIZATION,
        .subject = column_id(statement, 2),
        .holder = text_copy(arena, column_text(statement, 3)),
        .until = (Date)column_integer(statement, 4),
        .made = column_integer(statement, 5),
        .account = column_id(statement, 6),
        .revoked = column_integer(statement, 7),
    };
}

Outcome listing_link_get(Access *access, Id id, ListingLink *link, bool *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_LINK_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, found, access->problem));
    if (*found) {
        *link = link_of_row(access->arena, statement);
    }
    return OK;
}

Outcome listing_link_open(Access *access, Text token, ListingLink *link)
{
    Id id = {{0}};
    Date until = 0;
    bool found = false;
    ListingLink row = {0};
    if (read_token(access, token, &id, &until)) {
        TRY(listing_link_get(access, id, &row, &found));
    }
    const Date today = moment_to_local(access->now).date;
    if (!found || row.revoked != 0 || until != row.until || until < today) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "link",
                           "this link opens nothing any more: ask who sent it for another");
    }
    *link = row;
    return OK;
}

Outcome listing_link_list(Access *access, ListingLinkList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    TRY(statement_open(access->session, &LISTING_LINK_EACH, &statement, access->problem));
    bind_integer(statement, "most", LISTING_LINKS_SHOWN);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list, link_of_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* --------------------------------------------------------------------------------- making */

static Outcome check_wanted(Access *access, ListingLink *link)
{
    const Date today = moment_to_local(access->now).date;
    if (link->holder.length == 0 || link->holder.length > LISTING_HOLDER_MOST ||
        !text_is_utf8(link->holder)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "holder",
                           "who is given the link is expected, in at most %d bytes",
                           LISTING_HOLDER_MOST);
    }
    link->until = link->until == DATE_NONE ? today + LISTING_LINK_DAYS : link->until;
    if (link->until < today || link->until > today + LISTING_LINK_MOST_DAYS) {
        return problem_set(access->problem, INVALID, TEXT("body"), "until",
                           "a day from today to %d days on is expected",
                           LISTING_LINK_MOST_DAYS);
    }
    return OK;
}

static Outcome add(Access *access, const ListingLink *link)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_LINK_ADD, &statement, access->problem));
    bind_id(statement, "id", link->id);
    bind_text(statement, "scope", listing_scope_code(link->scope));
    bind_id(statement, "subject", link->subject);
    bind_text(statement, "holder", link->holder);
    bind_integer(statement, "until", link->until);
    bind_integer(statement, "now", link->made);
    bind_id(statement, "account", link->account);
    return statement_run(statement, NULL, access->problem);
}

Outcome listing_link_make(Access *access, const ListingLink *wanted, ListingLink *made,
                          Text *token)
{
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    return listing_link_issue(access, wanted, made, token);
}

Outcome listing_link_issue(Access *access, const ListingLink *wanted, ListingLink *made,
                           Text *token)
{
    ListingLink link = *wanted;
    link.holder = text_trim(link.holder);
    TRY(check_wanted(access, &link));
    link.id = id_new(access->now * 1000);
    link.made = access->now;
    link.account = access->caller.account;
    link.revoked = 0;
    TRY(listing_link_sign(access->arena, access->keyring, session_territory(access->session),
                          &link, token, access->problem));
    TRY(add(access, &link));
    access_note(access, "listing.link", (Id){0}, link.id, "");
    *made = link;
    return OK;
}

Outcome listing_link_find(Access *access, Text name, ListingLink *link)
{
    Id id = {{0}};
    bool found = false;
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    if (id_parse(name, &id)) {
        TRY(listing_link_get(access, id, link, &found));
    }
    return found ? OK
                 : problem_set(access->problem, NOT_FOUND, TEXT("path"), "id", "no such link");
}

Outcome listing_link_revoke(Access *access, Id id)
{
    ListingLink link = {0};
    TRY(listing_link_find(access, id_format(access->arena, id), &link));
    if (link.revoked != 0) {
        return problem_set(access->problem, CONFLICT, TEXT("path"), "id",
                           "the link was revoked before");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_LINK_REVOKE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    access_note(access, "listing.link_end", (Id){0}, id, "");
    return statement_run(statement, NULL, access->problem);
}
