/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents on the page of a case and by API: how they come in, and how they are given. */
#include "unit/store_place.h"

#include "casework/document_api.h"
#include "casework/document_scan.h"
#include "casework/document_web.h"
#include "unit/casework/case_site.h"
#include "unit/casework/document_maker.h"

static int set_up(void **state)
{
    static CaseSite here;
    static RouteTable tables[3];
    here = (CaseSite){0};
    tables[0] = DOCUMENT_ROUTES;
    tables[1] = DOCUMENT_API_ROUTES;
    tables[2] = CASE_WORK_ROUTES;
    case_site_open(&here, tables, 3);
    *state = &here;
    return 0;
}

static int tear_down(void **state)
{
    CaseSite *here = *state;
    staff_site_close(&here->site);
    return 0;
}

typedef struct Sent {
    const char *name;
    const char *type;
    Text content;
} Sent;

static const Sent a_letter = {"lettre.pdf", "application/pdf", TEXT_INIT(A_PDF)};

static void put_field(Buffer *out, const char *name, Text value)
{
    buffer_append_format(
        out, "--" STAFF_BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n",
        name);
    buffer_append(out, value);
    buffer_append(out, TEXT("\r\n"));
}

static void put_file(Buffer *out, const Sent *sent)
{
    buffer_append_format(out,
                         "--" STAFF_BOUNDARY
                         "\r\nContent-Disposition: form-data; name=\"file\"; "
                         "filename=\"%s\"\r\nContent-Type: %s\r\n\r\n",
                         sent->name, sent->type);
    buffer_append(out, sent->content);
    buffer_append(out, TEXT("\r\n--" STAFF_BOUNDARY "--\r\n"));
}

static Text form_of(CaseSite *here, Text token, const Sent *sent)
{
    Buffer out = buffer_new(here->site.arena, 1 << 20);
    put_field(&out, "token", token);
    put_field(&out, "case", id_format(here->site.arena, here->file));
    put_field(&out, "secrecy", TEXT("team"));
    put_file(&out, sent);
    return buffer_text(&out);
}

static Answered put(CaseSite *here, Text who, const Sent *sent)
{
    const Text token = login_form_token(here->site.arena, who);
    return staff_site_upload(&here->site, who, case_site_path(here, "/documents"),
                             form_of(here, token, sent));
}

static const char *api_path(CaseSite *here, const char *rest)
{
    return text_to_c(here->site.arena,
                     text_format(here->site.arena, "/api/v1/cases/%.*s/documents%s",
                                 TEXT_ARG(id_format(here->site.arena, here->file)), rest));
}

static Text header(const Answered *answered, const char *name)
{
    size_t at = 0;
    Text value = TEXT("");
    (void)field_next(&answered->headers, name, &at, &value);
    return value;
}

/* The address of the first document on the page of the case. */
static const char *first_document(CaseSite *here, Text who)
{
    const Answered page = case_site_get(here, who, "/dossier");
    const size_t start =
        text_find(page.body, TEXT("/fr/p/"), text_find(page.body, TEXT("id=\"documents\""), 0));
    const size_t end = text_find_byte(page.body, '"', start);
    return text_to_c(here->site.arena, text_slice(page.body, start, end));
}

/* ------------------------------------------------------------------------------- the page */

static void a_document_put_by_a_form_is_given_as_an_attachment_in_a_box(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(put(here, here->anne, &a_letter).status, 303);
    const Answered page = case_site_get(here, here->anne, "/dossier");
    assert_true(text_contains(page.body, TEXT("lettre.pdf")));
    assert_true(text_contains(page.body, TEXT("non vérifié")));
    assert_true(text_contains(page.body, TEXT("pas d’antivirus")));
    const Answered given =
        staff_site_get(&here->site, here->bob, first_document(here, here->bob));
    assert_int_equal(given.status, 200);
    assert_text_equal(given.body, TEXT(A_PDF));
    assert_text_equal(header(&given, "Content-Disposition"),
                      TEXT("attachment; filename=\"lettre.pdf\"; "
                           "filename*=UTF-8''lettre.pdf"));
    assert_text_equal(header(&given, "X-Content-Type-Options"), TEXT("nosniff"));
    assert_text_equal(header(&given, "Content-Type"), TEXT("application/pdf"));
    assert_text_equal(given.cache, TEXT("no-store"));
    size_t at = 0;
    bool is_boxed = false;
    Text policy = TEXT("");
    while (field_next(&given.headers, "Content-Security-Policy", &at, &policy)) {
        is_boxed |= text_contains(policy, TEXT("sandbox"));
    }
    assert_true(is_boxed);
}

static void a_name_of_letters_quotes_and_lines_stays_within_its_header(void **state)
{
    CaseSite *here = *state;
    const Sent odd = {"../réponse \\\"d’État\\\";.txt", "text/plain", TEXT_INIT("oui")};
    assert_int_equal(put(here, here->anne, &odd).status, 303);
    const Answered given =
        staff_site_get(&here->site, here->anne, first_document(here, here->anne));
    assert_text_equal(
        header(&given, "Content-Disposition"),
        TEXT("attachment; filename=\"r__ponse__d_____tat__.txt\"; filename*=UTF-8''"
             "r%C3%A9ponse%20%22d%E2%80%99%C3%89tat%22%3B.txt"));
    const Answered page = case_site_get(here, here->anne, "/dossier");
    assert_true(text_contains(page.body, TEXT("&quot;d’État&quot;")) ||
                text_contains(page.body, TEXT("&#34;d’État&#34;")));
}

static void what_is_refused_is_said_on_the_page_and_leaves_nothing(void **state)
{
    static const struct {
        Sent sent;
        const char *said;
    } wrongs[] = {
        {{"vide.txt", "text/plain", TEXT_INIT("")},                      "il est vide"        },
        {{"x.exe", "application/x-msdownload", TEXT_INIT("MZ\x90\x01")}, "son contenu n’est"},
        {{"x.pdf", "application/pdf", TEXT_INIT("<script>1</script>")},  "annonce autre chose"},
        {{"x.txt", "text/html", TEXT_INIT("<script>1</script>")},        "annonce autre chose"},
        {{"", "text/plain", TEXT_INIT("words")},                         "son nom est vide"   },
    };
    CaseSite *here = *state;
    for (size_t i = 0; i < LENGTH_OF(wrongs); i++) {
        const Answered answered = put(here, here->anne, &wrongs[i].sent);
        if (answered.status != 422 ||
            !text_contains(answered.body, text_from(wrongs[i].said))) {
            fail_msg("%zu: %d", i, answered.status);
        }
    }
    assert_true(text_contains(case_site_get(here, here->anne, "/dossier").body,
                              TEXT("Aucun document.")));
}

static void a_form_with_a_file_needs_the_token_of_its_session(void **state)
{
    CaseSite *here = *state;
    const char *path = case_site_path(here, "/documents");
    const Text stolen = login_form_token(here->site.arena, here->bob);
    assert_int_equal(
        staff_site_upload(&here->site, here->anne, path, form_of(here, stolen, &a_letter))
            .status,
        403);
    assert_int_equal(
        staff_site_upload(&here->site, here->anne, path, form_of(here, TEXT(""), &a_letter))
            .status,
        403);
    assert_int_equal(staff_site_upload(&here->site, here->anne, path, TEXT("no form")).status,
                     400);
}

static size_t count_of(Text text, Text part)
{
    size_t count = 0;
    for (size_t at = text_find(text, part, 0); at < text.length;
         at = text_find(text, part, at + part.length)) {
        count++;
    }
    return count;
}

static void the_same_form_sent_twice_acts_once_and_another_file_is_another_form(void **state)
{
    CaseSite *here = *state;
    const Sent other = {"lettre.pdf", "application/pdf", TEXT_INIT(A_PDF "\n")};
    const char *path = case_site_path(here, "/documents");
    const Text token = login_form_token(here->site.arena, here->anne);
    const Text form = form_of(here, token, &a_letter);
    const Text changed = form_of(here, token, &other);
    assert_int_equal(staff_site_upload(&here->site, here->anne, path, form).status, 303);
    assert_int_equal(staff_site_upload(&here->site, here->anne, path, form).status, 303);
    assert_int_equal(staff_site_upload(&here->site, here->anne, path, changed).status, 303);
    const Answered page = case_site_get(here, here->anne, "/dossier");
    assert_int_equal(count_of(page.body, TEXT(">lettre.pdf</bdi>")), 2);
}

static void a_stranger_is_told_of_no_document(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(put(here, here->anne, &a_letter).status, 303);
    const char *path = first_document(here, here->anne);
    assert_int_equal(staff_site_get(&here->site, here->zoe, path).status, 404);
    assert_int_equal(staff_site_get(&here->site, TEXT(""), path).status, 303);
    assert_int_equal(put(here, here->zoe, &a_letter).status, 404);
    assert_int_equal(
        staff_site_get(
            &here->site, here->anne,
            text_to_c(here->site.arena, text_format(here->site.arena, "%.*s",
                                                    (int)(text_from(path).length - 2), path)))
            .status,
        404);
}

static void one_that_waits_for_the_scanner_says_so(void **state)
{
    CaseSite *here = *state;
    Problem problem = {.arena = here->site.arena};
    assert_int_equal(put(here, here->anne, &a_letter).status, 303);
    const char *path = first_document(here, here->anne);
    assert_int_equal(
        document_set_scanning(here->site.store, SCANNING_ON, here->site.now, &problem), OK);
    const Answered given = staff_site_get(&here->site, here->anne, path);
    assert_int_equal(given.status, 409);
    assert_true(text_contains(given.body, TEXT("Ce document n’est pas donné")));
    assert_true(text_contains(given.body, TEXT("attend l’antivirus")));
    assert_false(text_contains(given.body, TEXT(A_PDF)));
}

static void a_document_is_withdrawn_with_its_reason(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(put(here, here->anne, &a_letter).status, 303);
    const char *path = first_document(here, here->anne);
    const Text id = text_slice(text_from(path), text_from(path).length - ID_TEXT_LENGTH,
                               text_from(path).length);
    const char *empty = text_to_c(
        here->site.arena, text_format(here->site.arena, "document=%.*s&reason=", TEXT_ARG(id)));
    const char *whole = text_to_c(
        here->site.arena,
        text_format(here->site.arena, "document=%.*s&reason=mauvais+dossier", TEXT_ARG(id)));
    assert_int_equal(case_site_post(here, here->anne, "/documents/retrait", empty).status, 422);
    assert_int_equal(case_site_post(here, here->anne, "/documents/retrait", whole).status, 303);
    assert_int_equal(staff_site_get(&here->site, here->anne, path).status, 404);
    const Answered page = case_site_get(here, here->anne, "/dossier");
    assert_true(text_contains(page.body, TEXT("mauvais dossier")));
}

/* -------------------------------------------------------------------------------- the API */

static void the_api_takes_lists_gives_and_withdraws(void **state)
{
    CaseSite *here = *state;
    Buffer form = buffer_new(here->site.arena, 1 << 20);
    put_field(&form, "secrecy", TEXT("author"));
    put_file(&form, &a_letter);
    const Answered made =
        staff_site_api_upload(&here->site, here->anne, api_path(here, ""), buffer_text(&form));
    assert_int_equal(made.status, 201);
    assert_true(text_contains(made.body, TEXT("\"mediaType\":\"application/pdf\"")));
    assert_true(text_contains(made.body, TEXT("\"scanned\":false")));
    const char *place = text_to_c(here->site.arena, made.location);
    const Answered given = staff_site_api(&here->site, here->anne, place, NULL);
    assert_text_equal(given.body, TEXT(A_PDF));
    assert_text_equal(given.cache, TEXT("no-store"));
    assert_int_equal(staff_site_api(&here->site, here->bob, place, NULL).status, 404);
    const char *away =
        text_to_c(here->site.arena, text_format(here->site.arena, "%s/withdraw", place));
    assert_int_equal(staff_site_api(&here->site, here->anne, away, "{\"reason\":\"\"}").status,
                     400);
    const Answered gone =
        staff_site_api(&here->site, here->anne, away, "{\"reason\":\"twice\"}");
    assert_int_equal(gone.status, 200);
    assert_true(text_contains(gone.body, TEXT("\"reason\":\"twice\"")));
    assert_int_equal(staff_site_api(&here->site, here->anne, place, NULL).status, 404);
}

static void the_api_says_which_field_is_wrong(void **state)
{
    CaseSite *here = *state;
    const Sent wrong = {"a.png", "image/png", TEXT_INIT("words")};
    Buffer form = buffer_new(here->site.arena, 1 << 20);
    put_field(&form, "secrecy", TEXT("everyone"));
    put_file(&form, &a_letter);
    const Answered secrecy =
        staff_site_api_upload(&here->site, here->anne, api_path(here, ""), buffer_text(&form));
    assert_int_equal(secrecy.status, 400);
    assert_true(text_contains(secrecy.body, TEXT("\"name\":\"secrecy\"")));
    buffer_clear(&form);
    put_field(&form, "secrecy", TEXT("team"));
    put_file(&form, &wrong);
    const Answered kind =
        staff_site_api_upload(&here->site, here->anne, api_path(here, ""), buffer_text(&form));
    assert_true(text_contains(kind.body, TEXT("\"name\":\"type\"")));
    const Answered none = staff_site_api(&here->site, here->anne, api_path(here, ""), "{}");
    assert_true(text_contains(none.body, TEXT("\"name\":\"file\"")));
}

int main(void)
{
#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        on_a_site(a_document_put_by_a_form_is_given_as_an_attachment_in_a_box),
        on_a_site(a_name_of_letters_quotes_and_lines_stays_within_its_header),
        on_a_site(what_is_refused_is_said_on_the_page_and_leaves_nothing),
        on_a_site(a_form_with_a_file_needs_the_token_of_its_session),
        on_a_site(the_same_form_sent_twice_acts_once_and_another_file_is_another_form),
        on_a_site(a_stranger_is_told_of_no_document),
        on_a_site(one_that_waits_for_the_scanner_says_so),
        on_a_site(a_document_is_withdrawn_with_its_reason),
        on_a_site(the_api_takes_lists_gives_and_withdraws),
        on_a_site(the_api_says_which_field_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
