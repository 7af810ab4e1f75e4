/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/match_words.h"

static const Phrase sentences[SAY_COUNT] = {
    [SAY_OPEN_TO_ALL] = PHRASE_INIT("Ouvert à toute personne.", "Open voor iedereen.",
                                    "Offen für alle.", "Open to anybody."),
    [SAY_NO_CONDITION_KNOWN] =
        PHRASE_INIT("Qui peut venir n’est pas écrit : demandez avant d’y aller.",
                    "Wie mag komen staat nergens: vraag het vooraf.",
                    "Wer kommen darf, steht nirgends: vorher fragen.",
                    "Who may come is not written down: ask before going."),
    [SAY_HOURS_UNKNOWN] = PHRASE_INIT(
        "Heures inconnues : appelez avant d’y aller. L’heure proposée suppose des heures "
        "habituelles.",
        "Uren onbekend: bel vooraf. Het voorgestelde uur gaat uit van gewone uren.",
        "Öffnungszeiten unbekannt: vorher anrufen. Die Zeit hier setzt übliche "
        "Öffnungszeiten voraus.",
        "Hours unknown: call before going. The time proposed presumes usual hours."),
    [SAY_HOURS_UNKNOWN_NO_PHONE] = PHRASE_INIT(
        "Heures et téléphone inconnus : renseignez-vous avant d’y aller. L’heure proposée "
        "suppose des heures habituelles.",
        "Uren en telefoon onbekend: vraag het na vooraf. Het voorgestelde uur gaat uit van "
        "gewone uren.",
        "Zeiten und Telefon unbekannt: vorher erkundigen. Die Zeit hier setzt übliche "
        "Öffnungszeiten voraus.",
        "Hours and telephone unknown: enquire before going. The time proposed presumes "
        "usual hours."),
    [SAY_HOURS_TOLD] = PHRASE_INIT("Ce qui est dit des heures : {x}", "Over de uren: {x}",
                                   "Zu den Zeiten: {x}", "What is said of the hours: {x}"),
    [SAY_CAPACITY_UNKNOWN] =
        PHRASE_INIT("Places libres inconnues : demandez s’il reste de la place.",
                    "Vrije plaatsen onbekend: vraag of er nog plaats is.",
                    "Freie Plätze unbekannt: fragen, ob noch Platz ist.",
                    "Free places unknown: ask whether there is room."),
    [SAY_PLACES_KNOWN] = PHRASE_INIT("Places libres : {x}.", "Vrije plaatsen: {x}.",
                                     "Freie Plätze: {x}.", "Free places: {x}."),
    [SAY_PLACE_ROUGH] = PHRASE_INIT(
        "L’adresse exacte n’est pas connue : le trajet est estimé jusqu’au centre de {x}.",
        "Het juiste adres is niet bekend: de weg is geschat tot het centrum van {x}.",
        "Die genaue Adresse ist unbekannt: der Weg ist bis zur Mitte von {x} geschätzt.",
        "The exact address is not known: the way is estimated to the centre of {x}."),
    [SAY_PLACE_UNKNOWN] = PHRASE_INIT("Le lieu n’est pas connu : appelez pour savoir où aller.",
                                      "De plaats is niet bekend: bel om te weten waarheen.",
                                      "Der Ort ist unbekannt: anrufen, um zu wissen wohin.",
                                      "The place is not known: call to know where to go."),
    [SAY_WIDER_NEED] = PHRASE_INIT("Ce service est plus large : demandez s’il couvre « {x} ».",
                                   "Deze dienst is ruimer: vraag of hij ‘{x}’ dekt.",
                                   "Dieser Dienst ist breiter: fragen, ob er „{x}“ abdeckt.",
                                   "This service is wider: ask whether it covers “{x}”."),
    [SAY_CONDITION_OPEN] =
        PHRASE_INIT("À vérifier : {x}", "Na te gaan: {x}", "Zu prüfen: {x}", "To check: {x}"),
    [SAY_LANGUAGE_SPOKEN] = PHRASE_INIT(
        "On y parle votre langue ({x}).", "Men spreekt er uw taal ({x}).",
        "Dort wird Ihre Sprache gesprochen ({x}).", "Your language is spoken there ({x})."),
    [SAY_LANGUAGE_UNKNOWN] =
        PHRASE_INIT("Langues parlées inconnues : demandez un interprète si besoin.",
                    "Gesproken talen onbekend: vraag zo nodig een tolk.",
                    "Gesprochene Sprachen unbekannt: bei Bedarf Dolmetscher verlangen.",
                    "Languages spoken unknown: ask for an interpreter if needed."),
    [SAY_INTERPRETER] =
        PHRASE_INIT("Votre langue n’y est pas indiquée : demandez un interprète.",
                    "Uw taal staat er niet bij: vraag een tolk.",
                    "Ihre Sprache ist nicht angegeben: Dolmetscher verlangen.",
                    "Your language is not listed: ask for an interpreter."),
    [SAY_ANIMAL_UNKNOWN] =
        PHRASE_INIT("Le chien peut-il entrer ? Demandez.", "Mag de hond binnen? Vraag het.",
                    "Darf der Hund hinein? Bitte fragen.", "May the dog come in? Ask."),
    [SAY_ANIMAL_REFUSED] =
        PHRASE_INIT("Les chiens n’y entrent pas.", "Honden mogen er niet binnen.",
                    "Hunde dürfen nicht hinein.", "Dogs are not let in."),
    [SAY_ANIMAL_WELCOME] = PHRASE_INIT("Le chien peut venir.", "De hond mag mee.",
                                       "Der Hund darf mit.", "The dog may come."),
    [SAY_GIVER_UNKNOWN] =
        PHRASE_INIT("Il faut d’abord : {x} Qui peut le donner n’est pas connu.",
                    "Eerst nodig: {x} Wie het kan geven is niet bekend.",
                    "Zuerst nötig: {x} Wer es geben kann, ist nicht bekannt.",
                    "First needed: {x} Who can give it is not known."),
    [SAY_FREE] = PHRASE_INIT("Gratuit", "Gratis", "Kostenlos", "Free"),
    [SAY_COST_UNKNOWN] =
        PHRASE_INIT("Prix inconnu", "Prijs onbekend", "Preis unbekannt", "Cost unknown"),
    [SAY_TOO_FAR] =
        PHRASE_INIT("Trop loin : {x}.", "Te ver: {x}.", "Zu weit: {x}.", "Too far: {x}."),
    [SAY_CLOSED_IN_TIME] = PHRASE_INIT(
        "Fermé pendant le temps demandé.", "Gesloten binnen de gevraagde tijd.",
        "In der gewünschten Zeit geschlossen.", "Closed within the time asked for."),
    [SAY_NOT_ELIGIBLE] =
        PHRASE_INIT("Condition non remplie : {x}", "Voorwaarde niet vervuld: {x}",
                    "Bedingung nicht erfüllt: {x}", "Condition not met: {x}"),
    [SAY_GIVER_UNREACHABLE] =
        PHRASE_INIT("Personne d’atteignable ne peut donner ce qu’il faut d’abord : {x}",
                    "Niemand bereikbaar kan geven wat eerst nodig is: {x}",
                    "Niemand Erreichbares kann geben, was zuerst nötig ist: {x}",
                    "Nobody within reach can give what is needed first: {x}"),
    [SAY_REFUSED] = PHRASE_INIT("Écarté à votre demande.", "Op uw vraag weggelaten.",
                                "Auf Ihren Wunsch weggelassen.", "Left out at your request."),
    [SAY_NO_ROOM_IN_PLAN] = PHRASE_INIT("Ouvert, mais n’entre pas dans le plan à temps.",
                                        "Open, maar past niet op tijd in het plan.",
                                        "Offen, passt aber nicht rechtzeitig in den Plan.",
                                        "Open, but does not fit in the plan in time."),
    [SAY_IMPROVES_ANSWERS] =
        PHRASE_INIT("Pourrait ouvrir une porte de plus.", "Kan een deur meer openen.",
                    "Könnte eine weitere Tür öffnen.", "Could open one more door."),
    [SAY_IMPROVES_PLACES] =
        PHRASE_INIT("Pourrait épargner un déplacement.", "Kan een verplaatsing besparen.",
                    "Könnte einen Weg ersparen.", "Could spare a journey."),
    [SAY_IMPROVES_CERTAINTY] =
        PHRASE_INIT("Rendrait le plan plus sûr.", "Zou het plan zekerder maken.",
                    "Würde den Plan sicherer machen.", "Would make the plan more certain."),
    [SAY_IMPROVES_SOONER] = PHRASE_INIT("Pourrait aider plus tôt.", "Kan sneller helpen.",
                                        "Könnte schneller helfen.", "Could help sooner."),
    [SAY_NOT_VALID] = PHRASE_INIT("N’existe plus, ou pas encore, à cette date.",
                                  "Bestaat niet meer, of nog niet, op die datum.",
                                  "Besteht an diesem Tag nicht mehr oder noch nicht.",
                                  "No longer, or not yet, there on that day."),
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
