"""pandas: import, rfm, segment, trend. usage: pandas_peer.py JOB FILE..."""
import json, statistics, sys, time
import pandas as pd

now = time.perf_counter


def read_orders(path):
    return pd.read_csv(path, parse_dates=["order_date"], dtype={"product": "category", "channel": "category"})


def read_customers(path):
    return pd.read_csv(path, parse_dates=["signup_date"], dtype={"country": "category", "gender": "category", "acq_channel": "category"})


def median_of(times, query):
    result, taken = query(), []
    for _ in range(times):
        start = now()
        result = query()
        taken.append(now() - start)
    return statistics.median(taken), result


def load(orders, *_):
    start = now()
    o = read_orders(orders)
    return {"import": now() - start}, {"rows": len(o), "sum": round(float(o.amount.sum()), 2)}


def rfm(orders):
    start = now()
    o = read_orders(orders)
    loaded = now()
    day_after = o.order_date.max() + pd.Timedelta(days=1)
    g = o.groupby("customer_id").agg(last=("order_date", "max"), f=("amount", "size"), m=("amount", "sum"))
    g["r"] = (day_after - g["last"]).dt.days
    for column, is_reversed in (("r", True), ("f", False), ("m", False)):
        rank = g[column].rank(method="first", ascending=not is_reversed).astype("int64")
        g[column + "s"] = ((rank - 1) * 5 // len(g)) + 1
    cells = g.groupby(["rs", "fs", "ms"]).size()
    end = now()
    return ({"load": loaded - start, "query": end - loaded, "total": end - start},
            {"rows": len(o), "customers": len(g), "sum": round(float(g.m.sum()), 2), "cells": int((cells > 0).sum())})


def segment(customers):
    start = now()
    c = read_customers(customers)
    loaded = now()

    def query():
        s = c[c.age.between(25, 54) & (c.gender == "F") & (c.email_opt_in == 1) & (c.total_spend > 100) & (c.days_since_last <= 180)]
        return s.groupby("country").agg(n=("customer_id", "size"), spend=("total_spend", "sum"), churn=("churn_score", "mean"))

    taken, r = median_of(21, query)
    r = r[r.n > 0]
    return ({"load": loaded - start, "query": taken},
            {"customers": int(r.n.sum()), "groups": len(r), "spend": round(float(r.spend.sum()), 2), "churn": round(float((r.churn * r.n).sum()), 4)})


def trend(orders, customers):
    start = now()
    o, c = read_orders(orders), read_customers(customers)
    loaded = now()

    def query():
        members = c.customer_id[c.age.between(25, 54) & (c.gender == "F") & (c.email_opt_in == 1)]
        return o[o.customer_id.isin(members)].groupby(["order_date", "channel"], observed=True).agg(n=("amount", "size"), revenue=("amount", "sum"))

    taken, r = median_of(5, query)
    return ({"load": loaded - start, "query": taken},
            {"groups": len(r), "orders": int(r.n.sum()), "revenue": round(float(r.revenue.sum()), 2), "highest": round(float(r.revenue.max()), 2)})


times, check = {"import": load, "rfm": rfm, "segment": segment, "trend": trend}[sys.argv[1]](*sys.argv[2:])
print(json.dumps({"times": times, "check": check, "version": pd.__version__}))
