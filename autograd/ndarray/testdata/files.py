"""Writes files.npz and the *.npy files that npy_test.go reads: orders and types that WriteNpy does not write itself."""
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
x = np.arange(6).reshape(2, 3)
np.savez(os.path.join(here, "files.npz"), fortran=np.asfortranarray(x * 0.5), big=x.astype(">f8"), int8=(x - 3).astype("i1"), uint16=x.astype("u2"),
         big32=x.astype(">i4"), half=np.array([0.5, -2, 65504, 6e-8, np.inf, 0]).reshape(2, 3).astype("f2"), bool=x > 2, c8=(x * 1j).astype("c8"), c16=x + 1j, scalar=np.float64(2.5),
         empty=np.zeros((0, 3)))
np.save(os.path.join(here, "text.npy"), np.array(["a", "bc"]))
