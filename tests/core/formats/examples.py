"""A small file of every format."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.formats import (
    amc,
    bvh,
    c3d,
    joint_columns,
    joint_csv,
    keypoints_json,
    kinescribe_csv,
    mat,
    msrc12,
    native,
    npy,
    ntu_skeleton,
    number_columns,
    pkummd_text,
    trc,
    write_recording,
)
from core.recording import Recording
from core.skeleton import KINECT1
from tests.core.formats import files
from tests.core.formats.c3d_files import C3d
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


def c3d_file(path: Path) -> None:
    places = np.random.default_rng(0).normal(size=(5, 3, 4)).clip(min=0.1)
    path.write_bytes(C3d(places, ("LASI", "RASI", "LTOE"), first_frame=3).content())


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


def npy_file(path: Path) -> None:
    np.save(path, files.standing(5)[:, 0, :22])


def npz_file(path: Path) -> None:
    np.savez_compressed(path, fps=50, positions=files.standing(5)[:, :, :22])


def mat5_file(path: Path) -> None:
    files.mat5(path, fps=np.array([[50.0]]), positions=files.standing(5)[:, :, :22])


def mat73_file(path: Path) -> None:
    files.mat73(path, fps=np.array([[50.0]]), positions=files.standing(5)[:, :, :22])


def json_file(path: Path) -> None:
    points = files.standing(5)[:, 0, :17].tolist()
    path.write_text(json.dumps([{"people": [{"keypoints": p + p[:16]}]} for p in points]))


WHOLE: dict[str, tuple[object, Callable[[Path], None]]] = {
    "a.h5": (native, written),
    "a.skeleton": (ntu_skeleton, ntu_file),
    "a.txt": (pkummd_text, pku_file),
    "a.amc": (amc, amc_file),
    "a.bvh": (bvh, bvh_file),
    "a.c3d": (c3d, c3d_file),
    "a.csv": (joint_csv, table_file),
    "a.trc": (trc, trc_file),
    "kinescribe.csv": (kinescribe_csv, written),
    "msrc12.csv": (msrc12, msrc_file),
    "columns.csv": (joint_columns, columns_file),
    "a.npy": (npy, npy_file),
    "a.npz": (npy, npz_file),
    "a.mat": (mat, mat5_file),
    "7.3.mat": (mat, mat73_file),
    "a.json": (keypoints_json, json_file),
    "numbers.csv": (number_columns, numbers_file),
}
"""By the name that the file should have: its format, and what writes it."""
