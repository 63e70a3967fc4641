// Node itself: what the other two are measured above.
