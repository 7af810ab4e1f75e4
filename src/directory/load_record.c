/* SPDX-License-Identifier: EUPL-1.2 */
/* From YAML nodes to records: HSDS fields and members by the model's table, Seuil's own fields
 * by the shapes, a few short forms that spare the writer, and references checked at the end. */
#include "directory/load_record.h"

#include "territory/gazetteer.h"

static const Draft *const NOBODY = NULL;

/* A list of the file or a member in short form: what it is called there, and what it makes. */
typedef struct ListName {
    const char *name;
    EntityKind kind;
} ListName;

/* Members HSDS has under another name or not at all, by the kind they stand in. */
typedef struct ShortMember {
    EntityKind owner;
    ListName list;
} ShortMember;

static const ShortMember short_members[] = {
    {ENTITY_ORGANIZATION, {"services", ENTITY_SERVICE}      },
    {ENTITY_SERVICE,      {"at", ENTITY_SERVICE_AT_LOCATION}},
    {ENTITY_SERVICE,      {"cost", ENTITY_COST_OPTION}      },
    {ENTITY_LOCATION,     {"address", ENTITY_ADDRESS}       },
    {ENTITY_TAXONOMY,     {"terms", ENTITY_TAXONOMY_TERM}   },
};

/* Fields that name another record by its key: {"location: cass"} becomes location_id. */
typedef struct LinkField {
    EntityKind owner;
    const char *name;
    EntityKind target;
    const char *field;
} LinkField;

static const LinkField link_fields[] = {
    {ENTITY_ORGANIZATION,        "parent",       ENTITY_ORGANIZATION,  "parent_organization_id"},
    {ENTITY_SERVICE,             "program",      ENTITY_PROGRAM,       "program_id"            },
    {ENTITY_SERVICE,             "organization", ENTITY_ORGANIZATION,  "organization_id"       },
    {ENTITY_PROGRAM,             "organization", ENTITY_ORGANIZATION,  "organization_id"       },
    {ENTITY_LOCATION,            "organization", ENTITY_ORGANIZATION,  "organization_id"       },
    {ENTITY_SERVICE_AT_LOCATION, "location",     ENTITY_LOCATION,      "location_id"           },
    {ENTITY_TAXONOMY_TERM,       "parent",       ENTITY_TAXONOMY_TERM, "parent_id"             },
};

/* Lists of codes of a service that become HSDS attributes. */
static const char *const term_lists[] = {"needs", "publics", "modes", "housing"};

Id load_id_of_key(EntityKind kind, Text key)
{
    return id_from_name(text_from(entity_model(kind)->name), key);
}

void load_note_reference(void *context, EntityKind kind, Text key, Text where)
{
    Loader *loader = context;
    LIST_APPEND(loader->arena, &loader->references, (Reference){kind, key, where});
}

static void set_text(json_t *object, const char *name, Text value)
{
    (void)json_object_set_new(object, name, json_stringn(value.bytes, value.length));
}

static void set_id(Loader *loader, json_t *object, const char *name, Id id)
{
    set_text(object, name, id_format(loader->arena, id));
}

/* The object under "seuil", made on first use. */
static json_t *own_fields(json_t *body)
{
    json_t *own = json_object_get(body, "seuil");
    if (own == NULL) {
        own = json_object();
        (void)json_object_set_new(body, "seuil", own);
    }
    return own;
}

/* ------------------------------------------------------------------------------- fields */

/* French goes in the HSDS field, the other languages under seuil.translations. */
static Outcome put_phrase(Loader *loader, json_t *body, const YamlNode *node)
{
    json_t *phrase SCOPED(json_close) = NULL;
    TRY(shape_read_phrase(&loader->reader, node, &phrase));
    const char *field = text_to_c(loader->arena, node->key);
    const char *language = NULL;
    json_t *value = NULL;
    json_object_foreach(phrase, language, value)
    {
        if (text_equal(text_from(language), TEXT("fr"))) {
            (void)json_object_set(body, field, value);
            continue;
        }
        json_t *own = own_fields(body);
        json_t *translations = json_object_get(own, "translations");
        if (translations == NULL) {
            translations = json_object();
            (void)json_object_set_new(own, "translations", translations);
        }
        json_t *fields = json_object_get(translations, language);
        if (fields == NULL) {
            fields = json_object();
            (void)json_object_set_new(translations, language, fields);
        }
        (void)json_object_set(fields, field, value);
    }
    return OK;
}

static Outcome put_number(Loader *loader, json_t *body, const YamlNode *node)
{
    int64_t whole = 0;
    double real = 0;
    const char *name = text_to_c(loader->arena, node->key);
    if (text_to_integer(node->value, &whole)) {
        (void)json_object_set_new(body, name, json_integer(whole));
        return OK;
    }
    if (text_to_real(node->value, &real)) {
        (void)json_object_set_new(body, name, json_real(real));
        return OK;
    }
    return shape_refuse(&loader->reader, node, "a number is expected");
}

static Outcome put_field(Loader *loader, json_t *body, const FieldModel *field,
                         const YamlNode *node)
{
    Date date = 0;
    if (field->type == FIELD_TEXT) {
        return put_phrase(loader, body, node);
    }
    if (node->kind != YAML_SCALAR) {
        return shape_refuse(&loader->reader, node, "a single value is expected");
    }
    if (field->type == FIELD_NUMBER) {
        return put_number(loader, body, node);
    }
    if (field->type == FIELD_DATE && !date_parse(node->value, &date)) {
        return shape_refuse(&loader->reader, node, "a date such as 2026-11-24 is expected");
    }
    if (field->type == FIELD_CHOICE && !choice_is_known(field->choices, node->value)) {
        return shape_refuse(&loader->reader, node, "one of %s is expected", field->choices);
    }
    set_text(body, field->name, node->value);
    return OK;
}

static Outcome put_own(Loader *loader, json_t *body, const Shape *shape, const YamlNode *node)
{
    json_t *value = NULL;
    TRY(shape_read(&loader->reader, shape, node, &value));
    (void)json_object_set_new(own_fields(body), shape->name, value);
    return OK;
}

/* ------------------------------------------------------------------------------ records */

static Outcome read_record(Loader *loader, EntityKind kind, const YamlNode *node,
                           const Draft *owner, uint32_t position);

static Id new_id(Loader *loader, EntityKind kind, const YamlNode *node, const Draft *owner,
                 uint32_t position)
{
    Text key = yaml_member_text(node, kind == ENTITY_TAXONOMY_TERM ? "code" : "key");
    if (key.length > 0) {
        return load_id_of_key(kind, key);
    }
    const Text owner_id =
        owner == NOBODY ? loader->reader.file : id_format(loader->arena, owner->id);
    const Text name = text_format(loader->arena, "%.*s/%u", TEXT_ARG(owner_id), position);
    return id_from_name(text_from(entity_model(kind)->name), name);
}

/* Links the record to its owner by the field HSDS has for it: phone.service_id. */
static void link_to_owner(Loader *loader, json_t *body, EntityKind kind, const Draft *owner)
{
    if (owner == NOBODY) {
        return;
    }
    const Text field = text_format(loader->arena, "%s_id", entity_model(owner->kind)->name);
    if (entity_field(kind, field) != NULL) {
        set_id(loader, body, field.bytes, owner->id);
    }
}

static void put_defaults(EntityKind kind, json_t *body)
{
    if (kind == ENTITY_SERVICE && json_object_get(body, "status") == NULL) {
        set_text(body, "status", TEXT("active"));
    }
    if (kind == ENTITY_LOCATION && json_object_get(body, "location_type") == NULL) {
        set_text(body, "location_type", TEXT("physical"));
    }
    if (kind == ENTITY_ADDRESS) {
        set_text(body, "address_type", TEXT("physical"));
        if (json_object_get(body, "country") == NULL) {
            set_text(body, "country", TEXT("BE"));
        }
        const PostalPlace *place = gazetteer_place_of(json_member_text(body, "postal_code"));
        const Commune *commune = place == NULL ? NULL : gazetteer_commune_by_nis(place->nis);
        if (json_object_get(body, "state_province") == NULL) {
            set_text(body, "state_province", commune == NULL ? TEXT("") : commune->province);
        }
        if (json_object_get(body, "address_1") == NULL) {
            set_text(body, "address_1", TEXT(""));
        }
        if (json_object_get(body, "postal_code") == NULL) {
            set_text(body, "postal_code", TEXT(""));
        }
    }
    if ((kind == ENTITY_ORGANIZATION || kind == ENTITY_TAXONOMY_TERM ||
         kind == ENTITY_PROGRAM) &&
        json_object_get(body, "description") == NULL) {
        set_text(body, "description", json_member_text(body, "name"));
    }
}

static const LinkField *link_field_of(EntityKind kind, Text name)
{
    for (size_t i = 0; i < LENGTH_OF(link_fields); i++) {
        if (link_fields[i].owner == kind && text_equal(name, text_from(link_fields[i].name))) {
            return &link_fields[i];
        }
    }
    return NULL;
}

static void note_edge(Loader *loader, const Draft *draft, const YamlNode *node,
                      const char *field)
{
    const Edge edge = {
        .kind = draft->kind,
        .from = draft->id,
        .to = load_id_of_key(draft->kind, node->value),
        .field = field,
        .where =
            text_format(loader->arena, "%.*s:%zu", TEXT_ARG(loader->reader.file), node->line),
    };
    LIST_APPEND(loader->arena, &loader->edges, edge);
}

static Outcome put_link(Loader *loader, const Draft *draft, const LinkField *link,
                        const YamlNode *node)
{
    const Text where =
        text_format(loader->arena, "%.*s:%zu", TEXT_ARG(loader->reader.file), node->line);
    load_note_reference(loader, link->target, node->value, where);
    set_id(loader, draft->body, link->field, load_id_of_key(link->target, node->value));
    if (link->target == draft->kind) {
        note_edge(loader, draft, node, link->name);
    }
    return OK;
}

static void note_requirements(Loader *loader, const Draft *draft, const YamlNode *step)
{
    const YamlNode *by = yaml_member(step, "by");
    if (by != NULL && by->kind == YAML_SCALAR) {
        note_edge(loader, draft, by, "by");
    }
    for (const YamlNode *key = by == NULL ? NULL : by->first; key != NULL; key = key->next) {
        note_edge(loader, draft, key, "by");
    }
}

/* The services that must be seen before this one. */
static void note_access(Loader *loader, const Draft *draft, const YamlNode *access)
{
    if (access->kind == YAML_MAPPING) {
        note_requirements(loader, draft, access);
        return;
    }
    for (const YamlNode *step = access->first; step != NULL; step = step->next) {
        note_requirements(loader, draft, step);
    }
}

static bool member_kind_of(EntityKind kind, Text name, EntityKind *member)
{
    for (size_t i = 0; i < LENGTH_OF(short_members); i++) {
        if (short_members[i].owner == kind &&
            text_equal(name, text_from(short_members[i].list.name))) {
            *member = short_members[i].list.kind;
            return true;
        }
    }
    const MemberModel *model = entity_member(kind, name);
    if (model == NULL || model->kind == ENTITY_SCHEDULE || model->kind == ENTITY_ATTRIBUTE) {
        return false;
    }
    *member = model->kind;
    return true;
}

/* "fr" instead of {code: fr}: languages may be written as bare codes. */
static Outcome read_language_code(Loader *loader, const YamlNode *node, const Draft *owner,
                                  uint32_t position)
{
    Draft draft = {.kind = ENTITY_LANGUAGE,
                   .owner_kind = owner->kind,
                   .owner = owner->id,
                   .position = position,
                   .body = json_object()};
    draft.id = new_id(loader, ENTITY_LANGUAGE, node, owner, position);
    set_id(loader, draft.body, "id", draft.id);
    link_to_owner(loader, draft.body, ENTITY_LANGUAGE, owner);
    set_text(draft.body, "code", node->value);
    LIST_APPEND(loader->arena, &loader->drafts, draft);
    return OK;
}

static Outcome read_members(Loader *loader, EntityKind kind, const YamlNode *node,
                            const Draft *owner)
{
    uint32_t position = 0;
    const bool alone = node->kind != YAML_LIST;
    for (const YamlNode *item = alone ? node : node->first; item != NULL;
         item = alone ? NULL : item->next) {
        if (kind == ENTITY_LANGUAGE && item->kind == YAML_SCALAR) {
            TRY(read_language_code(loader, item, owner, position++));
        } else {
            TRY(read_record(loader, kind, item, owner, position++));
        }
    }
    return OK;
}

/* Codes of a vocabulary become attributes: the form every HSDS reader understands. */
static Outcome read_terms(Loader *loader, const YamlNode *node, const Draft *owner)
{
    uint32_t position = (uint32_t)json_integer_value(json_object_get(owner->body, "-terms"));
    const bool alone = node->kind != YAML_LIST;
    for (const YamlNode *item = alone ? node : node->first; item != NULL;
         item = alone ? NULL : item->next) {
        Draft draft = {.kind = ENTITY_ATTRIBUTE,
                       .owner_kind = owner->kind,
                       .owner = owner->id,
                       .position = position++,
                       .body = json_object()};
        draft.id = new_id(loader, ENTITY_ATTRIBUTE, item, owner, draft.position);
        draft.where =
            text_format(loader->arena, "%.*s:%zu", TEXT_ARG(loader->reader.file), item->line);
        load_note_reference(loader, ENTITY_TAXONOMY_TERM, item->value, draft.where);
        set_id(loader, draft.body, "id", draft.id);
        set_id(loader, draft.body, "link_id", owner->id);
        set_text(draft.body, "link_entity", text_from(entity_model(owner->kind)->name));
        set_text(draft.body, "label", item->value);
        set_id(loader, draft.body, "taxonomy_term_id",
               load_id_of_key(ENTITY_TAXONOMY_TERM, item->value));
        LIST_APPEND(loader->arena, &loader->drafts, draft);
    }
    (void)json_object_set_new(owner->body, "-terms", json_integer(position));
    return OK;
}

static bool is_term_list(EntityKind kind, Text name)
{
    for (size_t i = 0; kind == ENTITY_SERVICE && i < LENGTH_OF(term_lists); i++) {
        if (text_equal(name, text_from(term_lists[i]))) {
            return true;
        }
    }
    return false;
}

/* The organisation's places: the location records learn whose they are. */
static Outcome read_location_keys(Loader *loader, const YamlNode *node)
{
    for (const YamlNode *item = node->first; item != NULL; item = item->next) {
        if (item->kind != YAML_SCALAR) {
            return shape_refuse(&loader->reader, item, "the key of a location is expected");
        }
        const Text where =
            text_format(loader->arena, "%.*s:%zu", TEXT_ARG(loader->reader.file), item->line);
        load_note_reference(loader, ENTITY_LOCATION, item->value, where);
    }
    return OK;
}

static Outcome read_member(Loader *loader, Draft *draft, const YamlNode *node)
{
    const EntityKind kind = draft->kind;
    const LinkField *link = link_field_of(kind, node->key);
    const FieldModel *field = entity_field(kind, node->key);
    const Shape *shape = shape_of(kind, node->key);
    EntityKind member = kind;
    if (is_term_list(kind, node->key)) {
        return read_terms(loader, node, draft);
    }
    if (kind == ENTITY_ORGANIZATION && text_equal(node->key, TEXT("locations"))) {
        return read_location_keys(loader, node);
    }
    if (link != NULL && node->kind == YAML_SCALAR) {
        return put_link(loader, draft, link, node);
    }
    if (kind == ENTITY_SERVICE && text_equal(node->key, TEXT("access"))) {
        note_access(loader, draft, node);
    }
    if (shape != NULL && (field == NULL || kind >= HSDS_ENTITY_COUNT)) {
        return put_own(loader, draft->body, shape, node);
    }
    if (field != NULL) {
        return put_field(loader, draft->body, field, node);
    }
    if (member_kind_of(kind, node->key, &member)) {
        return read_members(loader, member, node, draft);
    }
    return shape_refuse(&loader->reader, node, "unknown field of %s", entity_model(kind)->name);
}

/* What is nested in a record and cites no source of its own has the record's. */
static const YamlNode *source_of(const YamlNode *node, const Draft *owner)
{
    const YamlNode *source = yaml_member(node, "source");
    if (source == NULL && owner != NOBODY) {
        source = owner->source;
    }
    return source;
}

static Outcome inherit_source(Loader *loader, Draft *draft, const YamlNode *node)
{
    if (draft->source == NULL || yaml_member(node, "source") != NULL ||
        draft->kind == ENTITY_FUNDING) {
        return OK;
    }
    return put_own(loader, draft->body, shape_of(ENTITY_ORGANIZATION, TEXT("source")),
                   draft->source);
}

static Outcome read_record(Loader *loader, EntityKind kind, const YamlNode *node,
                           const Draft *owner, uint32_t position)
{
    if (node->kind != YAML_MAPPING) {
        return shape_refuse(&loader->reader, node, "a record with named fields is expected");
    }
    Draft draft = {
        .kind = kind,
        .id = new_id(loader, kind, node, owner, position),
        .owner_kind = owner == NOBODY ? ENTITY_COUNT : owner->kind,
        .owner = owner == NOBODY ? (Id){{0}} : owner->id,
        .position = position,
        .body = json_object(),
        .source = source_of(node, owner),
        .where =
            text_format(loader->arena, "%.*s:%zu", TEXT_ARG(loader->reader.file), node->line),
    };
    const size_t mine = loader->drafts.count;
    LIST_APPEND(loader->arena, &loader->drafts, draft);
    set_id(loader, draft.body, "id", draft.id);
    link_to_owner(loader, draft.body, kind, owner);
    TRY(inherit_source(loader, &draft, node));
    for (const YamlNode *member = node->first; member != NULL; member = member->next) {
        TRY(read_member(loader, &draft, member));
    }
    put_defaults(kind, draft.body);
    (void)json_object_del(draft.body, "-terms");
    loader->drafts.items[mine].body = draft.body;
    return OK;
}

Outcome load_record(Loader *loader, EntityKind kind, const YamlNode *node, uint32_t position)
{
    return read_record(loader, kind, node, NOBODY, position);
}
