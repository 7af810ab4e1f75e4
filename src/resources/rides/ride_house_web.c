/* SPDX-License-Identifier: EUPL-1.2 */
/* Who drives, by which lines one asks, what is paid, and the sheets that are printed. */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "directory/hours.h"
#include "resources/rides/ride_form_views_web.h"
#include "resources/rides/ride_sheet.h"
#include "resources/rides/ride_web.h"
#include "resources/sentences.h"

/* ------------------------------------------------------------------------------- the team */

static Text status_words(const Request *request, DriverStatus status)
{
    return say(request->language,
               status == DRIVER_VOLUNTEER ? SAY_RIDE_VOLUNTEER : SAY_RIDE_SALARIED);
}

static DriverRow driver_row(const Request *request, const Driver *driver)
{
    Arena *arena = request->arena;
    const Text status = status_words(request, driver->status);
    const Text seats =
        say_count(arena, request->language, SAY_RIDE_SEAT_COUNT, (size_t)driver->seats);
    const Text chairs = driver->wheelchairs == 0
                            ? TEXT("")
                            : text_format(arena, " + %lld %.*s", (long long)driver->wheelchairs,
                                          TEXT_ARG(say(request->language, SAY_RIDE_CHAIRS)));
    return (DriverRow){
        .id = id_format(arena, driver->id),
        .name = driver->name,
        .what = text_format(arena, "%.*s · %.*s%.*s · %.*s%s%.*s", TEXT_ARG(status),
                            TEXT_ARG(seats), TEXT_ARG(chairs), TEXT_ARG(driver->postal),
                            driver->vehicle.length > 0 ? " · " : "", TEXT_ARG(driver->vehicle)),
    };
}

/* "Lundi au vendredi, de 9 h à 12 h"; empty for a line without hours. */
static Text hours_words(Request *request, Text written)
{
    Hours *hours = NULL;
    Problem problem = {.arena = request->arena};
    return written.length > 0 &&
                   hours_parse_osm(request->arena, written, &hours, &problem) == OK
               ? hours_describe(request->arena, hours, request->language)
               : written;
}

static Outcome fill_lines(Request *request, RideHouseView *view)
{
    RideChannelList channels = {0};
    TRY(ride_channel_list(access_of(request), &channels));
    LineRow *rows = ARENA_ARRAY(request->arena, LineRow, channels.count);
    for (size_t i = 0; i < channels.count; i++) {
        const RideChannel *channel = &channels.items[i];
        const Text audience = say(request->language, channel->audience == RIDES_SICK_CHILD
                                                         ? SAY_RIDE_SICK_CHILD
                                                         : SAY_RIDE_REDUCED_MOBILITY);
        const bool has_phone = channel->phone.length > 0;
        const bool has_hours = channel->hours.length > 0;
        rows[i] = (LineRow){
            .id = id_format(request->arena, channel->id),
            .name = channel->name,
            .what = text_format(request->arena, "%.*s%s%.*s%s%.*s", TEXT_ARG(audience),
                                has_phone ? " · " : "", TEXT_ARG(channel->phone),
                                has_hours ? " · " : "",
                                TEXT_ARG(hours_words(request, channel->hours))),
        };
    }
    view->lines = rows;
    view->line_count = channels.count;
    return OK;
}

static Text sent_or(Request *request, const char *name, const char *usual)
{
    const Text sent = request_form(request, name);
    return sent.length > 0 ? sent : text_from(usual);
}

/* What a refused form held stands in it again: a driver and a line both have a name. */
static RideHouseSent sent_forms(Request *request, Text today)
{
    const Text name = request_form(request, "nom");
    const bool is_line = request_form(request, "public").length > 0;
    const bool is_rate = request_form(request, "jour_cents").length > 0;
    return (RideHouseSent){
        .driver = is_line ? TEXT("") : name,
        .vehicle = request_form(request, "vehicule"),
        .postal = request_form(request, "code"),
        .seats = sent_or(request, "places", "3"),
        .chairs = sent_or(request, "fauteuils", "0"),
        .most_km = sent_or(request, "km", "0"),
        .since = is_rate ? request_form(request, "jour") : today,
        .cents = request_form(request, "cents"),
        .allowance = sent_or(request, "jour_cents", "0"),
        .line = is_line ? name : TEXT(""),
        .phone = request_form(request, "tel"),
        .hours = request_form(request, "heures"),
        .is_salaried = text_equal(request_form(request, "statut"), TEXT("salaried")),
        .is_sick_child = text_equal(request_form(request, "public"), TEXT("sick_child")),
    };
}

static Outcome write_house(Request *request, RideHouseView *view)
{
    Html html = {0};
    DriverList drivers = {0};
    TRY(driver_list(access_of(request), &drivers));
    DriverRow *rows = ARENA_ARRAY(request->arena, DriverRow, drivers.count);
    for (size_t i = 0; i < drivers.count; i++) {
        rows[i] = driver_row(request, &drivers.items[i]);
    }
    for (Weekday day = MONDAY; day <= SUNDAY; day++) {
        view->weekdays[day] =
            (RideOption){driver_weekday_code(day), say_weekday(request->language, day), false};
    }
    view->drivers = rows;
    view->driver_count = drivers.count;
    view->sent =
        sent_forms(request, date_format(request->arena, moment_to_local(request->now).date));
    TRY(fill_lines(request, view));
    TRY(frame_open(request, say(request->language, SAY_RIDE_HOUSE), &view->frame, &html));
    ride_house_page(&html, view);
    return OK;
}

static Outcome show_house(Request *request)
{
    return write_house(request, ARENA_NEW(request->arena, RideHouseView));
}

static Text refusal(const Request *request)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"postal",    SAY_RIDE_WRONG_POSTAL},
        {"hours",     SAY_RIDE_WRONG_HOURS },
        {"phone",     SAY_RIDE_WRONG_PHONE },
        {"to",        SAY_RIDE_WRONG_TIME  },
        {"name",      SAY_RIDE_WRONG_NAME  },
        {"seats",     SAY_RIDE_WRONG_SEATS },
        {"mostKm",    SAY_RIDE_WRONG_KM    },
        {"centsKm",   SAY_RIDE_WRONG_CENTS },
        {"allowance", SAY_RIDE_WRONG_CENTS },
        {"day",       SAY_RIDE_WRONG_DATE  },
    };
    Sentence words = SAY_RIDE_WRONG_FORM;
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        if (text_equal(request->problem.field, text_from(refusals[i].field))) {
            words = refusals[i].sentence;
        }
    }
    return say(request->language, words);
}

/* A field typed wrong is said on the page; every check comes before the first write. */
static Outcome tell(Request *request, Outcome outcome)
{
    RideHouseView *view = ARENA_NEW(request->arena, RideHouseView);
    if (outcome == OK) {
        return response_redirect(request, TEXT("/transports/equipe"));
    }
    if (outcome != INVALID) {
        return outcome;
    }
    view->problem = refusal(request);
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 422;
    return write_house(request, view);
}

static int64_t number_of(const Request *request, const char *name)
{
    int64_t number = 0;
    const Text typed = request_form(request, name);
    return typed.length == 0 || text_to_integer(typed, &number) ? number : -1;
}

static Outcome wrong(Request *request, const char *field)
{
    return REQUEST_INVALID(request, "body", field, "it is not written as expected");
}

static Outcome add_driver(Request *request)
{
    Id id = {{0}};
    Driver driver = {
        .name = request_form(request, "nom"),
        .vehicle = request_form(request, "vehicule"),
        .postal = text_trim(request_form(request, "code")),
        .seats = number_of(request, "places"),
        .wheelchairs = number_of(request, "fauteuils"),
        .most_km = number_of(request, "km"),
    };
    if (!driver_status_parse(request_form(request, "statut"), &driver.status)) {
        return tell(request, wrong(request, "status"));
    }
    return tell(request, driver_add(access_of(request), &driver, &id));
}

static Outcome read_shift(Request *request, DriverShift *shift)
{
    return id_parse(request_form(request, "chauffeur"), &shift->driver) &&
                   ride_clock_parse(request_form(request, "debut"), &shift->from) &&
                   ride_clock_parse(request_form(request, "fin"), &shift->to)
               ? OK
               : wrong(request, "to");
}

static Outcome set_shift(Request *request)
{
    Weekday weekday = MONDAY;
    Date day = 0;
    DriverShift shift = {0};
    const Text given = request_form(request, "jour");
    if (read_shift(request, &shift) != OK) {
        return tell(request, INVALID);
    }
    if (given.length > 0) {
        return tell(request, date_parse(given, &day)
                                 ? driver_set_day(access_of(request), &shift, day)
                                 : wrong(request, "day"));
    }
    return tell(request, driver_weekday_parse(request_form(request, "semaine"), &weekday)
                             ? driver_set_weekday(access_of(request), &shift, weekday)
                             : wrong(request, "day"));
}

static Outcome end_driver(Request *request)
{
    Id id = {{0}};
    return id_parse(request_form(request, "chauffeur"), &id)
               ? tell(request, driver_close(access_of(request), id))
               : wrong(request, "chauffeur");
}

static Outcome set_rate(Request *request)
{
    DriverRate rate = {
        .cents_km = number_of(request, "cents"),
        .allowance = number_of(request, "jour_cents"),
    };
    if (!driver_status_parse(request_form(request, "statut"), &rate.status) ||
        !date_parse(request_form(request, "jour"), &rate.valid_from)) {
        return tell(request, wrong(request, "day"));
    }
    return tell(request, driver_set_rate(access_of(request), &rate));
}

static Outcome add_line(Request *request)
{
    Id id = {{0}};
    RideChannel channel = {
        .name = request_form(request, "nom"),
        .phone = request_form(request, "tel"),
        .hours = request_form(request, "heures"),
    };
    if (!ride_audience_parse(request_form(request, "public"), &channel.audience)) {
        return tell(request, wrong(request, "audience"));
    }
    return tell(request, ride_channel_add(access_of(request), &channel, &id));
}

static Outcome end_line(Request *request)
{
    Id id = {{0}};
    return id_parse(request_form(request, "ligne"), &id)
               ? tell(request, ride_channel_close(access_of(request), id))
               : wrong(request, "ligne");
}

/* ------------------------------------------------------------------------------- the sheet */

static SheetRow sheet_row(const Request *request, Date day, const SheetLine *line)
{
    Text pieces[2];
    size_t count = 0;
    if (line->wheelchair) {
        pieces[count++] = say(request->language, SAY_RIDE_WHEELCHAIR);
    }
    if (line->companions > 0) {
        pieces[count++] = say_count(request->arena, request->language, SAY_RIDE_COMPANION_COUNT,
                                    (size_t)line->companions);
    }
    const Text near = line->near.length == 0 ? TEXT("")
                                             : say_with(request->arena, request->language,
                                                        SAY_RIDE_NEAR, "place", line->near);
    return (SheetRow){
        .time = ride_clock_words(request, day, line->at),
        .act = say(request->language, line->is_pickup ? SAY_RIDE_FETCH : SAY_RIDE_BRING),
        .label = line->label,
        .near = near,
        .address = line->address,
        .with = text_join(request->arena, pieces, count, TEXT(", ")),
    };
}

static Outcome show_sheet(Request *request)
{
    Html html = {0};
    Date day = 0;
    Id driver = {{0}};
    RideSheet sheet = {0};
    Arena *arena = request->arena;
    RideSheetView *view = ARENA_NEW(arena, RideSheetView);
    if (!date_parse(request_query(request, "jour"), &day)) {
        return REQUEST_INVALID(request, "query", "jour", "a day is expected: 2026-11-30");
    }
    if (!id_parse(request_path_value(request, "id"), &driver)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "driver", "no such driver");
    }
    TRY(ride_sheet_read(access_of(request), day, driver, &sheet));
    SheetRow *rows = ARENA_ARRAY(arena, SheetRow, sheet.lines.count);
    for (size_t i = 0; i < sheet.lines.count; i++) {
        rows[i] = sheet_row(request, day, &sheet.lines.items[i]);
    }
    const Text from = ride_clock_words(request, day, sheet.tour.depart);
    const Text to = ride_clock_words(request, day, sheet.tour.finish + 1);
    view->back_href = request_link(request, text_format(arena, "/transports?jour=%.*s",
                                                        TEXT_ARG(date_format(arena, day))));
    view->driver = sheet.driver.name;
    view->vehicle = sheet.driver.vehicle;
    view->day_words = say_day(arena, request->language, day);
    view->words = text_format(arena, "%.*s – %.*s · %.*s", TEXT_ARG(from), TEXT_ARG(to),
                              TEXT_ARG(ride_distance_words(request, sheet.tour.meters)));
    view->rows = rows;
    view->row_count = sheet.lines.count;
    TRY(frame_open(request, say(request->language, SAY_RIDE_SHEET), &view->frame, &html));
    ride_sheet_page(&html, view);
    return OK;
}

/* ---------------------------------------------------------------------------- the accounts */

/* "2026-11": this month where nothing is said. */
static Outcome read_month(Request *request, Date *first, Date *last)
{
    const Text given = request_query(request, "mois");
    CivilDate civil = date_to_civil(moment_to_local(request->now).date);
    civil.day = 1;
    *first = date_from_civil(civil);
    if (given.length > 0 &&
        !date_parse(text_format(request->arena, "%.*s-01", TEXT_ARG(given)), first)) {
        return REQUEST_INVALID(request, "query", "mois", "a month is expected: 2026-11");
    }
    civil = date_to_civil(*first);
    *last = *first + month_length(civil.year, civil.month) - 1;
    return OK;
}

static AccountRow account_row(const Request *request, const DriverAccount *account)
{
    Arena *arena = request->arena;
    return (AccountRow){
        .driver = account->driver.name,
        .status = status_words(request, account->driver.status),
        .days = text_format(arena, "%lld", (long long)account->days),
        .kilometres = ride_distance_words(request, account->meters),
        .euros = text_format(arena, "%lld,%02lld €", (long long)account->cents / 100,
                             (long long)account->cents % 100),
    };
}

static Outcome show_accounts(Request *request)
{
    Html html = {0};
    Date first = 0;
    Date last = 0;
    DriverAccountList accounts = {0};
    RideAccountsView *view = ARENA_NEW(request->arena, RideAccountsView);
    TRY(read_month(request, &first, &last));
    TRY(driver_report(access_of(request), first, last, &accounts));
    AccountRow *rows = ARENA_ARRAY(request->arena, AccountRow, accounts.count);
    for (size_t i = 0; i < accounts.count; i++) {
        if (accounts.items[i].days > 0) {
            rows[view->row_count++] = account_row(request, &accounts.items[i]);
        }
    }
    view->rows = rows;
    view->month = text_slice(date_format(request->arena, first), 0, 7);
    view->csv_href =
        request_link(request, text_format(request->arena, "/transports/comptes/csv?mois=%.*s",
                                          TEXT_ARG(view->month)));
    TRY(frame_open(request, say(request->language, SAY_RIDE_ACCOUNTS), &view->frame, &html));
    ride_accounts_page(&html, view);
    return OK;
}

static Outcome show_csv(Request *request)
{
    Date first = 0;
    Date last = 0;
    DriverAccountList accounts = {0};
    TRY(read_month(request, &first, &last));
    TRY(driver_report(access_of(request), first, last, &accounts));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"kilometres.csv\""));
    driver_report_write_csv(&accounts, out);
    return OK;
}

static const Route routes[] = {
    {GET,  "/transports/equipe",           MAY_PLAN_RIDES, show_house,    FRESH},
    {POST, "/transports/equipe",           MAY_PLAN_RIDES, add_driver,    FRESH},
    {POST, "/transports/equipe/heures",    MAY_PLAN_RIDES, set_shift,     FRESH},
    {POST, "/transports/equipe/fin",       MAY_PLAN_RIDES, end_driver,    FRESH},
    {POST, "/transports/equipe/tarif",     MAY_PLAN_RIDES, set_rate,      FRESH},
    {POST, "/transports/equipe/ligne",     MAY_PLAN_RIDES, add_line,      FRESH},
    {POST, "/transports/equipe/ligne/fin", MAY_PLAN_RIDES, end_line,      FRESH},
    {GET,  "/transports/feuille/{id}",     MAY_PLAN_RIDES, show_sheet,    FRESH},
    {GET,  "/transports/comptes",          MAY_PLAN_RIDES, show_accounts, FRESH},
    {GET,  "/transports/comptes/csv",      MAY_PLAN_RIDES, show_csv,      FRESH},
};

const RouteTable RIDE_HOUSE_ROUTES = {routes, LENGTH_OF(routes)};
