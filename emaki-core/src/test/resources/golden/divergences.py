"""Entropies, Cauchy-Schwarz divergence and its gradient by NumPy in float64, as their formulas read.

Run with Python 3 and NumPy in this folder: python3 divergences.py > divergences.json
"""
import json
import numpy as np

rng = np.random.default_rng(0)


def log_potential(a, b, sigma):
    e = -((a[:, None] - b[None]) ** 2).sum(2) / (4 * sigma ** 2)
    top = e.max()
    return top + np.log(np.exp(e - top).mean()) - a.shape[1] / 2 * np.log(4 * np.pi * sigma ** 2), e


def slope(a, b, sigma):
    """Derivative of log V(a, b) with respect to a, b held still."""
    e = log_potential(a, b, sigma)[1]
    w = np.exp(e - e.max())
    w /= w.sum()
    return -(w[:, :, None] * (a[:, None] - b[None])).sum(1) / (2 * sigma ** 2)


cases = []
for k in (1, 2, 3, 10):
    for sigma in (.01, .3, 1, 1000):
        x = rng.normal(size=(12, k)).astype(np.float32).astype(float)
        y = (1.5 * rng.normal(size=(9, k)) + .5).astype(np.float32).astype(float)
        hx, hy, hxy = (-log_potential(a, b, sigma)[0] for a, b in ((x, x), (y, y), (x, y)))
        gradient = 2 * slope(x, x, sigma) - 2 * slope(x, y, sigma)
        cases.append(dict(dimension=k, sigma=sigma, x=x.ravel().tolist(), y=y.ravel().tolist(), hx=hx, hy=hy, hxy=hxy,
                          csd=2 * hxy - hx - hy, gradient=gradient.ravel().tolist()))
print(json.dumps(cases))
