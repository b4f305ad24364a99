"""More threads gain nothing on networks of test size, and cost much where others compute too."""

import torch

torch.set_num_threads(1)
