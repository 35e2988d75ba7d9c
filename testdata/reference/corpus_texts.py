"""The texts of the corpora, one per line, as input for tokenizers; see tokenizer_digests.py.

FORMS gives the form of a file: `comments` are the lines `# text = ` of CoNLL-U, `labelled` is the text
after the first blank of a line, `columns` has one word per line, before the first tab or blank, and the
words up to an empty line are joined by blanks. Only \\n ends a line.
"""

import re

UTF_8, LATIN_1 = "UTF-8", "ISO-8859-1"
# name: form, {file in DATA: encoding}
CORPORA = {
    "ud-english-ewt": ("comments", {f"ud-english-ewt/en_ewt-ud-{p}.conllu": UTF_8 for p in ("train", "dev", "test")}),
    "trec": ("labelled", {"sst-trec/TREC.train.all": LATIN_1, "sst-trec/TREC.test.all": UTF_8}),
    "sst": ("labelled", {f"sst-trec/stsa.fine.{p}": UTF_8 for p in ("train", "dev", "test")}),
    "wnut17": (
        "columns",
        {f"wnut17/{f}": UTF_8 for f in ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")},
    ),
    "broad-twitter": ("columns", {f"broad-twitter-corpus/{s}.conll": UTF_8 for s in "abegh"}),
    "wikigold": ("columns", {"wikigold-train/wikigold-train.conll": UTF_8}),
}


def comments(lines):
    mark = "# text = "
    return [line[len(mark) :] for line in lines if line.startswith(mark)]


def labelled(lines):
    return [line.split(" ", 1)[1] for line in lines if " " in line]


def columns(lines):
    texts, words = [], []
    for line in lines + [""]:
        word = re.split("[\t ]", line, maxsplit=1)[0]
        if word:
            words.append(word)
        elif words:
            texts.append(" ".join(words))
            words = []
    return texts


FORMS = {"comments": comments, "labelled": labelled, "columns": columns}


def texts(name, data):
    """All texts of corpus `name`."""
    form, files = CORPORA[name]
    found = []
    for file, encoding in files.items():
        found += FORMS[form]((data / file).read_bytes().decode(encoding).split("\n"))
    return found
