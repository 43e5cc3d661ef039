#!/usr/bin/python3
"""Training inputs a second of what a user would pick instead, on one core: NumPy and PyTorch on the published network
(1024-64-32, fully connected, or with all but 7.6 % of the weights masked). Prints JSON: a rate by name, null where the
library is not installed.

What is easily got wrong: the masked variants multiply all weights and mask the gradients, which is what masking costs;
CSR tensors lose the gradients of their values (PyTorch 1.13); without OpenBLAS both run on the reference BLAS.
"""
import json
import os
import time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

INPUTS, HIDDEN, OUTPUTS = 1024, 64, 32
FAN_OUTS = (4, 16)
SECONDS = 1.0  # of each variant
ETA = 0.125


def rate(step, batch):
    """Inputs a second of the quickest quarter of a second of a function that trains a batch."""
    best, until = 0.0, time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        steps, begin = 0, time.perf_counter()
        while time.perf_counter() - begin < SECONDS / 4:
            step()
            steps += 1
        best = max(best, steps * batch / (time.perf_counter() - begin))
    return best


def masks(random):
    """1 where there is an edge: every left neuron has its fan-out."""
    shapes = ((INPUTS, HIDDEN), (HIDDEN, OUTPUTS))
    made = []
    for (left, right), fan_out in zip(shapes, FAN_OUTS):
        mask = random.random((left, right)).argsort(axis=1) < fan_out
        made.append(mask.astype("float32"))
    return made


def with_numpy(batch, masked):
    import numpy as np
    random = np.random.default_rng(1)
    mask = masks(random) if masked else (1, 1)
    w1 = random.normal(0, 0.1, (INPUTS, HIDDEN)).astype("float32") * mask[0]
    w2 = random.normal(0, 0.1, (HIDDEN, OUTPUTS)).astype("float32") * mask[1]
    b1, b2 = np.zeros(HIDDEN, "float32"), np.zeros(OUTPUTS, "float32")
    x = random.random((batch, INPUTS)).astype("float32")
    y = np.eye(OUTPUTS, dtype="float32")[random.integers(0, 10, batch)]

    def step():
        nonlocal w1, w2, b1, b2
        h = 1 / (1 + np.exp(-(x @ w1 + b1)))
        d2 = (1 / (1 + np.exp(-(h @ w2 + b2))) - y) / batch
        d1 = (d2 @ w2.T) * h * (1 - h)
        g2, g1 = h.T @ d2, x.T @ d1
        if masked:
            g2 *= mask[1]
            g1 *= mask[0]
        w2 -= ETA * g2
        w1 -= ETA * g1
        b2 -= ETA * d2.sum(0)
        b1 -= ETA * d1.sum(0)

    return rate(step, batch)


def with_torch(batch, masked):
    import numpy as np
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(1)
    mask = [torch.from_numpy(m) for m in masks(np.random.default_rng(1))]
    w1, w2 = torch.randn(INPUTS, HIDDEN) * 0.1, torch.randn(HIDDEN, OUTPUTS) * 0.1
    parameters = [w1.requires_grad_(), w2.requires_grad_(), torch.zeros(HIDDEN, requires_grad=True),
                  torch.zeros(OUTPUTS, requires_grad=True)]
    optimiser = torch.optim.SGD(parameters, lr=ETA)
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")
    x = torch.rand(batch, INPUTS)
    y = torch.eye(OUTPUTS)[torch.randint(0, 10, (batch,))]

    def step():
        first, second = (w1 * mask[0], w2 * mask[1]) if masked else (w1, w2)
        out = loss(torch.sigmoid(x @ first + parameters[2]) @ second + parameters[3], y) / batch
        optimiser.zero_grad()
        out.backward()
        optimiser.step()

    return rate(step, batch)


def main():
    figures = {}
    for name, run in (("NumPy", with_numpy), ("PyTorch", with_torch)):
        for masked in (False, True):
            for batch in (1, 128):
                key = f"{name}, {'masked' if masked else 'dense'}, batch {batch}"
                try:
                    figures[key] = run(batch, masked)
                except ImportError:
                    figures[key] = None
    print(json.dumps(figures))


main()
