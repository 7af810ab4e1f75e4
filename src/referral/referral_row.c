/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of referrals, and who may see one. */
#include "crypto/code.h"
#include "people/change.h"
#include "referral/queries.h"
#include "referral/referral_list.h"
#include "referral/referral_private.h"

static const char *const kind_names[REFERRAL_KIND_COUNT] = {
    [REFERRAL_PLAIN] = "referral",
    [REFERRAL_TRANSFER] = "transfer",
    [REFERRAL_DISCHARGE] = "discharge",
};

static const char *const way_names[REFERRAL_WAY_COUNT] = {
    [WAY_ACCOUNT] = "account",
    [WAY_LINK] = "link",
    [WAY_PHONE] = "phone",
    [WAY_CLOCK] = "clock",
};

static const char *const basis_names[REFERRAL_BASIS_COUNT] = {
    [BASIS_NONE] = "",
    [BASIS_HOUSE] = "house",
    [BASIS_CONSENT] = "consent",
    [BASIS_OVERRIDE] = "override",
};

Text referral_kind_name(ReferralKind kind)
{
    return text_from(kind_names[kind]);
}

bool referral_kind_parse(Text name, ReferralKind *kind)
{
    size_t at = 0;
    const bool is_one = text_among(name, kind_names, REFERRAL_KIND_COUNT, &at);
    *kind = is_one ? (ReferralKind)at : *kind;
    return is_one;
}

Text referral_way_name(ReferralWay way)
{
    return text_from(way_names[way]);
}

bool referral_way_parse(Text name, ReferralWay *way)
{
    size_t at = 0;
    const bool is_one = text_among(name, way_names, REFERRAL_WAY_COUNT, &at);
    *way = is_one ? (ReferralWay)at : *way;
    return is_one;
}

Text referral_basis_name(ReferralBasis basis)
{
    return text_from(basis_names[basis]);
}

/* ------------------------------------------------------------------------------------ rows */

static void read_codes(Referral *referral, const Statement *statement)
{
    size_t basis = BASIS_NONE;
    (void)text_among(column_text(statement, 22), basis_names, REFERRAL_BASIS_COUNT, &basis);
    (void)referral_kind_parse(column_text(statement, 5), &referral->kind);
    (void)referral_state_parse(column_text(statement, 13), &referral->state);
    referral->basis = (ReferralBasis)basis;
}

Referral referral_row(Arena *arena, const Statement *statement)
{
    Referral referral = {
        .id = column_id(statement, 0),
        .code = text_copy(arena, column_text(statement, 1)),
        .plan = column_id(statement, 2),
        .person = column_id(statement, 3),
        .need = text_copy(arena, column_text(statement, 4)),
        .on_day = text_copy(arena, column_text(statement, 6)),
        .from_house = column_id(statement, 7),
        .from_team = column_id(statement, 8),
        .author = column_id(statement, 9),
        .target_house = column_id(statement, 10),
        .service = column_id(statement, 11),
        .mail = text_copy(arena, column_text(statement, 12)),
        .revision = column_integer(statement, 14),
        .written = column_integer(statement, 15),
        .sent = column_integer(statement, 16),
        .deadline = column_integer(statement, 17),
        .rank = column_integer(statement, 18),
        .outcome = text_copy(arena, column_text(statement, 19)),
        .reason = text_copy(arena, column_text(statement, 20)),
        .barrier = text_copy(arena, column_text(statement, 21)),
        .must_follow = column_integer(statement, 23) == 1,
        .link_until = column_integer(statement, 24),
        .expected = column_integer(statement, 25),
    };
    read_codes(&referral, statement);
    return referral;
}

static Outcome refuse_unknown(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT("path"), "referral",
                       "no such referral");
}

Outcome referral_get(Access *access, Id id, Referral *referral)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return refuse_unknown(access);
    }
    *referral = referral_row(access->arena, statement);
    return OK;
}

/* --------------------------------------------------------------------------- who may see it */

bool referral_is_sender(const Access *access, const Referral *referral)
{
    return caller_is_of_team(&access->caller, referral->from_team);
}

/* What was never sent is nothing to its target. */
bool referral_is_target(const Access *access, const Referral *referral)
{
    return referral->sent > 0 && !id_is_nil(access->caller.house) &&
           id_equal(access->caller.house, referral->target_house);
}

Relation referral_relation(const Access *access, const Referral *referral)
{
    if (referral_is_sender(access, referral)) {
        return RELATION_TEAM;
    }
    return id_equal(access->caller.house, referral->from_house) ? RELATION_HOUSE
                                                                : RELATION_STRANGER;
}

static bool caller_is_machine(const Access *access)
{
    return id_is_nil(access->caller.account) && id_is_nil(access->caller.house);
}

bool referral_is_open_to(const Access *access, const Referral *referral)
{
    return caller_is_machine(access) || referral_is_target(access, referral) ||
           referral_relation(access, referral) != RELATION_STRANGER;
}

Outcome referral_find(Access *access, Id id, Referral *referral)
{
    Referral found = {0};
    const Outcome outcome = referral_get(access, id, &found);
    if (outcome == NOT_FOUND) {
        access_note(access, "referral.read refused", (Id){{0}}, id, "stranger");
    }
    TRY(outcome);
    if (!referral_is_open_to(access, &found)) {
        access_note(access, "referral.read refused", found.person, id, "stranger");
        return refuse_unknown(access);
    }
    *referral = found;
    return OK;
}

Outcome referral_read(Access *access, Id id, Referral *referral)
{
    Referral found = {0};
    TRY(referral_find(access, id, &found));
    if (referral_is_target(access, &found) && !referral_is_sender(access, &found) &&
        permission_holds(access->caller.permissions, MAY_ANSWER_REFERRAL)) {
        access_note(access, "referral.read", found.person, id, "target");
    } else {
        TRY(access_judge(access, MAY_READ_PERSON, referral_relation(access, &found),
                         found.person, id));
    }
    *referral = found;
    return OK;
}

static Outcome find_code(Access *access, Text code, Id *id, bool *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_BY_CODE, &statement, access->problem));
    bind_text(statement, "code", code);
    TRY(statement_next(statement, found, access->problem));
    *id = *found ? column_id(statement, 0) : (Id){{0}};
    return OK;
}

Outcome referral_read_code(Access *access, Text typed, Referral *referral)
{
    Text code = {0};
    Id id = {{0}};
    bool found = false;
    if (!code_parse(access->arena, typed, &code)) {
        return refuse_unknown(access);
    }
    TRY(find_code(access, code, &id, &found));
    return referral_read(access, id, referral);
}

/* --------------------------------------------------------------------------------- writing */

static Outcome draw_code(Access *access, Text *code)
{
    Id taken = {{0}};
    bool is_taken = true;
    while (is_taken) {
        *code = code_new(access->arena);
        TRY(find_code(access, *code, &taken, &is_taken));
    }
    return OK;
}

Outcome referral_add(Access *access, Referral *draft)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(draw_code(access, &draft->code));
    TRY(statement_open(access->session, &REFERRAL_ADD, &statement, access->problem));
    bind_id(statement, "id", draft->id);
    bind_text(statement, "code", draft->code);
    bind_id(statement, "plan", draft->plan);
    bind_id(statement, "person", draft->person);
    bind_text(statement, "need", draft->need);
    bind_text(statement, "kind", referral_kind_name(draft->kind));
    bind_text(statement, "on_day", draft->on_day);
    bind_id(statement, "from_house", draft->from_house);
    bind_id(statement, "from_team", draft->from_team);
    bind_optional_id(statement, "author", draft->author);
    bind_id(statement, "target_house", draft->target_house);
    bind_id(statement, "service", draft->service);
    bind_text(statement, "mail", draft->mail);
    bind_integer(statement, "now", access->now);
    draft->written = access->now;
    TRY(statement_run(statement, NULL, access->problem));
    return person_changed(access, draft->person, CHANGE_REFERRAL, draft->id);
}

Outcome referral_keep(Access *access, const Referral *referral, int64_t before)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_MOVE, &statement, access->problem));
    bind_id(statement, "id", referral->id);
    bind_integer(statement, "before", before);
    bind_text(statement, "state", referral_state_name(referral->state));
    bind_integer(statement, "revision", referral->revision);
    bind_integer(statement, "written", referral->written);
    bind_integer(statement, "sent", referral->sent);
    bind_integer(statement, "deadline", referral->deadline);
    bind_integer(statement, "rank", referral->rank);
    bind_text(statement, "outcome", referral->outcome);
    bind_text(statement, "reason", referral->reason);
    bind_text(statement, "barrier", referral->barrier);
    bind_text(statement, "basis", referral_basis_name(referral->basis));
    bind_integer(statement, "follow", referral->must_follow ? 1 : 0);
    bind_integer(statement, "link_until", referral->link_until);
    bind_integer(statement, "expected", referral->expected);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1
               ? person_changed(access, referral->person, CHANGE_REFERRAL, referral->id)
               : problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                             "somebody acted at the same moment: read it again");
}

Outcome referral_set_follow(Access *access, Id id, FollowUp follow)
{
    Referral referral = {0};
    TRY(referral_get(access, id, &referral));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_SET_FOLLOW, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "follow", follow == MUST_FOLLOW_UP ? 1 : 0);
    TRY(statement_run(statement, NULL, access->problem));
    return person_changed(access, referral.person, CHANGE_REFERRAL, id);
}

Outcome referral_next_door(Access *access, const Referral *referral, ReferralDoor *door,
                           bool *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PLAN_DOOR_NEXT, &statement, access->problem));
    bind_id(statement, "plan", referral->plan);
    bind_text(statement, "need", referral->need);
    TRY(statement_next(statement, found, access->problem));
    if (*found) {
        *door = (ReferralDoor){
            .need = text_copy(access->arena, column_text(statement, 0)),
            .house = column_id(statement, 1),
            .service = column_id(statement, 2),
            .mail = text_copy(access->arena, column_text(statement, 3)),
        };
    }
    return OK;
}
