/* SPDX-License-Identifier: EUPL-1.2 */
/* Nothing written by a page can become markup, whatever it holds. */
#include "unit/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "html/html.h"

static int open_arena(void **state)
{
    *state = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static Text written(Arena *arena, void (*write)(Html *, Text), Text text)
{
    Buffer *out = ARENA_NEW(arena, Buffer);
    *out = buffer_new(arena, 1 << 20);
    Html html = {.arena = arena, .out = out, .language = FRENCH};
    write(&html, text);
    return buffer_text(out);
}

static void what_ends_an_element_or_an_attribute_is_escaped(void **state)
{
    assert_text_equal(written(*state, html_text, TEXT("<b a=\"1\" c='2'>&amp;")),
                      TEXT("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;"));
    assert_text_equal(written(*state, html_text, TEXT("L’accueil, été — 12 h")),
                      TEXT("L’accueil, été — 12 h"));
}

static void assert_is_text(Text html)
{
    static const char special[] = "<>\"'";
    for (size_t i = 0; i < html.length; i++) {
        assert_null(strchr(special, html.bytes[i]));
    }
    assert_true(text_is_utf8(html));
}

/* Every known way in, in every frame: none leaves a byte that HTML reads as markup. */
static void hundreds_of_payloads_stay_text(void **state)
{
    static const char *const cores[] = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<body onload=alert(1)>",
        "<a href=javascript:alert(1)>x</a>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<!--><script>alert(1)</script-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<template><script>alert(1)</script></template>",
        "{{ constructor.constructor('alert(1)')() }}",
        "\xC0\xBCscript\xC0\xBE",
        "\xE0\x80\xBCscript>",
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        "<scr\x01ipt>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "</title><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        "\xF5<script>",
    };
    static const char *const frames[] = {
        "%s",     "\"%s",   "'%s",  ">%s", "\">%s",  "'>%s",   "--> %s", "]]>%s",
        "&lt;%s", "\xC3%s", "%s\"", "%s'", "\\\"%s", "\n\n%s", "é%s",    "%s%%00"};
    for (size_t i = 0; i < LENGTH_OF(cores); i++) {
        for (size_t j = 0; j < LENGTH_OF(frames); j++) {
            const char *at = strstr(frames[j], "%s");
            const Text payload = text_format(*state, "%.*s%s%s", (int)(at - frames[j]),
                                             frames[j], cores[i], at + 2);
            assert_is_text(written(*state, html_text, payload));
            assert_is_text(written(*state, html_url, payload));
        }
    }
}

static void an_address_that_runs_or_misleads_is_refused(void **state)
{
    static const Text refused[] = {
        TEXT_INIT("javascript:alert(1)"),
        TEXT_INIT("JaVaScRiPt:alert(1)"),
        TEXT_INIT(" javascript:alert(1)"),
        TEXT_INIT("\x01javascript:alert(1)"),
        TEXT_INIT("java\nscript:alert(1)"),
        TEXT_INIT("java\tscript:alert(1)"),
        TEXT_INIT("data:text/html,<script>alert(1)</script>"),
        TEXT_INIT("vbscript:msgbox(1)"),
        TEXT_INIT("blob:https://x/1"),
        TEXT_INIT("file:///etc/passwd"),
        TEXT_INIT("//evil.example/"),
        TEXT_INIT("/\\evil.example/"),
        TEXT_INIT("\\\\evil.example"),
        TEXT_INIT("/\t/evil.example"),
        TEXT_INIT("/\n/evil.example"),
        TEXT_INIT("https://good.example\\@evil.example"),
        TEXT_INIT("evil.example"),
        TEXT_INIT(""),
    };
    for (size_t i = 0; i < LENGTH_OF(refused); i++) {
        assert_text_equal(written(*state, html_url, refused[i]), TEXT("#"));
    }
}

static void an_address_of_ours_or_of_a_partner_is_kept(void **state)
{
    static const Text kept[] = {
        TEXT_INIT("/fr/s/abri-de-nuit"),
        TEXT_INIT("?page=2"),
        TEXT_INIT("#main"),
        TEXT_INIT("https://www.croix-rouge.be/"),
        TEXT_INIT("tel:+3242221111"),
        TEXT_INIT("mailto:aide@example.be"),
        TEXT_INIT("geo:50.64330,5.57180"),
    };
    for (size_t i = 0; i < LENGTH_OF(kept); i++) {
        assert_text_equal(written(*state, html_url, kept[i]), kept[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ends_an_element_or_an_attribute_is_escaped),
        cmocka_unit_test(hundreds_of_payloads_stay_text),
        cmocka_unit_test(an_address_that_runs_or_misleads_is_refused),
        cmocka_unit_test(an_address_of_ours_or_of_a_partner_is_kept),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
