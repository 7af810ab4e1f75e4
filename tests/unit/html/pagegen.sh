#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# pagegen.sh PAGEGEN: what the page compiler refuses, and at which line it says so.
set -euo pipefail
pagegen=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

refuses() { # line part-of-the-message page-body
    printf '{%% page p(Html *html) %%}\n%b\n' "$3" >"$folder/p.html"
    if "$pagegen" "$folder/p.c" "$folder/p.html" 2>"$folder/error"; then
        echo "accepted: $3"
        failed=1
    elif ! grep -q "p.html:$1: error: .*$2" "$folder/error"; then
        echo "expected line $1 and “$2” for: $3"
        cat "$folder/error"
        failed=1
    fi
}

accepts() { # page-body
    printf '{%% page p(Html *html) %%}\n%b\n' "$1" >"$folder/p.html"
    if ! "$pagegen" "$folder/p.c" "$folder/p.html"; then
        echo "refused: $1"
        failed=1
    fi
}

accepts '<p class="a {{ b }}">{{ c }}</p>'
accepts '<a href="{{ url d }}">{_ site.name _}</a>'
accepts '<input{% if (x) { %} checked{% } %} value="{{ v }}">'
accepts '<script src="{{ url s }}"></script>'
refuses 2 'quoted' '<p class={{ b }}>'
refuses 2 'between elements or in a quoted attribute' '<p {{ b }}>'
refuses 2 'between elements or in a quoted attribute' '<{{ b }}>'
refuses 3 'whole, by' '<p>\n<a href="{{ b }}">'
refuses 2 'whole, by' '<a href="/s/{{ b }}">'
refuses 2 'whole value' '<a href="/s/{{ url b }}">'
refuses 2 'whole value' '<p>{{ url b }}</p>'
refuses 2 'Content-Security-Policy' '<p onclick="x()">'
refuses 2 'Content-Security-Policy' '<p style="color:red">'
refuses 2 'scripts belong' '<script>alert(1)</script>'
refuses 2 'between elements or in a quoted attribute' '<script>{{ b }}</script>'
refuses 2 'styles belong' '<style>p{}</style>'
refuses 4 'has no' '<p>\n\n{{ b </p>'
exit "$failed"
