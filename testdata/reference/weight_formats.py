"""Writes tiny weight files in the formats that Cascade reads, with the arrays that torch and TensorFlow read from them.

usage: weight_formats.py OUT            (OUT is ../weights)
       weight_formats.py OUT --tensorflow    in an environment with tensorflow-cpu, writes the checkpoints only

FILE.expected.safetensors beside every FILE has the arrays as the library itself reads them, converted to float32 by
Tensor.float(). Seed 6. Two runs give the same arrays.
"""

import json
import sys
from collections import OrderedDict
from pathlib import Path

import numpy as np

SEED = 6


def expect(path, arrays):
    """Writes the arrays read, as float32; the safetensors format is written by hand so that both environments can do it."""
    header, data = {"__metadata__": {"format": "pt", "about": f"weight_formats.py, seed {SEED}"}}, b""
    for name, array in arrays.items():
        raw = np.array(array, dtype="<f4", order="C").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(str(path) + ".expected.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + data)


def torch_files(out):
    import torch

    torch.manual_seed(SEED)
    base = torch.randn(6, 10)
    odd = torch.tensor([0.0, -0.0, 1e-8, 6e-8, 65504.0, float("inf"), float("-inf"), float("nan"), 1 / 3])
    storage = torch.arange(40, dtype=torch.float32)
    state = OrderedDict(
        float32=torch.randn(3, 4),
        float64=torch.randn(5, dtype=torch.float64),
        float16=odd.half(),
        bfloat16=odd.bfloat16(),
        int64=torch.tensor([[1, -2, 2**40 + 1, -(2**62)]]),
        int32=torch.tensor([3, -(2**31), 2**31 - 1], dtype=torch.int32),
        int16=torch.tensor([-32768, 32767], dtype=torch.int16),
        int8=torch.tensor([-128, 127], dtype=torch.int8),
        uint8=torch.tensor([0, 255], dtype=torch.uint8),
        bool=torch.tensor([True, False, True]),
        scalar=torch.tensor(2.5),
        empty=torch.zeros(0, 3),
        transposed=base.t(),
        column=base[:, 3],
        every_other=base[1::2, 2::3],
        permuted=torch.randn(2, 3, 4).permute(2, 0, 1),
        shared_left=storage[:24].view(4, 6),
        shared_right=storage[16:],
        tied=storage[:24].view(4, 6),
        parameter=torch.nn.Parameter(torch.randn(2, 2)),
    )
    expected = {name: tensor.detach().float().numpy() for name, tensor in state.items()}

    def save(name, top, read=lambda top: top, **options):
        torch.save(top, out / name, **options)
        back = read(torch.load(out / name, weights_only=False))
        for key, value in expected.items():
            assert np.array_equal(back[key].detach().float().numpy(), value, equal_nan=True), key
        expect(out / name, {key: tensor.detach().float().numpy() for key, tensor in back.items()})

    save("torch-zip.bin", state)
    save("torch-zip-protocol4.pt", state, pickle_protocol=4)
    save("torch-legacy.pth", state, _use_new_zipfile_serialization=False)
    save("torch-legacy-protocol4.pth", state, _use_new_zipfile_serialization=False, pickle_protocol=4)
    training = {"epoch": 3, "loss": 0.25, "model": state, "optimizer": {"state": {0: {"step": torch.tensor(1.0)}}}}
    save("torch-nested.pt", training, lambda top: top["model"])
    save("torch-nested-legacy.pt", {"state_dict": state, "done": [True, None, (1, 2**70)]}, lambda t: t["state_dict"],
         _use_new_zipfile_serialization=False)

    # a module's state_dict has its version as an attribute, which becomes a BUILD opcode in the pickle
    lstm = torch.nn.LSTM(3, 2, num_layers=2, bidirectional=True)
    torch.save(lstm.state_dict(), out / "torch-lstm.pth", _use_new_zipfile_serialization=False)
    expect(out / "torch-lstm.pth", {k: v.numpy() for k, v in lstm.state_dict().items()})

    # the same archive with deflated entries
    import zipfile

    with zipfile.ZipFile(out / "torch-zip.bin") as source, zipfile.ZipFile(
        out / "torch-deflated.bin", "w", zipfile.ZIP_DEFLATED
    ) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), zipfile.ZIP_DEFLATED)
    back = torch.load(out / "torch-zip.bin", weights_only=True)
    expect(out / "torch-deflated.bin", {k: v.detach().float().numpy() for k, v in back.items()})


def sharded_files(out):
    import torch
    from safetensors.torch import load_file, save_file

    folder = out / "sharded"
    folder.mkdir(exist_ok=True)
    torch.manual_seed(SEED)
    parts = [{"a.weight": torch.randn(2, 3), "a.bias": torch.randn(2).half()}, {"b.weight": torch.randn(4).bfloat16()}]
    weight_map, expected, size = {}, {}, 0
    for i, part in enumerate(parts):
        name = f"model-{i + 1:05d}-of-00002.safetensors"
        save_file(part, folder / name, metadata={"format": "pt"})
        for key, tensor in load_file(folder / name).items():
            weight_map[key], expected[key] = name, tensor.float().numpy()
            size += tensor.numel() * tensor.element_size()
    index = {"metadata": {"total_size": size}, "weight_map": dict(sorted(weight_map.items()))}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")
    expect(folder / "model.safetensors.index.json", dict(sorted(expected.items())))


TINY = Path(__file__).parent.parent / "models" / "tiny-bert" / "model.safetensors"


def tiny_bert():
    """The arrays of ../models/tiny-bert, read by hand so that both environments can do it."""
    data = TINY.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(data[8 + length + begin : 8 + length + end], "<f4").reshape(entry["shape"])
    return arrays


def google_name(name):
    """The array's name in Google's checkpoints, and whether they have it transposed."""
    parts = name.replace("encoder.layer.", "encoder.layer_").split(".")
    last = parts.pop()
    if parts[-1] == "LayerNorm":
        last = {"weight": "gamma", "bias": "beta"}[last]
    elif last == "weight" and not parts[-1].endswith("_embeddings"):
        last = "kernel"
    return "/".join(["bert", *parts, *([] if parts[-1].endswith("_embeddings") else [last])]), last == "kernel"


def tiny_bert_of_torch(out):
    import torch

    torch.save({f"bert.{name}": torch.from_numpy(array.copy()) for name, array in tiny_bert().items()}, out / "tiny-bert.bin")


def tiny_bert_of_google(out):
    import tensorflow as tf

    arrays = {"global_step": np.array(7, "i8")}
    for name, array in tiny_bert().items():
        google, transposed = google_name(name)
        arrays[google] = array.T.copy() if transposed else array
        if name == "pooler.dense.bias":
            arrays[google + "/adam_m"] = array
    width, vocabulary = (array.shape[i] for array in [tiny_bert()["embeddings.word_embeddings.weight"]] for i in (1, 0))
    random = np.random.default_rng(SEED)
    for name, shape in {
        "output_bias": (vocabulary,),
        "transform/dense/kernel": (width, width),
        "transform/dense/bias": (width,),
        "transform/LayerNorm/gamma": (width,),
        "transform/LayerNorm/beta": (width,),
    }.items():
        arrays[f"cls/predictions/{name}"] = random.standard_normal(shape).astype("f4")
    arrays["cls/seq_relationship/output_weights"] = random.standard_normal((2, width)).astype("f4")
    arrays["cls/seq_relationship/output_bias"] = np.zeros(2, "f4")
    tf.raw_ops.SaveV2(prefix=str(out / "tiny-bert.ckpt"), tensor_names=list(arrays), shape_and_slices=[""] * len(arrays),
                      tensors=[tf.constant(array) for array in arrays.values()])


class Call:
    """An object whose pickle is a call of a given function."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def malicious_files(out):
    """Writes pickles that would run code if loaded. Nothing here loads them."""
    import os
    import torch

    folder = out / "malicious"
    folder.mkdir(exist_ok=True)
    for name, top in {
        "system": {"weight": Call(os.system, "touch /tmp/cascade-was-here")},
        "eval": {"weight": Call(eval, "1 + 1")},
        "numpy-scalar": {"weight": np.float64(1)},
    }.items():
        torch.save(top, folder / f"{name}.pt", pickle_protocol=2)
        torch.save(top, folder / f"{name}-legacy.pt", pickle_protocol=2, _use_new_zipfile_serialization=False)


def tensorflow_files(out):
    """Checkpoints with Google's names and layout, in one data file and in two, by TensorFlow 1's Saver, and one by TensorFlow 2's Checkpoint."""
    import tensorflow as tf

    random = np.random.default_rng(SEED)
    arrays = {
        "bert/embeddings/word_embeddings": random.standard_normal((7, 4)).astype("f4"),
        "bert/embeddings/LayerNorm/beta": random.standard_normal(4).astype("f4"),
        "bert/embeddings/LayerNorm/gamma": random.standard_normal(4).astype("f4"),
        "bert/encoder/layer_0/attention/self/query/kernel": random.standard_normal((4, 4)).astype("f4"),
        "bert/encoder/layer_10/output/dense/bias": random.standard_normal(4).astype("f8"),
        "global_step": np.array(2**40 + 1, "i8"),
        "half": random.standard_normal(3).astype("f2"),
        "bfloat": random.standard_normal(3).astype(tf.bfloat16.as_numpy_dtype),
        "int32": np.array([[-5, 2**31 - 1]], "i4"),
        "bool": np.array([True, False]),
        "uint8": np.array([0, 255], "u1"),
    }
    for i in range(40):  # enough keys for several restarts, with shared prefixes between them
        arrays[f"many/variable_{i:03d}/kernel"] = random.standard_normal((2, 3)).astype("f4")
    names = list(arrays)
    for prefix, cut in (("tf-one.ckpt", [names]), ("tf-two.ckpt", [names[::2], names[1::2]])):
        parts = []
        for i, part in enumerate(cut):
            target = str(out / prefix) if len(cut) == 1 else str(out / f"{prefix}-part{i}")
            tf.raw_ops.SaveV2(prefix=target, tensor_names=part, shape_and_slices=[""] * len(part),
                              tensors=[tf.constant(arrays[n]) for n in part])
            parts.append(target)
        if len(parts) > 1:
            tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=parts, destination_prefix=str(out / prefix))
        reader = tf.train.load_checkpoint(str(out / prefix))
        back = {n: reader.get_tensor(n).astype("f4") for n in sorted(reader.get_variable_to_shape_map())}
        expect(out / f"{prefix}.index", back)
    text = str(out / "tf-text.ckpt")
    tf.raw_ops.SaveV2(prefix=text, tensor_names=["text"], shape_and_slices=[""], tensors=[tf.constant(["a", "bc"])])
    print("tensorflow", tf.__version__, "numpy", np.__version__)


def main(out, with_tensorflow):
    out.mkdir(parents=True, exist_ok=True)
    if with_tensorflow:
        tensorflow_files(out)
        tiny_bert_of_google(out)
        return
    torch_files(out)
    sharded_files(out)
    malicious_files(out)
    tiny_bert_of_torch(out)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--tensorflow"]):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), len(sys.argv) == 3)
