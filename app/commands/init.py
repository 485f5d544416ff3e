"""Create or update the database and publish the bundled procedures (safe to run again)."""

from argparse import ArgumentParser, Namespace

from app.commands.outcome import CommandRefusedError, say
from cases import installation
from cases.errors import PublishingRefusedError
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take none."""
    parser.set_defaults(run=run)


def run(_options: Namespace, office: Office) -> None:
    """Set the installation up."""
    try:
        done = installation.init(office)
    except PublishingRefusedError as error:
        problems = "\n".join(f"  {finding}" for finding in error.findings)
        message = f"Không công bố được {error.code}:\n{problems}"
        raise CommandRefusedError(message) from error
    if done.calendar_years:
        say(f"Lịch làm việc {min(done.calendar_years)}-{max(done.calendar_years)}: đã nạp")
    for version in done.published:
        state = "đã công bố" if version.is_new else "đã có"
        say(f"{version.code} bản {version.number} (từ {version.effective_from:%d/%m/%Y}): {state}")
