#!/usr/bin/env bash
# Our program beside others on the same files, on this machine: makes the data, builds ours, runs each in turn, writes one Markdown table. See README.md here.
# usage: compare.sh [--scale 10k,100k,1m] [--runs N] [--out FILE|-] [JOB ...]     jobs: import snapshot rfm segment trend kmeans bgnbd logit boosting xlsx
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DATA=${DATA:-$PWD/.data} PY=${PY:-/usr/bin/python3}
if ! "$PY" -c 'import numpy, pandas' 2>/dev/null; then
  echo "The data is made with numpy and pandas: install python3-pandas, or name a Python that has them in PY." >&2
  exit 2
fi
dotnet build -c Release Dashboard.Benchmarks -v quiet -clp:NoSummary
exec "$PY" peers/compare.py "$@"
