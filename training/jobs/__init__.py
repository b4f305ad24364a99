"""What each kind of job does. `training.job` is the process that does it."""
