#!/usr/bin/env bash
# Installs what the tests need, builds strictly, checks formatting, runs every test. Ends with "N passed, N failed" (and ", N skipped" with the reasons above it).
#   ./test.sh --faults [NAMESPACE]   only the fault suite, and all of it: 240 kills, full disks, damaged files, a soak of ten minutes; takes an hour and writes the tables of docs/reliability.md.
#                                    With the last part of a namespace (Kills, Disks, Damage, Store, Sites, Fuzzing) only that; the other tables stay.
#   ./test.sh --fuzz [MINUTES]       only the fuzzers, each for so many minutes (one when nothing is said), with a new seed that is printed; DASHBOARD_FAULTS_SEED repeats one.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

browser=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$browser" ]; then
  echo "Installing Chromium for the browser tests"
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || exit 1
fi

only() {
  dotnet build tests/Dashboard.Faults -v quiet -clp:NoSummary || exit 1
  dotnet run --no-build --project tests/Dashboard.Faults -- -noColor -diagnostics -namespace "Dashboard.Faults${1:+.$1}*"
  exit $?
}
case ${1:-} in
  --faults)
    export DASHBOARD_FAULTS=full DASHBOARD_FAULTS_REPORT=$PWD/docs/reliability.md DASHBOARD_FAULTS_LEDGER=$PWD/docs/reliability.jsonl
    only "${2:-}"
    ;;
  --fuzz)
    export DASHBOARD_FUZZ_MINUTES=${2:-1} DASHBOARD_FAULTS_SEED=${DASHBOARD_FAULTS_SEED:-$((RANDOM * 32768 + RANDOM))}
    echo "Seed $DASHBOARD_FAULTS_SEED"
    only Fuzzing
    ;;
  "") ;;
  *)
    echo "Use ./test.sh, ./test.sh --faults or ./test.sh --fuzz [MINUTES]."
    exit 2
    ;;
esac

passed=0 failed=0 skipped=0
if ! dotnet build Dashboard.sln -v quiet -clp:NoSummary; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi
if ! dotnet format whitespace Dashboard.sln --verify-no-changes --no-restore -v quiet; then
  echo "Formatting differs: run 'dotnet format whitespace Dashboard.sln'."
  failed=$((failed + 1))
fi

mkdir -p TestResults
for project in tests/*/; do
  name=$(basename "$project")
  echo "== $name"
  log="TestResults/$name.log"
  # Screens are drawn on threads of their own; tests of them side by side take each other's time.
  parallel=collections
  if [ "$name" = Dashboard.Web.Tests ]; then parallel=none; fi
  dotnet run --no-build --project "$project" -- -noColor -parallel "${TEST_PARALLEL:-$parallel}" 2>&1 | tee "$log"
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  if [ -z "$summary" ]; then
    echo "$name did not finish."
    failed=$((failed + 1))
    continue
  fi
  number() { echo "$summary" | sed -E "s/.*$1: ([0-9]+).*/\1/"; }
  bad=$(($(number Failed) + $(number Errors)))
  failed=$((failed + bad))
  skipped=$((skipped + $(number Skipped)))
  passed=$((passed + $(number Total) - $(number Failed) - $(number Skipped)))
done

if [ "$skipped" -gt 0 ]; then
  echo "Skipped, with the reason:"
  grep -hE '\[SKIP\]' -A 1 TestResults/*.log
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
