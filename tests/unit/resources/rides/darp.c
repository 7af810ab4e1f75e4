/* SPDX-License-Identifier: EUPL-1.2 */
#include "darp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define MOST_NUMBERS 8192
#define HEAD         5 /* vehicles, stops, duration, capacity, ride time */
#define FIELDS       7 /* id x y service load earliest latest */

static FILE *darp_open(Arena *arena, const char *file)
{
    const char *folders[] = {getenv("SEUIL_SHARED"), "../shared", "../../shared"};
    FILE *stream = NULL;
    for (size_t i = 0; i < LENGTH_OF(folders) && stream == NULL; i++) {
        if (folders[i] != NULL) {
            const Text path = text_format(arena, "%s/data/plan/darp/%s", folders[i], file);
            stream = fopen(text_to_c(arena, path), "r");
        }
    }
    return stream;
}

bool darp_list(Arena *arena, DarpList *list)
{
    FILE *stream = darp_open(arena, "best_known.csv");
    if (stream == NULL) {
        return false;
    }
    char line[512];
    *list = (DarpList){0};
    while (fgets(line, sizeof(line), stream) != NULL) {
        char *comma = strchr(line, ',');
        if (comma == NULL || comma - line >= 16 || strncmp(line, "instance,", 9) == 0) {
            continue;
        }
        DarpInstance instance = {.best_known = strtod(comma + 1, NULL)};
        memcpy(instance.name, line, (size_t)(comma - line));
        LIST_APPEND(arena, list, instance);
    }
    (void)fclose(stream);
    return true;
}

static size_t numbers_read(FILE *stream, double *numbers)
{
    char line[256];
    size_t count = 0;
    while (fgets(line, sizeof(line), stream) != NULL) {
        char *at = line;
        for (char *end = NULL; count < MOST_NUMBERS; at = end) {
            const double number = strtod(at, &end);
            if (end == at) {
                break;
            }
            numbers[count++] = number;
        }
    }
    return count;
}

static TourStop stop_of(const double *rows, size_t row)
{
    const double *fields = rows + row * FIELDS;
    return (TourStop){(int32_t)row, fields[3], fields[5], fields[6]};
}

static double *distances_of(Arena *arena, const double *rows, size_t places)
{
    double *distance = ARENA_ARRAY(arena, double, places *places);
    for (size_t from = 0; from < places; from++) {
        for (size_t to = 0; to < places; to++) {
            const double *a = rows + from * FIELDS;
            const double *b = rows + to * FIELDS;
            distance[from * places + to] = hypot(a[1] - b[1], a[2] - b[2]);
        }
    }
    return distance;
}

/* Row 0 is the depot, i is fetched at row i and brought to row i + n. */
static void tour_fill(Arena *arena, const double *numbers, size_t n, TourProblem *tour)
{
    const double *rows = numbers + HEAD;
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, n);
    const size_t count = (size_t)numbers[0];
    TourVehicle *vehicles = ARENA_ARRAY(arena, TourVehicle, count);
    for (size_t i = 0; i < n; i++) {
        requests[i] = (TourRequest){.pickup = stop_of(rows, i + 1),
                                    .dropoff = stop_of(rows, i + 1 + n),
                                    .load = {(int32_t)rows[(i + 1) * FIELDS + 4]},
                                    .ride_limit = numbers[4],
                                    .vehicles = UINT64_MAX,
                                    .weight = 1};
    }
    for (size_t v = 0; v < count; v++) {
        vehicles[v] = (TourVehicle){.earliest = rows[5],
                                    .latest = rows[6],
                                    .duration_limit = numbers[2],
                                    .distance_limit = TOUR_MAX_MINUTES,
                                    .capacity = {(int32_t)numbers[3]},
                                    .distance_cost = 1};
    }
    const double *distance = distances_of(arena, rows, 2 * n + 1);
    *tour = (TourProblem){.requests = requests,
                          .request_count = n,
                          .vehicles = vehicles,
                          .vehicle_count = count,
                          .minutes = distance,
                          .distance = distance,
                          .place_count = 2 * n + 1};
}

bool darp_read(Arena *arena, const char *name, TourProblem *tour)
{
    const Text file = text_format(arena, "%s.txt", name);
    FILE *stream = darp_open(arena, text_to_c(arena, file));
    if (stream == NULL) {
        return false;
    }
    double *numbers = ARENA_ARRAY(arena, double, MOST_NUMBERS);
    const size_t count = numbers_read(stream, numbers);
    (void)fclose(stream);
    const size_t rows = count < HEAD ? 0 : (count - HEAD) / FIELDS;
    if (rows < 3 || (count - HEAD) % FIELDS != 0) {
        return false;
    }
    tour_fill(arena, numbers, (rows - 1) / 2, tour);
    return true;
}
