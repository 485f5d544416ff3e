"""What the pages of a further document, or of a later scan, show."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.case_papers import case_documents
from cases.queries.found_subject import find_subject
from cases.queries.views import DocumentView


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Where a document is added; ``document`` is the one that gets its scan, if one does."""

    code: str
    title: str
    kind: str
    is_secret: bool
    document: DocumentView | None = None


def paper_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, document_id: int | None = None
) -> PaperPage:
    """Return the page of a further document, or of the scan of one.

    Raises:
        NotFoundError: No such case, petition or document, or none that the person may know of.
        NotAllowedError: The person does not work on it.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.PAPER_ADD, actor, Target(found.units))
    is_secret = found.row.secrecy != "none"
    if document_id is None:
        return PaperPage(code, found.title, found.row.kind, is_secret)
    documents = case_documents(tx, office, found.subjects)
    document = next((one for one in documents if one.id == document_id), None)
    if document is None:
        raise NotFoundError
    return PaperPage(code, found.title, found.row.kind, is_secret, document)
