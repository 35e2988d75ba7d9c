"""Writes the losses, gradients and gradient norms of training small taggers in PyTorch.

usage: training.py MINILM_FOLDER       (written by minilm_from_onnx.py; the other files are below ..)

All runs: the 40 sentences of training/sentences.jsonl in batches of 8 in file order, starting
again after five steps; no dropout; the label at each word's first subword; AdamW with decay 0.01 (none
on biases, LayerNorms and the CRF); two steps of linear warm-up, so that the rate of the first update is 0;
linear decay to 0 at step 20; gradients clipped to a global norm of 1.
"""

import json
import shutil
import sys
from pathlib import Path

import peft
import tokenizers
import torch
import torchcrf
import transformers
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
from transformers import BertModel, PreTrainedTokenizerFast, get_linear_schedule_with_warmup

from tiny_bert import HERE, MODELS, about, sentences

OUT = HERE / "training"
SEED = 7
LABELS = ["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER"]
STEPS, WARM_UP, BATCH = 20, 2, 8
ENCODER_RATE, HEAD_RATE, MINILM_RATE = 1e-3, 1e-2, 1e-4
CLASS_WEIGHTS = [0.4, 1.0, 1.5, 2.0, 0.75, 1.25, 3.0]


class Batches:
    """The sentences as tensors: ids, mask, and the position of each word's first subword with its label."""

    def __init__(self, folder):
        fast = PreTrainedTokenizerFast(
            tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]"
        )
        self.batches, examples = [], sentences()
        for start in range(0, len(examples), BATCH):
            part = examples[start : start + BATCH]
            encoded = fast([e["tokens"] for e in part], is_split_into_words=True, padding=True)
            firsts, labels = [], []
            for row, example in enumerate(part):
                words = encoded.word_ids(row)
                places = [words.index(w) for w in range(len(example["tokens"]))]
                firsts.append(torch.tensor(places))
                labels.append(torch.tensor([LABELS.index(tag) for tag in example["tags"]]))
            ids = torch.tensor(encoded["input_ids"])
            mask = torch.tensor(encoded["attention_mask"])
            self.batches.append((ids, mask, firsts, labels))

    def __getitem__(self, step):
        return self.batches[step % len(self.batches)]


    def first(self):
        """The first batch in the form of token classification, with label -100 at unlabelled subwords."""
        ids, _, firsts, labels = self.batches[0]
        placed = torch.full_like(ids, -100)
        for row, places in enumerate(firsts):
            placed[row, places] = labels[row]
        return {"first_batch.input_ids": ids, "first_batch.labels": placed}


def bert(folder, dtype):
    return BertModel.from_pretrained(
        folder,
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    ).to(dtype)


def words(encoder, batch):
    """One (words, width) tensor per sentence: the last hidden states of first subwords."""
    ids, mask, firsts, _ = batch
    states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    return [states[row][places] for row, places in enumerate(firsts)]


def randomised(module, seed, scale):
    """Draws every parameter at random, in float32, in the order of names."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for _, parameter in sorted(module.named_parameters()):
            parameter.copy_(scale * torch.randn(parameter.shape, generator=generator))
    return module


def classifier(width, dtype, scale=0.25):
    return randomised(torch.nn.Linear(width, len(LABELS)), SEED, scale).to(dtype)


def cross_entropy(encoder, head, batch, weights):
    logits = head(torch.cat(words(encoder, batch)))
    return torch.nn.CrossEntropyLoss(weight=weights)(logits, torch.cat(batch[3]))


def fit(parts, loss, batches):
    """Trains 20 steps; parts maps a prefix of names to (module, rate)."""
    named = [
        (prefix + name.replace("base_model.model.", "").replace(".default", ""), parameter, rate)
        for prefix, (module, rate) in parts.items()
        for name, parameter in module.named_parameters()
        if parameter.requires_grad
    ]
    exempt = lambda n: n.split(".")[-1].startswith("bias") or "LayerNorm" in n or "norm.weight" in n or n.startswith("crf.")
    optimiser = torch.optim.AdamW(
        [
            {"params": [p], "lr": rate, "weight_decay": 0.0 if exempt(name) else 0.01}
            for name, p, rate in named
        ],
        betas=(0.9, 0.999),
        eps=1e-8,
    )
    schedule = get_linear_schedule_with_warmup(optimiser, WARM_UP, STEPS)
    losses, norms, gradients = [], [], {}
    for step in range(STEPS):
        value = loss(batches[step])
        value.backward()
        if step == 0:
            gradients = {name: p.grad.clone() for name, p, _ in named}
        norms.append(torch.nn.utils.clip_grad_norm_([p for _, p, _ in named], 1.0).detach())
        losses.append(value.detach())
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
    return torch.stack(losses), torch.stack(norms), gradients


def both(run):
    """The run in float32, and its losses in float64, which show the effect of rounding."""
    result, exact = run(torch.float32), run(torch.float64)
    result["losses.float64"] = exact["losses"]
    for name in [n for n in result if n.startswith("losses") and n != "losses.float64"]:
        difference = (result[name].double() - exact[name].double()).abs().max().item()
        print(f"  {name}: {result[name][0]:.5f} .. {result[name][-1]:.5f}, float64 differs by {difference:.1e}")
    return result


def initial(**modules):
    return {
        f"{prefix}.{name}": p.detach().clone()
        for prefix, module in modules.items()
        for name, p in module.named_parameters()
    }


def trained(losses, norms, gradients, suffix=""):
    result = {"losses" + suffix: losses, "grad_norm" + suffix: norms}
    return result | {"grad." + name: g for name, g in gradients.items()}


def tiny_linear(dtype):
    folder = MODELS / "tiny-bert"
    batches = Batches(folder)
    result = batches.first()
    weights = torch.tensor(CLASS_WEIGHTS, dtype=dtype)
    for suffix, chosen in {"": None, ".class_weights": weights}.items():
        encoder, head = bert(folder, dtype), classifier(36, dtype)
        if not suffix:
            result |= initial(classifier=head)
        losses, norms, gradients = fit(
            {"": (encoder, ENCODER_RATE), "classifier.": (head, HEAD_RATE)},
            lambda batch: cross_entropy(encoder, head, batch, chosen),
            batches,
        )
        result |= trained(losses, norms, {} if suffix else gradients, suffix)
    return result | {"class_weights": weights}


def tiny_crf(dtype):
    folder = MODELS / "tiny-bert"
    batches, encoder, head = Batches(folder), bert(folder, dtype), classifier(36, dtype)
    crf = randomised(torchcrf.CRF(len(LABELS), batch_first=True), SEED + 1, 0.5).to(dtype)
    result = initial(classifier=head, crf=crf)

    def emissions(batch):
        scores = pad_sequence([head(rows) for rows in words(encoder, batch)], batch_first=True)
        tags = pad_sequence(batch[3], batch_first=True)
        mask = pad_sequence([torch.ones_like(t, dtype=torch.bool) for t in batch[3]], batch_first=True)
        return scores, tags, mask

    with torch.no_grad():
        scores, _, mask = emissions(batches[0])
        best = [torch.tensor(path) for path in crf.decode(scores, mask=mask)]
        result["paths"] = pad_sequence(best, batch_first=True, padding_value=-1)

    def loss(batch):
        scores, tags, mask = emissions(batch)
        return -crf(scores, tags, mask=mask, reduction="token_mean")

    parts = {"": (encoder, ENCODER_RATE), "classifier.": (head, HEAD_RATE), "crf.": (crf, HEAD_RATE)}
    return result | trained(*fit(parts, loss, batches))


def tiny_lora(dtype):
    folder = MODELS / "tiny-bert"
    encoder = bert(folder, dtype)
    encoder.name_or_path = encoder.config._name_or_path = "tiny-bert"
    settings = LoraConfig(
        r=4,
        lora_alpha=8,
        lora_dropout=0.0,
        target_modules=["query", "key", "value", "dense"],
        base_model_name_or_path="tiny-bert",
    )
    adapted = get_peft_model(encoder, settings).to(dtype)
    generator = torch.Generator().manual_seed(SEED + 2)
    with torch.no_grad():
        for name, p in sorted(adapted.named_parameters()):
            if "lora_" in name:
                p.copy_(0.25 * torch.randn(p.shape, generator=generator))
    if dtype == torch.float32:
        shutil.rmtree(OUT / "tiny-lora", ignore_errors=True)
        adapted.save_pretrained(OUT / "tiny-lora", save_embedding_layers=False)
        (OUT / "tiny-lora" / "README.md").unlink()
        file = OUT / "tiny-lora" / "adapter_config.json"
        saved = json.loads(file.read_text())
        saved["target_modules"] = sorted(saved["target_modules"])  # a set: in any order
        file.write_text(json.dumps(saved, indent=2, sort_keys=True) + "\n")
    head = classifier(36, dtype)
    result = initial(classifier=head)
    inputs = load_file(folder / "reference.safetensors")
    names = ("input_ids", "attention_mask", "token_type_ids")
    with torch.no_grad():
        states = adapted(**{n: inputs[n] for n in names}, output_hidden_states=True).hidden_states
    result |= {f"hidden_states.{k}": s for k, s in enumerate(states)}
    loss = lambda batch: cross_entropy(adapted, head, batch, None)
    parts = {"": (adapted, HEAD_RATE), "classifier.": (head, HEAD_RATE)}
    return result | trained(*fit(parts, loss, Batches(folder)))


def tiny_bilstm(dtype):
    folder = MODELS / "tiny-bert"
    encoder, head = bert(folder, dtype).eval().requires_grad_(False), classifier(40, dtype)
    lstm = torch.nn.LSTM(36, 20, bidirectional=True, batch_first=True)
    lstm = randomised(lstm, SEED + 3, 0.25).to(dtype)
    batches, result = Batches(folder), initial(lstm=lstm, classifier=head)

    def logits(batch):
        rows = words(encoder, batch)
        lengths = torch.tensor([len(r) for r in rows])
        padded = pad_sequence(rows, batch_first=True)
        packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(lstm(packed)[0], batch_first=True)
        return head(torch.cat([states[i, :n] for i, n in enumerate(lengths)]))

    with torch.no_grad():
        result["logits"] = logits(batches[0])
    loss = lambda batch: torch.nn.functional.cross_entropy(logits(batch), torch.cat(batch[3]))
    parts = {"lstm.": (lstm, HEAD_RATE), "classifier.": (head, HEAD_RATE)}
    return result | trained(*fit(parts, loss, batches))


def minilm(folder):
    def run(dtype):
        encoder, head = bert(folder, dtype), classifier(384, dtype, scale=0.05)
        batches = Batches(folder)
        result = initial(classifier=head) | batches.first()
        loss = lambda batch: cross_entropy(encoder, head, batch, None)
        parts = {"": (encoder, MINILM_RATE), "classifier.": (head, MINILM_RATE)}
        losses, norms, gradients = fit(parts, loss, batches)
        result |= trained(losses, norms, {})
        return result | {"gradnorm." + n: g.norm().reshape(1) for n, g in gradients.items()}

    return run


def main(minilm_folder):
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()  # no warning about the pooler, which is left out
    runs = {
        "tiny-linear": tiny_linear,
        "tiny-crf": tiny_crf,
        "tiny-lora": tiny_lora,
        "tiny-bilstm": tiny_bilstm,
        "minilm": minilm(minilm_folder),
    }
    for name, run in runs.items():
        print(name)
        tensors = {k: v.contiguous() for k, v in both(run).items()}
        metadata = about(Path(__file__).name, SEED, torch, torchcrf, transformers, tokenizers, peft)
        save_file(tensors, OUT / f"{name}.safetensors", metadata)
    for file in OUT.rglob("*.*"):
        file.chmod(0o644)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
