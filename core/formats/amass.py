"""Body parameters, ``.npz``, as AMASS and those who fit body models write them: shape and poses.

``poses`` of 72 (SMPL), 156 (SMPL-H) or 165 (SMPL-X) numbers per frame, or their parts
``root_orient``, ``pose_body``, ``pose_jaw``, ``pose_eye``, ``pose_hand``; ``trans``, ``betas``,
``gender``, and ``mocap_framerate`` or ``mocap_frame_rate``. Metres, z up, one body; frames are
counted from 0.

They are no positions: a body model that the user has from its authors makes them so, see
`core.body_model`. Source: N. Mahmood et al., AMASS, 2019, and the notes that come with it.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.body_model import KINDS, VARIABLE, find_body_model, is_of, kinds, models_folder, posed
from core.errors import FormatError
from core.npz import read_npz
from core.progress import Progress, Steps
from core.recording import Recording

NAME = "AMASS body parameters"
SUFFIXES: tuple[str, ...] = (".npz",)
FPS = 30.0
"""Of a file that does not say its rate."""

_PARTS = ("root_orient", "pose_body", "pose_jaw", "pose_eye", "pose_hand")
_RATES = ("mocap_framerate", "mocap_frame_rate")
_READ = ("poses", *_PARTS, "trans", "betas", "gender", *_RATES)
_OTHERS = (
    "dmpls surface_model_type marker_data marker_labels mocap_time_length num_betas markers_latent "
    "latent_labels markers_latent_vids markers_obs markers_sim labels_obs marker_meta num_markers"
)
_FIRST_ARRAYS = {f"{name}.npy".encode() for name in (*_READ, *_OTHERS.split())}
_ZIP, _NAME_LENGTH, _NAME_START = b"PK\x03\x04", 26, 30
_FRAMES_PER_STEP = 2048
_GENDERS = re.compile("female|male|neutral")

Floats = npt.NDArray[np.float64]


def looks_like(head: bytes) -> bool:
    """The first array of the archive has one of the names that AMASS uses."""
    length = int.from_bytes(head[_NAME_LENGTH : _NAME_LENGTH + 2], "little")
    return head.startswith(_ZIP) and head[_NAME_START : _NAME_START + length] in _FIRST_ARRAYS


def read(path: Path) -> Steps[Recording]:
    arrays = read_npz(path, _READ)
    poses, trans, betas = _motion(path, arrays)
    n_joints = poses.shape[1] // 3
    kind, skeleton = KINDS[n_joints]
    gender = "".join(_GENDERS.findall(str(arrays.get("gender", ""))))
    found = find_body_model(n_joints, gender)
    if found is None:
        raise FormatError(path, "", _what_to_get(kind, n_joints))
    model_file, model = found
    rest = model.shaped(betas)
    positions = np.empty((len(poses), 1, n_joints, 3), dtype=np.float32)
    for start in range(0, len(poses), _FRAMES_PER_STEP):
        frames = slice(start, min(start + _FRAMES_PER_STEP, len(poses)))
        # What is too large or no number at all is missing in the recording.
        with np.errstate(invalid="ignore", over="ignore"):
            _, joints = posed(rest, model.parents, poses[frames])
            positions[frames, 0] = joints.swapaxes(0, 1) + trans[frames, np.newaxis]
        yield Progress(frames.stop, len(poses), f"posing {path.name}")
    said = [] if "trans" in arrays else ["the file does not say where the body is, only its poses"]
    if gender and not is_of(model_file, gender):
        said.append(f"the body model {model_file.name} is not that of a {gender} body")
    fps = next((_scalar(path, arrays, name) for name in _RATES if name in arrays), 0.0)
    if not fps:
        said.append(f"the file does not say its frame rate; taken for {FPS:g}")
    return Recording.measured(positions, skeleton, fps or FPS, name=path.stem, warnings=tuple(said))


def _motion(path: Path, arrays: Mapping[str, Any]) -> tuple[Floats, Floats, Floats]:
    """Poses ``(n_frames, 3 * n_joints)``, places ``(n_frames, 3)``, and shape ``(n,)``."""
    numbers = {
        name: np.asarray(arrays[name], dtype=np.float64)
        for name in ("poses", *_PARTS, "trans", "betas")
        if name in arrays and np.asarray(arrays[name]).dtype.kind in "fiu"
    }
    poses = numbers.get("poses")
    if poses is None and {"root_orient", "pose_body"} <= set(numbers):
        poses = _joined(path, numbers)
    if poses is None:
        raise FormatError(path, "", "has no poses; is this a recording of AMASS?")
    poses = poses.reshape(len(poses), -1) if poses.ndim > 1 and len(poses) else poses
    if poses.ndim != 2 or poses.shape[1] not in [3 * n for n in KINDS]:
        raise FormatError(
            path, "poses", f"has shape {poses.shape}, expected 3 per joint of {', '.join(kinds())}"
        )
    trans = numbers.get("trans", np.zeros((len(poses), 3)))
    if trans.shape != (len(poses), 3):
        raise FormatError(path, "trans", f"has shape {trans.shape}, expected ({len(poses)}, 3)")
    betas = numbers.get("betas", np.zeros(0))
    return poses, trans, betas[0].ravel() if betas.ndim > 1 and len(betas) else betas.ravel()


def _joined(path: Path, numbers: Mapping[str, Floats]) -> Floats:
    """Poses of their parts; with a jaw it is SMPL-X, with hands only SMPL-H, with neither too."""
    n_frames = len(numbers["root_orient"])
    widths = {"root_orient": 3, "pose_body": 63, "pose_jaw": 3, "pose_eye": 6, "pose_hand": 90}
    if "pose_jaw" not in numbers:
        del widths["pose_jaw"], widths["pose_eye"]
    parts = [numbers.get(name, np.zeros((n_frames, width))) for name, width in widths.items()]
    for part, (name, width) in zip(parts, widths.items(), strict=True):
        if part.shape != (n_frames, width):
            raise FormatError(path, name, f"has shape {part.shape}, expected ({n_frames}, {width})")
    return np.concatenate(parts, axis=1)


def _scalar(path: Path, arrays: Mapping[str, Any], name: str) -> float:
    try:
        return float(np.asarray(arrays[name], dtype=np.float64).item())
    except (TypeError, ValueError) as error:
        raise FormatError(path, name, f"is {arrays[name]}, expected a number") from error


def _what_to_get(kind: str, n_joints: int) -> str:
    return (
        f"holds poses of {kind}, not positions, and no body model of {n_joints} joints is in "
        f"{models_folder()}. Get {kind} from its authors (free for research, after registration) "
        f"and put its .npz files there, or name their folder in the environment variable {VARIABLE}"
    )
