/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/permission.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "access/roles_file.h"
#include "base/list.h"
#include "yaml/yaml.h"

enum { PERMISSION_COUNT = PERMISSION_END - FIRST_PERMISSION_OF_DOMAINS, MOST_ROLES = 64 };

static const char *const relation_names[RELATION_COUNT] = {
    [RELATION_TEAM] = "team",         [RELATION_HOUSE] = "house",
    [RELATION_CONSENT] = "consent",   [RELATION_EMERGENCY] = "emergency",
    [RELATION_STRANGER] = "stranger",
};

/* What the file says. It is compiled in, and a test reads it, so a fault in it ends the
 * program at once rather than opening or closing a door by mistake. */
static struct {
    Text names[PERMISSION_COUNT];
    unsigned relations[PERMISSION_COUNT]; /* a bit a Relation */
    bool is_personal[PERMISSION_COUNT];
    Role roles[MOST_ROLES];
    size_t role_count;
} rules;
static pthread_once_t rules_once = PTHREAD_ONCE_INIT;

static void must(bool condition, const char *what, Text name)
{
    if (!condition) {
        (void)fprintf(stderr, "data/access/roles.yaml: %s: %.*s\n", what, TEXT_ARG(name));
        abort();
    }
}

static unsigned relation_bit(Text name)
{
    for (unsigned i = 0; i < RELATION_COUNT; i++) {
        if (text_equal(name, text_from(relation_names[i]))) {
            return 1U << i;
        }
    }
    must(false, "no such relation", name);
    return 0;
}

static void read_permission(const YamlNode *node, size_t index)
{
    Text words = yaml_member_text(node, "relations");
    Text word = {0};
    must(index < PERMISSION_COUNT, "too many permissions", yaml_member_text(node, "key"));
    rules.names[index] = yaml_member_text(node, "key");
    rules.is_personal[index] = !text_equal(words, TEXT("any"));
    while (rules.is_personal[index] && text_next(&words, ' ', &word)) {
        rules.relations[index] |= relation_bit(word);
    }
}

static size_t permission_index(Text name)
{
    for (size_t i = 0; i < PERMISSION_COUNT; i++) {
        if (text_equal(name, rules.names[i])) {
            return i;
        }
    }
    must(false, "no such permission", name);
    return 0;
}

static void read_role(const YamlNode *node)
{
    Text words = yaml_member_text(node, "permissions");
    Text word = {0};
    must(rules.role_count < MOST_ROLES, "too many roles", yaml_member_text(node, "key"));
    Role *role = &rules.roles[rules.role_count++];
    role->key = yaml_member_text(node, "key");
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        role->name[i] = yaml_member_text(yaml_member(node, "name"), code);
        must(role->name[i].length > 0, "a role without a name in each language", role->key);
    }
    role->needs_second_factor =
        text_equal(yaml_member_text(node, "second_factor"), TEXT("required"));
    while (text_next(&words, ' ', &word)) {
        role->permissions |= (PermissionSet)1 << permission_index(word);
    }
}

static void read_rules(void)
{
    static Arena *arena; /* for the life of the program */
    arena = arena_new(0);
    Problem problem = {.arena = arena};
    const YamlNode *root = NULL;
    must(yaml_read(arena, TEXT("data/access/roles.yaml"), ROLES_FILE, &root, &problem) == OK,
         "not read", problem.detail);
    size_t count = 0;
    for (const YamlNode *node = yaml_member(root, "permissions")->first; node != NULL;
         node = node->next) {
        read_permission(node, count++);
    }
    must(count == PERMISSION_COUNT, "permissions are missing", TEXT(""));
    for (const YamlNode *node = yaml_member(root, "roles")->first; node != NULL;
         node = node->next) {
        read_role(node);
    }
}

static void rules_start(void)
{
    const int started = pthread_once(&rules_once, read_rules);
    assert(started == 0);
    (void)started;
}

RoleList roles(void)
{
    rules_start();
    return (RoleList){rules.roles, rules.role_count};
}

const Role *role_find(Text key)
{
    const RoleList list = roles();
    for (size_t i = 0; i < list.count; i++) {
        if (text_equal(list.items[i].key, key)) {
            return &list.items[i];
        }
    }
    return NULL;
}

static bool index_of(Permission permission, size_t *index)
{
    rules_start();
    *index = (size_t)permission - FIRST_PERMISSION_OF_DOMAINS;
    return permission >= FIRST_PERMISSION_OF_DOMAINS && permission < PERMISSION_END;
}

Text permission_name(Permission permission)
{
    size_t index = 0;
    return index_of(permission, &index) ? rules.names[index] : TEXT("");
}

Text relation_name(Relation relation)
{
    return text_from(relation_names[relation]);
}

bool permission_holds(PermissionSet set, Permission permission)
{
    size_t index = 0;
    return index_of(permission, &index) && (set >> index & 1) != 0;
}

bool permission_is_personal(Permission permission)
{
    size_t index = 0;
    return !index_of(permission, &index) || rules.is_personal[index];
}

bool permission_allows(PermissionSet set, Permission permission, Relation relation)
{
    size_t index = 0;
    if (!permission_holds(set, permission) || !index_of(permission, &index)) {
        return false;
    }
    return !rules.is_personal[index] || (rules.relations[index] >> relation & 1) != 0;
}
