"""What hf_similarity.py and hf_answers.py share: the optimiser of Cascade's trainer, and the file that keeps their runs."""

import json
import platform
from datetime import datetime, timezone

import torch
import transformers
from transformers import get_linear_schedule_with_warmup

DECAY, WARM_UP, CLIP = 0.01, 0.1, 1.0
HEADS = ("pooler", "classifier", "qa_outputs")


class Optimiser:
    """AdamW without decay of biases and norms; the rates rise over a tenth of the steps and fall linearly to 0."""

    def __init__(self, model, rate, head_rate, steps):
        head = lambda name: any(part in HEADS for part in name.split("."))
        exempt = lambda name: name.endswith("bias") or "LayerNorm" in name
        self.model = model
        self.adamw = torch.optim.AdamW(
            {"params": [p], "lr": head_rate if head(n) else rate, "weight_decay": 0.0 if exempt(n) else DECAY}
            for n, p in model.named_parameters()
        )
        self.schedule = get_linear_schedule_with_warmup(self.adamw, round(WARM_UP * steps), steps)

    def step(self, loss, batch, length, part):
        """One update by the mean loss of a batch, whose gradient is summed over parts of similar lengths."""
        ordered = sorted(batch, key=length)
        for start in range(0, len(ordered), part):
            some = ordered[start : start + part]
            (loss(some) * (len(some) / len(ordered))).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.adamw.step()
        self.schedule.step()
        self.adamw.zero_grad()


class Runs:
    """A JSON file of runs by name, written after each. A run that it has is not repeated."""

    def __init__(self, file, settings):
        self.file = file
        self.record = json.loads(file.read_text()) if file.exists() else {"settings": settings, "runs": {}}
        if self.record["settings"] != settings:
            raise SystemExit(f"{file} has runs of other settings: {self.record['settings']}")

    def add(self, name, make):
        """Keeps what make() returns, with versions and date, unless the run is there."""
        if name not in self.record["runs"]:
            self.record["runs"][name] = make() | {
                "cpu": cpu(),
                "date": datetime.now(timezone.utc).date().isoformat(),
                "torch": torch.__version__,
                "transformers": transformers.__version__,
                "python": platform.python_version(),
            }
            part = self.file.with_suffix(".part")
            part.write_text(json.dumps(self.record, indent=1) + "\n")
            part.replace(self.file)
        print(name, self.record["runs"][name], flush=True)


def cpu():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        return next(line.split(": ")[1].strip() for line in info if line.startswith("model name"))


def weights(model):
    """A copy of all weights, to return to."""
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}
