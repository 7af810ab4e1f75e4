/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of one cold plan: its levels, what they do, and every time one was on. */
#include "access/account.h"
#include "access/frame_web.h"
#include "access/house.h"
#include "http/fields.h"
#include "resources/cold/cold_web.h"
#include "resources/house_service.h"
#include "resources/sentences.h"

typedef LIST_OF(Text) Lines;

Text cold_plan_path(const Request *request, Id plan)
{
    return text_format(request->arena, "/grand-froid/%.*s",
                       TEXT_ARG(id_format(request->arena, plan)));
}

bool cold_may_manage(const Request *request)
{
    const Caller *caller = &access_of(request)->caller;
    return permission_holds(caller->permissions, MAY_MANAGE_UNIT) && !id_is_nil(caller->house);
}

/* ---------------------------------------------------------------------------------- words */

static Text day_words(const Request *request, Date day)
{
    return say_day(request->arena, request->language, day);
}

Text cold_turn_words(const Request *request, const ColdSwitch *turn)
{
    return cold_switch_state(turn, request->now) == COLD_ON
               ? say_with(request->arena, request->language, SAY_COLD_ON_UNTIL, "date",
                          day_words(request, turn->last))
               : say_with(request->arena, request->language, SAY_COLD_ON_FROM, "date",
                          day_words(request, turn->first));
}

Text cold_problem_words(Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence words;
    } all[] = {
        {"name",      SAY_COLD_WRONG_NAME     },
        {"cause",     SAY_COLD_WRONG_CAUSE    },
        {"rank",      SAY_COLD_WRONG_RANK     },
        {"threshold", SAY_COLD_WRONG_THRESHOLD},
        {"places",    SAY_COLD_WRONG_PLACES   },
        {"hours",     SAY_COLD_WRONG_HOURS    },
        {"first",     SAY_COLD_WRONG_DAYS     },
        {"last",      SAY_COLD_WRONG_DAYS     },
        {"why",       SAY_COLD_WRONG_WHY      },
    };
    const Text field = request->problem.field;
    if (outcome != INVALID && outcome != CONFLICT) {
        return TEXT("");
    }
    Sentence words = outcome == CONFLICT ? SAY_COLD_CONFLICT : SAY_COLD_WRONG;
    for (size_t i = 0; i < LENGTH_OF(all) && outcome == INVALID; i++) {
        words = text_equal(field, text_from(all[i].field)) ? all[i].words : words;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == INVALID ? 422 : 409;
    return say(request->language, words);
}

/* --------------------------------------------------------------------------------- levels */

/* The unit, or the service, that a measure is of. */
static Outcome name_subject(Request *request, const ColdMeasure *measure, Text *name)
{
    Unit unit = {0};
    if (id_is_nil(measure->unit)) {
        return house_service_name(access_of(request), measure->service, name);
    }
    const Outcome outcome = unit_get(access_of(request), measure->unit, &unit);
    if (outcome == NOT_FOUND) { /* kept to its house */
        request->problem = (Problem){.arena = request->arena};
        return house_name(request->session, request->arena, measure->house, name,
                          &request->problem);
    }
    TRY(outcome);
    *name = unit.name;
    return OK;
}

static Text hours_words(Request *request, Text written)
{
    Hours *hours = NULL;
    return hours_parse_osm(request->arena, written, &hours, NULL) == OK
               ? hours_describe(request->arena, hours, request->language)
               : written;
}

static Outcome measure_words(Request *request, const ColdMeasure *measure, Text *words)
{
    Lines pieces = {0};
    Text name = {0};
    Arena *arena = request->arena;
    TRY(name_subject(request, measure, &name));
    if (measure->places > 0) {
        LIST_APPEND(
            arena, &pieces,
            say_count(arena, request->language, SAY_COLD_MORE_PLACES, (size_t)measure->places));
    }
    if (measure->hours.length > 0) {
        LIST_APPEND(arena, &pieces,
                    say_with(arena, request->language, SAY_COLD_MORE_HOURS, "hours",
                             hours_words(request, measure->hours)));
    }
    if (measure->is_unconditional) {
        LIST_APPEND(arena, &pieces, say(request->language, SAY_COLD_UNCONDITIONAL));
    }
    const Text what = text_join(arena, pieces.items, pieces.count, TEXT(" · "));
    *words = text_format(arena, "%.*s – %.*s", TEXT_ARG(name), TEXT_ARG(what));
    return OK;
}

static Outcome fill_measures(Request *request, const ColdMeasureList *all, int64_t rank,
                             ColdLevelView *view)
{
    Lines lines = {0};
    for (size_t i = 0; i < all->count; i++) {
        Text words = {0};
        if (all->items[i].rank == rank) {
            TRY(measure_words(request, &all->items[i], &words));
            LIST_APPEND(request->arena, &lines, words);
        }
    }
    view->measures = lines.items;
    view->measure_count = lines.count;
    return OK;
}

static Text cause_words(const Request *request, const ColdLevel *level)
{
    if (!level->has_threshold) {
        return level->cause;
    }
    const Text under =
        say_with(request->arena, request->language, SAY_COLD_UNDER, "degrees",
                 text_format(request->arena, "%lld", (long long)level->threshold));
    return text_format(request->arena, "%.*s · %.*s", TEXT_ARG(level->cause), TEXT_ARG(under));
}

static ColdLevelView level_view(const Request *request, const ColdLevel *level,
                                const ColdSwitch *turn)
{
    const bool is_on = turn != NULL && cold_switch_state(turn, request->now) == COLD_ON;
    return (ColdLevelView){
        .rank = text_format(request->arena, "%lld", (long long)level->rank),
        .name = level->name,
        .cause = cause_words(request, level),
        .state = turn == NULL ? say(request->language, SAY_COLD_OFF)
                              : cold_turn_words(request, turn),
        .state_class = is_on          ? TEXT("open")
                       : turn == NULL ? TEXT("no")
                                      : TEXT("wait"),
        .is_off = turn == NULL,
    };
}

/* ------------------------------------------------------------------------------------ acts */

static Outcome name_of(Request *request, Id account, Text *name)
{
    Account found = {0};
    Problem unheard = {.arena = request->arena};
    const Outcome outcome =
        account_get(request->session, request->arena, account, &found, &unheard);
    *name = outcome == OK ? found.name : TEXT("");
    return OK;
}

/* "Allumé lundi 30 novembre à 18 h 05 par Helene Exemple : -5 prévu" */
static Outcome act_words(Request *request, Sentence act, Moment at, Id by, Text why,
                         Text *words)
{
    Text name = {0};
    TRY(name_of(request, by, &name));
    const Text moment = say_moment(request->arena, request->language, at);
    const Text said = say_with(request->arena, request->language, act, "time", moment);
    *words = text_format(request->arena, "%.*s%s%.*s – %.*s", TEXT_ARG(said),
                         name.length > 0 ? ", " : "", TEXT_ARG(name), TEXT_ARG(why));
    return OK;
}

static Outcome turn_view(Request *request, const ColdLevelList *levels, const ColdSwitch *turn,
                         ColdTurnView *view)
{
    Text name = {0};
    for (size_t i = 0; i < levels->count; i++) {
        name = levels->items[i].rank == turn->rank ? levels->items[i].name : name;
    }
    view->days = text_format(request->arena, "%.*s · %.*s – %.*s", TEXT_ARG(name),
                             TEXT_ARG(day_words(request, turn->first)),
                             TEXT_ARG(day_words(request, turn->last)));
    TRY(act_words(request, SAY_COLD_ACT_ON, turn->on_at, turn->on_by, turn->on_why, &view->on));
    return turn->off_at == 0 ? OK
                             : act_words(request, SAY_COLD_ACT_OFF, turn->off_at, turn->off_by,
                                         turn->off_why, &view->off);
}

static Outcome fill_levels(Request *request, Id plan, ColdPlanView *view)
{
    ColdLevelList levels = {0};
    ColdMeasureList measures = {0};
    ColdSwitchList turns = {0};
    TRY(cold_level_list(access_of(request), plan, &levels));
    TRY(cold_measure_list(access_of(request), plan, &measures));
    TRY(cold_switch_list(access_of(request), plan, &turns));
    ColdLevelView *shown = ARENA_ARRAY(request->arena, ColdLevelView, levels.count);
    ColdTurnView *past = ARENA_ARRAY(request->arena, ColdTurnView, turns.count);
    for (size_t i = 0; i < levels.count; i++) {
        const int64_t rank = levels.items[i].rank;
        shown[i] = level_view(request, &levels.items[i],
                              cold_switch_of_level(&turns, rank, request->now));
        TRY(fill_measures(request, &measures, rank, &shown[i]));
    }
    for (size_t i = 0; i < turns.count; i++) {
        TRY(turn_view(request, &levels, &turns.items[i], &past[i]));
    }
    view->levels = shown;
    view->level_count = levels.count;
    view->turns = past;
    view->turn_count = turns.count;
    return OK;
}

/* ---------------------------------------------------------------------------------- forms */

static Outcome fill_choices(Request *request, ColdPlanView *view)
{
    UnitList units = {0};
    HouseServiceList services = {0};
    TRY(unit_list(access_of(request), UNITS_OF_HOUSE, &units));
    TRY(house_service_list(access_of(request), &services));
    CodeChoice *unit_items = ARENA_ARRAY(request->arena, CodeChoice, units.count);
    CodeChoice *service_items = ARENA_ARRAY(request->arena, CodeChoice, services.count);
    for (size_t i = 0; i < units.count; i++) {
        if (units.items[i].closed == 0) {
            unit_items[view->unit_count++] =
                (CodeChoice){id_format(request->arena, units.items[i].id), units.items[i].name};
        }
    }
    for (size_t i = 0; i < services.count; i++) {
        service_items[i] = (CodeChoice){id_format(request->arena, services.items[i].id),
                                        services.items[i].name};
    }
    view->units = unit_items;
    view->services = service_items;
    view->service_count = services.count;
    return OK;
}

/* The forms of switching are told apart by their level. */
static ColdSent sent_forms(Request *request)
{
    const Text form = request_form(request, "forme");
    const Text first = request_form(request, "debut");
    const Text today = date_format(request->arena, moment_to_local(request->now).date);
    return (ColdSent){
        .form = form.length > 0 ? form : request_form(request, "niveau"),
        .rank = request_form(request, "niveau"),
        .name = request_form(request, "nom"),
        .cause = request_form(request, "cause"),
        .threshold = request_form(request, "seuil"),
        .unit = request_form(request, "unite"),
        .places = request_form(request, "places"),
        .service = request_form(request, "service"),
        .hours = request_form(request, "heures"),
        .is_unconditional = request_form(request, "tous").length > 0,
        .first = first.length > 0 ? first : today,
        .last = request_form(request, "fin"),
        .why = request_form(request, "raison"),
    };
}

Outcome cold_plan_write(Request *request, Id id, Text problem)
{
    Html html = {0};
    ColdPlan plan = {0};
    ColdPlanView *view = ARENA_NEW(request->arena, ColdPlanView);
    TRY(cold_plan_get(access_of(request), id, &plan));
    view->id = id_format(request->arena, id);
    view->name = plan.name;
    view->problem = problem;
    view->is_closed = plan.closed != 0;
    view->may_measure = cold_may_manage(request) && !view->is_closed;
    view->may_switch =
        view->may_measure && cold_plan_is_kept_by_caller(access_of(request), &plan);
    view->sent = sent_forms(request);
    TRY(house_name(request->session, request->arena, plan.house, &view->house,
                   &request->problem));
    TRY(fill_levels(request, id, view));
    if (view->may_measure) {
        TRY(fill_choices(request, view));
    }
    TRY(frame_open(request, say(request->language, SAY_COLD_TITLE), &view->frame, &html));
    cold_plan_page(&html, view);
    return OK;
}
