/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_json.h"

#include "referral/referral_private.h"

static void write_moment(const Access *access, JsonWriter *writer, const char *key, Moment at)
{
    if (at > 0) {
        json_member(writer, key, moment_format(access->arena, at));
    }
}

static void write_sides(const Access *access, const Referral *referral, JsonWriter *writer)
{
    const bool is_sender = referral_relation(access, referral) != RELATION_STRANGER;
    json_member_id(writer, access->arena, "fromOrganization", referral->from_house);
    json_member_id(writer, access->arena, "organization", referral->target_house);
    json_member_id(writer, access->arena, "service", referral->service);
    if (is_sender) {
        json_member_id(writer, access->arena, "plan", referral->plan);
        json_member_id(writer, access->arena, "person", referral->person);
        json_member_id(writer, access->arena, "team", referral->from_team);
        json_member_unless_empty(writer, "basis", referral_basis_name(referral->basis));
        json_member_bool(writer, "mustFollow", referral->must_follow);
    }
}

static void write_members(const Access *access, const Referral *referral, JsonWriter *writer)
{
    const int64_t silent_days = referral_silent_days(referral, access->now);
    json_member_id(writer, access->arena, "id", referral->id);
    json_member(writer, "code", referral->code);
    json_member(writer, "need", referral->need);
    json_member(writer, "kind", referral_kind_name(referral->kind));
    json_member_unless_empty(writer, "onDay", referral->on_day);
    json_member(writer, "state", referral_state_name(referral->state));
    json_member_integer(writer, "revision", referral->revision);
    write_moment(access, writer, "sent", referral->sent);
    write_moment(access, writer, "expected", referral->expected);
    write_moment(access, writer, "deadline", referral->deadline);
    if (referral->rank > 0) {
        json_member_integer(writer, "rank", referral->rank);
    }
    if (silent_days > 0) {
        json_member_integer(writer, "silentDays", silent_days);
    }
    json_member_unless_empty(writer, "outcome", referral->outcome);
    json_member_unless_empty(writer, "reason", referral->reason);
    json_member_unless_empty(writer, "barrier", referral->barrier);
    write_sides(access, referral, writer);
}

void referral_write_json(const Access *access, const Referral *referral, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(access, referral, writer);
    json_object_close(writer);
}

static void write_event(const Access *access, const ReferralEvent *event, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_integer(writer, "revision", event->number);
    json_member(writer, "act", referral_act_name(event->act));
    json_member(writer, "from", referral_state_name(event->from));
    json_member(writer, "to", referral_state_name(event->to));
    json_member(writer, "way", referral_way_name(event->way));
    json_member_unless_empty(writer, "reason", event->reason);
    json_member_unless_empty(writer, "barrier", event->barrier);
    json_member_unless_empty(writer, "detail", event->detail);
    json_member_unless_empty(writer, "spokenBy", event->spoken_by);
    write_moment(access, writer, "at", event->at);
    json_object_close(writer);
}

static void write_acts(const char *key, unsigned acts, JsonWriter *writer)
{
    json_key(writer, text_from(key));
    json_array_open(writer);
    for (unsigned i = 0; i < REFERRAL_ACT_COUNT; i++) {
        if ((acts >> i & 1) != 0) {
            json_write_text(writer, referral_act_name((ReferralAct)i));
        }
    }
    json_array_close(writer);
}

static void write_events(const Access *access, const ReferralStory *story, JsonWriter *writer)
{
    json_member_array_open(writer, "events");
    for (size_t i = 0; i < story->count; i++) {
        write_event(access, &story->items[i], writer);
    }
    json_array_close(writer);
}

void referral_write_past_json(const Access *access, const Referral *referral,
                              const ReferralStory *story, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(access, referral, writer);
    write_events(access, story, writer);
    json_object_close(writer);
}

void referral_write_whole_json(const Access *access, const Referral *referral,
                               const ReferralStory *story, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(access, referral, writer);
    write_acts("acts", referral_open_acts(access, referral, WAY_ACCOUNT), writer);
    write_acts("phoneActs", referral_open_acts(access, referral, WAY_PHONE), writer);
    write_events(access, story, writer);
    json_object_close(writer);
}

void referral_write_page_json(const Access *access, const ReferralPage *page,
                              JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < page->list.count; i++) {
        referral_write_json(access, &page->list.items[i], writer);
    }
    json_array_close(writer);
    if (page->has_more) {
        json_member_id(writer, access->arena, "after",
                       page->list.items[page->list.count - 1].id);
    }
    json_object_close(writer);
}

void referral_write_done_json(const Access *access, const ReferralDone *done,
                              JsonWriter *writer)
{
    json_object_open(writer);
    write_members(access, &done->referral, writer);
    json_member_bool(writer, "wasKnown", done->was_known);
    if (done->has_next && referral_relation(access, &done->referral) != RELATION_STRANGER) {
        json_key(writer, TEXT("nextDoor"));
        json_object_open(writer);
        json_member_id(writer, access->arena, "service", done->next.service);
        json_member_id(writer, access->arena, "organization", done->next.house);
        json_object_close(writer);
    }
    json_object_close(writer);
}

void referral_write_unmet_json(const Access *access, const UnmetList *unmet, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < unmet->count; i++) {
        const UnmetNeed *line = &unmet->items[i];
        json_object_open(writer);
        json_member(writer, "day", line->day);
        json_member(writer, "need", line->need);
        json_member_unless_empty(writer, "postalCode", line->postal_code);
        json_member(writer, "reason", line->reason);
        json_member_unless_empty(writer, "barrier", line->barrier);
        json_member_id(writer, access->arena, "service", line->service);
        json_member_bool(writer, "few", line->is_few);
        if (!line->is_few) {
            json_member_integer(writer, "count", line->count);
        }
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
