"""Times emaki's k-means against scikit-learn's on the same data, in turn within one run.

    mvn -q -pl emaki-bench -am package -DskipTests
    /usr/bin/python3 emaki-bench/kmeans.py [--pairs 7] [--points LATENTS.npy]

70,000 points, k = 10, ten starts, 2 threads, in 3 and in 64 dimensions: a mixture of 30 Gaussians, or what --points
holds ([70000, d]) by its first columns, filled up with those of the mixture where it has fewer. Prints seconds of the
first fit of a fresh JVM beside those of the later ones, the ratio emaki / scikit-learn over the pairs (median, least,
greatest), and the inertia of both. Other load on the machine hurts scikit-learn more, whose threads wait for each other.
Needs Debian's python3-sklearn.
"""
import argparse
import os
import pathlib
import subprocess
import tempfile
import time

import numpy as np
import sklearn
from sklearn.cluster import KMeans

HERE = pathlib.Path(__file__).resolve().parent
N, K, STARTS = 70_000, 10, 10


def mixture(dimension):
    random = np.random.default_rng(0)
    centres = random.normal(size=(30, dimension))
    return (centres[random.integers(30, size=N)] + random.normal(size=(N, dimension))).astype(np.float32)


def sample(dimension, points):
    if points is None:
        return mixture(dimension)
    given = np.load(points)[:N, :dimension].astype(np.float32)
    return np.ascontiguousarray(np.hstack([given, mixture(dimension)[:, given.shape[1]:]]))


class Emaki:
    def __init__(self, x, threads):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            x.tofile(file)
        self.file = file.name
        path = f'{HERE}/target/classes:{HERE}/target/lib/*'
        self.process = subprocess.Popen(
            [os.environ.get('JAVA', 'java'), '--add-modules', 'jdk.incubator.vector', '-cp', path,
             'emaki.bench.KMeansFits', self.file, str(x.shape[1]), str(K), str(STARTS), str(threads)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def fit(self, seed):
        self.process.stdin.write(f'{seed}\n')
        self.process.stdin.flush()
        seconds, inertia = self.process.stdout.readline().split()
        return float(seconds), float(inertia)

    def close(self):
        self.process.communicate()
        os.unlink(self.file)


def scikit(x, seed):
    began = time.perf_counter()
    fitted = KMeans(K, n_init=STARTS, random_state=seed).fit(x)
    return time.perf_counter() - began, fitted.inertia_


def spread(values, form):
    return ' '.join(form % f(values) for f in (np.median, np.min, np.max))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--pairs', type=int, default=7)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--points')
    options = parser.parse_args()
    print(f'scikit-learn {sklearn.__version__}; median, least, greatest over {options.pairs} pairs')
    for dimension in 3, 64:
        x = sample(dimension, options.points)
        emaki = Emaki(x, options.threads)
        first = emaki.fit(0)[0]
        pairs = np.array([emaki.fit(seed) + scikit(x, seed) for seed in range(1, options.pairs + 1)])
        emaki.close()
        print(f'dimension {dimension}: emaki s {spread(pairs[:, 0], "%.3f")} (first {first:.3f}),'
              f' scikit-learn s {spread(pairs[:, 2], "%.3f")}, ratio {spread(pairs[:, 0] / pairs[:, 2], "%.3f")}')
        print(f'  inertia: emaki {spread(pairs[:, 1], "%.6g")}, scikit-learn {spread(pairs[:, 3], "%.6g")}', flush=True)


if __name__ == '__main__':
    main()
