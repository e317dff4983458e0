#!/usr/bin/env bash
# The sqlite3 shell's own importer into a fresh database. usage: sqlite_import.sh wal|off ORDERS DATABASE
# "wal" is as durable as our store (WAL, synchronous NORMAL); "off" has no journal and does not wait for the disk.
set -euo pipefail
mode=$1 orders=$2 database=$3
rm -f "$database" "$database-wal" "$database-shm"
safety="pragma synchronous = $([ "$mode" = wal ] && echo normal || echo off)"
start=$(date +%s%N)
sqlite3 -bail "$database" "pragma journal_mode = $mode" "$safety" "create table o(customer_id integer, order_date text, amount real, product text, channel text)" ".import --csv --skip 1 $orders o" >/dev/null
end=$(date +%s%N)
IFS='|' read -r rows sum < <(sqlite3 -bail "$database" "select count(*), printf('%.2f', sum(amount)) from o")
printf '{"times": {"import": %d.%09d}, "check": {"rows": %s, "sum": %s}, "version": "%s"}\n' \
  $(((end - start) / 1000000000)) $(((end - start) % 1000000000)) "$rows" "$sum" "$(sqlite3 --version | cut -d' ' -f1)"
