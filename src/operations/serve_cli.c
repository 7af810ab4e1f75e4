/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/serve_cli.h"

#include <signal.h>
#include <string.h>

#include "base/list.h"
#include "cli/control.h"
#include "directory/hsds_api.h"
#include "http/asset.h"
#include "http/server.h"
#include "matching/application_web.h"
#include "operations/housekeeping.h"
#include "operations/refresh.h"
#include "store/store.h"

const Option SERVE_OPTIONS[SERVE_OPTION_COUNT] = {
    {"port",      OPTION_VALUE, "PORT",    "The port to listen on (8080; 0 takes any free one)."},
    {"address",   OPTION_VALUE, "ADDRESS", "The address to listen on (127.0.0.1)."              },
    {"site",      OPTION_VALUE, "URL",     "What absolute links start with, behind a proxy."    },
    {"dumps",     OPTION_VALUE, "DIR",     "The folder of a backup a day."                      },
    {"job-lease", OPTION_VALUE, "SECONDS", "How long a job waits for a server that died (60)."  },
};

/* What one request is lent: the network it began with, held until it ends. */
typedef struct Loan {
    Application application;
    NetworkReference network;
} Loan;

typedef struct Running {
    Invocation *invocation;
    Store *store;
    NetworkHandle *networks;
    Refresher *refresher;
    ControlServer *control;
    Housekeeping housekeeping;
    Runner *jobs;
    Server *server;
    RouteTable routes[6]; /* the server reads them as long as it runs */
} Running;

static void begin_request(void *context, Request *request)
{
    Running *running = context;
    Loan *loan = ARENA_NEW(request->arena, Loan);
    loan->network = network_acquire(running->networks);
    loan->application = (Application){
        .hsds = {loan->network.network == NULL ? NULL : loan->network.network->graph},
        .network = loan->network.network,
        .stylesheet = asset_path("seuil.css"),
    };
    request->domain = loan;
}

static void end_request(void *context, Request *request)
{
    (void)context;
    Loan *loan = (Loan *)(uintptr_t)request->domain;
    if (loan != NULL) {
        network_release(&loan->network);
    }
}

/* Signals reach the server through this one word. */
static Server *volatile signalled;

static void stop_on_signal(int number)
{
    (void)number;
    if (signalled != NULL) {
        server_stop(signalled);
    }
}

static void catch_signals(Server *server)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = stop_on_signal;
    signalled = server;
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGINT, &action, NULL);
}

static Outcome read_port(Invocation *invocation, uint16_t *port)
{
    const Text text = option_value(invocation, "port");
    int64_t value = 8080;
    if (text.bytes != NULL && (!text_to_integer(text, &value) || value < 0 || value > 65535)) {
        return USAGE_ERROR(invocation, "port", "“%.*s” is no port: 0 to 65535 are expected",
                           TEXT_ARG(text));
    }
    *port = (uint16_t)value;
    return OK;
}

static Outcome start_jobs(Running *running)
{
    Invocation *invocation = running->invocation;
    const Text lease = option_value(invocation, "job-lease");
    const Text dumps = option_value(invocation, "dumps");
    int64_t seconds = 60;
    if (lease.bytes != NULL &&
        (!text_to_integer(lease, &seconds) || seconds < 1 || seconds > 3600)) {
        return USAGE_ERROR(invocation, "job-lease", "“%.*s”: 1 to 3600 seconds are expected",
                           TEXT_ARG(lease));
    }
    running->housekeeping = (Housekeeping){
        .store_path = invocation->store_path,
        .dumps = dumps.bytes == NULL ? TEXT("") : invocation_path(invocation, dumps),
    };
    return housekeeping_start(running->store, &running->housekeeping, seconds, &running->jobs,
                              &invocation->problem);
}

static Outcome open_server(Running *running)
{
    static const RouteTable *const tables[] = {&PLAN_ROUTES,  &SEARCH_ROUTES, &SERVICE_ROUTES,
                                               &ABOUT_ROUTES, &API_ROUTES,    &HSDS_ROUTES};
    Invocation *invocation = running->invocation;
    const Text address = option_value(invocation, "address");
    const Text site = option_value(invocation, "site");
    for (size_t i = 0; i < LENGTH_OF(tables); i++) {
        running->routes[i] = *tables[i];
    }
    ServerSettings settings = {
        .address = address.bytes == NULL ? TEXT("127.0.0.1") : address,
        .workers = 4,
        .site = site.bytes == NULL ? TEXT("") : site,
        .routes = running->routes,
        .route_table_count = LENGTH_OF(tables),
        .store = running->store,
        .error_page = write_error_page,
        .hooks = {running, begin_request, end_request},
    };
    TRY(read_port(invocation, &settings.port));
    return server_open(&settings, &running->server, &invocation->problem);
}

static Outcome start(Running *running)
{
    Invocation *invocation = running->invocation;
    Problem *problem = &invocation->problem;
    TRY(store_open(invocation->store_path, STORE_READ_WRITE, &running->store, problem));
    running->networks = network_handle_new();
    TRY(refresher_start(running->store, running->networks, &running->refresher, problem));
    TRY(open_server(running));
    TRY(start_jobs(running));
    if (store_is_shared(running->store)) {
        return OK; /* commands write beside the server */
    }
    const ControlSettings control = {running->store, invocation->store_path, invocation->set};
    return control_start(&control, &running->control, problem);
}

static void stop(Running *running)
{
    signalled = NULL;
    if (running->server != NULL) {
        server_close(&running->server);
    }
    if (running->control != NULL) {
        control_stop(&running->control);
    }
    runner_stop(&running->jobs);
    refresher_stop(&running->refresher);
    if (running->networks != NULL) {
        network_handle_free(running->networks);
    }
    store_close(&running->store);
}

Outcome serve_run(Invocation *invocation)
{
    Running running = {.invocation = invocation};
    const Outcome outcome = start(&running);
    if (outcome == OK) {
        catch_signals(running.server);
        const Text address = option_value(invocation, "address");
        (void)fprintf(invocation->out, "http://%.*s:%d\n",
                      TEXT_ARG(address.bytes == NULL ? TEXT("127.0.0.1") : address),
                      server_port(running.server));
        (void)fflush(invocation->out);
        server_run(running.server);
    }
    stop(&running);
    return outcome;
}
