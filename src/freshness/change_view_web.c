/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/change_view_web.h"

#include "freshness/sentences.h"
#include "matching/page_web.h"
#include "json/json.h"

/* ------------------------------------------------------------------------------------ words */

static Text hours_words(const Request *request, Text value)
{
    Hours *hours = NULL;
    return hours_parse_osm(request->arena, value, &hours, NULL) == OK
               ? hours_describe(request->arena, hours, request->language)
               : value;
}

/* A value of the record as its topic means it. */
static Text value_words(const Request *request, const ListingChange *change, Text value)
{
    json_t *parsed SCOPED(json_close) = NULL;
    const Text nothing = say(request->language, SAY_LISTING_NOTHING);
    if (value.length == 0 || json_read(value, JSON_REQUEST_LIMITS, &parsed, NULL) != OK) {
        return nothing;
    }
    const Text text = text_copy(request->arena, json_text(parsed));
    switch (change->topic) {
    case TOPIC_HOURS:
    case TOPIC_CLOSURE:
        return hours_words(request, text);
    case TOPIC_ENDED:
        return text_equal(text, TEXT("defunct")) ? say(request->language, SAY_LISTING_ENDED)
                                                 : text;
    case TOPIC_CAPACITY: {
        const json_t *free = json_object_get(json_array_get(parsed, 0), "available");
        return free == NULL
                   ? nothing
                   : text_format(request->arena, "%lld", (long long)json_integer_value(free));
    }
    case TOPIC_TEXT:
    case LISTING_TOPIC_COUNT:
        break;
    }
    return text;
}

ChangeRow change_row(const Request *request, const ListingChange *change)
{
    static const Sentence topics[LISTING_TOPIC_COUNT] = {SAY_LISTING_WEEK, SAY_LISTING_CLOSURE,
                                                         SAY_LISTING_ENDED, SAY_LISTING_FREE,
                                                         SAY_LISTING_TEXT};
    static const Sentence states[CHANGE_STATE_COUNT] = {
        SAY_LISTING_STATE_WAITING, SAY_LISTING_STATE_ACCEPTED, SAY_LISTING_STATE_REFUSED,
        SAY_LISTING_STATE_UNDONE};
    static const char *const tones[CHANGE_STATE_COUNT] = {"wait", "open", "closed", "closed"};
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Text id = id_format(request->arena, change->service);
    const uint32_t at = catalogue_service(catalogue, id);
    ChangeRow row = {
        .id = id_format(request->arena, change->id),
        .name = id,
        .topic = say(request->language, topics[change->topic]),
        .who = change->who,
        .before = value_words(request, change, change->was),
        .after = value_words(request, change, change->value),
        .state = say(request->language, states[change->state]),
        .tone = text_from(tones[change->state]),
        .reason = change->reason,
    };
    if (at != NONE) {
        row.name = phrase_in(&catalogue->services[at].name, request->language, NULL);
        row.href = page_service_href(request, &catalogue->services[at]);
    }
    return row;
}

const ChangeRow *change_rows(const Request *request, const ListingChangeList *list)
{
    ChangeRow *rows = ARENA_ARRAY(request->arena, ChangeRow, list->count);
    for (size_t i = 0; i < list->count; i++) {
        rows[i] = change_row(request, &list->items[i]);
    }
    return rows;
}

/* --------------------------------------------------------------------------------- problems */

bool change_is_told(Request *request, Outcome outcome, Text *words)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } known[] = {
        {"hours",   SAY_LISTING_WRONG_HOURS  },
        {"first",   SAY_LISTING_WRONG_DAYS   },
        {"last",    SAY_LISTING_WRONG_DAYS   },
        {"words",   SAY_LISTING_WRONG_WORDS  },
        {"free",    SAY_LISTING_WRONG_FREE   },
        {"same",    SAY_LISTING_WRONG_SAME   },
        {"waiting", SAY_LISTING_WRONG_WAITING},
        {"sure",    SAY_LISTING_WRONG_SURE   },
        {"reason",  SAY_LISTING_WRONG_REASON },
        {"state",   SAY_LISTING_WRONG_STATE  },
        {"value",   SAY_LISTING_WRONG_VALUE  },
    };
    for (size_t i = 0; i < LENGTH_OF(known) && (outcome == INVALID || outcome == CONFLICT);
         i++) {
        if (text_equal(request->problem.field, text_from(known[i].field))) {
            *words = say(request->language, known[i].sentence);
            request->problem = (Problem){.arena = request->arena};
            request->response.status = outcome == INVALID ? 422 : 409;
            return true;
        }
    }
    return false;
}
