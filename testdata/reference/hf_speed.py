"""Measures Python, to compare with `framework/benchmarks/run.sh training` and `vectors`: same batches, MiniLM and computer.

training: Hugging Face's AutoModelForTokenClassification in train mode on the first batches of 32 of WNUT-17's train part, in
file order, fused AdamW 1e-4 with decay 0.01 (none on biases and norms), clip 1.0; float32, and bfloat16 by autocast. Batches are
tokenised and padded beforehand, so that a step measures the network only.
vectors: the first 2,000 `# text` lines of UD English EWT's train part to mean-pooled vectors of length 1, tokenisation included, by
transformers and by sentence-transformers; in bfloat16 the whole model is.

Contenders run in turns after a warm-up round. Output: JSON for `run.sh TABLE --python FILE`, a Markdown table on standard output.
"""

import argparse
import datetime
import functools
import gc
import json
import os
import platform
import statistics
import sys
import time
from pathlib import Path

import torch
import transformers
from hf_entities import collate
from hf_transfer import columns
from transformers import AutoModel, AutoModelForTokenClassification, PreTrainedTokenizerFast, get_linear_schedule_with_warmup

BATCH, MAX_SUBWORDS, SENTENCES = 32, 256, 2000
PARTS = ("forward", "backward", "optimiser")
SHORT = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def field(name):
    """A field of the first processor in /proc/cpuinfo, as Machine.java reads it."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() == name:
                return value.strip()
    except OSError:
        pass
    return "unknown"


def processor():
    return f"{field('model name')} (family {field('cpu family')}, model {field('model')})"


def has_bfloat16():
    return bool({"avx512_bf16", "amx_bf16"} & set(field("flags").split()))


def spread(values):
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def rounds(contenders, count):
    """The results of each contender in each round but the first."""
    results = {name: [] for name in contenders}
    for number in range(count + 1):
        for name, contender in contenders.items():
            gc.collect()
            start = time.perf_counter()
            result = contender()
            print(f"round {number} {name}: {time.perf_counter() - start:.2f} s", file=sys.stderr, flush=True)
            if number:
                results[name].append(result)
    return results


def training_batches(args, tokenizer):
    """The batches, and their WordPieces with special ones."""
    sentences = columns(args.data / "wnut17/wnut17train.conll")
    labels = sorted({tag for _, tags in sentences for tag in tags})
    batches, wordpieces = [], 0
    for start in range(0, args.batches * BATCH, BATCH):
        encoded = []
        for tokens, tags in sentences[start : start + BATCH]:
            one = tokenizer(tokens, is_split_into_words=True, truncation=True, max_length=MAX_SUBWORDS)
            seen, gold = set(), []
            for word in one.word_ids():
                gold.append(labels.index(tags[word]) if word is not None and word not in seen else -100)
                seen.add(word)
            encoded.append((one["input_ids"], gold))
            wordpieces += len(gold)
        batches.append(collate(encoded, tokenizer.pad_token_id))
    return labels, batches, wordpieces


def trainer(args, labels, batches, steps, precision):
    """A function that trains on all batches and returns the seconds of each step's parts."""
    torch.manual_seed(args.seed)
    model = AutoModelForTokenClassification.from_pretrained(args.model, num_labels=len(labels)).train()
    exempt = lambda name: name.endswith("bias") or "LayerNorm" in name
    named = list(model.named_parameters())
    parameters = [p for _, p in named]
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for n, p in named if not exempt(n)], "weight_decay": 0.01},
            {"params": [p for n, p in named if exempt(n)], "weight_decay": 0.0},
        ],
        lr=1e-4,
        fused=True,
    )
    schedule = get_linear_schedule_with_warmup(optimiser, round(0.1 * steps), steps)

    def run():
        times = []
        for batch in batches:
            begin = time.perf_counter()
            with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
                loss = model(**batch).loss
            forward = time.perf_counter()
            loss.backward()
            loss.item()
            backward = time.perf_counter()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            times.append((forward - begin, backward - forward, time.perf_counter() - backward))
        return times

    return run


def training(args, tokenizer):
    labels, batches, wordpieces = training_batches(args, tokenizer)
    steps = (args.rounds + 1) * len(batches)
    precisions = {
        f"Hugging Face, {precision}{' autocast' if precision == 'bfloat16' else ''}": precision for precision in args.precision
    }
    contenders = {name: trainer(args, labels, batches, steps, precision) for name, precision in precisions.items()}
    rows = []
    for name, results in rounds(contenders, args.rounds).items():
        times = [step for result in results for step in result]
        row = {"name": name, "precision": precisions[name], "step_ms": spread([1000 * sum(step) for step in times])}
        for part, values in zip(PARTS, zip(*times)):
            row[f"{part}_ms"] = 1000 * statistics.median(values)
        seconds = sum(map(sum, times))
        row["optimiser_share"] = sum(step[2] for step in times) / seconds
        row["wordpieces_per_second"] = wordpieces * len(results) / seconds
        rows.append(row)
    return {"batches": len(batches), "batch": BATCH, "wordpieces": wordpieces, "rounds": args.rounds, "rows": rows}


def pooled(model, tokenizer, sentences, size, by_length):
    """Vectors of length 1, in the order of the sentences."""
    encoded = tokenizer(sentences)["input_ids"]
    order = list(range(len(encoded)))
    if by_length:
        order.sort(key=lambda i: len(encoded[i]))
    vectors = torch.empty(len(encoded), model.config.hidden_size)
    with torch.inference_mode():
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            batch = tokenizer.pad({"input_ids": [encoded[i] for i in chosen]}, return_tensors="pt")
            states = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1)
            vectors[chosen] = torch.nn.functional.normalize(mean, dim=1).float()
    return vectors


def sentence_transformer(args, tokenizer, dtype):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    words = Transformer(str(args.model), max_seq_length=512)
    words.processor = tokenizer  # the folder has no tokenizer_config.json, so the class must not be guessed differently
    stack = [words, Pooling(words.get_embedding_dimension(), "mean"), Normalize()]
    return SentenceTransformer(modules=stack, device="cpu").to(dtype).eval()


def vector_contenders(args, tokenizer, sentences):
    contenders = {}
    for precision in args.precision:
        dtype = SHORT[precision]
        model = AutoModel.from_pretrained(args.model, dtype=dtype, add_pooling_layer=False).eval()
        for name, size, by_length in (
            ("sorted batches of 64", 64, True),
            ("unsorted batches of 32", 32, False),
            ("one by one", 1, False),
        ):
            contenders[precision, f"transformers, {precision}, {name}"] = functools.partial(
                pooled, model, tokenizer, sentences, size, by_length
            )
        whole = sentence_transformer(args, tokenizer, dtype)
        for size in (64, 32):
            contenders[precision, f"sentence-transformers, {precision}, its batches of {size}"] = functools.partial(
                lambda m, n: m.encode(sentences, batch_size=n, convert_to_tensor=True, show_progress_bar=False).float(), whole, size
            )
    return contenders


def vectors(args, tokenizer):
    lines = (args.data / "ud-english-ewt/en_ewt-ud-train.conllu").read_text("utf-8").split("\n")
    sentences = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")][: args.sentences]
    wordpieces = sum(map(len, tokenizer(sentences)["input_ids"]))
    contenders = vector_contenders(args, tokenizer, sentences)
    expected, seconds, cosines = None, {}, {}

    def timed(key, contender):
        nonlocal expected
        start = time.perf_counter()
        found = contender()
        took = time.perf_counter() - start
        expected = found if expected is None else expected
        cosines[key] = torch.cosine_similarity(found, expected).tolist()
        return took

    seconds = rounds({key: functools.partial(timed, key, c) for key, c in contenders.items()}, args.rounds)
    rows = [
        {
            "name": name,
            "precision": precision,
            "wordpieces_per_second": spread([wordpieces / s for s in seconds[precision, name]]),
            "cosine": {"mean": statistics.fmean(cosines[precision, name]), "least": min(cosines[precision, name])},
        }
        for precision, name in contenders
    ]
    return {"sentences": len(sentences), "wordpieces": wordpieces, "rounds": args.rounds, "rows": rows}


def markdown(record):
    text = f"{record['date']}, {record['cpu']}, {record['threads']} threads, load before {record['load_before']}\n"
    if "training" in record:
        text += "\n| | ms a step (least-most) | forward | backward | optimiser | its share | WordPieces/s |\n" + "|---" * 7 + "|\n"
        for row in record["training"]["rows"]:
            step, parts = row["step_ms"], " | ".join(f"{row[f'{part}_ms']:.0f}" for part in PARTS)
            text += f"| {row['name']} | {step['median']:.0f} ({step['least']:.0f}-{step['most']:.0f}) | {parts}"
            text += f" | {row['optimiser_share']:.1%} | {row['wordpieces_per_second']:,.0f} |\n"
    if "vectors" in record:
        text += "\n| | WordPieces/s (least-most) | cosine to the first, mean (least) |\n|---|---|---|\n"
        for row in record["vectors"]["rows"]:
            rate, cosine = row["wordpieces_per_second"], row["cosine"]
            text += f"| {row['name']} | {rate['median']:,.0f} ({rate['least']:,.0f}-{rate['most']:,.0f})"
            text += f" | {cosine['mean']:.6f} ({cosine['least']:.6f}) |\n"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="the folder that minilm_from_onnx.py makes")
    parser.add_argument("--out", type=Path, required=True, help="JSON file; a table that is not measured now is kept in it")
    parser.add_argument("--tables", nargs="+", choices=["training", "vectors"], default=["training", "vectors"])
    parser.add_argument(
        "--precision",
        nargs="+",
        choices=list(SHORT),
        default=list(SHORT) if has_bfloat16() else ["float32"],
        help="default: float32, and bfloat16 where the processor has it",
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batches", type=int, default=40, help="of a round of training; run.sh takes 40")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help=f"to vectors; run.sh takes {SENTENCES}")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    load = os.getloadavg()[0]
    torch.set_num_threads(args.threads)
    versions = {"python": platform.python_version(), "torch": torch.__version__, "transformers": transformers.__version__}
    if "vectors" in args.tables:
        import sentence_transformers

        versions["sentence-transformers"] = sentence_transformers.__version__
    record = {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "cpu": processor(),
        "threads": args.threads,
        "load_before": round(load, 1),
        "seed": args.seed,
        "omp_wait_policy": os.environ.get("OMP_WAIT_POLICY"),
        "versions": versions,
    }
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(args.model / "tokenizer.json"), pad_token="[PAD]", model_max_length=512
    )
    if args.out.exists():
        earlier = json.loads(args.out.read_text())
        if earlier["cpu"] != record["cpu"]:
            raise SystemExit(f"{args.out} is of another processor: {earlier['cpu']}")
        record |= {table: earlier[table] for table in ("training", "vectors") if table in earlier}
        record["versions"] = earlier["versions"] | versions
    for table in args.tables:
        record[table] = {"training": training, "vectors": vectors}[table](args, tokenizer)
        args.out.write_text(json.dumps(record, indent=1) + "\n")
    print(markdown(record), end="")


if __name__ == "__main__":
    main()
