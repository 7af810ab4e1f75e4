/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages that find and create persons show. */
#pragma once

#include "people/person_views_web.h"

/* What was typed, so that nothing is typed twice. */
typedef struct PersonTyped {
    Text words;
    Text given;
    Text family;
    Text birth;
    Text phone;
    Text code;
    Text helper;
    Text alias;
    Text description;
    bool is_about;
    bool needs_interpreter;
    bool is_restricted;
} PersonTyped;

typedef struct PersonFindView {
    StaffView frame;
    PersonTyped typed;
    bool has_asked;
    bool is_precise; /* the second part of the form was used */
    bool may_create;
    bool someone_may_know;
    bool has_more;
    Text sent; /* of the form that asks the network */
    Text found;
    Text problem;
    const PersonHitView *hits;
    size_t hit_count;
} PersonFindView;

void person_find_page(Html *html, const PersonFindView *page);

/* A hidden field. */
typedef struct PersonCarried {
    Text name;
    Text value;
} PersonCarried;

typedef struct PersonNewView {
    StaffView frame;
    Text action;
    const PersonCarried *carried;
    size_t carried_count;
    PersonTyped typed;
    Text sent; /* tells one filling of the form from the next */
    Text problem;
    Text problem_field; /* the id of the input it is about */
    PersonOptions sexes;
    PersonOptions tongues;
    PersonOptions sources;
    PersonOptions teams;
    bool is_unnamed;
    bool has_doubles;
    bool someone_may_know;
    const PersonHitView *hits;
    size_t hit_count;
} PersonNewView;

void person_new_page(Html *html, const PersonNewView *page);
