"""Writes configurations.json: what transformers writes for each family where nothing is set.

usage: configurations.py            (the file is found from this one's place)
"""

import json
import pathlib

import transformers
from transformers import CONFIG_MAPPING

FAMILIES = [
    "albert",
    "bert",
    "camembert",
    "deberta-v2",
    "distilbert",
    "electra",
    "gpt2",
    "gpt_neo",
    "mpnet",
    "openai-gpt",
    "roberta",
    "xlm-roberta",
    "xlnet",
]


def main():
    """Every family with all its fields, those of all models included."""
    found = {family: CONFIG_MAPPING[family]().to_dict() for family in FAMILIES}
    about = {"script": "configurations.py", "transformers": transformers.__version__}
    file = pathlib.Path(__file__).parent / "configurations.json"
    file.write_text(json.dumps({"about": about, "families": found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
