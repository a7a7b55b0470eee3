"""Measures `implicit` on one set: python implicit_bench.py '{"shape": …}'. Prints one row as JSON.

Reads the files and splits them as the recommender does. Models are tried on a part of the training data that is
held out, as many as `fits` says, one of them the final one; the best is trained on all of it and tested once.
"""

import gzip
import json
import re
import resource
import sys
import time

import numpy as np
from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender
from scipy.sparse import csr_matrix

WINDOW = 28 * 86_400
NUMBERED = re.compile(r"^\d+$|\d{3}")


def models():
    """In the order in which they are tried."""
    als = {"iterations": 15, "random_state": 1, "num_threads": 2}
    yield "ALS 64", lambda: AlternatingLeastSquares(factors=64, regularization=0.01, **als)
    yield "BM25 K=1000", lambda: BM25Recommender(K=1000, num_threads=2)
    yield "ALS 128, alpha 10", lambda: AlternatingLeastSquares(factors=128, regularization=0.1, alpha=10, **als)
    yield "cosine K=1000", lambda: CosineRecommender(K=1000, num_threads=2)
    yield "ALS 64, alpha 10", lambda: AlternatingLeastSquares(factors=64, regularization=0.1, alpha=10, **als)
    yield "BM25 K=200, B .4", lambda: BM25Recommender(K=200, B=0.4, num_threads=2)


def rows(path, fields=1):
    """The lines after the header that have so many fields; an empty one is added, which may be the list of items."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="\n") as file:
        next(file)
        for line in file:
            row = line.rstrip("\r\n ").split("\t")
            if line.strip() and len(row) >= fields:
                yield [*row, ""]


def matrix(triples, users, items):
    user, item, value = zip(*triples)
    return csr_matrix((np.asarray(value, np.float32), (user, item)), (users, items))


def figures(model, train, wanted, at, filter_liked=True, liked=None):
    """The means of hit, recall and NDCG over the cases of `wanted`: pairs of a user and a set of items."""
    of_user = {}
    for user, goal in wanted:
        of_user.setdefault(user, []).append(goal)
    users = np.asarray(sorted(of_user))
    sums = np.zeros(3)
    for begin in range(0, len(users), 1000):
        part = users[begin : begin + 1000]
        found, _ = model.recommend(part, train[part], N=at + 100 if liked is not None else at,
                                   filter_already_liked_items=filter_liked)
        for user, items in zip(part, found):
            if liked is not None:
                items = [item for item in items if item not in liked.get(user, ())][:at]
            for goal in of_user[user]:
                hits = [place for place, item in enumerate(items) if item in goal]
                ideal = sum(1 / np.log2(place + 2) for place in range(min(at, len(goal))))
                gain = sum(1 / np.log2(place + 2) for place in hits)
                sums += [bool(hits), len(hits) / len(goal), gain / ideal]
    return sums / max(1, len(wanted))


class Numbers(dict):
    def __missing__(self, key):
        self[key] = len(self)
        return self[key]


def interactions(task):
    users, items = Numbers(), Numbers()
    train = sorted({(users[row[0]], items[item]) for row in rows(task["train"]) for item in row[1].split()})
    wanted = {}
    for user, listed, *_ in rows(task["test"]):
        if listed.split():
            wanted.setdefault(users[user], set()).update(items[item] for item in listed.split())
    rng = np.random.default_rng(1)
    kept = [pair for pair in train if rng.random() < 0.8]
    held = {}
    for user, item in set(train) - set(kept):
        held.setdefault(user, set()).add(item)
    make = lambda pairs: matrix([(*pair, 1) for pair in pairs], len(users), len(items))
    score = lambda model, data, goal: figures(model, data, goal, 20)
    return (make(kept), list(held.items())), (make(train), list(wanted.items())), score, lambda f: {"R@20": f[1], "N@20": f[2]}


def behaviours(task):
    users, items = Numbers(), Numbers()
    weights = {"view": 1, "cart": 3, "buy": 5}
    cells, buys = {}, {}
    for kind, weight in weights.items():
        for row in rows(task[kind]) if task.get(kind) else ():
            for item in set(row[1].split()):
                cell = (users[row[0]], items[item])
                cells[cell] = cells.get(cell, 0) + weight
                if kind == "buy":
                    buys.setdefault(cell[0], set()).add(cell[1])
    wanted = [
        (users[user], {items[item]})
        for user, item, *_ in rows(task["test"])
        if user and item and " " not in item
    ]
    make = lambda some: matrix([(*cell, value) for cell, value in some.items()], len(users), len(items))
    hidden, less, fewer = [], dict(cells), {}
    for user, own in buys.items():
        fewer[user] = set(own)
        if len(own) > 1:
            item = sorted(own)[user % len(own)]
            hidden.append((user, {item}))
            fewer[user].discard(item)
            less[(user, item)] -= 5
    less = {cell: value for cell, value in less.items() if value > 0}
    whole = make(cells)
    score = lambda model, data, goal: figures(model, data, goal, 10, False, buys if data is whole else fewer)
    return (make(less), hidden), (whole, wanted), score, lambda f: {"HR@10": f[0], "N@10": f[2]}


def purchases(task):
    with gzip.open(task["file"], "rt", encoding="utf-8-sig") as file:
        header = [column.strip() for column in file.readline().split("\t")]
    place = {name: header.index(name) for name in header}
    users, items, lines = Numbers(), Numbers(), []
    lines_of = lambda: rows(task["file"], len(header))
    coded = [bool(NUMBERED.search(row[place["stock_code"]])) for row in lines_of()]
    of_goods = NUMBERED if sum(coded) >= 0.9 * len(coded) else re.compile(".")
    for row in lines_of():
        field = lambda name: row[place[name]]
        if field("customer_id") and of_goods.search(field("stock_code")):
            if float(field("quantity")) > 0 and float(field("unit_price")) > 0:
                lines.append((users[field("customer_id")], items[field("stock_code")], float(field("unix_time_utc"))))
    end = max(line[2] for line in lines)

    def part(until):
        earlier = [(user, item, 1) for user, item, at in lines if at <= until]
        known = {user for user, _, _ in earlier}
        wanted = {}
        for user, item, at in lines:
            if until < at <= until + WINDOW and user in known:
                wanted.setdefault(user, set()).add(item)
        return matrix(earlier, len(users), len(items)), list(wanted.items())

    def score(model, data, goal):
        met = {user: set(data[user].indices) for user, _ in goal}
        fresh = [(user, own - met[user]) for user, own in goal if own - met[user]]
        both = figures(model, data, goal, 20, False)[1:], figures(model, data, fresh, 20)[1:]
        return np.concatenate([[0], *both])

    names = ["R@20", "N@20", "new R@20", "new N@20"]
    return part(end - 2 * WINDOW), part(end - WINDOW), score, lambda f: dict(zip(names, f[1:]))


def main():
    task = json.loads(sys.argv[1])
    begun = time.perf_counter()
    tuning, final, score, named = {"interactions": interactions, "behaviours": behaviours,
                                   "purchases": purchases}[task["shape"]](task)
    best, chosen, tried = -1.0, None, 0
    for name, make in list(models())[: task["fits"] - 1]:
        model = make()
        model.fit(tuning[0], show_progress=False)
        value = float(score(model, *tuning)[1:].sum())
        tried += 1
        if value > best:
            best, chosen = value, (name, make)
    fit_begun = time.perf_counter()
    model = chosen[1]()
    model.fit(final[0], show_progress=False)
    fit_seconds = time.perf_counter() - fit_begun
    found = named([float(value) for value in score(model, *final)])
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "what": f"implicit, {chosen[0]}",
        "figures": found,
        "seconds": time.perf_counter() - begun,
        "cpuSeconds": usage.ru_utime + usage.ru_stime,
        "megabytes": round(usage.ru_maxrss / 1000),
        "fits": tried + 1,
        "note": f"the last fit {fit_seconds:.1f} s",
    }))


main()
