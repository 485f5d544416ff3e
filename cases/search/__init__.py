"""What can be found: the words of each file, how they are asked for, and how they are matched."""
