#!/usr/bin/env python3
"""Hours at a stretch: does memory stay where it is?

    python3 emaki-bench/steady.py explorer RUNS --minutes 10 --rate 50     the explorer, asked so often a second
    python3 emaki-bench/steady.py training RUN --minutes 120               one training in one JVM, to be stopped by this

The explorer serves the folder RUNS, whose finished runs are asked for everything their pages ask for, in turns, over
four connections, and has to answer each with 200. Training goes on epoch after epoch on the embedded data. Memory is
what the process holds (VmRSS of /proc, so Linux alone), a line each ten seconds; it is flat where the median of the
last third is at most a twentieth above that of the second. Exit codes: 0 flat and nothing failed; 1 not; 2 no start.
"""

import argparse
import http.client
import itertools
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

LAUNCHER = Path(__file__).parents[1] / "emaki"
EVERY_SECONDS = 10
CONNECTIONS = 4
POINTS = ["latents", "labels", "split", "prior", "errors"]


def memory(process):
    """Bytes that are in memory."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) << 10
    raise RuntimeError(f"process {process} has ended")


def java(launcher):
    """The launcher becomes Java by exec, or has it as its child."""
    children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()
    return int(children[0]) if children else launcher


def watch(process, minutes, told):
    """What it holds, each ten seconds, for so many minutes."""
    held = []
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        time.sleep(min(EVERY_SECONDS, max(0, end - time.monotonic())))
        held.append(memory(process))
        print(f"{len(held) * EVERY_SECONDS:6d} s {held[-1] / 1e6:8.1f} MB{told()}", flush=True)
    return held


def flat(held):
    """Says how memory went; whether it stayed."""
    third = len(held) // 3
    before, after = statistics.median(held[third : 2 * third]), statistics.median(held[-third:])
    print(f"second third {before / 1e6:.1f} MB, last third {after / 1e6:.1f} MB ({after / before - 1:+.1%})")
    return after <= 1.05 * before


class Asker(threading.Thread):
    """One connection that is asked again and again."""

    def __init__(self, port, paths, pause):
        super().__init__(daemon=True)
        self.port, self.paths, self.pause = port, paths, pause
        self.answers, self.failures, self.slowest, self.going = 0, [], 0.0, True

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        due = time.monotonic()
        for path in itertools.cycle(self.paths):
            if not self.going:
                return
            began = time.monotonic()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.failures.append(f"{path}: {answer.status}")
            except OSError as e:
                self.failures.append(f"{path}: {e}")
                connection.close()
            self.answers += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            due += self.pause
            time.sleep(max(0, due - time.monotonic()))


def explorer(options):
    process = subprocess.Popen(
        [options.emaki, "explore", options.folder, "--port", str(options.port), "--no-browser"], stdout=subprocess.PIPE, text=True
    )
    try:
        if not process.stdout.readline().startswith("http"):
            return 2
        paths = ["/", "/api/runs"]
        for record in sorted(options.folder.glob("*/run.json")):
            if (record.parent / "latents.npz").exists():
                run = f"/api/runs/{record.parent.name}"
                paths += [run, f"{run}/metrics", f"{run}/images/0", f"{run}/map?rows=8&columns=8", *(f"{run}/points/{points}" for points in POINTS)]
        askers = [Asker(options.port, paths[i:] + paths[:i], CONNECTIONS / options.rate) for i in range(CONNECTIONS)]
        for asker in askers:
            asker.start()
        held = watch(java(process.pid), options.minutes, lambda: f" {sum(asker.answers for asker in askers):8d} answers")
        for asker in askers:
            asker.going = False
        failures = [failure for asker in askers for failure in asker.failures]
        answers = sum(asker.answers for asker in askers)
        print(f"{answers} answers, {answers / (60 * options.minutes):.1f} a second, {len(failures)} failed, the slowest took {max(asker.slowest for asker in askers):.2f} s")
        print("\n".join(failures[:10]))
        return 0 if flat(held) and not failures else 1
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def training(options):
    words = ["--data", "kana:5000", "--prior", "swiss-roll", "--epochs", "100000", "--patience", "0", "--threads", "1", "--out", options.folder, "-q"]
    process = subprocess.Popen([options.emaki, "train", *map(str, words)])
    try:
        time.sleep(EVERY_SECONDS)
        if process.poll() is not None:
            return 2
        metrics = options.folder / "metrics.csv"
        held = watch(java(process.pid), options.minutes, lambda: f" {len(metrics.read_text().splitlines()) - 1 if metrics.exists() else 0:6d} epochs")
        return 0 if flat(held) else 1
    finally:
        os.kill(java(process.pid), signal.SIGINT)
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["explorer", "training"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=50, help="answers a second that are asked for")
    parser.add_argument("--port", type=int, default=7799)
    parser.add_argument("--emaki", default=LAUNCHER, help="the launcher; default ./emaki")
    options = parser.parse_args()
    return explorer(options) if options.what == "explorer" else training(options)


if __name__ == "__main__":
    sys.exit(main())
