/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/match_words.h"

#define FOUR(fr, nl, de, en)                                                                   \
    {                                                                                          \
        {                                                                                      \
            TEXT_INIT(fr), TEXT_INIT(nl), TEXT_INIT(de), TEXT_INIT(en)                         \
        }                                                                                      \
    }

static const Phrase sentences[SAY_COUNT] = {
    [SAY_OPEN_TO_ALL] = FOUR("Ouvert à toute personne.", "Open voor iedereen.",
                             "Offen für alle.", "Open to anybody."),
    [SAY_NO_CONDITION_KNOWN] =
        FOUR("Qui peut venir n’est pas écrit : demandez avant d’y aller.",
             "Wie mag komen staat nergens: vraag het vooraf.",
             "Wer kommen darf, steht nirgends: vorher fragen.",
             "Who may come is not written down: ask before going."),
    [SAY_HOURS_UNKNOWN] =
        FOUR("Heures inconnues : appelez avant d’y aller. L’heure proposée suppose des heures "
             "habituelles.",
             "Uren onbekend: bel vooraf. Het voorgestelde uur gaat uit van gewone uren.",
             "Öffnungszeiten unbekannt: vorher anrufen. Die Zeit hier setzt übliche "
             "Öffnungszeiten voraus.",
             "Hours unknown: call before going. The time proposed presumes usual hours."),
    [SAY_HOURS_UNKNOWN_NO_PHONE] = FOUR(
        "Heures et téléphone inconnus : renseignez-vous avant d’y aller. L’heure proposée "
        "suppose des heures habituelles.",
        "Uren en telefoon onbekend: vraag het na vooraf. Het voorgestelde uur gaat uit van "
        "gewone uren.",
        "Zeiten und Telefon unbekannt: vorher erkundigen. Die Zeit hier setzt übliche "
        "Öffnungszeiten voraus.",
        "Hours and telephone unknown: enquire before going. The time proposed presumes "
        "usual hours."),
    [SAY_HOURS_TOLD] = FOUR("Ce qui est dit des heures : {x}", "Over de uren: {x}",
                            "Zu den Zeiten: {x}", "What is said of the hours: {x}"),
    [SAY_CAPACITY_UNKNOWN] = FOUR("Places libres inconnues : demandez s’il reste de la place.",
                                  "Vrije plaatsen onbekend: vraag of er nog plaats is.",
                                  "Freie Plätze unbekannt: fragen, ob noch Platz ist.",
                                  "Free places unknown: ask whether there is room."),
    [SAY_PLACES_KNOWN] = FOUR("Places libres : {x}.", "Vrije plaatsen: {x}.",
                              "Freie Plätze: {x}.", "Free places: {x}."),
    [SAY_PLACE_ROUGH] =
        FOUR("L’adresse exacte n’est pas connue : le trajet est estimé jusqu’au centre de {x}.",
             "Het juiste adres is niet bekend: de weg is geschat tot het centrum van {x}.",
             "Die genaue Adresse ist unbekannt: der Weg ist bis zur Mitte von {x} geschätzt.",
             "The exact address is not known: the way is estimated to the centre of {x}."),
    [SAY_PLACE_UNKNOWN] = FOUR("Le lieu n’est pas connu : appelez pour savoir où aller.",
                               "De plaats is niet bekend: bel om te weten waarheen.",
                               "Der Ort ist unbekannt: anrufen, um zu wissen wohin.",
                               "The place is not known: call to know where to go."),
    [SAY_WIDER_NEED] = FOUR("Ce service est plus large : demandez s’il couvre « {x} ».",
                            "Deze dienst is ruimer: vraag of hij ‘{x}’ dekt.",
                            "Dieser Dienst ist breiter: fragen, ob er „{x}“ abdeckt.",
                            "This service is wider: ask whether it covers “{x}”."),
    [SAY_CONDITION_OPEN] =
        FOUR("À vérifier : {x}", "Na te gaan: {x}", "Zu prüfen: {x}", "To check: {x}"),
    [SAY_LANGUAGE_SPOKEN] = FOUR(
        "On y parle votre langue ({x}).", "Men spreekt er uw taal ({x}).",
        "Dort wird Ihre Sprache gesprochen ({x}).", "Your language is spoken there ({x})."),
    [SAY_LANGUAGE_UNKNOWN] =
        FOUR("Langues parlées inconnues : demandez un interprète si besoin.",
             "Gesproken talen onbekend: vraag zo nodig een tolk.",
             "Gesprochene Sprachen unbekannt: bei Bedarf Dolmetscher verlangen.",
             "Languages spoken unknown: ask for an interpreter if needed."),
    [SAY_INTERPRETER] = FOUR("Votre langue n’y est pas indiquée : demandez un interprète.",
                             "Uw taal staat er niet bij: vraag een tolk.",
                             "Ihre Sprache ist nicht angegeben: Dolmetscher verlangen.",
                             "Your language is not listed: ask for an interpreter."),
    [SAY_ANIMAL_UNKNOWN] =
        FOUR("Le chien peut-il entrer ? Demandez.", "Mag de hond binnen? Vraag het.",
             "Darf der Hund hinein? Bitte fragen.", "May the dog come in? Ask."),
    [SAY_ANIMAL_REFUSED] = FOUR("Les chiens n’y entrent pas.", "Honden mogen er niet binnen.",
                                "Hunde dürfen nicht hinein.", "Dogs are not let in."),
    [SAY_ANIMAL_WELCOME] = FOUR("Le chien peut venir.", "De hond mag mee.",
                                "Der Hund darf mit.", "The dog may come."),
    [SAY_GIVER_UNKNOWN] = FOUR("Il faut d’abord : {x} Qui peut le donner n’est pas connu.",
                               "Eerst nodig: {x} Wie het kan geven is niet bekend.",
                               "Zuerst nötig: {x} Wer es geben kann, ist nicht bekannt.",
                               "First needed: {x} Who can give it is not known."),
    [SAY_NEVER_VERIFIED] = FOUR("Information de {x}, pas vérifiée depuis.",
                                "Informatie van {x}, sindsdien niet nagekeken.",
                                "Information von {x}, seither nicht geprüft.",
                                "Information of {x}, not verified since."),
    [SAY_FREE] = FOUR("Gratuit", "Gratis", "Kostenlos", "Free"),
    [SAY_COST_UNKNOWN] =
        FOUR("Prix inconnu", "Prijs onbekend", "Preis unbekannt", "Cost unknown"),
    [SAY_TOO_FAR] = FOUR("Trop loin : {x}.", "Te ver: {x}.", "Zu weit: {x}.", "Too far: {x}."),
    [SAY_NO_PLACE_GIVEN] =
        FOUR("Lieu inconnu.", "Plaats onbekend.", "Ort unbekannt.", "Place unknown."),
    [SAY_CLOSED_IN_TIME] =
        FOUR("Fermé pendant le temps demandé.", "Gesloten binnen de gevraagde tijd.",
             "In der gewünschten Zeit geschlossen.", "Closed within the time asked for."),
    [SAY_NOT_ELIGIBLE] = FOUR("Condition non remplie : {x}", "Voorwaarde niet vervuld: {x}",
                              "Bedingung nicht erfüllt: {x}", "Condition not met: {x}"),
    [SAY_GIVER_UNREACHABLE] =
        FOUR("Personne d’atteignable ne peut donner ce qu’il faut d’abord : {x}",
             "Niemand bereikbaar kan geven wat eerst nodig is: {x}",
             "Niemand Erreichbares kann geben, was zuerst nötig ist: {x}",
             "Nobody within reach can give what is needed first: {x}"),
    [SAY_REFUSED] = FOUR("Écarté à votre demande.", "Op uw vraag weggelaten.",
                         "Auf Ihren Wunsch weggelassen.", "Left out at your request."),
    [SAY_NO_ROOM_IN_PLAN] = FOUR("Ouvert, mais n’entre pas dans le plan à temps.",
                                 "Open, maar past niet op tijd in het plan.",
                                 "Offen, passt aber nicht rechtzeitig in den Plan.",
                                 "Open, but does not fit in the plan in time."),
    [SAY_NO_SERVICE] = FOUR("Aucun service du répertoire ne répond à ce besoin.",
                            "Geen enkele dienst in de gids beantwoordt deze nood.",
                            "Kein Dienst im Verzeichnis deckt diesen Bedarf.",
                            "No service of the directory answers this need."),
    [SAY_IMPROVES_ANSWERS] =
        FOUR("Pourrait ouvrir une porte de plus.", "Kan een deur meer openen.",
             "Könnte eine weitere Tür öffnen.", "Could open one more door."),
    [SAY_IMPROVES_PLACES] =
        FOUR("Pourrait épargner un déplacement.", "Kan een verplaatsing besparen.",
             "Könnte einen Weg ersparen.", "Could spare a journey."),
    [SAY_IMPROVES_CERTAINTY] =
        FOUR("Rendrait le plan plus sûr.", "Zou het plan zekerder maken.",
             "Würde den Plan sicherer machen.", "Would make the plan more certain."),
    [SAY_IMPROVES_SOONER] = FOUR("Pourrait aider plus tôt.", "Kan sneller helpen.",
                                 "Könnte schneller helfen.", "Could help sooner."),
    [SAY_NOT_VALID] = FOUR("N’existe plus, ou pas encore, à cette date.",
                           "Bestaat niet meer, of nog niet, op die datum.",
                           "Besteht an diesem Tag nicht mehr oder noch nicht.",
                           "No longer, or not yet, there on that day."),
    [SAY_NOT_RIGHT_NOW] = FOUR("Entrée : {x}", "Toegang: {x}", "Zugang: {x}", "Way in: {x}"),
};

Text match_say(MatchSentence sentence, Language language)
{
    return sentences[sentence].in[language];
}

Text match_say_with(Arena *arena, MatchSentence sentence, Language language, Text value)
{
    const Text text = match_say(sentence, language);
    const size_t at = text_find(text, TEXT("{x}"), 0);
    const Text before = text_slice(text, 0, at);
    const Text after = text_slice(text, at + 3, text.length);
    return text_format(arena, "%.*s%.*s%.*s", TEXT_ARG(before), TEXT_ARG(value),
                       TEXT_ARG(after));
}
