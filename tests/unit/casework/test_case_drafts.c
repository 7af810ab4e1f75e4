/* SPDX-License-Identifier: EUPL-1.2 */
/* What is written on the pages of a case is not lost with the session that wrote it. */
#include "unit/store_place.h"

#include "access/login_web.h"
#include "casework/accompaniment_web.h"
#include "casework/assessment_web.h"
#include "casework/conference_web.h"
#include "casework/question_web.h"
#include "unit/casework/case_site.h"

/* One conference and one accompaniment are planned. */
static int set_up(void **state)
{
    static CaseSite here;
    static RouteTable tables[8];
    here = (CaseSite){0};
    tables[0] = CASE_ROUTES;
    tables[1] = CASE_WORK_ROUTES;
    tables[2] = TASK_ROUTES;
    tables[3] = ACCOMPANIMENT_ROUTES;
    tables[4] = ASSESSMENT_ROUTES;
    tables[5] = CONFERENCE_ROUTES;
    tables[6] = QUESTION_ROUTES;
    tables[7] = LOGIN_ROUTES;
    case_site_open(&here, tables, LENGTH_OF(tables));
    const Text going =
        text_format(here.site.arena,
                    "door=CPAS&place=place+Verte&starts=2027-12-03T10%%3A00&companion=%.*s",
                    TEXT_ARG(id_format(here.site.arena, here.anne_id)));
    assert_int_equal(
        case_site_post(&here, here.anne, "/accompagnements", text_to_c(here.site.arena, going))
            .status,
        303);
    *state = &here;
    return 0;
}

static int tear_down(void **state)
{
    CaseSite *here = *state;
    staff_site_close(&here->site);
    return 0;
}

/* What stands between the first `before` at or after `from` and the next quotation mark. */
static Text quoted(Text page, const char *before, size_t from)
{
    const size_t start = text_find(page, text_from(before), from) + text_from(before).length;
    return start >= page.length ? TEXT("")
                                : text_slice(page, start, text_find_byte(page, '"', start));
}

static size_t last_form(Text page, size_t before)
{
    size_t last = 0;
    for (size_t at = 0; at < before; at = text_find(page, TEXT("<form "), at + 1)) {
        last = at;
    }
    return last;
}

/* The screen locks, the form is sent, the password given: what was typed is there. */
static void is_given_back(CaseSite *here, Text action, Text name)
{
    Arena *arena = here->site.arena;
    const Text fields = text_format(arena, "case=%.*s&%.*s=MARKER-TYPED",
                                    TEXT_ARG(id_format(arena, here->file)), TEXT_ARG(name));
    const Text typed = staff_site_form(&here->site, here->anne, text_to_c(arena, fields));
    here->site.now += LOGIN_IDLE + 1;
    assert_text_equal(
        staff_site_post(&here->site, here->anne, text_to_c(arena, action), typed).location,
        TEXT("/fr/verrouille"));
    (void)staff_site_post(
        &here->site, here->anne, "/verrouille",
        staff_site_form(&here->site, here->anne, "password=une+porte+ouverte"));
    const Text kept = staff_site_get(&here->site, here->anne, "/reprendre").body;
    assert_true(text_contains(kept, TEXT("value=\"MARKER-TYPED\"")));
    assert_true(text_contains(kept, action));
}

/* How many texts of the page may be long; each is in a form that a locked screen sends. */
static size_t keeps_each_long_text(CaseSite *here, const char *path)
{
    size_t count = 0;
    const Answered answered = staff_site_get(&here->site, here->anne, path);
    const Text page = answered.body;
    assert_int_equal(answered.status, 200);
    assert_text_equal(answered.refresh, TEXT(""));
    for (size_t at = text_find(page, TEXT("<textarea"), 0); at < page.length;
         at = text_find(page, TEXT("<textarea"), at + 1)) {
        const size_t form = last_form(page, at);
        const Text button = text_format(here->site.arena, "form=\"%.*s\" formnovalidate",
                                        TEXT_ARG(quoted(page, "<form id=\"", form)));
        if (!text_contains(page, button)) {
            fail_msg("%s: %.*s", path, TEXT_ARG(text_slice(page, form, at)));
        }
        is_given_back(here, quoted(page, "action=\"", form), quoted(page, " name=\"", at));
        count++;
    }
    return count;
}

static const char *conference(CaseSite *here)
{
    const Answered planned =
        case_site_post(here, here->anne, "/concertations",
                       "subject=O%C3%B9+dormir&place=salle+2&starts=2027-12-04T10%3A00");
    assert_int_equal(planned.status, 303);
    return text_to_c(here->site.arena, planned.location);
}

static void each_long_text_of_a_case_is_given_back_after_the_screen_locked(void **state)
{
    CaseSite *here = *state;
    const struct {
        const char *path;
        size_t texts;
    } pages[] = {
        {case_site_path(here, "/fil"), 1}, /* a note */
        {case_site_path(here,                   "/dossier"),        3}, /* a goal, a task, what was seen */
        {"/fr/taches",                  1                 }, /* what was seen */
        {case_site_path(here, "/concertations"),1}, /* the subject */
        {conference(here),  4                 }, /* decision, minutes, how it went twice */
        {"/fr/questions",    1        }, /* the question */
    };
    for (size_t i = 0; i < LENGTH_OF(pages); i++) {
        assert_int_equal(keeps_each_long_text(here, pages[i].path), pages[i].texts);
    }
}

/* The locked screen lists the forms: their names are for whoever passes by. */
static void a_locked_screen_names_no_door(void **state)
{
    CaseSite *here = *state;
    const Text page = case_site_get(here, here->anne, "/dossier").body;
    const size_t cover = text_find(page, TEXT("<div class=\"idle\">"), 0);
    assert_true(cover < page.length);
    assert_false(text_contains(text_slice(page, cover, page.length), TEXT("CPAS")));
    assert_true(text_contains(page, TEXT("CPAS")));
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(each_long_text_of_a_case_is_given_back_after_the_screen_locked),
        on_a_site(a_locked_screen_names_no_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
