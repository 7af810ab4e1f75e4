/* SPDX-License-Identifier: EUPL-1.2 */
/* Between two steps of signing in: what says that the first was made. */
#include "access/login.h"
#include "base/list.h"
#include "crypto/crypto.h"

enum { TICKET_PARTS = 4 };

/* Says that the first step was right at a moment, and holds until password or second factor
 * change. Nothing is stored, and without the keyring nobody makes one. */
Outcome login_ticket(Arena *arena, const Keyring *keyring, const LoginTicket *made,
                     Text *ticket, Problem *problem)
{
    Digest digest;
    const Account *account = made->account;
    const Text parts[] = {text_format(arena, "%.*s.%lld.%.*s",
                                      TEXT_ARG(id_format(arena, account->id)),
                                      (long long)made->at, TEXT_ARG(made->provider)),
                          account->password, account->totp};
    const Text whole = text_join(arena, parts, LENGTH_OF(parts), TEXT("."));
    TRY(keyring_digest(keyring, TEXT("sign-in ticket"), whole, &digest, problem));
    *ticket = text_format(arena, "%.*s.%.*s", TEXT_ARG(parts[0]),
                          TEXT_ARG(digest_format(arena, digest)));
    return OK;
}

/* Its parts; the last is the digest, which login_ticket makes again. */
static bool read_ticket(Text ticket, Id *account, LoginTicket *made)
{
    Text part[TICKET_PARTS] = {{0}};
    for (size_t i = 0; i < TICKET_PARTS; i++) {
        if (!text_next(&ticket, '.', &part[i])) {
            return false;
        }
    }
    made->provider = part[2];
    return id_parse(part[0], account) && text_to_integer(part[1], &made->at);
}

static Outcome no_such_ticket(Problem *problem)
{
    return problem_set(problem, NOT_FOUND, TEXT(""), "ticket", "no such ticket");
}

Outcome login_ticket_open(Session *session, const LoginTicketUse *use,
                          LoginTicketHolder *holder, Problem *problem)
{
    Id id = {0};
    Text ticket = {0};
    LoginTicketHolder found = {0};
    LoginTicket made = {.account = &found.account};
    if (!read_ticket(use->ticket, &id, &made)) {
        return no_such_ticket(problem);
    }
    TRY(account_get(session, use->arena, id, &found.account, problem));
    TRY(login_ticket(use->arena, use->keyring, &made, &ticket, problem));
    if (!secret_equal(ticket, use->ticket) || !found.account.is_open || made.at > use->now ||
        use->now - made.at > LOGIN_TICKET_SECONDS) {
        return no_such_ticket(problem);
    }
    found.provider = made.provider;
    *holder = found;
    return OK;
}
