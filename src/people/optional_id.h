/* SPDX-License-Identifier: EUPL-1.2 */
/* An identifier that may be absent: nil in memory, no bytes in the store. */
#pragma once

#include "store/store.h"

static inline void bind_optional_id(Statement *statement, const char *name, Id id)
{
    bind_blob(statement, name, id.bytes, id_is_nil(id) ? 0 : sizeof id.bytes);
}
