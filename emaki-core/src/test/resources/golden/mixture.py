"""Mixtures of Gaussians by scikit-learn, fitted until nothing moves.

Usage: python3 mixture.py > mixture.json (scikit-learn 1.2.1)
"""
import json
import numpy as np
from sklearn.mixture import GaussianMixture

random = np.random.default_rng(8)
CASES = [(2, 3, 400), (3, 4, 500), (8, 2, 300)]


def case(d, k, n):
    blobs = [random.normal(size=(n // k, d)) @ random.normal(size=(d, d)) + 4 * random.normal(size=d) for _ in range(k)]
    points = np.vstack(blobs).round(3).astype('f4')
    x = points.astype(float)
    first = np.repeat(np.arange(k), n // k)
    weights = np.bincount(first) / len(first)
    means = np.stack([x[first == c].mean(0) for c in range(k)])
    ridge = 1e-6 * x.var(0).mean()
    precisions = np.stack([np.linalg.inv(np.cov(x[first == c].T, bias=True) + ridge * np.eye(d)) for c in range(k)])
    fitted = GaussianMixture(k, tol=1e-12, max_iter=5000, reg_covar=ridge, weights_init=weights, means_init=means,
                             precisions_init=precisions).fit(x)
    return {'dimension': d, 'k': k, 'points': points.ravel().tolist(), 'first': first.tolist(), 'weights': fitted.weights_.tolist(),
            'means': fitted.means_.tolist(), 'logLikelihood': fitted.score(x), 'bic': fitted.bic(x),
            'clusters': fitted.predict(x).tolist(), 'shares': fitted.predict_proba(x).round(9).ravel().tolist()}


print(json.dumps([case(*c) for c in CASES]))
