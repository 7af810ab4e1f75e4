/* SPDX-License-Identifier: EUPL-1.2 */
/* Houses are reminded with growing patience, never twice the same, and then telephoned. */
#include "directory/amendment.h"
#include "freshness/reminder.h"
#include "jobs/letter.h"
#include "unit/freshness/freshness_fixture.h"

enum { DAY = 86400 };

static const Id server = {{0x51}};

/* ---------------------------------------------------------------------------------- letters */

static void a_body_is_carried_in_lines_of_ascii_that_say_the_same(void **state)
{
    const Fixture *fixture = *state;
    Buffer out = buffer_new(fixture->arena, 4096);
    letter_body(&out, TEXT("Déjà = vu \nfin"));
    assert_text_equal(buffer_text(&out), TEXT("D=C3=A9j=C3=A0 =3D vu=20\r\nfin"));
    Buffer wide = buffer_new(fixture->arena, 4096);
    letter_body(&wide, text_format(fixture->arena, "%0200d", 7));
    Text rest = buffer_text(&wide);
    Text line = {0};
    while (text_next(&rest, '\n', &line)) {
        assert_true(line.length <= 77); /* 76 and the end of the line */
    }
}

static void a_subject_is_cut_between_characters_and_an_address_holds_no_second_one(void **state)
{
    const Fixture *fixture = *state;
    const Text words = letter_words(
        fixture->arena, TEXT("Vos informations sont-elles encore justes, là où vous êtes ?"));
    Text rest = words;
    Text line = {0};
    while (text_next(&rest, '\n', &line)) {
        assert_true(line.length <= 76);
        assert_true(text_starts_with(text_trim(line), TEXT("=?UTF-8?B?")));
        assert_true(text_ends_with(text_trim(line), TEXT("?=")));
    }
    assert_true(letter_address_is_plain(TEXT("anne@exemple.be")));
    assert_false(letter_address_is_plain(TEXT("anne@exemple.be\r\nBcc: x@y.z")));
    assert_false(letter_address_is_plain(TEXT("anne@exemple.be,paul@exemple.be")));
}

/* -------------------------------------------------------------------------------- reminders */

static ListingPost post_of(const Fixture *fixture)
{
    return (ListingPost){.folder = fixture->folder,
                         .site = TEXT("https://seuil.example"),
                         .sender = TEXT("seuil@exemple.be"),
                         .keyring = people_keyring()};
}

static Outcome plan_look(Session *session, void *context, Problem *problem)
{
    (void)context;
    const NewJob job = {
        .id = id_new(the_time * 1000), .kind = TEXT(LISTING_REMIND_JOB), .due = the_time};
    return job_add(session, &job, the_time, problem);
}

/* Looks once, then writes every message that was planned; says how many. */
static size_t remind(Fixture *fixture, Store *store)
{
    size_t messages = 0;
    const ListingPost post = post_of(fixture);
    assert_int_equal(store_write(store, plan_look, NULL, &fixture->problem), OK);
    for (;;) {
        Job job = {0};
        bool found = false;
        assert_int_equal(job_take_next(store, fixture->arena, server, the_time, the_time + 60,
                                       &job, &found, &fixture->problem),
                         OK);
        if (!found) {
            return messages;
        }
        const JobRun run = {store, fixture->arena, &job, server, the_time};
        const bool is_mail = text_equal(job.kind, TEXT(LISTING_MAIL_JOB));
        messages += is_mail ? 1 : 0;
        assert_int_equal(is_mail ? reminder_mail_run(&run, &post, &fixture->problem)
                                 : reminder_run(&run, &post, &fixture->problem),
                         OK);
    }
}

static ReminderCount count_of(Fixture *fixture, Store *store, const char *organization)
{
    ReminderCount count = {0};
    const Catalogue *catalogue = catalogue_now(fixture, store);
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    Access access = {.arena = fixture->arena,
                     .session = session,
                     .now = the_time,
                     .problem = &fixture->problem};
    assert_int_equal(reminder_count(&access, catalogue,
                                    catalogue_organization(catalogue, text_from(organization)),
                                    &count),
                     OK);
    return count;
}

static void
a_silent_house_is_asked_three_times_later_and_later_and_then_telephoned(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const size_t first = remind(fixture, store);
    assert_true(first > 0);
    assert_int_equal(remind(fixture, store), 0);
    the_time = NOON + INT64_C(13) * DAY;
    assert_int_equal(remind(fixture, store), 0);
    the_time = NOON + INT64_C(14) * DAY;
    assert_int_equal(remind(fixture, store), first);
    the_time = NOON + INT64_C(41) * DAY;
    assert_int_equal(remind(fixture, store), 0);
    the_time = NOON + INT64_C(42) * DAY;
    assert_int_equal(remind(fixture, store), first);
    the_time = NOON + INT64_C(400) * DAY;
    assert_int_equal(remind(fixture, store), 0);
    assert_int_equal(count_of(fixture, store, "apd").sent, REMINDER_MOST);
    the_time = NOON;
}

static void an_answer_begins_the_count_anew(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    (void)remind(fixture, store);
    assert_int_equal(count_of(fixture, store, "apd").sent, 1);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    Freshening deed = link_to(fixture, store, catalogue, "apd");
    deed.verification.service = catalogue_service(catalogue, TEXT("air-libre"));
    assert_int_equal(acts(fixture, store, visitor(), verify_by_link_deed, &deed), OK);
    const ReminderCount after = count_of(fixture, store, "apd");
    assert_int_equal(after.sent, 0);
    assert_int_equal(after.last, NOON);
}

typedef struct Mails {
    Fixture *fixture;
    Id house;
    Id service;
} Mails;

/* The address of the house goes to one of its services, which is not the first to be due. */
static Outcome move_mail(Session *session, void *context, Problem *problem)
{
    const Mails *mails = context;
    Arena *arena = mails->fixture->arena;
    const Amendment none = {ENTITY_ORGANIZATION, mails->house, TEXT("/email"), TEXT("")};
    const Amendment one = {ENTITY_SERVICE, mails->service, TEXT("/email"),
                           TEXT("\"social@exemple.be\"")};
    TRY(amendment_put(session, arena, &none, NOON, problem));
    return amendment_put(session, arena, &one, NOON, problem);
}

static void a_house_is_asked_where_only_one_of_its_services_has_an_address(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    const Service *service = service_now(catalogue, "apd-social-service");
    Mails mails = {fixture, catalogue->organizations[service->organization].id, service->id};
    assert_int_equal(store_write(store, move_mail, &mails, &fixture->problem), OK);
    (void)remind(fixture, store);
    assert_int_equal(count_of(fixture, store, "apd").sent, 1);
}

static void a_message_holds_a_link_that_opens_the_listings_of_its_house_alone(void **state)
{
    Fixture *fixture = *state;
    Text message = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    const Freshening deed = link_to(fixture, store, catalogue, "apd");
    const ListingPost post = post_of(fixture);
    const Job job = {.id = id_new(NOON * INT64_C(1000))};
    const JobRun run = {store, fixture->arena, &job, server, NOON};
    assert_int_equal(reminder_mail_write(&run, &post, &deed.link, TEXT("apd@exemple.be"),
                                         &message, &fixture->problem),
                     OK);
    assert_true(text_contains(message, TEXT("To: apd@exemple.be\r\n")));
    assert_true(text_contains(message, TEXT("Aide aux Personnes D=C3=A9plac=C3=A9es\r\n")));
    LIST_OF(char) plain = {0};
    for (size_t i = 0; i < message.length; i++) {
        if (text_starts_with(text_slice(message, i, message.length), TEXT("=\r\n"))) {
            i += 2;
        } else {
            LIST_APPEND(fixture->arena, &plain, message.bytes[i]);
        }
    }
    const Text whole = text_of(plain.items, plain.count);
    assert_true(text_contains(whole, text_format(fixture->arena,
                                                 "https://seuil.example/de/fiche/%.*s\r\n",
                                                 TEXT_ARG(deed.token))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_body_is_carried_in_lines_of_ascii_that_say_the_same),
        STORE_TEST(a_subject_is_cut_between_characters_and_an_address_holds_no_second_one),
        STORE_TEST(a_silent_house_is_asked_three_times_later_and_later_and_then_telephoned),
        STORE_TEST(an_answer_begins_the_count_anew),
        STORE_TEST(a_house_is_asked_where_only_one_of_its_services_has_an_address),
        STORE_TEST(a_message_holds_a_link_that_opens_the_listings_of_its_house_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
