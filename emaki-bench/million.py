#!/usr/bin/env python3
"""A million grey images of 64x64 as IDX and as npz, stored and deflated: emaki reads each within a heap of 6 GB.

    emaki-bench/million.py FOLDER

Writes up to 9 GB into a folder of its own in FOLDER and removes it. Prints, for each file, the seconds and the peak memory
of `emaki data check`, and whether its SHA-256 is the one computed here. Needs NumPy.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np

N, SIDE, CHUNK = 1_000_000, 64, 10_000
EMAKI = Path(__file__).resolve().parent.parent / "emaki"


def chunks():
    """Noise in a quarter of each image, so that deflate has something to do; the labels are drawn apart."""
    random = np.random.default_rng(0)
    for _ in range(N // CHUNK):
        images = np.zeros((CHUNK, SIDE, SIDE), np.uint8)
        images[:, 16:48, 16:48] = random.integers(0, 256, (CHUNK, 32, 32), np.uint8)
        yield images.tobytes()


def labels(kind):
    return (np.arange(N) % 10).astype(kind)


def write_idx(file):
    with open(file, "wb") as out:
        out.write(b"\0\0\x08\x03" + np.array([N, SIDE, SIDE], ">i4").tobytes())
        for chunk in chunks():
            out.write(chunk)
    beside = file.with_name(file.name.replace("images", "labels").replace("idx3", "idx1"))
    beside.write_bytes(b"\0\0\x08\x01" + np.array([N], ">i4").tobytes() + labels("u1").tobytes())


def write_npz(file, method):
    head = {"descr": "|u1", "fortran_order": False, "shape": (N, SIDE, SIDE)}
    with zipfile.ZipFile(file, "w", method, compresslevel=1) as out:
        with out.open("images.npy", "w", force_zip64=True) as entry:
            np.lib.format.write_array_header_1_0(entry, head)
            for chunk in chunks():
                entry.write(chunk)
        with out.open("labels.npy", "w") as entry:
            np.lib.format.write_array(entry, labels("<i4"))


def sha256():
    """As ImageSet.sha256: extents, pixels, labels as big-endian int32."""
    digest = hashlib.sha256(f"{N},{SIDE},{SIDE},1\n".encode())
    for chunk in chunks():
        digest.update(chunk)
    digest.update(labels(">i4").tobytes())
    return digest.hexdigest()


def check(file, expected, *command):
    start = time.monotonic()
    environment = dict(os.environ, EMAKI_JAVA_OPTS="-Xmx6g")
    child = subprocess.Popen(
        [EMAKI, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    answer = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit("%s ended with %d" % (" ".join(command), child.returncode))
    seconds = time.monotonic() - start
    same = "" if expected is None else ", same SHA-256: %s" % (json.loads(answer)["sha256"] == expected)
    print("%s %s: %.1f s, peak %.2f GB%s" % (command[1], file.name, seconds, usage.ru_maxrss / 1e6 * 1.024, same), flush=True)


def main(parent):
    expected = sha256()
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name)
        idx = folder / "million-images-idx3-ubyte"
        write_idx(idx)
        check(idx, expected, "data", "check", str(idx), "--json")
        npz = folder / "exported.npz"
        check(npz, None, "data", "export", str(idx), "--out", str(npz))
        idx.unlink()
        check(npz, expected, "data", "check", str(npz), "--json")
        npz.unlink()
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            npz = folder / ("stored.npz" if method == zipfile.ZIP_STORED else "deflated.npz")
            write_npz(npz, method)
            check(npz, expected, "data", "check", str(npz), "--json")
            npz.unlink()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
