"""Writes the tiny random BERTs in ../models and the states that transformers computes with them.

usage: tiny_bert.py            (the folders are relative to this file)
"""

import collections
import json
import platform
import shutil
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models"
SEED = 20
SIZE = 300  # entries of the vocabulary
PIECES = 60  # continuations of two letters among them
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

# name -> configuration; widths that are not multiples of 16, and a number of heads that is not a power of two
TINY = {
    "tiny-bert": {
        "hidden_size": 36,
        "num_attention_heads": 3,
        "num_hidden_layers": 2,
        "intermediate_size": 50,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
    },
    "tiny-bert-odd": {
        "hidden_size": 40,
        "num_attention_heads": 5,
        "num_hidden_layers": 3,
        "intermediate_size": 44,
        "hidden_act": "gelu_new",
        "layer_norm_eps": 1e-5,
    },
}


def about(script, seed, *modules):
    """Metadata in one entry, as the order of several entries, and so the bytes, would vary."""
    found = {m.__name__: m.__version__ for m in modules}
    return {"about": json.dumps({"script": script, "seed": seed, "python": platform.python_version(), **found})}


def sentences():
    with open(HERE / "training" / "sentences.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def words(normalizer, pre_tokenizer):
    """Lower-cased words of the sentences; words outside names count twice."""
    counts = collections.Counter()
    for sentence in sentences():
        for token, tag in zip(sentence["tokens"], sentence["tags"], strict=True):
            for piece, _ in pre_tokenizer.pre_tokenize_str(normalizer.normalize_str(token)):
                if piece.isascii():
                    counts[piece] += 2 if tag == "O" else 1
    return counts


def ranked(counts):
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def vocabulary(normalizer, pre_tokenizer):
    """Special tokens, characters, their continuations, then common pieces and words."""
    ascii_signs = [chr(c) for c in range(33, 127) if not chr(c).isalnum()]
    characters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + [str(d) for d in range(10)]
    entries = SPECIAL + ascii_signs + characters + ["##" + c for c in characters]
    counts = words(normalizer, pre_tokenizer)
    pieces = collections.Counter()
    for word, count in counts.items():
        for start in range(1, len(word) - 1):
            if word.isalpha():
                pieces["##" + word[start : start + 2]] += count
    entries += [piece for piece, _ in ranked(pieces)[:PIECES]]
    common = [w for w, _ in ranked(counts) if w.isalpha() and 1 < len(w) < 10]
    entries += common[: SIZE - len(entries)]
    return {entry: i for i, entry in enumerate(entries)}


def tokenizer():
    normalizer = normalizers.BertNormalizer(lowercase=True)
    pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    vocab = vocabulary(normalizer, pre_tokenizer)
    result = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    result.normalizer = normalizer
    result.pre_tokenizer = pre_tokenizer
    result.decoder = decoders.WordPiece(prefix="##")
    result.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocab["[CLS]"]), ("[SEP]", vocab["[SEP]"])],
    )
    result.add_special_tokens(SPECIAL)
    return result


def randomise(model, seed):
    """Every parameter is random, biases and norms too, so that a swapped one is detected."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            values = 0.25 * torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + values if name.endswith("LayerNorm.weight") else values)


def batch(fast):
    """Rows of several lengths: sentences, a single subword, and a pair whose second part has token type 1."""
    texts = [" ".join(s["tokens"]) for s in sentences()]
    rows = [fast(texts[0]), fast("a"), fast(texts[4], texts[13]), fast(texts[17]), fast(texts[6])]
    width = max(len(row["input_ids"]) for row in rows)
    return {
        key: torch.tensor([row[key] + [0] * (width - len(row[key])) for row in rows])
        for key in ("input_ids", "attention_mask", "token_type_ids")
    }


def write(name, settings, seed):
    folder = MODELS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokens = tokenizer()
    config = BertConfig(
        vocab_size=tokens.get_vocab_size(),
        max_position_embeddings=64,
        type_vocab_size=2,
        hidden_dropout_prob=0.1,
        attention_probs_dropout_prob=0.1,
        **settings,
    )
    model = BertModel(config)
    randomise(model, seed)
    model.eval().save_pretrained(folder)
    tokens.save(str(folder / "tokenizer.json"))

    model = BertModel.from_pretrained(folder).eval()
    fast = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"),
        pad_token="[PAD]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )
    inputs = batch(fast)
    with torch.inference_mode():
        output = model(**inputs, output_hidden_states=True)
    reference = dict(inputs)
    for k, states in enumerate(output.hidden_states):
        reference[f"hidden_states.{k}"] = states
    reference["pooler_output"] = output.pooler_output
    metadata = about(Path(__file__).name, seed, torch, transformers, tokenizers)
    save_file({k: v.clone() for k, v in reference.items()}, folder / "reference.safetensors", metadata)
    for file in folder.iterdir():
        file.chmod(0o644)
    print(name, sum(p.numel() for p in model.parameters()), "parameters,", "vocabulary", config.vocab_size)
    for key, value in reference.items():
        print(" ", key, tuple(value.shape), value.dtype, f"{value.float().std():.3f}")


def main():
    torch.set_num_threads(1)
    for offset, (name, settings) in enumerate(TINY.items()):
        write(name, settings, SEED + offset)


if __name__ == "__main__":
    main()
