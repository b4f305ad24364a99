"""A small file of every format."""

import json
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np

from core.body_model import SMPLH52, models_folder
from core.formats import (
    amass,
    amc,
    bvh,
    c3d,
    joint_columns,
    joint_csv,
    joint_rows,
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


def five_lines(path: Path) -> None:
    """As anybody may write it: without checksums, and the names of any length."""
    with h5py.File(path, "w") as file:
        file.attrs.update({"kinescribe_format": 1, "fps": 60, "up_axis": "z", "units": "m"})
        file.attrs["joint_names"], file.attrs["parents"] = ["a", "b"], [-1, 0]
        file.create_dataset("positions", data=np.ones((9, 1, 2, 3)), chunks=(4, 1, 2, 3))


def ntu_file(path: Path) -> None:
    path.write_text(ntu(body(1, 1), body(1, 1) + body(2, 2), ""))


def pku_file(path: Path) -> None:
    path.write_text(pku(np.random.default_rng(0).normal(size=(4, 2, 25, 3))))


def amc_file(path: Path) -> None:
    path.write_text(files.amc(np.random.default_rng(0).normal(size=(5, 11))))
    path.with_name("skeleton.asf").write_text(files.ASF)


def amass_file(path: Path) -> None:
    """Parameters, and a body model for them where those of the user are."""
    models_folder().mkdir(parents=True, exist_ok=True)
    parents = SMPLH52.parents
    tree, places = np.array([parents, range(52)]), np.linspace(0, 1, 156).reshape(52, 3)
    np.savez(models_folder() / "neutral.npz", kintree_table=tree, J=places)
    poses = np.random.default_rng(0).normal(size=(4, 156)).astype(np.float32)
    arrays = {"poses": poses, "trans": poses[:, :3], "mocap_framerate": np.array(60.0)}
    np.savez(path.with_suffix(".npz"), **arrays)
    path.with_suffix(".npz").rename(path)


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


def rows_file(path: Path) -> None:
    path.write_text(files.joint_rows(5))


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
    "five.h5": (native, five_lines),
    "a.skeleton": (ntu_skeleton, ntu_file),
    "a.txt": (pkummd_text, pku_file),
    "a.amc": (amc, amc_file),
    "amass.npz": (amass, amass_file),
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
    "rows.csv": (joint_rows, rows_file),
    "numbers.csv": (number_columns, numbers_file),
}
"""By the name that the file should have: its format, and what writes it."""
