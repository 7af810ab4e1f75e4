/* SPDX-License-Identifier: EUPL-1.2 */
/* Two houses, and somebody in each team. */
#pragma once

#include "access/access.h"

static const Id house_of_exemple = {{0xA0}};
static const Id team_of_desk = {{0xA1}};
static const Id team_of_care = {{0xA2}};
static const Id house_of_others = {{0xB0}};
static const Id team_of_others = {{0xB1}};

static inline Caller worker(uint8_t account, Id house, Id team, const char *role)
{
    return (Caller){.account = {{account}},
                    .house = house,
                    .teams = {team},
                    .team_count = 1,
                    .permissions = role_find(text_from(role))->permissions};
}

static inline Caller desk(void)
{
    return worker(1, house_of_exemple, team_of_desk, "social_worker");
}

static inline Caller desk_colleague(void)
{
    return worker(2, house_of_exemple, team_of_desk, "desk_worker");
}

static inline Caller care(void)
{
    return worker(3, house_of_exemple, team_of_care, "social_worker");
}

static inline Caller stranger(void)
{
    return worker(4, house_of_others, team_of_others, "social_worker");
}
