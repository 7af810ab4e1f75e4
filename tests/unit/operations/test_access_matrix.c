/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * docs/reference/access-matrix.md says who may do what; the judge, every served route and every
 * command must say the same. Routes and commands keep their rows and lose their function: what
 * is walked is the way to it.
 */
#include "unit/testing.h"

#include <string.h>

#include "access/gate_cli.h"
#include "access/journal.h"
#include "base/list.h"
#include "cli/gate.h"
#include "operations/routes_web.h"
#include "seuil.h"
#include "unit/access/staff_site.h"
#include "unit/source_file.h"

enum { MOST_CELLS = 4096, MOST_COLUMNS = 32 };

typedef struct Matrix {
    Text roles[MOST_COLUMNS];
    size_t role_count;
    Text permissions[PERMISSION_END];
    Text cells[PERMISSION_END][MOST_COLUMNS];
    size_t permission_count;
} Matrix;

typedef struct Walk {
    StaffSite site;
    Matrix matrix;
    Text tokens[MOST_COLUMNS]; /* the session of one of each role */
} Walk;

/* ------------------------------------------------------------------------------- the page */

static size_t cut_row(Text line, Text cells[MOST_COLUMNS])
{
    Text rest = text_slice(line, 1, line.length - 1);
    size_t count = 0;
    while (count < MOST_COLUMNS && rest.length > 0) {
        const size_t end = text_find_byte(rest, '|', 0);
        cells[count++] = text_trim(text_slice(rest, 0, end));
        rest = text_slice(rest, end + 1, rest.length);
    }
    return count;
}

static Text role_key(Arena *arena, Text name)
{
    char *key = arena_allocate(arena, name.length + 1);
    for (size_t i = 0; i < name.length; i++) {
        key[i] = (char)(name.bytes[i] == ' ' ? '_' : name.bytes[i]);
    }
    return text_of(key, name.length);
}

static void read_matrix(Arena *arena, Matrix *matrix)
{
    Text rest = source_content(arena, "docs/reference/access-matrix.md");
    Text line = {0};
    while (text_next(&rest, '\n', &line)) {
        Text cells[MOST_COLUMNS];
        const size_t count = text_starts_with(line, TEXT("| ")) ? cut_row(line, cells) : 0;
        if (count > 2 && text_equal(cells[0], TEXT("Permission"))) {
            matrix->role_count = count - 1;
            for (size_t i = 1; i < count; i++) {
                matrix->roles[i - 1] = role_key(arena, cells[i]);
            }
        } else if (count > 2 && text_starts_with(cells[0], TEXT("`"))) {
            assert_int_equal(count - 1, matrix->role_count);
            const size_t row = matrix->permission_count++;
            matrix->permissions[row] = text_slice(cells[0], 1, cells[0].length - 1);
            memcpy(matrix->cells[row], cells + 1, matrix->role_count * sizeof(Text));
        }
    }
}

static bool cell_names(Text cell, Relation relation)
{
    static const char letters[RELATION_COUNT] = {'T', 'H', 'C', 'E', 'S'};
    return text_equal(cell, TEXT("yes")) ||
           text_find_byte(cell, letters[relation], 0) < cell.length;
}

static size_t row_of(const Matrix *matrix, Permission permission)
{
    for (size_t i = 0; i < matrix->permission_count; i++) {
        if (text_equal(matrix->permissions[i], permission_name(permission))) {
            return i;
        }
    }
    fail_msg("%.*s is not in the matrix", TEXT_ARG(permission_name(permission)));
    return 0;
}

static bool may(const Matrix *matrix, size_t role, Permission permission)
{
    return permission < FIRST_PERMISSION_OF_DOMAINS
               ? permission != NO_ONE
               : matrix->cells[row_of(matrix, permission)][role].length > 0;
}

/* ------------------------------------------------------------------------------- the walk */

static int reached;

static Outcome reach(Request *request)
{
    reached++;
    (void)response_open(request, "text/plain; charset=utf-8");
    return OK;
}

static RouteTable walked[MOST_ROUTE_TABLES];
static size_t walked_count;

static void copy_routes(Arena *arena)
{
    walked_count = routes_list(METRICS_FOR_THIS_MACHINE, walked);
    for (size_t i = 0; i < walked_count; i++) {
        Route *routes = ARENA_ARRAY(arena, Route, walked[i].count);
        for (size_t j = 0; j < walked[i].count; j++) {
            routes[j] = walked[i].routes[j];
            routes[j].function = reach;
        }
        walked[i].routes = routes;
    }
}

static int open_walk(void **state)
{
    static Walk walk;
    walk = (Walk){0};
    staff_site_open(&walk.site, walked, 0);
    copy_routes(walk.site.arena);
    walk.site.table_count = walked_count;
    walk.site.now = moment_now();
    read_matrix(walk.site.arena, &walk.matrix);
    for (size_t i = 0; i < walk.matrix.role_count; i++) {
        const char *key = text_to_c(walk.site.arena, walk.matrix.roles[i]);
        (void)staff_site_account(&walk.site, key, key, "maison");
        walk.tokens[i] = staff_site_sign_in(&walk.site, key);
    }
    *state = &walk;
    return 0;
}

static int close_walk(void **state)
{
    Walk *walk = *state;
    staff_site_close(&walk->site);
    return 0;
}

/* An address of the route: what stands for a value is an identifier nobody has. */
static const char *address_of(Arena *arena, const Route *route)
{
    Text rest = text_from(route->path);
    Buffer path = buffer_new(arena, 1024);
    Text piece = {0};
    rest = text_slice(rest, 1, rest.length);
    while (text_next(&rest, '/', &piece)) {
        buffer_append_byte(&path, '/');
        buffer_append(&path, text_starts_with(piece, TEXT("{"))
                                 ? TEXT("0199a7c2-6c1e-7d3a-9f54-1d2c3b4a5968")
                                 : piece);
    }
    return path.length == 0 ? "/" : text_to_c(arena, buffer_text(&path));
}

static bool is_api(const Route *route)
{
    const Text path = text_from(route->path);
    return text_starts_with(path, TEXT("/api/")) || text_starts_with(path, TEXT("/hsds"));
}

static Answered ask_as(Walk *walk, const Route *route, Text token)
{
    const char *path = address_of(walk->site.arena, route);
    const bool reads = route->method == GET || route->method == PROBE;
    if (is_api(route)) {
        return staff_site_api(&walk->site, token, path, reads ? NULL : "{}");
    }
    return reads
               ? staff_site_get(&walk->site, token, path)
               : staff_site_post(
                     &walk->site, token, path,
                     token.length == 0 ? TEXT("") : staff_site_form(&walk->site, token, "x=1"));
}

/* The routes of machines know no session, whoever's: a token of theirs is of another kind. */
static bool is_for_machines(const Route *route)
{
    return route->permission == MAY_EXCHANGE;
}

static Answered ask_as_machine(Walk *walk, const Route *route, Text token)
{
    static const char *const verbs[] = {
        [GET] = "GET", [QUERY] = "POST", [POST] = "POST", [PUT] = "PUT", [DELETE] = "DELETE"};
    return staff_site_send(&walk->site, verbs[route->method], token,
                           address_of(walk->site.arena, route));
}

static void check(const Route *route, const char *who, int status, int expected, bool expects)
{
    if (status != expected || (reached > 0) != expects) {
        fail_msg("%s as %s: status %d, %s; expected %d, %s", route->path, who, status,
                 reached > 0 ? "reached" : "not reached", expected,
                 expects ? "reached" : "not reached");
    }
}

static void walk_as_nobody(Walk *walk, const Route *route, Text token, const char *who)
{
    const bool is_open = route->permission == EVERYONE;
    const bool leads_in = !is_api(route) && route->permission >= FIRST_PERMISSION_OF_DOMAINS;
    const int refused = route->permission < FIRST_PERMISSION_OF_DOMAINS ? 403 : 401;
    reached = 0;
    const Answered answered = ask_as(walk, route, token);
    check(route, who, answered.status, is_open ? 200 : leads_in ? 303 : refused, is_open);
}

static void walk_route_of_machines(Walk *walk, const Route *route)
{
    for (size_t i = 0; i < walk->matrix.role_count; i++) {
        reached = 0;
        const Answered answered = ask_as_machine(walk, route, walk->tokens[i]);
        check(route, text_to_c(walk->site.arena, walk->matrix.roles[i]), answered.status, 401,
              false);
    }
}

static void walk_route(Walk *walk, const Route *route)
{
    const Matrix *matrix = &walk->matrix;
    if (is_for_machines(route)) {
        walk_route_of_machines(walk, route);
        return;
    }
    walk_as_nobody(walk, route, TEXT(""), "nobody");
    walk_as_nobody(walk, route,
                   TEXT("0000000000000000000000000000000000000000000000000000000000000000"),
                   "a made-up session");
    for (size_t i = 0; i < matrix->role_count; i++) {
        const bool is_allowed =
            route->permission != THIS_MACHINE && may(matrix, i, route->permission);
        reached = 0;
        const Answered answered = ask_as(walk, route, walk->tokens[i]);
        check(route, text_to_c(walk->site.arena, matrix->roles[i]), answered.status,
              is_allowed ? 200 : 403, is_allowed);
    }
}

static void test_the_page_and_the_rules_have_the_same_roles_and_permissions(void **state)
{
    const Walk *walk = *state;
    assert_int_equal(walk->matrix.role_count, roles().count);
    assert_int_equal(walk->matrix.permission_count,
                     PERMISSION_END - FIRST_PERMISSION_OF_DOMAINS);
    for (size_t i = 0; i < walk->matrix.role_count; i++) {
        assert_non_null(role_find(walk->matrix.roles[i]));
    }
}

static void test_every_cell_of_the_page_is_what_the_judge_says(void **state)
{
    const Walk *walk = *state;
    const Matrix *matrix = &walk->matrix;
    for (Permission p = FIRST_PERMISSION_OF_DOMAINS; p < PERMISSION_END; p++) {
        const size_t row = row_of(matrix, p);
        for (size_t i = 0; i < matrix->role_count; i++) {
            const PermissionSet set = role_find(matrix->roles[i])->permissions;
            for (int r = 0; r < RELATION_COUNT; r++) {
                const Text cell = matrix->cells[row][i];
                const bool expected = cell.length > 0 && cell_names(cell, (Relation)r);
                if (permission_allows(set, p, (Relation)r) != expected) {
                    fail_msg("%.*s, %.*s, %.*s", TEXT_ARG(matrix->roles[i]),
                             TEXT_ARG(permission_name(p)),
                             TEXT_ARG(relation_name((Relation)r)));
                }
            }
        }
    }
}

static void test_no_route_is_without_a_permission(void **state)
{
    (void)state;
    for (size_t i = 0; i < walked_count; i++) {
        for (size_t j = 0; j < walked[i].count; j++) {
            const Route *route = &walked[i].routes[j];
            if (route->permission == NO_ONE || route->permission >= PERMISSION_END) {
                fail_msg("%s has no permission", route->path);
            }
        }
    }
}

static void test_every_route_opens_to_the_roles_of_the_page_alone(void **state)
{
    Walk *walk = *state;
    for (size_t i = 0; i < walked_count; i++) {
        for (size_t j = 0; j < walked[i].count; j++) {
            walk_route(walk, &walked[i].routes[j]);
        }
    }
}

static void test_every_refusal_of_a_role_has_a_line_in_the_journal(void **state)
{
    Walk *walk = *state;
    JournalPage page = {0};
    Problem problem = {.arena = walk->site.arena};
    const Answered answered = staff_site_get(&walk->site, walk->tokens[0], "/fr/journal");
    assert_int_equal(answered.status, 403);
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_read(walk->site.store, &session, &problem), OK);
    assert_int_equal(journal_list(session, walk->site.arena, 0, &page, &problem), OK);
    assert_text_equal(page.items[0].act, TEXT("journal.read refused"));
    assert_text_equal(page.items[0].because, TEXT("role"));
}

/* -------------------------------------------------------------------------------- commands */

static Outcome reach_command(Invocation *invocation)
{
    (void)invocation;
    reached++;
    return OK;
}

static Outcome run_as(Walk *walk, const Command *command, Text token)
{
    Command copy = *command;
    copy.run = reach_command;
    FILE *nowhere = fopen("/dev/null", "w");
    Invocation invocation = {
        .arena = walk->site.arena,
        .command = &copy,
        .set = &SEUIL_COMMANDS,
        .store = walk->site.store,
        .session = token,
        .now = walk->site.now,
        .in = stdin,
        .out = nowhere,
        .error = nowhere,
        .problem = {.arena = walk->site.arena},
    };
    reached = 0;
    const Outcome outcome = command_run(&invocation);
    (void)fclose(nowhere);
    return outcome;
}

static void walk_command(Walk *walk, const Command *command)
{
    const Matrix *matrix = &walk->matrix;
    const bool is_open = command->permission == EVERYONE || command->permission == THIS_MACHINE;
    if (command->permission == NO_ONE || command->permission >= PERMISSION_END) {
        fail_msg("seuil %s has no permission", command->name);
    }
    assert_int_equal(run_as(walk, command, TEXT("")), is_open ? OK : REFUSED);
    assert_int_equal(reached, is_open ? 1 : 0);
    for (size_t i = 0; i < matrix->role_count; i++) {
        const bool is_allowed = may(matrix, i, command->permission);
        const Outcome outcome = run_as(walk, command, walk->tokens[i]);
        if (outcome != (is_allowed ? OK : REFUSED) || reached != (is_allowed ? 1 : 0)) {
            fail_msg("seuil %s as %.*s: outcome %d", command->name, TEXT_ARG(matrix->roles[i]),
                     outcome);
        }
    }
}

static void test_every_command_opens_to_the_roles_of_the_page_alone(void **state)
{
    Walk *walk = *state;
    for (size_t i = 0; i < SEUIL_COMMANDS.count; i++) {
        const CommandTable *table = SEUIL_COMMANDS.groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            walk_command(walk, &table->commands[j]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_page_and_the_rules_have_the_same_roles_and_permissions),
        cmocka_unit_test(test_every_cell_of_the_page_is_what_the_judge_says),
        cmocka_unit_test(test_no_route_is_without_a_permission),
        cmocka_unit_test(test_every_route_opens_to_the_roles_of_the_page_alone),
        cmocka_unit_test(test_every_refusal_of_a_role_has_a_line_in_the_journal),
        cmocka_unit_test(test_every_command_opens_to_the_roles_of_the_page_alone),
    };
    return cmocka_run_group_tests(tests, open_walk, close_walk);
}
