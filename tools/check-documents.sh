#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks the documents: every relative link leads to a file, docs/README.md lists every page of
# docs (the decisions stand in a list of their own), the README stays under 100 lines, and
# the lock file of the tests names only the public registry.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bad=0
complain() {
    echo "$1"
    bad=1
}

mapfile -t documents < <(git ls-files --cached --others --exclude-standard '*.md')
for document in "${documents[@]}"; do
    while IFS= read -r link; do
        target=${link%%#*}
        case "$target" in '' | http://* | https://* | mailto:*) continue ;; esac
        [ -e "$(dirname "$document")/$target" ] || complain "$document: no such file: $target"
    done < <(grep -oE '\]\([^) ]+\)' "$document" | sed 's/^](//; s/)$//')
done
while IFS= read -r page; do
    grep -qF "(${page#docs/})" docs/README.md || complain "docs/README.md: does not list $page"
done < <(printf '%s\n' "${documents[@]}" | grep -E '^docs/(howto|reference|topics)/' || true)
if [ -f README.md ]; then
    lines=$(wc -l <README.md)
    [ "$lines" -lt 100 ] || complain "README.md: $lines lines, under 100"
fi
if [ -f tests/package-lock.json ]; then
    others=$(grep -oE '"resolved": "[^"]*"' tests/package-lock.json |
        grep -v '"https://registry.npmjs.org/' || true)
    [ -z "$others" ] || complain "tests/package-lock.json: $others"
fi
exit "$bad"
