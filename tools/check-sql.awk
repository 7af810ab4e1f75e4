# SPDX-License-Identifier: EUPL-1.2
# Reads statements of .sql files, the migrations first, and prints what breaks a rule. Statements
# are compared in small letters, without comments and with strings emptied. "-- everywhere" beside a
# table says that it belongs to no territory; beside a query, that it acts on all of them.

function complain(what) { print FILENAME ":" line ": " what }

# A pattern that stands between word boundaries.
function has(pattern) { return text ~ ("(^|[^a-z0-9_])(" pattern ")([^a-z0-9_]|$)") }

function refuse(pattern, why) { if (has(pattern)) complain(why) }

function count(pattern,    rest, n) {
    rest = text
    while (match(rest, pattern)) { n++; rest = substr(rest, RSTART + RLENGTH) }
    return n + 0
}

function check_engines() {
    refuse("(small|big)?serial[248]?|autoincrement|identity|create sequence|(next|curr|set|last)val|last_insert_rowid", \
        "identifiers are made by the program, not by a sequence")
    refuse("trigger|create( or replace)? (function|procedure)", "rules stand in the program, not in triggers")
    refuse("pg_(try_)?advisory[a-z_]*", "a lease is a row, not an advisory lock")
    refuse("(un)?listen|notify|pg_notify", "followers read the change counter, nobody is notified")
    refuse("lock table|for (no key )?update|for (key )?share", "rows are taken by a condition, not by a lock")
    refuse("temp|temporary|unlogged", "tables live as long as the store")
    refuse("deferrable|exclude using|using gist|inherits", "not on every engine of the protocol")
    refuse("set_config|current_setting", "a connection remembers nothing between transactions")
    refuse("string_agg|group_concat|glob|json_extract|json_each|greatest|least", "not on both engines")
    refuse("current_timestamp|current_date|datetime|strftime|now\\(", "the clock is a parameter")
}

# ------------------------------------------------------------------------------- migrations

# Each table that is referred to is of the same territory, or belongs to none.
function check_references(    rest, before, target) {
    rest = text
    before = ""
    while (match(rest, /references [a-z0-9_]+( ?\([^)]*\))?/)) {
        before = before substr(rest, 1, RSTART - 1)
        target = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        split(target, words, /[ (]+/)
        if (!(words[2] in everywhere) && !(before ~ /foreign key ?\(territory,[^)]*\) $/ && target ~ /\(territory,/))
            complain("a reference stays within the territory: FOREIGN KEY (territory, ...) REFERENCES " words[2] " (territory, ...)")
    }
}

function check_table(    keyed) {
    if (text !~ /\)[ ,a-z]*strict/) complain("the table " table " is not STRICT")
    check_references()
    if (is_everywhere) return
    keyed = text ~ /primary key ?\(territory[,)]/ || text ~ /[(,] ?territory text not null primary key/
    if (!keyed || text ~ /[(,] ?[a-z_]+ (text|integer|real|blob)[^,]* primary key/ && text !~ /[(,] ?territory text[^,]* primary key/)
        complain("the primary key of " table " does not start with the territory")
    if (text ~ /unique/ && count("unique") != count("unique ?\\(territory,"))
        complain("a unique rule of " table " does not start with the territory")
}

function check_index(    on) {
    on = text
    sub(/^create (unique )?index [a-z0-9_]+ on /, "", on)
    table = on
    sub(/[ (].*/, "", table)
    if (!(table in everywhere) && on !~ /^[a-z0-9_]+ ?\(territory[,)]/)
        complain("an index of " table " does not start with the territory")
}

function check_migration() {
    check_engines()
    if (text ~ /^create table /) {
        table = text
        sub(/^create table /, "", table)
        sub(/[ (].*/, "", table)
        if (is_everywhere) everywhere[table] = 1
        else territorial[table] = 1
        check_table()
    } else if (text ~ /^create (unique )?index /) check_index()
    else if (text ~ /^alter table /) {
        check_references()
        refuse("unique|primary key", "a key is made with its table, and starts with the territory")
    } else if (text ~ /^create /) complain("a migration makes tables and indexes alone")
}

# ---------------------------------------------------------------------------------- queries

# Every use of a table is held to the territory: as many conditions as uses.
function check_territory(    i, used, held) {
    for (i in territorial) {
        used += count("(from|join|update) " i "( |$|\\))")
        if (text ~ ("into " i "( |\\()") && text !~ ("^insert into " i " ?\\(territory,.*\\) (values ?\\(:territory,|select (:|[a-z_]+\\.)?territory,)"))
            complain("rows put into " i " do not start with :territory")
    }
    held = count("territory = (:territory|[a-z0-9_]+\\.territory)")
    if (used > held) complain(name " reads or writes beyond :territory")
}

function check_query() {
    check_engines()
    if (name == "") complain("a statement without a name")
    if (++statements > 1 + alternative) complain("a second statement of " name)
    if (text ~ /(^|[^a-z0-9_])select( distinct)? ([a-z_]+\.)?\*/) complain("columns are not listed")
    if (text ~ /[?$]/) complain("parameters are :named")
    if (text ~ /from [a-z0-9_]+( [a-z0-9_]+)?,/) complain("tables are joined by JOIN ... ON")
    if (!is_everywhere) check_territory()
}

# ------------------------------------------------------------------------------------ lines

FNR == 1 { text = name = ""; line = 0; statements = alternative = is_everywhere = 0 }

/^-- name:/ {
    if (seen[$3]++) { line = FNR; complain("the name " $3 " is given twice") }
    name = $3
    statements = alternative = is_everywhere = 0
}
/-- everywhere/ { is_everywhere = 1 }
/^-- on postgresql:/ { alternative = 1 }

{
    piece = $0
    gsub(/'[^']*'/, "''", piece)
    sub(/--.*$/, "", piece)
    ended = piece ~ /;[ \t]*$/
    sub(/;[ \t]*$/, "", piece)
    if (text == "" && piece ~ /[^ \t]/) line = FNR
    text = text " " tolower(piece)
    gsub(/[ \t]+/, " ", text)
    sub(/^ /, "", text)
    if (piece ~ /;/) complain("one statement a line")
    if (!ended) next
    sub(/ $/, "", text)
    gsub(/\( /, "(", text)
    if (FILENAME ~ /(^|\/)schema\//) check_migration()
    else check_query()
    text = ""
    if (FILENAME ~ /(^|\/)schema\//) is_everywhere = 0
}
