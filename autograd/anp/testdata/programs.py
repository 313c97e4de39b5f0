"""Writes programs.json: what programs like those that come with HIPS autograd compute, for programs_test.go.

    venv/bin/python programs.py     # with requirements.txt installed
"""
import json, os

import autograd.numpy as np
import autograd.numpy.random as npr
import autograd.scipy.stats.multivariate_normal as mvn
import autograd.scipy.stats.norm as norm
from autograd import elementwise_grad, grad, value_and_grad
from autograd.builtins import tuple as boxed_tuple
from autograd.misc.optimizers import adam, rmsprop, sgd
from autograd.scipy.integrate import odeint
from autograd.scipy.special import logsumexp

rng = npr.RandomState(0)
out = {}


def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    return np.asarray(x).tolist()


def record(name, inputs, **results):
    out[name] = {"in": plain(inputs), "out": plain(results)}


# Derivatives of tanh.
def tanh(x):
    y = np.exp(-2.0 * x)
    return (1.0 - y) / (1.0 + y)


xs, f, curves = np.linspace(-3, 3, 13), tanh, []
for _ in range(7):
    curves.append(f(xs))
    f = elementwise_grad(f)
record("tanh", {"x": xs}, curves=curves)


# A neural network that classifies, trained by each optimizer.
def predict(params, x):
    for w, b in params:
        y = np.dot(x, w) + b
        x = np.tanh(y)
    return y - logsumexp(y, axis=1, keepdims=True)


images, labels = rng.randn(20, 5), np.eye(3)[rng.randint(3, size=20)]
start = [(0.3 * rng.randn(m, n), 0.3 * rng.randn(n)) for m, n in [(5, 4), (4, 3)]]
objective = lambda params, i: -np.sum(predict(params, images) * labels) + 0.05 * sum(np.sum(w**2) + np.sum(b**2) for w, b in params)
trained = {name: objective(m(grad(objective), start, num_iters=30, **o), 0) for name, m, o in
           [("adam", adam, {"step_size": 0.05}), ("sgd", sgd, {"step_size": 0.01}), ("rmsprop", rmsprop, {"step_size": 0.02})]}
record("neural_net", {"images": images, "labels": labels, "w": [w for w, _ in start], "b": [b for _, b in start]}, value=objective(start, 0), **trained)


# A recurrent network that predicts letters.
def rnn(params, inputs):
    hidden, total = np.repeat(params["init"], inputs.shape[1], axis=0), 0.0
    for t in range(inputs.shape[0]):
        logits = np.dot(hidden, params["predict"])
        total = total + np.sum((logits - logsumexp(logits, axis=1, keepdims=True)) * inputs[t])
        hidden = np.tanh(np.dot(np.concatenate([inputs[t], hidden], axis=1), params["change"]))
    return -total / inputs.shape[1]


letters = np.eye(4)[rng.randint(4, size=(6, 3))]
params = {"init": rng.randn(1, 5), "change": 0.5 * rng.randn(9, 5), "predict": 0.5 * rng.randn(5, 4)}
value, g = value_and_grad(rnn)(params, letters)
record("rnn", {"letters": letters, **params}, value=value, **{"d_" + k: v for k, v in g.items()})


# A Gaussian process: the likelihood of its parameters, and its prediction.
def covariance(p, x, y):
    return np.exp(p[0]) * np.exp(-0.5 * np.sum(((x[:, None] - y[None]) / np.exp(p[2:])) ** 2, axis=2))


def likelihood(p, x, y):
    return mvn.logpdf(y, p[1] * np.ones(len(y)), covariance(p, x, x) + (0.1) * np.eye(len(y)))


gx, gy, p = rng.randn(12, 2), rng.randn(12), np.array([0.2, 0.1, -0.3, 0.4])
value, g = value_and_grad(likelihood)(p, gx, gy)
at = rng.randn(3, 2)
mean = p[1] + np.dot(covariance(p, at, gx), np.linalg.solve(covariance(p, gx, gx) + 0.1 * np.eye(12), gy - p[1]))
record("gaussian_process", {"x": gx, "y": gy, "p": p, "at": at}, value=value, grad=g, mean=mean)


# A differential equation whose right side is a network.
def dynamics(y, t, w1, w2):
    return np.dot(np.tanh(np.dot(y**3, w1)), w2)


def distance(w1, w2, y0, t, data):
    return np.mean((odeint(dynamics, y0, t, boxed_tuple((w1, w2)), atol=1e-12, rtol=1e-12) - data) ** 2)


w1, w2, y0, t, data = 0.4 * rng.randn(2, 6), 0.4 * rng.randn(6, 2), np.array([1.2, -0.4]), np.linspace(0, 2, 6), rng.randn(6, 2)
record("ode_net", {"w1": w1, "w2": w2, "y0": y0, "t": t, "data": data}, value=distance(w1, w2, y0, t, data), d_w1=grad(distance, 0)(w1, w2, y0, t, data),
       d_w2=grad(distance, 1)(w1, w2, y0, t, data), d_y0=grad(distance, 2)(w1, w2, y0, t, data))


# A fluid: smoke is moved by a velocity field without divergence; the gradient is that of where it ends.
def project(vx, vy):
    div = -0.5 / len(vx) * (np.roll(vx, -1, axis=0) - np.roll(vx, 1, axis=0) + np.roll(vy, -1, axis=1) - np.roll(vy, 1, axis=1))
    p = np.zeros(vx.shape)
    for _ in range(8):
        p = (div + np.roll(p, 1, axis=0) + np.roll(p, -1, axis=0) + np.roll(p, 1, axis=1) + np.roll(p, -1, axis=1)) / 4.0
    return vx - 0.5 * len(vx) * (np.roll(p, -1, axis=0) - np.roll(p, 1, axis=0)), vy - 0.5 * len(vx) * (np.roll(p, -1, axis=1) - np.roll(p, 1, axis=1))


def advect(f, vx, vy):
    n = len(f)
    ys, xs = np.meshgrid(np.arange(n), np.arange(n))
    cx, cy = (xs - vx).ravel(), (ys - vy).ravel()
    left, top = np.floor(cx).astype(int), np.floor(cy).astype(int)
    rw, bw = cx - left, cy - top
    left, top = left % n, top % n
    right, bottom = (left + 1) % n, (top + 1) % n
    flat = (1 - rw) * ((1 - bw) * f[left, top] + bw * f[left, bottom]) + rw * ((1 - bw) * f[right, top] + bw * f[right, bottom])
    return np.reshape(flat, (n, n))


def fluid(v, smoke, target):
    vx, vy = v[0], v[1]
    for _ in range(3):
        moved = advect(vx, vx, vy), advect(vy, vx, vy)
        vx, vy = project(*moved)
        smoke = advect(smoke, vx, vy)
    return np.mean((target - smoke) ** 2)


v, smoke, target = 0.6 * rng.randn(2, 8, 8), rng.rand(8, 8), rng.rand(8, 8)
value, g = value_and_grad(fluid)(v, smoke, target)
record("fluid", {"v": v, "smoke": smoke, "target": target}, value=value, grad=g)


# Black-box variational inference: the evidence lower bound of a funnel, by samples that are given.
def bound(params, eps):
    mean, log_std = params[:2], params[2:]
    samples = eps * np.exp(log_std) + mean
    density = norm.logpdf(samples[:, 0], 0, 1.35) + norm.logpdf(samples[:, 1], 0, np.exp(samples[:, 0]))
    return -(0.5 * 2 * (1.0 + np.log(2 * np.pi)) + np.sum(log_std) + np.mean(density))


eps, p = rng.randn(50, 2), np.array([-0.5, 0.3, -1.0, -0.5])
value, g = value_and_grad(bound)(p, eps)
record("svi", {"eps": eps, "p": p}, value=value, grad=g, hessian_diagonal=elementwise_grad(lambda p: grad(bound)(p, eps))(p))


# Expectation maximisation of a hidden Markov model: expected counts are gradients of the log-likelihood.
def chain(natural, seq):
    start, change, emit = natural
    alpha = start + emit[:, seq[0]]
    for s in seq[1:]:
        alpha = logsumexp(alpha[:, None] + change, axis=0) + emit[:, s]
    return logsumexp(alpha)


normalise = lambda a: a / np.sum(a, axis=-1, keepdims=True)
seq, model, logs = rng.randint(4, size=25), tuple(np.log(normalise(rng.rand(*s))) for s in [(3,), (3, 3), (3, 4)]), []
first = model
for _ in range(5):
    value, counts = value_and_grad(chain)(model, seq)
    logs.append(value)
    model = tuple(np.log(normalise(c)) for c in counts)
record("hmm", {"seq": seq, "start": first[0], "change": first[1], "emit": first[2]}, logs=logs, change=model[1])

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs.json"), "w") as file:
    json.dump(out, file, separators=(",", ":"))
    file.write("\n")
