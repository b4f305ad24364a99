"""Which device to compute on."""

import torch


def choose_device(name: str = "auto") -> torch.device:
    """``"auto"`` is CUDA where it works, else the CPU; ``"cpu"`` and ``"cuda"`` insist.

    Raises
    ------
    ValueError
        If ``"cuda"`` is asked for and does not work, with the reason, or the name is another.
    """
    if name not in ("auto", "cpu", "cuda"):
        raise ValueError(f"device must be auto, cpu or cuda, not {name!r}")
    if name == "cpu":
        return torch.device("cpu")
    trouble = _trouble_with_cuda()
    if trouble and name == "cuda":
        raise ValueError(f"CUDA cannot be used: {trouble}")
    return torch.device("cpu" if trouble else "cuda")


def take_card(number: int, name: str = "auto") -> None:
    """Let ``"cuda"`` mean one of several cards for this process; without any, nothing happens."""
    if name != "cpu" and torch.cuda.device_count() > 1:
        torch.cuda.set_device(number % torch.cuda.device_count())


def _trouble_with_cuda() -> str:
    """Why CUDA cannot be used, found by using it: a driver may be there and yet fail."""
    if not torch.cuda.is_available():
        return "torch finds no CUDA device"
    try:
        (torch.ones(8, 8, device="cuda") @ torch.ones(8, 8, device="cuda")).sum().item()
    except RuntimeError as error:
        return str(error).splitlines()[0]
    return ""
