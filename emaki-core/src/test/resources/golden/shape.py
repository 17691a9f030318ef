#!/usr/bin/env python3
"""How well points fill a shape, by NumPy in float64: python3 shape.py > shape.json

Every pair in a matrix, straight from the definitions.
"""

import json

import numpy as np


def distances(x, y):
    return np.sqrt(((x[:, None] - y[None]) ** 2).sum(2))


def two_sample_accuracy(x, y):
    both = np.concatenate([x, y])
    d = distances(both, both)
    np.fill_diagonal(d, np.inf)
    first = np.arange(len(both)) < len(x)
    return float((first[d.argmin(1)] == first).mean())


def coverage(shape, others):
    sixth = np.sort(distances(shape, shape), 1)[:, 6]  # column 0 is the point itself
    return float((distances(shape, others).min(1) < sixth).mean())


def off(points, shape, again):
    return float(distances(points, shape).min(1).mean() / distances(again, shape).min(1).mean())


def main():
    random = np.random.default_rng(14)
    cases = []
    for k, n, width, shift in [(2, 60, 1, 0), (3, 150, 0.6, 0), (3, 150, 1, 0.8), (7, 90, 1.2, 0.1)]:
        points = (random.normal(size=(n, k)) * width + shift).astype(np.float32)
        shape, again = (random.normal(size=(n, k)).astype(np.float32) for _ in range(2))
        p, s, a = (v.astype(float) for v in (points, shape, again))
        samples = dict(points=points, shape=shape, again=again)
        cases.append(
            dict(
                dimension=k,
                **{name: [float(v) for v in sample.ravel()] for name, sample in samples.items()},
                two_sample_accuracy=two_sample_accuracy(p, s),
                coverage=coverage(s, p),
                off=off(p, s, a),
            )
        )
    print(json.dumps(cases))


main()
