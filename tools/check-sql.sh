#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks the queries and migrations: what STYLE.md asks, and the rules of growth that let the same
# statements run on cells and on distributed engines (docs/howto/grow.md).
#     tools/check-sql.sh [FOLDER]    of a tree with schema/ and src/; by default the project
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "${1:-$project}"

bad=0
complain() {
    [ -z "$1" ] || bad=1
    [ -z "$1" ] || echo "$1"
}

mapfile -t queries < <(find src -name '*.sql' | sort)
mapfile -t migrations < <(find schema -name '*.sql' | sort)
mapfile -t sources < <(find src -name '*.c' | sort)

# A query that nothing asks is dead text.
for name in $(sed -nE 's/^-- name: ([a-z0-9_]+)$/\1/p' "${queries[@]}" /dev/null); do
    grep -rqw "${name^^}" src --include='*.c' || complain "no code asks the query $name"
done

# The rules hold for the few statements that stand in the code, too.
complain "$(grep -nE '"[^"]*(pg_(try_)?advisory|nextval|LOCK TABLE|FOR UPDATE|CREATE (TEMP|TRIGGER|SEQUENCE|FUNCTION)|\b(UN)?LISTEN [a-z]|\bNOTIFY [a-z])' \
    "${sources[@]}" /dev/null | sed 's/$/: no distributed engine has it/' || true)"

complain "$(awk -f "$project/tools/check-sql.awk" "${migrations[@]}" "${queries[@]}" /dev/null)"
exit "$bad"
