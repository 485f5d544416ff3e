"""List the units, and load those of a city or a reform from a file.

Files that come with the program are named without path: da-nang-2021, da-nang-2025-07-01.
"""

from argparse import ArgumentParser, Namespace

from app.arguments import add_wishes, day
from app.commands.outcome import say, say_table
from app.rendering.dates import count, full_date
from cases.actions.load_units import load_units
from cases.office import Office
from cases.queries.unit_tree import unit_tree
from cases.units.organisation_plan import OrganisationPlan, organisation_plan
from config.organisations import organisation_files, organisation_path, read_organisation

FIELDS = {"name": "tên", "kind": "loại", "parent": "cấp trên"}


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of two wishes."""
    wishes = add_wishes(parser)
    listing = wishes.add_parser("list", help="every unit on a day, each below its parent")
    listing.add_argument("--day", type=day, help="the day; today if omitted")
    listing.set_defaults(run=show_list)
    load = wishes.add_parser("load", help="create what a file lists and is not there")
    bundled = ", ".join(organisation_files())
    load.add_argument("file", help=f"path of a file, or one of: {bundled}")
    how = load.add_mutually_exclusive_group(required=True)
    how.add_argument("--preview", action="store_true", help="say what would be done")
    how.add_argument("--apply", action="store_true", help="do it")
    load.set_defaults(run=load_file)


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
