/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/conference_json.h"

static void write_id(const Access *access, JsonWriter *writer, const char *key, Id id)
{
    if (!id_is_nil(id)) {
        json_member(writer, key, id_format(access->arena, id));
    }
}

static void write_moment(const Access *access, JsonWriter *writer, const char *key, Moment at)
{
    if (at != 0) {
        json_member(writer, key, moment_format(access->arena, at));
    }
}

static void open_list(JsonWriter *writer, const char *key)
{
    json_key(writer, text_from(key));
    json_array_open(writer);
}

/* Nothing before it was held. */
static void write_attendance(JsonWriter *writer, const char *key, Attendance attendance)
{
    if (attendance != ATTENDANCE_UNKNOWN) {
        json_member_bool(writer, key, attendance == ATTENDANCE_CAME);
    }
}

static void write_guests(const Access *access, const Conference *conference, JsonWriter *writer)
{
    open_list(writer, "guests");
    for (size_t i = 0; i < conference->guests.count; i++) {
        const ConferenceGuest *guest = &conference->guests.items[i];
        json_object_open(writer);
        write_id(access, writer, guest->is_house ? "organization" : "account", guest->guest);
        write_id(access, writer, "share", guest->share);
        write_attendance(writer, "came", guest->attendance);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_decisions(const Access *access, const Conference *conference,
                            JsonWriter *writer)
{
    open_list(writer, "decisions");
    for (size_t i = 0; i < conference->decisions.count; i++) {
        const ConferenceDecision *decision = &conference->decisions.items[i];
        json_object_open(writer);
        write_id(access, writer, "id", decision->id);
        json_member(writer, "words", decision->words);
        write_id(access, writer, "task", decision->task);
        write_moment(access, writer, "at", decision->at);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void conference_write_json(const Access *access, const Conference *conference,
                           JsonWriter *writer)
{
    json_object_open(writer);
    write_id(access, writer, "id", conference->id);
    write_id(access, writer, "case", conference->case_file);
    write_id(access, writer, "person", conference->person);
    write_id(access, writer, "organization", conference->house);
    json_member(writer, "state", conference_state_code(conference->state));
    write_moment(access, writer, "starts", conference->starts);
    json_member(writer, "subject", conference->subject);
    json_member(writer, "place", conference->place);
    write_id(access, writer, "author", conference->author);
    write_guests(access, conference, writer);
    write_decisions(access, conference, writer);
    write_attendance(writer, "personCame", conference->attendance);
    json_member_unless_empty(writer, "represented", conference->represented);
    json_member_unless_empty(writer, "told", conference->told);
    write_id(access, writer, "minutes", conference->minutes);
    write_moment(access, writer, "created", conference->created);
    write_moment(access, writer, "ended", conference->ended);
    json_object_close(writer);
}

void conference_write_list_json(const Access *access, const ConferenceList *list,
                                JsonWriter *writer)
{
    json_object_open(writer);
    open_list(writer, "items");
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
    open_list(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Invited *invited = &list->items[i];
        json_object_open(writer);
        write_id(access, writer, "id", invited->conference);
        write_id(access, writer, "person", invited->person);
        write_id(access, writer, "organization", invited->house);
        json_member(writer, "state", conference_state_code(invited->state));
        write_moment(access, writer, "starts", invited->starts);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
