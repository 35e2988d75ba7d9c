"""Opens an ELMo or a CoVe that Cascade wrote (config.json, model.safetensors) in AllenNLP or PyTorch.

usage: open_recurrent.py ALLENNLP FOLDER REFERENCE

ALLENNLP as for recurrent.py. Prints missing and unexpected names and the greatest difference between the top layer and
the `outputs` of REFERENCE, a file written by recurrent.py; the exit code is 1 if it is above 1e-4 or a name is left over.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file

from recurrent import StandIns, elmo_states, write_elmo


def allen_name(name):
    """AllenNLP's name of an array of Cascade."""
    for pattern, to in (
        (r"^characters\.weight$", "_token_embedder._char_embedding_weights"),
        (r"^convolutions\.(\d+)", r"_token_embedder.char_conv_\1"),
        (r"^highways\.", "_token_embedder._highways._layers."),
        (r"^projection\.", "_token_embedder._projection."),
        (r"^layers\.(\d+)\.(\w+)\.(input|state)\.", r"_elmo_lstm.\2_layer_\1.\3_linearity."),
        (r"^layers\.(\d+)\.(\w+)\.bias", r"_elmo_lstm.\2_layer_\1.state_linearity.bias"),
        (r"^layers\.(\d+)\.(\w+)\.projection\.", r"_elmo_lstm.\2_layer_\1.state_projection."),
    ):
        name = re.sub(pattern, to, name)
    return name


def elmo(folder, options, weights, reference):
    with tempfile.TemporaryDirectory() as place:
        write_elmo(Path(place), options, torch.Generator().manual_seed(0))
        outputs, found = elmo_states(
            Path(place), options, reference["inputs"], {allen_name(k): v for k, v in weights.items()}
        )
    return outputs[-1], found


def cove(config, weights, reference):
    lstm = torch.nn.LSTM(
        config["input_size"], config["hidden_size"], config["num_layers"], bidirectional=True, batch_first=True
    )
    found = lstm.load_state_dict(weights, strict=False)
    packed = torch.nn.utils.rnn.pack_padded_sequence(
        reference["inputs"], reference["lengths"], batch_first=True, enforce_sorted=False
    )
    return torch.nn.utils.rnn.pad_packed_sequence(lstm(packed)[0], batch_first=True)[0], found


def main():
    sys.meta_path.insert(0, StandIns(Path(sys.argv[1])))
    folder, reference = Path(sys.argv[2]), load_file(sys.argv[3])
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    stored = load_file(folder / "model.safetensors")
    prefix = config["model_type"] + "."
    own = {k[len(prefix) :]: v for k, v in stored.items() if k.startswith(prefix)}
    weights = own or stored
    with torch.no_grad():
        if config["model_type"] == "elmo":
            outputs, found = elmo(folder, config["options"], weights, reference)
        else:
            outputs, found = cove(config, weights, reference)
    tokens = torch.arange(outputs.shape[1])[None, :] < reference["lengths"][:, None]
    difference = (outputs - reference["outputs"])[tokens].abs().max().item()
    print(f"missing {found.missing_keys} unexpected {found.unexpected_keys} difference {difference:.1e}")
    sys.exit(bool(found.missing_keys or found.unexpected_keys or not difference <= 1e-4))


if __name__ == "__main__":
    main()
