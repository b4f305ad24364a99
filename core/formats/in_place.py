"""Datasets of HDF5 that lie in one piece in their file, so that they need not be read at once.

A dataset is chunked by time, its chunks follow each other without gaps, and beside it, as
``NAME_sums``, is a uint64 for each chunk: the sum of its 64-bit words. The system then reads what
is looked at, when it is looked at, and forgets it where memory is short.
"""

from pathlib import Path

import h5py
import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.progress import Progress, Steps

Array = npt.NDArray[np.generic]

_SUMS = "{}_sums"
_CHUNKS_PER_STEP = 16


def write_in_place(file: h5py.File, name: str, values: Array, chunk: int) -> None:
    """Write a dataset of chunks of so many frames, chunk by chunk."""
    shape = (chunk, *values.shape[1:])
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    # All chunks are given their place at once, one after the other.
    properties.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    dataset = file.create_dataset(name, values.shape, values.dtype, chunks=shape, dcpl=properties)
    sums = []
    for start in range(0, len(values), chunk):
        block = np.ascontiguousarray(values[start : start + chunk])
        dataset[start : start + chunk] = block
        sums.append(_sum(block.view(np.uint8).reshape(-1)))
    sums_chunk = (len(sums),)
    file.create_dataset(
        _SUMS.format(name), data=np.array(sums, dtype=np.uint64), chunks=sums_chunk, fletcher32=True
    )


def place_of(dataset: h5py.Dataset) -> int:
    """Where in its file a dataset begins; 0 if it does not lie there in one piece, with sums."""
    chunks, places = dataset.chunks, []
    if dataset.dtype not in (np.float32, np.bool_) or _sums_of(dataset) is None:
        return 0
    if chunks is None or chunks[1:] != dataset.shape[1:]:
        return 0
    dataset.id.chunk_iter(
        lambda one: places.append((one.chunk_offset[0], one.byte_offset, one.size, one.filter_mask))
    )
    size = int(np.prod(chunks)) * dataset.dtype.itemsize
    first = places[0][1] if places else 0
    starts = range(0, len(dataset), chunks[0])
    wanted = [(start, first + n * size, size, 0) for n, start in enumerate(starts)]
    return first if places == wanted else 0


def checked(path: Path, dataset: h5py.Dataset) -> Steps[None]:
    """Read a dataset from end to end, in pieces, and compare the sums of its chunks.

    Raises
    ------
    FormatError
        If it is not what was written.
    """
    chunk, frame = dataset.chunks[0], dataset.nbytes // len(dataset)
    starts, sums = range(0, len(dataset), chunk), _sums_of(dataset)
    buffer = bytearray(chunk * frame)
    with path.open("rb") as file:
        file.seek(place_of(dataset))
        for number, start in enumerate(starts):
            stop = min(start + chunk, len(dataset))
            file.readinto(buffer)
            values = np.frombuffer(buffer, np.uint8, (stop - start) * frame)
            if sums is None or sums.shape != (len(starts),) or _sum(values) != sums[number]:
                where = f"dataset {_name(dataset)}, frames {start} to {stop}"
                raise FormatError(path, where, "are not what was written; the file is damaged")
            if number % _CHUNKS_PER_STEP == 0 or stop == len(dataset):
                yield Progress(stop, len(dataset))


def in_place(path: Path, dataset: h5py.Dataset) -> Array:
    """The dataset, read-only, as it lies in the file."""
    n_padded = -(-len(dataset) // dataset.chunks[0]) * dataset.chunks[0]
    shape = (n_padded, *dataset.shape[1:])
    return np.memmap(path, dataset.dtype, "r", place_of(dataset), shape)[: len(dataset)]


def _name(dataset: h5py.Dataset) -> str:
    return str(dataset.name).strip("/")


def _sums_of(dataset: h5py.Dataset) -> npt.NDArray[np.uint64] | None:
    found = dataset.parent.get(_SUMS.format(_name(dataset)))
    is_sums = isinstance(found, h5py.Dataset) and found.dtype == np.uint64
    return found[...] if is_sums else None


def _sum(values: npt.NDArray[np.uint8]) -> np.uint64:
    """Of 64-bit words, and of the bytes after the last whole one."""
    n_words = len(values) // 8 * 8
    with np.errstate(over="ignore"):
        return np.uint64(values[:n_words].view(np.uint64).sum() + values[n_words:].sum())
