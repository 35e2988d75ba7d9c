"""Exact match, F1 and the best threshold of no answer, as SQuAD 2.0's evaluate-v2.0.py computes them.

usage: squad_scores.py      compares them with that script's results in answer_scores.json
"""

import collections
import json
import re
import string
from pathlib import Path


def words(answer):
    """The words in lower case without ASCII punctuation and articles."""
    text = "".join(c for c in answer.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def exact(gold, predicted):
    return int(words(gold) == words(predicted))


def f1(gold, predicted):
    gold, predicted = words(gold), words(predicted)
    if not gold or not predicted:
        return int(gold == predicted)
    same = sum((collections.Counter(gold) & collections.Counter(predicted)).values())
    return 2 * same / (len(gold) + len(predicted)) if same else 0


def best(of, answers, predicted):
    """The best score with a gold answer; of no words if none has any."""
    return max(of(gold, predicted) for gold in [a for a in answers if words(a)] or [""])


def at(threshold, scores, doubts, answered):
    """The mean score if questions above the threshold have no answer."""
    return sum(int(not answered[n]) if doubts[n] > threshold else scores[n] for n in scores) / len(scores)


def best_threshold(predicted, scores, doubts, answered):
    """The lowest threshold with the best score; below all doubts if no answer is best."""
    total = highest = sum(not own for own in answered.values())
    threshold = min(doubts.values()) - 1
    for name in sorted(doubts, key=doubts.get):
        total += scores[name] if answered[name] else -bool(predicted[name])
        if total > highest:
            highest, threshold = total, doubts[name]
    return threshold


def check():
    file = json.loads(Path(__file__).with_name("answer_scores.json").read_text(encoding="utf-8"))
    pairs = dict(enumerate(file["pairs"]))
    field = lambda name: {number: pair[name] for number, pair in pairs.items()}
    answered = {number: bool(gold) for number, gold in field("gold").items()}
    wrong = 0
    for name, of in (("exact", exact), ("f1", f1)):
        own = {n: best(of, pair["gold"], pair["predicted"]) for n, pair in pairs.items()}
        wrong += sum(abs(own[n] - score) > 1e-9 for n, score in field(name).items())
        threshold = best_threshold(field("predicted"), own, field("noAnswer"), answered)
        total = 100 * at(threshold, own, field("noAnswer"), answered)
        expected = file["best"][name]
        wrong += abs(total - expected[0]) > 1e-9 or threshold != expected[1]
        for limit, totals in file["totals"].items():
            wrong += abs(100 * at(float(limit), own, field("noAnswer"), answered) - totals[name]) > 1e-9
    return f"{len(pairs)} pairs, {wrong} differences"


if __name__ == "__main__":
    print(check())
