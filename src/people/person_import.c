/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_import.h"

#include "directory/csv.h"
#include "people/lookup.h"

enum { MOST_COLUMNS = 40, MOST_CELL = 2000 };

/* -------------------------------------------------------------------------------- columns */

typedef struct Column {
    Text name;
    FactKind kind;
    bool is_extra;
    Text number; /* the kind of an identifier */
} Column;

typedef struct Header {
    Column columns[MOST_COLUMNS];
    size_t count;
} Header;

static const Column known[] = {
    {TEXT_INIT("given"),       FACT_NAME,        false, TEXT_INIT("")},
    {TEXT_INIT("family"),      FACT_NAME,        true,  TEXT_INIT("")},
    {TEXT_INIT("alias"),       FACT_ALIAS,       false, TEXT_INIT("")},
    {TEXT_INIT("description"), FACT_DESCRIPTION, false, TEXT_INIT("")},
    {TEXT_INIT("birth"),       FACT_BIRTH,       false, TEXT_INIT("")},
    {TEXT_INIT("sex"),         FACT_SEX,         false, TEXT_INIT("")},
    {TEXT_INIT("phone"),       FACT_PHONE,       false, TEXT_INIT("")},
    {TEXT_INIT("mail"),        FACT_MAIL,        false, TEXT_INIT("")},
    {TEXT_INIT("street"),      FACT_ADDRESS,     false, TEXT_INIT("")},
    {TEXT_INIT("town"),        FACT_ADDRESS,     true,  TEXT_INIT("")},
    {TEXT_INIT("nationality"), FACT_NATIONALITY, false, TEXT_INIT("")},
    {TEXT_INIT("language"),    FACT_LANGUAGE,    false, TEXT_INIT("")},
    {TEXT_INIT("interpreter"), FACT_INTERPRETER, false, TEXT_INIT("")},
};

static bool find_column(Text name, Column *column)
{
    const FactCodes numbers = fact_extra_codes(FACT_IDENTIFIER);
    size_t at = 0;
    for (size_t i = 0; i < LENGTH_OF(known); i++) {
        if (text_equal(name, known[i].name)) {
            *column = known[i];
            return true;
        }
    }
    const bool is_number = text_among(name, numbers.codes, numbers.count, &at);
    if (is_number) {
        const Text number = text_from(numbers.codes[at]);
        *column = (Column){.name = number, .kind = FACT_IDENTIFIER, .number = number};
    }
    return is_number;
}

static Outcome add_column(Header *header, Text name, Problem *problem)
{
    Column column = {0};
    if (header->count == MOST_COLUMNS || !find_column(name, &column)) {
        return problem_set(problem, INVALID, TEXT("line 1"), "columns",
                           "“%.*s” is no column: given, family, birth, phone, niss... are",
                           TEXT_ARG(text_slice(name, 0, 40)));
    }
    for (size_t i = 0; i < header->count; i++) {
        if (text_equal(header->columns[i].name, column.name)) {
            return problem_set(problem, INVALID, TEXT("line 1"), "columns",
                               "“%.*s” stands twice", TEXT_ARG(column.name));
        }
    }
    header->columns[header->count++] = column;
    return OK;
}

static Outcome read_header(CsvReader *reader, Arena *arena, Header *header, Problem *problem)
{
    CsvRow *row = ARENA_NEW(arena, CsvRow);
    bool found = false;
    TRY(csv_next(reader, arena, row, &found, problem));
    if (!found) {
        return problem_set(problem, INVALID, TEXT("line 1"), "columns",
                           "a first row with the names of the columns is expected");
    }
    for (size_t i = 0; i < row->count; i++) {
        TRY(add_column(header, text_trim(row->cells[i]), problem));
    }
    return OK;
}

/* ----------------------------------------------------------------------------------- rows */

static void remark(Arena *arena, PersonImport *import, ImportPerson *person,
                   const ImportRemark *what)
{
    import->wrong += what->finding == IMPORT_WRONG && !person->is_wrong ? 1 : 0;
    import->alike += what->finding != IMPORT_WRONG && !person->is_alike ? 1 : 0;
    person->is_wrong = person->is_wrong || what->finding == IMPORT_WRONG;
    person->is_alike = person->is_alike || what->finding != IMPORT_WRONG;
    if (import->remarks.count < PERSON_IMPORT_TOLD) {
        LIST_APPEND(arena, &import->remarks, *what);
    }
}

static void remark_wrong(Arena *arena, PersonImport *import, ImportPerson *person, Text field,
                         Text why)
{
    const ImportRemark wrong = {
        .line = person->line, .finding = IMPORT_WRONG, .field = field, .why = why};
    remark(arena, import, person, &wrong);
}

/* The two columns of a name, and of an address, are one fact. */
static PersonDetail *fact_of(PersonDetail *facts, size_t *count, const Column *column)
{
    for (size_t i = 0; i < *count; i++) {
        if (facts[i].kind == column->kind && column->kind != FACT_IDENTIFIER) {
            return &facts[i];
        }
    }
    PersonDetail *fact = &facts[(*count)++];
    *fact =
        (PersonDetail){.kind = column->kind, .source = SOURCE_IMPORT, .extra = column->number};
    return fact;
}

/* The columns that a fact came from. */
typedef struct Origin {
    Text value;
    Text extra;
} Origin;

static size_t read_cells(const Header *header, const CsvRow *row, PersonDetail *facts,
                         Origin *origins)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count && i < header->count; i++) {
        const Column *column = &header->columns[i];
        const Text cell = text_trim(row->cells[i]);
        if (cell.length > 0) {
            PersonDetail *fact = fact_of(facts, &count, column);
            Origin *origin = &origins[fact - facts];
            *(column->is_extra ? &fact->extra : &fact->value) = cell;
            *(column->is_extra ? &origin->extra : &origin->value) = column->name;
        }
    }
    return count;
}

static bool is_whoever(const PersonDetail *facts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind <= FACT_DESCRIPTION) {
            return true;
        }
    }
    return false;
}

/* What fact_check calls value and extra, by the name of the column. */
static Text column_of(const Origin *origin, bool is_extra)
{
    const bool has_value = origin->value.length > 0;
    return (is_extra && origin->extra.length > 0) || !has_value ? origin->extra : origin->value;
}

static void check_row(Arena *arena, Date today, PersonImport *import, ImportPerson *person,
                      const Origin *origins)
{
    PersonDetail *facts = ARENA_ARRAY(arena, PersonDetail, person->fact_count);
    for (size_t i = 0; i < person->fact_count; i++) {
        Problem problem = {.arena = arena};
        facts[i] = person->facts[i];
        const bool is_long = facts[i].value.length > MOST_CELL;
        if (is_long || facts[i].extra.length > MOST_CELL) {
            remark_wrong(arena, import, person, column_of(&origins[i], !is_long),
                         TEXT("it is too long"));
        } else if (fact_check(arena, today, &facts[i], &problem) != OK) {
            const bool is_extra = text_equal(problem.field, TEXT("extra"));
            remark_wrong(arena, import, person, column_of(&origins[i], is_extra),
                         problem.detail);
        }
    }
    person->facts = facts;
}

static void read_row(Arena *arena, Date today, const Header *header, const CsvRow *row,
                     PersonImport *import)
{
    PersonDetail facts[MOST_COLUMNS] = {0};
    Origin origins[MOST_COLUMNS] = {0};
    ImportPerson *person = &import->persons.items[import->persons.count - 1];
    person->fact_count = read_cells(header, row, facts, origins);
    person->facts = facts;
    check_row(arena, today, import, person, origins);
    if (row->count > header->count) {
        remark_wrong(arena, import, person, TEXT(""), TEXT("more cells than columns"));
    }
    if (!is_whoever(person->facts, person->fact_count)) {
        remark_wrong(arena, import, person, TEXT("given"),
                     TEXT("a name, an alias or a description is expected"));
    }
}

/* ----------------------------------------------------------------------- lines of the file */

static Text value_of(const ImportPerson *person, FactKind kind, bool is_extra)
{
    for (size_t i = 0; i < person->fact_count; i++) {
        if (person->facts[i].kind == kind) {
            return is_extra ? person->facts[i].extra : person->facts[i].value;
        }
    }
    return TEXT("");
}

static bool say_the_same(const ImportPerson *a, const ImportPerson *b)
{
    const Text family = value_of(a, FACT_NAME, true);
    return family.length > 0 && text_equal(family, value_of(b, FACT_NAME, true)) &&
           text_equal(value_of(a, FACT_NAME, false), value_of(b, FACT_NAME, false)) &&
           text_equal(value_of(a, FACT_BIRTH, false), value_of(b, FACT_BIRTH, false));
}

static void compare_with_earlier(Arena *arena, PersonImport *import)
{
    const size_t last = import->persons.count - 1;
    ImportPerson *person = &import->persons.items[last];
    for (size_t i = 0; i < last; i++) {
        if (say_the_same(&import->persons.items[i], person)) {
            const ImportRemark twice = {.line = person->line, .finding = IMPORT_TWICE};
            remark(arena, import, person, &twice);
            return;
        }
    }
}

Outcome person_import_read(Arena *arena, Date today, Text content, PersonImport *import,
                           Problem *problem)
{
    CsvReader *reader = ARENA_NEW(arena, CsvReader);
    CsvRow *row = ARENA_NEW(arena, CsvRow);
    Header header = {0};
    bool found = false;
    csv_open_text(reader, content);
    TRY(read_header(reader, arena, &header, problem));
    TRY(csv_next(reader, arena, row, &found, problem));
    while (found) {
        if (import->persons.count == PERSON_IMPORT_LINES) {
            return problem_set(problem, INVALID, text_format(arena, "line %zu", reader->line),
                               "", "at most %d persons are expected", PERSON_IMPORT_LINES);
        }
        LIST_APPEND(arena, &import->persons, (ImportPerson){.line = reader->line});
        read_row(arena, today, &header, row, import);
        compare_with_earlier(arena, import);
        TRY(csv_next(reader, arena, row, &found, problem));
    }
    return OK;
}

/* ------------------------------------------------------------------------- the own house */

static Outcome compare_one(Access *access, PersonImport *import, ImportPerson *person)
{
    LookupAnswer *answer = ARENA_NEW(access->arena, LookupAnswer);
    PersonFactList facts = {0};
    for (size_t i = 0; i < person->fact_count; i++) {
        LIST_APPEND(access->arena, &facts, (PersonFact){.what = person->facts[i]});
    }
    TRY(lookup_near(access, &facts, answer));
    for (size_t i = 0; i < answer->count; i++) {
        if (answer->hits[i].verdict == LIKENESS_SAME) {
            const ImportRemark alike = {.line = person->line,
                                        .finding = IMPORT_ALIKE,
                                        .person = answer->hits[i].person};
            remark(access->arena, import, person, &alike);
            return OK;
        }
    }
    return OK;
}

Outcome person_import_compare(Access *access, PersonImport *import)
{
    TRY(access_require(access, MAY_FIND_PERSON));
    access_note(access, "person.find", (Id){{0}}, (Id){{0}}, "import");
    for (size_t i = 0; i < import->persons.count; i++) {
        ImportPerson *person = &import->persons.items[i];
        if (!person->is_wrong && !person->is_alike) {
            TRY(compare_one(access, import, person));
        }
    }
    return OK;
}

Outcome person_import_write(Access *access, PersonImport *import, ImportAlike alike)
{
    size_t made = 0;
    for (size_t i = 0; i < import->persons.count; i++) {
        const ImportPerson *person = &import->persons.items[i];
        const NewPerson created = {
            .team = import->team, .facts = person->facts, .fact_count = person->fact_count};
        Id id = {{0}};
        if (person->is_wrong || (person->is_alike && alike == IMPORT_LEAVES_ALIKE)) {
            continue;
        }
        TRY(person_create(access, &created, &id));
        made++;
    }
    import->made = made;
    return OK;
}
