"""emaki's networks in PyTorch: load(folder) gives those of a folder with config.json and model.safetensors by name."""
import json
import pathlib

import numpy as np
import torch
from torch.nn import functional as F

WITH_TENSORS = "dense", "convolution", "batch-normalisation"


def read(file):
    """A safetensors file: its tensors by name, and its metadata."""
    content = pathlib.Path(file).read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    metadata = header.pop("__metadata__", {})
    values = {name: np.frombuffer(content, "<f4", np.prod(t["shape"], dtype=int), start + t["data_offsets"][0])
              for name, t in header.items()}
    return {n: torch.from_numpy(v.reshape(header[n]["shape"]).copy()) for n, v in values.items()}, metadata


def layer(x, by, tensor):
    """What one layer makes of a batch, as it computes when it is not trained."""
    y = {
        "dense": lambda: F.linear(x, tensor("weight"), tensor("bias")),
        "convolution": lambda: F.conv2d(x, tensor("weight"), tensor("bias"), by["stride"], by["margin"]),
        "batch-normalisation": lambda: F.batch_norm(
            x, tensor("mean"), tensor("variance"), tensor("scale"), tensor("shift"), eps=by["epsilon"]),
        "activation": lambda: x,
        "dropout": lambda: x,
        "max-pool": lambda: F.max_pool2d(x, 2),
        "global-mean": lambda: x.mean((2, 3)),
        "flatten": lambda: x.flatten(1),
        "image": lambda: x.reshape(-1, by["height"], by["width"], by["channels"]).permute(0, 3, 1, 2),
        "pixels": lambda: x.permute(0, 2, 3, 1).flatten(1),
        "upsample": lambda: F.interpolate(x, scale_factor=2)[:, :, :by["height"], :by["width"]],
        "unit-length": lambda: F.normalize(x, eps=1e-12),
    }[by["kind"]]()
    activation = by.get("activation", "linear")
    return y if activation == "linear" else getattr(torch, activation)(y)


def network(x, layers, tensors, name):
    """What layers one behind the other make of a batch; tensors are called name.number.what."""
    number = 0
    for by in layers:
        x = layer(x, by, lambda what: tensors[f"{name}.{number}.{what}"])
        number += by["kind"] in WITH_TENSORS
    return x


def load(folder="."):
    """Images are bytes [n, height, width, channels], decoded ones values in [0, 1] of that shape."""
    config = json.loads((pathlib.Path(folder) / "config.json").read_text("utf-8"))
    tensors, _ = read(pathlib.Path(folder) / "model.safetensors")
    layers = config["networks"]

    def encoder(images):
        return network(images.flatten(1).float() / 255, layers.get("encoder", []), tensors, "encoder")

    def decoder(latents):
        return network(latents, layers["decoder"], tensors, "decoder").reshape(-1, *config["image"])

    def classifier(images):
        inputs = (encoder(images) - tensors["input.mean"]) / tensors["input.deviation"]
        return network(inputs, layers["classifier"], tensors, "classifier").softmax(1)

    known = {"encoder": encoder, "decoder": decoder, "classifier": classifier}
    return {name: known[name] for name in layers}
