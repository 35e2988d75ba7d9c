"""Writes answers, losses and gradients of a small question answering model, and scores of odd pairs of answers.

usage: answers.py EVALUATE             (SQuAD 2.0's evaluate-v2.0.py, which is not part of this project)

Model: transformers' BertForQuestionAnswering over tiny-bert, its linear layer drawn at random. Data: training/answers.json,
questions in SQuAD's JSON made of training/sentences.jsonl; a context is four sentences, its answer the first entity of one of
them, and every third question has none. Windows of at most 32 subwords that share 8, as run_qa.py makes them; of those
without the answer each question trains on the two whose SHA-256 of SEED:ID:NUMBER is least. Batches of 8 windows in order,
starting again after the last full one; no padding, as transformers' loss is over padded positions too; otherwise as in training.py.
"""

import collections
import importlib.util
import json
import random
import sys
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from transformers import BertForQuestionAnswering, PreTrainedTokenizerFast

from answer_windows import chosen
from tiny_bert import HERE, MODELS, about, sentences
from training import BATCH, ENCODER_RATE, HEAD_RATE, OUT, SEED, both, fit, initial, randomised, trained

WINDOW, OVERLAP, LONGEST = 32, 8, 30
PAIRS = 200


def entity(example):
    """The words of the first entity of a sentence, or none."""
    tags = example["tags"]
    begin = next((i for i, tag in enumerate(tags) if tag != "O"), None)
    if begin is None:
        return []
    end = begin + 1
    while end < len(tags) and tags[end].startswith("I-"):
        end += 1
    return example["tokens"][begin:end]


def questions():
    """Questions in SQuAD 2.0's form: the first words of the sentence that has the answer."""
    paragraphs, examples = [], sentences()
    for start in range(0, len(examples), 4):
        part, qas, at = examples[start : start + 4], [], 0
        context = " ".join(" ".join(e["tokens"]) for e in part)
        for number, example in enumerate(part):
            text, words = " ".join(example["tokens"]), " ".join(entity(example))
            qa = {"id": f"{start + number}", "question": " ".join(example["tokens"][:3]) + " ?"}
            if words and (start + number) % 3:
                place = at + text.index(words)
                assert context[place:].startswith(words)
                qa["answers"] = [{"text": words, "answer_start": place}]
            else:
                qa |= {"answers": [], "is_impossible": True}
            qas.append(qa)
            at += len(text) + 1
        paragraphs.append({"context": context, "qas": qas})
    return {"version": "v2.0", "data": [{"title": "sentences", "paragraphs": paragraphs}]}


class Window:
    """One feature of run_qa.py: its ids, and where the answer begins and ends in it."""

    def __init__(self, encoded, row, qa):
        self.ids, self.types = encoded["input_ids"][row], encoded["token_type_ids"][row]
        self.offsets, parts = encoded["offset_mapping"][row], encoded.sequence_ids(row)
        self.context = [s for s, part in enumerate(parts) if part == 1]
        self.start = self.end = self.ids.index(CLS)
        first, last = self.context[0], self.context[-1]
        self.holds = False
        if qa["answers"]:
            begin = qa["answers"][0]["answer_start"]
            end = begin + len(qa["answers"][0]["text"])
            self.holds = self.offsets[first][0] <= begin and self.offsets[last][1] >= end
            if self.holds:  # as in run_qa.py
                while first < len(self.offsets) and parts[first] == 1 and self.offsets[first][0] <= begin:
                    first += 1
                while parts[last] == 1 and self.offsets[last][1] >= end:
                    last -= 1
                self.start, self.end = first - 1, last + 1


CLS = 2  # of tiny-bert


def windows(fast, qa, context):
    encoded = fast(
        qa["question"],
        context,
        truncation="only_second",
        max_length=WINDOW,
        stride=OVERLAP,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    return [Window(encoded, row, qa) for row in range(len(encoded["input_ids"]))]


def logits(model, window):
    out = model(input_ids=torch.tensor([window.ids]), token_type_ids=torch.tensor([window.types]))
    return out.start_logits[0], out.end_logits[0]


def best(model, own, context):
    """The answer of postprocess_qa_predictions with all starts and ends, and the difference to no answer."""
    found, none = None, None
    with torch.no_grad():
        for window in own:
            start, end = (side.tolist() for side in logits(model, window))
            null = start[window.ids.index(CLS)] + end[window.ids.index(CLS)]
            none = null if none is None else min(none, null)
            for s in window.context:
                for e in window.context:
                    if s <= e < s + LONGEST and (found is None or start[s] + end[e] > found[0]):
                        found = start[s] + end[e], window.offsets[s][0], window.offsets[e][1]
    return {"text": context[found[1] : found[2]], "logit": found[0], "margin": none - found[0]}


def tiny_answers(dtype):
    folder = MODELS / "tiny-bert"
    fast = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]")
    fast.model_input_names = ["input_ids", "token_type_ids", "attention_mask"]
    model = BertForQuestionAnswering.from_pretrained(
        folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="eager"
    )
    randomised(model.qa_outputs, SEED, 0.25)
    model = model.to(dtype).eval()
    result, examples, listed = initial(qa_outputs=model.qa_outputs), [], {}
    for paragraph in questions()["data"][0]["paragraphs"]:
        for qa in paragraph["qas"]:
            own = windows(fast, qa, paragraph["context"])
            picked = chosen(SEED, qa["id"], [window.holds for window in own])
            examples += [own[w] for w in picked]
            listed[qa["id"]] = {
                "windows": len(own),
                "chosen": picked,
                "starts": [own[w].start for w in picked],
                "ends": [own[w].end for w in picked],
                "best": best(model, own, paragraph["context"]),
            }
    if dtype == torch.float32:
        lines = [f'"{name}": {json.dumps(value)}' for name, value in listed.items()]
        (OUT / "answers-windows.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    batches = [examples[i : i + BATCH] for i in range(0, len(examples) - BATCH + 1, BATCH)]
    with torch.no_grad():
        result["logits"] = torch.cat([torch.stack(logits(model, w), 1) for w in batches[0]])

    def loss(step):
        losses = [
            model(
                input_ids=torch.tensor([w.ids]),
                token_type_ids=torch.tensor([w.types]),
                start_positions=torch.tensor([w.start]),
                end_positions=torch.tensor([w.end]),
            ).loss
            for w in batches[step % len(batches)]
        ]
        return torch.stack(losses).mean()

    parts = {"": (model.bert, ENCODER_RATE), "qa_outputs.": (model.qa_outputs, HEAD_RATE)}
    return result | trained(*fit(parts, loss, range(20)))


WORDS = ["a", "an", "the", "The", "A.", "AN", "king", "King", "king's", "kings", "of", "Spain", "São", "Paulo", "ÅNGSTRÖM"]
WORDS += ["İstanbul", "ΣΟΦΟΣ", "straße", "STRASSE", "1,000", "1000", "3.5", "$5", "½", "a½", "Ⅷ", "U.S.", "U.S", "e-mail"]
WORDS += ["“the”", "the’s", "a_b", "_", "an_", "北京", "the北京", "東京都", "é", "e\u0301", "a\u0301", "the\u0301", "x\u00ady"]
JOINS = [" ", " ", " ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u2028", "\u200b", "\x1c", "\x85", "-", " - ", ",", ", ", "’", ""]


def odd_text(draw):
    text = "".join(draw.choice(WORDS) + draw.choice(JOINS) for _ in range(draw.randrange(6)))
    return draw.choice(["", "", " ", "the "]) + text


def scores(script):
    """Pairs of gold answers and a prediction with the exact match and F1 of SQuAD 2.0's script, and totals."""
    spec = importlib.util.spec_from_file_location("evaluate", script)
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    draw = random.Random(SEED)
    qas, predictions, doubts = [], {}, {}
    for number in range(PAIRS):
        gold = [odd_text(draw) for _ in range(draw.choice([0, 1, 1, 1, 2, 3]))]
        shape = draw.randrange(4)
        if shape == 0 or not gold:
            predicted = draw.choice(["", odd_text(draw)])
        elif shape == 1:
            predicted = draw.choice(gold).upper()
        elif shape == 2:
            predicted = "the " + " ".join(reversed(draw.choice(gold).split())) + "!"
        else:
            predicted = draw.choice(gold)
        name = str(number)
        qas.append({"id": name, "answers": [{"text": text} for text in gold]})
        predictions[name] = predicted
        wrong = not gold or shape == 0
        doubts[name] = round(0.7 * draw.random() + 0.3 * wrong, 2)  # some are equal
    dataset = [{"paragraphs": [{"qas": qas}]}]
    exact, f1 = evaluate.get_raw_scores(dataset, predictions)
    answered = evaluate.make_qid_to_has_ans(dataset)
    best_exact = evaluate.find_best_thresh(predictions, exact, doubts, answered)
    best_f1 = evaluate.find_best_thresh(predictions, f1, doubts, answered)
    totals = {}
    for threshold in (0.0, 0.25, 0.5, 1.0, best_f1[1]):
        parts = [evaluate.apply_no_ans_threshold(own, doubts, answered, threshold) for own in (exact, f1)]
        made = evaluate.make_eval_dict(*parts)
        for prefix, wanted in (("HasAns", True), ("NoAns", False)):
            names = [name for name, has in answered.items() if has == wanted]
            evaluate.merge_eval(made, evaluate.make_eval_dict(*parts, qid_list=names), prefix)
        totals[str(threshold)] = made
    lines = [
        json.dumps(
            {
                "gold": [a["text"] for a in qa["answers"]],
                "predicted": predictions[qa["id"]],
                "noAnswer": doubts[qa["id"]],
                "exact": exact[qa["id"]],
                "f1": f1[qa["id"]],
            }
        )
        for qa in qas
    ]
    text = '{"pairs": [\n' + ",\n".join(lines) + '\n],\n"totals": ' + json.dumps(totals)
    text += f',\n"best": {json.dumps({"exact": best_exact, "f1": best_f1})}}}\n'
    (HERE / "answer_scores.json").write_text(text)
    print(f"answer_scores.json: {len(qas)} pairs, {collections.Counter(exact.values())}, best F1 {best_f1}")


def main(script):
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()  # no warning about the new layer
    scores(script)
    (OUT / "answers.json").write_text(json.dumps(questions(), indent=1) + "\n")
    tensors = {k: v.contiguous() for k, v in both(tiny_answers).items()}
    save_file(tensors, OUT / "tiny-answers.safetensors", about(Path(__file__).name, SEED, torch, transformers, tokenizers))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
