"""A program of its own: looks through the HDF5 files named on its input, a line for each.

The library may go round in circles in a damaged file, or crash. Who started this waits for a line
``done`` as long as it likes, and ends the process if there is none.
"""

import sys
from contextlib import suppress
from typing import Any

import h5py


def main() -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        path = line.rstrip("\n").encode().decode("unicode_escape")
        # That it cannot be read is for the reader to say.
        with suppress(Exception), h5py.File(path, "r") as file:
            look_through(file)
        print("done", flush=True)


def look_through(file: h5py.File) -> None:
    """Touch all that a reader may, but for the data themselves."""
    read_attributes(file)

    def visit(_: str, found: Any) -> None:
        read_attributes(found)
        if isinstance(found, h5py.Dataset) and found.chunks:
            found.id.chunk_iter(lambda _: None)

    file.visititems(visit)


def read_attributes(found: Any) -> None:
    for name in found.attrs:
        found.attrs[name]


if __name__ == "__main__":
    main()
