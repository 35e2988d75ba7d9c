"""Makes random encoders of usual sizes and measures their speed in Python, to compare with `framework/benchmarks/run.sh encoders`.

usage: encoder_speed.py --data DIR --tokenizer FOLDER --models DIR --out FILE [--sizes tiny small base elmo cove] [--rounds N]

Transformers of each family with the attention (sdpa or eager) that transformers chooses, on sorted batches of 64, all with
MiniLM's WordPieces (FOLDER is written by minilm_from_onnx.py) so that all have the same input; ELMo in its small and its
original configuration, as a loop over time steps like AllenNLP's cells, on sorted batches of 64; CoVe over the 10,000 GloVe
vectors of DIR, as torch.nn.LSTM on packed sequences. Cascade is measured on the folders written to --models. Rates are in
WordPieces of the texts, for ELMo and CoVe too, so that they can be compared.
"""

import argparse
import datetime
import gc
import gzip
import json
import os
import platform
import shutil
import sys
import time
from pathlib import Path

import h5py
import numpy
import torch
import transformers
from hf_speed import processor, spread
from safetensors.torch import load_file, save_file
from tiny_bert import MODELS
from tiny_encoders import bert_like, deberta, distil, gpt_like, modern, neo, xlnet
from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

BATCH, SEED, POSITIONS = 64, 17, 512
SENTENCES = {"tiny": 2000, "small": 1000, "base": 200}
SHAPES = {
    "tiny": {"width": 24, "heads": 3, "layers": 2, "inner": 96, "epsilon": 1e-12},
    "small": {"width": 384, "heads": 12, "layers": 6, "inner": 1536, "epsilon": 1e-12},
    "base": {"width": 768, "heads": 12, "layers": 12, "inner": 3072, "epsilon": 1e-12},
}


def modernbert(shape):
    """ModernBERT with two of three layers local, as published."""
    settings = modern(shape, num_hidden_layers=shape["layers"], local_attention=128)
    del settings["pad_token_id"]  # that of the tokenizer here
    return settings


FAMILIES = {
    "bert": bert_like,
    "roberta": bert_like,
    "electra": lambda s: bert_like(s, embedding_size=s["width"]),
    "distilbert": lambda s: distil({**s, "layers": (s["layers"] + 1) // 2}),
    "albert": lambda s: bert_like(s, embedding_size=min(128, s["width"])),
    "mpnet": bert_like,
    "deberta-v2": lambda s: deberta(
        s, position_biased_input=False, share_att_key=True, position_buckets=256, norm_rel_ebd="layer_norm"
    ),
    "xlnet": xlnet,
    "openai-gpt": gpt_like,
    "gpt2": gpt_like,
    "gpt_neo": lambda s: neo(s, [[["global", "local"], s["layers"] // 2]], window_size=256),
    "modernbert": modernbert,
}
FILTERS = [[1, 32], [2, 32], [3, 64], [4, 128], [5, 256], [6, 512], [7, 1024]]
# the configurations that AllenNLP published as small and original
ELMO = {"elmo-small": (1024, 128, 1), "elmo-original": (4096, 512, 2)}


def longer(settings):
    """Positions for whole sentences, under each family's name for them."""
    for key in ("max_position_embeddings", "n_positions"):
        if key in settings:
            settings[key] = POSITIONS + 2
    return settings


def write_transformer(folder, family, shape, words, tokenizer):
    torch.manual_seed(SEED)
    pad = 1 if family in ("roberta", "mpnet") else 0  # their positions start after it
    config = AutoConfig.for_model(family, vocab_size=words, pad_token_id=pad, **longer(FAMILIES[family](shape)))
    shutil.rmtree(folder, ignore_errors=True)
    AutoModel.from_config(config).eval().save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    shutil.copy(tokenizer / "tokenizer.json", folder)


class Transformer:
    def __init__(self, folder, tokenizer):
        self.tokenizer = tokenizer
        self.model = AutoModel.from_pretrained(folder).eval()

    def __call__(self, sentences):
        encoded = self.tokenizer(sentences)["input_ids"]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        states = []
        for start in range(0, len(order), BATCH):
            chosen = [encoded[i] for i in order[start : start + BATCH]]
            batch = self.tokenizer.pad({"input_ids": chosen}, return_tensors="pt")
            found = self.model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
            states.append(found[batch["attention_mask"].bool()])
        return states


def write_elmo(folder, cells, projection, highways):
    """Random weights with the names and the layout of AllenNLP's published files."""
    generator = numpy.random.default_rng(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "lstm": {"use_skip_connections": True, "projection_dim": projection, "cell_clip": 3, "proj_clip": 3, "dim": cells, "n_layers": 2},
        "char_cnn": {
            "activation": "relu", "filters": FILTERS, "n_highway": highways, "embedding": {"dim": 16}, "n_characters": 262,
            "max_characters_per_token": 50,
        },
    }
    (folder / "options.json").write_text(json.dumps(options, indent=2) + "\n")
    outputs = sum(n for _, n in FILTERS)
    with h5py.File(folder / "lm_weights.hdf5", "w", libver="earliest") as file:

        def put(name, *shape):
            scale = 1 / numpy.sqrt(shape[0] if len(shape) == 2 else 16)
            file.create_dataset(name, data=generator.normal(0, scale, shape).astype("f4"))

        put("char_embed", 261, 16)
        for i, (k, n) in enumerate(FILTERS):
            put(f"CNN/W_cnn_{i}", 1, k, 16, n)
            put(f"CNN/b_cnn_{i}", n)
        for i in range(highways):
            for part in ("transform", "carry"):
                put(f"CNN_high_{i}/W_{part}", outputs, outputs)
                put(f"CNN_high_{i}/b_{part}", outputs)
        put("CNN_proj/W_proj", outputs, projection)
        put("CNN_proj/b_proj", projection)
        for direction in range(2):
            for layer in range(2):
                cell = f"RNN_{direction}/RNN/MultiRNNCell/Cell{layer}/LSTMCell/"
                put(cell + "W_0", 2 * projection, 4 * cells)
                put(cell + "B", 4 * cells)
                put(cell + "W_P_0", cells, projection)


class Elmo:
    """ELMo with a loop over time steps that has both matrix products of a step, as in AllenNLP's cells."""

    def __init__(self, folder):
        self.options = json.loads((folder / "options.json").read_text())
        with h5py.File(folder / "lm_weights.hdf5") as file:
            names = []
            file.visit(names.append)
            self.weights = {n: torch.from_numpy(file[n][...]) for n in names if isinstance(file[n], h5py.Dataset)}

    def characters(self, words):
        rows = []
        for word in words:
            body = {"<S>": [256], "</S>": [257]}.get(word) or list(word.encode("utf-8", "ignore")[:48])
            row = [258, *body, 259]
            rows.append(row + [260] * (50 - len(row)))
        return torch.tensor(rows)

    def words(self, rows):
        """(words, projection) of (words, 50) characters."""
        w, cnn = self.weights, self.options["char_cnn"]
        x = torch.nn.functional.embedding(rows, w["char_embed"]).transpose(1, 2)
        act = {"relu": torch.relu, "tanh": torch.tanh}[cnn["activation"]]
        parts = []
        for i in range(len(cnn["filters"])):
            kernel = w[f"CNN/W_cnn_{i}"][0].permute(2, 1, 0)
            parts.append(act(torch.nn.functional.conv1d(x, kernel, w[f"CNN/b_cnn_{i}"]).max(2).values))
        x = torch.cat(parts, 1)
        for i in range(cnn["n_highway"]):
            gate = torch.sigmoid(x @ w[f"CNN_high_{i}/W_carry"] + w[f"CNN_high_{i}/b_carry"])
            x = gate * torch.relu(x @ w[f"CNN_high_{i}/W_transform"] + w[f"CNN_high_{i}/b_transform"]) + (1 - gate) * x
        return x @ w["CNN_proj/W_proj"] + w["CNN_proj/b_proj"]

    def cell(self, x, direction, layer):
        """(batch, steps, projection) of the same shape, step by step."""
        lstm, name = self.options["lstm"], f"RNN_{direction}/RNN/MultiRNNCell/Cell{layer}/LSTMCell/"
        both, bias, down = (self.weights[name + part] for part in ("W_0", "B", "W_P_0"))
        into, back = both[: x.shape[2]], both[x.shape[2] :]
        state, memory, outputs = x.new_zeros(len(x), down.shape[1]), x.new_zeros(len(x), down.shape[0]), []
        for step in range(x.shape[1]):
            gates = x[:, step] @ into + (state @ back + bias)
            new, cell, forget, out = gates.chunk(4, 1)  # TensorFlow's order
            memory = torch.sigmoid(new) * torch.tanh(cell) + torch.sigmoid(forget + 1) * memory
            memory = memory.clamp(-lstm["cell_clip"], lstm["cell_clip"])
            state = ((torch.sigmoid(out) * torch.tanh(memory)) @ down).clamp(-lstm["proj_clip"], lstm["proj_clip"])
            outputs.append(state)
        return torch.stack(outputs, 1)

    def layers(self, sentences):
        """All layers, (batch, longest, 2 projection), without the marks of begin and end."""
        marked = [["<S>", *words, "</S>"] for words in sentences]
        longest = max(map(len, marked))
        ids = torch.full((len(marked), longest, 50), 260)
        for row, words in enumerate(marked):
            ids[row, : len(words)] = self.characters(words)
        x = self.words(ids.view(-1, 50)).view(len(marked), longest, -1)
        lengths = torch.tensor([len(words) for words in marked])[:, None]
        places = torch.arange(longest)[None]
        turned = torch.where(places < lengths, lengths - 1 - places, places)[..., None]
        flip = lambda y: y.gather(1, turned.expand(-1, -1, y.shape[2]))
        found, ways = [torch.cat([x, x], 2)], [x, flip(x)]
        for layer in range(self.options["lstm"]["n_layers"]):
            outputs = [self.cell(way, direction, layer) for direction, way in enumerate(ways)]
            if layer and self.options["lstm"]["use_skip_connections"]:
                outputs = [output + way for output, way in zip(outputs, ways)]
            ways = outputs
            found.append(torch.cat([ways[0], flip(ways[1])], 2))
        return [layer[:, 1:-1] for layer in found]

    def __call__(self, sentences):
        words = sorted((sentence.split() for sentence in sentences), key=len)
        return [self.layers(words[start : start + BATCH])[-1] for start in range(0, len(words), BATCH)]

    @staticmethod
    def check():
        """Checks that the network above gives the states of the reference files made by AllenNLP's code."""
        for name in ("tiny-elmo", "tiny-elmo-odd", "tiny-elmo-plain"):
            expected = load_file(MODELS / name / "reference.safetensors")
            tokens = json.loads((MODELS / name / "tokens.json").read_text())
            found = Elmo(MODELS / name).layers(tokens)[-1]
            for row, length in enumerate(expected["lengths"].tolist()):
                difference = (found[row, :length] - expected["outputs"][row, :length]).abs().max().item()
                if difference > 1e-5:
                    raise SystemExit(f"{name}, sentence {row}: {difference} from the reference")


def write_cove(folder):
    """A random LSTM like the published one, but over word vectors of width 100, which are available."""
    torch.manual_seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    lstm = torch.nn.LSTM(100, 300, 2, bidirectional=True)
    save_file({name: value.detach() for name, value in lstm.named_parameters()}, folder / "model.safetensors")


class Cove:
    """[GloVe; CoVe] by torch.nn.LSTM on packed sequences, as in McCann et al."""

    def __init__(self, folder, glove):
        weights = load_file(folder / "model.safetensors")
        self.lstm = torch.nn.LSTM(100, 300, 2, bidirectional=True, batch_first=True).eval()
        self.lstm.load_state_dict(weights)
        with gzip.open(glove, "rt", encoding="utf-8") as file:
            cells = [line.rstrip("\n").split(" ") for line in file]
        self.rows = {row[0]: i for i, row in enumerate(cells, 1)}
        self.table = torch.tensor([[0.0] * 100] + [[float(x) for x in row[1:]] for row in cells])

    def __call__(self, sentences):
        ids = sorted(([self.rows.get(word, 0) for word in s.split()] for s in sentences), key=len, reverse=True)
        found = []
        for start in range(0, len(ids), BATCH):
            chosen = ids[start : start + BATCH]
            lengths = [len(one) for one in chosen]
            x = self.table[torch.tensor([one + [0] * (lengths[0] - len(one)) for one in chosen])]
            packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
            states = torch.nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)[0]
            found.append(torch.cat([x, states], 2))
        return found


def measure(name, model, sentences, wordpieces, rounds):
    rates = []
    for number in range(rounds + 1):
        gc.collect()
        start = time.perf_counter()
        with torch.inference_mode():
            model(sentences)
        seconds = time.perf_counter() - start
        print(f"round {number} {name}: {seconds:.2f} s", file=sys.stderr, flush=True)
        if number:
            rates.append(wordpieces / seconds)
    return {"name": name, "wordpieces_per_second": spread(rates)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the folder that minilm_from_onnx.py makes")
    parser.add_argument("--models", type=Path, required=True, help="where the encoders go, some 6 GB; those there are kept")
    parser.add_argument("--out", type=Path, required=True, help="JSON file; sizes that are not measured now are kept in it")
    parser.add_argument("--sizes", nargs="+", choices=[*SHAPES, "elmo", "cove"], default=[*SHAPES, "elmo", "cove"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    load = os.getloadavg()[0]
    torch.set_num_threads(args.threads)
    transformers.logging.set_verbosity_error()
    Elmo.check()
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(args.tokenizer / "tokenizer.json"), pad_token="[PAD]")
    lines = (args.data / "ud-english-ewt/en_ewt-ud-train.conllu").read_text("utf-8").split("\n")
    texts = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    record = json.loads(args.out.read_text()) if args.out.exists() else {}
    record |= {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "cpu": processor(),
        "threads": args.threads,
        "load_before": round(load, 1),
        "seed": SEED,
        "omp_wait_policy": os.environ.get("OMP_WAIT_POLICY"),
        "gomp_spincount": os.environ.get("GOMP_SPINCOUNT"),
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "transformers": transformers.__version__},
    }
    for size in args.sizes:
        sentences = texts[: SENTENCES[{"elmo": "base", "cove": "small"}.get(size, size)]]
        wordpieces = sum(map(len, tokenizer(sentences)["input_ids"]))
        rows = []
        for name in {"elmo": ELMO, "cove": ["cove"]}.get(size, FAMILIES):
            folder = args.models / (f"{name}-{size}" if size in SHAPES else name)
            if size == "elmo":
                if not (folder / "options.json").exists():
                    write_elmo(folder, *ELMO[name])
                model = Elmo(folder)
            elif size == "cove":
                write_cove(folder)
                model = Cove(folder, args.data / "glove-6b-100d-top10k/glove.6B.100d.top10k.txt.gz")
            else:
                if not (folder / "tokenizer.json").exists():
                    write_transformer(folder, name, SHAPES[size], len(tokenizer), args.tokenizer)
                model = Transformer(folder, tokenizer)
            rows.append(measure(folder.name, model, sentences, wordpieces, args.rounds))
            del model
        record[f"encoders-{size}"] = {"sentences": len(sentences), "wordpieces": wordpieces, "rounds": args.rounds, "rows": rows}
        args.out.write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
