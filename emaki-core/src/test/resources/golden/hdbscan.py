"""Clusters by scikit-learn's HDBSCAN. Its min_samples counts the point itself.

Usage: python3 hdbscan.py > hdbscan.json (scikit-learn 1.9.1)
"""
import json
import numpy as np
from sklearn.cluster import HDBSCAN

random = np.random.default_rng(4)


def case(d, blobs, noise, least, neighbours):
    parts = [random.normal(size=(m, d)) * s + random.uniform(-9, 9, d) for m, s in blobs]
    points = np.vstack(parts + [random.uniform(-14, 14, (noise, d))]).round(4).astype('f4')
    clusters = HDBSCAN(min_cluster_size=least, min_samples=neighbours + 1).fit_predict(points.astype(float))
    return {'dimension': d, 'least': least, 'neighbours': neighbours, 'points': [round(float(v), 4) for v in points.ravel()],
            'clusters': clusters.tolist()}


print(json.dumps([case(2, [(90, .3), (60, 1), (120, 2)], 40, 10, 5), case(2, [(200, 1)] * 4, 100, 25, 10),
                  case(3, [(40, .5), (40, .5), (150, 3)], 0, 5, 3), case(10, [(100, 1), (80, 2)], 30, 8, 4)]))
