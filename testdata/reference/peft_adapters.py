"""Writes LoRA adapters of peft on tiny encoders below ../models, and the hidden states of the adapted encoders.

usage: peft_adapters.py            (run tiny_encoders.py first)

tiny-gpt2-lora: on GPT-2's Conv1D, whose weights have shape (in, out) (fan_in_fan_out). tiny-roberta-lora: on the encoder
inside a model for token classification, whose names have the family's prefix. Inputs are those of the encoder's reference.
"""

import json
import shutil

import peft
import torch
import transformers
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from tiny_bert import MODELS, about
from transformers import AutoModel, AutoModelForTokenClassification

SEED = 60
ADAPTERS = {
    "tiny-gpt2": (AutoModel, ["c_attn", "c_proj", "c_fc"], True),
    "tiny-roberta": (AutoModelForTokenClassification, ["query", "value", "dense"], False),
}


def write(base, kind, targets, inputs_first):
    folder = MODELS / f"{base}-lora"
    model = kind.from_pretrained(MODELS / base, attn_implementation="eager").eval()
    model.name_or_path = model.config._name_or_path = base
    settings = LoraConfig(
        r=3, lora_alpha=5, lora_dropout=0.0, target_modules=targets, fan_in_fan_out=inputs_first, base_model_name_or_path=base
    )
    adapted = get_peft_model(model, settings).eval()
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for name, parameter in sorted(adapted.named_parameters()):
            if "lora_" in name:
                parameter.copy_(0.25 * torch.randn(parameter.shape, generator=generator))
    shutil.rmtree(folder, ignore_errors=True)
    adapted.save_pretrained(folder, save_embedding_layers=False)
    (folder / "README.md").unlink()
    file = folder / "adapter_config.json"
    saved = json.loads(file.read_text())
    saved["target_modules"] = sorted(saved["target_modules"])  # a set: in any order
    file.write_text(json.dumps(saved, indent=2, sort_keys=True) + "\n")
    reference = load_file(MODELS / base / "reference.safetensors")
    inputs = {name: reference[name] for name in ("input_ids", "attention_mask", "token_type_ids") if name in reference}
    with torch.no_grad():
        states = adapted(**inputs, output_hidden_states=True).hidden_states
    tensors = inputs | {f"hidden_states.{k}": state.contiguous() for k, state in enumerate(states)}
    save_file(tensors, folder / "reference.safetensors", about("peft_adapters.py", SEED, torch, transformers, peft))
    for file in folder.iterdir():
        file.chmod(0o644)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for base, (kind, targets, inputs_first) in ADAPTERS.items():
        write(base, kind, targets, inputs_first)
