#!/bin/sh
# Makes sure that there is an nginx; installs Debian's where there is none and that is
# possible, without its service: the page starts its own.
set -eu

PATH="$PATH:/usr/sbin:/usr/local/sbin"
command -v nginx >/dev/null 2>&1 && exit 0
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
if command -v apt-get >/dev/null 2>&1; then
    echo "Installing nginx, to stand before several replicas."
    # Debian asks this file whether a service may start when it is installed.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap '$as_root rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
        $as_root chmod +x "$policy"
    fi
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx-light >/dev/null
fi
command -v nginx >/dev/null 2>&1 || {
    echo "Several replicas need nginx: install it." >&2
    exit 1
}
