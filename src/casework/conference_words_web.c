/* SPDX-License-Identifier: EUPL-1.2 */
/* Conferences as links on other pages. */
#include "casework/conference_edge_web.h"

#include "access/house.h"
#include "casework/sentences.h"
#include "people/person_web.h"

Text conference_state_words(const Request *request, ConferenceState state)
{
    static const Sentence names[CONFERENCE_STATE_COUNT] = {
        [CONFERENCE_PLANNED] = SAY_CONFERENCE_STATE_PLANNED,
        [CONFERENCE_HELD] = SAY_CONFERENCE_STATE_HELD,
        [CONFERENCE_CANCELLED] = SAY_CONFERENCE_STATE_CANCELLED,
    };
    return say(request->language, names[state]);
}

static Text href_of(const Request *request, Id person, Id conference)
{
    return text_format(request->arena, "%.*s/concertations/%.*s",
                       TEXT_ARG(person_page_href(request, person)),
                       TEXT_ARG(id_format(request->arena, conference)));
}

void conference_fill_links(const Request *request, const ConferenceList *list,
                           ConferenceLinks *links)
{
    for (size_t i = 0; i < list->count; i++) {
        const Conference *one = &list->items[i];
        const ConferenceLink link = {
            .href = href_of(request, one->person, one->id),
            .when = say_moment(request->arena, request->language, one->starts),
            .state = conference_state_words(request, one->state),
            .subject = one->subject,
        };
        LIST_APPEND(request->arena, links, link);
    }
}

Outcome conference_fill_invited(Request *request, ConferenceLinks *links)
{
    InvitedList list = {0};
    Access *access = access_of(request);
    if (!permission_holds(access->caller.permissions, MAY_READ_CASE)) {
        return OK;
    }
    TRY(conference_invited(access, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Invited *one = &list.items[i];
        ConferenceLink link = {
            .href = href_of(request, one->person, one->conference),
            .when = say_moment(request->arena, request->language, one->starts),
            .state = conference_state_words(request, one->state),
        };
        TRY(house_name(request->session, request->arena, one->house, &link.house,
                       &request->problem));
        LIST_APPEND(request->arena, links, link);
    }
    return OK;
}
