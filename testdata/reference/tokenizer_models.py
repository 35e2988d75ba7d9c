"""Writes ../models/tokenizers/NAME: tiny vocabularies of every kind, in the file format of each family.

usage: tokenizer_models.py

Trained on ../documents with `tokenizers` and `sentencepiece` in one thread. The normalisation of the sentencepiece
models is the short list below. The trainers of gpt and mpnet break ties by the order of a hash table, which differs between
runs, so these two are written only if they are absent.
"""

import contextlib
import json
import tempfile
from pathlib import Path

import sentencepiece
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers, trainers

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models" / "tokenizers"
TEXTS = sorted((HERE.parent / "documents").glob("*.txt"))
# normalisation rules by code points: fi ligature, no-break space, full-width digits, a control
# character and a zero-width space that vanish, a letter with its accent, a Roman numeral
RULES = {
    "\ufb01": "fi",
    "\ufb03": "ffi",
    "\u00a0": " ",
    "\u3000": " ",
    "\u2003": " ",
    "\t": " ",
    "\uff11": "1",
    "\uff12": "2",
    "\u0007": "",
    "\u200b": "",
    "e\u0301": "\u00e9",
    "\u2167": "VIII",
    "\u2026": "...",
    "\U0001d400": "A",
    "\u212b": "\u00c5",
}


def lines():
    return [line for path in TEXTS for line in path.read_text("utf-8").splitlines() if line.strip()]


def settings(name, **values):
    folder = MODELS / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer_config.json").write_text(json.dumps(values, indent=1) + "\n")
    return folder


def byte_pairs(folder, model, trainer, pre_tokenizer, normalizer=None):
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.train_from_iterator(lines(), trainer)
    tokenizer.model.save(str(folder))


def bytes_trainer(special):
    return trainers.BpeTrainer(
        vocab_size=900,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )


def pieces(name, file, kind, vocab_size, tokenizer_class, extra=None, rules=True, **training):
    folder = settings(name, tokenizer_class=tokenizer_class, **(extra or {}))
    code = lambda text: " ".join(f"{ord(c):X}" for c in text)
    # names without folders, as a model states them
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary):
        Path("text").write_text("\n".join(lines()), "utf-8")
        Path("rules.tsv").write_text("".join(f"{code(a)}\t{code(b)}\n" for a, b in RULES.items()))
        rule = {"normalization_rule_tsv": "rules.tsv"} if rules else {"normalization_rule_name": "identity"}
        sentencepiece.SentencePieceTrainer.train(
            input="text",
            model_prefix="m",
            model_type=kind,
            vocab_size=vocab_size,
            num_threads=1,
            character_coverage=0.98,
            minloglevel=2,
            **rule,
            **training,
        )
        (folder / file).write_bytes(Path("m.model").read_bytes())


def gpt():
    folder = settings("gpt", tokenizer_class="OpenAIGPTTokenizer")
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=["<unk>"], end_of_word_suffix="</w>", limit_alphabet=120, show_progress=False
    )
    byte_pairs(
        folder,
        models.BPE(unk_token="<unk>", end_of_word_suffix="</w>"),
        trainer,
        pre_tokenizers.BertPreTokenizer(),
        normalizers.BertNormalizer(lowercase=True),
    )


def mpnet():
    folder = settings("mpnet", tokenizer_class="MPNetTokenizer", do_lower_case=False)
    tokenizer = tokenizers.Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "[UNK]", "<mask>"]
    tokenizer.train_from_iterator(
        lines(), trainers.WordPieceTrainer(vocab_size=600, special_tokens=special, limit_alphabet=90, show_progress=False)
    )
    ids = tokenizer.get_vocab()
    (folder / "vocab.txt").write_text("".join(p + "\n" for p in sorted(ids, key=ids.get)), "utf-8")


def main():
    folder = settings("gpt2", tokenizer_class="GPT2Tokenizer")
    byte_pairs(folder, models.BPE(), bytes_trainer(["<|endoftext|>"]), pre_tokenizers.ByteLevel(add_prefix_space=False))
    folder = settings("roberta", tokenizer_class="RobertaTokenizer")
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    byte_pairs(folder, models.BPE(), bytes_trainer(special), pre_tokenizers.ByteLevel(add_prefix_space=False))
    for make in (gpt, mpnet):
        if not (MODELS / make.__name__).exists():
            make()

    pieces("xlnet", "spiece.model", "unigram", 500, "XLNetTokenizer", control_symbols="<cls>,<sep>,<pad>,<mask>,<eod>",
           user_defined_symbols="<eop>,.,(,),\",-,2019,,20,,")
    pieces("albert", "spiece.model", "unigram", 400, "AlbertTokenizer", pad_id=0, unk_id=1, bos_id=-1, eos_id=-1,
           control_symbols="[CLS],[SEP],[MASK]", user_defined_symbols="(,)")
    pieces("albert-cased", "spiece.model", "unigram", 400, "AlbertTokenizer",
           {"do_lower_case": False, "keep_accents": True}, rules=False, pad_id=0, unk_id=1, bos_id=-1, eos_id=-1,
           control_symbols="[CLS],[SEP],[MASK]")
    pieces("xlm-roberta", "sentencepiece.bpe.model", "unigram", 500, "XLMRobertaTokenizer")
    pieces("deberta-v2", "spm.model", "unigram", 500, "DebertaV2Tokenizer", {"do_lower_case": True, "split_by_punct": True},
           pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]")
    pieces("t5", "spiece.model", "unigram", 450, "T5Tokenizer", {"extra_ids": 7, "legacy": False},
           pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    pieces("sentencepiece-bpe", "tokenizer.model", "bpe", 450, "PreTrainedTokenizerFast")


if __name__ == "__main__":
    main()
