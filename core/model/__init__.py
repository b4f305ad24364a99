"""The network: graph, encoder, fusion, localizer, and the file that holds one with its card."""
