/* SPDX-License-Identifier: EUPL-1.2 */
/* The answer as words for a terminal: what a worker would read out, door by door. */
#include "matching/match.h"
#include "matching/wider.h"
#include "words/say.h"

typedef struct Page {
    Arena *arena;
    const Network *network;
    const Situation *situation;
    Language language;
    Buffer out;
} Page;

typedef enum Label {
    LABEL_DOOR,
    LABEL_DOORS,
    LABEL_NO_DOOR,
    LABEL_ABOUT,
    LABEL_UNTIL,
    LABEL_CALL_NOW,
    LABEL_CALL_FIRST,
    LABEL_ASK_FIRST,
    LABEL_WHY,
    LABEL_ASK,
    LABEL_BRING,
    LABEL_HOW,
    LABEL_AFTER,
    LABEL_CALL,
    LABEL_OR,
    LABEL_MISSING,
    LABEL_QUESTIONS,
    LABEL_PROOF,
    LABEL_PROOF_PRESUMED,
    LABEL_GAP,
    LABEL_CANDIDATES,
    LABEL_LISTENS,
    LABEL_NOTE,
    LABEL_SAME_VISIT,
    LABEL_NO_ADDRESS,
    LABEL_BY_PHONE,
    LABEL_TRAVEL,
    LABEL_COUNT
} Label;

static const Phrase labels[LABEL_COUNT] = {
    [LABEL_DOOR] =
        PHRASE_INIT("porte à ouvrir", "deur om te openen", "Tür zum Öffnen", "door to open"),
    [LABEL_DOORS] = PHRASE_INIT("portes à ouvrir", "deuren om te openen", "Türen zum Öffnen",
                                "doors to open"),
    [LABEL_NO_DOOR] = PHRASE_INIT("Aucune porte ne s’ouvre pour cette demande.",
                                  "Geen enkele deur gaat open voor deze vraag.",
                                  "Keine Tür öffnet sich für diese Anfrage.",
                                  "No door opens for this request."),
    [LABEL_ABOUT] = PHRASE_INIT("vers", "rond", "gegen", "about"),
    [LABEL_UNTIL] = PHRASE_INIT("ouvert jusqu’à", "open tot", "geöffnet bis", "open until"),
    [LABEL_CALL_NOW] = PHRASE_INIT("appelez maintenant", "bel nu", "jetzt anrufen", "call now"),
    [LABEL_CALL_FIRST] =
        PHRASE_INIT("heures à confirmer, appelez d’abord", "uren na te vragen, bel eerst",
                    "Zeiten erfragen, zuerst anrufen", "hours to confirm, call first"),
    [LABEL_ASK_FIRST] = PHRASE_INIT(
        "heures à confirmer, renseignez-vous d’abord", "uren na te vragen, vraag het eerst",
        "Zeiten erfragen, zuerst nachfragen", "hours to confirm, ask first"),
    [LABEL_WHY] = PHRASE_INIT("pourquoi", "waarom", "warum", "why"),
    [LABEL_ASK] = PHRASE_INIT("à vérifier", "vraag na", "zu klären", "to check"),
    [LABEL_BRING] = PHRASE_INIT("à prendre", "breng mee", "mitbringen", "bring"),
    [LABEL_HOW] = PHRASE_INIT("comment entrer", "hoe komt u binnen", "Zugang", "how to get in"),
    [LABEL_AFTER] = PHRASE_INIT("après la porte", "na deur", "nach Tür", "after door"),
    [LABEL_CALL] = PHRASE_INIT("appeler", "bellen", "anrufen", "call"),
    [LABEL_OR] = PHRASE_INIT("sinon", "anders", "sonst", "or else"),
    [LABEL_MISSING] = PHRASE_INIT("Cette porte manque", "Deze deur ontbreekt",
                                  "Diese Tür fehlt", "This door is missing"),
    [LABEL_QUESTIONS] = PHRASE_INIT("Questions qui aideraient", "Vragen die zouden helpen",
                                    "Fragen, die helfen würden", "Questions that would help"),
    [LABEL_PROOF] = PHRASE_INIT("meilleur plan, prouvé", "beste plan, bewezen",
                                "bester Plan, bewiesen", "best plan, proved"),
    [LABEL_PROOF_PRESUMED] =
        PHRASE_INIT("meilleur plan avec ce qui est connu ; des heures restent à confirmer",
                    "beste plan met wat bekend is; sommige uren zijn na te vragen",
                    "bester Plan nach dem, was bekannt ist; manche Zeiten sind zu erfragen",
                    "best plan with what is known; some hours are to be confirmed"),
    [LABEL_CANDIDATES] =
        PHRASE_INIT("portes examinées", "deuren bekeken", "Türen geprüft", "doors weighed"),
    [LABEL_LISTENS] =
        PHRASE_INIT("quelqu’un écoute", "iemand luistert", "jemand hört zu", "someone listens"),
    [LABEL_NOTE] = PHRASE_INIT("note de l’annuaire", "nota van de gids",
                               "Vermerk des Verzeichnisses", "note of the directory"),
    [LABEL_SAME_VISIT] = PHRASE_INIT("pendant la même visite", "tijdens hetzelfde bezoek",
                                     "beim selben Besuch", "during the same visit"),
    [LABEL_NO_ADDRESS] = PHRASE_INIT("adresse non connue", "adres niet bekend",
                                     "Adresse nicht bekannt", "address not known"),
    [LABEL_GAP] = PHRASE_INIT("bon plan, non prouvé", "goed plan, niet bewezen",
                              "guter Plan, nicht bewiesen", "good plan, not proved"),
    [LABEL_BY_PHONE] =
        PHRASE_INIT("par téléphone", "per telefoon", "per Telefon", "by telephone"),
    [LABEL_TRAVEL] = PHRASE_INIT("min de trajet estimé", "min geschatte weg",
                                 "Min. Weg, geschätzt", "min away, estimated"),
};

static Text label(const Page *page, Label name)
{
    return labels[name].in[page->language];
}

static Text phrase(const Page *page, const Phrase *words)
{
    return phrase_in(words, page->language, NULL);
}

static void line(Page *page, Label name, Text value)
{
    const Text title = label(page, name);
    buffer_append_format(&page->out, "     %.*s: %.*s\n", TEXT_ARG(title), TEXT_ARG(value));
}

static void lines(Page *page, Label name, TextSpan values)
{
    for (size_t i = 0; i < values.count; i++) {
        line(page, name, values.items[i]);
    }
}

static Text clock_of(const Page *page, Moment moment)
{
    const LocalTime local = moment_to_local(moment);
    const Text day = say_weekday(page->language, date_weekday(local.date));
    return text_format(page->arena, "%.*s %02d:%02d", TEXT_ARG(day), local.minute / 60,
                       local.minute % 60);
}

static Text needs_of(const Page *page, const MatchDoor *door)
{
    Text names[PLAN_MAX_NEEDS];
    for (size_t i = 0; i < door->needs.count; i++) {
        const SituationNeed *need = &page->situation->needs[door->needs.items[i]];
        names[i] = phrase(page, &page->network->catalogue->needs->terms[need->need].name);
    }
    return text_join(page->arena, names, door->needs.count, TEXT(" + "));
}

static void write_where(Page *page, const MatchDoor *door)
{
    const Catalogue *catalogue = page->network->catalogue;
    const Door *place = &catalogue->doors[door->door];
    const Location *location = catalogue_shown_location(catalogue, place);
    if (location == NULL) {
        buffer_append_format(&page->out, "     %.*s\n", TEXT_ARG(label(page, LABEL_BY_PHONE)));
        return;
    }
    if (door->is_same_visit) {
        buffer_append_format(&page->out, "     %.*s\n",
                             TEXT_ARG(label(page, LABEL_SAME_VISIT)));
        return;
    }
    const Text name = phrase(page, &location->name);
    buffer_append_format(&page->out, "     %.*s", TEXT_ARG(name));
    if (location->street.length > 0) {
        buffer_append_format(&page->out, ", %.*s", TEXT_ARG(location->street));
    }
    const Text town = gazetteer_town(location->postal_code, location->city, page->language);
    buffer_append_format(&page->out, ", %.*s %.*s", TEXT_ARG(location->postal_code),
                         TEXT_ARG(town));
    if (!location_is_exact(location)) {
        buffer_append_format(&page->out, " (%.*s)", TEXT_ARG(label(page, LABEL_NO_ADDRESS)));
    }
    if (door->travel_minutes >= 0) {
        buffer_append_format(&page->out, " (%d %.*s)", door->travel_minutes,
                             TEXT_ARG(label(page, LABEL_TRAVEL)));
    }
    buffer_append(&page->out, TEXT("\n"));
}

/* An hour only where it is known; of other doors, the day at most. */
static void write_timing(Page *page, const MatchDoor *door)
{
    const Date day = moment_to_local(door->start).date;
    const Text weekday = say_weekday(page->language, date_weekday(day));
    switch (door->timing) {
    case TIMING_COME:
        buffer_append_format(&page->out, "%.*s %.*s", TEXT_ARG(label(page, LABEL_ABOUT)),
                             TEXT_ARG(clock_of(page, door->start)));
        return;
    case TIMING_CALL_NOW:
        buffer_append(&page->out, label(page, LABEL_CALL_NOW));
        return;
    case TIMING_CALL_FIRST:
        buffer_append_format(&page->out, "%.*s, %.*s", TEXT_ARG(weekday),
                             TEXT_ARG(label(page, LABEL_CALL_FIRST)));
        return;
    case TIMING_ASK_FIRST:
        buffer_append_format(&page->out, "%.*s, %.*s", TEXT_ARG(weekday),
                             TEXT_ARG(label(page, LABEL_ASK_FIRST)));
        return;
    }
}

static void write_when(Page *page, const MatchDoor *door)
{
    buffer_append(&page->out, TEXT("     "));
    write_timing(page, door);
    if (door->open_until != MOMENT_NONE) {
        buffer_append_format(&page->out, " — %.*s %.*s", TEXT_ARG(label(page, LABEL_UNTIL)),
                             TEXT_ARG(clock_of(page, door->open_until)));
    }
    buffer_append_format(&page->out, " — %.*s\n", TEXT_ARG(door->cost));
}

static void write_phone(Page *page, uint32_t index)
{
    const Catalogue *catalogue = page->network->catalogue;
    const Phone *phone = catalogue_phone(catalogue, &catalogue->doors[index]);
    if (phone != NULL) {
        line(page, LABEL_CALL, phone->number);
    }
}

static void write_alternatives(Page *page, const MatchDoor *door)
{
    const Catalogue *catalogue = page->network->catalogue;
    for (size_t i = 0; i < door->alternative_count; i++) {
        const Door *other = &catalogue->doors[door->alternatives[i]];
        const Text name = phrase(page, &catalogue->services[other->service].name);
        const Location *location = catalogue_shown_location(catalogue, other);
        const Text place =
            location == NULL ? label(page, LABEL_BY_PHONE) : phrase(page, &location->name);
        line(page, LABEL_OR,
             text_format(page->arena, "%.*s, %.*s", TEXT_ARG(name), TEXT_ARG(place)));
    }
}

static void write_door(Page *page, const MatchDoor *door, size_t order)
{
    const Catalogue *catalogue = page->network->catalogue;
    const Service *service = &catalogue->services[catalogue->doors[door->door].service];
    buffer_append_format(&page->out, "\n %zu. %.*s", order + 1,
                         TEXT_ARG(phrase(page, &service->name)));
    if (door->needs.count > 0) {
        buffer_append_format(&page->out, "  [%.*s]", TEXT_ARG(needs_of(page, door)));
    }
    buffer_append(&page->out, TEXT("\n"));
    if (service->organization != NONE) {
        const Organization *organization = &catalogue->organizations[service->organization];
        buffer_append_format(&page->out, "     %.*s\n",
                             TEXT_ARG(phrase(page, &organization->name)));
    }
    write_where(page, door);
    write_when(page, door);
    for (size_t i = 0; i < door->requires.count; i++) {
        line(page, LABEL_AFTER, text_format(page->arena, "%u", door->requires.items[i] + 1));
    }
    lines(page, LABEL_WHY, door->because);
    lines(page, LABEL_ASK, door->unknown);
    lines(page, LABEL_HOW, door->entry);
    lines(page, LABEL_BRING, door->bring);
    lines(page, LABEL_NOTE, door->notes);
    write_phone(page, door->door);
    write_alternatives(page, door);
}

static void write_wider(Page *page, const MatchGap *gap)
{
    const Catalogue *catalogue = page->network->catalogue;
    if (gap->wider.need == NONE) {
        return;
    }
    const Text sentence = wider_sentence(
        page->arena, page->network, page->situation->needs[gap->need].need, page->language);
    buffer_append_format(&page->out, "     %.*s\n", TEXT_ARG(sentence));
    for (size_t i = 0; i < gap->wider.hit_count; i++) {
        const Door *door = &catalogue->doors[gap->wider.hits[i].door];
        const Text name = phrase(page, &catalogue->services[door->service].name);
        buffer_append_format(&page->out, "     → %.*s\n", TEXT_ARG(name));
        write_phone(page, gap->wider.hits[i].door);
    }
}

static void write_calls(Page *page, const MatchGap *gap)
{
    const Catalogue *catalogue = page->network->catalogue;
    for (size_t i = 0; i < gap->call_count; i++) {
        const Door *door = &catalogue->doors[gap->call[i]];
        const Text name = phrase(page, &catalogue->services[door->service].name);
        const Text number = catalogue_phone(catalogue, door)->number;
        const bool is_in_name = text_find(name, number, 0) < name.length;
        line(page, LABEL_LISTENS,
             is_in_name
                 ? name
                 : text_format(page->arena, "%.*s, %.*s", TEXT_ARG(name), TEXT_ARG(number)));
    }
}

static void write_gap(Page *page, const MatchGap *gap)
{
    const Catalogue *catalogue = page->network->catalogue;
    const Term *need = &catalogue->needs->terms[page->situation->needs[gap->need].need];
    buffer_append_format(&page->out, "\n %.*s: %.*s\n", TEXT_ARG(label(page, LABEL_MISSING)),
                         TEXT_ARG(phrase(page, &need->name)));
    for (size_t i = 0; i < gap->fallen_count; i++) {
        const Service *service = &catalogue->services[gap->fallen[i].service];
        buffer_append_format(&page->out, "     %.*s — %.*s\n",
                             TEXT_ARG(phrase(page, &service->name)),
                             TEXT_ARG(gap->fallen[i].reason));
        if (gap->fallen[i].phone.length > 0) {
            line(page, LABEL_CALL, gap->fallen[i].phone);
        }
    }
    write_wider(page, gap);
    write_calls(page, gap);
}

static void write_questions(Page *page, const MatchAnswer *answer)
{
    if (answer->question_count == 0) {
        return;
    }
    buffer_append_format(&page->out, "\n %.*s:\n", TEXT_ARG(label(page, LABEL_QUESTIONS)));
    for (size_t i = 0; i < answer->question_count; i++) {
        buffer_append_format(&page->out, "     %.*s  (%.*s)\n",
                             TEXT_ARG(answer->questions[i].text),
                             TEXT_ARG(answer->questions[i].improves));
    }
}

Text match_write_text(Arena *arena, const Network *network, const Situation *situation,
                      const MatchAnswer *answer, Language language)
{
    Page page = {arena, network, situation, language, buffer_new(arena, (size_t)1 << 20)};
    const MatchPlan *plan = &answer->best;
    const Text start = clock_of(&page, situation->at);
    buffer_append_format(&page.out, "%.*s, %.*s\n", TEXT_ARG(start),
                         TEXT_ARG(phrase_in(&situation->place_name, language, NULL)));
    if (plan->door_count == 0) {
        buffer_append_format(&page.out, "%.*s\n", TEXT_ARG(label(&page, LABEL_NO_DOOR)));
    } else {
        const Label doors = plan->door_count == 1 ? LABEL_DOOR : LABEL_DOORS;
        buffer_append_format(&page.out, "%zu %.*s\n", plan->door_count,
                             TEXT_ARG(label(&page, doors)));
    }
    for (size_t i = 0; i < plan->door_count; i++) {
        write_door(&page, &plan->doors[i], i);
    }
    for (size_t i = 0; i < plan->gap_count; i++) {
        write_gap(&page, &plan->gaps[i]);
    }
    write_questions(&page, answer);
    const Label proved = plan->rests_on_presumed ? LABEL_PROOF_PRESUMED : LABEL_PROOF;
    const Label proof = plan->proof.optimal ? proved : LABEL_GAP;
    buffer_append_format(&page.out, "\n (%.*s; %.*s: %zu, %.1f ms)\n",
                         TEXT_ARG(label(&page, proof)),
                         TEXT_ARG(label(&page, LABEL_CANDIDATES)), plan->proof.candidates,
                         (double)answer->nanoseconds / 1e6);
    return buffer_text(&page.out);
}
