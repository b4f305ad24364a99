"""Small recordings as exporters write them, made by hand."""

import struct
import zlib
from pathlib import Path

import h5py
import numpy as np
import numpy.typing as npt

from core.skeleton import KINECT1, KINECT2

JOINT_TAIL = "277.4 191.8 1036.2 519.1 -0.2 0.05 0.96 -0.12 2"


def body(tracking_id: int, x: float) -> str:
    """A body of a ``.skeleton`` file: joint j is at (x, j, 3) as the Kinect counts axes."""
    joints = "".join(f"{x} {joint} 3 {JOINT_TAIL}\n" for joint in range(25))
    return f"{tracking_id} 0 1 1 1 1 0 0.02 0.05 2\n25\n{joints}"


def ntu(*frames: str) -> str:
    """A ``.skeleton`` file whose frames are bodies, one after the other."""
    n_lines = body(1, 0).count("\n")
    counted = (f"{frame.count(chr(10)) // n_lines}\n{frame}" for frame in frames)
    return f"{len(frames)}\n" + "".join(counted)


def pku(positions: npt.NDArray[np.floating]) -> str:
    """PKU-MMD text of ``(n_frames, 2, 25, 3)`` positions."""
    rows = positions.reshape(len(positions), -1)
    return "".join(" ".join(f"{value:.6f}" for value in row) + "\n" for row in rows)


def table(n_frames: int, classes: list[int] | None = None) -> str:
    """A PRECOG table: joint j of frame f is at (f, j, 3) as the Kinect counts axes."""
    lines = ["; ".join(KINECT1.joint_names)]
    for frame in range(n_frames):
        cells = [f"{frame} {joint} 3.0" for joint in range(20)]
        lines.append(";".join([*cells, *([str(classes[frame])] if classes else [])]))
    return "\n".join(lines) + "\n"


ASF = """# as BodyBuilder writes it
:version 1.10
:units
  mass 1.0
  length 0.45
  angle deg
:root
   order TX TY TZ RX RY RZ
   axis XYZ
   position 0 1 0
   orientation 0 0 0
:bonedata
  begin
     id 1
     name lfemur
     direction 0.34202 -0.939693 0
     length 7.9
     axis 0 0 20  XYZ
    dof rx ry rz
    limits (-160.0 20.0)
           (-70.0 70.0)
           (-60.0 70.0)
  end
  begin
     id 2
     name lfoot
     direction 0 0 1
     length 2
     axis -90 10 20  ZXY
    dof rz rx
  end
  begin
     id 3
     name lowerback
     direction 0 1 0
     length 2.5
     axis 0 0 0  XYZ
  end
:hierarchy
  begin
    lfemur lfoot
    root lfemur lowerback
  end
"""
"""A root, a thigh, a foot that turns about slanted axes, and a back that does not turn."""


def amc(values: npt.NDArray[np.floating]) -> str:
    """Motion of `ASF`: ``(n_frames, 11)``, the root's six channels, the thigh's 3, the foot's 2."""
    lines = ["#!made by hand", ":FULLY-SPECIFIED", ":DEGREES"]
    for number, row in enumerate(values.tolist(), start=1):
        words = [repr(value) for value in row]
        lines += [str(number), " ".join(["root", *words[:6]])]
        lines += [" ".join(["lfoot", *words[9:]]), " ".join(["lfemur", *words[6:9]])]
    return "\n".join(lines) + "\n"


def standing(n_frames: int) -> npt.NDArray[np.float64]:
    """``(n_frames, 1, 25, 3)``: somebody of 1.7 m who stands and swings an arm, metres, z up."""
    heights = {
        "SpineBase": (0, 0.95), "SpineMid": (0, 1.2), "Neck": (0, 1.5), "Head": (0, 1.7),
        "SpineShoulder": (0, 1.42), "Shoulder": (0.2, 1.4), "Elbow": (0.25, 1.12),
        "Wrist": (0.27, 0.88), "Hand": (0.27, 0.8), "HandTip": (0.27, 0.72),
        "Thumb": (0.24, 0.78), "Hip": (0.1, 0.93), "Knee": (0.1, 0.5), "Ankle": (0.1, 0.08),
        "Foot": (0.1, 0.02),
    }  # fmt: skip
    positions = np.zeros((n_frames, 1, KINECT2.n_joints, 3))
    for joint, name in enumerate(KINECT2.joint_names):
        side, height = heights[name.removesuffix("Left").removesuffix("Right")]
        positions[:, :, joint] = (side if name.endswith("Right") else -side, 2.0, height)
    swing = np.sin(np.arange(n_frames) / 5)[:, np.newaxis]
    positions[:, :, KINECT2.joint_names.index("WristLeft"), 1] += 0.3 * swing
    return positions


def msrc(n_frames: int) -> str:
    """MSRC-12: joint j of frame f is at (f, j, 3) as the Kinect has axes; nobody in the first."""
    lines = [f"642926216 {' '.join(['0'] * 80)}"]
    for frame in range(1, n_frames):
        joints = " ".join(f"{frame} {joint} 3.0 1.0" for joint in range(20))
        lines.append(f"{642926216 + round(frame * 1e6 / 30)} {joints}")
    return "\r\n".join(lines) + "\r\n"


def trc(n_frames: int) -> str:
    """TRC of two markers, the second of which has a gap."""
    rows = ("{0}\t{0}.0\t1{0}\t1900\t3\t0\t150\t6", "{0}\t{0}.0\t1{0}\t1900\t3\t\t\t")
    body = "\n".join(rows[number % 2].format(number) for number in range(1, n_frames + 1))
    return (
        "PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\n"
        f"100\t100\t{n_frames}\t2\tmm\nFrame#\tTime\tHEAD\t\t\tLTOE\n\t\tX1\tY1\tZ1\n\n{body}\n"
    )


def columns(n_frames: int) -> str:
    """A table with a column per coordinate of a standing body, y up, centimetres."""
    header = ",".join(f"{name}.{axis}" for name in KINECT2.joint_names for axis in "xzy")
    rows = standing(n_frames).reshape(n_frames, -1) * 100
    lines = (",".join(map("{:.3f}".format, row)) for row in rows)
    times = (f"{frame / 50:.3f}" for frame in range(n_frames))
    body = "\n".join(map(",".join, zip(times, lines, strict=True)))
    return f"time,{header}\n{body}\n"


BVH = """HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Zrotation Xposition Yposition Zposition Xrotation Yrotation
  JOINT Chest
  {
    OFFSET 0 12.5 0
    CHANNELS 4 Zrotation Xrotation Yrotation Yposition
    JOINT Neck
    {
      OFFSET 0 40 0.5
      CHANNELS 3 Yrotation Xrotation Zrotation
      End Site
      {
        OFFSET 0 25 0.5
      }
    }
  }
  JOINT Leg
  {
    OFFSET 10 -5 0
    CHANNELS 3 Xrotation Yrotation Zrotation
    End Site
    {
      OFFSET 0 -90 0
    }
  }
}
MOTION
Frames: {n_frames}
Frame Time: 0.0333333
"""
"""Channels in several orders, a chest that also moves along one axis, and two ends."""

BVH_JOINTS = ("Hips", "Chest", "Neck", "Neck_end", "Leg", "Leg_end")
BVH_CHANNELS = 16


def bvh(values: npt.NDArray[np.floating]) -> str:
    """Motion of `BVH`: ``(n_frames, 16)``, in the order of its channels."""
    rows = (" ".join(f"{value:.6f}" for value in row) for row in values)
    return BVH.replace("{n_frames}", str(len(values))) + "".join(f"{row}\n" for row in rows)


def mat5(
    path: Path, order: str = "<", compressed: bool = True, **arrays: npt.NDArray[np.generic]
) -> None:
    """MATLAB 5, written as its specification has it."""

    def element(kind: int, data: bytes) -> bytes:
        return struct.pack(f"{order}II", kind, len(data)) + data + b"\0" * (-len(data) % 8)

    def matrix(name: str, array: npt.NDArray[np.generic]) -> bytes:
        flags = element(6, struct.pack(f"{order}II", 6, 0))
        shape = element(5, np.array(array.shape, f"{order}i4").tobytes())
        values = element(9, array.astype(f"{order}f8").tobytes(order="F"))
        whole = element(14, flags + shape + element(1, name.encode()) + values)
        packed = zlib.compress(whole)
        return struct.pack(f"{order}II", 15, len(packed)) + packed if compressed else whole

    version = struct.pack(f"{order}H", 0x100) + (b"IM" if order == "<" else b"MI")
    header = b"MATLAB 5.0 MAT-file, made by hand".ljust(124) + version
    path.write_bytes(header + b"".join(matrix(*item) for item in arrays.items()))


def mat73(path: Path, **arrays: npt.NDArray[np.generic]) -> None:
    with h5py.File(path, "w", userblock_size=512) as file:
        for name, array in arrays.items():
            file[name] = array.T
    with path.open("r+b") as file:
        file.write(b"MATLAB 7.3 MAT-file, made by hand".ljust(512))


def joint_rows(n_frames: int, body: str = "") -> str:
    """A table with a row per joint of a standing body, y up, millimetres."""
    lines = ["frame,timestamp,person,keypoint,x,y,z,error"]
    for frame, joints in enumerate(standing(n_frames)[:, 0] * 1000):
        for name, (x, y, z) in zip(KINECT2.joint_names, joints, strict=True):
            lines.append(f"{frame},{frame / 50:.3f},{body},{name},{x:.3f},{z:.3f},{-y:.3f},0.1")
    return "\n".join(lines) + "\n"
