/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What somebody does who means harm, or whose browser stutters: forms of another site, of
 * another session, sent twice, or about somebody else's. Routes are walked from the table,
 * forms are those of the pages.
 */
#include "store/schema.h"
#include "store/store.h"
#include "unit/operations/marked_site.h"
#include "unit/operations/page_forms.h"
#include "unit/testing.h"

enum { MOST_TABLES = 192 };

/* ------------------------------------------------------------------------ another's forms */

static bool is_form(const Route *route)
{
    return route->permission >= FIRST_PERMISSION_OF_DOMAINS &&
           route->permission != MAY_EXCHANGE && route->method != GET && route->method != PROBE;
}

static const MarkedCaller *who_opens(const MarkedSite *marked, const Route *route)
{
    for (size_t i = 0; i < marked->caller_count; i++) {
        const MarkedCaller *caller = &marked->callers[i];
        if (caller->role != NULL &&
            permission_holds(caller->role->permissions, route->permission)) {
            return caller;
        }
    }
    fail_msg("nobody opens %s", route->path);
    return NULL;
}

static void expect_refused(const char *how, const char *path, Answered answered)
{
    if (answered.status != 403) {
        fail_msg("%s, %s: %d", path, how, answered.status);
    }
}

static void try_route(MarkedSite *marked, const Route *route)
{
    StaffSite *site = &marked->site;
    const MarkedCaller *caller = who_opens(marked, route);
    const MarkedCaller *other = caller == &marked->callers[0] ? caller + 1 : caller - 1;
    const char *path =
        marked_address(site->arena, route, id_format(site->arena, marked->person));
    const Text cookie = caller->token;
    expect_refused("no token", path, staff_site_post(site, cookie, path, TEXT("x=1")));
    expect_refused("an empty token", path, staff_site_post(site, cookie, path, TEXT("token=")));
    expect_refused(
        "the token of another session", path,
        staff_site_post(site, cookie, path, staff_site_form(site, other->token, "x=1")));
    if (route->method != QUERY) {
        expect_refused("a page of another site", path,
                       staff_site_post_from(site, cookie, path, "https://elsewhere.example",
                                            staff_site_form(site, cookie, "x=1")));
    }
}

static void test_no_form_of_another_session_or_site_does_anything(void **state)
{
    MarkedSite *marked = *state;
    size_t tried = 0;
    for (size_t i = 0; i < marked->site.table_count; i++) {
        for (size_t j = 0; j < marked->site.tables[i].count; j++) {
            const Route *route = &marked->site.tables[i].routes[j];
            if (is_form(route)) {
                try_route(marked, route);
                tried++;
            }
        }
    }
    assert_true(tried > 60);
}

/* ------------------------------------------------------------------------------ the pages */

/* The pages with forms about the person, as who works for them sees them. */
static PageForms forms_of(MarkedSite *marked, const MarkedCaller *caller)
{
    Arena *arena = marked->site.arena;
    const Text person = id_format(arena, marked->person);
    const Text pages[] = {
        text_format(arena, "/fr/p/%.*s?montrer=1", TEXT_ARG(person)),
        text_format(arena, "/fr/p/%.*s/menage", TEXT_ARG(person)),
        text_format(arena, "/fr/p/%.*s/doubles", TEXT_ARG(person)),
        text_format(arena, "/fr/p/%.*s/accords", TEXT_ARG(person)),
        text_format(arena, "/fr/orientations/%.*s",
                    TEXT_ARG(id_format(arena, marked->referral))),
        text_format(arena, "/fr/accueil?guichet=1&billet=%.*s",
                    TEXT_ARG(id_format(arena, marked->arrival))),
        text_format(arena, "/fr/p/%.*s/urgence", TEXT_ARG(person)),
        text_format(arena, "/fr/p/%.*s/fil", TEXT_ARG(person)),
    };
    PageForms all = {0};
    for (size_t i = 0; i < LENGTH_OF(pages); i++) {
        const char *page = text_to_c(arena, pages[i]);
        const Answered answered = staff_site_get(&marked->site, caller->token, page);
        const PageForms forms = page_forms(arena, answered.body);
        for (size_t j = 0; answered.status == 200 && j < forms.count; j++) {
            LIST_APPEND(arena, &all, forms.items[j]);
        }
    }
    return all;
}

/* The frame's own: searching, locking, leaving. */
static bool is_of_frame(const PageForm *form)
{
    static const char *const own[] = {"/fr/personnes", "/fr/verrouiller", "/fr/sortir"};
    for (size_t i = 0; i < LENGTH_OF(own); i++) {
        if (text_equal(form->action, text_from(own[i]))) {
            return true;
        }
    }
    return false;
}

static Text filled(MarkedSite *marked, const MarkedCaller *caller, const PageForm *form)
{
    return staff_site_form(&marked->site, caller->token,
                           text_to_c(marked->site.arena, form->body));
}

static Answered send(MarkedSite *marked, const MarkedCaller *caller, const PageForm *form)
{
    return staff_site_post(&marked->site, caller->token,
                           text_to_c(marked->site.arena, form->action),
                           filled(marked, caller, form));
}

/* ------------------------------------------------------------------------------ the store */

typedef struct Rows {
    int64_t counts[MOST_TABLES];
} Rows;

/* Refusals are written down as well, and a form that was sent is remembered. */
static bool is_memory(const char *table)
{
    return text_starts_with(text_from(table), TEXT("journal")) ||
           text_starts_with(text_from(table), TEXT("sent_form")) ||
           text_starts_with(text_from(table), TEXT("change_log")) ||
           text_starts_with(text_from(table), TEXT("draft"));
}

/* One for each table: a session keeps what it prepared by the place of its query. */
static const Query *count_query(Arena *arena, size_t table)
{
    static Query queries[MOST_TABLES];
    Query *query = &queries[table];
    if (query->name == NULL) {
        query->sqlite = text_format(arena, "SELECT count(*) FROM %s", TABLES[table].name).bytes;
        query->postgres = query->sqlite;
        query->name = TABLES[table].name;
    }
    return query;
}

static Rows rows_of(MarkedSite *marked)
{
    Rows rows = {0};
    SCOPED(session_end) Session *session = NULL;
    assert_true(TABLE_COUNT <= MOST_TABLES);
    assert_int_equal(store_read(marked->site.store, &session, NULL), OK);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        bool row = false;
        SCOPED(statement_close) Statement *statement = NULL;
        assert_int_equal(
            statement_open(session, count_query(marked->site.arena, i), &statement, NULL), OK);
        assert_int_equal(statement_next(statement, &row, NULL), OK);
        rows.counts[i] = is_memory(TABLES[i].name) ? 0 : column_integer(statement, 0);
    }
    return rows;
}

static void expect_same_rows(const Rows *before, const Rows *after, const PageForm *form)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (before->counts[i] != after->counts[i]) {
            fail_msg("%.*s (%.*s) changed %s", TEXT_ARG(form->action), TEXT_ARG(form->body),
                     TABLES[i].name);
        }
    }
}

/* ------------------------------------------------------------------------- ids of another */

/* What is drawn anew for each answer, and what was asked: runs of eight hexadecimal digits. */
static Text without_numbers(Arena *arena, Text body)
{
    Buffer out = buffer_new(arena, body.length + 1);
    size_t run = 0;
    for (size_t i = 0; i <= body.length; i++) {
        const char byte = i < body.length ? body.bytes[i] : '\n';
        const bool is_digit =
            (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || byte == '-';
        if (is_digit) {
            run++;
            continue;
        }
        if (run < 8) {
            buffer_append(&out, text_slice(body, i - run, i));
        }
        run = 0;
        buffer_append_byte(&out, byte);
    }
    return buffer_text(&out);
}

static void expect_same_answer(Arena *arena, const char *what, Answered real, Answered none)
{
    const Text a = without_numbers(arena, real.body);
    const Text b = without_numbers(arena, none.body);
    if (real.status != none.status || !text_equal(a, b)) {
        fail_msg("%s: %d, and %d for nobody\n%.*s\n%.*s", what, real.status, none.status,
                 TEXT_ARG(a), TEXT_ARG(b));
    }
}

static Text nobody_id(Arena *arena)
{
    const Id id = {
        {0x01, 0x99, 0xA7, 0xC2, 0x6C, 0x1E, 0x7D, 0x3A, 0x9F}
    };
    return id_format(arena, id);
}

static void compare_route(MarkedSite *marked, const MarkedCaller *caller, const Route *route)
{
    StaffSite *site = &marked->site;
    Arena *arena = site->arena;
    Id ids[MARKED_MOST_IDS];
    const size_t count = marked_ids(marked, ids);
    const char *none = marked_address(arena, route, nobody_id(arena));
    const bool is_api = marked_is_api(route);
    const Answered nobody = is_api ? staff_site_api(site, caller->token, none, NULL)
                                   : staff_site_get(site, caller->token, none);
    for (size_t i = 0; i < count; i++) {
        const char *path = marked_address(arena, route, id_format(arena, ids[i]));
        const Answered real = is_api ? staff_site_api(site, caller->token, path, NULL)
                                     : staff_site_get(site, caller->token, path);
        expect_same_answer(arena, path, real, nobody);
    }
}

static void test_an_id_of_another_house_answers_as_one_nobody_bears(void **state)
{
    MarkedSite *marked = *state;
    const MarkedCaller *caller = marked_caller(marked, "head_of_service", STAND_AWAY);
    size_t compared = 0;
    for (size_t i = 0; i < marked->site.table_count; i++) {
        for (size_t j = 0; j < marked->site.tables[i].count; j++) {
            const Route *route = &marked->site.tables[i].routes[j];
            const Text path = text_from(route->path);
            if (route->method == GET && route->permission >= FIRST_PERMISSION_OF_DOMAINS &&
                permission_holds(caller->role->permissions, route->permission) &&
                text_contains(path, TEXT("{"))) {
                compare_route(marked, caller, route);
                compared++;
            }
        }
    }
    assert_true(compared > 12);
}

static Text with_id(Arena *arena, Text text, Id id)
{
    const Text wanted = id_format(arena, id);
    Buffer out = buffer_new(arena, text.length + ID_TEXT_LENGTH);
    size_t at = 0;
    for (size_t found = text_find(text, wanted, 0); found < text.length;
         found = text_find(text, wanted, at)) {
        buffer_append(&out, text_slice(text, at, found));
        buffer_append(&out, nobody_id(arena));
        at = found + wanted.length;
    }
    buffer_append(&out, text_slice(text, at, text.length));
    return buffer_text(&out);
}

/* Opening a file in an emergency is for strangers; the officer is told each time. */
static bool breaks_glass(const PageForm *form)
{
    return text_contains(form->action, TEXT("/urgence"));
}

static PageForm about_nobody(MarkedSite *marked, PageForm form)
{
    Id ids[MARKED_MOST_IDS];
    const size_t count = marked_ids(marked, ids);
    for (size_t i = 0; i < count; i++) {
        form.action = with_id(marked->site.arena, form.action, ids[i]);
        form.body = with_id(marked->site.arena, form.body, ids[i]);
    }
    return form;
}

static void test_a_form_about_somebody_of_another_house_changes_nothing(void **state)
{
    MarkedSite *marked = *state;
    const PageForms forms =
        forms_of(marked, marked_caller(marked, "social_worker", STAND_TEAM));
    const MarkedCaller *thief = marked_caller(marked, "social_worker", STAND_AWAY);
    assert_true(forms.count > 20);
    for (size_t i = 0; i < forms.count; i++) {
        const PageForm *form = &forms.items[i];
        const PageForm other = about_nobody(marked, *form);
        if (is_of_frame(form) || breaks_glass(form) || text_equal(other.action, form->action)) {
            continue;
        }
        const Rows before = rows_of(marked);
        const Answered real = send(marked, thief, form);
        const Rows after = rows_of(marked);
        expect_same_rows(&before, &after, form);
        expect_same_answer(marked->site.arena, text_to_c(marked->site.arena, form->action),
                           real, send(marked, thief, &other));
    }
}

/* ----------------------------------------------------------------------------- sent twice */

static void test_a_form_sent_twice_counts_once(void **state)
{
    MarkedSite *marked = *state;
    const MarkedCaller *caller = marked_caller(marked, "social_worker", STAND_TEAM);
    const PageForms forms = forms_of(marked, caller);
    size_t done = 0;
    for (size_t i = 0; i < forms.count; i++) {
        const PageForm *form = &forms.items[i];
        if (is_of_frame(form)) {
            continue;
        }
        const char *path = text_to_c(marked->site.arena, form->action);
        const Text sent = filled(marked, caller, form);
        const Answered first = staff_site_post(&marked->site, caller->token, path, sent);
        const Rows once = rows_of(marked);
        const Answered again = staff_site_post(&marked->site, caller->token, path, sent);
        const Rows twice = rows_of(marked);
        expect_same_rows(&once, &twice, form);
        assert_int_equal(again.status, first.status);
        done += first.status == 303 ? 1 : 0;
    }
    assert_true(done > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_form_of_another_session_or_site_does_anything),
        cmocka_unit_test(test_an_id_of_another_house_answers_as_one_nobody_bears),
        cmocka_unit_test(test_a_form_about_somebody_of_another_house_changes_nothing),
        cmocka_unit_test(test_a_form_sent_twice_counts_once),
    };
    return cmocka_run_group_tests(tests, marked_site_open, marked_site_close);
}
