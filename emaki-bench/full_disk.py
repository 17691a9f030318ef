#!/usr/bin/env python3
"""A disk that is full at any write: is it told in one line, is nothing lost, and does it go on once there is room?

    sudo python3 emaki-bench/full_disk.py FOLDER --levels 25

FOLDER becomes a small file system in memory, which takes root on Linux. Training, classification, a sweep and
clustering (those of endurance.py) are each started with as many levels of room left, evenly from none to what is
enough for the command. What comes of it must be the whole result, or a line or a few of our own words and exit code 2,
of a sweep whose runs failed 1; a run that lay there before must not change; and with room again the command goes on, as
a user would have it, to the files of a run that had it all along, byte for byte but for clocks. A line a trial is
printed, and kept in FOLDER.jsonl.
Exit codes: 0 all so; 1 something was not; 2 an unharmed run failed, or the file system could not be made.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from endurance import KINDS, Bench, different, digests, fail

ROOMY = 512 << 20
STACK = re.compile(r"^\s+at [\w.$/]+\(|Exception\b", re.MULTILINE)


class Disk:
    """A file system whose size can be changed while it is used."""

    def __init__(self, place):
        self.place = place
        self.mount("size=%d" % ROOMY)

    def mount(self, options):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.place], capture_output=True, text=True)
        if done.returncode:
            fail(f"{self.place}: no file system can be made: {done.stderr.strip()} (it takes root)")

    def used(self):
        at = os.statvfs(self.place)
        return (at.f_blocks - at.f_bfree) * at.f_frsize

    def leave(self, room):
        """Leaves so many bytes, in whole pages."""
        self.mount("remount,size=%d" % (self.used() + max(room, 1)))

    def widen(self):
        self.mount("remount,size=%d" % ROOMY)

    def close(self):
        subprocess.run(["umount", self.place], check=True)


def trial(bench, disk, kind, room, reference, before):
    """One command with so much room, and once more with all of it."""
    bench.prepare(kind)
    disk.leave(room)
    code, said, _ = bench.run(KINDS[kind])
    disk.widen()
    faults = []
    if code not in ((0, 1, 2) if kind == "sweep" else (0, 2)):
        faults.append(f"exit code {code}")
    if code and (STACK.search(said) or not said.strip()):
        faults.append("not told in our words")
    if different(before, digests(bench.folder / "base")):
        faults.append("harmed the run before")
    there = bench.lies_there(kind) if code else "finished"
    if there.startswith("unreadable"):
        faults.append(there)
    retry = ["--retry-failed"] if kind == "sweep" else []
    again, words = (0, "") if code == 0 else bench.run([*bench.goes_on(kind, there), *retry])[:2]
    if again:
        faults.append(f"does not go on: {words.strip()}")
    moved = different(reference, digests(bench.work)) if not again else []
    if moved:
        faults.append(f"differs in {', '.join(moved)}")
    return {"what": kind, "room": room, "code": code, "said": said.strip(), "left": there, "faults": faults}


def enough(bench, disk, kind):
    """Room with which a command ends well: more than it leaves behind, as it writes beside what it replaces."""
    bench.prepare(kind)
    before = disk.used()
    bench.unharmed(KINDS[kind])
    room = disk.used() - before
    while True:
        bench.prepare(kind)
        disk.leave(room)
        code = bench.run(KINDS[kind])[0]
        disk.widen()
        if code == 0:
            return room
        room += room // 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=KINDS, action="append", help="this command alone, or these")
    parser.add_argument("--levels", type=int, default=25, help="of room, for each command")
    parser.add_argument("--emaki", default=Path(__file__).parents[1] / "emaki", help="the launcher; default ./emaki")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    disk = Disk(folder)
    lines = []
    try:
        bench = Bench(folder, str(Path(options.emaki).resolve()))
        references = bench.references()
        before = digests(folder / "base")
        for kind in options.only or KINDS:
            most = enough(bench, disk, kind)
            for level in range(options.levels):
                room = most * level // (options.levels - 1)
                lines.append(trial(bench, disk, kind, room, references[kind]["digests"], before))
                print(json.dumps(lines[-1]), flush=True)
    finally:
        disk.close()
        with Path(f"{folder}.jsonl").open("a") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    refused = sum(line["code"] != 0 for line in lines)
    faulty = sum(bool(line["faults"]) for line in lines)
    print(f"{len(lines)} trials, {refused} without enough room, {faulty} of them with faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
