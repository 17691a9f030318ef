"""Lloyd's iterations of scikit-learn from given centres, and its best of many starts.

Usage: python3 kmeans.py > kmeans.json (scikit-learn 1.2.1)
"""
import json
import numpy as np
from sklearn.cluster import KMeans

random = np.random.default_rng(3)
points = (2 * random.normal(size=(12, 2))[random.integers(12, size=300)] + .4 * random.normal(size=(300, 2))).round(3)
ordinary = points[[3, 50, 120, 121, 200, 250, 299]]
# Nearest to no point: scikit-learn gives them the points furthest from their centres.
empty = np.vstack([points[:5], [[80, 80], [-90, 70]]])


def lloyd(first):
    fitted = KMeans(len(first), init=first, n_init=1, tol=0, algorithm='lloyd').fit(points)
    return {'first': first.tolist(), 'centres': fitted.cluster_centers_.tolist(), 'clusters': fitted.labels_.tolist(),
            'inertia': fitted.inertia_}


json.dump({
    'points': points.tolist(), 'ordinary': lloyd(ordinary), 'empty': lloyd(empty),
    'best': {str(k): KMeans(k, n_init=200, tol=0, random_state=0).fit(points).inertia_ for k in (2, 5, 8, 12)},
}, __import__('sys').stdout)
