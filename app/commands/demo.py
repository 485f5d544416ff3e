"""Fill an empty installation with a fictional office (never in production)."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from app.commands.outcome import CommandRefusedError, say, say_table
from cases.demo import DemoRefusedError, build
from cases.office import Office
from cases.queries.people import DemoPerson, demo_people

REASONS = {
    "environment": "Hệ thống chính thức không nhận dữ liệu thử.",
    "not_empty": "Đã có người dùng: dữ liệu thử chỉ nạp vào hệ thống còn trống.",
}


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
    try:
        made = build(office)
    except DemoRefusedError as error:
        if error.reason != "not_empty" or not options.if_empty:
            raise CommandRefusedError(REASONS[error.reason]) from error
        with office.database.reading() as tx:
            _introduce(demo_people(tx, office))
        return
    say(f"Đã tạo {len(made.cases)} đơn và vụ việc mẫu.")
    _introduce(made.people)


def _introduce(people: Sequence[DemoPerson]) -> None:
    say("Người dùng thử (bấm tên ở trang đăng nhập, không cần mật khẩu):")
    say_table((one.name, one.role_title, one.unit_name, one.email) for one in people)
