"""What one would use in place of our method: temporal convolutions on whole recordings."""
