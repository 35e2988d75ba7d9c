"""Lists the windows without the answer that question answering is trained on, for hf_answers.py and Cascade (option drawn).

usage: answer_list.py MODEL TRAIN OUT [--window 384] [--overlap 128] [--negatives 2] [--seed 1]

MODEL: a Hugging Face folder, of which only the tokenizer is used; TRAIN: questions in SQuAD 2.0's JSON. OUT has a line for each
question, with tabs between its columns: the id, the number of all its windows, and those drawn, counted from 0: of the windows
without the answer at most NEGATIVES, those with the least SHA-256 of SEED:ID:NUMBER. Another tokenizer, window or overlap
gives other windows; both readers then refuse the list.
"""

import argparse
from pathlib import Path

from transformers import AutoTokenizer

from answer_windows import HEADER, drawn
from hf_answers import Cutting, questions


def main(arguments):
    cutting = Cutting(AutoTokenizer.from_pretrained(arguments.model), arguments.window, arguments.overlap)
    lines, held = [HEADER], 0
    for qa, context in questions(arguments.train, 0):
        holds = [window.holds for window in cutting.windows(qa, context)]
        numbers = drawn(arguments.seed, qa["id"], holds, arguments.negatives)
        lines.append(f"{qa['id']}\t{len(holds)}\t{','.join(map(str, numbers))}")
        held += sum(holds)
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    count = sum(line.count(",") + (line[-1] != "\t") for line in lines[1:])
    print(len(lines) - 1, "questions,", held, "windows with the answer,", count, "drawn")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "train", "out"):
        parser.add_argument(name, type=Path)
    for name, default in (("window", 384), ("overlap", 128), ("negatives", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    main(parser.parse_args())
