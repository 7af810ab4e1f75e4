/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/need_link.h"

#include "casework/case_private.h"
#include "casework/case_work.h"
#include "casework/queries.h"

static const char *const bonds[NEED_BOND_COUNT] = {
    [BOND_CAUSES] = "causes",
    [BOND_BLOCKS] = "blocks",
};

Text need_bond_code(NeedBond bond)
{
    return text_from(bonds[bond]);
}

bool need_bond_parse(Text code, NeedBond *bond)
{
    size_t at = 0;
    const bool is_known = text_among(code, bonds, NEED_BOND_COUNT, &at);
    *bond = is_known ? (NeedBond)at : *bond;
    return is_known;
}

/* --------------------------------------------------------------------------------- reading */

static Outcome read_links(Access *access, Id case_file, NeedLinkList *list)
{
    bool row = false;
    NeedLinkList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &NEED_LINK_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        NeedLink link = {.need = column_id(statement, 0), .other = column_id(statement, 1)};
        (void)need_bond_parse(column_text(statement, 2), &link.bond);
        LIST_APPEND(access->arena, &read, link);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome need_links(Access *access, Id case_file, NeedLinkList *list)
{
    Case read = {0};
    TRY(case_read(access, case_file, &read));
    return read_links(access, case_file, list);
}

/* --------------------------------------------------------------------------------- writing */

static bool is_of_case(const CaseNeedList *needs, Id id)
{
    for (size_t i = 0; i < needs->count; i++) {
        if (id_equal(needs->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool link_equal(const NeedLink *a, const NeedLink *b)
{
    return id_equal(a->need, b->need) && id_equal(a->other, b->other) && a->bond == b->bond;
}

/* Whether `reached` follows from `from` by causes alone: each round goes one cause further. */
static bool is_caused_by(const NeedLinkList *links, Arena *arena, Id from, Id reached)
{
    LIST_OF(Id) met = {0};
    LIST_APPEND(arena, &met, from);
    for (size_t i = 0; i < met.count && met.count <= NEED_LINKS_MOST; i++) {
        if (id_equal(met.items[i], reached)) {
            return true;
        }
        for (size_t j = 0; j < links->count; j++) {
            const NeedLink *link = &links->items[j];
            bool is_met = link->bond != BOND_CAUSES || !id_equal(link->need, met.items[i]);
            for (size_t k = 0; k < met.count && !is_met; k++) {
                is_met = id_equal(met.items[k], link->other);
            }
            if (!is_met) {
                LIST_APPEND(arena, &met, link->other);
            }
        }
    }
    return false;
}

static Outcome refuse(Access *access, Outcome outcome, const char *why)
{
    return problem_set(access->problem, outcome, TEXT("body"), "other", "%s", why);
}

static Outcome check(Access *access, Id case_file, const NeedLink *link)
{
    CaseNeedList needs = {0};
    NeedLinkList links = {0};
    TRY(case_needs(access, case_file, &needs));
    TRY(read_links(access, case_file, &links));
    if (!is_of_case(&needs, link->need) || !is_of_case(&needs, link->other) ||
        id_equal(link->need, link->other)) {
        return refuse(access, INVALID, "two needs of this case are expected");
    }
    for (size_t i = 0; i < links.count; i++) {
        if (link_equal(&links.items[i], link)) {
            return refuse(access, CONFLICT, "this was said already");
        }
    }
    if (links.count >= NEED_LINKS_MOST) {
        return refuse(access, INVALID, "a case holds no more links");
    }
    return link->bond == BOND_CAUSES &&
                   is_caused_by(&links, access->arena, link->other, link->need)
               ? refuse(access, INVALID, "a need that is not a cause of this one is expected")
               : OK;
}

static Outcome run(Access *access, const Query *query, Id case_file, const NeedLink *link,
                   int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "need", link->need);
    bind_id(statement, "other", link->other);
    bind_text(statement, "bond", need_bond_code(link->bond));
    if (query == &NEED_LINK_ADD) {
        bind_integer(statement, "now", access->now);
    }
    return statement_run(statement, changed, access->problem);
}

Outcome need_link(Access *access, Id case_file, const NeedLink *link)
{
    Case read = {0};
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    TRY(check(access, case_file, link));
    TRY(run(access, &NEED_LINK_ADD, case_file, link, NULL));
    return case_note_event(access, case_file, "need.linked", link->need,
                           need_bond_code(link->bond));
}

Outcome need_unlink(Access *access, Id case_file, const NeedLink *link)
{
    Case read = {0};
    int64_t changed = 0;
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    TRY(run(access, &NEED_LINK_REMOVE, case_file, link, &changed));
    return changed == 1 ? case_note_event(access, case_file, "need.parted", link->need,
                                          need_bond_code(link->bond))
                        : problem_set(access->problem, NOT_FOUND, TEXT("body"), "other",
                                      "these needs are not linked so");
}
