"""Writes ../models/sentencepiece/NAME.model and sentencepiece_rules.json: models whose files set
unusual rules, and sentencepiece's segmentation of texts by them.

usage: sentencepiece_rules.py

Trained on ../documents by one thread; nothing is random. `ids` are those of SentencePieceProcessor.encode for
each line of ../documents, ../unicode/nasty.txt and LINES, as one sha256 over all lines: the ids of a line
and -1, little-endian int32. `lines` has the ids of LINES themselves.
"""

import contextlib
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import sentencepiece

from tokenizer_models import TEXTS, lines
from wordpiece_digests import LINES as NASTY

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models" / "sentencepiece"
LINES = [
    "Hello world",
    "  two  spaces   and trailing  ",
    "The river said foo and 12345 <tag> foo12 end",
    "caf\u00e9 \U0001f600 \u65e5\u672c",
    "x<ctl>y <s> </s> <unk> <0x41> \u2581lit",
    "\u2581",
    " ",
    "",
    "tab\there and\nline",
]
KINDS = {
    "plain": {},
    "no-prefix": {"add_dummy_prefix": False},
    "suffix": {"treat_whitespace_as_suffix": True},
    "suffix-spaces": {"treat_whitespace_as_suffix": True, "remove_extra_whitespaces": False},
    "bytes": {"byte_fallback": True, "vocab_size": 600},
    "spaces": {"remove_extra_whitespaces": False},
    "symbols": {"user_defined_symbols": "<tag>,12,foo", "control_symbols": "<ctl>"},
}


def main():
    MODELS.mkdir(parents=True, exist_ok=True)
    out = {"about": f"sentencepiece_rules.py, sentencepiece {sentencepiece.__version__}", "lines": LINES, "models": {}}
    texts = [line for path in TEXTS for line in path.read_bytes().decode("utf-8").split("\n")] + NASTY + LINES
    # names without folders, as a model states them
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary):
        Path("text").write_text("\n".join(lines()), "utf-8")
        for kind in ("unigram", "bpe"):
            for name, rules in KINDS.items():
                sentencepiece.SentencePieceTrainer.train(
                    input="text", model_prefix="m", model_type=kind, num_threads=1, minloglevel=2,
                    character_coverage=0.98, normalization_rule_name="identity", required_chars="<>/",
                    **{"vocab_size": 350, **rules},
                )
                file = MODELS / f"{kind}-{name}.model"
                file.write_bytes(Path("m.model").read_bytes())
                model = sentencepiece.SentencePieceProcessor(model_file=str(file))
                sha = hashlib.sha256()
                for line in texts:
                    sha.update(np.array(model.encode(line) + [-1], "<i4").tobytes())
                out["models"][file.name] = {"ids": sha.hexdigest(), "lines": [model.encode(line) for line in LINES]}
                print(file.name, file.stat().st_size)
    (HERE / "sentencepiece_rules.json").write_text(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()
