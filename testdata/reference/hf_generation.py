"""Measures transformers' `generate`, to compare with `framework/benchmarks/run.sh generation`: same weights, prompts and computer.

The model, a GPT-2 small with random weights (seed 0) and the vocabulary of ../models/tokenizers/gpt2, is written to gpt2-small in
--models if absent (500 MB, not committed). Greedy continuations of 64 subwords after prompts of 32, none of which ends earlier: one
prompt with and without cache, and 16 prompts in a batch with cache, on one and on two threads. Contenders run in turns after a
warm-up round. Output: JSON for `run.sh generation --models DIR --python FILE`, and one line per contender on standard output.
"""

import argparse
import datetime
import functools
import json
import os
import platform
import shutil
import time
from pathlib import Path

import torch
import transformers
from hf_speed import SHORT, has_bfloat16, processor, rounds, spread
from tiny_bert import MODELS
from transformers import GPT2Config, GPT2LMHeadModel

SEED, PROMPT, TOKENS, PROMPTS = 0, 32, 64, 16


def written(folder):
    if not (folder / "model.safetensors").exists():
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(SEED)
        GPT2LMHeadModel(GPT2Config()).save_pretrained(folder)
        (folder / "generation_config.json").unlink(missing_ok=True)
        for file in (MODELS / "tokenizers/gpt2").iterdir():
            shutil.copy(file, folder)
    return folder


def run(model, threads, prompts, cached):
    """Seconds for all continuations."""
    torch.set_num_threads(threads)
    ids = torch.tensor([[1 + (7 * i + 13 * p) % 890 for i in range(PROMPT)] for p in range(prompts)])
    start = time.perf_counter()
    with torch.inference_mode():
        found = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            do_sample=False,
            max_new_tokens=TOKENS,
            eos_token_id=None,
            pad_token_id=0,
            use_cache=cached,
        )
    assert found.shape == (prompts, PROMPT + TOKENS)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="the folder of the model's folder")
    parser.add_argument("--out", type=Path, required=True, help="JSON file")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    load = os.getloadavg()[0]
    transformers.logging.set_verbosity_error()
    folder = written(args.models / "gpt2-small")
    precisions = ["float32", "bfloat16"] if has_bfloat16() else ["float32"]
    models = {p: GPT2LMHeadModel.from_pretrained(folder, dtype=SHORT[p]).eval() for p in precisions}
    contenders, prompts_of, precision_of = {}, {}, {}
    for threads in (1, 2):
        for prompts, cached in ((1, True), (1, False), (PROMPTS, True)):
            for precision, model in models.items():
                name = f"{threads} thread{'s' * (threads > 1)}, {prompts} prompt{'s' * (prompts > 1)}, "
                name += f"{'cache' if cached else 'no cache'}, {precision}"
                contenders[name] = functools.partial(run, model, threads, prompts, cached)
                prompts_of[name], precision_of[name] = prompts, precision
    rows = [
        {
            "name": name,
            "precision": precision_of[name],
            "tokens_per_second": spread([prompts_of[name] * TOKENS / s for s in seconds]),
        }
        for name, seconds in rounds(contenders, args.rounds).items()
    ]
    record = {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "cpu": processor(),
        "threads": "1 and 2",
        "load_before": round(load, 1),
        "seed": SEED,
        "omp_wait_policy": os.environ.get("OMP_WAIT_POLICY"),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
        },
        "generation": {"wordpieces": TOKENS, "rounds": args.rounds, "rows": rows},
    }
    args.out.write_text(json.dumps(record, indent=1) + "\n")
    for row in rows:
        print(f"{row['name']}: {row['tokens_per_second']['median']:.1f} subwords/s")


if __name__ == "__main__":
    main()
