"""Opens a folder that Cascade wrote in transformers, as the class that its config.json names.

usage: open_in_transformers.py FOLDER [SENTENCE]
       open_in_transformers.py FOLDER --rows OUT.csv COLUMN [COLUMN]

With --rows the outputs are compared with those of Cascade: OUT.csv was written by `cascade run ... --format csv` with this model, and COLUMN
has the texts (of a pair first and second, of answers question and context), which must fit into one window. Classes and answers must be the
same; scores and numbers may differ by 1e-4. open_trained.sh makes such folders and files.
The exit code is 1 if the class is another one, if keys are missing (a pooler that no head reads and XLNet's mask_emb may be), unexpected or
of another shape, or if an output differs.
"""

import csv
import inspect
import json
import sys
from pathlib import Path

import torch
import transformers
from safetensors import safe_open
from transformers import (
    AutoModel,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    AutoTokenizer,
)

SENTENCE = "Anna Larsen moved from Oslo to Zürich in March 2019 ."
NEAR = 1e-4
KINDS = {
    "ForTokenClassification": AutoModelForTokenClassification,
    "ForSequenceClassification": AutoModelForSequenceClassification,
    "ForQuestionAnswering": AutoModelForQuestionAnswering,
}


def opened(folder):
    """The model, its kind, and the number of faults in its keys."""
    architecture = json.loads((folder / "config.json").read_text("utf-8"))["architectures"][0]
    with safe_open(folder / "model.safetensors", "pt") as tensors:
        names, metadata = list(tensors.keys()), tensors.metadata()
    kind = next((kind for kind in KINDS if kind in architecture), "")
    model, report = KINDS.get(kind, AutoModel).from_pretrained(folder, output_loading_info=True)
    print(type(model).__name__, "of", len(names), "tensors, metadata", metadata)
    bad = int(type(model).__name__ != architecture)
    if bad:
        print("config.json names", architecture)
    for group in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        found = sorted(str(entry) for entry in report[group] or [])
        pooled = kind == "ForSequenceClassification"
        allowed = [n for n in found if group == "missing_keys" and ("pooler." in n and not pooled or n.endswith("mask_emb"))]
        bad += len(found) - len(allowed)
        print(f"{group}: {found}" + (" (allowed)" if allowed and allowed == found else ""))
    return model.eval(), kind, bad


def outputs(model, encoded):
    """What the model computes. A tokenizer of no family may give token types to a model that has none."""
    known = inspect.signature(model.forward).parameters
    inputs = {name: value for name, value in encoded.items() if name in known}
    if getattr(model.config, "type_vocab_size", 2) < 2:
        inputs.pop("token_type_ids", None)
    with torch.inference_mode():
        return model(**inputs)


def classes(model, logits, options):
    """The classes with their scores, as a column of a table has them."""
    if model.config.problem_type == "regression":
        return {"": logits[0].item()}
    if model.config.problem_type == "multi_label_classification":
        scores = logits.sigmoid().tolist()
        least = float(options["threshold"])
        return {model.config.id2label[i]: score for i, score in enumerate(scores) if score >= least}
    score, best = logits.softmax(-1).max(-1)
    return {model.config.id2label[best.item()]: score.item()}


def answer(model, tokenizer, question, context, options):
    """The best of all spans that are not only white space, or none, each with its share of the softmax over all of them; both if the difference is at the threshold.

    Byte pairs begin with the space before a word, which is no part of an answer.
    """
    encoded = tokenizer(question, context, return_tensors="pt", return_offsets_mapping=True)
    offsets = encoded.pop("offset_mapping")[0].tolist()
    found = outputs(model, encoded)
    start, end = found.start_logits[0].tolist(), found.end_logits[0].tolist()
    own = [i for i, part in enumerate(encoded.sequence_ids(0)) if part == 1]
    spans = [(s, e) for s in own for e in own if s <= e < s + int(options["maxAnswer"]) and context[offsets[s][0] : offsets[e][1]].strip()]
    special = encoded["input_ids"][0].tolist().index(tokenizer.cls_token_id)
    logits = [start[s] + end[e] for s, e in spans]
    none = start[special] + end[special]
    may = options["noAnswer"] == "true"
    shares = torch.tensor(logits + ([none] if may else []), dtype=torch.float64).softmax(0).tolist()
    best = max(range(len(spans)), key=logits.__getitem__)
    s, e = spans[best]
    span = {context[offsets[s][0] : offsets[e][1]].strip(): shares[best]}
    if not may:
        return [span]
    # the threshold is that difference of a development question, so both may be right
    above = none - logits[best] - float(options["threshold"])
    return ([span] if above <= NEAR else []) + ([{"": shares[-1]}] if above > -NEAR else [])


def compare(folder, model, kind, tokenizer, file, columns):
    """The number of rows of another output."""
    options = json.loads((folder / "model.json").read_text("utf-8"))["head"]["options"]
    bad, most, rows = 0, 0.0, 0
    with open(file, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            texts = [row[column] for column in columns]
            if kind == "ForQuestionAnswering":
                right = answer(model, tokenizer, *texts, options)
            else:
                right = [classes(model, outputs(model, tokenizer(*texts, return_tensors="pt")).logits[0], options)]
            scores = [float(score) for score in row["score"].split(";") if score]
            expected = dict(zip(row["class"].split(";"), scores))
            found = next((one for one in right if one.keys() == expected.keys()), right[0])
            same = found.keys() == expected.keys() and not row["error"]
            differences = [abs(found[name] - expected[name]) for name in found] if same else [float("inf")]
            if max(differences, default=0) > NEAR:
                bad += 1
                print("different:", texts, "transformers", found, "Cascade", expected, row["error"])
            rows, most = rows + 1, max(most, *differences, 0)
    print(f"{rows} rows, largest difference {most:.1e}")
    return bad if rows else 1


def show(model, kind, tokenizer, sentence):
    words = sentence.split()
    tagger = kind == "ForTokenClassification"
    encoded = tokenizer(words if tagger else sentence, is_split_into_words=tagger, return_tensors="pt")
    print(*tokenizer.convert_ids_to_tokens(encoded["input_ids"][0].tolist()))
    output = outputs(model, encoded)
    if kind == "ForSequenceClassification":
        if model.config.problem_type == "regression":
            print(f"  {output.logits[0].item():.4f}")
            return
        multi = model.config.problem_type == "multi_label_classification"
        scores = output.logits[0].sigmoid() if multi else output.logits[0].softmax(-1)
        print("  " + ", ".join(f"{model.config.id2label[i]} {score:.4f}" for i, score in enumerate(scores.tolist())))
    elif tagger:
        scores = output.logits[0].softmax(-1)
        places = encoded.word_ids(0)
        for word, text in enumerate(words):
            score, label = scores[places.index(word)].max(-1)
            print(f"  {text}\t{model.config.id2label[label.item()]}\t{score.item():.4f}")
    elif kind == "ForQuestionAnswering":
        print("  start", output.start_logits[0].argmax().item(), "end", output.end_logits[0].argmax().item())
    else:
        states = output.last_hidden_state[0]
        print("last_hidden_state", tuple(states.shape), "mean", f"{states.mean():.6f}", "std", f"{states.std():.6f}")
        print("[CLS] begins", [round(x, 5) for x in states[0][:5].tolist()])


def main(folder, arguments):
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    model, kind, bad = opened(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    if arguments[:1] == ["--rows"]:
        bad += compare(folder, model, kind, tokenizer, arguments[1], arguments[2:])
    else:
        show(model, kind, tokenizer, (arguments or [SENTENCE])[0])
    print("FAILED" if bad else "ok")
    return 1 if bad else 0


if __name__ == "__main__":
    rest = sys.argv[2:]
    if len(sys.argv) < 2 or (len(rest) not in (3, 4) if rest[:1] == ["--rows"] else len(rest) > 1):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), rest))
