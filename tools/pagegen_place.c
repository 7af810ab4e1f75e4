/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Follows the HTML of a page to know where a value stands, and refuses the places where no
 * escaping is safe: unquoted attributes, names, event handlers, styles, scripts.
 */
#include "pagegen.h"

typedef enum State {
    CONTENT,
    TAG_START,
    DECLARATION,
    ELEMENT_NAME,
    IN_TAG,
    ATTRIBUTE_NAME,
    BEFORE_VALUE,
    VALUE
} State;

static struct {
    State state;
    bool value_started;
    bool in_script;
    char element[32];
    char attribute[32];
} place;

void place_start(void)
{
    memset(&place, 0, sizeof place);
}

static void append(char *name, size_t size, char byte)
{
    const size_t length = strlen(name);
    if (length + 1 == size) {
        page_error("a name longer than %zu letters", size - 1);
    }
    name[length] = (char)tolower((unsigned char)byte);
    name[length + 1] = '\0';
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strcmp(name, *names) == 0) {
            return true;
        }
    }
    return false;
}

static void check_attribute(void)
{
    if (strncmp(place.attribute, "on", 2) == 0 || strcmp(place.attribute, "style") == 0 ||
        strcmp(place.attribute, "srcdoc") == 0) {
        page_error("the attribute %s is refused by our Content-Security-Policy",
                   place.attribute);
    }
}

static void tag_ended(void)
{
    if (strcmp(place.element, "style") == 0) {
        page_error("styles belong in assets/seuil.css");
    }
    place.in_script = strcmp(place.element, "script") == 0;
    place.state = CONTENT;
}

static void read_content(char byte)
{
    if (byte == '<') {
        place.state = TAG_START;
        place.element[0] = '\0';
    } else if (place.in_script && !isspace((unsigned char)byte)) {
        page_error("scripts belong in assets/, named by src");
    }
}

static void read_tag_start(char byte)
{
    if (byte == '!') {
        place.state = DECLARATION;
    } else if (byte == '/' || isalpha((unsigned char)byte)) {
        append(place.element, sizeof place.element, byte);
        place.state = ELEMENT_NAME;
    } else {
        page_error("“<” is written &lt;");
    }
}

static void read_in_tag(char byte)
{
    if (byte == '>') {
        tag_ended();
    } else if (byte != '/' && !isspace((unsigned char)byte)) {
        place.attribute[0] = '\0';
        append(place.attribute, sizeof place.attribute, byte);
        place.state = ATTRIBUTE_NAME;
    }
}

static void read_attribute_name(char byte)
{
    if (byte == '=') {
        check_attribute();
        place.state = BEFORE_VALUE;
    } else if (byte == '>' || byte == '/' || isspace((unsigned char)byte)) {
        check_attribute();
        place.state = IN_TAG;
        read_in_tag(byte);
    } else {
        append(place.attribute, sizeof place.attribute, byte);
    }
}

static void read_before_value(char byte)
{
    if (byte != '"') {
        page_error("the value of %s is quoted: %s=\"...\"", place.attribute, place.attribute);
    }
    place.value_started = false;
    place.state = VALUE;
}

void place_read(char byte)
{
    switch (place.state) {
    case CONTENT:
        read_content(byte);
        return;
    case TAG_START:
        read_tag_start(byte);
        return;
    case DECLARATION:
        if (byte == '-') {
            page_error("a remark is written {# ... #}");
        }
        place.state = byte == '>' ? CONTENT : DECLARATION;
        return;
    case ELEMENT_NAME:
        if (byte == '>' || isspace((unsigned char)byte)) {
            place.state = IN_TAG;
            read_in_tag(byte);
        } else {
            append(place.element, sizeof place.element, byte);
        }
        return;
    case IN_TAG:
        read_in_tag(byte);
        return;
    case ATTRIBUTE_NAME:
        read_attribute_name(byte);
        return;
    case BEFORE_VALUE:
        read_before_value(byte);
        return;
    case VALUE:
        place.value_started = true;
        place.state = byte == '"' ? IN_TAG : VALUE;
        return;
    }
}

Place place_of_value(void)
{
    static const char *const addresses[] = {"href", "src",  "action",     "formaction", "cite",
                                            "data", "ping", "xlink:href", "poster",     NULL};
    if (place.state == CONTENT && !place.in_script) {
        return PLACE_CONTENT;
    }
    if (place.state != VALUE) {
        page_error("a value stands between elements or in a quoted attribute");
    }
    const bool started = place.value_started;
    place.value_started = true;
    if (!is_one_of(place.attribute, addresses)) {
        return PLACE_VALUE;
    }
    return started ? PLACE_URL_PART : PLACE_URL;
}
