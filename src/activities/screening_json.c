/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/screening_json.h"

static const char *const came_codes[] = {
    [CAME_UNKNOWN] = "",
    [CAME_YES] = "came",
    [CAME_NO] = "absent",
};

static void write_day(Arena *arena, const char *name, Date day, JsonWriter *writer)
{
    if (day != 0) {
        json_member(writer, name, date_format(arena, day));
    }
}

void screening_write_json(Arena *arena, const Screening *screening, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, screening->id));
    json_member(writer, "kind", screening_kind_code(screening->kind));
    json_member(writer, "name", screening->name);
    json_member_unless_empty(writer, "sex", screening->sex);
    json_member_integer(writer, "ageLeast", screening->age_least);
    json_member_integer(writer, "ageMost", screening->age_most);
    json_member_integer(writer, "everyYears", screening->every_years);
    json_member(writer, "unit", id_format(arena, screening->unit));
    json_member(writer, "first", date_format(arena, screening->first));
    json_member(writer, "last", date_format(arena, screening->last));
    json_member_moment(writer, arena, "closed", screening->closed);
    json_member_integer(writer, "revision", screening->revision);
    json_object_close(writer);
}

void screenings_write_json(Arena *arena, const ScreeningList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        screening_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

void invitation_write_json(Arena *arena, const ScreeningInvitation *invitation,
                           JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, invitation->id));
    json_member(writer, "screening", id_format(arena, invitation->screening));
    json_member_id(writer, arena, "person", invitation->person);
    json_member_unless_empty(writer, "name", invitation->name);
    json_member(writer, "way", invitation_way_code(invitation->way));
    json_member_moment(writer, arena, "invited", invitation->invited);
    json_member_moment(writer, arena, "reminded", invitation->reminded);
    if (invitation->reminded != 0) {
        json_member(writer, "remindedWay", invitation_way_code(invitation->reminded_way));
    }
    json_member_unless_empty(writer, "answer", invitation_answer_code(invitation->answer));
    json_member_moment(writer, arena, "answered", invitation->answered);
    json_member_id(writer, arena, "booking", invitation->booking);
    json_member_moment(writer, arena, "appointment", invitation->starts);
    json_member_unless_empty(writer, "came", text_from(came_codes[invitation->came]));
    write_day(arena, "done", invitation->done, writer);
    json_object_close(writer);
}

Outcome screening_whole_write_json(Access *access, const Screening *screening,
                                   JsonWriter *writer)
{
    InvitationList list = {0};
    TRY(invitation_list(access, screening->id, &list));
    json_object_open(writer);
    json_key(writer, TEXT("screening"));
    screening_write_json(access->arena, screening, writer);
    json_member_array_open(writer, "invitations");
    for (size_t i = 0; i < list.count; i++) {
        invitation_write_json(access->arena, &list.items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", (int64_t)list.withheld);
    json_object_close(writer);
    return OK;
}

void screening_slots_write_json(Arena *arena, const SlotList *slots, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < slots->count; i++) {
        json_object_open(writer);
        json_member_moment(writer, arena, "starts", slots->items[i].starts);
        json_member_moment(writer, arena, "ends", slots->items[i].ends);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)slots->count);
    json_object_close(writer);
}

void letters_write_json(const InvitationLetters *letters, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < letters->count; i++) {
        const InvitationLetter *letter = &letters->items[i];
        json_object_open(writer);
        json_member(writer, "name", letter->name);
        json_member(writer, "address", letter->address);
        json_member_unless_empty(writer, "town", letter->town);
        json_member_bool(writer, "reminder", letter->is_reminder);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_array_open(writer, "withheld");
    for (size_t i = 0; i < letters->withheld.count; i++) {
        json_write_text(writer, letters->withheld.items[i]);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)letters->count);
    json_object_close(writer);
}

void screening_result_write_json(Arena *arena, const ScreeningResult *result,
                                 JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "invitation", id_format(arena, result->invitation));
    json_member(writer, "found", date_format(arena, result->found));
    json_member_id(writer, arena, "author", result->author);
    json_member_unless_empty(writer, "words", result->words);
    json_member_unless_empty(writer, "doctor", result->doctor);
    write_day(arena, "toPerson", result->person_day, writer);
    if (result->person_day != 0) {
        json_member(writer, "toPersonWay", invitation_way_code(result->person_way));
    }
    write_day(arena, "toDoctor", result->doctor_day, writer);
    if (result->doctor_day != 0) {
        json_member(writer, "toDoctorWay", invitation_way_code(result->doctor_way));
    }
    json_object_close(writer);
}

void awaited_write_json(Arena *arena, const AwaitedList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const AwaitedResult *row = &list->items[i];
        json_object_open(writer);
        json_member(writer, "invitation", id_format(arena, row->invitation));
        json_member(writer, "person", id_format(arena, row->person));
        json_member(writer, "name", row->name);
        json_member(writer, "screening", row->screening);
        json_member(writer, "found", date_format(arena, row->found));
        json_member_integer(writer, "days", row->days);
        json_member_bool(writer, "forPerson", row->is_for_person);
        json_member_bool(writer, "forDoctor", row->is_for_doctor);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}
