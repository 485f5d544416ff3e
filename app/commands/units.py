"""List the units, load those of a city or a reform from a file, and merge those that end.

Files that come with the program are named without path: da-nang-2021, da-nang-2025-07-01.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date

from app.arguments import add_wishes, day
from app.commands.outcome import CommandRefusedError, say, say_table
from app.rendering.dates import count, full_date
from cases.accounts.paper import Paper
from cases.actions.load_units import load_units
from cases.actions.merge_unit import merge_unit
from cases.errors import NotFoundError, SubmissionRefusedError
from cases.office import Office
from cases.queries.unit_tree import unit_tree
from cases.units.merge_plan import ended_units, merge_plan
from cases.units.merge_preview import MergePreview, merge_preview
from cases.units.organisation_plan import OrganisationPlan, organisation_plan
from cases.units.refusals import MergeRefusedError
from config.organisations import organisation_files, organisation_path, read_organisation

OBSTACLES = {
    "no_successor": "Đơn vị còn hồ sơ, việc hoặc đơn vị trực thuộc: ghi --into đơn vị kế thừa.",
    "last_administrator": "Sau đó không còn ai quản trị hệ thống: cấp vai trò này ở nơi khác đã.",
}
FIELDS = {"name": "tên", "kind": "loại", "parent": "cấp trên"}


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of four wishes."""
    wishes = add_wishes(parser)
    listing = wishes.add_parser("list", help="every unit on a day, each below its parent")
    listing.add_argument("--day", type=day, help="the day; today if omitted")
    listing.set_defaults(run=show_list)
    load = wishes.add_parser("load", help="create what a file lists and is not there")
    bundled = ", ".join(organisation_files())
    load.add_argument("file", help=f"path of a file, or one of: {bundled}")
    load.set_defaults(run=load_file)
    merge = wishes.add_parser("merge", help="move the work of a unit that ends to its successor")
    merge.add_argument("code", help="the unit that ends")
    merge.add_argument("--into", default="", help="code of the successor; none to dissolve")
    merge.add_argument("--from-day", type=day, required=True, help="first day of the successor")
    merge.add_argument(
        "--send",
        action="append",
        default=[],
        metavar="RECORD=UNIT",
        help="a case or petition that goes to another successor; may be repeated",
    )
    merge.set_defaults(run=merge_units)
    ended = wishes.add_parser("merge-ended", help="merge all that ended on a day, by one paper")
    ended.add_argument("--last-day", type=day, required=True, help="their last day")
    ended.set_defaults(run=merge_ended)
    for wish in (merge, ended):
        wish.add_argument("--document", required=True, help="number of the decision")
        wish.add_argument("--document-day", type=day, required=True, help="its day")
    for wish in (load, merge, ended):
        how = wish.add_mutually_exclusive_group(required=True)
        how.add_argument("--preview", action="store_true", help="say what would be done")
        how.add_argument("--apply", action="store_true", help="do it")


def show_list(options: Namespace, office: Office) -> None:
    """Print the tree."""
    with office.database.reading() as tx:
        tree = unit_tree(tx, office, day=options.day or office.today())
    say_table(
        (
            f"{'  ' * one.depth}{one.name}",
            one.code,
            one.kind_title,
            "" if one.is_verified else "chưa kiểm chứng",
        )
        for one in tree.rows
    )


def load_file(options: Namespace, office: Office) -> None:
    """Say what a file would do, or do it."""
    organisation = read_organisation(organisation_path(options.file), office.unit_kinds)
    say(organisation.title)
    if options.preview:
        with office.database.reading() as tx:
            plan = organisation_plan(tx, organisation)
    else:
        with office.database.writing() as tx:
            plan = load_units(tx, office, None, organisation=organisation)
    _say_plan(plan)
    if plan.does_nothing:
        say("Mọi đơn vị của tệp đã có.")
    elif options.preview:
        say("Chưa ghi gì. Ghi: thay --preview bằng --apply")
    else:
        say("Đã ghi.")


def merge_units(options: Namespace, office: Office) -> None:
    """Say what a merger would do, or do it."""
    sends = dict(one.partition("=")[::2] for one in options.send)
    preview = _merged(options, office, options.code, options.into, options.from_day, sends)
    _say_preview(preview)
    say("Đã ghi." if options.apply else "Chưa ghi gì. Ghi: thay --preview bằng --apply")


def merge_ended(options: Namespace, office: Office) -> None:
    """Do the same for all that ended on a day and have one known successor, one by one.

    One that cannot be merged keeps nobody from merging the others.
    """
    with office.database.reading() as tx:
        ended = ended_units(tx, options.last_day)
    refused = []
    for one in ended:
        if one.into:
            try:
                preview = _merged(options, office, one.code, one.into, one.from_day, {})
            except CommandRefusedError as error:
                refused.append(f"{one.name} ({one.code}) chưa sáp nhập được: {error}")
            else:
                _say_preview(preview)
    left = [one for one in ended if not one.into]
    if left:
        say(f"{count(len(left))} đơn vị không có đúng một đơn vị kế thừa: donthu units merge")
        say_table((f"  {one.name}", one.code) for one in left)
    say("Đã ghi." if options.apply else "Chưa ghi gì. Ghi: thay --preview bằng --apply")
    if refused:
        raise CommandRefusedError("\n".join(refused))


def _merged(
    options: Namespace,
    office: Office,
    code: str,
    into: str,
    from_day: date,
    sends: Mapping[str, str],
) -> MergePreview:
    """Merge one unit in a transaction of its own, or only count."""
    paper = Paper(options.document, options.document_day)
    try:
        with office.database.writing() if options.apply else office.database.reading() as tx:
            plan = merge_plan(
                tx,
                office,
                code=code,
                into=into,
                from_day=from_day,
                sends=sends,
            )
            return (
                merge_unit(tx, office, None, plan=plan, paper=paper, seen=None)
                if options.apply
                else merge_preview(tx, office, None, plan)
            )
    except NotFoundError as error:
        message = f"Không có đơn vị {code}, hoặc không có hồ sơ ghi sau --send."
        raise CommandRefusedError(message) from error
    except SubmissionRefusedError as error:
        raise CommandRefusedError(" ".join(one.line for one in error.errors)) from error
    except MergeRefusedError as error:
        message = f"{code}: {' '.join(OBSTACLES[one] for one in error.obstacles)}"
        raise CommandRefusedError(message) from error


def _say_preview(preview: MergePreview) -> None:
    into = preview.plan.into
    say(f"{preview.plan.name} → {into.name if into else 'giải thể'}")
    for title, number in preview.steps:
        say(f"  {count(number)} việc đang mở: {title}")
    tallies = preview.tallies
    say(
        f"  {count(tallies.open_cases + tallies.closed_cases)} vụ việc,"
        f" {count(tallies.open_petitions + tallies.closed_petitions)} đơn,"
        f" {count(tallies.transfers_to)} đơn chuyển đến đang chờ,"
        f" {count(len(preview.parts))} đơn vị trực thuộc"
    )
    say(
        f"  {count(len(preview.locked))} tài khoản bị khóa,"
        f" {count(len(preview.kept))} người chỉ thôi vai trò ở đây,"
        f" {count(tallies.delegations)} ủy quyền kết thúc"
    )
    for title, number in preview.unmanned:
        say(f"  ! {count(number)} việc cần {title}: đơn vị kế thừa chưa có ai giữ vai trò này")
    if tallies.named:
        say(f"  ! {count(tallies.named)} việc nêu tên người bị khóa: về người đứng đầu")
    for one in preview.obstacles:
        say(f"  ! {OBSTACLES[one]}")
    if tallies.drafts:
        say(f"  ! {count(tallies.drafts)} bản nháp của người bị khóa không chuyển được")


def _say_plan(plan: OrganisationPlan) -> None:
    say(f"{count(len(plan.new))} đơn vị mới, {count(plan.present)} đơn vị đã có như trong tệp")
    if plan.new:
        say_table(
            (
                f"  + {one.name}",
                one.code,
                f"từ {full_date(one.valid_from)}",
                "" if one.is_verified else "chưa kiểm chứng",
            )
            for one in plan.new
        )
    if plan.ends:
        say(f"{count(len(plan.ends))} đơn vị hết hiệu lực")
        say_table(
            (
                f"  - {one.name}",
                f"đến hết {full_date(one.listed.last_day)}",
                "→ " + (", ".join(one.listed.successors) or "chưa rõ đơn vị kế thừa"),
                f"còn {count(one.open_items)} việc đang mở: sáp nhập để chuyển"
                if one.open_items
                else "",
            )
            for one in plan.ends
        )
    for one in plan.different:
        what = FIELDS[one.what]
        say(f"  giữ nguyên {one.code}: {what} ở đây '{one.here}', trong tệp '{one.listed}'")
    if plan.unknown:
        say(f"{count(len(plan.unknown))} đơn vị cũ trong tệp chưa từng có ở đây: bỏ qua")
