"""Scores of clusterings, silhouettes, principal components and k-means inertia by scikit-learn, SciPy and NumPy.

Run with Python 3 in this folder: python3 metrics.py > metrics.json
"""
import json
import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, silhouette_score

rng = np.random.default_rng(0)


def scores(classes, clusters):
    seen = classes >= 0
    y, c = classes[seen], clusters[seen]
    side = max(y.max(), c.max()) + 1
    table = np.zeros((side, side))
    np.add.at(table, (y, c), 1)
    rows, columns = linear_sum_assignment(-table)
    return dict(classes=classes.tolist(), clusters=clusters.tolist(), accuracy=table[rows, columns].sum() / len(y),
                purity=table.max(0).sum() / len(y), nmi=normalized_mutual_info_score(y, c), ari=adjusted_rand_score(y, c))


tables = []
for n, k, j in ((200, 10, 10), (50, 3, 7), (50, 8, 2), (30, 4, 1), (30, 1, 4), (20, 1, 1), (12, 12, 12)):
    y = rng.integers(0, k, n)
    y[:k] = np.arange(k)
    c = np.where(rng.random(n) < .6, y % j, rng.integers(0, j, n))
    c[:j] = np.arange(j)
    tables.append(scores(y, c))
    tables.append(scores(np.where(rng.random(n) < .2, -1, y), c))
points = np.concatenate([rng.normal(m, 1, (60, 3)) for m in ((0, 0, 0), (5, 1, 0), (0, 4, 4))]).astype(np.float32)
p = points.astype(float)
groups = KMeans(3, n_init=10, random_state=0).fit(p)
centred = p - p.mean(0)
values, vectors = np.linalg.eigh(np.cov(centred.T))
print(json.dumps(dict(
    tables=tables, points=p.ravel().tolist(), groups=groups.labels_.tolist(), inertia=groups.inertia_,
    silhouette=silhouette_score(p, groups.labels_), mean=p.mean(0).tolist(), variances=values[::-1].tolist(),
    axes=vectors.T[::-1].ravel().tolist())))
