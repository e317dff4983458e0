"""SQLite in memory: the segment query without and with an index that covers exactly its predicates. usage: sqlite_segment.py plain|indexed CUSTOMERS"""
import csv, json, sqlite3, statistics, sys, time

now = time.perf_counter
mode, path = sys.argv[1:]
db = sqlite3.connect(":memory:")
start = now()
with open(path, newline="") as f:
    rows = csv.reader(f)
    next(rows)
    db.execute("""create table c(customer_id integer primary key, country text, age integer, gender text, signup_date text, acq_channel text,
      email_opt_in integer, orders integer, total_spend real, days_since_last integer, churn_score real)""")
    db.executemany("insert into c values(?,?,?,?,?,?,?,?,?,?,?)", rows)
if mode == "indexed":
    db.execute("create index ix on c(gender, email_opt_in, days_since_last, age, total_spend, country, churn_score)")
loaded = now()
sql = """select country, count(*), sum(total_spend), avg(churn_score) from c where age between 25 and 54 and gender = 'F'
  and email_opt_in = 1 and total_spend > 100 and days_since_last <= 180 group by country"""
taken = []
for _ in range(8):
    begun = now()
    found = db.execute(sql).fetchall()
    taken.append(now() - begun)
print(json.dumps({"times": {"load": loaded - start, "query": statistics.median(taken[1:])},
                  "check": {"customers": sum(r[1] for r in found), "groups": len(found), "spend": round(sum(r[2] for r in found), 2),
                            "churn": round(sum(r[1] * r[3] for r in found), 4)},
                  "version": sqlite3.sqlite_version}))
