"""Writes settings_digests.json: digests of transformers' tokenization of the corpora with each field of the
files beside a tokenizer.json.

usage: settings_digests.py DATA [NAME...]    (the folder of the corpora; NAME: only those variants that are not in the file yet)

A tokenizer of BASES, older files of DATA, is saved as tokenizer.json; then the files of a variant are
put beside it, and AutoTokenizer opens the folder. The tokenizer.json of TINY, older files of
../models/tokenizers, are kept as ../models/descriptions/NAME.json. A digest is made
as in wordpiece_digests.py, of all texts of a corpus as corpus_texts.py reads them; its first 16 hexadecimal
digits are kept. `sentencepiece` has digests of the ids of sentencepiece itself, with the models of
sentencepiece_rules.py.

`ties` are the lines that have two segmentations with exactly the same sum of scores, of which
sentencepiece takes one and Hugging Face's tokenizers the other: both take the one found first unless
a later one is better, but sentencepiece sums 32-bit floats, so the rounding of the preceding pieces
decides. `float64` are the ids by `tokenizers` of the text normalised by sentencepiece. A line that
differs without such a tie is an error.
"""

import hashlib
import json
import math
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import sentencepiece
import tokenizers
import transformers
from transformers import AutoTokenizer

import corpus_texts
from wordpiece_digests import digest

HERE = Path(__file__).parent
MODELS = HERE.parent / "models"
T = "tokenizer-reference/"
CORPORA = ("ud-english-ewt", "wnut17", "trec")
BERT = {"tokenizer_class": "BertTokenizer"}
GPT2 = {"tokenizer_class": "GPT2Tokenizer"}
PLAIN = {"tokenizer_class": "PreTrainedTokenizerFast"}
BASES = {
    "bert": ({**BERT, "do_lower_case": False}, {T + "bert_base_cased_vocab.txt": "vocab.txt"}),
    "gpt2": (GPT2, {T + "gpt2_bpe_encoder.json": "vocab.json", T + "gpt2_bpe_vocab.bpe": "merges.txt"}),
}
TINY = ("xlm-roberta", "albert", "t5", "roberta", "mpnet", "deberta-v2", "xlnet")
XLMR = {"tokenizer_class": "XLMRobertaTokenizer"}
ALBERT = {"tokenizer_class": "AlbertTokenizer"}
T5 = {"tokenizer_class": "T5Tokenizer"}
ROBERTA = {"tokenizer_class": "RobertaTokenizer"}
MPNET = {"tokenizer_class": "MPNetTokenizer", "do_lower_case": False}
DEBERTA = {"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": True, "split_by_punct": True}
XLNET = {"tokenizer_class": "XLNetTokenizer"}
CONFIG, ADDED, SPECIAL = "tokenizer_config.json", "added_tokens.json", "special_tokens_map.json"


def added(id, content, **flags):
    token = {"content": content, "lstrip": False, "rstrip": False, "normalized": False, "single_word": False, "special": False}
    return {"added_tokens_decoder": {str(id): {**token, **flags}}}


def flagged(content, **flags):
    token = {"content": content, "lstrip": False, "rstrip": False, "normalized": False, "single_word": False}
    return {"__type": "AddedToken", **token, **flags}


def variants(base, own, size, words):
    """The same fields for each base: `words` are two texts that are not in its vocabulary."""
    first, second = words
    return {
        "as it is": {CONFIG: own},
        "plain": {CONFIG: PLAIN},
        "added": {CONFIG: {**own, **added(size, first)}},
        "added, single word": {CONFIG: {**own, **added(size, first, single_word=True)}},
        "added, spaces taken": {CONFIG: {**own, **added(size, first, lstrip=True, rstrip=True)}},
        "added, normalized": {CONFIG: {**own, **added(size, first.upper(), normalized=True)}},
        "added to a plain one": {CONFIG: {**PLAIN, **added(size, first)}},
        "added_tokens.json": {CONFIG: own, ADDED: {first: size}},
        "special_tokens_map.json": {CONFIG: own, SPECIAL: {"additional_special_tokens": [second]}},
        "additional": {CONFIG: {**own, "additional_special_tokens": [first, second]}},
        "extra": {CONFIG: {**own, "extra_special_tokens": [second]}},
        "model_token": {CONFIG: {**own, "image_token": second}},
        "harmless": {CONFIG: {**own, "model_max_length": 8, "padding_side": "left", "clean_up_tokenization_spaces": True,
                              "add_eos_token": True, "never_split": ["the"], "do_basic_tokenize": False}},
    }


VARIANTS = {
    "bert": {
        **variants("bert", {**BERT, "do_lower_case": False}, 28996, ("the o", "s the")),
        "do_lower_case": {CONFIG: {**BERT, "do_lower_case": True}},
        "do_lower_case, plain": {CONFIG: {**PLAIN, "do_lower_case": True}},
        "strip_accents": {CONFIG: {**BERT, "do_lower_case": False, "strip_accents": True}},
        "strip_accents false": {CONFIG: {**BERT, "do_lower_case": True, "strip_accents": False}},
        "tokenize_chinese_chars": {CONFIG: {**BERT, "do_lower_case": False, "tokenize_chinese_chars": False}},
        "cls_token and sep_token": {CONFIG: {**BERT, "do_lower_case": False, "cls_token": "the", "sep_token": "of"}},
        "cls_token and sep_token, plain": {CONFIG: {**PLAIN, "cls_token": "the", "sep_token": "of"}},
    },
    "gpt2": {
        **variants("gpt2", GPT2, 50257, ("the o", "s the")),
        "add_prefix_space": {CONFIG: {**GPT2, "add_prefix_space": True}},
    },
    "xlm-roberta": {
        **variants("xlm-roberta", XLMR, 502, ("the o", "s the")),
        "add_prefix_space": {CONFIG: {**XLMR, "add_prefix_space": True}},
        "add_prefix_space false": {CONFIG: {**XLMR, "add_prefix_space": False}},
        "add_prefix_space false, plain": {CONFIG: {**PLAIN, "add_prefix_space": False}},
        "cls_token and sep_token": {CONFIG: {**XLMR, "cls_token": "s", "sep_token": "a"}},
        "bos_token and eos_token": {CONFIG: {**XLMR, "bos_token": "s", "eos_token": "a"}},
        "mask_token": {CONFIG: {**XLMR, "mask_token": "s"}},
        "mask_token, plain": {CONFIG: {**PLAIN, "mask_token": "s"}},
        "mask_token, spaces taken": {CONFIG: {**XLMR, "mask_token": flagged("s", lstrip=True)}},
        "mask_token, spaces taken, plain": {CONFIG: {**PLAIN, "mask_token": flagged("s", lstrip=True)}},
        "extra, spaces taken": {CONFIG: {**XLMR, "extra_special_tokens": [flagged("the o", lstrip=True)]}},
        "special_tokens_map.json, spaces taken": {CONFIG: XLMR, SPECIAL: {"mask_token": flagged("s", lstrip=True)}},
    },
    "albert": {
        "as it is": {CONFIG: ALBERT},
        "plain": {CONFIG: PLAIN},
        "added, normalized": {CONFIG: {**ALBERT, **added(400, "THE O", normalized=True)}},
        "added, normalized, to a plain one": {CONFIG: {**PLAIN, **added(400, "THE O", normalized=True)}},
        "added to a part": {CONFIG: {**ALBERT, **added(5, "(")}},
        "do_lower_case": {CONFIG: {**ALBERT, "do_lower_case": True}},
        "do_lower_case false": {CONFIG: {**ALBERT, "do_lower_case": False}},
        "do_lower_case false, plain": {CONFIG: {**PLAIN, "do_lower_case": False}},
        "keep_accents": {CONFIG: {**ALBERT, "keep_accents": True}},
        "keep_accents false": {CONFIG: {**ALBERT, "keep_accents": False}},
        "add_prefix_space false": {CONFIG: {**ALBERT, "add_prefix_space": False}},
        "cls_token and sep_token": {CONFIG: {**ALBERT, "cls_token": "s", "sep_token": "a"}},
        "remove_space": {CONFIG: {**ALBERT, "remove_space": False}},
        "trim_offsets": {CONFIG: {**ALBERT, "trim_offsets": False}},
    },
    "t5": {
        "as it is": {CONFIG: {**T5, "extra_ids": 7}},
        "plain": {CONFIG: PLAIN},
        "added": {CONFIG: {**T5, "extra_ids": 7, **added(457, "the o")}},
        "legacy": {CONFIG: {**T5, "extra_ids": 7, "legacy": True}},
        "legacy false": {CONFIG: {**T5, "extra_ids": 7, "legacy": False}},
        "extra_ids": {CONFIG: {**T5, "extra_ids": 9}},
        "no extra_ids": {CONFIG: T5},
        "add_prefix_space false": {CONFIG: {**T5, "extra_ids": 7, "add_prefix_space": False}},
        # no eos_token: its id is that of the field, but `tokenizers` still calls it </s>
    },
    "roberta": {
        "as it is": {CONFIG: ROBERTA},
        "plain": {CONFIG: PLAIN},
        "add_prefix_space": {CONFIG: {**ROBERTA, "add_prefix_space": True}},
        "add_prefix_space, plain": {CONFIG: {**PLAIN, "add_prefix_space": True}},
        "trim_offsets": {CONFIG: {**ROBERTA, "trim_offsets": False}},
        "trim_offsets, plain": {CONFIG: {**PLAIN, "trim_offsets": False}},
        "trim_offsets, add_prefix_space": {CONFIG: {**ROBERTA, "trim_offsets": False, "add_prefix_space": True}},
        "cls_token and sep_token": {CONFIG: {**ROBERTA, "cls_token": "s", "sep_token": "a"}},
        "mask_token, spaces taken": {CONFIG: {**ROBERTA, "mask_token": flagged("s", lstrip=True)}},
        "special_tokens_map.json, cls_token": {CONFIG: ROBERTA, SPECIAL: {"cls_token": flagged("s")}},
    },
    "mpnet": {
        "as it is": {CONFIG: MPNET},
        "do_lower_case": {CONFIG: {**MPNET, "do_lower_case": True}},
        "strip_accents": {CONFIG: {**MPNET, "strip_accents": True}},
        "cls_token and sep_token": {CONFIG: {**MPNET, "cls_token": "the", "sep_token": "of"}},
        "bos_token and eos_token": {CONFIG: {**MPNET, "bos_token": "the", "eos_token": "of"}},
        "mask_token": {CONFIG: {**MPNET, "mask_token": "the"}},
    },
    "deberta-v2": {
        "as it is": {CONFIG: DEBERTA},
        "plain": {CONFIG: PLAIN},
        "do_lower_case false": {CONFIG: {**DEBERTA, "do_lower_case": False}},
        "split_by_punct false": {CONFIG: {**DEBERTA, "split_by_punct": False}},
        "split_by_punct false, plain": {CONFIG: {**PLAIN, "split_by_punct": False}},
        "add_prefix_space false": {CONFIG: {**DEBERTA, "add_prefix_space": False}},
        "all false": {CONFIG: {**DEBERTA, "do_lower_case": False, "split_by_punct": False, "add_prefix_space": False}},
        "cls_token and sep_token": {CONFIG: {**DEBERTA, "cls_token": "s", "sep_token": "a"}},
        "bos_token and eos_token": {CONFIG: {**DEBERTA, "bos_token": "s", "eos_token": "a"}},
        "mask_token": {CONFIG: {**DEBERTA, "mask_token": "s"}},
        "mask_token, spaces taken": {CONFIG: {**DEBERTA, "mask_token": flagged("s", lstrip=True)}},
        "unk_id": {CONFIG: {**DEBERTA, "unk_id": 5}},
        "unk_token": {CONFIG: {**DEBERTA, "unk_token": "[PAD]"}},
        "unk_token of a score": {CONFIG: {**DEBERTA, "unk_token": "s"}},
        "unk_token of a score, unk_id": {CONFIG: {**DEBERTA, "unk_token": "s", "unk_id": 5}},
    },
    "xlnet": {
        "as it is": {CONFIG: XLNET},
        "plain": {CONFIG: PLAIN},
        "added": {CONFIG: {**XLNET, **added(500, "the o")}},
        "additional": {CONFIG: {**XLNET, "additional_special_tokens": ["the o", "s the"]}},
        "do_lower_case": {CONFIG: {**XLNET, "do_lower_case": True}},
        "do_lower_case, plain": {CONFIG: {**PLAIN, "do_lower_case": True}},
        "keep_accents": {CONFIG: {**XLNET, "keep_accents": True}},
        "keep_accents false": {CONFIG: {**XLNET, "keep_accents": False}},
        "remove_space": {CONFIG: {**XLNET, "remove_space": False}},
        "add_prefix_space false": {CONFIG: {**XLNET, "add_prefix_space": False}},
        "padding_side": {CONFIG: {**XLNET, "padding_side": "right", "truncation_side": "left"}},
        "cls_token and sep_token": {CONFIG: {**XLNET, "cls_token": "s", "sep_token": "a"}},
        "cls_token and sep_token, plain": {CONFIG: {**PLAIN, "cls_token": "s", "sep_token": "a"}},
        "bos_token and eos_token": {CONFIG: {**XLNET, "bos_token": "s", "eos_token": "a"}},
        "mask_token": {CONFIG: {**XLNET, "mask_token": "s"}},
        "mask_token, no spaces taken": {CONFIG: {**XLNET, "mask_token": flagged("s")}},
        "unk_id": {CONFIG: {**XLNET, "unk_id": 5}},
        "unk_id, plain": {CONFIG: {**PLAIN, "unk_id": 5}},
        "unk_token": {CONFIG: {**XLNET, "unk_token": "s"}},
    },
}


def float64(model):
    """The same unigram model with the arithmetic of Hugging Face's tokenizers."""
    size = model.get_piece_size()
    largest = max(model.get_score(id) for id in range(size))
    vocabulary = []
    for id in range(size):
        piece, score = model.id_to_piece(id), model.get_score(id)
        if model.is_control(id) or model.is_unknown(id):
            piece = f"\ufdd0{id}"  # does not occur in any text
        elif score == 0 and not model.is_byte(id):
            # unigram_model.cc scores a user-defined symbol so that it is never split
            score = len(piece.encode()) * largest - 0.1
        vocabulary.append((piece, score))
    return tokenizers.models.Unigram(vocabulary, model.unk_id(), any(model.is_byte(id) for id in range(size)))


def ties(model, lines, cuts):
    """The lines that `tokenizers` segments otherwise than sentencepiece did in `cuts`."""
    other, found = float64(model), {}
    for line, cut in zip(lines, cuts):
        ids = [token.id for token in other.tokenize(model.normalize(line))]
        if ids != cut:
            sums = [math.fsum(model.get_score(id) for id in each) for each in (cut, ids)]
            if sums[0] != sums[1]:
                sys.exit(f"{line!r}: {cut} and {ids} have the scores {sums}")
            found[line] = {"sentencepiece": cut, "float64": ids}
    return found


def main(data, names):
    texts = {name: corpus_texts.texts(name, data) for name in CORPORA}
    out = {
        "about": f"settings_digests.py, transformers {transformers.__version__}, tokenizers {tokenizers.__version__},"
        f" sentencepiece {sentencepiece.__version__}",
        "bases": {name: {"settings": settings, "files": files} for name, (settings, files) in BASES.items()},
        "variants": {},
        "sentencepiece": {},
        "ties": {},
    }
    if names:
        out = json.loads((HERE / "settings_digests.json").read_text())
    for base in names or VARIANTS:
        description = MODELS / "descriptions" / f"{base}.json"
        with tempfile.TemporaryDirectory() as temporary:
            older, saved = Path(temporary) / "older", Path(temporary) / "saved"
            if base in TINY:
                older = MODELS / "tokenizers" / base
            else:
                settings, files = BASES[base]
                older.mkdir()
                (older / CONFIG).write_text(json.dumps(settings))
                for source, target in files.items():
                    shutil.copy(data / source, older / target)
            AutoTokenizer.from_pretrained(older).save_pretrained(saved)
            if base in TINY:
                description.parent.mkdir(exist_ok=True)
                description.write_text(json.dumps(json.loads((saved / "tokenizer.json").read_text())) + "\n")
            known = out["variants"].get(base, {})
            out["variants"][base] = {}
            for name, beside in VARIANTS[base].items():
                if known.get(name, {}).get("files") == beside:
                    out["variants"][base][name] = known[name]
                    continue
                folder = Path(temporary) / name
                folder.mkdir()
                shutil.copy(saved / "tokenizer.json", folder)
                for file, content in beside.items():
                    (folder / file).write_text(json.dumps(content))
                backend = AutoTokenizer.from_pretrained(folder).backend_tokenizer
                backend.no_padding()
                backend.no_truncation()
                digests = {corpus: digest(backend, lines)[:16] for corpus, lines in texts.items()}
                out["variants"][base][name] = {"files": beside, "corpora": digests}
                print(base, name, digests, flush=True)
    for file in sorted((MODELS / "sentencepiece").glob("*.model")) if not names else ():
        model = sentencepiece.SentencePieceProcessor(model_file=str(file))
        digests, tied = {}, {}
        for corpus, lines in texts.items():
            sha = hashlib.sha256()
            cuts = [model.encode(line) for line in lines]
            for cut in cuts:
                sha.update(np.array(cut + [-1], "<i4").tobytes())
            digests[corpus] = sha.hexdigest()[:16]
            if file.name.startswith("unigram"):
                tied.update(ties(model, lines, cuts))
        out["sentencepiece"][file.name] = digests
        if tied:
            out["ties"][file.name] = tied
    (HERE / "settings_digests.json").write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    transformers.logging.set_verbosity_error()
    main(Path(sys.argv[1]), sys.argv[2:])
