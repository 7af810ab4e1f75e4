/* SPDX-License-Identifier: EUPL-1.2 */
/* Who asks for dwellings: asking (/logements/candidature), the list of one
 * (/logements/ID/candidats), and the sheet of a household (/candidatures/ID). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "dwellings/candidature.h"
#include "dwellings/candidature_views_web.h"
#include "dwellings/candidature_words_web.h"
#include "dwellings/dwelling_web.h"
#include "dwellings/dwelling_words_web.h"
#include "dwellings/sentences.h"
#include "people/facts_form_web.h"
#include "resources/board_web.h"

enum { QUESTIONS_MOST = 40 };

/* ---------------------------------------------------------------------------------- words */

/* From the first to the last: as every list prints them. */
static CodeChoices class_choices(const Request *request, Text chosen)
{
    const WaitingRules *rules = waiting_rules();
    CodeChoice *items = ARENA_ARRAY(request->arena, CodeChoice, rules->class_count);
    for (size_t i = 0; i < rules->class_count; i++) {
        items[i] =
            (CodeChoice){rules->classes[i].key, rules->classes[i].name[request->language]};
    }
    return (CodeChoices){items, rules->class_count, chosen};
}

static Text ageing_words(const Request *request)
{
    return say_with(request->arena, request->language, SAY_CANDIDATURE_AGEING, "n",
                    text_format(request->arena, "%lld", (long long)waiting_rules()->ageing));
}

static Text tone_of(const WaitingEntry *entry)
{
    return entry->state == WAITING_OFFERED ? TEXT("open")
           : candidature_waits(entry)      ? TEXT("wait")
                                           : TEXT("closed");
}

/* What only a candidature may meet; else as dwellings say. */
static Text refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"dwellings",   SAY_CANDIDATURE_WRONG_NONE     },
        {"adults",      SAY_CANDIDATURE_WRONG_HOUSEHOLD},
        {"children",    SAY_CANDIDATURE_WRONG_HOUSEHOLD},
        {"people",      SAY_CANDIDATURE_WRONG_PEOPLE   },
        {"level",       SAY_CANDIDATURE_WRONG_LEVEL    },
        {"class",       SAY_CANDIDATURE_WRONG_CLASS    },
        {"candidature", SAY_CANDIDATURE_WRONG_OFFER    },
        {"entry",       SAY_CANDIDATURE_WRONG_SAID     },
    };
    for (size_t i = 0; outcome != NOT_FOUND && i < LENGTH_OF(refusals); i++) {
        if (text_equal(request->problem.field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return dwelling_refusal(request, outcome);
}

static int status_of(Outcome outcome)
{
    return outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
}

static Text sheet_path(const Request *request, Id candidature)
{
    return text_format(request->arena, "/candidatures/%.*s",
                       TEXT_ARG(id_format(request->arena, candidature)));
}

/* --------------------------------------------------------------------------------- asking */

static bool was_chosen(const Request *request, Text id)
{
    size_t at = 0;
    Text value = {0};
    while (field_next(&request->form, "logement", &at, &value)) {
        if (text_equal(value, id)) {
            return true;
        }
    }
    return false;
}

/* What the rules of several dwellings ask, each question once. */
static Outcome add_questions(Request *request, Text rule, RuleQuestion *questions,
                             size_t *count)
{
    size_t asked_count = 0;
    const RuleQuestion *asked = NULL;
    TRY(board_rule_fill(request, rule, &asked, &asked_count));
    for (size_t i = 0; i < asked_count && *count < QUESTIONS_MOST; i++) {
        bool is_there = false;
        for (size_t j = 0; j < *count; j++) {
            is_there = is_there || text_equal(questions[j].fact, asked[i].fact);
        }
        if (!is_there) {
            questions[(*count)++] = asked[i];
        }
    }
    return OK;
}

static Outcome fill_dwellings(Request *request, CandidatureAskView *view)
{
    DwellingList list = {0};
    TRY(dwelling_list(access_of(request), &list));
    RuleQuestion *questions = ARENA_ARRAY(request->arena, RuleQuestion, QUESTIONS_MOST);
    DwellingChoice *choices = ARENA_ARRAY(request->arena, DwellingChoice, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const Dwelling *dwelling = &list.items[i];
        const Text id = id_format(request->arena, dwelling->unit.id);
        choices[i] = (DwellingChoice){
            id, dwelling->unit.name,
            text_format(request->arena, "%.*s · %.*s",
                        TEXT_ARG(dwelling_size_words(request, dwelling)),
                        TEXT_ARG(dwelling_state_words(request, dwelling))),
            was_chosen(request, id) || text_equal(request_query(request, "logement"), id)};
        TRY(add_questions(request, dwelling->unit.rule, questions, &view->question_count));
    }
    view->dwellings = choices;
    view->dwelling_count = list.count;
    view->questions = questions;
    return OK;
}

static Text sent_or(const Request *request, const char *name, const char *usual)
{
    const Text sent = request_form(request, name);
    return sent.length > 0 ? sent : text_from(usual);
}

static Outcome write_ask(Request *request, Text problem)
{
    Html html = {0};
    CandidatureAskView *view = ARENA_NEW(request->arena, CandidatureAskView);
    const Text person = request_query(request, "personne");
    TRY(fill_dwellings(request, view));
    view->problem = problem;
    view->action = request_link(request, TEXT("/logements/candidature"));
    view->person = person.length > 0 ? person : request_form(request, "personne");
    view->label = request_form(request, "menage");
    view->adults = sent_or(request, "adultes", "1");
    view->children = sent_or(request, "enfants", "0");
    view->needs_level = request_form(request, "plain_pied").length > 0;
    view->classes = class_choices(request, sent_or(request, "classe", "date"));
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    candidature_ask_page(&html, view);
    return OK;
}

static Outcome show_ask(Request *request)
{
    return write_ask(request, TEXT(""));
}

static Outcome read_chosen(Request *request, Id *ids, size_t *count)
{
    size_t at = 0;
    Text value = {0};
    while (field_next(&request->form, "logement", &at, &value)) {
        if (*count == CANDIDATURE_DWELLINGS_MOST || !id_parse(value, &ids[*count])) {
            return REQUEST_INVALID(request, "body", "dwellings", "1 to 20 are expected");
        }
        (*count)++;
    }
    return OK;
}

static Outcome ask_as_sent(Request *request, Id *candidature)
{
    Id ids[CANDIDATURE_DWELLINGS_MOST];
    json_t *facts SCOPED(json_close) = json_object();
    const Text person = text_trim(request_form(request, "personne"));
    CandidatureOrder order = {.label = request_form(request, "menage"),
                              .class = request_form(request, "classe"),
                              .needs_level = request_form(request, "plain_pied").length > 0,
                              .dwellings = ids};
    facts_of_form(request, facts);
    order.answers = (RuleAnswers){facts, TEXT(""), request->language};
    TRY(read_chosen(request, ids, &order.count));
    if (!text_to_integer(request_form(request, "adultes"), &order.adults) ||
        !text_to_integer(request_form(request, "enfants"), &order.children)) {
        return REQUEST_INVALID(request, "body", "adults", "a whole number is expected");
    }
    if (person.length > 0) {
        TRY(person_of_field(request, person, &order.person));
    }
    return candidature_ask(access_of(request), &order, candidature);
}

static Outcome ask(Request *request)
{
    Id candidature = {{0}};
    const Outcome outcome = ask_as_sent(request, &candidature);
    if (outcome == OK) {
        return response_redirect(request, sheet_path(request, candidature));
    }
    const Text problem = refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = status_of(outcome);
    return write_ask(request, problem);
}

/* ------------------------------------------------------------------- the list of a dwelling */

static CandidateRow row_of(const Request *request, const Dwelling *dwelling,
                           const Candidate *candidate)
{
    const WaitingEntry *entry = &candidate->entry;
    const bool is_asked = !id_is_nil(candidate->candidature);
    const Date today = moment_to_local(request->now).date;
    return (CandidateRow){
        .candidature = is_asked ? id_format(request->arena, candidate->candidature) : TEXT(""),
        .rank = candidature_waits(entry)
                    ? text_format(request->arena, "%lld", (long long)entry->place)
                    : TEXT(""),
        .label = entry->label,
        .href = is_asked ? request_link(request, sheet_path(request, candidate->candidature))
                         : TEXT(""),
        .why = candidature_why_words(request, entry),
        .household =
            is_asked ? candidature_household_words(request, candidate->adults,
                                                   candidate->children, candidate->needs_level)
                     : TEXT(""),
        .state = candidature_state_words(request, entry->state),
        .tone = tone_of(entry),
        .may_refuse = is_asked && candidature_waits(entry) && entry->last_refusal != today &&
                      dwelling_is_of_caller(access_of(request), dwelling),
    };
}

static Outcome write_list(Request *request, Id id, Text problem)
{
    Html html = {0};
    Dwelling dwelling = {0};
    CandidateList list = {0};
    CandidatesView *view = ARENA_NEW(request->arena, CandidatesView);
    TRY(dwelling_get(access_of(request), id, &dwelling));
    TRY(candidate_list(access_of(request), &dwelling, &list));
    CandidateRow *rows = ARENA_ARRAY(request->arena, CandidateRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, &dwelling, &list.items[i]);
    }
    const CodeChoices classes = class_choices(request, TEXT(""));
    view->rows = rows;
    view->row_count = list.count;
    view->classes = classes.items;
    view->class_count = classes.count;
    view->problem = problem;
    view->dwelling = dwelling.unit.name;
    view->dwelling_id = id_format(request->arena, id);
    view->ageing = ageing_words(request);
    view->reasons = candidature_reasons(request);
    view->back_href = request_link(request, dwelling_path(request, id, ""));
    view->ask_href = request_link(request, text_format(request->arena,
                                                       "/logements/candidature?logement=%.*s",
                                                       TEXT_ARG(view->dwelling_id)));
    view->draw_href = request_link(
        request,
        board_waiting_path(request->arena, &dwelling.unit,
                           slot_key_format(request->arena, &dwelling.unit, DWELLING_SLOT)));
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    candidates_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return write_list(request, id, TEXT(""));
}

/* ------------------------------------------------------------------ the sheet of a household
 */

static ChoiceRow choice_row(const Request *request, const CandidatureChoice *choice,
                            const CodeChoices *reasons)
{
    const WaitingEntry *entry = &choice->entry;
    Text *events = ARENA_ARRAY(request->arena, Text, choice->events.count);
    for (size_t i = 0; i < choice->events.count; i++) {
        events[i] = candidature_event_words(request, &choice->events.items[i], reasons);
    }
    return (ChoiceRow){
        .dwelling = id_format(request->arena, choice->unit.id),
        .name = choice->unit.name,
        .rank = candidature_rank_words(request, entry),
        .why = candidature_why_words(request, entry),
        .state = candidature_state_words(request, entry->state),
        .tone = tone_of(entry),
        .events = events,
        .event_count = choice->events.count,
        .is_offered = entry->state == WAITING_OFFERED,
        .waits = candidature_waits(entry),
    };
}

static Outcome write_sheet(Request *request, Id id, Text problem)
{
    Html html = {0};
    Candidature candidature = {0};
    CandidatureView *view = ARENA_NEW(request->arena, CandidatureView);
    TRY(candidature_get(access_of(request), id, &candidature));
    view->reasons = candidature_reasons(request);
    ChoiceRow *rows = ARENA_ARRAY(request->arena, ChoiceRow, candidature.choices.count);
    for (size_t i = 0; i < candidature.choices.count; i++) {
        rows[i] = choice_row(request, &candidature.choices.items[i], &view->reasons);
    }
    const CodeChoices classes = class_choices(request, TEXT(""));
    view->rows = rows;
    view->row_count = candidature.choices.count;
    view->classes = classes.items;
    view->class_count = classes.count;
    view->problem = problem;
    view->action = request_link(request, sheet_path(request, id));
    view->household = candidature_household_words(
        request, candidature.adults, candidature.children, candidature.needs_level);
    view->asked = dwelling_day_words(request, moment_to_local(candidature.at).date);
    view->ageing = ageing_words(request);
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    candidature_page(&html, view);
    return OK;
}

static Outcome path_id_of(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "candidature",
                             "no such candidature");
}

static Outcome show_sheet(Request *request)
{
    Id id = {{0}};
    TRY(path_id_of(request, &id));
    return write_sheet(request, id, TEXT(""));
}

/* From the sheet, or from the list of a dwelling, which is shown again. */
static Outcome move(Request *request)
{
    CandidatureMove wanted = {.reason = request_form(request, "raison")};
    const bool is_of_list = request_form(request, "liste").length > 0;
    TRY(path_id_of(request, &wanted.candidature));
    if (!id_parse(request_form(request, "logement"), &wanted.dwelling) ||
        !candidature_act_parse(request_form(request, "geste"), &wanted.act)) {
        return REQUEST_INVALID(request, "body", "geste", "one of the buttons is expected");
    }
    const Outcome outcome = candidature_move(access_of(request), &wanted);
    if (outcome == OK) {
        return response_redirect(
            request, is_of_list ? dwelling_path(request, wanted.dwelling, "/candidats")
                                : sheet_path(request, wanted.candidature));
    }
    const Text problem = refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = status_of(outcome);
    return is_of_list ? write_list(request, wanted.dwelling, problem)
                      : write_sheet(request, wanted.candidature, problem);
}

static const Route routes[] = {
    {GET,  "/logements/candidature",    MAY_BOOK_UNIT, show_ask,   FRESH},
    {POST, "/logements/candidature",    MAY_BOOK_UNIT, ask,        FRESH},
    {GET,  "/logements/{id}/candidats", MAY_BOOK_UNIT, show_list,  FRESH},
    {GET,  "/candidatures/{id}",        MAY_BOOK_UNIT, show_sheet, FRESH},
    {POST, "/candidatures/{id}",        MAY_BOOK_UNIT, move,       FRESH},
};

const RouteTable CANDIDATURE_ROUTES = {routes, LENGTH_OF(routes)};
