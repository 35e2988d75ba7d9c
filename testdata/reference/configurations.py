"""Writes configurations.json: the configuration that transformers writes for each family if nothing is set.

usage: configurations.py [FAMILY...]            (the output is written beside this script)

With FAMILY only these are written, and entry about has their version.
"""

import json
import pathlib
import sys

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
    "modernbert",
    "mpnet",
    "openai-gpt",
    "roberta",
    "xlm-roberta",
    "xlnet",
]


def main():
    """Every family with all its fields, including those that all models have."""
    file = pathlib.Path(__file__).parent / "configurations.json"
    chosen = sys.argv[1:]
    known = json.loads(file.read_text("utf-8")) if chosen else {"about": {}, "families": {}}
    found = known["families"] | {family: CONFIG_MAPPING[family]().to_dict() for family in chosen or FAMILIES}
    version = transformers.__version__
    about = known["about"] | ({family: version for family in chosen} or {"script": "configurations.py", "transformers": version})
    file.write_text(json.dumps({"about": about, "families": found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
