// DuckDB through @duckdb/node-api, which is looked up from the folder DUCKDB_NODE: import, import-file, rfm, segment, trend.
// usage: duckdb_peer.mjs JOB FILE...
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";

const require = createRequire((process.env.DUCKDB_NODE ?? process.cwd()) + "/x.js");
const { DuckDBInstance } = require("@duckdb/node-api");
const [job, ...files] = process.argv.slice(2);
const store = job === "import-file" ? files[1] : ":memory:";
if (store !== ":memory:")
  for (const end of ["", ".wal"]) rmSync(store + end, { force: true });
const database = await DuckDBInstance.create(store, { threads: String(availableParallelism()) });
const connection = await database.connect();
const now = () => performance.now() / 1000;
const query = async sql => (await connection.runAndReadAll(sql)).getRows();
const one = async sql => (await query(sql))[0].map(Number);

const ordersOf = file => `read_csv('${file}', header=true, columns={'customer_id':'INTEGER','order_date':'DATE','amount':'DOUBLE','product':'VARCHAR','channel':'VARCHAR'})`;
const customersOf = file => `read_csv('${file}', header=true)`;

async function medianOf(times, sql) {
  let rows = await query(sql);
  const taken = [];
  for (let i = 0; i < times; i++) {
    const start = now();
    rows = await query(sql);
    taken.push(now() - start);
  }
  return [taken.sort((a, b) => a - b)[times >> 1], rows];
}

const sum = (rows, column) => rows.reduce((total, row) => total + Number(row[column]), 0);
const round = (value, digits = 2) => Number(value.toFixed(digits));

async function load(orders) {
  const start = now();
  await connection.run(`create table o as select * from ${ordersOf(orders)}`);
  if (store !== ":memory:") await connection.run("checkpoint");
  const end = now();
  const [rows, total] = await one("select count(*), sum(amount) from o");
  return [{ import: end - start }, { rows, sum: round(total) }];
}

async function rfm(orders) {
  const start = now();
  await connection.run(`create table o as select * from ${ordersOf(orders)}`);
  const loaded = now();
  await connection.run(`create table g as select customer_id, date_diff('day', max(order_date), (select max(order_date) + 1 from o)) r,
     count(*) f, sum(amount) m from o group by customer_id`);
  await connection.run(`create table s as select customer_id, ntile(5) over (order by r desc, customer_id) rs, ntile(5) over (order by f, customer_id) fs,
     ntile(5) over (order by m, customer_id) ms from g`);
  const cells = (await query("select rs, fs, ms, count(*) from s group by all")).length;
  const end = now();
  const [rows] = await one("select count(*) from o");
  const [customers, total] = await one("select count(*), sum(m) from g");
  return [{ load: loaded - start, query: end - loaded, total: end - start }, { rows, customers, sum: round(total), cells }];
}

async function segment(customers) {
  const start = now();
  await connection.run(`create table c as select * from ${customersOf(customers)}`);
  const loaded = now();
  const [taken, rows] = await medianOf(21, `select country, count(*), sum(total_spend), avg(churn_score) from c
     where age between 25 and 54 and gender = 'F' and email_opt_in = 1 and total_spend > 100 and days_since_last <= 180 group by country`);
  const churn = rows.reduce((total, row) => total + Number(row[1]) * Number(row[3]), 0);
  return [{ load: loaded - start, query: taken }, { customers: sum(rows, 1), groups: rows.length, spend: round(sum(rows, 2)), churn: round(churn, 4) }];
}

async function trend(orders, customers) {
  const start = now();
  await connection.run(`create table o as select * from ${ordersOf(orders)}`);
  await connection.run(`create table c as select * from ${customersOf(customers)}`);
  const loaded = now();
  const [taken, rows] = await medianOf(7, `select order_date, channel, count(*), sum(amount) from o
     where customer_id in (select customer_id from c where age between 25 and 54 and gender = 'F' and email_opt_in = 1) group by order_date, channel`);
  const highest = rows.reduce((most, row) => Math.max(most, Number(row[3])), 0);
  return [{ load: loaded - start, query: taken }, { groups: rows.length, orders: sum(rows, 2), revenue: round(sum(rows, 3)), highest: round(highest) }];
}

const [times, check] = await { import: load, "import-file": load, rfm, segment, trend }[job](...files);
console.log(JSON.stringify({ times, check, version: (await query("select version()"))[0][0] }));
process.exit(0);
