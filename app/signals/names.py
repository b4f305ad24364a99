"""What signals are called on the screen."""

from core.signals import BodyJoint, Signal

KINDS = {
    "speed": "Speed of a joint",
    "distance": "Distance between two joints",
    "angle": "Angle at a joint",
}


def title(signal: Signal, n_bodies: int) -> str:
    """Such as ``HandRight speed``, ``HandLeft ↔ HandRight``, ``KneeLeft angle``."""
    if signal.kind == "distance":
        return " ↔ ".join(joint_name(one, n_bodies) for one in signal.joints)
    joint = signal.joints[len(signal.joints) // 2]
    return f"{joint_name(joint, n_bodies)} {signal.kind}"


def joint_name(joint: BodyJoint, n_bodies: int) -> str:
    """With the number of the body, counted from 1, where there are several."""
    return joint.joint if n_bodies == 1 else f"{joint.joint} {joint.body + 1}"


def value_text(signal: Signal, value: float) -> str:
    """Such as ``1.24 m/s``; a dash where nothing was measured."""
    if value != value:
        return "–"
    return f"{value:.0f}°" if signal.unit == "°" else f"{value:.2f} {signal.unit}"
