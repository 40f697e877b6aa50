# SPDX-License-Identifier: Apache-2.0
"""Aggregates the benchmark's cases by Flower's own functions and writes what they give.

Usage: flower_oracle.py FOLDER, where the benchmark has left cases.json and cases.f64. What Flower does not have
(FLTrust, nearest-neighbour mixing) is written here in NumPy from the papers' formulas.
"""
import json
import os
import sys
import threading
import time

import numpy as np
from flwr import __version__
from flwr.common import Code, FitRes, Status, ndarrays_to_parameters, parameters_to_ndarrays
from flwr.supercore.differential_privacy import clip_inputs_inplace
from flwr.server.strategy import FedAdam, FedYogi
from flwr.server.strategy import aggregate as flower


def exit_with_parent():
    sys.stdin.buffer.read()
    os._exit(1)


def results_of(rows, examples):
    return [([row.copy()], count) for row, count in zip(rows, examples)]


def two_rounds(strategy_class, rows, examples):
    strategy = strategy_class(tau=1e-3, initial_parameters=ndarrays_to_parameters([np.zeros(rows.shape[1])]))
    for server_round in (1, 2):
        answers = [
            (None, FitRes(Status(Code.OK, ""), ndarrays_to_parameters([row]), count, {}))
            for row, count in zip(rows, examples)
        ]
        parameters, _ = strategy.aggregate_fit(server_round, answers, [])
    return parameters_to_ndarrays(parameters)[0]


def clipped_to_median_norm(rows, examples):
    bound = float(np.median([np.linalg.norm(row) for row in rows]))
    clipped = [[row.copy()] for row in rows]
    for row in clipped:
        clip_inputs_inplace(row, bound)
    return flower.aggregate(list(zip(clipped, examples)))[0]


def fl_trust(rows):
    root, updates = rows[0], rows[1:]
    norms = np.linalg.norm(updates, axis=1)
    trust = np.maximum(0, updates @ root / (norms * np.linalg.norm(root)))
    if trust.sum() == 0:
        return np.zeros_like(root)
    return (trust / norms * np.linalg.norm(root)) @ updates / trust.sum()


def mixed(rows, examples, faulty):
    near = np.argsort(np.linalg.norm(rows[:, None] - rows[None], axis=2), axis=1)[:, : len(rows) - faulty]
    return flower.aggregate(results_of(np.stack([rows[each].mean(axis=0) for each in near]), examples))[0]


def rules(rows, case):
    examples, faulty = case["examples"], case["faulty"]
    results = lambda: results_of(rows, examples)
    return {
        "fedavg": lambda: flower.aggregate(results())[0],
        "median": lambda: flower.aggregate_median(results())[0],
        "trimmed-mean": lambda: flower.aggregate_trimmed_avg(results(), case["share"])[0],
        "krum": lambda: flower.aggregate_krum(results(), faulty, 0)[0],
        "multi-krum": lambda: flower.aggregate_krum(results(), faulty, case["keep"])[0],
        "bulyan": lambda: flower.aggregate_bulyan(results(), faulty, flower.aggregate_krum, to_keep=0)[0],
        "fedadam": lambda: two_rounds(FedAdam, rows, examples),
        "fedyogi": lambda: two_rounds(FedYogi, rows, examples),
        "norm-clipping": lambda: clipped_to_median_norm(rows, examples),
        "fltrust": lambda: fl_trust(rows),
        "mixing": lambda: mixed(rows, examples, faulty),
    }


def main(folder):
    with open(f"{folder}/cases.json", encoding="utf-8") as file:
        asked = json.load(file)
    numbers = np.fromfile(f"{folder}/cases.f64")
    seconds, offset = {}, 0
    with open(f"{folder}/results.f64", "wb") as out:
        for case in asked["cases"]:
            size = case["clients"] * case["length"]
            rows = numbers[offset : offset + size].reshape(case["clients"], case["length"])
            offset += size
            for name, rule in rules(rows, case).items():
                started = time.perf_counter()
                result = rule()
                seconds.setdefault(name, []).append(time.perf_counter() - started)
                result.astype(np.float64).tofile(out)
    large = asked["large"]
    rows = results_of(np.random.default_rng(1).standard_normal((large["clients"], large["length"])), [1] * large["clients"])
    started = time.perf_counter()
    flower.aggregate(rows)
    answer = {"version": __version__, "seconds": seconds, "largeSeconds": time.perf_counter() - started}
    with open(f"{folder}/results.json", "w", encoding="utf-8") as file:
        json.dump(answer, file)


threading.Thread(target=exit_with_parent, daemon=True).start()
main(sys.argv[1])
os._exit(0)
