"""Opens tokenizers written by Cascade (tokenizer.json, tokenizer_config.json) in transformers.

usage: open_tokenizers.py FOLDER...
Prints for each the class that AutoTokenizer chooses, its size and special tokens. The exit code is 1 if ids
or offsets differ from those of tokenizer.json alone, or added tokens have no row in the weights.
"""

import sys
from pathlib import Path

import tokenizers
from transformers import AutoTokenizer

TEXTS = [
    "Hello \U0001f600 w\u00f6rld, it's 20,000 \ufb01ne <mask> [MASK].",
    "  a\u0301 x\u200by  don't ``q'' \t",
    "<s> </s> <cls> [CLS] <unk> x <extra_id_1>",
]


def main(folders):
    bad = 0
    for folder in folders:
        alone = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        opened = AutoTokenizer.from_pretrained(folder)
        same = len(opened) == alone.get_vocab_size()
        for text in TEXTS:
            encoded = opened(text, return_offsets_mapping=True)
            same &= encoded["input_ids"] == alone.encode(text).ids
            same &= [tuple(o) for o in encoded["offset_mapping"]] == alone.encode(text).offsets
        bad += not same
        print(folder.name, type(opened).__name__, len(opened), opened.special_tokens_map, "same" if same else "DIFFERENT")
    return bad > 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
