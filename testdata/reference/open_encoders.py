"""Opens folders that `cascade import encoder` wrote from tiny models and compares their states with those of the models.

usage: open_encoders.py FOLDER...      (each named like the model in ../models that it was imported from)
The exit code is 1 if a key is missing (a pooler and XLNet's mask_emb may be) or unexpected, or a state differs by more than 1e-6.
"""

import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file
from transformers import AutoModel

from tiny_bert import MODELS

MAY_MISS = ("pooler", "mask_emb")


def check(folder):
    model, report = AutoModel.from_pretrained(folder, output_loading_info=True, attn_implementation="eager")
    missing = [key for key in report["missing_keys"] if not key.startswith(MAY_MISS)]
    wrong = [*missing, *report["unexpected_keys"], *report["mismatched_keys"]]
    reference = load_file(MODELS / folder.name / "reference.safetensors")
    inputs = {k: reference[k] for k in ("input_ids", "attention_mask", "token_type_ids") if k in reference}
    source = AutoModel.from_pretrained(MODELS / folder.name, attn_implementation="eager")
    with torch.no_grad():
        states, expected = (m.eval()(**inputs, output_hidden_states=True).hidden_states for m in (model, source))
    mask = inputs["attention_mask"].bool()
    most = max((a - b)[mask].abs().max().item() for a, b in zip(states, expected, strict=True))
    print(f"{folder.name}: {type(model).__name__}, wrong keys {wrong}, states differ by {most:.1e}")
    return not wrong and most <= 1e-6


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    print("transformers", transformers.__version__, "torch", torch.__version__)
    sys.exit(0 if all([check(Path(folder)) for folder in sys.argv[1:]]) else 1)
