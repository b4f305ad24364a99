"""A program that renames a class everywhere: ``python -m tests.core.renaming DIR OLD NEW``.

It first finishes what was under way, then writes a line and renames, and waits to be killed.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

from core import class_edits
from core.class_edits import ClassEdit
from core.following import announce, announced, carry_out, planning
from core.label_codec import CODEC
from core.label_set import LabelSet
from core.progress import finish
from core.store import Store


def resume(folder: Path) -> None:
    """Finish what was under way when a program ended in this project."""
    store = Store(folder, CODEC)
    if edit := announced(store.project):
        do(store, edit)
    store.close()


def rename(store: Store[LabelSet], old: str, new: str) -> None:
    classes = store.project.classes
    do(store, class_edits.alter(classes, old, replace(classes[old], name=new)))


def do(store: Store[LabelSet], edit: ClassEdit) -> None:
    plans = finish(planning(store.project, edit, store.newest))
    announce(store, edit)
    store.save_project(replace(store.project, classes=edit.classes))
    carry_out(store, edit, plans)


def main(folder: Path, old: str, new: str) -> None:
    store = Store(folder, CODEC)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    rename(store, old, new)
    store.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
