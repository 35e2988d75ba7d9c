"""Opens a folder written by Cascade (config.json, model.safetensors, tokenizer.json) in transformers.

usage: open_in_transformers.py FOLDER [SENTENCE]
The exit code is 1 if keys are missing (a pooler that no head reads and XLNet's mask_emb may be), unexpected or of another shape.
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from safetensors import safe_open
from transformers import AutoModel, AutoModelForSequenceClassification, AutoModelForTokenClassification, PreTrainedTokenizerFast

SENTENCE = "Anna Larsen moved from Oslo to Zürich in March 2019 ."


def main(folder, sentence):
    transformers.logging.set_verbosity_error()
    config = json.loads((folder / "config.json").read_text("utf-8"))
    with safe_open(folder / "model.safetensors", "pt") as tensors:
        names, metadata = list(tensors.keys()), tensors.metadata()
    architecture = config["architectures"][0]
    classifier = architecture.endswith("ForSequenceClassification")
    tagger = not classifier and any(name.startswith("classifier.") for name in names)
    kind = AutoModelForSequenceClassification if classifier else AutoModelForTokenClassification if tagger else AutoModel
    model, report = kind.from_pretrained(folder, output_loading_info=True)
    print(type(model).__name__, "of", len(names), "tensors, metadata", metadata)
    print("architectures", config.get("architectures"))
    bad = 0
    for group in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        found = sorted(str(entry) for entry in report[group])
        allowed = [n for n in found if group == "missing_keys" and ("pooler." in n and not classifier or n.endswith("mask_emb"))]
        bad += len(found) - len(allowed)
        print(f"{group}: {found}" + (" (allowed)" if allowed and allowed == found else ""))

    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    encoded = tokenizer(sentence if classifier else sentence.split(), is_split_into_words=not classifier, return_tensors="pt")
    print(*tokenizer.convert_ids_to_tokens(encoded["input_ids"][0].tolist()))
    inputs = {k: v for k, v in encoded.items() if k in ("input_ids", "attention_mask")}
    with torch.inference_mode():
        output = model.eval()(**inputs)
    if classifier:
        multi = model.config.problem_type == "multi_label_classification"
        scores = output.logits[0].sigmoid() if multi else output.logits[0].softmax(-1)
        print("  " + ", ".join(f"{model.config.id2label[i]} {score:.4f}" for i, score in enumerate(scores.tolist())))
    elif tagger:
        scores = output.logits[0].softmax(-1)
        words = encoded.word_ids(0)
        for word, text in enumerate(sentence.split()):
            score, label = scores[words.index(word)].max(-1)
            print(f"  {text}\t{model.config.id2label[label.item()]}\t{score.item():.4f}")
    else:
        states = output.last_hidden_state[0]
        print("last_hidden_state", tuple(states.shape), "mean", f"{states.mean():.6f}", "std", f"{states.std():.6f}")
        print("[CLS] begins", [round(x, 5) for x in states[0][:5].tolist()])
    print("FAILED" if bad else "ok")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), (sys.argv[2:] or [SENTENCE])[0]))
