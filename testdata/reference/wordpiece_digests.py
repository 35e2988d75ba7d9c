"""Writes wordpiece_digests.json, digests of the tokenization of real text by `tokenizers`, and ../unicode/nasty.txt.

usage: wordpiece_digests.py MINILM DATA
       (the folder written by minilm_from_onnx.py; the folder of the corpora)

A digest is the sha256 over all lines of a file, split at line feeds only. Each line is tokenized twice,
without special tokens and with them: for each subword its id and its begin and end in UTF-16 code units,
then -1, all as little-endian int32, then for each subword its piece in UTF-8 and a line feed. Files
that are not UTF-8 and the folder's README.md are left out; of files that corpus_texts.py reads, only the
texts are used.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import tokenizers

import corpus_texts

HERE = Path(__file__).parent
NASTY = HERE.parent / "unicode" / "nasty.txt"
END = np.array([-1], "<i4").tobytes()
# changes with every added corpus, so its digest would not test the tokenizer
INDEX = "README.md"

# one line each, so none contains a line feed
LINES = [
    "",
    " ",
    "\t \u00a0\u2003\u3000 ",
    "plain words, to begin with.",
    "\ufeffa byte order mark before and in\ufeffside",
    "carriage\rreturn and \r at the end\r",
    "line\u2028separator paragraph\u2029separator next\u0085line",
    "vertical\x0btab form\x0cfeed unit\x1fseparator",
    "nul\x00inside \x00 alone \x01\x02 bell\x07 delete\x7f c1\x80\x9f",
    "zero\u200bwidth\u200cnon\u200djoiner word\u2060joiner soft\u00adhyphen",
    "left\u200eto\u200fright \u202aembedded\u202c \u2067isolated\u2069",
    "family \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 and a\U0001f600b",
    "flags \U0001f1ff\U0001f1fc \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "skin \U0001f44d\U0001f3fd keycap 1\ufe0f\u20e3 heart \u2764\ufe0f \u2764\ufe0e",
    "cafe\u0301 na\u0131\u0308ve A\u030a\u0327 \u0301alone a\u0300\u0301\u0302\u0303\u0304\u0305\u0306",
    "caf\u00e9 \u00c5ngstr\u00f6m \u212bngstr\u00f6m \u2126hm \u212aelvin",
    "\u0130stanbul \u0131\u015f\u0131k STRASSE Stra\u00dfe \u1e9e \ufb01ne \ufb03x \u01c4 \u01c5",
    "\u03a3\u0391\u03a3 \u03c3\u03b1\u03c2 \u0386\u03bb\u03c6\u03b1 \u1fb3 \u1f88",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u0627\u0644\u0639\u064e\u0631\u064e\u0628\u0650\u064a\u0651\u0629 \u0640\u0640 mixed \u05d0a\u05d1",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u0ba4\u0bae\u0bbf\u0bb4\u0bcd \u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22 \u1019\u103c\u1014\u103a\u1019\u102c \u1781\u17d2\u1798\u17c2\u179a",
    "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab\u1100\u116e\u11a8 \u304b\u3099 \u30ac\uff76\uff9e \u304c",
    "\u6f22\u5b57\u304b\u306a\u4ea4\u3058\u308a\u3002 \uf900\ufa0e\u2f00\u3007\u3005",
    "\U00020000\U0002a6d6 ext b, \U0002f800 compat, \U00030000 ext g, \U0001f251",
    "private \ue000\uf8ff \U000f0000 \U0010fffd use",
    "non\ufffecharacters \uffff \ufdd0 \U0010ffff replacement \ufffd",
    "math \U0001d400\U0001d7d8 \u2115\u00bd\u2153\u2460\u3231 \u00b2\u2082 \u2160\u216b",
    "punct \u201cquotes\u201d \u2018x\u2019 \u00ab\u00bb \u2014\u2013\u2012 \u2026 \u00bf\u00a1 \u3001\uff01\uff0c\uff0e !#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "symbols \u20ac\u00a3\u00a5\u20bf \u00a9\u00ae\u2122 \u2200\u2203\u221e \u2190\u21d2 \u2591\u2588 \u266b",
    "[CLS] [SEP] [MASK] [PAD] [UNK] [unused1] x[MASK]y [mask] [ MASK ]",
    "##ing ## # un##able #hash @name http://a.b/c?d=e&f=%20 a_b __init__ x^2",
    "don't won't I'm rock'n'roll o\u2019clock",
    "1234567890 1,234.50 0x1F 1e-5 \u0661\u0662\u0663 \u0967\u0968\u0969 \uff11\uff12",
    "a" * 100,
    "a" * 101,
    "x " + "b" * 5000 + " y",
    "\U0001f600" * 120,
    "\u00e9" * 100 + " " + "e\u0301" * 60,
    "\u4e2d" * 300,
    "ab" * 50 + "\u0301" + " end",
    "." * 400,
    "\u0301" * 300,
    "\u200d" * 200 + "z",
    " many   blanks \t\t between \u00a0 words  ",
    "last line without a line feed",
]


def rows(encoding, units):
    numbers = np.zeros((len(encoding.ids), 3), "<i4")
    if len(numbers):
        numbers[:, 0] = encoding.ids
        numbers[:, 1:] = units[np.array(encoding.offsets)]
    pieces = "".join(piece + "\n" for piece in encoding.tokens)
    return numbers.tobytes() + END + pieces.encode("utf-8")


def digest(tokenizer, lines):
    sha = hashlib.sha256()
    for at in range(0, len(lines), 1000):
        part = lines[at : at + 1000]
        alone = tokenizer.encode_batch(part, add_special_tokens=False)
        framed = tokenizer.encode_batch(part, add_special_tokens=True)
        for line, *encodings in zip(part, alone, framed):
            units = np.zeros(len(line) + 1, "<i4")
            if line:
                points = np.frombuffer(line.encode("utf-32-le"), "<u4")
                np.cumsum(1 + (points > 0xFFFF), out=units[1:])
            for encoding in encodings:
                sha.update(rows(encoding, units))
    return sha.hexdigest()


def main(minilm, data):
    NASTY.parent.mkdir(exist_ok=True)
    NASTY.write_bytes("\n".join(LINES).encode("utf-8"))
    tokenizer = tokenizers.Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    read = {name for _, named in corpus_texts.CORPORA.values() for name in named}
    files = {}
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        name = path.relative_to(data).as_posix()
        if name in read or name == INDEX:
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            print("left out, no text:", name)
            continue
        files[name] = digest(tokenizer, text.split("\n"))
    out = {
        "about": f"wordpiece_digests.py, tokenizers {tokenizers.__version__}, all-minilm-l6-v2",
        "nasty": digest(tokenizer, LINES),
        "corpora": {name: digest(tokenizer, corpus_texts.texts(name, data)) for name in corpus_texts.CORPORA},
        "files": files,
    }
    (HERE / "wordpiece_digests.json").write_text(json.dumps(out, indent=1) + "\n")
    print(len(files), "files")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
