/* SPDX-License-Identifier: EUPL-1.2 */
/* Operations as a device writes them. */
#pragma once

#include "unit/offline/sync_fixture.h"

/* An id a device makes, an hour or two before NOON; none is made twice in a run. */
static inline Id made_id(void)
{
    static uint64_t count;
    Id id = {
        {0x01, 0xa0, 0xc4, 0, 0, 0, 0x70, 0, 0x80}
    };
    count++;
    for (size_t i = 0; i < 6; i++) {
        id.bytes[15 - i] = (uint8_t)(count >> (8 * i));
    }
    return id;
}

static inline Text note_operation(const Hands *hands, Id op, Id case_file, Id note,
                                  const char *words)
{
    return text_format(hands->fixture->arena,
                       "{\"op\":\"%.*s\",\"kind\":\"note.add\",\"case\":\"%.*s\",\"id\":"
                       "\"%.*s\",\"fields\":{\"secrecy\":[null,\"team\"],\"kind\":[null,"
                       "\"visit\"],\"words\":[null,\"%s\"]}}",
                       TEXT_ARG(id_text(hands, op)), TEXT_ARG(id_text(hands, case_file)),
                       TEXT_ARG(id_text(hands, note)), words);
}

/* A change of one field: of a fact ("fact.set", "person") or of a need ("need.set", "case"). */
typedef struct FieldChange {
    const char *kind;
    const char *owner_name;
    Id owner;
    Id id;
    const char *field;
    Text seen;
    Text wanted;
    int64_t base;
} FieldChange;

static inline Text field_operation(const Hands *hands, Id op, const FieldChange *change)
{
    return text_format(
        hands->fixture->arena,
        "{\"op\":\"%.*s\",\"kind\":\"%s\",\"%s\":\"%.*s\",\"id\":\"%.*s\",\"base\":%lld,"
        "\"fields\":{\"%s\":[\"%.*s\",\"%.*s\"]}}",
        TEXT_ARG(id_text(hands, op)), change->kind, change->owner_name,
        TEXT_ARG(id_text(hands, change->owner)), TEXT_ARG(id_text(hands, change->id)),
        (long long)change->base, change->field, TEXT_ARG(change->seen),
        TEXT_ARG(change->wanted));
}
