"""Golden figures for ClassificationMetricsTest: scikit-learn's precision, recall and F1; the calibration error by NumPy.

Usage: python3 classification.py > classification.json    (Debian: python3-numpy python3-sklearn)
"""
import json
import numpy as np
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

rng = np.random.default_rng(7)
cases = []
for classes, n in ((2, 30), (3, 200), (10, 250)):
    labels = rng.integers(0, classes, n)
    logits = rng.normal(0, 1, (n, classes)).astype(np.float32)
    logits[np.arange(n), labels] += 1.5
    p = np.exp(logits - logits.max(1, keepdims=True))
    p = (p / p.sum(1, keepdims=True)).astype(np.float32)
    predicted = p.argmax(1)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predicted, labels=range(classes), zero_division=0)
    sure, edges, error = p.max(1).astype(float), np.linspace(0, 1, 16), 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (sure > low) & (sure <= high)
        if inside.any():
            error += abs((predicted == labels)[inside].mean() - sure[inside].mean()) * inside.mean()
    cases.append(dict(classes=classes, labels=labels.tolist(), probabilities=p.ravel().astype(float).tolist(),
                      accuracy=accuracy_score(labels, predicted), precision=precision.tolist(), recall=recall.tolist(),
                      f1=f1.tolist(), support=support.tolist(), calibration_error=error))
print(json.dumps(cases))
