/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening a set of doors, and the next door of a need. */
#include "base/list.h"
#include "crypto/crypto.h"
#include "people/relation.h"
#include "referral/queries.h"
#include "referral/referral_list.h"
#include "referral/referral_private.h"
#include "referral/referral_transfer.h"

enum { NEED_MOST = 80, POSTAL_CODE_MOST = 8, MAIL_MOST = 254 };

/* -------------------------------------------------------------------------------- checking */

#define DOOR_INVALID(access, at, field, ...)                                                   \
    problem_set((access)->problem, INVALID, text_format((access)->arena, "/doors/%zu", (at)),  \
                (field), __VA_ARGS__)

static Outcome check_door(Access *access, const NewPlanSet *set, size_t at)
{
    const ReferralDoor *door = &set->doors[at];
    if (door->need.length == 0 || door->need.length > NEED_MOST) {
        return DOOR_INVALID(access, at, "need", "the code of a need is expected");
    }
    if (id_is_nil(door->service) || id_is_nil(door->house)) {
        return DOOR_INVALID(access, at, "service", "a service of the directory is expected");
    }
    if (door->mail.length > MAIL_MOST) {
        return DOOR_INVALID(access, at, "mail", "at most %d characters are expected",
                            MAIL_MOST);
    }
    for (size_t i = 0; i < at; i++) {
        if (text_equal(set->doors[i].need, door->need) &&
            id_equal(set->doors[i].service, door->service)) {
            return DOOR_INVALID(access, at, "service",
                                "this service stands twice for the same need");
        }
    }
    return OK;
}

static Outcome check_day(Access *access, const NewPlanSet *set)
{
    Date day = DATE_NONE;
    const bool is_discharge = set->kind == REFERRAL_DISCHARGE;
    if (is_discharge && !date_parse(set->on_day, &day)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "onDay",
                           "the day of the discharge is expected, as 2026-12-03");
    }
    if (is_discharge && day < moment_to_local(access->now).date) {
        return problem_set(access->problem, INVALID, TEXT("body"), "onDay",
                           "a day that is not past is expected");
    }
    if (!is_discharge && set->on_day.length > 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "onDay",
                           "a day goes with a discharge alone");
    }
    return OK;
}

static Outcome check_set(Access *access, const NewPlanSet *set)
{
    size_t opening = 0;
    if (id_is_nil(set->id) || id_is_nil(set->person)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "person",
                           "the identifiers of the set and of the person are expected");
    }
    if (!caller_is_of_team(&access->caller, set->team)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "team",
                           "one of your own teams is expected: answers come back to it");
    }
    if (set->door_count == 0 || set->door_count > REFERRAL_MOST_DOORS) {
        return problem_set(access->problem, INVALID, TEXT("body"), "doors",
                           "from 1 to %d doors are expected", REFERRAL_MOST_DOORS);
    }
    if (set->postal_code.length > POSTAL_CODE_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "postalCode",
                           "at most %d characters are expected", POSTAL_CODE_MOST);
    }
    for (size_t i = 0; i < set->door_count; i++) {
        TRY(check_door(access, set, i));
        opening += set->doors[i].opens ? 1 : 0;
    }
    if (opening == 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "doors",
                           "at least one door to open is expected");
    }
    return check_day(access, set);
}

/* --------------------------------------------------------------------------------- opening */

static Outcome add_set(Access *access, const NewPlanSet *set)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PLAN_SET_ADD, &statement, access->problem));
    bind_id(statement, "id", set->id);
    bind_id(statement, "person", set->person);
    bind_optional_id(statement, "case_file", set->case_file);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "team", set->team);
    bind_optional_id(statement, "author", access->caller.account);
    bind_text(statement, "postal_code", set->postal_code);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_door(Access *access, const NewPlanSet *set, size_t at)
{
    const ReferralDoor *door = &set->doors[at];
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PLAN_DOOR_ADD, &statement, access->problem));
    bind_id(statement, "plan", set->id);
    bind_text(statement, "need", door->need);
    bind_integer(statement, "rank", (int64_t)at + 1);
    bind_id(statement, "house", door->house);
    bind_id(statement, "service", door->service);
    bind_text(statement, "mail", door->mail);
    return statement_run(statement, NULL, access->problem);
}

/* Identifiers follow the order of the doors: a millisecond apart. */
static Outcome add_draft(Access *access, const NewPlanSet *set, size_t at, ReferralList *drafts)
{
    const ReferralDoor *door = &set->doors[at];
    Referral draft = {
        .id = id_is_nil(door->referral) ? id_new(access->now * 1000 + (int64_t)at)
                                        : door->referral,
        .plan = set->id,
        .person = set->person,
        .need = door->need,
        .kind = set->kind,
        .on_day = set->on_day,
        .from_house = access->caller.house,
        .from_team = set->team,
        .author = access->caller.account,
        .target_house = door->house,
        .service = door->service,
        .mail = door->mail,
        .state = REFERRAL_DRAFT,
    };
    TRY(referral_add(access, &draft));
    LIST_APPEND(access->arena, drafts, draft);
    return OK;
}

/* The set was asked for before: whoever asked gets its referrals as they are now. */
static Outcome find_set(Access *access, const NewPlanSet *set, bool *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PLAN_SET_GET, &statement, access->problem));
    bind_id(statement, "id", set->id);
    TRY(statement_next(statement, found, access->problem));
    if (*found && (!id_equal(column_id(statement, 0), set->person) ||
                   !id_equal(column_id(statement, 4), access->caller.account))) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "id",
                           "this identifier is of another set");
    }
    return OK;
}

static Outcome add_all(Access *access, const NewPlanSet *set, ReferralList *drafts)
{
    TRY(add_set(access, set));
    for (size_t i = 0; i < set->door_count; i++) {
        TRY(add_door(access, set, i));
        if (set->doors[i].opens) {
            TRY(add_draft(access, set, i, drafts));
        }
    }
    return OK;
}

Outcome referral_open(Access *access, const NewPlanSet *set, ReferralList *drafts)
{
    bool is_known = false;
    ReferralList made = {0};
    NewPlanSet whole = *set;
    TRY(check_set(access, set));
    TRY(person_admit(access, MAY_SEND_REFERRAL, set->person, set->id, NULL));
    TRY(find_set(access, set, &is_known));
    if (is_known) {
        return referral_list_plan(access, set->id, drafts);
    }
    if (set->kind == REFERRAL_TRANSFER) {
        TRY(transfer_prepare(access, &whole));
    }
    TRY(add_all(access, &whole, &made));
    *drafts = made;
    return OK;
}

/* ----------------------------------------------------------------------------- next doors */

static Outcome find_own(Access *access, Id id, Referral *referral)
{
    TRY(referral_find(access, id, referral));
    return access_judge(access, MAY_SEND_REFERRAL, referral_relation(access, referral),
                        referral->person, id);
}

Outcome referral_set_aside(Access *access, Id referral)
{
    Referral found = {0};
    TRY(find_own(access, referral, &found));
    return referral_set_follow(access, referral, FOLLOWED_UP);
}

static Referral draft_after(const Access *access, const Referral *shut,
                            const ReferralDoor *door, Id id)
{
    return (Referral){
        .id = id,
        .plan = shut->plan,
        .person = shut->person,
        .need = shut->need,
        .kind = shut->kind,
        .on_day = shut->on_day,
        .from_house = shut->from_house,
        .from_team = shut->from_team,
        .author = access->caller.account,
        .target_house = door->house,
        .service = door->service,
        .mail = door->mail,
        .state = REFERRAL_DRAFT,
    };
}

/* A draft of this identifier was made by the same click. */
static Outcome find_draft(Access *access, const Referral *shut, Id draft, Referral *opened,
                          bool *found)
{
    Problem quiet = {.arena = access->arena};
    Problem *loud = access->problem;
    access->problem = &quiet;
    const Outcome outcome = referral_get(access, draft, opened);
    access->problem = loud;
    *found = outcome == OK;
    if (*found && !id_equal(opened->plan, shut->plan)) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "draft",
                           "this identifier is of another referral");
    }
    return outcome == NOT_FOUND ? OK : outcome;
}

Outcome referral_open_next(Access *access, Id referral, Id draft, Referral *opened)
{
    Referral shut = {0};
    Referral made = {0};
    ReferralDoor door = {0};
    bool found = false;
    TRY(find_own(access, referral, &shut));
    TRY(find_draft(access, &shut, draft, &made, &found));
    if (found) {
        *opened = made;
        return OK;
    }
    TRY(referral_next_door(access, &shut, &door, &found));
    if (!found) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "referral",
                           "the plan holds no other door for this need");
    }
    made = draft_after(access, &shut, &door, draft);
    TRY(referral_add(access, &made));
    TRY(referral_set_follow(access, referral, FOLLOWED_UP));
    *opened = made;
    return OK;
}
