from threading import Event

import pytest

from cases import worker


class TestTheWorker:
    @pytest.fixture
    def rounds(self, monkeypatch):
        """A worker with one sweep that always fails and one that ends the loop."""
        stop, done = Event(), []

        def fail(_office):
            raise RuntimeError

        def work(_office):
            done.append("worked")
            if len(done) == 2:
                stop.set()
            return 1

        monkeypatch.setattr(worker, "sweeps", lambda: {"damaged": fail, "healthy": work})
        return stop, done

    def test_goes_on_when_a_sweep_fails(self, office, rounds):
        stop, done = rounds
        worker.run_forever(office, stop, period_seconds=0)
        assert done == ["worked", "worked"]
