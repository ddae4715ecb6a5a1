"""What a panel says about its data: the notice over them, their age, and the rows that could not be read."""
