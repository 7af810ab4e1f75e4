/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_facts_web.h"

#include "people/sentences.h"

/* ----------------------------------------------------------------------------------- words */

static Text with_extra(const Request *request, Text value, Text extra)
{
    return extra.length == 0
               ? value
               : text_format(request->arena, "%.*s (%.*s)", TEXT_ARG(value), TEXT_ARG(extra));
}

Text person_fact_say(const Request *request, const PersonFact *fact)
{
    const PersonDetail *what = &fact->what;
    const Language language = request->language;
    switch (what->kind) {
    case FACT_NAME:
    case FACT_ALIAS:
    case FACT_HELPER:
        return fact_full_name(request->arena, what);
    case FACT_BIRTH:
        return birth_say(request->arena, what, language);
    case FACT_LANGUAGE:
    case FACT_INTERPRETER:
        return with_extra(request, tongue_say(what->value, language),
                          code_say(what->extra, language));
    case FACT_SEX:
        return code_say(what->value, language);
    case FACT_CONTACT_RULE:
        return with_extra(request, code_say(what->value, language), what->extra);
    case FACT_IDENTIFIER:
        return with_extra(request, what->value, code_say(what->extra, language));
    case FACT_ADDRESS:
        return text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(what->value),
                           what->value.length > 0 && what->extra.length > 0 ? ", " : "",
                           TEXT_ARG(what->extra));
    case FACT_DESCRIPTION:
    case FACT_PHONE:
    case FACT_MAIL:
    case FACT_NATIONALITY:
        return with_extra(request, what->value, what->extra);
    case FACT_KIND_COUNT:
        break;
    }
    return what->value;
}

Text person_fact_note(const Request *request, const PersonFact *fact)
{
    const PersonDetail *what = &fact->what;
    Text parts[3];
    size_t count = 0;
    parts[count++] = fact_source_say(what->source, request->language);
    if (what->valid_from.length > 0) {
        parts[count++] = text_format(request->arena, "%.*s %.*s",
                                     TEXT_ARG(say(request->language, SAY_PERSON_SINCE)),
                                     TEXT_ARG(what->valid_from));
    }
    if (what->valid_to.length > 0) {
        parts[count++] = text_format(request->arena, "%.*s %.*s",
                                     TEXT_ARG(say(request->language, SAY_PERSON_UNTIL)),
                                     TEXT_ARG(what->valid_to));
    }
    return text_join(request->arena, parts, count, TEXT(" · "));
}

/* ----------------------------------------------------------------------------------- forms */

typedef struct Labels {
    Sentence value;
    Sentence extra;
    bool has_extra;
} Labels;

static const Labels labels[FACT_KIND_COUNT] = {
    [FACT_NAME] = {SAY_PERSON_GIVEN,    SAY_PERSON_FAMILY,   true },
    [FACT_ALIAS] = {SAY_PERSON_ALIAS,    SAY_PERSON_FAMILY,   true },
    [FACT_DESCRIPTION] = {SAY_PERSON_VALUE,    SAY_PERSON_VALUE,    false},
    [FACT_BIRTH] = {SAY_PERSON_BIRTH,    SAY_PERSON_IN_WORDS, true },
    [FACT_SEX] = {SAY_PERSON_SEX,      SAY_PERSON_VALUE,    false},
    [FACT_PHONE] = {SAY_PERSON_PHONE,    SAY_PERSON_WHOSE,    true },
    [FACT_MAIL] = {SAY_PERSON_VALUE,    SAY_PERSON_WHOSE,    true },
    [FACT_ADDRESS] = {SAY_PERSON_STREET,   SAY_PERSON_TOWN,     true },
    [FACT_IDENTIFIER] = {SAY_PERSON_VALUE,    SAY_PERSON_SORT,     true },
    [FACT_NATIONALITY] = {SAY_PERSON_COUNTRY,  SAY_PERSON_VALUE,    false},
    [FACT_LANGUAGE] = {SAY_PERSON_LANGUAGE, SAY_PERSON_LEVEL,    true },
    [FACT_INTERPRETER] = {SAY_PERSON_LANGUAGE, SAY_PERSON_VALUE,    false},
    [FACT_CONTACT_RULE] = {SAY_PERSON_VALUE,    SAY_PERSON_IN_WORDS, true },
    [FACT_HELPER] = {SAY_PERSON_GIVEN,    SAY_PERSON_FAMILY,   true },
};

static bool may_be_protected(FactKind kind)
{
    return kind == FACT_PHONE || kind == FACT_MAIL || kind == FACT_ADDRESS;
}

static PersonFactForm form_of(const Request *request, const PersonView *view, FactKind kind,
                              const PersonDetail *what)
{
    const bool is_tongue = kind == FACT_LANGUAGE || kind == FACT_INTERPRETER;
    const OptionStart start = kind == FACT_IDENTIFIER ? OPTION_FIRST : OPTION_EMPTY;
    return (PersonFactForm){
        .action = text_format(request->arena, "%.*s/fait", TEXT_ARG(view->href)),
        .token = view->frame.token,
        .sent = view->sent,
        .kind = fact_kind_code(kind),
        .key = fact_kind_code(kind),
        .base = TEXT("0"),
        .value_label = say(request->language, labels[kind].value),
        .value = what->value,
        .extra_label =
            labels[kind].has_extra ? say(request->language, labels[kind].extra) : TEXT(""),
        .extra = what->extra,
        .values = is_tongue
                      ? person_tongues(request, OPTION_FIRST, what->value)
                      : person_options(request, fact_codes(kind), OPTION_FIRST, what->value),
        .extras = person_options(request, fact_extra_codes(kind), start, what->extra),
        .sources = person_sources(request, what->source),
        .from = what->valid_from,
        .to = what->valid_to,
        .may_protect = may_be_protected(kind),
        .is_protected = what->class == FACT_PROTECTED,
    };
}

static PersonFactView view_of(const Request *request, const PersonView *view,
                              const PersonFact *fact)
{
    PersonFactView shown = {
        .text = person_fact_say(request, fact),
        .note = person_fact_note(request, fact),
        .is_withheld = fact->is_withheld,
        .is_protected = fact->what.class == FACT_PROTECTED,
        .may_change = view->may_write && !fact->is_withheld,
    };
    if (shown.may_change) {
        shown.form = form_of(request, view, fact->what.kind, &fact->what);
        /* A fact of a file merged into this one is changed where it stands. */
        shown.form.action = text_format(request->arena, "%.*s/fait",
                                        TEXT_ARG(person_page_href(request, fact->person)));
        shown.form.id = id_format(request->arena, fact->id);
        shown.form.key = shown.form.id;
        shown.form.base = text_format(request->arena, "%lld", (long long)fact->revision);
    }
    return shown;
}

static void fill_adds(const Request *request, PersonView *view)
{
    PersonFactForm *adds = ARENA_ARRAY(request->arena, PersonFactForm, FACT_KIND_COUNT);
    Text *names = ARENA_ARRAY(request->arena, Text, FACT_KIND_COUNT);
    for (FactKind kind = FACT_NAME; kind < FACT_KIND_COUNT; kind++) {
        const PersonDetail nothing = {.kind = kind};
        names[view->add_count] = fact_kind_say(kind, request->language);
        adds[view->add_count++] = form_of(request, view, kind, &nothing);
    }
    view->adds = adds;
    view->add_names = names;
}

/* -------------------------------------------------------------------------------- conflicts */

static const PersonFact *current_of(const PersonFile *file, Id fact)
{
    for (size_t i = 0; i < file->facts.count; i++) {
        if (id_equal(file->facts.items[i].id, fact) &&
            file->facts.items[i].state == FACT_CURRENT) {
            return &file->facts.items[i];
        }
    }
    return NULL;
}

static Text said(const Request *request, const PersonFact *fact)
{
    if (fact == NULL) {
        return TEXT("–");
    }
    return fact->is_withheld ? say(request->language, SAY_PERSON_WITHHELD)
                             : person_fact_say(request, fact);
}

static PersonConflictView conflict_of(const Request *request, const PersonFile *file,
                                      const PersonFact *late)
{
    const PersonFact *now = current_of(file, late->id);
    return (PersonConflictView){
        .href = person_page_href(request, late->person),
        .kind = fact_kind_say(late->what.kind, request->language),
        .now = said(request, now),
        .now_note = now == NULL ? TEXT("") : person_fact_note(request, now),
        .late = said(request, late),
        .late_note = person_fact_note(request, late),
        .fact = id_format(request->arena, late->id),
        .contested = text_format(request->arena, "%lld", (long long)late->revision),
    };
}

void person_fill_facts(const Request *request, const PersonFile *file, PersonView *view)
{
    PersonFactView *facts = ARENA_ARRAY(request->arena, PersonFactView, file->facts.count);
    PersonConflictView *conflicts =
        ARENA_ARRAY(request->arena, PersonConflictView, file->facts.count);
    FactKind before = FACT_KIND_COUNT;
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->state == FACT_CONTESTED) {
            conflicts[view->conflict_count++] = conflict_of(request, file, fact);
            continue;
        }
        facts[view->fact_count] = view_of(request, view, fact);
        if (fact->what.kind != before) {
            facts[view->fact_count].kind = fact_kind_say(fact->what.kind, request->language);
        }
        before = fact->what.kind;
        view->fact_count++;
    }
    view->facts = facts;
    view->conflicts = conflicts;
    if (view->may_write) {
        fill_adds(request, view);
    }
}

/* ------------------------------------------------------------------------------- what came */

Outcome person_read_change(Request *request, FactChange *change)
{
    PersonDetail *what = &change->what;
    if (!fact_kind_parse(request_form(request, "kind"), &what->kind)) {
        return REQUEST_INVALID(request, "body", "kind", "a kind of fact is expected");
    }
    if (!fact_source_parse(request_form(request, "source"), &what->source)) {
        return REQUEST_INVALID(request, "body", "source", "a source is expected");
    }
    if (!text_to_integer(request_form(request, "base"), &change->base_revision)) {
        return REQUEST_INVALID(request, "body", "base", "the revision read is expected");
    }
    change->fact = person_form_id(request, "fact");
    change->ends = request_form(request, "ends").length > 0;
    what->class = request_form(request, "protected").length > 0 ? FACT_PROTECTED : FACT_BASIC;
    what->value = request_form(request, "value");
    what->extra = request_form(request, "extra");
    what->valid_from = request_form(request, "from");
    what->valid_to = request_form(request, "to");
    return OK;
}
