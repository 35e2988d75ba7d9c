"""The windows of a question to train on, the same as in Cascade's TrainingWindows.java and WindowList.java."""

import hashlib

NEGATIVES = 2
HEADER = "question\twindows\tdrawn"


def drawn(seed, name, holds, negatives=NEGATIVES):
    """The numbers of at most so many windows without the answer, those with the least SHA-256, ascending."""
    key = lambda w: hashlib.sha256(f"{seed}:{name}:{w}".encode()).hexdigest()
    return sorted(sorted((w for w, own in enumerate(holds) if not own), key=key)[:negatives])


def chosen(seed, name, holds, negatives=NEGATIVES):
    """The numbers of all windows that hold the answer and of those that are drawn, ascending."""
    return sorted([w for w, own in enumerate(holds) if own] + drawn(seed, name, holds, negatives))


class WindowList:
    """The file that answer_list.py writes: for each question the number of its windows, and those drawn."""

    def __init__(self, file):
        self.file, self.lines = file, {}
        header, *lines = file.read_text(encoding="utf-8").splitlines()
        if header != HEADER:
            self.fail(f"line 1 is not {HEADER!r}")
        for line in lines:
            name, windows, numbers = line.split("\t")
            if name in self.lines:
                self.fail(f"question {name} is listed twice")
            self.lines[name] = int(windows), [int(w) for w in numbers.split(",") if w]

    def chosen(self, name, holds, negatives=NEGATIVES):
        """The numbers of all windows that hold the answer and of those that are drawn, ascending."""
        if name not in self.lines:
            self.fail(f"question {name} is not listed")
        windows, numbers = self.lines[name]
        if windows != len(holds):
            self.fail(f"question {name} has {len(holds)} windows, not {windows}")
        if len(numbers) > negatives or numbers != sorted(set(numbers)) or not set(numbers) <= set(range(windows)):
            self.fail(f"question {name} has {numbers} of {windows} windows, at most {negatives}")
        if any(holds[w] for w in numbers):
            self.fail(f"question {name}: one of {numbers} holds the answer")
        return sorted([w for w, own in enumerate(holds) if own] + numbers)

    def check_read(self, names):
        """Fails unless all listed questions are among the names."""
        for name in self.lines.keys() - set(names):
            self.fail(f"the training data have no question {name}")

    def fail(self, problem):
        raise SystemExit(f"{self.file}: {problem}")
