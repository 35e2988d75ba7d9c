"""The transfer baseline: Hugging Face's AutoModelFor... on MiniLM, with the data, splits and recipe of transfer.sh.

AdamW 1e-4, weight decay 0.01 (none on biases and norms), batch 32, clip 1.0, warm-up 10 %, linear decay, at most 256
subwords, best dev epoch, test once. Sentences: a new tanh pooler over [CLS]; tokens: the first subword.
Mode frozen trains only the head (and pooler), rate 1e-2, 6 epochs, with the encoder's dropout as in Trainer; mode
features does the same on states computed once without dropout, like Cascade; mode lora has rank 8 by peft, rate 5e-4,
head 1e-3. A batch is computed in parts of similar lengths, whose gradients are summed.
--train-sentences 800 --batch 16 trains on the first 800 sentences in batches of 16, to compare with short.sh.
"""

import argparse
import json
import os
import platform
import random
import statistics
import time
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import torch
import transformers
from hf_entities import collate, cpu
from seqeval.metrics import f1_score
from torch.nn.utils.rnn import pad_sequence
from transformers import (
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    PreTrainedTokenizerFast,
    get_linear_schedule_with_warmup,
)
from transformers.modeling_outputs import SequenceClassifierOutput

EPOCHS = {"trec": 5, "sst2": 4, "wnut": 5, "upos": 3}
SENTENCES = ("trec", "sst2")
FROZEN = ("frozen", "features")
PART, MAX_SUBWORDS = 8, 256


def lines(path, encoding):
    with open(path, encoding=encoding, newline="\n") as file:
        return [line.rstrip("\n").split(" ", 1) for line in file if line.strip()]


def columns(path):
    """Sentences as (tokens, tags): the first and the last column."""
    found, tokens, tags = [], [], []
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in [*file, "\n"]:
            if line.strip():
                cells = line.rstrip("\n").split("\t")
                tokens.append(cells[0])
                tags.append(cells[-1])
            elif tokens:
                found.append((tokens, tags))
                tokens, tags = [], []
    return found


def conllu(path):
    found, tokens, tags = [], [], []
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                tokens.append(cells[1])
                tags.append(cells[3])
            elif not line.strip() and tokens:
                found.append((tokens, tags))
                tokens, tags = [], []
    return found


def corpus(task, data):
    """Train, dev and test."""
    if task == "trec":
        all_lines = lines(data / "sst-trec/TREC.train.all", "latin-1")
        dev = [line for i, line in enumerate(all_lines, 1) if i % 11 == 0]
        train = [line for i, line in enumerate(all_lines, 1) if i % 11]
        return train, dev, lines(data / "sst-trec/TREC.test.all", "latin-1")
    if task == "sst2":
        return [lines(data / f"sst-trec/stsa.binary.{part}", "utf-8") for part in ("train", "dev", "test")]
    if task == "wnut":
        files = ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")
        return [columns(data / "wnut17" / file) for file in files]
    return [conllu(data / f"ud-english-ewt/en_ewt-ud-{part}.conllu") for part in ("train", "dev", "test")]


def examples(task, sentences, labels, tokenizer):
    """(ids, labels at subwords or the label, the position of each word's first subword, gold)."""
    result = []
    for first, second in sentences:
        if task in SENTENCES:
            ids = tokenizer(second, truncation=True, max_length=MAX_SUBWORDS)["input_ids"]
            result.append((ids, labels.index(first), None, first))
            continue
        encoded = tokenizer(first, is_split_into_words=True, truncation=True, max_length=MAX_SUBWORDS)
        at, places = [], {}
        for place, word in enumerate(encoded.word_ids()):
            new = word is not None and word not in places
            at.append(labels.index(second[word]) if new and second[word] in labels else -100)
            if new:
                places[word] = place
        result.append((encoded["input_ids"], at, places, second))
    return result


class Head(torch.nn.Module):
    """Pooler, dropout and classifier of a model, over states of its encoder."""

    def __init__(self, model):
        super().__init__()
        self.pooler, self.dropout, self.classifier = model.bert.pooler, model.dropout, model.classifier

    def forward(self, states, labels=None):
        logits = self.classifier(self.dropout(self.pooler(states) if self.pooler else states))
        loss = None
        if labels is not None:
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, -2), labels.flatten())
        return SequenceClassifierOutput(loss=loss, logits=logits)


def with_states(task, model, data, known):
    """The examples with the encoder's states instead of ids: those of all subwords, or that of [CLS].

    known keeps the states by ids, since all seeds have the same encoder.
    """
    model.eval()
    for ids, *_ in data:
        if tuple(ids) not in known:
            with torch.no_grad():
                states = model.bert(torch.tensor([ids])).last_hidden_state[0]
            known[tuple(ids)] = states[:1].clone() if task in SENTENCES else states
    return [(known[tuple(ids)], *rest) for ids, *rest in data]


def batch_of(task, chosen, pad):
    if torch.is_tensor(chosen[0][0]):
        at = [torch.tensor(labels) for _, labels, *_ in chosen]
        return {
            "states": pad_sequence([states for states, *_ in chosen], batch_first=True),
            "labels": torch.stack(at) if task in SENTENCES else pad_sequence(at, True, -100),
        }
    if task not in SENTENCES:
        return collate(chosen, pad)
    width = max(len(ids) for ids, *_ in chosen)
    return {
        "input_ids": torch.tensor([i + [pad] * (width - len(i)) for i, *_ in chosen]),
        "attention_mask": torch.tensor([[1] * len(i) + [0] * (width - len(i)) for i, *_ in chosen]),
        "labels": torch.tensor([label for _, label, *_ in chosen]),
    }


def labelled(task, chosen):
    """The number of labels over which the loss of these examples is averaged."""
    return len(chosen) if task in SENTENCES else sum(label != -100 for _, at, *_ in chosen for label in at)


def backward(task, model, chosen, pad):
    """The gradient of the batch's mean loss, summed over parts of similar lengths to save padding."""
    chosen = sorted(chosen, key=lambda example: len(example[0]))
    for start in range(0, len(chosen), PART):
        part = chosen[start : start + PART]
        share = labelled(task, part) / labelled(task, chosen)
        (model(**batch_of(task, part, pad)).loss * share).backward()


def score(task, model, data, labels, pad, batch):
    model.eval()
    gold, predicted, right, all_ = [], [], 0, 0
    data = sorted(data, key=lambda example: len(example[0]))
    with torch.inference_mode():
        for start in range(0, len(data), batch):
            chosen = data[start : start + batch]
            inputs = batch_of(task, chosen, pad)
            inputs.pop("labels")
            best = model(**inputs).logits.argmax(-1)
            for row, (_, _, places, expected) in enumerate(chosen):
                if task in SENTENCES:
                    right += labels[int(best[row])] == expected
                    all_ += 1
                    continue
                tags = ["O" if task == "wnut" else "NOUN"] * len(expected)
                for word, place in places.items():
                    tags[word] = labels[int(best[row][place])]
                gold.append(expected)
                predicted.append(tags)
                right += sum(a == b for a, b in zip(expected, tags))
                all_ += len(expected)
    return 100 * (f1_score(gold, predicted, zero_division=0) if task == "wnut" else right / all_)


def build(task, mode, folder, labels):
    kind = AutoModelForSequenceClassification if task in SENTENCES else AutoModelForTokenClassification
    model = kind.from_pretrained(folder, num_labels=len(labels))
    head = lambda name: name.startswith("classifier") or ".pooler." in name
    if mode in FROZEN:
        for name, parameter in model.named_parameters():
            parameter.requires_grad = head(name)
    if mode == "lora":
        from peft import LoraConfig, get_peft_model

        model = get_peft_model(
            model,
            LoraConfig(
                r=8,
                lora_alpha=32,
                target_modules=r".*encoder\.layer.*\.(query|key|value|dense)",
                modules_to_save=["classifier", "pooler"] if task in SENTENCES else ["classifier"],
            ),
        )
    return model


def run(task, mode, seed, args, tokenizer, known, log):
    folder, batch = args.model, args.batch
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    parts = corpus(task, args.data)
    parts = parts[0][: args.train_sentences], *parts[1:]
    seen = {first for first, _ in parts[0]} if task in SENTENCES else {t for _, tags in parts[0] for t in tags}
    labels = sorted(seen)
    pad = tokenizer.pad_token_id
    train, dev, test = (examples(task, part, labels, tokenizer) for part in parts)
    model = build(task, mode, folder, labels)
    if mode == "features":
        train, dev, test = (with_states(task, model, part, known) for part in (train, dev, test))
        model = Head(model)
    trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    exempt = lambda name: name.endswith("bias") or "LayerNorm" in name
    rates = (1e-2, 1e-2) if mode in FROZEN else {"full": (1e-4, 1e-4), "lora": (5e-4, 1e-3)}[mode]
    groups = [
        {
            "params": [p for n, p in trained if ("classifier" in n or "pooler" in n) == head and exempt(n) == bare],
            "lr": rates[head],
            "weight_decay": 0.0 if bare else 0.01,
        }
        for head in (False, True)
        for bare in (False, True)
    ]
    optimiser = torch.optim.AdamW([g for g in groups if g["params"]])
    epochs = 6 if mode in FROZEN else EPOCHS[task]
    steps = -(-len(train) // batch) * epochs
    schedule = get_linear_schedule_with_warmup(optimiser, round(0.1 * steps), steps)
    shuffler = torch.Generator().manual_seed(seed)
    best, kept, history = -1.0, None, []
    started = time.time()
    for epoch in range(1, epochs + 1):
        model.train()
        order = torch.randperm(len(train), generator=shuffler).tolist()
        for start in range(0, len(order), batch):
            backward(task, model, [train[i] for i in order[start : start + batch]], pad)
            torch.nn.utils.clip_grad_norm_([p for _, p in trained], 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
        on_dev = score(task, model, dev, labels, pad, batch)
        history.append(round(on_dev, 3))
        log(f"{task} {mode} seed {seed} epoch {epoch}: dev {on_dev:.2f}, {time.time() - started:.0f} s")
        if on_dev > best:
            best, kept = on_dev, {n: p.detach().clone() for n, p in model.state_dict().items()}
    model.load_state_dict(kept)
    return {
        "dev": round(best, 3),
        "test": round(score(task, model, test, labels, pad, batch), 3),
        "epochs": history,
        "seconds": round(time.time() - started),
        "cpu": cpu(),
        "date": datetime.now(timezone.utc).date().isoformat(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="Hugging Face folder of MiniLM")
    parser.add_argument("--out", type=Path, required=True, help="JSON file; runs in it are not repeated")
    parser.add_argument("--tasks", nargs="+", choices=list(EPOCHS), default=list(EPOCHS))
    parser.add_argument("--modes", nargs="+", choices=["full", "lora", "frozen", "features"], default=["full"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--train-sentences", type=int, help="only the first so many of train")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(args.model / "tokenizer.json"), pad_token="[PAD]"
    )
    record = json.loads(args.out.read_text()) if args.out.exists() else {"runs": {}}
    settings = {"batch": args.batch, "train_sentences": args.train_sentences}
    earlier = record.setdefault(
        "settings", {"batch": 32, "train_sentences": None} if record["runs"] else settings
    )
    if earlier != settings:
        raise SystemExit(f"{args.out} holds runs of other settings: {earlier}")
    record["versions"] = {
        **record.get("versions", {}),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "python": platform.python_version(),
    }
    if "lora" in args.modes:
        import peft

        record["versions"]["peft"] = peft.__version__
    record["omp_wait_policy"] = os.environ.get("OMP_WAIT_POLICY")
    for task in args.tasks:
        known = {}
        for mode in args.modes:
            for seed in args.seeds:
                key = f"{task} {mode} {seed}"
                if key not in record["runs"]:
                    record["runs"][key] = run(
                        task, mode, seed, args, tokenizer, known, lambda m: print(m, flush=True)
                    )
                    partial = args.out.with_suffix(".part")
                    partial.write_text(json.dumps(record, indent=1) + "\n")
                    partial.replace(args.out)
            for part in ("dev", "test"):
                found = [record["runs"][f"{task} {mode} {seed}"][part] for seed in args.seeds]
                deviation = statistics.stdev(found) if len(found) > 1 else 0.0
                print(f"{task} {mode} {part} {statistics.mean(found):.2f} ± {deviation:.2f}", flush=True)


if __name__ == "__main__":
    main()
