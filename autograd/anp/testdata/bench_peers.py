"""Times the workloads of bench_test.go in Go, HIPS autograd, PyTorch and JAX, row by row in one run; `make bench` calls it.

    go test -c -o bench.test ./autograd/anp
    python bench_peers.py bench.test [row …]     # with install/requirements-oracle.txt installed; torch may be missing

All run pinned to one core and with one thread, in float64: value and gradient, median of several runs. JAX runs eagerly
and compiled (jit). Ratios are time in Go divided by time of the peer: below 1, Go is faster.
"""
import os, re, statistics, subprocess, sys, time
from types import SimpleNamespace

THREADS = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "GOMAXPROCS"], "1")
os.environ.update(THREADS, JAX_PLATFORMS="cpu", XLA_FLAGS="--xla_cpu_multi_thread_eigen=false")
if hasattr(os, "sched_setaffinity"):  # children inherit it
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import jax

jax.config.update("jax_enable_x64", True)
import autograd
import autograd.numpy
import autograd.scipy.linalg
import autograd.scipy.signal
import jax.numpy
import jax.scipy
import numpy

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

rng = numpy.random.default_rng(0)
normal = lambda *shape: rng.normal(size=shape)


def pool(np):
    def max_pool(h):
        n, c, height, width = h.shape
        return np.max(np.reshape(h, (n, c, height // 2, 2, width // 2, 2)), axis=(3, 5))
    return max_pool


# What workloads need beyond the functions that NumPy has: const makes an array of the library.
HIPS = SimpleNamespace(np=autograd.numpy, const=numpy.asarray, max_pool=pool(autograd.numpy),
    solve_lower=lambda l, y: autograd.scipy.linalg.solve_triangular(l, y, lower=True),
    conv=lambda x, w: autograd.scipy.signal.convolve(x, autograd.numpy.swapaxes(w, 0, 1), axes=([2, 3], [2, 3]), dot_axes=([1], [0]), mode="valid"))
JAX = SimpleNamespace(np=jax.numpy, const=jax.numpy.asarray, max_pool=pool(jax.numpy),
    solve_lower=lambda l, y: jax.scipy.linalg.solve_triangular(l, y, lower=True),
    conv=lambda x, w: jax.lax.conv(x, w, (1, 1), "VALID"))
if torch:
    TORCH = SimpleNamespace(const=lambda x: torch.tensor(numpy.asarray(x)), max_pool=lambda h: torch.nn.functional.max_pool2d(h, 2),
        solve_lower=lambda l, y: torch.linalg.solve_triangular(l, y[:, None], upper=False)[:, 0], conv=torch.nn.functional.conv2d,
        np=SimpleNamespace(log=torch.log, sin=torch.sin, tanh=torch.tanh, exp=torch.exp, log1p=torch.log1p, sum=torch.sum, mean=torch.mean,
            dot=torch.matmul, logaddexp=lambda a, b: torch.logaddexp(torch.tensor(a, dtype=b.dtype), b), max=torch.amax, maximum=lambda x, a: torch.clamp(x, min=a),
            concatenate=torch.cat, linalg=torch.linalg, reshape=torch.reshape, diagonal=lambda x, axis1, axis2: torch.diagonal(x, 0, axis1, axis2)))


def scalar(lib):
    return lambda x: lib.np.log(x[0] * x[0]) + x[1] * x[1] + x[0] * x[1]


def chain(lib):
    def f(x):
        for _ in range(250):
            x = lib.np.sin(x) * 0.999 + 0.001 - 0.001
        return x
    return f


def elementwise(lib):
    np = lib.np
    return lambda x: np.sum(np.tanh(x) * np.exp(-(x * x)) + np.log1p(x * x))


def logistic(lib):
    np, x, y = lib.np, *map(lib.const, LOGISTIC)
    def f(w):
        z = np.dot(x, w)
        return np.mean(np.logaddexp(0.0, z) - y * z)
    return f


def log_softmax(np, h):
    h = h - np.max(h, axis=1, keepdims=True)
    return h - np.log(np.sum(np.exp(h), axis=1, keepdims=True))


def mlp(lib):
    np, x, labels = lib.np, *map(lib.const, MLP)
    def f(p):
        h = x
        for i in range(0, 6, 2):
            h = np.dot(h, p[i]) + p[i + 1]
            h = np.tanh(h) if i < 4 else h
        return -np.sum(log_softmax(np, h) * labels)
    return f


def lstm(lib):
    np, xs, zero = lib.np, [lib.const(x) for x in LSTM], lib.const(numpy.zeros((32, 128)))
    expit = torch.sigmoid if torch and lib is TORCH else lambda x: 0.5 * (np.tanh(0.5 * x) + 1)
    def f(p):
        h, c = zero, zero
        for x in xs:
            z = np.dot(np.concatenate([x, h], axis=1), p[0]) + p[1]
            c = expit(z[:, :128]) * c + expit(z[:, 128:256]) * np.tanh(z[:, 256:384])
            h = expit(z[:, 384:]) * np.tanh(c)
        return np.sum(h * h)
    return f


def rosenbrock(lib):
    return lambda x: lib.np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def gaussian_process(lib):
    np, d2, y, eye = lib.np, *map(lib.const, (*GP, numpy.eye(300)))
    def f(p):
        k = np.exp(-0.5 * d2 / np.exp(p[0])) * np.exp(p[1]) + eye * np.exp(p[2])
        l = np.linalg.cholesky(k)
        z = lib.solve_lower(l, y)
        return 0.5 * np.sum(z * z) + np.sum(np.log(np.diagonal(l, axis1=-1, axis2=-2)))
    return f


def convnet(lib):
    np, x = lib.np, lib.const(IMAGES)
    def f(p):
        h = x
        for w in p[:2]:
            h = lib.max_pool(np.maximum(lib.conv(h, w), 0.0))
        return -np.sum(log_softmax(np, np.dot(np.reshape(h, (16, -1)), p[2]))[:, 0])
    return f


LOGISTIC = normal(10_000, 100), (normal(10_000) > 0) * 1.0
MLP = normal(128, 784), numpy.eye(10)[numpy.zeros(128, int)]
LSTM = [normal(32, 128) for _ in range(50)]
points = normal(300, 1)
GP = (points - points.T) ** 2, normal(300)
SIZES = [784, 512, 256, 10]
IMAGES = normal(16, 1, 28, 28)

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
    ("7Hessian/product1000", rosenbrock, normal(1000), "product"),
    ("8GaussianProcess", gaussian_process, numpy.array([0.1, 0.2, -1.0]), "gradient"),
    ("9Convnet", convnet, [normal(8, 1, 5, 5) * 0.1, normal(16, 8, 5, 5) * 0.1, normal(256, 10) * 0.1], "gradient"),
]


def torch_value_and_grad(f):
    def value_and_grad(p):
        leaves = [t.requires_grad_() for t in (p if isinstance(p, (list, tuple)) else [p])]
        value = f(p)
        return value, torch.autograd.grad(value, leaves)
    return value_and_grad


def peers(make, kind, x):
    """The functions to time, with their arguments, by the peer's name."""
    v = numpy.ones_like(x) if kind == "product" else None
    f, g = make(HIPS), make(JAX)
    hips = {"gradient": lambda: autograd.value_and_grad(f), "hessian": lambda: autograd.hessian(f),
            "product": lambda: lambda x: autograd.hessian_vector_product(f)(x, v)}[kind]()
    eager = {"gradient": lambda: jax.value_and_grad(g), "hessian": lambda: jax.hessian(g),
             "product": lambda: lambda x: jax.jvp(jax.grad(g), (x,), (JAX.const(v),))[1]}[kind]()
    on_jax = jax.tree.map(JAX.const, x)
    out = {"HIPS": (hips, x), "JAX": (eager, on_jax), "jax.jit": (jax.jit(eager), on_jax)}
    if torch:
        t = make(TORCH)
        out["torch"] = {"gradient": lambda: torch_value_and_grad(t), "hessian": lambda: torch.func.hessian(t),
                        "product": lambda: lambda x: torch.func.jvp(torch.func.grad(t), (x,), (TORCH.const(v),))[1]}[kind](), jax.tree.map(TORCH.const, x)
    return out


def seconds(f, x):
    """The median time of f(x)."""
    f(x)
    times, end = [], time.perf_counter() + 1
    while len(times) < 5 or time.perf_counter() < end and len(times) < 200:
        start = time.perf_counter()
        jax.block_until_ready(f(x))
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def go_seconds(binary, name):
    """The median of five runs of a benchmark."""
    pattern = "/".join(f"^{part}$" for part in ("Benchmark" + name).split("/"))
    command = [os.path.abspath(binary), "-test.run=^$", "-test.bench=" + pattern, "-test.benchtime=200ms", "-test.count=5"]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    times = [float(t) * 1e-9 for t in re.findall(r"([\d.]+) ns/op", out)]
    if not times:
        sys.exit(f"bench_peers: {binary} has no benchmark that matches {pattern}; it printed:\n{out}")
    return statistics.median(times)


def unit(s):
    return f"{s * 1e6:.4g} µs" if s < 1e-3 else f"{s * 1e3:.4g} ms"


def main():
    if len(sys.argv) < 2:
        sys.exit("bench_peers: name the test binary: python bench_peers.py bench.test [row …]")
    names = ["HIPS", "torch", "JAX", "jax.jit"]
    header = ["workload", "Go", *names, *(f"Go/{n}" for n in names)]
    print("|" + "|".join(header) + "|\n" + "|-" * len(header) + "|")
    for name, make, x, kind in ROWS:
        if sys.argv[2:] and not any(name.startswith(row) for row in sys.argv[2:]):
            continue
        mine = go_seconds(sys.argv[1], name)
        times = {peer: seconds(f, at) for peer, (f, at) in peers(make, kind, x).items()}
        cells = [unit(times[n]) if n in times else "–" for n in names] + [f"{mine / times[n]:.3g}" if n in times else "–" for n in names]
        print("|" + "|".join([name, unit(mine), *cells]) + "|", flush=True)


main()
