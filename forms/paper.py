"""The two questions about a paper on which something rests: its number and its day."""

from forms.fields import Field, Kind

LONGEST_NUMBER = 60
"""As the columns that keep it are wide."""


def paper_fields(
    number: str, issued_on: str, label: str, *, guidance: str = "", part: str = ""
) -> tuple[Field, Field]:
    """Return them side by side; the day may not lie ahead.

    Args:
        number: Key of the number.
        issued_on: Key of the day.
        label: What the number is called on the page.
        guidance: The line under the number.
        part: Heading under which they stand.
    """
    return (
        Field(
            key=number,
            label=label,
            kind=Kind.TEXT,
            required=True,
            max_length=LONGEST_NUMBER,
            help=guidance,
            part=part,
            row=number,
        ),
        Field(
            key=issued_on,
            label="Ngày văn bản",
            kind=Kind.DATE,
            required=True,
            record="document.issued_on",
            part=part,
            row=number,
        ),
    )
