"""The command line as others run it: its status, and what it says where."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import h5py
import numpy as np
import pytest

import main
from core.formats import read_recording, write_recording
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.formats.files import body, ntu, pku, standing, table

ROOT = Path(main.__file__).parent
RAW = np.random.default_rng(0).normal(size=(20, 2, 25, 3))


def process(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "main.py", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The same without a process of its own, the start of which takes ten times as long."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main.main([*map(str, words)])
    return subprocess.CompletedProcess(words, status, out.getvalue(), err.getvalue())


def fails(*words: str | Path) -> str:
    """The one line in which a command says why it failed."""
    return why(run(*words))


def why(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert done.stderr.startswith("kinescribe: ")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("kinescribe: ").rstrip()


def long_recording(path: Path, n_frames: int) -> None:
    """A native file of many frames that takes no room."""
    with h5py.File(path, "w") as file:
        file.attrs.update({"kinescribe_format": 1, "fps": 30.0, "up_axis": "z", "units": "m"})
        file.attrs["joint_names"], file.attrs["parents"] = ["a", "b"], [-1, 0]
        shape = (n_frames, 1, 2, 3)
        file.create_dataset("positions", shape, "f4", chunks=(1 << 14, 1, 2, 3), fillvalue=1)


def test_info_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(60))
    done = process("info", path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told) == [
        "path", "format", "fps", "frames", "duration_s", "bodies", "joints", "joint_names",
        "parents", "layout", "units", "up_axis", "valid_fraction", "warnings",
    ]  # fmt: skip
    assert (told["frames"], told["duration_s"], told["layout"]) == (60, 2.0, "kinect1")


def test_info_for_people(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(pku(RAW).replace(f"{RAW[0, 0, 0, 0]:.6f}", "nan", 1))
    done = run("info", path)
    assert done.returncode == 0
    assert "frames          20\n" in done.stdout
    assert "1 joint positions are not finite" in done.stdout


def test_convert(tmp_path: Path) -> None:
    source, target = tmp_path / "a.skeleton", tmp_path / "b.h5"
    source.write_text(ntu(body(1, 1), body(1, 2)))
    done = run("convert", source, target, "--fps", "29.97")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert read_recording(target).fps == 29.97
    assert np.array_equal(read_recording(target).positions, read_recording(source).positions)


@pytest.mark.parametrize("suffix", [".h5", ".csv", ".bvh"])
def test_convert_with_a_layout(tmp_path: Path, suffix: str) -> None:
    source, target = tmp_path / "a.npy", tmp_path / f"b{suffix}"
    np.save(source, standing(5)[:, 0])
    assert "choose a layout for it: kinect2, body25, points" in fails("convert", source, target)
    done = run("convert", source, target, "--layout", "kinect2", "--fps", "50")
    assert (done.returncode, done.stdout) == (0, "")
    told = json.loads(run("info", target, "--json").stdout)
    assert (told["frames"], told["fps"], told["joints"]) == (5, 50.0, 25)
    hips = read_recording(target).positions[:, :, 0]
    assert np.allclose(hips, standing(5)[:, :, 0], atol=1e-3)


def test_convert_says_what_a_format_cannot_hold(tmp_path: Path) -> None:
    source, target = tmp_path / "a.h5", tmp_path / "b.bvh"
    positions = standing(5)
    positions[2, 0, 3] = np.nan
    write_recording(Recording.measured(positions, KINECT2, 30), source)
    done = run("convert", source, target, "--json")
    told = json.loads(done.stdout)
    assert (told["frames"], len(told["warnings"]), len(told["lost"])) == (5, 0, 1)
    assert "1 positions (of Head) are in a straight line" in told["lost"][0]
    assert f"{target}: {told['lost'][0]}" in done.stderr


def test_convert_cannot_write_everything(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(table(3))
    said = fails("convert", source, tmp_path / "a.xyz")
    assert (
        said == f"{tmp_path / 'a.xyz'}: cannot be written: the suffix must be .h5 or .csv or .bvh"
    )
    said = fails("convert", source, tmp_path / "nowhere" / "a.h5")
    assert "cannot be written: No such file or directory" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.h5", b"", "is empty"),
        ("a.skeleton", bytes(range(256)) * 20, "is of no known recording format"),
        ("a.h5", b"\x89HDF\r\n\x1a\n" + bytes(range(256)), "is damaged or not HDF5"),
        ("a.skeleton", ntu(body(1, 1)).encode()[:-900], "line 14: the file ends where a joint"),
        ("a.txt", (pku(RAW) + "1 " * 149).encode(), "line 21: has 149 numbers, expected 150"),
        ("a.skeleton", b"0\n", "line 1: the number of frames cannot be 0"),
        ("a.csv", table(0).encode(), "line 1: no frames follow the names of the joints"),
    ],
)
def test_bad_files_fail_with_file_line_and_reason(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert fails("info", path).startswith(f"{path}: {said}")


def test_places_without_a_recording(tmp_path: Path) -> None:
    assert fails("info", tmp_path) == f"{tmp_path}: is a folder, not a file"
    gone = tmp_path / "vanished.h5"
    assert why(process("info", gone)) == f"{gone}: no such file"
    endless = tmp_path / ("x" * 5000)
    assert fails("info", endless) == f"{endless}: cannot be read: File name too long"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read it")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(3))
    path.chmod(0)
    assert fails("info", path) == f"{path}: cannot be read: Permission denied"


def test_one_frame_in_a_folder_of_any_language(tmp_path: Path) -> None:
    folder = tmp_path / "Gänge – 步态" / ("d" * 200) / ("e" * 200)
    folder.mkdir(parents=True)
    (folder / "ü.csv").write_text(table(1))
    done = run("info", folder / "ü.csv", "--json")
    assert json.loads(done.stdout)["frames"] == 1


def test_a_million_frames(tmp_path: Path) -> None:
    long_recording(tmp_path / "long.h5", 1_000_000)
    assert json.loads(run("info", tmp_path / "long.h5", "--json").stdout)["frames"] == 1_000_000


@pytest.mark.parametrize(
    "words",
    [
        ("info",),
        ("convert", "a.h5"),
        ("convert", "a", "b", "--fps", "0"),
        ("predict", "a.h5"),
        ("predict", "a.h5", "--out", "o", "--format", "xyz"),
        ("predict", "a.h5", "--out", "o", "--device", "abacus"),
        ("inof", "a.h5"),
        ("--nonsense",),
    ],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(words)
    assert ended.value.code == 2


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(f"\n  {name} " in said for name in main.COMMANDS)


def test_a_path_that_is_no_command_opens_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr("app.application.run", lambda path: opened.append(path) or 0)
    monkeypatch.setattr("app.application.demo", lambda path: opened.append(path) or 0)
    for words in (["a.h5"], [], ["demo", "--screenshot", "a.png"], ["demo"]):
        assert main.main(words) == 0
    assert opened == [Path("a.h5"), None, Path("a.png"), None]


def test_commands_import_neither_window_nor_torch(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(3))
    program = (
        "import sys, main; main.main(sys.argv[1:]);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'PySide6', 'OpenGL')))"
    )
    command = [sys.executable, "-c", program, "info", path]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


INTERRUPTED = """
import main, signal, sys

def hook(event, words):
    if event == "os.rename" and str(words[1]).endswith("a.h5"):
        signal.raise_signal(signal.SIGINT)

# Whatever started the tests may have them ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(hook)
sys.exit(main.main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_ctrl_c_stops_and_leaves_nothing(tmp_path: Path) -> None:
    """At the last moment: all is written, and has yet to be called as it should."""
    out = tmp_path / "out"
    out.mkdir()
    source = tmp_path / "a.txt"
    source.write_text(pku(RAW))
    command = [sys.executable, "-c", INTERRUPTED, "convert", source, out / "a.h5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are another matter there")
def test_a_reader_that_has_had_enough_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(3))
    command = [sys.executable, ROOT / "main.py", "info", path]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=30) == 1
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
