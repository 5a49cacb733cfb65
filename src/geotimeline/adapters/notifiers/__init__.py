"""The notifiers that come with the program, one module and one class each."""
