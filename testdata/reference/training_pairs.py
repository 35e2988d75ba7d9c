"""Writes outputs, losses and gradients of training small networks for pairs in transformers.

usage: training_pairs.py

Each of the 40 sentences of training/sentences.jsonl with the next one, truncated to 64 subwords, the longer
one first; the gold number of pair i is (7 i mod 11) / 2. Batches of 8 in file order, starting again after five
steps; no dropout; AdamW with decay 0.01 (none on biases and LayerNorms); two steps of linear warm-up, so that the
rate of the first update is 0; linear decay to 0 at step 20; gradients clipped to a global norm of 1.

cross: BertForSequenceClassification with one label on tiny-bert, all weights trained, squared error. bi: the cosine
of the mean states of the two sentences, each encoded by itself, squared error to gold / 5.

tiny-pairs-dropout.safetensors: the same cross-encoder, not trained, on its first batch with dropout of one kind at a time
(hidden states, attention, head): mean and deviation of loss and gradient norm over 2,000 draws.
"""

from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from transformers import BertForSequenceClassification, BertModel, PreTrainedTokenizerFast, get_linear_schedule_with_warmup

from tiny_bert import HERE, MODELS, about, sentences

OUT = HERE / "training"
FOLDER = MODELS / "tiny-bert"
SEED = 7
STEPS, WARM_UP, BATCH, LONGEST, MOST = 20, 2, 8, 64, 5
DRAWS, DROPOUT = 2000, 0.3
DROPOUTS = {"hidden": "hidden_dropout_prob", "attention": "attention_probs_dropout_prob", "head": "classifier_dropout"}
ENCODER_RATE, HEAD_RATE = 1e-3, 1e-2
PLAIN = {"attn_implementation": "eager"} | dict.fromkeys(DROPOUTS.values(), 0.0)


def pairs():
    words = [s["tokens"] for s in sentences()]
    return list(zip(words, words[1:] + words[:1]))


def batches(encode, dtype):
    gold = torch.tensor([(7 * i % 11) / 2 for i in range(len(pairs()))], dtype=dtype)
    return [(encode(pairs()[i : i + BATCH]), gold[i : i + BATCH]) for i in range(0, len(gold), BATCH)]


def tokenizer():
    return PreTrainedTokenizerFast(
        tokenizer_file=str(FOLDER / "tokenizer.json"),
        pad_token="[PAD]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )


def read(*texts):
    return tokenizer()(
        *texts, is_split_into_words=True, padding=True, truncation="longest_first", max_length=LONGEST, return_tensors="pt"
    )


def fit(model, loss, data):
    """Trains 20 steps; the arrays of a head have a higher rate."""
    named = list(model.named_parameters())
    is_head = lambda n: n.startswith("classifier.") or ".pooler." in n
    exempt = lambda n: n.endswith("bias") or "LayerNorm" in n
    groups = [
        {"params": [p], "lr": HEAD_RATE if is_head(n) else ENCODER_RATE, "weight_decay": 0.0 if exempt(n) else 0.01}
        for n, p in named
    ]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8)
    schedule = get_linear_schedule_with_warmup(optimiser, WARM_UP, STEPS)
    losses, norms, gradients = [], [], {}
    for step in range(STEPS):
        value = loss(*data[step % len(data)])
        value.backward()
        if step == 0:
            gradients = {n.removeprefix("bert."): p.grad.norm().reshape(1) for n, p in named}
        norms.append(torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0).detach())
        losses.append(value.detach())
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
    result = {"losses": torch.stack(losses), "grad_norm": torch.stack(norms)}
    return result | {f"gradnorm.{n}": g for n, g in gradients.items()}


def cross_encoder(**dropout):
    """The model, and the arrays of its head."""
    model = BertForSequenceClassification.from_pretrained(FOLDER, num_labels=1, **(PLAIN | dropout))
    generator = torch.Generator().manual_seed(SEED)
    head = {n: p for n, p in sorted(model.named_parameters()) if n.startswith("classifier.") or ".pooler." in n}
    with torch.no_grad():
        for p in head.values():
            p.copy_(0.25 * torch.randn(p.shape, generator=generator))
    return model, head


def read_pairs(part):
    return read([a for a, _ in part], [b for _, b in part])


def cross(dtype):
    model, head = cross_encoder()
    model = model.to(dtype)
    result = {n.removeprefix("bert."): p.detach().clone() for n, p in head.items()}
    data = batches(read_pairs, dtype)
    with torch.no_grad():
        result["values"] = torch.cat([model(**inputs).logits[:, 0] for inputs, _ in data])
    return result | fit(model, lambda inputs, gold: model(**inputs, labels=gold).loss, data)


def bi(dtype):
    model = BertModel.from_pretrained(FOLDER, add_pooling_layer=False, **PLAIN).to(dtype)

    def mean(inputs):
        mask = inputs["attention_mask"].unsqueeze(-1).to(dtype)
        return (model(**inputs).last_hidden_state * mask).sum(1) / mask.sum(1)

    cosine = lambda both: torch.cosine_similarity(mean(both[0]), mean(both[1]))
    data = batches(lambda part: (read([a for a, _ in part]), read([b for _, b in part])), dtype)
    with torch.no_grad():
        values = MOST * torch.cat([cosine(both) for both, _ in data])
    loss = lambda both, gold: torch.nn.functional.mse_loss(cosine(both), gold / MOST)
    return {"values": values} | fit(model, loss, data)


def dropout():
    result = {}
    inputs, gold = batches(read_pairs, torch.float32)[0]
    for kind, setting in DROPOUTS.items():
        model, _ = cross_encoder(**{setting: DROPOUT})
        model.train()
        torch.manual_seed(SEED)
        drawn = []
        for _ in range(DRAWS):
            model.zero_grad()
            loss = model(**inputs, labels=gold).loss
            loss.backward()
            norm = torch.nn.utils.get_total_norm([p.grad for p in model.parameters()])
            drawn.append(torch.stack([loss.detach(), norm]))
        for name, values in zip(("losses", "grad_norm"), torch.stack(drawn).unbind(1)):
            result[f"{kind}.{name}"] = torch.stack([values.mean(), values.std()])
    return result


def save(name, tensors):
    tensors = {k: v.contiguous() for k, v in tensors.items()}
    save_file(tensors, OUT / f"{name}.safetensors", about(Path(__file__).name, SEED, torch, transformers, tokenizers))
    (OUT / f"{name}.safetensors").chmod(0o644)


def main():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    for name, run in {"tiny-pairs-cross": cross, "tiny-pairs-bi": bi}.items():
        result, exact = run(torch.float32), run(torch.float64)
        print(name, "losses differ from float64 by", (result["losses"].double() - exact["losses"]).abs().max().item())
        save(name, result)
    save("tiny-pairs-dropout", dropout())


if __name__ == "__main__":
    main()
