"""The command `checker`."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from checker.config import Config, read_config
from checker.errors import CheckerError, InputError, InterruptedRunError, Skipped
from checker.intake import read_all, statement_lines

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console


FINISHED_WITH_SKIPS = 3
INTERRUPTED = 130
INPUT_HELP = "INPUT: files or folders of .txt .html .pdf .jsonl .csv .parquet, globs, or - for standard input."

Command = TypeVar("Command", bound=Callable[..., Any])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 bad usage or input, 3 some inputs skipped."""
    logging.basicConfig(level=logging.WARNING, format="checker: %(message)s", stream=sys.stderr)
    try:
        code = cli.main(arguments, standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except CheckerError as error:
        click.echo(f"checker: {one_line(error)}", err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("checker: interrupted; nothing was written", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left (head, less): not an error. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # the last resort of a command line: one line, not a traceback
        if os.environ.get("CHECKER_TRACEBACK"):
            raise
        click.echo(f"checker: failed: {type(error).__name__}: {one_line(error)} (set CHECKER_TRACEBACK=1 to see where)", err=True)
        code = 1
    sys.exit(code)


def one_line(error: Exception) -> str:
    """The text of an error without line breaks and control characters."""
    return "".join(char if char.isprintable() else " " for char in str(error)).strip()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claim-consistency-checker", prog_name="checker")
def cli() -> None:
    """Compare what competing parties claim in news stories and official statements.

    Reads stories, finds who claims what, pairs the claims and shows where parties contradict or support each other. It shows
    disagreement and evidence; it never names a winner.
    """


def shared_options(command: Command) -> Command:
    """Options of the commands that read documents."""
    for option in reversed(
        [
            click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
            click.option("--config", "config_file", type=click.Path(path_type=Path), help="TOML file with a [checker] table."),
            click.option("--published", help="Date of documents that carry none, such as 2025-12-24."),
        ]
    ):
        command = option(command)
    return command


WORKERS = click.option("--workers", type=click.IntRange(min=1), help="Processes that read documents.  [default: one a core, for 16 documents or more]")


@cli.command(epilog=INPUT_HELP)
@shared_options
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the tables, the report and manifest.json.")
@click.option("--model", help="Bundled model (see `checker models`), or a Hugging Face name or folder.  [default: default]")
@click.option("--parties", help="Keep only these parties in the matrices: codes joined by commas, such as THA,KHM.")
@click.option("--engine", type=click.Choice(["local", "ray"]), help="Where documents are processed.  [default: local]")
@WORKERS
def run(
    inputs: tuple[str, ...],
    config_file: Path | None,
    published: str | None,
    out: Path,
    model: str | None,
    parties: str | None,
    engine: str | None,
    workers: int | None,
) -> int:
    """Go the whole way from stories to claim matrices, and write them to --out."""
    from checker.pipeline import check
    from checker.terminal import print_result

    config = settings(config_file, published=published, model=model, parties=codes(parties), engine=engine, workers=workers)
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out}: is a file; expected a folder")
    with progress_bars() as progress:
        result = check(inputs, config=on_all_cores(config), progress=progress)
    result.save(out)
    print_result(result, stdout_console(), report=out / "report.html")
    return report_skipped(result.skipped)


@cli.command(epilog=INPUT_HELP)
@shared_options
@click.option("--out", type=click.Path(path_type=Path), help="File to write; default is standard output.")
@WORKERS
def extract(inputs: tuple[str, ...], config_file: Path | None, published: str | None, out: Path | None, workers: int | None) -> int:
    """Write the attributed statements as JSON Lines, each with its claims inside."""
    from checker.reading import iter_documents

    config = settings(config_file, published=published, workers=workers)
    skipped: list[Skipped] = []
    write_lines(statement_lines(iter_documents(inputs, published=config.published), on_all_cores(config), skipped), out)
    return report_skipped(skipped)


@cli.command(epilog=INPUT_HELP)
@shared_options
@click.option("--workspace", type=click.Path(path_type=Path), required=True, help="Workspace file; it is made if there is none.")
@click.option("--model", help="Bundled model, or a Hugging Face name or folder.  [default: that of the last call]")
@click.option("--parties", help="Keep only these parties in the matrix: codes joined by commas, such as THA,KHM.")
def add(inputs: tuple[str, ...], config_file: Path | None, published: str | None, workspace: Path, model: str | None, parties: str | None) -> int:
    """Add stories to a workspace; only what is new or changed is processed, and decisions of reviewers are kept.

    Settings that are not given stay those of the last call. Interrupted, even killed, the same command goes on from where it was.
    """
    from checker.terminal import print_added
    from checker.workspace import Workspace

    options = {"published": published, "model": model, "parties": codes(parties)}
    chosen = settings(config_file, **options)
    items = read_all(inputs, chosen)
    with Workspace.open(workspace, create=True) as opened, progress_bars() as progress:
        config = chosen if config_file else opened.config.with_options(**options)
        try:
            report = opened.add(items, config=config, progress=progress)
        except KeyboardInterrupt:
            raise InterruptedRunError(f"interrupted; what was done is in {workspace}, and the same command goes on from there") from None
        overview = opened.overview()
    print_added(report, overview, stdout_console(), path=workspace)
    return report_skipped(report.skipped)


@cli.command()
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--format", "kind", required=True, help="csv, xlsx or parquet: the matrix; report; pairs: decisions as labelled pairs; jsonld; label-studio.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
def export(workspace: Path, kind: str, out: Path) -> None:
    """Write what a workspace holds, as reviewed, to a file for other tools (label-studio-config: how its tasks are shown)."""
    from checker.exports import write_export
    from checker.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        write_export(opened, kind, out)


@cli.command()
@click.argument("pairs", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Table to write: .csv, .jsonl or .parquet.")
@click.option("--model", default="default", show_default=True, help="Bundled model, or a Hugging Face name or folder.")
def compare(pairs: Path, out: Path, model: str) -> None:
    """Label each pair of texts contradiction, support or neutral.

    PAIRS is a .csv, .jsonl or .parquet table with the columns premise and hypothesis (or text_a and text_b) and, where known,
    party_a, party_b, date_a, date_b, speaker_a and speaker_b.
    """
    from checker.comparing import compare as compared
    from checker.comparing import read_pairs, write_pairs

    write_pairs(compared(read_pairs(pairs), model=model), out)


@cli.command()
@click.argument("pairs", type=click.Path(path_type=Path))
@click.option("--model", default="default", show_default=True, help="Bundled model, Hugging Face name or folder, or a table that `compare` wrote.")
@click.option("--against", help="A second model or table, compared with the first by McNemar's test.")
@click.option("--plot", type=click.Path(path_type=Path), help="Reliability diagram and confusion matrix: a .svg, .png or .pdf file to write.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def evaluate(pairs: Path, model: str, against: str | None, plot: Path | None, as_json: bool) -> None:
    """Measure a model on pairs that have a gold `label` column."""
    from checker.comparing import evaluate as evaluated
    from checker.comparing import read_pairs
    from checker.plots import check_plot_path, plot_evaluation

    if plot is not None:
        check_plot_path(plot)
    evaluation = evaluated(read_pairs(pairs), model=model_or_table(model), against=model_or_table(against) if against else None)
    click.echo(json.dumps(evaluation.to_dict(), indent=2) if as_json else evaluation.to_text())
    if plot is not None:
        plot_evaluation(evaluation, plot, title=f"{model} on {pairs.name}")


@cli.command()
@click.option("--self-test", is_flag=True, help="Load each model and probe its label order and direction.")
def models(self_test: bool) -> int:
    """List the bundled models."""
    from checker.nli import bundled_models
    from checker.terminal import print_models

    return 0 if print_models(bundled_models(), stdout_console(), self_test=self_test) else 1


def settings(config_file: Path | None, **options: Any) -> Config:
    """The configuration file, if any, with the command's options over it."""
    config = read_config(config_file) if config_file else Config()
    return config.with_options(**options)


def on_all_cores(config: Config) -> Config:
    """The configuration with a process for each core where it names no number of workers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return config if config.workers else config.with_options(workers=cores)


def codes(text: str | None) -> tuple[str, ...] | None:
    """Party codes of a comma-separated option, in the project's spelling. Raises InputError for a code that is none."""
    from checker.context import canonical_code, is_party_code

    if text is None:
        return None
    found = tuple(canonical_code(part) for part in text.split(",") if part.strip())
    unknown = [code for code in found if not is_party_code(code)]
    if unknown or not found:
        raise InputError(f"--parties is {text!r}; expected codes such as THA,KHM (ISO 3166-1 alpha-3) or HEZ, RSF, UN")
    return found


def model_or_table(name: str) -> str | pd.DataFrame:
    """The name of a model, or the table of predictions that `name` is a file of."""
    from checker.pairs import FORMATS, read_pairs

    return read_pairs(name) if Path(name).suffix.lower() in FORMATS and not Path(name).is_dir() else name


def write_lines(lines: Iterator[str], out: Path | None) -> None:
    """Lines to a file that appears whole, or to standard output one by one."""
    from checker.writing import write_text

    if out is None or str(out) == "-":
        for line in lines:
            click.echo(line.encode("utf-8", "replace"))
    else:
        write_text(out, "".join(f"{line}\n" for line in lines))


def report_skipped(skipped: Sequence[Skipped]) -> int:
    """Name each skipped input on standard error; the exit code is 3 if there are any."""
    for item in skipped:
        click.echo(f"checker: skipped {item.source}: {item.reason}", err=True)
    return FINISHED_WITH_SKIPS if skipped else 0


def stdout_console() -> Console:
    """Rich console on standard output; plain text of 120 columns where it is no terminal."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """A progress callback that draws bars on standard error if that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield update


@cli.command("serve")
@click.argument("path", metavar="WORKSPACE|DIR", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port on 127.0.0.1; 0 takes one that is free.")
@click.option("--reviewer", help="Name kept with each decision; without it the pages ask.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="TOML file with a [checker] table, for stories added in the browser.")
@click.option("--open", "open_browser", is_flag=True, help="Open the pages in the browser.")
def serve_pages(path: Path, port: int, reviewer: str | None, config_file: Path | None, open_browser: bool) -> None:
    """Review in the browser: read quotes side by side, decide, correct, add stories, export.

    WORKSPACE is the file of `checker add`, or a new name ending in .db to start with; DIR is an output folder of `checker run`.
    """
    from checker.web import serve

    def announce(address: str) -> None:
        click.echo(f"checker: {path} is open at {address} (stop with Ctrl-C)", err=True)

    config = read_config(config_file) if config_file else None
    serve(path, port=port, reviewer=reviewer, config=config, open_browser=open_browser, announce=announce)


@cli.command(epilog="URL: addresses of stories (web pages, plain text, PDF documents) or, with --feed, of RSS and Atom feeds.")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--feed", is_flag=True, help="The URLs are feeds: fetch their stories.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="JSON Lines file to write, which every other command reads.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Stories of one feed.")
@click.option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between two requests to one host.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=15.0, show_default=True, help="Seconds without an answer; for a page four times that.")
@click.option("--allow-private", is_flag=True, help="Fetch from private, loopback and link-local addresses too.")
def fetch(urls: tuple[str, ...], feed: bool, out: Path, limit: int, pause: float, timeout: float, allow_private: bool) -> int:
    """Fetch stories from the web: robots.txt is kept, hosts are asked slowly, and only public addresses are reached."""
    from checker.fetching import Fetcher, fetch_stories
    from checker.web_access import Limits

    if out.is_dir():
        raise InputError(f"--out {out}: is a folder; expected a file such as stories.jsonl")
    fetcher = Fetcher(Limits(timeout=timeout, deadline=4 * timeout), pause, allow_private)
    with progress_bars() as progress:
        items = list(fetch_stories(urls, feed=feed, limit=limit, fetcher=fetcher, progress=progress))
    skipped = [item for item in items if isinstance(item, Skipped)]
    lines = [json.dumps(item.to_dict(), ensure_ascii=False) for item in items if not isinstance(item, Skipped)]
    code = report_skipped(skipped)
    if not lines:
        raise InputError("no story could be fetched; nothing was written")
    write_lines(iter(lines), out)
    return code
