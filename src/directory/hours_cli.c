/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil hours`: what a value says at a moment, why, until when, and its openings. */
#include "directory/hours_cli.h"

#include "base/list.h"
#include "directory/hours.h"
#include "json/json.h"

enum { DAYS_SHOWN = 7, ANSWER_MOST = 64 * 1024 * 1024 };

/* The words of the human form, in the four languages. */
typedef struct Words {
    const char *states[3];
    const char *until;
    const char *no_rule;
    const char *appointment;
} Words;

static const Words words[LANGUAGE_COUNT] = {
    [FRENCH] = {.states = {"Fermé", "Inconnu", "Ouvert"},
                .until = "jusqu'au",
                .no_rule = "aucune ouverture prévue à ce moment",
                .appointment = "sur rendez-vous"  },
    [DUTCH] = {.states = {"Gesloten", "Onbekend", "Open"},
                .until = "tot",
                .no_rule = "geen opening op dit moment",
                .appointment = "op afspraak"      },
    [GERMAN] = {.states = {"Geschlossen", "Unbekannt", "Geöffnet"},
                .until = "bis",
                .no_rule = "keine Öffnung zu diesem Zeitpunkt",
                .appointment = "nach Vereinbarung"},
    [ENGLISH] = {.states = {"Closed", "Unknown", "Open"},
                .until = "until",
                .no_rule = "no opening at this time",
                .appointment = "by appointment"   },
};

/* The rule that decides, with what it says. A rule ends with its comment already when it was
 * written so. */
static Text because(const Invocation *invocation, const HoursAnswer *answer)
{
    if (answer->rule.length == 0) {
        return answer->comment.length > 0 ? answer->comment
                                          : text_from(words[invocation->language].no_rule);
    }
    if (answer->comment.length == 0 || text_contains(answer->rule, answer->comment)) {
        return answer->rule;
    }
    return text_format(invocation->arena, "%.*s: %.*s", TEXT_ARG(answer->rule),
                       TEXT_ARG(answer->comment));
}

static void write_intervals(JsonWriter *writer, Arena *arena, const HoursWindowList *windows,
                            HoursState state)
{
    json_array_open(writer);
    for (size_t i = 0; i < windows->count; i++) {
        const HoursWindow *window = &windows->items[i];
        if (window->state == state) {
            json_array_open(writer);
            json_write_text(writer, moment_format_local(arena, window->from));
            json_write_text(writer, moment_format_local(arena, window->to));
            json_array_close(writer);
        }
    }
    json_array_close(writer);
}

static void print_json(const Invocation *invocation, const Hours *hours,
                       const HoursAnswer *answer, const HoursWindowList *windows)
{
    Buffer out = buffer_new(invocation->arena, ANSWER_MOST);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member_bool(&writer, "valid", true);
    json_member(&writer, "state", hours_state_name(answer->state));
    json_member(&writer, "because", because(invocation, answer));
    json_key(&writer, TEXT("nextChange"));
    if (answer->until == MOMENT_NONE) {
        json_write_null(&writer);
    } else {
        json_write_text(&writer, moment_format_local(invocation->arena, answer->until));
    }
    json_member_bool(&writer, "byAppointment", answer->by_appointment);
    json_key(&writer, TEXT("intervals"));
    write_intervals(&writer, invocation->arena, windows, HOURS_OPEN);
    json_key(&writer, TEXT("unknownIntervals"));
    write_intervals(&writer, invocation->arena, windows, HOURS_UNKNOWN);
    Text strict = {0};
    if (hours_print_osm(invocation->arena, hours, &strict, NULL) == OK) {
        json_member(&writer, "strict", strict);
    }
    json_member(&writer, "sentence",
                hours_describe(invocation->arena, hours, invocation->language));
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
}

static void print_refusal(const Invocation *invocation)
{
    Buffer out = buffer_new(invocation->arena, ANSWER_MOST);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member_bool(&writer, "valid", false);
    json_member(&writer, "where", invocation->problem.where);
    json_member(&writer, "error", invocation->problem.detail);
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
}

static void print_sentences(const Invocation *invocation, const Hours *hours,
                            const HoursAnswer *answer, const HoursWindowList *windows)
{
    const Words *say = &words[invocation->language];
    (void)fprintf(invocation->out, "%.*s\n",
                  TEXT_ARG(hours_describe(invocation->arena, hours, invocation->language)));
    (void)fprintf(invocation->out, "%s", say->states[answer->state]);
    if (answer->by_appointment) {
        (void)fprintf(invocation->out, ", %s", say->appointment);
    }
    if (answer->until != MOMENT_NONE) {
        (void)fprintf(invocation->out, " %s %.*s", say->until,
                      TEXT_ARG(moment_format_local(invocation->arena, answer->until)));
    }
    (void)fprintf(invocation->out, " (%.*s)\n", TEXT_ARG(because(invocation, answer)));
    for (size_t i = 0; i < windows->count; i++) {
        const HoursWindow *window = &windows->items[i];
        (void)fprintf(invocation->out, "  %.*s  %.*s  %s%s%.*s\n",
                      TEXT_ARG(moment_format_local(invocation->arena, window->from)),
                      TEXT_ARG(moment_format_local(invocation->arena, window->to)),
                      say->states[window->state], window->comment.length > 0 ? ", " : "",
                      TEXT_ARG(window->comment));
    }
}

static Outcome run_hours(Invocation *invocation)
{
    Moment until = invocation->now + (Moment)DAYS_SHOWN * 24 * 60 * 60;
    if (option_given(invocation, "until") &&
        !moment_parse(option_value(invocation, "until"), &until)) {
        return USAGE_ERROR(invocation, "until",
                           "a moment such as 2026-11-24T18:05 is expected");
    }
    Hours *hours = NULL;
    const Outcome outcome = hours_parse_osm(invocation->arena, invocation->arguments[0], &hours,
                                            &invocation->problem);
    if (outcome != OK) {
        if (invocation->json) {
            print_refusal(invocation);
        }
        return outcome;
    }
    const HoursAnswer answer = hours_at(hours, invocation->now);
    HoursWindowList windows = {0};
    hours_windows(invocation->arena, hours, invocation->now, until, &windows);
    if (invocation->json) {
        print_json(invocation, hours, &answer, &windows);
    } else {
        print_sentences(invocation, hours, &answer, &windows);
    }
    return OK;
}

static const Option options[] = {
    {"until", OPTION_VALUE, "TIME", "Where the openings shown end (seven days later)."},
};

static const Command commands[] = {
    {.name = "hours",
     .arguments = "\"OSM VALUE\"",
     .summary = "Read an opening_hours value: open, closed or unknown, why, until when.",
     .examples = "seuil hours \"Mo-Fr 09:00-12:00; PH off\"\n"
                 "  What it says now and in the next seven days.\n"
                 "seuil hours \"lundi-vendredi 9h-12h\" --at 2026-11-24T18:05 --json\n"
                 "  The same at another moment, for a program.\n", .options = options,
     .option_count = LENGTH_OF(options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_hours},
};

const CommandTable HOURS_COMMANDS = {commands, LENGTH_OF(commands)};
