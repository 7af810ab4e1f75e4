# SPDX-License-Identifier: EUPL-1.2
# For ./run and ./test: installs what tools/packages.txt lists and the machine lacks. Asks
# nothing; needs no network when nothing is missing.

# The packages of a section that are neither installed nor replaced by a command at hand.
missing_packages() { # section
    awk -v wanted="[$1]" '/^#/ || NF == 0 { next } /^\[/ { section = $1; next }
                          section == wanted { print $1, $2 }' tools/packages.txt |
        while read -r package command; do
            if [ -n "$command" ] && command -v "$command" >/dev/null; then
                continue
            fi
            state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
            [ "$state" = installed ] || echo "$package"
        done
}

install_packages() { # section...
    local section missing=()
    for section in "$@"; do
        mapfile -t -O "${#missing[@]}" missing < <(missing_packages "$section")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Missing: ${missing[*]}. This script installs them on Debian only." >&2
        return 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing packages. As root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    local log
    log=$(mktemp)
    if "${as_root[@]}" apt-get update -qq >"$log" 2>&1 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 20 "$log" >&2
        echo "The packages could not be installed: apt-get install ${missing[*]}" >&2
        return 1
    fi
}
