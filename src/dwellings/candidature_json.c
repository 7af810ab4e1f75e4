/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwellings_json.h"

/* Rank, and all that makes it. */
static void write_entry(Arena *arena, const WaitingEntry *entry, JsonWriter *writer)
{
    const WaitingRules *rules = waiting_rules();
    json_member(writer, "entry", id_format(arena, entry->id));
    json_member(writer, "state", waiting_state_code(entry->state));
    json_member_integer(writer, "rank", entry->place);
    json_member(writer, "class", rules->classes[entry->rank.class].key);
    json_member(writer, "classNow", rules->classes[waiting_class_now(rules, &entry->rank)].key);
    json_member(writer, "since", date_format(arena, entry->rank.since));
    json_member_integer(writer, "refusals", entry->rank.refusals);
    json_member_integer(writer, "offers", entry->offers);
}

static void write_household(int64_t adults, int64_t children, bool needs_level,
                            JsonWriter *writer)
{
    json_member_integer(writer, "adults", adults);
    json_member_integer(writer, "children", children);
    json_member_bool(writer, "level", needs_level);
}

static void write_events(Arena *arena, const CandidatureEventList *events, JsonWriter *writer)
{
    json_member_array_open(writer, "events");
    for (size_t i = 0; i < events->count; i++) {
        json_object_open(writer);
        json_member(writer, "act", events->items[i].act);
        json_member(writer, "reason", events->items[i].reason);
        json_member_moment(writer, arena, "at", events->items[i].at);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void candidature_write_json(Arena *arena, const Candidature *candidature, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, candidature->id));
    write_household(candidature->adults, candidature->children, candidature->needs_level,
                    writer);
    json_member_moment(writer, arena, "at", candidature->at);
    json_member_array_open(writer, "dwellings");
    for (size_t i = 0; i < candidature->choices.count; i++) {
        const CandidatureChoice *choice = &candidature->choices.items[i];
        json_object_open(writer);
        json_member(writer, "dwelling", id_format(arena, choice->unit.id));
        json_member(writer, "name", choice->unit.name);
        write_entry(arena, &choice->entry, writer);
        write_events(arena, &choice->events, writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void candidates_write_json(Arena *arena, const CandidateList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Candidate *candidate = &list->items[i];
        json_object_open(writer);
        write_entry(arena, &candidate->entry, writer);
        json_member_unless_empty(writer, "label", candidate->entry.label);
        json_member_id(writer, arena, "person", candidate->entry.person);
        json_member_id(writer, arena, "candidature", candidate->candidature);
        write_household(candidate->adults, candidate->children, candidate->needs_level, writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}
