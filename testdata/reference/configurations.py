"""Writes configurations.json: the configuration that transformers writes for each family if nothing is set.

usage: configurations.py            (the output is written beside this script)
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
    """Every family with all its fields, including those that all models have."""
    found = {family: CONFIG_MAPPING[family]().to_dict() for family in FAMILIES}
    about = {"script": "configurations.py", "transformers": transformers.__version__}
    file = pathlib.Path(__file__).parent / "configurations.json"
    file.write_text(json.dumps({"about": about, "families": found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
