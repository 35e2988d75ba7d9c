"""Writes pairs.json: pairs of texts as the fast tokenizers of transformers encode them.

usage: pairs.py

For the tokenizer.json of ../models/descriptions and tiny-bert, and each of PAIRS:
`ids`, `types` and `parts` (the number of the text, -1 for special tokens) of the whole pair, truncated to MOST
subwords (longest_first), and in windows over the second text (only_second) of `window` subwords, which share STRIDE;
of the windows also the offsets of subwords in their text, in code points. `types` are 0 for families without token types.
"""

import json
from pathlib import Path

import tokenizers
import transformers

HERE = Path(__file__).parent
MODELS = HERE.parent / "models"
MOST, STRIDE, ROOM = 14, 3, 9
# Whether the models of the family read token types. Since version 5 the classes of ALBERT and XLNet return none
# unless asked to, though their models were trained with them; the tokenizers still make them.
TYPED = {
    "albert": True,
    "deberta-v2": True,
    "mpnet": False,
    "roberta": False,
    "t5": False,
    "xlm-roberta": False,
    "xlnet": True,
    "tiny-bert": True,
}
PAIRS = [
    ("A man is playing a flute.", "A man plays."),
    ("No.", "The observatory on the hill was opened last year, and the town came."),
    ("Where was the observatory opened?", "It was opened on the hill, said the mayor, before the bridge was built."),
    ("the bridge over the river is longer than the old one and wider too", "yes"),
    ("one two three four five six seven", "one two three four five six seven eight"),
    ("Émile's café", "naïve café — “quoted”"),
]


def opened(name):
    file = MODELS / name / "tokenizer.json" if name == "tiny-bert" else MODELS / "descriptions" / f"{name}.json"
    return transformers.PreTrainedTokenizerFast(tokenizer_file=str(file))


def row(encoding, typed):
    parts = [-1 if p is None else p for p in encoding.sequence_ids]
    types = encoding.type_ids if typed else [0] * len(parts)
    return {"ids": encoding.ids, "types": types, "parts": parts}


def encoded(fast, typed, first, second):
    plain = lambda text: len(fast(text, add_special_tokens=False)["input_ids"])
    special = fast.num_special_tokens_to_add(pair=True)
    window = plain(first) + special + ROOM
    whole = fast(first, second)
    cut = fast(first, second, truncation="longest_first", max_length=MOST)
    parts = fast(
        first, second, truncation="only_second", max_length=window, stride=STRIDE, return_overflowing_tokens=True
    )
    windows = []
    for encoding in parts.encodings:
        offsets = [[-1, -1] if p is None else list(o) for p, o in zip(encoding.sequence_ids, encoding.offsets)]
        windows.append(row(encoding, typed) | {"offsets": offsets})
    return {
        "whole": row(whole.encodings[0], typed),
        "truncated": row(cut.encodings[0], typed),
        "window": window,
        "windows": windows,
    }


def main():
    result = {
        "about": f"pairs.py, transformers {transformers.__version__}, tokenizers {tokenizers.__version__}",
        "most": MOST,
        "stride": STRIDE,
        "pairs": PAIRS,
        "tokenizers": {},
    }
    for name, typed in TYPED.items():
        fast = opened(name)
        result["tokenizers"][name] = [encoded(fast, typed, a, b) for a, b in PAIRS]
        print(name, typed, len(result["tokenizers"][name][2]["windows"]), "windows")
    (HERE / "pairs.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
