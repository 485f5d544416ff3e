"""Sound diagrams at random: blocks inside blocks, each with one way in and one way out."""

import random

from tests.engine import diagrams as draw

CHOICES = {f"x{number}": [True, False] for number in range(4)}


class RandomDiagram:
    """A process ``p`` and what it calls.

    Scripts count their own runs in facts nothing else reads, so that the order of parallel
    branches cannot be seen in the facts.
    """

    def __init__(self, seed: int, *, parallel_in_loops: bool) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.parallel_in_loops = parallel_in_loops
        self.counters: dict[str, int] = {}
        self.messages: list[str] = []
        self.called: dict[str, bytes] = {}
        self.number = 0
        body = self.process(depth=4)
        main = draw.diagram(*body, messages=tuple(self.messages))
        self.files = {"p.bpmn": main, **self.called}

    def name(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"

    def process(self, depth: int, *, in_loop: bool = False) -> list[str]:
        """Draw a whole level: start, blocks, end."""
        parts: list[str] = []
        begin, finish = self.name("start"), self.name("end")
        last = self.sequence(parts, begin, depth, in_loop=in_loop)
        return [draw.start(begin), *parts, draw.end(finish), draw.flow(last, finish)]

    def sequence(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        for _ in range(self.random.randint(1, 3)):
            before = self.block(parts, before, depth, in_loop=in_loop)
        return before

    def block(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        kinds = [self.step, self.step, self.automatic]
        if depth > 0:
            kinds += [self.branches, self.loop, self.activity, self.activity, self.first_event]
            if self.parallel_in_loops or not in_loop:
                kinds += [self.fork, self.fork]
        return self.random.choice(kinds)(parts, before, depth - 1, in_loop=in_loop)

    def step(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        host = self.name("step")
        parts += [draw.user(host), draw.flow(before, host)]
        return self.boundaries(parts, host, depth, in_loop=in_loop)

    def automatic(self, parts: list[str], before: str, _depth: int, *, in_loop: bool) -> str:
        del in_loop
        node = self.name("auto")
        if self.random.random() < 0.5:
            self.counters[f"n_{node}"] = 0
            parts.append(draw.script(node, f"n_{node} = n_{node} + 1"))
        else:
            parts.append(draw.service(node, "notify", to=node))
        parts.append(draw.flow(before, node))
        return node

    def branches(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        split, merge = self.name("xor"), self.name("merge")
        parts += [draw.flow(before, split), draw.choice(merge)]
        ends = []
        for branch in range(self.random.randint(2, 3)):
            first = self.name("way")
            condition = f"{self.random.choice(sorted(CHOICES))} == True" if branch else ""
            parts += [draw.user(first), draw.flow(split, first, condition)]
            if not branch:
                parts.append(draw.choice(split, f"{split}_{first}"))
            ends.append(self.sequence(parts, first, depth - 1, in_loop=in_loop))
        parts += [draw.flow(each, merge) for each in ends]
        return merge

    def fork(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        split, join = self.name("fork"), self.name("join")
        parts += [draw.parallel(split), draw.parallel(join), draw.flow(before, split)]
        for _ in range(self.random.randint(2, 3)):
            last = self.sequence(parts, split, depth - 1, in_loop=in_loop)
            parts.append(draw.flow(last, join))
        return join

    def loop(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        del in_loop
        again, check = self.name("again"), self.name("check")
        step = self.name("turn")
        parts += [
            draw.choice(again),
            draw.user(step),
            *map(draw.flow, (before, again), (again, step)),
        ]
        last = self.sequence(parts, step, depth, in_loop=True)
        after = self.name("auto")
        parts += [draw.choice(check, f"{check}_{after}"), draw.flow(last, check)]
        parts += [draw.flow(check, again, f"{self.random.choice(sorted(CHOICES))} == True")]
        parts += [draw.service(after, "notify", to="x"), draw.flow(check, after)]
        return after

    def activity(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        host = self.name("sub")
        inner = self.process(depth, in_loop=in_loop)
        if self.random.random() < 0.5:
            parts.append(draw.sub(host, *inner))
        else:
            called = self.name("called")
            self.called[f"{called}.bpmn"] = draw.diagram(*inner, process=called)
            parts.append(draw.call(host, called))
        parts.append(draw.flow(before, host))
        return self.boundaries(parts, host, depth, in_loop=in_loop)

    def first_event(self, parts: list[str], before: str, depth: int, *, in_loop: bool) -> str:
        gateway, merge = self.name("event"), self.name("merge")
        parts += [draw.element("eventBasedGateway", gateway), draw.flow(before, gateway)]
        parts.append(draw.choice(merge))
        for _ in range(self.random.randint(2, 3)):
            event = self.name("catch")
            parts += [draw.catch(event, self.definition()), draw.flow(gateway, event)]
            last = self.sequence(parts, event, depth - 1, in_loop=in_loop)
            parts.append(draw.flow(last, merge))
        return merge

    def boundaries(self, parts: list[str], host: str, depth: int, *, in_loop: bool) -> str:
        """Put events on an activity: interrupting ones join the main line, others end."""
        after = host
        for _ in range(self.random.choice([0, 0, 1, 2]) if depth > 0 else 0):
            event, interrupts = self.name("on"), self.random.random() < 0.5
            parts.append(draw.boundary(event, host, self.definition(), interrupts=interrupts))
            last = self.sequence(parts, event, min(depth, 1) - 1, in_loop=in_loop)
            if interrupts:
                merge = self.name("merge")
                parts += [draw.choice(merge), draw.flow(after, merge), draw.flow(last, merge)]
                after = merge
            else:
                finish = self.name("end")
                parts += [draw.end(finish), draw.flow(last, finish)]
        return after

    def definition(self) -> str:
        if self.random.random() < 0.5:
            term, before = self.random.choice(["k1", "k2", "k3"]), self.random.randint(0, 5)
            return draw.timer(f'deadline("{term}", before={before})')
        name = f"msg{len(self.messages)}"
        self.messages.append(name)
        return draw.message(name)
