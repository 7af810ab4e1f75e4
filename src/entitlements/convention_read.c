/* SPDX-License-Identifier: EUPL-1.2 */
/* Conventions out of their file: each fault with the line it stands on. */
#include "entitlements/convention.h"
#include "territory/identifier.h"
#include "words/visible.h"
#include "yaml/yaml.h"

enum { KEY_MOST = 60, EXPRESSION_MOST = 2000, DAYS_MOST = 3660 };

typedef struct Reader {
    Arena *arena;
    Text file;
    Problem *problem;
} Reader;

#define WRONG(reader, node, field, ...)                                                        \
    problem_set(                                                                               \
        (reader)->problem, INVALID,                                                            \
        text_format((reader)->arena, "%.*s:%zu", TEXT_ARG((reader)->file), (node)->line),      \
        (field), __VA_ARGS__)

static Outcome only(const Reader *reader, const YamlNode *node, const char *const *names,
                    size_t count)
{
    if (node->kind != YAML_MAPPING) {
        return WRONG(reader, node, "", "a mapping is expected");
    }
    for (const YamlNode *child = node->first; child != NULL; child = child->next) {
        if (!text_among(child->key, names, count, NULL)) {
            return WRONG(reader, child, text_to_c(reader->arena, child->key), "unknown here");
        }
    }
    return OK;
}

static bool is_key(Text key)
{
    bool is_good = key.length > 0 && key.length <= KEY_MOST;
    for (size_t i = 0; i < key.length; i++) {
        const char byte = key.bytes[i];
        is_good &= (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
    }
    return is_good;
}

static Outcome read_key(const Reader *reader, const YamlNode *node, const char *name, Text *key)
{
    *key = text_copy(reader->arena, yaml_member_text(node, name));
    return is_key(*key)
               ? OK
               : WRONG(reader, node, name,
                       "1 to %d small letters, digits and hyphens are expected", KEY_MOST);
}

static Outcome read_phrase(const Reader *reader, const YamlNode *node, const char *name,
                           Phrase *phrase)
{
    static const char *const languages[] = {"fr", "nl", "de", "en"};
    const YamlNode *words = yaml_member(node, name);
    if (words == NULL) {
        return WRONG(reader, node, name, "words in each language are expected");
    }
    TRY(only(reader, words, languages, LENGTH_OF(languages)));
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        phrase->in[i] = text_copy(reader->arena, yaml_member_text(words, code));
        if (phrase->in[i].length == 0) {
            return WRONG(reader, words, name, "words in “%s” are missing", code);
        }
    }
    return OK;
}

/* Absent leaves `number` as it is. */
static Outcome read_number(const Reader *reader, const YamlNode *node, const char *name,
                           int64_t least, int64_t most, int64_t *number)
{
    int64_t read = 0;
    const YamlNode *found = yaml_member(node, name);
    if (found == NULL) {
        return OK;
    }
    if (!text_to_integer(found->value, &read) || read < least || read > most) {
        return WRONG(reader, found, name, "a whole number from %lld to %lld is expected",
                     (long long)least, (long long)most);
    }
    *number = read;
    return OK;
}

static Outcome read_day(const Reader *reader, const YamlNode *node, const char *name, Date *day)
{
    const YamlNode *found = yaml_member(node, name);
    return found == NULL || date_parse(found->value, day)
               ? OK
               : WRONG(reader, found, name, "a day is expected: 2026-11-29");
}

static Outcome read_code(const Reader *reader, const YamlNode *node, const char *name,
                         Text (*code_of)(size_t), size_t count, size_t *code)
{
    const Text wanted = yaml_member_text(node, name);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(wanted, code_of(i))) {
            *code = i;
            return OK;
        }
    }
    return WRONG(reader, node, name, "one of the codes of this field is expected");
}

static Text kind_at(size_t i)
{
    return convention_kind_code((ConventionKind)i);
}

static Text unit_at(size_t i)
{
    return ticket_unit_code((TicketUnit)i);
}

static Text scope_at(size_t i)
{
    return ceiling_scope_code((CeilingScope)i);
}

static Text period_at(size_t i)
{
    return ceiling_period_code((CeilingPeriod)i);
}

static Text ceiling_unit_at(size_t i)
{
    return ceiling_unit_code((CeilingUnit)i);
}

/* --------------------------------------------------------------------------------- parties */

static Outcome house_of(const Reader *reader, const YamlNode *node, Text key, Id *house)
{
    if (!is_key(key)) {
        return WRONG(reader, node, "parties", "the key of an organisation is expected");
    }
    *house = id_from_name(TEXT("organization"), key);
    return OK;
}

static Outcome read_houses(const Reader *reader, const YamlNode *node, const char *name,
                           Id *houses, size_t *count)
{
    const YamlNode *list = yaml_member(node, name);
    if (list == NULL || list->kind != YAML_LIST || list->count == 0 ||
        list->count > CONVENTION_MOST_PARTIES) {
        return WRONG(reader, node, name, "a list of 1 to %d organisations is expected",
                     CONVENTION_MOST_PARTIES);
    }
    for (const YamlNode *child = list->first; child != NULL; child = child->next) {
        TRY(house_of(reader, child, child->value, &houses[*count]));
        for (size_t i = 0; i < *count; i++) {
            if (id_equal(houses[i], houses[*count])) {
                return WRONG(reader, child, name, "this organisation stands twice");
            }
        }
        (*count)++;
    }
    return OK;
}

/* ------------------------------------------------------------------------------- suppliers */

static Outcome read_supplier(const Reader *reader, const YamlNode *node, Convention *read)
{
    static const char *const names[] = {"enterprise", "name"};
    Identifier identifier = {0};
    Supplier *supplier = &read->suppliers[read->supplier_count];
    TRY(only(reader, node, names, LENGTH_OF(names)));
    /* The check of an enterprise number knows no day. */
    identifier_read(reader->arena, IDENTIFIER_BCE, yaml_member_text(node, "enterprise"), 0,
                    &identifier);
    if (!identifier.is_valid) {
        const Text because = identifier_because(reader->arena, &identifier, ENGLISH);
        return WRONG(reader, node, "enterprise", "%.*s", TEXT_ARG(because));
    }
    if (convention_supplier(read, identifier.formatted) != NULL) {
        return WRONG(reader, node, "enterprise", "this supplier stands twice");
    }
    if (!text_visible(reader->arena, yaml_member_text(node, "name"), ONE_LINE,
                      &supplier->name) ||
        supplier->name.length == 0 || supplier->name.length > SUPPLIER_NAME_MOST) {
        return WRONG(reader, node, "name", "1 to %d bytes are expected", SUPPLIER_NAME_MOST);
    }
    supplier->enterprise = identifier.formatted;
    read->supplier_count++;
    return OK;
}

static Outcome read_suppliers(const Reader *reader, const YamlNode *node, Convention *read)
{
    const YamlNode *list = yaml_member(node, "suppliers");
    if (list == NULL) {
        return OK;
    }
    if (list->kind != YAML_LIST || list->count > CONVENTION_MOST_SUPPLIERS) {
        return WRONG(reader, node, "suppliers", "a list of at most %d is expected",
                     CONVENTION_MOST_SUPPLIERS);
    }
    for (const YamlNode *child = list->first; child != NULL; child = child->next) {
        TRY(read_supplier(reader, child, read));
    }
    return OK;
}

/* -------------------------------------------------------------------------------- ceilings */

static bool is_same_ceiling(const Ceiling *a, const Ceiling *b)
{
    return a->scope == b->scope && a->period == b->period && a->unit == b->unit;
}

static Outcome read_ceiling(const Reader *reader, const YamlNode *node, Convention *read)
{
    static const char *const names[] = {"scope", "period", "unit", "most"};
    size_t scope = 0;
    size_t period = 0;
    size_t unit = 0;
    Ceiling *ceiling = &read->ceilings[read->ceiling_count];
    TRY(only(reader, node, names, LENGTH_OF(names)));
    TRY(read_code(reader, node, "scope", scope_at, CEILING_SCOPE_COUNT, &scope));
    TRY(read_code(reader, node, "period", period_at, CEILING_PERIOD_COUNT, &period));
    TRY(read_code(reader, node, "unit", ceiling_unit_at, CEILING_UNIT_COUNT, &unit));
    TRY(read_number(reader, node, "most", 1, CENTS_MOST, &ceiling->most));
    if (ceiling->most == 0) {
        return WRONG(reader, node, "most", "a number is expected");
    }
    ceiling->scope = (CeilingScope)scope;
    ceiling->period = (CeilingPeriod)period;
    ceiling->unit = (CeilingUnit)unit;
    for (size_t i = 0; i < read->ceiling_count; i++) {
        if (is_same_ceiling(&read->ceilings[i], ceiling)) {
            return WRONG(reader, node, "ceilings", "this ceiling stands twice");
        }
    }
    read->ceiling_count++;
    return OK;
}

static Outcome read_ceilings(const Reader *reader, const YamlNode *node, Convention *read)
{
    const YamlNode *list = yaml_member(node, "ceilings");
    if (list == NULL) {
        return OK;
    }
    if (list->kind != YAML_LIST || list->count > CONVENTION_MOST_CEILINGS) {
        return WRONG(reader, list, "ceilings", "a list of at most %d is expected",
                     CONVENTION_MOST_CEILINGS);
    }
    for (const YamlNode *child = list->first; child != NULL; child = child->next) {
        TRY(read_ceiling(reader, child, read));
    }
    return OK;
}

/* Cents are not counted where nobody knows what a use costs. */
static Outcome check_ceilings(const Reader *reader, const YamlNode *node,
                              const Convention *read)
{
    for (size_t i = 0; i < read->ceiling_count; i++) {
        if (read->ceilings[i].unit == CEILING_CENTS && read->unit == UNIT_USE &&
            read->price == PRICE_UNKNOWN) {
            return WRONG(reader, node, "ceilings",
                         "a ceiling in cents needs the price of a use");
        }
    }
    return OK;
}

/* ----------------------------------------------------------------------------- conventions */

static Outcome read_texts(const Reader *reader, const YamlNode *node, Convention *read)
{
    TRY(read_key(reader, node, "key", &read->key));
    TRY(read_phrase(reader, node, "name", &read->name));
    if (yaml_member(node, "doubt") != NULL) {
        TRY(read_phrase(reader, node, "doubt", &read->doubt));
    }
    if (yaml_member(node, "service") != NULL) {
        TRY(read_key(reader, node, "service", &read->service));
    }
    read->source = text_copy(reader->arena, yaml_member_text(node, "source"));
    read->condition = text_copy(reader->arena, yaml_member_text(node, "condition"));
    if (read->source.length == 0 || read->source.length > KEY_MOST) {
        return WRONG(reader, node, "source", "document and line are expected: \"2:168\"");
    }
    return read->condition.length <= EXPRESSION_MOST
               ? OK
               : WRONG(reader, node, "condition", "at most %d bytes are expected",
                       EXPRESSION_MOST);
}

static Outcome read_numbers(const Reader *reader, const YamlNode *node, Convention *read)
{
    read->worth = read->kind == CONVENTION_CARD || read->unit == UNIT_CENT ? 0 : 1;
    read->price = PRICE_UNKNOWN;
    read->days = 31;
    read->threshold = NO_THRESHOLD;
    TRY(read_number(reader, node, "worth", 0, CENTS_MOST, &read->worth));
    TRY(read_number(reader, node, "price", 0, CENTS_MOST, &read->price));
    TRY(read_number(reader, node, "days", 1, DAYS_MOST, &read->days));
    TRY(read_number(reader, node, "threshold", 0, CENTS_MOST, &read->threshold));
    TRY(read_day(reader, node, "from", &read->valid_from));
    TRY(read_day(reader, node, "until", &read->valid_until));
    return read->valid_until == 0 || read->valid_until >= read->valid_from
               ? OK
               : WRONG(reader, node, "until", "a day not before “from” is expected");
}

static Outcome read_one(const Reader *reader, const YamlNode *node, Convention *read)
{
    static const char *const names[] = {
        "key",   "source",     "inventory", "kind",      "name",     "doubt",    "service",
        "payer", "prescribes", "accepts",   "condition", "unit",     "worth",    "price",
        "days",  "threshold",  "from",      "until",     "ceilings", "suppliers"};
    size_t kind = 0;
    size_t unit = 0;
    Text payer = {0};
    TRY(only(reader, node, names, LENGTH_OF(names)));
    TRY(read_texts(reader, node, read));
    TRY(read_code(reader, node, "kind", kind_at, CONVENTION_KIND_COUNT, &kind));
    TRY(read_code(reader, node, "unit", unit_at, TICKET_UNIT_COUNT, &unit));
    read->kind = (ConventionKind)kind;
    read->unit = (TicketUnit)unit;
    TRY(read_numbers(reader, node, read));
    TRY(read_key(reader, node, "payer", &payer));
    TRY(house_of(reader, node, payer, &read->payer));
    TRY(read_houses(reader, node, "prescribes", read->prescribers, &read->prescriber_count));
    TRY(read_houses(reader, node, "accepts", read->acceptors, &read->acceptor_count));
    TRY(read_suppliers(reader, node, read));
    TRY(read_ceilings(reader, node, read));
    return check_ceilings(reader, node, read);
}

static Outcome add(const Reader *reader, const YamlNode *node, ConventionList *list)
{
    Convention read = {0};
    TRY(read_one(reader, node, &read));
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(list->items[i].key, read.key)) {
            return WRONG(reader, node, "key", "this convention stands twice");
        }
    }
    LIST_APPEND(reader->arena, list, read);
    return OK;
}

Outcome convention_read(Arena *arena, Text file, Text content, ConventionList *list,
                        Problem *problem)
{
    static const char *const names[] = {"conventions"};
    const Reader reader = {arena, file, problem};
    const YamlNode *root = NULL;
    ConventionList read = {0};
    TRY(yaml_read(arena, file, content, &root, problem));
    TRY(only(&reader, root, names, LENGTH_OF(names)));
    const YamlNode *all = yaml_member(root, "conventions");
    if (all == NULL || all->kind != YAML_LIST || all->count > CONVENTIONS_MOST) {
        return WRONG(&reader, root, "conventions", "a list of at most %d is expected",
                     CONVENTIONS_MOST);
    }
    for (const YamlNode *child = all->first; child != NULL; child = child->next) {
        TRY(add(&reader, child, &read));
    }
    *list = read;
    return OK;
}
