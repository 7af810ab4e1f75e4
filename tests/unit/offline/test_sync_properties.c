/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two devices and a desk at work on one file: random acts, cuts, repetitions and other orders,
 * against a model of a few lines that knows what must come out. SEUIL_SEEDS asks for more.
 */
#include <string.h>

#include "casework/queries.h"
#include "unit/offline/sync_operations.h"

enum { USUAL_SEEDS = 250, STEPS = 24, MOST_ACTS = 40, DEVICES = 2 };

/* ------------------------------------------------------------------------------ the model */

typedef enum Act { ACT_NAME, ACT_DESCRIPTION, ACT_URGENCY, ACT_NOTE, ACT_COUNT } Act;

/* What must stand in the store. */
typedef struct Model {
    Text value[ACT_COUNT]; /* of the name, the description, the need */
    size_t descriptions;
    size_t contested; /* names beside the one in force */
    size_t notes;
} Model;

static OperationResult model_apply(Model *model, Act act, Text seen, Text wanted)
{
    if (act == ACT_NOTE) {
        model->notes++;
        return RESULT_APPLIED;
    }
    if (text_equal(model->value[act], wanted)) {
        return RESULT_APPLIED;
    }
    if (text_equal(model->value[act], seen)) {
        model->value[act] = wanted;
        return RESULT_APPLIED;
    }
    model->descriptions += act == ACT_DESCRIPTION;
    model->contested += act == ACT_NAME;
    return act == ACT_DESCRIPTION ? RESULT_MERGED : RESULT_CONFLICT;
}

/* ----------------------------------------------------------------------------- the devices */

typedef struct Sent {
    Id op;
    Act act;
    Text seen;
    Text wanted;
    Text json;
    bool is_done;           /* the model did it */
    OperationResult answer; /* the first */
    bool is_answered;       /* the device knows, and sends it no more */
} Sent;

/* What a device holds of the person. */
typedef struct Copy {
    bool is_held;
    Text value[ACT_COUNT];
    size_t descriptions;
    size_t contested;
    Id notes[MOST_ACTS * 3];
    size_t note_count;
} Copy;

typedef struct Tablet {
    Hands hands;
    Sent sent[MOST_ACTS];
    size_t sent_count;
    Copy copy;             /* what it was given */
    Text shown[ACT_COUNT]; /* the same, with what was done since */
} Tablet;

typedef struct World {
    Fixture *fixture;
    Store *store;
    uint64_t random;
    CaseStory story;
    Id facts[2]; /* the name, the description */
    Id need;
    Tablet tablets[DEVICES];
    Model model;
} World;

static size_t draw(World *world, size_t below)
{
    world->random ^= world->random << 13;
    world->random ^= world->random >> 7;
    world->random ^= world->random << 17;
    return (size_t)(world->random % below);
}

static Text drawn_value(World *world, Act act)
{
    static const char *const urgencies[] = {"low", "normal", "high", "now"};
    return act == ACT_URGENCY ? text_from(urgencies[draw(world, LENGTH_OF(urgencies))])
                              : text_format(world->fixture->arena, "v%zu", draw(world, 4));
}

static Text write_act(World *world, const Hands *hands, const Sent *sent)
{
    const bool is_need = sent->act == ACT_URGENCY;
    const FieldChange change = {.kind = is_need ? "need.set" : "fact.set",
                                .owner_name = is_need ? "case" : "person",
                                .owner = is_need ? world->story.id : world->story.person,
                                .id = is_need ? world->need
                                              : world->facts[sent->act == ACT_DESCRIPTION],
                                .field = is_need ? "urgency" : "value",
                                .seen = sent->seen,
                                .wanted = sent->wanted};
    return sent->act == ACT_NOTE
               ? note_operation(hands, sent->op, world->story.id, made_id(), "a note")
               : field_operation(hands, sent->op, &change);
}

/* Somebody acts without a network: what they see is what their device holds. */
static void act_offline(World *world, Tablet *tablet)
{
    if (!tablet->copy.is_held || tablet->sent_count == MOST_ACTS) {
        return;
    }
    const Act act = (Act)draw(world, ACT_COUNT);
    Sent *sent = &tablet->sent[tablet->sent_count++];
    *sent = (Sent){.op = made_id(), .act = act, .seen = tablet->shown[act]};
    sent->wanted = act == ACT_NOTE ? TEXT("") : drawn_value(world, act);
    sent->json = write_act(world, &tablet->hands, sent);
    tablet->shown[act] = sent->wanted;
}

/* What is answered must be what the model says, the first time and each time after. */
static void check_answer(World *world, Sent *sent, const OperationAnswer *answer)
{
    if (!sent->is_done) {
        sent->is_done = true;
        sent->answer = model_apply(&world->model, sent->act, sent->seen, sent->wanted);
    }
    if (answer->result != sent->answer) {
        fail_msg("act %d “%.*s” → “%.*s”: answered %d, expected %d", (int)sent->act,
                 TEXT_ARG(sent->seen), TEXT_ARG(sent->wanted), (int)answer->result,
                 (int)sent->answer);
    }
}

/* A few of what waits, in any order, some of it twice; the answer may be lost. */
static void deliver_some(World *world, Tablet *tablet, size_t most)
{
    Sent *chosen[MOST_ACTS];
    size_t count = 0;
    Text json = TEXT("");
    for (size_t i = 0; i < most && tablet->sent_count > 0; i++) {
        Sent *sent = &tablet->sent[draw(world, tablet->sent_count)];
        if (!sent->is_answered || draw(world, 4) == 0) {
            json = text_format(world->fixture->arena, "%.*s%s%.*s", TEXT_ARG(json),
                               count > 0 ? "," : "", TEXT_ARG(sent->json));
            chosen[count++] = sent;
        }
    }
    const bool arrives = draw(world, 3) != 0;
    const PushAnswerList answers = deliver(&tablet->hands, json);
    assert_int_equal(answers.count, count);
    for (size_t i = 0; i < count; i++) {
        check_answer(world, chosen[i], &answers.items[i].answer);
        chosen[i]->is_answered = chosen[i]->is_answered || arrives;
    }
}

/* --------------------------------------------------------------------------- being given */

static void take_facts(World *world, Copy *copy, const json_t *facts)
{
    copy->descriptions = 0;
    copy->contested = 0;
    for (size_t i = 0; i < json_array_size(facts); i++) {
        const json_t *fact = json_array_get(facts, i);
        const Text kind = json_member_text(fact, "kind");
        const Text value = text_copy(world->fixture->arena, json_member_text(fact, "value"));
        Id id = {{0}};
        assert_true(id_parse(json_member_text(fact, "id"), &id));
        copy->descriptions += text_equal(kind, TEXT("description"));
        const bool is_current = text_equal(json_member_text(fact, "state"), TEXT("current"));
        copy->contested += !is_current;
        for (size_t j = 0; is_current && j < LENGTH_OF(world->facts); j++) {
            if (id_equal(id, world->facts[j])) {
                copy->value[j] = value;
            }
        }
    }
}

static void take_note(Copy *copy, const json_t *document)
{
    Id id = {{0}};
    assert_true(id_parse(json_member_text(document, "id"), &id));
    for (size_t i = 0; i < copy->note_count; i++) {
        if (id_equal(copy->notes[i], id)) {
            return;
        }
    }
    copy->notes[copy->note_count++] = id;
}

static void take_document(World *world, Copy *copy, const json_t *document)
{
    const Text kind = json_member_text(document, "kind");
    const json_t *body = json_object_get(document, "body");
    if (text_equal(kind, TEXT("person"))) {
        take_facts(world, copy, json_object_get(body, "facts"));
    } else if (text_equal(kind, TEXT("case"))) {
        const json_t *need = json_array_get(json_object_get(body, "needs"), 0);
        copy->value[ACT_URGENCY] =
            text_copy(world->fixture->arena, json_member_text(need, "urgency"));
    } else if (text_equal(kind, TEXT("note"))) {
        take_note(copy, document);
    }
}

static void take_page(World *world, Tablet *tablet, Text page)
{
    json_t *read SCOPED(json_close) = NULL;
    assert_int_equal(json_read(page, JSON_REQUEST_LIMITS, &read, NULL), OK);
    const json_t *persons = json_object_get(read, "persons");
    for (size_t i = 0; i < json_array_size(persons); i++) {
        const json_t *entry = json_array_get(persons, i);
        const json_t *documents = json_object_get(entry, "documents");
        if (json_is_true(json_object_get(entry, "whole")) ||
            json_is_true(json_object_get(entry, "gone"))) {
            tablet->copy = (Copy){.is_held = documents != NULL};
        }
        for (size_t j = 0; j < json_array_size(documents); j++) {
            take_document(world, &tablet->copy, json_array_get(documents, j));
        }
    }
}

static void check_copy(const World *world, const Copy *copy)
{
    assert_true(copy->is_held);
    for (int act = 0; act < ACT_NOTE; act++) {
        assert_text_equal(copy->value[act], world->model.value[act]);
    }
    assert_int_equal(copy->descriptions, world->model.descriptions);
    assert_int_equal(copy->contested, world->model.contested);
    assert_int_equal(copy->note_count, world->model.notes);
}

/* What arrives is all there is: nothing was missed, whatever was lost before. */
static void pull_now(World *world, Tablet *tablet, OnTheWay way)
{
    const Text page = pull_all(&tablet->hands, way);
    if (way == IT_ARRIVES) {
        take_page(world, tablet, page);
        check_copy(world, &tablet->copy);
        memcpy(tablet->shown, tablet->copy.value, sizeof tablet->shown);
    }
}

/* ------------------------------------------------------------------------------ the desk */

static Outcome set_urgency_of_desk(Access *access, void *context)
{
    World *world = context;
    Urgency urgency = URGENCY_LOW;
    assert_true(urgency_parse(world->model.value[ACT_URGENCY], &urgency));
    return case_set_urgency(access, world->story.id, world->need, urgency);
}

static void work_at_desk(World *world)
{
    if (draw(world, 2) == 0) {
        world->story.note.id = made_id();
        assert_int_equal(acts(world->fixture, world->store, desk(), write_note, &world->story),
                         OK);
        world->model.notes++;
        return;
    }
    world->model.value[ACT_URGENCY] = drawn_value(world, ACT_URGENCY);
    assert_int_equal(acts(world->fixture, world->store, desk(), set_urgency_of_desk, world),
                     OK);
}

/* ------------------------------------------------------------------------------- a story */

/* Made by somebody who holds no device, so that it is followed by the open case alone. */
static Outcome begin(Access *access, void *context)
{
    World *world = context;
    const PersonDetail facts[] = {fact(FACT_NAME, "v0", ""), fact(FACT_DESCRIPTION, "v0", "")};
    const NewPerson made = {.facts = facts, .fact_count = LENGTH_OF(facts)};
    const NewNeed need = {.need = TEXT_INIT("food.meal"), .urgency = URGENCY_NORMAL};
    PersonFile file = {0};
    TRY(person_create(access, &made, &world->story.person));
    TRY(case_open(access, world->story.person, TEXT("social"), &world->story.id));
    TRY(case_add_need(access, world->story.id, &need, &world->need));
    TRY(person_read(access, world->story.person, &file));
    world->facts[0] = person_fact_first(&file, FACT_NAME)->id;
    world->facts[1] = person_fact_first(&file, FACT_DESCRIPTION)->id;
    return OK;
}

static Outcome join(Session *session, void *context, Problem *problem)
{
    const World *world = context;
    for (size_t i = 0; i < DEVICES; i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(session, &CASE_MEMBER_ADD, &statement, problem));
        bind_id(statement, "case_file", world->story.id);
        bind_id(statement, "id", made_id());
        bind_id(statement, "account", world->tablets[i].hands.caller.account);
        bind_integer(statement, "now", the_time);
        TRY(statement_run(statement, NULL, problem));
    }
    return OK;
}

static void start_story(World *world, uint64_t seed)
{
    const Caller maker = worker(30, house_of_exemple, team_of_desk, "social_worker");
    world->random = seed * 0x9E3779B97F4A7C15U + 1;
    world->model = (Model){
        .value = {TEXT("v0"), TEXT("v0"), TEXT("normal"), TEXT("")},
          .descriptions = 1
    };
    world->story = (CaseStory){.note = {.words = TEXT_INIT("of the desk")}};
    assert_int_equal(acts(world->fixture, world->store, maker, begin, world), OK);
    assert_int_equal(store_write(world->store, join, world, NULL), OK);
    for (size_t i = 0; i < DEVICES; i++) {
        world->tablets[i].sent_count = 0;
        world->tablets[i].copy = (Copy){0};
    }
}

static void take_step(World *world)
{
    Tablet *tablet = &world->tablets[draw(world, DEVICES)];
    switch (draw(world, 8)) {
    case 0:
        work_at_desk(world);
        break;
    case 1:
        pull_now(world, tablet, draw(world, 3) == 0 ? IT_IS_LOST : IT_ARRIVES);
        break;
    case 2:
        deliver_some(world, tablet, 4);
        break;
    default:
        act_offline(world, tablet);
        break;
    }
}

/* Everything is sent at last, once more in order; then both hold what the store holds. */
static void end_story(World *world)
{
    for (size_t i = 0; i < DEVICES; i++) {
        Tablet *tablet = &world->tablets[i];
        for (size_t j = 0; j < tablet->sent_count; j++) {
            const OperationAnswer answer = answer_to(&tablet->hands, tablet->sent[j].json);
            check_answer(world, &tablet->sent[j], &answer);
        }
    }
    for (size_t i = 0; i < DEVICES; i++) {
        pull_now(world, &world->tablets[i], IT_ARRIVES);
    }
    const Caller maker = worker(30, house_of_exemple, team_of_desk, "social_worker");
    world->story.result = TEXT("helped");
    assert_int_equal(acts(world->fixture, world->store, maker, close_case, &world->story), OK);
    for (size_t i = 0; i < DEVICES; i++) {
        (void)pull_all(&world->tablets[i].hands, IT_IS_LOST);
        take_page(world, &world->tablets[i], pull_all(&world->tablets[i].hands, IT_ARRIVES));
        assert_false(world->tablets[i].copy.is_held);
    }
}

static void whatever_is_cut_repeated_or_turned_round_all_end_with_the_same_file(void **state)
{
    World world = {.fixture = *state};
    const char *asked = getenv("SEUIL_SEEDS");
    const long seeds = asked == NULL ? USUAL_SEEDS : strtol(asked, NULL, 10);
    Store *store SCOPED(store_close) = open_store(world.fixture);
    the_time = NOON;
    world.store = store;
    world.tablets[0].hands = hands_of(world.fixture, store, desk());
    world.tablets[1].hands = hands_of(world.fixture, store, nurse());
    for (long seed = 1; seed <= seeds; seed++) {
        const ArenaMark mark = arena_mark(world.fixture->arena);
        start_story(&world, (uint64_t)seed);
        for (int step = 0; step < STEPS; step++) {
            take_step(&world);
        }
        end_story(&world);
        arena_rewind(world.fixture->arena, mark);
    }
}

/* A file is kept in memory: what is tried here is no disk. */
static int set_up_in_memory(void **state)
{
    char folder[] = "/dev/shm/seuil-store-XXXXXX";
    const int outcome = set_up(state);
    Fixture *fixture = *state;
    if (outcome != 0 || test_server() != NULL || mkdtemp(folder) == NULL) {
        return outcome;
    }
    (void)rmdir(fixture->folder.bytes);
    fixture->folder = text_copy(fixture->arena, text_from(folder));
    fixture->path = store_place(fixture->arena, fixture->folder, "a.db");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            whatever_is_cut_repeated_or_turned_round_all_end_with_the_same_file,
            set_up_in_memory, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
