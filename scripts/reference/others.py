"""Figures of scikit-learn and PyTorch for the lesson "Same numbers", from what start.cpp wrote.

    python3 others.py folder

reads ols.bin, logistic.bin and race.bin in the folder and prints one JSON object. In double
precision throughout. README.md says how and with which versions.
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge


def read(name):
    with open(name, "rb") as file:
        data = np.frombuffer(file.read(), dtype="<f8")
    train, test, inputs, outputs, parameters, _ = (int(x) for x in data[:6])
    at = 6
    parts = []
    for samples in (train, test):
        X = data[at : at + samples * inputs].reshape(samples, inputs)
        at += samples * inputs
        Y = data[at : at + samples * outputs].reshape(samples, outputs)
        at += samples * outputs
        parts.append((X, Y))
    return parts, data[at : at + parameters]


def linear(folder):
    (X, Y), _ = read(f"{folder}/ols.bin")[0]
    y = Y[:, 0]
    ols = LinearRegression().fit(X, y)
    ridge = Ridge(alpha=1e-3 * len(y), solver="svd").fit(X, y)
    return {
        "ols": [ols.intercept_, *ols.coef_],
        "ridge": [ridge.intercept_, *ridge.coef_],
    }


def logistic(folder):
    (X, Y), _ = read(f"{folder}/logistic.bin")[0]
    found = {}
    for name, l2 in (("logistic", 0), ("logistic-penalty", 0.1)):
        settings = {"penalty": "none"} if l2 == 0 else {"C": 1 / (len(Y) * l2)}
        model = LogisticRegression(solver="newton-cg", tol=1e-12, max_iter=10000, **settings)
        model.fit(X, Y[:, 0])
        found[name] = [*model.coef_[0], model.intercept_[0]]
    return found


def race(folder):
    """Training losses after each of 200 steps of 1-10-1 tanh, full batch."""
    import torch

    (X, Y), start = read(f"{folder}/race.bin")[0][0], read(f"{folder}/race.bin")[1]
    X, Y = torch.tensor(X), torch.tensor(Y)
    methods = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
        "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.1, eps=1e-10),
        "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-8),
        "adam": lambda p: torch.optim.Adam(p, lr=0.01),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.01),
    }
    curves = {"version": torch.__version__}
    for name, make in methods.items():
        shapes = [(10, 1), (10,), (1, 10), (1,)]
        parameters, at = [], 0
        for shape in shapes:
            size = int(np.prod(shape))
            values = torch.tensor(np.array(start[at : at + size]).reshape(shape))
            parameters.append(values.requires_grad_())
            at += size
        W1, b1, W2, b2 = parameters
        optimizer = make(parameters)
        loss = lambda: ((torch.tanh(X @ W1.T + b1) @ W2.T + b2 - Y) ** 2).mean()
        curve = []
        for _ in range(200):
            optimizer.zero_grad()
            loss().backward()
            optimizer.step()
            curve.append(float(loss()))
        curves[name] = curve
    return curves


folder = sys.argv[1]
figures = {"scikit-learn": sklearn.__version__, **linear(folder), **logistic(folder)}
try:
    figures["race"] = race(folder)
except ImportError:
    pass
print(json.dumps(figures))
