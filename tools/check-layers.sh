#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks every #include "folder/file.h" of src/ against tools/layers.txt. Prints each arrow that
# points up, and each domain file that is no edge and includes http/, html/ or cli/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

grep -rHn '^#include "' src --include='*.c' --include='*.h' | awk '
    FILENAME == "tools/layers.txt" {
        if (/^#/ || NF == 0) next
        name = $1
        sub(/:$/, "", name)
        $1 = ""
        if ($2 == "=") { sub(/^ *= */, ""); group[name] = $0; next }
        if (name == "edge") { for (i = 2; i <= NF; i++) edge[$i] = 1; next }
        known[name] = 1
        for (i = 2; i <= NF; i++) {
            count = split($i in group ? group[$i] : $i, members, " ")
            for (j = 1; j <= count; j++) {
                may[name, members[j]] = 1
                if ($i == "platform") platform[members[j]] = 1
            }
        }
        next
    }
    {
        split($0, part, ":")
        path = part[1]
        match($0, /"[^"]*"/)
        included = substr($0, RSTART + 1, RLENGTH - 2)
        if (split(path, from, "/") < 3) next     # src/main.c, src/seuil.c: the list of all
        folder = from[2]
        if (split(included, to, "/") < 2) {      # generated, beside the file
            next
        }
        if (!(folder in known)) { complain("the folder " folder " is not in tools/layers.txt"); next }
        if (to[1] == folder) next
        if (!((folder, to[1]) in may)) complain("may not include " included)
        else if (to[1] in edge && !(folder in platform) && path !~ /_(web|api|cli)\.[ch]$/)
            complain("is no edge (_web, _api, _cli) and includes " included)
    }
    function complain(sentence) { print path ":" part[2] ": " sentence; bad = 1 }
    END { exit bad }
' tools/layers.txt -
