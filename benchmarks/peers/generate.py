#!/usr/bin/env python3
"""Made-up data for the comparisons, from fixed seeds: the same numpy draws the same bytes.

usage: generate.py FOLDER FILE...     such as orders_1m.csv customers_100k.csv export_1m.csv
Every file has a seed of its own, so each can be made again alone. A file that is there is left alone.
"""
import hashlib, os, sys, time
import numpy as np
import pandas as pd

CHANNELS = np.array(["web", "app", "store", "marketplace", "phone"])
CHANNEL_SHARES = [0.42, 0.27, 0.17, 0.11, 0.03]
COUNTRIES = np.array(["DE", "FR", "GB", "US", "TR", "IT", "ES", "NL", "PL", "SE", "NO", "DK", "FI", "AT", "CH",
                      "BE", "PT", "CZ", "RO", "HU", "GR", "IE", "CA", "AU", "JP", "BR", "MX", "IN", "ZA", "AE"])
FIRST_DAY = np.datetime64("2022-01-01")
DAYS = 1096                                   # 2022-01-01 .. 2024-12-31


def orders(customers, rows, seed, path):
    """customer_id,order_date,amount,product,channel: gamma rates, exponential lifetimes, few products sell most."""
    g = np.random.default_rng(seed)
    rate = g.gamma(0.7, 1.0, customers) + 0.02
    who = g.choice(customers, size=rows, p=rate / rate.sum())
    who[:customers] = np.arange(customers)                  # everyone buys at least once
    start = g.integers(0, DAYS - 60, customers)
    life = np.minimum(1 + g.exponential(400, customers), DAYS - 1 - start)
    day = (start[who] + g.random(rows) * life[who]).astype(np.int64)
    scale = np.exp(g.normal(3.4, 0.5, customers))
    amount = np.round(scale[who] * g.gamma(4.0, 0.25, rows) + 0.99, 2)
    products = 5000
    popularity = 1.0 / (np.arange(products) + 10.0)
    product = g.choice(products, size=rows, p=popularity / popularity.sum())
    channel = g.choice(len(CHANNELS), size=rows, p=CHANNEL_SHARES)
    order = g.permutation(rows)                             # the file is not sorted by customer or date
    dates = np.datetime_as_string(FIRST_DAY + np.arange(DAYS)).astype(str)
    names = np.array([f"P{i:05d}" for i in range(products)])
    with open(path, "w") as f:
        f.write("customer_id,order_date,amount,product,channel\n")
        for a in range(0, rows, 1_000_000):
            i = order[a:a + 1_000_000]
            pd.DataFrame({"c": who[i] + 1, "d": pd.Categorical.from_codes(day[i], dates), "a": amount[i],
                          "p": pd.Categorical.from_codes(product[i], names),
                          "h": pd.Categorical.from_codes(channel[i], CHANNELS)}).to_csv(f, index=False, header=False, float_format="%.2f")


def customers(rows, seed, path):
    """Eleven columns of a customer list, independent of each other."""
    g = np.random.default_rng(seed)
    share = 1.0 / (np.arange(len(COUNTRIES)) + 2.0)
    signed_up = FIRST_DAY + g.integers(0, DAYS, rows)
    pd.DataFrame({
        "customer_id": np.arange(1, rows + 1),
        "country": COUNTRIES[g.choice(len(COUNTRIES), rows, p=share / share.sum())],
        "age": g.integers(18, 85, rows),
        "gender": np.array(["F", "M", "X"])[g.choice(3, rows, p=[.5, .46, .04])],
        "signup_date": np.datetime_as_string(signed_up),
        "acq_channel": CHANNELS[g.choice(5, rows, p=CHANNEL_SHARES)],
        "email_opt_in": (g.random(rows) < 0.62).astype(int),
        "orders": g.negative_binomial(1, 0.12, rows),
        "total_spend": np.round(g.gamma(0.8, 260.0, rows), 2),
        "days_since_last": g.integers(0, 730, rows),
        "churn_score": np.round(g.beta(2, 3, rows), 4),
    }).to_csv(path, index=False, float_format="%.4f")


def export(rows, seed, path):
    """Ten columns for a spreadsheet: whole numbers, text, dates, amounts, a flag."""
    g = np.random.default_rng(seed)
    day = np.datetime_as_string(FIRST_DAY + g.integers(0, DAYS, rows))
    pd.DataFrame({"customer_id": np.arange(1, rows + 1), "email": [f"user{i}@example.com" for i in range(rows)],
                  "segment": np.array(["Champions", "Loyal", "At risk", "Hibernating", "New"])[g.integers(0, 5, rows)],
                  "country": COUNTRIES[g.integers(0, 30, rows)], "last_order": day, "orders": g.integers(0, 90, rows),
                  "revenue": np.round(g.gamma(1, 200, rows), 2), "clv": np.round(g.gamma(1, 300, rows), 2),
                  "churn": np.round(g.random(rows), 4), "opt_in": g.integers(0, 2, rows)}).to_csv(path, index=False)


def clusters(rows, seed, path):
    """Rows of eight single-precision numbers around eight centres, row after row; the clusters overlap, so that Lloyd's algorithm needs many passes."""
    g = np.random.default_rng(seed)
    centres = g.normal(0, 1.2, (8, 8))
    (centres[g.integers(0, 8, rows)] + g.normal(0, 1.5, (rows, 8))).astype("<f4").tofile(path)


def histories(rows, seed, path):
    """Customers of a BG/NBD model with a Gamma-Gamma spend, at the parameters published for CDNOW; ages are whole days in weeks."""
    g = np.random.default_rng(seed)
    rate, leaves = g.gamma(0.243, 1 / 4.414, rows), g.beta(0.793, 2.426, rows)
    age = np.round(g.uniform(27, 104, rows) * 7) / 7
    repeats, last, now, alive = np.zeros(rows, np.int64), np.zeros(rows), np.zeros(rows), np.ones(rows, bool)
    while alive.any():
        i = np.flatnonzero(alive)
        now[i] += g.exponential(1 / np.maximum(rate[i], 1e-300))
        ordered = now[i] <= age[i]
        alive[i[~ordered]] = False
        j = i[ordered]
        repeats[j] += 1
        last[j] = now[j]
        alive[j[g.random(j.size) < leaves[j]]] = False
    scale, mean, repeated = g.gamma(3.74, 1 / 15.44, rows), np.zeros(rows), repeats > 0
    mean[repeated] = g.gamma(6.25 * repeats[repeated], 1 / (scale[repeated] * repeats[repeated]))
    pd.DataFrame({"customer_id": np.arange(1, rows + 1), "frequency": repeats, "recency": np.round(last, 6), "T": np.round(age, 6), "monetary": np.round(mean, 4)}).to_csv(path, index=False)


def examples(rows, seed, path):
    """Rows of twenty single-precision numbers, row after row, and a file of one label byte each: the log odds have linear terms, a square, a product and a switch."""
    g = np.random.default_rng(seed)
    x = g.normal(0, 1, (rows, 20)).astype("<f4")
    weights = g.normal(0, 0.5, 20)
    odds = x @ weights + 0.6 * x[:, 0] * x[:, 1] - 0.5 * (x[:, 2] ** 2 - 1) + 0.4 * np.sign(x[:, 3]) * x[:, 4] - 1.2
    labels = (g.random(rows) < 1 / (1 + np.exp(-odds))).astype("u1")
    x.tofile(path)
    labels.tofile(path.removesuffix(".part").replace(".f32", "_y.u8"))


FILES = {
    "orders_100k.csv": lambda p: orders(10_000, 100_000, 111, p),
    "orders_1m.csv": lambda p: orders(100_000, 1_000_000, 101, p),
    "orders_10m.csv": lambda p: orders(1_000_000, 10_000_000, 102, p),
    "customers_10k.csv": lambda p: customers(10_000, 112, p),
    "customers_100k.csv": lambda p: customers(100_000, 113, p),
    "customers_1m.csv": lambda p: customers(1_000_000, 103, p),
    "clusters_10k.f32": lambda p: clusters(10_000, 125, p),
    "clusters_100k.f32": lambda p: clusters(100_000, 115, p),
    "clusters_1m.f32": lambda p: clusters(1_000_000, 105, p),
    "bgnbd_10k.csv": lambda p: histories(10_000, 124, p),
    "bgnbd_100k.csv": lambda p: histories(100_000, 104, p),
    "bgnbd_1m.csv": lambda p: histories(1_000_000, 114, p),
    "classify_10k.f32": lambda p: examples(10_000, 126, p),
    "classify_100k.f32": lambda p: examples(100_000, 116, p),
    "classify_1m.f32": lambda p: examples(1_000_000, 106, p),
    "export_1m.csv": lambda p: export(1_000_000, 109, p),
}

if __name__ == "__main__":
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name in sys.argv[2:]:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            continue
        start = time.time()
        FILES[name](path + ".part")
        os.rename(path + ".part", path)
        with open(path, "rb") as f:
            digest = hashlib.file_digest(f, "sha256").hexdigest()
        print(f"{name}: {os.path.getsize(path):,} bytes, SHA-256 {digest[:16]}, {time.time() - start:.0f} s", flush=True)
