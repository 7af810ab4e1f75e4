/* SPDX-License-Identifier: EUPL-1.2 */
/* What a partner wishes, as the one field of the one record that it changes. */
#pragma once

#include "directory/amendment.h"
#include "freshness/listing_change.h"

/* INVALID names the field of the wish that is wrong; nothing is written. */
MUST_USE Outcome listing_wish_amendment(Access *access, const ListingProposal *proposal,
                                        Amendment *amendment);
