"""Reference values of gensim for word vectors: neighbours, analogies, similarities, fastText's unknown words.

    python vectors.py DATA NLP4J_JAR > vectors.json

DATA is the folder of the corpora, NLP4J_JAR edu.emory.mathcs.nlp:nlp4j-english:1.1.3 from Maven Central.
Written with gensim 4.4.0, numpy 2.4.6, scipy 1.17.1 on Python 3; one thread.
"""

import gzip
import json
import logging
import lzma
import os
import struct
import sys
import zipfile

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import gensim
import numpy
import scipy
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors

ENTRY = "edu/emory/mathcs/nlp/lexica/en-word-embeddings-undigitalized.xz"


def glove(path):
    words, rows = [], []
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            parts = line.rstrip("\n").split(" ")
            words.append(parts[0])
            rows.append(numpy.array([float(x) for x in parts[1:]], dtype=numpy.float32))
    return words, numpy.stack(rows)


def nlp4j(jar):
    """The entries of the serialised HashMap<String, float[]>, in the order of the stream."""
    with zipfile.ZipFile(jar) as archive, archive.open(ENTRY) as packed, lzma.open(packed) as f:
        f.read(len(b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap") + 8 + 1 + 2)
        f.read(1 + 2 + 10 + 1 + 2 + 9 + 2 + 8)  # two fields, end, no superclass, their values
        block = f.read(10)
        assert block[:2] == b"\x77\x08"
        size = struct.unpack(">i", block[6:])[0]
        words, rows = [], None
        for i in range(size):
            assert f.read(1) == b"t"
            (length,) = struct.unpack(">H", f.read(2))
            words.append(f.read(length).replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
                         .encode("utf-16", "surrogatepass").decode("utf-16"))
            assert f.read(1) == b"u"
            f.read(len(b"r\x00\x02[F") + 8 + 1 + 2 + 2 if i == 0 else 5)
            (width,) = struct.unpack(">i", f.read(4))
            if rows is None:
                rows = numpy.empty((size, width), dtype=numpy.float32)
            rows[i] = numpy.frombuffer(f.read(4 * width), dtype=">f4")
        assert f.read() == b"x"
    return words, rows


def vectors(words, rows):
    made = KeyedVectors(rows.shape[1])
    made.add_vectors(words, rows)
    assert len(made) == len(words)
    return made


def analogies(kv, path, **options):
    """Counts of each section; gensim logs the questions left out for unknown words as a percentage."""
    score, sections = kv.evaluate_word_analogies(path, **options)
    return {
        "accuracy": score,
        "sections": [
            {"name": s["section"], "correct": len(s["correct"]), "incorrect": len(s["incorrect"])}
            for s in sections
        ],
    }


def pairs(kv, path, **options):
    pearson, spearman, unknown = kv.evaluate_word_pairs(path, **options)
    return {"pearson": pearson[0], "spearman": spearman[0], "unknown": unknown}


def scores(kv, data, probes):
    words = f"{data}/word-analogies/questions-words.txt"
    wordsim = f"{data}/vector-format-samples/wordsim353.tsv"
    simlex = f"{data}/vector-format-samples/simlex999.txt"
    return {
        "words": len(kv),
        "analogies": analogies(kv, words),
        "wordsim353": pairs(kv, wordsim),
        "simlex999": pairs(kv, simlex),
        "nearest": {w: kv.most_similar(w, topn=10) for w in probes},
        "wordsim353AllWords": pairs(kv, wordsim, restrict_vocab=len(kv)),
        "simlex999AllWords": pairs(kv, simlex, restrict_vocab=len(kv)),
        "analogy": kv.most_similar(positive=["king", "woman"], negative=["man"], topn=10),
    }


def fasttext(path):
    kv = load_facebook_vectors(path, encoding="utf-8")
    unknown = ["catlike", "unterseeboot", "x", "the the", "Преступление", "naïveté", "北京大学", "e-mail"]
    return {
        "rows": {w: [float(x) for x in kv[w]] for w in kv.index_to_key[:50]},
        "unknown": {w: [float(x) for x in kv[w]] for w in unknown if w not in kv.key_to_index},
    }


def main(data, jar):
    logging.disable(logging.CRITICAL)
    samples = f"{data}/vector-format-samples"
    result = {
        "versions": {"gensim": gensim.__version__, "numpy": numpy.__version__, "scipy": scipy.__version__},
        "lee_fasttext.bin": fasttext(f"{samples}/lee_fasttext.bin"),
        "crime-and-punishment.bin": fasttext(f"{samples}/crime-and-punishment.bin"),
        "glove-6b-100d-top10k": scores(
            vectors(*glove(f"{data}/glove-6b-100d-top10k/glove.6B.100d.top10k.txt.gz")), data, ["london", "music"]
        ),
        "glove-case-sensitive": analogies(
            vectors(*glove(f"{data}/glove-6b-100d-top10k/glove.6B.100d.top10k.txt.gz")),
            f"{data}/word-analogies/questions-words.txt",
            restrict_vocab=5000,
            case_insensitive=False,
        ),
        "nlp4j": scores(vectors(*nlp4j(jar)), data, ["London", "music"]),
    }
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
