/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/network.h"

#include <pthread.h>
#include <stdlib.h>

#include "resources/cold/cold_service.h"
#include "store/store.h"

static const char USUAL_OFFICE_HOURS[] = "Mo-Fr 09:00-12:00,13:30-16:00; PH off";

static Outcome refuse_condition(const Service *service, const Problem *inner, Problem *problem)
{
    return problem_set(problem, INVALID, service->key, "conditions", "%.*s %.*s",
                       TEXT_ARG(inner->where), TEXT_ARG(inner->detail));
}

static Outcome compile(Arena *arena, const Service *service, Text expression,
                       const Condition **condition, Problem *problem)
{
    Problem inner = {.arena = arena};
    if (condition_compile(arena, fact_vocabulary(), expression, condition, &inner) != OK) {
        return refuse_condition(service, &inner, problem);
    }
    return OK;
}

static bool is_dated(const Marks *marks)
{
    return marks->valid_from != DATE_NONE || marks->valid_to != DATE_NONE;
}

static Outcome compile_service(Arena *arena, const Service *service, ServiceRules *rules,
                               Problem *problem)
{
    const Condition **entries = ARENA_ARRAY(arena, const Condition *, service->condition_count);
    const Condition **unless = ARENA_ARRAY(arena, const Condition *, service->access_count);
    *rules = (ServiceRules){.entries = entries, .unless = unless};
    for (size_t i = 0; i < service->condition_count; i++) {
        const ConditionText *text = &service->conditions[i];
        TRY(compile(arena, service, text->expression, &entries[i], problem));
        rules->is_dated = rules->is_dated || is_dated(&text->marks);
    }
    for (size_t i = 0; i < service->access_count; i++) {
        if (service->access[i].unless.length > 0) {
            TRY(compile(arena, service, service->access[i].unless, &unless[i], problem));
        }
    }
    rules->entry = condition_all(arena, fact_vocabulary(), entries, service->condition_count);
    return OK;
}

static Outcome compile_rules(Arena *arena, const Catalogue *catalogue,
                             const ServiceRules **rules, Problem *problem)
{
    ServiceRules *made = ARENA_ARRAY(arena, ServiceRules, catalogue->service_count);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        TRY(compile_service(arena, &catalogue->services[i], &made[i], problem));
    }
    *rules = made;
    return OK;
}

const Condition *network_entry(Arena *arena, const Network *network, uint32_t service, Date day)
{
    const Service *entered = &network->catalogue->services[service];
    const ServiceRules *rules = &network->rules[service];
    if (service_unconditional(entered, day) != NULL) {
        return NULL;
    }
    if (!rules->is_dated) {
        return entered->condition_count == 0 ? NULL : rules->entry;
    }
    const Condition **in_force =
        ARENA_ARRAY(arena, const Condition *, entered->condition_count);
    size_t count = 0;
    for (size_t i = 0; i < entered->condition_count; i++) {
        if (marks_valid_on(&entered->conditions[i].marks, day)) {
            in_force[count++] = rules->entries[i];
        }
    }
    return count == 0 ? NULL : condition_all(arena, network->facts, in_force, count);
}

static const IndexSpan *carriers_of(Arena *arena, const Catalogue *catalogue)
{
    const size_t terms = catalogue->needs->term_count;
    size_t *counts = ARENA_ARRAY(arena, size_t, terms);
    uint32_t **items = ARENA_ARRAY(arena, uint32_t *, terms);
    IndexSpan *carriers = ARENA_ARRAY(arena, IndexSpan, terms);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const IndexSpan needs = catalogue->services[i].needs;
        for (size_t j = 0; j < needs.count; j++) {
            counts[needs.items[j]]++;
        }
    }
    for (size_t term = 0; term < terms; term++) {
        items[term] = ARENA_ARRAY(arena, uint32_t, counts[term]);
        carriers[term] = (IndexSpan){items[term], counts[term]};
    }
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const IndexSpan needs = catalogue->services[i].needs;
        for (size_t j = 0; j < needs.count; j++) {
            *items[needs.items[j]]++ = (uint32_t)i;
        }
    }
    return carriers;
}

static Outcome fill_from_catalogue(Arena *arena, Network *network, Problem *problem)
{
    Hours *office_hours = NULL;
    TRY(hours_parse_osm(arena, text_from(USUAL_OFFICE_HOURS), &office_hours, problem));
    network->office_hours = office_hours;
    TRY(compile_rules(arena, network->catalogue, &network->rules, problem));
    network->carriers = carriers_of(arena, network->catalogue);
    network->facts = fact_vocabulary();
    network->index = index_build(arena, network->catalogue);
    return OK;
}

Outcome network_of_catalogue(Arena *arena, const Catalogue *catalogue, const Network **network,
                             Problem *problem)
{
    Network *made = ARENA_NEW(arena, Network);
    made->catalogue = catalogue;
    made->live = live_new(arena);
    *network = made;
    return fill_from_catalogue(arena, made, problem);
}

static Outcome build_from(Arena *arena, CatalogueSource *source, Network *network,
                          Problem *problem)
{
    TRY(cold_stamp(source->session, &network->cold_stamp, problem));
    TRY(cold_service_measures(arena, source->session, source->now, &source->measures, problem));
    TRY(record_stamp(source->session, &network->stamp, problem));
    TRY(catalogue_build(arena, source, &network->catalogue, problem));
    return fill_from_catalogue(arena, network, problem);
}

static Outcome count_live(Session *session, Moment now, LivePlaces *live, Problem *problem)
{
    LiveList list = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    TRY(live_read(arena, session, now, &list, problem));
    live_publish(live, list);
    return OK;
}

Outcome network_count_live(const NetworkSource *from, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(from->store, &session, problem));
    return count_live(session, from->now, from->live, problem);
}

Outcome network_build(Arena *arena, struct Store *store, Moment now, const Network **network,
                      Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    Network *made = ARENA_NEW(arena, Network);
    TRY(store_read(store, &session, problem));
    CatalogueSource source = {.session = session, .now = now};
    TRY(build_from(arena, &source, made, problem));
    made->live = live_new(arena);
    TRY(count_live(session, now, made->live, problem));
    *network = made;
    return OK;
}

Outcome network_build_to_serve(Arena *arena, const NetworkSource *from, const Network **network,
                               Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    Network *made = ARENA_NEW(arena, Network);
    HsdsGraph *graph = NULL;
    TRY(store_read(from->store, &session, problem));
    TRY(hsds_graph_start(arena, session, &graph, problem));
    const BodySink sink = hsds_graph_sink(graph);
    CatalogueSource source = {.session = session, .now = from->now, .also = &sink};
    TRY(build_from(arena, &source, made, problem));
    hsds_graph_finish(graph);
    made->graph = graph;
    made->live = from->live;
    *network = made;
    return OK;
}

Outcome network_check_condition(void *context, Text expression, Problem *problem)
{
    (void)context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Condition *condition = NULL;
    return condition_compile(arena, fact_vocabulary(), expression, &condition, problem);
}

/* ------------------------------------------------------------------------------- handle */

struct NetworkVersion {
    Arena *arena;
    const Network *network;
    size_t readers; /* and one for being current */
};

/* The mutex guards two words: taking or letting go of a version costs some tens of
 * nanoseconds, and building a new version happens outside it. */
struct NetworkHandle {
    pthread_mutex_t mutex;
    NetworkVersion *current;
};

NetworkHandle *network_handle_new(void)
{
    NetworkHandle *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        abort();
    }
    (void)pthread_mutex_init(&handle->mutex, NULL);
    return handle;
}

static void let_go(NetworkHandle *handle, NetworkVersion *version)
{
    (void)pthread_mutex_lock(&handle->mutex);
    const bool last = version != NULL && --version->readers == 0;
    (void)pthread_mutex_unlock(&handle->mutex);
    if (last) {
        arena_free(version->arena);
        free(version);
    }
}

void network_handle_free(NetworkHandle *handle)
{
    let_go(handle, handle->current);
    (void)pthread_mutex_destroy(&handle->mutex);
    free(handle);
}

void network_publish(NetworkHandle *handle, Arena *arena, const Network *network)
{
    NetworkVersion *version = calloc(1, sizeof *version);
    if (version == NULL) {
        abort();
    }
    *version = (NetworkVersion){.arena = arena, .network = network, .readers = 1};
    (void)pthread_mutex_lock(&handle->mutex);
    NetworkVersion *former = handle->current;
    handle->current = version;
    (void)pthread_mutex_unlock(&handle->mutex);
    let_go(handle, former);
}

NetworkReference network_acquire(NetworkHandle *handle)
{
    (void)pthread_mutex_lock(&handle->mutex);
    NetworkVersion *version = handle->current;
    if (version != NULL) {
        version->readers++;
    }
    (void)pthread_mutex_unlock(&handle->mutex);
    return (NetworkReference){
        .network = version == NULL ? NULL : version->network,
        .version = version,
        .handle = handle,
    };
}

void network_release(NetworkReference *reference)
{
    if (reference->version != NULL) {
        let_go(reference->handle, reference->version);
        reference->version = NULL;
    }
}
