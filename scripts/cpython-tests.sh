#!/usr/bin/env bash
# Runs CPython's own tests of concurrent.futures and asyncio under the recorder, with each Python that is named:
#     scripts/cpython-tests.sh python3.8 python3.13
# A test that fails under the recorder runs again without it. The exit code is 1 if a test fails only under the recorder.
# It takes several minutes for each Python, which needs its package test (Debian: libpython3-testsuite).
set -uo pipefail
recorder=$(cd "$(dirname "$0")/.." && pwd)/FlagDashboard/Python/futurelog.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0

for python in "$@"; do
    modules=$("$python" - <<'PYTHON'
import glob, os, test
names = ["test_concurrent_futures.py", "test_concurrent_futures/test_*.py"]
names += ["test_asyncio/test_%s.py" % name for name in ("tasks", "futures", "locks", "base_events", "taskgroups", "timeouts")]
folder = os.path.dirname(test.__file__)
for path in [path for name in names for path in sorted(glob.glob(os.path.join(folder, name)))]:
    print("test." + os.path.relpath(path, folder)[:-3].replace(os.sep, "."))
PYTHON
    )
    for module in $modules; do
        if "$python" "$recorder" --to it.futurelog -m unittest "$module" >recorded.log 2>&1; then
            verdict=passed
        elif "$python" -m unittest "$module" >plain.log 2>&1; then
            verdict="FAILED only under the recorder"
            failed=1
            cat recorded.log
        else
            verdict="fails without the recorder, too"
        fi
        printf '%s %s: %s, %s\n' "$python" "$module" "$verdict" "$(grep -a '^Ran ' recorded.log | tail -1)"
    done
done
exit $failed
