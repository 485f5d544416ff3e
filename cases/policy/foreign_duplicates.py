"""What a person who registers a petition may learn of a likely duplicate in another unit.

Sending the same complaint to several offices is common, and who registers it must know that it is
already being handled, and where (đơn trùng). So of a complaint or feedback elsewhere the code, the
unit and the day are told, and nothing else: no name, no text, no link.

They are told only to somebody who has typed the same name and most of the same text with a number
in it, or most of the whole text, and so knows already what stands in the other petition: a name
and common phrases never tell whether that person has petitioned somewhere. Of a denunciation
elsewhere, and of anything secret, nothing is told.
"""

OPEN_KINDS = frozenset({"complaint", "feedback"})


def may_be_told(kind: str, *, is_same_author: bool, knows_the_text: bool) -> bool:
    """Tell whether code, unit and day of a petition of another unit may be shown."""
    return kind in OPEN_KINDS and is_same_author and knows_the_text
