/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing.h"

#include <stdlib.h>

#include "directory/amendment.h"
#include "freshness/queries.h"
#include "json/json.h"

static const char *const hows[LISTING_HOW_COUNT] = {"link", "telephone", "visit", "mail"};

Text listing_how_code(ListingHow how)
{
    return text_from(hows[how]);
}

bool listing_how_parse(Text code, ListingHow *how)
{
    size_t at = 0;
    if (!text_among(code, hows + 1, LISTING_HOW_COUNT - 1, &at)) {
        return false;
    }
    *how = (ListingHow)(at + 1);
    return true;
}

/* ------------------------------------------------------------------------------------ due */

int32_t listing_rhythm(const Catalogue *catalogue, const Service *service)
{
    int32_t least = 0;
    for (size_t i = 0; i < service->needs.count; i++) {
        const int32_t every = catalogue->needs->terms[service->needs.items[i]].verify_every;
        least = every > 0 && (least == 0 || every < least) ? every : least;
    }
    return least == 0 ? LISTING_RHYTHM_DAYS : least;
}

typedef struct Sorted {
    ListingDue due;
    Text key;
} Sorted;

/* DATE_NONE is the least of dates: who was never verified comes first. */
static int compare_due(const void *a, const void *b)
{
    const Sorted *left = a;
    const Sorted *right = b;
    const bool is_left_new = left->due.verified == DATE_NONE;
    const bool is_right_new = right->due.verified == DATE_NONE;
    if (is_left_new != is_right_new) {
        return is_left_new ? -1 : 1;
    }
    if (left->due.due != right->due.due) {
        return left->due.due < right->due.due ? -1 : 1;
    }
    return text_compare(left->key, right->key);
}

static ListingDue due_of(const Catalogue *catalogue, uint32_t index, Date today)
{
    const Service *service = &catalogue->services[index];
    ListingDue due = {.service = index,
                      .verified = DATE_NONE,
                      .every = listing_rhythm(catalogue, service),
                      .due = today};
    if (date_parse(service->marks.verified_at, &due.verified)) {
        due.due = due.verified + due.every;
    }
    return due;
}

/* One that closed, or is not there any more, is asked nothing. */
static bool is_listed(const Service *service, Date today)
{
    const bool is_active =
        service->status.length == 0 || text_equal(service->status, TEXT("active"));
    return is_active && marks_valid_on(&service->marks, today);
}

void listing_due_find(Arena *arena, const Catalogue *catalogue, Date today,
                      ListingDueList *list)
{
    size_t count = 0;
    Sorted *found = ARENA_ARRAY(arena, Sorted, catalogue->service_count);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const ListingDue due = due_of(catalogue, (uint32_t)i, today);
        if (due.due <= today && is_listed(&catalogue->services[i], today)) {
            found[count++] = (Sorted){due, catalogue->services[i].key};
        }
    }
    if (count > 1) {
        qsort(found, count, sizeof *found, compare_due);
    }
    ListingDue *items = ARENA_ARRAY(arena, ListingDue, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = found[i].due;
    }
    *list = (ListingDueList){items, count, count};
}

Outcome listing_due(Access *access, const Catalogue *catalogue, ListingDueList *list)
{
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    listing_due_find(access->arena, catalogue, moment_to_local(access->now).date, list);
    list->count = list->count < LISTING_DUE_SHOWN ? list->count : LISTING_DUE_SHOWN;
    return OK;
}

/* -------------------------------------------------------------------------------- checks */

Outcome listing_last_check(Access *access, Id service, ListingCheck *check)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHECK_LAST, &statement, access->problem));
    bind_id(statement, "service", service);
    TRY(statement_next(statement, &row, access->problem));
    *check = (ListingCheck){0};
    if (row) {
        size_t how = 0;
        (void)text_among(column_text(statement, 1), hows, LISTING_HOW_COUNT, &how);
        *check = (ListingCheck){.at = column_integer(statement, 0),
                                .how = (ListingHow)how,
                                .who = text_copy(access->arena, column_text(statement, 2))};
    }
    return OK;
}

static Outcome note_check(Access *access, const ListingVerification *verification, Id service)
{
    const ListingLink *link = verification->link;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHECK_ADD, &statement, access->problem));
    bind_id(statement, "service", service);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_integer(statement, "now", access->now);
    bind_text(statement, "how", listing_how_code(verification->how));
    bind_text(statement, "who", verification->who);
    bind_id(statement, "link", link == NULL ? (Id){{0}} : link->id);
    bind_id(statement, "account", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

static Outcome mark(Access *access, Id service, const char *field, Text words)
{
    json_t *value SCOPED(json_close) = json_stringn(words.bytes, words.length);
    const Amendment amendment = {
        .kind = ENTITY_SERVICE,
        .id = service,
        .field = text_from(field),
        .value = words.length == 0 ? TEXT("") : json_canonical(access->arena, value),
    };
    return amendment_put(access->session, access->arena, &amendment, access->now,
                         access->problem);
}

static Text organization_name(const Catalogue *catalogue, uint32_t organization)
{
    return organization == NONE ? TEXT("")
                                : catalogue->organizations[organization].name.in[FRENCH];
}

/* What everybody reads names a house, never the person who answered. */
static Text public_name(Access *access, const ListingVerification *verification,
                        const Service *service)
{
    const Catalogue *catalogue = verification->catalogue;
    if (verification->link != NULL) {
        return organization_name(catalogue, service->organization);
    }
    return organization_name(
        catalogue,
        catalogue_organization(catalogue, id_format(access->arena, access->caller.house)));
}

/* HSDS says it by assured_date; what changes a record raises its last change besides. */
static Outcome mark_record(Access *access, const ListingVerification *verification,
                           const Service *service)
{
    const Text day = date_format(access->arena, moment_to_local(access->now).date);
    const Id id = service->id;
    TRY(mark(access, id, "/assured_date", day));
    TRY(mark(access, id, "/seuil/verified_at", day));
    TRY(mark(access, id, "/seuil/verified_by", public_name(access, verification, service)));
    return mark(access, id, "/seuil/verified_how", listing_how_code(verification->how));
}

static Outcome judge(Access *access, ListingVerification *verification, const Service *service)
{
    const ListingLink *link = verification->link;
    if (link != NULL) {
        verification->how = HOW_LINK;
        verification->who = link->holder;
        return listing_link_covers(link, verification->catalogue, service)
                   ? OK
                   : problem_set(access->problem, NOT_FOUND, TEXT("body"), "service",
                                 "the link does not open this service");
    }
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    if (verification->how == HOW_LINK || verification->how >= LISTING_HOW_COUNT) {
        return problem_set(access->problem, INVALID, TEXT("body"), "how",
                           "telephone, visit or mail is expected");
    }
    verification->who = text_trim(verification->who);
    const Text who = verification->who;
    return who.length > 0 && who.length <= LISTING_WHO_MOST && text_is_utf8(who)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "who",
                             "whom you asked is expected, in at most %d bytes",
                             LISTING_WHO_MOST);
}

static bool is_said_already(const Access *access, const ListingVerification *verification,
                            const ListingCheck *last)
{
    return verification->link != NULL && last->at != 0 && last->how == HOW_LINK &&
           moment_to_local(last->at).date == moment_to_local(access->now).date &&
           text_equal(last->who, verification->who);
}

Outcome listing_verify(Access *access, const ListingVerification *asked)
{
    ListingCheck last = {0};
    ListingVerification verification = *asked;
    const Service *service = &asked->catalogue->services[asked->service];
    TRY(judge(access, &verification, service));
    TRY(listing_last_check(access, service->id, &last));
    if (is_said_already(access, &verification, &last)) {
        return OK;
    }
    TRY(note_check(access, &verification, service->id));
    TRY(mark_record(access, &verification, service));
    access_note(access, "listing.verify", (Id){0}, service->id,
                listing_how_code(verification.how).bytes);
    return OK;
}
