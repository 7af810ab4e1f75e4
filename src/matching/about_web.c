/* SPDX-License-Identifier: EUPL-1.2 */
/* Report an error, accessibility statement, your data. */
#include "directory/twin_merge.h"
#include "http/once.h"
#include "matching/application_web.h"
#include "matching/page_web.h"
#include "matching/report.h"
#include "matching/sentences.h"

static Outcome write_text_page(Request *request, Sentence title, const Sentence *sentences,
                               size_t count)
{
    TextPageView view = {.title = say(request->language, title)};
    for (size_t i = 0; i < count; i++) {
        LIST_APPEND(request->arena, &view.paragraphs, say(request->language, sentences[i]));
    }
    Html html = page_open(request, view.title, &view.layout);
    text_page(&html, &view);
    return OK;
}

static Outcome show_accessibility(Request *request)
{
    static const Sentence sentences[] = {SAY_ACCESSIBILITY_TEXT1, SAY_ACCESSIBILITY_TEXT6,
                                         SAY_ACCESSIBILITY_TEXT7, SAY_ACCESSIBILITY_TEXT3,
                                         SAY_ACCESSIBILITY_TEXT5, SAY_ACCESSIBILITY_TEXT4,
                                         SAY_ACCESSIBILITY_TEXT8};
    return write_text_page(request, SAY_ACCESSIBILITY_TITLE, sentences, LENGTH_OF(sentences));
}

static Outcome show_data(Request *request)
{
    static const Sentence sentences[] = {SAY_DATA_TEXT1, SAY_DATA_TEXT2, SAY_DATA_TEXT5,
                                         SAY_DATA_TEXT3, SAY_DATA_TEXT4, SAY_DATA_CREDITS};
    return write_text_page(request, SAY_DATA_TITLE, sentences, LENGTH_OF(sentences));
}

static Outcome write_report_page(Request *request, ReportView *view)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    const uint32_t service = catalogue_service(catalogue, view->service);
    if (service != NONE) {
        TRY(twin_alike(request->session, request->arena, catalogue->services[service].id,
                       &view->alike, &request->problem));
        view->service_name =
            phrase_in(&catalogue->services[service].name, request->language, NULL);
    }
    view->token = once_token(request->arena);
    Html html = page_open(request, say(request->language, SAY_REPORT_TITLE), &view->layout);
    report_page(&html, view);
    return OK;
}

/* The number of a report, as it was given: an address must not make the page say anything else.
 */
static bool is_number(Text text)
{
    static const Text digits = TEXT_INIT("0123456789abcdef");
    for (size_t i = 0; i < text.length; i++) {
        if (text_find_byte(digits, text.bytes[i], 0) == digits.length) {
            return false;
        }
    }
    return text.length == REPORT_NUMBER_LENGTH;
}

static Outcome show_report(Request *request)
{
    ReportView view = {.service = request_query(request, "service")};
    const Text number = request_query(request, "merci");
    if (is_number(number)) {
        view.thanks =
            say_with(request->arena, request->language, SAY_REPORT_THANKS, "n", number);
    }
    return write_report_page(request, &view);
}

static Outcome send_report(Request *request)
{
    const Text text = text_trim(request_form(request, "text"));
    const Text service = request_form(request, "service");
    Text number = {0};
    if (text.length == 0) {
        ReportView view = {.service = service,
                           .problem = say(request->language, SAY_REPORT_EMPTY)};
        TRY(write_report_page(request, &view));
        request->response.status = 422;
        return OK;
    }
    const Report report = {service, text, application_of(request)->stewards};
    TRY(report_save(request->session, request->arena, &report, request->now, &number,
                    &request->problem));
    return response_redirect(
        request, text_format(request->arena, "/signaler?merci=%.*s", TEXT_ARG(number)));
}

static Sentence error_sentence(int status)
{
    if (status == 404 || status == 410) {
        return SAY_ERROR_NOT_FOUND;
    }
    if (status == 403 || status == 405) {
        return SAY_ERROR_REFUSED;
    }
    if (status == 429 || status == 503) {
        return SAY_ERROR_UNAVAILABLE;
    }
    return status >= 500 ? SAY_ERROR_FAILED : SAY_ERROR_INVALID;
}

Text error_page_title(const Request *request, int status)
{
    return say(request->language, error_sentence(status));
}

void write_error_page(Request *request, int status)
{
    TextPageView view = {.title = error_page_title(request, status),
                         .back_href = page_href(request, "")};
    Html html = page_open(request, view.title, &view.layout);
    text_page(&html, &view);
}

static const Route routes[] = {
    {GET,  "/accessibilite", EVERYONE, show_accessibility, FRESH},
    {GET,  "/vos-donnees",   EVERYONE, show_data,          FRESH},
    {GET,  "/signaler",      EVERYONE, show_report,        FRESH},
    {POST, "/signaler",      EVERYONE, send_report,        FRESH},
};

const RouteTable ABOUT_ROUTES = {routes, LENGTH_OF(routes)};
