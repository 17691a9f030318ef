#!/usr/bin/env python3
"""Divergences besides the Cauchy-Schwarz one, by NumPy in float64: python3 distances.py > distances.json

Straight from the definitions, every pair in a matrix: values of two samples, and gradients with respect to the first by
central differences. For the sliced distance the directions are given, a row each.
"""

import json

import numpy as np


def squares(x, y):
    return ((x[:, None] - y[None]) ** 2).sum(2)


def radius(y):
    return np.sqrt(((y - y.mean(0)) ** 2).sum(1).mean())


def paired(kernel, x, y):
    """2 E rho(x, y) - E rho(x, x') - E rho(y, y') for rho = const - kernel."""
    return kernel(squares(x, x)).mean() + kernel(squares(y, y)).mean() - 2 * kernel(squares(x, y)).mean()


def energy(x, y):
    return paired(lambda s: -np.sqrt(s), x, y) / radius(y)


def mmd(x, y):
    scales = 2 * radius(y) ** 2 * np.array([0.01, 0.03, 0.1, 0.3, 1, 3])
    return sum(paired(lambda s: c / (c + s), x, y) for c in scales)


def euclidean(x, y):
    return sum(paired(lambda s: np.exp(-s / (4 * w * w)), x, y) for w in radius(y) / 2.0 ** np.arange(6))


def sliced(x, y, directions):
    differences = np.sort(x @ directions.T, 0) - np.sort(y @ directions.T, 0)
    return (differences**2).mean() * x.shape[1] / radius(y) ** 2


def gradient(f, x, step=1e-6):
    g = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[i] += step
        down[i] -= step
        g[i] = (f(up) - f(down)) / (2 * step)
    return g


def floats(a):
    return [float(np.float32(v)) for v in np.asarray(a).ravel()]


def main():
    random = np.random.default_rng(14)
    cases = []
    for k, n, m in [(1, 20, 20), (2, 33, 33), (3, 40, 40), (3, 7, 50), (10, 24, 24)]:
        x = (random.normal(size=(n, k)) * 1.3 + 0.7).astype(np.float32).astype(float)
        y = random.normal(size=(m, k)).astype(np.float32).astype(float)
        case = {"dimension": k, "x": floats(x), "y": floats(y)}
        figures = {"energy": energy, "mmd": mmd, "euclidean": euclidean}
        if n == m:
            directions = random.normal(size=(5, k))
            directions /= np.linalg.norm(directions, axis=1, keepdims=True)
            case["directions"] = [float(v) for v in directions.ravel()]
            figures["sliced-wasserstein"] = lambda a, b: sliced(a, b, directions)
        for name, f in figures.items():
            case[name] = {"value": float(f(x, y)), "gradient": floats(gradient(lambda z: f(z, y), x))}
        cases.append(case)
    print(json.dumps(cases))


main()
