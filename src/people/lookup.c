/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/lookup.h"

#include <stdio.h>
#include <stdlib.h>

#include "people/lookup_blind.h"
#include "people/lookup_query.h"
#include "people/person_likeness.h"
#include "people/person_private.h"
#include "people/queries.h"

enum {
    PLACES_A_TIME = 10,
    PERSONS_A_TIME = 24,
    NARROW_MOST = 40, /* of one key that few share */
    BROAD_MOST = 24,  /* of one that many share */
    CANDIDATES_MOST = 160,
    JUDGED_MOST = 48, /* of whom the facts are read: what a look-up costs */
    NARROW_KEY = 4,   /* says as much as so many broad ones */
    SURE_KEY = 1000,
    SURE_WEIGHT = 1000, /* a code is of one person */
};

typedef struct Candidate {
    Id id;
    bool is_sure;   /* by the code, or a number */
    bool is_helped; /* by the name of who helps */
    int shared;     /* keys, narrow ones counted as several */
} Candidate;

typedef struct Candidates {
    Candidate items[CANDIDATES_MOST];
    size_t count;
    bool is_cut;
} Candidates;

/* What is known of a candidate, as one query gives it. */
typedef struct Known {
    Id id;
    Id team;
    bool is_restricted;
    bool is_merged;
    PersonFactList facts;
} Known;

typedef struct Search {
    Access *access;
    const LookupSought *sought;
    const Likeness *likeness;
    Candidates candidates;
    LIST_OF(LookupHit) hits;
} Search;

/* ---------------------------------------------------------------------------- candidates */

/* Many share one word of a name, or one sound of the whole without a year. */
static bool is_broad(Text key)
{
    return text_starts_with(key, TEXT("w:")) || text_starts_with(key, TEXT("h:")) ||
           text_starts_with(key, TEXT("g:"));
}

static void add_candidate(Candidates *candidates, Text key, Id id)
{
    Candidate *found = NULL;
    for (size_t i = 0; i < candidates->count && found == NULL; i++) {
        found = id_equal(candidates->items[i].id, id) ? &candidates->items[i] : NULL;
    }
    if (found == NULL && candidates->count == CANDIDATES_MOST) {
        candidates->is_cut = true;
        return;
    }
    if (found == NULL) {
        found = &candidates->items[candidates->count++];
        *found = (Candidate){.id = id};
    }
    const bool is_sure = text_starts_with(key, TEXT("c:")) || text_starts_with(key, TEXT("i:"));
    found->is_sure |= is_sure;
    found->is_helped |= text_starts_with(key, TEXT("h:"));
    found->shared += is_sure ? SURE_KEY : is_broad(key) ? 1 : NARROW_KEY;
}

/* A place of the table of keys: who is found there by one key, in one scope. */
typedef struct Place {
    Text key;
    Id scope;
} Place;

typedef LIST_OF(Place) PlaceList;

static void bind_places(Statement *statement, const PlaceList *places, size_t from)
{
    for (size_t i = 0; i < PLACES_A_TIME; i++) {
        char key[8];
        char scope[8];
        const bool is_one = from + i < places->count;
        (void)snprintf(key, sizeof key, "k%zu", i);
        (void)snprintf(scope, sizeof scope, "s%zu", i);
        bind_text(statement, key, is_one ? places->items[from + i].key : TEXT(""));
        bind_id(statement, scope, is_one ? places->items[from + i].scope : (Id){{0}});
    }
}

/* The newest of each place, several places in one question: the order of the table itself, so
 * that a key many share costs no more than another. */
static Outcome add_by_places(Search *search, const PlaceList *places, size_t from, size_t most)
{
    bool row = false;
    size_t counts[PLACES_A_TIME] = {0};
    Access *access = search->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LOOKUP_NEAR, &statement, access->problem));
    bind_places(statement, places, from);
    bind_integer(statement, "most", (int64_t)most);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const size_t place = (size_t)column_integer(statement, 0);
        add_candidate(&search->candidates, places->items[from + place].key,
                      column_id(statement, 1));
        search->candidates.is_cut |= ++counts[place] == most;
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* In the own house, and in the own teams for what they keep to themselves. */
static Outcome add_by_keys(Search *search, const PersonKeys *keys, bool broad, size_t most)
{
    PlaceList places = {0};
    const Caller *caller = &search->access->caller;
    for (size_t i = 0; i < keys->count; i++) {
        if (is_broad(keys->keys[i]) == broad) {
            LIST_APPEND(search->access->arena, &places, (Place){keys->keys[i], caller->house});
            for (size_t j = 0; j < caller->team_count; j++) {
                LIST_APPEND(search->access->arena, &places,
                            (Place){keys->keys[i], caller->teams[j]});
            }
        }
    }
    for (size_t i = 0; i < places.count; i += PLACES_A_TIME) {
        TRY(add_by_places(search, &places, i, most));
    }
    return OK;
}

/* Who shares most first; of those who share as much, the newest. */
static int compare_candidates(const void *a, const void *b)
{
    const Candidate *left = a;
    const Candidate *right = b;
    if (left->shared != right->shared) {
        return left->shared > right->shared ? -1 : 1;
    }
    return id_compare(right->id, left->id);
}

/* The likeliest few, by what their keys tell: there is no time to read the facts of all. */
static void keep_likeliest(Candidates *candidates)
{
    qsort(candidates->items, candidates->count, sizeof candidates->items[0],
          compare_candidates);
    if (candidates->count > JUDGED_MOST) {
        candidates->count = JUDGED_MOST;
        candidates->is_cut = true;
    }
}

/* Who shares a key that few share comes first: there is no room for all. */
static Outcome find_candidates(Search *search, Text code)
{
    PersonKeys *keys = ARENA_NEW(search->access->arena, PersonKeys);
    person_keys_near(search->access->arena, &search->sought->facts, code, keys);
    TRY(add_by_keys(search, keys, false, NARROW_MOST));
    TRY(add_by_keys(search, keys, true, BROAD_MOST));
    keep_likeliest(&search->candidates);
    return OK;
}

/* --------------------------------------------------------------------------------- judging */

static void take_reasons(const LikenessAnswer *likeness, LookupHit *hit)
{
    for (int floor = INT16_MAX; hit->reason_count < LOOKUP_REASONS;) {
        const LikenessFound *best = NULL;
        for (size_t i = 0; i < likeness->found_count; i++) {
            const LikenessFound *found = &likeness->found[i];
            const bool is_new = found->weight > 0 && found->weight < floor;
            best = is_new && (best == NULL || found->weight > best->weight) ? found : best;
        }
        if (best == NULL) {
            break;
        }
        floor = best->weight;
        hit->reasons[hit->reason_count++] = best->reason;
    }
}

static const Candidate *candidate_of(const Candidates *candidates, Id id)
{
    for (size_t i = 0; i < candidates->count; i++) {
        if (id_equal(candidates->items[i].id, id)) {
            return &candidates->items[i];
        }
    }
    return NULL;
}

static void judge(Search *search, const Known *known)
{
    Arena *arena = search->access->arena;
    const Candidate *candidate = candidate_of(&search->candidates, known->id);
    const LikenessFacts facts = person_likeness_facts(arena, &known->facts);
    const LikenessAnswer likeness =
        likeness_compare(search->likeness, likeness_prepare(arena, &facts));
    const PersonFile file = {.facts = known->facts};
    const PersonFact *birth = person_fact_first(&file, FACT_BIRTH);
    LookupHit hit = {
        .person = known->id,
        .name = person_display_name(arena, &file),
        .birth = birth == NULL ? TEXT("") : birth->what.value,
        .age = person_age(&file, moment_to_local(search->access->now).date),
        .is_merged = known->is_merged,
        .verdict = candidate->is_sure ? LIKENESS_SAME : likeness.verdict,
        .weight = likeness.weight + (candidate->is_sure ? SURE_WEIGHT : 0),
    };
    if (hit.weight <= 0 && !candidate->is_helped) {
        return;
    }
    take_reasons(&likeness, &hit);
    LIST_APPEND(arena, &search->hits, hit);
}

/* The key told the scope; the row tells again, so that no stale key shows anybody. */
static bool may_see(const Search *search, const Known *known)
{
    const Caller *caller = &search->access->caller;
    const Relation relation =
        caller_is_of_team(caller, known->team) ? RELATION_TEAM : RELATION_HOUSE;
    return (relation == RELATION_TEAM || !known->is_restricted) &&
           permission_allows(caller->permissions, MAY_READ_PERSON, relation);
}

static void end_known(Search *search, Known *known)
{
    if (known->facts.count > 0 && may_see(search, known)) {
        judge(search, known);
    }
    *known = (Known){0};
}

static PersonFact read_fact(Arena *arena, const Statement *statement)
{
    PersonFact fact = {
        .what = {.value = text_copy(arena, column_text(statement, 5)),
                 .extra = text_copy(arena, column_text(statement, 6))}
    };
    (void)fact_kind_parse(column_text(statement, 4), &fact.what.kind);
    (void)fact_class_parse(column_text(statement, 7), &fact.what.class);
    return fact;
}

static void bind_persons(Statement *statement, const Candidates *candidates, size_t from)
{
    for (size_t i = 0; i < PERSONS_A_TIME; i++) {
        char name[8];
        (void)snprintf(name, sizeof name, "p%zu", i);
        bind_id(statement, name,
                from + i < candidates->count ? candidates->items[from + i].id : (Id){{0}});
    }
}

static Outcome judge_batch(Search *search, size_t from)
{
    bool row = false;
    Known known = {0};
    Access *access = search->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LOOKUP_FACTS, &statement, access->problem));
    bind_persons(statement, &search->candidates, from);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Id id = column_id(statement, 0);
        if (!id_equal(id, known.id)) {
            end_known(search, &known);
            known.id = id;
            known.team = column_id(statement, 1);
            known.is_restricted = column_integer(statement, 2) != 0;
            known.is_merged = !id_is_nil(column_id(statement, 3));
        }
        LIST_APPEND(access->arena, &known.facts, read_fact(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    end_known(search, &known);
    return OK;
}

/* The likeliest first; of the equally likely, the newest. */
static int compare_hits(const void *a, const void *b)
{
    const LookupHit *left = a;
    const LookupHit *right = b;
    if (left->weight != right->weight) {
        return left->weight > right->weight ? -1 : 1;
    }
    return id_compare(right->person, left->person);
}

/* One line whatever is found: what is written tells nothing either. */
static Outcome look_blindly(Search *search, Text code, bool *someone)
{
    Id person = {{0}};
    Access *access = search->access;
    TRY(lookup_hint(access, &search->sought->facts, code, &person));
    access_note(access, "person.find", person, (Id){{0}}, "blind");
    *someone = !id_is_nil(person);
    return OK;
}

/* -------------------------------------------------------------------------------- answering */

/* Who turned out to be another is shown as that one, once. */
static Outcome take_hit(Search *search, const LookupHit *hit, LookupAnswer *answer)
{
    Access *access = search->access;
    Relation relation = RELATION_STRANGER;
    Id shown = hit->person;
    if (hit->is_merged) {
        TRY(person_root(access, hit->person, &shown));
        TRY(person_relation(access, shown, &relation));
        shown = permission_allows(access->caller.permissions, MAY_READ_PERSON, relation)
                    ? shown
                    : hit->person;
    }
    for (size_t i = 0; i < answer->count; i++) {
        if (id_equal(answer->hits[i].person, shown)) {
            return OK;
        }
    }
    answer->hits[answer->count] = *hit;
    answer->hits[answer->count++].person = shown;
    access_note(access, "person.find", shown, (Id){{0}}, "own house");
    return OK;
}

static Outcome take_hits(Search *search, LookupAnswer *answer)
{
    if (search->hits.count > 0) {
        qsort(search->hits.items, search->hits.count, sizeof *search->hits.items, compare_hits);
    }
    for (size_t i = 0; i < search->hits.count && answer->count < LOOKUP_HITS; i++) {
        TRY(take_hit(search, &search->hits.items[i], answer));
    }
    answer->has_more = search->hits.count > LOOKUP_HITS || search->candidates.is_cut;
    return OK;
}

static Outcome find_near(Access *access, const LookupSought *sought, Search **made,
                         LookupAnswer *answer)
{
    Search *search = ARENA_NEW(access->arena, Search);
    const LikenessFacts facts = person_likeness_facts(access->arena, &sought->facts);
    search->access = access;
    search->sought = sought;
    search->likeness = likeness_prepare(access->arena, &facts);
    TRY(access_require(access, MAY_FIND_PERSON));
    TRY(find_candidates(search, sought->code));
    for (size_t i = 0; i < search->candidates.count; i += PERSONS_A_TIME) {
        TRY(judge_batch(search, i));
    }
    *made = search;
    return take_hits(search, answer);
}

Outcome lookup_near(Access *access, const PersonFactList *facts, LookupAnswer *answer)
{
    const LookupSought sought = {.facts = *facts};
    Search *search = NULL;
    *answer = (LookupAnswer){0};
    return find_near(access, &sought, &search, answer);
}

static Outcome find(Access *access, const LookupSought *sought, LookupAnswer *answer)
{
    LookupAnswer found = {0};
    Search *search = NULL;
    TRY(find_near(access, sought, &search, &found));
    TRY(look_blindly(search, sought->code, &found.someone_may_know));
    *answer = found;
    return OK;
}

/* A number is looked for by its digest, and by nobody who may not read it. */
static Outcome digest_numbers(Access *access, LookupSought *sought)
{
    const bool may = permission_holds(access->caller.permissions, MAY_READ_CASE);
    for (size_t i = 0; i < sought->facts.count; i++) {
        PersonFact *fact = &sought->facts.items[i];
        if (fact->what.kind == FACT_IDENTIFIER && may && access->keyring != NULL) {
            TRY(person_number_digest(access, fact->what.extra, fact->what.value,
                                     &fact->digest));
        }
    }
    return OK;
}

Outcome lookup_find(Access *access, const LookupQuery *query, LookupAnswer *answer)
{
    LookupSought sought = {0};
    TRY(lookup_read(access->arena, moment_to_local(access->now).date, query, &sought,
                    access->problem));
    TRY(digest_numbers(access, &sought));
    return find(access, &sought, answer);
}

static void keep_likely(LookupAnswer *answer)
{
    size_t kept = 0;
    for (size_t i = 0; i < answer->count; i++) {
        if (answer->hits[i].verdict == LIKENESS_SAME) {
            answer->hits[kept++] = answer->hits[i];
        }
    }
    answer->count = kept;
}

Outcome lookup_doubles(Access *access, const PersonDetail *facts, size_t count,
                       LookupAnswer *answer)
{
    LookupSought sought = {0};
    const Date today = moment_to_local(access->now).date;
    for (size_t i = 0; i < count; i++) {
        PersonFact fact = {.what = facts[i]};
        TRY(fact_check(access->arena, today, &fact.what, access->problem));
        LIST_APPEND(access->arena, &sought.facts, fact);
    }
    TRY(digest_numbers(access, &sought));
    TRY(find(access, &sought, answer));
    keep_likely(answer);
    return OK;
}
