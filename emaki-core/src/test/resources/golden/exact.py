"""The Cauchy-Schwarz divergence of points from a mixture of round normals in closed form, by NumPy in float64.

Densities are whole, with their constants and covariance matrices: V(X, Y) is the mean over x of sum_j w_j N(x; m_j, (s_j^2 + 2 sigma^2) I),
V(Y) of n points N(0; 0, 2 sigma^2 I) / n + (1 - 1/n) sum_jl w_j w_l N(m_j - m_l; 0, (s_j^2 + s_l^2 + 2 sigma^2) I).
The gradient is by central differences of order 6.

Run with Python 3 and NumPy in this folder: python3 exact.py > exact.json
"""
import json
import numpy as np

rng = np.random.default_rng(0)


def log_normal(difference, variance):
    k = len(difference)
    covariance = variance * np.eye(k)
    return -.5 * (k * np.log(2 * np.pi) + np.linalg.slogdet(covariance)[1] + difference @ np.linalg.solve(covariance, difference))


def log_sum(logs):
    return np.logaddexp.reduce(np.ravel(logs))


def entropies(x, w, m, s, sigma):
    n, c = len(x), 2 * sigma ** 2
    hx = 2 * np.log(n) - log_sum([[log_normal(a - b, c) for a in x] for b in x])
    hxy = np.log(n) - log_sum([[np.log(w[j]) + log_normal(a - m[j], s[j] ** 2 + c) for j in range(len(w))] for a in x])
    pairs = log_sum([[np.log(w[j] * w[l]) + log_normal(m[j] - m[l], s[j] ** 2 + s[l] ** 2 + c) for j in range(len(w))]
                     for l in range(len(w))])
    own = log_normal(np.zeros_like(x[0]), c) - np.log(n)
    hy = -np.logaddexp(own, np.log1p(-1 / n) + pairs)
    return hx, hxy, hy


def csd(*arguments):
    hx, hxy, hy = entropies(*arguments)
    return 2 * hxy - hx - hy


def gradient(x, w, m, s, sigma):
    step = 1e-3 * sigma if sigma < 10 else 1e-2
    slope = np.zeros_like(x)
    for at in np.ndindex(x.shape):
        for ahead, factor in ((1, 45), (2, -9), (3, 1)):
            for sign in (1, -1):
                moved = x.copy()
                moved[at] += sign * ahead * step
                slope[at] += sign * factor * csd(moved, w, m, s, sigma) / (60 * step)
    return slope


cases = []
for k in (2, 3, 10, 64):
    for sigma in (.05, .5, 2, 30):
        for components in (1, 4):
            w = rng.uniform(.2, 1, components)
            m = np.zeros((1, k)) if components == 1 else 2 * rng.normal(size=(components, k))
            s = np.ones(1) if components == 1 else rng.uniform(0, 1.5, components)
            x = (1.5 * rng.normal(size=(5, k)) + .5).astype(np.float32).astype(float)
            hx, hxy, hy = entropies(x, w / w.sum(), m, s, sigma)
            case = dict(dimension=k, sigma=sigma, weights=w.tolist(), means=m.tolist(), deviations=s.tolist(),
                        x=x.ravel().tolist(), hx=hx, hxy=hxy, csd=2 * hxy - hx - hy)
            if k <= 10:
                case["gradient"] = gradient(x, w / w.sum(), m, s, sigma).ravel().tolist()
            cases.append(case)
print(json.dumps(cases))
