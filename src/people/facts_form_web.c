/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/facts_form_web.h"

#include "people/lookup.h"

static json_t *fact_of(const Request *request, Text typed)
{
    int64_t number = 0;
    if (text_equal(typed, TEXT("true")) || text_equal(typed, TEXT("false"))) {
        return json_boolean(text_equal(typed, TEXT("true")));
    }
    return text_to_integer(typed, &number) ? json_integer(number)
                                           : json_string(text_to_c(request->arena, typed));
}

void facts_of_form(const Request *request, json_t *facts)
{
    size_t at = 0;
    Text name = {0};
    while (field_next(&request->form, "fact", &at, &name)) {
        const char *key = text_to_c(request->arena, name);
        const Text typed = key == NULL ? TEXT("") : text_trim(request_form(request, key));
        if (typed.length > 0) {
            (void)json_object_set_new(facts, key, fact_of(request, typed));
        }
    }
}

Outcome person_of_field(Request *request, Text typed, Id *person)
{
    return id_parse(typed, person) ? OK : lookup_one(access_of(request), typed, person);
}
