"""Training in bfloat16, where the processor has it, with float32 masters: what the training scripts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

# A processor without bfloat16 instructions emulates them, at a fiftieth of its float32 speed.
COMPUTED = torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32


class Trained:
    """The parameters that change: float32 masters that the optimizer moves, and the copies (COMPUTED) that the network computes with.

    Against autocast this saves the conversions of every layer's inputs, a quarter of a step on a CPU with bfloat16.
    groups: as for an optimizer (`params`, `weight_decay`), with `rate`, a factor of the learning rate. `kept` modules stay in float32.
    """

    def __init__(self, model: torch.nn.Module, groups: Sequence[Mapping[str, Any]], *, kept: Sequence[torch.nn.Module] = ()) -> None:
        self.live = [p for group in groups for p in group["params"]]
        self.masters = [p.detach().float().clone().requires_grad_() for p in self.live]
        left = iter(self.masters)
        self.optimizer = torch.optim.AdamW([{"rate": 1.0, **group, "params": [next(left) for _ in group["params"]]} for group in groups], fused=True)
        model.to(COMPUTED)
        for module in kept:
            module.float()

    def step(self, rate: float) -> None:
        """One step along the gradients that backward left in the network."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["rate"]
        for master, live in zip(self.masters, self.live, strict=True):
            master.grad = None if live.grad is None else live.grad.float()
            live.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, 1.0)
        self.optimizer.step()
        self._copy(self.live, self.masters)

    @staticmethod
    def _copy(to: Sequence[torch.Tensor], values: Sequence[torch.Tensor]) -> None:
        with torch.no_grad():
            torch._foreach_copy_(list(to), list(values))

    def weights(self, model: torch.nn.Module) -> dict[str, torch.Tensor]:
        """Named parameters of the model in float32, those that change as their masters have them."""
        masters = {id(live): master for live, master in zip(self.live, self.masters, strict=True)}
        return {name: masters.get(id(p), p).detach().float() for name, p in model.named_parameters()}

    def save(self, path: Path, **more: float) -> None:
        """Write what `restore` needs, and the numbers `more`; a file that is there already stays whole until the new one is."""
        partial = path.with_name(path.name + ".partial")
        torch.save({"masters": [p.detach() for p in self.masters], "optimizer": self.optimizer.state_dict(), **more}, partial)
        partial.replace(path)

    def restore(self, path: Path) -> dict[str, Any]:
        """Go on from what `save` wrote; returns its numbers too."""
        state: dict[str, Any] = torch.load(path, weights_only=True)
        self._copy(self.masters, state["masters"])
        self._copy(self.live, self.masters)
        self.optimizer.load_state_dict(state["optimizer"])
        return state
