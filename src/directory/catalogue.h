/* SPDX-License-Identifier: EUPL-1.2 */
/* waiver: file length: structs that refer to each other are read together. */
/*
 * The catalogue is the directory in memory: immutable, built from the store's records, shared
 * by readers and replaced as a whole after a write. Things refer to each other by index in its
 * arrays; NONE says there is none. A Door is a service at a location, or a service one reaches
 * without going anywhere: what search finds and what a plan opens.
 */
#pragma once

#include "base/id.h"
#include "base/outcome.h"
#include "directory/hours.h"
#include "territory/gazetteer.h"
#include "words/language.h"

#define NONE UINT32_MAX

typedef enum Known { UNKNOWN_YET, YES, NO } Known; /* what a source may leave out */

typedef struct TextSpan {
    const Text *items;
    size_t count;
} TextSpan;

typedef struct PhraseSpan {
    const Phrase *items;
    size_t count;
} PhraseSpan;

typedef struct IndexSpan {
    const uint32_t *items;
    size_t count;
} IndexSpan;

/* What any record may carry about itself. */
typedef struct Marks {
    TextSpan sources;   /* "2:90-96" */
    TextSpan inventory; /* "S2-32" */
    Phrase doubt;       /* for the worker; empty when nothing is doubtful */
    Date valid_from;    /* DATE_NONE when not given */
    Date valid_to;
    Text verified_at; /* ISO date; empty: never verified */
    Text verified_by;
    Text verified_how;
    Text steward; /* key of an organisation */
} Marks;

typedef struct Phone {
    Text number;
    Text type; /* "voice", "fax" */
    Phrase description;
    Text hours_value;   /* OSM value; empty when unknown */
    const Hours *hours; /* NULL when unknown */
} Phone;

typedef struct PhoneSpan {
    const Phone *items;
    size_t count;
} PhoneSpan;

typedef struct Contact {
    Text name;
    Phrase title;
    Text email;
    PhoneSpan phones;
    bool is_private; /* shown to workers only, never exported */
} Contact;

typedef struct ContactSpan {
    const Contact *items;
    size_t count;
} ContactSpan;

typedef struct Document {
    Text key; /* "2" */
    Text title;
    Text publisher;
    Text date; /* as precise as known */
} Document;

typedef struct Organization {
    Id id;
    Text key;
    Phrase name;
    Phrase alternate_name;
    Phrase description;
    Text kind;
    uint32_t parent;
    Text email;
    Text website;
    TextSpan identifiers; /* of enterprise, as written */
    PhoneSpan phones;
    ContactSpan contacts;
    Marks marks;
} Organization;

typedef enum Precision {
    PRECISION_UNKNOWN,
    PRECISION_ADDRESS,
    PRECISION_STREET,
    PRECISION_SITE,
    PRECISION_POSTAL_CODE,
    PRECISION_COMMUNE,
    PRECISION_REGION,
} Precision;

typedef struct Location {
    Id id;
    Text key;
    Phrase name;
    Phrase description;
    Text street; /* address_1 */
    Text postal_code;
    Text city;
    Text province;
    Precision precision;
    bool has_point; /* known, or the centre of its postal code or commune */
    bool point_is_centre;
    GeoPoint point;
    bool is_virtual;
    bool is_confidential; /* found by search; address and point never shown */
    Known accepts_animals;
    PhraseSpan accessibility;
    PhoneSpan phones;
    Marks marks;
} Location;

/* How long a need can wait when nobody says: days are counted from one early morning to the
 * next. */
typedef enum UsualLimit { LIMIT_NONE, LIMIT_TODAY, LIMIT_TONIGHT } UsualLimit;

/* A term of a vocabulary: need, target public, intervention mode, housing situation, right. */
typedef struct Term {
    Id id;
    Text code;       /* "food.meal" */
    uint32_t parent; /* index in the same vocabulary */
    Phrase name;
    Phrase description;
    TextSpan synonyms[LANGUAGE_COUNT];
    TextSpan acronyms[LANGUAGE_COUNT];
    TextSpan phrases[LANGUAGE_COUNT];
    TextSpan themes; /* data.inclusion thematiques */
    TextSpan rights; /* codes of the vocabulary "rights" */
    Text icon;
    bool is_vital;
    bool is_general;             /* a door of it is a good answer to any need */
    const Hours *presumed_hours; /* NULL when nothing is presumed */
    int32_t duration;            /* minutes; 0 when unknown */
    int32_t rank;                /* its place among the roots; each hundred is a group */
    int32_t verify_every; /* days after which somebody asks its doors again; 0: nobody says */
    UsualLimit within;
    bool is_overnight; /* who comes stays until the morning */
    bool is_apart;     /* stands below its parent, but does not answer it */
    Marks marks;
} Term;

typedef struct Vocabulary {
    Id id;
    Text key; /* "needs" */
    Phrase name;
    const Term *terms; /* in order of code */
    size_t term_count;
} Vocabulary;

typedef enum AccessKind {
    ACCESS_WALK_IN,
    ACCESS_PHONE,
    ACCESS_APPOINTMENT,
    ACCESS_PRESCRIBER,
    ACCESS_CARD,
    ACCESS_TICKET,
    ACCESS_LETTER,
    ACCESS_ENQUIRY,
    ACCESS_FORM,
} AccessKind;

/* One thing to do before or on entering. */
typedef struct AccessStep {
    AccessKind kind;
    Phrase text;
    IndexSpan by; /* services that give the card, ticket, letter...: any one is enough */
    Text unless;  /* condition that makes the step done: "card_cigogne" */
    Text phone;
} AccessStep;

/* A condition of entry, as written; matching/ compiles and evaluates it. */
typedef struct ConditionText {
    Text key;
    Text expression; /* FEEL over the declared facts */
    Phrase text;     /* the same, said in words */
    Marks marks;
} ConditionText;

typedef struct Cost {
    Phrase option;
    Phrase description;
    Text currency;
    bool has_amount;
    double amount;
} Cost;

typedef struct Capacity {
    Text unit;         /* "bed" */
    int32_t maximum;   /* -1 unknown */
    int32_t available; /* -1 unknown */
    Text updated;
    Phrase description;
} Capacity;

typedef struct StatedConvention {
    TextSpan parties;
    Phrase text;
    Marks marks;
} StatedConvention;

typedef enum Remote { REMOTE_NO, REMOTE_TELEPHONE, REMOTE_ONLINE } Remote;

/* What a seasonal plan changes of a service from one day to another: a level that is switched
 * on (resources/cold, which stands above and gives them). Both days included. */
typedef struct ServiceMeasure {
    Id service;
    Text plan;  /* "Plan grand froid de Liège" */
    Text level; /* "Niveau 2" */
    Date first;
    Date last;
    int64_t places;        /* more than usual; 0 none */
    Text hours;            /* besides the usual, an OSM value; empty for none */
    bool is_unconditional; /* its conditions of entry are set aside */
} ServiceMeasure;

typedef struct MeasureSpan {
    const ServiceMeasure *items;
    size_t count;
} MeasureSpan;

typedef struct Service {
    Id id;
    Text key;
    Text slug; /* for addresses of pages: from the French name, unique with the id's start */
    uint32_t organization;
    Text program; /* key; empty when there is none */
    Phrase name;
    Phrase alternate_name;
    Phrase description;
    Text status; /* "active", ... */
    Text kind;   /* "service", "entitlement", ... */
    Text url;
    Text email;
    IndexSpan needs; /* terms of the vocabulary "needs" */
    TextSpan publics;
    TextSpan modes;
    TextSpan languages; /* ISO 639 codes spoken; empty: unknown */
    const ConditionText *conditions;
    size_t condition_count;
    bool open_to_all; /* the source says anybody may come */
    const AccessStep *access;
    size_t access_count;
    const Cost *costs;
    size_t cost_count;
    Known is_free;
    PhraseSpan documents; /* to bring */
    PhoneSpan phones;
    ContactSpan contacts;
    const Capacity *capacities;
    size_t capacity_count;
    const StatedConvention *conventions;
    size_t convention_count;
    PhraseSpan funders;
    Phrase crisis;    /* cause, for a service born of a crisis */
    int32_t duration; /* minutes of a visit; 0 unknown */
    Remote remote;
    IndexSpan doors;
    MeasureSpan measures; /* by first day */
    Marks marks;
} Service;

typedef struct Door {
    Id id; /* of the service_at_location; of the service for a remote door */
    uint32_t service;
    uint32_t location;  /* NONE for a remote door */
    const Hours *hours; /* NULL: unknown; with the longer ones of its service's measures */
    const Hours *usual; /* without those */
    Text hours_value;   /* OSM value when the source is one */
    Phrase hours_text;  /* what the source says instead of hours */
    Text presence;      /* "resident", "permanence", "itinerant" */
    int32_t last_entry; /* minutes before closing; 0 none known */
    PhoneSpan phones;
    Phrase description;
    Marks marks;
} Door;

typedef struct Place {
    Text key;
    Phrase name;
    TextSpan synonyms;
    GeoPoint point;
    Text postal_code;
} Place;

typedef struct Line {
    Phrase name;
    Text number;
    Phrase when;
    bool is_danger;
} Line;

typedef struct Catalogue {
    const Document *documents;
    size_t document_count;
    const Organization *organizations;
    size_t organization_count;
    const Location *locations;
    size_t location_count;
    const Service *services;
    size_t service_count;
    const Door *doors; /* of active services, in order of service */
    size_t door_count;
    const Vocabulary *vocabularies;
    size_t vocabulary_count;
    const Vocabulary *needs; /* an empty vocabulary when the store has none */
    const Place *places;
    size_t place_count;
    const Line *lines;
    size_t line_count;
    int64_t change_count; /* of the store when it was built */
    Moment built_at;
} Catalogue;

struct Session;

struct BodySink;

typedef struct CatalogueSource {
    struct Session *session;
    Moment now;
    const struct BodySink *also; /* given every record on the way, kind by kind; or NULL */
    MeasureSpan measures;        /* by service; texts outlive the catalogue */
} CatalogueSource;

/* Builds the catalogue of everything in the store. INVALID names the record that cannot be
 * understood. Memory comes from `arena`, which must outlive the catalogue. */
MUST_USE Outcome catalogue_build(Arena *arena, const CatalogueSource *source,
                                 const Catalogue **catalogue, Problem *problem);

/* By UUID, key or slug; NONE when unknown. */
uint32_t catalogue_service(const Catalogue *catalogue, Text name);
uint32_t catalogue_organization(const Catalogue *catalogue, Text name);
uint32_t catalogue_door(const Catalogue *catalogue, Text id);
uint32_t catalogue_need(const Catalogue *catalogue, Text code);
const Vocabulary *catalogue_vocabulary(const Catalogue *catalogue, Text key); /* or NULL */

/* Where one goes for a door; NULL when it is reached without going anywhere, or when its place
 * is confidential and must not be told. */
const Location *catalogue_shown_location(const Catalogue *catalogue, const Door *door);

/* Can one find it? By its street, or by a point that is its own and not the centre of a town.
 */
bool location_is_exact(const Location *location);

/* Of a place known by its town alone, only a distance to another town can be told. */
bool location_tells_distance(const Location *location, double meters);

/* The first number to call for a door: its own, else its service's, else its organisation's;
 * never a fax. NULL when none is known. */
const Phone *catalogue_phone(const Catalogue *catalogue, const Door *door);

/* True when `need` is `ancestor` or stands below it. */
bool need_is_within(const Catalogue *catalogue, uint32_t need, uint32_t ancestor);

/* The measure that sets the service's conditions aside on the day; NULL while they hold. */
const ServiceMeasure *service_unconditional(const Service *service, Date day);

/* True when the measure holds on the day. */
bool measure_holds(const ServiceMeasure *measure, Date day);

/* True when the record is valid on the day. */
bool marks_valid_on(const Marks *marks, Date day);

/* From the first day to the last, both included; DATE_NONE: no limit. */
typedef struct Validity {
    Date first;
    Date last;
} Validity;

/* A door is there while its service, its place and the door itself are. */
Validity door_validity(const Catalogue *catalogue, const Door *door);

/* True when some day from `from` to `to` lies in it. */
bool validity_meets(Validity validity, Date from, Date to);
