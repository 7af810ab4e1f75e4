/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/reach.h"

#include <string.h>

#include "base/list.h"

enum { IPV4_BITS = 96 }; /* before the 32 of an IPv4 address in an Address */

typedef struct Range {
    const char *network;
    int bits;
    Reach reach;
} Range;

/* The first that holds the address decides. */
static const Range ranges[] = {
    {"100.100.100.200", IPV4_BITS + 32, REACH_NEVER  }, /* metadata of a cloud */
    {"0.0.0.0",         IPV4_BITS + 8,  REACH_NEVER  }, /* "this network" */
    {"169.254.0.0",     IPV4_BITS + 16, REACH_NEVER  }, /* link-local, and metadata */
    {"192.0.0.0",       IPV4_BITS + 24, REACH_NEVER  }, /* protocol assignments */
    {"192.88.99.0",     IPV4_BITS + 24, REACH_NEVER  }, /* relays of 6to4 */
    {"224.0.0.0",       IPV4_BITS + 4,  REACH_NEVER  }, /* multicast */
    {"240.0.0.0",       IPV4_BITS + 4,  REACH_NEVER  }, /* reserved, and broadcast */
    {"10.0.0.0",        IPV4_BITS + 8,  REACH_PRIVATE},
    {"100.64.0.0",      IPV4_BITS + 10, REACH_PRIVATE}, /* shared by a provider */
    {"127.0.0.0",       IPV4_BITS + 8,  REACH_PRIVATE},
    {"172.16.0.0",      IPV4_BITS + 12, REACH_PRIVATE},
    {"192.0.2.0",       IPV4_BITS + 24, REACH_PRIVATE}, /* documentation */
    {"192.168.0.0",     IPV4_BITS + 16, REACH_PRIVATE},
    {"198.18.0.0",      IPV4_BITS + 15, REACH_PRIVATE}, /* benchmarks */
    {"198.51.100.0",    IPV4_BITS + 24, REACH_PRIVATE}, /* documentation */
    {"203.0.113.0",     IPV4_BITS + 24, REACH_PRIVATE}, /* documentation */
    {"0.0.0.0",         IPV4_BITS,      REACH_PUBLIC }, /* every other IPv4 address */
    {"::1",             128,            REACH_PRIVATE},
    {"fd00:ec2::",      64,             REACH_NEVER  }, /* metadata of a cloud */
    {"fc00::",          7,              REACH_PRIVATE},
    {"2001::",          23,             REACH_NEVER  }, /* Teredo and other assignments */
    {"2001:db8::",      32,             REACH_PRIVATE}, /* documentation */
    {"2002::",          16,             REACH_NEVER  }, /* 6to4: holds an IPv4 address */
    {"2000::",          3,              REACH_PUBLIC }, /* what is given out of IPv6 */
};

static bool holds(const Range *range, Address address)
{
    Address network = {{0}};
    if (!address_parse(text_from(range->network), &network)) {
        return false;
    }
    const size_t whole = (size_t)range->bits / 8;
    const unsigned left = (unsigned)range->bits % 8;
    const unsigned mask = left == 0 ? 0 : 0xFFU << (8 - left) & 0xFFU;
    return memcmp(network.bytes, address.bytes, whole) == 0 &&
           (left == 0 || ((network.bytes[whole] ^ address.bytes[whole]) & mask) == 0);
}

Reach address_reach(Address address)
{
    for (size_t i = 0; i < LENGTH_OF(ranges); i++) {
        if (holds(&ranges[i], address)) {
            return ranges[i].reach;
        }
    }
    return REACH_NEVER;
}
