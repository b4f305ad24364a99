"""A small file of every format."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.formats import (
    amc,
    bvh,
    joint_columns,
    joint_csv,
    kinescribe_csv,
    msrc12,
    native,
    ntu_skeleton,
    number_columns,
    pkummd_text,
    trc,
    write_recording,
)
from core.recording import Recording
from core.skeleton import KINECT1
from tests.core.formats import files
from tests.core.formats.files import body, ntu, pku, table


def written(path: Path) -> None:
    raw = np.random.default_rng(0).normal(size=(6, 1, 20, 3))
    write_recording(Recording.measured(raw, KINECT1, 30), path)


def ntu_file(path: Path) -> None:
    path.write_text(ntu(body(1, 1), body(1, 1) + body(2, 2), ""))


def pku_file(path: Path) -> None:
    path.write_text(pku(np.random.default_rng(0).normal(size=(4, 2, 25, 3))))


def amc_file(path: Path) -> None:
    path.write_text(files.amc(np.random.default_rng(0).normal(size=(5, 11))))
    path.with_name("skeleton.asf").write_text(files.ASF)


def bvh_file(path: Path) -> None:
    values = np.random.default_rng(0).normal(size=(5, files.BVH_CHANNELS))
    path.write_text(files.bvh(values))


def table_file(path: Path) -> None:
    path.write_text(table(5, [0, 1, 1, 2, 0]))


def trc_file(path: Path) -> None:
    path.write_text(files.trc(5))


def msrc_file(path: Path) -> None:
    path.write_text(files.msrc(5))


def columns_file(path: Path) -> None:
    path.write_text(files.columns(5))


def numbers_file(path: Path) -> None:
    np.savetxt(path, files.standing(4)[:, 0, :20].reshape(4, 60), fmt="%.4f", delimiter=",")


WHOLE: dict[str, tuple[object, Callable[[Path], None]]] = {
    "a.h5": (native, written),
    "a.skeleton": (ntu_skeleton, ntu_file),
    "a.txt": (pkummd_text, pku_file),
    "a.amc": (amc, amc_file),
    "a.bvh": (bvh, bvh_file),
    "a.csv": (joint_csv, table_file),
    "a.trc": (trc, trc_file),
    "kinescribe.csv": (kinescribe_csv, written),
    "msrc12.csv": (msrc12, msrc_file),
    "columns.csv": (joint_columns, columns_file),
    "numbers.csv": (number_columns, numbers_file),
}
"""By the name that the file should have: its format, and what writes it."""
