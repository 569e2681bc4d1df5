#!/usr/bin/env python3
"""Whole-process figures of the console in a real pty: start to first frame, key to frame, bytes, memory, idle.

Usage: benches/whole-process.py PRACTICE.db [RUNS]      (needs `cargo build --release` and Python 3 only)
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

BINARY = os.path.join(os.path.dirname(__file__), "..", "target", "release", "anjuan")
END_OF_FRAME = b"\x1b[?2026l"


class Console:
    """The console on a terminal of 80 by 24."""

    def __init__(self, database):
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(BINARY, [BINARY, "--db", database])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        seen = b""
        while END_OF_FRAME not in seen:
            seen += os.read(self.terminal, 65536)
        self.first_ms = (time.perf_counter() - self.began) * 1000
        self.first_bytes = len(seen)

    def frames(self, quiet):
        """What comes until nothing comes for a while: time of the first byte, and the bytes."""
        began, first, count = time.perf_counter(), None, 0
        while select.select([self.terminal], [], [], quiet)[0]:
            count += len(os.read(self.terminal, 65536))
            first = first or (time.perf_counter() - began) * 1000
        return first, count

    def key(self, key, quiet=0.03):
        os.write(self.terminal, key)
        return self.frames(quiet)

    def resident_kib(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def wakeups(self):
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status") as status:
                total += sum(int(line.split()[1]) for line in status if line.startswith("voluntary"))
        return total

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def spread(values):
    values = sorted(v for v in values if v is not None)
    if not values:
        return "no frames: nothing to move over"
    at = lambda part: values[min(len(values) - 1, int(len(values) * part))]
    return f"median {at(0.5):.1f}, p99 {at(0.99):.1f}, max {values[-1]:.1f}"


def main():
    database, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    starts = []
    for _ in range(runs):
        console = Console(database)
        starts.append(console.first_ms)
        console.end()
    print(f"start to first frame, ms: {spread(starts)}; first paint {console.first_bytes} bytes")
    console = Console(database)
    console.frames(1.5)
    print(f"resident after the start: {console.resident_kib()} KiB")
    screens = [("today", b"1"), ("agencies", b"2"), ("filings", b"3"), ("supervision", b"4"), ("activities", b"4\t"),
               ("across divisions", b"4\t\t\t"), ("coverage", b"4\t\t\t\t"), ("cases", b"5"), ("reviews", b"5\t"), ("documents", b"6"),
               ("to serve", b"6\t"), ("complaints", b"7")]
    for name, leads_there in screens:
        for key in leads_there:
            console.key(bytes([key]), 0.3)
        down = [console.key(b"j") for _ in range(200)]
        up = [console.key(b"k") for _ in range(100)]
        leap = [console.key(key) for key in (b"G", b"k", b"g", b" ") * 10]
        keys = down + up + leap
        print(f"{name}: key to frame, ms: {spread([k[0] for k in keys])}; bytes a row: {spread([k[1] for k in down])}")
    for key in b":schedule\r":
        console.key(bytes([key]), 0.3)
    for view in ("week", "month"):
        keys = [console.key(key) for key in (b"l", b"j", b"\x1b[6~", b"h", b"\x1b[5~", b">", b"<") * 20]
        print(f"schedule, {view}: key to frame, ms: {spread([k[0] for k in keys])}")
        console.key(b"m", 0.3)
    console.key(b"\x1b", 0.3)
    console.key(b"\x1bOQ", 1.0)
    typed = []
    for word in ("shzhg", "hangong", "jx", "0993", "示例电工") * 5:
        typed += [console.key(letter.encode()) for letter in word]
        typed += [console.key(b"\x7f") for _ in word]
    print(f"phone desk: key to frame, ms: {spread([k[0] for k in typed])}")
    print(f"resident with the finder: {console.resident_kib()} KiB")
    console.frames(1.0)
    before = console.wakeups()
    _, idle = console.frames(10.0)
    print(f"idle for 10 s: {console.wakeups() - before} wake-ups, {idle} bytes")
    console.end()


main()
