/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/serve_cli.h"

#include <sys/stat.h>
#include <unistd.h>

#include "access/client_web.h"
#include "access/gate_web.h"
#include "access/keys_cli.h"
#include "access/provider_cli.h"
#include "access/refusal_web.h"
#include "base/list.h"
#include "base/log.h"
#include "directory/hsds_api.h"
#include "fhir/fhir_api.h"
#include "http/asset.h"
#include "http/server.h"
#include "matching/application_web.h"
#include "operations/health.h"
#include "operations/routes_web.h"
#include "operations/serving_cli.h"
#include "operations/stopping.h"
#include "operations/supervisor.h"
#include "store/store.h"

#define USUAL_ADDRESS "127.0.0.1"

const Option SERVE_OPTIONS[SERVE_OPTION_COUNT] = {
    {"port",         OPTION_VALUE, "PORT",      "The port to listen on (8080; 0 takes any free one)."},
    {"address",      OPTION_VALUE, "ADDRESS",   "The address to listen on (" USUAL_ADDRESS ")."      },
    {"site",         OPTION_VALUE, "URL",       "What absolute links start with, behind a proxy."    },
    {"proxies",      OPTION_VALUE, "ADDRESSES",
     "Proxies on other machines, with commas: who they say asks is believed."                        },
    {"cells",        OPTION_VALUE, "FILE",      "Which territory lives in which store."              },
    {"seal",         OPTION_VALUE, "FILE",      "A secret that several servers of one site share."   },
    {"keys",         OPTION_VALUE, "FILE",      "The keys of what is sealed (SEUIL_KEYS)."           },
    {"sign-in",      OPTION_VALUE, "FILE",      "Providers of OpenID Connect of those who work here."},
    {"dumps",        OPTION_VALUE, "DIR",       "The folder of a backup a day."                      },
    {"mail",         OPTION_VALUE, "DIR",       "The folder where messages to services are written." },
    {"mail-from",    OPTION_VALUE, "ADDRESS",   "Whom messages come from (seuil@localhost)."         },
    {"hooks-trust",  OPTION_VALUE, "FILE",
     "Authorities, as PEM, that hosts we tell may show besides the system's."                        },
    {"scanner",      OPTION_VALUE, "COMMAND",
     "What looks at documents before anybody is given them; none: nothing does any more."            },
    {"job-lease",    OPTION_VALUE, "SECONDS",   "How long a job waits for a server that died (60)."  },
    {"stop-seconds", OPTION_VALUE, "SECONDS",
     "How long a stop waits for the requests in hand (10)."                                          },
    {"log",          OPTION_VALUE, "json|text", "The form of the log on standard error (json)."      },
    {"log-level",    OPTION_VALUE, "LEVEL",
     "debug, info, warning or error: the least told (info)."                                         },
    {"open-metrics", OPTION_FLAG,  NULL,
     "Answer /metrics to anyone, not to this machine alone."                                         },
};

/* What one request is lent: the network it began with, held until it ends. */
typedef struct Loan {
    Application application;
    NetworkReference network;
} Loan;

typedef struct Running {
    Invocation *invocation;
    Serving *serving;
    HealthWatch *watch;
    Sealer sealer;
    Keyring *keyring; /* NULL without --keys */
    Providers providers;
    Server *server;
    RouteTable routes[MOST_ROUTE_TABLES]; /* the server reads them as long as it runs */
} Running;

static void begin_request(void *context, Request *request)
{
    Running *running = context;
    Loan *loan = ARENA_NEW(request->arena, Loan);
    const ServedPlace place = serving_place(running->serving, request->host);
    request->store = place.store;
    request->keyring = running->keyring;
    request->providers = &running->providers;
    loan->network = network_acquire(place.networks);
    loan->application = (Application){
        .hsds = {loan->network.network == NULL ? NULL : loan->network.network->graph,
                 loan->network.network == NULL ? NULL : loan->network.network->catalogue},
        .network = loan->network.network,
        .sealer = &running->sealer,
        .stylesheet = asset_path("seuil.css"),
        .stewards = place.stewards,
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

/* Who works here stays in the frame of their work; anybody else meets the public page. */
static void tell_on_page(Request *request, int status)
{
    if (!refusal_write(request, status, error_page_title(request, status))) {
        write_error_page(request, status);
    }
}

/* The machines of other houses have forms of their own for a refusal. */
static bool tell_problem(void *context, Request *request, int status)
{
    (void)context;
    return client_tell_problem(request, status) || fhir_tell_problem(request, status);
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

/* An option in seconds, from 1 to an hour; untouched when it was not given. */
static Outcome read_seconds(Invocation *invocation, const char *option, int64_t *seconds)
{
    const Text text = option_value(invocation, option);
    int64_t number = 0;
    if (text.bytes == NULL) {
        return OK;
    }
    if (!text_to_integer(text, &number) || number < 1 || number > 3600) {
        return USAGE_ERROR(invocation, option, "“%.*s”: 1 to 3600 seconds are expected",
                           TEXT_ARG(text));
    }
    *seconds = number;
    return OK;
}

static Outcome set_log(Invocation *invocation)
{
    const Text form_name = option_value(invocation, "log");
    const Text level_name = option_value(invocation, "log-level");
    LogForm form = LOG_JSON;
    LogLevel level = LOG_INFO;
    if (form_name.bytes != NULL && !log_form_parse(form_name, &form)) {
        return USAGE_ERROR(invocation, "log", "“%.*s”: json or text is expected",
                           TEXT_ARG(form_name));
    }
    if (level_name.bytes != NULL && !log_level_parse(level_name, &level)) {
        return USAGE_ERROR(invocation, "log-level",
                           "“%.*s”: debug, info, warning or error is expected",
                           TEXT_ARG(level_name));
    }
    log_set_form(form);
    log_set_level(level);
    return OK;
}

/* A message holds a link: it needs the keys that sign it, and the address it starts with. */
static Outcome read_post(const Running *running, ReferralPost *post)
{
    Invocation *invocation = running->invocation;
    const Text folder = option_value(invocation, "mail");
    const Text site = option_value(invocation, "site");
    if (folder.bytes == NULL) {
        return OK;
    }
    if (site.bytes == NULL || running->keyring == NULL) {
        return USAGE_ERROR(invocation, "mail", "the links of messages need --site and --keys");
    }
    *post = (ReferralPost){
        .folder = invocation_path(invocation, folder),
        .site = site,
        .sender = option_or(invocation, "mail-from", "seuil@localhost"),
        .keyring = running->keyring,
    };
    return OK;
}

/* A hospital may have authorities of its own. */
static Outcome read_trust(Invocation *invocation, Text *trust)
{
    enum { MOST_BYTES = 1 << 20 };
    const Text file = option_value(invocation, "hooks-trust");
    return file.bytes == NULL ? OK : invocation_read_file(invocation, file, MOST_BYTES, trust);
}

/* A night's dump that cannot be written is found out in the evening. */
static Outcome make_folder(Invocation *invocation, Text dumps)
{
    const char *path = text_to_c(invocation->arena, dumps);
    if (text_is_empty(dumps) || (path != NULL && mkdir(path, 0700) == 0)) {
        return OK;
    }
    struct stat found = {0};
    if (path != NULL && stat(path, &found) == 0 && S_ISDIR(found.st_mode) &&
        access(path, W_OK) == 0) {
        return OK;
    }
    return problem_set(&invocation->problem, UNAVAILABLE, dumps, "dumps",
                       "no folder that can be written to");
}

static Outcome open_serving(Running *running)
{
    Invocation *invocation = running->invocation;
    const Text dumps = option_value(invocation, "dumps");
    ServingSettings settings = {
        .invocation = invocation,
        .cells_file = option_or(invocation, "cells", ""),
        .dumps = dumps.bytes == NULL ? TEXT("") : invocation_path(invocation, dumps),
        .lease_seconds = 60,
        .keyring = running->keyring,
        .scanner = option_or(invocation, "scanner", ""),
    };
    TRY(make_folder(invocation, settings.dumps));
    TRY(read_seconds(invocation, "job-lease", &settings.lease_seconds));
    TRY(read_post(running, &settings.post));
    TRY(read_trust(invocation, &settings.trust));
    return serving_open(&settings, &running->serving, &invocation->problem);
}

/* Each second: a server that turns no more is started anew by who supervises it. */
static void tell_alive(void)
{
    supervisor_tell("WATCHDOG=1");
}

static void tell_stopping(void)
{
    health_set_stopping();
    supervisor_tell("STOPPING=1");
    log_event(LOG_INFO, "stopping", "%s", "what is in hand is finished");
}

static void stop_serving(void *server)
{
    server_stop(server);
}

static Outcome open_server(Running *running)
{
    Invocation *invocation = running->invocation;
    const MetricsDoor metrics = option_given(invocation, "open-metrics")
                                    ? METRICS_FOR_ANYONE
                                    : METRICS_FOR_THIS_MACHINE;
    int64_t stop_seconds = 10;
    TRY(read_seconds(invocation, "stop-seconds", &stop_seconds));
    ServerSettings settings = {
        .address = option_or(invocation, "address", USUAL_ADDRESS),
        .workers = 4,
        .site = option_or(invocation, "site", ""),
        .proxies = option_or(invocation, "proxies", ""),
        .routes = running->routes,
        .route_table_count = routes_list(metrics, running->routes),
        .store = serving_first_store(running->serving),
        .error_page = tell_on_page,
        .hooks = {running, begin_request, end_request, gate_permit, gate_settle, gate_failed,
                  gate_know, tell_problem},
        .stop_seconds = (unsigned)stop_seconds,
        .tick = tell_alive,
        .stopping = tell_stopping,
    };
    TRY(read_port(invocation, &settings.port));
    TRY(supervisor_listener(&settings.listener, &invocation->problem));
    TRY(server_open(&settings, &running->server, &invocation->problem));
    stopping_catch_signals(stop_serving, running->server, settings.stop_seconds);
    return OK;
}

/* Alone, a server draws its own key; behind one name, each reads the addresses of the others.
 */
static Outcome start_sealer(Running *running)
{
    enum { LEAST_SECRET = 16, MOST_SECRET = 4096 };
    Invocation *invocation = running->invocation;
    const Text file = option_value(invocation, "seal");
    Text secret = {0};
    if (file.bytes == NULL) {
        sealer_start(&running->sealer);
        return OK;
    }
    TRY(invocation_read_file(invocation, file, MOST_SECRET, &secret));
    if (text_trim(secret).length < LEAST_SECRET) {
        return USAGE_ERROR(invocation, "seal", "a secret of 16 characters or more is expected");
    }
    sealer_start_shared(&running->sealer, text_trim(secret));
    return OK;
}

static Outcome start(Running *running)
{
    Invocation *invocation = running->invocation;
    Problem *problem = &invocation->problem;
    TRY(set_log(invocation));
    TRY(start_sealer(running));
    TRY(keys_of_file(invocation, option_value(invocation, "keys"), &running->keyring));
    TRY(providers_of_file(invocation, option_value(invocation, "sign-in"),
                          &running->providers));
    TRY(open_serving(running));
    TRY(health_watch_start(serving_first_store(running->serving), &running->watch, problem));
    return open_server(running);
}

static void stop(Running *running)
{
    stopping_forget();
    if (running->server != NULL) {
        server_close(&running->server);
    }
    health_watch_stop(&running->watch);
    serving_close(&running->serving);
    keyring_close(&running->keyring);
    providers_close(&running->providers);
}

static void serve(Running *running)
{
    Invocation *invocation = running->invocation;
    (void)fprintf(invocation->out, "http://%.*s:%d\n",
                  TEXT_ARG(option_or(invocation, "address", USUAL_ADDRESS)),
                  server_port(running->server));
    (void)fflush(invocation->out);
    supervisor_tell("READY=1");
    log_event(LOG_INFO, "serving", "port %d", server_port(running->server));
    server_run(running->server);
}

Outcome serve_run(Invocation *invocation)
{
    Running running = {.invocation = invocation};
    const Outcome outcome = start(&running);
    if (outcome == OK) {
        serve(&running);
    }
    stop(&running);
    if (outcome == OK) {
        log_event(LOG_INFO, "stopped", "%s", "every write is kept");
    }
    return outcome;
}
