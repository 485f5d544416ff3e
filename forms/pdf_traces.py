"""Takes out of a PDF who made it, when, from what: what a program writes beside the pages."""

import io

import pikepdf

_DESCRIPTIONS = ("/Metadata", "/PieceInfo", "/LastModified")


def without_traces(content: bytes) -> bytes:
    """Return the same pages without title, author, program, dates and other descriptions.

    A signature put on the file by a program is no longer valid afterwards: of a denunciation the
    system keeps a copy to read, the signed paper stays in the file of the case.

    Args:
        content: A PDF that ``find_pdf_problem`` has found nothing against.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        for found in pdf.objects:
            holder = found.stream_dict if isinstance(found, pikepdf.Stream) else found
            if isinstance(holder, pikepdf.Dictionary):
                _forget(holder)
        pdf.remove_unreferenced_resources()
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, fix_metadata_version=False)
        return written.getvalue()


def _forget(holder: pikepdf.Object) -> None:
    for key in _DESCRIPTIONS:
        if key in holder:
            del holder[key]
