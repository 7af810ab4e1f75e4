/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who is at the other end, to be fair to everybody: how many connections an address holds, and
 * how many requests it makes. A network of the newer kind counts as one address (its first 64
 * bits). The machine itself is not limited: a proxy in front is seen as it. Proxies on other
 * machines are named.
 */
#pragma once

#include <sys/socket.h>

#include "base/moment.h"

typedef struct Address {
    uint8_t bytes[16];
} Address;

typedef struct AddressBook AddressBook;

/* Holds `size` addresses; the one least recently seen makes place for a new one. */
AddressBook *address_book_new(Arena *arena, size_t size);

/* False for what is no IPv4 or IPv6 address. */
bool address_of_socket(const struct sockaddr *socket, Address *address);
bool address_parse(Text text, Address *address);
bool address_is_loopback(Address address);

/* Names a proxy, which is not limited, and whose word for who asks is taken; false when there
 * are too many. Before the first connection. */
enum { PROXY_LIMIT = 16 };
bool address_trust(AddressBook *book, Address proxy);

/* True for this machine and the proxies named. */
bool address_is_proxy(const AddressBook *book, Address address);

/* Counts a connection; false, and not counted, when the address holds `most` already. */
bool address_connect(AddressBook *book, Address address, unsigned most, int64_t now);
void address_disconnect(AddressBook *book, Address address);

/* Takes one request of `a_minute`, which is also the most saved up; false when none is left. */
bool address_take(AddressBook *book, Address address, unsigned a_minute, int64_t now);
