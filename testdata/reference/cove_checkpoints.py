"""Writes ../models/tiny-cove as PyTorch files, like the published CoVe, with the same numbers as model.safetensors.

usage: cove_checkpoints.py

wmtlstm-legacy.pth  the state of nn.LSTM in the format before PyTorch 1.6, as McCann et al. published theirs in 2017
mtlstm.pt           the state of a module with the LSTM as `rnn`, like their MTLSTM, in the current zip format
"""

from pathlib import Path

import torch
from safetensors.torch import load_file

FOLDER = Path(__file__).resolve().parent.parent / "models" / "tiny-cove"


class Mtlstm(torch.nn.Module):
    def __init__(self, width, hidden, layers):
        super().__init__()
        self.rnn = torch.nn.LSTM(width, hidden, layers, bidirectional=True, batch_first=True)


def main():
    weights = load_file(FOLDER / "model.safetensors")
    rows, width = weights["weight_ih_l0"].shape
    module = Mtlstm(width, rows // 4, 2)
    module.rnn.load_state_dict(weights)
    torch.save(module.rnn.state_dict(), FOLDER / "wmtlstm-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(module.state_dict(), FOLDER / "mtlstm.pt")


if __name__ == "__main__":
    main()
