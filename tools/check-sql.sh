#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks the queries and migrations: named statements, columns listed, STRICT tables whose keys
# start with the territory, nothing that one of the two engines lacks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bad=0
complain() {
    echo "$1"
    bad=1
}

mapfile -t queries < <(git ls-files --cached --others --exclude-standard 'src/*.sql')
mapfile -t migrations < <(git ls-files --cached --others --exclude-standard 'schema/*.sql')

found=$(grep -niE 'select[[:space:]]+(distinct[[:space:]]+)?\*|select[[:space:]]+[a-z_]+\.\*' \
    "${queries[@]}" /dev/null || true)
[ -z "$found" ] || complain "columns are not listed: $found"

# A query that nothing asks is dead text.
for name in $(sed -nE 's/^-- name: ([a-z0-9_]+)$/\1/p' "${queries[@]}"); do
    grep -rqw "${name^^}" src --include='*.c' || complain "no code asks the query $name"
done

# What only one engine knows, or what keeps cells and distributed engines out.
found=$(sed -E 's/--.*$//' "${queries[@]}" "${migrations[@]}" /dev/null | grep -niwE \
    'autoincrement|serial|trigger|listen|notify|string_agg|group_concat|glob|json_extract|json_each|current_timestamp|datetime|strftime|greatest' || true)
[ -z "$found" ] || complain "not on both engines: $found"

found=$(grep -nE '\?[0-9]*|\$[0-9]' "${queries[@]}" /dev/null | grep -vE '^[^:]*:[0-9]+:[[:space:]]*--' || true)
[ -z "$found" ] || complain "parameters are :named: $found"

# A statement belongs to a name, and a name has one statement.
found=$(awk '
    FNR == 1 { name = ""; statements = 0 }
    /^-- name:/ { if (seen[$3]++) print FILENAME ":" FNR ": the name " $3 " is given twice"
                  name = $3; statements = 0; next }
    /^[[:space:]]*(--.*)?$/ { next }
    name == "" { print FILENAME ":" FNR ": a statement without a name" }
    /;[[:space:]]*$/ { if (++statements > 1) print FILENAME ":" FNR ": a second statement of " name }
    ' "${queries[@]}" /dev/null)
[ -z "$found" ] || complain "$found"

# Each table ends STRICT and its primary key starts with the territory.
found=$(awk '
    FNR == 1 { table = "" }
    /^(CREATE|create) (TABLE|table)/ { table = $3; line = FNR; keyed = 0
        everywhere = /-- everywhere/ }
    table != "" && /(PRIMARY KEY|primary key) *\(territory|^ *territory .*PRIMARY KEY/ { keyed = 1 }
    table != "" && /;[[:space:]]*(--.*)?$/ {
        if ($0 !~ /(STRICT|strict)/) print FILENAME ":" line ": the table " table " is not STRICT"
        if (!keyed && !everywhere) print FILENAME ":" line ": the key of " table " does not start with the territory"
        table = "" }' "${migrations[@]}" /dev/null)
[ -z "$found" ] || complain "$found"
exit "$bad"
