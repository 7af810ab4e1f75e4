/* SPDX-License-Identifier: EUPL-1.2 */
/* seuil convention ..., seuil ticket ..., seuil terminal ... */
#pragma once

#include "cli/cli.h"

extern const CommandTable ANOMALY_COMMANDS; /* seuil convention anomalies, look */
extern const CommandTable CONVENTION_COMMANDS;
extern const CommandTable TICKET_COMMANDS;
extern const CommandTable SETTLEMENT_COMMANDS;
extern const CommandTable TERMINAL_COMMANDS;
