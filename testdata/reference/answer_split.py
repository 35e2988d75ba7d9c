"""Makes the data of the question answering experiment from COVID-QA and XQuAD, and lists what it moved.

usage: answer_split.py DATA OUT [ARTICLES]    (OUT/train.json, dev.json and test.json, in SQuAD 2.0's form; answer_split.tsv beside this file)

XQuAD's articles, numbered from 0: odd ones are the test data, every eighth from 0 the development data, all others are
training data, with all of COVID-QA. A third of the questions of each part, those whose SHA-256 of SEED:ID is divisible
by 3, are put to another paragraph as questions without an answer: of the same article in XQuAD; of another article in
COVID-QA, whose articles are single paragraphs. Of these paragraphs, within the same part, the one is taken with the least
SHA-256 of SEED:ID:ARTICLE:PARAGRAPH that contains none of the answers. Ids of COVID-QA get the prefix covid-.
ARTICLES: only so many articles of COVID-QA, the first, get into train.json, for a shorter training.
"""

import hashlib
import json
import sys
from pathlib import Path

SEED = 1


def digest(*parts):
    return hashlib.sha256(":".join(map(str, (SEED, *parts))).encode()).hexdigest()


def read(file, prefix):
    with open(file, encoding="utf-8") as text:
        data = json.load(text)["data"]
    for article in data:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                qa["id"] = prefix + str(qa["id"])
    return data


def part_of(number):
    return "test" if number % 2 else "dev" if number % 8 == 0 else "train"


def places(corpus, article, paragraph, articles):
    """The other paragraphs that a question may be put to."""
    if corpus == "covid":
        return [(other, 0) for other in articles if other != article]
    return [(article, other) for other in range(len(articles[article]["paragraphs"])) if other != paragraph]


def moved(corpus, qa, candidates, articles):
    """The place of a question without an answer, or none."""
    texts = [answer["text"] for answer in qa["answers"]]
    order = sorted(candidates, key=lambda place: digest(qa["id"], *place))
    for article, paragraph in order:
        context = articles[article]["paragraphs"][paragraph]["context"]
        if not any(text.lower() in context.lower() for text in texts):
            return article, paragraph
    return None


def placed(answers, context):
    """The answers at their places: those of COVID-QA are up to three characters off, and some have white space around them."""
    made = []
    for answer in answers:
        text, start = answer["text"], answer["answer_start"]
        if not context.startswith(text, start):
            found = [i for i in range(len(context)) if context.startswith(text, i)]
            start = min(found, key=lambda i: (abs(i - start), i))
        start += len(text) - len(text.lstrip())
        made.append({"text": text.strip(), "answer_start": start})
    return made


def split(corpus, articles, lines, part):
    """The articles with each question in its place."""
    made = {
        number: {
            "title": article.get("title", f"{corpus} {number}"),
            "paragraphs": [{"context": p["context"], "qas": []} for p in article["paragraphs"]],
        }
        for number, article in articles.items()
    }
    for number, article in articles.items():
        for index, paragraph in enumerate(article["paragraphs"]):
            for qa in paragraph["qas"]:
                place = None
                if int(digest(qa["id"]), 16) % 3 == 0:
                    place = moved(corpus, qa, places(corpus, number, index, articles), articles)
                entry = {"id": qa["id"], "question": qa["question"], "is_impossible": place is not None}
                entry["answers"] = [] if place else placed(qa["answers"], paragraph["context"])
                if place:
                    lines.append(f"{part}\t{corpus}\t{qa['id']}\t{place[0]}\t{place[1]}")
                at = place or (number, index)
                made[at[0]]["paragraphs"][at[1]]["qas"].append(entry)
    return list(made.values())


def main(data, out, most=None):
    out.mkdir(parents=True, exist_ok=True)
    covid = read(data / "covid-qa" / "covidQA.json", "covid-")
    xquad = read(data / "xquad" / "xquad.en.json", "")
    lines = []
    for part in ("train", "dev", "test"):
        articles = split("covid", dict(enumerate(covid)), lines, part)[:most] if part == "train" else []
        own = {number: article for number, article in enumerate(xquad) if part_of(number) == part}
        articles += split("xquad", own, lines, part)
        with open(out / f"{part}.json", "w", encoding="utf-8") as file:
            json.dump({"version": "v2.0", "data": articles}, file, ensure_ascii=False)
        qas = [qa for article in articles for p in article["paragraphs"] for qa in p["qas"]]
        print(part, len(qas), "questions,", sum(qa["is_impossible"] for qa in qas), "without an answer")
    header = "part\tcorpus\tid\tarticle\tparagraph\n"
    Path(__file__).with_name("answer_split.tsv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
