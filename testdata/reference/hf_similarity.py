"""The similarity baseline: MiniLM fine-tuned on STS-B by transformers, with the recipe of framework/benchmarks/pairs.sh.

usage: hf_similarity.py --data DATA --model MINILM --out FILE [--kinds bi cross] [--seeds 1 2 3] [--epochs 4] [--limit N]
                        [--draws cascade] [--no-dropout]

cross: AutoModelForSequenceClassification with one label on both sentences as one sequence (a new tanh pooler over [CLS],
dropout, a linear layer), squared error to the score of 0 to 5. bi: the cosine of the mean states of both sentences, squared
error to a fifth of the score. All weights are trained, the dropout of the configuration is kept; AdamW with rate 1e-4, of
pooler and linear layer 1e-3, decay 0.01 (none on biases and norms), batches of 32, clipping at 1, 10 % warm-up, linear decay,
at most 256 subwords. The epoch with the best Spearman on dev is scored once on test. FILE (JSON) keeps the runs that it has.
--limit: the pairs of each part, to try the script. --draws cascade: with the orders and new weights of Cascade's trainer, so that
only the masks of dropout differ; with --no-dropout (trainer.encoderDropout=0, trainer.headDropout=0 in Cascade) nothing does.
The rest: fine_tuning.py.
"""

import argparse
import csv
import random
import time
from pathlib import Path

import torch
import transformers
from scipy.stats import pearsonr, spearmanr
from transformers import AutoModel, AutoModelForSequenceClassification, AutoTokenizer

import cascade_draws
from fine_tuning import HEADS, Optimiser, Runs, weights

RATE, HEAD_RATE, BATCH, PART, LONGEST, MOST = 1e-4, 1e-3, 32, 8, 256, 5
MODELS = {
    "bi": lambda folder: AutoModel.from_pretrained(folder, add_pooling_layer=False),
    "cross": lambda folder: AutoModelForSequenceClassification.from_pretrained(folder, num_labels=1),
}
SCALE = {"bi": MOST, "cross": 1}  # of gold in the loss


def read(file, limit):
    """Rows of two sentences and a score."""
    with open(file, encoding="utf-8", newline="") as text:
        rows = [(first, second, float(score)) for first, second, score in csv.reader(text)]
    return rows[:limit] if limit else rows


def length(row):
    return len(row[0]) + len(row[1])


def values(kind, model, tokenizer, rows):
    """What the loss compares with gold / SCALE."""
    first, second, _ = map(list, zip(*rows))
    encode = lambda *texts: tokenizer(*texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
    if kind == "cross":
        return model(**encode(first, second)).logits[:, 0]
    inputs = encode(first + second)
    mask = inputs["attention_mask"].unsqueeze(-1)
    means = (model(**inputs).last_hidden_state * mask).sum(1) / mask.sum(1)
    return torch.cosine_similarity(*means.split(len(rows)))


def scores(kind, model, tokenizer, rows):
    model.eval()
    rows, found = sorted(rows, key=length), []
    with torch.inference_mode():
        for start in range(0, len(rows), BATCH):
            found += values(kind, model, tokenizer, rows[start : start + BATCH]).tolist()
    gold = [score for *_, score in rows]
    return {name: round(100 * float(of(gold, found)[0]), 3) for name, of in (("spearman", spearmanr), ("pearson", pearsonr))}


def new_model(kind, seed, arguments):
    torch.manual_seed(seed)
    model = MODELS[kind](arguments.model)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout) and arguments.no_dropout:
            module.p = 0.0
    for name, array in model.named_parameters():
        known = name.removeprefix("bert.")
        if arguments.draws == "cascade" and known.split(".")[0] in HEADS:
            array.data.copy_(cascade_draws.weights(known, array.shape, seed))
    return model


def shuffled(rows, seed, epoch, draws):
    """The rows in the order of an epoch; the argument may be changed."""
    if draws == "cascade":
        rows = list(rows)
        cascade_draws.shuffle(rows, seed, epoch)
    else:
        random.Random(f"{seed} {epoch}").shuffle(rows)
    return rows


def run(kind, seed, arguments, tokenizer, parts):
    model = new_model(kind, seed, arguments)
    train, begun, epochs, kept = list(parts["train"]), time.time(), [], None
    steps = -(-len(train) // BATCH) * arguments.epochs
    optimiser = Optimiser(model, RATE, HEAD_RATE, steps)

    def loss(rows):
        gold = torch.tensor([score / SCALE[kind] for *_, score in rows])
        value = torch.nn.functional.mse_loss(values(kind, model, tokenizer, rows), gold)
        losses.append(value.item() * len(rows) / len(train))
        return value

    for epoch in range(1, arguments.epochs + 1):
        order, losses = shuffled(train, seed, epoch, arguments.draws), []
        model.train()
        for start in range(0, len(train), BATCH):
            optimiser.step(loss, order[start : start + BATCH], length, PART)
        dev = scores(kind, model, tokenizer, parts["dev"])
        epochs.append({"loss": round(sum(losses), 4)} | dev)
        print(kind, "seed", seed, "epoch", epoch, epochs[-1], f"{time.time() - begun:.0f} s", flush=True)
        if max(each["spearman"] for each in epochs) == epochs[-1]["spearman"]:
            best, kept = dev, weights(model)
    model.load_state_dict(kept)
    test = scores(kind, model, tokenizer, parts["test"])
    return {"dev": best, "test": test, "epochs": epochs, "seconds": round(time.time() - begun)}


def main(arguments):
    torch.set_num_threads(arguments.threads)
    transformers.logging.set_verbosity_error()
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    if 1 not in tokenizer("a", "b")["token_type_ids"]:
        raise SystemExit(f"{arguments.model}: its tokenizer gives no token types for the second sentence")
    folder = arguments.data / "stsb-multi-mt"
    parts = {name: read(folder / f"stsb-en-{name}.csv", arguments.limit) for name in ("train", "dev", "test")}
    settings = {"epochs": arguments.epochs, "limit": arguments.limit}
    if arguments.draws != "own" or arguments.no_dropout:
        settings |= {"draws": arguments.draws, "dropout": not arguments.no_dropout}
    runs = Runs(arguments.out, settings)
    for seed in arguments.seeds:
        for kind in arguments.kinds:
            runs.add(f"{kind} {seed}", lambda: run(kind, seed, arguments, tokenizer, parts))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="Hugging Face folder of MiniLM")
    parser.add_argument("--out", type=Path, required=True, help="JSON file of the runs")
    parser.add_argument("--kinds", nargs="+", choices=list(MODELS), default=list(MODELS))
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--draws", choices=["own", "cascade"], default="own")
    parser.add_argument("--no-dropout", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    main(parser.parse_args())
