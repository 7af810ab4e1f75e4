/* SPDX-License-Identifier: EUPL-1.2 */
/* What every unit test includes: cmocka in the order it wants, and checks for our own types. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/outcome.h"

#define assert_text_equal(actual, expected)                                                    \
    do {                                                                                       \
        const Text actual_text_ = (actual);                                                    \
        const Text expected_text_ = (expected);                                                \
        if (!text_equal(actual_text_, expected_text_)) {                                       \
            fail_msg("got “%.*s”, expected “%.*s”", TEXT_ARG(actual_text_),                    \
                     TEXT_ARG(expected_text_));                                                \
        }                                                                                      \
    } while (0)
