/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said to a service manager, and what is taken from it. */
#include "unit/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "operations/supervisor.h"

static Text heard_at(const char *path, const char *said)
{
    static char words[64];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path));
    if (path[0] == '@') {
        address.sun_path[0] = '\0';
    }
    const int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    assert_int_equal(bind(file, (const struct sockaddr *)&address, length), 0);
    (void)setenv("NOTIFY_SOCKET", path, 1);
    supervisor_tell(said);
    (void)unsetenv("NOTIFY_SOCKET");
    const ssize_t got = recv(file, words, sizeof words, 0);
    (void)close(file);
    return text_of(words, got < 0 ? 0 : (size_t)got);
}

static void a_word_reaches_a_socket_of_either_kind(void **state)
{
    char path[64];
    (void)state;
    (void)snprintf(path, sizeof path, "/tmp/seuil-notify-%d", (int)getpid());
    assert_text_equal(heard_at(path, "READY=1"), TEXT("READY=1"));
    (void)unlink(path);
    path[0] = '@';
    assert_text_equal(heard_at(path, "STOPPING=1"), TEXT("STOPPING=1"));
}

static void without_a_socket_nothing_is_said(void **state)
{
    (void)state;
    (void)unsetenv("NOTIFY_SOCKET");
    supervisor_tell("READY=1");
    (void)setenv("NOTIFY_SOCKET", "relative", 1);
    supervisor_tell("READY=1");
    (void)unsetenv("NOTIFY_SOCKET");
}

static Outcome take(const char *process, const char *count, int *listener)
{
    (void)setenv("LISTEN_PID", process, 1);
    (void)setenv("LISTEN_FDS", count, 1);
    return supervisor_listener(listener, NULL);
}

static void a_socket_is_taken_when_it_is_meant_for_this_process(void **state)
{
    char process[16];
    int listener = -1;
    (void)state;
    (void)snprintf(process, sizeof process, "%d", (int)getpid());
    assert_int_equal(take(process, "1", &listener), OK);
    assert_int_equal(listener, 3);
    assert_null(getenv("LISTEN_FDS"));
    assert_int_equal(take("1", "1", &listener), OK);
    assert_int_equal(listener, 0);
    assert_int_equal(take(process, "many", &listener), OK);
    assert_int_equal(listener, 0);
    assert_int_equal(take(process, "2", &listener), INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_reaches_a_socket_of_either_kind),
        cmocka_unit_test(without_a_socket_nothing_is_said),
        cmocka_unit_test(a_socket_is_taken_when_it_is_meant_for_this_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
