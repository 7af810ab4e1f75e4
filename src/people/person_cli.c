/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Persons from a terminal: found first, created last. What must not stand in the history of a
 * shell or in a list of processes, a name or a number, is read from standard input for "-".
 */
#include "people/person_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "people/merge.h"
#include "people/person_json.h"
#include "people/person_print_cli.h"

enum { MOST_INPUT = 1 << 16 };

static Outcome read_id(Invocation *invocation, int at, const char *name, Id *id)
{
    return id_parse(invocation->arguments[at], id)
               ? OK
               : USAGE_ERROR(invocation, name, "the identifier of a person is expected");
}

/* The text itself, or the first line of standard input for "-". */
static Outcome read_text(Invocation *invocation, Text given, Text *text)
{
    Text rest = given;
    *text = given;
    if (!text_equal(given, TEXT("-"))) {
        return OK;
    }
    TRY(invocation_read_file(invocation, given, MOST_INPUT, &rest));
    if (!text_next(&rest, '\n', text)) {
        *text = TEXT("");
    }
    return OK;
}

/* --------------------------------------------------------------------------------- finding */

typedef struct Finding {
    LookupQuery query;
    LookupAnswer answer;
} Finding;

static Outcome find(Access *access, void *context)
{
    Finding *finding = context;
    return lookup_find(access, &finding->query, &finding->answer);
}

static Outcome run_find(Invocation *invocation)
{
    Finding *finding = ARENA_NEW(invocation->arena, Finding);
    finding->query = (LookupQuery){
        .given = option_or(invocation, "given", ""),
        .family = option_or(invocation, "family", ""),
        .birth = option_or(invocation, "birth", ""),
        .phone = option_or(invocation, "phone", ""),
        .code = option_or(invocation, "code", ""),
        .helper = option_or(invocation, "helper", ""),
        .number_kind = option_or(invocation, "number-kind", ""),
    };
    if (invocation->argument_count > 0) {
        TRY(read_text(invocation, invocation->arguments[0], &finding->query.words));
    }
    if (finding->query.number_kind.length > 0) {
        finding->query.number = finding->query.words;
        finding->query.words = TEXT("");
    }
    TRY(manage_look(invocation->store, access_of_command(invocation), find, finding));
    cli_lookup(invocation, &finding->answer);
    return OK;
}

typedef struct Showing {
    Id person;
    bool has_history;
    PersonFile file;
} Showing;

static Outcome show(Access *access, void *context)
{
    Showing *showing = context;
    return showing->has_history ? person_read_history(access, showing->person, &showing->file)
                                : person_read(access, showing->person, &showing->file);
}

static Outcome run_show(Invocation *invocation)
{
    Showing showing = {.has_history = option_given(invocation, "history")};
    TRY(read_id(invocation, 0, "ID", &showing.person));
    TRY(manage_look(invocation->store, access_of_command(invocation), show, &showing));
    cli_person(invocation, &showing.file);
    return OK;
}

/* -------------------------------------------------------------------------------- creating */

typedef struct Creating {
    NewPerson made;
    bool is_sure; /* the likely doubles were seen */
    bool is_done;
    LookupAnswer doubles;
    Id person;
} Creating;

static Outcome create(Access *access, void *context)
{
    Creating *creating = context;
    const NewPerson *made = &creating->made;
    creating->is_done = false;
    if (!creating->is_sure) {
        TRY(lookup_doubles(access, made->facts, made->fact_count, &creating->doubles));
    }
    if (creating->doubles.count > 0 || creating->doubles.someone_may_know) {
        return OK;
    }
    TRY(person_create(access, made, &creating->person));
    creating->is_done = true;
    return OK;
}

static Outcome read_document(Invocation *invocation, NewPerson *made)
{
    Text content = TEXT("");
    json_t *body SCOPED(json_close) = NULL;
    TRY(invocation_read_file(invocation, invocation->arguments[0], MOST_INPUT, &content));
    TRY(json_read(content, JSON_REQUEST_LIMITS, &body, &invocation->problem));
    return person_read_new(invocation->arena, body, made, &invocation->problem);
}

static void read_options(Invocation *invocation, NewPerson *made)
{
    static const struct {
        FactKind kind;
        const char *value;
        const char *extra;
    } rows[] = {
        {FACT_NAME,        "given",       "family"},
        {FACT_ALIAS,       "alias",       NULL    },
        {FACT_DESCRIPTION, "description", NULL    },
        {FACT_BIRTH,       "birth",       NULL    },
        {FACT_PHONE,       "phone",       NULL    },
        {FACT_LANGUAGE,    "language",    NULL    },
    };
    PersonDetail *facts = ARENA_ARRAY(invocation->arena, PersonDetail, LENGTH_OF(rows));
    size_t count = 0;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const Text value = option_or(invocation, rows[i].value, "");
        const Text extra =
            rows[i].extra == NULL ? TEXT("") : option_or(invocation, rows[i].extra, "");
        if (value.length > 0 || extra.length > 0) {
            facts[count++] =
                (PersonDetail){.kind = rows[i].kind, .value = value, .extra = extra};
        }
    }
    made->facts = facts;
    made->fact_count = count;
}

static Outcome read_new(Invocation *invocation, NewPerson *made)
{
    const Text team = option_or(invocation, "team", "");
    if (invocation->argument_count > 0) {
        TRY(read_document(invocation, made));
    } else {
        read_options(invocation, made);
    }
    made->is_restricted = made->is_restricted || option_given(invocation, "restricted");
    if (team.length > 0 && !id_parse(team, &made->team)) {
        return USAGE_ERROR(invocation, "team", "the identifier of a team is expected");
    }
    return OK;
}

static Outcome run_add(Invocation *invocation)
{
    Creating *creating = ARENA_NEW(invocation->arena, Creating);
    creating->is_sure = option_given(invocation, "sure");
    TRY(read_new(invocation, &creating->made));
    TRY(manage_run(invocation->store, access_of_command(invocation), create, creating));
    if (!creating->is_done) {
        cli_lookup(invocation, &creating->doubles);
        return problem_set(&invocation->problem, CONFLICT, TEXT(""), "sure",
                           "somebody like this has a file: open that one, or add --sure");
    }
    const Text id = id_format(invocation->arena, creating->person);
    cli_line(invocation, invocation->json
                             ? text_format(invocation->arena, "{\"id\":\"%.*s\"}", TEXT_ARG(id))
                             : id);
    return OK;
}

/* -------------------------------------------------------------------------------- changing */

typedef struct Changing {
    Id person;
    FactChange change;
    FactResult result;
} Changing;

static Outcome change(Access *access, void *context)
{
    Changing *changing = context;
    return person_change_fact(access, changing->person, &changing->change, &changing->result);
}

static Outcome read_codes(Invocation *invocation, PersonDetail *what)
{
    if (!fact_kind_parse(invocation->arguments[1], &what->kind)) {
        return USAGE_ERROR(invocation, "KIND",
                           "name, alias, description, birth, phone, address, identifier... is "
                           "expected");
    }
    if (!fact_class_parse(option_or(invocation, "class", "basic"), &what->class)) {
        return USAGE_ERROR(invocation, "class",
                           "basic, contact, protected or number is expected");
    }
    return fact_source_parse(option_or(invocation, "source", "person"), &what->source)
               ? OK
               : USAGE_ERROR(invocation, "source",
                             "person, document, worker, other or import is expected");
}

static Outcome read_change(Invocation *invocation, FactChange *change)
{
    const Text fact = option_or(invocation, "fact", "");
    const Text revision = option_or(invocation, "revision", "0");
    change->ends = option_given(invocation, "end");
    TRY(read_codes(invocation, &change->what));
    if (fact.length > 0 && !id_parse(fact, &change->fact)) {
        return USAGE_ERROR(invocation, "fact", "the identifier of a fact is expected");
    }
    if (!text_to_integer(revision, &change->base_revision)) {
        return USAGE_ERROR(invocation, "revision", "a whole number is expected");
    }
    if (fact.length > 0 && change->base_revision == 0) {
        return USAGE_ERROR(invocation, "revision",
                           "the revision that was seen is expected with --fact");
    }
    if (invocation->argument_count < 3 && !change->ends) {
        return USAGE_ERROR(invocation, "VALUE", "a value is expected, or - to read it");
    }
    change->what.extra = option_or(invocation, "extra", "");
    change->what.valid_from = option_or(invocation, "from", "");
    change->what.valid_to = option_or(invocation, "to", "");
    return invocation->argument_count < 3
               ? OK
               : read_text(invocation, invocation->arguments[2], &change->what.value);
}

static Outcome run_set(Invocation *invocation)
{
    Changing changing = {0};
    TRY(read_id(invocation, 0, "ID", &changing.person));
    TRY(read_change(invocation, &changing.change));
    TRY(manage_run(invocation->store, access_of_command(invocation), change, &changing));
    cli_fact_result(invocation, &changing.result);
    return changing.result.is_contested
               ? problem_set(&invocation->problem, CONFLICT, TEXT(""), "revision",
                             "another change came first: both are kept, and somebody must say "
                             "which holds")
               : OK;
}

/* --------------------------------------------------------------------------------- merging */

typedef struct Merging {
    Id absorbed;
    Id into;
} Merging;

static Outcome merge(Access *access, void *context)
{
    const Merging *merging = context;
    return person_merge(access, merging->absorbed, merging->into);
}

static Outcome unmerge(Access *access, void *context)
{
    const Merging *merging = context;
    return person_unmerge(access, merging->absorbed);
}

static Outcome tell(const Invocation *invocation, const char *done)
{
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"done\":\"%s\"}\n", done);
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%s\n", done);
    }
    return OK;
}

static Outcome run_merge(Invocation *invocation)
{
    Merging merging = {0};
    TRY(read_id(invocation, 0, "ID", &merging.absorbed));
    TRY(read_id(invocation, 1, "INTO", &merging.into));
    TRY(manage_run(invocation->store, access_of_command(invocation), merge, &merging));
    return tell(invocation, "merged");
}

static Outcome run_unmerge(Invocation *invocation)
{
    Merging merging = {0};
    TRY(read_id(invocation, 0, "ID", &merging.absorbed));
    TRY(manage_run(invocation->store, access_of_command(invocation), unmerge, &merging));
    return tell(invocation, "unmerged");
}

static const Option find_options[] = {
    {"given",       OPTION_VALUE, "NAME",   "The given name."                                  },
    {"family",      OPTION_VALUE, "NAME",   "The family name."                                 },
    {"birth",       OPTION_VALUE, "DAY",    "1985-07-30, 1985-07 or 1985."                     },
    {"phone",       OPTION_VALUE, "NUMBER", "A telephone."                                     },
    {"code",        OPTION_VALUE, "CODE",   "The code of a card: 7K3M-9QTR."                   },
    {"helper",      OPTION_VALUE, "NAME",   "Who helps the person."                            },
    {"number-kind", OPTION_VALUE, "KIND",   "WORDS is a number of this kind: niss, card, file."},
};

static const Option show_options[] = {
    {"history", OPTION_FLAG, NULL, "Also what no longer holds."},
};

static const Option add_options[] = {
    {"given",       OPTION_VALUE, "NAME",   "The given name."                        },
    {"family",      OPTION_VALUE, "NAME",   "The family name."                       },
    {"alias",       OPTION_VALUE, "NAME",   "What they are called by."               },
    {"description", OPTION_VALUE, "WORDS",  "Of somebody unknown: \"man, red coat\"."},
    {"birth",       OPTION_VALUE, "DAY",    "1985-07-30, 1985-07 or 1985."           },
    {"phone",       OPTION_VALUE, "NUMBER", "A telephone."                           },
    {"language",    OPTION_VALUE, "CODE",   "What they speak: ar, ro..."             },
    {"team",        OPTION_VALUE, "ID",     "Which of your teams keeps the file."    },
    {"restricted",  OPTION_FLAG,  NULL,     "Known to that team alone."              },
    {"sure",        OPTION_FLAG,  NULL,     "Create it although somebody is alike."  },
};

static const Option set_options[] = {
    {"extra",    OPTION_VALUE, "TEXT",   "The family name, the town, the kind of number."},
    {"class",    OPTION_VALUE, "CODE",   "basic, contact, protected or number."          },
    {"source",   OPTION_VALUE, "CODE",   "person, document, worker, other or import."    },
    {"from",     OPTION_VALUE, "DAY",    "Since when it holds."                          },
    {"to",       OPTION_VALUE, "DAY",    "Until when it holds."                          },
    {"fact",     OPTION_VALUE, "ID",     "The fact that changes; a new one else."        },
    {"revision", OPTION_VALUE, "NUMBER", "That of the fact as you saw it."               },
    {"end",      OPTION_FLAG,  NULL,     "It no longer holds."                           },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "person find",
     .arguments = "[WORDS]",
     .summary = "Look a person up by name, sound, birth, telephone or code.",
     .examples = "seuil person find \"Camille Exemple 1985\"\n"
                 "seuil person find - < words.txt\n"
                 "seuil person find - --number-kind niss < number.txt",           .options = find_options,
     .option_count = LENGTH_OF(find_options),
     .least_arguments = 0,
     .most_arguments = 1,
     .permission = MAY_FIND_PERSON,
     .store = STORE_READ,
     .run = run_find   },
    {.name = "person show",
     .arguments = "ID",
     .summary = "Show what is known of a person, as far as it is open to you.",
     .examples = "seuil person show 0198c0de-0000-7000-8000-000000000001 --json",
     .options = show_options,
     .option_count = LENGTH_OF(show_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_PERSON,
     .store = STORE_READ,
     .run = run_show   },
    {.name = "person add",
     .arguments = "[FILE]",
     .summary = "Open a file for a person; one that is alike is told first.",
     .examples = "seuil person add --given Camille --family Exemple --birth 1985-07-30\n"
                 "seuil person add --description \"man, about 40, red coat, station\"\n"
                 "seuil person add - < person.json",                              .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 0,
     .most_arguments = 1,
     .permission = MAY_CREATE_PERSON,
     .store = STORE_WRITE,
     .run = run_add    },
    {.name = "person set",
     .arguments = "ID KIND [VALUE]",
     .summary = "Add, change or end one thing known of a person.",
     .examples = "seuil person set 0198c0de-0000-7000-8000-000000000001 language ar\n"
                 "seuil person set 0198c0de-0000-7000-8000-000000000001 identifier - "
                 "--extra niss < number.txt",                                     .options = set_options,
     .option_count = LENGTH_OF(set_options),
     .least_arguments = 2,
     .most_arguments = 3,
     .permission = MAY_WRITE_PERSON,
     .store = STORE_WRITE,
     .run = run_set    },
    {.name = "person merge",
     .arguments = "ID INTO",
     .summary = "Say that two files are of one person; it can be undone.",
     .examples = "seuil person merge 0198c0de-0000-7000-8000-000000000002 "
                 "0198c0de-0000-7000-8000-000000000001",                          .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_MERGE_PERSONS,
     .store = STORE_WRITE,
     .run = run_merge  },
    {.name = "person unmerge",
     .arguments = "ID",
     .summary = "Undo a merge: the file comes out whole.",
     .examples = "seuil person unmerge 0198c0de-0000-7000-8000-000000000002",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_MERGE_PERSONS,
     .store = STORE_WRITE,
     .run = run_unmerge},
};
/* clang-format on */

const CommandTable PERSON_COMMANDS = {commands, LENGTH_OF(commands)};
