"""What every page needs: page or fragment, one transaction a write, the present moment, errors as pages, Danish dates."""
