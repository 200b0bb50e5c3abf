#!/usr/bin/env python3
"""Training throughput in plain PyTorch: what `demur train` is compared with.

usage: training.py banking77|shoppers|imdb|resnet20 DATA [EPOCHS]

The networks, batches and optimisers are those of recipes/banking77.yaml, shoppers.yaml, imdb.yaml and cifar10.yaml; two threads.
Prints one line per epoch, rows per second without evaluation. DATA is the folder that DEMUR_DATA names; imdb takes random words and
resnet20 noise of the same shape instead, since only their number matters. Needs numpy and torch 2.
"""
import csv
import sys
import time
import zlib

import numpy as np
import torch
from torch import nn

torch.set_num_threads(2)
torch.manual_seed(0)


def grams(text):
    words = text.lower().split()
    yield from ("w" + w for w in words)
    yield from ("w" + a + " " + b for a, b in zip(words, words[1:]))
    joined = text.lower()
    for n in (3, 4):
        yield from ("c" + joined[i : i + n] for i in range(len(joined) - n + 1))


class Bag(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.EmbeddingBag(1 << 15, 256, mode="mean")
        self.head = nn.Sequential(nn.ReLU(), nn.Dropout(0.3), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 77))

    def forward(self, ids, starts):
        return self.head(self.table(ids, starts))


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(20_002, 300, padding_idx=0)
        self.dropped = nn.Dropout(0.5)
        self.lstm = nn.LSTM(300, 256, batch_first=True)
        self.head = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(256, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 1)
        )

    def forward(self, ids, lengths):
        out, _ = self.lstm(self.dropped(self.table(ids)))
        return self.head(out[torch.arange(len(ids)), lengths - 1])


def banking77(data):
    with open(f"{data}/banking77/train.csv", newline="") as f:
        rows = list(csv.DictReader(f))[:8003]
    names = sorted({r["category"] for r in rows})
    bags = [torch.tensor([zlib.crc32(g.encode()) & 0x7FFF for g in grams(r["text"])]) for r in rows]
    labels = torch.tensor([names.index(r["category"]) for r in rows])

    def batch(chosen):
        parts = [bags[i] for i in chosen]
        starts = np.cumsum([0] + [len(p) for p in parts])[:-1]
        return (torch.cat(parts), torch.from_numpy(starts)), labels[chosen]

    return Bag(), batch, len(rows), 64, 2e-3, lambda v, y: nn.functional.cross_entropy(v, y, label_smoothing=0.2)


def binary(v, y):
    return nn.functional.binary_cross_entropy_with_logits(v[:, 0], y)


def shoppers(data):
    rows, width = 2_466, 28
    x, y = torch.randn(rows, width), torch.randint(2, (rows,)).float()
    layers = nn.Sequential(nn.Linear(28, 112), nn.ReLU(), nn.Linear(112, 56), nn.ReLU(), nn.Linear(56, 1))
    return layers, lambda c: ((x[c],), y[c]), rows, 128, 1e-3, binary


def imdb(data):
    rows, length = 1_280, 256
    ids, lengths = torch.randint(1, 20_002, (rows, length)), torch.randint(100, length + 1, (rows,))
    y = torch.randint(2, (rows,)).float()
    return Lstm(), lambda c: ((ids[c], lengths[c]), y[c]), rows, 64, 1e-3, binary


class Block(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(), nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        )
        self.cut = nn.Sequential() if i == o else nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        return torch.relu(self.main(x) + self.cut(x))


def resnet20(data):
    rows = 128 * 20
    x, y = torch.rand(rows, 3, 32, 32) * 4 - 2, torch.randint(10, (rows,))
    blocks = [Block(max(16, 16 << s >> (b == 0)), 16 << s, 2 if s and b == 0 else 1) for s in range(3) for b in range(3)]
    stem = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    model = nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    assert sum(p.numel() for p in model.parameters()) == 272_474
    return model, lambda c: ((x[c],), y[c]), rows, 128, 1e-2, lambda v, t: nn.functional.cross_entropy(v, t, label_smoothing=0.2)


model, batch, n, size, rate, loss_of = {"banking77": banking77, "shoppers": shoppers, "imdb": imdb, "resnet20": resnet20}[sys.argv[1]](sys.argv[2])
if sys.argv[1] == "resnet20":
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
else:
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
for epoch in range(int(sys.argv[3]) if len(sys.argv) > 3 else 5):
    start = time.perf_counter()
    order = torch.randperm(n)
    for chosen in order.split(size):
        inputs, target = batch(chosen)
        loss = loss_of(model(*inputs), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1}: {n / (time.perf_counter() - start):.0f} rows/s, loss {loss.item():.3f}", flush=True)
