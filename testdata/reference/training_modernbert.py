"""Writes the losses and gradients of training a tiny ModernBERT with the head of its class for token classification.

usage: training_modernbert.py

Sentences, batches, labels, optimiser, schedule and steps are those of training.py. The encoder is ../models/tiny-modernbert-long, its
tokenizer has the letters a to z; all sentences are shorter than its positions. Layers of the head have the names of Cascade's. There
are no losses in float64, which are NaN: its softmax is in float32, where the mask of a padding row, all of whose keys are out of reach, is infinite.
"""

import tempfile
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import AutoConfig, ModernBertForTokenClassification

from pretrained_heads import PIECES
from tiny_bert import MODELS, about
from training import ENCODER_RATE, HEAD_RATE, LABELS, OUT, SEED, Batches, fit, trained

FOLDER = MODELS / "tiny-modernbert-long"
NAMES = {"head.dense.weight": "pooler.dense.weight", "head.norm.weight": "pooler.norm.weight"}


def letters(folder):
    made = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = [(piece, PIECES.index(piece)) for piece in ("[CLS]", "[SEP]")]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=special)
    made.save(str(folder / "tokenizer.json"))
    return Batches(folder)


def tagger():
    # the padding token of the tokenizer, whose embedding gets no gradient
    config = AutoConfig.from_pretrained(FOLDER, num_labels=len(LABELS), pad_token_id=0)
    model = ModernBertForTokenClassification._from_config(config, attn_implementation="eager")
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            values = 0.25 * torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + values if "norm" in name else values)
    model.model.load_state_dict(load_file(FOLDER / "model.safetensors"))
    return model.train()


def run(batches):
    model = tagger()
    own = {n: p for n, p in model.named_parameters() if not n.startswith("model.")}
    result = {NAMES.get(n, n): p.detach().clone() for n, p in own.items()}

    def loss(batch):
        ids, mask, firsts, labels = batch
        placed = torch.full_like(ids, -100)
        for row, places in enumerate(firsts):
            placed[row, places] = labels[row]
        return model(input_ids=ids, attention_mask=mask, labels=placed).loss

    parts = {"": (model.model, ENCODER_RATE), "head.": (model.head, HEAD_RATE), "classifier.": (model.classifier, HEAD_RATE)}
    losses, norms, gradients = fit(parts, loss, batches)
    return result | trained(losses, norms, {NAMES.get(n, n): g for n, g in gradients.items()})


def main():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    with tempfile.TemporaryDirectory() as folder:
        batches = letters(Path(folder))
    longest = max(ids.shape[1] for ids, *_ in batches.batches)
    assert longest <= 180, longest
    print("longest", longest)
    tensors = {k: v.contiguous() for k, v in run(batches).items()}
    file = OUT / "tiny-modernbert.safetensors"
    save_file(tensors, file, about(Path(__file__).name, SEED, torch, transformers, tokenizers))
    file.chmod(0o644)


if __name__ == "__main__":
    main()
