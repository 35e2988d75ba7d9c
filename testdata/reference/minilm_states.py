"""Writes verify/all-minilm-l6-v2.safetensors: MiniLM's hidden states as transformers computes them.

usage: minilm_states.py MINILM    (the folder that minilm_from_onnx.py wrote)

MINILM has no pooler, so `pooler_output` is an array of zeros: a reader must report that it is not
compared. The second row is padded on the right, the third on the left; states at padded positions are NaN,
as they must not be compared either.
"""

import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer

TEXTS = ["Unbelievably, naïve letters!", "2,024 yes", "new york"]


def main(folder):
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    rows = tokenizer.encode_batch(TEXTS)
    pad = sum(1 - m for m in rows[2].attention_mask)
    left = lambda row: row[len(row) - pad :] + row[: len(row) - pad]
    inputs = {
        "input_ids": torch.tensor([r.ids for r in rows[:2]] + [left(rows[2].ids)]),
        "attention_mask": torch.tensor(
            [r.attention_mask for r in rows[:2]] + [left(rows[2].attention_mask)]
        ),
    }
    model = transformers.BertModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation="eager"
    ).eval()
    with torch.no_grad():
        states = model(**inputs, output_hidden_states=True).hidden_states
    arrays = dict(inputs)
    for k, state in enumerate(states):
        padded = inputs["attention_mask"].unsqueeze(-1) == 0
        arrays[f"hidden_states.{k}"] = state.masked_fill(padded, float("nan")).contiguous()
    arrays["pooler_output"] = torch.zeros(len(TEXTS), states[0].shape[-1])
    about = f"minilm_states.py, torch {torch.__version__}, transformers {transformers.__version__}"
    out = Path(__file__).parent / "verify" / "all-minilm-l6-v2.safetensors"
    save_file(arrays, str(out), metadata={"format": "pt", "about": about})
    print(out, out.stat().st_size)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
