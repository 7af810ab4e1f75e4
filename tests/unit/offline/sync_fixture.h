/* SPDX-License-Identifier: EUPL-1.2 */
/* Devices that bring and are given, beside a desk that works on: each request as the server
 * runs it, without HTTP. */
#pragma once

#include "offline/pull.h"
#include "offline/push.h"
#include "unit/casework/case_fixture.h"

/* A device in somebody's hands. */
typedef struct Hands {
    Fixture *fixture;
    Store *store;
    Caller caller;
    Id device;
    int64_t cursor;
} Hands;

static inline Outcome add_device(Access *access, void *context)
{
    Device device = {0};
    Hands *hands = context;
    TRY(device_add(access, TEXT("Tablette"), &device));
    hands->device = device.id;
    return OK;
}

static inline Hands hands_of(Fixture *fixture, Store *store, Caller caller)
{
    Hands hands = {.fixture = fixture, .store = store, .caller = caller};
    assert_int_equal(acts(fixture, store, caller, add_device, &hands), OK);
    return hands;
}

static inline Access access_of_hands(const Hands *hands, Session *session)
{
    hands->fixture->problem = (Problem){.arena = hands->fixture->arena};
    return (Access){.arena = hands->fixture->arena,
                    .session = session,
                    .caller = hands->caller,
                    .now = the_time,
                    .keyring = keys_are_at_hand ? people_keyring() : NULL,
                    .problem = &hands->fixture->problem};
}

/* What the device sends: the operations as JSON, with commas between them. */
static inline Outcome try_to_deliver(const Hands *hands, Text operations, Pushing *pushing)
{
    Arena *arena = hands->fixture->arena;
    Session *session SCOPED(session_end) = NULL;
    Delivery *delivery = ARENA_NEW(arena, Delivery);
    const Text body =
        text_format(arena, "{\"device\":\"%.*s\",\"operations\":[%.*s]}",
                    TEXT_ARG(id_format(arena, hands->device)), TEXT_ARG(operations));
    assert_int_equal(store_read(hands->store, &session, NULL), OK);
    Access *access = ARENA_NEW(arena, Access);
    *access = access_of_hands(hands, session);
    assert_int_equal(delivery_read(arena, body, delivery, access->problem), OK);
    *pushing = (Pushing){.store = hands->store, .access = access, .delivery = delivery};
    return push_deliver(pushing);
}

static inline PushAnswerList deliver(const Hands *hands, Text operations)
{
    Pushing pushing = {0};
    assert_int_equal(try_to_deliver(hands, operations, &pushing), OK);
    return pushing.answers;
}

static inline OperationAnswer answer_to(const Hands *hands, Text operation)
{
    const PushAnswerList answers = deliver(hands, operation);
    assert_int_equal(answers.count, 1);
    return answers.items[0].answer;
}

/* One page, as the bytes of its JSON. */
static inline Outcome try_to_pull(const Hands *hands, const PullOrder *order, Pulled *pulled,
                                  Text *page)
{
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(hands->store, &session, NULL), OK);
    Access access = access_of_hands(hands, session);
    Buffer *out = ARENA_NEW(hands->fixture->arena, Buffer);
    *out = buffer_new(hands->fixture->arena, 1 << 24);
    JsonWriter writer = json_writer(out);
    json_object_open(&writer);
    TRY(pull_write(&access, order, &writer, pulled));
    json_object_close(&writer);
    TRY(pull_keep(hands->store, &access, pulled));
    *page = buffer_text(out);
    return access_settle_reading(&access, hands->store);
}

/* A whole pull from the cursor on: the pages one after the other. The cursor is kept unless
 * the answer is lost on the way. */
typedef enum OnTheWay { IT_ARRIVES, IT_IS_LOST } OnTheWay;

static inline Text pull_all(Hands *hands, OnTheWay way)
{
    Arena *arena = hands->fixture->arena;
    PullOrder order = {.device = hands->device, .since = hands->cursor};
    Pulled pulled = {.has_more = true};
    Text all = TEXT("");
    while (pulled.has_more) {
        Text page = {0};
        assert_int_equal(try_to_pull(hands, &order, &pulled, &page), OK);
        all = text_format(arena, "%.*s%.*s", TEXT_ARG(all), TEXT_ARG(page));
        order.after = pulled.after;
        order.until = pulled.cursor;
    }
    hands->cursor = way == IT_ARRIVES ? pulled.cursor : hands->cursor;
    return all;
}

static inline bool page_has(Text page, const char *words)
{
    return text_contains(page, text_from(words));
}

static inline Text id_text(const Hands *hands, Id id)
{
    return id_format(hands->fixture->arena, id);
}
