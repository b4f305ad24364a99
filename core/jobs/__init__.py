"""Work that goes on beside the window, and after it: what is to be done, and how far it is.

A job is a folder of the project. Whoever may read it knows everything about the job; a process of
its own does it (`training.job`). Nothing here imports torch.
"""
