"""Beside torch's own."""

import subprocess
import sys

import torch

from training.adamw import AdamW


def test_it_steps_as_that_of_torch() -> None:
    random = torch.Generator().manual_seed(0)
    theirs = [torch.randn(shape, generator=random, requires_grad=True) for shape in (5, (3, 4))]
    ours = [one.detach().clone().requires_grad_() for one in theirs]
    optimiser = torch.optim.AdamW(theirs, weight_decay=0.1)
    steps = AdamW(ours, weight_decay=0.1)
    for rate in (1e-2, 5e-2, 0.0, 1e-3):
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad()
        for some in (theirs, ours):
            sum((one**4 - one).sum() for one in some).backward()
        optimiser.step()
        steps.step(rate)
        for one, other in zip(ours, theirs, strict=True):
            torch.testing.assert_close(one, other)
            assert one.grad is None


def test_a_refit_imports_no_compiler() -> None:
    program = (
        "import sys, torch\n"
        "from training.adamw import AdamW\n"
        "import training.jobs.work\n"
        "weight = torch.ones(2, requires_grad=True)\n"
        "weight.sum().backward()\n"
        "AdamW([weight], 0.1).step(1.0)\n"
        "sys.exit('torch._dynamo' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
