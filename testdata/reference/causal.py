"""Writes causal.json: transformers' continuations and scores of the tiny causal decoders in ../models, and its sampling distributions.

models: per model the ids of four prompts (of 1, 4, 12 and 27 subwords; GPT-Neo's local windows are 3 and 5) with their greedy
continuations by `generate` (prompts are drawn until the two greatest logits of each step differ by at least LEAST), and a text of
110 ids with the log-probability of each but the first, in windows of 48 ids with stride 24 (as in Hugging Face's guide to the
perplexity of fixed-length models).
untied: the same for tiny-gpt2 with an untied head, whose matrix is 0.25 sin(i * i), i being the index of an element, row by row.
processed: probabilities after repetition penalty, temperature, top-k and top-p of fixed logits, in transformers' order.
"""

import json
import zlib
from pathlib import Path

import tokenizers
import torch
import transformers
from tiny_bert import MODELS
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.generation.logits_process import (
    LogitsProcessorList,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

SEED, WORDS, NEW = 50, 97, 20
LEAST = 2e-3
PROMPTS, TEXT, WINDOW, STRIDE = (1, 4, 12, 27), 110, 48, 24
FAMILIES = ("tiny-gpt", "tiny-gpt2", "tiny-gpt-neo")


def opened(name, **more):
    """Eager attention, as transformers' other kinds ignore GPT-2's settings of the scale."""
    return AutoModelForCausalLM.from_pretrained(MODELS / name, attn_implementation="eager", **more).eval()


def greedy(model, prompt):
    """The continuation, and the least difference between its two greatest logits."""
    found = model.generate(
        torch.tensor([prompt]),
        attention_mask=torch.ones(1, len(prompt), dtype=torch.long),
        do_sample=False,
        max_new_tokens=NEW,
        eos_token_id=None,
        pad_token_id=0,
        output_logits=True,
        return_dict_in_generate=True,
    )
    best = torch.stack(found.logits).topk(2).values
    return found.sequences[0, len(prompt) :].tolist(), (best[..., 0] - best[..., 1]).min().item()


def log_probabilities(model, ids):
    """As in the guide: a window scores the ids that earlier windows have not scored."""
    scores, done = [], 0
    for begin in range(0, len(ids), STRIDE):
        end = min(begin + WINDOW, len(ids))
        logits = model(torch.tensor([ids[begin:end]])).logits[0]
        given = torch.log_softmax(logits.double(), -1)
        scores += [given[i - 1 - begin, ids[i]].item() for i in range(max(done, 1), end)]
        done = end
        if end == len(ids):
            break
    return scores


def described(model, name):
    generator = torch.Generator().manual_seed(SEED + zlib.crc32(name.encode()) % 1000)
    draw = lambda count: torch.randint(5, WORDS, (count,), generator=generator).tolist()
    prompts = []
    for length in PROMPTS:
        distance = 0
        while distance < LEAST:
            ids = draw(length)
            continuation, distance = greedy(model, ids)
        prompts.append({"ids": ids, "greedy": continuation})
    ids = draw(TEXT)
    scores = [round(score, 7) for score in log_probabilities(model, ids)]
    print(name, f"mean log-probability {sum(scores) / len(scores):.3f}")
    return {"prompts": prompts, "text": ids, "log_probabilities": scores}


def untied():
    config = AutoConfig.from_pretrained(MODELS / "tiny-gpt2", tie_word_embeddings=False)
    model = opened("tiny-gpt2", config=config)
    with torch.no_grad():
        places = torch.arange(model.lm_head.weight.numel(), dtype=torch.float64)
        model.lm_head.weight.copy_((0.25 * torch.sin(places * places)).reshape(model.lm_head.weight.shape))
    return described(model, "untied")


def processed():
    generator = torch.Generator().manual_seed(SEED)
    logits = [round(x, 4) for x in (2 * torch.randn(17, generator=generator)).tolist()]
    logits[7] = logits[3]  # a tie
    before = [3, 3, 11, 0]
    cases = []
    for temperature, k, p, penalty in [
        (1.0, 0, 1.0, 1.0),
        (0.5, 0, 1.0, 1.0),
        (1.7, 0, 1.0, 1.0),
        (1.0, 1, 1.0, 1.0),
        (1.0, 3, 1.0, 1.0),
        (1.0, 100, 1.0, 1.0),
        (1.0, 0, 0.9, 1.0),
        (1.0, 0, 0.3, 1.0),
        (1.0, 0, 0.01, 1.0),
        (0.7, 6, 0.8, 1.0),
        (1.3, 5, 0.95, 1.0),
        (1.0, 0, 1.0, 1.3),
        (0.8, 4, 0.9, 1.5),
        (1.0, 0, 1.0, 0.8),
    ]:
        chain = LogitsProcessorList()
        if penalty != 1:
            chain.append(RepetitionPenaltyLogitsProcessor(penalty))
        if temperature != 1:
            chain.append(TemperatureLogitsWarper(temperature))
        if k:
            chain.append(TopKLogitsWarper(k))
        if p < 1:
            chain.append(TopPLogitsWarper(p))
        found = chain(torch.tensor([before]), torch.tensor([logits])).softmax(-1)[0].tolist()
        cases.append(
            {
                "temperature": temperature,
                "top_k": k,
                "top_p": p,
                "repetition_penalty": penalty,
                "probabilities": [round(x, 7) for x in found],
            }
        )
    return {"logits": logits, "before": before, "cases": cases}


def main():
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    transformers.logging.set_verbosity_error()
    names = sorted(f.parent.name for f in MODELS.glob("*/config.json") if f.parent.name.startswith(FAMILIES))
    models = {name: described(opened(name), name) for name in names}
    made = {
        "about": f"causal.py, seed {SEED}, torch {torch.__version__}, transformers {transformers.__version__},"
        f" tokenizers {tokenizers.__version__}",
        "window": WINDOW,
        "stride": STRIDE,
        "models": models,
        "untied": untied(),
        "processed": processed(),
    }
    Path(__file__).with_name("causal.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
