"""Fill an empty installation with a fictional office (never in production)."""

from argparse import ArgumentParser, Namespace

from app.commands.outcome import CommandRefusedError, say, say_table
from cases.demo.build import build, is_empty
from cases.office import Office
from cases.queries.people import demo_people


def add_arguments(parser: ArgumentParser) -> None:
    """Take ``--if-empty``."""
    parser.add_argument(
        "--if-empty",
        action="store_true",
        help="do nothing when there are people already, instead of refusing",
    )
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Build the office, then print who can be tried out."""
    if office.settings.is_production:
        message = "Hệ thống chính thức không nhận dữ liệu thử."
        raise CommandRefusedError(message)
    with office.database.reading() as tx:
        fresh = is_empty(tx)
    if not fresh and not options.if_empty:
        message = "Đã có người dùng: dữ liệu thử chỉ nạp vào hệ thống còn trống."
        raise CommandRefusedError(message)
    if fresh:
        build(office)
    with office.database.reading() as tx:
        people = demo_people(tx, office)
    say("Người dùng thử (vào bằng cách bấm tên ở trang đăng nhập):")
    say_table(
        (f"  {person.name}", person.role_title, person.unit_name, person.email) for person in people
    )
