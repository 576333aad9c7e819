#!/bin/sh
# The one test command: finds a browser (or installs Debian's) and nginx (or unpacks Debian's), builds, and runs every test.
# Options after it go to `dotnet test`, e.g. ./test.sh --filter-namespace 'FlagDashboard.Tests.Races*'
set -eu
cd "$(dirname "$0")"

find_browser() {
    for name in "${BROWSER_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable chrome; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

install_browser() {
    echo "No Chromium or Chrome found: installing Debian's package 'chromium'." >&2
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    $as_root apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-liberation >&2
}

BROWSER_PATH=$(find_browser) || { install_browser && BROWSER_PATH=$(find_browser); } || {
    echo "The browser tests need Chromium or Chrome. Install one, or name it: BROWSER_PATH=/path/to/chrome ./test.sh" >&2
    exit 1
}
export BROWSER_PATH

# Only unpacked: an installed package would start a server on this machine.
unpack_nginx() {
    folder="$PWD/FlagDashboard.Tests/obj/nginx"
    if [ ! -x "$folder/usr/sbin/nginx" ]; then
        mkdir -p "$folder"
        (cd "$folder" && { apt-get download -qq nginx || { apt-get update -qq && apt-get download -qq nginx; }; } \
            && dpkg -x nginx_*.deb .) >/dev/null 2>&1 || return 1
    fi
    echo "$folder/usr/sbin/nginx"
}

NGINX_PATH=$(command -v "${NGINX_PATH:-nginx}" || command -v /usr/sbin/nginx || unpack_nginx) || {
    echo "nginx was not found: the test of the proxy asks the dashboard itself." >&2
    NGINX_PATH=""
}
export NGINX_PATH

exec dotnet test "$@"
