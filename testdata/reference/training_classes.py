"""Writes the losses and gradients of training small sentence classifiers in PyTorch.

usage: training_classes.py

Sentences, batches, optimiser, schedule and steps are those of training.py; the encoder, tiny-bert, is trained
too. The vector of a sentence is the last hidden state of [CLS] (unit), or pooled from those of its words' first
subwords: their mean, their maximum, the first, or their sum weighted by a softmax over the products with a
learned vector; then follow a dense layer with tanh, if there is a pooler, and the classifier.
The class of a sentence is the type of its first entity, or NONE; in the multi runs it is the set of all types
in the sentence, which may be empty.
"""

from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file

from tiny_bert import MODELS, about, sentences
from training import (
    BATCH, ENCODER_RATE, HEAD_RATE, OUT, SEED, Batches, bert, both, fit, randomised, trained, words,
)

SINGLE, MULTI = ["LOC", "NONE", "ORG", "PER"], ["LOC", "ORG", "PER"]
CLASS_WEIGHTS = [0.5, 1.0, 2.0, 1.25]
# pooling, pooler, multi, whether all gradients of the encoder are written
RUNS = {
    "classes-mean": ("mean", False, False, True),
    "classes-max": ("max", True, False, False),
    "classes-first": ("first", True, False, False),
    "classes-unit": ("unit", True, False, False),
    "classes-attention": ("attention", False, True, False),
    "classes-multi": ("mean", True, True, False),
}


def types(example):
    return [tag[2:] for tag in example["tags"] if tag != "O"]


class Head(torch.nn.Module):
    def __init__(self, pooling, pooler, multi):
        super().__init__()
        self.pooling, width = pooling, 36
        if pooling == "attention":
            self.attention = torch.nn.ParameterDict({"weight": torch.nn.Parameter(torch.zeros(width))})
        if pooler:
            self.pooler = torch.nn.ModuleDict({"dense": torch.nn.Linear(width, width)})
        self.classifier = torch.nn.Linear(width, len(MULTI if multi else SINGLE))

    def pooled(self, rows):
        if self.pooling == "mean":
            return rows.mean(0)
        if self.pooling == "max":
            return rows.amax(0)
        if self.pooling in ("first", "unit"):
            return rows[0]
        return torch.softmax(rows @ self.attention["weight"], 0) @ rows

    def forward(self, units):
        vectors = torch.stack([self.pooled(rows) for rows in units])
        if hasattr(self, "pooler"):
            vectors = torch.tanh(self.pooler["dense"](vectors))
        return self.classifier(vectors)


class Gold:
    """The targets of each batch: class numbers, or a 0 or 1 for each class."""

    def __init__(self, multi, dtype):
        found = [types(example) for example in sentences()]
        rows = (
            torch.tensor([[float(c in t) for c in MULTI] for t in found], dtype=dtype)
            if multi
            else torch.tensor([SINGLE.index((t + ["NONE"])[0]) for t in found])
        )
        self.batches = rows.split(BATCH)

    def __getitem__(self, step):
        return self.batches[step % len(self.batches)]


class Pairs:
    """The inputs of each step with their targets."""

    def __init__(self, folder, multi, dtype):
        self.inputs, self.gold = Batches(folder), Gold(multi, dtype)

    def __getitem__(self, step):
        return self.inputs[step], self.gold[step]


def cls(encoder, inputs):
    """The state of [CLS], one row per sentence."""
    ids, mask, *_ = inputs
    return encoder(input_ids=ids, attention_mask=mask).last_hidden_state[:, :1]


def run(pooling, pooler, multi, full):
    def train(dtype):
        folder, result = MODELS / "tiny-bert", {}
        batches = Pairs(folder, multi, dtype)
        rows = cls if pooling == "unit" else words
        weights = torch.tensor(CLASS_WEIGHTS[: len(MULTI if multi else SINGLE)], dtype=dtype)
        for suffix, chosen in {"": None, ".class_weights": weights}.items():
            encoder = bert(folder, dtype)
            head = randomised(Head(pooling, pooler, multi), SEED, 0.25).to(dtype)
            measure = (
                torch.nn.BCEWithLogitsLoss(weight=chosen) if multi else torch.nn.CrossEntropyLoss(weight=chosen)
            )
            if not suffix:
                result |= {n: p.detach().clone() for n, p in head.named_parameters()}
                with torch.no_grad():
                    result["logits"] = head(rows(encoder, batches[0][0]))
            losses, norms, gradients = fit(
                {"": (encoder, ENCODER_RATE), "head.": (head, HEAD_RATE)},
                lambda pair: measure(head(rows(encoder, pair[0])), pair[1]),
                batches,
            )
            gradients = {n.removeprefix("head."): (n.startswith("head.") or full, g) for n, g in gradients.items()}
            result |= trained(losses, norms, {n: g for n, (f, g) in gradients.items() if f and not suffix}, suffix)
            if not suffix:
                result |= {f"gradnorm.{n}": g.norm().reshape(1) for n, (f, g) in gradients.items() if not f}
        return result | {"class_weights": weights}

    return train


def main():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    for name, settings in RUNS.items():
        print(name)
        tensors = {k: v.contiguous() for k, v in both(run(*settings)).items()}
        metadata = about(Path(__file__).name, SEED, torch, transformers, tokenizers)
        save_file(tensors, OUT / f"tiny-{name}.safetensors", metadata)
        (OUT / f"tiny-{name}.safetensors").chmod(0o644)


if __name__ == "__main__":
    main()
