/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The thread that goes round the cells: it carries messages between territories, brings the
 * replicas of the public directory up to their home, and notices territories that moved.
 */
#pragma once

#include "cells/message.h"

typedef struct Courier Courier;

/* Goes once, then starts the thread. The cells outlive it. */
MUST_USE Outcome courier_start(Cells *cells, Courier **courier, Problem *problem);
void courier_stop(Courier **courier);
