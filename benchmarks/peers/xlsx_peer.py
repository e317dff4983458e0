"""Writes the first ROWS rows of a file to a workbook. usage: xlsx_peer.py openpyxl|xlsxwriter FILE ROWS OUT. Both in the mode that keeps no rows in memory."""
import csv, itertools, json, sys, time

mode, path, count, out = sys.argv[1:]
kinds = [int, str, str, str, str, int, float, float, float, int]
with open(path, newline="") as f:
    lines = csv.reader(f)
    head = next(lines)
    rows = [[kind(value) for kind, value in zip(kinds, line)] for line in itertools.islice(lines, int(count))]
start = time.perf_counter()
if mode == "openpyxl":
    import openpyxl as library
    book = library.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    book.save(out)
else:
    import xlsxwriter as library
    book = library.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    for i, row in enumerate(rows, 1):
        sheet.write_row(i, 0, row)
    book.close()
print(json.dumps({"times": {"write": time.perf_counter() - start}, "check": {"rows": len(rows), "columns": len(head)}, "version": library.__version__}))
