"""The question answering baseline: transformers' AutoModelForQuestionAnswering on the data of answer_split.py.

usage: hf_answers.py MODEL DATA OUT [--seed 1] [--epochs 2] [--rate 1e-4] [--batch 16] [--limit N]

MODEL: a Hugging Face folder (MiniLM as `cascade import encoder` or minilm_from_onnx.py writes it); DATA: the folder that
answer_split.py wrote. The recipe of pipelines/train-answers-bert.xml: windows of 384 subwords that share 128, all with the
answer and two others per question (answer_windows.py), AdamW with decay 0.01 (none on biases and norms), 10 % warm-up,
linear decay, clipping at 1, batches of windows without padding in the loss, the epoch and the threshold of no answer with the
best F1 on dev, test once. All windows are read at test. --limit: the questions of each part, to try the script.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForQuestionAnswering, AutoTokenizer, get_linear_schedule_with_warmup
from transformers.data.metrics.squad_metrics import compute_exact, compute_f1, find_best_thresh, normalize_answer

from answer_windows import chosen

WINDOW, OVERLAP, LONGEST = 384, 128, 30


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


def windows(tokenizer, qa, context):
    encoded = tokenizer(
        qa["question"].lstrip(),
        context,
        truncation="only_second",
        max_length=WINDOW,
        stride=OVERLAP,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    return [Window(encoded, row, qa, tokenizer.cls_token_id) for row in range(len(encoded["input_ids"]))]


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
    best, none = None, None
    with torch.no_grad():
        for at in range(0, len(own), batch):
            some = own[at : at + batch]
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
                if best is None or value.item() > best[0]:
                    best = value.item(), window.offsets[first + s][0], window.offsets[first + e][1]
    return (context[best[1] : best[2]], none - best[0]) if best else ("", 1e30)


def scores(model, tokenizer, part, batch, threshold=None):
    """F1 and exact match at a threshold, by default the best."""
    answered, texts, doubts, exact, f1 = {}, {}, {}, {}, {}
    for qa, context in part:
        name = qa["id"]
        texts[name], doubts[name] = predict(model, windows(tokenizer, qa, context), context, tokenizer.pad_token_id, batch)
        gold = [a["text"] for a in qa["answers"] if normalize_answer(a["text"])] or [""]
        answered[name] = bool(qa["answers"])
        exact[name] = max(compute_exact(own, texts[name]) for own in gold)
        f1[name] = max(compute_f1(own, texts[name]) for own in gold)
    if threshold is None:
        _, threshold = find_best_thresh(texts, f1, doubts, answered)
        threshold = threshold or min(doubts.values()) - 1  # 0 stands for no answer at all
    own = lambda each: sum((not answered[n]) if doubts[n] > threshold else each[n] for n in each) / len(each)
    return {"f1": own(f1), "exact": own(exact), "threshold": threshold}


def main(arguments):
    transformers.logging.set_verbosity_error()
    torch.manual_seed(arguments.seed)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = AutoModelForQuestionAnswering.from_pretrained(arguments.model)
    parts = {name: questions(arguments.data / f"{name}.json", arguments.limit) for name in ("train", "dev", "test")}
    train = []
    for qa, context in parts["train"]:
        own = windows(tokenizer, qa, context)
        train += [own[w] for w in chosen(arguments.seed, qa["id"], [window.holds for window in own])]
    print(len(train), "windows of", len(parts["train"]), "questions", flush=True)
    exempt = lambda name: name.endswith("bias") or "LayerNorm" in name
    groups = [
        {"params": [p for n, p in model.named_parameters() if exempt(n) == none], "weight_decay": 0.0 if none else 0.01}
        for none in (False, True)
    ]
    optimiser = torch.optim.AdamW(groups, lr=arguments.rate)
    steps = (len(train) + arguments.batch - 1) // arguments.batch * arguments.epochs
    schedule = get_linear_schedule_with_warmup(optimiser, round(0.1 * steps), steps)
    begun, best, kept = time.time(), None, None
    for epoch in range(arguments.epochs):
        random.Random(f"{arguments.seed} {epoch}").shuffle(train)
        model.train()
        for at in range(0, len(train), arguments.batch):
            some = train[at : at + arguments.batch]
            starts, ends = logits(model, some, tokenizer.pad_token_id)
            loss = torch.nn.functional.cross_entropy(starts, torch.tensor([w.start for w in some]))
            loss = (loss + torch.nn.functional.cross_entropy(ends, torch.tensor([w.end for w in some]))) / 2
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        model.eval()
        found = scores(model, tokenizer, parts["dev"], arguments.batch)
        print("epoch", epoch + 1, found, f"{time.time() - begun:.0f} s", flush=True)
        if best is None or found["f1"] > best["f1"]:
            best, kept = found, {name: tensor.clone() for name, tensor in model.state_dict().items()}
    model.load_state_dict(kept)
    test = scores(model, tokenizer, parts["test"], arguments.batch, best["threshold"])
    line = {"seed": arguments.seed, "dev": best, "test": test, "seconds": round(time.time() - begun)}
    line |= {"transformers": transformers.__version__, "torch": torch.__version__}
    with open(arguments.out, "a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    print(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    for name, default in (("seed", 1), ("epochs", 2), ("batch", 16), ("limit", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rate", type=float, default=1e-4)
    main(parser.parse_args())
