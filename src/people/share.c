/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/share.h"

#include "people/optional_id.h"
#include "people/queries.h"
#include "people/relation.h"
#include "people/share_private.h"

static const Id nobody = {{0}};

/* ----------------------------------------------------------------------------- conditions */

enum { ALL_CONDITIONS = (1u << CONDITION_COUNT) - 1 };

/* On what something is shared, until when, and which conditions are met. */
typedef struct Basis {
    Id consent;
    Id notice;
    unsigned met;
    Moment until;
} Basis;

/* What the worker records, and the consent that is looked up. */
static Outcome find_basis(Access *access, Id person, const ShareTerms *terms, Basis *basis)
{
    const ConsentRule wanted = {
        .purpose = terms->purpose, .recipient = terms->recipient, .class = terms->class};
    Basis found = {.met = terms->recorded & ALL_CONDITIONS & ~(1u << CONDITION_AGREED)};
    TRY(consent_find(access, person, &wanted, &found.consent, &found.until));
    found.met |= id_is_nil(found.consent) ? 0 : 1u << CONDITION_AGREED;
    *basis = found;
    return OK;
}

Outcome share_missing(Access *access, Id person, const ShareTerms *terms, unsigned *missing)
{
    Basis basis = {0};
    TRY(find_basis(access, person, terms, &basis));
    *missing = ALL_CONDITIONS & ~basis.met;
    return OK;
}

static Outcome refuse(Access *access, unsigned missing)
{
    Text said = TEXT("");
    Text first = TEXT("");
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        const ShareCondition condition = (ShareCondition)i;
        if ((missing & 1u << i) == 0) {
            continue;
        }
        said = text_format(access->arena, "%.*s%s%.*s", TEXT_ARG(said),
                           text_is_empty(said) ? "" : "; ",
                           TEXT_ARG(share_condition_sentence(condition)->in[ENGLISH]));
        first = text_is_empty(first) ? share_condition_code(condition) : first;
    }
    const char *field = text_to_c(access->arena, first);
    access_note(access, "share refused", nobody, nobody, field);
    return problem_set(access->problem, REFUSED, TEXT("body"), field, "%.*s", TEXT_ARG(said));
}

/* -------------------------------------------------------------------------------- opening */

static Outcome check_recipient(Access *access, const ShareTerms *terms)
{
    if (id_is_nil(terms->recipient) || id_equal(terms->recipient, access->caller.house)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "recipient",
                           "another house than your own is expected");
    }
    return OK;
}

static Outcome admit(Access *access, Id person, DataClass class, Id subject)
{
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, subject, NULL));
    const bool is_plain = class == CLASS_IDENTITY || class == CLASS_CONTACT;
    return is_plain ? OK : person_admit(access, MAY_WRITE_CASE, person, subject, NULL);
}

static Outcome add(Access *access, Id person, const ShareTerms *terms, const Basis *basis,
                   Id id)
{
    static const char *const columns[CONDITION_COUNT] = {
        [CONDITION_SECRECY] = "secrecy",   [CONDITION_MISSION] = "mission",
        [CONDITION_INFORMED] = "informed", [CONDITION_AGREED] = "agreed",
        [CONDITION_NEEDED] = "needed",
    };
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SHARE_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "person", person);
    bind_id(statement, "recipient", terms->recipient);
    bind_text(statement, "purpose", consent_purpose_code(terms->purpose));
    bind_text(statement, "class", data_class_code(terms->class));
    bind_optional_id(statement, "consent", basis->consent);
    bind_optional_id(statement, "notice", basis->notice);
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        bind_integer(statement, columns[i], basis->met >> i & 1u);
    }
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    bind_integer(statement, "until", basis->until);
    return statement_run(statement, NULL, access->problem);
}

Outcome share_open(Access *access, Id person, const ShareTerms *terms, Id *share)
{
    const Id id = id_new(access->now * 1000);
    Basis basis = {0};
    TRY(admit(access, person, terms->class, id));
    TRY(check_recipient(access, terms));
    TRY(find_basis(access, person, terms, &basis));
    if (basis.met != ALL_CONDITIONS) {
        return refuse(access, ALL_CONDITIONS & ~basis.met);
    }
    TRY(add(access, person, terms, &basis, id));
    access_note(access, "share.opened", person, id, "consent");
    *share = id;
    return OK;
}

Outcome share_override(Access *access, Id person, const ShareTerms *terms, const Danger *danger,
                       Id *share)
{
    const Id id = id_new(access->now * 1000);
    Basis basis = {.met = terms->recorded & ~(1u << CONDITION_AGREED),
                   .until = access->now + OVERRIDE_SECONDS};
    TRY(person_admit(access, MAY_OVERRIDE_CONSENT, person, id, NULL));
    TRY(check_recipient(access, terms));
    TRY(notice_add(access, NOTICE_OVERRIDE, person, danger, basis.until, &basis.notice));
    TRY(add(access, person, terms, &basis, id));
    access_note(access, "share.opened", person, id, "danger");
    *share = id;
    return OK;
}

static Outcome end_share(Access *access, Id person, Id share, int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SHARE_END, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "id", share);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, changed, access->problem);
}

Outcome share_close(Access *access, Id person, Id share)
{
    int64_t changed = 0;
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, share, NULL));
    TRY(end_share(access, person, share, &changed));
    if (changed != 1) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "share",
                           "nothing of this person is open under this number any more");
    }
    access_note(access, "share.closed", person, share, "team");
    return OK;
}

Outcome share_shorten(Access *access, Id person, Id share, Moment until)
{
    int64_t changed = 0;
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, share, NULL));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SHARE_SHORTEN, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "id", share);
    bind_integer(statement, "until", until);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed == 1) {
        access_note(access, "share.shortened", person, share, "team");
    }
    return OK;
}

static Outcome read_shares(Access *access, Id person, ShareList *list)
{
    bool row = false;
    ShareList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SHARE_EACH, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        Share share = {
            .id = column_id(statement, 0),
            .recipient = column_id(statement, 1),
            .consent = column_id(statement, 4),
            .notice = column_id(statement, 5),
            .account = column_id(statement, 6),
            .given = column_integer(statement, 7),
            .until = column_integer(statement, 8),
            .ended = column_integer(statement, 9),
        };
        if (consent_purpose_parse(column_text(statement, 2), &share.purpose) &&
            data_class_parse(column_text(statement, 3), &share.class)) {
            LIST_APPEND(access->arena, &read, share);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome share_list(Access *access, Id person, ShareList *list)
{
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, nobody, NULL));
    access_did(access, "consent.read");
    return read_shares(access, person, list);
}

Outcome share_close_of_cases(Access *access, Id person)
{
    ShareList shares = {0};
    TRY(read_shares(access, person, &shares));
    for (size_t i = 0; i < shares.count; i++) {
        const Share *share = &shares.items[i];
        const bool is_of_case = share->class != CLASS_IDENTITY && share->class != CLASS_CONTACT;
        if (is_of_case && share->ended == 0 && share->until > access->now) {
            TRY(end_share(access, person, share->id, NULL));
            access_note(access, "share.closed", person, share->id, "case");
        }
    }
    return OK;
}
