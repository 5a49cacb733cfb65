"""The HTTP shell of a running scheduler: health, metrics, acknowledgements."""
