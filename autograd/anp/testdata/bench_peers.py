"""Times the workloads of bench_test.go in HIPS autograd and JAX, and prints them beside those of Go.

    go test -run '^$' -bench . ./autograd/anp > go.txt
    python bench_peers.py go.txt        # in an environment with requirements.txt installed

All run on one core in float64: value and gradient, median of several runs. JAX runs eagerly and compiled (jit).
"""
import os, re, sys, time

os.environ.update(JAX_PLATFORMS="cpu", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", XLA_FLAGS="--xla_cpu_multi_thread_eigen=false")
import jax

jax.config.update("jax_enable_x64", True)
import autograd
import autograd.numpy
import autograd.scipy.signal
import jax.numpy
import jax.scipy
import numpy

rng = numpy.random.default_rng(0)
normal = lambda *shape: rng.normal(size=shape)


def scalar(np):
    return lambda x: np.log(x[0] * x[0]) + x[1] * x[1] + x[0] * x[1]


def chain(np):
    def f(x):
        for _ in range(250):
            x = np.sin(x) * 0.999 + 0.001 - 0.001
        return x
    return f


def elementwise(np):
    return lambda x: np.sum(np.tanh(x) * np.exp(-(x * x)) + np.log1p(x * x))


def logistic(np):
    x, y = LOGISTIC
    return lambda w: np.mean(np.logaddexp(0.0, np.dot(x, w)) - y * np.dot(x, w))


def mlp(np):
    x, labels = MLP
    def f(p):
        h = x
        for i in range(0, 6, 2):
            h = np.dot(h, p[i]) + p[i + 1]
            h = np.tanh(h) if i < 4 else h
        top = np.max(h, axis=1, keepdims=True)
        return -np.sum((h - top - np.log(np.sum(np.exp(h - top), axis=1, keepdims=True))) * labels)
    return f


def lstm(np):
    expit = lambda x: 0.5 * (np.tanh(0.5 * x) + 1)
    def f(p):
        h, c = numpy.zeros((32, 128)), numpy.zeros((32, 128))
        for x in LSTM:
            z = np.dot(np.concatenate([x, h], axis=1), p[0]) + p[1]
            c = expit(z[:, :128]) * c + expit(z[:, 128:256]) * np.tanh(z[:, 256:384])
            h = expit(z[:, 384:]) * np.tanh(c)
        return np.sum(h * h)
    return f


def rosenbrock(np):
    return lambda x: np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def gaussian_process(np):
    d2, y = GP
    def f(p):
        k = np.exp(-0.5 * d2 / np.exp(p[0])) * np.exp(p[1]) + numpy.eye(300) * np.exp(p[2])
        l = np.linalg.cholesky(k)
        z = np.linalg.solve(l, y)
        return 0.5 * np.sum(z * z) + np.sum(np.log(np.diagonal(l, axis1=-1, axis2=-2)))
    return f


LOGISTIC = normal(10_000, 100), (normal(10_000) > 0) * 1.0
MLP = normal(128, 784), numpy.eye(10)[numpy.zeros(128, int)]
LSTM = [normal(32, 128) for _ in range(50)]
points = normal(300, 1)
GP = (points - points.T) ** 2, normal(300)
SIZES = [784, 512, 256, 10]

# name in Go, function, argument, what to compute
ROWS = [
    ("1Scalar", scalar, (1.0, 2.0), "gradient"),
    ("2Chain1000", chain, 0.5, "gradient"),
    ("3Elementwise/10", elementwise, normal(10), "gradient"),
    ("3Elementwise/1000", elementwise, normal(1000), "gradient"),
    ("3Elementwise/1000000", elementwise, normal(1_000_000), "gradient"),
    ("4LogisticRegression", logistic, normal(100) * 0.1, "gradient"),
    ("5MLP", mlp, [a for m, n in zip(SIZES, SIZES[1:]) for a in (normal(m, n) * 0.05, normal(n) * 0.05)], "gradient"),
    ("6LSTM", lstm, [normal(256, 512) * 0.05, normal(512) * 0.05], "gradient"),
    ("7Hessian/10", rosenbrock, normal(10), "hessian"),
    ("7Hessian/100", rosenbrock, normal(100), "hessian"),
    ("8GaussianProcess", gaussian_process, numpy.array([0.1, 0.2, -1.0]), "gradient"),
]


def seconds(f, x):
    """The median time of f(x)."""
    f(x)
    times, end = [], time.perf_counter() + 2
    while len(times) < 5 or time.perf_counter() < end and len(times) < 200:
        start = time.perf_counter()
        jax.block_until_ready(f(x))
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def peers(make, kind):
    hips = {"gradient": autograd.value_and_grad, "hessian": autograd.hessian}[kind](make(autograd.numpy))
    eager = {"gradient": jax.value_and_grad, "hessian": jax.hessian}[kind](make(jax.numpy))
    return {"HIPS": hips, "JAX": eager, "jax.jit": jax.jit(eager)}


def main():
    go = {m[1]: float(m[2]) * 1e-9 for m in re.finditer(r"^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op", open(sys.argv[1]).read(), re.M)}
    print("| workload | Go | HIPS | JAX | jax.jit | Go/HIPS | Go/jax.jit |\n|-|-|-|-|-|-|-|")
    for name, make, x, kind in ROWS:
        t = {}
        for peer, f in peers(make, kind).items():
            t[peer] = seconds(f, x if peer == "HIPS" else jax.tree.map(jax.numpy.asarray, x))
        mine = go.get(name, float("nan"))
        unit = lambda s: f"{s * 1e6:.4g} µs" if s < 1e-3 else f"{s * 1e3:.4g} ms"
        print(f"| {name} | {unit(mine)} | {unit(t['HIPS'])} | {unit(t['JAX'])} | {unit(t['jax.jit'])} | {mine / t['HIPS']:.3g} | {mine / t['jax.jit']:.3g} |", flush=True)


main()
