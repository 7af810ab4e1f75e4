/* SPDX-License-Identifier: EUPL-1.2 */
#include "seuil.h"

#include "access/account_cli.h"
#include "access/client_cli.h"
#include "access/gate_cli.h"
#include "access/keys_cli.h"
#include "activities/course_cli.h"
#include "activities/screening_cli.h"
#include "base/list.h"
#include "casework/accompaniment_cli.h"
#include "casework/assessment_cli.h"
#include "casework/case_cli.h"
#include "casework/conference_cli.h"
#include "casework/document_cli.h"
#include "casework/question_cli.h"
#include "desk/desk_cli.h"
#include "directory/exchange_cli.h"
#include "directory/hours_cli.h"
#include "directory/twin_cli.h"
#include "dossier/retention_cli.h"
#include "dossier/secrecy_cli.h"
#include "dwellings/dwellings_cli.h"
#include "entitlements/entitlements_cli.h"
#include "freshness/freshness_cli.h"
#include "matching/feel_cli.h"
#include "matching/matching_cli.h"
#include "offline/offline_cli.h"
#include "operations/cells_cli.h"
#include "operations/jobs_cli.h"
#include "operations/operations_cli.h"
#include "people/ask_cli.h"
#include "people/household_cli.h"
#include "people/notice_cli.h"
#include "people/person_cli.h"
#include "referral/consent_cli.h"
#include "referral/referral_cli.h"
#include "resources/resources_cli.h"
#include "resources/rides/ride_cli.h"
#include "territory/identifier_cli.h"

/* One row a domain, in the order of the help; rows of one title share its lines. */
static const CommandGroup groups[] = {
    {"Doors",      &MATCHING_COMMANDS     },
    {"Doors",      &PLAN_COMMANDS         },
    {"Doors",      &SCREENING_COMMANDS    },
    {"Doors",      &INVITATION_COMMANDS   },
    {"Data",       &EXCHANGE_COMMANDS     },
    {"Data",       &CONVENTION_COMMANDS   },
    {"Data",       &ANOMALY_COMMANDS      },
    {"Data",       &TICKET_COMMANDS       },
    {"Data",       &IDENTIFIER_COMMANDS   },
    {"Data",       &HOURS_COMMANDS        },
    {"Data",       &FEEL_COMMANDS         },
    {"People",     &SESSION_COMMANDS      },
    {"People",     &LINK_COMMANDS         },
    {"People",     &PASSKEY_COMMANDS      },
    {"People",     &SECOND_COMMANDS       },
    {"People",     &ACCOUNT_COMMANDS      },
    {"People",     &JOURNAL_COMMANDS      },
    {"People",     &PERSON_COMMANDS       },
    {"People",     &PERSON_IMPORT_COMMANDS},
    {"People",     &PERSON_ASK_COMMANDS   },
    {"People",     &SECRECY_COMMANDS      },
    {"People",     &NOTICE_COMMANDS       },
    {"People",     &HOUSEHOLD_COMMANDS    },
    {"People",     &CONSENT_COMMANDS      },
    {"People",     &RETENTION_COMMANDS    },
    {"People",     &DESK_COMMANDS         },
    {"People",     &DESK_KEEP_COMMANDS    },
    {"People",     &CASE_COMMANDS         },
    {"People",     &CONFERENCE_COMMANDS   },
    {"People",     &DOCUMENT_COMMANDS     },
    {"People",     &ACCOMPANIMENT_COMMANDS},
    {"People",     &QUESTION_COMMANDS     },
    {"People",     &REFERRAL_COMMANDS     },
    {"People",     &SILENCE_COMMANDS      },
    {"People",     &REFERRAL_OPEN_COMMANDS},
    {"People",     &ASSESSMENT_COMMANDS   },
    {"People",     &UNIT_COMMANDS         },
    {"People",     &BOOKING_COMMANDS      },
    {"People",     &WAITING_COMMANDS      },
    {"People",     &RIDE_COMMANDS         },
    {"People",     &RIDE_ORDER_COMMANDS   },
    {"People",     &RIDE_HOUSE_COMMANDS   },
    {"People",     &RIDE_PLAN_COMMANDS    },
    {"People",     &AGENDA_COMMANDS       },
    {"People",     &COURSE_COMMANDS       },
    {"People",     &ENROLMENT_COMMANDS    },
    {"Operations", &OPERATIONS_COMMANDS   },
    {"Operations", &KEYS_COMMANDS         },
    {"Operations", &SETTLEMENT_COMMANDS   },
    {"Operations", &DWELLING_COMMANDS     },
    {"Operations", &TENANCY_COMMANDS      },
    {"Operations", &RENT_COMMANDS         },
    {"Operations", &CANDIDATURE_COMMANDS  },
    {"Operations", &SCHOOL_COMMANDS       },
    {"Operations", &COLD_COMMANDS         },
    {"Operations", &TWIN_COMMANDS         },
    {"Servers",    &JOB_COMMANDS          },
    {"Servers",    &CELL_COMMANDS         },
    {"Servers",    &CLIENT_COMMANDS       },
    {"Servers",    &DEVICE_COMMANDS       },
    {"Servers",    &TERMINAL_COMMANDS     },
    {"Servers",    &FRESHNESS_COMMANDS    },
    {"Seuil",      &CLI_COMMANDS          },
};

const CommandSet SEUIL_COMMANDS = {groups, LENGTH_OF(groups), &ACCESS_GATE};
