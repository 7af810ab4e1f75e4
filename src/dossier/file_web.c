/* SPDX-License-Identifier: EUPL-1.2 */
/* One person: /p/{id}. Every field is a small form of its own. */
#include "dossier/file_web.h"

#include "access/sentences.h"
#include "casework/sentences.h"
#include "dossier/sentences.h"
#include "http/once.h"
#include "people/person_facts_web.h"
#include "people/sentences.h"
#include "referral/sentences.h"

/* Safe contact: what stands on this screen is read over the shoulder, too. */
static bool wants_hiding(const PersonFile *file)
{
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->what.kind == FACT_CONTACT_RULE && fact->state == FACT_CURRENT &&
            text_equal(fact->what.value, TEXT("hide_screen"))) {
            return true;
        }
    }
    return false;
}

static void fill_rules(const Request *request, const PersonFile *file, PersonView *view)
{
    Text *rules = ARENA_ARRAY(request->arena, Text, file->facts.count);
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->what.kind == FACT_CONTACT_RULE && fact->state == FACT_CURRENT) {
            rules[view->rule_count++] = person_fact_say(request, fact);
        }
    }
    view->rules = rules;
}

/* "29 ans · arabe, français (un peu) · interprète" */
static Text about_person(const Request *request, const PersonFile *file)
{
    Text parts[3];
    size_t count = 0;
    Text *tongues = ARENA_ARRAY(request->arena, Text, file->facts.count);
    size_t tongue_count = 0;
    const int age = person_age(file, moment_to_local(request->now).date);
    const bool has_interpreter = person_fact_first(file, FACT_INTERPRETER) != NULL;
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->what.kind == FACT_LANGUAGE && fact->state == FACT_CURRENT) {
            tongues[tongue_count++] = person_fact_say(request, fact);
        }
    }
    if (age >= 0) {
        parts[count++] = person_age_say(request, age);
    }
    if (tongue_count > 0) {
        parts[count++] = text_join(request->arena, tongues, tongue_count, TEXT(", "));
    }
    if (has_interpreter) {
        parts[count++] = fact_kind_say(FACT_INTERPRETER, request->language);
    }
    return text_join(request->arena, parts, count, TEXT(" · "));
}

static Text kind_words(const Request *request, PersonKind kind)
{
    switch (kind) {
    case PERSON_NAMED:
        return TEXT("");
    case PERSON_ALIAS:
        return say(request->language, SAY_PERSON_ALIAS_KIND);
    case PERSON_UNKNOWN:
        return say(request->language, SAY_PERSON_UNNAMED_KIND);
    }
    return TEXT("");
}

static bool may(const Request *request, Permission permission, Relation relation)
{
    return permission_allows(access_of(request)->caller.permissions, permission, relation);
}

static void fill_merged(const Request *request, const PersonFile *file, PersonView *view)
{
    PersonMergedView *merged =
        ARENA_ARRAY(request->arena, PersonMergedView, file->merged_count);
    for (size_t i = 0; i < file->merged_count; i++) {
        merged[i] = (PersonMergedView){id_format(request->arena, file->merged[i].id),
                                       file->merged[i].code};
    }
    view->merged = merged;
    view->merged_count = file->merged_count;
}

/* The other pages of a person, each with what it asks of the caller. */
typedef struct Beside {
    Permission permission;
    const char *path; /* after "/p/{id}" */
    Sentence name;
} Beside;

static const Beside beside[] = {
    {MAY_RECORD_CONSENT, "/accords", SAY_CONSENT_TITLE   },
    {MAY_READ_CASE,      "/dossier", SAY_CASE_PAGE_TITLE },
    {MAY_READ_CASE,      "/fil",     SAY_CASE_TITLE      },
    {MAY_GRANT,          "/billets", SAY_GRANT_TITLE     },
    {MAY_READ_PERSON,    "/menage",  SAY_PERSON_HOUSEHOLD},
    {MAY_MERGE_PERSONS,  "/doubles", SAY_PERSON_DOUBLES  },
    {MAY_EXPORT_PERSON,  "/papier",  SAY_PAPER_TITLE     },
};

/* The paper is for the person: in the first language they speak that the pages have. */
static Text paper_href(const Request *request, const PersonFile *file, Text href)
{
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        Language language = FRENCH;
        if (fact->what.kind == FACT_LANGUAGE && fact->state == FACT_CURRENT &&
            language_parse(fact->what.value, &language)) {
            return text_format(request->arena, "/%.*s/p/%.*s/papier",
                               TEXT_ARG(language_code(language)),
                               TEXT_ARG(id_format(request->arena, file->person.id)));
        }
    }
    return href;
}

static void fill_links(const Request *request, const PersonFile *file, PersonView *view)
{
    for (size_t i = 0; i < LENGTH_OF(beside); i++) {
        if (may(request, beside[i].permission, file->relation)) {
            const Text href =
                text_format(request->arena, "%.*s%s", TEXT_ARG(view->href), beside[i].path);
            view->links[view->link_count++] = (StaffLink){
                say(request->language, beside[i].name),
                beside[i].permission == MAY_EXPORT_PERSON ? paper_href(request, file, href)
                                                          : href,
                false};
        }
    }
    if (may(request, MAY_REQUEST_RIDE, file->relation)) {
        view->links[view->link_count++] = (StaffLink){
            say(request->language, SAY_DOSSIER_RIDE),
            request_link(request,
                         text_format(request->arena, "/transports/demande?personne=%.*s",
                                     TEXT_ARG(id_format(request->arena, file->person.id)))),
            false};
    }
}

static void fill(const Request *request, const PersonFile *file, PersonView *view)
{
    const Text name = person_display_name(request->arena, file);
    view->href = person_page_href(request, file->person.id);
    view->sent = once_token(request->arena);
    view->name = name.length > 0 ? name : say(request->language, SAY_PERSON_UNNAMED);
    view->about = about_person(request, file);
    view->code = file->person.code;
    view->kind = kind_words(request, file->person.kind);
    view->revision = text_format(request->arena, "%lld", (long long)file->person.revision);
    view->is_restricted = file->person.is_restricted;
    view->may_write = may(request, MAY_WRITE_PERSON, file->relation);
    view->may_merge = may(request, MAY_MERGE_PERSONS, file->relation);
    view->may_set_reach = view->may_write && file->relation == RELATION_TEAM;
    fill_rules(request, file, view);
    fill_merged(request, file, view);
    fill_links(request, file, view);
    person_fill_facts(request, file, view);
}

static Outcome write_person(Request *request, Id id, PersonView *view)
{
    Html html = {0};
    PersonFile file = {0};
    Id shown = {{0}};
    TRY(person_read(access_of(request), id, &file));
    TRY(person_root_within(access_of(request), MAY_READ_PERSON, id, &shown));
    if (!id_equal(shown, id) && request->route->method == GET) {
        return response_redirect(request, person_page_path(request, shown, ""));
    }
    TRY(frame_open(request, say(request->language, SAY_PERSON_TITLE), &view->frame, &html));
    view->is_hidden = request->route->method == GET &&
                      (request_query(request, "cacher").length > 0 ||
                       (wants_hiding(&file) && request_query(request, "montrer").length == 0));
    fill(request, &file, view);
    TRY(file_doors_fill(request, &file, view));
    person_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    PersonView view = {0};
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    if (request_query(request, "fait").length > 0) {
        view.note = say(request->language, SAY_PERSON_SAVED);
    }
    return write_person(request, id, &view);
}

/* Back to the page, which stays shown for who had it shown. */
static Outcome go_back(Request *request, Id id)
{
    return response_redirect(request, person_page_path(request, id, "?fait=1&montrer=1"));
}

static Outcome refuse(Request *request, Id id, Outcome outcome)
{
    PersonView view = {.problem = person_refusal(request, outcome)};
    if (view.problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_person(request, id, &view);
}

/* The late text is kept: the page that tells the conflict shows both. */
static Outcome change(Request *request)
{
    FactResult result = {0};
    FactChange change = {0};
    PersonView view = {0};
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    TRY(person_read_change(request, &change));
    const Outcome outcome = person_change_fact(access_of(request), id, &change, &result);
    if (outcome != OK) {
        return refuse(request, id, outcome);
    }
    if (!result.is_contested) {
        return go_back(request, id);
    }
    request->response.status = 409;
    return write_person(request, id, &view);
}

static Outcome settle(Request *request)
{
    Id id = {{0}};
    int64_t contested = 0;
    PersonFactChoice choice = KEEP_CURRENT;
    const Text keep = request_form(request, "keep");
    TRY(person_of_path(request, &id));
    if (text_equal(keep, TEXT("contested"))) {
        choice = KEEP_CONTESTED;
    } else if (text_equal(keep, TEXT("both"))) {
        choice = KEEP_BOTH;
    }
    if (!text_to_integer(request_form(request, "contested"), &contested)) {
        return REQUEST_INVALID(request, "body", "contested", "a revision is expected");
    }
    const Outcome outcome = person_settle_fact(
        access_of(request), id, person_form_id(request, "fact"), contested, choice);
    return outcome == OK ? go_back(request, id) : refuse(request, id, outcome);
}

static Outcome set_reach(Request *request)
{
    Id id = {{0}};
    int64_t revision = 0;
    const bool to_team = text_equal(request_form(request, "reach"), TEXT("team"));
    TRY(person_of_path(request, &id));
    if (!text_to_integer(request_form(request, "revision"), &revision)) {
        return REQUEST_INVALID(request, "body", "revision", "a revision is expected");
    }
    const Outcome outcome =
        person_set_reach(access_of(request), id, revision, to_team ? REACH_TEAM : REACH_HOUSE);
    return outcome == OK ? go_back(request, id) : refuse(request, id, outcome);
}

static const Route routes[] = {
    {GET,  "/p/{id}",        MAY_READ_PERSON,  show,      FRESH},
    {POST, "/p/{id}/fait",   MAY_WRITE_PERSON, change,    FRESH},
    {POST, "/p/{id}/choix",  MAY_WRITE_PERSON, settle,    FRESH},
    {POST, "/p/{id}/portee", MAY_WRITE_PERSON, set_reach, FRESH},
};

const RouteTable PERSON_ROUTES = {routes, LENGTH_OF(routes)};
