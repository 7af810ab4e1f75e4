#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks what STYLE.md asks and no compiler sees: sizes of files and functions, the first line,
# functions we never call, unfinished work, marks of a merge. Prints the number of waivers (STYLE.md 47).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bad=0
complain() {
    echo "$1"
    bad=1
}

mapfile -t sources < <(git ls-files --cached --others --exclude-standard \
    'src/*.[ch]' 'tools/*.[ch]' 'tests/*.[ch]' 'benches/*.[ch]')
for file in "${sources[@]}"; do
    [ -f "$file" ] || continue
    limit=500
    [ "${file##*.}" = h ] && limit=150
    if grep -q 'waiver: file length' "$file"; then
        limit=1000000
    fi
    lines=$(wc -l <"$file")
    [ "$lines" -le "$limit" ] || complain "$file: $lines lines, at most $limit"
    [ "$(head -n 1 "$file")" = '/* SPDX-License-Identifier: EUPL-1.2 */' ] ||
        complain "$file:1: the first line is not the licence"
done

# A function starts after a line that is only "{" in the first column and ends at "}".
long_functions=$(awk '
    FNR == 1 { start = 0 }
    /^{$/ { start = FNR; head = previous; waived = 0 }
    /waiver: function length/ { waived = 1 }
    /^}/ && start {
        if (FNR - start - 1 > 60 && !waived) {
            printf "%s:%d: a function of %d lines, at most 60: %s\n", FILENAME, start,
                FNR - start - 1, head
        }
        start = 0
    }
    { previous = $0 }' "${sources[@]}")
[ -z "$long_functions" ] || complain "$long_functions"

never='\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|alloca|strtok|system|popen)[[:space:]]*\('
calls=$(grep -rnE "$never" src tools --include='*.[ch]' || true)
[ -z "$calls" ] || complain "$calls"

unfinished=$(git grep -nE 'TO''DO|FIX''ME' -- src tools tests docs '*.md' run test fuzz || true)
[ -z "$unfinished" ] || complain "$unfinished"

unmerged=$(git grep -nE '^(<{7}|>{7}) ' || true)
[ -z "$unmerged" ] || complain "$unmerged"

line_comments=$(grep -nE '(^|[[:space:];])//' "${sources[@]}" | grep -vE '"[^"]*//' |
    grep -vE ':[[:space:]]*(/?\*| \*)' || true)
[ -z "$line_comments" ] || complain "$line_comments"

waivers=$(grep -hoE 'waiver:|NOLINT' "${sources[@]}" | wc -l)
echo "waivers: $waivers"
exit "$bad"
