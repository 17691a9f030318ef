"""Golden figures for LayersTest: layers by NumPy and SciPy in float64, their gradients by central differences.

Usage: python3 layers.py > layers.json    (Debian: python3-numpy python3-scipy)
"""
import json
import numpy as np
from scipy.signal import correlate

rng = np.random.default_rng(11)
MOMENTUM, EPSILON = 0.9, 1e-5


def draw(*shape, low=-1.0, high=1.0):
    """Values that float32 holds exactly, so that both sides see the same."""
    return np.round(rng.uniform(low, high, shape) * 64) / 64 + 0.0


ACTIVATIONS = {'LINEAR': lambda a: a, 'TANH': np.tanh, 'RELU': lambda a: np.maximum(a, 0),
               'SIGMOID': lambda a: 1 / (1 + np.exp(-a))}


def dense(t):
    return t['x'] @ t['weight'].T + t['bias']


def convolution(t, stride):
    """Zeros around the image, then SciPy's correlation of all channels at once, every stride-th place of it."""
    margin = t['weight'].shape[2] // 2
    x = np.pad(t['x'], ((0, 0), (0, 0), (margin, margin), (margin, margin)))
    y = [[correlate(image, kernel, 'valid', 'direct')[0] for kernel in t['weight']] for image in x]
    return np.array(y)[:, :, ::stride, ::stride] + t['bias'][:, None, None]


def max_pool(t):
    h, w = (extent // 2 * 2 for extent in t['x'].shape[2:])
    x = t['x'][:, :, :h, :w]
    return np.max([x[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)], 0)


def features(x, vector):
    return vector.reshape((1, -1) + (1,) * (x.ndim - 2))


def normalised(x, mean, variance, scale, shift):
    return (x - features(x, mean)) / np.sqrt(features(x, variance) + EPSILON) * features(x, scale) + features(x, shift)


def moments(x):
    others = (0,) + tuple(range(2, x.ndim))
    return x.mean(others), x.var(others), x.size // x.shape[1]


def batch_norm_training(t):
    """By the batch's own mean and variance, which divides by n."""
    mean, variance, _ = moments(t['x'])
    return normalised(t['x'], mean, variance, t['scale'], t['shift'])


def running(t):
    """The statistics after the batch; the variance that is kept divides by n - 1."""
    mean, variance, n = moments(t['x'])
    return dict(mean=MOMENTUM * t['mean'] + (1 - MOMENTUM) * mean,
                variance=MOMENTUM * t['variance'] + (1 - MOMENTUM) * variance * n / (n - 1))


def batch_norm_evaluation(t):
    return normalised(t['x'], t['mean'], t['variance'], t['scale'], t['shift'])


def gradient(forward, tensors, name, upstream, step=1e-6):
    """d sum(upstream * y) / d tensor."""
    slopes = np.zeros_like(tensors[name])
    for at in np.ndindex(slopes.shape):
        sides = []
        for sign in (1, -1):
            moved = {**tensors, name: tensors[name].copy()}
            moved[name][at] += sign * step
            sides.append((upstream * forward(moved)).sum())
        slopes[at] = (sides[0] - sides[1]) / (2 * step)
    return slopes


def plain(array):
    values = [float('%.9g' % v) for v in np.ravel(array)]
    return dict(shape=list(np.shape(array)), values=values)


def case(layer, linear, tensors, trained, activation='LINEAR', training=False, statistics=None, **options):
    def forward(t):
        return ACTIVATIONS[activation](linear(t))

    y = forward(tensors)
    upstream = draw(*y.shape)
    return dict(layer=layer, activation=activation, training=training, **options,
                tensors={name: plain(t) for name, t in tensors.items()}, y=plain(y), upstream=plain(upstream),
                gradients={name: plain(gradient(forward, tensors, name, upstream)) for name in ['x'] + trained},
                statistics={name: plain(t) for name, t in (statistics or {}).items()})


cases = []
for activation in ACTIVATIONS:
    tensors = dict(x=draw(3, 4), weight=draw(2, 4), bias=draw(2))
    cases.append(case('dense', dense, tensors, ['weight', 'bias'], activation))
for (n, channels, h, w), filters, kernel, stride, activation in (
        ((2, 1, 5, 4), 2, 3, 1, 'LINEAR'), ((2, 3, 4, 5), 2, 3, 1, 'RELU'), ((1, 2, 7, 6), 2, 5, 2, 'RELU')):
    tensors = dict(x=draw(n, channels, h, w), weight=draw(filters, channels, kernel, kernel), bias=draw(filters))
    cases.append(case('convolution', lambda t, s=stride: convolution(t, s), tensors, ['weight', 'bias'], activation,
                      stride=stride))
for shape in ((2, 2, 4, 6), (1, 2, 5, 7)):  # no two values alike: where the greatest is shared the gradient is a matter of taste
    tensors = dict(x=rng.permutation(np.prod(shape)).reshape(shape) / 64 - 0.5)
    cases.append(case('max pool', max_pool, tensors, []))
cases.append(case('global mean', lambda t: t['x'].mean((2, 3)), dict(x=draw(2, 3, 3, 4)), []))
cases.append(case('flatten', lambda t: t['x'].reshape(len(t['x']), -1), dict(x=draw(2, 3, 2, 2)), []))
for shape, activation in (((6, 3), 'LINEAR'), ((3, 2, 3, 2), 'RELU')):
    k = shape[1]
    for training in (True, False):
        tensors = dict(x=draw(*shape), scale=draw(k, low=0.5, high=2), shift=draw(k), mean=draw(k),
                       variance=draw(k, low=0.5, high=2))
        cases.append(case('batch normalisation', batch_norm_training if training else batch_norm_evaluation, tensors,
                          ['scale', 'shift'], activation, training,
                          running(tensors) if training else dict(mean=tensors['mean'], variance=tensors['variance'])))

# A whole classifier: standardised inputs, dense, batch normalisation, ReLU, dense. Two batches in training, then asked.
names = {'classifier.0.weight': draw(4, 3), 'classifier.0.bias': draw(4), 'classifier.1.scale': draw(4, low=0.5, high=2),
         'classifier.1.shift': draw(4), 'classifier.1.mean': draw(4), 'classifier.1.variance': draw(4, low=0.5, high=2),
         'classifier.2.weight': draw(2, 4), 'classifier.2.bias': draw(2)}
inputs = dict(mean=draw(3), deviation=draw(3, low=0.5, high=2))
batches, asked = [draw(5, 3), draw(5, 3)], draw(4, 3)


def layer(index, *parts):
    return {part: state[f'classifier.{index}.{part}'] for part in parts}


state, logits = dict(names), []
for x in batches + [asked]:
    training = x is not asked
    hidden = dense(dict(x=(x - inputs['mean']) / inputs['deviation'], **layer(0, 'weight', 'bias')))
    norm = dict(x=hidden, **layer(1, 'scale', 'shift', 'mean', 'variance'))
    y = np.maximum(batch_norm_training(norm) if training else batch_norm_evaluation(norm), 0)
    logits.append(dense(dict(x=y, **layer(2, 'weight', 'bias'))))
    if training:
        state.update({f'classifier.1.{name}': value for name, value in running(norm).items()})

# Behind all others, so that those keep their draws.
for shape, height, width in (((2, 2, 3, 2), 6, 4), ((1, 3, 2, 3), 3, 5)):
    cases.append(case('upsample', lambda t, h=height, w=width: np.kron(t['x'], np.ones((1, 1, 2, 2)))[:, :, :h, :w],
                      dict(x=draw(*shape)), [], height=height, width=width))
cases.append(case('pixels', lambda t: np.moveaxis(t['x'], 1, 3).reshape(len(t['x']), -1), dict(x=draw(2, 3, 2, 4)), []))
cases.append(case('unit length', lambda t: t['x'] / np.linalg.norm(t['x'], axis=1, keepdims=True),
                  dict(x=draw(4, 5)), []))

print(json.dumps(dict(cases=cases, classifier=dict(
    before={name: plain(t) for name, t in names.items()}, after={name: plain(t) for name, t in state.items()},
    inputs={name: plain(t) for name, t in inputs.items()}, batches=[plain(x) for x in batches + [asked]],
    logits=[plain(y) for y in logits]))))
