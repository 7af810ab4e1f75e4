/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_words.h"

#include "base/list.h"

typedef struct Coded {
    const char *code;
    Phrase words;
} Coded;

static const Phrase kind_words[FACT_KIND_COUNT] = {
    [FACT_NAME] = PHRASE_INIT("Nom", "Naam", "Name", "Name"),
    [FACT_ALIAS] = PHRASE_INIT("Surnom ou autre nom", "Bijnaam of andere naam",
                               "Spitzname oder anderer Name", "Nickname or other name"),
    [FACT_DESCRIPTION] =
        PHRASE_INIT("Description", "Beschrijving", "Beschreibung", "Description"),
    [FACT_BIRTH] = PHRASE_INIT("Naissance", "Geboorte", "Geburt", "Birth"),
    [FACT_SEX] = PHRASE_INIT("Sexe", "Geslacht", "Geschlecht", "Sex"),
    [FACT_PHONE] = PHRASE_INIT("Téléphone", "Telefoon", "Telefon", "Telephone"),
    [FACT_MAIL] = PHRASE_INIT("E-mail", "E-mail", "E-Mail", "E-mail"),
    [FACT_ADDRESS] = PHRASE_INIT("Adresse", "Adres", "Adresse", "Address"),
    [FACT_IDENTIFIER] = PHRASE_INIT("Numéro", "Nummer", "Nummer", "Number"),
    [FACT_NATIONALITY] =
        PHRASE_INIT("Nationalité", "Nationaliteit", "Staatsangehörigkeit", "Nationality"),
    [FACT_LANGUAGE] = PHRASE_INIT("Langue", "Taal", "Sprache", "Language"),
    [FACT_INTERPRETER] = PHRASE_INIT("Interprète à demander", "Tolk te vragen",
                                     "Dolmetscher nötig", "Interpreter needed"),
    [FACT_CONTACT_RULE] = PHRASE_INIT("Pour joindre la personne", "Om de persoon te bereiken",
                                      "Um die Person zu erreichen", "To reach the person"),
    [FACT_HELPER] = PHRASE_INIT("Qui aide la personne", "Wie de persoon helpt",
                                "Wer der Person hilft", "Who helps the person"),
};

static const Phrase source_words[SOURCE_COUNT] = {
    [SOURCE_PERSON] = PHRASE_INIT("dit par la personne", "gezegd door de persoon",
                                  "von der Person gesagt", "told by the person"),
    [SOURCE_DOCUMENT] = PHRASE_INIT("lu sur un document", "gelezen op een document",
                                    "auf einem Papier gelesen", "read on a document"),
    [SOURCE_WORKER] = PHRASE_INIT("vu par l’équipe", "gezien door het team", "vom Team gesehen",
                                  "seen by the team"),
    [SOURCE_OTHER] = PHRASE_INIT("dit par quelqu’un d’autre", "gezegd door iemand anders",
                                 "von jemand anderem gesagt", "told by somebody else"),
    [SOURCE_IMPORT] = PHRASE_INIT("importé", "ingevoerd", "eingelesen", "imported"),
};

static const Coded codes[] = {
    {"about",       PHRASE_INIT("environ",                      "ongeveer",                   "ungefähr",        "about")                          },
    {"female",      PHRASE_INIT("femme",                        "vrouw",                      "Frau",             "woman")                          },
    {"male",        PHRASE_INIT("homme",                        "man",                        "Mann",             "man")                            },
    {"niss",        PHRASE_INIT("Registre national ou bis",     "Rijksregister of bis",
     "Nationalregister oder Bis",                                                                                 "National register or bis")       },
    {"nihii",       PHRASE_INIT("INAMI",                        "RIZIV",                      "LIKIV",            "NIHII")                          },
    {"card",
     PHRASE_INIT("Carte d’identité",                         "Identiteitskaart",           "Personalausweis",  "Identity card")                  },
    {"iban",        PHRASE_INIT("Compte bancaire",              "Bankrekening",               "Bankkonto",        "Bank account")                   },
    {"file",        PHRASE_INIT("Dossier d’un service",       "Dossier van een dienst",
     "Akte eines Dienstes",                                                                                       "File of a service")              },
    {"permit",
     PHRASE_INIT("Titre de séjour",                            "Verblijfstitel",             "Aufenthaltstitel", "Residence permit")               },
    {"mother",
     PHRASE_INIT("langue maternelle",                           "moedertaal",                 "Muttersprache",    "mother tongue")                  },
    {"well",        PHRASE_INIT("parle bien",                   "spreekt goed",               "spricht gut",      "speaks well")                    },
    {"a_little",    PHRASE_INIT("un peu",                       "een beetje",                 "ein wenig",        "a little")                       },
    {"no_mail",     PHRASE_INIT("Pas de courrier à la maison", "Geen post thuis",
     "Keine Post nach Hause",                                                                                     "No letters home")                },
    {"no_call",     PHRASE_INIT("Ne pas appeler",               "Niet bellen",                "Nicht anrufen",    "Do not call")                    },
    {"no_message",
     PHRASE_INIT("Pas de message",                              "Geen bericht",               "Keine Nachricht",  "No messages")                    },
    {"no_visit",    PHRASE_INIT("Pas de visite",                "Geen bezoek",                "Kein Besuch",      "No visits")                      },
    {"ask_first",
     PHRASE_INIT("Demander d’abord si elle peut parler",      "Eerst vragen of praten kan",
     "Zuerst fragen, ob sie sprechen kann",                                                                       "Ask first whether they can talk")},
    {"hide_screen", PHRASE_INIT("Cacher l’écran",            "Het scherm verbergen",
     "Bildschirm verbergen",                                                                                      "Hide the screen")                },
    {"partner",     PHRASE_INIT("partenaire",                   "partner",                    "Partner",          "partner")                        },
    {"child",       PHRASE_INIT("enfant",                       "kind",                       "Kind",             "child")                          },
    {"parent",      PHRASE_INIT("parent",                       "ouder",                      "Elternteil",       "parent")                         },
    {"sibling",     PHRASE_INIT("frère ou sœur",              "broer of zus",               "Geschwister",      "sibling")                        },
    {"friend",      PHRASE_INIT("ami",                          "vriend",                     "Freund",           "friend")                         },
    {"dog",         PHRASE_INIT("chien",                        "hond",                       "Hund",             "dog")                            },
    {"cat",         PHRASE_INIT("chat",                         "kat",                        "Katze",            "cat")                            },
    {"other",       PHRASE_INIT("autre",                        "andere",                     "andere",           "other")                          },
};

/* First the languages of the country and those asked for most; then by the French name. */
static const Coded tongues[] = {
    {"ar",  PHRASE_INIT("arabe",                  "Arabisch",                      "Arabisch",         "Arabic")                    },
    {"fr",  PHRASE_INIT("français",              "Frans",                         "Französisch",     "French")                    },
    {"nl",  PHRASE_INIT("néerlandais",           "Nederlands",                    "Niederländisch",  "Dutch")                     },
    {"de",  PHRASE_INIT("allemand",               "Duits",                         "Deutsch",          "German")                    },
    {"en",  PHRASE_INIT("anglais",                "Engels",                        "Englisch",         "English")                   },
    {"am",  PHRASE_INIT("amharique",              "Amhaars",                       "Amharisch",        "Amharic")                   },
    {"ber", PHRASE_INIT("berbère",               "Berbers",                       "Berberisch",       "Berber")                    },
    {"bg",  PHRASE_INIT("bulgare",                "Bulgaars",                      "Bulgarisch",       "Bulgarian")                 },
    {"zh",  PHRASE_INIT("chinois",                "Chinees",                       "Chinesisch",       "Chinese")                   },
    {"fa",  PHRASE_INIT("persan, dari",           "Perzisch, Dari",                "Persisch, Dari",   "Persian, Dari")             },
    {"ff",  PHRASE_INIT("peul",                   "Fulfulde",                      "Fulfulde",         "Fula")                      },
    {"ka",  PHRASE_INIT("géorgien",              "Georgisch",                     "Georgisch",        "Georgian")                  },
    {"hy",  PHRASE_INIT("arménien",              "Armeens",                       "Armenisch",        "Armenian")                  },
    {"it",  PHRASE_INIT("italien",                "Italiaans",                     "Italienisch",      "Italian")                   },
    {"ku",  PHRASE_INIT("kurde",                  "Koerdisch",                     "Kurdisch",         "Kurdish")                   },
    {"ln",  PHRASE_INIT("lingala",                "Lingala",                       "Lingala",          "Lingala")                   },
    {"pl",  PHRASE_INIT("polonais",               "Pools",                         "Polnisch",         "Polish")                    },
    {"ps",  PHRASE_INIT("pachto",                 "Pasjtoe",                       "Paschtu",          "Pashto")                    },
    {"pt",  PHRASE_INIT("portugais",              "Portugees",                     "Portugiesisch",    "Portuguese")                },
    {"rom", PHRASE_INIT("romani",                 "Romani",                        "Romani",           "Romani")                    },
    {"ro",  PHRASE_INIT("roumain",                "Roemeens",                      "Rumänisch",       "Romanian")                  },
    {"ru",  PHRASE_INIT("russe",                  "Russisch",                      "Russisch",         "Russian")                   },
    {"rw",  PHRASE_INIT("kinyarwanda",            "Kinyarwanda",                   "Kinyarwanda",      "Kinyarwanda")               },
    {"so",  PHRASE_INIT("somali",                 "Somalisch",                     "Somali",           "Somali")                    },
    {"sq",  PHRASE_INIT("albanais",               "Albanees",                      "Albanisch",        "Albanian")                  },
    {"sr",  PHRASE_INIT("serbe, croate, bosnien", "Servisch, Kroatisch, Bosnisch",
     "Serbisch, Kroatisch, Bosnisch",                                                                  "Serbian, Croatian, Bosnian")},
    {"es",  PHRASE_INIT("espagnol",               "Spaans",                        "Spanisch",         "Spanish")                   },
    {"sw",  PHRASE_INIT("swahili",                "Swahili",                       "Swahili",          "Swahili")                   },
    {"ti",  PHRASE_INIT("tigrigna",               "Tigrinya",                      "Tigrinya",         "Tigrinya")                  },
    {"tr",  PHRASE_INIT("turc",                   "Turks",                         "Türkisch",        "Turkish")                   },
    {"uk",  PHRASE_INIT("ukrainien",              "Oekraïens",                    "Ukrainisch",       "Ukrainian")                 },
    {"wo",  PHRASE_INIT("wolof",                  "Wolof",                         "Wolof",            "Wolof")                     },
    {"sgn",
     PHRASE_INIT("langue des signes",             "gebarentaal",                   "Gebärdensprache", "sign language")             },
};

/* In the order of the table above; a test compares. */
static const char *const tongue_list[] = {
    "ar", "fr", "nl", "de", "en", "am", "ber", "bg", "zh",  "fa", "ff",
    "ka", "hy", "it", "ku", "ln", "pl", "ps",  "pt", "rom", "ro", "ru",
    "rw", "so", "sq", "sr", "es", "sw", "ti",  "tr", "uk",  "wo", "sgn"};

Text fact_kind_say(FactKind kind, Language language)
{
    return kind_words[kind].in[language];
}

Text fact_source_say(FactSource source, Language language)
{
    return source_words[source].in[language];
}

static Text find(const Coded *list, size_t count, Text code, Language language)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(text_from(list[i].code), code)) {
            return list[i].words.in[language];
        }
    }
    return code;
}

Text code_say(Text code, Language language)
{
    return find(codes, LENGTH_OF(codes), code, language);
}

Text tongue_say(Text code, Language language)
{
    return find(tongues, LENGTH_OF(tongues), code, language);
}

FactCodes tongue_codes(void)
{
    return (FactCodes){tongue_list, LENGTH_OF(tongue_list)};
}

Text birth_say(Arena *arena, const PersonDetail *birth, Language language)
{
    Date date = 0;
    const Text day =
        date_parse(birth->value, &date)
            ? text_format(arena, "%.*s/%.*s/%.*s", TEXT_ARG(text_slice(birth->value, 8, 10)),
                          TEXT_ARG(text_slice(birth->value, 5, 7)),
                          TEXT_ARG(text_slice(birth->value, 0, 4)))
            : birth->value;
    return birth->extra.length == 0 ? day
                                    : text_format(arena, "%.*s (%.*s)", TEXT_ARG(day),
                                                  TEXT_ARG(code_say(birth->extra, language)));
}
