#!/usr/bin/env python3
"""Endurance: does what was killed at any moment go on to the same bits?

    python3 emaki-bench/endurance.py FOLDER --kills 100      kill -9 a hundred times, or go on where FOLDER's log ends
    python3 emaki-bench/endurance.py FOLDER --summary        what the log says so far

Training, classification, a sweep and clustering take turns, small ones on the embedded data. Each is run once unharmed,
and timed. Then it is started anew, killed at a moment drawn evenly from its whole time, and so on while fresh moments
are drawn (one in three is followed by another kill), then continued as a user would: by --resume, or by the same
command. Whatever was left must be readable or not be there, and the end must hold what the unharmed run holds: every
file, byte for byte, but for clocks. A sweep is killed alone, its runs left to themselves, or with them, in turns.

FOLDER/log.jsonl has a line a kill: number, what, the moment, what lay there, how it went on, and whether the end was
the same. FOLDER may not be moved: records name it. Moments come from --seed and the number, so that a line can be had again: --only 17.
Exit codes: 0 all the same; 1 something differs, or did not go on (its folder is kept); 2 an unharmed run failed.
"""

import argparse
import collections
import csv
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

SWEEP = """\
base: {data: "kana:1000", prior: gaussian, latent-dim: 2, hidden: "64,32", batch-size: 100, epochs: 6}
grid: {lambda: [0.03, 0.3]}
seeds: [0, 1]
then: {cluster: {k: 10, seed: 0}}
"""
TRAIN = ["--data", "kana:2000", "--prior", "swiss-roll", "--hidden", "128,64", "--batch-size", "100", "--epochs", "20", "--seed", "0", "--threads", "1"]
KINDS = {
    "train": ["train", *TRAIN, "--out", "work"],
    "classify": ["classify", "base", "--epochs", "20", "--batch-size", "100", "--seed", "0", "--threads", "1", "--out", "work"],
    "sweep": ["sweep", "sweep.yaml", "--parallel", "2", "--threads", "1", "--out", "work"],
    "cluster": ["cluster", "work", "--method", "islands", "--seed", "0", "--stability", "2"],
}
# What tells the time, or how something came about, not what came of it.
CLOCKS = {"created", "seconds", "command", "machine"}
PASSING = {"lock", "checkpoints", "logs"}


def without_clocks(value):
    if isinstance(value, dict):
        return {key: without_clocks(inner) for key, inner in value.items() if key not in CLOCKS}
    return [without_clocks(inner) for inner in value] if isinstance(value, list) else value


def content(path):
    """A file's bytes; of records and tables what is no clock."""
    found = path.read_bytes()
    if path.suffix == ".json":
        return json.dumps(without_clocks(json.loads(found))).encode()
    if path.suffix == ".csv" and b"seconds" in found.split(b"\n", 1)[0]:
        rows = list(csv.reader(io.StringIO(found.decode())))
        kept = [place for place, column in enumerate(rows[0]) if "seconds" not in column]
        return "\n".join(",".join(row[place] for place in kept) for row in rows).encode()
    return found


def digests(folder):
    """Of every file that stays, its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(content(path)).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not PASSING & set(path.relative_to(folder).parts)
    }


class Bench:
    """The folder in which all of it happens."""

    def __init__(self, folder, launcher):
        self.folder, self.launcher = folder, launcher
        self.work = folder / "work"
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("EMAKI_")}
        self.environment["XDG_CONFIG_HOME"] = str(folder / "no-configuration")

    def start(self, arguments):
        return subprocess.Popen(
            [self.launcher, *arguments, "-q"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, arguments):
        """Exit code, what was said, seconds."""
        began = time.monotonic()
        process = self.start(arguments)
        said = process.communicate()[0]
        return process.returncode, said, time.monotonic() - began

    def killed(self, arguments, seconds, group):
        """Whether it was killed before it ended by itself."""
        process = self.start(arguments)
        try:
            process.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
            process.wait()
            return True
        finally:
            process.stdout.close()

    def prepare(self, kind):
        """The state before the command: nothing, or for clustering a run to cluster."""
        shutil.rmtree(self.work, ignore_errors=True)
        if kind == "cluster":
            shutil.copytree(self.folder / "base", self.work)

    def references(self):
        """Of each kind the unharmed digests and seconds; measured once, twice over, as they must not differ by themselves."""
        file = self.folder / "references.json"
        if file.exists():
            return json.loads(file.read_text())
        (self.folder / "sweep.yaml").write_text(SWEEP)
        shutil.rmtree(self.folder / "base", ignore_errors=True)
        self.unharmed(["train", *TRAIN, "--out", "base"])
        references = {}
        for kind, arguments in KINDS.items():
            both = []
            for _ in range(2):
                self.prepare(kind)
                seconds = self.unharmed(arguments)
                both.append(digests(self.work))
            if both[0] != both[1]:
                fail(f"{kind}: two unharmed runs differ: {different(*both)}")
            references[kind] = {"seconds": seconds, "digests": both[0]}
        file.write_text(json.dumps(references, indent=1))
        return references

    def unharmed(self, arguments):
        code, said, seconds = self.run(arguments)
        if code:
            fail(f"emaki {' '.join(arguments)}: exit code {code}: {said}")
        return seconds

    def lies_there(self, kind):
        """What a kill left, by what emaki says of it."""
        if not self.work.exists():
            return "nothing"
        if kind == "sweep":
            return "sweep" if (self.work / "sweep.json").exists() else "beginnings"
        if not (self.work / "run.json").exists():
            return "beginnings"
        code, said, _ = self.run(["runs", "show", "work", "--json"])
        return json.loads(said)["status"] if code == 0 else f"unreadable: {said.strip()}"

    def goes_on(self, kind, there):
        """The command that a user would give now."""
        if kind in ("train", "classify") and there in ("interrupted", "running", "finished"):
            return [kind, "--resume", "work"]
        return KINDS[kind]

    def orphans_gone(self):
        """Waits for what a sweep that was killed alone left behind: each of its runs ends by itself."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and any(str(self.folder) in line for line in working_folders()):
            time.sleep(0.2)

    def kill(self, number, seed, references):
        """One trial: its kills, its end, its line for the log."""
        kind = list(KINDS)[number % len(KINDS)]
        draw = random.Random(f"{seed} {number}")
        group = kind != "sweep" or number // len(KINDS) % 2 == 0
        self.prepare(kind)
        arguments, moments, left = KINDS[kind], [], []
        while True:
            moments.append(round(draw.uniform(0, references[kind]["seconds"]), 3))
            killed = self.killed(arguments, moments[-1], group)
            if not group and draw.random() < 0.5:
                self.orphans_gone()
            left.append(self.lies_there(kind) if killed else "over before")
            arguments = self.goes_on(kind, left[-1])
            if not killed or draw.random() >= 1 / 3:
                break
        code, said, seconds = self.run(arguments) if killed else (0, "", 0)
        if code == 2 and arguments[1] == "--resume" and left[-1] == "finished":
            code = 0  # Killed between its last write and its end: there is nothing to go on with.
        self.orphans_gone()
        moved = different(references[kind]["digests"], digests(self.work)) if code == 0 else []
        return {
            "number": number,
            "what": kind,
            "with": "its processes" if group else "its runs left alone",
            "moments": moments,
            "left": left,
            "went_on": " ".join(arguments[:2]) if arguments[1:2] == ["--resume"] else arguments[0],
            "seconds": round(seconds, 1),
            "code": code,
            "said": said.strip() if code else "",
            "same": code == 0 and not moved,
            "moved": moved,
        }


def working_folders():
    """Of every process that can be seen, the folder it works in."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            yield os.readlink(process / "cwd")
        except OSError:
            continue


def different(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def fail(why):
    print(why, file=sys.stderr)
    sys.exit(2)


def summary(lines):
    """A row a kind: kills, what they left, ends that were the same."""
    print(f"{'':10} {'trials':>6} {'kills':>6} {'same':>6}  left by the kills")
    for kind in KINDS:
        of = [line for line in lines if line["what"] == kind]
        left = collections.Counter(state for line in of for state in line["left"])
        kills = sum(left.values()) - left["over before"]
        told = ", ".join(f"{state} {count}" for state, count in left.most_common())
        print(f"{kind:10} {len(of):6} {kills:6} {sum(line['same'] for line in of):6}  {told}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100, help="as many in the log at the end")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="this trial alone, not logged")
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("--emaki", default=Path(__file__).parents[1] / "emaki", help="the launcher; default ./emaki")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log.jsonl"
    lines = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    bench = Bench(folder, str(Path(options.emaki).resolve()))
    if options.only is not None:
        print(json.dumps(bench.kill(options.only, options.seed, bench.references())))
        return 0
    if not options.summary:
        references = bench.references()
        while sum(len(line["moments"]) - line["left"].count("over before") for line in lines) < options.kills:
            line = bench.kill(len(lines), options.seed, references)
            lines.append(line)
            with log.open("a") as out:
                out.write(json.dumps(line) + "\n")
            print(json.dumps(line), flush=True)
            if not line["same"]:
                bench.work.rename(folder / f"differs-{line['number']}")
    summary(lines)
    return 0 if all(line["same"] for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
