"""What every page needs: page or fragment, one transaction a write, the moment, errors as pages, Danish dates."""
