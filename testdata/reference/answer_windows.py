"""The choice of the windows of a question to train on, the same as in Cascade's TrainingWindows.java."""

import hashlib

NEGATIVES = 2


def chosen(seed, name, holds):
    """The numbers of all windows that hold the answer and of at most two others, those with the least SHA-256."""
    key = lambda w: hashlib.sha256(f"{seed}:{name}:{w}".encode()).hexdigest()
    without = sorted((w for w, own in enumerate(holds) if not own), key=key)[:NEGATIVES]
    return sorted([w for w, own in enumerate(holds) if own] + without)
