"""How fast Tovholder is, beside the smallest honest Flask page in the same run: `make bench`."""
