/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes of consents, with their names in four languages. */
#include "people/consent.h"

typedef struct Named {
    Text code;
    Phrase name;
} Named;

static const Named states[CONSENT_STATE_COUNT] = {
    [CONSENT_DRAFT] = {TEXT_INIT("draft"),
                       PHRASE_INIT("brouillon",                "ontwerp",                    "Entwurf",    "draft")                  },
    [CONSENT_PROPOSED] = {TEXT_INIT("proposed"),
                       PHRASE_INIT("expliqué, sans réponse", "uitgelegd, zonder antwoord",
                       "erklärt, ohne Antwort",                                                           "explained, not answered")},
    [CONSENT_ACTIVE] = {TEXT_INIT("active"),
                       PHRASE_INIT("donné",                   "gegeven",                    "erteilt",    "given")                  },
    [CONSENT_REJECTED] = {TEXT_INIT("rejected"),
                       PHRASE_INIT("refusé",                  "geweigerd",                  "verweigert", "refused")                },
    [CONSENT_INACTIVE] = {TEXT_INIT("inactive"),
                       PHRASE_INIT("retiré",                  "ingetrokken",                "widerrufen", "withdrawn")              },
};

static const Named purposes[PURPOSE_COUNT] = {
    [PURPOSE_FOLLOW_UP] = {TEXT_INIT("follow_up"),
                           PHRASE_INIT("suivi commun",                         "gezamenlijke opvolging",
                           "gemeinsame Begleitung",                                                                           "working together")    },
    [PURPOSE_REFERRAL] = {TEXT_INIT("referral"),   PHRASE_INIT("orientation", "doorverwijzing",
                           "Vermittlung",                                                                                     "referral")            },
    [PURPOSE_CONFERENCE] = {TEXT_INIT("conference"),
                           PHRASE_INIT("réunion de concertation",             "overleg",                  "Fallbesprechung",
                           "case conference")                                                                                                        },
    [PURPOSE_TRANSFER] = {TEXT_INIT("transfer"),
                           PHRASE_INIT("reprise du dossier",                   "overname van het dossier",
                           "Übernahme der Akte",                                                                             "taking over the file")},
};

static const Named classes[DATA_CLASS_COUNT] = {
    [CLASS_IDENTITY] = {TEXT_INIT("identity"),
                        PHRASE_INIT("identité",                            "identiteit",             "Identität",               "identity")              },
    [CLASS_CONTACT] = {TEXT_INIT("contact"),   PHRASE_INIT("coordonnées", "contactgegevens",
                        "Kontaktdaten",                                                                                           "contact details")       },
    [CLASS_SITUATION] = {TEXT_INIT("situation"),
                        PHRASE_INIT("besoins, buts et tâches",             "noden, doelen en taken",
                        "Bedarf, Ziele und Aufgaben",                                                                             "needs, goals and tasks")},
    [CLASS_NOTES] = {TEXT_INIT("notes"),
                        PHRASE_INIT("notes de l’équipe",                 "notities van het team",
                        "Notizen des Teams",                                                                                      "notes of the team")     },
    [CLASS_HEALTH] = {TEXT_INIT("health"),
                        PHRASE_INIT("notes de la même profession",
                        "notities van hetzelfde beroep",                                              "Notizen desselben Berufs",
                        "notes of the same profession")                                                                                                    },
};

static const Named ways[CONSENT_WAY_COUNT] = {
    [WAY_SIGNED] = {TEXT_INIT("signed"),  PHRASE_INIT("par signature", "met een handtekening",
                    "mit Unterschrift",      "signed")                 },
    [WAY_ORAL] = {TEXT_INIT("oral"),
                    PHRASE_INIT("de vive voix, devant témoin",        "mondeling, met een getuige",
                    "mündlich, vor Zeugen", "aloud, before a witness")},
    [WAY_GESTURE] = {TEXT_INIT("gesture"), PHRASE_INIT("par un geste",  "met een gebaar",
                    "durch eine Geste",      "by a gesture")           },
};

static bool parse(const Named *items, size_t count, Text code, size_t *found)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(items[i].code, code)) {
            *found = i;
            return true;
        }
    }
    return false;
}

Text consent_state_code(ConsentState state)
{
    return states[state].code;
}

Text consent_purpose_code(ConsentPurpose purpose)
{
    return purposes[purpose].code;
}

bool consent_purpose_parse(Text code, ConsentPurpose *purpose)
{
    size_t found = 0;
    const bool is_known = parse(purposes, PURPOSE_COUNT, code, &found);
    *purpose = is_known ? (ConsentPurpose)found : *purpose;
    return is_known;
}

Text data_class_code(DataClass class)
{
    return classes[class].code;
}

bool data_class_parse(Text code, DataClass *class)
{
    size_t found = 0;
    const bool is_known = parse(classes, DATA_CLASS_COUNT, code, &found);
    *class = is_known ? (DataClass)found : *class;
    return is_known;
}

Text consent_way_code(ConsentWay way)
{
    return ways[way].code;
}

bool consent_way_parse(Text code, ConsentWay *way)
{
    size_t found = 0;
    const bool is_known = parse(ways, CONSENT_WAY_COUNT, code, &found);
    *way = is_known ? (ConsentWay)found : *way;
    return is_known;
}

const Phrase *consent_state_name(ConsentState state)
{
    return &states[state].name;
}

const Phrase *consent_purpose_name(ConsentPurpose purpose)
{
    return &purposes[purpose].name;
}

const Phrase *data_class_name(DataClass class)
{
    return &classes[class].name;
}

const Phrase *consent_way_name(ConsentWay way)
{
    return &ways[way].name;
}
