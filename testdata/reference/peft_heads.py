"""Writes LoRA adapters that peft saved with their heads beside the models of pretrained_heads.py, and adds their logits to logits.json.

usage: peft_heads.py            (run pretrained_heads.py first)

NAME-lora is an adapter of the model beside it that BASES names. bert-lora also adapts BERT's pooler. roberta-lora has another number of labels
than its base model; as its folder has no config.json, its labels are LABEL_0 and so on.
"""

import json
import shutil

import peft
import tokenizers
import torch
import transformers
from peft import LoraConfig, get_peft_model
from pretrained_heads import HEADS, TEXTS, logits, save, tokenizer
from tiny_bert import about
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification

SEED = 90
# name -> base, class, its kind, task, adapted modules, whether their weights are (in, out), labels
BASES = {
    "bert-lora": ("bert-single", AutoModelForSequenceClassification, "single", "SEQ_CLS", ["query", "value", "pooler.dense"], False, 3),
    "roberta-lora": ("roberta-tokens", AutoModelForTokenClassification, "tokens", "TOKEN_CLS", ["query", "value"], False, 2),
    "gpt2-lora": ("gpt2-single", AutoModelForSequenceClassification, "single", "SEQ_CLS", ["c_attn"], True, 3),
}


def write(name):
    base, kind, head, task, targets, inputs_first, labels = BASES[name]
    folder = HEADS / name
    more = {} if labels == 3 else {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kind.from_pretrained(HEADS / base, attn_implementation="eager", **more).eval()
    settings = LoraConfig(
        r=2, lora_alpha=3, lora_dropout=0.0, target_modules=targets, fan_in_fan_out=inputs_first, task_type=task
    )
    adapted = get_peft_model(model, settings).eval()
    for config in adapted.peft_config.values():
        config.base_model_name_or_path = base
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for parameter_name, parameter in sorted(adapted.named_parameters()):
            if "lora_" in parameter_name or "modules_to_save" in parameter_name:
                parameter.copy_(0.5 * torch.randn(parameter.shape, generator=generator))
    shutil.rmtree(folder, ignore_errors=True)
    adapted.save_pretrained(folder, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)
    file = folder / "adapter_config.json"
    saved = json.loads(file.read_text())
    for field in ("target_modules", "modules_to_save"):
        saved[field] = sorted(saved[field])  # sets: in any order
    file.write_text(json.dumps(saved, indent=2, sort_keys=True) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)
    made = tokenizer(base.rsplit("-", 1)[0], head)
    return {name: [[[round(x, 6) for x in row] for row in logits(model, made, head, text)] for text in TEXTS]}


def main():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    known = json.loads((HEADS / "logits.json").read_text())
    made = about("peft_heads.py", SEED, torch, transformers, peft, tokenizers)["about"]
    for name in BASES:
        known |= write(name) | {f"{name}:about": made}
        print(name)
    save(known)


if __name__ == "__main__":
    main()
