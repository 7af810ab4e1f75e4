/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/file_web.h"
#include "referral/referral_words_web.h"

/* Nothing is more pressing than what waits for the sender; what ended stands last. */
typedef enum DoorTurn { TURN_OURS, TURN_THEIRS, TURN_ENDED } DoorTurn;
enum { DOOR_TURN_COUNT = TURN_ENDED + 1 };

static DoorTurn turn_of(const Referral *referral, Text todo)
{
    if (todo.length > 0) {
        return TURN_OURS;
    }
    return referral_is_final(referral->state) ? TURN_ENDED : TURN_THEIRS;
}

static PersonDoorView door_of(const Request *request, const Referral *referral, Text todo)
{
    const Text service = referral_service_words(request, referral->service);
    return (PersonDoorView){
        .href = referral_page_path(request, referral->id),
        .code = referral->code,
        .name = service.length > 0 ? service : referral_need_words(request, referral->need),
        .need = referral_need_words(request, referral->need),
        .state = referral_state_words(request->language, referral->state),
        .tone = referral_tone(referral, request->now),
        .silent = referral_silence_words(request, referral),
        .todo = todo,
    };
}

Outcome file_doors_fill(Request *request, const PersonFile *file, PersonView *view)
{
    Access *access = access_of(request);
    ReferralList list = {0};
    if (!permission_allows(access->caller.permissions, MAY_SEND_REFERRAL, file->relation)) {
        return OK;
    }
    TRY(referral_list_person(access, file->person.id, &list));
    PersonDoorView *doors = ARENA_ARRAY(request->arena, PersonDoorView, list.count + 1);
    for (int turn = 0; turn < DOOR_TURN_COUNT; turn++) {
        for (size_t i = list.count; i > 0; i--) {
            const Referral *referral = &list.items[i - 1];
            const Text todo = referral_todo_words(request, referral);
            if (turn_of(referral, todo) == (DoorTurn)turn) {
                doors[view->door_count++] = door_of(request, referral, todo);
            }
        }
    }
    view->doors = doors;
    view->open_href = request_link(
        request, text_format(request->arena, "/orientations/ouvrir/%.*s",
                             TEXT_ARG(id_format(request->arena, file->person.id))));
    return OK;
}
