/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/say.h"

#define FOUR(fr, nl, de, en)                                                                   \
    {                                                                                          \
        {                                                                                      \
            TEXT_INIT(fr), TEXT_INIT(nl), TEXT_INIT(de), TEXT_INIT(en)                         \
        }                                                                                      \
    }

static const Phrase days[] = {
    FOUR("lundi", "maandag", "Montag", "Monday"),
    FOUR("mardi", "dinsdag", "Dienstag", "Tuesday"),
    FOUR("mercredi", "woensdag", "Mittwoch", "Wednesday"),
    FOUR("jeudi", "donderdag", "Donnerstag", "Thursday"),
    FOUR("vendredi", "vrijdag", "Freitag", "Friday"),
    FOUR("samedi", "zaterdag", "Samstag", "Saturday"),
    FOUR("dimanche", "zondag", "Sonntag", "Sunday"),
};

static const Phrase months[] = {
    FOUR("janvier", "januari", "Januar", "January"),
    FOUR("février", "februari", "Februar", "February"),
    FOUR("mars", "maart", "März", "March"),
    FOUR("avril", "april", "April", "April"),
    FOUR("mai", "mei", "Mai", "May"),
    FOUR("juin", "juni", "Juni", "June"),
    FOUR("juillet", "juli", "Juli", "July"),
    FOUR("août", "augustus", "August", "August"),
    FOUR("septembre", "september", "September", "September"),
    FOUR("octobre", "oktober", "Oktober", "October"),
    FOUR("novembre", "november", "November", "November"),
    FOUR("décembre", "december", "Dezember", "December"),
};

Text say(Language language, Sentence sentence)
{
    return SENTENCES[sentence].in[language];
}

Text say_with(Arena *arena, Language language, Sentence sentence, const char *name, Text value)
{
    const Text text = say(language, sentence);
    const Text mark = text_format(arena, "{%s}", name);
    const size_t at = text_find(text, mark, 0);
    const Text before = text_slice(text, 0, at);
    const Text after = text_slice(text, at + mark.length, text.length);
    return text_format(arena, "%.*s%.*s%.*s", TEXT_ARG(before), TEXT_ARG(value),
                       TEXT_ARG(after));
}

Text say_day(Arena *arena, Language language, Date date)
{
    const CivilDate civil = date_to_civil(date);
    const Text day = days[date_weekday(date)].in[language];
    const Text month = months[civil.month - 1].in[language];
    const bool german = language == GERMAN;
    return text_format(arena, "%.*s%s %d%s %.*s", TEXT_ARG(day), german ? "," : "", civil.day,
                       german ? "." : "", TEXT_ARG(month));
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
    static const Phrase one = FOUR("minute", "minuut", "Minute", "minute");
    static const Phrase many = FOUR("minutes", "minuten", "Minuten", "minutes");
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
