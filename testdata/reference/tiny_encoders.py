"""Writes tiny random encoders of many families in ../models and the states that transformers computes with them.

usage: tiny_encoders.py [NAME...]            (the folders are relative to this file)

Every parameter is random, biases and norms too, so that a missing or swapped one is detected. The folders have no
tokenizer: inputs are batches of random ids of several lengths, one of them 1, padded on the right. Of many layers only some states are kept.

The Ettin models have the layers, rotary bases and ratio of the inner width of the published sizes, and their heads but for the two largest; their config.json has the spelling of
transformers 4.
"""

import json
import shutil
import sys
import zlib

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModel

from tiny_bert import MODELS, about

SEED = 40
WORDS = 97
# widths that are not multiples of 16, numbers of heads that are not powers of two
SHAPES = [
    {"width": 24, "heads": 3, "layers": 2, "inner": 34, "epsilon": 1e-12},
    {"width": 40, "heads": 5, "layers": 3, "inner": 44, "epsilon": 1e-5},
    {"width": 28, "heads": 7, "layers": 2, "inner": 56, "epsilon": 1e-6},
    {"width": 15, "heads": 3, "layers": 2, "inner": 24, "epsilon": 1e-7},
]


def bert_like(shape, **more):
    return {
        "hidden_size": shape["width"],
        "num_attention_heads": shape["heads"],
        "num_hidden_layers": shape["layers"],
        "intermediate_size": shape["inner"],
        "layer_norm_eps": shape["epsilon"],
        "max_position_embeddings": 48,
        **more,
    }


def gpt_like(shape, **more):
    return {
        "n_embd": shape["width"],
        "n_head": shape["heads"],
        "n_layer": shape["layers"],
        "n_positions": 48,
        "layer_norm_epsilon": max(shape["epsilon"], 1e-6),
        **more,
    }


def neo(shape, types, **more):
    return {
        "hidden_size": shape["width"],
        "num_heads": shape["heads"],
        "num_layers": shape["layers"],
        "max_position_embeddings": 48,
        "layer_norm_epsilon": max(shape["epsilon"], 1e-6),
        "attention_types": types,
        **more,
    }


def distil(shape, **more):
    return {
        "dim": shape["width"],
        "n_heads": shape["heads"],
        "n_layers": shape["layers"],
        "hidden_dim": shape["inner"],
        "max_position_embeddings": 48,
        **more,
    }


def xlnet(shape, **more):
    return {
        "d_model": shape["width"],
        "n_head": shape["heads"],
        "n_layer": shape["layers"],
        "d_inner": shape["inner"],
        "layer_norm_eps": shape["epsilon"],
        **more,
    }


def deberta(shape, **more):
    return bert_like(shape, type_vocab_size=0, relative_attention=True, pos_att_type=["p2c", "c2p"], **more)


def modern(shape, **more):
    return {
        "hidden_size": shape["width"],
        "num_attention_heads": shape["heads"],
        "num_hidden_layers": 4,
        "intermediate_size": shape["inner"],
        "norm_eps": max(shape["epsilon"], 1e-6),
        "max_position_embeddings": 48,
        "pad_token_id": 1,
        **more,
    }


def rope(full, sliding):
    """The bases of rotary positions in global and in local layers."""
    bases = {"full_attention": full, "sliding_attention": sliding}
    return {kind: {"rope_type": "default", "rope_theta": base} for kind, base in bases.items()}


def ettin(layers, heads, head_width, ratio=3 / 2):
    width = heads * head_width
    more = {"num_hidden_layers": layers, "max_position_embeddings": 7999, "local_attention": 128, "rope_parameters": rope(160000.0, 160000.0)}
    return modern({"width": width, "heads": heads, "inner": round(width * ratio), "epsilon": 1e-5}, **more)


A, B, C, D = SHAPES
FAMILIES = {
    "tiny-roberta": ("roberta", bert_like(A, type_vocab_size=1, pad_token_id=1)),
    "tiny-roberta-odd": ("roberta", bert_like(B, type_vocab_size=1, pad_token_id=1, hidden_act="relu")),
    "tiny-xlm-roberta": ("xlm-roberta", bert_like(C, type_vocab_size=2, pad_token_id=3, hidden_act="gelu_new")),
    "tiny-electra": ("electra", bert_like(A, embedding_size=20)),
    "tiny-electra-odd": ("electra", bert_like(B, embedding_size=51, hidden_act="silu")),
    "tiny-electra-square": ("electra", bert_like(C, embedding_size=28, hidden_act="tanh")),
    "tiny-distilbert": ("distilbert", distil(A)),
    "tiny-distilbert-odd": ("distilbert", distil(B, activation="relu")),
    "tiny-distilbert-sinusoidal": ("distilbert", distil(C, sinusoidal_pos_embds=True)),
    "tiny-albert": ("albert", bert_like(A, embedding_size=20)),
    "tiny-albert-groups": ("albert", bert_like(B, embedding_size=24, num_hidden_groups=2, hidden_act="gelu")),
    "tiny-albert-inner": ("albert", bert_like(C, embedding_size=28, inner_group_num=2, hidden_act="relu")),
    "tiny-mpnet": ("mpnet", bert_like(A, pad_token_id=1)),
    "tiny-mpnet-odd": ("mpnet", bert_like(B, pad_token_id=1, hidden_act="relu")),
    "tiny-mpnet-long": ("mpnet", {**bert_like(C, pad_token_id=1), "max_position_embeddings": 180}),
    "tiny-xlnet": ("xlnet", xlnet(A)),
    "tiny-xlnet-odd": ("xlnet", xlnet(B, ff_activation="relu")),
    "tiny-xlnet-wide": ("xlnet", xlnet(C, ff_activation="silu")),
    "tiny-deberta-v3": (
        "deberta-v2",
        deberta(A, position_biased_input=False, share_att_key=True, position_buckets=8, norm_rel_ebd="layer_norm"),
    ),
    "tiny-deberta-v2": (
        "deberta-v2",
        {**deberta(B, position_buckets=-1, max_relative_positions=12, hidden_act="relu"), "num_hidden_layers": 2},
    ),
    "tiny-deberta-c2p": (
        "deberta-v2",
        {**deberta(C, position_biased_input=False, share_att_key=True), "pos_att_type": ["c2p"], "type_vocab_size": 2},
    ),
    "tiny-deberta-conv": (
        "deberta-v2",
        deberta(D, position_biased_input=False, share_att_key=True, position_buckets=6, conv_kernel_size=3, conv_act="gelu"),
    ),
    "tiny-deberta-narrow": (
        "deberta-v2",
        deberta(D, embedding_size=11, max_relative_positions=9, conv_kernel_size=5, conv_groups=3),
    ),
    "tiny-deberta-absolute": ("deberta-v2", {**deberta(A), "relative_attention": False}),
    "tiny-gpt": ("openai-gpt", gpt_like(A)),
    "tiny-gpt-odd": ("openai-gpt", {**gpt_like(B, afn="relu"), "n_layer": 2}),
    "tiny-gpt-wide": ("openai-gpt", gpt_like(C, afn="swish")),
    "tiny-gpt2": ("gpt2", gpt_like(A)),
    "tiny-gpt2-odd": ("gpt2", gpt_like(B, n_inner=44, activation_function="gelu", scale_attn_by_inverse_layer_idx=True)),
    "tiny-gpt2-unscaled": ("gpt2", gpt_like(C, activation_function="relu", scale_attn_weights=False)),
    "tiny-gpt-neo": ("gpt_neo", neo(A, [[["global", "local"], 1]], window_size=5)),
    "tiny-gpt-neo-odd": ("gpt_neo", neo(B, [[["local"], 2], [["global"], 1]], window_size=3, intermediate_size=44)),
    "tiny-gpt-neo-global": ("gpt_neo", neo(C, [[["global"], 2]], activation_function="gelu")),
    "tiny-modernbert": ("modernbert", modern(A, local_attention=6, rope_parameters=rope(160000.0, 10000.0))),
    "tiny-modernbert-odd": (
        "modernbert",
        modern(
            {**B, "width": 30},
            layer_types=["sliding_attention", "full_attention", "sliding_attention", "sliding_attention"],
            local_attention=5,
            rope_parameters=rope(50.0, 7.5),
            hidden_activation="silu",
            **dict.fromkeys(("norm_bias", "mlp_bias", "attention_bias"), True),
        ),
    ),
    "tiny-modernbert-long": (
        "modernbert",
        modern(C, local_attention=4, rope_parameters=rope(1000.0, 100.0), max_position_embeddings=180, hidden_activation="gelu_new"),
    ),
    "tiny-modernbert-global": (
        "modernbert",
        modern(A, num_hidden_layers=2, layer_types=["full_attention"] * 2, rope_parameters={"full_attention": {"rope_type": "default", "rope_theta": 160000.0}}, mlp_bias=True),
    ),
    "tiny-ettin-17m": ("modernbert", ettin(7, 4, 4)),
    "tiny-ettin-32m": ("modernbert", ettin(10, 6, 4)),
    "tiny-ettin-68m": ("modernbert", ettin(19, 8, 2)),
    "tiny-ettin-150m": ("modernbert", ettin(22, 12, 2)),
    "tiny-ettin-400m": ("modernbert", ettin(28, 8, 2, 2624 / 1024)),
    "tiny-ettin-1b": ("modernbert", ettin(28, 7, 2, 3840 / 1792)),
}
LONG = {"tiny-mpnet-long", "tiny-modernbert-long"} | {name for name in FAMILIES if name.startswith("tiny-ettin")}


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    norms = {id(m.weight) for m in model.modules() if isinstance(m, torch.nn.LayerNorm)}
    with torch.no_grad():
        for _, parameter in sorted(model.named_parameters()):
            values = 0.25 * torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + values if id(parameter) in norms else values)


def batch(config, longest, seed):
    """Ids, mask and, if the family has them, token types: rows of several lengths, padded on the right."""
    generator = torch.Generator().manual_seed(seed)
    lengths = [7, 1, longest]
    pad = config.pad_token_id if config.pad_token_id is not None else 0
    ids = torch.full((len(lengths), longest), pad)
    mask = torch.zeros(len(lengths), longest, dtype=torch.long)
    for row, length in enumerate(lengths):
        ids[row, :length] = torch.randint(5, WORDS, (length,), generator=generator)
        mask[row, :length] = 1
    found = {"input_ids": ids, "attention_mask": mask}
    types = 3 if config.model_type == "xlnet" else getattr(config, "type_vocab_size", 0)
    if types > 1:
        found["token_type_ids"] = torch.randint(0, types, ids.shape, generator=generator) * mask
    return found


def layers(config, states):
    """The states after each layer. Since version 5 transformers adds those of ALBERT's layers within a group."""
    return states[:: getattr(config, "inner_group_num", 1)]


def in_the_older_spelling(folder):
    file = folder / "config.json"
    config = json.loads(file.read_text())
    parameters = config.pop("rope_parameters")
    del config["layer_types"]
    config |= {
        "global_attn_every_n_layers": 3,
        "global_rope_theta": parameters["full_attention"]["rope_theta"],
        "local_rope_theta": parameters["sliding_attention"]["rope_theta"],
        "layer_norm_eps": config["norm_eps"],
        "position_embedding_type": "sans_pos",
        "is_causal": False,
        "causal_mask": False,
    }
    file.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def kept(states):
    """All states of few layers, else the first and the last."""
    last = len(states) - 1
    return {k: state for k, state in enumerate(states) if last < 5 or k in (0, 1, 2, last)}


def write(name, family, settings, seed):
    folder = MODELS / name
    shutil.rmtree(folder, ignore_errors=True)
    config = AutoConfig.for_model(family, vocab_size=WORDS, **settings)
    model = AutoModel.from_config(config, attn_implementation="eager")
    randomise(model, seed)
    model.eval().save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if name.startswith("tiny-ettin"):
        in_the_older_spelling(folder)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    inputs = batch(config, 150 if name in LONG else 17, seed)
    with torch.no_grad():
        found = model(**inputs, output_hidden_states=True)
    tensors = {k: v.contiguous() for k, v in inputs.items()}
    tensors |= {f"hidden_states.{k}": v.contiguous() for k, v in kept(layers(config, found.hidden_states)).items()}
    if getattr(found, "pooler_output", None) is not None:
        tensors["pooler_output"] = found.pooler_output.contiguous()
    save_file(tensors, folder / "reference.safetensors", about("tiny_encoders.py", seed, torch, transformers, tokenizers))
    for file in folder.iterdir():
        file.chmod(0o644)
    print(name, {k: tuple(v.shape) for k, v in tensors.items() if k in ("input_ids", "hidden_states.1")})


def main():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    for name, (family, settings) in FAMILIES.items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            write(name, family, settings, SEED + zlib.crc32(name.encode()) % 1000)


if __name__ == "__main__":
    main()
