"""The entity baseline: Hugging Face token classification on MiniLM, with the same data and recipe as Cascade.

Train: Broad Twitter Corpus a, b, e, g and WikiGold without its last 188 sentences.
Dev: Broad Twitter Corpus h and those 188. Labels PER, LOC, ORG (WikiGold's MISC is O).
"""

import argparse
import json
import os
import platform
import random
import time
from pathlib import Path

import numpy as np
import seqeval
import tokenizers
import torch
import transformers
from seqeval.metrics import f1_score, precision_score, recall_score
from transformers import (
    AutoModelForTokenClassification,
    PreTrainedTokenizerFast,
    get_linear_schedule_with_warmup,
)

LABELS = ["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER"]
HELD_OUT = 188


def sentences(path, separator):
    """Blocks of `token<separator>tag` lines, separated by blank lines."""
    result, tokens, tags = [], [], []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line.strip():
                if tokens:
                    result.append((tokens, tags))
                tokens, tags = [], []
                continue
            token, tag = line.rsplit(separator, 1)
            tokens.append(token)
            tags.append(tag)
    if tokens:
        result.append((tokens, tags))
    return result


def iob1_to_bio(tags):
    """MISC becomes O first; then I-X begins a span unless the tag before is of the same type."""
    tags = ["O" if tag.endswith("-MISC") else tag for tag in tags]
    bio, before = [], "O"
    for tag in tags:
        begins = tag != "O" and (tag.startswith("B-") or before[2:] != tag[2:])
        bio.append("B-" + tag[2:] if begins else tag)
        before = tag
    return bio


def corpus(data):
    train = []
    for section in "abeg":
        train += sentences(data / "broad-twitter-corpus" / f"{section}.conll", "\t")
    wikigold = sentences(data / "wikigold-train" / "wikigold-train.conll", " ")
    wikigold = [(tokens, iob1_to_bio(tags)) for tokens, tags in wikigold]
    train += wikigold[:-HELD_OUT]
    h = sentences(data / "broad-twitter-corpus" / "h.conll", "\t")
    return train, {"h": h, "wikigold": wikigold[-HELD_OUT:]}


def encode(tokenizer, sentence, max_subwords):
    tokens, tags = sentence
    encoded = tokenizer(
        tokens, is_split_into_words=True, truncation=True, max_length=max_subwords
    )
    labels, seen = [], set()
    for word in encoded.word_ids():
        first = word is not None and word not in seen
        labels.append(LABELS.index(tags[word]) if first else -100)
        seen.add(word)
    # words in the model's input; the others (truncated, or without a subword) are predicted as O
    words = sorted(word for word in seen if word is not None)
    return encoded["input_ids"], labels, words, tags


def collate(examples, pad):
    width = max(len(ids) for ids, *_ in examples)
    ids = torch.tensor([i + [pad] * (width - len(i)) for i, *_ in examples])
    labels = torch.tensor([l + [-100] * (width - len(l)) for _, l, *_ in examples])
    mask = torch.tensor([[1] * len(i) + [0] * (width - len(i)) for i, *_ in examples])
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def predict(model, examples, pad, batch):
    """Tag sequences (predicted, gold) of all words, in the order of the examples."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i][0]))
    predicted, gold = [None] * len(examples), [None] * len(examples)
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            inputs = collate([examples[i] for i in chosen], pad)
            labels = inputs.pop("labels")
            best = model(**inputs).logits.argmax(-1)
            for row, i in enumerate(chosen):
                _, _, words, gold[i] = examples[i]
                predicted[i] = ["O"] * len(gold[i])
                for word, k in zip(words, best[row][labels[row] != -100].tolist(), strict=True):
                    predicted[i][word] = LABELS[k]
    return predicted, gold


def scores(gold, predicted):
    """Micro precision, recall and F1 of spans in percent, lenient like conlleval (seqeval's default)."""
    return {
        "p": round(100 * float(precision_score(gold, predicted, zero_division=0)), 3),
        "r": round(100 * float(recall_score(gold, predicted, zero_division=0)), 3),
        "f1": round(100 * float(f1_score(gold, predicted, zero_division=0)), 3),
    }


def evaluate(model, dev, pad, batch):
    result, all_gold, all_predicted = {}, [], []
    for name, examples in dev.items():
        predicted, gold = predict(model, examples, pad, batch)
        result[name] = scores(gold, predicted)
        all_gold += gold
        all_predicted += predicted
    return {"dev": scores(all_gold, all_predicted), **result}


def build(args):
    model = AutoModelForTokenClassification.from_pretrained(
        args.model,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
    )
    if args.mode == "full":
        return model
    from peft import LoraConfig, TaskType, get_peft_model

    return get_peft_model(
        model,
        LoraConfig(
            task_type=TaskType.TOKEN_CLS,
            r=args.rank,
            lora_alpha=args.alpha,
            lora_dropout=args.lora_dropout,
            target_modules=["query", "key", "value", "dense"],
        ),
    )


def train(args, seed, train_examples, dev, pad, save):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    model = build(args)
    trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    exempt = lambda name: name.endswith("bias") or "LayerNorm" in name
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for n, p in trained if not exempt(n)], "weight_decay": args.decay},
            {"params": [p for n, p in trained if exempt(n)], "weight_decay": 0.0},
        ],
        lr=args.rate,
    )
    steps_an_epoch = -(-len(train_examples) // args.batch)
    steps = steps_an_epoch * args.epochs
    schedule = get_linear_schedule_with_warmup(optimiser, round(0.1 * steps), steps)
    run = {
        "seed": seed,
        "trained_parameters": sum(p.numel() for _, p in trained),
        "steps": steps,
        "epochs": [],
    }
    shuffler = torch.Generator().manual_seed(seed)
    for epoch in range(1, args.epochs + 1):
        model.train()
        started, total = time.time(), 0.0
        order = torch.randperm(len(train_examples), generator=shuffler).tolist()
        for step, start in enumerate(range(0, len(order), args.batch)):
            inputs = collate([train_examples[i] for i in order[start : start + args.batch]], pad)
            loss = model(**inputs).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in trained], 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            total += loss.item()
            if (step + 1) % 20 == 0:
                print(
                    f"seed {seed} epoch {epoch} step {step + 1}/{steps_an_epoch}"
                    f" loss {total / (step + 1):.4f}"
                    f" {(time.time() - started) / (step + 1):.3f} s/step",
                    flush=True,
                )
        seconds = time.time() - started
        started = time.time()
        result = {
            "epoch": epoch,
            "loss": round(total / steps_an_epoch, 5),
            "train_seconds": round(seconds, 1),
            "seconds_a_step": round(seconds / steps_an_epoch, 4),
            **evaluate(model, dev, pad, args.batch),
            "dev_seconds": round(time.time() - started, 1),
        }
        run["epochs"].append(result)
        run["best"] = max(run["epochs"], key=lambda e: e["dev"]["f1"])
        run["finished"] = epoch == args.epochs
        print(json.dumps(result), flush=True)
        save(run)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="Hugging Face folder")
    parser.add_argument("--out", type=Path, required=True, help="JSON file; finished seeds are kept")
    parser.add_argument("--mode", choices=["full", "lora"], default="full")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--max-subwords", type=int, default=256)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--alpha", type=int, default=16)
    parser.add_argument("--lora-dropout", type=float, default=0.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--counts-only", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)

    train_sentences, dev_sentences = corpus(args.data)
    count = lambda part: {
        "sentences": len(part),
        "tokens": sum(len(tokens) for tokens, _ in part),
        "spans": sum(tag.startswith("B-") for _, tags in part for tag in tags),
    }
    counts = {"train": count(train_sentences)}
    counts |= {f"dev.{name}": count(part) for name, part in dev_sentences.items()}
    print(json.dumps(counts), flush=True)
    if args.counts_only:
        return

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(args.model / "tokenizer.json"), pad_token="[PAD]"
    )
    pad = tokenizer.pad_token_id
    train_examples = [encode(tokenizer, s, args.max_subwords) for s in train_sentences]
    dev = {
        name: [encode(tokenizer, s, args.max_subwords) for s in part]
        for name, part in dev_sentences.items()
    }
    settings = {k: v for k, v in vars(args).items() if k not in ("data", "model", "out", "seeds")}
    record = {
        "settings": settings,
        "counts": counts,
        "versions": {
            m.__name__: getattr(m, "__version__", None) for m in (torch, transformers, tokenizers)
        }
        | {"seqeval": getattr(seqeval, "__version__", "1.2.2"), "python": platform.python_version()},
        "cpu": cpu(),
        "omp_wait_policy": os.environ.get("OMP_WAIT_POLICY"),
        "runs": {},
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    if args.out.exists():
        earlier = json.loads(args.out.read_text())
        if earlier["settings"] != settings:
            raise SystemExit(f"{args.out} holds runs of other settings: {earlier['settings']}")
        record["runs"] = earlier["runs"]

    def save(run):
        record["runs"][str(run["seed"])] = run
        partial = args.out.with_suffix(".part")
        partial.write_text(json.dumps(record, indent=1) + "\n")
        partial.replace(args.out)

    for seed in args.seeds:
        if not record["runs"].get(str(seed), {}).get("finished"):
            train(args, seed, train_examples, dev, pad, save)


def cpu():
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor()


if __name__ == "__main__":
    main()
