"""Files that nobody wrote in good faith, made on the spot; each module's `cases()` says what may come of them."""
