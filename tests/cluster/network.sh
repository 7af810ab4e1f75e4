# SPDX-License-Identifier: EUPL-1.2
# For tests/cluster/cluster: the addresses of its nodes, and as root a network namespace a node.

number() { # node
    case "$1" in a) echo 1 ;; b) echo 2 ;; c) echo 3 ;; *) die "no node “$1”" ;; esac
}

has_namespaces() {
    [ "$(cat "$folder/network" 2>/dev/null)" = namespaces ]
}

namespace() { # node|hub
    echo "seuil-$tag-$1"
}

# Addresses for documentation (RFC 5737), known inside the namespaces alone.
address() { # node
    if has_namespaces; then echo "192.0.2.1$(number "$1")"; else echo 127.0.0.1; fi
}

port() { # node
    if has_namespaces; then echo 5432; else echo $((20000 + tag % 9000 * 3 + $(number "$1"))); fi
}

make_network() {
    local node space
    if [ "$(id -u)" -ne 0 ] || ! ip netns add "$(namespace hub)" 2>/dev/null; then
        echo loopback >"$folder/network"
        return
    fi
    echo namespaces >"$folder/network"
    ip -n "$(namespace hub)" link add bridge type bridge
    ip -n "$(namespace hub)" address add 192.0.2.254/24 dev bridge
    ip -n "$(namespace hub)" link set lo up
    ip -n "$(namespace hub)" link set bridge up
    for node in "${nodes[@]}"; do
        space=$(namespace "$node")
        ip netns add "$space"
        ip -n "$(namespace hub)" link add "to-$node" type veth peer name wire netns "$space"
        ip -n "$(namespace hub)" link set "to-$node" master bridge
        ip -n "$(namespace hub)" link set "to-$node" up
        ip -n "$space" address add "$(address "$node")/24" dev wire
        ip -n "$space" link set lo up
        ip -n "$space" link set wire up
    done
}

remove_network() {
    local place
    has_namespaces || return 0
    for place in "${nodes[@]}" hub; do
        ip netns delete "$(namespace "$place")" 2>/dev/null || true
    done
}

within() { # node|hub command...
    local place=$1
    shift
    if has_namespaces; then
        ip netns exec "$(namespace "$place")" "$@"
    else
        "$@"
    fi
}

do_cut_network() { # node
    has_namespaces || die 'the network is cut in namespaces only (root)'
    ip -n "$(namespace hub)" link set "to-$1" down
}

do_join_network() { # node
    ! has_namespaces || ip -n "$(namespace hub)" link set "to-$1" up
}

# What goes to the node; the kernel need not have more than the token bucket.
do_slow_network() { # node kilobits
    has_namespaces || die 'the network is slowed in namespaces only (root)'
    within hub tc qdisc delete dev "to-$1" root 2>/dev/null || true
    [ "$2" -eq 0 ] ||
        within hub tc qdisc add dev "to-$1" root tbf rate "$2kbit" burst 16kb latency 1s
}
