/* SPDX-License-Identifier: EUPL-1.2 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/list.h"
#include "http/asset.h"
#include "operations/doctor_checks.h"
#include "operations/doctor_cli.h"
#include "store/store.h"
#include "json/json.h"

enum { DEFAULT_PORT = 8080 };

static Text repair_of_store(Outcome opened, Text detail)
{
    if (text_contains(detail, TEXT("lacks migration"))) {
        return TEXT(
            "stop the process it names, which is of an older program, and start it anew");
    }
    return opened == CONFLICT ? TEXT("seuil store copy FROM TO, with the same names as before")
                              : TEXT("seuil restore FILE, with the latest backup");
}

static Finding look_at_store(Invocation *invocation)
{
    Finding finding = {.subject = "store", .repair = TEXT("")};
    Problem problem = {.arena = invocation->arena};
    Store *store SCOPED(store_close) = NULL;
    const Text place = store_place_shown(invocation->arena, invocation->store_path);
    const Outcome opened =
        store_open(invocation->store_path, STORE_READ_ONLY, &store, &problem);
    int holder = 0;
    if (opened == NOT_FOUND) {
        finding.gravity = BLOCKING;
        finding.said =
            text_format(invocation->arena, "%.*s does not exist yet", TEXT_ARG(place));
        finding.repair = TEXT("seuil load data/wallonie");
    } else if (opened != OK) {
        finding.gravity = BLOCKING;
        finding.said = problem.detail;
        finding.repair = repair_of_store(opened, problem.detail);
    } else if (store_holder(invocation->store_path, &holder)) {
        finding.said =
            text_format(invocation->arena, "%.*s, held by process %d", TEXT_ARG(place), holder);
    } else {
        finding.said = place;
    }
    return finding;
}

static void descriptor_close(int *descriptor)
{
    if (*descriptor >= 0) {
        (void)close(*descriptor);
    }
}

static Finding look_at_port(Invocation *invocation, uint16_t port)
{
    Finding finding = {.subject = "port", .repair = TEXT("")};
    int listener SCOPED(descriptor_close) = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    (void)setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)},
    };
    if (bind(listener, (const struct sockaddr *)&address, sizeof address) == 0) {
        finding.said = text_format(invocation->arena, "127.0.0.1:%u is free", (unsigned)port);
        return finding;
    }
    const int reason = errno;
    int holder = 0;
    if (reason == EADDRINUSE && store_holder(invocation->store_path, &holder)) {
        finding.said = text_format(invocation->arena,
                                   "127.0.0.1:%u is in use, and process %d serves this store",
                                   (unsigned)port, holder);
        return finding;
    }
    finding.gravity = WORTH_KNOWING;
    finding.said = text_format(invocation->arena, "127.0.0.1:%u cannot be used: %s",
                               (unsigned)port, strerror(reason));
    finding.repair = TEXT("seuil serve --port 8081");
    return finding;
}

/* An installed program is not built where it stands. */
static bool is_installed(void)
{
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return length > 0 && text_starts_with(text_of(path, (size_t)length), TEXT("/usr/"));
}

static Finding look_at_font(void)
{
    Finding finding = {.subject = "font", .repair = TEXT("")};
    finding.said = TEXT("the pages carry their own");
    if (text_is_empty(asset_path("atkinson-hyperlegible-next-latin-wght-normal.woff2"))) {
        finding.gravity = WORTH_KNOWING;
        finding.said = TEXT("the pages use those of the visitor's system");
        finding.repair =
            is_installed() ? TEXT("") : TEXT("./run fetches the font before it builds");
    }
    return finding;
}

/* Whether a program of that name stands in PATH. */
static bool program_exists(Arena *arena, const char *name)
{
    Text rest = text_from(getenv("PATH"));
    Text folder = TEXT("");
    while (text_next(&rest, ':', &folder)) {
        const Text path = text_format(arena, "%.*s/%s", TEXT_ARG(folder), name);
        if (access(text_to_c(arena, path), X_OK) == 0) {
            return true;
        }
    }
    return false;
}

/* The programs that ./run and ./test use, with the package each comes in. */
static Finding look_at_programs(Invocation *invocation)
{
    static const struct {
        const char *program;
        const char *package;
    } wanted[] = {
        {"gcc",      "build-essential"},
        {"meson",    "meson"          },
        {"ninja",    "ninja-build"    },
        {"node",     "nodejs"         },
        {"npm",      "npm"            },
        {"chromium", "chromium"       },
    };
    Finding finding = {.subject = "programs", .said = TEXT(""), .repair = TEXT("")};
    if (is_installed()) {
        finding.said = TEXT("none is needed beside this one");
        return finding;
    }
    for (size_t i = 0; i < LENGTH_OF(wanted); i++) {
        if (program_exists(invocation->arena, wanted[i].program)) {
            continue;
        }
        finding.gravity = WORTH_KNOWING;
        finding.said = text_format(invocation->arena, "%.*s %s", TEXT_ARG(finding.said),
                                   wanted[i].program);
        finding.repair = text_format(
            invocation->arena, "%.*s %s",
            TEXT_ARG(text_is_empty(finding.repair) ? TEXT("apt-get install") : finding.repair),
            wanted[i].package);
    }
    finding.said = finding.gravity == FINE
                       ? TEXT("all that building and testing need")
                       : text_format(invocation->arena, "missing for building or testing:%.*s",
                                     TEXT_ARG(finding.said));
    return finding;
}

static void print_findings(FILE *out, const Finding *findings, size_t count)
{
    static const char *const marks[] = {"ok", "note", "MISSING"};
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(out, "%-8s %-9s %.*s\n", marks[findings[i].gravity], findings[i].subject,
                      TEXT_ARG(findings[i].said));
        if (!text_is_empty(findings[i].repair)) {
            (void)fprintf(out, "%-18s -> %.*s\n", "", TEXT_ARG(findings[i].repair));
        }
    }
}

static void print_findings_json(Invocation *invocation, const Finding *findings, size_t count)
{
    static const Text names[] = {TEXT_INIT("ok"), TEXT_INIT("note"), TEXT_INIT("missing")};
    Buffer buffer = buffer_new(invocation->arena, (size_t)1 << 16);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_key(&writer, TEXT("findings"));
    json_array_open(&writer);
    for (size_t i = 0; i < count; i++) {
        json_object_open(&writer);
        json_member(&writer, "subject", text_from(findings[i].subject));
        json_member(&writer, "state", names[findings[i].gravity]);
        json_member(&writer, "said", findings[i].said);
        json_member_unless_empty(&writer, "repair", findings[i].repair);
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static Outcome read_port(Invocation *invocation, uint16_t *port)
{
    Text given = option_value(invocation, "port");
    given = given.bytes == NULL ? text_from(getenv("PORT")) : given;
    int64_t number = DEFAULT_PORT;
    if (!text_is_empty(given) && !text_to_integer(given, &number)) {
        number = 0;
    }
    if (number < 1 || number > UINT16_MAX) {
        return USAGE_ERROR(invocation, "--port", "“%.*s” is not a port, 1 to 65535",
                           TEXT_ARG(given));
    }
    *port = (uint16_t)number;
    return OK;
}

Outcome doctor_run(Invocation *invocation)
{
    uint16_t port = 0;
    const Text place = invocation->store_path;
    TRY(read_port(invocation, &port));
    const Finding findings[] = {
        look_at_store(invocation),
        look_at_port(invocation, port),
        doctor_look_at_disk(invocation->arena, place),
        doctor_look_at_writing(invocation->arena, place),
        doctor_look_at_backup(invocation->arena, place, invocation->now),
        doctor_look_at_engine(invocation->arena, place),
        doctor_look_at_keys(invocation->arena, place, text_from(getenv("SEUIL_KEYS"))),
        doctor_look_at_clock(invocation->arena, moment_now()),
        doctor_look_at_files(invocation->arena),
        look_at_font(),
        look_at_programs(invocation),
    };
    if (invocation->json) {
        print_findings_json(invocation, findings, LENGTH_OF(findings));
    } else {
        print_findings(invocation->out, findings, LENGTH_OF(findings));
    }
    for (size_t i = 0; i < LENGTH_OF(findings); i++) {
        if (findings[i].gravity == BLOCKING) {
            return problem_set(&invocation->problem, UNAVAILABLE, TEXT(""), findings[i].subject,
                               "%.*s", TEXT_ARG(findings[i].said));
        }
    }
    return OK;
}
