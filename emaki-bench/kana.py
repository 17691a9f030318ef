"""How hard the generated images are: 4 nearest neighbours on pixels, and k-means on pixels, by scikit-learn.

Usage: ./emaki data export kana --out kana.npz && python3 emaki-bench/kana.py kana.npz
"""
import sys
import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.neighbors import KNeighborsClassifier

data = np.load(sys.argv[1])
pixels = data['images'].reshape(len(data['labels']), -1).astype(np.float32) / 255
labels = data['labels']
train, test = slice(0, 60_000), slice(60_000, 70_000)
neighbours = KNeighborsClassifier(4, algorithm='brute', n_jobs=-1).fit(pixels[train], labels[train])
print('4-NN accuracy on the test images: %.4f' % neighbours.score(pixels[test], labels[test]))
found = []
for seed in range(5):
    clusters = KMeans(10, n_init=1, random_state=seed).fit_predict(pixels[test])
    table = np.zeros((10, 10))
    np.add.at(table, (labels[test], clusters), 1)
    found.append(table[linear_sum_assignment(-table)].sum() / table.sum())
print('k-means accuracy on the test images, seeds 0 to 4:', ' '.join('%.3f' % f for f in found))
