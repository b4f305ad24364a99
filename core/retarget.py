"""Any named skeleton → the 25 joints of the model's layout (`KINECT2`). Knows nothing of models."""
