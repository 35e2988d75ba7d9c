"""Writes the tiny random ELMos and CoVes below ../models and what AllenNLP and PyTorch compute with them.

usage: recurrent.py ALLENNLP      (the folder of the wheel of allennlp 2.10.1, unzipped, not installed)

The smallest possible ELMo is written to the seeds of the reader's fuzz test.

Only the files of AllenNLP that ELMo needs are run; all other modules that they import are replaced by empty ones.
"""

import importlib.abc
import importlib.machinery
import json
import platform
import shutil
import sys
import tempfile
import types
from pathlib import Path

import h5py
import numpy
import torch
from safetensors.torch import save_file

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models"
SEED = 30
TOKENS = [
    ["The", "cat", "sat", "on", "the", "mat", "."],
    ["Ja"],
    ["Zürich", "😀", "naïve-approach", "日本語", "a" * 60, "x" * 48, "the"],
    ["London", ",", "Paris", "and", "<S>", "the", "cat", "is", "\u00e9", "e\u0301", "don't"],
]

# name -> options; odd widths, several filters, every activation, with and without skips and clips
ELMO = {
    "tiny-elmo": {
        "lstm": {"use_skip_connections": True, "projection_dim": 6, "cell_clip": 3, "proj_clip": 3, "dim": 10, "n_layers": 2},
        "char_cnn": {
            "activation": "relu", "filters": [[1, 4], [2, 5], [3, 7]], "n_highway": 1, "embedding": {"dim": 5},
            "n_characters": 262, "max_characters_per_token": 50,
        },
    },
    "tiny-elmo-odd": {
        "lstm": {"use_skip_connections": True, "projection_dim": 7, "cell_clip": 0.4, "proj_clip": 0.25, "dim": 9, "n_layers": 3},
        "char_cnn": {
            "activation": "tanh", "filters": [[2, 3], [7, 8]], "n_highway": 3, "embedding": {"dim": 3},
            "n_characters": 261, "max_characters_per_token": 50,
        },
    },
    "tiny-elmo-plain": {
        "lstm": {"use_skip_connections": False, "projection_dim": 5, "cell_clip": 0.5, "proj_clip": 3, "dim": 11, "n_layers": 2},
        "char_cnn": {
            "activation": "relu", "filters": [[1, 3], [5, 6], [6, 4], [2, 2]], "n_highway": 2, "embedding": {"dim": 4},
            "n_characters": 262, "max_characters_per_token": 50,
        },
    },
}

FUZZED = HERE.parents[1] / "plugins/recurrent-embeddings/src/test/resources/org/cascadenlp/recurrent/elmo/ElmoFuzzTestInputs"
SMALLEST = {
    "lstm": {"use_skip_connections": True, "projection_dim": 1, "cell_clip": 3, "proj_clip": 3, "dim": 1, "n_layers": 1},
    "char_cnn": {
        "activation": "relu", "filters": [[1, 1]], "n_highway": 1, "embedding": {"dim": 1},
        "n_characters": 262, "max_characters_per_token": 50,
    },
}

# name -> (input, hidden, layers, prefix of the names)
COVE = {"tiny-cove": (7, 5, 2, ""), "tiny-cove-odd": (100, 9, 1, "rnn."), "tiny-cove-deep": (6, 3, 3, "module.rnn.")}
LENGTHS = [4, 1, 9, 6, 2]


class StandIn:
    """Replaces the base class and registry of AllenNLP's files, which they do not need here."""

    @classmethod
    def register(cls, *args, **kwargs):
        return lambda registered: registered


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Empty modules for all imports of allennlp that ELMo does not need."""

    real = {
        "allennlp.modules.elmo", "allennlp.modules.elmo_lstm", "allennlp.modules.encoder_base",
        "allennlp.modules.highway", "allennlp.modules.scalar_mix", "allennlp.modules.lstm_cell_with_projection",
        "allennlp.nn.util", "allennlp.nn.initializers", "allennlp.data.token_indexers.elmo_indexer",
    }

    def __init__(self, folder):
        self.folder = folder

    def find_spec(self, name, path=None, target=None):
        if not name.startswith("allennlp"):
            return None
        if name in self.real:
            file = self.folder / (name.replace(".", "/") + ".py")
            return importlib.util.spec_from_file_location(name, file)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = []
        module.__getattr__ = self.attribute
        return module

    @staticmethod
    def attribute(name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "cached_path":
            return lambda path: path
        return StandIn

    def exec_module(self, module):
        pass


def about(script, seed, **versions):
    found = {"torch": torch.__version__, "h5py": h5py.__version__} | versions
    return {"about": json.dumps({"script": script, "seed": seed, "python": platform.python_version(), **found})}


def normal(generator, *shape, scale=0.5):
    return (scale * torch.randn(*shape, generator=generator)).numpy()


def write_elmo(folder, options, generator):
    """Random weights with TensorFlow's names and layout, as published by AllenNLP."""
    cnn, lstm = options["char_cnn"], options["lstm"]
    width, filters = cnn["embedding"]["dim"], cnn["filters"]
    outputs, projection, cells = sum(n for _, n in filters), lstm["projection_dim"], lstm["dim"]
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "options.json", "w", encoding="utf-8") as out:
        json.dump(options, out, indent=2)
        out.write("\n")
    with h5py.File(folder / "lm_weights.hdf5", "w", libver="earliest") as file:

        def put(name, *shape):
            file.create_dataset(name, data=normal(generator, *shape), track_times=False)

        put("char_embed", 261, width)
        for i, (k, n) in enumerate(filters):
            put(f"CNN/W_cnn_{i}", 1, k, width, n)
            put(f"CNN/b_cnn_{i}", n)
        for i in range(cnn["n_highway"]):
            for part in ("transform", "carry"):
                put(f"CNN_high_{i}/W_{part}", outputs, outputs)
                put(f"CNN_high_{i}/b_{part}", outputs)
        put("CNN_proj/W_proj", outputs, projection)
        put("CNN_proj/b_proj", projection)
        for direction in range(2):
            for layer in range(lstm["n_layers"]):
                cell = f"RNN_{direction}/RNN/MultiRNNCell/Cell{layer}/LSTMCell/"
                put(cell + "W_0", 2 * projection, 4 * cells)
                put(cell + "B", 4 * cells)
                put(cell + "W_P_0", cells, projection)


def seeds(generator):
    with tempfile.TemporaryDirectory() as temporary:
        write_elmo(Path(temporary), SMALLEST, generator)
        for method, name in (("weights", "lm_weights.hdf5"), ("options", "options.json")):
            (FUZZED / method).mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(temporary) / name, FUZZED / method / name)


def elmo_states(folder, options, ids, weights=None):
    """All layers (tokens without marks) and the network or, with other weights, the result of loading them.

    The layers are AllenNLP's; without skips its cells are stacked by hand.
    """
    from allennlp.modules.elmo import _ElmoBiLm
    from allennlp.nn.util import remove_sentence_boundaries

    skips = options["lstm"]["use_skip_connections"]
    file = folder / "options.json"
    if not skips:  # AllenNLP refuses such options, so its check is bypassed and its addition is undone below
        file = folder / "with_skips.json"
        file.write_text(json.dumps({**options, "lstm": {**options["lstm"], "use_skip_connections": True}}))
    network = _ElmoBiLm(str(file), str(folder / "lm_weights.hdf5"), requires_grad=True)
    if not skips:
        file.unlink()
    loaded = network.load_state_dict(weights, strict=False) if weights else network
    network._elmo_lstm.stateful = False
    network._elmo_lstm._update_states = lambda *args: None
    if skips:
        found = network(ids)
        states, mask = found["activations"], found["mask"]
    else:
        embedded = network._token_embedder(ids)
        words, mask = embedded["token_embedding"], embedded["mask"]
        lengths = mask.sum(1)
        order = torch.argsort(lengths, descending=True, stable=True)
        back = torch.argsort(order)
        states = [torch.cat([words, words], -1)]
        both = [words[order], words[order]]
        for forward, backward in zip(network._elmo_lstm.forward_layers, network._elmo_lstm.backward_layers):
            both = [cell(x, lengths[order].tolist())[0] for cell, x in zip((forward, backward), both)]
            states.append(torch.cat(both, -1)[back])
    return [remove_sentence_boundaries(s, mask)[0] for s in states], loaded


def elmo(name, options, generator):
    from allennlp.data.token_indexers.elmo_indexer import ELMoCharacterMapper

    folder = MODELS / name
    write_elmo(folder, options, generator)
    mapper = ELMoCharacterMapper()
    longest = max(len(tokens) for tokens in TOKENS)
    ids = torch.zeros(len(TOKENS), longest, 50, dtype=torch.long)
    for b, tokens in enumerate(TOKENS):
        for t, token in enumerate(tokens):
            ids[b, t] = torch.tensor(mapper.convert_word_to_char_ids(token))
    states, network = elmo_states(folder, options, ids)
    tensors = {"inputs": ids, "lengths": torch.tensor([len(tokens) for tokens in TOKENS]), "outputs": states[-1]}
    tensors |= {f"hidden_states.{k}": state for k, state in enumerate(states)}
    # the gradient of sum(weight * state) over all layers, as AllenNLP's parameters have it
    weight = torch.from_numpy(normal(generator, len(states), *states[0].shape, scale=1.0))
    mask = (torch.arange(longest)[None, :] < tensors["lengths"][:, None])[None, :, :, None]
    (torch.stack(states) * weight * mask).sum().backward()
    tensors["grad_weight"] = weight
    for key, parameter in network.named_parameters():
        tensors["grad." + key] = parameter.grad
    save(folder, tensors)
    (folder / "tokens.json").write_text(json.dumps(TOKENS) + "\n")


def cove(name, shape, generator):
    width, hidden, layers, prefix = shape
    folder = MODELS / name
    folder.mkdir(parents=True, exist_ok=True)
    lstm = torch.nn.LSTM(width, hidden, layers, bidirectional=True, batch_first=True)
    for parameter in lstm.parameters():
        parameter.data = torch.from_numpy(normal(generator, *parameter.shape))
    weights = {prefix + key: value.clone() for key, value in lstm.state_dict().items()}
    save_file(weights, folder / "model.safetensors", about("recurrent.py", SEED))
    inputs = torch.from_numpy(normal(generator, len(LENGTHS), max(LENGTHS), width, scale=1.0))
    packed = torch.nn.utils.rnn.pack_padded_sequence(inputs, LENGTHS, batch_first=True, enforce_sorted=False)
    outputs, _ = torch.nn.utils.rnn.pad_packed_sequence(lstm(packed)[0], batch_first=True)
    weight = torch.from_numpy(normal(generator, *outputs.shape, scale=1.0))
    (outputs * weight).sum().backward()
    tensors = {"inputs": inputs, "lengths": torch.tensor(LENGTHS), "outputs": outputs, "grad_weight": weight}
    tensors |= {"grad." + key: parameter.grad for key, parameter in lstm.named_parameters()}
    save(folder, tensors)


def save(folder, tensors):
    tensors = {key: value.detach().clone().contiguous() for key, value in tensors.items()}
    save_file(tensors, folder / "reference.safetensors", about("recurrent.py", SEED, allennlp="2.10.1"))


def main():
    sys.meta_path.insert(0, StandIns(Path(sys.argv[1])))
    generator = torch.Generator().manual_seed(SEED)
    for name, options in ELMO.items():
        elmo(name, options, generator)
    for name, shape in COVE.items():
        cove(name, shape, generator)
    seeds(torch.Generator().manual_seed(SEED))


if __name__ == "__main__":
    main()
