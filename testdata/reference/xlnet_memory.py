"""Writes xlnet_memory.safetensors: hidden states of texts longer than a segment, computed segment by segment by transformers with tiny-xlnet.

usage: xlnet_memory.py            (the files are relative to this one)

A segment is SIZE subwords of the text, fewer in the last one, followed by <sep> and <cls> (here 3 and 2), the latter with a
separate token type. `mems` are passed from call to call; mem_len is the number of states kept for each layer, and
reuse_len = SIZE leaves the special tokens out of them, as in pretraining.

Arrays: `input_ids` of the text; for each memory N: `N.hidden_states.K` (subwords of the text, width) and `N.cls`
(segments, layers + 1, width); for TRAINED: `grad.NAME`, of the sum of sin(index) times the last states of
the text. `far.hidden_states.K`: the states of the last subwords of a text of FAR subwords, whose i-th id is
5 + 2 * (7 * i mod 26) and whose last segment follows one of 1022 subwords.
"""

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tiny_bert import HERE, MODELS, about
from transformers import XLNetModel

SEED = 70
SIZE, LENGTH = 14, 47
MEMORIES = (5, 20)  # shorter than a segment, and longer
TRAINED = 20
GRADIENTS = ("layer.0.rel_attn.k", "layer.1.rel_attn.v")
FAR, FAR_SIZE, FAR_MEMORY, FAR_KEPT = 1400, 1022, 1000, 6
SEP, CLS = 3, 2


def read(model, ids, size, memory):
    """The hidden states of each segment: layers + 1 arrays (subwords with special tokens, width)."""
    model.mem_len, model.reuse_len = memory, size
    mems, found = None, []
    for part in ids.split(size):
        sequence = torch.cat([part, torch.tensor([SEP, CLS])])[None]
        types = torch.zeros_like(sequence)
        types[0, -1] = 2
        output = model(sequence, token_type_ids=types, mems=mems, use_mems=True, output_hidden_states=True)
        mems = output.mems
        found.append([states[0] for states in output.hidden_states])
    return found


def of_text(segments):
    return [torch.cat([s[k][:-2] for s in segments]) for k in range(len(segments[0]))]


def main():
    torch.set_num_threads(1)
    model = XLNetModel.from_pretrained(MODELS / "tiny-xlnet").eval()
    generator = torch.Generator().manual_seed(SEED)
    ids = 5 + 2 * torch.randint(0, 26, (LENGTH,), generator=generator)
    tensors = {"input_ids": ids}
    for memory in MEMORIES:
        segments = read(model, ids, SIZE, memory)
        tensors |= {f"{memory}.hidden_states.{k}": s for k, s in enumerate(of_text(segments)) if k}
        tensors[f"{memory}.cls"] = torch.stack([torch.stack([states[-1] for states in s]) for s in segments])
        if memory == TRAINED:
            last = of_text(segments)[-1]
            (last * torch.sin(torch.arange(last.numel())).reshape(last.shape)).sum().backward()
            tensors |= {f"grad.{n}": p.grad for n, p in model.named_parameters() if n in GRADIENTS}
    far = 5 + 2 * (7 * torch.arange(FAR) % 26)
    with torch.no_grad():
        for k, states in enumerate(of_text(read(model, far, FAR_SIZE, FAR_MEMORY))):
            if k:
                tensors[f"far.hidden_states.{k}"] = states[-FAR_KEPT:]
    tensors = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    save_file(tensors, HERE / "xlnet_memory.safetensors", about("xlnet_memory.py", SEED, torch, transformers, tokenizers))
    (HERE / "xlnet_memory.safetensors").chmod(0o644)


if __name__ == "__main__":
    main()
