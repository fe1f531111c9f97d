"""Print the figures of the project: `make bench`. Uses `../shared` where it stands beside the checkout.

Quality: alignment and divergence F1 on the dev events, beside two baselines on the same sentences in the same run.
Cost: start-up, a three-article comparison and a sixty-article one, as CPU seconds and peak memory of whole processes,
beside `python -c pass`. The floors stand in `benchmarks/floors.json`.
"""

from __future__ import annotations

import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from compare.clean import clean
from compare.details import describe
from compare.options import Options
from compare.readers import read
from compare.split import split

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
BENCHMARKS = (
    "alignment",
    "cleaning",
    "html_body",
    "entities",
    "quantities",
    "dates",
    "attribution",
    "certainty",
    "divergences",
    "tagger",
    "archive",
)
STORYDIFF = str(pathlib.Path(sys.executable).with_name("storydiff"))


def cost(command: list[str], runs: int = 5) -> tuple[float, float]:
    """Median CPU seconds of a command and its peak memory in megabytes, after one run that is not counted.

    Bytecode is cached as in any installed package, whatever the environment of this process says.
    """
    spent, peak = [], 0.0
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, capture_output=True, env=environment, check=False)
    for _ in range(runs):
        with tempfile.TemporaryFile() as sink:
            process = subprocess.Popen(command, stdout=sink, stderr=sink, env=environment)
            _, _, usage = os.wait4(process.pid, 0)
        spent.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(spent), peak


def quality() -> None:
    """Scores of the dev events."""
    score = SHARED / "eval" / "score.py"
    ran = subprocess.run([sys.executable, str(score), "--command", STORYDIFF], capture_output=True, text=True)
    print(ran.stdout + ran.stderr)


def speed() -> None:
    """Cost of the start and of a small and a large comparison."""
    bare, _ = cost([sys.executable, "-c", "pass"])
    helped, _ = cost([STORYDIFF, "--help"])
    print(f"storydiff --help              {(helped - bare) * 1000:6.0f} ms CPU above python -c pass (floor 150)")
    events = sorted((SHARED / "eval" / "coverage" / "dev").glob("*.jsonl"))
    if not events:
        print("no dev events beside the checkout: the other figures need ../shared")
        return
    middle = sorted(events, key=lambda path: path.stat().st_size)[len(events) // 2]
    small, memory = cost([STORYDIFF, "compare", str(middle), "--format", "json"])
    print(f"three articles, one process   {small:6.2f} s CPU, {memory:4.0f} MB (floor 0.60 s)")
    details(middle)
    with tempfile.TemporaryDirectory() as folder:
        for size in (15, 30, 60):
            crowd = crowd_of(events, size, pathlib.Path(folder) / f"{size}.jsonl")
            spent, memory = cost([STORYDIFF, "compare", str(crowd), "--format", "json"], 1)
            print(f"{size} articles, one process     {spent:6.2f} s CPU, {memory:4.0f} MB (floor for 60: 6 s, 500 MB)")


def details(path: pathlib.Path) -> None:
    """Warm CPU time of describing 75 sentences, all kinds, without and with the tagger that ships."""
    pages, _ = read([str(path)], Options())
    articles, _ = clean(pages, Options())
    parts = [(article, split(article)) for article in articles]
    number = sum(len(sentences) for _, sentences in parts)
    for tagger in (None, "net"):
        spent = []
        for _ in range(4):
            began = time.process_time()
            for article, sentences in parts:
                describe(article, sentences, tagger)
            spent.append((time.process_time() - began) * 75 / number * 1000)
        print(f"describe 75 sentences         {min(spent[1:]):6.0f} ms CPU, tagger {tagger} (floor 120)")


def crowd_of(events: list[pathlib.Path], size: int, path: pathlib.Path) -> pathlib.Path:
    """`size` articles of one made-up event: each takes every other sentence line of one article of a real event."""
    rows = [json.loads(line) for event in events for line in event.read_text(encoding="utf-8").splitlines()]
    seed = rows[:3]
    with path.open("w", encoding="utf-8") as out:
        for number in range(size):
            lines = [line for k, line in enumerate(seed[number % 3]["text"].splitlines()) if (k + number) % 4]
            lines += rows[(3 + number) % len(rows)]["text"].splitlines()[:8]
            out.write(json.dumps({"id": f"a{number:02}", "outlet": f"o{number:02}", "text": "\n".join(lines)}) + "\n")
    return path


def main() -> None:
    """Run everything that can run here."""
    began = time.perf_counter()
    speed()
    subprocess.run([sys.executable, "-m", "benchmarks.reports"], cwd=HERE.parent, check=False)
    if SHARED.is_dir():
        quality()
        for name in BENCHMARKS:
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{time.perf_counter() - began:.0f} s, {memory} MB at most")


if __name__ == "__main__":
    main()
