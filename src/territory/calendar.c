/* SPDX-License-Identifier: EUPL-1.2 */
#include "territory/calendar.h"

#include "base/list.h"

typedef struct FixedDay {
    int month;
    int day;
    Phrase name;
} FixedDay;

/* Counted from Easter Sunday. */
typedef struct MovableDay {
    int offset;
    Phrase name;
} MovableDay;

#define NAMES(french, dutch, german, english)                                                  \
    {                                                                                          \
        .in = { TEXT_INIT(french), TEXT_INIT(dutch), TEXT_INIT(german), TEXT_INIT(english) }   \
    }

static const FixedDay fixed_days[] = {
    {1,  1,  NAMES("Nouvel An",        "Nieuwjaar",                   "Neujahr",            "New Year's Day") },
    {5,  1,  NAMES("Fête du Travail", "Dag van de Arbeid",           "Tag der Arbeit",     "Labour Day")     },
    {7,  21, NAMES("Fête nationale",  "Nationale feestdag",          "Nationalfeiertag",   "National Day")   },
    {8,  15,
     NAMES("Assomption",               "Onze-Lieve-Vrouw-Hemelvaart", "Mariä Himmelfahrt", "Assumption Day") },
    {11, 1,  NAMES("Toussaint",        "Allerheiligen",               "Allerheiligen",      "All Saints' Day")},
    {11, 11, NAMES("Armistice",        "Wapenstilstand",              "Waffenstillstand",   "Armistice Day")  },
    {12, 25, NAMES("Noël",            "Kerstmis",                    "Weihnachten",        "Christmas Day")  },
};

static const MovableDay movable_days[] = {
    {1,  NAMES("Lundi de Pâques",    "Paasmaandag",                "Ostermontag",         "Easter Monday")},
    {39,
     NAMES("Ascension",               "Onze-Lieve-Heer-Hemelvaart", "Christi Himmelfahrt", "Ascension Day")},
    {50, NAMES("Lundi de Pentecôte", "Pinkstermaandag",            "Pfingstmontag",       "Whit Monday")  },
};

const Phrase *calendar_public_holiday(Date date)
{
    const CivilDate civil = date_to_civil(date);
    for (size_t i = 0; i < LENGTH_OF(fixed_days); i++) {
        if (fixed_days[i].month == civil.month && fixed_days[i].day == civil.day) {
            return &fixed_days[i].name;
        }
    }
    /* The movable days fall between 23 March and 14 June. */
    if (civil.month < 3 || civil.month > 6) {
        return NULL;
    }
    const Date easter = date_easter(civil.year);
    for (size_t i = 0; i < LENGTH_OF(movable_days); i++) {
        if (date == easter + movable_days[i].offset) {
            return &movable_days[i].name;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------ communities and regions */

typedef struct CommunityDay {
    Community community;
    int month;
    int day; /* 0: the third Sunday of the month */
    Phrase name;
} CommunityDay;

static const CommunityDay community_days[] = {
    {COMMUNITY_FRENCH,  9,  27,
     NAMES("Fête de la Communauté française",         "Feest van de Franse Gemeenschap",
     "Tag der Französischen Gemeinschaft",                                                                               "Day of the French Community")         },
    {COMMUNITY_FLEMISH, 7,  11,
     NAMES("Fête de la Communauté flamande",           "Feest van de Vlaamse Gemeenschap",
     "Tag der Flämischen Gemeinschaft",                                                                                  "Day of the Flemish Community")        },
    {COMMUNITY_GERMAN,  11, 15,
     NAMES("Fête de la Communauté germanophone",       "Feest van de Duitstalige Gemeenschap",
     "Tag der Deutschsprachigen Gemeinschaft",                                                                            "Day of the German-speaking Community")},
    {REGION_WALLOON,    9,  0,
     NAMES("Fête de la Wallonie",                       "Feest van Wallonië",                  "Tag der Wallonie",      "Day of Wallonia")                     },
    {REGION_BRUSSELS,   5,  8,  NAMES("Fête de l'Iris", "Irisfeest",                            "Irisfest",              "Iris Day")                            },
    {ADMINISTRATIONS,   11, 2,
     NAMES("Jour des défunts",                          "Allerzielen",                          "Allerseelen",           "All Souls' Day")                      },
    {ADMINISTRATIONS,   11, 15, NAMES("Fête du Roi",    "Koningsdag",                           "Königsfest",           "King's Feast")                        },
    {ADMINISTRATIONS,   12, 26,
     NAMES("Lendemain de Noël",                         "Tweede kerstdag",                      "Zweiter Weihnachtstag",
     "Day after Christmas")                                                                                                                                      },
};

const Phrase *calendar_community_day(Date date, Community community)
{
    const CivilDate civil = date_to_civil(date);
    const bool third_sunday =
        date_weekday(date) == SUNDAY && civil.day >= 15 && civil.day <= 21;
    for (size_t i = 0; i < LENGTH_OF(community_days); i++) {
        const CommunityDay *row = &community_days[i];
        const bool day_fits = row->day == 0 ? third_sunday : row->day == civil.day;
        if (row->community == community && row->month == civil.month && day_fits) {
            return &row->name;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------- school holidays */

typedef enum SchoolBreak { AUTUMN, WINTER, CARNIVAL, SPRING, SUMMER } SchoolBreak;

static const Phrase break_names[] = {
    [AUTUMN] = NAMES("Congé d'automne (Toussaint)", "Herfstvakantie", "Herbstferien",
                     "Autumn holiday"),
    [WINTER] =
        NAMES("Vacances d'hiver (Noël)", "Kerstvakantie", "Weihnachtsferien", "Winter holiday"),
    [CARNIVAL] = NAMES("Congé de détente (Carnaval)", "Krokusvakantie", "Karnevalsferien",
                       "Carnival holiday"),
    [SPRING] = NAMES("Vacances de printemps (Pâques)", "Paasvakantie", "Osterferien",
                     "Spring holiday"),
    [SUMMER] = NAMES("Vacances d'été", "Zomervakantie", "Sommerferien", "Summer holiday"),
};

typedef struct SchoolHoliday {
    SchoolBreak name;
    int first; /* year, month and day as one number */
    int last;
} SchoolHoliday;

/*
 * Compulsory education in the Fédération Wallonie-Bruxelles, as published by its administration
 * (calendrier scolaire); the rhythm of seven and two weeks holds since 2022-2023 (decree of 31
 * March 2022). A new year is added here when it is published; the covered period below moves
 * with it. Days are taken from the Monday to the Sunday of a break.
 */
static const SchoolHoliday school_holidays[] = {
    {WINTER,   20191223, 20200105},
    {CARNIVAL, 20200224, 20200301},
    {SPRING,   20200406, 20200419},
    {SUMMER,   20200701, 20200831},
    {AUTUMN,   20201102, 20201108},
    {WINTER,   20201221, 20210103},
    {CARNIVAL, 20210215, 20210221},
    {SPRING,   20210405, 20210418},
    {SUMMER,   20210701, 20210831},
    {AUTUMN,   20211101, 20211107},
    {WINTER,   20211227, 20220109},
    {CARNIVAL, 20220228, 20220306},
    {SPRING,   20220404, 20220418},
    {SUMMER,   20220701, 20220828},
    {AUTUMN,   20221024, 20221106},
    {WINTER,   20221226, 20230108},
    {CARNIVAL, 20230220, 20230305},
    {SPRING,   20230501, 20230514},
    {SUMMER,   20230708, 20230827},
    {AUTUMN,   20231023, 20231105},
    {WINTER,   20231225, 20240107},
    {CARNIVAL, 20240226, 20240310},
    {SPRING,   20240429, 20240512},
    {SUMMER,   20240706, 20240825},
    {AUTUMN,   20241021, 20241103},
    {WINTER,   20241223, 20250105},
    {CARNIVAL, 20250224, 20250309},
    {SPRING,   20250428, 20250511},
    {SUMMER,   20250705, 20250824},
    {AUTUMN,   20251020, 20251102},
    {WINTER,   20251222, 20260104},
    {CARNIVAL, 20260216, 20260301},
    {SPRING,   20260427, 20260510},
    {SUMMER,   20260704, 20260823},
    {AUTUMN,   20261019, 20261101},
    {WINTER,   20261221, 20270103},
    {CARNIVAL, 20270222, 20270307},
    {SPRING,   20270426, 20270509},
};

/* The summer of 2027 is not in our sources: the answer stops before any July can begin. */
enum { SCHOOL_FIRST = 20191223, SCHOOL_LAST = 20270630 };

static Date date_of_number(int number)
{
    return date_from_civil((CivilDate){number / 10000, number / 100 % 100, number % 100});
}

static int number_of_date(Date date)
{
    const CivilDate civil = date_to_civil(date);
    return civil.year * 10000 + civil.month * 100 + civil.day;
}

Date calendar_school_first(void)
{
    return date_of_number(SCHOOL_FIRST);
}

Date calendar_school_last(void)
{
    return date_of_number(SCHOOL_LAST);
}

DayAnswer calendar_school_holiday(Date date, const Phrase **name)
{
    const int number = number_of_date(date);
    if (number < SCHOOL_FIRST || number > SCHOOL_LAST) {
        return DAY_UNKNOWN;
    }
    size_t low = 0;
    size_t high = LENGTH_OF(school_holidays);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (school_holidays[middle].last < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == LENGTH_OF(school_holidays) || school_holidays[low].first > number) {
        return DAY_NO;
    }
    if (name != NULL) {
        *name = &break_names[school_holidays[low].name];
    }
    return DAY_YES;
}
