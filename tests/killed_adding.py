"""The processes that `test_workspace_models` kills: each adds short stories to a workspace with the real rules and models.

Run as a program: for each path on standard input a child is forked that adds the stories to it. Its process id is told when it begins, its
exit status when it has ended. It is forked from a process without threads that has loaded everything but the NLI model, so it begins at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import torch

from checker.config import Config
from checker.document import Document
from checker.embedding import default_embedder
from checker.pipeline import extract_document, party_resolver
from checker.workspace import Workspace, candidates, fingerprints, vectors

# One thread: threads do not live on in a fork.
torch.set_num_threads(1)

STORIES = (
    Document(
        "border-post", "PHNOM PENH — Cambodia’s defense ministry said on Thursday that two soldiers had been killed in Ou Chrov district by Thai shelling.\n"
        "A Thai army spokesman denied that Thai forces had shelled Ou Chrov.", "Two killed", "Border Post", None, None, "en",
    ),
    Document(
        "river-times", "BANGKOK — Thailand’s army said on Thursday that Cambodian troops had fired 20 rockets into Sa Kaeo province.\n"
        "“Not one rocket was fired into Thailand,” Cambodia’s prime minister said.", "Rockets", "River Times", None, None, "en",
    ),
    Document(
        "wire", "KUALA LUMPUR — Cambodia said that three soldiers had been killed in Ou Chrov, while Thailand said that it had fired at military posts.\n"
        "Thailand’s foreign ministry said that rockets from Cambodia had wounded four villagers in Sa Kaeo.", "Sides differ", "Wire", None, None, "en",
    ),
)  # fmt: skip
CONFIG = Config(model="fast")

default_embedder().encode(["warm"])
extract_document(STORIES[0], party_resolver(CONFIG), CONFIG)
# Worked out once for all children: they are to differ in nothing, also where somebody edits the rules meanwhile.
fingerprints.extraction_settings(CONFIG)
fingerprints.judging_hash(CONFIG)


def add(path: Path) -> None:
    """Add the stories. Chunks are small, so that there are many moments between transactions."""
    candidates.CHUNK = vectors.CHUNK = 3
    with Workspace.open(path, create=True) as workspace:
        workspace.add(STORIES, config=CONFIG)


def tell(value: object) -> None:
    """A line to who started this."""
    sys.stdout.write(f"{value}\n")
    sys.stdout.flush()


def main() -> None:
    """Fork a child for each line until the input ends."""
    tell("ready")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            status = 1
            try:
                add(Path(line.rstrip("\n")))
                status = 0
            finally:
                os._exit(status)
        tell(child)
        tell(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
