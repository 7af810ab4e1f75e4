/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_address_web.h"

#include "base/list.h"
#include "http/fields.h"
#include "matching/plan_form_web.h"

enum { MOST_BYTES = 6000, MOST_FIELDS = 256 };

static const char *const plain_fields[] = {"need",     "place", "moving",
                                           "language", "at",    "papier"};

static bool is_plain(Text name)
{
    for (size_t i = 0; i < LENGTH_OF(plain_fields); i++) {
        if (text_equal(name, text_from(plain_fields[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_sealed(Text name)
{
    return text_equal(name, TEXT("s"));
}

bool plan_address_is_private(const FieldList *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        const Field *field = &fields->items[i];
        if (!is_plain(field->name) && !is_sealed(field->name) && field->value.length > 0) {
            return true;
        }
    }
    return false;
}

/* What a plan is asked with; `papier` only says how it is shown, and stays outside. */
static bool says_something(const Request *request, const Field *field)
{
    if (field->value.length == 0 || text_equal(field->name, TEXT("papier"))) {
        return false;
    }
    return is_plain(field->name) || text_equal(field->name, TEXT("words")) ||
           text_equal(field->name, TEXT("given")) ||
           fact_find(network_of(request)->facts, field->name) >= 0;
}

Outcome plan_address_seal(Request *request, const FieldList *fields, Text *query)
{
    FieldList kept = {0};
    size_t length = 0;
    for (size_t i = 0; i < fields->count; i++) {
        const Field *field = &fields->items[i];
        if (says_something(request, field)) {
            length += field->name.length + 3 * field->value.length + 2;
            LIST_APPEND(request->arena, &kept, *field);
        }
    }
    if (length > MOST_BYTES) {
        return REQUEST_INVALID(request, "body", "", "more is said than a plan can hold");
    }
    const Text plain = plan_form_query(request, &kept);
    const Text sealed =
        sealer_close(application_of(request)->sealer, request->arena, plain, request->now);
    *query = text_format(request->arena, "s=%.*s", TEXT_ARG(sealed));
    return OK;
}

Outcome plan_address_open(Request *request, const FieldList *given, FieldList *fields)
{
    FieldList found = {0};
    size_t at = 0;
    Text sealed = {0};
    if (field_next(given, "s", &at, &sealed)) {
        Text plain = {0};
        if (!sealer_open(application_of(request)->sealer, request->arena, sealed, request->now,
                         PLAN_ADDRESS_HOURS * 3600, &plain)) {
            return problem_set(&request->problem, NOT_FOUND, TEXT("query"), "s",
                               "the address has faded");
        }
        TRY(fields_read(request->arena, plain, MOST_FIELDS, "query", &found,
                        &request->problem));
    }
    for (size_t i = 0; i < given->count; i++) {
        if (!is_sealed(given->items[i].name)) {
            LIST_APPEND(request->arena, &found, given->items[i]);
        }
    }
    *fields = found;
    return OK;
}
