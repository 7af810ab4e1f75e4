/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/link.h"

#include "access/account.h"
#include "access/endpoint.h"
#include "access/link_made.h"
#include "access/login.h"
#include "access/manage.h"
#include "access/queries.h"

static void bind_link(Statement *statement, Text issuer, Text subject)
{
    bind_text(statement, "issuer", issuer);
    bind_text(statement, "subject", subject);
}

static bool subject_is_plain(Text subject)
{
    for (size_t i = 0; i < subject.length; i++) {
        if ((unsigned char)subject.bytes[i] < ' ' || subject.bytes[i] == '\x7f') {
            return false;
        }
    }
    return subject.length > 0 && subject.length <= LINK_MOST_SUBJECT && text_is_utf8(subject);
}

static Outcome check_order(Access *access, const LinkOrder *order)
{
    Endpoint endpoint = {0};
    if (order->issuer.length > LINK_MOST_ISSUER ||
        !endpoint_parse(access->arena, order->issuer, &endpoint)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "issuer",
                           "the address of the provider is expected: https://idp.example");
    }
    return subject_is_plain(order->subject)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "subject",
                             "what the provider calls this person is expected: its \"sub\"");
}

static Outcome check_account(Access *access, const LinkOrder *order, Account *account)
{
    LinkList links = {0};
    TRY(account_get(access->session, access->arena, order->account, account, access->problem));
    TRY(link_list(access->session, access->arena, order->account, &links, access->problem));
    if (!account->is_open) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "account",
                           "this account is closed");
    }
    return links.count < LINK_MOST_EACH
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT(""), "account",
                             "this account has %d links, the most there may be",
                             LINK_MOST_EACH);
}

static Outcome add_link(Access *access, const LinkOrder *order)
{
    int64_t added = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOUNT_LINK_ADD, &statement, access->problem));
    bind_link(statement, order->issuer, order->subject);
    bind_id(statement, "account", order->account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &added, access->problem));
    return added == 1 ? OK
                      : problem_set(access->problem, CONFLICT, TEXT("body"), "subject",
                                    "this person of the provider is linked to an account");
}

static void note_link(Access *access, const char *act, const LinkOrder *order)
{
    access_note(
        access, act, (Id){0}, order->account,
        text_to_c(access->arena, link_digest(access->arena, order->issuer, order->subject)));
}

Outcome manage_link(Access *access, void *link_order)
{
    const LinkOrder *order = link_order;
    Account account = {0};
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(check_order(access, order));
    TRY(must_be_of_another(access, order->account));
    TRY(check_account(access, order, &account));
    TRY(add_link(access, order));
    TRY(link_made_add(access, order->account, order->issuer,
                      link_digest(access->arena, order->issuer, order->subject)));
    if (account.is_one_time) {
        TRY(account_change_hash(access->session, account.id, TEXT(""), access->problem));
    }
    /* Whoever works under this account is told at once, by having to sign in anew. */
    TRY(login_end_others(access->session, order->account, TEXT(""), access->problem));
    note_link(access, "account.link", order);
    return OK;
}

Outcome manage_unlink(Access *access, void *link_order)
{
    int64_t removed = 0;
    const LinkOrder *order = link_order;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(statement_open(access->session, &ACCOUNT_LINK_REMOVE, &statement, access->problem));
    bind_link(statement, order->issuer, order->subject);
    bind_id(statement, "account", order->account);
    TRY(statement_run(statement, &removed, access->problem));
    if (removed != 1) {
        return problem_set(access->problem, NOT_FOUND, TEXT("body"), "subject",
                           "the account has no such link");
    }
    TRY(login_end_others(access->session, order->account, TEXT(""), access->problem));
    note_link(access, "account.unlink", order);
    return OK;
}

Outcome link_find(Session *session, Text issuer, Text subject, Id *account, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_LINK_FIND, &statement, problem));
    bind_link(statement, issuer, subject);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "subject", "nobody is linked to it");
    }
    *account = column_id(statement, 0);
    return OK;
}

/* The last who made each. */
static Outcome find_makers(Session *session, Arena *arena, Id account, LinkList *links,
                           Problem *problem)
{
    LinkMadeList made = {0};
    TRY(link_made_of(session, arena, account, &made, problem));
    for (size_t i = 0; i < links->count; i++) {
        Link *link = &links->items[i];
        const Text digest = link_digest(arena, link->issuer, link->subject);
        for (size_t j = 0; j < made.count && id_is_nil(link->maker); j++) {
            link->maker =
                text_equal(made.items[j].digest, digest) ? made.items[j].maker : link->maker;
        }
    }
    return OK;
}

static Outcome read_links(Session *session, Arena *arena, Id account, LinkList *links,
                          Problem *problem)
{
    bool row = false;
    LinkList found = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_LINK_EACH, &statement, problem));
    bind_id(statement, "account", account);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &found,
                    (Link){.issuer = text_copy(arena, column_text(statement, 0)),
                           .subject = text_copy(arena, column_text(statement, 1)),
                           .linked = column_integer(statement, 2)});
        TRY(statement_next(statement, &row, problem));
    }
    *links = found;
    return OK;
}

Outcome link_list(Session *session, Arena *arena, Id account, LinkList *links, Problem *problem)
{
    TRY(read_links(session, arena, account, links, problem));
    return find_makers(session, arena, account, links, problem);
}

Outcome link_end_all(Session *session, Id account, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_LINK_REMOVE_OF, &statement, problem));
    bind_id(statement, "account", account);
    return statement_run(statement, NULL, problem);
}
