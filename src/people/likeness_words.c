/* SPDX-License-Identifier: EUPL-1.2 */
/* How a finding is called by the API and said to people. */
#include "people/likeness.h"

typedef struct ReasonWords {
    Text code;
    Phrase phrase;
} ReasonWords;

static const ReasonWords reasons[LIKENESS_REASON_COUNT] = {
    [SAME_NATIONAL_NUMBER] = {TEXT_INIT("same_national_number"),
                              PHRASE_INIT("même numéro national",                                                    "zelfde rijksregisternummer",
                              "gleiche Nationalregisternummer",                                                                                                                                        "same national number")           },
    [NEAR_NATIONAL_NUMBER] = {TEXT_INIT("near_national_number"),
                              PHRASE_INIT("numéro national différent d’un chiffre",
                              "rijksregisternummer verschilt één cijfer",                                                                            "Nationalregisternummer um eine Ziffer anders",
                              "national number differs by one digit")                                                                                                                                                                    },
    [OTHER_NATIONAL_NUMBER] = {TEXT_INIT("other_national_number"),
                              PHRASE_INIT("autre numéro national",                                                    "ander rijksregisternummer",
                              "andere Nationalregisternummer",                                                                                                                                         "another national number")        },
    [SAME_IDENTIFIER] = {TEXT_INIT("same_identifier"),
                              PHRASE_INIT("même carte ou dossier",                                                    "zelfde kaart of dossier",
                              "gleiche Karte oder Akte",                                                                                                                                               "same card or file number")       },
    [SAME_FAMILY_NAME] = {TEXT_INIT("same_family_name"),
                              PHRASE_INIT("même nom",                                                                 "zelfde naam",                  "gleicher Name",
                              "same family name")                                                                                                                                                                                        },
    [CLOSE_FAMILY_NAME] = {TEXT_INIT("close_family_name"),
                              PHRASE_INIT("nom à une lettre près",                                                   "naam op één letter na",
                              "Name bis auf einen Buchstaben gleich",                                                                                                                                  "family name differs by a letter")},
    [PART_FAMILY_NAME] = {TEXT_INIT("part_family_name"),
                              PHRASE_INIT("une partie du nom est la même",
                              "een deel van de naam is hetzelfde",                                                                                     "ein Teil des Namens ist gleich",
                              "part of the family name is the same")                                                                                                                                                                     },
    [ALIKE_FAMILY_NAME] = {TEXT_INIT("alike_family_name"),
                              PHRASE_INIT("nom qui se ressemble",                                                      "naam die erop lijkt",
                              "ähnlicher Name",                                                                                                                                                       "family name is alike")           },
    [OTHER_FAMILY_NAME] = {TEXT_INIT("other_family_name"),
                              PHRASE_INIT("autre nom",                                                                 "andere naam",                  "anderer Name",
                              "another family name")                                                                                                                                                                                     },
    [SAME_GIVEN_NAME] = {TEXT_INIT("same_given_name"),
                              PHRASE_INIT("même prénom",                                                             "zelfde voornaam",              "gleicher Vorname",
                              "same given name")                                                                                                                                                                                         },
    [CLOSE_GIVEN_NAME] = {TEXT_INIT("close_given_name"),
                              PHRASE_INIT("prénom à une lettre près",                                               "voornaam op één letter na",
                              "Vorname bis auf einen Buchstaben gleich",                                                                                                                               "given name differs by a letter") },
    [PART_GIVEN_NAME] = {TEXT_INIT("part_given_name"),
                              PHRASE_INIT("un des prénoms est le même",
                              "een van de voornamen is dezelfde",                                                                                      "einer der Vornamen ist gleich",
                              "one of the given names is the same")                                                                                                                                                                      },
    [ALIKE_GIVEN_NAME] = {TEXT_INIT("alike_given_name"),
                              PHRASE_INIT("prénom qui se ressemble",                                                  "voornaam die erop lijkt",
                              "ähnlicher Vorname",                                                                                                                                                    "given name is alike")            },
    [OTHER_GIVEN_NAME] = {TEXT_INIT("other_given_name"),
                              PHRASE_INIT("autre prénom",                                                             "andere voornaam",              "anderer Vorname",
                              "another given name")                                                                                                                                                                                      },
    [SWAPPED_NAMES] = {TEXT_INIT("swapped_names"),
                              PHRASE_INIT("nom et prénom inversés",                                                  "naam en voornaam omgewisseld",
                              "Name und Vorname vertauscht",                                                                                                                                           "names swapped")                  },
    [SAME_BIRTH_DATE] = {TEXT_INIT("same_birth_date"),
                              PHRASE_INIT("même date de naissance",                                                   "zelfde geboortedatum",
                              "gleiches Geburtsdatum",                                                                                                                                                 "same birth date")                },
    [SAME_FIRST_OF_JANUARY] = {TEXT_INIT("same_first_of_january"),
                              PHRASE_INIT("même 1er janvier de naissance",
                              "zelfde 1 januari als geboortedag",                                                                                      "gleicher 1. Januar als Geburtstag",
                              "same 1 January as birth date")                                                                                                                                                                            },
    [SWAPPED_DAY_MONTH] = {TEXT_INIT("swapped_day_month"),
                              PHRASE_INIT("jour et mois de naissance inversés",
                              "geboortedag en -maand omgewisseld",                                                                                     "Geburtstag und -monat vertauscht",
                              "day and month of birth swapped")                                                                                                                                                                          },
    [TRANSPOSED_BIRTH_DATE] = {TEXT_INIT("transposed_birth_date"),
                              PHRASE_INIT("deux chiffres inversés dans la date de naissance",
                              "twee cijfers omgewisseld in de geboortedatum",                                                                          "zwei Ziffern im Geburtsdatum vertauscht",
                              "two digits of the birth date swapped")                                                                                                                                                                    },
    [ONE_DIGIT_BIRTH_DATE] = {TEXT_INIT("one_digit_birth_date"),
                              PHRASE_INIT("date de naissance différente d’un chiffre",
                              "geboortedatum verschilt één cijfer",                                                                                  "Geburtsdatum um eine Ziffer anders",
                              "birth date differs by one digit")                                                                                                                                                                         },
    [SAME_YEAR_MONTH] = {TEXT_INIT("same_year_month"),
                              PHRASE_INIT("même mois et année de naissance",
                              "zelfde geboortemaand en -jaar",                                                                                         "gleicher Geburtsmonat und gleiches Jahr",
                              "same month and year of birth")                                                                                                                                                                            },
    [TWO_PARTS_BIRTH_DATE] = {TEXT_INIT("two_parts_birth_date"),
                              PHRASE_INIT("date de naissance en partie la même",
                              "geboortedatum gedeeltelijk gelijk",                                                                                     "Geburtsdatum teilweise gleich",
                              "two parts of the birth date are the same")                                                                                                                                                                },
    [SAME_BIRTH_YEAR] = {TEXT_INIT("same_birth_year"),
                              PHRASE_INIT("même année de naissance",                                                 "zelfde geboortejaar",
                              "gleiches Geburtsjahr",                                                                                                                                                  "same year of birth")             },
    [OTHER_BIRTH_DATE] = {TEXT_INIT("other_birth_date"),
                              PHRASE_INIT("autre date de naissance",                                                   "andere geboortedatum",
                              "anderes Geburtsdatum",                                                                                                                                                  "another birth date")             },
    [SAME_SEX] = {TEXT_INIT("same_sex"),              PHRASE_INIT("même sexe",                            "zelfde geslacht",
                              "gleiches Geschlecht",                                                                                                                                                   "same sex")                       },
    [OTHER_SEX] = {TEXT_INIT("other_sex"),             PHRASE_INIT("autre sexe",                            "ander geslacht",
                              "anderes Geschlecht",                                                                                                                                                    "another sex")                    },
    [SAME_PHONE] = {TEXT_INIT("same_phone"),
                              PHRASE_INIT("même téléphone",                                                         "zelfde telefoon",              "gleiche Telefonnummer",
                              "same phone")                                                                                                                                                                                              },
    [NEAR_PHONE] = {TEXT_INIT("near_phone"),            PHRASE_INIT("téléphone différent d’un chiffre",
                              "telefoon verschilt één cijfer",                                                                                       "Telefonnummer um eine Ziffer anders",
                              "phone differs by one digit")                                                                                                                                                                              },
    [SAME_MAIL] = {TEXT_INIT("same_mail"),
                              PHRASE_INIT("même adresse électronique",                                               "zelfde e-mailadres",
                              "gleiche E-Mail-Adresse",                                                                                                                                                "same e-mail address")            },
    [SAME_ADDRESS] = {TEXT_INIT("same_address"),
                              PHRASE_INIT("même adresse",                                                             "zelfde adres",                 "gleiche Adresse",
                              "same address")                                                                                                                                                                                            },
    [NEAR_ADDRESS] = {TEXT_INIT("near_address"),
                              PHRASE_INIT("adresse qui se ressemble",                                                  "adres dat erop lijkt",
                              "ähnliche Adresse",                                                                                                                                                     "address is alike")               },
    [OTHER_ADDRESS] = {TEXT_INIT("other_address"),
                              PHRASE_INIT("autre adresse",                                                             "ander adres",                  "andere Adresse",
                              "another address")                                                                                                                                                                                         },
};

Text likeness_verdict_code(LikenessVerdict verdict)
{
    switch (verdict) {
    case LIKENESS_DIFFERENT:
        return TEXT("different");
    case LIKENESS_PERHAPS:
        return TEXT("perhaps");
    case LIKENESS_SAME:
        return TEXT("same");
    }
    return TEXT("");
}

Text likeness_reason_code(LikenessReason reason)
{
    return reasons[reason].code;
}

Text likeness_reason_say(Language language, LikenessReason reason)
{
    return phrase_in(&reasons[reason].phrase, language, NULL);
}
