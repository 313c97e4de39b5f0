"""Times the workloads of bench_test.go in Go, HIPS autograd, PyTorch and JAX side by side; `make bench` calls it.

    go test -c -o bench.test ./autograd/anp
    python bench_peers.py bench.test OUT [row …]     # with install/requirements-oracle.txt installed; torch may be missing

Each configuration is a process of its own: one thread pinned to one core, then all cores; float64, then float32. Times are
the least of several repetitions, which is what the machine can do when nothing else disturbs it; value and gradient of each
workload. Tables, as Markdown, and a plot of the first configuration go to OUT.md and OUT.svg. Ratios are time of the peer
divided by time in Go: above 1, Go is faster.
"""
import json, os, re, subprocess, sys, time
from types import SimpleNamespace

CORES = os.environ.get("BENCH_CORES", "one")
DTYPE = os.environ.get("BENCH_DTYPE", "float64")
if CORES == "one" and "BENCH_CORES" in os.environ:
    os.environ.update(dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "GOMAXPROCS"], "1"),
                      XLA_FLAGS="--xla_cpu_multi_thread_eigen=false")
    if hasattr(os, "sched_setaffinity"):  # children inherit it
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
os.environ["JAX_PLATFORMS"] = "cpu"

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

    if CORES == "one":
        torch.set_num_threads(1)
except ImportError:
    torch = None

rng = numpy.random.default_rng(0)
normal = lambda *shape: rng.normal(size=shape).astype(DTYPE)
fixed = lambda x: numpy.asarray(x, DTYPE)


def pool(np):
    def max_pool(h):
        n, c, height, width = h.shape
        return np.max(np.reshape(h, (n, c, height // 2, 2, width // 2, 2)), axis=(3, 5))
    return max_pool


# What workloads need beyond the functions that NumPy has: const makes an array of the library.
HIPS = SimpleNamespace(np=autograd.numpy, const=fixed, max_pool=pool(autograd.numpy),
    solve_lower=lambda l, y: autograd.scipy.linalg.solve_triangular(l, y, lower=True),
    conv=lambda x, w: autograd.scipy.signal.convolve(x, autograd.numpy.swapaxes(w, 0, 1), axes=([2, 3], [2, 3]), dot_axes=([1], [0]), mode="valid"))
JAX = SimpleNamespace(np=jax.numpy, const=lambda x: jax.numpy.asarray(fixed(x)), max_pool=pool(jax.numpy),
    solve_lower=lambda l, y: jax.scipy.linalg.solve_triangular(l, y, lower=True),
    conv=lambda x, w: jax.lax.conv(x, w, (1, 1), "VALID"))
if torch:
    TORCH = SimpleNamespace(const=lambda x: torch.tensor(fixed(x)), max_pool=lambda h: torch.nn.functional.max_pool2d(h, 2),
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

def deeper(n):
    def make(lib):
        def f(x):
            for _ in range(n):
                x = lib.np.sin(x)
            return x
        return f
    return make


def tanh(lib):
    return lib.np.tanh


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
    *((f"GrowthElements/{n}", elementwise, normal(n), "gradient") for n in (10, 100, 1000, 10_000, 100_000, 1_000_000)),
    *((f"GrowthDepth/{n}", deeper(n), 0.5, "gradient") for n in (10, 100, 1000, 10_000)),
    *((f"GrowthNesting/{order}", tanh, 0.5, order) for order in range(1, 6)),
]


def torch_value_and_grad(f):
    def value_and_grad(p):
        leaves = [t.requires_grad_() for t in (p if isinstance(p, (list, tuple)) else [p])]
        value = f(p)
        return value, torch.autograd.grad(value, leaves)
    return value_and_grad


def nested(grad, f, order):
    for _ in range(order):
        f = grad(f)
    return f


def torch_derivative(f, order):
    def derivative(x):
        y = f(x.requires_grad_())
        for _ in range(order):
            y, = torch.autograd.grad(y, x, create_graph=True)
        return y.detach()
    return derivative


def peers(make, kind, x):
    """The functions to time, with their arguments, by the peer's name. A number as kind is the order of a derivative."""
    v = numpy.ones_like(x) if kind == "product" else None
    f, g = make(HIPS), make(JAX)
    if isinstance(kind, int):
        hips, eager = nested(autograd.grad, f, kind), nested(jax.grad, g, kind)
    else:
        hips = {"gradient": lambda: autograd.value_and_grad(f), "hessian": lambda: autograd.hessian(f),
                "product": lambda: lambda x: autograd.hessian_vector_product(f)(x, v)}[kind]()
        eager = {"gradient": lambda: jax.value_and_grad(g), "hessian": lambda: jax.hessian(g),
                 "product": lambda: lambda x: jax.jvp(jax.grad(g), (x,), (JAX.const(v),))[1]}[kind]()
    on_jax = jax.tree.map(JAX.const, x)
    out = {"HIPS": (hips, x), "jax.jit": (jax.jit(eager), on_jax)}
    if torch:
        t = make(TORCH)
        if isinstance(kind, int):
            out["torch"] = torch_derivative(t, kind), TORCH.const(x)
        else:
            out["torch"] = {"gradient": lambda: torch_value_and_grad(t), "hessian": lambda: torch.func.hessian(t),
                            "product": lambda: lambda x: torch.func.jvp(torch.func.grad(t), (x,), (TORCH.const(v),))[1]}[kind](), jax.tree.map(TORCH.const, x)
    return out


def seconds(f, x):
    """The least time of f(x)."""
    f(x)
    times, end = [], time.perf_counter() + 1
    while len(times) < 5 or time.perf_counter() < end and len(times) < 2000:
        start = time.perf_counter()
        jax.block_until_ready(f(x))
        times.append(time.perf_counter() - start)
    return min(times)


def go(binary, name, compiled):
    """The least time of a benchmark's runs, and the bytes that one allocates."""
    pattern = "/".join(f"^{part}$" for part in ("Benchmark" + name).split("/"))
    command = [os.path.abspath(binary), "-test.run=^$", "-test.bench=" + pattern, "-test.benchtime=10x"]
    env = dict(os.environ, BENCH_LEAST="1", BENCH_COMPILE="1" if compiled else "")
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    found = re.findall(r"([\d.]+) least-ns/op\s+(\d+) B/op", out)
    if not found:
        sys.exit(f"bench_peers: {binary} has no benchmark that matches {pattern}; it printed:\n{out}")
    return min(float(t) for t, _ in found) * 1e-9, min(int(b) for _, b in found)


def measure(binary, rows):
    """Prints the times of this configuration, a JSON object a line."""
    for name, make, x, kind in ROWS:
        if rows and not any(name.startswith(row) for row in rows):
            continue
        tape, bytes = go(binary, name, False)
        program, program_bytes = go(binary, name, True)
        times = {"Go": tape, "Go, Compile": program}
        for peer, (f, at) in peers(make, kind, x).items():
            try:
                times[peer] = seconds(f, at)
            except Exception as e:  # a peer that lacks something: the table has a gap, and says so
                print(f"bench_peers: {name} in {peer}: {type(e).__name__}: {e}", file=sys.stderr)
        print(json.dumps({"row": name, "times": times, "bytes": [bytes, program_bytes]}), flush=True)


SIDES = ["Go", "Go, Compile", "HIPS", "torch", "jax.jit"]


def unit(s):
    for scale, name in (1, "s"), (1e-3, "ms"), (1e-6, "µs"):
        if s >= scale:
            return f"{s / scale:.3g} {name}"
    return f"{s * 1e9:.3g} ns"


def size(n):
    return f"{n} B" if n < 1000 else f"{n / 1e3:.3g} kB" if n < 999_500 else f"{n / 1e6:.3g} MB"


def ratio(r):
    return f"{r:.0f}" if r >= 100 else f"{r:.3g}"


def table(results):
    """The times of one configuration as Markdown, with ratios to the faster of Go's two."""
    header = ["workload", *SIDES, "HIPS / Go", "torch / Go", "jax.jit / Go", "memory: Go", "Compile"]
    lines = ["| " + " | ".join(header) + " |", "| --- " * len(header) + "|"]
    for r in results:
        t = r["times"]
        mine = min(t["Go"], t["Go, Compile"])
        cells = [unit(t[s]) if s in t else "–" for s in SIDES]
        cells += [ratio(t[s] / mine) if s in t else "–" for s in ("HIPS", "torch", "jax.jit")]
        lines.append("| " + " | ".join([r["row"], *cells, *map(size, r["bytes"])]) + " |")
    return "\n".join(lines) + "\n"


def plot(results):
    """The times of one configuration on a logarithmic scale, a line of marks each workload, as SVG."""
    import math
    left, width, step = 190, 640, 26
    colors = dict(zip(SIDES, ["#00758d", "#00add8", "#d95f02", "#7570b3", "#1b9e77"]))
    low = math.floor(math.log10(min(t for r in results for t in r["times"].values())))
    high = math.ceil(math.log10(max(t for r in results for t in r["times"].values())))
    x = lambda t: left + width * (math.log10(t) - low) / (high - low)
    bottom = 50 + step * len(results)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 40} {bottom + 30}" font-family="sans-serif" font-size="12">',
           f'<rect width="100%" height="100%" fill="white"/>']
    for i, side in enumerate(SIDES):
        out.append(f'<circle cx="{left + 120 * i}" cy="18" r="5" fill="{colors[side]}"/><text x="{left + 10 + 120 * i}" y="22">{side}</text>')
    for e in range(low, high + 1):
        out.append(f'<path d="M{x(10.0 ** e):.1f} 38V{bottom}" stroke="#ddd"/><text x="{x(10.0 ** e):.1f}" y="{bottom + 18}" text-anchor="middle">{unit(1.0000001 * 10.0 ** e)}</text>')
    for i, r in enumerate(results):
        y = 50 + step * i
        out.append(f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{r["row"]}</text><path d="M{left} {y}H{left + width}" stroke="#eee"/>')
        out += [f'<circle cx="{x(t):.1f}" cy="{y}" r="5" fill="{colors[side]}" fill-opacity="0.85"><title>{side}: {unit(t)}</title></circle>'
                for side, t in r["times"].items()]
    return "\n".join(out + ["</svg>"]) + "\n"


def processor():
    try:
        with open("/proc/cpuinfo") as f:
            return re.search(r"model name\s*: (.*)", f.read()).group(1)
    except (OSError, AttributeError):
        return "unknown processor"


def main():
    if len(sys.argv) < 3:
        sys.exit("bench_peers: name the test binary and where to write: python bench_peers.py bench.test OUT [row …]")
    binary, out, *rows = sys.argv[1:]
    if "BENCH_CORES" in os.environ:
        return measure(binary, rows)
    text, first = "", None
    for cores in "one", "all":
        for dtype in "float64", "float32":
            env = {k: v for k, v in os.environ.items() if k not in ("GOMAXPROCS", "XLA_FLAGS") and not k.endswith("_NUM_THREADS")}
            every = len(os.sched_getaffinity(0)) if cores == "all" else 1
            run = subprocess.run([sys.executable, __file__, binary, out, *rows], stdout=subprocess.PIPE, text=True, check=True,
                                 env=dict(env, BENCH_CORES=cores, BENCH_DTYPE=dtype))
            results = [json.loads(line) for line in run.stdout.splitlines()]
            part = f"{dtype}, {every} core{'s' * (every > 1)}, {processor()}, {time.strftime('%Y-%m-%d')}\n\n{table(results)}\n"
            print(part, flush=True)
            text += part
            with open(out + ".md", "w") as f:
                f.write(text)
            if not first:
                first = results
                with open(out + ".svg", "w") as f:
                    f.write(plot(results))


if __name__ == "__main__":
    main()
