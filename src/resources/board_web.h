/* SPDX-License-Identifier: EUPL-1.2 */
/* The board of beds and places on the web: /lits, its acts, and the list of a night. */
#pragma once

#include "access/gate_web.h"
#include "resources/board.h"

extern const RouteTable BOARD_ROUTES;

Text unit_kind_words(Language language, UnitKind kind);
Text booking_state_words(Language language, BookingState state);
Text booking_reason_words(Language language, size_t reason); /* its index in BOOKING_REASONS */
