/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/operations/marked_site.h"

#include "casework/case_work.h"
#include "casework/note.h"
#include "desk/desk_day.h"
#include "people/consent.h"
#include "people/person.h"
#include "people/share.h"
#include "referral/referral_link.h"
#include "referral/referral_list.h"
#include "unit/testing.h"

static const Keyring ring = {.keys = {{.bytes = {7}}}, .count = 1, .lookup = {9}};
static const char *const houses[STAND_COUNT] = {"Porte A", "Porte A", "Porte B", "Porte C"};
static const char *const stands[STAND_COUNT] = {"team", "house", "shared", "away"};

/* ------------------------------------------------------------------------------- people */

static bool differs_by_stand(const Role *role)
{
    return permission_holds(role->permissions, MAY_READ_PERSON);
}

static bool signs_in(const Role *role)
{
    return permission_holds(role->permissions, MAY_BE_ONESELF);
}

static void add_caller(MarkedSite *marked, const Role *role, Stand stand)
{
    Arena *arena = marked->site.arena;
    const Text login = text_format(arena, "%.*s_%s", TEXT_ARG(role->key), stands[stand]);
    const char *name = text_to_c(arena, login);
    MarkedCaller *caller = &marked->callers[marked->caller_count++];
    caller->role = role;
    caller->stand = stand;
    caller->account =
        staff_site_account(&marked->site, name, text_to_c(arena, role->key), houses[stand]);
    caller->token = staff_site_sign_in(&marked->site, name);
    staff_site_give_second(&marked->site, name);
}

static void add_callers(MarkedSite *marked)
{
    for (size_t i = 0; i < roles().count; i++) {
        const Role *role = &roles().items[i];
        for (int stand = 0; signs_in(role) && stand < STAND_COUNT; stand++) {
            if (stand == STAND_TEAM || differs_by_stand(role)) {
                add_caller(marked, role, (Stand)stand);
            }
        }
    }
    marked->callers[marked->caller_count++] = (MarkedCaller){.stand = STAND_AWAY};
}

const MarkedCaller *marked_caller(const MarkedSite *marked, const char *role, Stand stand)
{
    for (size_t i = 0; i < marked->caller_count; i++) {
        const MarkedCaller *caller = &marked->callers[i];
        if (caller->role != NULL && caller->stand == stand &&
            text_equal(caller->role->key, text_from(role))) {
            return caller;
        }
    }
    fail_msg("nobody is %s", role);
    return NULL;
}

static Outcome join_teams(Session *session, void *context, Problem *problem)
{
    MarkedSite *marked = context;
    const Moment now = marked->site.now;
    Id teams[STAND_COUNT] = {{{0}}};
    for (int i = 0; i < STAND_COUNT; i++) {
        TRY(team_add(session, id_from_name(TEXT("organization"), text_from(houses[i])),
                     text_from(stands[i]), now, &teams[i], problem));
    }
    marked->team = teams[STAND_TEAM];
    for (size_t i = 0; i + 1 < marked->caller_count; i++) {
        const MarkedCaller *caller = &marked->callers[i];
        TRY(team_join(session, caller->account, teams[caller->stand], 0, problem));
    }
    return OK;
}

/* --------------------------------------------------------------------------- what is known */

typedef Outcome (*Making)(MarkedSite *marked, Access *access);

typedef struct Work {
    MarkedSite *marked;
    const MarkedCaller *caller;
    Making making;
} Work;

static Outcome work(Session *session, void *context, Problem *problem)
{
    const Work *wanted = context;
    const StaffSite *site = &wanted->marked->site;
    Access access = {.arena = site->arena,
                     .session = session,
                     .now = site->now,
                     .keyring = &ring,
                     .problem = problem};
    TRY(caller_read(session, site->arena, wanted->caller->account, site->now, &access.caller,
                    problem));
    TRY(wanted->making(wanted->marked, &access));
    return access_write_journal(&access, session);
}

static void must(MarkedSite *marked, const char *role, Making making)
{
    Problem problem = {.arena = marked->site.arena};
    Work wanted = {marked, marked_caller(marked, role, STAND_TEAM), making};
    if (store_write(marked->site.store, work, &wanted, &problem) != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(problem.where), TEXT_ARG(problem.detail));
    }
}

static Outcome make_person(MarkedSite *marked, Access *access)
{
    const PersonDetail facts[] = {
        {.kind = FACT_NAME,           .value = TEXT(MARK_NAME),         .extra = TEXT("Exemple")},
        {.kind = FACT_MAIL,           .value = TEXT(MARK_MAIL)        },
        {.kind = FACT_ADDRESS,    .class = FACT_PROTECTED, .value = TEXT(MARK_ADDRESS " 7")                        },
        {.kind = FACT_IDENTIFIER, .value = TEXT(MARK_NUMBER),            .extra = TEXT("niss")},
    };
    const NewPerson made = {.facts = facts, .fact_count = LENGTH_OF(facts)};
    return person_create(access, &made, &marked->person);
}

static Outcome make_case(MarkedSite *marked, Access *access)
{
    const NewNote team = {.secrecy = NOTE_TEAM, .words = TEXT(MARK_NOTE_TEAM)};
    const NewNote own = {.secrecy = NOTE_AUTHOR, .words = TEXT(MARK_NOTE_AUTHOR)};
    const CaseItem goal = {.kind = ITEM_GOAL, .words = TEXT(MARK_GOAL)};
    Id item = {{0}};
    TRY(case_open(access, marked->person, TEXT("social"), &marked->case_file));
    TRY(case_add_item(access, marked->case_file, &goal, &item));
    TRY(note_add(access, marked->case_file, &team, &marked->notes[0]));
    return note_add(access, marked->case_file, &own, &marked->notes[1]);
}

/* Everybody of the site is a social worker by profession, save this one, for one note. */
static Outcome make_note_of_nurse(MarkedSite *marked, Access *access)
{
    const NewNote note = {.secrecy = NOTE_PROFESSION, .words = TEXT(MARK_NOTE_PROFESSION)};
    access->caller.profession = TEXT("nurse");
    return note_add(access, marked->case_file, &note, &marked->notes[2]);
}

static Outcome make_override(MarkedSite *marked, Access *access)
{
    const ShareTerms terms = {.recipient = id_from_name(TEXT("organization"), TEXT("Porte B")),
                              .purpose = PURPOSE_FOLLOW_UP,
                              .class = CLASS_IDENTITY};
    const Danger danger = {DANGER_LIFE, TEXT(MARK_DANGER " as was said at noon")};
    Id share = {{0}};
    return share_override(access, marked->person, &terms, &danger, &share);
}

static Outcome make_desk(MarkedSite *marked, Access *access)
{
    DeskDay day = {0};
    Arrival arrival = {0};
    const NewArrival made = {.label = TEXT(MARK_LABEL), .wish = WISH_FOOD};
    access->now -= 24 * 60 * 60;
    TRY(desk_open(access, &day));
    TRY(desk_close(access, TEXT(MARK_HAND_OVER)));
    access->now = marked->site.now;
    TRY(desk_open(access, &day));
    TRY(desk_arrive(access, &made, &arrival));
    marked->arrival = arrival.id;
    return desk_call_next(access, 1, &arrival);
}

static Outcome make_referral(MarkedSite *marked, Access *access)
{
    const ReferralDoor door = {
        .need = TEXT("housing.shelter"),
        .house = id_from_name(TEXT("organization"), TEXT("Porte B")),
        .service = {{0xC1}},
        .mail = TEXT("porte@exemple.be"),
        .opens = true,
    };
    const NewPlanSet set = {.id = {{0xD0}},
                            .person = marked->person,
                            .team = marked->team,
                            .postal_code = TEXT("4000"),
                            .doors = &door,
                            .door_count = 1};
    ReferralList drafts = {0};
    ReferralDone done = {0};
    TRY(referral_open(access, &set, &drafts));
    marked->plan = set.id;
    marked->referral = drafts.items[0].id;
    const ReferralOrder send = {.referral = marked->referral,
                                .operation = {{0xE1}},
                                .revision = drafts.items[0].revision,
                                .act = REFERRAL_SEND,
                                .reason = TEXT("life"),
                                .conditions = (1U << CONDITION_COUNT) - 1,
                                .consent_override = true,
                                .danger_words = TEXT(MARK_DANGER " again, at the door")};
    TRY(referral_act(access, &send, &done));
    const ReferralOrder answer = {.referral = marked->referral,
                                  .operation = {{0xE2}},
                                  .revision = done.referral.revision,
                                  .act = REFERRAL_ACCEPT,
                                  .way = WAY_PHONE,
                                  .spoken_by = TEXT(MARK_SPOKEN)};
    TRY(referral_act(access, &answer, &done));
    return referral_link_sign(marked->site.arena, &ring, session_territory(access->session),
                              &done.referral, &marked->link, access->problem);
}

/* ------------------------------------------------------------------------------- the site */

static void lend_directory(MarkedSite *marked)
{
    Problem problem = {.arena = marked->site.arena};
    const Network *network = NULL;
    const NetworkSource source = {marked->site.store, marked->site.now, NULL};
    assert_int_equal(network_build_to_serve(marked->site.arena, &source, &network, &problem),
                     OK);
    sealer_start(&marked->sealer);
    marked->application = (Application){
        .hsds = {network->graph, network->catalogue},
        .network = network,
        .sealer = &marked->sealer,
    };
    marked->site.domain = &marked->application;
}

int marked_site_open(void **state)
{
    static MarkedSite marked;
    marked = (MarkedSite){0};
    staff_site_open(&marked.site, marked.tables,
                    routes_list(METRICS_FOR_ANYONE, marked.tables));
    marked.site.keyring = &ring;
    add_callers(&marked);
    assert_int_equal(store_write(marked.site.store, join_teams, &marked, NULL), OK);
    must(&marked, "social_worker", make_person);
    must(&marked, "social_worker", make_case);
    must(&marked, "clinician", make_note_of_nurse);
    must(&marked, "social_worker", make_override);
    must(&marked, "desk_worker", make_desk);
    must(&marked, "social_worker", make_referral);
    lend_directory(&marked);
    *state = &marked;
    return 0;
}

int marked_site_close(void **state)
{
    MarkedSite *marked = *state;
    staff_site_close(&marked->site);
    return 0;
}

size_t marked_ids(const MarkedSite *marked, Id ids[MARKED_MOST_IDS])
{
    const Id all[] = {
        marked->person, marked->case_file, marked->notes[0],          marked->referral,
        marked->plan,   marked->arrival,   marked->callers[0].account};
    for (size_t i = 0; i < LENGTH_OF(all); i++) {
        ids[i] = all[i];
    }
    return LENGTH_OF(all);
}

const char *marked_address(Arena *arena, const Route *route, Text value)
{
    Text rest = text_slice(text_from(route->path), 1, text_from(route->path).length);
    Buffer path = buffer_new(arena, 1024);
    Text piece = {0};
    while (text_next(&rest, '/', &piece)) {
        buffer_append_byte(&path, '/');
        buffer_append(&path, text_starts_with(piece, TEXT("{")) ? value : piece);
    }
    return path.length == 0 ? "/" : text_to_c(arena, buffer_text(&path));
}

bool marked_is_api(const Route *route)
{
    const Text path = text_from(route->path);
    return text_starts_with(path, TEXT("/api/")) || text_starts_with(path, TEXT("/hsds"));
}
