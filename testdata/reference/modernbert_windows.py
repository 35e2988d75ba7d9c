"""Writes modernbert_windows.safetensors: hidden states of texts longer than the reading window, computed window by window by transformers with tiny ModernBERTs.

usage: modernbert_windows.py            (the files are relative to this one)

A window is [CLS] (here 2), subwords of the text and [SEP] (3). Neighbours share at least the overlap; all windows have the same length, so that the last one may share more. The
states of a subword are those of the window in which it is farther from an edge: each window keeps half of what it shares, the later one the middle of an odd number.

Arrays for each model: `NAME.input_ids` of the text; `NAME.window`, the length of a window with its special tokens, and the overlap; `NAME.windows`, begin and end in the text and
begin and end of the part whose states are kept; `NAME.hidden_states.K` (subwords of the text, width) after layer K, of the last layer after the final normalisation.
"""

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tiny_bert import HERE, MODELS, about
from transformers import AutoModel

SEED = 75
CLS, SEP = 2, 3
LAYERS = (2, 4)
# subwords of the text, of a window and of the overlap; the last model's local layers are read by blocks
TEXTS = {
    "tiny-modernbert": (75, 20, 6),
    "tiny-modernbert-odd": (50, 17, 5),
    "tiny-modernbert-long": (301, 180, 40),
}


def cut(length, size, overlap):
    """Begin, end, and begin and end of the kept part of each window."""
    begins = list(range(0, length - size, size - overlap)) + [length - size]
    middles = [(left + size + right) // 2 for left, right in zip(begins, begins[1:])]
    return [(b, b + size, own, end) for b, own, end in zip(begins, [0, *middles], [*middles, length])]


def main():
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(SEED)
    tensors = {}
    for name, (length, window, overlap) in TEXTS.items():
        model = AutoModel.from_pretrained(MODELS / name, attn_implementation="eager").eval()
        ids = 5 + 2 * torch.randint(0, 26, (length,), generator=generator)
        windows = cut(length, window - 2, overlap)
        states = {k: [] for k in LAYERS}
        for begin, end, own, own_end in windows:
            row = torch.cat([torch.tensor([CLS]), ids[begin:end], torch.tensor([SEP])])[None]
            with torch.no_grad():
                found = model(row, output_hidden_states=True)
            layers = [*found.hidden_states[:-1], found.last_hidden_state]
            for k in LAYERS:
                states[k].append(layers[k][0, 1 + own - begin : 1 + own_end - begin])
        tensors[f"{name}.input_ids"] = ids
        tensors[f"{name}.window"] = torch.tensor([window, overlap])
        tensors[f"{name}.windows"] = torch.tensor(windows)
        tensors |= {f"{name}.hidden_states.{k}": torch.cat(parts).contiguous() for k, parts in states.items()}
        print(name, windows)
    file = HERE / "modernbert_windows.safetensors"
    save_file(tensors, file, about("modernbert_windows.py", SEED, torch, transformers, tokenizers))
    file.chmod(0o644)


if __name__ == "__main__":
    main()
