"""Hosts: the video-level methods that snippet contrast is added to."""

from training.hosts.aimclr import AimCLR
from training.hosts.base import Host
from training.hosts.rvtclr import RVTCLR
from training.hosts.skeletonclr import SkeletonCLR

HOSTS = ("skeletonclr", "aimclr", "rvtclr")


def build_host(name: str, *, tau: float, paper_code: bool = False) -> Host:
    """The host of a name.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name == "skeletonclr":
        return SkeletonCLR(tau)
    if name == "aimclr":
        return AimCLR(tau)
    if name == "rvtclr":
        return RVTCLR(tau, divides_every_logit=not paper_code)
    raise ValueError(f"there is no host {name!r}; known: {', '.join(HOSTS)}")
