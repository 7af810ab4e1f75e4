/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the server share. Three kinds of thread: the loop owns connections and all
 * of libmicrohttpd; workers own a call between workers_take and workers_give_back; nobody else.
 */
#pragma once

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "http/address.h"
#include "http/answer.h"

static const int64_t SECOND = 1000LL * 1000 * 1000; /* of the monotonic clock */

typedef struct Visit Visit;
typedef struct Call Call;
typedef struct Workers Workers;

/* One connection, from its start to its end. */
struct Visit {
    Visit *next;
    Visit *previous;
    int socket;
    bool is_counted;
    Address address;
    int64_t quiet_since; /* when the last answer ended: a whole request is due soon after */
    bool is_asking;      /* the first line of a request was read: an answer is due */
    int64_t answer_due;  /* when its answer must be fetched to the end; 0 before there is one */
    int64_t extra_time;  /* that a large body may take on its way, besides idle_seconds */
    bool in_hand;        /* a whole request was read and is not answered to the end */
};

typedef enum CallState {
    CALL_READING,
    CALL_ASKING, /* a worker is asked whether who brings a large body is known */
    CALL_ASKED,  /* and has said so, in Call.refusal */
    CALL_WAITING,
    CALL_ANSWERED
} CallState;

/* One request of a connection. */
struct Call {
    Call *next; /* in the queue of the workers */
    Server *server;
    Visit *visit;
    struct MHD_Connection *connection;
    Arena *arena;
    Incoming incoming;
    Outgoing outgoing;
    Buffer body;
    CallState state;
    bool headers_read;
    bool is_probe;
    bool is_large; /* a body of more than body_bytes was announced and admitted */
    int refusal;   /* the status by which a large body is refused; 0: it is admitted */
    int64_t started;
};

struct Server {
    Arena *arena;
    ServerSettings settings;
    ServerLimits limits;
    struct MHD_Daemon *daemon;
    AddressBook *addresses;
    Workers *workers;
    Visit *visits;
    size_t large_bytes; /* in the bodies of all large calls */
    uint16_t port;
    int epoll;
    int wake; /* an eventfd */
    atomic_bool stopping;
    bool is_closing; /* no worker is left: what is still read is refused */
};

/* The callbacks of libmicrohttpd; `cls` is the server. */
void *call_begin(void *cls, const char *target, struct MHD_Connection *connection);
enum MHD_Result call_continue(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **context);
void call_end(void *cls, struct MHD_Connection *connection, void **context,
              enum MHD_RequestTerminationCode reason);
void visit_change(void *cls, struct MHD_Connection *connection, void **context,
                  enum MHD_ConnectionNotificationCode change);

/* Has the loop look at resumed connections; libmicrohttpd alone does not wake an outer loop. */
void server_wake(const Server *server);

/* Starts `count` threads, each answering calls with answer() and resuming their connection. */
Workers *workers_start(Arena *arena, unsigned count, unsigned waiting);
bool workers_take(Workers *workers, Call *call); /* false when too many wait */
void workers_stop(Workers *workers);             /* once no call is left */
