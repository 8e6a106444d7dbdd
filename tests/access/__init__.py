"""Who may what: a world with something of everything, and the table `routes.txt` of every route and everybody."""
