#!/usr/bin/env bash
# Installs what the tests need, builds strictly, checks formatting, runs every test. Ends with "N passed, N failed" (and ", N skipped" with the reasons above it).
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

browser=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$browser" ]; then
  echo "Installing Chromium for the browser tests"
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || exit 1
fi

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
  dotnet run --no-build --project "$project" -- -noColor -parallel "${TEST_PARALLEL:-collections}" 2>&1 | tee "$log"
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
