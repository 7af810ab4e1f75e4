/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/rent_words_web.h"

#include "directory/csv.h"
#include "dwellings/sentences.h"
#include "entitlements/ticket_words_web.h"
#include "words/say.h"

enum { TENTHS = 10 };

Text rent_day_words(Arena *arena, Language language, Date day)
{
    const CivilDate civil = date_to_civil(day);
    return language == ENGLISH
               ? date_format(arena, day)
               : text_format(arena, "%d.%d.%d", civil.day, civil.month, civil.year);
}

static Text share_words(Arena *arena, Language language, int64_t thousandths)
{
    const char mark = language == ENGLISH ? '.' : ',';
    const long long whole = thousandths / TENTHS;
    return thousandths % TENTHS == 0 ? text_format(arena, "%lld %%", whole)
                                     : text_format(arena, "%lld%c%lld %%", whole, mark,
                                                   (long long)(thousandths % TENTHS));
}

Text rent_rule_words(Arena *arena, Language language, const RentRule *rule)
{
    return rule->kind == RENT_SHARE ? say_with(arena, language, SAY_RENT_SHARE_OF, "share",
                                               share_words(arena, language, rule->amount))
                                    : say_with(arena, language, SAY_RENT_FIXED_OF, "sum",
                                               euros_say(arena, language, rule->amount));
}

/* "20 % de 1450,00 € = 290,00 €"; a fixed sum explains itself. */
static Text whole_words(Arena *arena, Language language, const RentLine *line)
{
    const Text whole = euros_say(arena, language, line->whole);
    if (line->rule.kind == RENT_FIXED) {
        return whole;
    }
    const Text share = share_words(arena, language, line->rule.amount);
    const Text of = say_with(arena, language, SAY_RENT_OF_INCOME, "income",
                             euros_say(arena, language, line->income));
    return text_format(arena, "%.*s %.*s = %.*s", TEXT_ARG(share), TEXT_ARG(of),
                       TEXT_ARG(whole));
}

static Text part_words(Arena *arena, Language language, const RentLine *line)
{
    const Text days = say_count(arena, language, SAY_RENT_DAYS, (size_t)line->days);
    return text_format(arena, "%.*s / %lld = %.*s", TEXT_ARG(days), (long long)line->length,
                       TEXT_ARG(euros_say(arena, language, line->cents)));
}

Text rent_line_words(Arena *arena, Language language, const RentLine *line)
{
    Text pieces[3];
    size_t count = 0;
    if (line->state == RENT_NO_RULE) {
        return say(language, SAY_RENT_NO_RULE);
    }
    if (line->state == RENT_NO_INCOME) {
        return say_with(arena, language, SAY_RENT_NO_INCOME, "share",
                        share_words(arena, language, line->rule.amount));
    }
    pieces[count++] = whole_words(arena, language, line);
    if (line->days < line->length) {
        pieces[count++] = part_words(arena, language, line);
    }
    pieces[count++] = say_with(arena, language, SAY_RENT_RULE_OF, "day",
                               rent_day_words(arena, language, line->rule.starts));
    return text_join(arena, pieces, count, TEXT(", "));
}

bool rent_share_parse(Text typed, int64_t *thousandths)
{
    int64_t hundredths = 0;
    if (!euros_parse(typed, &hundredths) || hundredths % TENTHS != 0 ||
        hundredths / TENTHS > RENT_SHARE_MOST) {
        return false;
    }
    *thousandths = hundredths / TENTHS;
    return true;
}

/* ------------------------------------------------------------------------------------ CSV */

static Text sum(Arena *arena, int64_t cents)
{
    return text_format(arena, "%lld.%02lld", (long long)(cents / 100),
                       (long long)(cents % 100));
}

static void csv_line(Arena *arena, Language language, const RentLine *line, Buffer *out)
{
    const bool is_known = line->state == RENT_KNOWN;
    const bool is_share = line->state != RENT_NO_RULE && line->rule.kind == RENT_SHARE;
    csv_cell(out, text_slice(date_format(arena, line->month), 0, 7), true);
    csv_cell(out, text_format(arena, "%lld", (long long)line->days), false);
    csv_cell(out, text_format(arena, "%lld", (long long)line->length), false);
    csv_cell(out, line->state == RENT_NO_RULE ? TEXT("") : rent_kind_code(line->rule.kind),
             false);
    csv_cell(out, is_share ? sum(arena, line->rule.amount * TENTHS) : TEXT(""), false);
    csv_cell(out, is_share && is_known ? sum(arena, line->income) : TEXT(""), false);
    csv_cell(out, is_known ? sum(arena, line->cents) : TEXT(""), false);
    csv_cell(out, rent_line_words(arena, language, line), false);
    csv_end_row(out);
}

void rent_csv(Arena *arena, Language language, const RentTable *table, Buffer *out)
{
    static const char *const heads[] = {"month", "days",   "of_days", "kind",
                                        "share", "income", "amount",  "because"};
    for (size_t i = 0; i < LENGTH_OF(heads); i++) {
        csv_cell(out, text_from(heads[i]), i == 0);
    }
    csv_end_row(out);
    for (size_t i = 0; i < table->lines.count; i++) {
        csv_line(arena, language, &table->lines.items[i], out);
    }
}
