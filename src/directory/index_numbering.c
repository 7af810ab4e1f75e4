/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The order of the doors in the index: along a Hilbert curve over the country, so that doors
 * near each other have numbers near each other (D. Hilbert, 1891: of the curves that fill a
 * square it keeps neighbours best together). Doors without a point come last.
 */
#include <math.h>
#include <stdlib.h>

#include "directory/index_parts.h"

enum { CURVE_BITS = 16 };

static const double CURVE_SIDE = 65535;

typedef struct Numbered {
    uint32_t key;
    uint32_t door;
} Numbered;

static uint32_t flipped(uint32_t value)
{
    return (UINT32_C(1) << CURVE_BITS) - 1 - value;
}

/* The distance along the curve of a cell: quadrant after quadrant, each turned so that the
 * curve goes on where it left the last. */
static uint32_t along_curve(uint32_t x, uint32_t y)
{
    uint32_t distance = 0;
    for (uint32_t side = UINT32_C(1) << (CURVE_BITS - 1); side > 0; side /= 2) {
        const uint32_t right = (x & side) != 0;
        const uint32_t upper = (y & side) != 0;
        distance = distance * 4 + ((3 * right) ^ upper);
        if (upper == 0) {
            const uint32_t turned = right != 0 ? flipped(y) : y;
            y = right != 0 ? flipped(x) : x;
            x = turned;
        }
    }
    return distance;
}

static uint32_t cell(double degrees, double from, double range)
{
    return (uint32_t)((degrees - from) / range * CURVE_SIDE);
}

/* Of a telephone or a web page only the office has a point, and nobody goes there. */
static const Location *told_location(const Catalogue *catalogue, uint32_t door)
{
    const Location *location = catalogue_shown_location(catalogue, &catalogue->doors[door]);
    return location != NULL && location->has_point && !location->is_virtual ? location : NULL;
}

static uint32_t key_of(const Catalogue *catalogue, uint32_t door)
{
    const Location *location = told_location(catalogue, door);
    if (location == NULL) {
        return UINT32_MAX;
    }
    return along_curve(cell(location->point.longitude, -180, 360),
                       cell(location->point.latitude, -90, 180));
}

static int compare_numbered(const void *a, const void *b)
{
    const Numbered *first = a;
    const Numbered *second = b;
    if (first->key != second->key) {
        return first->key < second->key ? -1 : 1;
    }
    return first->door < second->door ? -1 : first->door > second->door;
}

static void place_doors(const SearchIndex *index, Direction *directions)
{
    for (uint32_t i = 0; i < index->doors.count; i++) {
        const Location *location = told_location(index->catalogue, index->doors.doors[i]);
        if (location != NULL) {
            directions[i] = direction_of(location->point);
            set_add(index->doors.flags[FLAG_POINTED], i);
        }
    }
}

/* ---------------------------------------------------------------------------------- balls */

/* A little more than what rounding to single precision can lose. */
static const float ROUNDING = 1e-6F;

static float chord(const Direction *a, const Ball *b)
{
    const double x = a->x - (double)b->x;
    const double y = a->y - (double)b->y;
    const double z = a->z - (double)b->z;
    return (float)sqrt(x * x + y * y + z * z);
}

static size_t count_pointed(const DoorTable *doors, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        count += set_has(doors->flags[FLAG_POINTED], (uint32_t)i);
    }
    return count;
}

/* Around the doors from `from` to `to`; some of them may be without a point. */
static Ball ball_around(const DoorTable *doors, size_t from, size_t to)
{
    const size_t pointed = count_pointed(doors, from, to);
    if (pointed < to - from) {
        return (Ball){.radius = pointed == 0 ? NOWHERE : ANYWHERE};
    }
    Direction sum = {0};
    for (size_t i = from; i < to; i++) {
        sum.x += doors->directions[i].x;
        sum.y += doors->directions[i].y;
        sum.z += doors->directions[i].z;
    }
    const double count = (double)(to - from);
    Ball ball = {(float)(sum.x / count), (float)(sum.y / count), (float)(sum.z / count), 0};
    for (size_t i = from; i < to; i++) {
        ball.radius = fmaxf(ball.radius, chord(&doors->directions[i], &ball));
    }
    ball.radius += ROUNDING;
    return ball;
}

static size_t at_most(size_t value, size_t most)
{
    return value < most ? value : most;
}

static void wrap_chunk(const DoorTable *doors, size_t chunk, BlockBalls *blocks)
{
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        const size_t from = chunk * CHUNK_DOORS + i * BLOCK_DOORS;
        const size_t to = at_most(from + BLOCK_DOORS, doors->count);
        const Ball ball = from < to ? ball_around(doors, from, to) : (Ball){0};
        blocks->x[i] = ball.x;
        blocks->y[i] = ball.y;
        blocks->z[i] = ball.z;
        blocks->radius[i] = ball.radius;
    }
}

static void wrap_doors(Arena *arena, DoorTable *doors)
{
    Ball *balls = ARENA_ARRAY(arena, Ball, doors->chunks);
    BlockBalls *blocks = ARENA_ARRAY(arena, BlockBalls, doors->chunks);
    for (size_t i = 0; i < doors->chunks; i++) {
        const size_t from = i * CHUNK_DOORS;
        balls[i] = ball_around(doors, from, at_most(from + CHUNK_DOORS, doors->count));
        wrap_chunk(doors, i, &blocks[i]);
    }
    doors->balls = balls;
    doors->block_balls = blocks;
}

DoorSet door_set_new(Arena *arena, const DoorTable *doors)
{
    return ARENA_ARRAY(arena, ChunkSet, doors->chunks);
}

void index_number_doors(Arena *arena, Arena *scratch, SearchIndex *index)
{
    DoorTable *table = &index->doors;
    Numbered *numbered = ARENA_ARRAY(scratch, Numbered, table->count);
    uint32_t *doors = ARENA_ARRAY(arena, uint32_t, table->count);
    uint32_t *positions = ARENA_ARRAY(arena, uint32_t, table->count);
    for (uint32_t i = 0; i < table->count; i++) {
        numbered[i] = (Numbered){key_of(index->catalogue, i), i};
    }
    qsort(numbered, table->count, sizeof *numbered, compare_numbered);
    table->everyone = door_set_new(arena, table);
    for (uint32_t i = 0; i < table->count; i++) {
        doors[i] = numbered[i].door;
        positions[numbered[i].door] = i;
        set_add(table->everyone, i);
    }
    table->doors = doors;
    table->positions = positions;
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        table->flags[i] = door_set_new(arena, table);
    }
    Direction *directions = ARENA_ARRAY(arena, Direction, table->count);
    table->directions = directions;
    place_doors(index, directions);
    wrap_doors(arena, table);
}
