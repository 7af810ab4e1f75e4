/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/conference_json.h"

/* Nothing before it was held. */
static void write_attendance(JsonWriter *writer, const char *key, Attendance attendance)
{
    if (attendance != ATTENDANCE_UNKNOWN) {
        json_member_bool(writer, key, attendance == ATTENDANCE_CAME);
    }
}

static void write_guests(const Access *access, const Conference *conference, JsonWriter *writer)
{
    json_member_array_open(writer, "guests");
    for (size_t i = 0; i < conference->guests.count; i++) {
        const ConferenceGuest *guest = &conference->guests.items[i];
        json_object_open(writer);
        json_member_id(writer, access->arena, guest->is_house ? "organization" : "account",
                       guest->guest);
        json_member_id(writer, access->arena, "share", guest->share);
        write_attendance(writer, "came", guest->attendance);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_decisions(const Access *access, const Conference *conference,
                            JsonWriter *writer)
{
    json_member_array_open(writer, "decisions");
    for (size_t i = 0; i < conference->decisions.count; i++) {
        const ConferenceDecision *decision = &conference->decisions.items[i];
        json_object_open(writer);
        json_member_id(writer, access->arena, "id", decision->id);
        json_member(writer, "words", decision->words);
        json_member_id(writer, access->arena, "task", decision->task);
        json_member_moment(writer, access->arena, "at", decision->at);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void conference_write_json(const Access *access, const Conference *conference,
                           JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, access->arena, "id", conference->id);
    json_member_id(writer, access->arena, "case", conference->case_file);
    json_member_id(writer, access->arena, "person", conference->person);
    json_member_id(writer, access->arena, "organization", conference->house);
    json_member(writer, "state", conference_state_code(conference->state));
    json_member_moment(writer, access->arena, "starts", conference->starts);
    json_member(writer, "subject", conference->subject);
    json_member(writer, "place", conference->place);
    json_member_id(writer, access->arena, "author", conference->author);
    write_guests(access, conference, writer);
    write_decisions(access, conference, writer);
    write_attendance(writer, "personCame", conference->attendance);
    json_member_unless_empty(writer, "represented", conference->represented);
    json_member_unless_empty(writer, "told", conference->told);
    json_member_id(writer, access->arena, "minutes", conference->minutes);
    json_member_moment(writer, access->arena, "created", conference->created);
    json_member_moment(writer, access->arena, "ended", conference->ended);
    json_object_close(writer);
}

void conference_write_list_json(const Access *access, const ConferenceList *list,
                                JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        conference_write_json(access, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void conference_write_invited_json(const Access *access, const InvitedList *list,
                                   JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Invited *invited = &list->items[i];
        json_object_open(writer);
        json_member_id(writer, access->arena, "id", invited->conference);
        json_member_id(writer, access->arena, "person", invited->person);
        json_member_id(writer, access->arena, "organization", invited->house);
        json_member(writer, "state", conference_state_code(invited->state));
        json_member_moment(writer, access->arena, "starts", invited->starts);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
