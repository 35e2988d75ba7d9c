"""Writes elmo_characters.json: digests of the character ids that ELMo's first implementation gives to the words of the corpora.

usage: elmo_characters.py BILM DATA
       (allenai/bilm-tf at commit 7cffee2, of which only bilm/data.py is run; the folder of the corpora)

For each file the distinct words, separated by blanks, tabs and line feeds, in order; for nasty.txt each
line as one word. A digest is the sha256 over the 50 character ids of each word, little-endian int32.
"""

import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path

import corpus_texts
from wordpiece_digests import LINES

HERE = Path(__file__).parent
LONGEST = 50


def digest(batcher, words):
    sha = hashlib.sha256()
    for word in dict.fromkeys(words):
        if word:
            # between the begin and end marks of the sentence
            sha.update(batcher.batch_sentences([[word]])[0][1].astype("<i4").tobytes())
    return sha.hexdigest()[:16]


def main(bilm, data):
    spec = importlib.util.spec_from_file_location("data", bilm / "bilm" / "data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    batcher = module.Batcher(str(data / "elmo-bilm-reference" / "vocab_test.txt"), LONGEST)
    out = {"about": "elmo_characters.py, allenai/bilm-tf 7cffee2", "nasty": digest(batcher, LINES), "files": {}}
    for _, files in corpus_texts.CORPORA.values():
        for name, encoding in files.items():
            words = re.split("[ \t\n]", (data / name).read_bytes().decode(encoding))
            out["files"][name] = {"encoding": encoding, "sha256": digest(batcher, words)}
    (HERE / "elmo_characters.json").write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
