"""Why nothing can be learnt, and no model changed, in what is open."""

from app.session import Session


def refusal(session: Session) -> str:
    """What stands against it, in a sentence; empty if nothing does."""
    keeper = session.keeper
    if keeper.project is None:
        return "Learning takes a project: File › New Project… keeps recordings and labels together."
    if keeper.read_only:
        return f"Nothing can be changed here: {keeper.read_only}"
    if session.shelf.current is None:
        return "There is no model to begin with."
    return ""
