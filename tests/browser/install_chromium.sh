#!/bin/sh
# Makes sure that there is a Chromium for the browser tests; installs Debian's
# where there is none and that is possible: the one without a window, if there is such.
set -eu

found() {
    for name in "${KCOLORS_CHROMIUM:-}" chromium-headless-shell chromium \
        chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

found && exit 0
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
if command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests."
    $as_root apt-get update -qq
    for package in chromium-headless-shell chromium; do
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq "$package" >/dev/null 2>&1 && break
    done
fi
found || {
    echo "The browser tests need Chromium or Chrome: install one, or name it in KCOLORS_CHROMIUM." >&2
    exit 1
}
