"""Writes tiny random models with heads in ../models/heads, one for each family and head, and the logits that transformers computes with them.

usage: pretrained_heads.py [--keep] [NAME...]            (the folders are relative to this file)
       --keep: leaves the folders as they are and only computes their outputs again

Every parameter is random, as in tiny_encoders.py. The tokenizer has the letters a to z, ModernBERT's all bytes and some merges; XLNet's template ends with the token for the whole
text, the GPTs' has no special tokens, but in NAME-ended the padding token ends each text, as in tokenizers that have no other. The logits of
TEXTS are in ../models/heads/logits.json: for heads of tokens those of each word's first subword, for heads of sequences one row for each
text. Heads of numbers, of answers and of pairs read PAIRS too, in NAME:pairs: one row for each
pair or, for answers, the best answer, its logit, by how much that of no answer exceeds it, and the logarithm of the probability of no answer
(the softmax over all spans and no answer). The third pair is longer than WINDOW: it is
truncated or, for answers, read in several windows. Entry about has the versions, NAME:about those of a folder that was made by others.
"""

import json
import shutil
import sys
import zlib

import tokenizers
import torch
import transformers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForQuestionAnswering, AutoModelForSequenceClassification, AutoModelForTokenClassification

from tiny_bert import MODELS, about
from tiny_encoders import randomise

SEED = 80
HEADS = MODELS / "heads"
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(p + c for c in LETTERS for p in ("", "##"))]
TEXTS = ["the cat sat on a mat", "x", "an unquestionably long word", "anna and ben went to oslo in may"]

PAIRS = [
    ["who sat on a mat", "the cat sat on a mat"],
    ["where", "anna went to oslo"],
    ["who went", "anna and ben went to oslo in may and saw a cat on a mat"],
]
WINDOW, OVERLAP, LONGEST = 36, 8, 30  # the longest window of a pair, what its windows share, the longest answer

BERT = {
    "hidden_size": 12,
    "num_attention_heads": 3,
    "num_hidden_layers": 1,
    "intermediate_size": 18,
    "max_position_embeddings": 40,
}
DISTIL = {"dim": 12, "n_heads": 3, "n_layers": 1, "hidden_dim": 18, "max_position_embeddings": 40}
XLNET = {"d_model": 12, "n_head": 3, "n_layer": 1, "d_inner": 18}
GPT = {"n_embd": 12, "n_head": 3, "n_layer": 1, "n_positions": 40}
NEO = {"hidden_size": 12, "num_heads": 3, "num_layers": 1, "max_position_embeddings": 40, "attention_types": [[["global"], 1]]}
DEBERTA = {
    **BERT,
    "type_vocab_size": 0,
    "relative_attention": True,
    "pos_att_type": ["p2c", "c2p"],
    "position_biased_input": False,
    "share_att_key": True,
    "position_buckets": 8,
    "norm_rel_ebd": "layer_norm",
}
MODERN = {
    "hidden_size": 12,
    "num_attention_heads": 3,
    "num_hidden_layers": 2,
    "intermediate_size": 18,
    "max_position_embeddings": 40,
    "local_attention": 8,
    "rope_parameters": {kind: {"rope_type": "default", "rope_theta": base} for kind, base in (("full_attention", 1000.0), ("sliding_attention", 50.0))},
}
FAMILIES = {
    "bert": ("bert", BERT),
    "roberta": ("roberta", {**BERT, "type_vocab_size": 1}),
    "xlm-roberta": ("xlm-roberta", {**BERT, "type_vocab_size": 1}),
    "camembert": ("camembert", {**BERT, "type_vocab_size": 1}),
    "electra": ("electra", {**BERT, "embedding_size": 10}),
    "distilbert": ("distilbert", DISTIL),
    "albert": ("albert", {**BERT, "embedding_size": 10}),
    "mpnet": ("mpnet", BERT),
    "deberta": ("deberta-v2", DEBERTA),
    "xlnet": ("xlnet", XLNET),
    "gpt": ("openai-gpt", GPT),
    "gpt2": ("gpt2", GPT),
    "gpt-neo": ("gpt_neo", NEO),
    "modernbert": ("modernbert", MODERN),
}
TAGS = {
    "bert": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"],
    "roberta": ["B-X", "I-X", "E-X", "S-X", "O"],
    "electra": ["PER", "O", "LOC"],
    "albert": ["O", "B-X", "I-X", "L-X", "U-X"],
}
CLASSES = ["bad", "good", "neutral"]
KINDS = {
    "tokens": AutoModelForTokenClassification,
    "single": AutoModelForSequenceClassification,
    "mean": AutoModelForSequenceClassification,
    "ended": AutoModelForSequenceClassification,
    "multi": AutoModelForSequenceClassification,
    "regression": AutoModelForSequenceClassification,
    "pairs": AutoModelForSequenceClassification,
    "answers": AutoModelForQuestionAnswering,
}
READ_PAIRS = ("regression", "pairs", "answers")
CAUSAL = ("gpt", "gpt2", "gpt-neo")
PAIR_FAMILIES = ("bert", "roberta", "xlm-roberta", "camembert", "electra", "distilbert", "albert", "mpnet", "deberta", "modernbert")
NAMES = (
    [f"{family}-tokens" for family in FAMILIES if family != "gpt"]
    + [f"{family}-single" for family in FAMILIES]
    + ["bert-multi", "roberta-multi", "gpt2-multi", "gpt2-ended", "gpt2-answers"]
    + [f"{family}-{kind}" for kind in ("regression", "answers") for family in PAIR_FAMILIES]
    + ["modernbert-mean", "bert-pairs", "xlnet-regression", "xlnet-answers", "gpt2-regression"]
)


def reads_pairs(family, kind):
    return kind in READ_PAIRS and not (kind == "answers" and family in CAUSAL)


def pair(family):
    """The template for two texts."""
    if family == "xlnet":
        return "$A:0 [SEP]:0 $B:1 [SEP]:1 [CLS]:2"
    if family in CAUSAL:
        return "$A $B"
    if family == "modernbert":
        return "[CLS] $A [SEP] $B [SEP]"
    if family in ("roberta", "xlm-roberta", "camembert", "mpnet"):
        return "[CLS] $A [SEP] [SEP] $B [SEP]"
    return "[CLS] $A [SEP] $B:1 [SEP]:1"


def byte_pairs():
    """The parts of ModernBERT's tokenizer.json: bytes, runs of spaces among the added tokens, a mask with the space before it."""
    made = Tokenizer(models.BPE())
    made.normalizer = normalizers.NFC()
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=276, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    made.train_from_iterator(TEXTS + [text for pair in PAIRS for text in pair], trainer)
    made.add_tokens([AddedToken(" " * spaces, normalized=True) for spaces in (2, 3, 4)])
    special = {"lstrip": False, "rstrip": False, "normalized": False}
    made.add_special_tokens([AddedToken(text, **special) for text in ("<|endoftext|>", "[UNK]", "[CLS]", "[SEP]", "[PAD]")])
    made.add_special_tokens([AddedToken("[MASK]", **special | {"lstrip": True})])
    return made


def tokenizer(family, kind):
    if family == "modernbert":
        made = byte_pairs()
        special = [(piece, made.token_to_id(piece)) for piece in ("[CLS]", "[SEP]")]
        made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", pair=pair(family), special_tokens=special)
        return made
    made = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    single = {"xlnet": "$A:0 [SEP]:0 [CLS]:2"}.get(family, "$A" if family in CAUSAL else "[CLS] $A [SEP]")
    single = "$A [SEP]" if kind == "ended" else single
    special = [(piece, PIECES.index(piece)) for piece in ("[CLS]", "[SEP]") if piece in single]
    more = {"pair": pair(family)} if reads_pairs(family, kind) else {}
    made.post_processor = processors.TemplateProcessing(single=single, special_tokens=special, **more)
    return made


def settings(family, kind):
    labels = {"tokens": TAGS.get(family, ["O", "B-X", "I-X"]), "regression": ["score"]}.get(kind, CLASSES)
    more = {"id2label": dict(enumerate(labels)), "label2id": {label: i for i, label in enumerate(labels)}}
    if kind == "mean":
        more |= {"classifier_pooling": "mean", "classifier_activation": "relu", "classifier_bias": True, "norm_bias": True, "norm_eps": 1e-4}
    if kind == "multi":
        more["problem_type"] = "multi_label_classification"
    return {} if kind == "answers" else more


def inputs(model, encoded):
    given = {"input_ids": torch.tensor([encoded.ids])}
    types = model.config.model_type in ("bert", "electra", "albert", "xlnet") or getattr(model.config, "type_vocab_size", 0) > 1
    return given | ({"token_type_ids": torch.tensor([encoded.type_ids])} if types and model.config.model_type != "mpnet" else {})


def logits(model, made, kind, text):
    encoded = made.encode(text)
    with torch.no_grad():
        found = model(**inputs(model, encoded))
    if kind == "answers":
        return []
    if kind != "tokens":
        return found.logits.tolist()
    # a space alone is no part of a word, though byte pairs may begin with one
    blank = [not text[begin:end].strip() for begin, end in encoded.offsets]
    words = [None if blank[i] else word for i, word in enumerate(encoded.word_ids)]
    first = [i for i, word in enumerate(words) if word is not None and word not in words[:i]]
    return found.logits[0][first].tolist()


def answer(model, made, question, context):
    """As postprocess_qa_predictions, but for all begins and ends that are not only white space; the windows are those of run_qa.py."""
    made.enable_truncation(WINDOW, stride=OVERLAP, strategy="only_second")
    encoded = made.encode(question, context)
    made.no_truncation()
    best, none, all_logits = None, None, []
    for window in [encoded, *encoded.overflowing]:
        with torch.no_grad():
            found = model(**inputs(model, window))
        start, end = found.start_logits[0].tolist(), found.end_logits[0].tolist()
        own = [i for i, part in enumerate(window.sequence_ids) if part == 1]
        special = window.ids.index(made.token_to_id("[CLS]"))  # XLNet's last
        null = start[special] + end[special]
        none = null if none is None else min(none, null)
        for s in own:
            for e in own:
                if s <= e < s + LONGEST and context[window.offsets[s][0] : window.offsets[e][1]].strip():
                    all_logits.append(start[s] + end[e])
                    if best is None or all_logits[-1] > best[0]:
                        best = all_logits[-1], window.offsets[s][0], window.offsets[e][1]
    # byte pairs begin with the space before a word
    unanswered = torch.tensor([*all_logits, none], dtype=torch.float64).log_softmax(0)[-1].item()
    return [context[best[1] : best[2]].strip(), round(best[0], 6), round(none - best[0], 6), round(unanswered, 6)]


def pairs(model, made, kind):
    if kind == "answers":
        return [answer(model, made, *texts) for texts in PAIRS]
    made.enable_truncation(WINDOW, strategy="longest_first")
    with torch.no_grad():
        found = [model(**inputs(model, made.encode(*texts))).logits[0].tolist() for texts in PAIRS]
    made.no_truncation()
    return [[round(x, 6) for x in row] for row in found]


def write(name):
    family, kind = name.rsplit("-", 1)
    folder = HEADS / name
    shutil.rmtree(folder, ignore_errors=True)
    model_type, sizes = FAMILIES[family]
    made = tokenizer(family, kind)
    # MPNet's is fixed; no text has a pad but in NAME-ended
    pad = made.token_to_id("[PAD]") if family == "modernbert" else 1 if family == "mpnet" else PIECES.index("[SEP]") if kind == "ended" else 0
    config = AutoConfig.for_model(model_type, vocab_size=made.get_vocab_size(), pad_token_id=pad, **sizes, **settings(family, kind))
    model = KINDS[kind].from_config(config, attn_implementation="eager")
    randomise(model, SEED + zlib.crc32(name.encode()) % 1000)
    model.eval().save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    made.save(str(folder / "tokenizer.json"), pretty=False)
    tokens = {"tokenizer_class": "PreTrainedTokenizerFast", "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokens) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)


def outputs(name):
    """The entries of a folder in logits.json."""
    family, kind = name.rsplit("-", 1)
    folder = HEADS / name
    made = tokenizer(family, kind)
    model = KINDS[kind].from_pretrained(folder, attn_implementation="eager").eval()
    print(name, type(model).__name__)
    found = {name: [[[round(x, 6) for x in row] for row in logits(model, made, kind, text)] for text in TEXTS]}
    if reads_pairs(family, kind):
        found[f"{name}:pairs"] = pairs(model, made, kind)
    return found


def main():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    file = HEADS / "logits.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    made = about("pretrained_heads.py", SEED, torch, transformers, tokenizers)["about"]
    keep = sys.argv[1:2] == ["--keep"]
    chosen = sys.argv[2 if keep else 1 :] or NAMES
    if chosen is NAMES:
        known["about"] = made
    for name in NAMES:
        if name in chosen:
            if not keep:
                write(name)
            known |= outputs(name) | {f"{name}:about": made}
    save(known | {"texts": TEXTS, "pairs": PAIRS})


def save(known):
    """Writes logits.json, versions once if they are those of all."""
    kept = {name: value for name, value in known.items() if not (name.endswith(":about") and value == known["about"])}
    text = json.dumps(kept, sort_keys=True, indent=None, separators=(",", ":"))
    (HEADS / "logits.json").write_text(text.replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
