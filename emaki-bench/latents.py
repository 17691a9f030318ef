"""A run's encoder in PyTorch, from its folder alone: how far its latents are from those that the run keeps.

Usage: ./emaki data export kana:20000 --out images.npz && /usr/bin/python3 emaki-bench/latents.py runs/demo-1 images.npz

The images are those of the run, as it saw them (--resize included). Needs numpy and Debian's python3-torch.
"""
import json
import sys

import numpy as np
import torch
from torch.nn import functional as F


def read(file):
    """A safetensors file is the length of its header (8 bytes), the header as JSON, and the values."""
    content = open(file, 'rb').read()
    start = 8 + int.from_bytes(content[:8], 'little')
    header = json.loads(content[8:start])
    metadata = header.pop('__metadata__')
    return metadata, {name: torch.tensor(np.frombuffer(content, '<f4', np.prod(t['shape'], dtype=int),
                                                       start + t['data_offsets'][0]).reshape(t['shape']))
                      for name, t in header.items()}


def layers(metadata):
    """emaki-autoencoder-1 is the study's make: dense, tanh but for the last. Any other lists its layers."""
    if metadata['format'] != 'emaki-autoencoder-1':
        return json.loads(metadata['encoder'])
    hidden = metadata['hidden'].count(',') + 1 if metadata['hidden'] else 0
    return [{'kind': 'dense', 'activation': 'tanh'}] * hidden + [{'kind': 'dense', 'activation': 'linear'}]


def apply(by, x, t):
    kind, size = by['kind'], (by.get('height'), by.get('width'))
    y = (F.linear(x, t['weight'], t['bias']) if kind == 'dense' else
         F.conv2d(x, t['weight'], t['bias'], by['stride'], by['margin']) if kind == 'convolution' else
         F.batch_norm(x, t['mean'], t['variance'], t['scale'], t['shift'], eps=by['epsilon'])
         if kind == 'batch-normalisation' else
         F.max_pool2d(x, 2) if kind == 'max-pool' else x.mean((2, 3)) if kind == 'global-mean' else
         x.flatten(1) if kind == 'flatten' else F.normalize(x, eps=1e-12) if kind == 'unit-length' else
         x.reshape(-1, *size, by['channels']).permute(0, 3, 1, 2) if kind == 'image' else
         {'dropout': x, 'activation': x}[kind])
    return y if by.get('activation', 'linear') == 'linear' else getattr(torch, by['activation'])(y)


run, images = sys.argv[1], np.load(sys.argv[2])['images']
kept = np.load(run + '/latents.npz')['latents']
metadata, tensors = read(run + '/model.safetensors')
x, number = torch.from_numpy(images.reshape(len(images), -1)).float() / 255, 0
with torch.no_grad():
    for by in layers(metadata):
        own = {name.split('.')[2]: t for name, t in tensors.items() if name.startswith(f'encoder.{number}.')}
        x = apply(by, x, own)
        number += by['kind'] in ('dense', 'convolution', 'batch-normalisation')
print('%d latents [%d], largest difference %.2g' % (*kept.shape, np.abs(x.numpy() - kept).max()))
