"""The question answering baseline: transformers' AutoModelForQuestionAnswering on the data of answer_split.py.

usage: hf_answers.py MODEL DATA OUT [--drawn LIST] [--window 384] [--overlap 128] [--negatives 2] [--epochs 2] [--rate 1e-4] [--batch 16]
           [--seeds 1] [--threads 2] [--limit N]

MODEL: a Hugging Face folder (MiniLM as `cascade import encoder` or minilm_from_onnx.py writes it); DATA: the folder that
answer_split.py wrote; OUT (JSON) keeps the runs that it has; LIST: the windows without the answer to train on, as answer_list.py
writes them, else those that the rule of answer_windows.py draws. By default the recipe of pipelines/recipes/answers.settings: windows
of 384 subwords that share 128, all with the answer and at most two others per question, AdamW with decay 0.01 (none on biases
and norms), 10 % warm-up, linear decay, clipping at 1, batches of windows without padding in the loss, the epoch and the
threshold of no answer with the best F1 on dev, test once. All windows are read at test. Scores are those of SQuAD 2.0's
script (squad_scores.py). --limit: the questions of each part, to try the script. The rest: fine_tuning.py.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from answer_windows import WindowList, chosen
from fine_tuning import Optimiser, Runs, weights
from squad_scores import at, best, best_threshold, exact, f1

LONGEST = 30
PART = 4  # the windows whose gradients are computed together


def questions(file, limit):
    with open(file, encoding="utf-8") as text:
        data = json.load(text)["data"]
    found = [(qa, p["context"]) for article in data for p in article["paragraphs"] for qa in p["qas"]]
    return found[:limit] if limit else found


class Window:
    """One feature of run_qa.py."""

    def __init__(self, encoded, row, qa, classification):
        self.inputs = {name: encoded[name][row] for name in encoded.keys() if name in ("input_ids", "token_type_ids")}
        parts, self.offsets = encoded.sequence_ids(row), encoded["offset_mapping"][row]
        self.context = [s for s, part in enumerate(parts) if part == 1]
        self.none = self.inputs["input_ids"].index(classification)
        self.start = self.end = self.none
        self.holds = False
        if qa["answers"] and self.context:
            begin = qa["answers"][0]["answer_start"]
            end = begin + len(qa["answers"][0]["text"])
            first, last = self.context[0], self.context[-1]
            self.holds = self.offsets[first][0] <= begin and self.offsets[last][1] >= end
            if self.holds:
                self.start = max(s for s in self.context if self.offsets[s][0] <= begin)
                self.end = min(s for s in self.context if self.offsets[s][1] >= end)


class Cutting:
    """The windows in which a tokenizer's model reads questions."""

    def __init__(self, tokenizer, window, overlap):
        self.tokenizer, self.window, self.overlap = tokenizer, window, overlap

    def windows(self, qa, context):
        encoded = self.tokenizer(
            qa["question"].lstrip(),
            context,
            truncation="only_second",
            max_length=self.window,
            stride=self.overlap,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        return [Window(encoded, row, qa, self.tokenizer.cls_token_id) for row in range(len(encoded["input_ids"]))]


def logits(model, some, pad):
    """(windows, longest) logits of start and end; -1e30 at padded positions."""
    longest = max(len(w.inputs["input_ids"]) for w in some)
    padded = {
        name: torch.tensor([w.inputs[name] + [fill] * (longest - len(w.inputs[name])) for w in some])
        for name, fill in (("input_ids", pad), ("token_type_ids", 0))
        if name in some[0].inputs
    }
    mask = torch.tensor([[1] * len(w.inputs["input_ids"]) + [0] * (longest - len(w.inputs["input_ids"])) for w in some])
    out = model(**padded, attention_mask=mask)
    hidden = mask == 0
    return out.start_logits.masked_fill(hidden, -1e30), out.end_logits.masked_fill(hidden, -1e30)


def predict(model, own, context, pad, batch):
    """The best answer of all windows, and by how much no answer is preferred."""
    top, none = None, None
    with torch.no_grad():
        for begin in range(0, len(own), batch):
            some = own[begin : begin + batch]
            starts, ends = logits(model, some, pad)
            for window, start, end in zip(some, starts, ends):
                null = (start[window.none] + end[window.none]).item()
                none = null if none is None else min(none, null)
                if not window.context:
                    continue
                first, after = window.context[0], window.context[-1] + 1
                sums = start[first:after, None] + end[None, first:after]
                allowed = torch.ones_like(sums).triu().tril(LONGEST - 1) > 0
                value, place = sums.masked_fill(~allowed, -1e30).flatten().max(0)
                s, e = divmod(place.item(), after - first)
                if top is None or value.item() > top[0]:
                    top = value.item(), window.offsets[first + s][0], window.offsets[first + e][1]
    return (context[top[1] : top[2]], none - top[0]) if top else ("", 1e30)


def scores(model, cutting, part, batch, threshold=None):
    """F1 and exact match in points, at a threshold, by default that with the best F1, of all questions, of those with an answer
    and of those without; f1.always: if all questions were answered."""
    model.eval()
    answered, texts, doubts, own = {}, {}, {}, {exact: {}, f1: {}}
    for qa, context in part:
        name = qa["id"]
        texts[name], doubts[name] = predict(model, cutting.windows(qa, context), context, cutting.tokenizer.pad_token_id, batch)
        answered[name] = bool(qa["answers"])
        for of, values in own.items():
            values[name] = best(of, [a["text"] for a in qa["answers"]], texts[name])
    if threshold is None:
        threshold = best_threshold(texts, own[f1], doubts, answered)
    points = lambda of, names, limit=threshold: round(
        100 * at(limit, {n: own[of][n] for n in names}, doubts, answered), 3
    )
    has = [name for name in answered if answered[name]]
    none = [name for name in answered if not answered[name]]
    parts = {"f1": (f1, answered), "exact": (exact, answered), "f1.answer": (f1, has), "exact.answer": (exact, has)}
    parts["exact.noAnswer"] = exact, none
    made = {name: points(of, names) for name, (of, names) in parts.items() if names}
    return made | {"f1.always": points(f1, answered, float("inf")), "threshold": threshold}


def run(seed, arguments, cutting, parts):
    torch.manual_seed(seed)
    model = AutoModelForQuestionAnswering.from_pretrained(arguments.model)
    train, choice = [], lambda *question: chosen(seed, *question)
    if arguments.drawn:
        listed = WindowList(arguments.drawn)
        choice = listed.chosen
        if not arguments.limit:
            listed.check_read([qa["id"] for qa, _ in parts["train"]])
    for qa, context in parts["train"]:
        own = cutting.windows(qa, context)
        train += [own[w] for w in choice(qa["id"], [window.holds for window in own], arguments.negatives)]
    number = len(train)
    print(number, "windows of", len(parts["train"]), "questions", flush=True)
    steps = -(-number // arguments.batch) * arguments.epochs
    optimiser = Optimiser(model, arguments.rate, arguments.rate, steps)

    def loss(some):
        starts, ends = logits(model, some, cutting.tokenizer.pad_token_id)
        value = torch.nn.functional.cross_entropy(starts, torch.tensor([w.start for w in some]))
        value = (value + torch.nn.functional.cross_entropy(ends, torch.tensor([w.end for w in some]))) / 2
        losses.append(value.item() * len(some) / number)
        return value

    begun, epochs, kept = time.time(), [], None
    for epoch in range(1, arguments.epochs + 1):
        random.Random(f"{seed} {epoch}").shuffle(train)
        losses = []
        model.train()
        for start in range(0, number, arguments.batch):
            optimiser.step(loss, train[start : start + arguments.batch], lambda w: len(w.inputs["input_ids"]), PART)
        epochs.append({"loss": round(sum(losses), 4)} | scores(model, cutting, parts["dev"], arguments.batch))
        print("seed", seed, "epoch", epoch, epochs[-1], f"{time.time() - begun:.0f} s", flush=True)
        if max(each["f1"] for each in epochs) == epochs[-1]["f1"]:
            dev, kept = epochs[-1], weights(model)
    model.load_state_dict(kept)
    test = scores(model, cutting, parts["test"], arguments.batch, dev["threshold"])
    return {"dev": dev, "test": test, "epochs": epochs, "windows": number, "seconds": round(time.time() - begun)}


def main(arguments):
    torch.set_num_threads(arguments.threads)
    transformers.logging.set_verbosity_error()
    cutting = Cutting(AutoTokenizer.from_pretrained(arguments.model), arguments.window, arguments.overlap)
    parts = {name: questions(arguments.data / f"{name}.json", arguments.limit) for name in ("train", "dev", "test")}
    settings = {name: getattr(arguments, name) for name in ("window", "overlap", "negatives", "epochs", "rate", "batch", "limit")}
    settings["drawn"] = arguments.drawn.name if arguments.drawn else "by seed"
    runs = Runs(arguments.out, settings | {"questions": len(parts["train"])})
    for seed in arguments.seeds:
        runs.add(f"answers {seed}", lambda: run(seed, arguments, cutting, parts))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "data", "out"):
        parser.add_argument(name, type=Path)
    for name, default in (
        ("window", 384),
        ("overlap", 128),
        ("negatives", 2),
        ("epochs", 2),
        ("batch", 16),
        ("limit", 0),
        ("threads", 2),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--drawn", type=Path)
    parser.add_argument("--rate", type=float, default=1e-4)
    main(parser.parse_args())
