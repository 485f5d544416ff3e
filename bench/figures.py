"""Which figures there are, and which measurement brings them."""

from collections.abc import Callable, Iterator

from bench import (
    deadlines_explained,
    engine_cycle,
    export_list,
    giving_out,
    journal_check,
    key_rotation,
    recompute,
    search,
    steps_during_sweep,
    steps_over_http,
    sweep,
    task_list,
)
from bench.figure import Figure

SOURCES: tuple[tuple[tuple[str, ...], Callable[[], Iterator[Figure]]], ...] = (
    (("deadlines_explained_per_s",), deadlines_explained.measure),
    (("engine_cycle_ms", "engine_cycle_after_200_returns_ratio"), engine_cycle.measure),
    (
        (
            "step_http_ms",
            "commit_floor_ms",
            "step_http_sql",
            "step_http_commits",
            "step_http_sql_most",
            "create_http_ms",
        ),
        steps_over_http.measure,
    ),
    (("task_list_10k_ms", "task_list_10k_query_ms"), task_list.measure),
    (tuple(giving_out.PAGES), giving_out.measure),
    (
        (
            "search_100k_ms",
            "search_100k_query_ms",
            "search_100k_slowest_query_ms",
            "search_100k_fill_s",
        ),
        search.measure,
    ),
    (("export_50k_s", "export_50k_register_s"), export_list.measure),
    (("sweep_2k_s", "sweep_2k_sql", "sweep_20k_s", "sweep_20k_sql"), sweep.measure),
    (
        (
            "journal_page_1m_ms",
            "journal_verify_1m_s",
            "journal_verify_1m_cpu_s",
            "journal_verify_1m_mb",
        ),
        journal_check.measure,
    ),
    (("step_during_sweep_p95_ms",), steps_during_sweep.measure),
    (
        (
            "preview_100k_s",
            "recompute_100k_s",
            "recompute_100k_looked_at",
            "recompute_100k_moved",
        ),
        recompute.measure,
    ),
    (("rotate_100k_s", "rotate_100k_after_kill_s"), key_rotation.measure),
)
