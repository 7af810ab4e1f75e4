/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/say.h"

static const Phrase days[] = {
    PHRASE_INIT("lundi", "maandag", "Montag", "Monday"),
    PHRASE_INIT("mardi", "dinsdag", "Dienstag", "Tuesday"),
    PHRASE_INIT("mercredi", "woensdag", "Mittwoch", "Wednesday"),
    PHRASE_INIT("jeudi", "donderdag", "Donnerstag", "Thursday"),
    PHRASE_INIT("vendredi", "vrijdag", "Freitag", "Friday"),
    PHRASE_INIT("samedi", "zaterdag", "Samstag", "Saturday"),
    PHRASE_INIT("dimanche", "zondag", "Sonntag", "Sunday"),
};

static const Phrase months[] = {
    PHRASE_INIT("janvier", "januari", "Januar", "January"),
    PHRASE_INIT("février", "februari", "Februar", "February"),
    PHRASE_INIT("mars", "maart", "März", "March"),
    PHRASE_INIT("avril", "april", "April", "April"),
    PHRASE_INIT("mai", "mei", "Mai", "May"),
    PHRASE_INIT("juin", "juni", "Juni", "June"),
    PHRASE_INIT("juillet", "juli", "Juli", "July"),
    PHRASE_INIT("août", "augustus", "August", "August"),
    PHRASE_INIT("septembre", "september", "September", "September"),
    PHRASE_INIT("octobre", "oktober", "Oktober", "October"),
    PHRASE_INIT("novembre", "november", "November", "November"),
    PHRASE_INIT("décembre", "december", "Dezember", "December"),
};

Text say(Language language, Sentence sentence)
{
    return sentence->text.in[language];
}

static Text replaced(Arena *arena, Text text, const char *name, Text value)
{
    const Text mark = text_format(arena, "{%s}", name);
    const size_t at = text_find(text, mark, 0);
    const Text before = text_slice(text, 0, at);
    const Text after = text_slice(text, at + mark.length, text.length);
    return text_format(arena, "%.*s%.*s%.*s", TEXT_ARG(before), TEXT_ARG(value),
                       TEXT_ARG(after));
}

Text say_with(Arena *arena, Language language, Sentence sentence, const char *name, Text value)
{
    return replaced(arena, say(language, sentence), name, value);
}

/* French says nought in the singular. tools/wordsgen.c asks the same of each file of po/. */
static bool is_plural(Language language, size_t count)
{
    return language == FRENCH ? count > 1 : count != 1;
}

Text say_count(Arena *arena, Language language, Sentence sentence, size_t count)
{
    const Phrase *forms = is_plural(language, count) ? &sentence->plural : &sentence->text;
    return replaced(arena, forms->in[language], "n", text_format(arena, "%zu", count));
}

Text say_weekday(Language language, Weekday day)
{
    return days[day].in[language];
}

Text say_day(Arena *arena, Language language, Date date)
{
    const CivilDate civil = date_to_civil(date);
    const Text day = say_weekday(language, date_weekday(date));
    const Text month = months[civil.month - 1].in[language];
    const bool german = language == GERMAN;
    const char *ending = german ? "." : language == FRENCH && civil.day == 1 ? "er" : "";
    return text_format(arena, "%.*s%s %d%s %.*s", TEXT_ARG(day), german ? "," : "", civil.day,
                       ending, TEXT_ARG(month));
}

Text say_month(Arena *arena, Language language, Date date)
{
    const CivilDate civil = date_to_civil(date);
    return text_format(arena, "%.*s %d", TEXT_ARG(months[civil.month - 1].in[language]),
                       civil.year);
}

Text say_clock(Arena *arena, Language language, Moment moment)
{
    const LocalTime local = moment_to_local(moment);
    const int hour = local.minute / 60;
    const int minute = local.minute % 60;
    switch (language) {
    case FRENCH:
        return minute == 0 ? text_format(arena, "%d\u202fh", hour)
                           : text_format(arena, "%d\u202fh\u202f%02d", hour, minute);
    case DUTCH:
        return text_format(arena, "%d.%02d uur", hour, minute);
    case GERMAN:
        return text_format(arena, "%d:%02d Uhr", hour, minute);
    case ENGLISH:
    case LANGUAGE_COUNT:
        break;
    }
    return text_format(arena, "%d:%02d", hour, minute);
}

Text say_moment(Arena *arena, Language language, Moment moment)
{
    const Text day = say_day(arena, language, moment_to_local(moment).date);
    const Text clock = say_clock(arena, language, moment);
    return text_format(arena, "%.*s%s%.*s", TEXT_ARG(day), ", ", TEXT_ARG(clock));
}

Text say_minutes(Arena *arena, Language language, int minutes)
{
    static const Phrase one = PHRASE_INIT("minute", "minuut", "Minute", "minute");
    static const Phrase many = PHRASE_INIT("minutes", "minuten", "Minuten", "minutes");
    /* French counts zero as one. */
    const bool single = minutes == 1 || (minutes == 0 && language == FRENCH);
    return text_format(arena, "%d %.*s", minutes,
                       TEXT_ARG((single ? &one : &many)->in[language]));
}

Text say_distance(Arena *arena, Language language, double meters)
{
    if (meters < 950) {
        return text_format(arena, "%d m", (int)(meters / 50 + 0.5) * 50);
    }
    const int tenths = (int)(meters / 100 + 0.5);
    const char *mark = language == ENGLISH ? "." : ",";
    return tenths >= 200 ? text_format(arena, "%d km", tenths / 10)
                         : text_format(arena, "%d%s%d km", tenths / 10, mark, tenths % 10);
}
