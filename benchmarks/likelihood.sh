#!/usr/bin/env bash
# Our models of churn and purchase beside scikit-learn's on the same features, cut-off by cut-off. See README.md here.
# usage: likelihood.sh ORDERS [FOLDER]     a file of orders, such as online_retail.csv.gz; the features go to the folder
set -euo pipefail
orders=$(realpath "$1")
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
folder=${2:-${DATA:-$PWD/.data}/likelihood}
dotnet build -c Release Dashboard.Benchmarks -v quiet -clp:NoSummary
dotnet Dashboard.Benchmarks/bin/Release/net10.0/Dashboard.Benchmarks.dll likelihood "$orders" "$folder"
exec "${PY:-/usr/bin/python3}" peers/likelihood_peer.py "$folder"
