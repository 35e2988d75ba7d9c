"""Measures transformers on one long document; `framework/benchmarks/run.sh long --interpreter PYTHON` runs it beside Cascade.

usage: long_document.py MODELS                     only writes the model
       long_document.py MODELS SUBWORDS STATES     and measures it

The model, a ModernBERT of base size with random weights (seed 0) and a WordPiece for each row of its vocabulary, is written to
MODELS/modernbert-base if absent (600 MB, not committed). Prints `ready` and the versions, then, for each number of threads that it
reads from standard input, the seconds of wall time and of processor time from the document's text to its last hidden states,
with the attention called sdpa. The states of the words are written to STATES (safetensors; subwords without the two special ones, width) once.
"""

import shutil
import sys
import time
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import models, pre_tokenizers, processors
from transformers import ModernBertConfig, ModernBertModel, PreTrainedTokenizerFast

SEED = 0
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = 50363  # with the special ones as many as ModernBERT has, 50,368


def written(folder):
    if not (folder / "tokenizer.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        torch.manual_seed(SEED)
        pad, _, cls, sep, _ = range(len(SPECIAL))
        # the other fields are those of the published base size
        config = ModernBertConfig(
            vocab_size=len(SPECIAL) + WORDS, pad_token_id=pad, bos_token_id=cls, eos_token_id=sep, cls_token_id=cls, sep_token_id=sep
        )
        ModernBertModel(config).save_pretrained(folder)
        pieces = SPECIAL + [f"w{i}" for i in range(WORDS)]
        tokenizer = tokenizers.Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        tokenizer.post_processor = processors.BertProcessing(("[SEP]", sep), ("[CLS]", cls))
        tokenizer.add_special_tokens(SPECIAL)
        tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def text(subwords):
    """As in LongTable.java: each word is one subword, two more are special."""
    return " ".join(f"w{(7 * i * i + 3 * i) % WORDS}" for i in range(subwords - 2))


def main(folder, subwords, states):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    model = ModernBertModel.from_pretrained(folder, attn_implementation="sdpa").eval()
    document = text(subwords)
    print(f"ready torch {torch.__version__}, transformers {transformers.__version__}", flush=True)
    for line in sys.stdin:
        torch.set_num_threads(int(line))
        wall, processor = time.perf_counter(), time.process_time()
        with torch.inference_mode():
            ids = tokenizer(document)["input_ids"]
            found = model(input_ids=torch.tensor([ids])).last_hidden_state[0]
        seconds = time.perf_counter() - wall, time.process_time() - processor
        if found.shape[0] != subwords:
            raise SystemExit(f"{found.shape[0]} subwords instead of {subwords}")
        if not states.exists():
            save_file({"states": found[1:-1].contiguous()}, states)
        print(*seconds, flush=True)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    model_folder = written(Path(sys.argv[1]) / "modernbert-base")
    if len(sys.argv) == 4:
        main(model_folder, int(sys.argv[2]), Path(sys.argv[3]))
