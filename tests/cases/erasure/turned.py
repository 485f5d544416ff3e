"""A petition that turns out to be a denunciation."""

from cases.actions.reclassify_petition import Reclassified, reclassify_petition
from cases.erasure.finishing import finish_erasures
from cases.erasure.preview import preview_of
from cases.erasure.reach import reach_of_petition
from cases.kinds.asked import reclassify_form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.matter import Matter


def turn_into_denunciation(matter: Matter, *, finish: bool = True, **typed: str) -> Reclassified:
    """Let the head confirm it; ``finish`` also does what follows the commit."""
    office = matter.office
    posted = RawValues({key: [value] for key, value in typed.items()})
    sent = read(reclassify_form(), posted, None, Limits(office.today()))
    with office.database.reading() as tx:
        reach = reach_of_petition(tx, matter.registered.petition_id)
        seen = preview_of(tx, reach).fingerprint
    code = matter.registered.petition_code
    with office.database.writing() as tx:
        done = reclassify_petition(
            tx, office, matter.people["head"], code=code, submission=sent, seen=seen
        )
    if finish:
        finish_erasures(office)
    return done
