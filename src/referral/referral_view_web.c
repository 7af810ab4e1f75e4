/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_view_web.h"

#include "access/account.h"
#include "crypto/crypto.h"
#include "people/share.h"
#include "referral/referral_door.h"
#include "referral/referral_private.h"
#include "referral/referral_words_web.h"
#include "referral/sentences.h"

/* ----------------------------------------------------------------------------------- lines */

static ReferralLineView line_of(const Request *request, const Access *access,
                                const Referral *referral)
{
    const bool is_sender = referral_is_sender(access, referral);
    const Moment since = referral->sent > 0 ? referral->sent : referral->written;
    return (ReferralLineView){
        .code = referral->code,
        .href = referral_page_path(request, referral->id),
        .need = referral_need_words(request, referral->need),
        .service = referral_service_words(request, referral->service),
        .house = referral_house_words(request, is_sender ? referral->target_house
                                                         : referral->from_house),
        .state = referral_state_words(request->language, referral->state),
        .silent = referral_silence_words(request, referral),
        .since = say_moment(request->arena, request->language, since),
    };
}

ReferralLines referral_lines_of(const Request *request, const Access *access,
                                const ReferralList *list)
{
    ReferralLineView *lines = ARENA_ARRAY(request->arena, ReferralLineView, list->count);
    for (size_t i = 0; i < list->count; i++) {
        lines[i] = line_of(request, access, &list->items[i]);
    }
    return (ReferralLines){lines, list->count};
}

/* ----------------------------------------------------------------------------------- forms */

static ReferralChoices reasons_for(const Request *request, unsigned acts)
{
    const ReferralTerms terms = referral_reasons();
    ReferralChoiceView *items = ARENA_ARRAY(request->arena, ReferralChoiceView, terms.count);
    size_t count = 0;
    for (size_t i = 0; i < terms.count; i++) {
        if ((terms.items[i].acts & acts) != 0) {
            items[count++] = (ReferralChoiceView){
                .value = terms.items[i].key,
                .name = phrase_in(&terms.items[i].name, request->language, NULL)};
        }
    }
    return (ReferralChoices){items, count};
}

static ReferralChoices barriers_of(const Request *request)
{
    const ReferralTerms terms = referral_barriers();
    ReferralChoiceView *items = ARENA_ARRAY(request->arena, ReferralChoiceView, terms.count);
    for (size_t i = 0; i < terms.count; i++) {
        items[i] = (ReferralChoiceView){
            .value = terms.items[i].key,
            .name = phrase_in(&terms.items[i].name, request->language, NULL)};
    }
    return (ReferralChoices){items, terms.count};
}

typedef struct ConditionWord {
    ShareCondition condition;
    Sentence words;
} ConditionWord;

static const ConditionWord condition_words[] = {
    {CONDITION_SECRECY,  SAY_REFERRAL_CONDITION_SECRECY },
    {CONDITION_MISSION,  SAY_REFERRAL_CONDITION_MISSION },
    {CONDITION_INFORMED, SAY_REFERRAL_CONDITION_INFORMED},
    {CONDITION_NEEDED,   SAY_REFERRAL_CONDITION_NEEDED  },
};

static ReferralChoices conditions_of(const Request *request)
{
    const size_t count = LENGTH_OF(condition_words);
    ReferralChoiceView *items = ARENA_ARRAY(request->arena, ReferralChoiceView, count);
    for (size_t i = 0; i < count; i++) {
        items[i] =
            (ReferralChoiceView){.value = share_condition_code(condition_words[i].condition),
                                 .name = say(request->language, condition_words[i].words)};
    }
    return (ReferralChoices){items, count};
}

static ReferralChoices dangers_of(const Request *request)
{
    ReferralChoiceView *items = ARENA_ARRAY(request->arena, ReferralChoiceView, DANGER_COUNT);
    for (int i = 0; i < DANGER_COUNT; i++) {
        const DangerReason reason = (DangerReason)i;
        items[i] = (ReferralChoiceView){
            .value = danger_reason_code(reason),
            .name = phrase_in(danger_reason_name(reason), request->language, NULL)};
    }
    return (ReferralChoices){items, DANGER_COUNT};
}

/* Those of the caller, when there are several to choose from. */
static ReferralChoices teams_of(const ReferralLook *look)
{
    const Request *request = look->request;
    const Team *teams = NULL;
    size_t listed = 0;
    size_t count = 0;
    if (look->access->caller.team_count < 2 ||
        team_list(request->session, request->arena, &teams, &listed, NULL) != OK) {
        return (ReferralChoices){0};
    }
    ReferralChoiceView *items = ARENA_ARRAY(request->arena, ReferralChoiceView, listed);
    for (size_t i = 0; i < listed; i++) {
        if (caller_is_of_team(&look->access->caller, teams[i].id)) {
            items[count++] = (ReferralChoiceView){
                .value = id_format(request->arena, teams[i].id), .name = teams[i].name};
        }
    }
    return (ReferralChoices){items, count};
}

static ReferralFormView form_of(const ReferralLook *look, const Referral *referral)
{
    Arena *arena = look->request->arena;
    return (ReferralFormView){
        .action = look->action,
        .token = look->token,
        .operation = id_format(arena, id_new(look->request->now * 1000)),
        .revision = text_format(arena, "%lld", (long long)referral->revision),
    };
}

static bool asks_for_reason(ReferralAct act)
{
    return act == REFERRAL_REFUSE || act == REFERRAL_PROPOSE || act == REFERRAL_FAIL ||
           act == REFERRAL_HOLD || act == REFERRAL_WITHDRAW || act == REFERRAL_CONTEST ||
           act == REFERRAL_MISTAKE;
}

static ReferralFormView form_of_act(const ReferralLook *look, const Referral *referral,
                                    ReferralAct act)
{
    const Request *request = look->request;
    ReferralFormView form = form_of(look, referral);
    form.act = referral_act_name(act);
    form.name = referral_act_words(request->language, act);
    form.has_rank = act == REFERRAL_WAITLIST;
    if (asks_for_reason(act)) {
        form.reasons = reasons_for(request, 1U << act);
    }
    if (act == REFERRAL_REFUSE || act == REFERRAL_PROPOSE || act == REFERRAL_FAIL) {
        form.barriers = barriers_of(request);
    }
    if (act == REFERRAL_SEND && !id_equal(referral->from_house, referral->target_house)) {
        form.conditions = conditions_of(request);
    }
    if (act == REFERRAL_ACCEPT && referral->kind == REFERRAL_TRANSFER) {
        form.teams = teams_of(look);
    }
    if (act == REFERRAL_FINISH) {
        form.outcomes = referral_outcome_choices(request);
    }
    return form;
}

/* Going without consent is a form of its own, which says what it does. */
static ReferralFormView form_of_override(const ReferralLook *look, const Referral *referral)
{
    const Request *request = look->request;
    ReferralFormView form = form_of_act(look, referral, REFERRAL_SEND);
    form.name = say(request->language, SAY_REFERRAL_OVERRIDE_SEND);
    form.hint = say(request->language, SAY_REFERRAL_OVERRIDE);
    form.reasons = dangers_of(request);
    form.conditions = (ReferralChoices){0};
    form.has_words = true;
    form.is_override = true;
    return form;
}

static bool may_override(const ReferralLook *look, const Referral *referral)
{
    return !id_equal(referral->from_house, referral->target_house) &&
           referral->kind != REFERRAL_TRANSFER &&
           permission_holds(look->access->caller.permissions, MAY_OVERRIDE_CONSENT);
}

static void fill_forms(const ReferralLook *look, const Referral *referral,
                       ReferralOneView *view)
{
    const unsigned open = referral_open_acts(look->access, referral, look->way);
    ReferralFormView *forms =
        ARENA_ARRAY(look->request->arena, ReferralFormView, REFERRAL_ACT_COUNT + 1);
    size_t count = 0;
    for (unsigned i = 0; i < REFERRAL_ACT_COUNT; i++) {
        const bool is_shown = i != REFERRAL_SEE || look->way == WAY_LINK;
        if ((open >> i & 1) != 0 && is_shown) {
            forms[count++] = form_of_act(look, referral, (ReferralAct)i);
        }
        if (i == REFERRAL_SEND && (open >> i & 1) != 0 && may_override(look, referral)) {
            forms[count++] = form_of_override(look, referral);
        }
    }
    view->forms = (ReferralForms){forms, count};
    view->answer_title = say(look->request->language, referral_is_target(look->access, referral)
                                                          ? SAY_REFERRAL_ANSWER_TITLE
                                                          : SAY_REFERRAL_ACT_TITLE);
}

static void fill_phone(const ReferralLook *look, const Referral *referral,
                       ReferralOneView *view)
{
    const Request *request = look->request;
    const unsigned open =
        referral_open_acts(look->access, referral, WAY_PHONE) & ~(1U << REFERRAL_SEE);
    ReferralChoiceView *acts =
        ARENA_ARRAY(request->arena, ReferralChoiceView, REFERRAL_ACT_COUNT);
    size_t count = 0;
    for (unsigned i = 0; i < REFERRAL_ACT_COUNT; i++) {
        if ((open >> i & 1) != 0) {
            acts[count++] = (ReferralChoiceView){
                .value = referral_act_name((ReferralAct)i),
                .name = referral_act_words(request->language, (ReferralAct)i)};
        }
    }
    view->has_phone = look->way == WAY_ACCOUNT && count > 0;
    view->phone = (ReferralPhoneView){
        form_of(look, referral), {acts, count}
    };
    view->phone.form.reasons = reasons_for(request, open);
    view->phone.form.outcomes = referral_outcome_choices(request);
}

/* ----------------------------------------------------------------------------------- facts */

static void add_pair(const ReferralLook *look, ReferralOneView *view, Sentence name, Text value)
{
    if (value.length > 0 && view->pair_count < LENGTH_OF(view->pairs)) {
        view->pairs[view->pair_count++] =
            (ReferralPairView){.name = say(look->request->language, name), .value = value};
    }
}

static void add_answer(const ReferralLook *look, const Referral *referral,
                       ReferralOneView *view)
{
    const Request *request = look->request;
    if (referral_awaits_answer(referral->state)) {
        add_pair(look, view, SAY_REFERRAL_EXPECTED,
                 say_moment(request->arena, request->language, referral->expected));
        add_pair(look, view, SAY_REFERRAL_DEADLINE,
                 say_moment(request->arena, request->language, referral->deadline));
    }
    if (referral->rank > 0) {
        add_pair(look, view, SAY_REFERRAL_RANK,
                 text_format(request->arena, "%lld", (long long)referral->rank));
    }
    add_pair(look, view, SAY_REFERRAL_REASON,
             referral_term_words(request, referral_reasons(), referral->reason));
    add_pair(look, view, SAY_REFERRAL_BARRIER,
             referral_term_words(request, referral_barriers(), referral->barrier));
    add_pair(look, view, SAY_REFERRAL_OUTCOME,
             referral_outcome_words(request, referral->outcome));
}

static void add_senders(const ReferralLook *look, const Referral *referral,
                        ReferralOneView *view)
{
    const Request *request = look->request;
    const Catalogue *catalogue = referral_catalogue(request);
    if (referral_relation(look->access, referral) == RELATION_STRANGER) {
        return;
    }
    add_pair(look, view, SAY_REFERRAL_BASIS,
             referral_basis_words(request->language, referral->basis));
    if (catalogue != NULL) {
        add_pair(look, view, SAY_REFERRAL_CALL,
                 referral_service_phone(catalogue, request->arena, referral->service));
    }
}

static void add_pairs(const ReferralLook *look, const Referral *referral, ReferralOneView *view)
{
    const Request *request = look->request;
    Date day = DATE_NONE;
    add_pair(look, view, SAY_REFERRAL_STATE,
             referral_state_words(request->language, referral->state));
    add_pair(look, view, SAY_REFERRAL_KIND,
             referral_kind_words(request->language, referral->kind));
    add_pair(look, view, SAY_REFERRAL_NEED, referral_need_words(request, referral->need));
    add_pair(look, view, SAY_REFERRAL_SERVICE,
             referral_service_words(request, referral->service));
    add_pair(look, view, SAY_REFERRAL_HOUSE,
             referral_house_words(request, referral->target_house));
    add_pair(look, view, SAY_REFERRAL_FROM,
             referral_house_words(request, referral->from_house));
    if (date_parse(referral->on_day, &day)) {
        add_pair(look, view, SAY_REFERRAL_ON_DAY,
                 say_day(request->arena, request->language, day));
    }
    add_answer(look, referral, view);
    add_senders(look, referral, view);
}

void referral_fill_one(const ReferralLook *look, const Referral *referral,
                       ReferralOneView *view)
{
    view->code = referral->code;
    view->silent = referral_silence_words(look->request, referral);
    add_pairs(look, referral, view);
    fill_forms(look, referral, view);
    fill_phone(look, referral, view);
}

/* ----------------------------------------------------------------------------------- story */

static Text how_of(const ReferralLook *look, const ReferralEvent *event)
{
    const Request *request = look->request;
    LIST_OF(Text) words = {0};
    if (event->way == WAY_PHONE) {
        LIST_APPEND(request->arena, &words,
                    event->spoken_by.length == 0
                        ? say(request->language, SAY_REFERRAL_WAY_PHONE)
                        : say_with(request->arena, request->language, SAY_REFERRAL_BY_PHONE,
                                   "who", event->spoken_by));
    } else if (event->way == WAY_LINK || event->way == WAY_CLOCK) {
        LIST_APPEND(request->arena, &words,
                    say(request->language, event->way == WAY_LINK ? SAY_REFERRAL_WAY_LINK
                                                                  : SAY_REFERRAL_WAY_CLOCK));
    }
    if (event->reason.length > 0) {
        LIST_APPEND(request->arena, &words,
                    referral_term_words(request, referral_reasons(), event->reason));
    }
    if (event->detail.length > 0) {
        LIST_APPEND(request->arena, &words, referral_outcome_words(request, event->detail));
    }
    return text_join(request->arena, words.items, words.count, TEXT(" ; "));
}

void referral_fill_story(const ReferralLook *look, const ReferralStory *story,
                         ReferralOneView *view)
{
    const Request *request = look->request;
    ReferralEventView *events = ARENA_ARRAY(request->arena, ReferralEventView, story->count);
    for (size_t i = 0; i < story->count; i++) {
        events[i] = (ReferralEventView){
            .when = say_moment(request->arena, request->language, story->items[i].at),
            .act = referral_state_words(request->language, story->items[i].to),
            .how = how_of(look, &story->items[i]),
        };
    }
    view->events = events;
    view->event_count = story->count;
}

/* ----------------------------------------------------------------------------------- input */

static Outcome read_number(Request *request, const char *name, int64_t *number)
{
    const Text text = request_form(request, name);
    return text.length == 0 || text_to_integer(text, number)
               ? OK
               : REQUEST_INVALID(request, "body", name, "a whole number is expected");
}

static unsigned read_conditions(const Request *request)
{
    unsigned conditions = 0;
    size_t at = 0;
    Text value = {0};
    while (field_next(&request->form, "condition", &at, &value)) {
        for (int i = 0; i < CONDITION_COUNT; i++) {
            conditions |=
                text_equal(value, share_condition_code((ShareCondition)i)) ? 1U << i : 0;
        }
    }
    return conditions;
}

Outcome referral_order_of(Request *request, ReferralOrder *order)
{
    if (!referral_act_parse(request_form(request, "act"), &order->act)) {
        return REQUEST_INVALID(request, "body", "act", "no such act");
    }
    if (!id_parse(request_form(request, "operation"), &order->operation)) {
        return REQUEST_INVALID(request, "body", "operation", "an identifier is expected");
    }
    TRY(read_number(request, "revision", &order->revision));
    TRY(read_number(request, "rank", &order->rank));
    order->reason = request_form(request, "reason");
    order->barrier = request_form(request, "barrier");
    order->outcome = request_form(request, "outcome");
    order->spoken_by = request_form(request, "spokenBy");
    order->consent_override = request_form(request, "override").length > 0;
    order->danger_words = request_form(request, "danger");
    order->conditions = read_conditions(request);
    (void)id_parse(request_form(request, "team"), &order->team);
    order->way =
        text_equal(request_form(request, "way"), TEXT("phone")) ? WAY_PHONE : WAY_ACCOUNT;
    return OK;
}

Text referral_problem_words(Request *request, Outcome outcome)
{
    const Text field = request->problem.field;
    Sentence words = SAY_REFERRAL_NOT_YOURS;
    request->response.status = outcome == CONFLICT ? 409 : outcome == INVALID ? 422 : 403;
    if (outcome == REFUSED && text_equal(field, TEXT("consent"))) {
        words = SAY_REFERRAL_CONSENT_MISSING;
    } else if (outcome == INVALID) {
        words = SAY_REFERRAL_INCOMPLETE;
    } else if (outcome == CONFLICT && text_equal(field, TEXT("revision"))) {
        words = SAY_REFERRAL_CONFLICT;
    }
    return say(request->language, words);
}
