"""List, check, publish and show procedures.

Bundles are read from the folders DONTHU_WORKFLOWS and DONTHU_FORMS; what is published lives
in the database.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from app.arguments import add_wishes
from app.commands.outcome import CommandRefusedError, say, say_table
from app.rendering.dates import full_date, full_instant
from cases.actions.publish_version import publish_version
from cases.errors import PublishingRefusedError
from cases.office import Office
from cases.publishing.bundles import FoundBundle, found_bundles
from cases.publishing.checks import check
from cases.queries.versions import published_versions


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of four wishes, all but ``list`` about one procedure."""
    wishes = add_wishes(parser)
    listing = wishes.add_parser("list", help="every published version")
    listing.set_defaults(run=show_list)
    for name, run, about in (
        ("lint", lint, "run every publishing check; publish nothing"),
        ("publish", publish, "publish what is new in the folders"),
        ("show", show, "the published versions of one procedure"),
    ):
        wish = wishes.add_parser(name, help=about)
        wish.add_argument("code", nargs=None if name == "show" else "?", help="procedure code")
        wish.set_defaults(run=run)


def show_list(_options: Namespace, office: Office) -> None:
    """Print every published version."""
    with office.database.reading() as tx:
        versions = published_versions(tx)
    say_table(
        (one.code, f"bản {one.number}", f"từ {full_date(one.effective_from)}", one.title)
        for one in versions
    )


def lint(options: Namespace, office: Office) -> None:
    """Print everything that forbids publishing."""
    is_clean = True
    for bundle in _bundles(office, options.code):
        with office.database.reading() as tx:
            problems = check(tx, office, bundle.code, bundle.files)
        is_clean = is_clean and not problems
        say(f"{bundle.name}: {f'{len(problems)} lỗi' if problems else 'không có lỗi'}")
        for problem in problems:
            say(f"  {problem}")
    if not is_clean:
        message = "Chưa công bố được: sửa các lỗi trên rồi kiểm tra lại."
        raise CommandRefusedError(message)


def publish(options: Namespace, office: Office) -> None:
    """Publish each bundle whose bytes are new."""
    for bundle in _bundles(office, options.code):
        try:
            with office.database.writing() as tx:
                done = publish_version(tx, office, None, code=bundle.code, files=bundle.files)
        except PublishingRefusedError as error:
            problems = "\n".join(f"  {finding}" for finding in error.findings)
            message = f"Không công bố được {bundle.name}:\n{problems}"
            raise CommandRefusedError(message) from error
        state = f"đã công bố bản {done.number}" if done.is_new else f"không đổi, bản {done.number}"
        say(f"{bundle.name}: {state}")


def show(options: Namespace, office: Office) -> None:
    """Print what is known of each version of one procedure."""
    with office.database.reading() as tx:
        versions = published_versions(tx, code=options.code)
    if not versions:
        message = f"Chưa công bố quy trình nào có mã {options.code}."
        raise CommandRefusedError(message)
    for one in versions:
        say(f"{one.title}, bản {one.number}")
        say(f"  áp dụng từ {full_date(one.effective_from)}")
        say(f"  công bố {full_instant(one.published_at)}")
        say(f"  căn cứ: {one.legal_basis}")
        say(f"  {one.summary}")
        say(f"  sha256 {one.sha256}, {one.open_runs} vụ việc đang theo bản này")


def _bundles(office: Office, code: str | None) -> Iterator[FoundBundle]:
    settings = office.settings
    found = [
        bundle
        for bundle in found_bundles(settings.workflows, settings.forms)
        if code in {None, bundle.code}
    ]
    if not found:
        message = f"Không có quy trình nào có mã {code} trong {settings.workflows}."
        raise CommandRefusedError(message)
    yield from found
