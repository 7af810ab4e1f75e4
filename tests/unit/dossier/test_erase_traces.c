/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure leaves behind: looked for in the bytes of the file, and in every table of a
 * server. */
#include <glob.h>
#include <string.h>

#include "access/erasure.h"
#include "casework/accompaniment.h"
#include "casework/assessment.h"
#include "casework/conference.h"
#include "casework/document.h"
#include "desk/desk_day.h"
#include "dossier/erase.h"
#include "people/household.h"
#include "unit/casework/case_fixture.h"
#include "unit/source_file.h"

#define MARKER "MARKER"

typedef struct Life {
    CaseStory story;
    Id other; /* who shares the household */
    LIST_OF(Text) sealed;
    const char *table;
    int64_t found;
} Life;

/* --------------------------------------------------------------------------------- a life */

static PersonDetail marked(FactKind kind, FactClass class, const char *value, const char *extra)
{
    return (PersonDetail){
        .kind = kind, .class = class, .value = text_from(value), .extra = text_from(extra)};
}

static Outcome tell_everything(Access *access, void *context)
{
    Life *life = context;
    const PersonDetail facts[] = {
        marked(FACT_NAME, FACT_BASIC, MARKER "given", MARKER "family"),
        marked(FACT_ALIAS, FACT_BASIC, MARKER "alias", ""),
        marked(FACT_DESCRIPTION, FACT_BASIC, MARKER " red coat", ""),
        marked(FACT_PHONE, FACT_CONTACT, "0470 99 88 77", MARKER " sister"),
        marked(FACT_PHONE, FACT_PROTECTED, "0470 99 88 78", MARKER " hidden"),
        marked(FACT_MAIL, FACT_CONTACT, "MARKER@exemple.be", MARKER " mine"),
        marked(FACT_ADDRESS, FACT_CONTACT, "rue " MARKER " 1", "4000 " MARKER),
        marked(FACT_ADDRESS, FACT_PROTECTED, "refuge " MARKER " 2", "4000 " MARKER),
        marked(FACT_IDENTIFIER, FACT_OFFICIAL, MARKER "99", "file"),
        marked(FACT_CONTACT_RULE, FACT_CONTACT, "no_mail", MARKER " no letter"),
        marked(FACT_HELPER, FACT_BASIC, MARKER "helper", MARKER "aid"),
    };
    for (size_t i = 0; i < LENGTH_OF(facts); i++) {
        FactChange change = {.what = facts[i]};
        FactResult result = {0};
        TRY(person_change_fact(access, life->story.person, &change, &result));
        change = (FactChange){.fact = result.fact.id,
                              .base_revision = result.fact.revision,
                              .ends = i % 2 == 0,
                              .what = facts[i]};
        TRY(person_change_fact(access, life->story.person, &change, &result));
    }
    return OK;
}

static Outcome live_with_others(Access *access, void *context)
{
    Life *life = context;
    Id id = {{0}};
    const Animal dog = {.kind = TEXT("dog"), .name = TEXT(MARKER "dog")};
    const HouseholdEntry entry = {
        .with = life->other, .person = life->story.person, .role = TEXT("child")};
    TRY(animal_add(access, life->story.person, &dog, &id));
    return household_enter(access, &entry, &id);
}

static Outcome be_followed(Access *access, void *context)
{
    Life *life = context;
    Id id = {{0}};
    Moment until = 0;
    const Danger danger = {DANGER_LIFE, TEXT(MARKER " no answer since the frost")};
    const CaseItem task = {.kind = ITEM_TASK, .words = TEXT(MARKER " call the doctor")};
    TRY(case_add_item(access, life->story.id, &task, &id));
    return glass_break(access, life->story.person, &danger, &until);
}

static Outcome come_to_the_desk(Access *access, void *context)
{
    Life *life = context;
    DeskDay day = {0};
    Arrival arrival = {0};
    const NewArrival made = {.person = life->story.person, .label = TEXT(MARKER "label")};
    TRY(desk_open(access, &day));
    return desk_arrive(access, &made, &arrival);
}

/* What comes from elsewhere: a telephone answer, a hospital's document, a locked screen. */
static Outcome be_written_of(Access *access, void *context)
{
    static const Query queries[] = {
        {.name = "referral",
         .sqlite =
             "INSERT INTO referral VALUES (?1, ?2, 'code', ?2, ?2, 'food', 'referral', '', "
             "?2, ?2, ?2, ?2, ?2, '', 'accepted', 1, 1, 1, 0, 0, '', '', '', '', 0, 0, 0)", .postgres =
             "INSERT INTO referral VALUES ($1, $2, 'code', $2, $2, 'food', 'referral', "
             "'', $2, $2, $2, $2, $2, '', 'accepted', 1, 1, 1, 0, 0, '', '', '', '', 0, "
             "0, 0)",                                             .parameters = {"territory", "person"},
         .parameter_count = 2},
        {.name = "event",
         .sqlite = "INSERT INTO referral_event VALUES (?1, ?2, 1, ?2, 'accept', 'sent', "
                   "'accepted', 'phone', ?2, '', '', '', 'MARKERspoken', 1)",               .postgres = "INSERT INTO referral_event VALUES ($1, $2, 1, $2, 'accept', 'sent', "
                     "'accepted', 'phone', $2, '', '', '', 'MARKERspoken', 1)", .parameters = {"territory", "person"},
         .parameter_count = 2},
        {.name = "document",
         .sqlite = "INSERT INTO fhir_resource VALUES (?1, 'Patient', ?2, ?2, 'MARKERname', ?2, "
                   "?2, 1, 1, ?3, ?3)",                                                     .postgres = "INSERT INTO fhir_resource VALUES ($1, 'Patient', $2, $2, 'MARKERname', "
                     "$2, $2, 1, 1, $3, $3)",                                                                         .parameters = {"territory", "person", "sealed"},
         .parameter_count = 3},
        {.name = "identifier",
         .sqlite = "INSERT INTO fhir_identifier VALUES (?1, ?2, 'Patient', ?3, ?2)",
         .postgres = "INSERT INTO fhir_identifier VALUES ($1, $2, 'Patient', $3, $2)",
         .parameters = {"territory", "person", "sealed"},
         .parameter_count = 3},
        {.name = "form",
         .sqlite = "INSERT INTO kept_form VALUES (?1, ?3, ?2, ?2, ?3, 1)",
         .postgres = "INSERT INTO kept_form VALUES ($1, $3, $2, $2, $3, 1)",
         .parameters = {"territory", "person", "sealed"},
         .parameter_count = 3},
    };
    const Life *life = context;
    for (size_t i = 0; i < LENGTH_OF(queries); i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &queries[i], &statement, access->problem));
        bind_id(statement, "person", life->story.person);
        if (queries[i].parameter_count == 3) {
            bind_blob(statement, "sealed", "MARKER of 32 bytes, sealed, here", 32);
        }
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static Outcome be_assessed(Access *access, void *context)
{
    const Life *life = context;
    NewAssessment made = {.form = TEXT("situation")};
    Id id = {{0}};
    const char *const scales[] = {"housing", "money", "health"};
    for (size_t i = 0; i < LENGTH_OF(scales); i++) {
        LIST_APPEND(access->arena, &made.given, (FormAnswer){text_from(scales[i]), TEXT("2")});
    }
    LIST_APPEND(access->arena, &made.given, (FormAnswer){TEXT("wish"), TEXT(MARKER)});
    return assessment_add(access, life->story.id, &made, &id);
}

static Outcome be_met_about(Access *access, void *context)
{
    const Life *life = context;
    const NewConference made = {access->now + 3600, TEXT(MARKER " where to sleep"),
                                TEXT(MARKER " room")};
    const NewDecision decision = {.words = TEXT(MARKER " ask again"), .is_task = true};
    Id id = {{0}};
    Id decided = {{0}};
    TRY(conference_plan(access, life->story.id, &made, &id));
    TRY(conference_decide(access, id, &decision, &decided));
    TRY(conference_write_minutes(access, id, TEXT(MARKER " all agree")));
    const Accompaniment going = {.starts = access->now + 3600,
                                 .place = TEXT(MARKER " station"),
                                 .door = TEXT(MARKER " commune"),
                                 .volunteer = TEXT(MARKER " volunteer")};
    TRY(accompaniment_plan(access, life->story.id, &going, &id));
    const AccompanimentEnd end = {ACCOMPANIMENT_DONE, OUTCOME_HELPED, TEXT(MARKER " seen")};
    return accompaniment_end(access, id, &end);
}

static Outcome have_papers(Access *access, void *context)
{
    const Life *life = context;
    NewDocument made = {.name = TEXT(MARKER ".txt"), .content = TEXT(MARKER " of a letter")};
    Id id = {{0}};
    TRY(document_add(access, life->story.id, &made, &id));
    TRY(document_add(access, life->story.id, &made, &id));
    return document_withdraw(access, life->story.id, id, TEXT(MARKER " twice"));
}

/* A statement of its own: a session keeps them by their query's address. */
static const Query *query_of(Arena *arena, const char *text)
{
    Query *query = ARENA_NEW(arena, Query);
    *query = (Query){.name = text, .sqlite = text, .postgres = text};
    return query;
}

/* What stands sealed, byte for byte, so that it is looked for as it is. */
static Outcome keep_sealed(Access *access, void *context)
{
    static const char *const texts[] = {
        "SELECT sealed FROM person_fact WHERE length(sealed) > 0",
        "SELECT sealed FROM secrecy_notice",
        "SELECT sealed FROM note",
        "SELECT sealed FROM case_item",
        "SELECT sealed FROM assessment",
        "SELECT subject FROM conference",
        "SELECT place FROM conference",
        "SELECT sealed FROM conference_decision",
        "SELECT door FROM accompaniment",
        "SELECT seen FROM accompaniment",
        "SELECT sealed FROM document",
        "SELECT sealed FROM document_content",
        "SELECT reason FROM document WHERE withdrawn > 0",
        "SELECT sealed FROM case_key",
    };
    Life *life = context;
    for (size_t i = 0; i < LENGTH_OF(texts); i++) {
        const Query *query = query_of(access->arena, texts[i]);
        bool row = false;
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, query, &statement, access->problem));
        TRY(statement_next(statement, &row, access->problem));
        assert_true(row);
        while (row) {
            LIST_APPEND(access->arena, &life->sealed,
                        text_copy(access->arena, column_text(statement, 0)));
            TRY(statement_next(statement, &row, access->problem));
        }
    }
    return OK;
}

static Life live(Fixture *fixture, Store *store)
{
    Life life = {.story = case_story(fixture, store)};
    life.other = create_camille(fixture, store);
    const Deed deeds[] = {tell_everything,  live_with_others, be_followed,
                          come_to_the_desk, be_written_of,    be_assessed,
                          be_met_about,     have_papers,      keep_sealed};
    assert_int_equal(acts(fixture, store, desk(), write_note, &life.story), OK);
    for (size_t i = 0; i < LENGTH_OF(deeds); i++) {
        if (acts(fixture, store, desk(), deeds[i], &life) != OK) {
            fail_msg("%zu %.*s %.*s", i, TEXT_ARG(fixture->problem.field),
                     TEXT_ARG(fixture->problem.detail));
        }
    }
    assert_int_equal(acts(fixture, store, desk(), close_case, &life.story), OK);
    return life;
}

/* ------------------------------------------------------------------------------ the search */

static Outcome erase(Access *access, void *context)
{
    const Life *life = context;
    return person_erase(access, life->story.person, GROUND_REQUEST, TEXT(""));
}

static void erased(Fixture *fixture, Store *store, Life *life)
{
    const Caller officer = worker(9, (Id){{0xD0}}, (Id){{0xD1}}, "data_protection_officer");
    assert_int_equal(acts(fixture, store, officer, erase, life), OK);
}

static Text file_of(Fixture *fixture)
{
    const Text log = file_content(
        fixture->arena, text_format(fixture->arena, "%.*s-wal", TEXT_ARG(fixture->path)));
    assert_int_equal(log.length, 0);
    return file_content(fixture->arena, fixture->path);
}

static void nothing_that_was_said_stands_in_the_bytes_of_the_file(void **state)
{
    Fixture *fixture = *state;
    if (test_server() != NULL) {
        skip();
    }
    Store *store = open_store(fixture);
    Life life = live(fixture, store);
    store_close(&store);
    assert_true(text_contains(file_of(fixture), TEXT(MARKER)));
    store = open_store(fixture);
    erased(fixture, store, &life);
    store_close(&store);
    const Text bytes = file_of(fixture);
    assert_true(bytes.length > 0);
    assert_false(text_contains(bytes, TEXT(MARKER)));
    assert_false(text_contains(bytes, TEXT("marker")));
    assert_false(text_contains(bytes, TEXT("+3247099887")));
    assert_true(life.sealed.count >= 11);
    for (size_t i = 0; i < life.sealed.count; i++) {
        assert_false(text_contains(bytes, life.sealed.items[i]));
    }
}

/* Each row as one text. What a server has not yet cleaned up after itself is not seen. */
static Outcome search_table(Access *access, void *context)
{
    Life *life = context;
    const char *text =
        text_to_c(access->arena, text_format(access->arena,
                                             "SELECT count(*) FROM %s AS r WHERE r::text ILIKE "
                                             "'%%MARKER%%' OR r::text ILIKE '%%4d41524b4552%%'",
                                             life->table));
    const Query *query = query_of(access->arena, text);
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    life->found += column_integer(statement, 0);
    return statement_next(statement, &row, access->problem);
}

typedef LIST_OF(Text) Bodies;

static Text table_of(Text body)
{
    return text_slice(body, 0, text_find_byte(body, ' ', 0));
}

/* "name (columns" of each table that a migration makes, but those it takes away. */
static void add_bodies(Arena *arena, Text content, Bodies *bodies)
{
    const Text word = TEXT("CREATE TABLE ");
    size_t kept = 0;
    for (size_t i = 0; i < bodies->count; i++) {
        const Text dropped =
            text_format(arena, "DROP TABLE %.*s;", TEXT_ARG(table_of(bodies->items[i])));
        if (!text_contains(content, dropped)) {
            bodies->items[kept++] = bodies->items[i];
        }
    }
    bodies->count = kept;
    size_t at = text_find(content, word, 0);
    while (at < content.length) {
        const size_t end = text_find(content, TEXT("\n)"), at);
        const Text body = text_slice(content, at + word.length, end);
        LIST_APPEND(arena, bodies, body);
        at = text_find(content, word, end);
    }
}

static Bodies read_schema(Arena *arena)
{
    Bodies bodies = {0};
    glob_t found = {0};
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    const Text pattern = text_format(arena, "%s/schema/*.sql", root == NULL ? ".." : root);
    if (glob(text_to_c(arena, pattern), 0, NULL, &found) != 0) {
        assert_int_equal(glob("schema/*.sql", 0, NULL, &found), 0);
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        add_bodies(arena, file_content(arena, text_from(found.gl_pathv[i])), &bodies);
    }
    globfree(&found);
    assert_true(bodies.count > 40);
    return bodies;
}

static void nothing_that_was_said_stands_in_a_table_of_a_server(void **state)
{
    Fixture *fixture = *state;
    if (test_server() == NULL) {
        skip();
    }
    Store *store SCOPED(store_close) = open_store(fixture);
    Life life = live(fixture, store);
    const Bodies bodies = read_schema(fixture->arena);
    for (int round = 0; round < 2; round++) {
        life.found = 0;
        for (size_t i = 0; i < bodies.count; i++) {
            life.table = text_to_c(fixture->arena, table_of(bodies.items[i]));
            assert_int_equal(acts(fixture, store, desk(), search_table, &life), OK);
        }
        if (round == 0) {
            assert_true(life.found >= 10);
            erased(fixture, store, &life);
        }
    }
    assert_int_equal(life.found, 0);
}

/* ------------------------------------------------------------------------------ the schema */

/* Of codes, moments and identifiers alone: they stay. */
static const char *const kept_tables[] = {
    "person_change", "journal",        "person",      "plan_set",   "referral",
    "reminder",      "case_file",      "case_member", "case_need",  "case_event",
    "legal_hold",    "person_erasure", "device_hold", "fhir_event", "case_need_link",
};

static bool is_kept(Text table)
{
    for (size_t i = 0; i < LENGTH_OF(kept_tables); i++) {
        if (text_equal(table, text_from(kept_tables[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_erased(Arena *arena, Text table)
{
    const Text first = text_format(arena, "FROM %.*s ", TEXT_ARG(table));
    const Text second = text_format(arena, "UPDATE %.*s ", TEXT_ARG(table));
    for (size_t i = 0; i < ERASURES.count; i++) {
        for (size_t j = 0; j < ERASURES.items[i]->count; j++) {
            const Text query = text_from(ERASURES.items[i]->items[j].query->sqlite);
            if (text_contains(query, first) || text_contains(query, second)) {
                return true;
            }
        }
    }
    return false;
}

static void a_table_that_names_a_person_is_reached_by_an_erasure(void **state)
{
    static const char *const columns[] = {"\n    person ", "\n    case_file ",
                                          "\n    referral "};
    Fixture *fixture = *state;
    const Bodies bodies = read_schema(fixture->arena);
    for (size_t i = 0; i < bodies.count; i++) {
        const Text table = table_of(bodies.items[i]);
        for (size_t j = 0; j < LENGTH_OF(columns); j++) {
            if (text_contains(bodies.items[i], text_from(columns[j])) && !is_kept(table) &&
                !is_erased(fixture->arena, table)) {
                fail_msg("%.*s is in no list of an erasure (access/erasure.h)",
                         TEXT_ARG(table));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(nothing_that_was_said_stands_in_the_bytes_of_the_file),
        on_a_store(nothing_that_was_said_stands_in_a_table_of_a_server),
        on_a_store(a_table_that_names_a_person_is_reached_by_an_erasure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
