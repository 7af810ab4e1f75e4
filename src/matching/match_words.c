/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/match_words.h"

static const Phrase sentences[SAY_COUNT] = {
    [SAY_OPEN_TO_ALL] = PHRASE_INIT("Ouvert à toute personne.", "Open voor iedereen.",
                                    "Offen für alle.", "Open to anybody."),
    [SAY_NO_CONDITION_KNOWN] =
        PHRASE_INIT("Nous ne savons pas qui peut venir : demandez avant d’y aller.",
                    "Er staat niet bij wie mag komen: vraag het eerst.",
                    "Es steht nicht dabei, wer kommen darf: Bitte vorher fragen.",
                    "We do not know who may come: ask before you go."),
    [SAY_HOURS_UNKNOWN] =
        PHRASE_INIT("Nous ne connaissons pas les heures : appelez avant d’y aller.",
                    "We kennen de openingsuren niet: bel eerst.",
                    "Wir kennen die Öffnungszeiten nicht: Bitte vorher anrufen.",
                    "We do not know the hours: call before you go."),
    [SAY_HOURS_UNKNOWN_NO_PHONE] = PHRASE_INIT(
        "Nous ne connaissons ni les heures ni le téléphone : renseignez-vous avant d’y aller.",
        "We kennen de uren en het telefoonnummer niet: vraag het eerst na.",
        "Wir kennen weder Zeiten noch Telefonnummer: Bitte vorher nachfragen.",
        "We know neither the hours nor a telephone number: ask before you go."),
    [SAY_HOURS_TOLD] = PHRASE_INIT("Heures à confirmer. Ce qui en est dit : {x}",
                                   "Uren na te vragen. Wat ervan bekend is: {x}",
                                   "Zeiten bitte erfragen. Was davon bekannt ist: {x}",
                                   "Hours to confirm. What is said of them: {x}"),
    [SAY_CAPACITY_UNKNOWN] =
        PHRASE_INIT("Nous ne savons pas s’il reste de la place : demandez.",
                    "We weten niet of er nog plaats is: vraag het.",
                    "Wir wissen nicht, ob noch Platz ist: Bitte fragen.",
                    "We do not know whether there is room: ask."),
    [SAY_PLACES_KNOWN] = PHRASE_INIT("Places libres : {x}.", "Vrije plaatsen: {x}.",
                                     "Freie Plätze: {x}.", "Free places: {x}."),
    [SAY_PLACE_ROUGH] =
        PHRASE_INIT("Nous ne connaissons pas l’adresse, quelque part à {x} : demandez-la.",
                    "We kennen het adres niet, ergens in {x}: vraag het.",
                    "Wir kennen die Adresse nicht, irgendwo in {x}: Bitte fragen.",
                    "We do not know the address, somewhere in {x}: ask for it."),
    [SAY_PLACE_SITE] =
        PHRASE_INIT("Nous n’avons ni la rue ni le numéro : le trajet est compté jusqu’à {x}.",
                    "We kennen straat en nummer niet: de weg is geteld tot {x}.",
                    "Wir kennen Straße und Nummer nicht: Der Weg ist bis {x} gerechnet.",
                    "We do not know the street and number: the way is counted to {x}."),
    [SAY_PLACE_UNKNOWN] =
        PHRASE_INIT("Nous ne connaissons pas le lieu : appelez pour savoir où aller.",
                    "We kennen de plaats niet: bel om te weten waar u heen moet.",
                    "Wir kennen den Ort nicht: Rufen Sie an und fragen Sie, wohin.",
                    "We do not know the place: call to ask where to go."),
    [SAY_WIDER_NEED] = PHRASE_INIT(
        "Ce service aide de façon plus large : demandez s’il aide aussi pour « {x} ».",
        "Deze dienst helpt ruimer: vraag of hij ook helpt bij “{x}”.",
        "Dieser Dienst hilft allgemeiner: Fragen Sie, ob er auch bei „{x}“ hilft.",
        "This service helps more widely: ask whether it also helps with “{x}”."),
    [SAY_CONDITION_OPEN] =
        PHRASE_INIT("Condition : {x}", "Voorwaarde: {x}", "Bedingung: {x}", "Condition: {x}"),
    [SAY_LANGUAGE_SPOKEN] = PHRASE_INIT(
        "On y parle votre langue ({x}).", "Ze spreken er uw taal ({x}).",
        "Dort spricht man Ihre Sprache ({x}).", "They speak your language there ({x})."),
    [SAY_LANGUAGE_UNKNOWN] = PHRASE_INIT(
        "Nous ne savons pas quelles langues on y parle : demandez un interprète si besoin.",
        "We weten niet welke talen ze er spreken: vraag een tolk als het nodig is.",
        "Wir wissen nicht, welche Sprachen man dort spricht: Fragen Sie bei Bedarf nach einem "
        "Dolmetscher.",
        "We do not know which languages they speak: ask for an interpreter if you need one."),
    [SAY_INTERPRETER] =
        PHRASE_INIT("Votre langue n’y est pas indiquée : demandez un interprète.",
                    "Uw taal staat er niet bij: vraag een tolk.",
                    "Ihre Sprache steht nicht dabei: Fragen Sie nach einem Dolmetscher.",
                    "Your language is not listed: ask for an interpreter."),
    [SAY_WHEELCHAIR_UNKNOWN] = PHRASE_INIT(
        "Peut-on y entrer en fauteuil roulant ? Nous ne le savons pas : demandez avant d’y "
        "aller.",
        "Kan men er met een rolstoel binnen? We weten het niet: vraag het vooraf.",
        "Kommt man mit dem Rollstuhl hinein? Wir wissen es nicht: Fragen Sie vorher.",
        "Can one get in with a wheelchair? We do not know: ask before you go."),
    [SAY_WHEELCHAIR_TOLD] =
        PHRASE_INIT("Ce qui est dit de l’accès : {x}", "Over de toegang: {x}",
                    "Zum Zugang: {x}", "What is said of the access: {x}"),
    [SAY_ANIMAL_UNKNOWN] =
        PHRASE_INIT("Le chien peut-il entrer ? Demandez.", "Mag de hond binnen? Vraag het.",
                    "Darf der Hund hinein? Bitte fragen.", "May the dog come in? Ask."),
    [SAY_ANIMAL_REFUSED] =
        PHRASE_INIT("Les chiens ne peuvent pas entrer.", "Honden mogen er niet binnen.",
                    "Hunde dürfen nicht hinein.", "Dogs are not let in."),
    [SAY_ANIMAL_WELCOME] = PHRASE_INIT("Le chien peut venir.", "De hond mag mee.",
                                       "Der Hund darf mit.", "The dog may come."),
    [SAY_GIVER_UNKNOWN] =
        PHRASE_INIT("Il faut d’abord : {x} Nous ne savons pas qui peut le donner.",
                    "Eerst nodig: {x} We weten niet wie dat kan geven.",
                    "Zuerst nötig: {x} Wir wissen nicht, wer das geben kann.",
                    "First needed: {x} We do not know who can give it."),
    [SAY_FREE] = PHRASE_INIT("Gratuit", "Gratis", "Kostenlos", "Free"),
    [SAY_COST_UNKNOWN] =
        PHRASE_INIT("Prix inconnu", "Prijs onbekend", "Preis unbekannt", "Cost unknown"),
    [SAY_TOO_FAR] =
        PHRASE_INIT("Trop loin : {x}.", "Te ver: {x}.", "Zu weit: {x}.", "Too far: {x}."),
    [SAY_CLOSED_IN_TIME] = PHRASE_INIT(
        "Fermé pendant le temps demandé.", "Gesloten binnen de gevraagde tijd.",
        "In der gewünschten Zeit geschlossen.", "Closed within the time asked for."),
    [SAY_NOT_ELIGIBLE] =
        PHRASE_INIT("Condition non remplie : {x}", "U voldoet niet aan de voorwaarde: {x}",
                    "Bedingung nicht erfüllt: {x}", "Condition not met: {x}"),
    [SAY_GIVER_UNREACHABLE] = PHRASE_INIT(
        "Aucun service joignable à temps ne peut donner ce qu’il faut d’abord : {x}",
        "Geen dienst kan op tijd geven wat eerst nodig is: {x}",
        "Kein Dienst kann rechtzeitig geben, was zuerst nötig ist: {x}",
        "No service can give in time what is needed first: {x}"),
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
        PHRASE_INIT("Pourrait vous éviter un déplacement.", "Kan u een verplaatsing besparen.",
                    "Könnte Ihnen einen Weg ersparen.", "Could save you a journey."),
    [SAY_IMPROVES_CERTAINTY] =
        PHRASE_INIT("Rendrait le plan plus sûr.", "Zou het plan zekerder maken.",
                    "Würde den Plan sicherer machen.", "Would make the plan more certain."),
    [SAY_IMPROVES_SOONER] = PHRASE_INIT("Pourrait aider plus tôt.", "Kan sneller helpen.",
                                        "Könnte schneller helfen.", "Could help sooner."),
    [SAY_IMPROVES_TRAVEL] =
        PHRASE_INIT("Pourrait raccourcir le trajet.", "Kan de weg korter maken.",
                    "Könnte den Weg verkürzen.", "Could shorten the way."),
    [SAY_IMPROVES_PAPERS] = PHRASE_INIT(
        "Pourrait épargner des papiers à apporter.", "Kan papieren om mee te brengen besparen.",
        "Könnte mitzubringende Papiere ersparen.", "Could spare papers to bring."),
    [SAY_NOT_VALID] = PHRASE_INIT("N’existe plus, ou pas encore, à cette date.",
                                  "Bestaat niet meer, of nog niet, op die datum.",
                                  "Besteht an diesem Tag nicht mehr oder noch nicht.",
                                  "No longer, or not yet, there on that day."),
    [SAY_NOT_IN_TIME] = PHRASE_INIT("Pas à temps : {x}", "Niet op tijd: {x}",
                                    "Nicht rechtzeitig: {x}", "Not in time: {x}"),
    [SAY_NOT_TODAY] = PHRASE_INIT("Pas aujourd’hui : {x}", "Niet vandaag: {x}",
                                  "Nicht heute: {x}", "Not today: {x}"),
    [SAY_NOT_TONIGHT] = PHRASE_INIT("Pas cette nuit : {x}", "Niet vannacht: {x}",
                                    "Nicht heute Nacht: {x}", "Not tonight: {x}"),
    [SAY_OPENS_LATER] = PHRASE_INIT("ouvre {x}.", "opent {x}.", "öffnet {x}.", "opens {x}."),
    [SAY_OPENS_LATER_MAYBE] = PHRASE_INIT(
        "au plus tôt {x}, heures à confirmer.", "ten vroegste {x}, vraag de uren na.",
        "frühestens {x}, Zeiten bitte erfragen.", "{x} at the earliest, hours to confirm."),
    [SAY_FALL_HOURS_UNKNOWN] = PHRASE_INIT(
        "Heures inconnues : appelez pour savoir.", "Uren onbekend: bel om te weten.",
        "Zeiten unbekannt: Bitte anrufen.", "Hours unknown: call to find out."),
    [SAY_FALL_HOURS_UNKNOWN_NO_PHONE] =
        PHRASE_INIT("Heures inconnues, téléphone inconnu.", "Uren en telefoon onbekend.",
                    "Zeiten und Telefon unbekannt.", "Hours and telephone unknown."),
    [SAY_LIVE_FREE] = PHRASE_INIT("{x}.", "{x}.", "{x}.", "{x}."),
    [SAY_LIVE_FULL] = PHRASE_INIT(
        "Complet ({x}) : il y a une liste d’attente.", "Volzet ({x}): er is een wachtlijst.",
        "Voll ({x}): Es gibt eine Warteliste.", "Full ({x}): there is a waiting list."),
    [SAY_LIVE_TOLD_FULL] =
        PHRASE_INIT("Complet : {x}.", "Volzet: {x}.", "Voll: {x}.", "Full: {x}."),
    [SAY_LIVE_FULL_TODAY] =
        PHRASE_INIT("Complet pour le moment : demandez la liste d’attente, ou demain.",
                    "Voorlopig volzet: vraag de wachtlijst, of morgen.",
                    "Zurzeit voll: Fragen Sie nach der Warteliste oder nach morgen.",
                    "Full for now: ask for the waiting list, or for tomorrow."),
    [SAY_LIVE_OLD] =
        PHRASE_INIT("{x} : à recompter, demandez.", "{x}: te hertellen, vraag het.",
                    "{x}: neu zu zählen, bitte fragen.", "{x}: to be counted again, ask."),
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
