"""One module a file format: bytes -> plain text. They run in the child process only."""
