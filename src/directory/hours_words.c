/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/hours_words.h"

#include <string.h>

#include <utf8proc.h>

#include "base/list.h"
#include "directory/hours_model.h"

/* The spellings of one meaning, in lower case, separated by bars. */
typedef struct WordGroup {
    WordKind kind;
    int value;
    const char *spellings;
} WordGroup;

enum { WORKDAYS = 31, WEEKEND = 96, EVERY_DAY = 127 };

/* Where two languages differ on a short form, the strict OSM form wins, then French, then
 * Dutch. A month whose name means another month elsewhere ("listopad") is left out: refused. */
static const WordGroup groups[] = {
    {WORD_WEEKDAY,            0,
     "mo|mon|monday|mondays|lu|lun|lundi|lundis|ma|maandag|montag|montags"
     "|lunes|lunedì|lunedi|segunda|segunda-feira|月曜日|月曜|月|пн|понедельник"      },
    {WORD_WEEKDAY,            1,
     "tu|tue|tues|tuesday|tuesdays|mardi|mardis|di|dinsdag|die|dienstag"
     "|dienstags|martes|martedì|martedi|terça|terça-feira|火曜日|火曜|火|вт"
     "|вторник"                                                                                   },
    {WORD_WEEKDAY,            2,
     "we|wed|weds|wednesday|wednesdays|me|mer|mercredi|mercredis|wo"
     "|woensdag|mi|mit|mittwoch|mittwochs|miércoles|miercoles|mercoledì"
     "|mercoledi|quarta|quarta-feira|水曜日|水曜|水|ср|среда"                               },
    {WORD_WEEKDAY,            3,
     "th|thu|thur|thurs|thursday|thursdays|je|jeu|jeudi|jeudis|do"
     "|donderdag|don|donnerstag|donnerstags|jueves|giovedì|giovedi|quinta"
     "|quinta-feira|木曜日|木曜|木|чт|четверг"                                            },
    {WORD_WEEKDAY,            4,
     "fr|fri|friday|fridays|ve|ven|vendredi|vendredis|vr|vrijdag|fre"
     "|freitag|freitags|viernes|venerdì|venerdi|sexta|sexta-feira|金曜日|金曜"
     "|金|пт|пятница"                                                                          },
    {WORD_WEEKDAY,            5,
     "sa|sat|saturday|saturdays|sam|samedi|samedis|za|zaterdag|samstag"
     "|samstags|sonnabend|sábado|sabado|sabato|土曜日|土曜|土|сб|суббота"                },
    {WORD_WEEKDAY,            6,
     "su|sun|sunday|sundays|dim|dimanche|dimanches|zo|zondag|so|son"
     "|sonntag|sonntags|sonn|domingo|domenica|日曜日|日曜|日|вс|воскресенье"          },
    {WORD_MONTH,              1,
     "jan|january|janvier|janv|januari|januar|jänner|jän|enero|gennaio"
     "|janeiro"                                                                                          },
    {WORD_MONTH,              2,
     "feb|february|février|fevrier|févr|februari|februar|febrero|febbraio"
     "|fevereiro"                                                                                        },
    {WORD_MONTH,              3,             "mar|march|mars|maart|mrt|märz|mär|marzo|março"          },
    {WORD_MONTH,              4,             "apr|april|avril|avr|abril|aprile"                          },
    {WORD_MONTH,              5,             "may|mai|mei|mayo|maggio|maio"                              },
    {WORD_MONTH,              6,             "jun|june|juin|juni|junio|giugno|junho"                     },
    {WORD_MONTH,              7,             "jul|july|juillet|juil|juli|julio|luglio|julho"             },
    {WORD_MONTH,              8,             "aug|august|août|aout|augustus|agosto"                     },
    {WORD_MONTH,              9,             "sep|sept|september|septembre|septiembre|settembre|setembro"},
    {WORD_MONTH,              10,            "oct|october|octobre|oktober|okt|octubre|ottobre|outubro"   },
    {WORD_MONTH,              11,            "nov|november|novembre|noviembre|novembro"                  },
    {WORD_MONTH,              12,
     "dec|december|décembre|decembre|déc|dezember|dez|diciembre|dicembre"
     "|dezembro"                                                                                         },
    {WORD_EVENT,              DAWN,          "dawn"                                                      },
    {WORD_EVENT,              SUNRISE,       "sunrise|sonnenaufgang|lever du soleil|zonsopgang"          },
    {WORD_EVENT,              SUNSET,        "sunset|sonnenuntergang|coucher du soleil|zonsondergang"    },
    {WORD_EVENT,              DUSK,          "dusk"                                                      },
    {WORD_STATE,              HOURS_OPEN,    "open|opened|ouvert|geöffnet|offen"                        },
    {WORD_STATE,              HOURS_CLOSED,
     "off|closed|close|fermé|ferme|fermée|gesloten|geschlossen|geschl"
     "|ruhetag|cerrado|chiuso"                                                                           },
    {WORD_STATE,              HOURS_UNKNOWN, "unknown"                                                   },
    {WORD_PUBLIC_HOLIDAY,     0,
     "ph|holiday|holidays|public holiday|public holidays|bank holiday"
     "|bank holidays|feiertag|feiertags|feiertage|feiertagen|jours fériés"
     "|jour férié|fériés|feestdagen|feestdag"                                                        },
    {WORD_PUBLIC_HOLIDAY,     -1,            "day before public holiday|one day before public holiday"   },
    {WORD_PUBLIC_HOLIDAY,     1,             "day after public holiday|one day after public holiday"     },
    {WORD_SCHOOL_HOLIDAY,     0,
     "sh|school holiday|school holidays|schulferien|ferien"
     "|vacances scolaires|schoolvakantie|schoolvakanties"                                                },
    {WORD_SUNDAY_AND_HOLIDAY, 0,
     "sonn- und feiertag|sonn- und feiertags|sonn- und feiertage"
     "|sonn- u. feiertags|sonn-/feiertag|sonn-/feiertags"                                                },
    {WORD_WEEKDAYS,           WEEKEND,       "weekend|weekends|week-end|wochenende"                      },
    {WORD_WEEKDAYS,           WORKDAYS,
     "weekday|weekdays|work day|work days|workday|workdays|working days"
     "|on work day|on work days|werktag|werktags|werkdagen|en semaine"
     "|jours ouvrables"                                                                                  },
    {WORD_WEEKDAYS,           EVERY_DAY,
     "daily|everyday|every day|7/7|7j/7|7 days a week|all days|alle tage"
     "|täglich|tous les jours|dagelijks"                                                                },
    {WORD_WEEK,               0,             "week|weeks|kw"                                             },
    {WORD_EASTER,             0,             "easter|ostern|pâques"                                     },
    {WORD_ALWAYS,             0,
     "24/7|24x7|24h/24|24h/24 et 7j/7|24/24 7/7|7j/7 24h/24"
     "|24 hours 7 days a week|24 hours|always|always open|anytime"
     "|any time|all day|nonstop|nonstop geöffnet|durchgehend|toujours"
     "|altijd|immer"                                                                                     },
    {WORD_DAY,                0,             "day|days|jour|jours|tag|tage"                              },
    {WORD_CLOCK,              720,           "noon|midday|midi|mittag"                                   },
    {WORD_CLOCK,              0,             "midnight|minuit|mitternacht"                               },
    {WORD_LATE,               0,             "late|open end|openend|open-end"                            },
    {WORD_HALF,               0,             "am|a.m|a. m"                                               },
    {WORD_HALF,               1,             "pm|p.m|p. m"                                               },
    {WORD_HOUR,               0,             "h|hs|hrs|uhr|u|uur|heures|heure|o'clock"                   },
    {WORD_APPOINTMENT,        0,
     "on appointment|by appointment|appointment|appointment only"
     "|by appointment only|sur rendez-vous|sur rendez vous|rendez-vous"
     "|op afspraak|nach vereinbarung|termine nach vereinbarung|on request"                               },
    {WORD_TO,                 0,
     "-|‐|‑|‒|–|—|―|−|ー|～|〜|~|→|to|till|until|through|à|au|jusqu'à|bis"
     "|tot|t/m|tot en met|a|al|ás|às|as|até|до"                                                     },
    {WORD_NOISE,              0,
     "=|von|from|van|du|de|le|les|on|opening_hours|öffnungszeiten"
     "|openingsuren|horaires"                                                                            },
    {WORD_AND,                0,             ",|&|and|et|en|und|u.|y|e|и|、|，"                       },
};

static bool is_letter(utf8proc_int32_t point)
{
    const utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Scripts written without spaces between words. */
static bool needs_no_space(utf8proc_int32_t point)
{
    return point >= 0x2E80 && point <= 0x9FFF;
}

/* Bytes of `rest` that spell `word`, 0 when they do not. White space of any length matches one
 * space of the word. */
static size_t spelled(Text rest, Text word, utf8proc_int32_t *last)
{
    size_t at = 0;
    size_t of = 0;
    while (of < word.length) {
        utf8proc_int32_t wanted = 0;
        utf8proc_int32_t found = 0;
        of += (size_t)utf8proc_iterate((const uint8_t *)word.bytes + of,
                                       (utf8proc_ssize_t)(word.length - of), &wanted);
        const utf8proc_ssize_t step = utf8proc_iterate(
            (const uint8_t *)rest.bytes + at, (utf8proc_ssize_t)(rest.length - at), &found);
        if (step <= 0 || utf8proc_tolower(found) != wanted) {
            return 0;
        }
        at += (size_t)step;
        while (wanted == ' ' && at < rest.length && rest.bytes[at] == ' ') {
            at++;
        }
        *last = wanted;
    }
    return at;
}

static bool ends_word(Text rest, size_t at, utf8proc_int32_t last)
{
    utf8proc_int32_t next = 0;
    if (at >= rest.length || !is_letter(last) || needs_no_space(last)) {
        return true;
    }
    const utf8proc_ssize_t step = utf8proc_iterate((const uint8_t *)rest.bytes + at,
                                                   (utf8proc_ssize_t)(rest.length - at), &next);
    return step <= 0 || !is_letter(next);
}

/* A cheap refusal before the letters are compared one by one. */
static bool may_begin(Text rest, Text spelling)
{
    const unsigned char found = (unsigned char)rest.bytes[0];
    const unsigned char wanted = (unsigned char)spelling.bytes[0];
    const unsigned char lower = found >= 'A' && found <= 'Z' ? found | 0x20 : found;
    return lower == wanted || (found >= 0x80 && wanted >= 0x80);
}

Word word_at(Text rest)
{
    Word best = {.kind = WORD_NONE};
    utf8proc_int32_t best_last = 0;
    /* Most tokens of a value are digits and colons, with which no word begins. */
    if (strchr("013456890:;/()[]+.\"", rest.bytes[0]) != NULL) {
        return best;
    }
    for (size_t i = 0; i < LENGTH_OF(groups); i++) {
        Text spellings = text_from(groups[i].spellings);
        Text spelling = {0};
        while (text_next(&spellings, '|', &spelling)) {
            if (!may_begin(rest, spelling)) {
                continue;
            }
            utf8proc_int32_t last = 0;
            const size_t bytes = spelled(rest, spelling, &last);
            if (bytes > best.length && ends_word(rest, bytes, last)) {
                best = (Word){groups[i].kind, groups[i].value, bytes};
                best_last = last;
            }
        }
    }
    /* The point of an abbreviation. */
    if (best.length > 0 && is_letter(best_last) && best.length < rest.length &&
        rest.bytes[best.length] == '.') {
        best.length++;
    }
    return best;
}
