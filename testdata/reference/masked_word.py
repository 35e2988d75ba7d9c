"""Predicts a masked word with a BERT imported by Cascade, in transformers, and writes its hidden states for `cascade verify`.

usage: masked_word.py FOLDER [REFERENCE.safetensors]
"the capital of france is [MASK] ." : Google's uncased BERT-base says paris, 0.417.
"""

import sys

import torch
import transformers
from safetensors.torch import save_file
from transformers import BertForMaskedLM, PreTrainedTokenizerFast

TEXT = "the capital of france is [MASK] ."


def main(folder, reference):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=f"{folder}/tokenizer.json", mask_token="[MASK]")
    model, report = BertForMaskedLM.from_pretrained(folder, output_loading_info=True)
    print({group: sorted(names) for group, names in report.items()})
    inputs = tokenizer(TEXT, return_tensors="pt")
    with torch.inference_mode():
        output = model.eval()(**inputs, output_hidden_states=True)
    place = inputs["input_ids"][0].tolist().index(tokenizer.mask_token_id)
    for score, piece in zip(*output.logits[0, place].softmax(-1).topk(5)):
        print(f"{score.item():.4f} {tokenizer.convert_ids_to_tokens(piece.item())}")
    if reference:
        states = {f"hidden_states.{i}": state.contiguous() for i, state in enumerate(output.hidden_states)}
        save_file({**inputs, **states}, reference, metadata={"about": f"masked_word.py, transformers {transformers.__version__}"})


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    transformers.logging.set_verbosity_error()
    main(sys.argv[1], (sys.argv[2:] or [""])[0])
