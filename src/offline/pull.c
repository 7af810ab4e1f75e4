/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/pull_private.h"

#include "offline/queries.h"
#include "people/relation.h"

enum { CANDIDATES = 100 };

/* Whom the device holds or should, as the store has it. */
typedef struct Candidate {
    Id person;
    bool is_followed;
    bool is_held;
    bool is_gone;  /* it was told to forget */
    int64_t given; /* the cursor at which it was given whole, or taken away */
    Text sight;
} Candidate;

typedef LIST_OF(Candidate) CandidateList;

/* One pull on its way. */
typedef struct Work {
    Access *access;
    const PullOrder *order;
    int64_t since; /* 0 when all is given anew */
    JsonWriter *writer;
    Pulled *pulled;
    size_t said; /* persons written on this page */
} Work;

/* -------------------------------------------------------------------------------- reading */

static Outcome read_candidates(const Work *work, Id after, CandidateList *list)
{
    Access *access = work->access;
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_CANDIDATES, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    bind_id(statement, "device", work->order->device);
    bind_integer(statement, "lately", access->now - PULL_LATELY);
    bind_id(statement, "after", after);
    bind_integer(statement, "most", CANDIDATES);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Text state = text_copy(access->arena, column_text(statement, 2));
        const Candidate candidate = {
            .person = column_id(statement, 0),
            .is_followed = column_integer(statement, 1) == 1,
            .is_held = state.length > 0,
            .is_gone = text_equal(state, TEXT("gone")),
            .given = column_integer(statement, 3),
            .sight = text_copy(access->arena, column_text(statement, 4)),
        };
        LIST_APPEND(access->arena, list, candidate);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Everything besides the person's own changes that decides what the holder sees of them. */
static Outcome find_sight(Access *access, Id person, Relation relation, Text *sight)
{
    unsigned classes = 0;
    if (relation == RELATION_CONSENT) {
        TRY(person_shared_classes(access, person, &classes));
    }
    *sight = text_format(access->arena, "%d.%x.%llx.%.*s", (int)relation, classes,
                         (unsigned long long)access->caller.permissions,
                         TEXT_ARG(access->caller.profession));
    return OK;
}

/* -------------------------------------------------------------------------------- writing */

/* A person read for several things of theirs is read once: one line for each kind of reading.
 */
static void keep_one_line_each(Access *access, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < access->notes.count; i++) {
        const JournalNote *note = &access->notes.items[i];
        bool is_said = false;
        for (size_t j = from; j < kept; j++) {
            is_said |= text_equal(access->notes.items[j].act, note->act);
        }
        if (!is_said) {
            access->notes.items[kept++] = *note;
        }
    }
    access->notes.count = kept;
}

static void open_entry(Work *work, Id person)
{
    work->said++;
    json_object_open(work->writer);
    json_member(work->writer, "person", id_format(work->access->arena, person));
}

static void remember(Work *work, const Hold *hold)
{
    LIST_APPEND(work->access->arena, &work->pulled->holds, *hold);
}

/* Told once more to who may not have heard it; then nothing is kept of it. */
static void tell_gone(Work *work, const Candidate *candidate)
{
    const bool is_heard = candidate->is_gone && candidate->given <= work->since;
    if (!candidate->is_held) {
        return;
    }
    if (is_heard) {
        remember(work, &(Hold){.person = candidate->person, .is_told = true});
        return;
    }
    open_entry(work, candidate->person);
    json_member_bool(work->writer, "gone", true);
    json_object_close(work->writer);
    if (!candidate->is_gone) {
        remember(work, &(Hold){.person = candidate->person, .is_gone = true});
    }
}

static Outcome write_entry(Work *work, const PulledPerson *pulled)
{
    const size_t lines = work->access->notes.count;
    open_entry(work, pulled->person);
    json_member_bool(work->writer, "whole", pulled->is_whole);
    json_key(work->writer, TEXT("documents"));
    json_array_open(work->writer);
    TRY(pull_write_documents(work->access, pulled, work->writer));
    json_array_close(work->writer);
    json_object_close(work->writer);
    keep_one_line_each(work->access, lines);
    return OK;
}

/* Whole, when the device lacks the person, saw them otherwise, or may have lost the page. */
static Outcome give(Work *work, const Candidate *candidate, Relation relation)
{
    Access *access = work->access;
    Text sight = {0};
    ChangeList changes = {0};
    TRY(find_sight(access, candidate->person, relation, &sight));
    const bool is_whole = !candidate->is_held || candidate->is_gone || work->since == 0 ||
                          candidate->given > work->since ||
                          !text_equal(candidate->sight, sight);
    TRY(person_changes(access, candidate->person, is_whole ? 0 : work->since,
                       work->pulled->cursor, &changes));
    if (!is_whole && changes.count == 0) {
        return OK;
    }
    TRY(write_entry(work, &(PulledPerson){candidate->person, relation, is_whole, &changes}));
    if (is_whole) {
        remember(work, &(Hold){.person = candidate->person, .sight = sight});
    }
    return OK;
}

static Outcome pull_one(Work *work, const Candidate *candidate)
{
    Access *access = work->access;
    Relation relation = RELATION_STRANGER;
    TRY(person_relation(access, candidate->person, &relation));
    if (!candidate->is_followed ||
        !permission_allows(access->caller.permissions, MAY_READ_PERSON, relation)) {
        tell_gone(work, candidate);
        return OK;
    }
    return give(work, candidate, relation);
}

static Outcome write_persons(Work *work)
{
    Id after = work->order->after;
    size_t read = CANDIDATES;
    while (read == CANDIDATES && !work->pulled->has_more) {
        CandidateList list = {0};
        TRY(read_candidates(work, after, &list));
        read = list.count;
        for (size_t i = 0; i < list.count && !work->pulled->has_more; i++) {
            TRY(pull_one(work, &list.items[i]));
            after = list.items[i].person;
            work->pulled->has_more = work->said == PULL_PERSONS;
        }
    }
    work->pulled->after = after;
    return OK;
}

/* ---------------------------------------------------------------------------------- whole */

static Outcome find_device(Access *access, const PullOrder *order, Device *device,
                           Pulled *pulled)
{
    TRY(device_find(access, order->device, device));
    pulled->is_revoked = device->revoked != 0;
    return pulled->is_revoked
               ? problem_set(access->problem, REFUSED, TEXT("query"), "device",
                             "this device was revoked: it is to forget all it holds")
               : OK;
}

/* A store that was put back to an older state gave that cursor to nobody it remembers. */
static Outcome find_span(Access *access, const PullOrder *order, const Device *device,
                         Pulled *pulled)
{
    int64_t now = 0;
    TRY(store_change_count(access->session, &now));
    if (order->until != 0 && (order->until > now || id_is_nil(order->after))) {
        return problem_set(access->problem, INVALID, TEXT("query"), "until",
                           "the cursor of the page before is expected, with its `after`");
    }
    pulled->is_anew = order->since > device->given;
    pulled->cursor = order->until != 0 ? order->until : now;
    return OK;
}

Outcome pull_write(Access *access, const PullOrder *order, JsonWriter *writer, Pulled *pulled)
{
    Device device = {0};
    *pulled = (Pulled){.device = order->device};
    TRY(find_device(access, order, &device, pulled));
    TRY(find_span(access, order, &device, pulled));
    Work work = {access, order, pulled->is_anew ? 0 : order->since, writer, pulled, 0};
    json_member_bool(writer, "anew", pulled->is_anew);
    json_key(writer, TEXT("persons"));
    json_array_open(writer);
    TRY(write_persons(&work));
    json_array_close(writer);
    json_member_integer(writer, "cursor", pulled->cursor);
    json_member_bool(writer, "more", pulled->has_more);
    if (pulled->has_more) {
        json_member(writer, "after", id_format(access->arena, pulled->after));
    }
    return OK;
}

/* --------------------------------------------------------------------------------- keeping */

typedef struct Keeping {
    const Access *access;
    const Pulled *pulled;
} Keeping;

static Outcome keep_hold(Session *session, const Keeping *keeping, const Hold *hold,
                         Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, hold->is_told ? &DEVICE_HOLD_END : &DEVICE_HOLD_PUT, &statement,
                       problem));
    bind_id(statement, "device", keeping->pulled->device);
    bind_id(statement, "person", hold->person);
    if (!hold->is_told) {
        bind_text(statement, "state", hold->is_gone ? TEXT("gone") : TEXT("held"));
        bind_integer(statement, "given", keeping->pulled->cursor);
        bind_text(statement, "sight", hold->sight);
    }
    return statement_run(statement, NULL, problem);
}

static Outcome see_device(Session *session, const Keeping *keeping, Problem *problem)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DEVICE_SEE, &statement, problem));
    bind_id(statement, "id", keeping->pulled->device);
    bind_integer(statement, "now", keeping->access->now);
    bind_integer(statement, "given", keeping->pulled->cursor);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? OK
                        : problem_set(problem, REFUSED, TEXT("query"), "device",
                                      "this device was revoked: it is to forget all it holds");
}

static Outcome keep(Session *session, void *context, Problem *problem)
{
    const Keeping *keeping = context;
    TRY(see_device(session, keeping, problem));
    for (size_t i = 0; i < keeping->pulled->holds.count; i++) {
        TRY(keep_hold(session, keeping, &keeping->pulled->holds.items[i], problem));
    }
    return OK;
}

Outcome pull_keep(Store *store, Access *access, const Pulled *pulled)
{
    Keeping keeping = {access, pulled};
    return store_write(store, keep, &keeping, access->problem);
}
