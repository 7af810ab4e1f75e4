/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shape of HSDS 3.2 (Open Referral, https://docs.openreferral.org): its 24 entities, their
 * fields, and how they nest. One table drives reading, checking and writing of JSON and CSV.
 * What HSDS has no word for travels in each record under the one key "seuil".
 */
#pragma once

#include "base/outcome.h"

typedef enum EntityKind {
    ENTITY_ORGANIZATION,
    ENTITY_SERVICE,
    ENTITY_SERVICE_AT_LOCATION,
    ENTITY_LOCATION,
    ENTITY_PROGRAM,
    ENTITY_ADDRESS,
    ENTITY_PHONE,
    ENTITY_SCHEDULE,
    ENTITY_CONTACT,
    ENTITY_LANGUAGE,
    ENTITY_ACCESSIBILITY,
    ENTITY_FUNDING,
    ENTITY_COST_OPTION,
    ENTITY_REQUIRED_DOCUMENT,
    ENTITY_SERVICE_AREA,
    ENTITY_SERVICE_CAPACITY,
    ENTITY_UNIT,
    ENTITY_ORGANIZATION_IDENTIFIER,
    ENTITY_URL,
    ENTITY_TAXONOMY,
    ENTITY_TAXONOMY_TERM,
    ENTITY_ATTRIBUTE,
    ENTITY_METADATA,
    ENTITY_META_TABLE_DESCRIPTION,
    HSDS_ENTITY_COUNT,
    /* Seuil's own kinds; never part of an HSDS export. */
    ENTITY_DOCUMENT = HSDS_ENTITY_COUNT, /* a source the facts were read in */
    ENTITY_PLACE,                        /* a named point people start from */
    ENTITY_LINE,                         /* a number shown at the top of every page */
    ENTITY_COUNT,
} EntityKind;

typedef enum FieldType {
    FIELD_TEXT,
    FIELD_ID, /* UUID */
    FIELD_URI,
    FIELD_EMAIL,
    FIELD_DATE,   /* 2026-11-24 */
    FIELD_MOMENT, /* 2026-11-24T18:05:00Z */
    FIELD_NUMBER,
    FIELD_CHOICE, /* one of `choices` */
} FieldType;

typedef struct FieldModel {
    const char *name;
    FieldType type;
    bool required;
    const char *choices; /* "active|inactive"; NULL unless FIELD_CHOICE */
} FieldModel;

typedef enum MemberCount { MEMBER_ONE, MEMBER_MANY } MemberCount;

/* A member of the JSON form that holds other records: "phones", "location". */
typedef struct MemberModel {
    const char *name;
    EntityKind kind;
    MemberCount count;
} MemberModel;

typedef struct EntityModel {
    const char *name;         /* "service_at_location" */
    const char *table;        /* name of the CSV file, without ".csv" */
    const FieldModel *fields; /* besides "id", which every entity has */
    size_t field_count;
    const MemberModel *members;
    size_t member_count;
} EntityModel;

/* Is the value one of "active|inactive"? */
bool choice_is_known(const char *choices, Text value);

const EntityModel *entity_model(EntityKind kind);
bool entity_kind_parse(Text name, EntityKind *kind);          /* by entity name */
const FieldModel *entity_field(EntityKind kind, Text name);   /* NULL when there is none */
const MemberModel *entity_member(EntityKind kind, Text name); /* NULL when there is none */
