"""Runs the peers and ours in turn, checks that they agree, and writes the table; compare.sh prepares it. ../README.md says what is run and what is printed."""
import argparse, datetime, json, os, pathlib, re, shutil, statistics, subprocess, sys, time, zipfile, zlib

HERE = pathlib.Path(__file__).parent
DATA = pathlib.Path(os.environ["DATA"]).resolve()
WORK = DATA / "work"
PYTHON = os.environ["PY"]
OURS = ["dotnet", str(HERE.parent / "Dashboard.Benchmarks/bin/Release/net10.0/Dashboard.Benchmarks.dll")]
SCALES = {"10k": (10_000, "orders_100k.csv"), "100k": (100_000, "orders_1m.csv"), "1m": (1_000_000, "orders_10m.csv")}
BEGIN, END = "<!-- compare: begin -->", "<!-- compare: end -->"


def has(module):
    return lambda: subprocess.run([PYTHON, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0


def has_duckdb():
    code = 'require("module").createRequire((process.env.DUCKDB_NODE ?? process.cwd()) + "/x.js").resolve("@duckdb/node-api")'
    return shutil.which("node") is not None and subprocess.run(["node", "-e", code], stderr=subprocess.DEVNULL).returncode == 0


class Peer:
    """Another program: how to run it, whether it is here, how to get it."""

    def __init__(self, name, command, is_here, install):
        self.name, self.command, self.is_here, self.install = name, command, is_here, install


def python(name, script, module, package, *words):
    return Peer(name, [PYTHON, str(HERE / script), *words], has(module), f"apt-get install {package}")


def pandas(job):
    return python("pandas", "pandas_peer.py", "pandas", "python3-pandas", job)


def duckdb(job, name="DuckDB"):
    return Peer(name, ["node", str(HERE / "duckdb_peer.mjs"), job], has_duckdb,
                "npm install @duckdb/node-api in a folder named in DUCKDB_NODE")


def sqlite(mode, name):
    return Peer(name, ["bash", str(HERE / "sqlite_import.sh"), mode], lambda: shutil.which("sqlite3") is not None, "apt-get install sqlite3")


class Job:
    """What is compared: files in, measures out, and the least time that the machine's memory would allow."""

    def __init__(self, name, measures, peers, arguments, limit):
        self.name, self.measures, self.peers, self.arguments, self.limit = name, measures, peers, arguments, limit


class Inputs:
    def __init__(self, scale):
        self.scale, (self.customers, orders) = scale, SCALES[scale]
        self.orders_file, self.customers_file, self.export_file = DATA / orders, DATA / f"customers_{scale}.csv", DATA / "export_1m.csv"
        self.clusters_file, self.histories_file = DATA / f"clusters_{scale}.f32", DATA / f"bgnbd_{scale}.csv"
        self.examples = [DATA / f"classify_{scale}.f32"]
        self.orders = self.customers * 10
        self.store, self.book = WORK / f"store_{scale}.db", WORK / "out.xlsx"

    def files(self, job):
        return {"segment": [self.customers_file], "trend": [self.orders_file, self.customers_file], "xlsx": [self.export_file], "kmeans": [self.clusters_file], "bgnbd": [self.histories_file], "logit": self.examples, "boosting": self.examples}.get(job, [self.orders_file])


# The limits count the bytes that must be touched whatever the program: text scanned for line ends, columns as narrow as their values allow, read once.
JOBS = [
    Job("import", {"import": "import a file of orders"},
        [sqlite("wal", "sqlite3 .import, WAL"), sqlite("off", "sqlite3 .import, no journal"), duckdb("import-file", "DuckDB, file"), duckdb("import", "DuckDB, memory"), pandas("import")],
        lambda i: [i.orders_file, i.store],
        lambda i, m, key: i.orders_file.stat().st_size / m["scan_all"]),
    Job("snapshot", {"build": "snapshot from the store", "reopen": "snapshot again"}, [], lambda i: [i.store], lambda i, m, key: None),
    Job("rfm", {"query": "RFM and quintile scores from columns", "total": "RFM and scores from the file"}, [duckdb("rfm"), pandas("rfm")],
        lambda i: [i.orders_file],
        lambda i, m, key: i.orders * 16 / m["read_all"] + (i.orders_file.stat().st_size / m["scan_all"] if key == "total" else 0)),
    Job("segment", {"query": "segment: 5 predicates by country", "load": "load the customer file"},
        [duckdb("segment"), pandas("segment"),
         python("SQLite", "sqlite_segment.py", "sqlite3", "python3", "plain"), python("SQLite, covering index", "sqlite_segment.py", "sqlite3", "python3", "indexed")],
        lambda i: [i.customers_file],
        lambda i, m, key: i.customers * 20 / m["read_all"] if key == "query" else i.customers_file.stat().st_size / m["scan_all"]),
    Job("trend", {"query": "trend: day by channel for a segment"}, [duckdb("trend"), pandas("trend")],
        lambda i: [i.orders_file, i.customers_file],
        lambda i, m, key: i.orders * 15 / m["read_all"]),
    Job("kmeans", {"fit": "k-means: 50 passes, 8 clusters, 8 columns"}, [python("scikit-learn", "kmeans_peer.py", "sklearn", "python3-sklearn libopenblas0-pthread")],
        lambda i: [i.clusters_file],
        lambda i, m, key: 50 * i.customers * 32 / m["read_all"]),
    Job("bgnbd", {"fit": "BG/NBD by maximum likelihood", "score": "orders expected of every customer in 39 weeks"},
        [python("lifetimes", "bgnbd_peer.py", "lifetimes", "python3-pip; pip install lifetimes", "lifetimes"), python("scipy, analytic gradient", "bgnbd_peer.py", "scipy", "python3-scipy", "scipy")],
        lambda i: [i.histories_file],
        lambda i, m, key: i.customers * 20 / m["read_all"]),
    Job("logit", {"fit": "logistic regression, 4/5 of the rows, 20 columns", "predict": "its probabilities of the other fifth"},
        [python("scikit-learn, lbfgs", "classify_peer.py", "sklearn", "python3-sklearn libopenblas0-pthread", "lbfgs"),
         python("scikit-learn, newton-cholesky", "classify_peer.py", "sklearn", "python3-sklearn libopenblas0-pthread", "newton")],
        lambda i: i.examples,
        lambda i, m, key: i.customers * 80 * (6 * 0.8 if key == "fit" else 0.2) / m["read_all"]),
    Job("boosting", {"fit": "100 boosted trees of 31 leaves, 4/5 of the rows, 20 columns", "predict": "their probabilities of the other fifth"},
        [python("scikit-learn, HistGradientBoosting", "classify_peer.py", "sklearn", "python3-sklearn", "boosting")],
        lambda i: i.examples,
        lambda i, m, key: i.customers * 80 * 0.2 / m["read_all"] if key == "predict" else None),
    Job("xlsx", {"write": "write a workbook, 10 columns"},
        [python("XlsxWriter", "xlsx_peer.py", "xlsxwriter", "python3-xlsxwriter", "xlsxwriter"), python("openpyxl", "xlsx_peer.py", "openpyxl", "python3-openpyxl", "openpyxl")],
        lambda i: [i.export_file, i.customers, i.book],
        lambda i, m, key: sheet_bytes(i) / m["deflate"] / m["threads"]),
]


def sheet_bytes(inputs):
    """What XlsxWriter and openpyxl write for such a sheet before it is packed: 430 bytes a row."""
    return inputs.customers * 430


def run(command, arguments):
    """One fresh process: its answer with its peak memory in MiB, or None when it knows no such job."""
    process = subprocess.Popen([*command, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = output.strip().splitlines()
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, [*command, *arguments]))}\nended with {process.returncode}\n{output[-1000:]}")
    if not lines or not lines[-1].startswith('{"times"'):
        return None
    answer = json.loads(lines[-1])
    answer["memory"] = usage.ru_maxrss / 1024
    return answer


def differing(a, b):
    """Whole numbers must be the same, sums of doubles to nine digits; what only one side counts is not compared, but something must be."""
    def differ(x, y):
        return x != y if isinstance(x, int) and isinstance(y, int) else abs(x - y) > 1e-9 * max(abs(x), abs(y))
    shared = a.keys() & b.keys()
    return [key for key in shared if differ(a[key], b[key])] if shared else ["everything: nothing is counted by both"]


def rows_of(book):
    """Rows of the first sheet of a workbook, whoever wrote it."""
    count, rest = 0, b""
    with zipfile.ZipFile(book) as package, package.open("xl/worksheets/sheet1.xml") as sheet:
        while part := sheet.read(1 << 20):
            rest += part
            count += len(re.findall(rb"<row[ >]", rest))
            rest = rest[-4:] if not rest.endswith(b">") else b""
    return count


def compare(job, inputs, runs, machine):
    """All runs of a job at a scale, in turn: every program once, then once more the other way round, and so on."""
    sides = []
    for peer in job.peers:
        if peer.is_here():
            sides.append((peer.name, peer.command))
        else:
            print(f"  {peer.name} is not here and is skipped: {peer.install}", flush=True)
    sides.append(("ours", [*OURS, job.name]))
    answers = {name: [] for name, _ in sides}
    for turn in range(runs):
        for name, command in sides if turn % 2 == 0 else reversed(sides):
            if answers[name] is None:
                continue
            arguments = job.arguments(inputs)
            if job.name == "import" and name != "ours":
                arguments = [arguments[0], WORK / "peer.db"]
            answer = run(command, arguments)
            if answer is None:
                print(f"  {name} has no such command yet", flush=True)
                answers[name] = None
                continue
            if job.name == "xlsx":
                answer["check"]["rows"] = rows_of(inputs.book) - 1
            answers[name].append(answer)
            print(f"  {name}: {', '.join(f'{k} {v:.4f} s' for k, v in answer['times'].items())}, {answer['memory']:.0f} MiB, {json.dumps(answer['check'])}", flush=True)
    first = next((a for a in answers.values() if a), None)
    if first is None:
        return []
    for name, list_ in answers.items():
        for answer in list_ or []:
            if wrong := differing(first[0]["check"], answer["check"]):
                sys.exit(f"{job.name}, {name}: another result in {', '.join(wrong)}: {answer['check']} beside {first[0]['check']}. Times are not compared.")
    ours = answers.pop("ours") or []
    rows = []
    for key, what in job.measures.items():
        mine = [a["times"][key] for a in ours if key in a["times"]]
        floor = job.limit(inputs, machine, key)
        floor = None if floor is None else floor / 1e9
        memory = max((a["memory"] for a in ours), default=None)
        common = {"job": job.name, "measure": key, "what": what, "scale": inputs.scale, "limit": floor, "runs": runs, "day": datetime.date.today().isoformat(),
                  "ours": statistics.median(mine) if mine else None, "ours_memory": memory if mine else None}
        if not job.peers and mine:
            rows.append({**common, "peer": None})
        for name, list_ in ((n, l) for n, l in answers.items() if l):
            theirs = [a["times"][key] for a in list_ if key in a["times"]]
            if not theirs:
                continue
            ratios = [a / b for a, b in zip(mine, theirs)]
            rows.append({**common, "peer": f"{name} ({list_[-1]['version'].lstrip('v')})", "theirs": statistics.median(theirs), "theirs_memory": max(a["memory"] for a in list_),
                         "ratio": statistics.median(ratios) if ratios else None, "low": min(ratios, default=None), "high": max(ratios, default=None)})
    return rows


def seconds(value):
    return "–" if value is None else f"{value:.2f} s" if value >= 0.995 else f"{value * 1000:.0f} ms" if value >= 0.0095 else f"{value * 1000:.1f} ms" if value >= 0.00095 else f"{value * 1e6:.0f} µs"


def table(rows, machine):
    order = {job.name: (n, list(job.measures)) for n, job in enumerate(JOBS)}
    rows = sorted(rows, key=lambda r: (order[r["job"]][0], order[r["job"]][1].index(r["measure"]), list(SCALES).index(r["scale"]), r["peer"] or ""))
    lines = ["| job | customers | peer | peer, median | ours, median | ours / peer (pairs: lowest to highest) | memory, peer | memory, ours | physical limit |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for r in rows:
        ratio = "–" if r.get("ratio") is None else f"**{r['ratio']:.2f}** ({r['low']:.2f} to {r['high']:.2f})"
        mib = lambda value: "–" if value is None else f"{value:.0f} MiB"
        lines.append(f"| {r['job']}: {r['what']} | {SCALES[r['scale']][0]:,} | {r['peer'] or '–'} | {seconds(r.get('theirs'))} | {seconds(r['ours'])} | {ratio} | {mib(r.get('theirs_memory'))} | {mib(r['ours_memory'])} | {seconds(r['limit'])} |")
    days = sorted({r["day"] for r in rows})
    lines += ["", f"{machine['cpu']}, {machine['threads']} threads, {machine['memory_gib']} GiB; memory read {machine['read_all']:.1f} GB/s ({machine['read_1']:.1f} on one thread), "
              f"copy {machine['copy_all']:.1f} GB/s, search for line ends {machine['scan_all']:.1f} GB/s, deflate level 1 {machine['deflate'] * 1000:.0f} MB/s a thread. "
              f"Fresh processes in turn, {' or '.join(str(n) for n in sorted({r['runs'] for r in rows}))} of each; {days[0] if len(days) == 1 else days[0] + ' to ' + days[-1]}."]
    return "\n".join(lines)


def measure_machine():
    """Bandwidths in GB/s, that is bytes a nanosecond."""
    program, file = WORK / "stream", max((p for p in DATA.glob("orders_*.csv")), key=lambda p: p.stat().st_size)
    if shutil.which("gcc") is None:
        sys.exit("The physical limits are measured by a small C program: apt-get install gcc libc6-dev.")
    subprocess.run(["gcc", "-O3", "-march=native", "-fopenmp", str(HERE / "stream.c"), "-o", str(program)], check=True)
    machine = json.loads(subprocess.run([str(program), str(file)], check=True, capture_output=True, text=True).stdout)
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>user{n}@example.com</t></is></c><c r="C{n}"><v>{n * 7919 % 100_000 / 100}</v></c></row>' for n in range(1, 100_000)).encode()
    start = time.perf_counter()
    zlib.compress(cells, 1)
    machine["deflate"] = len(cells) / (time.perf_counter() - start) / 1e9
    info = pathlib.Path("/proc/cpuinfo").read_text()
    machine["cpu"] = next(iter(re.findall(r"model name\s*: (.*)", info)), "unknown processor")
    machine["memory_gib"] = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    return machine


def warm(file):
    """Reads a file into the page cache, in pieces: what this process ever held would count as its children's peak."""
    with open(file, "rb") as stream:
        while stream.read(1 << 20):
            pass


def write(path, text):
    """Puts the table between its two marks, which are added at the end when the file has none."""
    known = path.read_text() if path.exists() else ""
    block = f"{BEGIN}\n{text}\n{END}"
    if BEGIN in known and END in known:
        known = known[:known.index(BEGIN)] + block + known[known.index(END) + len(END):]
    else:
        known = (known.rstrip() + "\n\n" if known else "") + block + "\n"
    path.write_text(known)


def main():
    parser = argparse.ArgumentParser(prog="compare.sh")
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"{', '.join(job.name for job in JOBS)}; default all")
    parser.add_argument("--scale", default="100k,1m", help="customers: 10k, 100k, 1m, separated by commas; ten orders each")
    parser.add_argument("--runs", type=int, default=5, help="fresh processes of each program")
    parser.add_argument("--out", default=str(HERE.parent.parent / "docs/performance.md"), help="file with the table; - prints it only")
    options = parser.parse_args()
    scales = options.scale.split(",")
    if unknown := [s for s in scales if s not in SCALES] + [j for j in options.jobs if j not in [job.name for job in JOBS]]:
        parser.error(f"unknown: {', '.join(unknown)}")
    jobs = [job for job in JOBS if not options.jobs or job.name in options.jobs]
    WORK.mkdir(parents=True, exist_ok=True)
    inputs = [Inputs(scale) for scale in scales]
    needed = sorted({file.name for i in inputs for job in jobs for file in i.files(job.name)} | {i.orders_file.name for i in inputs})
    subprocess.run([PYTHON, str(HERE / "generate.py"), str(DATA), *needed], check=True)
    machine = measure_machine()

    kept = DATA / "results.json"
    results = json.loads(kept.read_text()) if kept.exists() else []
    for job in jobs:
        for i in inputs:
            if job.name == "snapshot" and not i.store.exists():
                run([*OURS, "import"], [i.orders_file, i.store])
            print(f"{job.name}, {i.customers:,} customers", flush=True)
            for file in i.files(job.name):
                warm(file)
            rows = compare(job, i, options.runs, machine)
            results = [r for r in results if (r["job"], r["scale"]) != (job.name, i.scale)] + rows
            kept.write_text(json.dumps(results, indent=1))
    text = table(results, machine)
    print(text)
    if options.out != "-":
        write(pathlib.Path(options.out), text)


main()
