"""Writes tokenizer_digests.json: digests of transformers' tokenization of real text with every kind of tokenizer.

usage: tokenizer_digests.py DATA [NAME...]    (the folder of the corpora; NAME: only these, the others are kept)

The tokenizers are those of ../models/tokenizers (see tokenizer_models.py) and VOCABULARIES, from
which the same folders are made. `text` is the digest of wordpiece_digests.py: pieces, ids and
offsets, line by line, without special tokens and with them. `words` are lines split at spaces only, with
is_split_into_words=True and, for byte-level ones, add_prefix_space=True: for each line with a word the ids
with special tokens, where a word without subwords becomes `substitute`, and the token types; -1 after
each line; little-endian int32. `corpora_text` has the texts of each corpus as corpus_texts.py
reads them, and, for VOCABULARIES, whole FILES in other languages. The first 16 hexadecimal digits of
each sha256 are kept. An entry has `about` if its versions differ from those of the file.

Vocabularies of no family are tokenized like sentencepiece, as in transformers since version 5: the
conversion of 4.53 removed white space other than spaces at the ends of lines.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import sentencepiece
import tokenizers
import transformers
from sentencepiece import sentencepiece_model_pb2
from transformers import AutoTokenizer
from transformers.convert_slow_tokenizer import SpmConverter

import corpus_texts
from wordpiece_digests import LINES, digest

HERE = Path(__file__).parent
MODELS = HERE.parent / "models" / "tokenizers"
FILES = ("sentencepiece-reference/botchan.txt", "weibo-ner/weiboNER_2nd_conll.dev", "stsb-multi-mt/stsb-en-test.csv")
WORDS = FILES[:2]
T = "tokenizer-reference/"
S = "sentencepiece-reference/"
# name: tokenizer_config.json, {file in DATA: its name in a folder}
VOCABULARIES = {
    "bert-base-cased": ({"tokenizer_class": "BertTokenizer", "do_lower_case": False}, {T + "bert_base_cased_vocab.txt": "vocab.txt"}),
    "openai-gpt2": ({"tokenizer_class": "GPT2Tokenizer"}, {T + "gpt2_bpe_encoder.json": "vocab.json", T + "gpt2_bpe_vocab.bpe": "merges.txt"}),
    "roberta-on-gpt2": ({"tokenizer_class": "RobertaTokenizer"}, {T + "gpt2_bpe_encoder.json": "vocab.json", T + "gpt2_bpe_vocab.bpe": "merges.txt"}),
    "openai-gpt": ({"tokenizer_class": "OpenAIGPTTokenizer"}, {T + "openai-gpt-vocab.json": "vocab.json", T + "openai-gpt-merges.txt": "merges.txt"}),
    "t5-base": ({"tokenizer_class": "T5Tokenizer"}, {T + "t5_tokenizer_base.model": "spiece.model"}),
    "xlm-roberta-on-botchan": ({"tokenizer_class": "XLMRobertaTokenizer"}, {S + "test_model.model": "sentencepiece.bpe.model"}),
    "xlnet-on-spm-example": ({"tokenizer_class": "XLNetTokenizer", "keep_accents": True}, {T + "spm_example.model": "spiece.model"}),
    "albert-on-botchan": ({"tokenizer_class": "AlbertTokenizer"}, {S + "test_model.model": "spiece.model"}),
    "deberta-v2-on-japanese": ({"tokenizer_class": "DebertaV2Tokenizer"}, {S + "test_ja_model.model": "spm.model"}),
    "sentencepiece-japanese": ({"tokenizer_class": "PreTrainedTokenizerFast"}, {S + "test_ja_model.model": "tokenizer.model"}),
}


def open_folder(folder, **more):
    """transformers' fast tokenizer; if a family has none, its plain conversion of sentencepiece."""
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    if settings["tokenizer_class"] == "PreTrainedTokenizerFast":
        proto = sentencepiece_model_pb2.ModelProto()
        proto.ParseFromString((folder / "tokenizer.model").read_bytes())
        pieces = [(p.piece, p.score) for p in proto.pieces]
        bpe = proto.trainer_spec.model_type == 2
        vocab = {p: i for i, (p, _) in enumerate(pieces)} if bpe else pieces
        backend = SpmConverter.build_tokenizer_from_spm_proto(proto, vocab)
        return transformers.PreTrainedTokenizerFast(tokenizer_object=backend, unk_token="<unk>")
    kind = getattr(transformers, settings["tokenizer_class"] + "Fast")
    return kind.from_pretrained(folder, **more)


def around(tokenizer):
    """The special tokens before and after a sequence with their token types, found by encoding a word."""
    encoded = tokenizer(["a"], is_split_into_words=True, return_token_type_ids=True)
    rows = list(zip(encoded["input_ids"], encoded["token_type_ids"]))
    words = [i for i, w in enumerate(encoded.word_ids()) if w is not None]
    return rows[: words[0]], rows[words[-1] + 1 :]


def words_digest(tokenizer, substitute, lines):
    sha = hashlib.sha256()
    before, after = around(tokenizer)
    texts = [words for words in ([w for w in line.split(" ") if w] for line in lines) if words]
    for at in range(0, len(texts), 1000):
        part = texts[at : at + 1000]
        encoded = tokenizer(part, is_split_into_words=True)
        for words, encoding in zip(part, encoded.encodings):
            # each word is replaced by its ids; the special tokens around them belong to no word
            of_word, places = {}, []
            for id, word in zip(encoding.ids, encoding.word_ids):
                if word is None:
                    places.append(id)
                else:
                    of_word.setdefault(word, []).append(id)
            assert places == [id for id, _ in before + after], (words, places)
            middle = [(id, 0) for w in range(len(words)) for id in of_word.get(w, [substitute])]
            rows = before + middle + after
            ids, types = [r[0] for r in rows], [r[1] for r in rows]
            sha.update(np.array(ids + types + [-1], "<i4").tobytes())
    return sha.hexdigest()[:16]


def main(data, names):
    corpora = {name: corpus_texts.texts(name, data) for name in corpus_texts.CORPORA}
    files = {name: (data / name).read_bytes().decode("utf-8").split("\n") for name in FILES}
    texts = {p.name: p.read_bytes().decode("utf-8").split("\n") for p in sorted((HERE.parent / "documents").glob("*.txt"))}
    texts["nasty.txt"] = LINES
    out = {
        "about": f"tokenizer_digests.py, transformers {transformers.__version__}, tokenizers"
        f" {tokenizers.__version__}, sentencepiece {sentencepiece.__version__}",
        "corpora": {name: {"form": form, "files": named} for name, (form, named) in corpus_texts.CORPORA.items()},
        "files": FILES,
        "tokenizers": {},
    }
    about = out["about"]
    if names:
        out = json.loads((HERE / "tokenizer_digests.json").read_text())
    with tempfile.TemporaryDirectory() as temporary:
        folders = {p.name: p for p in sorted(MODELS.iterdir())}
        for name, (settings, copied) in VOCABULARIES.items():
            folders[name] = Path(temporary) / name
            folders[name].mkdir()
            (folders[name] / "tokenizer_config.json").write_text(json.dumps(settings))
            for source, target in copied.items():
                shutil.copy(data / source, folders[name] / target)
        for name, folder in folders.items():
            if names and name not in names:
                continue
            tokenizer = open_folder(folder)
            backend = tokenizer.backend_tokenizer
            words = open_folder(folder, add_prefix_space=True) if "bytes" in kind_of(backend) else tokenizer
            # the model's unknown subword, which may differ from transformers' unk_token
            unknown = json.loads(backend.to_str())["model"].get("unk_id", tokenizer.unk_token_id)
            entry = {"substitute": unknown, "size": len(tokenizer), "settings": {}, "files": {}}
            if name in VOCABULARIES:
                entry["settings"], entry["files"] = VOCABULARIES[name]
            entry["words"] = {n: words_digest(words, unknown, lines) for n, lines in texts.items()}
            entry["text"] = {n: digest(backend, lines)[:16] for n, lines in texts.items()}
            seen = files if name in VOCABULARIES else {}
            entry["corpora_words"] = {n: words_digest(words, unknown, lines) for n, lines in seen.items() if n in WORDS}
            entry["corpora_text"] = {n: digest(backend, lines)[:16] for n, lines in {**seen, **corpora}.items()}
            if about != out["about"]:
                entry["about"] = about
            out["tokenizers"][name] = entry
            print(name, len(tokenizer), flush=True)
            (HERE / "tokenizer_digests.json").write_text(json.dumps(out, indent=1) + "\n")


def kind_of(backend):
    return "bytes" if "ByteLevel" in str(backend.pre_tokenizer) else "other"


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
