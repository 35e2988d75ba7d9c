"""Vectors of sentences by the published encoders: transformers on the raw text.

usage: sentence_vectors.py --data DATA --models FOLDER [--out FILE] [--slice FILE] [--threads N]

DATA is the folder of the corpora. FOLDER contains all-minilm-l6-v2, bge-small-en-v1.5 and bge-small-zh-v1.5 as written by `cascade
import encoder`; this script makes the tiny byte-level model (seed 80), at ../models/tiny-byte-level. Writes for each model and
corpus MODEL.CORPUS (sentences, width), float32, normalised to length 1, for the first 2,000 sentences of UD-EWT (train) and the
distinct sentences of STS-B (train, dev, test). --slice writes 24 of each in float16, up to 16 of them with words that treebank tokens divide.
"""

import argparse
import csv
import json
import re
from pathlib import Path

import numpy as np
import safetensors.numpy
import tokenizers
import torch
import transformers
from transformers import AutoModel, AutoTokenizer, RobertaConfig, RobertaModel, RobertaTokenizer

HERE = Path(__file__).parent
TINY = HERE.parent / "models" / "tiny-byte-level"
POOLED = {
    "tiny-byte-level": "mean",
    "bge-small-zh-v1.5": "cls",
    "all-minilm-l6-v2": "mean",
    "bge-small-en-v1.5": "cls",
}
DIVIDED = re.compile(r"n't\b|\d[A-Za-z]|[A-Za-z]\.[A-Za-z]|cannot|gonna", re.IGNORECASE)


def sentences(data):
    lines = (data / "ud-english-ewt" / "en_ewt-ud-train.conllu").read_text(encoding="utf-8").split("\n")
    ewt = [line[len("# text = ") :].strip() for line in lines if line.startswith("# text = ")][:2000]
    stsb = []
    for split in ("train", "dev", "test"):
        with open(data / "stsb-multi-mt" / f"stsb-en-{split}.csv", encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                stsb += [row[0].strip(), row[1].strip()]
    return {"ewt": ewt, "stsb": list(dict.fromkeys(stsb))}


def make_tiny():
    source = HERE.parent / "models" / "tokenizers" / "roberta"
    tokenizer = RobertaTokenizer.from_pretrained(source)
    torch.manual_seed(80)
    config = RobertaConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
        max_position_embeddings=1026, type_vocab_size=1, initializer_range=0.3)
    model = RobertaModel(config, add_pooling_layer=False).eval()
    model.save_pretrained(TINY)
    tokenizer.save_pretrained(TINY)


def vectors(folder, pooled, texts):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    backend = tokenizer.backend_tokenizer
    backend.no_truncation()
    backend.no_padding()
    encoded = [e.ids for e in backend.encode_batch(texts)]
    longest = max(len(ids) for ids in encoded)
    print(Path(folder).name, len(texts), "texts, the longest of", longest, "subwords", flush=True)
    assert longest <= (1024 if "tiny" in str(folder) else 512)
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
    found = np.zeros((len(texts), model.config.hidden_size), np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            width = max(len(encoded[i]) for i in batch)
            ids = torch.full((len(batch), width), tokenizer.pad_token_id)
            mask = torch.zeros((len(batch), width), dtype=torch.long)
            for row, i in enumerate(batch):
                ids[row, : len(encoded[i])] = torch.tensor(encoded[i])
                mask[row, : len(encoded[i])] = 1
            states = model(input_ids=ids, attention_mask=mask).last_hidden_state
            if pooled == "mean":
                rows = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            else:
                rows = states[:, 0]
            found[batch] = (rows / rows.norm(dim=1, keepdim=True)).numpy()
    return found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--models", type=Path, required=True)
    options.add_argument("--out", type=Path)
    options.add_argument("--slice", type=Path)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(chosen.threads)
    make_tiny()
    texts = sentences(chosen.data)
    about = {
        "script": "sentence_vectors.py", "seed": 80, "torch": torch.__version__, "transformers": transformers.__version__,
        "tokenizers": tokenizers.__version__,
    }
    metadata = {"about": json.dumps(about)}
    for file in filter(None, (chosen.slice, chosen.out)):
        # an interrupted run over all sentences is continued
        found = safetensors.numpy.load_file(file) if file == chosen.out and file.exists() else {}
        for corpus, lines in texts.items():
            picked = some(lines) if file == chosen.slice else list(range(len(lines)))
            found[corpus + ".lines"] = np.array(picked, np.float32)
            for name, pooled in POOLED.items():
                key = f"{name}.{corpus}"
                if key not in found:
                    folder = TINY if name.startswith("tiny") else chosen.models / name
                    made = vectors(folder, pooled, [lines[i] for i in picked])
                    found[key] = made.astype(np.float16) if file == chosen.slice else made
                    safetensors.numpy.save_file(found, file, metadata)


def some(lines):
    divided = [i for i, line in enumerate(lines) if DIVIDED.search(line)][:16]
    rest = [i for i in range(0, len(lines), len(lines) // 40) if i not in divided]
    return sorted(divided + rest[: 24 - len(divided)])


main()
