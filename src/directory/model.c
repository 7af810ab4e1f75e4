/* SPDX-License-Identifier: EUPL-1.2 */
/* waiver: file length: one table, a row an HSDS field. */
#include "directory/model.h"

#include "base/list.h"

static const FieldModel organization_fields[] = {
    {"name",                   FIELD_TEXT,   true,  NULL},
    {"alternate_name",         FIELD_TEXT,   false, NULL},
    {"description",            FIELD_TEXT,   true,  NULL},
    {"email",                  FIELD_EMAIL,  false, NULL},
    {"website",                FIELD_URI,    false, NULL},
    {"tax_status",             FIELD_TEXT,   false, NULL},
    {"tax_id",                 FIELD_TEXT,   false, NULL},
    {"year_incorporated",      FIELD_NUMBER, false, NULL},
    {"legal_status",           FIELD_TEXT,   false, NULL},
    {"logo",                   FIELD_TEXT,   false, NULL},
    {"uri",                    FIELD_URI,    false, NULL},
    {"parent_organization_id", FIELD_ID,     false, NULL},
};

static const MemberModel organization_members[] = {
    {"additional_websites",      ENTITY_URL,                     MEMBER_MANY},
    {"funding",                  ENTITY_FUNDING,                 MEMBER_MANY},
    {"contacts",                 ENTITY_CONTACT,                 MEMBER_MANY},
    {"phones",                   ENTITY_PHONE,                   MEMBER_MANY},
    {"locations",                ENTITY_LOCATION,                MEMBER_MANY},
    {"programs",                 ENTITY_PROGRAM,                 MEMBER_MANY},
    {"organization_identifiers", ENTITY_ORGANIZATION_IDENTIFIER, MEMBER_MANY},
    {"attributes",               ENTITY_ATTRIBUTE,               MEMBER_MANY},
    {"metadata",                 ENTITY_METADATA,                MEMBER_MANY},
};

static const FieldModel service_fields[] = {
    {"organization_id",         FIELD_ID,     false, NULL                                        },
    {"program_id",              FIELD_ID,     false, NULL                                        },
    {"name",                    FIELD_TEXT,   true,  NULL                                        },
    {"alternate_name",          FIELD_TEXT,   false, NULL                                        },
    {"description",             FIELD_TEXT,   false, NULL                                        },
    {"url",                     FIELD_URI,    false, NULL                                        },
    {"email",                   FIELD_EMAIL,  false, NULL                                        },
    {"status",                  FIELD_CHOICE, true,  "active|inactive|defunct|temporarily closed"},
    {"interpretation_services", FIELD_TEXT,   false, NULL                                        },
    {"application_process",     FIELD_TEXT,   false, NULL                                        },
    {"fees_description",        FIELD_TEXT,   false, NULL                                        },
    {"wait_time",               FIELD_TEXT,   false, NULL                                        },
    {"fees",                    FIELD_TEXT,   false, NULL                                        },
    {"accreditations",          FIELD_TEXT,   false, NULL                                        },
    {"eligibility_description", FIELD_TEXT,   false, NULL                                        },
    {"minimum_age",             FIELD_NUMBER, false, NULL                                        },
    {"maximum_age",             FIELD_NUMBER, false, NULL                                        },
    {"assured_date",            FIELD_DATE,   false, NULL                                        },
    {"assurer_email",           FIELD_EMAIL,  false, NULL                                        },
    {"licenses",                FIELD_TEXT,   false, NULL                                        },
    {"alert",                   FIELD_TEXT,   false, NULL                                        },
    {"last_modified",           FIELD_MOMENT, false, NULL                                        },
};

static const MemberModel service_members[] = {
    {"additional_urls",      ENTITY_URL,                 MEMBER_MANY},
    {"phones",               ENTITY_PHONE,               MEMBER_MANY},
    {"schedules",            ENTITY_SCHEDULE,            MEMBER_MANY},
    {"service_areas",        ENTITY_SERVICE_AREA,        MEMBER_MANY},
    {"service_at_locations", ENTITY_SERVICE_AT_LOCATION, MEMBER_MANY},
    {"languages",            ENTITY_LANGUAGE,            MEMBER_MANY},
    {"organization",         ENTITY_ORGANIZATION,        MEMBER_ONE },
    {"funding",              ENTITY_FUNDING,             MEMBER_MANY},
    {"cost_options",         ENTITY_COST_OPTION,         MEMBER_MANY},
    {"program",              ENTITY_PROGRAM,             MEMBER_ONE },
    {"required_documents",   ENTITY_REQUIRED_DOCUMENT,   MEMBER_MANY},
    {"contacts",             ENTITY_CONTACT,             MEMBER_MANY},
    {"capacities",           ENTITY_SERVICE_CAPACITY,    MEMBER_MANY},
    {"attributes",           ENTITY_ATTRIBUTE,           MEMBER_MANY},
    {"metadata",             ENTITY_METADATA,            MEMBER_MANY},
};

static const FieldModel service_at_location_fields[] = {
    {"service_id",  FIELD_ID,   false, NULL},
    {"location_id", FIELD_ID,   false, NULL},
    {"description", FIELD_TEXT, false, NULL},
};

static const MemberModel service_at_location_members[] = {
    {"service_areas", ENTITY_SERVICE_AREA, MEMBER_MANY},
    {"contacts",      ENTITY_CONTACT,      MEMBER_MANY},
    {"phones",        ENTITY_PHONE,        MEMBER_MANY},
    {"schedules",     ENTITY_SCHEDULE,     MEMBER_MANY},
    {"location",      ENTITY_LOCATION,     MEMBER_ONE },
    {"attributes",    ENTITY_ATTRIBUTE,    MEMBER_MANY},
    {"metadata",      ENTITY_METADATA,     MEMBER_MANY},
};

static const FieldModel location_fields[] = {
    {"location_type",            FIELD_CHOICE, true,  "physical|postal|virtual"},
    {"url",                      FIELD_URI,    false, NULL                     },
    {"organization_id",          FIELD_ID,     false, NULL                     },
    {"name",                     FIELD_TEXT,   false, NULL                     },
    {"alternate_name",           FIELD_TEXT,   false, NULL                     },
    {"description",              FIELD_TEXT,   false, NULL                     },
    {"transportation",           FIELD_TEXT,   false, NULL                     },
    {"latitude",                 FIELD_NUMBER, false, NULL                     },
    {"longitude",                FIELD_NUMBER, false, NULL                     },
    {"external_identifier",      FIELD_TEXT,   false, NULL                     },
    {"external_identifier_type", FIELD_TEXT,   false, NULL                     },
};

static const MemberModel location_members[] = {
    {"languages",     ENTITY_LANGUAGE,      MEMBER_MANY},
    {"addresses",     ENTITY_ADDRESS,       MEMBER_MANY},
    {"contacts",      ENTITY_CONTACT,       MEMBER_MANY},
    {"accessibility", ENTITY_ACCESSIBILITY, MEMBER_MANY},
    {"phones",        ENTITY_PHONE,         MEMBER_MANY},
    {"schedules",     ENTITY_SCHEDULE,      MEMBER_MANY},
    {"attributes",    ENTITY_ATTRIBUTE,     MEMBER_MANY},
    {"metadata",      ENTITY_METADATA,      MEMBER_MANY},
};

static const FieldModel program_fields[] = {
    {"organization_id", FIELD_ID,   false, NULL},
    {"name",            FIELD_TEXT, true,  NULL},
    {"alternate_name",  FIELD_TEXT, false, NULL},
    {"description",     FIELD_TEXT, true,  NULL},
};

static const MemberModel program_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel address_fields[] = {
    {"location_id",    FIELD_ID,     false, NULL                     },
    {"attention",      FIELD_TEXT,   false, NULL                     },
    {"address_1",      FIELD_TEXT,   true,  NULL                     },
    {"address_2",      FIELD_TEXT,   false, NULL                     },
    {"city",           FIELD_TEXT,   true,  NULL                     },
    {"region",         FIELD_TEXT,   false, NULL                     },
    {"state_province", FIELD_TEXT,   true,  NULL                     },
    {"postal_code",    FIELD_TEXT,   true,  NULL                     },
    {"country",        FIELD_TEXT,   true,  NULL                     },
    {"address_type",   FIELD_CHOICE, true,  "physical|postal|virtual"},
};

static const MemberModel address_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel phone_fields[] = {
    {"location_id",            FIELD_ID,     false, NULL},
    {"service_id",             FIELD_ID,     false, NULL},
    {"organization_id",        FIELD_ID,     false, NULL},
    {"contact_id",             FIELD_ID,     false, NULL},
    {"service_at_location_id", FIELD_ID,     false, NULL},
    {"number",                 FIELD_TEXT,   true,  NULL},
    {"extension",              FIELD_NUMBER, false, NULL},
    {"type",                   FIELD_TEXT,   false, NULL},
    {"description",            FIELD_TEXT,   false, NULL},
};

static const MemberModel phone_members[] = {
    {"languages",  ENTITY_LANGUAGE,  MEMBER_MANY},
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel schedule_fields[] = {
    {"service_id",             FIELD_ID,     false, NULL                  },
    {"location_id",            FIELD_ID,     false, NULL                  },
    {"service_at_location_id", FIELD_ID,     false, NULL                  },
    {"valid_from",             FIELD_DATE,   false, NULL                  },
    {"valid_to",               FIELD_DATE,   false, NULL                  },
    {"dtstart",                FIELD_DATE,   false, NULL                  },
    {"timezone",               FIELD_NUMBER, false, NULL                  },
    {"until",                  FIELD_DATE,   false, NULL                  },
    {"count",                  FIELD_NUMBER, false, NULL                  },
    {"wkst",                   FIELD_CHOICE, false, "MO|TU|WE|TH|FR|SA|SU"},
    {"freq",                   FIELD_CHOICE, false, "WEEKLY|MONTHLY"      },
    {"interval",               FIELD_NUMBER, false, NULL                  },
    {"byday",                  FIELD_TEXT,   false, NULL                  },
    {"byweekno",               FIELD_TEXT,   false, NULL                  },
    {"bymonthday",             FIELD_TEXT,   false, NULL                  },
    {"byyearday",              FIELD_TEXT,   false, NULL                  },
    {"description",            FIELD_TEXT,   false, NULL                  },
    {"opens_at",               FIELD_TEXT,   false, NULL                  },
    {"closes_at",              FIELD_TEXT,   false, NULL                  },
    {"schedule_link",          FIELD_URI,    false, NULL                  },
    {"attending_type",         FIELD_TEXT,   false, NULL                  },
    {"notes",                  FIELD_TEXT,   false, NULL                  },
};

static const MemberModel schedule_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel contact_fields[] = {
    {"organization_id",        FIELD_ID,    false, NULL},
    {"service_id",             FIELD_ID,    false, NULL},
    {"service_at_location_id", FIELD_ID,    false, NULL},
    {"location_id",            FIELD_ID,    false, NULL},
    {"name",                   FIELD_TEXT,  false, NULL},
    {"title",                  FIELD_TEXT,  false, NULL},
    {"department",             FIELD_TEXT,  false, NULL},
    {"email",                  FIELD_EMAIL, false, NULL},
};

static const MemberModel contact_members[] = {
    {"phones",     ENTITY_PHONE,     MEMBER_MANY},
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel language_fields[] = {
    {"service_id",  FIELD_ID,   false, NULL},
    {"location_id", FIELD_ID,   false, NULL},
    {"phone_id",    FIELD_ID,   false, NULL},
    {"name",        FIELD_TEXT, false, NULL},
    {"code",        FIELD_TEXT, false, NULL},
    {"note",        FIELD_TEXT, false, NULL},
};

static const MemberModel language_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel accessibility_fields[] = {
    {"location_id", FIELD_ID,   false, NULL},
    {"description", FIELD_TEXT, false, NULL},
    {"details",     FIELD_TEXT, false, NULL},
    {"url",         FIELD_URI,  false, NULL},
};

static const MemberModel accessibility_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel funding_fields[] = {
    {"organization_id", FIELD_ID,   false, NULL},
    {"service_id",      FIELD_ID,   false, NULL},
    {"source",          FIELD_TEXT, false, NULL},
};

static const MemberModel funding_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel cost_option_fields[] = {
    {"service_id",         FIELD_ID,     false, NULL},
    {"valid_from",         FIELD_DATE,   false, NULL},
    {"valid_to",           FIELD_DATE,   false, NULL},
    {"option",             FIELD_TEXT,   false, NULL},
    {"currency",           FIELD_TEXT,   false, NULL},
    {"amount",             FIELD_NUMBER, false, NULL},
    {"amount_description", FIELD_TEXT,   false, NULL},
};

static const MemberModel cost_option_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel required_document_fields[] = {
    {"service_id", FIELD_ID,   false, NULL},
    {"document",   FIELD_TEXT, false, NULL},
    {"uri",        FIELD_URI,  false, NULL},
};

static const MemberModel required_document_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel service_area_fields[] = {
    {"service_id",             FIELD_ID,   false, NULL},
    {"service_at_location_id", FIELD_ID,   false, NULL},
    {"name",                   FIELD_TEXT, false, NULL},
    {"description",            FIELD_TEXT, false, NULL},
    {"extent",                 FIELD_TEXT, false, NULL},
    {"extent_type",            FIELD_TEXT, false, NULL},
    {"uri",                    FIELD_TEXT, false, NULL},
};

static const MemberModel service_area_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel service_capacity_fields[] = {
    {"service_id",  FIELD_ID,     false, NULL},
    {"unit_id",     FIELD_ID,     false, NULL},
    {"available",   FIELD_NUMBER, true,  NULL},
    {"maximum",     FIELD_NUMBER, false, NULL},
    {"description", FIELD_TEXT,   false, NULL},
    {"updated",     FIELD_MOMENT, true,  NULL},
};

static const MemberModel service_capacity_members[] = {
    {"unit",       ENTITY_UNIT,      MEMBER_ONE },
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel unit_fields[] = {
    {"name",       FIELD_TEXT, true,  NULL},
    {"scheme",     FIELD_TEXT, false, NULL},
    {"identifier", FIELD_TEXT, false, NULL},
    {"uri",        FIELD_URI,  false, NULL},
};

static const MemberModel unit_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel organization_identifier_fields[] = {
    {"organization_id",   FIELD_ID,   false, NULL},
    {"identifier_scheme", FIELD_TEXT, false, NULL},
    {"identifier_type",   FIELD_TEXT, true,  NULL},
    {"identifier",        FIELD_TEXT, true,  NULL},
};

static const MemberModel organization_identifier_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel url_fields[] = {
    {"label",           FIELD_TEXT, false, NULL},
    {"url",             FIELD_URI,  true,  NULL},
    {"organization_id", FIELD_ID,   false, NULL},
    {"service_id",      FIELD_ID,   false, NULL},
};

static const MemberModel url_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const FieldModel taxonomy_fields[] = {
    {"name",        FIELD_TEXT, true,  NULL},
    {"description", FIELD_TEXT, true,  NULL},
    {"uri",         FIELD_URI,  false, NULL},
    {"version",     FIELD_TEXT, false, NULL},
};

static const MemberModel taxonomy_members[] = {
    {"metadata", ENTITY_METADATA, MEMBER_MANY},
};

static const FieldModel taxonomy_term_fields[] = {
    {"code",        FIELD_TEXT, false, NULL},
    {"name",        FIELD_TEXT, true,  NULL},
    {"description", FIELD_TEXT, true,  NULL},
    {"parent_id",   FIELD_ID,   false, NULL},
    {"taxonomy",    FIELD_TEXT, false, NULL},
    {"language",    FIELD_TEXT, false, NULL},
    {"taxonomy_id", FIELD_ID,   false, NULL},
    {"term_uri",    FIELD_URI,  false, NULL},
};

static const MemberModel taxonomy_term_members[] = {
    {"taxonomy_detail", ENTITY_TAXONOMY, MEMBER_ONE },
    {"metadata",        ENTITY_METADATA, MEMBER_MANY},
};

static const FieldModel attribute_fields[] = {
    {"link_id",          FIELD_ID,   false, NULL},
    {"taxonomy_term_id", FIELD_ID,   false, NULL},
    {"link_type",        FIELD_TEXT, false, NULL},
    {"link_entity",      FIELD_TEXT, false, NULL},
    {"value",            FIELD_TEXT, false, NULL},
    {"label",            FIELD_TEXT, false, NULL},
};

static const MemberModel attribute_members[] = {
    {"taxonomy_term", ENTITY_TAXONOMY_TERM, MEMBER_ONE },
    {"metadata",      ENTITY_METADATA,      MEMBER_MANY},
};

static const FieldModel metadata_fields[] = {
    {"resource_id",       FIELD_ID,   false, NULL},
    {"resource_type",     FIELD_TEXT, false, NULL},
    {"last_action_date",  FIELD_TEXT, true,  NULL},
    {"last_action_type",  FIELD_TEXT, true,  NULL},
    {"field_name",        FIELD_TEXT, true,  NULL},
    {"previous_value",    FIELD_TEXT, true,  NULL},
    {"replacement_value", FIELD_TEXT, true,  NULL},
    {"updated_by",        FIELD_TEXT, true,  NULL},
};

static const FieldModel meta_table_description_fields[] = {
    {"name",          FIELD_TEXT, false, NULL},
    {"language",      FIELD_TEXT, false, NULL},
    {"character_set", FIELD_TEXT, false, NULL},
};

static const MemberModel meta_table_description_members[] = {
    {"attributes", ENTITY_ATTRIBUTE, MEMBER_MANY},
    {"metadata",   ENTITY_METADATA,  MEMBER_MANY},
};

static const EntityModel entities[ENTITY_COUNT] = {
    [ENTITY_ORGANIZATION] = {"organization",            "organizations",            organization_fields,
                             LENGTH_OF(organization_fields),                                                                                         organization_members,
                             LENGTH_OF(organization_members)                                                                                                                                                          },
    [ENTITY_SERVICE] = {"service",                 "services",                 service_fields,       LENGTH_OF(service_fields),
                             service_members,                                                                                                                               LENGTH_OF(service_members)                },
    [ENTITY_SERVICE_AT_LOCATION] = {"service_at_location",     "service_at_location",
                             service_at_location_fields,                                                  LENGTH_OF(service_at_location_fields),
                             service_at_location_members,                                                                                                                   LENGTH_OF(service_at_location_members)    },
    [ENTITY_LOCATION] = {"location",                "locations",                location_fields,      LENGTH_OF(location_fields),
                             location_members,                                                                                                                              LENGTH_OF(location_members)               },
    [ENTITY_PROGRAM] = {"program",                 "programs",                 program_fields,       LENGTH_OF(program_fields),
                             program_members,                                                                                                                               LENGTH_OF(program_members)                },
    [ENTITY_ADDRESS] = {"address",                 "addresses",                address_fields,       LENGTH_OF(address_fields),
                             address_members,                                                                                                                               LENGTH_OF(address_members)                },
    [ENTITY_PHONE] = {"phone",                   "phones",                   phone_fields,         LENGTH_OF(phone_fields),                   phone_members,
                             LENGTH_OF(phone_members)                                                                                                                                                                 },
    [ENTITY_SCHEDULE] = {"schedule",                "schedules",                schedule_fields,      LENGTH_OF(schedule_fields),
                             schedule_members,                                                                                                                              LENGTH_OF(schedule_members)               },
    [ENTITY_CONTACT] = {"contact",                 "contacts",                 contact_fields,       LENGTH_OF(contact_fields),
                             contact_members,                                                                                                                               LENGTH_OF(contact_members)                },
    [ENTITY_LANGUAGE] = {"language",                "languages",                language_fields,      LENGTH_OF(language_fields),
                             language_members,                                                                                                                              LENGTH_OF(language_members)               },
    [ENTITY_ACCESSIBILITY] = {"accessibility",           "accessibility",            accessibility_fields,
                             LENGTH_OF(accessibility_fields),                                                                                        accessibility_members,
                             LENGTH_OF(accessibility_members)                                                                                                                                                         },
    [ENTITY_FUNDING] = {"funding",                 "funding",                  funding_fields,       LENGTH_OF(funding_fields),
                             funding_members,                                                                                                                               LENGTH_OF(funding_members)                },
    [ENTITY_COST_OPTION] = {"cost_option",             "cost_options",             cost_option_fields,
                             LENGTH_OF(cost_option_fields),                                                                                          cost_option_members,
                             LENGTH_OF(cost_option_members)                                                                                                                                                           },
    [ENTITY_REQUIRED_DOCUMENT] = {"required_document",       "required_documents",
                             required_document_fields,                                                    LENGTH_OF(required_document_fields),
                             required_document_members,                                                                                                                     LENGTH_OF(required_document_members)      },
    [ENTITY_SERVICE_AREA] = {"service_area",            "service_areas",            service_area_fields,
                             LENGTH_OF(service_area_fields),                                                                                         service_area_members,
                             LENGTH_OF(service_area_members)                                                                                                                                                          },
    [ENTITY_SERVICE_CAPACITY] = {"service_capacity",        "service_capacity",
                             service_capacity_fields,                                                     LENGTH_OF(service_capacity_fields),
                             service_capacity_members,                                                                                                                      LENGTH_OF(service_capacity_members)       },
    [ENTITY_UNIT] = {"unit",                    "units",                    unit_fields,          LENGTH_OF(unit_fields),                    unit_members,
                             LENGTH_OF(unit_members)                                                                                                                                                                  },
    [ENTITY_ORGANIZATION_IDENTIFIER] = {"organization_identifier", "organization_identifiers",
                             organization_identifier_fields,                                              LENGTH_OF(organization_identifier_fields),
                             organization_identifier_members,                                                                                                               LENGTH_OF(organization_identifier_members)},
    [ENTITY_URL] = {"url",                     "url",                      url_fields,           LENGTH_OF(url_fields),                     url_members,
                             LENGTH_OF(url_members)                                                                                                                                                                   },
    [ENTITY_TAXONOMY] = {"taxonomy",                "taxonomies",               taxonomy_fields,      LENGTH_OF(taxonomy_fields),
                             taxonomy_members,                                                                                                                              LENGTH_OF(taxonomy_members)               },
    [ENTITY_TAXONOMY_TERM] = {"taxonomy_term",           "taxonomy_terms",           taxonomy_term_fields,
                             LENGTH_OF(taxonomy_term_fields),                                                                                        taxonomy_term_members,
                             LENGTH_OF(taxonomy_term_members)                                                                                                                                                         },
    [ENTITY_ATTRIBUTE] = {"attribute",               "attributes",               attribute_fields,
                             LENGTH_OF(attribute_fields),                                                                                            attribute_members,
                             LENGTH_OF(attribute_members)                                                                                                                                                             },
    [ENTITY_METADATA] = {"metadata",                "metadata",                 metadata_fields,      LENGTH_OF(metadata_fields),
                             NULL,                                                                                                                                          0                                         },
    [ENTITY_META_TABLE_DESCRIPTION] = {"meta_table_description",  "meta_table_descriptions",
                             meta_table_description_fields,                                               LENGTH_OF(meta_table_description_fields),
                             meta_table_description_members,                                                                                                                LENGTH_OF(meta_table_description_members) },
    [ENTITY_DOCUMENT] = {"document",                "documents",                NULL,                 0,                                         NULL,                  0                                         },
    [ENTITY_PLACE] = {"place",                   "places",                   NULL,                 0,                                         NULL,                  0                                         },
    [ENTITY_LINE] = {"line",                    "lines",                    NULL,                 0,                                         NULL,                  0                                         },
};

const EntityModel *entity_model(EntityKind kind)
{
    return &entities[kind];
}

bool entity_kind_parse(Text name, EntityKind *kind)
{
    for (size_t i = 0; i < ENTITY_COUNT; i++) {
        if (text_equal(name, text_from(entities[i].name))) {
            *kind = (EntityKind)i;
            return true;
        }
    }
    return false;
}

const FieldModel *entity_field(EntityKind kind, Text name)
{
    const EntityModel *model = &entities[kind];
    for (size_t i = 0; i < model->field_count; i++) {
        if (text_equal(name, text_from(model->fields[i].name))) {
            return &model->fields[i];
        }
    }
    return NULL;
}

const MemberModel *entity_member(EntityKind kind, Text name)
{
    const EntityModel *model = &entities[kind];
    for (size_t i = 0; i < model->member_count; i++) {
        if (text_equal(name, text_from(model->members[i].name))) {
            return &model->members[i];
        }
    }
    return NULL;
}

bool choice_is_known(const char *choices, Text value)
{
    Text rest = text_from(choices);
    Text choice = {0};
    while (text_next(&rest, '|', &choice)) {
        if (text_equal(choice, value)) {
            return true;
        }
    }
    return false;
}
