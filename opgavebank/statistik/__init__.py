"""What the bank has led to: the counts, and the page that shows them.

What everyone may see of the whole municipality, and what goes on paper to a committee,
says “under 3” of one and two, and is drawn no closer.
"""
