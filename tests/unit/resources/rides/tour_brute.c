/* SPDX-License-Identifier: EUPL-1.2 */
#include "tour_brute.h"

#include <math.h>
#include <string.h>

#define MOST_STOPS 10
#define NEARLY     1e-7

/* One order of stops; 2 * request for a pickup and one more for its drop-off. */
typedef struct Order {
    const TourProblem *tour;
    const TourVehicle *vehicle;
    int stop[MOST_STOPS];
    int count;
    unsigned riders;
    double best; /* cost; INFINITY: none possible */
} Order;

static const TourStop *stop_at(const Order *order, int k)
{
    const TourRequest *request = &order->tour->requests[order->stop[k] / 2];
    return order->stop[k] % 2 == 0 ? &request->pickup : &request->dropoff;
}

static double look(const Order *order, const double *matrix, int32_t from, int32_t to)
{
    return matrix[(size_t)from * order->tour->place_count + (size_t)to];
}

/* apart[i][j]: at least so long from time i to time j; the last node is midnight. */
typedef double Apart[MOST_STOPS + 3][MOST_STOPS + 3];

static void at_least(Apart apart, int from, int to, double minutes)
{
    apart[from][to] = minutes > apart[from][to] ? minutes : apart[from][to];
}

static void conditions(const Order *order, Apart apart)
{
    const TourVehicle *vehicle = order->vehicle;
    const int end = order->count + 1;
    const int midnight = order->count + 2;
    const double *minutes = order->tour->minutes;
    int32_t place = vehicle->start;
    double service = 0;
    for (int k = 0; k < order->count; k++) {
        const TourStop *stop = stop_at(order, k);
        at_least(apart, k, k + 1, service + look(order, minutes, place, stop->place));
        at_least(apart, midnight, k + 1, stop->earliest);
        at_least(apart, k + 1, midnight, -stop->latest);
        for (int j = 0; j < k; j++) {
            if (order->stop[j] / 2 == order->stop[k] / 2) {
                const TourRequest *request = &order->tour->requests[order->stop[k] / 2];
                at_least(apart, k + 1, j + 1, -request->ride_limit - request->pickup.service);
            }
        }
        place = stop->place;
        service = stop->service;
    }
    at_least(apart, order->count, end, service + look(order, minutes, place, vehicle->end));
    at_least(apart, midnight, 0, vehicle->earliest);
    at_least(apart, end, midnight, -vehicle->latest);
    at_least(apart, end, 0, -vehicle->duration_limit);
}

/* A schedule exists unless some circle of conditions asks a time to be after itself. */
static bool has_schedule(const Order *order)
{
    Apart apart;
    const int nodes = order->count + 3;
    for (int i = 0; i < nodes; i++) {
        for (int j = 0; j < nodes; j++) {
            apart[i][j] = i == j ? 0 : -INFINITY;
        }
    }
    conditions(order, apart);
    for (int k = 0; k < nodes; k++) {
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                at_least(apart, i, j, apart[i][k] + apart[k][j]);
            }
        }
    }
    for (int i = 0; i < nodes; i++) {
        if (apart[i][i] > NEARLY) {
            return false;
        }
    }
    return true;
}

static void order_judge(Order *order)
{
    double distance = 0;
    int32_t place = order->vehicle->start;
    int32_t load[TOUR_KINDS] = {0};
    for (int k = 0; k < order->count; k++) {
        const TourRequest *request = &order->tour->requests[order->stop[k] / 2];
        for (int kind = 0; kind < TOUR_KINDS; kind++) {
            load[kind] += order->stop[k] % 2 == 0 ? request->load[kind] : -request->load[kind];
            if (load[kind] > order->vehicle->capacity[kind]) {
                return;
            }
        }
        distance += look(order, order->tour->distance, place, stop_at(order, k)->place);
        place = stop_at(order, k)->place;
    }
    distance += look(order, order->tour->distance, place, order->vehicle->end);
    const double cost = order->vehicle->use_cost + distance * order->vehicle->distance_cost;
    if (distance <= order->vehicle->distance_limit && cost < order->best &&
        has_schedule(order)) {
        order->best = cost;
    }
}

static void orders_try(Order *order, unsigned fetched, unsigned brought)
{
    if (brought == order->riders) {
        order_judge(order);
        return;
    }
    for (int i = 0; i < 4; i++) {
        const unsigned bit = 1U << i;
        if ((order->riders & bit) == 0 || (brought & bit) != 0) {
            continue;
        }
        const bool is_aboard = (fetched & bit) != 0;
        order->stop[order->count++] = 2 * i + (is_aboard ? 1 : 0);
        orders_try(order, fetched | bit, is_aboard ? brought | bit : brought);
        order->count--;
    }
}

static double riders_cost(const TourProblem *tour, size_t vehicle, unsigned riders)
{
    Order order = {
        .tour = tour, .vehicle = &tour->vehicles[vehicle], .riders = riders, .best = INFINITY};
    if (riders == 0) {
        return 0;
    }
    for (size_t i = 0; i < tour->request_count; i++) {
        if ((riders >> i & 1) != 0 && (tour->requests[i].vehicles >> vehicle & 1) == 0) {
            return INFINITY;
        }
    }
    orders_try(&order, 0, 0);
    return order.best;
}

TourBrute tour_brute(const TourProblem *tour)
{
    const unsigned all = 1U << tour->request_count;
    double best[16];
    for (unsigned set = 0; set < all; set++) {
        best[set] = set == 0 ? 0 : INFINITY;
    }
    for (size_t v = 0; v < tour->vehicle_count; v++) {
        double with[16];
        memcpy(with, best, sizeof(with));
        for (unsigned riders = 1; riders < all; riders++) {
            const double cost = riders_cost(tour, v, riders);
            for (unsigned set = 0; set < all; set++) {
                if ((set & riders) == 0 && best[set] + cost < with[set | riders]) {
                    with[set | riders] = best[set] + cost;
                }
            }
        }
        memcpy(best, with, sizeof(best));
    }
    TourBrute found = {.unserved_weight = INT32_MAX, .cost = INFINITY};
    for (unsigned set = 0; set < all; set++) {
        int32_t weight = 0;
        for (size_t i = 0; i < tour->request_count; i++) {
            weight += (set >> i & 1) != 0 ? 0 : tour->requests[i].weight;
        }
        if (isfinite(best[set]) &&
            (weight < found.unserved_weight ||
             (weight == found.unserved_weight && best[set] < found.cost))) {
            found = (TourBrute){weight, best[set]};
        }
    }
    return found;
}
