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
    LABEL_DOORS,
    LABEL_NO_DOOR,
    LABEL_TODAY,
    LABEL_UNTIL,
    LABEL_USUALLY,
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
    LABEL_GAP,
    LABEL_BY_PHONE,
    LABEL_TRAVEL,
    LABEL_COUNT
} Label;

static const Phrase labels[LABEL_COUNT] = {
    [LABEL_DOORS] = PHRASE_INIT("portes à ouvrir", "deuren om te openen", "Türen zum Öffnen",
                                "doors to open"),
    [LABEL_NO_DOOR] = PHRASE_INIT("Aucune porte ne s’ouvre pour cette demande.",
                                  "Geen enkele deur gaat open voor deze vraag.",
                                  "Keine Tür öffnet sich für diese Anfrage.",
                                  "No door opens for this request."),
    [LABEL_TODAY] = PHRASE_INIT("vers", "rond", "gegen", "about"),
    [LABEL_UNTIL] = PHRASE_INIT("ouvert jusqu’à", "open tot", "geöffnet bis", "open until"),
    [LABEL_USUALLY] = PHRASE_INIT("heures à vérifier", "controleer de uren",
                                  "Zeiten bitte erfragen", "check the hours"),
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
    const Text name = phrase(page, &location->name);
    buffer_append_format(&page->out, "     %.*s", TEXT_ARG(name));
    if (location->street.length > 0) {
        buffer_append_format(&page->out, ", %.*s", TEXT_ARG(location->street));
    }
    const Text town = gazetteer_town(location->postal_code, location->city, page->language);
    buffer_append_format(&page->out, ", %.*s %.*s", TEXT_ARG(location->postal_code),
                         TEXT_ARG(town));
    if (door->travel_minutes >= 0) {
        buffer_append_format(&page->out, " (%d %.*s)", door->travel_minutes,
                             TEXT_ARG(label(page, LABEL_TRAVEL)));
    }
    buffer_append(&page->out, TEXT("\n"));
}

static void write_when(Page *page, const MatchDoor *door)
{
    buffer_append_format(&page->out, "     %.*s %.*s", TEXT_ARG(label(page, LABEL_TODAY)),
                         TEXT_ARG(clock_of(page, door->start)));
    if (!door->hours_known) {
        buffer_append_format(&page->out, " — %.*s", TEXT_ARG(label(page, LABEL_USUALLY)));
    } else if (door->open_until != MOMENT_NONE) {
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
    }
    write_wider(page, gap);
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
        buffer_append_format(&page.out, "%zu %.*s\n", plan->door_count,
                             TEXT_ARG(label(&page, LABEL_DOORS)));
    }
    for (size_t i = 0; i < plan->door_count; i++) {
        write_door(&page, &plan->doors[i], i);
    }
    for (size_t i = 0; i < plan->gap_count; i++) {
        write_gap(&page, &plan->gaps[i]);
    }
    write_questions(&page, answer);
    const Label proved = plan->proof.optimal ? LABEL_PROOF : LABEL_GAP;
    buffer_append_format(&page.out, "\n (%.*s; %zu, %.1f ms)\n", TEXT_ARG(label(&page, proved)),
                         plan->proof.candidates, (double)answer->nanoseconds / 1e6);
    return buffer_text(&page.out);
}
