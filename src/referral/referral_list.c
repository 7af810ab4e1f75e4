/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_list.h"

#include "base/list.h"
#include "referral/queries.h"
#include "referral/referral_private.h"

enum { A_DAY = 24 * 60 * 60, UNMET_MOST = 10000 };

int64_t referral_silent_days(const Referral *referral, Moment now)
{
    const int64_t days = (now - referral->sent) / A_DAY;
    const bool is_silent = referral_awaits_answer(referral->state) && now >= referral->expected;
    return !is_silent ? 0 : days > 0 ? days : 1;
}

/* ------------------------------------------------------------------------------- the story */

static ReferralEvent read_event(Arena *arena, const Statement *statement)
{
    ReferralEvent event = {
        .number = column_integer(statement, 0),
        .account = column_id(statement, 5),
        .reason = text_copy(arena, column_text(statement, 6)),
        .barrier = text_copy(arena, column_text(statement, 7)),
        .detail = text_copy(arena, column_text(statement, 8)),
        .spoken_by = text_copy(arena, column_text(statement, 9)),
        .at = column_integer(statement, 10),
    };
    (void)referral_act_parse(column_text(statement, 1), &event.act);
    (void)referral_state_parse(column_text(statement, 2), &event.from);
    (void)referral_state_parse(column_text(statement, 3), &event.to);
    (void)referral_way_parse(column_text(statement, 4), &event.way);
    return event;
}

Outcome referral_story(Access *access, Id id, ReferralStory *story)
{
    ReferralStory found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "referral", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &found, read_event(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *story = found;
    return OK;
}

/* What is said on the telephone is written down by the sender's side, and by it alone. */
Outcome referral_story_to_give(Access *access, const Referral *referral, ReferralStory *story)
{
    TRY(referral_story(access, referral->id, story));
    const bool is_own = !id_is_nil(access->caller.house) &&
                        id_equal(access->caller.house, referral->from_house);
    for (size_t i = 0; i < story->count && !is_own; i++) {
        story->items[i].spoken_by = TEXT("");
    }
    return OK;
}

/* ------------------------------------------------------------------------------- the boxes */

/* Came back, stays without answer, or was to be begun or looked at by now. */
static bool is_work(const Referral *referral, Moment now)
{
    const bool is_late = referral->deadline > 0 && referral->deadline <= now;
    return referral->must_follow || referral_silent_days(referral, now) > 0 ||
           (is_late && !referral_is_final(referral->state));
}

static bool is_in_box(const Access *access, const Referral *referral, ReferralBox box)
{
    switch (box) {
    case BOX_IN:
        return referral->sent > 0;
    case BOX_OUT:
        return referral_is_sender(access, referral);
    case BOX_WORK:
        return referral_is_sender(access, referral) && is_work(referral, access->now);
    }
    return false;
}

static bool passes(const Access *access, const Referral *referral, const ReferralFilter *filter)
{
    return is_in_box(access, referral, filter->box) &&
           (!filter->has_state || referral->state == filter->state) &&
           (!filter->is_open || !referral_is_final(referral->state)) &&
           (!filter->is_silent || referral_silent_days(referral, access->now) > 0);
}

static Id last_id(void)
{
    Id id;
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        id.bytes[i] = 0xff;
    }
    return id;
}

static Outcome read_page(Access *access, const ReferralFilter *filter, Statement *statement,
                         ReferralPage *page)
{
    bool row = false;
    TRY(statement_next(statement, &row, access->problem));
    while (row && !page->has_more) {
        const ArenaMark mark = arena_mark(access->arena);
        const Referral referral = referral_row(access->arena, statement);
        if (!passes(access, &referral, filter)) {
            arena_rewind(access->arena, mark);
        } else if (page->list.count == REFERRAL_PAGE) {
            page->has_more = true;
        } else {
            LIST_APPEND(access->arena, &page->list, referral);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome referral_list(Access *access, const ReferralFilter *filter, ReferralPage *page)
{
    ReferralPage found = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    const Permission permission =
        filter->box == BOX_IN ? MAY_ANSWER_REFERRAL : MAY_SEND_REFERRAL;
    if (!permission_holds(access->caller.permissions, permission)) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "this is not open to your role");
    }
    TRY(statement_open(access->session,
                       filter->box == BOX_IN ? &REFERRAL_INBOX : &REFERRAL_OUTBOX, &statement,
                       access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "before", id_is_nil(filter->before) ? last_id() : filter->before);
    TRY(read_page(access, filter, statement, &found));
    *page = found;
    return OK;
}

/* --------------------------------------------------------------------- of a person, a set */

typedef enum Seen { SEEN_BY_SENDERS, SEEN_BY_SIDES, SEEN_WHOLE } Seen;

typedef struct Span {
    const Query *query;
    const char *parameter;
    Id id;
    Seen seen;
} Span;

static bool is_seen(const Access *access, const Referral *referral, Seen seen)
{
    switch (seen) {
    case SEEN_BY_SENDERS:
        return referral_relation(access, referral) <= RELATION_HOUSE;
    case SEEN_BY_SIDES:
        return referral_is_open_to(access, referral);
    case SEEN_WHOLE:
        return true;
    }
    return false;
}

static Outcome read_of(Access *access, const Span *span, ReferralList *list)
{
    ReferralList found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, span->query, &statement, access->problem));
    bind_id(statement, span->parameter, span->id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Referral referral = referral_row(access->arena, statement);
        if (is_seen(access, &referral, span->seen)) {
            LIST_APPEND(access->arena, &found, referral);
        } else {
            found.withheld++;
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = found;
    return OK;
}

Outcome referral_list_person(Access *access, Id person, ReferralList *list)
{
    const Span span = {&REFERRAL_OF_PERSON, "person", person, SEEN_BY_SENDERS};
    return read_of(access, &span, list);
}

Outcome referral_list_open_to_caller(Access *access, Id person, ReferralList *list)
{
    const Span span = {&REFERRAL_OF_PERSON, "person", person, SEEN_BY_SIDES};
    return read_of(access, &span, list);
}

Outcome referral_list_of_person(Access *access, Id person, ReferralList *list)
{
    const Span span = {&REFERRAL_OF_PERSON, "person", person, SEEN_WHOLE};
    return read_of(access, &span, list);
}

Outcome referral_list_plan(Access *access, Id plan, ReferralList *list)
{
    const Span span = {&REFERRAL_OF_PLAN, "plan", plan, SEEN_BY_SENDERS};
    return read_of(access, &span, list);
}

/* ---------------------------------------------------------------------------- the register */

Outcome referral_unmet_list(Access *access, Text since, UnmetList *list)
{
    UnmetList found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_READ_COUNTS));
    TRY(statement_open(access->session, &UNMET_NEED_EACH, &statement, access->problem));
    bind_text(statement, "since", since);
    TRY(statement_next(statement, &row, access->problem));
    while (row && found.count < UNMET_MOST) {
        const int64_t count = column_integer(statement, 6);
        LIST_APPEND(
            access->arena, &found,
            (UnmetNeed){.day = text_copy(access->arena, column_text(statement, 0)),
                        .need = text_copy(access->arena, column_text(statement, 1)),
                        .postal_code = text_copy(access->arena, column_text(statement, 2)),
                        .reason = text_copy(access->arena, column_text(statement, 3)),
                        .barrier = text_copy(access->arena, column_text(statement, 4)),
                        .service = column_id(statement, 5),
                        .count = count < COUNT_FEW ? 0 : count,
                        .is_few = count < COUNT_FEW});
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = found;
    return OK;
}
