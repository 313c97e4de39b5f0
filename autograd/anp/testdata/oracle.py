"""Writes oracle.json, in some minutes: values from NumPy and SciPy, derivatives from JAX and HIPS autograd, for oracle_test.go;
and hips.json, the functions that HIPS autograd has.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python oracle.py [--more]

With --more, the cases that oracle.json has are kept, and only those that were added to this file since are computed.

A case is a call of a function by its NumPy name. Its derivatives come from JAX where JAX has the function, else from
HIPS autograd (reverse mode only). Where both have it and disagree, the case is printed and JAX's word is taken; the
known defects of HIPS autograd are among these.
"""
import importlib, json, math, os, sys, warnings

os.environ["JAX_PLATFORMS"] = "cpu"
import jax

jax.config.update("jax_enable_x64", True)
import autograd
import autograd.numpy
import jax.numpy as jnp
import jax.scipy
import jax.scipy.stats
import numpy as np
import scipy.linalg, scipy.signal, scipy.special, scipy.stats

warnings.simplefilter("ignore")
rng = np.random.default_rng(0)


def uniform(lo, hi, shape):
    return rng.uniform(lo, hi, shape) if shape != () else float(rng.uniform(lo, hi))


def real(*shape):
    return uniform(-1.5, 1.5, shape)


def positive(*shape):
    return uniform(0.3, 2.5, shape)


def cplx(*shape):
    return np.asarray(uniform(-1, 1, shape)) + 1j * np.asarray(uniform(0.1, 1, shape))


def spd(n):
    a = real(n, n)
    return a @ a.T + np.eye(n)


CASES = []


def case(name, *args, diff=None, **kwargs):
    """Adds a call; diff lists the arguments to differentiate, all inexact ones if it is left out."""
    CASES.append((name, list(args), kwargs, diff))


SHAPES = [(), (3,), (2, 3), (1,), (0, 2), (2, 1, 3)]
PAIRS = [((), ()), ((3,), (3,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 3), ()), ((0, 3), (3,))]

UNARY = {  # domain of each element-wise function
    "negative": (-4, 4), "abs": (-4, 4), "fabs": (-4, 4), "reciprocal": (0.3, 4), "square": (-4, 4), "exp": (-2, 2),
    "exp2": (-2, 2), "expm1": (-2, 2), "log": (0.2, 4), "log2": (0.2, 4), "log10": (0.2, 4), "log1p": (-0.8, 4),
    "sqrt": (0.2, 4), "cbrt": (0.2, 4), "sin": (-4, 4), "cos": (-4, 4), "tan": (-1.3, 1.3), "arcsin": (-0.8, 0.8),
    "arccos": (-0.8, 0.8), "arctan": (-4, 4), "sinh": (-2, 2), "cosh": (-2, 2), "tanh": (-2, 2), "arcsinh": (-4, 4),
    "arccosh": (1.2, 4), "arctanh": (-0.8, 0.8), "sinc": (-2, 2), "deg2rad": (-4, 4), "rad2deg": (-4, 4), "real": (-4, 4),
    "imag": (-4, 4), "conj": (-4, 4), "nan_to_num": (-4, 4), "floor": (-4, 4), "ceil": (-4, 4), "trunc": (-4, 4),
    "rint": (-4, 4), "sign": (-4, 4), "isfinite": (-4, 4), "isnan": (-4, 4), "logical_not": (-1, 1),
    "scipy.special.expit": (-4, 4), "scipy.special.logit": (0.1, 0.9), "scipy.special.erf": (-2, 2), "scipy.special.erfc": (-2, 2),
    "scipy.special.erfinv": (-0.9, 0.9), "scipy.special.erfcinv": (0.1, 1.9), "scipy.special.gamma": (0.3, 4),
    "scipy.special.gammaln": (0.3, 4), "scipy.special.rgamma": (0.3, 4), "scipy.special.digamma": (0.3, 4),
    "scipy.special.i0": (-3, 3), "scipy.special.i1": (-3, 3), "scipy.special.j0": (-4, 4), "scipy.special.j1": (-4, 4),
    "scipy.special.y0": (0.3, 4), "scipy.special.y1": (0.3, 4), "scipy.special.ndtr": (-3, 3), "scipy.special.log_ndtr": (-20, 3),
    "scipy.special.entr": (0.1, 3),
}
COMPLEX = ["negative", "abs", "reciprocal", "square", "exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin",
           "arccos", "arctan", "arcsinh", "arctanh", "real", "imag", "conj", "angle"]
BINARY = {
    "add": (-4, 4), "subtract": (-4, 4), "multiply": (-4, 4), "divide": (0.3, 4), "mod": (0.3, 4), "fmod": (0.3, 4),
    "power": (0.3, 3), "maximum": (-4, 4), "minimum": (-4, 4), "fmax": (-4, 4), "fmin": (-4, 4), "arctan2": (0.3, 4),
    "hypot": (0.3, 4), "logaddexp": (-4, 4), "logaddexp2": (-4, 4), "floor_divide": (0.3, 4), "less": (-1, 1), "greater_equal": (-1, 1),
    "scipy.special.beta": (0.3, 4), "scipy.special.betaln": (0.3, 4),
}

for name, (lo, hi) in UNARY.items():
    for shape in SHAPES:
        case(name, uniform(lo, hi, shape))
for name in COMPLEX:
    case(name, cplx(2, 3))
    case(name, cplx())
for name, (lo, hi) in BINARY.items():
    for a, b in PAIRS:
        case(name, uniform(lo, hi, a), uniform(lo, hi, b))
for name in ["add", "subtract", "multiply", "divide", "power"]:
    case(name, cplx(2, 3), cplx(3))
    case(name, cplx(3), positive(3))
case("maximum", np.array([1.0, 2, 3]), np.array([1.0, 3, 2]))  # ties
case("where", np.array([True, False, True]), real(2, 3), real(3), diff=[1, 2])
case("where", np.array([[True], [False]]), real(3), real(), diff=[1, 2])
case("clip", real(3, 4), -0.5, 0.5, diff=[0])

for name in ["sum", "mean", "prod", "max", "min", "ptp", "var", "std", "nansum", "nanmean", "nanmax", "nanmin", "nanprod",
             "nanvar", "nanstd", "scipy.special.logsumexp"]:
    case(name, real(3))
    for axis in [None, 0, -1, [0, 2]]:
        for keepdims in [False, True]:
            case(name, real(2, 3, 2), axis=axis, keepdims=keepdims)
case("sum", cplx(2, 3), axis=0)
case("mean", cplx(2, 3))
case("var", real(4, 3), axis=0, ddof=1)
case("std", real(4, 3), ddof=1)
case("max", np.array([1.0, 3, 3, 2]))  # ties
case("prod", np.array([[1.0, 0, 2], [3, 4, 5]]), axis=1)
for axis in [0, -1]:
    case("scipy.special.softmax", real(3, 4), axis=axis)
    case("scipy.special.log_softmax", real(3, 4), axis=axis)
for name in ["cumsum", "cumprod"]:
    case(name, real(2, 3))
    case(name, real(2, 3), axis=0)
    case(name, real(2, 3), axis=-1)
for axis in [None, 0, 1]:
    case("median", real(4, 5), axis=axis)
    case("quantile", real(4, 5), 0.3, axis=axis, diff=[0])
    case("percentile", real(4, 5), 70.0, axis=axis, diff=[0])
case("diff", real(5)); case("diff", real(2, 5), n=2, axis=1); case("diff", real(4, 2), axis=0)
case("gradient", real(6))
case("interp", uniform(-0.5, 3, (6,)), np.array([0.0, 1, 2.5]), real(3), diff=[0, 2])

case("reshape", real(2, 3), [3, 2]); case("reshape", real(2, 3), [-1]); case("ravel", real(2, 3))
case("transpose", real(2, 3, 4)); case("transpose", real(2, 3, 4), axes=[1, 2, 0])
case("swapaxes", real(2, 3, 4), 0, 2); case("moveaxis", real(2, 3, 4), [0, 1], [-1, 0]); case("rollaxis", real(2, 3, 4), 2, start=1)
case("broadcast_to", real(3, 1), [2, 3, 4]); case("expand_dims", real(2, 3), 1); case("squeeze", real(2, 1, 3, 1)); case("squeeze", real(2, 1, 3, 1), axis=1)
for name in ["atleast_1d", "atleast_2d", "atleast_3d"]:
    for shape in [(), (3,), (2, 3)]:
        case(name, uniform(-1, 1, shape))
case("flip", real(2, 3)); case("flip", real(2, 3), axis=1); case("fliplr", real(2, 3)); case("flipud", real(2, 3))
for k in range(-1, 4):
    case("rot90", real(2, 3), k=k)
case("roll", real(2, 3), 2); case("roll", real(2, 3), -1, axis=1); case("roll", real(3, 4), [1, 2], axis=[0, 1])
case("repeat", real(2, 3), 2); case("repeat", real(2, 3), 2, axis=1); case("repeat", real(3), [1, 0, 2], axis=0)
case("tile", real(2, 3), 2); case("tile", real(2, 3), [2, 1, 2]); case("tile", real(3), [2, 2])
for k in [-1, 0, 1]:
    case("tril", real(3, 4), k=k); case("triu", real(3, 4), k=k); case("diag", real(3), k=k); case("diag", real(3, 4), k=k)
    case("trace", real(3, 4), offset=k); case("diagonal", real(3, 4), offset=k)
case("diagonal", real(2, 3, 4), offset=0, axis1=-1, axis2=0)
for name in ["vstack", "hstack", "dstack", "column_stack"]:
    case(name, [real(3), real(3)]); case(name, [real(2, 3), real(2, 3)])
for axis in [0, 1, None]:
    case("concatenate", [real(2, 3), real(2, 3)], axis=axis)
for axis in [0, 1, -1]:
    case("stack", [real(2, 3), real(2, 3)], axis=axis)
case("append", real(2), real(3)); case("append", real(2, 3), real(2, 3), axis=1)
case("array_split", real(7), 3); case("split", real(4, 2), 2, axis=0); case("hsplit", real(2, 4), 2); case("vsplit", real(4, 2), 2); case("dsplit", real(1, 2, 4), 2)
case("meshgrid", real(3), real(2)); case("full_like", real(2, 3), 1.5); case("linspace", 0.5, 2.0, num=5)
for mode in ["constant", "edge", "reflect", "symmetric", "wrap"]:
    case("pad", real(3, 4), [[1, 2], [0, 2]], mode=mode)

for axis in [-1, 0, None]:
    case("sort", real(3, 4), axis=axis)
case("take", real(4), np.array([2, 0, 2]), diff=[0]); case("take", real(3, 4), np.array([[2, 0], [1, 1]]), axis=1, diff=[0])
case("take_along_axis", real(2, 3), np.array([[2, 0], [1, 1]]), 1, diff=[0])
case("compress", np.array([True, False, True]), real(2, 3), axis=1, diff=[1]); case("extract", np.array([True, False, True]), real(3), diff=[1])
case("argmax", real(3, 4)); case("argmin", real(3, 4), axis=1); case("argsort", real(3, 4)); case("nonzero", np.array([0.0, 1, 2, 0]))
case("searchsorted", np.array([0.0, 1, 2]), real(4)); case("all", real(3), axis=0); case("any", np.array([0.0, 0, 1])); case("count_nonzero", np.array([[0.0, 1], [2, 3]]), axis=0)

DOTS = [((3,), (3,)), ((2, 3), (3, 2)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 2, 3), (3, 2)), ((2, 2, 3), (2, 3, 2)), ((2, 3), (4, 3, 2)), ((3,), (2, 3, 2))]
for a, b in DOTS:
    case("dot", real(*a), real(*b))
    case("matmul", real(*a), real(*b))
case("matmul", cplx(2, 3), cplx(3, 2)); case("dot", real(), real(2, 3)); case("vdot", real(2, 3), real(2, 3)); case("vdot", cplx(3), cplx(3))
case("inner", real(2, 3), real(4, 3)); case("inner", real(3), real(3)); case("outer", real(3), real(2)); case("outer", real(2, 2), real(3))
case("kron", real(2, 3), real(3, 2)); case("kron", real(3), real(2)); case("kron", real(2, 3), real(3)); case("cross", real(3), real(3)); case("cross", real(2, 3), real(3))
case("tensordot", real(2, 3, 4), real(3, 4, 2)); case("tensordot", real(2, 3), real(3, 2), axes=1); case("tensordot", real(2, 3), real(2, 2), axes=0)
case("tensordot", real(2, 3, 4), real(4, 5, 2), axes=[[2, 0], [0, 2]])
for spec, *shapes in [("ij,jk->ik", (2, 3), (3, 4)), ("ii->", (3, 3)), ("ii->i", (3, 3)), ("ij->ji", (2, 3)), ("ij,ij->", (2, 3), (2, 3)),
                      ("...ij,...jk->...ik", (2, 2, 3), (3, 2)), ("i,j,k->ijk", (2,), (3,), (2,)), ("ij,j", (2, 3), (3,)), ("bij,bjk,k->bi", (2, 2, 3), (2, 3, 2), (2,)),
                      ("ij->", (2, 3)), ("ij,kl->il", (2, 3), (2, 2))]:
    case("einsum", spec, [real(*s) for s in shapes])
for mode in ["full", "same", "valid"]:
    for n, m in [(5, 3), (4, 4), (6, 2), (3, 5)]:
        case("convolve", real(n), real(m), mode=mode)
        case("correlate", real(n), real(m), mode=mode)
    case("scipy.signal.convolve", real(4, 5), real(2, 3), mode=mode)

case("linalg.inv", spd(3)); case("linalg.inv", np.stack([spd(2), spd(2)])); case("linalg.inv", cplx(2, 2)); case("linalg.det", real(3, 3)); case("linalg.det", real(2, 3, 3)); case("linalg.det", cplx(2, 2))
case("linalg.slogdet", real(3, 3)); case("linalg.slogdet", np.stack([spd(2), -spd(2)])); case("linalg.solve", spd(3), real(3)); case("linalg.solve", spd(3), real(3, 2))
case("linalg.solve", np.stack([spd(3), spd(3)]), real(2, 3, 2)); case("linalg.solve", cplx(2, 2), cplx(2)); case("linalg.cholesky", spd(3)); case("linalg.cholesky", np.stack([spd(2), spd(2)]))
case("linalg.eigvalsh", spd(3)); case("linalg.svd", real(3, 2), compute_uv=False); case("linalg.svd", real(2, 4), compute_uv=False); case("linalg.svd", cplx(3, 3), compute_uv=False)
case("linalg.eigh", spd(3)); case("linalg.svd", real(4, 2), full_matrices=False); case("linalg.svd", real(2, 4), full_matrices=False); case("linalg.eigvals", spd(3) + np.triu(real(3, 3)))
case("linalg.qr", real(3, 3)); case("linalg.qr", real(4, 2)); case("linalg.pinv", real(3, 2)); case("linalg.pinv", real(2, 3)); case("linalg.pinv", spd(3)); case("linalg.matrix_power", real(3, 3), 3); case("linalg.matrix_power", spd(2), -2)
for ord in [None, "fro", "nuc", 1, -1, 2, -2]:
    case("linalg.norm", real(3, 2), ord=ord)
for ord in [None, 1, 2, 3, 0.5]:
    case("linalg.norm", real(4), ord=ord); case("linalg.norm", real(2, 3), ord=ord, axis=1); case("linalg.norm", real(2, 3), ord=ord, axis=0, keepdims=True)
case("linalg.norm", cplx(3)); case("linalg.norm", real(2, 3, 4), ord="fro", axis=[0, 2])
case("scipy.linalg.solve_triangular", spd(3), real(3), lower=True); case("scipy.linalg.solve_triangular", spd(3), real(3, 2)); case("scipy.linalg.solve_triangular", spd(3), real(3, 2), trans=1, lower=True)
case("scipy.linalg.sqrtm", spd(3)); case("scipy.linalg.solve_sylvester", spd(2), spd(3), real(2, 3))

for norm in ["backward", "ortho", "forward"]:
    for n in [4, 5]:
        case("fft.fft", cplx(n), norm=norm); case("fft.ifft", cplx(2, n), norm=norm); case("fft.rfft", real(n), norm=norm); case("fft.irfft", cplx(n), norm=norm)
case("fft.fft", real(4)); case("fft.fft", real(4, 2), n=6, axis=0); case("fft.fft", real(4, 2), n=3, axis=0); case("fft.rfft", real(5), n=7); case("fft.rfft", real(5), n=3); case("fft.irfft", cplx(4), n=7); case("fft.irfft", cplx(4), n=5)
for name in ["fft2", "ifft2", "fftn", "ifftn"]:
    case("fft." + name, cplx(2, 3, 4)); case("fft." + name, cplx(3, 4), s=[2, 5], axes=[0, 1])
case("fft.rfft2", real(3, 5)); case("fft.rfftn", real(2, 3, 4)); case("fft.irfft2", cplx(3, 3)); case("fft.irfftn", cplx(2, 3, 3)); case("fft.fftshift", real(5)); case("fft.ifftshift", real(3, 4), axes=1)

for n in [0, 1, 3]:
    case("scipy.special.polygamma", n, positive(3), diff=[1])
    case("scipy.special.jn", n, real(4), diff=[1]); case("scipy.special.yn", n, positive(4), diff=[1])
for v in [0.0, 1.0, 2.5]:
    case("scipy.special.iv", v, positive(4), diff=[1]); case("scipy.special.ive", v, uniform(1, 80, (4,)), diff=[1])
case("scipy.special.gammainc", positive(3), positive(3), diff=[1]); case("scipy.special.gammaincc", positive(3), positive(3), diff=[1])
case("scipy.special.betainc", positive(3), positive(3), uniform(0.1, 0.9, (3,)), diff=[2]); case("scipy.special.multigammaln", positive(3) + 2, 3, diff=[0])
for f in ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf"]:
    case("scipy.stats.norm." + f, real(2, 3), real(3), positive(2, 1)); case("scipy.stats.norm." + f, 0.7)
for f in ["pdf", "logpdf"]:
    case("scipy.stats.t." + f, real(3), positive(3) + 1, 0.2, 1.5); case("scipy.stats.beta." + f, uniform(0.1, 0.9, (3,)), positive(3), positive(3))
    case("scipy.stats.chi2." + f, positive(3), positive(3)); case("scipy.stats.gamma." + f, positive(3), positive(3)); case("scipy.stats.dirichlet." + f, np.array([0.2, 0.3, 0.5]), positive(3), diff=[1])
    case("scipy.stats.multivariate_normal." + f, real(3), real(3), spd(3), diff=[0, 1])
for f in ["cdf", "logcdf"]:
    case("scipy.stats.t." + f, real(3), 3.5, 0.2, 1.5, diff=[0])
case("scipy.stats.beta.cdf", uniform(0.1, 0.9, (3,)), positive(3), positive(3), diff=[0]); case("scipy.stats.chi2.cdf", positive(3), positive(3), diff=[0]); case("scipy.stats.gamma.cdf", positive(3), positive(3), diff=[0])
for f in ["pmf", "logpmf", "cdf"]:
    case("scipy.stats.poisson." + f, np.array([0.0, 1, 4]), positive(3), diff=[1])

# What the groups above leave out, so that every name for Lookup has a case; oracle_coverage_test.go tells the exceptions.
odd = np.array([1.5, np.inf, -np.inf, np.nan, 0.0, -2.0])
for name in ["isinf", "isposinf", "isneginf", "isreal", "fix"]:
    case(name, odd)
for name in ["isreal", "iscomplex", "iscomplexobj", "real_if_close"]:
    case(name, cplx(3)); case(name, real(2, 2)); case(name, real(3) + 0j)
for name in ["equal", "not_equal", "greater", "less_equal"]:
    case(name, np.array([1.0, 2, 3]), np.array([1.0, 3, 2])); case(name, real(2, 3), real(3)); case(name, real(), real(2))
for name in ["logical_and", "logical_or", "logical_xor"]:
    case(name, np.array([0.0, 0, 1, 2]), np.array([0.0, 3, 0, 1]))
for name in ["isclose", "allclose", "array_equal", "array_equiv"]:
    case(name, np.array([1.0, 2, 3]), np.array([1.0, 2, 3 + 1e-9])); case(name, real(3), real(3)); case(name, np.array([1.0, 2]), np.array([1.0, 2]))
for name in ["ndim", "size", "shape", "zeros_like", "ones_like", "isscalar"]:
    case(name, real(2, 3)); case(name, real(0, 2))
for decimals in [0, 1, -1]:
    case("round", np.array([0.5, 1.5, 2.5, -0.25, 14.96, 35.0]), decimals)
case("argwhere", np.array([[0.0, 1, 0], [2, 0, 3]])); case("flatnonzero", np.array([[0.0, 1, 0], [2, 0, 3]]))
case("astype", real(2, 3), "complex128"); case("astype", real(2, 3) * 3, "int64"); case("full", [2, 3], real()); case("make_diagonal", real(2, 3))
for a, b in PAIRS:
    case("copysign", uniform(0.3, 4, a), uniform(0.3, 4, b)); case("heaviside", real(*a) if a else real(), real(*b) if b else real(), diff=[])
case("copysign", real(5), real(5)); case("ldexp", real(2, 3), np.array([1, -2, 3]), diff=[0])
case("partition", real(3), 1); case("partition", real(3, 2), 1, axis=0); case("argpartition", real(3), 1)
case("linalg.eig", spd(3) + np.triu(real(3, 3))); case("linalg.eig", np.array([[0.1, 2.0], [-1.0, 0.3]])); case("linalg.lstsq", real(4, 2), real(4)); case("linalg.lstsq", real(4, 2), real(4, 3))
case("scipy.linalg.solve_banded", [1, 1], positive(3, 4) + np.array([[0.0], [5], [0]]), real(4)); case("scipy.linalg.solve_banded", [2, 0], positive(3, 4) + np.array([[5.0], [0], [0]]), real(4))
case("scipy.special.gammasgn", np.array([-2.5, -1.5, -0.5, 0.5, 3])); case("scipy.stats.multivariate_normal.entropy", real(3), spd(3), diff=[1])
case("scipy.special.gammainc", np.array([0.4, 1.7, 2, 9]), np.array([0.3, 4, 1.5, 9])); case("scipy.special.gammaincc", np.array([0.4, 1.7, 2, 9]), np.array([0.3, 4, 1.5, 9]))
case("scipy.stats.gamma.cdf", positive(3), positive(3)); case("scipy.stats.chi2.cdf", positive(3), positive(3))


def find(roots, name):
    """The function of a name in the first of some modules that has it."""
    for root in roots:
        try:
            obj = root
            for part in name.split("."):
                obj = getattr(obj, part)
            return obj
        except AttributeError:
            continue
    return None


class Modules:
    """scipy as seen by one of the libraries."""

    def __init__(self, **parts):
        self.__dict__.update(parts)


def lazily(name):
    return importlib.import_module(name)


HIPS = Modules(special=lazily("autograd.scipy.special"), linalg=lazily("autograd.scipy.linalg"), stats=Modules(
    **{d: lazily("autograd.scipy.stats." + d) for d in ["norm", "t", "beta", "chi2", "gamma", "poisson", "dirichlet", "multivariate_normal"]}))
OURS = {"make_diagonal": (lambda d: np.asarray(autograd.numpy.make_diagonal(d, axis1=-1, axis2=-2)), None, lambda d: autograd.numpy.make_diagonal(d, axis1=-1, axis2=-2)),
        "linalg.lstsq": (lambda a, b: np.linalg.lstsq(a, b)[0], lambda a, b: jnp.linalg.lstsq(a, b)[0], None),
        "full": (np.full, jnp.full, autograd.numpy.full), "shape": (lambda x: np.array(np.shape(x)), None, None),
        "scipy.special.softmax": (scipy.special.softmax, jax.nn.softmax), "scipy.special.log_softmax": (scipy.special.log_softmax, jax.nn.log_softmax)}


def functions(name):
    """The NumPy or SciPy function for the value, JAX's and HIPS's."""
    if name in OURS:
        return (OURS[name] + (None,))[:3]
    if name.startswith("scipy."):
        short = name[len("scipy."):]
        return find([scipy], short), find([jax.scipy], short), find([HIPS], short)
    return find([np], name), find([jnp], name), find([autograd.numpy], name)


def leaves(args):
    """The places of the arrays among arguments, which may be lists of arrays."""
    for i, a in enumerate(args):
        if isinstance(a, list) and a and not isinstance(a[0], (int, list)):
            for j in range(len(a)):
                yield i, j
        else:
            yield i, None


def get(args, at):
    return args[at[0]] if at[1] is None else args[at[0]][at[1]]


def put(args, places, values):
    out = [list(a) if isinstance(a, list) else a for a in args]
    for (i, j), v in zip(places, values):
        if j is None:
            out[i] = v
        else:
            out[i][j] = v
    return out


def call(f, name, args, kwargs):
    """Calls f with NumPy's conventions for what JSON cannot hold."""
    kwargs = {k: tuple(map(tuple, v)) if isinstance(v, list) and v and isinstance(v[0], list) else tuple(v) if isinstance(v, list) and k in ("axis", "axes", "s") else v for k, v in kwargs.items()}
    if name == "einsum":
        return f(args[0], *args[1])
    if name in ("roll",) and isinstance(args[1], list):
        args = [args[0], tuple(args[1])]
    if name == "repeat" and isinstance(args[1], list):
        args = [args[0], np.array(args[1])]
    if name in ("tile", "pad", "reshape", "broadcast_to"):
        args = [args[0], tuple(map(tuple, args[1])) if name == "pad" else args[1]]
    if name == "linalg.svd" and f is jnp.linalg.svd and kwargs.get("compute_uv") is False:
        kwargs = dict(kwargs, full_matrices=False)
    return f(*args, **kwargs)


def flat(result):
    """The results as a list."""
    if isinstance(result, (tuple, list)):
        return [np.asarray(r) for r in result]
    return [np.asarray(result)]


def inexact(x):
    return isinstance(x, (float, complex)) or isinstance(x, np.ndarray) and x.dtype.kind in "fc"


def number(x):
    x = float(x)
    return x if math.isfinite(x) else repr(x)


def encode(x):
    x = np.asarray(x)
    if x.dtype.kind == "c":
        data = [number(v) for z in x.ravel() for v in (z.real, z.imag)]
    elif x.dtype.kind == "f":
        data = [number(v) for v in x.ravel()]
    else:
        data = x.ravel().tolist()
    return {"shape": list(x.shape), "dtype": {"c": "complex128", "f": "float64", "b": "bool", "i": "int64"}[x.dtype.kind], "data": data}


def argument(x):
    if isinstance(x, np.ndarray):
        return encode(x)
    if isinstance(x, complex):
        return encode(np.asarray(x))
    if isinstance(x, list) and x and (isinstance(x[0], (np.ndarray, float))):
        return [argument(v) for v in x]
    return x


def random_like(x):
    x = np.asarray(x)
    v = rng.normal(size=x.shape)
    return v + 1j * rng.normal(size=x.shape) if x.dtype.kind == "c" else v


def close(a, b):
    return len(a) == len(b) and all(np.shape(x) == np.shape(y) and np.allclose(x, y, 1e-6, 1e-8, equal_nan=True) for x, y in zip(a, b))


def derivatives(name, args, kwargs, diff, value, fs):
    """g, the cotangents of the results; grads by reverse mode; tangents of the arguments and of the results."""
    places = [p for p in leaves(args) if inexact(get(args, p)) and (diff is None or p[0] in diff)]
    if not places or not any(v.dtype.kind in "fc" for v in value):
        return {}
    g = [random_like(v) for v in value if v.dtype.kind in "fc"]
    xs = [np.asarray(get(args, p)) for p in places]
    out = {"places": [list(p) for p in places], "g": [encode(x) for x in g]}
    grads = None
    only = lambda r: [x for x in r if x.dtype.kind in "fc"]

    def jax_f(*xs):
        r = call(fs[1], name, put(args, places, xs), kwargs)
        r = list(r) if isinstance(r, (tuple, list)) else [r]
        return [x for x in r if jnp.issubdtype(jnp.asarray(x).dtype, jnp.inexact)]

    if fs[1] is not None:
        try:
            got, vjp = jax.vjp(jax_f, *map(jnp.asarray, xs))
            if not close([np.asarray(x) for x in got], only(value)):
                print("values differ:", name, kwargs)
                raise ValueError
            grads = [np.asarray(x) for x in vjp([jnp.asarray(x) for x in g])]
            tangents = [random_like(x) for x in xs]
            _, pushed = jax.jvp(jax_f, tuple(map(jnp.asarray, xs)), tuple(map(jnp.asarray, tangents)))
            out["tangents"], out["pushed"] = [encode(x) for x in tangents], [encode(np.asarray(x)) for x in pushed]
        except Exception as e:
            print("JAX:", name, kwargs, type(e).__name__, str(e).split("\n")[0][:90])
    if fs[2] is not None and len(value) == 1:
        try:
            hips = []
            for p, x in zip(places, xs):
                vjp, _ = autograd.make_vjp(lambda x: call(fs[2], name, put(args, [p], [x]), kwargs))(x)
                hips.append(np.asarray(vjp(g[0] if g[0].shape else g[0][()])))
            if grads is None:
                grads = hips
            elif not close(grads, hips):
                print("HIPS differs:", name, [np.shape(x) for x in xs], kwargs)
        except NotImplementedError:
            pass  # HIPS has no rule
        except Exception as e:
            print("HIPS:", name, kwargs, type(e).__name__, str(e).split("\n")[0][:90])
    if grads is None:
        return {}
    out["grads"] = [encode(x) for x in grads]
    return out


def registry():
    """Writes hips.json: the names under which HIPS autograd has functions with a VJP, with a JVP and without derivative."""
    from autograd.core import VJPNode, primitive_jvps, primitive_vjps
    from autograd.tracer import notrace_primitives
    stats = ["norm", "t", "beta", "chi2", "gamma", "poisson", "dirichlet", "multivariate_normal"]
    modules = ["numpy", "numpy.linalg", "numpy.fft", "scipy.linalg", "scipy.signal", "scipy.special", "scipy.integrate", *("scipy.stats." + d for d in stats), "builtins", "misc.fixed_points"]
    table = {"vjp": [], "jvp": [], "nograd": []}
    for module in modules:
        members = vars(importlib.import_module("autograd." + module))
        for name, f in sorted(members.items()):
            for kind, has in zip(table, [primitive_vjps, primitive_jvps, notrace_primitives[VJPNode]]):
                if callable(f) and not isinstance(f, type) and f in has:
                    table[kind].append((module + "." + name).removeprefix("numpy."))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "hips.json"), "w") as f:
        json.dump(table, f, indent=0)
        f.write("\n")


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle.json")
    out, have = [], {}
    if "--more" in sys.argv:
        out = json.load(open(path))
        for c in out:
            have[c["name"]] = have.get(c["name"], 0) + 1
    else:
        registry()
    for name, args, kwargs, diff in CASES:
        if have.get(name, 0) > 0:
            have[name] -= 1
            continue
        fs = functions(name)
        value = flat(call(fs[0], name, args, kwargs))
        c = {"name": name, "args": [argument(a) for a in args], "kwargs": kwargs, "value": [encode(v) for v in value]}
        c.update(derivatives(name, args, kwargs, diff, value, fs))
        out.append(c)
    with open(path, "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in out) + "\n]\n")
    print(len(out), "cases,", sum("grads" in c for c in out), "with VJP,", sum("pushed" in c for c in out), "with JVP,", os.path.getsize(path), "bytes")


main()
