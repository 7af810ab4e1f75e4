/* SPDX-License-Identifier: EUPL-1.2 */
/* The invitations of a person, for the file they take away: those of the caller's house, and
 * how many other houses made. What was found is written out where who gives the file may read
 * it, else it is said that there is something. */
#include "access/giving.h"
#include "activities/invitation_rows.h"
#include "activities/screening_json.h"

static Outcome write_result(Access *access, Id invitation, JsonWriter *writer)
{
    bool found = false;
    ScreeningResult result = {0};
    TRY(result_find(access, invitation, &found, &result));
    if (!found) {
        return OK;
    }
    const bool may = permission_holds(access->caller.permissions, MAY_HANDLE_RESULT);
    const Outcome read = may ? result_read(access, invitation, &result) : OK;
    if (read != OK && read != NOT_FOUND) {
        return read;
    }
    json_key(writer, TEXT("result"));
    screening_result_write_json(access->arena, &result, writer);
    json_member_bool(writer, "resultWithheld", !may || read == NOT_FOUND);
    return OK;
}

static Outcome write_one(Access *access, const Screening *screening,
                         const ScreeningInvitation *invitation, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "kind", screening_kind_code(screening->kind));
    json_member(writer, "name", screening->name);
    json_key(writer, TEXT("invitation"));
    invitation_write_json(access->arena, invitation, writer);
    TRY(write_result(access, invitation->id, writer));
    json_object_close(writer);
    return OK;
}

static Outcome write(Access *access, Id person, JsonWriter *writer)
{
    int64_t withheld = 0;
    InvitationList list = {0};
    TRY(invitation_rows_of_person(access, person, &list));
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list.count; i++) {
        Screening screening = {0};
        const Outcome found = screening_get(access, list.items[i].screening, &screening);
        if (found == NOT_FOUND) {
            withheld++;
            continue;
        }
        TRY(found);
        TRY(write_one(access, &screening, &list.items[i], writer));
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", withheld);
    json_object_close(writer);
    return OK;
}

const Giving SCREENING_GIVING = {"screenings", write};
