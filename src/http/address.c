/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "crypto/crypto.h"
enum { WAYS = 8, NETWORK_BYTES = 8 };

static const int64_t MINUTE = 60LL * 1000 * 1000 * 1000;

typedef struct Visitor {
    Address address;
    bool used;
    unsigned connections;
    double requests; /* that may still be made */
    int64_t seen;
} Visitor;

struct AddressBook {
    uint64_t seed; /* so that nobody can choose whom they share a row with */
    size_t rows;
    Visitor *visitors;
    Address proxies[PROXY_LIMIT];
    size_t proxy_count;
};

AddressBook *address_book_new(Arena *arena, size_t size)
{
    AddressBook *book = ARENA_NEW(arena, AddressBook);
    secret_bytes(&book->seed, sizeof book->seed);
    book->rows = size / WAYS + 1;
    book->visitors = ARENA_ARRAY(arena, Visitor, book->rows * WAYS);
    return book;
}

static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static Address address_of_ipv4(const struct in_addr *ipv4)
{
    Address address = {{0}};
    memcpy(address.bytes, mapped, sizeof mapped);
    memcpy(address.bytes + sizeof mapped, ipv4, 4);
    return address;
}

static Address address_of_ipv6(const struct in6_addr *ipv6)
{
    Address address = {{0}};
    memcpy(address.bytes, ipv6, sizeof address.bytes);
    if (memcmp(address.bytes, mapped, sizeof mapped) != 0 && !IN6_IS_ADDR_LOOPBACK(ipv6)) {
        memset(address.bytes + NETWORK_BYTES, 0, sizeof address.bytes - NETWORK_BYTES);
    }
    return address;
}

bool address_of_socket(const struct sockaddr *socket, Address *address)
{
    if (socket->sa_family == AF_INET) {
        struct sockaddr_in ipv4;
        memcpy(&ipv4, socket, sizeof ipv4);
        *address = address_of_ipv4(&ipv4.sin_addr);
        return true;
    }
    if (socket->sa_family == AF_INET6) {
        struct sockaddr_in6 ipv6;
        memcpy(&ipv6, socket, sizeof ipv6);
        *address = address_of_ipv6(&ipv6.sin6_addr);
        return true;
    }
    return false;
}

bool address_parse(Text text, Address *address)
{
    char name[INET6_ADDRSTRLEN] = "";
    struct in_addr ipv4;
    struct in6_addr ipv6;
    if (text.length == 0 || text.length >= sizeof name) {
        return false;
    }
    memcpy(name, text.bytes, text.length);
    if (inet_pton(AF_INET, name, &ipv4) == 1) {
        *address = address_of_ipv4(&ipv4);
        return true;
    }
    if (inet_pton(AF_INET6, name, &ipv6) == 1) {
        *address = address_of_ipv6(&ipv6);
        return true;
    }
    return false;
}

bool address_is_loopback(Address address)
{
    static const uint8_t ipv6[16] = {[15] = 1};
    return memcmp(address.bytes, ipv6, sizeof ipv6) == 0 ||
           (memcmp(address.bytes, mapped, sizeof mapped) == 0 && address.bytes[12] == 127);
}

bool address_trust(AddressBook *book, Address proxy)
{
    if (book->proxy_count == PROXY_LIMIT) {
        return false;
    }
    book->proxies[book->proxy_count++] = proxy;
    return true;
}

bool address_is_proxy(const AddressBook *book, Address address)
{
    bool found = address_is_loopback(address);
    for (size_t i = 0; i < book->proxy_count && !found; i++) {
        found = memcmp(&book->proxies[i], &address, sizeof address) == 0;
    }
    return found;
}

/* The visitor of that address; when the row is full of others, the one least recently seen
 * among those without a connection gives its place; NULL when there is none. */
static Visitor *visitor_of(AddressBook *book, Address address, int64_t now)
{
    const Text name = text_of((const char *)address.bytes, sizeof address.bytes);
    Visitor *row = book->visitors + (text_hash(name, book->seed) % book->rows) * WAYS;
    Visitor *oldest = NULL;
    for (size_t i = 0; i < WAYS; i++) {
        if (row[i].used && memcmp(&row[i].address, &address, sizeof address) == 0) {
            return &row[i];
        }
        if (row[i].connections == 0 && (oldest == NULL || row[i].seen < oldest->seen)) {
            oldest = &row[i];
        }
    }
    if (oldest != NULL) {
        *oldest = (Visitor){.address = address, .used = true, .requests = -1, .seen = now};
    }
    return oldest;
}

bool address_connect(AddressBook *book, Address address, unsigned most, int64_t now)
{
    Visitor *visitor = visitor_of(book, address, now);
    if (visitor == NULL) {
        return true;
    }
    if (visitor->connections >= most && !address_is_proxy(book, address)) {
        return false;
    }
    visitor->connections++;
    return true;
}

void address_disconnect(AddressBook *book, Address address)
{
    Visitor *visitor = visitor_of(book, address, 0);
    if (visitor != NULL && visitor->connections > 0) {
        visitor->connections--;
    }
}

bool address_take(AddressBook *book, Address address, unsigned a_minute, int64_t now)
{
    Visitor *visitor = visitor_of(book, address, now);
    if (a_minute == 0 || address_is_proxy(book, address) || visitor == NULL) {
        return true;
    }
    const double most = a_minute;
    const double gained = (double)(now - visitor->seen) / (double)MINUTE * most;
    visitor->requests = visitor->requests < 0 ? most : visitor->requests + gained;
    visitor->requests = visitor->requests > most ? most : visitor->requests;
    visitor->seen = now;
    if (visitor->requests < 1) {
        return false;
    }
    visitor->requests -= 1;
    return true;
}
