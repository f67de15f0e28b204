#!/usr/bin/env python3
"""The difference engine beside others people know, one JSON line a figure: peers.py BUILD WORK

BUILD is the build folder with countersign and bench_diff, WORK a scratch folder in which npm has put diff-match-patch.
Whole processes against `git diff --word-diff`; the engine alone against diff-match-patch on words.
"""
import json
import pathlib
import re
import statistics
import subprocess
import sys
import time

build, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
here = pathlib.Path(__file__).resolve().parent
texts = work / "texts"
texts.mkdir(exist_ok=True)
subprocess.run([build / "tests/benchmarks/bench_diff", texts], check=True)
pair = [texts / "1M.2percent.a", texts / "1M.2percent.b"]


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, cwd=work)
    return time.perf_counter() - start


def report(name, milliseconds, ratio, against):
    print(json.dumps({"name": name, "value": milliseconds, "unit": "ms", "ratio": round(ratio, 4), "against": against}), flush=True)


ours, git = [], []
for _ in range(9):
    ours.append(seconds([build / "app/countersign", "diff", *pair, "--word"]))
    git.append(seconds(["git", "--no-pager", "diff", "--no-index", "--word-diff=plain", *pair]))
ratio = statistics.median(g / o for g, o in zip(git, ours))
report("diff.process", statistics.median(ours) * 1000, ratio, "git diff --word-diff, times as fast; at least 1.8")

rounds = 5
peer = subprocess.run(["node", here / "diff_match_patch.mjs", *pair, str(rounds)], stdout=subprocess.PIPE, text=True, check=True, cwd=work)
engine = subprocess.run([build / "tests/benchmarks/bench_diff", "--only", "1M.2percent"], stdout=subprocess.PIPE, text=True, check=True)
own = json.loads(re.search(r"^\{.*\}$", engine.stdout, re.M).group())["value"]
theirs = statistics.median(float(line) for line in peer.stdout.split())
report("diff.words", own, theirs / own, "diff-match-patch on words, times as fast; at least 30")
