#!/usr/bin/env python3
"""Golden runs: does emaki still give the bits that it gave when the file was recorded?

    python3 emaki-bench/golden.py --record emaki-bench/golden/NAME.json    run all, write the file
    python3 emaki-bench/golden.py --check emaki-bench/golden/NAME.json     run all, compare
    python3 emaki-bench/golden.py                                          run all, print

Small runs on the embedded data, a few epochs each: autoencoders towards a roll, a mixture and no prior, clustered;
classifiers on latents and on pixels; a sweep. Of each the SHA-256 of what it computed: the files whole, and beside that
the parts that must hold even where a file's format grows: tensors without their header, each array of an npz, the
columns of metrics.csv that the golden file names (never its seconds).

Bits depend on processor, vector unit, Java, engine and thread count, so the file says whose they are.
Exit codes: 0 all equal; 1 something differs or is missing; 2 a run failed or a file cannot be read; 3 recorded on
another kind of machine, nothing compared.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

THREADS = 2
SHARED = ["--threads", str(THREADS), "--seed", "0"]
PULL = ["--sigma", "1", "--lambda", "0.1"]
MACHINE = ["architecture", "cpu", "kernels", "java", "engine", "threads"]

SWEEP = """\
base: {data: "kana:6000", prior: gaussian-mixture, latent-dim: 2, hidden: "128,64", lambda: 0.1, learning-rate: 0.001, epochs: 2}
grid: {sigma: [0.5, 2]}
seeds: [0, 1]
then: {cluster: {k: 10, seed: 0}}
"""


def commands(work):
    """What is run, in order, and the folder that each command fills; several folders below a sweep."""
    for name, prior in [("roll", "swiss-roll"), ("mixture", "gaussian-mixture"), ("none", "none")]:
        train = ["train", "--data", "kana:6000", "--prior", prior, "--epochs", "3", "--learning-rate", "0.001"] + (PULL if prior != "none" else [])
        yield name, train + SHARED + ["--out", name]
        yield name, ["cluster", name, "--k", "10", "--seed", "0"]
    yield "none/classifier", ["classify", "none", "--recipe", "study", "--epochs", "3"] + SHARED
    regularised = ["--recipe", "study", "--batch-norm", "--dropout", "0.25", "--augment", "--hidden", "200,100", "--epochs", "3"]
    yield "mlp", ["classify", "--data", "kana:6000", "--model", "mlp"] + regularised + SHARED + ["--out", "mlp"]
    cnn = ["--model", "cnn", "--recipe", "study", "--filters", "8,16", "--epochs", "2"]
    yield "cnn", ["classify", "--data", "kana:6000"] + cnn + SHARED + ["--out", "cnn"]
    (work / "golden.yaml").write_text(SWEEP)
    yield "sweep", ["sweep", "golden.yaml", "--parallel", "1", "--threads", str(THREADS), "--out", "sweep"]


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def tensors(content):
    """The data section of a safetensors file: its header may say more one day, the numbers may not change."""
    return content[8 + int.from_bytes(content[:8], "little") :]


def metrics(content, columns):
    """metrics.csv cut to these columns (None: all but the seconds), and the columns."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    columns = columns or [column for column in rows[0] if column != "seconds"]
    places = [rows[0].index(column) for column in columns]
    text = "\n".join(",".join(row[place] for place in places) for row in rows)
    return sha256(text.encode()), columns


def digests(folder, columns):
    """Of every file that is there: its name, and [part], to its SHA-256."""
    found = {}
    for name in ["model.safetensors", "latents.npz", "clusters.csv", "predictions.npz"]:
        if (folder / name).is_file():
            content = (folder / name).read_bytes()
            found[name] = sha256(content)
            if name.endswith(".safetensors"):
                found[name + "[tensors]"] = sha256(tensors(content))
            if name.endswith(".npz"):
                with zipfile.ZipFile(io.BytesIO(content)) as arrays:
                    for array in sorted(arrays.namelist()):
                        found[f"{name}[{array.removesuffix('.npy')}]"] = sha256(arrays.read(array))
    if (folder / "metrics.csv").is_file():
        try:
            found["metrics.csv"], kept = metrics((folder / "metrics.csv").read_bytes(), columns)
            found["metrics.csv[columns]"] = ",".join(kept)
        except (ValueError, IndexError):  # a column that the golden file names is gone: reported as missing
            pass
    return found


def machine(folder):
    """Whose bits these are, from run.json; what it does not say is None."""
    try:
        said = json.loads((folder / "run.json").read_text()).get("machine") or {}
    except (OSError, ValueError):
        said = {}
    return {key: said.get(key) for key in MACHINE}


def run(launcher, arguments, work):
    """One command, in an environment in which nobody's own defaults are found."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("EMAKI_")}
    environment["XDG_CONFIG_HOME"] = str(work / "no-configuration")
    began = time.monotonic()
    print("emaki", " ".join(arguments), file=sys.stderr, end=" ", flush=True)
    done = subprocess.run([launcher, *arguments, "-q"], cwd=work, env=environment, capture_output=True, text=True)
    print(f"({time.monotonic() - began:.1f} s)", file=sys.stderr)
    if done.returncode != 0:
        print(done.stdout + done.stderr, file=sys.stderr, end="")
        sys.exit(2)


def other_machine(here, golden):
    """Where this machine is of another kind: each point that differs, in words."""
    return [
        f"{key}: recorded {golden.get(key)}, here {here[key]}"
        for key in MACHINE
        if here[key] is not None and golden.get(key) is not None and here[key] != golden[key]
    ]


def measure(launcher, work, golden):
    """Runs everything: {"machine": ..., "runs": {folder: {file: digest}}}."""
    whose, runs = None, {}
    for name, arguments in commands(work):
        run(launcher, arguments, work)
        if whose is None:
            whose = machine(work / name)
            differences = other_machine(whose, golden["machine"]) if golden else []
            if differences:
                print("another kind of machine, nothing compared: " + "; ".join(differences))
                sys.exit(3)
        folders = sorted((work / name / "runs").glob("*/")) if arguments[0] == "sweep" else [work / name]
        for folder in folders:
            key = folder.relative_to(work).as_posix()
            recorded = golden["runs"].get(key, {}) if golden else {}
            columns = recorded.get("metrics.csv[columns]")
            found = digests(folder, columns.split(",") if columns else None)
            if arguments[0] == "train":  # the cluster array comes later, and may change for a stated reason
                found = {"latents.npz before clustering": found.get("latents.npz", "missing")}
            runs.setdefault(key, {}).update(found)
    return {"machine": whose, "runs": runs}


def compare(measured, golden):
    """Prints a line for each digest that moved; how many there were."""
    moved = compared = 0
    for name, files in golden["runs"].items():
        here = measured["runs"].get(name, {})
        for file, digest in files.items():
            compared += 1
            if here.get(file) != digest:
                moved += 1
                print(f"{name}/{file}: {'differs' if file in here else 'missing'}")
        for file in sorted(here.keys() - files.keys()):
            print(f"{name}/{file}: new, nothing to compare with")
    print(f"{compared - moved} of {compared} equal")
    return moved


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--emaki", default=Path(__file__).parents[1] / "emaki", help="the launcher; default ./emaki")
    parser.add_argument("--work", type=Path, help="run in this folder, new or empty, and keep it; default a temporary one")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", type=Path, metavar="FILE", help="compare with what this file records")
    what.add_argument("--record", type=Path, metavar="FILE", help="write this file")
    options = parser.parse_args()
    launcher = str(Path(options.emaki).resolve())
    try:
        golden = json.loads(options.check.read_text()) if options.check else None
    except (OSError, ValueError) as unreadable:
        parser.error(f"{options.check}: {unreadable}")
    if options.work and options.work.exists() and any(options.work.iterdir()):
        parser.error(f"{options.work}: not empty")

    work = (options.work or Path(tempfile.mkdtemp(prefix="golden-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        measured = measure(launcher, work, golden)
    finally:
        if not options.work:
            shutil.rmtree(work)
    text = json.dumps(measured, indent=1) + "\n"
    if options.record:
        options.record.parent.mkdir(parents=True, exist_ok=True)
        options.record.write_text(text)
    elif golden:
        return 1 if compare(measured, golden) else 0
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
